//! How a file is replaced: written whole beside its target under a private name, hashed, and renamed only if it differs.
//!
//! Power off at any moment leaves the old file or the new one. What somebody edited in a written file is kept under a dated
//! name before the file is replaced.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::folder::{BookFolder, TEMP_PREFIX, TEMP_SUFFIX};
use super::sources::hash_file;
use crate::diag::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::model::Place;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Written {
    /// It already held the same bytes and was not touched.
    Unchanged,
    /// It is new, or was replaced.
    Written,
    /// Somebody had edited it: their version was kept beside, then it was replaced.
    KeptEdited,
    /// It could not be replaced because a program holds it: the new version lies beside it.
    Beside,
}

/// A file that is written and not yet in its place. Dropped without [`BookFolder::commit`], it disappears.
#[derive(Debug)]
pub struct Staged {
    /// Path relative to the book.
    pub path: String,
    /// SHA-256 of the new content in hexadecimal digits.
    pub hash: String,
    target: PathBuf,
    temp: TempFile,
}

impl Staged {
    /// Has the system bring the file to the disk now, so that [`BookFolder::commit`], which waits for that, waits less.
    pub fn flush(&self) {
        if let Some(private) = &self.temp.0 {
            // Where it fails, committing fails too and says so.
            let _ = File::options()
                .write(true)
                .open(private)
                .and_then(|file| file.sync_all());
        }
    }
}

/// What [`BookFolder::commit`] did.
#[derive(Debug)]
pub struct Committed {
    /// What became of the file.
    pub written: Written,
    /// What its reader should know.
    pub diagnostics: Vec<Diagnostic>,
}

/// A private folder inside the book for encoders that need room on the disk; deleted when dropped.
#[derive(Debug)]
pub struct SpillFolder(pub(super) PathBuf);

impl SpillFolder {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for SpillFolder {
    fn drop(&mut self) {
        // What cannot be deleted now is swept at the next run.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
pub(super) struct TempFile(pub(super) Option<PathBuf>);

impl Drop for TempFile {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // What cannot be deleted now is swept at the next run.
            let _ = fs::remove_file(path);
        }
    }
}

impl BookFolder {
    /// A private folder inside `out/`.
    pub fn spill(&self) -> Result<SpillFolder> {
        let name = format!("out/{TEMP_PREFIX}spill{TEMP_SUFFIX}");
        let path = self.inside(&name)?;
        fs::create_dir_all(&path).map_err(|error| Error::io("write", &path, error))?;
        Ok(SpillFolder(path))
    }

    /// Writes a file beside its target and hashes it. Encoders may seek.
    pub fn stage(
        &self,
        path: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
    ) -> Result<Staged> {
        let target = self.inside(path)?;
        let failed = |error| Error::io("write", &target, error);
        let folder = target.parent().unwrap_or(self.root());
        fs::create_dir_all(folder).map_err(failed)?;
        let (private, file) = private_file(folder).map_err(failed)?;
        let temp = TempFile(Some(private.clone()));
        let mut out = BufWriter::with_capacity(1 << 16, file);
        write(&mut out)?;
        out.flush().map_err(failed)?;
        let hash = hash_file(&private).map_err(failed)?;
        Ok(Staged {
            path: path.to_owned(),
            hash,
            target,
            temp,
        })
    }

    /// Puts a staged file in its place unless the same bytes are already there. `ours` are the hashes that tierbook may have
    /// left there; any other content was edited by somebody and is kept under `out/kept/`, dated `today`.
    pub fn commit(&self, mut staged: Staged, ours: &[&str], today: Date) -> Result<Committed> {
        let mut diagnostics = Vec::new();
        let mut written = Written::Written;
        match self.content_of(&staged.target)? {
            Some(hash) if hash == staged.hash => {
                return Ok(Committed {
                    written: Written::Unchanged,
                    diagnostics,
                });
            }
            Some(hash) if !ours.contains(&hash.as_str()) => {
                let kept = self.keep(&staged.path, &hash, today)?;
                let place = Place::File(staged.path.clone());
                diagnostics.push(
                    Diagnostic::new("output-edited", Severity::Note, place).arg("kept", kept),
                );
                written = Written::KeptEdited;
            }
            _ => {}
        }
        if let Err(error) = put(&mut staged.temp, &staged.target) {
            // Excel on Windows holds an open workbook: nobody can replace it until it is closed.
            let held = [
                io::ErrorKind::PermissionDenied,
                io::ErrorKind::ResourceBusy,
                io::ErrorKind::ExecutableFileBusy,
            ];
            let name = beside(&staged.path);
            let beside = self.inside(&name)?;
            if held.contains(&error.kind())
                && let Some(hash) = self.content_of(&beside)?
                && hash != staged.hash
                && !ours.contains(&hash.as_str())
            {
                let kept = self.keep(&name, &hash, today)?;
                let place = Place::File(name.clone());
                diagnostics.push(
                    Diagnostic::new("output-edited", Severity::Note, place).arg("kept", kept),
                );
            }
            if !held.contains(&error.kind()) || put(&mut staged.temp, &beside).is_err() {
                return Err(Error::io("write", &staged.target, error));
            }
            let place = Place::File(staged.path.clone());
            let name = beside.file_name().unwrap_or_default().to_string_lossy();
            diagnostics.push(
                Diagnostic::new("output-in-use", Severity::Warning, place).arg("beside", name),
            );
            written = Written::Beside;
        }
        Ok(Committed {
            written,
            diagnostics,
        })
    }

