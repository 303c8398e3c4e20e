//! Sales from before the business opened.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// Sales older than `opened` of `book.toml`; the examples' book opened on the first of 2015.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Purchases,
        &[
            (Field::Contact, "Sara"),
            (Field::Date, "2015-01-01"),
            (Field::Amount, "5"),
        ],
    ),
    bad: &[(
        "before-opening",
        (
            TableKind::Purchases,
            &[
                (Field::Contact, "Sara"),
                (Field::Date, "2014-12-31"),
                (Field::Amount, "5"),
            ],
        ),
    )],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    if row.table != TableKind::Purchases {
        return;
    }
    if let (Some(opened), Some(day)) = (row.plan.book.opened, row.day(Field::Date))
        && day < opened
    {
        findings
            .about("before-opening", Severity::Warning, Field::Date)
            .arg("opened", opened);
    }
}
