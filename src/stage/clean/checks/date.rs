//! Dates that are none, that do not exist, or whose calendar is not known.

use crate::calendar::DateProblem;
use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings, ProblemKind};

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
            "date-month-impossible",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "1980-13-05")],
            ),
        ),
        (
            "date-year-impossible",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "01.05.3980")],
            ),
        ),
        (
            "date-about",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Birthday, "около 1980")],
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

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let date = match problem.kind {
            ProblemKind::Date(date) => date,
            ProblemKind::About(date) => {
                findings
                    .of("date-about", Severity::Note, problem)
                    .arg("read", date.iso());
                continue;
            }
            _ => continue,
        };
        let code = match date {
            DateProblem::Empty => continue,
            DateProblem::NotADate => "date-not-understood",
            DateProblem::NoSuchDay(days) => {
                findings
                    .of("date-impossible", Severity::Warning, problem)
                    .arg("days", days);
                continue;
            }
            DateProblem::NoSuchMonth(_) => "date-month-impossible",
            DateProblem::Impossible => "date-year-impossible",
            DateProblem::UnclearCalendar => "date-calendar-unclear",
        };
        findings.of(code, Severity::Warning, problem);
    }
}
