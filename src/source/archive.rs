//! Looks through a zip archive before a library does: checksums, unpacked sizes, and counts that ask for memory.
//!
//! Whoever reads a part reads only as much of it as it needs, so it never meets the checksum at the end; and the library trusts
//! counts that the file states. Every part that will be read is therefore drained once here. Nothing is kept but what each
//! part is.

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
        let part = archive.by_index(index).map_err(damaged)?;
        let drained = drain(part, &name, size, limits)?;
        let sizes = &mut parts.sizes;
        sizes.all += drained.bytes;
        match drained.sort {
            Sort::Strings => {
                sizes.strings += drained.bytes;
                parts.strings = parts.strings.or(Some(index));
            }
            Sort::Worksheet => parts.worksheets.push(index),
            Sort::Other => parts.others.push(index),
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
    Other,
}

impl Sort {
    /// Told by the first element.
    fn of(head: &[u8]) -> Sort {
        match root(head) {
            Some(b"worksheet") => Sort::Worksheet,
            Some(b"sst") => Sort::Strings,
            _ => Sort::Other,
        }
    }
}

struct Drained {
    bytes: u64,
    sort: Sort,
}

/// Bytes within which a part's first element begins.
const HEAD: usize = 1 << 12;

/// Reads a part to its end, where its checksum is compared.
fn drain(
    mut part: impl Read,
    name: &str,
    file_bytes: u64,
    limits: &Limits,
) -> Result<Drained, ReadProblem> {
    let bound = limits
        .part_floor
        .max(file_bytes.saturating_mul(limits.part_ratio))
        .min(limits.part_bytes);
    let mut strings = name.ends_with("sharedstrings.xml").then(Strings::default);
    let mut head = Vec::new();
    let mut repeats = (name == "content.xml").then(|| Repeats::new(limits));
    let mut runs = Runs::new(limits.text_bytes);
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    loop {
        let chunk = match part.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(ReadProblem::Damaged(format!("`{name}`: {error}"))),
        };
        size += chunk.len() as u64;
        if size > bound {
            return Err(ReadProblem::TooLarge(bound));
        }
        runs.feed(chunk, name)?;
        let missing = HEAD.saturating_sub(head.len());
        head.extend(chunk.iter().take(missing));
        if let Some(strings) = &mut strings {
            strings.feed(chunk);
        }
        if let Some(repeats) = &mut repeats {
            repeats.feed(chunk)?;
        }
    }
    if let Some(strings) = &strings {
        strings.verdict()?;
    }
    Ok(Drained {
        bytes: size,
        sort: Sort::of(&head),
    })
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

/// Compares the number of shared strings that a workbook states with the number that it can hold: where it states many more,
/// some are gone, and numbers of strings may lead to others.
#[derive(Default)]
struct Strings {
    head: Vec<u8>,
    last: [u8; 2],
    possible: u64,
}

impl Strings {
    /// Where the root element and its attributes must end.
    const HEAD: usize = 1 << 16;
    /// Some programs state the number of references instead; a few too many cost nothing.
    const SPARE: u64 = 1_000_000;

    fn feed(&mut self, chunk: &[u8]) {
        let missing = Strings::HEAD.saturating_sub(self.head.len());
        self.head
            .extend_from_slice(chunk.get(..missing.min(chunk.len())).unwrap_or(chunk));
        for byte in chunk {
            // `</si>`, `<si/>` and `<si />`, with or without a prefix: an upper bound, text may look like it.
            if self.last == *b"si" && matches!(byte, b'>' | b'/' | b' ') {
                self.possible += 1;
            }
            self.last = [self.last[1], *byte];
        }
    }

    fn verdict(&self) -> Result<(), ReadProblem> {
        let head = String::from_utf8_lossy(&self.head);
        let largest = head
            .split("uniqueCount")
            .skip(1)
            .filter_map(|rest| {
                let rest = rest.trim_start().strip_prefix('=')?.trim_start();
                let digits = rest.strip_prefix(['"', '\''])?;
                let end = digits.find(|c: char| !c.is_ascii_digit())?;
                Some(digits.get(..end)?.parse::<u64>().unwrap_or(u64::MAX))
            })
            .max();
        match largest {
            Some(stated) if stated > self.possible.saturating_add(Strings::SPARE) => {
                Err(ReadProblem::Damaged(format!(
                    "it states {stated} shared strings, but has room for {} at most",
                    self.possible
                )))
            }
            _ => Ok(()),
        }
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
    use super::{Runs, Strings};

    fn stated(xml: &str) -> bool {
        let mut strings = Strings::default();
        for byte in xml.as_bytes() {
            strings.feed(&[*byte]);
        }
        strings.verdict().is_ok()
    }

    #[test]
    fn a_count_of_shared_strings_must_fit_into_its_part() {
        assert!(stated(
            "<sst uniqueCount=\"2\"><si><t>a</t></si><si/></sst>"
        ));
        assert!(stated("<sst uniqueCount='900'><si><t>a</t></si></sst>"));
        assert!(stated("<x:sst><x:si /></x:sst>"));
        assert!(!stated("<sst uniqueCount = \"4294967295\"><si/></sst>"));
        assert!(!stated("<sst uniqueCount='99999999999999999999999'/>"));
    }

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
