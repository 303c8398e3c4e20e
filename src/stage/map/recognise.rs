//! Finds the header row of a sheet and the table that it heads. Looks at the first rows only, and never at file names but as
//! the last resort.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::evidence::{Found, Seen, identifies, points};
use super::names::{HeaderReading, Meaning, Names, Trust};
use super::remembered::Remembered;
use crate::lang::Language;
use crate::model::{Cell, Field, FieldId, Grid, TableKind};
use crate::text::tidy;

/// How many rows from the top may hold the header.
const TOP_ROWS: usize = 20;
/// More cells than this are not looked at: twice the width of the widest worksheet.
const MOST_CELLS: usize = 2 * 16_384;

/// One cell of a header row.
#[derive(Debug, Clone)]
pub(super) struct HeaderCell {
    pub(super) column: u32,
    /// As typed, tidied, on one line.
    pub(super) text: String,
    pub(super) reading: Rc<HeaderReading>,
}

/// A recognised header row.
#[derive(Debug)]
pub(super) struct Header {
    /// Index in the grid.
    pub(super) row: usize,
    pub(super) table: TableKind,
    pub(super) language: Language,
    pub(super) cells: Vec<HeaderCell>,
}

/// A sheet to look at.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    /// The table that its name speaks of.
    pub(super) named: Option<TableKind>,
    /// How it was read before.
    pub(super) remembered: Option<&'a Remembered>,
}

/// Finds the header row, if there is one.
pub(super) fn header(sheet: &Sheet<'_>, names: &Names) -> Option<Header> {
    let top = sheet.grid.len().min(TOP_ROWS);
    if let Some(found) = as_remembered(sheet, names, top) {
        return Some(found);
    }
    let mut best: Option<(i32, Header)> = None;
    let mut wide_row_seen = false;
    let mut looked_at = 0;
    for row in 0..top {
        let filled = filled(sheet.grid, row);
        if filled.is_empty() {
            continue;
        }
        let alone = !wide_row_seen;
        wide_row_seen |= filled.len() > 1;
        looked_at += filled.len();
        if looks_like_data(&filled) || looked_at > MOST_CELLS {
            continue;
        }
        let cells = header_cells(&filled, names);
        let read = Row {
            cells: &cells,
            filled: filled.len(),
            first: alone,
            only_column: is_one_column(sheet.grid, row),
        };
        let Some((points, table, language)) = best_table(&read, sheet.named) else {
            continue;
        };
        if best.as_ref().is_none_or(|(most, _)| points > *most) {
            let header = Header {
                row,
                table,
                language,
                cells,
            };
            best = Some((points, header));
        }
    }
    best.map(|(_, header)| header)
}

/// A sheet that was read before keeps its table, as long as half of its headers are still there.
fn as_remembered(sheet: &Sheet<'_>, names: &Names, top: usize) -> Option<Header> {
    let remembered = sheet.remembered?;
    let (row, hits) = (0..top)
        .map(|row| (row, remembered.hits(&filled(sheet.grid, row))))
        .max_by_key(|(row, hits)| (*hits, std::cmp::Reverse(*row)))?;
    if hits == 0 || hits * 2 < remembered.len() {
        return None;
    }
    let cells = header_cells(&filled(sheet.grid, row), names);
    let language = language_of(&cells, remembered.table);
    Some(Header {
        row,
        table: remembered.table,
        language,
        cells,
    })
}

/// The filled cells of a row: column and text on one line.
fn filled(grid: &Grid, row: usize) -> Vec<(u32, Cell<'_>, String)> {
    grid.row(row)
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(column, cell)| {
            let text = match cell {
                Cell::Text(text) => tidy(text).replace('\n', " "),
                other => other.to_text(),
            };
            (column, cell, text)
        })
        .collect()
}

