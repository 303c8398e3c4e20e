//! Stale records: not verified (or, never verified, not added) for longer than the rule's `after` days.

use crate::config::ReminderKind;

use super::desk::{Desk, Occurrence, days_after, days_between};
use super::words;

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for contact in 0..request.contacts.len() {
        let verified = request.profile.verified_on.get(contact).copied().flatten();
        let added = request.profile.added_on.get(contact).copied().flatten();
        let Some(since) = verified.or(added) else {
            continue;
        };
        let contact = contact as u32;
        let Some(rule) = desk.rule(ReminderKind::Verify, Some(contact)) else {
            continue;
        };
        let due = days_after(since, rule.after_days);
        if due > desk.latest(rule) {
            continue;
        }
        let ago = days_between(since, request.today);
        desk.add(
            rule,
            Occurrence {
                contact: Some(contact),
                anchor: since.to_string(),
                due,
                owner: None,
                text: "text",
                why: if verified.is_some() {
                    "why"
                } else {
                    "why-added"
                },
                args: vec![
                    ("ago", words::days(request.lang, ago)),
                    ("days", ago.to_string()),
                    ("date", words::day(since)),
                ],
            },
        );
    }
}
