//! Yes/no and other closed choices that were answered otherwise.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Finding, ProblemKind};

/// Answers that are none of the choices.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Vip, "✓"),
            (Field::DoNotContact, "нет"),
            (Field::Role, "ЛПР"),
        ],
    ),
    bad: &[
        (
            "yes-no-unclear",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Vip, "perhaps")],
            ),
        ),
        (
            "do-not-contact-assumed",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::DoNotContact, "only by mail")],
            ),
        ),
        (
            "choice-unknown",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Role, "sings")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Vec<Finding>) {
    for problem in row.problems {
        let (code, severity) = match problem.kind {
            ProblemKind::YesNo => ("yes-no-unclear", Severity::Warning),
            ProblemKind::SilenceAssumed => ("do-not-contact-assumed", Severity::Note),
            ProblemKind::Choice => ("choice-unknown", Severity::Note),
            _ => continue,
        };
        let finding = Finding::of(code, severity, problem);
        findings.push(if problem.field == Field::Direction.into() {
            finding.arg("choices", "in, out")
        } else {
            finding.arg("choices", "decides, influences, enquires, buys")
        });
    }
}
