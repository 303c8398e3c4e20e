//! Referrals that nobody thanked for: rows of the referrals table without a day or a gift, and contacts with a "referred by"
//! for whom no row says that the referrer was thanked. One line a referral, due the rule's `after` days after it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar;
use crate::config::ReminderKind;
use crate::model::Field;
use crate::text::fold;

use super::desk::{Desk, Occurrence, days_after, mark};
use super::words;

/// One pair of referrer and referred.
#[derive(Default)]
struct Referral {
    date: Option<Date>,
    thanked: bool,
    /// What was typed, where the referred is no contact of the book.
    typed: Option<String>,
}

/// Who was brought: a contact, or a mark of what was typed and when.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Brought {
    Contact(u32),
    Stranger(String),
}

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for ((referrer, brought), referral) in referrals(desk) {
        if referral.thanked {
            continue;
        }
        let Some(rule) = desk.rule(ReminderKind::Thank, Some(referrer)) else {
            continue;
        };
        let (anchor, name, date) = match brought {
            Brought::Contact(contact) => {
                let index = contact as usize;
                let id = request.contacts.id(index).to_string();
                let added = request.profile.added_on.get(index).copied().flatten();
                let date = referral
                    .date
                    .or(added)
                    .unwrap_or_else(|| desk.first_seen(contact));
                (id, request.contacts.name(index).into_owned(), date)
            }
            Brought::Stranger(mark) => {
                let date = referral.date.unwrap_or_else(|| desk.first_seen(referrer));
                (mark, referral.typed.unwrap_or_default(), date)
            }
        };
        let named = !name.is_empty();
        desk.add(
            rule,
            Occurrence {
                contact: Some(referrer),
                anchor,
                due: days_after(date, rule.after_days),
                owner: None,
                text: if named { "text" } else { "text-unnamed" },
                why: if referral.date.is_some() {
                    "why"
                } else {
                    "why-no-date"
                },
                args: vec![("referred", name), ("date", words::day(date))],
            },
        );
    }
}

/// Every referral of a known referrer, each pair once; a pair is thanked if any of its rows says so.
fn referrals(desk: &Desk<'_>) -> BTreeMap<(u32, Brought), Referral> {
    let request = desk.request;
    let mut all: BTreeMap<(u32, Brought), Referral> = BTreeMap::new();
    if let Some(table) = &request.tables.referrals {
        let frame = &table.frame;
        for row in 0..frame.len() {
            let Some(referrer) = table.contact.get(row).copied().flatten() else {
                continue;
            };
            let date = frame.date(Field::Date, row).and_then(calendar::to_civil);
            let typed = frame.text(Field::Referred, row);
            let brought = match table.second.get(row).copied().flatten() {
                Some(contact) if contact == referrer => continue,
                Some(contact) => Brought::Contact(contact),
                None => {
                    let day = date.map(|date| date.to_string()).unwrap_or_default();
                    Brought::Stranger(mark(&format!("{}|{day}", fold(typed.unwrap_or_default()))))
                }
            };
            let referral = all.entry((referrer, brought)).or_default();
            referral.thanked |= frame.date(Field::ThankedOn, row).is_some()
                || frame.typed(Field::ThankedOn, row).is_some()
                || frame.text(Field::ThankedWith, row).is_some();
            referral.date = match (referral.date, date) {
                (Some(known), Some(date)) => Some(known.min(date)),
                (known, date) => known.or(date),
            };
            referral.typed = typed.map(str::to_owned);
        }
    }
    for (referred, referrer) in request.profile.referrer.iter().enumerate() {
        if let Some(referrer) = referrer.filter(|referrer| *referrer as usize != referred) {
            all.entry((referrer, Brought::Contact(referred as u32)))
                .or_default();
        }
    }
    all
}
