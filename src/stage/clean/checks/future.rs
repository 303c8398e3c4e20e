//! Dates after today where only the past makes sense.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::stage::clean::prepare::is_past;

use super::{Check, CheckedRow, Findings};

/// Birthdays, contacts, sales and costs in the future.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Birthday, "1990-05-01"),
            (Field::LastContact, "2026-11-22"),
            (Field::NextStepDate, "2027-01-01"),
        ],
    ),
    bad: &[
        (
            "birthday-in-future",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "2027-05-01")],
            ),
        ),
        (
            "date-in-future",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::LastContact, "23.11.2026")],
            ),
        ),
        (
            "date-in-future",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2027-05-01"),
                    (Field::Amount, "5"),
                ],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for (field, day) in row.days {
        if *day > row.today && is_past((*field).into(), row.table) {
            let code = match field {
                Field::Birthday | Field::SpouseBirthday => "birthday-in-future",
                _ => "date-in-future",
            };
            findings.about(code, Severity::Warning, *field);
        }
    }
}
