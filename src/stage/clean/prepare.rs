//! How each column of a table is to be read: hints from rules, evidence and earlier runs, settled before any cell is read.

use std::sync::Arc;

use crate::calendar::{DateHints, DateOrder};
use crate::diag::{Capped, Diagnostic, Severity};
use crate::lang::Language;
use crate::model::{CATALOGUE, Calendar, Field, FieldId, FieldType, Place, TableKind};
use crate::stage::map::{MappedColumn, MappedTable};
use crate::text::number::DecimalMark;

use super::accepted::{OfField, OfTable};
use super::decimal;
use super::evidence::ColumnEvidence;
use super::money::Money;
use super::problem::shortened;
use super::{CleanRequest, Cleaned, ColumnReading};

const SAMPLES: usize = 3;
/// Rows looked through for samples.
const SAMPLE_ROWS: usize = 500;

/// How to read one column.
#[derive(Debug)]
pub(super) struct ColumnPlan {
    /// Its place among the columns of its table that are read.
    pub(super) at: usize,
    /// From 0.
    pub(super) column: u32,
    /// The field.
    pub(super) field: FieldId,
    /// What its values are.
    pub(super) kind: FieldType,
    /// Whether another column may have set the field in the same row.
    pub(super) joins: bool,
    /// The column with labels for its values.
    pub(super) label: Option<u32>,
    /// Hints for dates.
    pub(super) dates: DateHints,
    /// The order to remember.
    date_order: DateOrder,
    /// Hint for numbers.
    pub(super) mark: DecimalMark,
    /// Whether the mark has no evidence in the column.
    pub(super) mark_assumed: bool,
    /// The header as typed, tidied.
    pub(super) header: String,
    samples: Vec<String>,
    /// The accepted repairs of its field, where it has any; none where labels name the fields.
    pub(super) accepted: Option<Arc<OfField>>,
}

/// How to read one table.
#[derive(Debug)]
pub(super) struct TablePlan {
    /// Its columns, left to right; label columns are left out.
    pub(super) columns: Vec<ColumnPlan>,
    /// By number of column: index in `columns` plus one, 0 for none.
    by_column: Vec<u16>,
    /// The column that holds the row's country.
    pub(super) country_column: Option<u32>,
    /// The country of phones without one.
    pub(super) country: Option<String>,
    /// The column that holds the row's date.
    pub(super) date_column: Option<usize>,
    /// The fields of dates that rows may have, in the order of the catalogue.
    pub(super) days: Vec<Field>,
    /// The accepted repairs of all its fields.
    pub(super) accepted: OfTable,
}

impl TablePlan {
    /// Settles how to read a table; doubts go to `sink`.
    pub(super) fn new(
        table: &MappedTable,
        scan: &[ColumnEvidence],
        cleaned: &Cleaned,
        request: &CleanRequest<'_>,
        sink: &mut Capped<'_>,
    ) -> TablePlan {
        let none = ColumnEvidence::default();
        let header_row = table.grid.row_number(table.header_row);
        let accepted = request
            .accepted
            .of_table(table.table, &cleaned.custom_fields);
        let mut columns = Vec::with_capacity(table.columns.len());
        for (index, mapped) in table.columns.iter().enumerate() {
            if mapped.label_of.is_some() {
                continue;
            }
            let evidence = scan.get(index).unwrap_or(&none);
            let remembered = remembered(table, mapped, cleaned, request);
            let order = settle_order(evidence, remembered, request);
            if let Some((code, severity)) = order.doubt {
                let place = Place::Cell(table.sheet, header_row, mapped.column);
                let taken = if order.read == DateOrder::MonthFirst {
                    "12/31"
                } else {
                    "31/12"
                };
                sink.push(
                    Diagnostic::new(code, severity, place)
                        .field(mapped.field)
                        .value(shortened(&mapped.header))
                        .arg("taken", taken)
                        .arg("day-first", evidence.day_first)
                        .arg("month-first", evidence.month_first)
                        .arg("ambiguous", evidence.ambiguous),
                );
            }
            let decimal = decimal::settle(evidence, table.language);
            let place = Place::Cell(table.sheet, header_row, mapped.column);
            let told = decimal.diagnostic(evidence, place, (mapped.field, &mapped.header));
            if let Some(told) = told {
                sink.push(told);
            }
            let label = label_column(table, mapped.column);
            let repairs = accepted.get(&mapped.field).filter(|_| label.is_none());
            columns.push(ColumnPlan {
                at: columns.len(),
                column: mapped.column,
                field: mapped.field,
                kind: mapped
                    .field
                    .known()
                    .map_or(FieldType::Text, |field| field.spec().kind),
                joins: joins(table, mapped),
                label,
                dates: date_hints(evidence, order.read, table, mapped.field, request),
                date_order: order.remember,
                mark: decimal.mark,
                mark_assumed: decimal.assumed,
                header: mapped.header.clone(),
                samples: samples(table, mapped.column),
                accepted: repairs.cloned(),
            });
        }
        let by_column = by_column(&columns);
        let find = |field: Field| {
            columns
                .iter()
                .position(|column| column.field == field.into())
        };
        let country_column = find(Field::Country)
            .and_then(|at| columns.get(at))
            .map(|column| column.column);
        let date_column = find(Field::Date);
        let country = settle_country(table, &columns, request, sink);
        let days = days(table, &columns);
        TablePlan {
            columns,
            by_column,
            country_column,
            country,
            date_column,
            days,
            accepted,
        }
    }

