//! Gives each contact its id: the one it had, as long as anything that identifies it is still there, else a new one.
//!
//! The position of a row never counts. A new id derives from the first identifying value, so that a rebuilt journal gives the
//! same ids.

mod index;
mod keys;
mod renamed;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub(crate) use index::HashIndex;
pub(crate) use keys::hash;
use keys::{Identity, KeyClass};
pub use renamed::Renamed;

use super::dedupe::Answer;
use crate::model::{ContactId, Frame, KnownId, Members};

/// The ids of rows: each row has its own, whatever it is merged with, so that a merge can be undone.
#[derive(Debug)]
pub struct RowIds {
    /// One id a row.
    pub ids: Vec<ContactId>,
    /// The day on which each row was first seen.
    since: Vec<Date>,
    identities: Vec<Identity>,
    /// For each row what was known of it, as an index.
    matched: Vec<Option<u32>>,
    known: Vec<KnownId>,
    /// Contacts that others were merged into, with the day on which they were first seen.
    heads: BTreeMap<ContactId, Date>,
    /// Rows that may be known contacts under another name.
    pub renamed: Vec<Renamed>,
    /// Rows by id, made when first asked for: most books have no decisions.
    rows_of: OnceLock<HashMap<ContactId, u32, FixedState>>,
}

/// What the stage produces.
#[derive(Debug)]
pub struct Identified {
    /// One id a contact.
    pub ids: Vec<ContactId>,
    /// The day on which each contact was first seen.
    pub since: Vec<Date>,
    /// What other tables may name each contact by (own-id, email, phone, name), as hashes of keys with the contact.
    pub(crate) names: Vec<(u64, u32)>,
    /// What the journal remembers after this run: ids of today's rows and of those that were seen before, by id.
    pub known: Vec<KnownId>,
}

/// Matches the contacts (rows of each in `members`) with the ids known from earlier runs.
pub fn identify(rows: &Frame, members: &Members, known: &[KnownId], today: Date) -> Identified {
    RowIds::new(rows, known.to_vec(), &[], today).settle(members)
}

impl RowIds {
    /// Matches rows with the ids known from earlier runs. A known contact who is said to be the same as a new row gives it its id.
    pub fn new(
        rows: &Frame,
        known: Vec<KnownId>,
        answers: &[((ContactId, ContactId), Answer)],
        today: Date,
    ) -> RowIds {
        let identities: Vec<Identity> = (0..rows.len() as u32)
            .into_par_iter()
            .map(|row| Identity::of(rows, &[row]))
            .collect();
        let (mut matched, doubtful) = match_known(&identities, &known);
        renamed::adopt(&mut matched, &known, answers);
        let mut fresh = NewIds {
            shared: shared_keys(&identities),
            taken: known.iter().map(|known| known.id).collect(),
            equal: BTreeMap::new(),
        };
        let mut ids = Vec::with_capacity(rows.len());
        let mut since = Vec::with_capacity(rows.len());
        for (row, (identity, found)) in identities.iter().zip(&matched).enumerate() {
            let (id, day) = match found {
                Some(at) => (known[*at as usize].id, known[*at as usize].since),
                None => (fresh.give(identity, row), today),
            };
            ids.push(id);
            since.push(day);
        }
        fresh.order(&mut ids);
        let renamed = renamed::questions(&doubtful, (&matched, &ids), &known, answers);
        let targets: HashSet<ContactId, FixedState> =
            known.iter().filter_map(|known| known.into).collect();
        let heads = known.iter().filter(|known| targets.contains(&known.id));
        RowIds {
            heads: heads.map(|known| (known.id, known.since)).collect(),
            renamed,
            rows_of: OnceLock::new(),
            ids,
            since,
            identities,
            matched,
            known,
        }
    }

