//! Rows in order: blank, held back, or read cell by cell into a frame and looked over by the checks.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::calendar::to_civil;
use crate::diag::{Capped, Diagnostic, Severity};
use crate::model::{Cell, Fate, Field, FieldId, FieldType, Frame, Place, TableKind};
use crate::stage::map::MappedTable;
use crate::text::choice::says_nothing;
use crate::text::country::{country_code, near_country};
use crate::text::email::{EmailIssue, parse_emails};
use crate::text::fold;
use crate::text::phone::{PhoneIssue, parse_phones};

use super::accepted::{Applied, OfField};
use super::cells::{Target, is_dashes, text_of};
use super::checks::{self, CheckedRow};
use super::labels;
use super::money::Money;
use super::prepare::{ColumnPlan, TablePlan};
use super::problem::{Problem, shortened};
use super::recall::Recall;
use super::{CleanRequest, RowAccount};

/// What the rows of a table are read with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) table: &'a MappedTable,
    pub(super) plan: &'a TablePlan,
    pub(super) money: &'a Money<'a>,
    pub(super) request: &'a CleanRequest<'a>,
}

/// A piece of a table, clean. Frame rows count from the piece's own beginning.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) frame: Frame,
    pub(super) rows: Vec<RowAccount>,
    pub(super) sink: Capped<'a>,
    /// The accepted repairs that took place.
    pub(super) applied: Applied,
}

/// Words in the first cell of a row of sums, folded.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub total",
    "sum",
    "total:",
    "итого",
    "всего",
    "итог",
    "сумма",
    "итого за год",
    "общий итог",
    "الاجمالی",
    "اجمالی",
    "المجموع",
    "مجموع",
    "المجموع الکلی",
    "الاجمالی العام",
    "جمع",
    "جمع کل",
    "مجموع کل",
];

/// Cleans pieces of a table side by side; `sink` has the problems of the rows before.
pub(super) fn clean_batch<'a>(
    context: &Context<'a>,
    batch: &[Range<usize>],
    sink: &Capped<'a>,
) -> Vec<Part<'a>> {
    let pieces = batch.par_iter();
    pieces
        .map(|range| clean_rows(context, range.clone(), sink.following()))
        .collect()
}

/// Cleans some rows of a table.
fn clean_rows<'a>(context: &Context<'a>, range: Range<usize>, sink: Capped<'a>) -> Part<'a> {
    let table = context.table;
    let mut part = Part {
        frame: Frame::new(table.table),
        rows: Vec::with_capacity(range.len()),
        sink,
        applied: Applied::default(),
    };
    let mut problems: Vec<Problem> = Vec::new();
    let mut days = Vec::new();
    let mut kept = Kept {
        countries: Countries::default(),
        recall: Recall::new(context.plan.columns.len()),
        amounts: Vec::new(),
    };
    for index in range {
        let row = table.grid.row_number(index);
        let fate = fate_of(context, index, &mut part.sink);
        let mut frame_row = None;
        if fate == Fate::Kept {
            problems.clear();
            let at = part.frame.push_row(table.sheet, row);
            frame_row = Some(at as u32);
            read_row(
                context,
                index,
                &mut kept,
                &mut Target {
                    frame: &mut part.frame,
                    problems: &mut problems,
                    applied: &mut part.applied,
                },
            );
            days.clear();
            days.extend(context.plan.days.iter().filter_map(|field| {
                let date = part.frame.date(*field, at)?;
                Some((*field, to_civil(date)?))
            }));
            let checked = CheckedRow {
                frame: &part.frame,
                row: at,
                grid: &table.grid,
                index,
                columns: &context.plan.columns,
                table: table.table,
                problems: &problems,
                days: &days,
                today: context.request.today,
                plan: context.request.plan,
            };
            checks::run(&checked, &mut part.sink);
        }
        part.rows.push(RowAccount {
            sheet: table.sheet,
            row,
            table: table.table,
            fate,
            frame_row,
            repeats: None,
        });
    }
    part
}

