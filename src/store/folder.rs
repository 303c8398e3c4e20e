//! Where things lie in a book: `data/`, `rules/`, `out/`, `journal/`, and the promise that nothing is written outside it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use crate::error::{Error, Result};

/// Names of private files that are being written: swept away at the next run.
pub(super) const TEMP_PREFIX: &str = ".tierbook-";
/// The end of such names.
pub(super) const TEMP_SUFFIX: &str = ".tmp";
/// How deep folders may lie in each other.
pub(super) const MAX_DEPTH: usize = 32;

/// A book: a folder on this machine.
#[derive(Debug, Clone)]
pub struct BookFolder {
    root: PathBuf,
    shown: PathBuf,
}

impl BookFolder {
    /// Opens the book in a folder, which must exist; nothing is written yet.
    pub fn open(folder: &Path) -> Result<BookFolder> {
        let root = fs::canonicalize(folder).map_err(|e| Error::io("open", folder, e))?;
        if !root.is_dir() {
            let reason = io::Error::from(io::ErrorKind::NotADirectory);
            return Err(Error::io("open", folder, reason));
        }
        Ok(BookFolder {
            root,
            shown: folder.to_owned(),
        })
    }

    /// The folder with links resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder as its owner named it, for messages.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// Whether tierbook has been at work in this book before.
    pub fn has_journal(&self) -> bool {
        self.root.join("journal").join("ids.csv").exists()
    }

    /// The file of a path relative to the book, which must stay inside it: no `..`, no link that leads out.
    pub(super) fn inside(&self, path: &str) -> Result<PathBuf> {
        let relative = Path::new(path);
        let refuse = || {
            let reason = io::Error::other("the path leads out of the book");
            Error::io("write", relative, reason)
        };
        let normal = |part: Component<'_>| matches!(part, Component::Normal(_));
        if path.is_empty() || !relative.components().all(normal) {
            return Err(refuse());
        }
        let file = self.root.join(relative);
        let existing = file
            .ancestors()
            .skip(1)
            .find_map(|folder| fs::canonicalize(folder).ok());
        match existing {
            Some(folder) if folder.starts_with(&self.root) => Ok(file),
            _ => Err(refuse()),
        }
    }

    /// The bytes of a file of the book; `None` where there is no such file.
    pub(super) fn read_inside(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let file = self.inside(path)?;
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io("read", file, error)),
        }
    }

    /// Deletes what an interrupted run left behind in `out/` and `journal/`. Never fails: left-overs are harmless.
    pub fn sweep(&self) {
        for top in ["out", "journal"] {
            if self.inside(top).is_ok() {
                sweep(&self.root.join(top), 0);
            }
        }
    }
}

fn sweep(folder: &Path, depth: usize) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.filter_map(std::result::Result::ok) {
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(TEMP_PREFIX) && name.ends_with(TEMP_SUFFIX);
        // The results are of no interest: what cannot be deleted today is tried again at the next run.
        if ours && kind.is_dir() {
            let _ = fs::remove_dir_all(entry.path());
        } else if ours {
            let _ = fs::remove_file(entry.path());
        } else if kind.is_dir() && depth < MAX_DEPTH {
            sweep(&entry.path(), depth + 1);
        }
    }
}

/// Opens a file for reading.
pub fn open_file(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| Error::io("read", path, error))
}

/// Writes a file that must not exist yet, and the folders above it.
pub fn write_new(path: &Path, write: impl FnOnce(&mut File) -> Result<()>) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    write(&mut file)?;
    file.flush().map_err(failed)?;
    file.sync_all().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_out_of_the_book_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let book = BookFolder::open(dir.path()).unwrap();
        assert!(book.inside("out/tiers.xlsx").is_ok());
        for path in ["../x.csv", "/etc/x", "out/../../x", ""] {
            assert!(book.inside(path).is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_book_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("out")).unwrap();
        let book = BookFolder::open(dir.path()).unwrap();
        assert!(book.inside("out/tiers.xlsx").is_err());
    }

    #[test]
    fn left_overs_of_an_interrupted_run_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        fs::create_dir_all(out.join("data")).unwrap();
        fs::write(out.join("data/.tierbook-1-0.tmp"), "half").unwrap();
        fs::create_dir(out.join(".tierbook-spill.tmp")).unwrap();
        fs::write(out.join("tiers.xlsx"), "whole").unwrap();
        BookFolder::open(dir.path()).unwrap().sweep();
        assert!(!out.join("data/.tierbook-1-0.tmp").exists());
        assert!(!out.join(".tierbook-spill.tmp").exists());
        assert!(out.join("tiers.xlsx").exists());
    }
}