    /// How to read the cell of a column; `None` for columns without a field, and labels.
    pub(super) fn column(&self, column: u32) -> Option<&ColumnPlan> {
        let index = self.by_column.get(column as usize)?.checked_sub(1)?;
        self.columns.get(usize::from(index))
    }

    /// What to tell of each column.
    pub(super) fn readings<'s>(
        &'s self,
        table: &'s MappedTable,
        custom_fields: &'s [String],
        money: &'s Money<'_>,
    ) -> impl Iterator<Item = ColumnReading> + 's {
        self.columns.iter().map(move |column| {
            let known = column.field.known();
            let custom = column
                .field
                .custom_index()
                .and_then(|index| custom_fields.get(index));
            ColumnReading {
                sheet: table.sheet,
                column: column.column,
                header: column.header.clone(),
                table: table.table,
                field: known.map_or_else(
                    || custom.unwrap_or(&column.header).clone(),
                    |field| field.name().to_owned(),
                ),
                known: known.is_some(),
                samples: column.samples.clone(),
                date_order: column.date_order,
                unit: (column.kind == FieldType::Money)
                    .then(|| money.bare().map(str::to_owned))
                    .flatten(),
            }
        })
    }
}

fn by_column(columns: &[ColumnPlan]) -> Vec<u16> {
    let width = columns
        .iter()
        .map(|column| column.column as usize + 1)
        .max()
        .unwrap_or(0);
    let mut by_column = vec![0; width];
    for (index, column) in columns.iter().enumerate() {
        if let Some(slot) = by_column.get_mut(column.column as usize) {
            *slot = index as u16 + 1;
        }
    }
    by_column
}

/// The dates of the columns; where labels name the fields of values, all dates of the table.
fn days(table: &MappedTable, columns: &[ColumnPlan]) -> Vec<Field> {
    let labelled = table.columns.iter().any(|column| column.label_of.is_some());
    let mut days: Vec<Field> = CATALOGUE
        .iter()
        .filter(|spec| spec.kind == FieldType::Date && spec.occurs_in(table.table))
        .map(|spec| spec.field)
        .collect();
    days.retain(|day| labelled || columns.iter().any(|column| column.field == (*day).into()));
    days
}

fn joins(table: &MappedTable, column: &MappedColumn) -> bool {
    table.columns.iter().any(|other| {
        other.label_of.is_some() || (other.field == column.field && other.column != column.column)
    })
}

fn label_column(table: &MappedTable, column: u32) -> Option<u32> {
    table
        .columns
        .iter()
        .find(|label| label.label_of == Some(column))
        .map(|label| label.column)
}

