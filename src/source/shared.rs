//! One open file for several readers, each with a position of its own.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

use super::Source;

/// A file that readers take turns with. Each should buffer what it reads: every turn costs a seek.
pub(super) struct Shared<'a> {
    source: Mutex<&'a mut dyn Source>,
    length: u64,
}

impl<'a> Shared<'a> {
    /// Shares a file, which must not change its length meanwhile.
    pub(super) fn new(source: &'a mut dyn Source) -> io::Result<Shared<'a>> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Shared {
            source: Mutex::new(source),
            length,
        })
    }

    /// A reader at the start.
    pub(super) fn reader(&self) -> SharedReader<'_, 'a> {
        SharedReader {
            shared: self,
            at: 0,
        }
    }
}

/// One reader of a shared file.
pub(super) struct SharedReader<'s, 'a> {
    shared: &'s Shared<'a>,
    at: u64,
}

impl Read for SharedReader<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Whoever held it when its thread ended left no more than a position, which is set anew.
        let mut source = self
            .shared
            .source
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(self.at))?;
        let read = source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for SharedReader<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let moved = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.shared.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = moved.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read, Seek, SeekFrom};

    use super::Shared;

    #[test]
    fn readers_of_one_file_keep_their_own_positions() {
        let mut file = Cursor::new(b"abcdefgh".to_vec());
        let shared = Shared::new(&mut file).unwrap();
        let (mut one, mut two) = (shared.reader(), shared.reader());
        let mut bytes = [0; 2];
        one.read_exact(&mut bytes).unwrap();
        two.seek(SeekFrom::End(-3)).unwrap();
        two.read_exact(&mut bytes).unwrap();
        assert_eq!(&bytes, b"fg");
        one.read_exact(&mut bytes).unwrap();
        assert_eq!(&bytes, b"cd");
        assert!(one.seek(SeekFrom::Current(-5)).is_err());
    }
}
