//! A row under a known phone, address of mail or number, but with another name altogether: the same person renamed, or a successor at
//! the same desk. That is a question; nothing is inherited before it is answered.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use super::keys::{Identity, KeyClass, parts};
use crate::model::{ContactId, KnownId};
use crate::stage::dedupe::{Answer, PreparedName};

/// A score from which a name may change altogether: the user's own number with a phone or an address of mail.
pub(super) const ENOUGH: u32 = 95;

/// A row that may be a known contact under another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The row.
    pub row: u32,
    /// Its id.
    pub new: ContactId,
    /// The id of the contact that it may be.
    pub old: ContactId,
    /// The name of that contact, as it is compared: words without capitals.
    pub before: String,
}

/// Whether both have names, and these could not be one person's nor share a word.
pub(super) fn is_another_name(identity: &Identity, known: &KnownId) -> bool {
    let here = identity.keys.iter();
    let here = here.filter(|(class, _)| *class == KeyClass::Name);
    let here: Vec<&str> = here
        .filter_map(|(_, key)| key.strip_prefix("name:"))
        .collect();
    let there: Vec<&str> = parts(known)
        .filter_map(|key| key.strip_prefix("name:"))
        .collect();
    let apart = |a: &&str, b: &&str| {
        let share = a
            .split(' ')
            .any(|word| b.split(' ').any(|other| word == other));
        !share && !PreparedName::new(a).is_compatible(&PreparedName::new(b))
    };
    !here.is_empty() && !there.is_empty() && here.iter().all(|a| there.iter().all(|b| apart(a, b)))
}

/// Rows that people said to be a known contact take its id.
pub(super) fn adopt(
    matched: &mut [Option<u32>],
    known: &[KnownId],
    answers: &[((ContactId, ContactId), Answer)],
) {
    let same = answers.iter().filter(|(_, answer)| *answer == Answer::Same);
    let same: Vec<(ContactId, ContactId)> = same.map(|(pair, _)| *pair).collect();
    if same.is_empty() {
        return;
    }
    let asked: BTreeSet<ContactId> = same.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let at: BTreeMap<ContactId, u32> = (0..)
        .zip(known)
        .filter(|(_, known)| asked.contains(&known.id))
        .map(|(at, known)| (known.id, at))
        .collect();
    let mut row_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (row, found) in matched.iter().enumerate() {
        row_of.extend(found.map(|at| (at, row)));
    }
    for (a, b) in same {
        let (Some(a), Some(b)) = (at.get(&a), at.get(&b)) else {
            continue;
        };
        for (new, old) in [(a, b), (b, a)] {
            let is_elder = known[*old as usize].since <= known[*new as usize].since;
            // Of two that are merged, each keeps its own id.
            let is_free = !row_of.contains_key(old) && known[*old as usize].into.is_none();
            if let Some(row) = row_of.get(new).copied().filter(|_| is_elder && is_free)
                && known[*new as usize].into.is_none()
            {
                matched[row] = Some(*old);
                row_of.remove(new);
                row_of.insert(*old, row);
                break;
            }
        }
    }
}

/// The questions: of each new row the likeliest contact that is gone, unless people answered.
pub(super) fn questions(
    doubtful: &[Candidate],
    (matched, ids): (&[Option<u32>], &[ContactId]),
    known: &[KnownId],
    answers: &[((ContactId, ContactId), Answer)],
) -> Vec<Renamed> {
    let present: BTreeSet<u32> = if doubtful.is_empty() {
        return Vec::new();
    } else {
        matched.iter().flatten().copied().collect()
    };
    let answered: BTreeSet<(ContactId, ContactId)> =
        answers.iter().map(|(pair, _)| *pair).collect();
    let mut best: BTreeMap<u32, Candidate> = BTreeMap::new();
    for candidate in doubtful {
        let gone = !present.contains(&candidate.known);
        // Who was there all along is nobody's successor.
        let since = matched[candidate.contact as usize].map(|at| known[at as usize].since);
        if since.is_some_and(|since| since <= known[candidate.known as usize].since) {
            continue;
        }
        let (new, old) = (
            ids[candidate.contact as usize],
            known[candidate.known as usize].id,
        );
        if !gone || answered.contains(&(new.min(old), new.max(old))) {
            continue;
        }
        let known = best.entry(candidate.contact).or_insert(*candidate);
        if candidate.score > known.score {
            *known = *candidate;
        }
    }
    best.into_iter()
        .map(|(row, candidate)| {
            let old = &known[candidate.known as usize];
            let mut names = parts(old).filter_map(|key| key.strip_prefix("name:"));
            Renamed {
                row,
                new: ids[row as usize],
                old: old.id,
                before: names.next().unwrap_or_default().to_owned(),
            }
        })
        .collect()
}
