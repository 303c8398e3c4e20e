//! Rows that cannot be counted because their amount or date is missing.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// Sales and costs without an amount, dated rows without a date.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Purchases,
        &[
            (Field::Contact, "Sara"),
            (Field::Date, "2024-05-01"),
            (Field::Amount, "120"),
            (Field::Product, "Tea"),
        ],
    ),
    bad: &[
        (
            "amount-missing",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Product, "Tea"),
                ],
            ),
        ),
        (
            "date-missing",
            (
                TableKind::Purchases,
                &[(Field::Contact, "Sara"), (Field::Amount, "120")],
            ),
        ),
        (
            "date-missing",
            (
                TableKind::Costs,
                &[(Field::Source, "Fair"), (Field::Amount, "120")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    let (needs_amount, needs_date) = match row.table {
        TableKind::Purchases | TableKind::Costs => (true, true),
        TableKind::Interactions => (false, true),
        TableKind::Calendar => (false, !row.is_filled(Field::Recurrence)),
        TableKind::Contacts | TableKind::Family | TableKind::Referrals => return,
    };
    // What was typed and not understood is a problem of its own.
    if needs_amount && !row.is_filled(Field::Amount) {
        findings.about("amount-missing", Severity::Warning, Field::Amount);
    }
    if needs_date && !row.is_filled(Field::Date) {
        findings.about("date-missing", Severity::Warning, Field::Date);
    }
}
