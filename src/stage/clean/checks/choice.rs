//! Yes/no and other closed choices that were answered otherwise.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings, ProblemKind};

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

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let (code, severity) = match problem.kind {
            ProblemKind::YesNo => ("yes-no-unclear", Severity::Warning),
            ProblemKind::SilenceAssumed => ("do-not-contact-assumed", Severity::Note),
            ProblemKind::Choice => ("choice-unknown", Severity::Note),
            _ => continue,
        };
        let choices = if problem.field == Field::Direction.into() {
            "in, out"
        } else {
            "decides, influences, enquires, buys"
        };
        findings.of(code, severity, problem).arg("choices", choices);
    }
}