    /// The row that has an id today, or a row that was merged into the contact that had it.
    pub fn row_of(&self, id: ContactId) -> Option<u32> {
        let rows_of = self.rows_of.get_or_init(|| {
            let mut rows_of = HashMap::default();
            // Who was merged into somebody that is gone stands for them.
            for row in 0..self.ids.len() as u32 {
                if let Some(into) = self.merged_into(row) {
                    rows_of.entry(into).or_insert(row);
                }
            }
            rows_of.extend(self.ids.iter().zip(0..).map(|(id, row)| (*id, row)));
            // Who is gone, and was merged into somebody who is still there, is that one.
            for known in &self.known {
                let row = known.into.and_then(|into| rows_of.get(&into).copied());
                if let Some(row) = row {
                    rows_of.entry(known.id).or_insert(row);
                }
            }
            rows_of
        });
        rows_of.get(&id).copied()
    }

    /// Whether two rows were one contact at the last run.
    pub fn were_one(&self, a: u32, b: u32) -> bool {
        let head = |row: u32| {
            let known = self.known.get(self.matched[row as usize]? as usize)?;
            Some(known.into.unwrap_or(known.id))
        };
        head(a).is_some() && head(a) == head(b)
    }

    /// Gives each contact, a group of rows, the id of one of its rows: the one that had it before, else one that was seen first.
    pub fn settle(self, members: &Members) -> Identified {
        let mut owned: HashSet<ContactId, FixedState> = self.ids.iter().copied().collect();
        let mut ids = Vec::with_capacity(members.len());
        let mut since = Vec::with_capacity(members.len());
        let mut into: Vec<Option<ContactId>> = vec![None; self.ids.len()];
        for group in members.iter() {
            let head = self.head(group, &owned);
            owned.insert(head);
            let day = group.iter().map(|row| self.since[*row as usize]).min();
            since.push(day.unwrap_or_default());
            ids.push(head);
            for row in group {
                let row = *row as usize;
                into[row] = (self.ids[row] != head).then_some(head);
            }
        }
        let mut names = names(&self.identities, members);
        // Other tables may name a contact by the id of a row that was merged into it.
        for (contact, group) in members
            .iter()
            .enumerate()
            .filter(|(_, group)| group.len() > 1)
        {
            let own = group.iter().map(|row| self.ids[*row as usize]);
            let merged = own.filter(|id| ids.get(contact) != Some(id));
            names.extend(merged.map(|id| (hash(&format!("id:{id}")), contact as u32)));
        }
        let mut gone = vec![true; self.known.len()];
        for at in self.matched.iter().flatten() {
            gone[*at as usize] = false;
        }
        let mut remembered: Vec<KnownId> = (
            self.identities.into_par_iter(),
            &self.ids,
            &self.since,
            into,
        )
            .into_par_iter()
            .map(|(identity, id, since, into)| KnownId {
                id: *id,
                since: *since,
                keys: identity.joined(),
                into,
            })
            .collect();
        let gone = self.known.into_iter().zip(gone);
        remembered.extend(gone.filter(|(_, gone)| *gone).map(|(old, _)| old));
        remembered.par_sort_unstable_by_key(|known| known.id);
        Identified {
            ids,
            since,
            names,
            known: remembered,
        }
    }

    /// The id of a group. `owned` holds ids of rows of today and of contacts that have theirs already.
    fn head(&self, group: &[u32], owned: &HashSet<ContactId, FixedState>) -> ContactId {
        let first = self.ids[group[0] as usize];
        if group.len() == 1 && self.merged_into(group[0]).is_none() {
            return first;
        }
        let all: HashSet<ContactId, FixedState> =
            group.iter().map(|row| self.ids[*row as usize]).collect();
        let own = |id: ContactId| all.contains(&id);
        // The row that stood for the contact was deleted: who was merged into it goes on under its id.
        let left = group.iter().filter_map(|row| self.merged_into(*row));
        let left = left.filter(|id| !own(*id) && !owned.contains(id));
        let heads = group
            .iter()
            .filter(|row| self.merged_into(**row).is_none_or(|into| !own(into)))
            .map(|row| (self.since[*row as usize], self.ids[*row as usize]));
        let eldest = heads.clone().map(|(day, _)| day).min();
        if let Some(left) = left.min_by_key(|id| self.since_of(*id))
            && self.since_of(left) <= eldest
        {
            return left;
        }
        // Where rows stand decides nothing.
        let eldest = heads.filter(|(day, _)| Some(*day) == eldest);
        eldest.map(|(_, id)| id).min().unwrap_or(first)
    }

