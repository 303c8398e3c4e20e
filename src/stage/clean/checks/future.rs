//! Dates after today where only the past makes sense.

use crate::diag::Severity;
use crate::model::{CATALOGUE, Field, FieldType, TableKind};
use crate::stage::clean::prepare::is_past;

use super::{Check, CheckedRow, Finding};

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

fn run(row: &CheckedRow<'_>, findings: &mut Vec<Finding>) {
    for spec in CATALOGUE
        .iter()
        .filter(|spec| spec.kind == FieldType::Date && spec.occurs_in(row.table))
    {
        if !is_past(spec.field.into(), row.table) {
            continue;
        }
        if row.day(spec.field).is_some_and(|day| day > row.today) {
            let code = match spec.field {
                Field::Birthday | Field::SpouseBirthday => "birthday-in-future",
                _ => "date-in-future",
            };
            findings.push(Finding::new(
                code,
                Severity::Warning,
                spec.field,
                row.shown(spec.field),
            ));
        }
    }
}
