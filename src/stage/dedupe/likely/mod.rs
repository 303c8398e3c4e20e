//! Likely duplicates: pairs of contacts that are probably one person, with a probability, and the groups that they would make.
//!
//! Rows that share a key are compared field by field; a mixture model turns what agrees into a probability.

mod alike;
mod blocks;
mod compare;
mod features;
mod lexicon;
mod model;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use rayon::prelude::*;

use super::clusters::Clusters;
use crate::model::Frame;
use compare::{Comparer, Evidence, Frequencies, Sign};
use model::Shares;

/// A pair from this probability on is a likely duplicate.
pub(super) const LIKELY: f32 = 0.5;

/// Groups are united if the pairs between them are on average as probable as this.
const FIT: f32 = 0.15;
/// Members of a group that are compared with another group's.
const MOST_FACES: usize = 8;

/// What is found.
#[derive(Debug, Default)]
pub struct Likely {
    /// Pairs of contacts, most probable first.
    pub pairs: Vec<LikelyPair>,
    /// For each contact the first contact of the group that it would belong to.
    pub cluster: Vec<u32>,
}

/// Two contacts that are probably one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelyPair {
    /// The contact that comes first.
    pub first: u32,
    /// The other.
    pub second: u32,
    /// From 0 to 1.
    pub probability: f32,
}

/// Finds likely duplicates among contacts (rows of each in `members`).
pub fn likely(frame: &Frame, members: &[Vec<u32>]) -> Likely {
    let prepared = features::prepare(frame);
    let pairs = blocks::pairs(&prepared);
    let frequencies = Frequencies::new(&prepared);
    let comparer = Comparer {
        prepared: &prepared,
        frequencies: &frequencies,
    };
    let evidence: Vec<Evidence> = pairs
        .par_iter()
        .map(|pair| comparer.compare(*pair))
        .collect();
    let shares = Shares::learn(frame.len(), &evidence);
    let mut contact_of = vec![0_u32; frame.len()];
    for (contact, rows) in members.iter().enumerate() {
        for row in rows {
            contact_of[*row as usize] = contact as u32;
        }
    }
    let mut scored: Vec<(f32, u32, u32)> = pairs
        .iter()
        .zip(&evidence)
        .filter(|(_, evidence)| !is_conflict(evidence))
        .map(|(pair, evidence)| (shares.of(evidence).same, pair.0, pair.1))
        .filter(|(probability, _, _)| *probability >= LIKELY)
        .collect();
    scored.par_sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut clusters = Clusters::new(members.len());
    let mut found: Vec<LikelyPair> = Vec::new();
    let mut seen = HashSet::new();
    for (probability, a, b) in scored {
        let (a, b) = (contact_of[a as usize], contact_of[b as usize]);
        if a == b || !seen.insert((a.min(b), a.max(b))) {
            continue;
        }
        found.push(LikelyPair {
            first: a.min(b),
            second: a.max(b),
            probability,
        });
        if clusters.same(a, b) {
            continue;
        }
        let row = |contact: &u32| members[*contact as usize][0];
        let (mut sum, mut count, mut conflict) = (0.0, 0, false);
        for x in clusters.of(a).iter().take(MOST_FACES) {
            for y in clusters.of(b).iter().take(MOST_FACES) {
                let (x, y) = (row(x), row(y));
                let evidence = comparer.compare((x.min(y), x.max(y)));
                conflict |= is_conflict(&evidence);
                sum += shares.of(&evidence).same;
                count += 1;
            }
        }
        if !conflict && sum >= FIT * count as f32 {
            clusters.unite((a, b), |_, _| false);
        }
    }
    let cluster = (0..members.len() as u32)
        .map(|contact| {
            clusters
                .of(contact)
                .iter()
                .copied()
                .min()
                .unwrap_or(contact)
        })
        .collect();
    Likely {
        pairs: found,
        cluster,
    }
}

/// Another given name and another birthday: never one person.
fn is_conflict(evidence: &Evidence) -> bool {
    let signs = &evidence.signs;
    signs.given == Sign::Differs && signs.birthday == Sign::Differs
}
