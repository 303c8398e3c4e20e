//! The rules as texts, and the copies of those that were last accepted.
//!
//! A rules file with mistakes never stops the morning list: `journal/rules/` holds the last version without mistakes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::model::Place;

use super::folder::BookFolder;

/// Rules are written by hand: a larger file is a mistake.
const LIMIT: u64 = 4 << 20;
const ACCEPTED: &str = "journal/rules";

/// One rules file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesText {
    /// Path relative to the book, such as `rules/tiers.toml` (of an accepted copy too).
    pub path: String,
    /// What is written in it.
    pub text: String,
}

impl BookFolder {
    /// The files `rules/*.toml` in ascending order, and problems with files that are no text.
    pub fn rules(&self) -> Result<(Vec<RulesText>, Vec<Diagnostic>)> {
        self.rules_in("rules")
    }

    /// The rules as they were last accepted; empty where none were.
    pub fn accepted_rules(&self) -> Result<Vec<RulesText>> {
        Ok(self.rules_in(ACCEPTED)?.0)
    }

    /// Keeps the rules as accepted: copies them, and drops copies of files that are gone.
    pub fn accept_rules(&self, rules: &[RulesText]) -> Result<()> {
        let mut kept = BTreeSet::new();
        for file in rules {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            kept.insert(name.to_owned());
            self.write_artifact(&format!("{ACCEPTED}/{name}"), |out| {
                io::Write::write_all(out, file.text.as_bytes())
                    .map_err(|error| Error::io("write", &file.path, error))
            })?;
        }
        for name in self.toml_names(ACCEPTED)? {
            if !kept.contains(&name) {
                let path = self.inside(&format!("{ACCEPTED}/{name}"))?;
                fs::remove_file(&path).map_err(|error| Error::io("delete", &path, error))?;
            }
        }
        Ok(())
    }

    fn rules_in(&self, folder: &str) -> Result<(Vec<RulesText>, Vec<Diagnostic>)> {
        let mut read = Texts::default();
        for name in self.toml_names(folder)? {
            let file = self.root().join(folder).join(&name);
            read.take(&file, format!("rules/{name}"))?;
        }
        Ok((read.rules, read.diagnostics))
    }

    fn toml_names(&self, folder: &str) -> Result<BTreeSet<String>> {
        toml_names(&self.root().join(folder))
    }
}

/// Rules that lie anywhere, for a trial: one file, or all of a folder (of a book its `rules/`). Paths are as given.
pub fn rules_at(path: &Path) -> Result<(Vec<RulesText>, Vec<Diagnostic>)> {
    let shown = |file: &Path| file.to_string_lossy().replace('\\', "/");
    let mut read = Texts::default();
    if path.is_dir() {
        let inner = path.join("rules");
        let folder = if toml_names(path)?.is_empty() && inner.is_dir() {
            inner
        } else {
            path.to_owned()
        };
        for name in toml_names(&folder)? {
            let file = folder.join(name);
            read.take(&file, shown(&file))?;
        }
    } else {
        read.take(path, shown(path))?;
    }
    Ok((read.rules, read.diagnostics))
}

/// Rules files as they are read one after the other.
#[derive(Default)]
struct Texts {
    rules: Vec<RulesText>,
    diagnostics: Vec<Diagnostic>,
}

impl Texts {
    fn take(&mut self, file: &Path, path: String) -> Result<()> {
        let problem = |code| Diagnostic::new(code, Severity::Error, Place::File(path.clone()));
        if fs::metadata(file).is_ok_and(|meta| meta.len() > LIMIT) {
            self.diagnostics.push(problem("rules-too-large"));
            return Ok(());
        }
        let bytes = fs::read(file).map_err(|error| Error::io("read", file, error))?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                // Windows Notepad begins a UTF-8 file with a byte-order mark.
                let text = text
                    .strip_prefix('\u{feff}')
                    .map_or(text.clone(), str::to_owned);
                self.rules.push(RulesText { path, text });
            }
            Err(_) => self.diagnostics.push(problem("rules-not-utf8")),
        }
        Ok(())
    }
}

fn toml_names(folder: &Path) -> Result<BTreeSet<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(Error::io("list", folder, error)),
    };
    Ok(entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.') && !name.starts_with("~$"))
        .filter(|name| Path::new(name).extension() == Some(OsStr::new("toml")))
        .filter(|name| folder.join(name).is_file())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_accepted_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let rules = dir.path().join("rules");
        fs::create_dir(&rules).unwrap();
        fs::write(rules.join("tiers.toml"), "\u{feff}a = 1\n").unwrap();
        fs::write(rules.join("book.toml"), b"name = \"\xff\"").unwrap();
        fs::write(rules.join("notes.txt"), "x").unwrap();
        let book = BookFolder::open(dir.path()).unwrap();
        let (read, problems) = book.rules().unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(
            (read[0].path.as_str(), read[0].text.as_str()),
            ("rules/tiers.toml", "a = 1\n")
        );
        assert_eq!(problems[0].code, "rules-not-utf8");
        assert_eq!(problems[0].place, Place::File("rules/book.toml".into()));
        assert_eq!(book.accepted_rules().unwrap(), []);
        book.accept_rules(&read).unwrap();
        assert_eq!(book.accepted_rules().unwrap(), read);
        book.accept_rules(&[]).unwrap();
        assert_eq!(book.accepted_rules().unwrap(), []);
    }
}
