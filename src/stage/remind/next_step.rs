//! Next steps: of a contact's row, and of interactions.
//!
//! A step with a date is open until an interaction, a done reminder or the "last contact" column is dated on or after it; the
//! interaction that it comes from does not close it. A step without a date is due a week after its interaction and open until
//! anything later. A step of the contact's row without a date is due a week after the last contact and open until it is marked
//! as done or cleared. Mailings to many close nothing. Equal steps of one day are one line.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::calendar;
use crate::config::ReminderKind;
use crate::model::{Field, Related};
use crate::stage::profile::mailings::is_mailing;
use crate::text::fold;

use super::desk::{Desk, Occurrence, days_after, mark};
use super::words;

/// Days after which a step without a date is due.
const DAYS_WITHOUT_DATE: u32 = 7;

/// A step that is still open.
struct Step<'a> {
    text: &'a str,
    due: Date,
    /// Set where the key must not change with the due date.
    floating: bool,
    /// The day of the interaction; `None` for a step of the contact's row.
    agreed: Option<Date>,
    owner: Option<&'a str>,
}

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    for contact in 0..request.contacts.len() as u32 {
        let record = record_step(desk, contact);
        let mut steps: Vec<Step<'_>> = match &request.tables.interactions {
            Some(interactions) => interaction_steps(desk, interactions, contact),
            None => Vec::new(),
        };
        if let Some((text, due, floating)) = &record {
            steps.push(Step {
                text,
                due: *due,
                floating: *floating,
                agreed: None,
                owner: None,
            });
        }
        if steps.is_empty() {
            continue;
        }
        let Some(rule) = desk.rule(ReminderKind::NextStep, Some(contact)) else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for step in steps {
            let folded = fold(step.text);
            let mark = mark(&folded);
            if !seen.insert((step.due, folded)) {
                continue;
            }
            let agreed = step.agreed.map(words::day);
            desk.add(
                rule,
                Occurrence {
                    contact: Some(contact),
                    anchor: if step.floating {
                        mark
                    } else {
                        format!("{}:{mark}", step.due)
                    },
                    due: step.due,
                    owner: step.owner,
                    text: if step.text.is_empty() {
                        "text-blank"
                    } else {
                        "text"
                    },
                    why: if agreed.is_some() {
                        "why"
                    } else {
                        "why-record"
                    },
                    args: vec![
                        ("step", step.text.to_owned()),
                        ("date", agreed.unwrap_or_default()),
                    ],
                },
            );
        }
    }
}

/// The step of a contact's row: its text, when it is due, and whether that day floats with the last contact.
fn record_step(desk: &Desk<'_>, contact: u32) -> Option<(String, Date, bool)> {
    let request = desk.request;
    let index = contact as usize;
    let text = request.contacts.text(Field::NextStep, index);
    let date = request
        .contacts
        .date(Field::NextStepDate, index)
        .and_then(calendar::to_civil);
    let last = request.profile.last_contact.get(index).copied().flatten();
    match (text, date) {
        (None, None) => None,
        (text, Some(date)) => {
            let last = last.max(desk.last_done(contact));
            let open = last.is_none_or(|last| last < date);
            open.then(|| (text.unwrap_or_default().into_owned(), date, false))
        }
        (Some(text), None) => {
            let from = last.unwrap_or_else(|| desk.first_seen(contact));
            Some((text.into_owned(), days_after(from, DAYS_WITHOUT_DATE), true))
        }
    }
}

fn interaction_steps<'a>(
    desk: &Desk<'a>,
    interactions: &'a Related,
    contact: u32,
) -> Vec<Step<'a>> {
    let frame = &interactions.frame;
    let has_step = |row: usize| {
        frame.text(Field::NextStep, row).is_some() || frame.date(Field::NextStepDate, row).is_some()
    };
    if !interactions.of(contact as usize).any(has_step) {
        return Vec::new();
    }
    let day = |row: usize| frame.date(Field::Date, row).and_then(calendar::to_civil);
    let touches: Vec<(Date, usize)> = interactions
        .of(contact as usize)
        .filter(|row| !is_mailing(frame, *row))
        .filter_map(|row| Some((day(row)?, row)))
        .filter(|(date, _)| *date <= desk.request.today)
        .collect();
    let marked = desk
        .request
        .contacts
        .date(Field::LastContact, contact as usize)
        .and_then(calendar::to_civil)
        .filter(|date| *date <= desk.request.today);
    let mut latest_two = touches.clone();
    latest_two.sort_unstable_by(|a, b| b.cmp(a));
    latest_two.truncate(2);
    let step = |row: usize| {
        let agreed = day(row);
        let dated = frame
            .date(Field::NextStepDate, row)
            .and_then(calendar::to_civil);
        let other = latest_two
            .iter()
            .find(|(_, other)| *other != row)
            .map(|(date, _)| *date);
        let after_own = marked.filter(|date| agreed.is_none_or(|agreed| *date > agreed));
        let last = other.max(after_own).max(desk.last_done(contact));
        let (due, closed) = match (dated, agreed) {
            (Some(due), _) => (due, last.is_some_and(|last| last >= due)),
            (None, Some(agreed)) => (
                days_after(agreed, DAYS_WITHOUT_DATE),
                last.is_some_and(|last| last > agreed),
            ),
            (None, None) => (
                days_after(desk.first_seen(contact), DAYS_WITHOUT_DATE),
                false,
            ),
        };
        (!closed).then(|| Step {
            text: frame.text(Field::NextStep, row).unwrap_or_default(),
            due,
            floating: dated.is_none() && agreed.is_none(),
            agreed,
            owner: frame.text(Field::Owner, row),
        })
    };
    interactions
        .of(contact as usize)
        .filter(|row| has_step(*row))
        .filter_map(step)
        .collect()
}
