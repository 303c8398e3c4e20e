//! A small book for the tests of reminders and measures: frames row by row, a profile by hand, and a plan without rules.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::config::condition::When;
use crate::config::{Ladder, Plan, ReminderKind, ReminderRule, Rung};
use crate::lang::{Lang, Language};
use crate::model::{
    Calendar, ContactId, Contacts, Field, FieldType, Frame, Memory, PartialDate, Related,
    Relatives, SheetId, TableKind, Tables,
};
use crate::stage::profile::Profile;
use crate::stage::segment::Placements;

use super::{RemindRequest, Reminder, remind};

/// A day written in ISO.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A date of any precision: `2026-05-01`, `--02-29`, with `p` or `h` before it for the Persian and Hijri calendars.
pub(crate) fn date(text: &str) -> PartialDate {
    let (calendar, text) = match text.as_bytes()[0] {
        b'p' => (Calendar::Persian, &text[1..]),
        b'h' => (Calendar::Hijri, &text[1..]),
        _ => (Calendar::Gregorian, text),
    };
    let (year, rest) = match text.strip_prefix("--") {
        Some(rest) => (None, rest),
        None => (text[..4].parse().ok(), &text[5..]),
    };
    let (month, day) = rest.split_once('-').unwrap();
    PartialDate {
        year,
        month: month.parse().ok(),
        day: day.parse().ok(),
        calendar,
    }
}

/// The book.
pub(crate) struct Book {
    pub(crate) plan: Plan,
    pub(crate) tables: Tables,
    pub(crate) profile: Profile,
    pub(crate) placements: Placements,
    pub(crate) relatives: Relatives,
    pub(crate) memory: Memory,
    pub(crate) lang: Lang,
    pub(crate) contacts: Contacts,
}

/// A row as field and value; a value of a date, number or yes/no field is read as such.
pub(crate) type Row<'a> = &'a [(Field, &'a str)];

impl Book {
    /// A book of these contact rows, one contact each; the ids are those of 1, 2, 3...
    pub(crate) fn new(rows: &[Row<'_>]) -> Book {
        let frame = frame(TableKind::Contacts, rows);
        let count = rows.len();
        let contacts = Contacts::alone(
            frame,
            (1..=count as u64).map(ContactId::from_bits).collect(),
        );
        Book {
            plan: plan(),
            tables: Tables::default(),
            profile: Profile {
                first_purchase: vec![None; count],
                last_purchase: vec![None; count],
                last_contact: vec![None; count],
                referrer: vec![None; count],
                added_on: vec![None; count],
                verified_on: vec![None; count],
                customer: vec![false; count],
                completeness: vec![0.0; count],
                ..Profile::default()
            },
            placements: Placements::default(),
            relatives: Relatives::default(),
            memory: Memory::default(),
            lang: Lang::load(Language::English),
            contacts,
        }
    }

    /// Rows of another table with the contact that each belongs to.
    pub(crate) fn related(&self, kind: TableKind, rows: &[(Option<u32>, Row<'_>)]) -> Related {
        let plain: Vec<Row<'_>> = rows.iter().map(|(_, row)| *row).collect();
        let contact = rows.iter().map(|(contact, _)| *contact).collect();
        let second = vec![
            None;
            if kind == TableKind::Referrals {
                rows.len()
            } else {
                0
            }
        ];
        Related::new(frame(kind, &plain), contact, second, self.contacts.len())
    }

    /// Adds a rule without conditions.
    pub(crate) fn rule(&mut self, kind: ReminderKind, lead_days: u32, after_days: u32) {
        let priority = self.plan.reminders.rules.len() as u8 + 1;
        self.plan.reminders.rules.push(ReminderRule {
            kind,
            when: When::default(),
            lead_days,
            after_days,
            owner: None,
            text: None,
            priority,
        });
    }

    /// The list of a day.
    pub(crate) fn remind(&self, today: &str) -> Vec<Reminder> {
        self.remind_on(day(today))
    }

    /// The list of a day.
    pub(crate) fn remind_on(&self, today: Date) -> Vec<Reminder> {
        remind(&RemindRequest {
            contacts: &self.contacts,
            tables: &self.tables,
            profile: &self.profile,
            placements: &self.placements,
            relatives: &self.relatives,
            plan: &self.plan,
            memory: &self.memory,
            lang: &self.lang,
            today,
            holds: &|_, contact| contact == 0,
        })
    }
}

/// A frame of rows.
pub(crate) fn frame(kind: TableKind, rows: &[Row<'_>]) -> Frame {
    let mut frame = Frame::new(kind);
    for (index, row) in rows.iter().enumerate() {
        frame.push_row(SheetId(0), index as u32 + 1);
        for (field, value) in *row {
            match field.spec().kind {
                FieldType::Date => frame.set_date(*field, date(value)),
                FieldType::Number | FieldType::Money => {
                    frame.set_number(*field, value.parse::<Decimal>().unwrap());
                }
                FieldType::YesNo => frame.set_yes_no(*field, *value == "yes"),
                _ => frame.set_text(*field, value),
            }
        }
    }
    frame
}

/// A ladder of rungs with days for keeping in touch.
pub(crate) fn ladder(name: &str, rungs: &[(&str, Option<u32>)]) -> Ladder {
    Ladder {
        name: name.to_owned(),
        keep_days: None,
        yours: None,
        columns: Vec::new(),
        rungs: rungs
            .iter()
            .map(|(name, keep_in_touch_days)| Rung {
                name: (*name).to_owned(),
                when: When::default(),
                keep_in_touch_days: *keep_in_touch_days,
                columns: Vec::new(),
            })
            .collect(),
    }
}

fn plan() -> Plan {
    Plan::bare()
}
