//! Keep in touch: each rung may say after how many days its contacts should hear from us again. Over several ladders the
//! shortest interval counts, from the last contact on.
//!
//! A contact never contacted is due within one interval of the day on which it was first seen, on a day that its id decides,
//! so that a book of many leads does not fall due on one morning.

use std::borrow::Cow;

use crate::config::{ReminderKind, Rung};
use crate::model::{Contacts, Field};

use super::desk::{Desk, Occurrence, days_after, days_between, hash};
use super::words;

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for contact in 0..request.contacts.len() as u32 {
        let Some(((ladder, rung), interval)) = shortest(desk, contact) else {
            continue;
        };
        let Some(rule) = desk.rule(ReminderKind::KeepInTouch, Some(contact)) else {
            continue;
        };
        let last = request
            .profile
            .last_contact
            .get(contact as usize)
            .copied()
            .flatten();
        let (anchor, due) = if let Some(last) = last {
            (last, days_after(last, interval))
        } else {
            let seen = desk.first_seen(contact);
            let id = request.contacts.id(contact as usize);
            (
                seen,
                days_after(seen, 1 + hash(id.as_str()) % interval.max(1)),
            )
        };
        if due > desk.latest(rule) {
            continue;
        }
        let ago = last
            .map(|last| days_between(last, request.today))
            .unwrap_or_default();
        let unread = last
            .is_none()
            .then(|| typed_contact(request.contacts, contact as usize))
            .flatten();
        desk.add(
            rule,
            Occurrence {
                contact: Some(contact),
                anchor: anchor.to_string(),
                due,
                owner: None,
                text: "text",
                why: match (last, &unread) {
                    (Some(_), _) => "why",
                    (None, Some(_)) => "why-unread",
                    (None, None) => "why-never",
                },
                args: vec![
                    ("rung", request.lang.rung(ladder, &rung.name).to_owned()),
                    ("ago", words::days(request.lang, ago)),
                    ("every", words::days(request.lang, interval.into())),
                    ("days", ago.to_string()),
                    ("typed", unread.unwrap_or_default()),
                ],
            },
        );
    }
}

/// What was typed for the last contact, though no day can be made of it.
fn typed_contact(contacts: &Contacts, contact: usize) -> Option<String> {
    let field = Field::LastContact;
    let row = contacts.source_row(field, contact);
    let typed = contacts.rows().typed(field, row).map(str::to_owned);
    typed.or_else(|| contacts.display(field, contact).map(Cow::into_owned))
}

/// The rung with the shortest interval among those on which a contact stands; of equal ones the first ladder's.
fn shortest<'a>(desk: &Desk<'a>, contact: u32) -> Option<((&'a str, &'a Rung), u32)> {
    let request = desk.request;
    let ladders = request.plan.ladders.iter().zip(&request.placements.ladders);
    ladders
        .filter_map(|(ladder, result)| {
            // `NOT_PLACED` is beyond every list of rungs.
            let rung = ladder
                .rungs
                .get(usize::from(*result.rungs.get(contact as usize)?))?;
            Some(((ladder.name.as_str(), rung), rung.keep_in_touch_days?))
        })
        .min_by_key(|(_, interval)| *interval)
}