    fn merged_into(&self, row: u32) -> Option<ContactId> {
        let known = self.known.get(self.matched[row as usize]? as usize)?;
        known.into
    }

    fn since_of(&self, id: ContactId) -> Option<Date> {
        self.heads.get(&id).copied()
    }
}

/// The keys by which people name a contact in another table.
fn names(identities: &[Identity], members: &Members) -> Vec<(u64, u32)> {
    (0..members.len())
        .into_par_iter()
        .flat_map_iter(|contact| {
            members[contact]
                .iter()
                .map(move |row| (contact, *row as usize))
        })
        .flat_map_iter(|(contact, row)| {
            let identity = &identities[row];
            let naming = |class: KeyClass| {
                matches!(
                    class,
                    KeyClass::OwnId | KeyClass::Email | KeyClass::Phone | KeyClass::Name
                )
            };
            let keys = identity
                .keys
                .iter()
                .filter(move |(class, _)| naming(*class));
            keys.map(move |(_, key)| (hash(key), contact as u32))
        })
        .collect()
}

/// Greedy assignment by strength of evidence: each contact gets at most one known id and each id goes to at most one contact.
/// Gives the doubtful ones beside.
fn match_known(identities: &[Identity], known: &[KnownId]) -> (Vec<Option<u32>>, Vec<Candidate>) {
    let mut matched = vec![None; identities.len()];
    if known.is_empty() {
        return (matched, Vec::new());
    }
    let index = HashIndex::new(
        known
            .par_iter()
            .enumerate()
            .flat_map_iter(|(at, old)| keys::parts(old).map(move |key| (hash(key), at as u32)))
            .collect(),
    );
    let own: BTreeMap<ContactId, u32> = known
        .iter()
        .enumerate()
        .map(|(at, old)| (old.id, at as u32))
        .collect();
    let candidates: Vec<Vec<Candidate>> = identities
        .par_iter()
        .enumerate()
        .map(|(contact, identity)| candidates(contact as u32, identity, (&index, known), &own))
        .collect();
    let (doubtful, mut candidates): (Vec<Candidate>, Vec<Candidate>) = candidates
        .into_iter()
        .flatten()
        .partition(|candidate| candidate.is_doubtful);
    // Strongest first; among equals the older id (known ids stand in the order of the journal), then the earlier contact.
    candidates.par_sort_unstable_by_key(|candidate| {
        (
            std::cmp::Reverse(candidate.score),
            candidate.known,
            candidate.contact,
        )
    });
    let mut used = vec![false; known.len()];
    for candidate in candidates {
        let slot = &mut matched[candidate.contact as usize];
        if slot.is_none() && !used[candidate.known as usize] {
            *slot = Some(candidate.known);
            used[candidate.known as usize] = true;
        }
    }
    match_equal(identities, known, &used, &mut matched);
    (matched, doubtful)
}

