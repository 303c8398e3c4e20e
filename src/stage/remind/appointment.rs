//! Entries of the calendar table: once on a date, or recurrent, with a contact, for a segment, or for nobody in particular.
//!
//! An entry for a segment is one line for the person in charge. A missed one stays for a week.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar;
use crate::config::ReminderKind;
use crate::model::Field;
use crate::text::fold;

use super::desk::{Desk, Occurrence, mark};
use super::recurrence::Recurrence;
use super::words;

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    let Some(entries) = &request.tables.calendar else {
        return;
    };
    let frame = &entries.frame;
    // How often an entry occurs on the same day: exact repeats are numbered.
    let mut seen: BTreeMap<(Option<u32>, Date, String), u32> = BTreeMap::new();
    for row in 0..frame.len() {
        let Some(date) = frame.date(Field::Date, row) else {
            continue;
        };
        let contact = entries.contact.get(row).copied().flatten();
        let Some(rule) = desk.rule(ReminderKind::Appointment, contact) else {
            continue;
        };
        let typed = frame.text(Field::Recurrence, row);
        // A day and month without a year can only mean every year.
        let recurrence = typed
            .and_then(Recurrence::parse)
            .or_else(|| date.year.is_none().then_some(Recurrence::Years(1)));
        let (earliest, latest) = (desk.earliest(), desk.latest(rule));
        let days = match recurrence {
            Some(recurrence) => recurrence.days(date, earliest, latest),
            None => calendar::to_civil(date)
                .filter(|day| (earliest..=latest).contains(day))
                .into_iter()
                .collect(),
        };
        let title = frame
            .text(Field::EntryTitle, row)
            .or_else(|| frame.text(Field::Campaign, row));
        let segment = frame
            .text(Field::Segment, row)
            .filter(|_| contact.is_none());
        let owner = frame.text(Field::Owner, row);
        let parts = [title, segment, owner].map(|part| fold(part.unwrap_or_default()));
        let what = mark(&parts.join("|"));
        for due in days {
            let members = segment.map(|segment| {
                request
                    .lang
                    .count("remind.contacts", members(desk, segment), &[])
            });
            let text = match (contact, segment) {
                (Some(_), _) => "text",
                (None, Some(_)) => "text-segment",
                (None, None) => "text-alone",
            };
            let shown = title.unwrap_or_else(|| request.lang.get("remind.appointment.untitled"));
            let times = seen.entry((contact, due, what.clone())).or_default();
            *times += 1;
            let anchor = match times {
                1 => format!("{due}:{what}"),
                more => format!("{due}:{what}-{more}"),
            };
            desk.add(
                rule,
                Occurrence {
                    contact,
                    anchor,
                    due,
                    owner,
                    text,
                    why: if recurrence.is_some() {
                        "why-recurrent"
                    } else {
                        "why"
                    },
                    args: vec![
                        ("title", shown.to_owned()),
                        ("segment", segment.unwrap_or_default().to_owned()),
                        ("contacts", members.unwrap_or_default()),
                        (
                            "channel",
                            frame
                                .text(Field::Channel, row)
                                .unwrap_or_default()
                                .to_owned(),
                        ),
                        ("recurrence", typed.unwrap_or_default().to_owned()),
                        ("date", words::day(due)),
                    ],
                },
            );
        }
    }
}

/// How many contacts of a segment may be contacted; 0 for a segment that the rules do not know.
fn members(desk: &Desk<'_>, segment: &str) -> u64 {
    let request = desk.request;
    let wanted = fold(segment);
    let lists = request
        .plan
        .segments
        .iter()
        .zip(&request.placements.segments);
    lists
        .filter(|(known, _)| fold(&known.name) == wanted)
        .flat_map(|(_, list)| list)
        .filter(|contact| !request.contacts.is_silent(**contact as usize))
        .count() as u64
}