    /// Stages and commits a file that nobody is expected to edit.
    pub fn write_artifact(
        &self,
        path: &str,
        write: impl FnOnce(&mut BufWriter<File>) -> Result<()>,
    ) -> Result<Written> {
        let mut staged = self.stage(path, write)?;
        if self.content_of(&staged.target)?.as_ref() == Some(&staged.hash) {
            return Ok(Written::Unchanged);
        }
        put(&mut staged.temp, &staged.target)
            .map_err(|error| Error::io("write", &staged.target, error))?;
        Ok(Written::Written)
    }

    /// Takes away a file that is no longer written; keeps it where somebody edited it. `None` where there is no such file.
    pub fn retire(&self, path: &str, ours: &[&str], today: Date) -> Result<Option<Committed>> {
        let target = self.inside(path)?;
        let Some(hash) = self.content_of(&target)? else {
            return Ok(None);
        };
        let mut diagnostics = Vec::new();
        let mut written = Written::Written;
        if !ours.contains(&hash.as_str()) {
            let kept = self.keep(path, &hash, today)?;
            let place = Place::File(path.to_owned());
            diagnostics
                .push(Diagnostic::new("output-edited", Severity::Note, place).arg("kept", kept));
            written = Written::KeptEdited;
        }
        fs::remove_file(&target).map_err(|error| Error::io("delete", &target, error))?;
        Ok(Some(Committed {
            written,
            diagnostics,
        }))
    }

    /// The hash of a written file as it is now; `None` where there is none.
    pub fn content_hash(&self, path: &str) -> Result<Option<String>> {
        self.content_of(&self.inside(path)?)
    }

    /// Keeps a copy of a journal file that is about to be replaced although it could not be read whole.
    pub(super) fn keep_aside(&self, path: &str, today: Date) -> Result<Option<String>> {
        let file = self.inside(path)?;
        let Some(hash) = self.content_of(&file)? else {
            return Ok(None);
        };
        let name = dated(path, &format!("damaged {today} {}", short(&hash)));
        let kept = format!("journal/kept/{name}");
        self.copy(&file, &kept)?;
        Ok(Some(kept))
    }

    fn keep(&self, path: &str, hash: &str, today: Date) -> Result<String> {
        let name = dated(
            path.strip_prefix("out/").unwrap_or(path),
            &format!("edited {today} {}", short(hash)),
        );
        let kept = format!("out/kept/{name}");
        self.copy(&self.inside(path)?, &kept)?;
        Ok(kept)
    }

    fn copy(&self, file: &Path, to: &str) -> Result<()> {
        let mut source = File::open(file).map_err(|error| Error::io("read", file, error))?;
        self.write_artifact(to, |out| {
            io::copy(&mut source, out)
                .map(|_| ())
                .map_err(|error| Error::io("write", to, error))
        })?;
        Ok(())
    }

    fn content_of(&self, file: &Path) -> Result<Option<String>> {
        debug_assert!(file.starts_with(self.root()));
        match hash_file(file) {
            Ok(hash) => Ok(Some(hash)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::io("read", file, error)),
        }
    }
}

/// A new file under a private name; several are made at a time.
pub(super) fn private_file(folder: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut number = 0_u32;
    loop {
        let name = format!("{TEMP_PREFIX}{process}-{number}{TEMP_SUFFIX}");
        let path = folder.join(name);
        let mut options = File::options();
        match options.read(true).write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            opened => return opened.map(|file| (path, file)),
        }
    }
}

fn short(hash: &str) -> &str {
    hash.get(..6).unwrap_or(hash)
}

/// `reminders/Ali.xlsx` and `edited 2026-11-22 a1b2c3` make `reminders - Ali (edited 2026-11-22 a1b2c3).xlsx`.
fn dated(path: &str, words: &str) -> String {
    let name = path.trim_start_matches("journal/").replace('/', " - ");
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem} ({words}).{extension}"),
        None => format!("{name} ({words})"),
    }
}

/// Where the new version of a file lies while a program holds the file: `out/a.xlsx` makes `out/a (new).xlsx`.
pub fn beside(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => format!("{stem} (new).{extension}"),
        _ => format!("{path} (new)"),
    }
}

