//! Which files are sources, by name; and what a file really is, by its first bytes.
//!
//! A name alone never excludes a workbook (`contacts (conflicted copy).xlsx` is one); only the lock and temporary files of
//! office programs are left out here.

use std::io::{Read, SeekFrom};

use super::Source;

/// What a file's name promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.xlsx`, `.xlsm`.
    Xlsx,
    /// `.ods`.
    Ods,
    /// `.xls`.
    Xls,
    /// `.csv`, `.tsv`, `.tab`.
    Csv,
    /// `.vcf`, `.vcard`: cards of an address book.
    Vcard,
    /// `.txt`: read only if it holds a table (Excel's "Unicode text"); anything else in it gives no events.
    Text,
}

impl FileKind {
    /// The kind of a file by its name without folders; `None` for everything that is not a source.
    pub fn of(file_name: &str) -> Option<FileKind> {
        // `~$x.xlsx` is Excel's owner file, `.~lock.x.xlsx#` LibreOffice's; a leading point hides a file.
        if file_name.starts_with("~$") || file_name.starts_with('.') || file_name.ends_with('#') {
            return None;
        }
        let (stem, extension) = file_name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        match extension.to_ascii_lowercase().as_str() {
            "xlsx" | "xlsm" => Some(FileKind::Xlsx),
            "ods" => Some(FileKind::Ods),
            "xls" => Some(FileKind::Xls),
            "csv" | "tsv" | "tab" => Some(FileKind::Csv),
            "vcf" | "vcard" => Some(FileKind::Vcard),
            "txt" => Some(FileKind::Text),
            _ => None,
        }
    }
}

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A zip archive: .xlsx, .ods.
    Archive,
    /// A compound file: .xls, or an encrypted .xlsx.
    Compound,
    /// Text.
    Text,
    /// Broken, with the reason.
    Damaged(&'static str),
    /// Something else under a workbook's name.
    Foreign,
}

/// Looks at the first bytes; leaves the reader at the start.
pub(super) fn sniff(reader: &mut dyn Source, kind: FileKind) -> std::io::Result<Content> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    reader.take(4096).read_to_end(&mut head)?;
    reader.seek(SeekFrom::Start(0))?;
    Ok(judge(&head, kind))
}

fn judge(head: &[u8], kind: FileKind) -> Content {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Archive;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Content::Compound;
    }
    match kind {
        FileKind::Csv | FileKind::Text | FileKind::Vcard => Content::Text,
        _ if head.is_empty() => Content::Damaged("the file is empty"),
        // Many programs export a web page or tab-separated text under the name of an old workbook, and Excel opens it.
        _ if is_markup(head) => Content::Foreign,
        FileKind::Xls if is_plain_text(head) => Content::Text,
        // BIFF without a compound file around it: Excel 2 to 4.
        FileKind::Xls if head.starts_with(b"\x09") => Content::Foreign,
        _ => Content::Damaged("its beginning is not that of a workbook"),
    }
}

fn is_markup(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    text.trim_ascii_start().starts_with(b"<")
}

fn is_plain_text(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE")
        || head.starts_with(b"\xFE\xFF")
        || !head
            .iter()
            .any(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::{Content, FileKind, judge};

    #[test]
    fn sources_are_known_by_their_names() {
        for (name, kind) in [
            ("contacts.xlsx", Some(FileKind::Xlsx)),
            ("Contacts.XLSM", Some(FileKind::Xlsx)),
            ("old.xls", Some(FileKind::Xls)),
            ("a.b.ods", Some(FileKind::Ods)),
            ("export.CSV", Some(FileKind::Csv)),
            ("export.tsv", Some(FileKind::Csv)),
            ("unicode.txt", Some(FileKind::Text)),
            ("Phone backup.VCF", Some(FileKind::Vcard)),
            ("._contacts.vcf", None),
            (
                "contacts (conflicted copy 2025-04-10).xlsx",
                Some(FileKind::Xlsx),
            ),
            ("~$contacts.xlsx", None),
            (".~lock.contacts.xlsx#", None),
            (".hidden.xlsx", None),
            (".xlsx", None),
            ("lu83424.tmp", None),
            ("contacts.xlsx.tmp", None),
            ("contacts.pdf", None),
            ("contacts", None),
        ] {
            assert_eq!(FileKind::of(name), kind, "{name}");
        }
    }

    #[test]
    fn the_content_decides_what_a_file_is() {
        for (head, kind, content) in [
            (&b"PK\x03\x04..."[..], FileKind::Csv, Content::Archive),
            (
                b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                FileKind::Xlsx,
                Content::Compound,
            ),
            (b"\xEF\xBB\xBF <html>", FileKind::Xls, Content::Foreign),
            (b"Name\tPhone\n", FileKind::Xls, Content::Text),
            (b"\xFF\xFEN\0", FileKind::Xls, Content::Text),
            (b"", FileKind::Csv, Content::Text),
            (b"", FileKind::Xlsx, Content::Damaged("the file is empty")),
            (
                b"junk",
                FileKind::Xlsx,
                Content::Damaged("its beginning is not that of a workbook"),
            ),
        ] {
            assert_eq!(judge(head, kind), content);
        }
    }
}
