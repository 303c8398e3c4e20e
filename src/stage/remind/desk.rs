//! What every kind of reminder has in common: who is left out, what is closed, how far the list reaches, whose task it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use jiff::Span;
use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator};

use super::staff::Staff;
use super::words::{self, Args};
use super::{RemindRequest, Reminder, reaches_silent};
use crate::calendar;
use crate::config::{ReminderKind, ReminderRule};
use crate::model::{ContactId, Contacts, Field, PartialDate};
use crate::text::fold;

/// A personal date or an appointment that was missed stays on the list for so many days.
pub(super) const MISSED_DAYS: u32 = 7;

/// No list reaches farther ahead: ten years.
const FARTHEST_DAYS: u32 = 3_653;

/// What the journal and the staff say, looked up for every kind.
pub(super) struct Files<'a> {
    staff: Staff<'a>,
    done: HashSet<Cow<'a, str>>,
    last_done: BTreeMap<ContactId, Date>,
    first_seen: OnceLock<Vec<(ContactId, Date)>>,
}

/// The place where the lines of a kind are made.
pub(super) struct Desk<'a> {
    pub(super) request: &'a RemindRequest<'a>,
    files: &'a Files<'a>,
    /// Who does the work of each name as typed.
    responsible: HashMap<String, String, FixedState>,
    /// Occurrences that still want their words.
    bare: Vec<Bare<'a>>,
    lines: Vec<Reminder>,
}

/// Occurrences that get their words at once, on all cores.
const BARE: usize = 1 << 14;

/// A line without its words.
struct Bare<'a> {
    rule: &'a ReminderRule,
    key: String,
    owner: String,
    contact: Option<u32>,
    due: Date,
    text: &'static str,
    why: &'static str,
    args: Args,
}

/// An occurrence that may become a line.
pub(super) struct Occurrence<'a> {
    /// For whom.
    pub(super) contact: Option<u32>,
    /// The last part of the key: what does not change from day to day.
    pub(super) anchor: String,
    /// When it is due.
    pub(super) due: Date,
    /// The owner named in the row behind it.
    pub(super) owner: Option<&'a str>,
    /// The language's text, below `remind.KIND`.
    pub(super) text: &'static str,
    /// The language's reason, below `remind.KIND`.
    pub(super) why: &'static str,
    /// What is filled in.
    pub(super) args: Args,
}

/// The contact that a row is merged into today, through others that were merged later.
fn last_of(merged: &BTreeMap<ContactId, ContactId>, own: ContactId) -> ContactId {
    let mut contact = own;
    for _ in 0..merged.len() {
        match merged.get(&contact) {
            Some(into) => contact = *into,
            None => break,
        }
    }
    contact
}

impl<'a> Files<'a> {
    pub(super) fn new(request: &RemindRequest<'a>) -> Files<'a> {
        let memory = request.memory;
        // What was done for a row that is merged today was done for its contact; a merge that is taken back parts it again.
        let merged = memory.ids.iter();
        let merged: BTreeMap<ContactId, ContactId> = merged
            .filter_map(|known| Some((known.id, known.into?)))
            .collect();
        let mut last_done = BTreeMap::new();
        let mut keys: HashSet<Cow<'a, str>> = HashSet::new();
        for done in &memory.done {
            keys.insert(Cow::Borrowed(done.key.as_str()));
            let Some(own) = done.contact else {
                continue;
            };
            let contact = last_of(&merged, own);
            if contact != own {
                let (own, contact) = (format!(":{own}:"), format!(":{contact}:"));
                keys.insert(Cow::Owned(done.key.replacen(&own, &contact, 1)));
            }
            if done.date <= request.today {
                let latest = last_done.entry(contact).or_insert(done.date);
                *latest = done.date.max(*latest);
            }
        }
        Files {
            staff: Staff::new(&request.plan.book.staff, request.today),
            done: keys,
            last_done,
            first_seen: OnceLock::new(),
        }
    }

    /// Somebody whom the staff does not name has one spelling: the first, that of contacts before that of lines.
    pub(super) fn spell_owners(&self, contacts: &Contacts, kinds: &mut [Vec<Reminder>]) {
        let mut first = owners(contacts, &self.staff);
        let mut known: HashMap<String, String, FixedState> = HashMap::default();
        for line in kinds.iter_mut().flatten() {
            if line.owner.is_empty() {
                continue;
            }
            let spelt = known.entry(line.owner.clone()).or_insert_with(|| {
                let owner = line.owner.clone();
                first.entry(fold(&owner)).or_insert(owner).clone()
            });
            if *spelt != line.owner {
                line.owner.clone_from(spelt);
            }
        }
    }
}

impl<'a> Desk<'a> {
    pub(super) fn new(request: &'a RemindRequest<'a>, files: &'a Files<'a>) -> Desk<'a> {
        Desk {
            request,
            files,
            responsible: HashMap::default(),
            bare: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Who answers for the base.
    pub(super) fn keeper(&self) -> Option<&'a str> {
        self.files.staff.keeper()
    }

