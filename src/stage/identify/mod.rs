//! Gives each contact its id: the one it had, as long as anything that identifies it is still there, else a new one.
//!
//! The position of a row never counts. A new id derives from the first identifying value, so that a rebuilt journal gives the
//! same ids.

mod index;
mod keys;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::OnceLock;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub(crate) use index::HashIndex;
pub(crate) use keys::hash;
use keys::{Identity, KeyClass};

use crate::model::{ContactId, Frame, KnownId};

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
pub fn identify(rows: &Frame, members: &[Vec<u32>], known: &[KnownId], today: Date) -> Identified {
    RowIds::new(rows, known.to_vec(), today).settle(members)
}

impl RowIds {
    /// Matches rows with the ids known from earlier runs.
    pub fn new(rows: &Frame, known: Vec<KnownId>, today: Date) -> RowIds {
        let identities: Vec<Identity> = (0..rows.len() as u32)
            .into_par_iter()
            .map(|row| Identity::of(rows, &[row]))
            .collect();
        let matched = match_known(&identities, &known);
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
        let targets: HashSet<ContactId, FixedState> =
            known.iter().filter_map(|known| known.into).collect();
        let heads = known.iter().filter(|known| targets.contains(&known.id));
        RowIds {
            heads: heads.map(|known| (known.id, known.since)).collect(),
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
                if let Some(into) = self.into_of(row) {
                    rows_of.entry(into).or_insert(row);
                }
            }
            rows_of.extend(self.ids.iter().zip(0..).map(|(id, row)| (*id, row)));
            rows_of
        });
        rows_of.get(&id).copied()
    }

    /// Gives each contact, a group of rows, the id of one of its rows: the one that had it before, else one that was seen first.
    pub fn settle(self, members: &[Vec<u32>]) -> Identified {
        let mut owned: HashSet<ContactId, FixedState> = self.ids.iter().copied().collect();
        let mut ids = Vec::with_capacity(members.len());
        let mut since = Vec::with_capacity(members.len());
        let mut into: Vec<Option<ContactId>> = vec![None; self.ids.len()];
        for group in members {
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
        let names = names(&self.identities, members);
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
        if group.len() == 1 && self.into_of(group[0]).is_none() {
            return first;
        }
        let own = |id: ContactId| group.iter().any(|row| self.ids[*row as usize] == id);
        // The row that stood for the contact was deleted: who was merged into it goes on under its id.
        let left = group.iter().filter_map(|row| self.into_of(*row));
        let left = left.filter(|id| !own(*id) && !owned.contains(id));
        let heads = group
            .iter()
            .filter(|row| self.into_of(**row).is_none_or(|into| !own(into)))
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

    fn into_of(&self, row: u32) -> Option<ContactId> {
        let known = self.known.get(self.matched[row as usize]? as usize)?;
        known.into
    }

    fn since_of(&self, id: ContactId) -> Option<Date> {
        self.heads.get(&id).copied()
    }
}

/// The keys by which people name a contact in another table.
fn names(identities: &[Identity], members: &[Vec<u32>]) -> Vec<(u64, u32)> {
    members
        .par_iter()
        .enumerate()
        .flat_map_iter(|(contact, group)| group.iter().map(move |row| (contact, *row as usize)))
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
fn match_known(identities: &[Identity], known: &[KnownId]) -> Vec<Option<u32>> {
    let mut matched = vec![None; identities.len()];
    if known.is_empty() {
        return matched;
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
        .map(|(contact, identity)| candidates(contact as u32, identity, &index, &own))
        .collect();
    let mut candidates: Vec<Candidate> = candidates.into_iter().flatten().collect();
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
    matched
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
}

/// A key held by more known contacts than this says nothing.
const CROWD: usize = 50;

fn candidates(
    contact: u32,
    identity: &Identity,
    index: &HashIndex,
    own: &BTreeMap<ContactId, u32>,
) -> Vec<Candidate> {
    let mut scores: BTreeMap<u32, u32> = BTreeMap::new();
    for (class, key) in &identity.keys {
        if *class == KeyClass::Id {
            let written = key
                .strip_prefix("id:")
                .and_then(ContactId::parse)
                .and_then(|id| own.get(&id));
            if let Some(at) = written {
                *scores.entry(*at).or_default() += class.weight();
            }
            continue;
        }
        for at in index.get(hash(key)).take(CROWD) {
            *scores.entry(at).or_default() += class.weight();
        }
    }
    scores
        .into_iter()
        .map(|(known, score)| Candidate {
            score,
            known,
            contact,
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Field, Phone, PhoneKind, SheetId, TableKind, TextRef};

    /// Rows written as `name | phone | email`.
    fn table(lines: &[&str]) -> Frame {
        let mut rows = Frame::new(TableKind::Contacts);
        for (at, line) in lines.iter().enumerate() {
            rows.push_row(SheetId(0), at as u32);
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            rows.set_text(Field::Name, parts[0]);
            if let Ok(number) = parts[1].parse() {
                let phone = Phone {
                    number,
                    extension: 0,
                    kind: PhoneKind::Mobile,
                    text: TextRef::NONE,
                };
                rows.add_phone(Field::Phone, phone, parts[1]);
            }
            if !parts[2].is_empty() {
                rows.add_email(Field::Email, parts[2]);
            }
        }
        rows
    }

    fn run(lines: &[&str], known: &[KnownId]) -> Identified {
        let rows = table(lines);
        let members: Vec<Vec<u32>> = (0..rows.len() as u32).map(|row| vec![row]).collect();
        identify(&rows, &members, known, "2026-11-22".parse().unwrap())
    }

    #[test]
    fn an_id_survives_a_changed_name_phone_or_email_and_sorting() {
        let first = run(
            &[
                "Sara Ahmed|49151|a@b.org",
                "Omar Ali|49152|",
                "Lena||l@x.org",
            ],
            &[],
        );
        for changed in [
            "Sara Hassan|49151|a@b.org",
            "Sara Ahmed|49999|a@b.org",
            "Sara Ahmed|49151|new@b.org",
        ] {
            let second = run(&["Lena||l@x.org", changed, "Omar Ali|49152|"], &first.known);
            assert_eq!(
                second.ids,
                [first.ids[2], first.ids[0], first.ids[1]],
                "{changed}"
            );
        }
    }

    #[test]
    fn a_row_whose_name_and_keys_all_changed_is_new() {
        let first = run(&["Sara Ahmed|49151|a@b.org"], &[]);
        let second = run(&["Omar Ali|49777|o@b.org"], &first.known);
        assert_ne!(second.ids[0], first.ids[0]);
        assert_eq!(second.known.len(), 2);
    }

    #[test]
    fn a_rebuilt_journal_gives_the_same_ids() {
        let lines = [
            "Sara Ahmed|49151|a@b.org",
            "Omar Ahmed|49151|",
            "Lena||",
            "Lena||",
        ];
        let (first, second) = (run(&lines, &[]), run(&lines, &[]));
        assert_eq!(first.ids, second.ids);
        let unique: BTreeSet<_> = first.ids.iter().collect();
        assert_eq!(unique.len(), 4);
    }

    #[test]
    fn relatives_on_one_phone_keep_their_own_ids() {
        let first = run(&["Anna Ivanova|7495|", "Pyotr Ivanov|7495|"], &[]);
        let second = run(&["Pyotr Ivanov|7495|", "Anna Ivanova|7495|"], &first.known);
        assert_eq!(second.ids, [first.ids[1], first.ids[0]]);
    }

    #[test]
    fn a_third_relative_does_not_take_the_id_of_one_who_is_still_there() {
        let first = run(&["Anna Ivanova|7495|"], &[]);
        let second = run(&["Masha Ivanova|7495|", "Anna Ivanova|7495|"], &first.known);
        assert_eq!(second.ids[1], first.ids[0]);
        assert_ne!(second.ids[0], first.ids[0]);
    }

    #[test]
    fn equal_rows_in_a_crowd_keep_their_ids_from_run_to_run() {
        let mut lines = vec!["Walk-in customer||"; 3 * CROWD];
        lines.insert(7, "Sara Ahmed|49151|");
        let first = run(&lines, &[]);
        let unique: BTreeSet<_> = first.ids.iter().collect();
        assert_eq!(unique.len(), lines.len());
        let second = run(&lines, &first.known);
        assert_eq!(second.ids, first.ids);
        assert_eq!(second.known.len(), lines.len());
        assert_eq!(run(&lines, &second.known).ids, first.ids);
    }

    #[test]
    fn a_typed_id_survives_the_loss_of_the_journal_unless_two_contacts_claim_it() {
        let id = run(&["Omar Ali|49152|"], &[]).ids[0];
        let typed = |claims: usize| {
            let mut rows = Frame::new(TableKind::Contacts);
            for at in 0..2 {
                rows.push_row(SheetId(0), at as u32);
                rows.set_text(Field::Name, ["Sara", "Lena"][at]);
                if at < claims {
                    rows.set_text(Field::Id, &id.to_string());
                }
            }
            identify(
                &rows,
                &[vec![0], vec![1]],
                &[],
                "2026-11-22".parse().unwrap(),
            )
            .ids
        };
        assert_eq!(typed(1)[0], id);
        assert!(!typed(2).contains(&id));
    }
}
