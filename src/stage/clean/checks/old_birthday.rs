//! Birthdays before anybody alive was born: typed to fill the cell, or a slip of the keyboard.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// Nobody is known to have lived longer (122 years; Guinness World Records).
const OLDEST: i32 = 123;

/// Birthdays too long ago.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[(Field::Name, "Sara"), (Field::Birthday, "1930-05-01")],
    ),
    bad: &[(
        "birthday-too-long-ago",
        (
            TableKind::Contacts,
            &[(Field::Name, "Sara"), (Field::Birthday, "01.01.1900")],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for field in [Field::Birthday, Field::SpouseBirthday] {
        // The year tells of nearly all, without reckoning.
        let old = |day: Date| {
            i32::from(row.today.year()) - i32::from(day.year()) >= OLDEST
                && day < row.today.saturating_sub(OLDEST.years())
        };
        if row.day(field).is_some_and(old) {
            findings.about("birthday-too-long-ago", Severity::Warning, field);
        }
    }
}
