//! What comes in: the files of `data/`, in a fixed order, each with its size, time and content hash.
//!
//! Lock files, hidden and temporary files are passed over. A link counts only where it stays inside the book; a source
//! outside is read only where `book.toml` names it. What a file means is not asked here.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};

use super::folder::{BookFolder, MAX_DEPTH};
use super::holders::holder;
use crate::diag::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::model::Place;

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the book with `/` between folders; as written in `book.toml` for a source that it names.
    pub path: String,
    /// Where it lies.
    pub file: PathBuf,
    /// Bytes.
    pub size: u64,
    /// When it was last changed, seconds since 1970.
    pub modified: i64,
    /// SHA-256 in hexadecimal digits.
    pub hash: String,
    changed: SystemTime,
}

impl Source {
    /// Whether the file still has the size and time that it had when it was hashed.
    pub fn is_unchanged(&self) -> bool {
        fs::metadata(&self.file).is_ok_and(|now| stamp(&now) == (self.size, self.changed))
    }
}

/// What to list.
pub struct SourcesRequest<'a> {
    /// Sources that `book.toml` names: files or folders, relative to the book.
    pub named: &'a [String],
    /// Whether a file of this name can be read at all.
    pub wanted: &'a (dyn Fn(&str) -> bool + Sync),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files in ascending order of their paths.
    pub sources: Vec<Source>,
    /// Files passed over, and who has which one open.
    pub diagnostics: Vec<Diagnostic>,
}

struct Walk<'a> {
    root: &'a Path,
    wanted: &'a (dyn Fn(&str) -> bool + Sync),
    free: bool,
    found: Vec<(String, PathBuf)>,
    diagnostics: Vec<Diagnostic>,
}

impl BookFolder {
    /// Lists and hashes what is to be read: `data/`, or without it the workbooks in the folder itself, and the named sources.
    pub fn sources(&self, request: &SourcesRequest<'_>) -> Result<Listing> {
        let mut walk = Walk {
            root: self.root(),
            wanted: request.wanted,
            free: false,
            found: Vec::new(),
            diagnostics: Vec::new(),
        };
        let data = self.root().join("data");
        if data.is_dir() {
            walk.entry("data", &data, 0);
        } else {
            walk.folder("", self.root(), MAX_DEPTH);
        }
        walk.free = true;
        for named in request.named {
            let path = self.root().join(named);
            let shown = named.trim_end_matches(['/', '\\']).replace('\\', "/");
            if path.exists() {
                walk.entry(&shown, &path, 0);
            } else {
                walk.problem("data-missing", Severity::Error, &shown);
            }
        }
        let Walk {
            mut found,
            mut diagnostics,
            ..
        } = walk;
        found.sort();
        let mut seen = BTreeSet::new();
        found.retain(|(_, file)| seen.insert(fs::canonicalize(file).unwrap_or(file.clone())));
        let read: Vec<(String, Result<Source>)> = found
            .into_par_iter()
            .map(|(path, file)| (path.clone(), stable(path, file)))
            .collect();
        let mut sources = Vec::with_capacity(read.len());
        for (path, source) in read {
            match source {
                Ok(source) => {
                    diagnostics.extend(open_elsewhere(&source));
                    sources.push(source);
                }
                Err(error) => diagnostics.push(
                    Diagnostic::new("data-unreadable", Severity::Error, Place::File(path))
                        .arg("reason", reason(&error)),
                ),
            }
        }
        Ok(Listing {
            sources,
            diagnostics,
        })
    }
}

fn reason(error: &Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

fn open_elsewhere(source: &Source) -> Option<Diagnostic> {
    let name = holder(&source.file)?;
    let place = Place::File(source.path.clone());
    Some(if name.is_empty() {
        Diagnostic::new("data-open", Severity::Note, place)
    } else {
        Diagnostic::new("data-open-by", Severity::Note, place).arg("who", name)
    })
}

impl Walk<'_> {
    fn problem(&mut self, code: &'static str, severity: Severity, path: &str) {
        let place = Place::File(path.to_owned());
        self.diagnostics
            .push(Diagnostic::new(code, severity, place));
    }

    /// A file or a folder; links are followed only as far as they stay inside the book.
    fn entry(&mut self, path: &str, file: &Path, depth: usize) {
        let Ok(place) = fs::canonicalize(file) else {
            return self.problem("data-missing", Severity::Error, path);
        };
        if !self.free && !place.starts_with(self.root) {
            return self.problem("data-outside", Severity::Warning, path);
        }
        if place.is_dir() {
            self.folder(path, file, depth);
        } else if place.is_file() && (self.wanted)(path) {
            self.found.push((path.to_owned(), file.to_owned()));
        }
    }

    fn folder(&mut self, path: &str, folder: &Path, depth: usize) {
        let Ok(entries) = fs::read_dir(folder) else {
            return self.problem("data-folder-unreadable", Severity::Error, path);
        };
        let mut names: Vec<_> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.file_name()))
            .collect();
        names.sort();
        for name in names {
            let file = folder.join(&name);
            let name = name.to_string_lossy();
            let inner = if path.is_empty() {
                name.to_string()
            } else {
                format!("{path}/{name}")
            };
            if is_private(&name) {
                continue;
            }
            // A link to a folder could lead in a circle; what it shows inside the book is listed in its own place.
            let link = fs::symlink_metadata(&file).is_ok_and(|meta| meta.is_symlink());
            if link && !self.free && fs::canonicalize(&file).is_ok_and(|at| at.is_dir()) {
                self.problem("data-link", Severity::Note, &inner);
            } else if file.is_dir() && (depth >= MAX_DEPTH || link) {
                if depth == MAX_DEPTH && !path.is_empty() {
                    self.problem("data-too-deep", Severity::Warning, &inner);
                }
            } else {
                self.entry(&inner, &file, depth + 1);
            }
        }
    }
}

