//! Birthdays that cannot be what they say: before the anniversary, or copied from the neighbouring cell.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// An anniversary before the birthday; a spouse born on the very same day.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Birthday, "1980-05-01"),
            (Field::Anniversary, "2004-05-01"),
            (Field::SpouseBirthday, "1979-05-01"),
        ],
    ),
    bad: &[
        (
            "anniversary-before-birthday",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::Birthday, "1980-05-01"),
                    (Field::Anniversary, "1979-05-01"),
                ],
            ),
        ),
        (
            "spouse-birthday-same",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::Birthday, "1980-05-01"),
                    (Field::SpouseBirthday, "01.05.1980"),
                ],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    if row.table != TableKind::Contacts {
        return;
    }
    let Some(born) = row.day(Field::Birthday) else {
        return;
    };
    let mut find = |code, severity, field: Field| {
        findings
            .about(code, severity, field)
            .arg("birthday", row.shown(Field::Birthday));
    };
    if row.day(Field::Anniversary).is_some_and(|day| day <= born) {
        find(
            "anniversary-before-birthday",
            Severity::Warning,
            Field::Anniversary,
        );
    }
    if row.day(Field::SpouseBirthday) == Some(born) {
        find(
            "spouse-birthday-same",
            Severity::Note,
            Field::SpouseBirthday,
        );
    }
}
