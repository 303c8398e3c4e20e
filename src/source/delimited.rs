//! Text tables: .csv and its relatives in any encoding, as one sheet without a name.
//!
//! Fields stay text. Row numbers are those that a spreadsheet shows: blank lines count, a line break inside quotes does not.

use std::io::{BufRead, BufReader, ErrorKind, Read, SeekFrom};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::Encoding;

use crate::model::OwnedCell;

use super::dialect::{self, Dialect};
use super::emit::{Emitter, Halt};
use super::encoding::{self, Utf8};
use super::own::is_own_csv;
use super::{ReadProblem, Source};

/// How much of the text decides about its dialect, in bytes of UTF-8.
const SAMPLE: u64 = 256 << 10;
/// A field of more lines has swallowed rows: somewhere a quotation mark is not closed.
const LINES: usize = 1000;
/// A `.txt` file is a table only if it is as regular as this.
const TABLE: f64 = 0.8;

/// Reads a text file. With `only_tables`, a text that is no table gives no events at all.
pub(super) fn read(
    reader: &mut dyn Source,
    only_tables: bool,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let Some(encoding) = encoding::detect(reader).map_err(ReadProblem::unreadable)? else {
        return Err(ReadProblem::Foreign.into());
    };
    let bound = emitter.text_bytes().saturating_mul(16);
    let sample = from_start(reader, encoding, bound)
        .and_then(sample_of)
        .map_err(ReadProblem::unreadable)?;
    let dialect = dialect::detect(&sample);
    if only_tables && dialect.regularity < TABLE {
        return Ok(());
    }
    if is_own(&sample, dialect) {
        return emitter.own_output();
    }
    let text = from_start(reader, encoding, bound).map_err(ReadProblem::unreadable)?;
    emitter.sheet("", |emitter| rows(text, dialect, emitter))
}

fn from_start<'a>(
    reader: &'a mut dyn Source,
    encoding: &'static Encoding,
    bound: usize,
) -> std::io::Result<Utf8<&'a mut dyn Source>> {
    reader.seek(SeekFrom::Start(0))?;
    Ok(Utf8::new(reader, encoding, bound))
}

/// The first lines of a text, whole.
fn sample_of(text: impl Read) -> std::io::Result<String> {
    let mut sample = Vec::new();
    let mut text = BufReader::new(text.take(SAMPLE));
    while text.read_until(b'\n', &mut sample)? > 0 {}
    if sample.len() as u64 == SAMPLE
        && let Some(end) = sample.iter().rposition(|byte| *byte == b'\n')
    {
        sample.truncate(end + 1);
    }
    Ok(String::from_utf8_lossy(&sample).into_owned())
}

fn is_own(sample: &str, dialect: Dialect) -> bool {
    let mut reader = builder(dialect).from_reader(sample.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let Some(header) = records.next() else {
        return false;
    };
    let header: Vec<&str> = header.iter().collect();
    let ids: Vec<String> = records
        .filter_map(|record| record.get(0).map(str::to_owned))
        .collect();
    is_own_csv(&header, ids.iter().map(String::as_str))
}

fn builder(dialect: Dialect) -> ReaderBuilder {
    let mut builder = ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.separator)
        .buffer_capacity(1 << 16);
    builder
}

fn rows<R: Read>(text: Utf8<R>, dialect: Dialect, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
    let mut reader = builder(dialect).from_reader(text);
    let mut record = ByteRecord::new();
    let mut row = 0;
    let mut skip = dialect.marked;
    let mut line = 1;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                return Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) if error.kind() != ErrorKind::FileTooLarge => {
                        ReadProblem::unreadable(error).into()
                    }
                    _ => Halt::Sheet(format!("line {line}: {UNCLOSED}")),
                });
            }
        }
        reader.get_mut().pass();
        let next = reader.position().line();
        let inside: usize = record.iter().map(line_breaks).sum();
        // The csv crate skips blank lines without a word; the lines that it consumed tell.
        let around = (next - line).saturating_sub(inside as u64);
        if is_unclosed(&record, &reader) {
            return Err(Halt::Sheet(format!("line {}: {UNCLOSED}", line + around)));
        }
        let blank = around.saturating_sub(1);
        if inside > LINES {
            return Err(Halt::Sheet(format!("line {}: {UNCLOSED}", line + blank)));
        }
        line = next;
        if skip {
            skip = false;
            continue;
        }
        row += blank as u32;
        let cells = (0..)
            .zip(record.iter())
            .filter(|(_, field)| !field.is_empty())
            .map(|(column, field)| {
                let text = String::from_utf8_lossy(field).into_owned();
                (column, OwnedCell::Text(text))
            })
            .collect();
        emitter.row(row, cells)?;
        row += 1;
    }
}

const UNCLOSED: &str = "a quotation mark is opened here and never closed";

fn line_breaks(field: &[u8]) -> usize {
    field.split(|byte| *byte == b'\n').count() - 1
}

/// Whether the last field ran to the end of the file in search of its closing quotation mark.
fn is_unclosed<R: Read>(record: &ByteRecord, reader: &csv::Reader<Utf8<R>>) -> bool {
    reader.get_ref().is_over(reader.position().byte())
        && record
            .iter()
            .next_back()
            .is_some_and(|field| field.ends_with(b"\n"))
        && reader.get_ref().last_byte() != b'"'
}
