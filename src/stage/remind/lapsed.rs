//! Lapsed customers: whose last purchase is longer ago than the rule's `after` days. They are asked why, once for each last
//! purchase; whoever has a reason noted in "left because" was asked already.

use crate::config::ReminderKind;
use crate::model::Field;

use super::desk::{Desk, Occurrence, days_after, days_between};
use super::words;

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for contact in 0..request.contacts.len() {
        let customer = request.profile.customer.get(contact) == Some(&true);
        let last = request
            .profile
            .last_purchase
            .get(contact)
            .copied()
            .flatten();
        let Some(last) = last.filter(|_| customer) else {
            continue;
        };
        if request.contacts.text(Field::LeftBecause, contact).is_some() {
            continue;
        }
        let contact = contact as u32;
        let Some(rule) = desk.rule(ReminderKind::Lapsed, Some(contact)) else {
            continue;
        };
        let due = days_after(last, rule.after_days);
        if due > desk.latest(rule) {
            continue;
        }
        let ago = days_between(last, request.today);
        desk.add(
            rule,
            Occurrence {
                contact: Some(contact),
                anchor: last.to_string(),
                due,
                owner: None,
                text: "text",
                why: "why",
                args: vec![
                    ("ago", words::days(request.lang, ago)),
                    ("days", ago.to_string()),
                    ("date", words::day(last)),
                ],
            },
        );
    }
}