/// Contacts that are still without an id take, in order, the unused ids of contacts that had exactly their keys: where a key is
/// crowded, only its first holders are candidates.
fn match_equal(
    identities: &[Identity],
    known: &[KnownId],
    used: &[bool],
    matched: &mut [Option<u32>],
) {
    if matched.iter().all(Option::is_some) {
        return;
    }
    let mut unused: HashMap<&str, VecDeque<u32>, FixedState> = HashMap::default();
    for (at, old) in known.iter().enumerate().filter(|(at, _)| !used[*at]) {
        unused
            .entry(old.keys.as_str())
            .or_default()
            .push_back(at as u32);
    }
    for (slot, identity) in matched.iter_mut().zip(identities) {
        if slot.is_none() {
            *slot = unused
                .get_mut(identity.joined().as_str())
                .and_then(VecDeque::pop_front);
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Candidate {
    score: u32,
    known: u32,
    contact: u32,
    /// The name is another altogether, and little else speaks for it: a question, never an inheritance.
    is_doubtful: bool,
}

/// A key held by more known contacts than this says nothing.
const CROWD: usize = 50;

fn candidates(
    contact: u32,
    identity: &Identity,
    (index, all): (&HashIndex, &[KnownId]),
    own: &BTreeMap<ContactId, u32>,
) -> Vec<Candidate> {
    let mut scores: BTreeMap<u32, u32> = BTreeMap::new();
    let mut named: BTreeSet<u32> = BTreeSet::new();
    for (class, key) in &identity.keys {
        if *class == KeyClass::Id {
            let written = key
                .strip_prefix("id:")
                .and_then(ContactId::parse)
                .and_then(|id| own.get(&id));
            if let Some(at) = written {
                *scores.entry(*at).or_default() += class.weight();
                named.insert(*at);
            }
            continue;
        }
        for at in index.get(hash(key)).take(CROWD) {
            *scores.entry(at).or_default() += class.weight();
            if matches!(class, KeyClass::Name | KeyClass::NameBirthday) {
                named.insert(at);
            }
        }
    }
    scores
        .into_iter()
        .map(|(known, score)| Candidate {
            score,
            known,
            contact,
            is_doubtful: score < renamed::ENOUGH
                && !named.contains(&known)
                && renamed::is_another_name(identity, &all[known as usize]),
        })
        .collect()
}

/// Hashes of keys that more than one contact of today has.
fn shared_keys(identities: &[Identity]) -> Vec<u64> {
    let mut all: Vec<u64> = identities
        .par_iter()
        .flat_map_iter(|identity| identity.keys.iter().map(|(_, key)| hash(key)))
        .collect();
    all.par_sort_unstable();
    let mut shared: Vec<u64> = all
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    shared.dedup();
    shared
}

/// Gives ids to contacts that were never seen.
struct NewIds {
    /// Hashes of keys that more than one contact has, ascending.
    shared: Vec<u64>,
    taken: HashSet<ContactId, FixedState>,
    /// Contacts that nothing tells apart, by their joined keys: the last count that was tried, and the contacts.
    equal: BTreeMap<String, (u32, Vec<usize>)>,
}

impl NewIds {
    /// The id typed into the contact's row; else 45 bits of SHA-256 (FIPS 180-4) of the first key that no other contact has; with a
    /// count where everything is shared or taken.
    fn give(&mut self, identity: &Identity, contact: usize) -> ContactId {
        for (class, key) in &identity.keys {
            if self.shared.binary_search(&hash(key)).is_ok() {
                continue;
            }
            let id = if *class == KeyClass::Id {
                key.strip_prefix("id:").and_then(ContactId::parse)
            } else {
                Some(derive(key))
            };
            if let Some(id) = id
                && self.taken.insert(id)
            {
                return id;
            }
        }
        let joined = identity.joined();
        let (count, contacts) = self.equal.entry(joined.clone()).or_default();
        contacts.push(contact);
        loop {
            *count += 1;
            let id = derive(&format!("{joined}#{count}"));
            if self.taken.insert(id) {
                return id;
            }
        }
    }

    /// Puts the ids of contacts that nothing tells apart in ascending order, the order in which the next run hands them out.
    fn order(self, ids: &mut [ContactId]) {
        for (_, contacts) in self.equal.into_values() {
            let mut sorted: Vec<ContactId> = contacts.iter().map(|contact| ids[*contact]).collect();
            sorted.sort_unstable();
            for (contact, id) in contacts.into_iter().zip(sorted) {
                ids[contact] = id;
            }
        }
    }
}

fn derive(key: &str) -> ContactId {
    let digest = Sha256::digest(key.as_bytes());
    let bits = digest
        .iter()
        .take(8)
        .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    ContactId::from_bits(bits)
}
