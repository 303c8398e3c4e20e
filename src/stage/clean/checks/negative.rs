//! Numbers below zero where nothing can be less than nothing.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// Employees, budgets and sums spent below zero. (A negative sale is a refund, a negative cost is money back.)
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Nile Co"),
            (Field::Employees, "50"),
            (Field::Budget, "1000"),
        ],
    ),
    bad: &[(
        "number-negative",
        (
            TableKind::Contacts,
            &[(Field::Name, "Nile Co"), (Field::Employees, "-5")],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    if row.table != TableKind::Contacts {
        return;
    }
    for field in [Field::Employees, Field::Budget] {
        if row
            .frame
            .number(field, row.row)
            .is_some_and(|number| number < Decimal::ZERO)
        {
            findings.about("number-negative", Severity::Warning, field);
        }
    }
}