/// Makes the bytes durable, then the name.
pub(super) fn put(temp: &mut TempFile, target: &Path) -> io::Result<()> {
    let Some(private) = temp.0.as_ref() else {
        return Ok(());
    };
    if let Ok(meta) = fs::metadata(target) {
        // A file that its owner opened to colleagues stays so. Where this is not allowed, the folder's own rule holds.
        let _ = fs::set_permissions(private, meta.permissions());
    }
    File::options().write(true).open(private)?.sync_all()?;
    fs::rename(private, target)?;
    temp.0 = None;
    if let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        // Windows and some shares cannot do this; the rename itself is still whole.
        let _ = folder.sync_all();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use jiff::civil::date;

    use super::*;

    struct Fixture {
        dir: tempfile::TempDir,
        book: BookFolder,
    }

    impl Fixture {
        fn new() -> Fixture {
            let dir = tempfile::tempdir().unwrap();
            let book = BookFolder::open(dir.path()).unwrap();
            Fixture { dir, book }
        }

        fn stage(&self, text: &str) -> Staged {
            let write = |out: &mut BufWriter<File>| {
                out.write_all(text.as_bytes()).unwrap();
                Ok(())
            };
            self.book.stage("out/a.txt", write).unwrap()
        }

        fn commit(&self, text: &str, ours: &[&str]) -> Written {
            let today = date(2026, 11, 22);
            let done = self.book.commit(self.stage(text), ours, today).unwrap();
            done.written
        }

        fn read(&self, path: &str) -> String {
            fs::read_to_string(self.dir.path().join(path)).unwrap()
        }

        fn names(&self, folder: &str) -> Vec<String> {
            let mut names: Vec<_> = fs::read_dir(self.dir.path().join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    #[test]
    fn an_unchanged_file_keeps_its_modification_time() {
        let fixture = Fixture::new();
        assert_eq!(fixture.commit("one", &[]), Written::Written);
        let file = fixture.dir.path().join("out/a.txt");
        let old = SystemTime::now() - Duration::from_secs(86_400);
        let options = File::options().write(true).open(&file).unwrap();
        options.set_modified(old).unwrap();
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        assert_eq!(fixture.commit("one", &[]), Written::Unchanged);
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
        assert_eq!(fixture.names("out"), ["a.txt"]);
    }

    #[test]
    fn what_somebody_edited_is_kept_before_it_is_replaced() {
        let fixture = Fixture::new();
        let first = fixture.stage("one");
        let ours = first.hash.clone();
        fixture.book.commit(first, &[], date(2026, 11, 21)).unwrap();
        assert_eq!(fixture.commit("two", &[&ours]), Written::Written);
        fs::write(fixture.dir.path().join("out/a.txt"), "edited").unwrap();
        assert_eq!(fixture.commit("three", &[&ours]), Written::KeptEdited);
        assert_eq!(fixture.read("out/a.txt"), "three");
        let kept = fixture.names("out/kept");
        assert_eq!(kept, ["a (edited 2026-11-22 1fb9f4).txt"]);
        assert_eq!(fixture.read(&format!("out/kept/{}", kept[0])), "edited");
    }

    #[test]
    fn a_staged_file_that_is_not_committed_disappears() {
        let fixture = Fixture::new();
        drop(fixture.stage("half"));
        assert!(fixture.names("out").is_empty());
    }

    #[test]
    fn a_failed_encoder_leaves_the_old_file() {
        let fixture = Fixture::new();
        fixture.commit("old", &[]);
        let failed = fixture.book.stage("out/a.txt", |out| {
            out.write_all(b"half").unwrap();
            Err(Error::io("write", "x", io::Error::other("full")))
        });
        assert!(failed.is_err());
        assert_eq!(fixture.read("out/a.txt"), "old");
        assert_eq!(fixture.names("out"), ["a.txt"]);
    }

    #[test]
    fn a_file_no_longer_written_is_taken_away_unless_edited() {
        let fixture = Fixture::new();
        let today = date(2026, 11, 22);
        let staged = fixture.stage("one");
        let ours = staged.hash.clone();
        fixture.book.commit(staged, &[], today).unwrap();
        let done = fixture.book.retire("out/a.txt", &[&ours], today).unwrap();
        assert_eq!(done.unwrap().written, Written::Written);
        assert!(
            fixture
                .book
                .retire("out/a.txt", &[], today)
                .unwrap()
                .is_none()
        );
        assert!(fixture.names("out").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn files_are_readable_as_the_folder_allows() {
        use std::os::unix::fs::PermissionsExt;
        let fixture = Fixture::new();
        let mode = |path: &str| {
            let meta = fs::metadata(fixture.dir.path().join(path)).unwrap();
            meta.permissions().mode() & 0o777
        };
        fs::write(fixture.dir.path().join("plain"), "x").unwrap();
        fixture.commit("one", &[]);
        assert_eq!(mode("out/a.txt"), mode("plain"));
        let file = fixture.dir.path().join("out/a.txt");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
        fixture.commit("two", &[]);
        assert_eq!(mode("out/a.txt"), 0o664);
    }
}