    pub(super) fn into_lines(mut self) -> Vec<Reminder> {
        self.find_words();
        self.lines
    }

    /// Makes lines of all occurrences that are still bare.
    fn find_words(&mut self) {
        let request = self.request;
        let lines = std::mem::take(&mut self.bare).into_par_iter();
        self.lines.par_extend(lines.map(|bare| bare.line(request)));
    }

    /// Whether any rule asks for this kind.
    pub(super) fn has_rules(&self, kind: ReminderKind) -> bool {
        self.request
            .plan
            .reminders
            .rules
            .iter()
            .any(|rule| rule.kind == kind)
    }

    /// The rule that makes a contact's lines of a kind: the first whose conditions hold. `None` also for a contact who asked not
    /// to be contacted, where the kind is not for them.
    pub(super) fn rule(
        &self,
        kind: ReminderKind,
        contact: Option<u32>,
    ) -> Option<&'a ReminderRule> {
        let silent = |contact: u32| self.request.contacts.is_silent(contact as usize);
        if !reaches_silent(kind) && contact.is_some_and(silent) {
            return None;
        }
        let rules = &self.request.plan.reminders.rules;
        rules.iter().find(|rule| {
            rule.kind == kind
                && (rule.when.is_empty()
                    || contact.is_none_or(|contact| (self.request.holds)(&rule.when, contact)))
        })
    }

    /// The last day that the list reaches for a rule: the horizon, or its own lead where that is longer.
    pub(super) fn latest(&self, rule: &ReminderRule) -> Date {
        let ahead = self.request.plan.reminders.horizon_days.max(rule.lead_days);
        days_after(self.request.today, ahead.min(FARTHEST_DAYS))
    }

    /// The first day of occurrences that are bound to a date and were missed.
    pub(super) fn earliest(&self) -> Date {
        days_before(self.request.today, MISSED_DAYS)
    }

    /// The yearly recurrences of a day and month on the list, with the years since its own year, where that is known.
    pub(super) fn yearly(&self, date: PartialDate, latest: Date) -> Vec<(Date, Option<u32>)> {
        let mut found = Vec::new();
        let mut from = self.earliest();
        while let Some(day) = calendar::next_occurrence(date, from).filter(|day| *day <= latest) {
            let years = date.year.map(|born| {
                let year = calendar::from_civil(day, date.calendar).year;
                u32::try_from(i32::from(year.unwrap_or(born)) - i32::from(born)).unwrap_or(0)
            });
            if years != Some(0) {
                found.push((day, years));
            }
            from = days_after(day, 1);
        }
        found
    }

    /// The day on which a contact was first seen: from the journal, else today.
    pub(super) fn first_seen(&self, contact: u32) -> Date {
        let id = self.request.contacts.id(contact as usize);
        let seen = self.files.first_seen.get_or_init(|| {
            let mut seen: Vec<(ContactId, Date)> = self
                .request
                .memory
                .ids
                .iter()
                .map(|known| (known.id, known.since))
                .collect();
            seen.sort_unstable();
            seen.dedup_by_key(|(id, _)| *id);
            seen
        });
        seen.binary_search_by_key(&id, |(id, _)| *id)
            .ok()
            .and_then(|at| seen.get(at))
            .map_or(self.request.today, |(_, since)| {
                (*since).min(self.request.today)
            })
    }

