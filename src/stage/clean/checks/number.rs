//! Numbers and amounts that are none, whose currency is not known, or that have no rate.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::number::NumberProblem;

use super::{Check, CheckedRow, Finding, ProblemKind};

/// Every problem of a number.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Purchases,
        &[
            (Field::Contact, "Sara"),
            (Field::Date, "2024-05-01"),
            (Field::Quantity, "5 pcs"),
            (Field::Amount, "1,200.50 EGP"),
        ],
    ),
    bad: &[
        (
            "number-not-understood",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Amount, "much"),
                ],
            ),
        ),
        (
            "currency-unclear",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Amount, "500 دينار"),
                ],
            ),
        ),
        (
            "rate-missing",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Amount, "CHF 500"),
                ],
            ),
        ),
        (
            "decimal-mark-assumed",
            (
                TableKind::Purchases,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2024-05-01"),
                    (Field::Amount, "1.200"),
                ],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Vec<Finding>) {
    for problem in row.problems {
        findings.push(match problem.kind {
            ProblemKind::Number(NumberProblem::NotANumber) => {
                Finding::of("number-not-understood", Severity::Warning, problem)
            }
            ProblemKind::Number(NumberProblem::UnclearCurrency) => {
                Finding::of("currency-unclear", Severity::Warning, problem)
            }
            ProblemKind::RateMissing(currency) => {
                Finding::of("rate-missing", Severity::Warning, problem).arg("currency", currency)
            }
            ProblemKind::MarkAssumed => {
                let read = row.frame.number(problem.field, row.row);
                let read = read.map(|number| number.to_string()).unwrap_or_default();
                Finding::of("decimal-mark-assumed", Severity::Note, problem).arg("read", read)
            }
            _ => continue,
        });
    }
}
