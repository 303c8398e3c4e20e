//! Dates that are none, that do not exist, or whose calendar is not known.

use crate::calendar::DateProblem;
use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Finding, ProblemKind};

/// Every problem of a date.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Birthday, "29 февраля"),
            (Field::AddedOn, "0/0/00"),
        ],
    ),
    bad: &[
        (
            "date-not-understood",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "soon")],
            ),
        ),
        (
            "date-impossible",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "31.02.1980")],
            ),
        ),
        (
            "date-calendar-unclear",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "1403/02/12")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Vec<Finding>) {
    for problem in row.problems {
        let ProblemKind::Date(date) = problem.kind else {
            continue;
        };
        let code = match date {
            DateProblem::Empty => continue,
            DateProblem::NotADate => "date-not-understood",
            DateProblem::Impossible => "date-impossible",
            DateProblem::UnclearCalendar => "date-calendar-unclear",
        };
        findings.push(Finding::of(code, Severity::Warning, problem));
    }
}
