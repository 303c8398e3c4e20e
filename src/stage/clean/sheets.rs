//! Small sheets for the tests of this stage.

use jiff::civil::{Date, date};

use super::{Accepted, CleanRequest, Cleaned, clean};
use crate::config::{ChecksPlan, Plan, Range, ValueList};
use crate::diag::Diagnostic;
use crate::lang::Language;
use crate::model::{Field, FieldId, Grid, OwnedCell, Places, Sheet, SheetId, TableKind};
use crate::stage::map::{Mapped, MappedColumn, MappedTable};

/// The date of test runs.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// A plan without any rules.
pub(crate) fn plan() -> Plan {
    let mut plan = Plan::bare();
    plan.book.name = "Nile".into();
    plan.reminders.horizon_days = 30;
    plan
}

/// A typed cell: `=5` is a number, `#5` a serial date, anything else text; empty is no cell.
fn cell(text: &str) -> Option<OwnedCell> {
    if text.is_empty() {
        return None;
    }
    let number = |prefix| {
        text.strip_prefix(prefix)
            .and_then(|rest: &str| rest.parse::<f64>().ok())
    };
    Some(match (number('='), number('#')) {
        (Some(number), _) => OwnedCell::Number(number),
        (_, Some(serial)) => OwnedCell::Serial(serial),
        _ => OwnedCell::Text(text.to_owned()),
    })
}

/// A sheet with a header in its first row.
pub(crate) fn table(kind: TableKind, fields: &[FieldId], rows: &[&[&str]]) -> MappedTable {
    let mut grid = Grid::default();
    let header: Vec<(u32, OwnedCell)> = fields
        .iter()
        .enumerate()
        .map(|(at, _)| (at as u32, OwnedCell::Text(format!("Column {at}"))))
        .collect();
    grid.push_row(0, &header);
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<(u32, OwnedCell)> = row
            .iter()
            .enumerate()
            .filter_map(|(at, text)| Some((at as u32, cell(text)?)))
            .collect();
        grid.push_row(number as u32 + 1, &cells);
    }
    MappedTable {
        sheet: SheetId(0),
        grid,
        table: kind,
        header_row: 0,
        columns: fields
            .iter()
            .enumerate()
            .map(|(at, field)| MappedColumn {
                column: at as u32,
                header: format!("Column {at}"),
                field: *field,
                label_of: None,
            })
            .collect(),
        language: Language::English,
        copy_of: None,
        skip_rows: Vec::new(),
    }
}

/// Numbers of fields.
pub(crate) fn ids(fields: &[Field]) -> Vec<FieldId> {
    fields.iter().map(|field| FieldId::from(*field)).collect()
}

/// Tables with a sheet for each.
pub(crate) fn mapped(tables: Vec<MappedTable>) -> Mapped {
    let mut places = Places::default();
    for _ in &tables {
        places.add(Sheet {
            file: "contacts.xlsx".into(),
            name: "Sheet".into(),
            columns: Vec::new(),
        });
    }
    Mapped {
        tables,
        places,
        custom_fields: vec!["Colour".into()],
        diagnostics: Vec::new(),
    }
}

/// Cleans tables.
pub(crate) fn run(tables: Vec<MappedTable>, plan: &Plan) -> Cleaned {
    run_with(tables, plan, &Accepted::default())
}

/// Cleans tables of which people accepted repairs.
pub(crate) fn run_with(tables: Vec<MappedTable>, plan: &Plan, accepted: &Accepted) -> Cleaned {
    clean(
        mapped(tables),
        &CleanRequest {
            plan,
            today: TODAY,
            readings: &[],
            accepted,
        },
    )
}

/// What the checks' own examples ask of their book.
fn with_examples(mut plan: Plan) -> Plan {
    let list = |field: Field, values: [&str; 2]| {
        let values = values.map(str::to_owned);
        ValueList::new(field.into(), Some(TableKind::Contacts), &values)
    };
    plan.book.currency = Some("EGP".into());
    plan.book.opened = Some(date(2015, 1, 1));
    plan.fields.checks = ChecksPlan {
        required: vec![(TableKind::Costs, Field::Source.into())],
        unique: vec![],
        ranges: vec![Range {
            field: Field::Employees.into(),
            table: None,
            min: Some(0.into()),
            max: Some(500.into()),
            written: "0..500".into(),
        }],
        values: vec![
            list(Field::Status, ["Active", "Lost"]),
            list(Field::Hobbies, ["Tea", "Coffee"]),
        ],
    };
    plan
}

/// The problems of one row in a book kept in EGP.
pub(crate) fn clean_one(kind: TableKind, cells: &[(Field, &str)]) -> Vec<Diagnostic> {
    let fields: Vec<FieldId> = cells
        .iter()
        .map(|(field, _)| FieldId::from(*field))
        .collect();
    let texts: Vec<&str> = cells.iter().map(|(_, text)| *text).collect();
    let plan = with_examples(plan());
    run(vec![table(kind, &fields, &[&texts])], &plan).diagnostics
}

/// The codes of all problems in order.
pub(crate) fn codes(cleaned: &Cleaned) -> Vec<&'static str> {
    cleaned
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}