    /// The latest day on which a reminder for the contact was marked as done.
    pub(super) fn last_done(&self, contact: u32) -> Option<Date> {
        let id = self.request.contacts.id(contact as usize);
        self.files.last_done.get(&id).copied()
    }

    /// Makes a line of an occurrence, unless it was done or lies beyond the list.
    pub(super) fn add(&mut self, rule: &'a ReminderRule, occurrence: Occurrence<'_>) {
        if occurrence.due > self.latest(rule) {
            return;
        }
        let request = self.request;
        let code = rule.kind.code();
        let who = occurrence
            .contact
            .map(|contact| request.contacts.id(contact as usize));
        let key = match who {
            Some(id) => format!("{code}:{id}:{}", occurrence.anchor),
            None => format!("{code}:book:{}", occurrence.anchor),
        };
        if self.files.done.contains(key.as_str()) {
            return;
        }
        let owner = self.owner(rule, &occurrence);
        self.bare.push(Bare {
            rule,
            key,
            owner,
            contact: occurrence.contact,
            due: occurrence.due,
            text: occurrence.text,
            why: occurrence.why,
            args: occurrence.args,
        });
        if self.bare.len() >= BARE {
            self.find_words();
        }
    }

    /// The rule's owner, else the row's, else the contact's, each by the staff's names and handed over where somebody left.
    fn owner(&mut self, rule: &ReminderRule, occurrence: &Occurrence<'_>) -> String {
        let contacts = self.request.contacts;
        let named = match rule.owner.as_deref().or(occurrence.owner) {
            Some(owner) => Some(Cow::Borrowed(owner)),
            None => occurrence
                .contact
                .and_then(|contact| contacts.text(Field::Owner, contact as usize)),
        };
        let Some(named) = named else {
            return String::new();
        };
        if let Some(known) = self.responsible.get(named.as_ref()) {
            return known.clone();
        }
        let name = self.files.staff.responsible(&named);
        self.responsible.insert(named.into_owned(), name.clone());
        name
    }
}

impl Bare<'_> {
    fn line(self, request: &RemindRequest<'_>) -> Reminder {
        let code = self.rule.kind.code();
        let words = |template: &str| words::fill(request, template, &self.args, self.contact);
        let own_text = |part: &str| words(request.lang.get(&format!("remind.{code}.{part}")));
        let text = match self.rule.text.as_deref() {
            Some(template) => words(template),
            None => own_text(self.text),
        };
        let why = own_text(self.why);
        Reminder {
            due: self.due,
            kind: self.rule.kind,
            contact: self.contact,
            owner: self.owner,
            text,
            why,
            priority: self.rule.priority,
            key: self.key,
        }
    }
}

/// The first spelling of every owner of a contact, by the folded one.
fn owners(contacts: &Contacts, staff: &Staff<'_>) -> BTreeMap<String, String> {
    let mut typed: HashSet<String> = HashSet::new();
    let mut first = BTreeMap::new();
    for contact in 0..contacts.len() {
        if let Some(owner) = contacts.text(Field::Owner, contact)
            && !typed.contains(owner.as_ref())
        {
            let name = staff.canonical(&owner);
            first.entry(fold(&name)).or_insert(name);
            typed.insert(owner.into_owned());
        }
    }
    first
}

/// So many days later; the last day there is where the calendar ends.
pub(super) fn days_after(date: Date, days: u32) -> Date {
    Span::new()
        .try_days(i64::from(days))
        .ok()
        .and_then(|span| date.checked_add(span).ok())
        .unwrap_or(Date::MAX)
}

/// So many days earlier.
pub(super) fn days_before(date: Date, days: u32) -> Date {
    Span::new()
        .try_days(i64::from(days))
        .ok()
        .and_then(|span| date.checked_sub(span).ok())
        .unwrap_or(Date::MIN)
}

/// Whole days from one day to a later one; 0 where it is not later.
pub(super) fn days_between(from: Date, to: Date) -> u64 {
    u64::try_from(from.duration_until(to).as_hours() / 24).unwrap_or(0)
}

/// A short mark of a text for keys: 32 bits of FNV-1a (Fowler, Noll, Vo) in hexadecimal digits.
pub(super) fn mark(text: &str) -> String {
    format!("{:08x}", hash(text))
}

/// FNV-1a, 32 bits.
pub(super) fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash: u32, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
