//! What people answered about pairs, as far as it holds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use jiff::civil::Date;

use crate::model::ContactId;
use crate::stage::dedupe::{Answer, answers, pair_key};

use super::View;
use super::compare::row_name;

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_ANSWERED: usize = 2_000;

/// An answer that holds.
#[derive(Debug, Clone, Copy)]
pub(in crate::output) struct Answered {
    /// Whom it is about.
    pub(in crate::output) pair: (ContactId, ContactId),
    /// What was answered.
    pub(in crate::output) answer: Answer,
    /// On which day.
    pub(in crate::output) date: Option<Date>,
}

/// The answers, the latest first, and how many are not listed.
pub(in crate::output) fn answered(view: &View<'_>) -> (Vec<Answered>, usize) {
    let decisions = &view.outcome.memory.decisions;
    let mut dates: BTreeMap<String, Date> = BTreeMap::new();
    for decision in decisions {
        let ids = decision.key.split_once('|');
        let ids = ids.and_then(|(a, b)| Some((ContactId::parse(a)?, ContactId::parse(b)?)));
        if let (Some((a, b)), Some(_)) = (ids, Answer::of_code(&decision.kind)) {
            dates.insert(pair_key(a, b), decision.date);
        }
    }
    let mut all: Vec<Answered> = answers(decisions)
        .into_iter()
        .map(|(pair, answer)| Answered {
            pair,
            answer,
            date: dates.get(&pair_key(pair.0, pair.1)).copied(),
        })
        .collect();
    // Of one day the last line of the ledger comes first.
    all.reverse();
    all.sort_by_key(|answered| Reverse(answered.date));
    let left_out = all.len().saturating_sub(MOST_ANSWERED);
    all.truncate(MOST_ANSWERED);
    (all, left_out)
}

/// Pairs of contacts of whom a person said that they are relatives.
pub(in crate::output) fn relatives(view: &View<'_>) -> BTreeSet<(u32, u32)> {
    let rows = RowsById::new(view);
    let contacts = &view.outcome.contacts;
    let contact = |id: ContactId| Some(contacts.contact_of(rows.of(id)?) as u32);
    answers(&view.outcome.memory.decisions)
        .into_iter()
        .filter(|(_, answer)| *answer == Answer::Relatives)
        .filter_map(|((a, b), _)| {
            let (a, b) = (contact(a)?, contact(b)?);
            Some((a.min(b), a.max(b)))
        })
        .collect()
}

/// The rows that ids stand for today.
pub(in crate::output) struct RowsById(HashMap<ContactId, usize, FixedState>);

impl RowsById {
    /// Rows by their own ids; a contact whose own row is gone by the row that survived.
    pub(in crate::output) fn new(view: &View<'_>) -> RowsById {
        let contacts = &view.outcome.contacts;
        let mut rows: HashMap<ContactId, usize, FixedState> = HashMap::default();
        if view.outcome.memory.decisions.is_empty() {
            return RowsById(rows);
        }
        for contact in 0..contacts.len() {
            if let Some(survivor) = contacts.members(contact).first() {
                rows.insert(contacts.id(contact), *survivor as usize);
            }
        }
        let own = view.outcome.matches.row_ids.iter().zip(0..);
        rows.extend(own.map(|(id, row)| (*id, row)));
        RowsById(rows)
    }

    /// The row of an id; none where it is gone.
    pub(in crate::output) fn of(&self, id: ContactId) -> Option<usize> {
        self.0.get(&id).copied()
    }

    /// The name of the row of an id; the id where it is gone.
    pub(in crate::output) fn name(&self, view: &View<'_>, id: ContactId) -> String {
        let contacts = &view.outcome.contacts;
        let Some(row) = self.of(id) else {
            return id.to_string();
        };
        let name = row_name(contacts.rows(), row);
        if name.is_empty() {
            contacts.name(contacts.contact_of(row)).into_owned()
        } else {
            name
        }
    }
}
