//! One journal file as lines: columns found by their names, whatever a spreadsheet did to mark, delimiter and line ends.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use encoding_rs::{Encoding, UTF_8};
use jiff::civil::Date;

use super::codec::{Strokes, date, guard, plain_number, unguard};
use crate::diag::{Diagnostic, Severity};
use crate::model::{ContactId, PartialDate, Place};

/// Bad lines that are reported one by one; the rest as a number.
const REPORTED: usize = 3;

/// A column: its name, and whether a file without it cannot be read.
pub(super) type ColumnSpec = (&'static str, bool);

/// What one line of a ledger is.
pub(super) trait Line: Sized {
    /// The file's name, such as `moves.csv`.
    const FILE: &'static str;
    /// Its columns in the order of writing.
    const COLUMNS: &'static [ColumnSpec];

    /// The line, if its cells make sense.
    fn read(cells: &Cells<'_>) -> Option<Self>;

    /// Its cells in the order of the columns.
    fn write(&self, cells: &mut CellWriter);
}

/// The cells of one line that is being read.
pub(super) struct Cells<'a> {
    record: &'a ByteRecord,
    columns: &'a [Option<usize>],
    strokes: Strokes,
}

impl<'a> Cells<'a> {
    fn raw(&self, column: usize) -> &'a str {
        let at = self.columns.get(column).copied().flatten();
        let bytes = at.and_then(|at| self.record.get(at)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// A text, as it was before it was guarded.
    pub(super) fn text(&self, column: usize) -> String {
        unguard(self.raw(column)).to_owned()
    }

    /// A text that must not be empty.
    pub(super) fn filled(&self, column: usize) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// A figure that is kept as text.
    pub(super) fn figure(&self, column: usize) -> String {
        plain_number(unguard(self.raw(column))).into_owned()
    }

    /// A date that must be there.
    pub(super) fn date(&self, column: usize) -> Option<Date> {
        date(self.raw(column), self.strokes)
    }

    /// A date that may be missing; fails on a text that is no date.
    pub(super) fn optional_date(&self, column: usize) -> Result<Option<Date>, NoDate> {
        if self.raw(column).trim().is_empty() {
            return Ok(None);
        }
        self.date(column).map(Some).ok_or(NoDate)
    }

    /// A contact's id that must be there.
    pub(super) fn id(&self, column: usize) -> Option<ContactId> {
        ContactId::parse(self.raw(column))
    }

    /// A whole number that must be there.
    pub(super) fn number(&self, column: usize) -> Option<u64> {
        self.raw(column).trim().parse().ok()
    }
}

/// A text stands where a date should.
#[derive(Debug)]
pub(super) struct NoDate;

/// The cells of one line that is being written.
#[derive(Debug, Default)]
pub(super) struct CellWriter {
    record: ByteRecord,
}

impl CellWriter {
    /// A text of any content.
    pub(super) fn text(&mut self, text: &str) {
        self.record.push_field(guard(text).as_bytes());
    }

    /// A text that no spreadsheet changes, or whose change is undone on reading.
    pub(super) fn plain(&mut self, text: &str) {
        self.record.push_field(text.as_bytes());
    }

    /// A date.
    pub(super) fn date(&mut self, date: Option<Date>) {
        match date {
            Some(date) => self.plain(&PartialDate::from_civil(date).iso()),
            None => self.plain(""),
        }
    }

    /// A number.
    pub(super) fn number(&mut self, number: u64) {
        self.plain(&number.to_string());
    }
}

/// What was read of a file.
#[derive(Debug)]
pub(super) struct Lines<T> {
    /// The lines that make sense, in the order of the file.
    pub(super) rows: Vec<T>,
    /// What does not.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether something of the file would be lost by replacing it.
    pub(super) damaged: bool,
}

/// Text and delimiter of a file that a spreadsheet may have saved.
pub(super) struct Plain<'a> {
    /// The text without mark.
    pub(super) text: Cow<'a, str>,
    /// Between cells.
    pub(super) delimiter: u8,
    /// Whether it still is as tierbook wrote it: UTF-8 without mark, commas, plain line ends.
    pub(super) own: bool,
    /// Whether it was not UTF-8, so that letters may be lost.
    pub(super) foreign: bool,
}

impl Plain<'_> {
    /// Finds out how a file is written.
    pub(super) fn of(bytes: &[u8]) -> Plain<'_> {
        let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
        let body = &bytes[mark..];
        let (text, foreign) = match std::str::from_utf8(body) {
            Ok(text) if encoding == UTF_8 => (Cow::Borrowed(text), false),
            _ if encoding != UTF_8 => (encoding.decode_without_bom_handling(body).0, false),
            _ => {
                let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
                detector.feed(body, true);
                let guess = detector.guess(None, Utf8Detection::Deny);
                (guess.decode_without_bom_handling(body).0, true)
            }
        };
        let header = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|mark| {
                let count = header.bytes().filter(|byte| byte == mark).count();
                (count, *mark == b',')
            })
            .unwrap_or(b',');
        let own = mark == 0 && !foreign && delimiter == b',' && !header.ends_with('\r');
        let own = own && text.as_bytes().get(header.len()) != Some(&b'\r');
        Plain {
            text,
            delimiter,
            own,
            foreign,
        }
    }

    /// A reader of its lines.
    pub(super) fn reader(&self) -> csv::Reader<&[u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes())
    }
}

