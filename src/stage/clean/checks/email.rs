//! E-mail addresses that are none, and likely misspellings.

use crate::diag::Severity;
use crate::model::{Field, TableKind};
use crate::text::email::EmailIssue;

use super::{Check, CheckedRow, Findings, ProblemKind};

/// Every issue of an address.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::Email, "Sara <sara@nile.org>; s@work.eg"),
        ],
    ),
    bad: &[
        (
            "email-malformed",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Email, "sara@nile")],
            ),
        ),
        (
            "email-placeholder",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Email, "no@no")],
            ),
        ),
        (
            "email-misspelt",
            (
                TableKind::Contacts,
                &[(Field::Name, "Sara"), (Field::Email, "sara@gmial.com")],
            ),
        ),
    ],
};

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for problem in row.problems {
        let ProblemKind::Email(issue) = problem.kind else {
            continue;
        };
        match issue {
            EmailIssue::Malformed => findings.of("email-malformed", Severity::Warning, problem),
            EmailIssue::Placeholder => findings.of("email-placeholder", Severity::Warning, problem),
            EmailIssue::Misspelt(domain) => findings
                .of("email-misspelt", Severity::Warning, problem)
                .arg("domain", domain),
        };
    }
}
