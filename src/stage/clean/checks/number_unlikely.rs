//! Numbers that no business has: a phone or a price in the column of employees, a quantity of nothing.

use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// No employer has more people (the largest armies and retailers have about three million).
const MOST_EMPLOYEES: i64 = 10_000_000;
/// More pieces in one sale are a barcode or a phone.
const MOST_PIECES: i64 = 10_000_000;

/// Employees and quantities beyond belief, and quantities of 0.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Purchases,
        &[
            (Field::Contact, "Sara"),
            (Field::Date, "2024-05-01"),
            (Field::Quantity, "-2.5"),
            (Field::Amount, "-120"),
        ],
    ),
    bad: &[
        (
            "number-unlikely",
            (
                TableKind::Contacts,
                &[(Field::Name, "Nile Co"), (Field::Employees, "201001234567")],
            ),
        ),
        (
            "number-unlikely",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Quantity, "6221031490027"),
                    (Field::Amount, "120"),
                ],
            ),
        ),
        (
            "quantity-zero",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Quantity, "0"),
                    (Field::Amount, "120"),
                ],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    let (field, most) = match row.table {
        TableKind::Contacts => (Field::Employees, MOST_EMPLOYEES),
        TableKind::Purchases => (Field::Quantity, MOST_PIECES),
        _ => return,
    };
    let Some(number) = row.frame.number(field, row.row) else {
        return;
    };
    let (code, severity) = if number.abs() > Decimal::from(most) {
        ("number-unlikely", Severity::Warning)
    } else if field == Field::Quantity && number.is_zero() {
        ("quantity-zero", Severity::Note)
    } else {
        return;
    };
    findings.about(code, severity, field);
}
