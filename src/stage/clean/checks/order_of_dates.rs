//! Dates of one row that stand in the wrong order: one of the two is a slip, or something was done and not crossed out.

use crate::diag::Severity;
use crate::model::{Field, TableKind};

use super::{Check, CheckedRow, Findings};

/// Verified or planned before the contact was added; a next step before what came last.
pub(super) const CHECK: Check = Check {
    run,
    good: (
        TableKind::Contacts,
        &[
            (Field::Name, "Sara"),
            (Field::AddedOn, "2024-05-01"),
            (Field::VerifiedOn, "2024-05-01"),
            (Field::PlanStart, "2024-06-01"),
            (Field::LastContact, "2026-05-01"),
            (Field::NextStepDate, "2026-05-01"),
        ],
    ),
    bad: &[
        (
            "verified-before-added",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::AddedOn, "2024-05-01"),
                    (Field::VerifiedOn, "2023-05-01"),
                ],
            ),
        ),
        (
            "plan-before-added",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::AddedOn, "2024-05-01"),
                    (Field::PlanStart, "2024-04-01"),
                ],
            ),
        ),
        (
            "next-step-before-contact",
            (
                TableKind::Contacts,
                &[
                    (Field::Name, "Sara"),
                    (Field::LastContact, "2026-05-01"),
                    (Field::NextStepDate, "2026-04-20"),
                ],
            ),
        ),
        (
            "next-step-before-contact",
            (
                TableKind::Interactions,
                &[
                    (Field::Contact, "Sara"),
                    (Field::Date, "2026-05-01"),
                    (Field::NextStepDate, "2025-05-20"),
                ],
            ),
        ),
    ],
};

/// Code, severity, table, the later field, and the one that it must not precede.
type Order = (&'static str, Severity, TableKind, Field, Field);

const ORDERS: [Order; 4] = [
    (
        "verified-before-added",
        Severity::Note,
        TableKind::Contacts,
        Field::VerifiedOn,
        Field::AddedOn,
    ),
    (
        "plan-before-added",
        Severity::Note,
        TableKind::Contacts,
        Field::PlanStart,
        Field::AddedOn,
    ),
    (
        "next-step-before-contact",
        Severity::Note,
        TableKind::Contacts,
        Field::NextStepDate,
        Field::LastContact,
    ),
    (
        "next-step-before-contact",
        Severity::Note,
        TableKind::Interactions,
        Field::NextStepDate,
        Field::Date,
    ),
];

fn run(row: &CheckedRow<'_>, findings: &mut Findings<'_, '_, '_>) {
    for (code, severity, table, later, earlier) in ORDERS {
        if row.table == table
            && let (Some(after), Some(before)) = (row.day(later), row.day(earlier))
            && after < before
        {
            findings
                .about(code, severity, later)
                .arg("other", row.shown(earlier));
        }
    }
}
