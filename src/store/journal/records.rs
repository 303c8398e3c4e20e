//! `records.csv`: one line a contact, kept as bytes, with an index of where each line lies.

use csv::ByteRecord;

use super::table::Plain;
use crate::diag::{Diagnostic, Severity};
use crate::model::{ContactId, Place, RecordBook};

/// Reads the file. One that a spreadsheet saved again is not trusted: it turned dates and phones into other texts, and every
/// contact would seem to have changed. It then counts as absent, and is written anew.
pub(super) fn read(bytes: Vec<u8>, file: &str) -> (RecordBook, Option<Diagnostic>) {
    let mut book = RecordBook::default();
    if bytes.is_empty() {
        return (book, None);
    }
    let resaved = || {
        let place = Place::File(file.to_owned());
        Some(Diagnostic::new(
            "journal-records-resaved",
            Severity::Note,
            place,
        ))
    };
    let plain = Plain::of(&bytes);
    if !plain.own {
        return (book, resaved());
    }
    let mut reader = plain.reader();
    let mut record = ByteRecord::new();
    let mut lines = Vec::new();
    let mut start = 0;
    let mut id_column = None;
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let end = reader.position().byte() as usize;
        let text = |field: &[u8]| String::from_utf8_lossy(field).into_owned();
        match id_column {
            None => {
                book.header = record.iter().map(text).collect();
                id_column = book.header.iter().position(|name| name == "id");
                if id_column.is_none() {
                    return (RecordBook::default(), resaved());
                }
            }
            // A line cut short by a failed copy has fewer cells.
            Some(column) if record.len() == book.header.len() => {
                let id = record
                    .get(column)
                    .and_then(|id| ContactId::parse(std::str::from_utf8(id).ok()?));
                if let Some(id) = id {
                    lines.push((id, (start, end)));
                }
            }
            Some(_) => {}
        }
        start = end;
    }
    drop(reader);
    let trimmed = |(start, mut end): (usize, usize)| {
        while end > start && matches!(bytes.get(end - 1), Some(b'\n' | b'\r')) {
            end -= 1;
        }
        (start, end)
    };
    book.lines = lines
        .into_iter()
        .map(|(id, span)| (id, trimmed(span)))
        .collect();
    book.bytes = bytes;
    (book, None)
}