/// Reads a ledger; never fails.
pub(super) fn read<T: Line>(bytes: &[u8]) -> Lines<T> {
    let mut found = Lines {
        rows: Vec::new(),
        diagnostics: Vec::new(),
        damaged: false,
    };
    let file = format!("journal/{}", T::FILE);
    let plain = Plain::of(bytes);
    if plain.text.trim().is_empty() {
        return found;
    }
    if plain.foreign {
        found.problem("journal-not-utf8", Place::File(file.clone()));
    }
    let mut reader = plain.reader();
    let mut record = ByteRecord::new();
    let Ok(true) = reader.read_byte_record(&mut record) else {
        return found;
    };
    let name = |at: usize| {
        let bytes = record.get(at).unwrap_or_default();
        std::str::from_utf8(bytes)
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
    };
    let names: Vec<String> = (0..record.len()).map(name).collect();
    let columns: Vec<Option<usize>> = T::COLUMNS
        .iter()
        .map(|(column, _)| names.iter().position(|name| name == column))
        .collect();
    let missing = T::COLUMNS
        .iter()
        .zip(&columns)
        .find(|((_, needed), at)| *needed && at.is_none());
    if let Some(((column, _), _)) = missing {
        let place = Place::File(file);
        let problem = Diagnostic::new("journal-column-missing", Severity::Error, place);
        found.diagnostics.push(problem.value(*column));
        found.damaged = true;
        return found;
    }
    // A column that tierbook does not know would not be written again.
    let strange =
        |name: &&String| !name.is_empty() && !T::COLUMNS.iter().any(|(column, _)| column == name);
    if let Some(name) = names.iter().find(strange) {
        let place = Place::File(file.clone());
        let problem = Diagnostic::new("journal-column-unknown", Severity::Note, place);
        found.diagnostics.push(problem.value(name));
        found.damaged = true;
    }
    let strokes = strokes(&plain, &columns);
    let mut bad = 0;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) if record.iter().all(<[u8]>::is_empty) => continue,
            Ok(true) => {
                let cells = Cells {
                    record: &record,
                    columns: &columns,
                    strokes,
                };
                if let Some(line) = T::read(&cells) {
                    found.rows.push(line);
                    continue;
                }
            }
            Err(_) => {}
        }
        bad += 1;
        if bad <= REPORTED {
            let line = record.position().map_or(0, csv::Position::line) as u32;
            let place = Place::Line {
                file: file.clone(),
                line,
                column: 1,
            };
            found.problem("journal-line-unreadable", place);
        }
    }
    if bad > REPORTED {
        let problem = Diagnostic::new(
            "journal-lines-unreadable",
            Severity::Error,
            Place::File(file),
        );
        found.diagnostics.push(problem.arg("n", bad - REPORTED));
    }
    found
}

impl<T> Lines<T> {
    fn problem(&mut self, code: &'static str, place: Place) {
        self.damaged = true;
        self.diagnostics
            .push(Diagnostic::new(code, Severity::Error, place));
    }
}

/// The order in dates with strokes, as the file's own dates tell it.
fn strokes(plain: &Plain<'_>, columns: &[Option<usize>]) -> Strokes {
    // tierbook itself writes no strokes in dates, so that nearly every file is done here.
    if plain.own || !plain.text.contains('/') {
        return Strokes::default();
    }
    let mut reader = plain.reader();
    let mut record = ByteRecord::new();
    while let Ok(true) = reader.read_byte_record(&mut record) {
        for column in columns.iter().flatten() {
            let told = record
                .get(*column)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .filter(|text| text.len() <= 20)
                .and_then(Strokes::told_by);
            if let Some(told) = told {
                return told;
            }
        }
    }
    Strokes::default()
}

/// Writes a ledger: header, then lines.
pub(super) fn write<'a, T: Line + 'a>(
    lines: impl Iterator<Item = &'a T>,
    out: impl std::io::Write,
) -> Result<(), csv::Error> {
    write_with::<T, _>(lines, T::write, out)
}

/// Writes a ledger whose lines stand elsewhere.
pub(super) fn write_with<T: Line, L>(
    lines: impl Iterator<Item = L>,
    line_cells: impl Fn(L, &mut CellWriter),
    out: impl std::io::Write,
) -> Result<(), csv::Error> {
    let mut writer = WriterBuilder::new().from_writer(out);
    writer.write_record(T::COLUMNS.iter().map(|(name, _)| name))?;
    let mut cells = CellWriter::default();
    for line in lines {
        cells.record.clear();
        line_cells(line, &mut cells);
        writer.write_byte_record(&cells.record)?;
    }
    writer.flush()?;
    Ok(())
}

/// A line's cells as bytes, for telling lines apart.
pub(super) fn rendered<T: Line>(line: &T) -> Vec<u8> {
    let mut cells = CellWriter::default();
    line.write(&mut cells);
    let mut bytes = Vec::new();
    for cell in &cells.record {
        bytes.extend((cell.len() as u64).to_le_bytes());
        bytes.extend(cell);
    }
    bytes
}
