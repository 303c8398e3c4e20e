//! Looks through a zip archive before it is read: checksums, unpacked sizes, and what each part is.
//!
//! A library that reads a part reads only as much of it as it needs, so it never meets the checksum at the end: what a library
//! will read is therefore drained once here. Worksheets and shared strings, which are nearly all of a workbook, are not: they
//! are read to their end anyway. Nothing is kept.

use std::io::{BufReader, Read, Seek, SeekFrom};

use zip::ZipArchive;
use zip::result::ZipError;

use super::repeats::Repeats;
use super::xlsx::root;
use super::{Limits, ReadProblem, Source};

/// What an archive is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Package {
    /// .xlsx, .xlsm
    Ooxml(Parts),
    /// .ods
    OpenDocument,
}

/// The parts of a workbook that are read, by their numbers in the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) worksheets: Vec<usize>,
    pub(super) strings: Option<usize>,
    /// One of `others`.
    pub(super) styles: Option<usize>,
    pub(super) others: Vec<usize>,
    pub(super) sizes: Sizes,
}

/// Bytes that the parts of a workbook unpack to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    /// Of all parts that are read.
    pub(super) all: u64,
    /// Of the shared strings among them.
    pub(super) strings: u64,
}

/// Folders of a workbook whose parts are never read here.
const UNREAD_FOLDERS: [&str; 14] = [
    "activex",
    "charts",
    "chartsheets",
    "ctrlprops",
    "customxml",
    "diagrams",
    "drawings",
    "embeddings",
    "externallinks",
    "media",
    "pivotcache",
    "pivottables",
    "querytables",
    "threadedcomments",
];

/// Checks an archive of `size` bytes and tells what it is. Leaves the reader at the start.
pub(super) fn check(
    reader: &mut dyn Source,
    size: u64,
    limits: &Limits,
) -> Result<Package, ReadProblem> {
    reader
        .seek(SeekFrom::Start(0))
        .map_err(ReadProblem::unreadable)?;
    let mut archive =
        ZipArchive::new(BufReader::with_capacity(1 << 16, &mut *reader)).map_err(damaged)?;
    let mut package = package_of(&archive)?;
    let mut parts = Parts::default();
    for index in 0..archive.len() {
        let Some(Ok(name)) = archive.name_for_index(index) else {
            continue;
        };
        let name = name.to_ascii_lowercase().replace('\\', "/");
        if !is_read(&name, &package) {
            continue;
        }
        let mut part = archive.by_index(index).map_err(damaged)?;
        let bound = part_bound(size, limits);
        // A part that holds more than it states ends in an error.
        let stated = part.size();
        if stated > bound {
            return Err(ReadProblem::TooLarge(bound));
        }
        let sort = match package {
            Package::Ooxml(_) => Sort::of(&mut part, &name),
            Package::OpenDocument => Sort::Other,
        };
        let sizes = &mut parts.sizes;
        sizes.all += stated;
        match sort {
            Sort::Strings => {
                sizes.strings += stated;
                // A stale second one may lie elsewhere.
                if parts.strings.is_none() || name == "xl/sharedstrings.xml" {
                    parts.strings = Some(index);
                }
            }
            Sort::Worksheet => parts.worksheets.push(index),
            Sort::Styles | Sort::Other => {
                if matches!(sort, Sort::Styles) {
                    parts.styles = Some(index);
                }
                drop(part);
                drain(archive.by_index(index).map_err(damaged)?, &name, limits)?;
                parts.others.push(index);
            }
        }
        if sizes.all > limits.unpacked_bytes {
            return Err(ReadProblem::TooLarge(limits.unpacked_bytes));
        }
    }
    if let Package::Ooxml(known) = &mut package {
        *known = parts;
    }
    drop(archive);
    reader
        .seek(SeekFrom::Start(0))
        .map_err(ReadProblem::unreadable)?;
    Ok(package)
}

fn package_of<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Package, ReadProblem> {
    let has = |name: &str| {
        archive
            .file_names_raw()
            .any(|known| known.eq_ignore_ascii_case(name.as_bytes()))
    };
    // A binary workbook (.xlsb) and a text document are Open XML packages too.
    if has("xl/workbook.bin") || has("word/document.xml") {
        Err(ReadProblem::Foreign)
    } else if has("_rels/.rels") {
        Ok(Package::Ooxml(Parts::default()))
    } else if has("content.xml") && has("mimetype") {
        Ok(Package::OpenDocument)
    } else {
        Err(ReadProblem::Foreign)
    }
}