/// Excel's `~$` owner files, LibreOffice's `.~lock…#` and `lu….tmp`, hidden files, editors' backups.
fn is_private(name: &str) -> bool {
    let extension = Path::new(name)
        .extension()
        .and_then(|ext| ext.to_str())
        .unwrap_or_default();
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || ["tmp", "temp", "part", "crdownload"]
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
}

fn stamp(meta: &Metadata) -> (u64, SystemTime) {
    (meta.len(), meta.modified().unwrap_or(UNIX_EPOCH))
}

fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_secs() as i64,
        Err(before) => -(before.duration().as_secs() as i64),
    }
}

/// Looks at size and time before and after hashing; tries again while a save is under way.
fn stable(path: String, file: PathBuf) -> Result<Source> {
    let failed = |error| Error::io("read", &file, error);
    for attempt in 0..5 {
        if attempt > 0 {
            std::thread::sleep(Duration::from_millis(200));
        }
        let before = fs::metadata(&file).map_err(failed)?;
        let hash = hash_file(&file).map_err(failed)?;
        let after = fs::metadata(&file).map_err(failed)?;
        if stamp(&before) == stamp(&after) {
            let (size, changed) = stamp(&after);
            return Ok(Source {
                path,
                file,
                size,
                modified: seconds(changed),
                hash,
                changed,
            });
        }
    }
    Err(failed(io::Error::other("the file keeps changing")))
}

/// SHA-256 of a file's content in hexadecimal digits, read in pieces.
pub(super) fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&piece[..read]);
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(files: &[&str]) -> (tempfile::TempDir, BookFolder) {
        let dir = tempfile::tempdir().unwrap();
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "a,b\n").unwrap();
        }
        let book = BookFolder::open(dir.path()).unwrap();
        (dir, book)
    }

    fn list(book: &BookFolder, named: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        let named: Vec<String> = named.iter().map(|name| (*name).to_owned()).collect();
        let listing = book
            .sources(&SourcesRequest {
                named: &named,
                wanted: &|name| name.to_ascii_lowercase().ends_with(".csv"),
            })
            .unwrap();
        let paths = listing.sources.into_iter().map(|source| source.path);
        let codes = listing.diagnostics.into_iter().map(|found| found.code);
        (paths.collect(), codes.collect())
    }

    #[test]
    fn data_is_listed_in_order_and_private_files_are_passed_over() {
        let (_dir, book) = book(&[
            "data/b.csv",
            "data/A/c.csv",
            "data/a.CSV",
            "data/~$b.csv",
            "data/.hidden.csv",
            "data/notes.txt",
            "data/lu123.tmp",
            "data/old.csv~",
            "root.csv",
        ]);
        let (paths, codes) = list(&book, &[]);
        assert_eq!(paths, ["data/A/c.csv", "data/a.CSV", "data/b.csv"]);
        assert_eq!(codes, ["data-open"]);
    }

    #[test]
    fn without_data_the_files_in_the_folder_itself_are_the_data() {
        let (_dir, book) = book(&["b.csv", "a.csv", "out/tiers.csv", "deep/c.csv"]);
        assert_eq!(list(&book, &[]).0, ["a.csv", "b.csv"]);
    }

    #[test]
    fn named_sources_may_lie_outside_and_count_once() {
        let (dir, _) = book(&["shop/rules/book.toml", "contacts.csv"]);
        let book = BookFolder::open(&dir.path().join("shop")).unwrap();
        let (paths, codes) = list(&book, &["../contacts.csv", "../contacts.csv", "gone.csv"]);
        assert_eq!(paths, ["../contacts.csv"]);
        assert_eq!(codes, ["data-missing"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_book_are_reported_and_not_followed() {
        use std::os::unix::fs::symlink;
        let (elsewhere, _) = book(&["secret.csv"]);
        let (dir, book) = book(&["data/a.csv"]);
        let data = dir.path().join("data");
        symlink(elsewhere.path().join("secret.csv"), data.join("s.csv")).unwrap();
        symlink(elsewhere.path(), data.join("folder")).unwrap();
        symlink(data.join("a.csv"), data.join("z.csv")).unwrap();
        let (paths, codes) = list(&book, &[]);
        assert_eq!(paths, ["data/a.csv"]);
        assert_eq!(codes, ["data-link", "data-outside"]);
    }

    #[test]
    fn hashes_are_sha_256() {
        let (dir, _) = book(&["a.csv"]);
        fs::write(dir.path().join("a.csv"), "abc").unwrap();
        assert_eq!(
            hash_file(&dir.path().join("a.csv")).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