fn samples(table: &MappedTable, column: u32) -> Vec<String> {
    let mut samples: Vec<String> = Vec::with_capacity(SAMPLES);
    for row in (table.header_row + 1..table.grid.len()).take(SAMPLE_ROWS) {
        let cell = table.grid.cell(row, column);
        if cell.is_blank() {
            continue;
        }
        let text = shortened(&super::cells::text_of(&cell));
        if !samples.contains(&text) {
            samples.push(text);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// The order taken in an earlier run.
fn remembered(
    table: &MappedTable,
    column: &MappedColumn,
    cleaned: &Cleaned,
    request: &CleanRequest<'_>,
) -> DateOrder {
    if request.readings.is_empty() {
        return DateOrder::Unknown;
    }
    let sheet = cleaned.places.sheet(table.sheet);
    request
        .readings
        .iter()
        .find(|reading| {
            reading.file == sheet.file
                && reading.sheet == sheet.name
                && reading.table == table.table.code()
                && reading.header == column.header
        })
        .map_or(DateOrder::Unknown, |reading| {
            DateOrder::from_code(&reading.date_order)
        })
}

/// The order to read by, the order to remember, and what to say about it.
struct Order {
    read: DateOrder,
    remember: DateOrder,
    doubt: Option<(&'static str, Severity)>,
}

fn settle_order(
    evidence: &ColumnEvidence,
    remembered: DateOrder,
    request: &CleanRequest<'_>,
) -> Order {
    let usual = usual_order(request);
    let shown = match (evidence.day_first, evidence.month_first) {
        (0, 0) => DateOrder::Unknown,
        (day, month) if day > month => DateOrder::DayFirst,
        (day, month) if day < month => DateOrder::MonthFirst,
        _ => usual,
    };
    let both = evidence.day_first > 0 && evidence.month_first > 0;
    if remembered != DateOrder::Unknown {
        let against = match remembered {
            DateOrder::MonthFirst => evidence.day_first,
            _ => evidence.month_first,
        };
        return Order {
            read: remembered,
            remember: remembered,
            // The same words at every run until somebody answers: what was assumed once is still an assumption.
            doubt: match against {
                _ if both => Some(("date-order-conflict", Severity::Warning)),
                0 if shown == DateOrder::Unknown && evidence.ambiguous > 0 => {
                    Some(("date-order-assumed", Severity::Note))
                }
                0 => None,
                _ => Some(("date-order-changed", Severity::Warning)),
            },
        };
    }
    if shown != DateOrder::Unknown {
        return Order {
            read: shown,
            remember: shown,
            doubt: both.then_some(("date-order-conflict", Severity::Warning)),
        };
    }
    if evidence.ambiguous > 0 {
        return Order {
            read: usual,
            remember: usual,
            doubt: Some(("date-order-assumed", Severity::Note)),
        };
    }
    Order {
        read: usual,
        remember: DateOrder::Unknown,
        doubt: None,
    }
}

/// The order usual in the book's country (CLDR short dates): the month first in the United States and a few others.
fn usual_order(request: &CleanRequest<'_>) -> DateOrder {
    const MONTH_FIRST: [&str; 7] = ["US", "PH", "PR", "GU", "FM", "PW", "MH"];
    match request.plan.book.country.as_deref() {
        Some(country) if MONTH_FIRST.contains(&country) => DateOrder::MonthFirst,
        _ => DateOrder::DayFirst,
    }
}

fn date_hints(
    evidence: &ColumnEvidence,
    order: DateOrder,
    table: &MappedTable,
    field: FieldId,
    request: &CleanRequest<'_>,
) -> DateHints {
    let book = &request.plan.book;
    let old_years = match (book.calendar, book.country.as_deref()) {
        (Calendar::Gregorian, Some("IR" | "AF")) => Calendar::Persian,
        (Calendar::Gregorian, Some("SA")) => Calendar::Hijri,
        (Calendar::Gregorian, _) if table.language == Language::Persian => Calendar::Persian,
        (calendar, _) => calendar,
    };
    // What most dates of the column show, those without a whole year mean too.
    let calendar = if evidence.old_years > evidence.new_years {
        old_years
    } else {
        book.calendar
    };
    DateHints {
        order,
        calendar,
        old_years,
        old_years_assumed: book.calendar == Calendar::Gregorian
            && !matches!(book.country.as_deref(), Some("IR" | "AF" | "SA")),
        today: request.today,
        past_only: is_past(field, table.table),
    }
}

/// Fields whose dates are not after today.
pub(super) fn is_past(field: FieldId, table: TableKind) -> bool {
    match field.known() {
        Some(
            Field::Birthday
            | Field::SpouseBirthday
            | Field::Anniversary
            | Field::LastContact
            | Field::VerifiedOn
            | Field::AddedOn
            | Field::ThankedOn,
        ) => true,
        Some(Field::Date) => table != TableKind::Calendar,
        _ => false,
    }
}

/// The country of phones: the book's, else the one where the language of the headers is at home (which is told).
fn settle_country(
    table: &MappedTable,
    columns: &[ColumnPlan],
    request: &CleanRequest<'_>,
    sink: &mut Capped<'_>,
) -> Option<String> {
    if let Some(country) = &request.plan.book.country {
        return Some(country.clone());
    }
    let phones = columns
        .iter()
        .find(|column| column.kind == FieldType::Phones)?;
    let country = match table.language {
        Language::Persian => "IR",
        Language::Russian => "RU",
        Language::English | Language::Arabic => return None,
    };
    let header_row = table.grid.row_number(table.header_row);
    let place = Place::Cell(table.sheet, header_row, phones.column);
    sink.push(
        Diagnostic::new("country-assumed", Severity::Note, place)
            .field(phones.field)
            .value(country),
    );
    Some(country.to_owned())
}
