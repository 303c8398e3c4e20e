//! Cells that hold no value: failed formulas, and words for "none" where a name belongs.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings, ProblemKind};

/// Failed formulas and placeholders for names.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[(Field::Name, "Nona Na"), (Field::City, "Cairo")],
    ),
    bad: &[
        (
            "formula-error",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::City, "#REF!")],
            ),
        ),
        (
            "name-placeholder",
            (
                TableKind::Contacts,
                &[(Field::Name, "нет"), (Field::Company, "Nile Co")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let (code, severity) = match problem.kind {
            ProblemKind::Formula => ("formula-error", Severity::Warning),
            ProblemKind::NamePlaceholder => ("name-placeholder", Severity::Note),
            _ => continue,
        };
        findings.of(code, severity, problem);
    }
}
