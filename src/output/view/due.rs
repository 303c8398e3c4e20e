//! What is due, by section and owner, in the order in which it is to be done.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::stage::remind::Reminder;
use crate::text::fold;

use super::View;

/// When a reminder is due, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::output) enum Section {
    /// Before today.
    Overdue,
    /// Today.
    Today,
    /// Until the last day of this week.
    ThisWeek,
    /// After that.
    Later,
}

impl Section {
    /// All of them, the most urgent first.
    pub(in crate::output) const ALL: [Section; 4] = [
        Section::Overdue,
        Section::Today,
        Section::ThisWeek,
        Section::Later,
    ];

    /// The key of its words.
    pub(in crate::output) fn key(self) -> &'static str {
        match self {
            Section::Overdue => "out.section.overdue",
            Section::Today => "out.section.today",
            Section::ThisWeek => "out.section.this-week",
            Section::Later => "out.section.later",
        }
    }

    /// Its colour, `0xRRGGBB`.
    pub(in crate::output) fn color(self) -> u32 {
        match self {
            Section::Overdue => 0xF5_B7_A5,
            Section::Today => 0xF9_DC_B0,
            Section::ThisWeek => 0xD6_E6_F2,
            Section::Later => 0xED_ED_ED,
        }
    }
}

/// One line of a list.
pub(in crate::output) struct DueRow<'a> {
    /// What is to be done.
    pub(in crate::output) reminder: &'a Reminder,
    /// When.
    pub(in crate::output) section: Section,
    /// Whether the contact asked not to be contacted; such lines stand at the foot.
    pub(in crate::output) is_silent: bool,
}

/// A list for one owner, or for everybody.
pub(in crate::output) struct Due<'a> {
    /// The lines: by section, then day, then priority; ties in the order of the stage.
    pub(in crate::output) rows: Vec<DueRow<'a>>,
    /// How many there are in each section, listed or not.
    pub(in crate::output) counts: [usize; 4],
    /// How many are not listed.
    pub(in crate::output) left_out: usize,
}

/// The most lines of one list: nobody works through more, and a sheet of 200,000 lines opens for nobody. All are in the twin.
pub(in crate::output) const LISTED: usize = 2_000;

/// What is due. Of more than [`LISTED`] lines those of today, this week and later stay, then the overdue ones by priority, the
/// latest first.
pub(in crate::output) fn due<'a>(view: &View<'a>, owner: Option<&str>) -> Due<'a> {
    let today = view.outcome.today;
    let week_end = end_of_week(view, today);
    let owner = owner.map(fold);
    let mut spellings: HashMap<&str, bool, FixedState> = HashMap::default();
    let mut rows: Vec<DueRow<'a>> = view
        .outcome
        .reminders
        .iter()
        .filter(|reminder| {
            owner.as_ref().is_none_or(|own| {
                let is_own = || fold(&reminder.owner) == *own;
                *spellings.entry(&reminder.owner).or_insert_with(is_own)
            })
        })
        .map(|reminder| {
            let section = match reminder.due {
                day if day < today => Section::Overdue,
                day if day == today => Section::Today,
                day if day <= week_end => Section::ThisWeek,
                _ => Section::Later,
            };
            let contacts = &view.outcome.contacts;
            let silent = |contact: u32| {
                (contact as usize) < contacts.len() && contacts.is_silent(contact as usize)
            };
            DueRow {
                reminder,
                section,
                is_silent: reminder.contact.is_some_and(silent),
            }
        })
        .collect();
    let mut counts = [0; 4];
    for row in &rows {
        counts[row.section as usize] += 1;
    }
    let left_out = rows.len().saturating_sub(LISTED);
    if left_out > 0 {
        rows.sort_by_key(|row| {
            let overdue = row.section == Section::Overdue;
            (
                overdue,
                row.reminder.priority,
                Reverse(overdue.then_some(row.reminder.due)),
            )
        });
        rows.truncate(LISTED);
    }
    rows.sort_by_key(|row| {
        let reminder = row.reminder;
        (row.is_silent, row.section, reminder.due, reminder.priority)
    });
    Due {
        rows,
        counts,
        left_out,
    }
}

fn end_of_week(view: &View<'_>, today: Date) -> Date {
    let passed = today.weekday().since(view.outcome.plan.book.week_start);
    today.saturating_add((6 - i64::from(passed)).days())
}

/// The owners of reminders, each once, in alphabetical order.
pub(in crate::output) fn owners<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut owners: Vec<(String, &str)> = Vec::new();
    let mut spellings: HashSet<&str, FixedState> = HashSet::default();
    for reminder in &view.outcome.reminders {
        if !spellings.insert(&reminder.owner) {
            continue;
        }
        let folded = fold(&reminder.owner);
        if !folded.is_empty() && !owners.iter().any(|(known, _)| *known == folded) {
            owners.push((folded, &reminder.owner));
        }
    }
    owners.sort();
    owners.into_iter().map(|(_, owner)| owner).collect()
}
