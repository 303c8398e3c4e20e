//! Reads back what people typed into the fill-in columns of written sheets.
//!
//! Columns are found by their names in any language, wherever they were moved to; the row is known by the key in the hidden
//! column. Nothing that was typed is lost: a filled cell beats an empty one, and a new answer replaces an old one aloud.

mod about;
mod accept;
#[cfg(test)]
mod accept_tests;
mod answer;
mod leave;
mod same;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use crate::diag::{Diagnostic, Severity};
use crate::lang::{Lang, Language};
use crate::model::{Cell, ContactId, Grid, Mark, Place};
use crate::text::{fold, tidy};

pub use crate::text::short_hash;
pub use about::{About, Standing};
pub use accept::{ACCEPT, Answers, accepted_line, take_up};
pub use leave::{LEAVE, MOST_SEEN, Naming, SEEN, TAKEN, set_aside};
pub use same::{SAME, answered, decide_pairs, question};

/// The fill-in columns by their codes; the words are under `[fill-in]` in the language files.
pub const COLUMNS: [&str; 11] = [
    "done-on",
    "outcome",
    "next-step",
    "next-date",
    "snooze-until",
    "same",
    "accept",
    "answer",
    "leave-it",
    "seen",
    "read-as",
];

/// Header rows stand at most this far down.
const HEADER_ROWS: usize = 20;

/// The header words of fill-in columns in every language.
#[derive(Debug, Clone)]
pub struct FillIn {
    columns: BTreeMap<String, &'static str>,
    keys: Vec<String>,
    ids: Vec<String>,
}

impl FillIn {
    /// Reads the words from the program itself.
    pub fn load() -> FillIn {
        let mut fill_in = FillIn {
            columns: BTreeMap::new(),
            keys: vec!["key".to_owned()],
            ids: vec!["id".to_owned()],
        };
        for language in Language::ALL {
            let lang = Lang::load(language);
            for code in COLUMNS {
                let words = fold(lang.get(&format!("fill-in.{code}")));
                fill_in.columns.insert(words, code);
                fill_in.columns.insert(code.to_owned(), code);
            }
            fill_in.keys.push(fold(lang.get("fill-in.key")));
            fill_in.ids.push(fold(lang.field("id")));
        }
        fill_in
    }
}

/// One sheet of a written file.
#[derive(Debug, Clone, Copy)]
pub struct WrittenSheet<'a> {
    /// Path of the file relative to the book, such as `out/reminders.xlsx`.
    pub file: &'a str,
    /// Its cells.
    pub grid: &'a Grid,
    /// The day of the reading.
    pub today: Date,
}

/// What was found in a sheet.
#[derive(Debug, Default)]
pub struct MarksRead {
    /// Filled cells of the fill-in columns.
    pub marks: Vec<Mark>,
    /// Rows whose key and contact do not belong together.
    pub diagnostics: Vec<Diagnostic>,
}

struct Header {
    row: usize,
    key: u32,
    id: Option<u32>,
    columns: Vec<(u32, &'static str)>,
}

/// Reads the marks of a sheet; none where it has no key column or no fill-in column.
pub fn read(sheet: WrittenSheet<'_>, fill_in: &FillIn) -> MarksRead {
    let mut found = MarksRead::default();
    let Some(header) = header(sheet.grid, fill_in) else {
        return found;
    };
    for row in header.row + 1..sheet.grid.len() {
        let key = text(sheet.grid.cell(row, header.key));
        if key.is_empty() {
            continue;
        }
        let mut filled: Vec<Mark> = header
            .columns
            .iter()
            .filter_map(|(column, code)| {
                let value = text(sheet.grid.cell(row, *column));
                (!value.is_empty()).then(|| Mark {
                    file: sheet.file.to_owned(),
                    key: key.clone(),
                    column: (*code).to_owned(),
                    value,
                    date: Some(sheet.today),
                })
            })
            .collect();
        // What a line stood for is written by us; it is of use only beside an answer.
        if !filled.iter().any(|mark| mark.column == LEAVE) {
            filled.retain(|mark| mark.column != SEEN);
        }
        let Some(first) = filled.first() else {
            continue;
        };
        // A sheet of which only some columns were sorted has keys beside the wrong contacts.
        let beside = header
            .id
            .and_then(|column| ContactId::parse(&text(sheet.grid.cell(row, column))));
        if beside.is_some_and(|beside| names_others(&key, beside)) {
            found.diagnostics.push(
                Diagnostic::new(
                    "mark-misplaced",
                    Severity::Warning,
                    Place::File(sheet.file.to_owned()),
                )
                .value(&first.value)
                .arg("row", sheet.grid.row_number(row) + 1),
            );
            continue;
        }
        found.marks.extend(filled);
    }
    found
}

/// Whether a key such as `birthday:c1234abcde:2026-05-01` names contacts, and this one is not among them.
fn names_others(key: &str, contact: ContactId) -> bool {
    let mut named = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter_map(ContactId::parse)
        .peekable();
    named.peek().is_some() && named.all(|id| id != contact)
}

fn header(grid: &Grid, fill_in: &FillIn) -> Option<Header> {
    (0..grid.len().min(HEADER_ROWS)).find_map(|row| {
        let mut header = Header {
            row,
            key: 0,
            id: None,
            columns: Vec::new(),
        };
        let mut key = None;
        for (column, cell) in grid.row(row) {
            let words = fold(&cell.to_text());
            if let Some(code) = fill_in.columns.get(&words) {
                header.columns.push((column, code));
            } else if fill_in.keys.contains(&words) {
                key = Some(column);
            } else if fill_in.ids.contains(&words) {
                header.id = Some(column);
            }
        }
        header.key = key?;
        (!header.columns.is_empty()).then_some(header)
    })
}

/// A cell as typed; a date as ISO 8601.
fn text(cell: Cell<'_>) -> String {
    if cell.is_blank() {
        return String::new();
    }
    if let Cell::Serial(serial) = cell
        && let Some(date) = day(serial)
    {
        return date.to_string();
    }
    tidy(&cell.to_text()).into_owned()
}

/// The day of a spreadsheet's serial number (days since 1899-12-30).
fn day(serial: f64) -> Option<Date> {
    let days = Span::new().try_days(serial.floor() as i64).ok()?;
    jiff::civil::date(1899, 12, 30).checked_add(days).ok()
}

/// Takes new marks into those remembered: a new value replaces an old one of the same cell, and says so; an empty cell
/// replaces nothing. The result is sorted.
pub fn merge(remembered: &mut Vec<Mark>, new: Vec<Mark>) -> Vec<Diagnostic> {
    let place = |mark: &Mark| (mark.file.clone(), mark.key.clone(), mark.column.clone());
    let mut all: BTreeMap<(String, String, String), Mark> = std::mem::take(remembered)
        .into_iter()
        .map(|mark| (place(&mark), mark))
        .collect();
    let mut diagnostics = Vec::new();
    for mark in new {
        match all.get_mut(&place(&mark)) {
            Some(known) if known.value == mark.value => {}
            Some(known) => {
                diagnostics.push(
                    Diagnostic::new(
                        "mark-changed",
                        Severity::Note,
                        Place::File(mark.file.clone()),
                    )
                    .value(&mark.value)
                    .arg("before", &known.value),
                );
                *known = mark;
            }
            None => {
                all.insert(place(&mark), mark);
            }
        }
    }
    *remembered = all.into_values().collect();
    diagnostics
}