/// Blank, held back (and says why), or to be read.
fn fate_of(context: &Context<'_>, index: usize, sink: &mut Capped<'_>) -> Fate {
    let table = context.table;
    if table.skip_rows.binary_search(&index).is_ok()
        || table.grid.row(index).all(|(_, cell)| cell.is_blank())
    {
        return Fate::Blank;
    }
    let held = |code, severity| {
        let place = Place::Row(table.sheet, table.grid.row_number(index));
        Diagnostic::new(code, severity, place).value(row_in_words(context, index))
    };
    if is_total(context, index) {
        sink.push(held("row-of-totals", Severity::Note));
        return Fate::Held;
    }
    if table.table == TableKind::Contacts {
        if !identifies(context, index) {
            sink.push(held("row-without-identity", Severity::Error));
            return Fate::Held;
        }
    } else if !filled(context, index).any(|(_, cell)| !cell.is_blank()) {
        sink.push(held("row-outside-columns", Severity::Warning));
        return Fate::Held;
    }
    Fate::Kept
}

/// The cells of a row that stand in a column with a field.
fn filled<'a>(
    context: &Context<'a>,
    index: usize,
) -> impl Iterator<Item = (&'a ColumnPlan, Cell<'a>)> {
    let plan = context.plan;
    context
        .table
        .grid
        .row(index)
        .filter_map(move |(column, cell)| Some((plan.column(column)?, cell)))
}

/// The first cells of a row, for a message.
fn row_in_words(context: &Context<'_>, index: usize) -> String {
    let cells: Vec<String> = context
        .table
        .grid
        .row(index)
        .filter(|(_, cell)| !cell.is_blank())
        .take(3)
        .map(|(_, cell)| shortened(&text_of(&cell)))
        .collect();
    cells.join(", ")
}

/// Whether a name, company, phone or e-mail address tells whose row it is.
fn identifies(context: &Context<'_>, index: usize) -> bool {
    let by_name = filled(context, index).any(|(plan, cell)| {
        let names = matches!(
            plan.field.known(),
            Some(
                Field::Name
                    | Field::GivenName
                    | Field::Patronymic
                    | Field::FamilyName
                    | Field::Company
            )
        );
        names
            && match cell {
                Cell::Text(text) => !is_dashes(text) && !says_nothing(text),
                Cell::Empty | Cell::Error(_) => false,
                _ => true,
            }
    });
    by_name
        || filled(context, index).any(|(plan, cell)| match plan.kind {
            FieldType::Phones if !cell.is_blank() => parse_phones(&text_of(&cell), None)
                .iter()
                .any(|phone| phone.digits >= 5 && phone.issue != Some(PhoneIssue::Placeholder)),
            FieldType::Emails if !cell.is_blank() => {
                let text = text_of(&cell);
                let repairs = plan.accepted.as_deref();
                let text = repairs.map_or(&*text, |of| of.read(plan.field, &text));
                parse_emails(text).iter().any(|email| {
                    email.address.contains('@') && email.issue != Some(EmailIssue::Placeholder)
                })
            }
            _ => false,
        })
}

/// Whether the row sums up the rows above it.
fn is_total(context: &Context<'_>, index: usize) -> bool {
    let first = context
        .table
        .grid
        .row(index)
        .find(|(_, cell)| !cell.is_blank());
    let Some((_, Cell::Text(text))) = first else {
        return false;
    };
    if text.len() > 60 {
        return false;
    }
    let folded = fold(text);
    if !TOTALS.contains(&folded.trim_end_matches([':', '.', ' '])) {
        return false;
    }
    // A product or a person may be called so: a row of sums has numbers, and neither date nor address.
    filled(context, index).all(|(plan, cell)| {
        cell.is_blank()
            || !matches!(
                plan.kind,
                FieldType::Date | FieldType::Phones | FieldType::Emails
            )
    })
}

/// What is kept from row to row.
struct Kept<'a> {
    countries: Countries,
    recall: Recall<'a>,
    /// The row's amounts, which wait for its date.
    amounts: Vec<(&'a ColumnPlan, Cell<'a>)>,
}

/// The countries of rows by name; each name is looked up once.
#[derive(Debug, Default)]
struct Countries {
    known: BTreeMap<String, Known>,
}

/// What a text in a column of countries stands for.
#[derive(Debug, Clone)]
enum Known {
    /// A country's code.
    Code(String),
    /// Nobody knows; the name that is a letter away.
    Unknown(Option<&'static str>),
}

impl Countries {
    /// So many names are remembered; a column with more is no column of countries.
    const MOST: usize = 500;