fn header_cells(filled: &[(u32, Cell<'_>, String)], names: &Names) -> Vec<HeaderCell> {
    filled
        .iter()
        .map(|(column, _, text)| HeaderCell {
            column: *column,
            text: text.clone(),
            reading: names.read(text),
        })
        .collect()
}

/// Addresses, long numbers and dates are data; a year or a small number may head a column.
fn looks_like_data(filled: &[(u32, Cell<'_>, String)]) -> bool {
    const LONG_TEXT: usize = 80;
    let data = filled
        .iter()
        .filter(|(_, cell, text)| match cell {
            Cell::Text(_) => {
                let digits = text.chars().filter(|c| c.is_numeric()).count();
                digits > 5
                    || (text.contains('@') && text.contains('.'))
                    || text.chars().count() > LONG_TEXT
            }
            Cell::Number(number) => !(0.0..=2100.0).contains(number) || number.fract() != 0.0,
            _ => true,
        })
        .count();
    let texts = filled
        .iter()
        .filter(|(_, cell, _)| matches!(cell, Cell::Text(_)))
        .count();
    texts == 0 || data * 5 > filled.len()
}

/// Whether all that stands in the rows from here on stands in the same column as this row's only cell.
fn is_one_column(grid: &Grid, row: usize) -> bool {
    let column = grid.row_columns(row);
    column.len() == 1
        && (row..grid.len().min(row + TOP_ROWS)).all(|next| grid.row_columns(next) == column)
}

struct Row<'a> {
    cells: &'a [HeaderCell],
    filled: usize,
    /// Only titles stand above it.
    first: bool,
    only_column: bool,
}

fn best_table(row: &Row<'_>, named: Option<TableKind>) -> Option<(i32, TableKind, Language)> {
    let mut best = None;
    let names_contact = row.cells.iter().any(|cell| {
        let contact = |meaning: &Meaning| {
            meaning.table == TableKind::Purchases && meaning.field == Field::Contact.into()
        };
        cell.reading.meanings.iter().any(contact)
    });
    for table in TableKind::ALL {
        let language = language_of(row.cells, table);
        let found = found(row.cells, table, language);
        if !is_enough(row, &found, table) {
            continue;
        }
        let Some(points) = points(table, &found, named == Some(table), names_contact) else {
            continue;
        };
        if best.is_none_or(|(most, _, _)| points > most) {
            best = Some((points, table, language));
        }
    }
    best
}

fn found(cells: &[HeaderCell], table: TableKind, language: Language) -> Found {
    let mut found: Found = BTreeMap::new();
    for cell in cells {
        if let Some((field, trust)) = resolve(&cell.reading.meanings, table, language) {
            let seen = found.entry(field).or_insert(Seen {
                best: trust,
                columns: 0,
            });
            seen.best = seen.best.min(trust);
            seen.columns += 1;
        }
    }
    found
}

/// Two recognised columns, or one that names people where nothing speaks against it.
fn is_enough(row: &Row<'_>, found: &Found, table: TableKind) -> bool {
    let columns: usize = found.values().map(|seen| seen.columns as usize).sum();
    let sure = found
        .values()
        .filter(|seen| seen.best != Trust::Guess)
        .count();
    if columns >= 2 {
        let share = columns * 3 >= row.filled || columns >= 4;
        return share && (sure >= 1 || columns >= 3);
    }
    let people = found.keys().any(|field| identifies(*field));
    let exact = found.values().all(|seen| seen.best <= Trust::Exact);
    columns == 1
        && table == TableKind::Contacts
        && people
        && exact
        && (row.only_column || (row.first && row.filled > 1 && row.filled <= 6))
}

/// The language of most headers that a table knows; words that several languages share count for each of them.
pub(super) fn language_of(cells: &[HeaderCell], table: TableKind) -> Language {
    const VOTE: u32 = 12;
    let mut votes = [0_u32; 4];
    for cell in cells {
        let languages: Vec<Language> = Language::ALL
            .into_iter()
            .filter(|language| {
                cell.reading
                    .meanings
                    .iter()
                    .any(|meaning| meaning.table == table && meaning.language == Some(*language))
            })
            .collect();
        for language in &languages {
            votes[*language as usize] += 4 * VOTE / languages.len() as u32;
        }
        if let Some(language) = language_of_letters(&cell.text) {
            votes[language as usize] += 1;
        }
    }
    let mut best = Language::English;
    for language in Language::ALL {
        if votes[language as usize] > votes[best as usize] {
            best = language;
        }
    }
    best
}

/// The language that a text's letters point to; `None` where they leave it open.
fn language_of_letters(text: &str) -> Option<Language> {
    text.chars().find_map(|c| match c {
        'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' | '\u{200c}' => Some(Language::Persian),
        'ة' | 'ي' | 'ك' | 'ى' | 'أ' | 'إ' | 'ؤ' => Some(Language::Arabic),
        '\u{400}'..='\u{4ff}' => Some(Language::Russian),
        'a'..='z' | 'A'..='Z' => Some(Language::English),
        _ => None,
    })
}

/// What a header means in a table, where most headers are in `language`; `None` where that stays open.
pub(super) fn resolve(
    meanings: &[Meaning],
    table: TableKind,
    language: Language,
) -> Option<(FieldId, Trust)> {
    let here = || {
        meanings
            .iter()
            .filter(move |meaning| meaning.table == table)
    };
    if let Some(named) = here().find(|meaning| meaning.trust == Trust::Plan) {
        return Some((named.field, Trust::Plan));
    }
    let own: Vec<&Meaning> = here()
        .filter(|meaning| meaning.language == Some(language))
        .collect();
    if !own.is_empty() {
        return the_one(&own);
    }
    let nearest = here().map(|meaning| meaning.edits).min()?;
    let others: Vec<&Meaning> = here().filter(|meaning| meaning.edits == nearest).collect();
    the_one(&others)
}

fn the_one(meanings: &[&Meaning]) -> Option<(FieldId, Trust)> {
    let first = meanings.first()?;
    let trust = meanings.iter().map(|meaning| meaning.trust).min()?;
    meanings
        .iter()
        .all(|meaning| meaning.field == first.field)
        .then_some((first.field, trust))
}
