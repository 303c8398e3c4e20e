//! Turns typed cells into typed values: phones, addresses, dates, amounts, choices; says what it could not understand.
//!
//! Every stored row below a header is accounted for: kept in a frame, held back, blank, or merged as part of a copy. A bad
//! value is a problem of its field and is kept as typed; nothing is corrected silently. At most [`MOST_ALIKE`] problems of
//! one kind are listed for a column; the rest is counted in one line.

mod accepted;
#[cfg(test)]
mod accepted_tests;
mod cells;
mod checks;
mod decimal;
mod evidence;
mod labels;
#[cfg(test)]
mod many;
mod money;
mod prepare;
mod problem;
mod reach;
mod recall;
mod rows;
#[cfg(test)]
pub(crate) mod sheets;
#[cfg(test)]
mod stability;
#[cfg(test)]
mod tests;
mod whole;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar::DateOrder;
use crate::config::Plan;
pub use crate::diag::MOST_ALIKE;
use crate::diag::{Capped, Diagnostic, Severity};
use crate::lang::Language;
use crate::model::{Fate, Frame, Place, Places, Reading, SheetId, TableKind};
use crate::stage::map::{Mapped, MappedTable};
use accepted::Applied;
pub use accepted::{Accepted, Repair, Repaired};

use money::Money;
use prepare::TablePlan;

/// Rows that one task cleans; small enough that two tasks a core cost little memory.
const CHUNK: usize = 4096;

/// What the stage needs besides the tables.
#[derive(Debug, Clone, Copy)]
pub struct CleanRequest<'a> {
    /// The rules.
    pub plan: &'a Plan,
    /// The date of the run.
    pub today: Date,
    /// How columns were read before: an order of day and month once taken is kept.
    pub readings: &'a [Reading],
    /// The repairs that people accepted.
    pub accepted: &'a Accepted,
}

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The clean rows of each table that the book has.
    pub frames: BTreeMap<TableKind, Frame>,
    /// Every stored row below a header, by table in the order of mapping, rows ascending; then the empty rows between them.
    pub rows: Vec<RowAccount>,
    /// All sheets, as the map stage left them.
    pub places: Places,
    /// Names of the fields of the trade, as the map stage left them.
    pub custom_fields: Vec<String>,
    /// The language of most headers; of equally many, the first of the languages.
    pub language: Option<Language>,
    /// The currency of amounts: the book's, else the one that most amounts are typed with.
    pub currency: Option<String>,
    /// How each column was read.
    pub columns: Vec<ColumnReading>,
    /// The accepted repairs that took place.
    pub repaired: Vec<Repaired>,
    /// The problems of the map stage, then those of this one by table and row.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of one stored row below a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowAccount {
    /// Its sheet.
    pub sheet: SheetId,
    /// Its row in the sheet, from 0.
    pub row: u32,
    /// Its table.
    pub table: TableKind,
    /// What became of it so far: a kept row may still be merged.
    pub fate: Fate,
    /// Its row in the frame of its table; `None` unless it is kept.
    pub frame_row: Option<u32>,
    /// Of a copy's row: the index in [`Cleaned::rows`] of the row that it repeats, if it repeats any.
    pub repeats: Option<u32>,
}

/// How one column was read, with samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnReading {
    /// The sheet.
    pub sheet: SheetId,
    /// The column from 0.
    pub column: u32,
    /// The header as typed, tidied.
    pub header: String,
    /// The table.
    pub table: TableKind,
    /// The field's English name, or the name of a field of the trade.
    pub field: String,
    /// Whether it is a field of the catalogue.
    pub known: bool,
    /// Up to three samples as typed.
    pub samples: Vec<String>,
    /// The order of day and month; unknown where no date of the column depends on it.
    pub date_order: DateOrder,
    /// The unit of a bare number in a column of amounts, ISO 4217 or `IRT`.
    pub unit: Option<String>,
}

