//! Numbers and amounts that are none, whose currency is not known, or that have no rate.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::number::NumberProblem;

use super::{Check, CheckedRow, Findings, ProblemKind};

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

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        match problem.kind {
            ProblemKind::Number(NumberProblem::NotANumber) => {
                findings.of("number-not-understood", Severity::Warning, problem)
            }
            ProblemKind::Number(NumberProblem::UnclearCurrency) => {
                findings.of("currency-unclear", Severity::Warning, problem)
            }
            ProblemKind::RateMissing(currency) => findings
                .of("rate-missing", Severity::Warning, problem)
                .arg("currency", currency),
            ProblemKind::MarkAssumed => {
                let read = row.frame.number(problem.field, row.row);
                let read = read.map(|number| number.to_string()).unwrap_or_default();
                findings
                    .of("decimal-mark-assumed", Severity::Note, problem)
                    .arg("read", read)
            }
            _ => continue,
        };
    }
}