fn is_read(name: &str, package: &Package) -> bool {
    match package {
        Package::Ooxml(_) => {
            name.rsplit_once('.')
                .is_some_and(|(_, extension)| matches!(extension, "xml" | "rels"))
                && !name
                    .split('/')
                    .any(|folder| UNREAD_FOLDERS.contains(&folder))
        }
        Package::OpenDocument => matches!(
            name,
            "mimetype" | "content.xml" | "meta.xml" | "meta-inf/manifest.xml"
        ),
    }
}

/// What a part of a workbook holds.
enum Sort {
    Worksheet,
    Strings,
    Styles,
    Other,
}

impl Sort {
    /// Told by the first element, or where it usually lies.
    fn of(part: &mut impl Read, name: &str) -> Sort {
        const HEAD: u64 = 1 << 12;
        let mut head = Vec::new();
        // What cannot be read is told when it is read whole.
        let _ = part.take(HEAD).read_to_end(&mut head);
        match root(&head) {
            Some(b"worksheet") => Sort::Worksheet,
            Some(b"sst") => Sort::Strings,
            Some(b"styleSheet") => Sort::Styles,
            None if name.contains("/worksheets/sheet") => Sort::Worksheet,
            _ => Sort::Other,
        }
    }
}

/// The most bytes that a part of a file may unpack to.
fn part_bound(file_bytes: u64, limits: &Limits) -> u64 {
    limits
        .part_floor
        .max(file_bytes.saturating_mul(limits.part_ratio))
        .min(limits.part_bytes)
}

/// Reads a part to its end, where its checksum is compared.
fn drain(mut part: impl Read, name: &str, limits: &Limits) -> Result<(), ReadProblem> {
    let mut repeats = (name == "content.xml").then(|| Repeats::new(limits));
    let mut runs = Runs::new(limits.text_bytes);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let chunk = match part.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(ReadProblem::Damaged(format!("`{name}`: {error}"))),
        };
        runs.feed(chunk, name)?;
        if let Some(repeats) = &mut repeats {
            repeats.feed(chunk)?;
        }
    }
}

/// Finds stretches without any tag that are longer than the text of a cell may be (escapes take up to six bytes a character).
struct Runs {
    bound: usize,
    length: usize,
}

impl Runs {
    fn new(text_bytes: usize) -> Runs {
        Runs {
            bound: text_bytes.saturating_mul(6),
            length: 0,
        }
    }

    fn feed(&mut self, chunk: &[u8], name: &str) -> Result<(), ReadProblem> {
        let is_tag = |byte: &u8| *byte == b'<';
        match chunk.iter().position(is_tag) {
            None => self.length += chunk.len(),
            Some(first) => {
                self.length += first;
                self.check(name)?;
                let last = chunk.iter().rposition(is_tag).unwrap_or(first);
                self.length = chunk.len() - last;
            }
        }
        self.check(name)
    }

    fn check(&self, name: &str) -> Result<(), ReadProblem> {
        if self.length > self.bound {
            return Err(ReadProblem::Damaged(format!(
                "`{name}` holds a text of more than {} bytes",
                self.bound
            )));
        }
        Ok(())
    }
}

/// A fault of an archive as a problem of its file.
pub(super) fn damaged(error: ZipError) -> ReadProblem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadProblem::Encrypted,
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            ReadProblem::unreadable(error)
        }
        other => ReadProblem::Damaged(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::Runs;

    #[test]
    fn a_long_stretch_without_a_tag_is_refused_across_chunks() {
        let mut runs = Runs::new(1);
        assert!(runs.feed(b"<a>123", "x").is_ok());
        assert!(runs.feed(b"1</a><", "x").is_err());
        let mut runs = Runs::new(2);
        assert!(runs.feed(b"<a>123", "x").is_ok());
        assert!(runs.feed(b"4567<", "x").is_ok());
        assert!(runs.feed(b"1", "x").is_ok());
    }
}