    /// The code of a country's name or of two letters.
    fn of(&mut self, text: &str) -> Option<&Known> {
        if !self.known.contains_key(text) {
            if self.known.len() >= Countries::MOST {
                self.known.clear();
            }
            let bare = text.trim();
            let known = match country_code(bare) {
                Some(code) => Known::Code(code.to_owned()),
                None if bare.len() == 2 && bare.bytes().all(|b| b.is_ascii_alphabetic()) => {
                    Known::Code(bare.to_ascii_uppercase())
                }
                None => Known::Unknown(near_country(bare)),
            };
            self.known.insert(text.to_owned(), known);
        }
        self.known.get(text)
    }
}

fn read_row<'a>(context: &Context<'a>, index: usize, kept: &mut Kept<'a>, target: &mut Target<'_>) {
    let grid = &context.table.grid;
    let plan = context.plan;
    let own = match plan
        .country_column
        .map(|column| (column, grid.cell(index, column)))
    {
        Some((column, Cell::Text(text))) => {
            let column = plan.column(column);
            let repairs = column.and_then(|column| column.accepted.as_deref());
            let text = repairs.map_or(text, |of| of.read(Field::Country.into(), text));
            match kept.countries.of(text) {
                Some(Known::Code(code)) => Some(code.as_str()),
                Some(Known::Unknown(near)) => {
                    if let Some(column) = column {
                        target.unknown_country(column, text, *near);
                    }
                    None
                }
                None => None,
            }
        }
        _ => None,
    };
    let country = own.or(plan.country.as_deref());
    kept.amounts.clear();
    for (column, cell) in filled(context, index) {
        if column.kind == FieldType::Money {
            kept.amounts.push((column, cell));
        } else if !cell.is_blank() {
            let what = (column, column.field, &cell);
            if repaired(column.accepted.as_deref(), what, country, target) {
                continue;
            }
            let unknown = match cell {
                Cell::Text(text) => match kept.recall.give(column, text, target.frame) {
                    Ok(()) => continue,
                    Err(unknown) => unknown,
                },
                _ => None,
            };
            let problems = target.problems.len();
            read_cell(context, index, (column, &cell), country, target);
            if let Some(unknown) = unknown
                && target.problems.len() == problems
            {
                kept.recall.remember(column, unknown, target.frame);
            }
        }
    }
    if !kept.amounts.is_empty() {
        let row = target.frame.len() - 1;
        let day = plan
            .date_column
            .and_then(|_| target.frame.date(Field::Date, row))
            .and_then(to_civil)
            .unwrap_or(context.request.today);
        for (column, cell) in &kept.amounts {
            let read = |target: &mut Target<'_>, cell: &Cell<'_>| {
                target.money(cell, column, (context.money, own), day);
            };
            let repairs = column.accepted.as_deref();
            let repair = repairs.and_then(|of| of.of_amount(cell, target.frame));
            match repair {
                Some(repair) => target.repaired(repair, (column, column.field, cell), read),
                None if cell.is_blank() => {}
                None => read(target, cell),
            }
        }
    }
}

/// Reads what was accepted in the place of a cell, if anything was.
fn repaired(
    repairs: Option<&OfField>,
    (column, field, cell): (&ColumnPlan, FieldId, &Cell<'_>),
    country: Option<&str>,
    target: &mut Target<'_>,
) -> bool {
    let Some(repair) = repairs.and_then(|of| of.of_cell(field, cell, country)) else {
        return false;
    };
    target.repaired(repair, (column, field, cell), |target, cell| {
        target.read(cell, column, field, country);
    });
    true
}

fn read_cell(
    context: &Context<'_>,
    index: usize,
    (column, cell): (&ColumnPlan, &Cell<'_>),
    country: Option<&str>,
    target: &mut Target<'_>,
) {
    let mut field = column.field;
    if let (Some(label), Some(known)) = (column.label, field.known()) {
        let label = text_of(&context.table.grid.cell(index, label)).into_owned();
        match labels::target(known, &label) {
            labels::Target::Field(known) => field = FieldId::from(known),
            labels::Target::Notes => {
                let note = format!(
                    "{}: {}",
                    label.trim().trim_start_matches("* "),
                    text_of(cell).trim()
                );
                target.set_joined(Field::Notes.into(), &note);
                return;
            }
        }
    }
    let repairs = column.label.and_then(|_| context.plan.accepted.get(&field));
    let what = (column, field, cell);
    if !repaired(repairs.map(|of| &**of), what, country, target) {
        target.read(cell, column, field, country);
    }
}
