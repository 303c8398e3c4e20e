//! One run at a time in a book: an advisory lock on `journal/.lock`, which the system drops when the process ends.

use std::fs::{self, File, TryLockError};
use std::io;

use super::folder::BookFolder;
use crate::error::{Error, ErrorKind, Result};

/// Held while a run writes.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
}

impl BookFolder {
    /// Takes the lock; fails with [`ErrorKind::Locked`] while another run holds it.
    pub fn lock(&self) -> Result<RunLock> {
        let path = self.inside("journal/.lock")?;
        let failed = |error| Error::io("write", &path, error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = File::options()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(RunLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(ErrorKind::Locked {
                book: self.shown().to_owned(),
            }
            .into()),
            // Some network file systems know no locks; a book there is still a book.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(RunLock { _file: file })
            }
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_refused_until_the_first_ends() {
        let dir = tempfile::tempdir().unwrap();
        let book = BookFolder::open(dir.path()).unwrap();
        let first = book.lock().unwrap();
        let refused = book.lock().unwrap_err();
        assert!(matches!(refused.kind(), ErrorKind::Locked { .. }));
        drop(first);
        assert!(book.lock().is_ok());
    }
}