/// Cleans every table that is not a copy.
pub fn clean(mapped: Mapped, request: &CleanRequest<'_>) -> Cleaned {
    let Mapped {
        tables,
        places,
        custom_fields,
        diagnostics,
    } = mapped;
    let of_table = |table: &MappedTable| request.accepted.of_table(table.table, &custom_fields);
    let scan = |table: &MappedTable| evidence::scan(table, &of_table(table));
    let scans: Vec<_> = tables.iter().map(scan).collect();
    let mut applied = Applied::default();
    let money = Money::new(&request.plan.book, &scans);
    let mut cleaned = Cleaned {
        places,
        custom_fields,
        language: most_common(&tables),
        currency: money.home().map(str::to_owned),
        diagnostics,
        ..Cleaned::default()
    };
    let starts = account_starts(&tables);
    let gaps: Vec<RowAccount> = tables.iter().flat_map(empty_rows).collect();
    for (table, scan) in tables.into_iter().zip(scans) {
        if table.copy_of.is_some() {
            account_copy(&table, &starts, &mut cleaned);
            continue;
        }
        let mut sink = Capped::new(&request.plan.fields.silent);
        let plan = TablePlan::new(&table, &scan, &cleaned, request, &mut sink);
        let readings = plan.readings(&table, &cleaned.custom_fields, &money);
        cleaned.columns.extend(readings);
        let kind = table.table;
        let frame = cleaned
            .frames
            .entry(kind)
            .or_insert_with(|| Frame::new(kind));
        let first = frame.len();
        let context = rows::Context {
            table: &table,
            plan: &plan,
            money: &money,
            request,
        };
        let chunks = chunks(&table);
        let mut batches = chunks.chunks(2 * rayon::current_num_threads().max(1));
        let mut parts = rows::clean_batch(
            &context,
            batches.next().unwrap_or_default(),
            &sink.following(),
        );
        while !parts.is_empty() {
            let next = batches.next().unwrap_or_default();
            let (rows, later) = (&mut cleaned.rows, sink.following());
            let applied = &mut applied;
            let put = || {
                for part in parts {
                    let base = frame.len() as u32;
                    rows.extend(part.rows.into_iter().map(|row| RowAccount {
                        frame_row: row.frame_row.map(|at| at + base),
                        ..row
                    }));
                    frame.append(part.frame);
                    sink.absorb(part.sink);
                    applied.absorb(part.applied);
                }
            };
            // The next rows are cleaned while these are put together.
            ((), parts) = rayon::join(put, || rows::clean_batch(&context, next, &later));
        }
        let whole = whole::Whole {
            table: &table,
            plan: &plan,
            frame,
            first,
        };
        whole::look(whole, &mut sink);
        let header = table.grid.row_number(table.header_row);
        cleaned.diagnostics.extend(sink.finish(|_| Some(header)));
    }
    cleaned.rows.extend(gaps);
    cleaned.repaired = request.accepted.repaired(applied);
    cleaned
}

/// The stored rows below the header, cut into tasks.
fn chunks(table: &MappedTable) -> Vec<std::ops::Range<usize>> {
    let (first, end) = (table.header_row + 1, table.grid.len());
    (first..end)
        .step_by(CHUNK)
        .map(|start| start..(start + CHUNK).min(end))
        .collect()
}

/// The rows of a table in which nothing stands at all; a grid does not store them.
fn empty_rows(table: &MappedTable) -> impl Iterator<Item = RowAccount> + '_ {
    table.gaps().map(|row| RowAccount {
        sheet: table.sheet,
        row,
        table: table.table,
        fate: Fate::Blank,
        frame_row: None,
        repeats: None,
    })
}

/// Where each table's rows begin in [`Cleaned::rows`].
fn account_starts(tables: &[MappedTable]) -> Vec<(usize, usize)> {
    let mut next = 0;
    tables
        .iter()
        .map(|table| {
            let start = next;
            next += table.grid.len().saturating_sub(table.header_row + 1);
            (start, table.header_row + 1)
        })
        .collect()
}

/// A row of a copy that repeats a row of the original counts as merged; one that repeats none is held back and named: it may be the
/// only trace of somebody, or long out of date.
fn account_copy(table: &MappedTable, starts: &[(usize, usize)], cleaned: &mut Cleaned) {
    let original = table
        .copy_of
        .as_ref()
        .and_then(|copy| starts.get(copy.table));
    for (at, index) in (table.header_row + 1..table.grid.len()).enumerate() {
        let repeated = table.copy_of.as_ref().and_then(|copy| *copy.rows.get(at)?);
        let blank =
            table.is_skipped(index) || table.grid.row(index).all(|(_, cell)| cell.is_blank());
        let fate = match repeated {
            _ if blank => Fate::Blank,
            Some(_) => Fate::Merged,
            None => Fate::Held,
        };
        if fate == Fate::Held {
            let place = Place::Row(table.sheet, table.grid.row_number(index));
            let words: Vec<String> = table
                .grid
                .row(index)
                .map(|(_, cell)| cell.to_text())
                .filter(|text| !text.is_empty())
                .take(4)
                .collect();
            let held = Diagnostic::new("row-only-in-copy", Severity::Warning, place)
                .value(words.join(", "));
            cleaned.diagnostics.push(held);
        }
        cleaned.rows.push(RowAccount {
            sheet: table.sheet,
            row: table.grid.row_number(index),
            table: table.table,
            fate,
            frame_row: None,
            repeats: original.zip(repeated).and_then(|((start, first), row)| {
                Some((start + (row as usize).checked_sub(*first)?) as u32)
            }),
        });
    }
}

fn most_common(tables: &[MappedTable]) -> Option<Language> {
    let count = |language: Language| {
        tables
            .iter()
            .filter(|table| table.language == language)
            .count()
    };
    Language::ALL
        .into_iter()
        .rev()
        .max_by_key(|language| count(*language))
        .filter(|language| count(*language) > 0)
}
