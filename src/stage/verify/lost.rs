//! Contacts who are marked as lost, and buy.

use jiff::ToSpan;

use super::{BookCheck, Kind, VerifyRequest, day};
use crate::diag::{Capped, Severity};
use crate::model::{Field, TableKind};
use crate::text::is_lost;

/// The status has no date of its own: it was true when somebody last contacted or verified the contact. Where neither is known,
/// only a purchase within so many days speaks against it.
const RECENT_DAYS: i64 = 90;

/// A lost contact with a sale after that; what was returned or lost is no sale.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[
        (
            TableKind::Contacts,
            &[Field::Name, Field::Status, Field::VerifiedOn],
            &[
                &["Sara Ahmed", "lost", "2026-10-01"],
                &["Omar Hassan", "потерян", ""],
                &["Mona Samir", "active", ""],
            ],
        ),
        (
            TableKind::Purchases,
            &[Field::Contact, Field::Date, Field::Amount],
            &[
                &["Sara Ahmed", "2026-09-01", "50"],
                &["Sara Ahmed", "2026-11-01", "-50"],
                &["Omar Hassan", "2026-01-01", "50"],
                &["Mona Samir", "2026-11-01", "50"],
            ],
        ),
    ],
    bad: &[(
        "lost-but-buying",
        &[
            (
                TableKind::Contacts,
                &[Field::Name, Field::Status, Field::LastContact],
                &[&["Sara Ahmed", "lost", "2025-10-01"]],
            ),
            (
                TableKind::Purchases,
                &[Field::Contact, Field::Date, Field::Amount],
                &[&["Sara Ahmed", "2025-12-01", "50"]],
            ),
        ],
    )],
};

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const KIND: Kind = Kind("lost-but-buying", Severity::Note);
    let (contacts, rows) = (request.contacts, request.contacts.rows());
    let Some(purchases) = &request.tables.purchases else {
        return;
    };
    if !rows.has(Field::Status) {
        return;
    }
    let recent = request.today.saturating_sub(RECENT_DAYS.days());
    for contact in 0..contacts.len() {
        if !is_lost(contacts.text(Field::Status, contact).as_deref()) {
            continue;
        }
        let known = [Field::LastContact, Field::VerifiedOn]
            .into_iter()
            .filter_map(|field| contacts.date(field, contact))
            .filter_map(crate::calendar::to_civil)
            .max();
        let frame = &purchases.frame;
        let last = purchases
            .of(contact)
            .filter(|row| !is_lost(frame.text(Field::Status, *row)))
            .filter(|row| {
                let amount = frame.number(Field::Amount, *row);
                amount.is_some_and(|amount| amount.is_sign_positive() && !amount.is_zero())
            })
            .filter_map(|row| day(frame, Field::Date, row))
            .filter(|day| *day <= request.today)
            .max();
        if let Some(last) = last.filter(|last| *last > known.unwrap_or(recent)) {
            let row = contacts.source_row(Field::Status, contact);
            let problem = request.problem(KIND, rows, row, Field::Status.into());
            sink.push(problem.arg("date", last));
        }
    }
}
