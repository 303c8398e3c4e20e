//! A file that somebody asks for by name, in the book or anywhere else: written whole beside its target, then renamed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::folder::{BookFolder, TEMP_PREFIX, TEMP_SUFFIX};
use super::write::{SpillFolder, TempFile, private_file, put};
use crate::error::{Error, Result};

/// The folders of a book in which nothing is written for somebody who asks.
const THEIRS: [&str; 3] = ["data", "rules", "journal"];

impl BookFolder {
    /// The folder of the book that a file would lie in and must not: that of the users' data, of rules, or of the journal.
    pub fn forbids(&self, target: &Path) -> Option<&'static str> {
        let place = real(target);
        let lies_in = |folder: &&str| {
            let folder = self.root().join(folder);
            fs::canonicalize(&folder).is_ok_and(|folder| place.starts_with(folder))
        };
        THEIRS.into_iter().find(lies_in)
    }
}

/// Where a path leads: the file itself if there is one, else a name in the folder that is there.
fn real(target: &Path) -> PathBuf {
    fs::canonicalize(target).unwrap_or_else(|_| {
        let folder = fs::canonicalize(folder_of(target));
        let name = target.file_name().unwrap_or_default();
        folder.map_or_else(|_| target.to_owned(), |folder| folder.join(name))
    })
}

fn folder_of(target: &Path) -> &Path {
    let parent = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Whether there is a file, or anything else, of this name.
pub fn is_there(target: &Path) -> bool {
    fs::symlink_metadata(target).is_ok()
}

/// Writes a file, replacing one of the same name. The encoder is lent a private folder beside it.
///
/// # Errors
/// The folder is not there, or the system refuses.
pub fn export(
    target: &Path,
    write: impl FnOnce(&Path, &mut BufWriter<File>) -> Result<()>,
) -> Result<()> {
    let failed = |error| Error::io("write", target, error);
    let folder = folder_of(target);
    let process = std::process::id();
    let spill = folder.join(format!("{TEMP_PREFIX}{process}-spill{TEMP_SUFFIX}"));
    fs::create_dir_all(&spill).map_err(failed)?;
    let spill = SpillFolder(spill);
    let (private, file) = private_file(folder).map_err(failed)?;
    let mut temp = TempFile(Some(private));
    let mut out = BufWriter::with_capacity(1 << 16, file);
    write(spill.path(), &mut out)?;
    out.flush().map_err(failed)?;
    drop(out);
    put(&mut temp, target).map_err(failed)
}
