//! Numbers outside of the range that the book gives.

use rust_decimal::Decimal;

use crate::config::Range;
use crate::diag::Severity;
use crate::model::{Cell, Field, TableKind};
use crate::text::number::{NumberHints, decimal_from_float, parse_amount};

use super::{Check, CheckedRow, Findings};

/// Ranges of `[range]` in `fields.toml`; the examples' book allows 0 to 500 employees.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[(Field::Name, "Nile Co"), (Field::Employees, "500")],
    ),
    bad: &[(
        "number-out-of-range",
        (
            TableKind::Contacts,
            &[(Field::Name, "Nile Co"), (Field::Employees, "501")],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for range in &row.plan.fields.checks.ranges {
        if range.table.is_none_or(|table| table == row.table)
            && number(row, range).is_some_and(|number| !holds(range, number))
        {
            findings
                .about("number-out-of-range", Severity::Warning, range.field)
                .arg("range", &range.written);
        }
    }
}

fn holds(range: &Range, number: Decimal) -> bool {
    range.min.is_none_or(|min| number >= min) && range.max.is_none_or(|max| number <= max)
}

/// The number of a field; of a column of the trade, where its cell is one in the decimal mark of its column.
fn number(row: &CheckedRow<'_>, range: &Range) -> Option<Decimal> {
    if range.field.known().is_some() {
        return row.frame.number(range.field, row.row);
    }
    let text = row.frame.text(range.field, row.row)?;
    let mut columns = row.columns.iter();
    let column = columns.find(|column| column.field == range.field)?;
    // What was typed beside what is read: the cell was repaired.
    let is_repaired = row.frame.typed(range.field, row.row).is_some();
    if !is_repaired && let Cell::Number(number) = row.grid.cell(row.index, column.column) {
        return decimal_from_float(number);
    }
    let hints = NumberHints {
        mark: column.mark,
        home: None,
        local: None,
    };
    parse_amount(text, hints).ok().map(|amount| amount.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;
    use crate::model::FieldId;
    use crate::stage::clean::sheets::{plan, run, table};

    #[test]
    fn a_column_of_the_trade_is_read_in_its_decimal_mark() {
        let own = FieldId::custom(0);
        let mut plan = plan();
        plan.fields.checks.ranges = vec![Range {
            field: own,
            table: None,
            min: Some(100.into()),
            max: Some(5000.into()),
            written: "100..5000".into(),
        }];
        for (language, typed, is_told) in [
            (Language::Russian, "1.200", false),
            (Language::Russian, "1,200", true),
            (Language::Russian, "=1.234", true),
            (Language::Russian, "=1200", false),
            (Language::English, "1.200", true),
            (Language::English, "1,200", false),
            (Language::English, "dark blue", false),
        ] {
            let fields = [Field::Name.into(), own];
            let mut table = table(TableKind::Contacts, &fields, &[&["Nile Co", typed]]);
            table.language = language;
            let cleaned = run(vec![table], &plan);
            let told = cleaned
                .diagnostics
                .iter()
                .any(|found| found.code == "number-out-of-range");
            assert_eq!(told, is_told, "{language:?} {typed}");
        }
    }
}
