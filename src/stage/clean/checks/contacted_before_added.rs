//! A last contact before the day on which the contact was added: one of the two dates is wrong.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// The last contact stands before the day of adding.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::AddedOn, "2024-05-01"),
            (Field::LastContact, "2024-05-01"),
        ],
    ),
    bad: &[(
        "contacted-before-added",
        (
            TableKind::Contacts,
            &[
                (Field::Name, "Sara"),
                (Field::AddedOn, "2024-05-01"),
                (Field::LastContact, "2024-04-30"),
            ],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    if row.table != TableKind::Contacts {
        return;
    }
    if let (Some(contact), Some(added)) = (row.day(Field::LastContact), row.day(Field::AddedOn))
        && contact < added
    {
        findings
            .about(
                "contacted-before-added",
                Severity::Warning,
                Field::LastContact,
            )
            .arg("added", row.shown(Field::AddedOn));
    }
}
