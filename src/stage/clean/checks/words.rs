//! Words that went wrong on their way or by haste: broken encodings, capitals, two people in one cell.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings, ProblemKind};

/// Text and names.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Ronald McDonald"),
            (Field::Company, "IBM"),
            (Field::Notes, "café – 20 °C"),
        ],
    ),
    bad: &[
        (
            "text-mojibake",
            (
                TableKind::Contacts,
                &[(Field::Name, "JosÃ©"), (Field::City, "РњРѕСЃРєРІР°")],
            ),
        ),
        (
            "name-capitals",
            (TableKind::Contacts, &[(Field::Name, "IVAN PETROV")]),
        ),
        (
            "name-couple",
            (
                TableKind::Contacts,
                &[(Field::Name, "Anna & Peter Schmidt")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let (code, severity) = match problem.kind {
            ProblemKind::Encoding => ("text-mojibake", Severity::Warning),
            ProblemKind::Capitals => ("name-capitals", Severity::Note),
            ProblemKind::Couple => ("name-couple", Severity::Note),
            _ => continue,
        };
        findings.of(code, severity, problem);
    }
}
