//! What changed in people's own cells since the last run.
//!
//! The cells as they are now become one CSV line a contact; a contact whose line is the same as last time needs no further
//! look. The first run of a book changes nothing.

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::CATALOGUE;
use crate::model::{Change, Contacts, Field, FieldId, FieldSpec, RecordBook, TableKind};

/// What the stage works on.
#[derive(Debug)]
pub struct ChangeRequest<'a> {
    /// The contacts of today.
    pub contacts: &'a Contacts,
    /// Headers of the fields of the trade.
    pub custom_fields: &'a [String],
    /// The cells of the last run; empty on the first.
    pub before: &'a RecordBook,
    /// The day of the run.
    pub today: Date,
}

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Changes {
    /// One a changed cell, by contact and field.
    pub changes: Vec<Change>,
    /// The cells of today.
    pub records: RecordBook,
}

/// Compares today's cells with those of the last run.
pub fn changes(request: &ChangeRequest<'_>) -> Changes {
    let fields = fields(request);
    let header: Vec<String> = std::iter::once("id".to_owned())
        .chain(fields.iter().map(|(_, name)| (*name).to_owned()))
        .collect();
    let records = write(request.contacts, &fields, header);
    let changes = compare(request, &records);
    Changes { changes, records }
}

/// The fields that the book's contacts have, in the order of the catalogue, then those of the trade.
fn fields<'a>(request: &ChangeRequest<'a>) -> Vec<(FieldId, &'a str)> {
    let rows = request.contacts.rows();
    let known = |spec: &FieldSpec| {
        spec.occurs_in(TableKind::Contacts) && spec.field != Field::Id && rows.has(spec.field)
    };
    let catalogue = CATALOGUE
        .iter()
        .filter(|spec| known(spec))
        .map(|spec| (spec.field.into(), spec.name));
    let trade = request
        .custom_fields
        .iter()
        .enumerate()
        .map(|(at, name)| (FieldId::custom(at), name.as_str()));
    catalogue
        .chain(trade.filter(|(field, _)| rows.has(*field)))
        .collect()
}

/// Contacts that one task writes.
const CHUNK: usize = 4096;

fn write(contacts: &Contacts, fields: &[(FieldId, &str)], header: Vec<String>) -> RecordBook {
    let mut order: Vec<usize> = (0..contacts.len()).collect();
    // Made in the order of the rows, as their cells lie in memory; then put into that of the ids.
    let parts: Vec<Lines> = order
        .par_chunks(CHUNK)
        .map(|part| Lines::of(contacts, fields, part))
        .collect();
    order.par_sort_unstable_by_key(|contact| contacts.id(*contact));
    let mut bytes = Lines::header(&header).bytes;
    bytes.reserve_exact(parts.iter().map(|part| part.bytes.len()).sum());
    let mut lines = Vec::with_capacity(order.len());
    for contact in order {
        let start = bytes.len();
        let part = parts.get(contact / CHUNK);
        bytes.extend_from_slice(part.map_or(&[], |part| part.line(contact % CHUNK)));
        lines.push((contacts.id(contact), (start, bytes.len())));
    }
    RecordBook {
        header,
        bytes,
        lines: lines.into_iter().collect(),
    }
}

/// CSV lines (RFC 4180) and where each ends.
struct Lines {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Lines {
    fn header(names: &[String]) -> Lines {
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        // Writing to a vector cannot fail.
        let _ = writer.write_record(names);
        Lines {
            bytes: writer.into_inner().unwrap_or_default(),
            ends: Vec::new(),
        }
    }

    /// A line by its place in this part.
    fn line(&self, at: usize) -> &[u8] {
        let end_of = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).map_or(0, end_of);
        self.bytes.get(start..end_of(at)).unwrap_or_default()
    }

