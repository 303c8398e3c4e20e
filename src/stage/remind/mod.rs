//! Reminders: what is due, for whom, by whom, and why. One file a kind; this file puts them together and in order.
//!
//! What every kind has in common is in `desk`: who is left out, what is closed, how far the list reaches, whose task it is.
//! Nothing here decides how a list looks, and nothing here remembers: the journal comes in and lines go out.

mod anniversary;
mod appointment;
mod birthday;
mod desk;
#[cfg(test)]
pub(crate) mod fixture;
mod household;
mod keep_in_touch;
mod lapsed;
mod next_step;
mod recurrence;
mod review;
mod staff;
#[cfg(test)]
mod tests;
mod thank;
mod verify;
mod words;

use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::config::condition::When;
use crate::config::{Plan, ReminderKind};
use crate::lang::Lang;
use crate::model::{Contacts, Memory, Relatives, Tables};
use crate::stage::profile::Profile;
use crate::stage::segment::Placements;

use desk::{Desk, Files};
pub(crate) use staff::Staff;

/// One line of the list. One line an occurrence, never joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// A stable key of the occurrence: `birthday:c1234abcde:2026-05-01`.
    pub key: String,
    /// The day on which it is due.
    pub due: Date,
    /// The kind.
    pub kind: ReminderKind,
    /// The contact; `None` for the review and for campaigns.
    pub contact: Option<u32>,
    /// Who is to do it; empty where nobody answers for the contact.
    pub owner: String,
    /// What to do, in the reader's language.
    pub text: String,
    /// Why, in the reader's language.
    pub why: String,
    /// 1 is the most important.
    pub priority: u8,
}

/// What the stage works on.
#[derive(Clone, Copy)]
pub struct RemindRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// The other tables.
    pub tables: &'a Tables,
    /// Derived fields.
    pub profile: &'a Profile,
    /// Ladders and segments.
    pub placements: &'a Placements,
    /// Who lives with whom.
    pub relatives: &'a Relatives,
    /// The rules.
    pub plan: &'a Plan,
    /// The journal: what was done, and when contacts were first seen.
    pub memory: &'a Memory,
    /// The reader's language.
    pub lang: &'a Lang,
    /// The date of the run.
    pub today: Date,
    /// Whether the conditions of a rule are true for a contact.
    pub holds: &'a (dyn Fn(&When, u32) -> bool + Sync),
}

/// Everything that is due up to the plan's horizon (or a rule's longer lead), overdue lines included, by due date, priority and
/// contact's id.
///
/// Of several rules of one kind the first whose conditions hold for a contact makes its lines. A contact who asked not to be
/// contacted gets next steps, appointments and checks of the record; nothing that a person would take for marketing.
pub fn remind(request: &RemindRequest<'_>) -> Vec<Reminder> {
    let files = Files::new(request);
    let kinds = ReminderKind::ALL.into_par_iter().map(|kind| {
        let mut desk = Desk::new(request, &files);
        if desk.has_rules(kind) {
            collect(kind, &mut desk);
        }
        desk.into_lines()
    });
    let mut kinds: Vec<Vec<Reminder>> = kinds.collect();
    let contacts = request.contacts;
    files.spell_owners(contacts, &mut kinds);
    let mut lines: Vec<Reminder> = kinds.into_iter().flatten().collect();
    let id = |line: &Reminder| line.contact.map(|contact| contacts.id(contact as usize));
    let order = |a: &Reminder, b: &Reminder| {
        let first = (a.due, a.priority, id(a)).cmp(&(b.due, b.priority, id(b)));
        first.then_with(|| a.key.cmp(&b.key))
    };
    lines.par_sort_unstable_by(order);
    household::tell(request, &mut lines);
    lines
}

fn collect(kind: ReminderKind, desk: &mut Desk<'_>) {
    match kind {
        ReminderKind::Birthday => birthday::collect(desk),
        ReminderKind::Anniversary => anniversary::collect(desk),
        ReminderKind::KeepInTouch => keep_in_touch::collect(desk),
        ReminderKind::NextStep => next_step::collect(desk),
        ReminderKind::Appointment => appointment::collect(desk),
        ReminderKind::Thank => thank::collect(desk),
        ReminderKind::Lapsed => lapsed::collect(desk),
        ReminderKind::Verify => verify::collect(desk),
        ReminderKind::Review => review::collect(desk),
    }
}

/// Whether lines of this kind are made for contacts who asked not to be contacted: what was agreed with them, and the care of
/// their record, but no touch of our own accord.
fn reaches_silent(kind: ReminderKind) -> bool {
    match kind {
        ReminderKind::NextStep
        | ReminderKind::Appointment
        | ReminderKind::Verify
        | ReminderKind::Review => true,
        ReminderKind::Birthday
        | ReminderKind::Anniversary
        | ReminderKind::KeepInTouch
        | ReminderKind::Thank
        | ReminderKind::Lapsed => false,
    }
}
