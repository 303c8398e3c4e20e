//! Countries that nobody knows, and postcodes that a cell of numbers has cut.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings, ProblemKind};

/// Countries and postcodes.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Country, "Deutschland"),
            (Field::Postcode, "01234"),
        ],
    ),
    bad: &[
        (
            "country-unknown",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Country, "Germny")],
            ),
        ),
        (
            "postcode-leading-zero",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::Country, "Germany"),
                    (Field::Postcode, "=1234"),
                ],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let code = match problem.kind {
            ProblemKind::Country => "country-unknown",
            ProblemKind::Postcode(_) => "postcode-leading-zero",
            _ => continue,
        };
        findings.of(code, Severity::Note, problem);
    }
}
