//! Anniversaries, in the calendar in which they were typed. Missed ones stay for a week.

use crate::config::ReminderKind;
use crate::model::Field;

use super::desk::{Desk, Occurrence};
use super::words;

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for contact in 0..request.contacts.len() {
        let Some(date) = request.contacts.date(Field::Anniversary, contact) else {
            continue;
        };
        let contact = contact as u32;
        let Some(rule) = desk.rule(ReminderKind::Anniversary, Some(contact)) else {
            continue;
        };
        for (due, years) in desk.yearly(date, desk.latest(rule)) {
            let counted = years.map(|years| words::years(request.lang, years.into()));
            let (text, why) = match years {
                Some(_) => ("text", "why"),
                None => ("text-no-years", "why-no-year"),
            };
            desk.add(
                rule,
                Occurrence {
                    contact: Some(contact),
                    anchor: due.to_string(),
                    due,
                    owner: None,
                    text,
                    why,
                    args: vec![
                        ("date", words::partial(date)),
                        ("years", counted.unwrap_or_default()),
                    ],
                },
            );
        }
    }
}
