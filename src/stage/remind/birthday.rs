//! Birthdays: the contact's own, the spouse's, and those of the family table. A person who stands in both places counts once.
//!
//! A birthday needs a day and a month; the year only tells the age. Missed ones stay for a week.

use crate::config::ReminderKind;
use crate::model::{Field, PartialDate};
use crate::text::fold;

use super::desk::{Desk, Occurrence, mark};
use super::words;

/// Ages beyond this are slips of the pen; the birthday is kept and the age left out.
const OLDEST: u32 = 120;

/// Somebody whose birthday it is.
struct Celebrant {
    date: PartialDate,
    /// `None` for the contact.
    relation: Option<String>,
    name: String,
    /// Tells the people of one contact apart in keys; empty for the contact.
    mark: String,
}

pub(super) fn collect(desk: &mut Desk<'_>) {
    for contact in 0..desk.request.contacts.len() {
        let people = celebrants(desk, contact);
        if people.is_empty() {
            continue;
        }
        let contact = contact as u32;
        let Some(rule) = desk.rule(ReminderKind::Birthday, Some(contact)) else {
            continue;
        };
        for person in people {
            for (due, age) in desk.yearly(person.date, desk.latest(rule)) {
                let age = age.filter(|age| *age <= OLDEST);
                let lang = desk.request.lang;
                let mut args = vec![
                    ("person", person.name.clone()),
                    ("date", words::partial(person.date)),
                    ("age", age.map(|age| age.to_string()).unwrap_or_default()),
                    (
                        "years",
                        age.map(|age| words::years(lang, age.into()))
                            .unwrap_or_default(),
                    ),
                ];
                let text = match (&person.relation, person.name.is_empty(), age) {
                    (None, _, Some(_)) => "text",
                    (None, _, None) => "text-no-age",
                    (Some(_), true, _) => "text-unnamed",
                    (Some(_), false, Some(_)) => "text-relative",
                    (Some(_), false, None) => "text-relative-no-age",
                };
                args.push(("relation", person.relation.clone().unwrap_or_default()));
                let anchor = if person.mark.is_empty() {
                    due.to_string()
                } else {
                    format!("{due}:{}", person.mark)
                };
                let why = if person.date.year.is_some() {
                    "why"
                } else {
                    "why-no-year"
                };
                desk.add(
                    rule,
                    Occurrence {
                        contact: Some(contact),
                        anchor,
                        due,
                        owner: None,
                        text,
                        why,
                        args,
                    },
                );
            }
        }
    }
}

fn celebrants(desk: &Desk<'_>, contact: usize) -> Vec<Celebrant> {
    let request = desk.request;
    let contacts = request.contacts;
    let recurs = |date: &PartialDate| date.month.is_some() && date.day.is_some();
    let mut people = Vec::new();
    if let Some(date) = contacts.date(Field::Birthday, contact).filter(recurs) {
        let name = contacts.name(contact).into_owned();
        people.push(Celebrant {
            date,
            relation: None,
            name,
            mark: String::new(),
        });
    }
    if let Some(date) = contacts.date(Field::SpouseBirthday, contact).filter(recurs) {
        people.push(Celebrant {
            date,
            relation: Some(request.lang.get("remind.spouse").to_owned()),
            name: contacts
                .text(Field::Spouse, contact)
                .unwrap_or_default()
                .into_owned(),
            mark: "spouse".to_owned(),
        });
    }
    let Some(family) = &request.tables.family else {
        return people;
    };
    for row in family.of(contact) {
        let frame = &family.frame;
        let Some(date) = frame.date(Field::Birthday, row).filter(recurs) else {
            continue;
        };
        let name = frame.text(Field::Name, row).unwrap_or_default();
        let known = |person: &Celebrant| {
            person.relation.is_some()
                && same_day(person.date, date)
                && same_person(&person.name, name)
        };
        if people.iter().any(known) {
            continue;
        }
        let relation = frame.text(Field::Relation, row);
        people.push(Celebrant {
            date,
            relation: Some(
                relation
                    .unwrap_or_else(|| request.lang.get("remind.relative"))
                    .to_owned(),
            ),
            name: name.to_owned(),
            mark: mark(&fold(if name.is_empty() {
                relation.unwrap_or_default()
            } else {
                name
            })),
        });
    }
    people
}

fn same_day(a: PartialDate, b: PartialDate) -> bool {
    (a.calendar, a.month, a.day) == (b.calendar, b.month, b.day)
}

/// Whether two names of one family may be one person: equal, one the beginning of the other by words, or one of them missing.
fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a.split(' ').zip(b.split(' ')).all(|(a, b)| a == b) || a.is_empty() || b.is_empty()
}