    fn of(contacts: &Contacts, fields: &[(FieldId, &str)], part: &[usize]) -> Lines {
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        let mut ends = Vec::with_capacity(part.len());
        let mut record = ByteRecord::new();
        let mut text = String::new();
        for contact in part {
            record.clear();
            record.push_field(contacts.id(*contact).as_str().as_bytes());
            for (field, _) in fields {
                text.clear();
                contacts.show(*field, *contact, &mut text);
                record.push_field(crate::text::guard_formula(&text).as_bytes());
            }
            let _ = writer.write_byte_record(&record);
            let _ = writer.flush();
            ends.push(writer.get_ref().len());
        }
        Lines {
            bytes: writer.into_inner().unwrap_or_default(),
            ends,
        }
    }
}

fn compare(request: &ChangeRequest<'_>, now: &RecordBook) -> Vec<Change> {
    let before = request.before;
    let mut changes = Vec::new();
    if before.header.is_empty() {
        return changes;
    }
    let same_header = before.header == now.header;
    let columns: Vec<Option<usize>> = now
        .header
        .iter()
        .map(|name| before.header.iter().position(|other| other == name))
        .collect();
    for contact in 0..request.contacts.len() {
        let id = request.contacts.id(contact);
        let (Some(old), Some(new)) = (before.lines.get(&id), now.lines.get(&id)) else {
            continue;
        };
        let (old, new) = (&before.bytes[old.0..old.1], &now.bytes[new.0..new.1]);
        if same_header && old == new {
            continue;
        }
        let (old, new) = (cells(old), cells(new));
        for (at, name) in now.header.iter().enumerate().skip(1) {
            // A column that the book did not have before is a change of the book, not of each contact.
            let Some(column) = columns[at] else { continue };
            let (from, to) = (cell(&old, column), cell(&new, at));
            if from != to {
                let owner = request
                    .contacts
                    .text(Field::Owner, contact)
                    .unwrap_or_default()
                    .into_owned();
                changes.push(Change {
                    date: request.today,
                    contact: id,
                    field: name.clone(),
                    from,
                    to,
                    owner,
                });
            }
        }
    }
    changes
}

fn cells(line: &[u8]) -> ByteRecord {
    let mut record = ByteRecord::new();
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(line);
    // A line that this program wrote parses; one that somebody damaged reads as empty.
    let _ = reader.read_byte_record(&mut record);
    record
}

fn cell(record: &ByteRecord, column: usize) -> String {
    let text = String::from_utf8_lossy(record.get(column).unwrap_or_default());
    crate::text::unguard_formula(&text).to_owned()
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::{ContactId, Frame, SheetId};

    fn contacts(lines: &[(&str, &str)]) -> Contacts {
        let mut rows = Frame::new(TableKind::Contacts);
        for (at, (name, city)) in lines.iter().enumerate() {
            rows.push_row(SheetId(0), at as u32);
            rows.set_text(Field::Name, name);
            rows.set_text(Field::City, city);
        }
        let ids = (1..=lines.len() as u64).map(ContactId::from_bits).collect();
        Contacts::alone(rows, ids)
    }

    fn run(contacts: &Contacts, before: &RecordBook) -> Changes {
        changes(&ChangeRequest {
            contacts,
            custom_fields: &[],
            before,
            today: "2026-11-22".parse().unwrap(),
        })
    }

    #[test]
    fn a_changed_cell_is_one_change_and_an_unchanged_book_is_none() {
        let first = run(
            &contacts(&[("Sara", "Cairo"), ("Omar", "=Giza")]),
            &RecordBook::default(),
        );
        assert_eq!(first.changes, []);
        assert_eq!(
            run(
                &contacts(&[("Sara", "Cairo"), ("Omar", "=Giza")]),
                &first.records
            )
            .changes,
            []
        );
        let second = run(
            &contacts(&[("Sara", "Alexandria"), ("Omar", "=Giza")]),
            &first.records,
        );
        assert_eq!(second.changes.len(), 1);
        let change = &second.changes[0];
        assert_eq!(
            (
                change.field.as_str(),
                change.from.as_str(),
                change.to.as_str()
            ),
            ("city", "Cairo", "Alexandria")
        );
    }

    #[test]
    fn a_new_column_is_no_change_of_every_contact() {
        let first = run(&contacts(&[("Sara", "")]), &RecordBook::default());
        assert_eq!(
            run(&contacts(&[("Sara", "Cairo")]), &first.records).changes,
            []
        );
    }
}
