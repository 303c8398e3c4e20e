//! Numbers outside of the range that the book gives.

use rust_decimal::Decimal;

use crate::config::Range;
use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::number::{DecimalMark, NumberHints, parse_amount};

use super::{Check, CheckedRow, Finding};

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

fn run(row: &CheckedRow<'_>, findings: &mut Vec<Finding>) {
    for range in &row.plan.fields.checks.ranges {
        if range.table.is_none_or(|table| table == row.table)
            && number(row, range).is_some_and(|number| !holds(range, number))
        {
            let finding = Finding::new(
                "number-out-of-range",
                Severity::Warning,
                range.field,
                row.shown(range.field),
            );
            findings.push(finding.arg("range", &range.written));
        }
    }
}

fn holds(range: &Range, number: Decimal) -> bool {
    range.min.is_none_or(|min| number >= min) && range.max.is_none_or(|max| number <= max)
}

/// The number of a field; of a column of the trade, where its text is one.
fn number(row: &CheckedRow<'_>, range: &Range) -> Option<Decimal> {
    if range.field.known().is_some() {
        return row.frame.number(range.field, row.row);
    }
    let hints = NumberHints {
        mark: DecimalMark::Point,
        home: None,
    };
    let text = row.frame.text(range.field, row.row)?;
    parse_amount(text, hints).ok().map(|amount| amount.value)
}
