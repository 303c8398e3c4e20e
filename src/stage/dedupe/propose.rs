//! What is left to people: pairs that are probably one person, and households.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::compare::{Evidence, Sign, Signs};
use super::groups::{Groups, Judge, LIKELY, Scored, is_conflict};
use super::model::Shares;
use super::table::Table;
use super::{Deduped, Reason};

/// From this probability on a pair is a proposal.
const PROPOSED: f32 = 0.5;
/// From this probability on two contacts are of one household.
const HOUSEHOLD: f32 = 0.5;
/// A household of more is a company or a street.
const MOST_RELATIVES: usize = 12;

/// Two contacts that are probably one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The contact that comes first, and the other.
    pub contacts: (u32, u32),
    /// The rows of them that are most alike.
    pub rows: (u32, u32),
    /// How probable it is that they are one person, from 0 to 1.
    pub probability: f32,
    /// How probable it is that they are relatives.
    pub relatives: f32,
    /// How probable it is that they are colleagues, or branches.
    pub colleagues: f32,
    /// What agrees and differs.
    pub signs: Signs,
    /// What says most.
    pub reason: Reason,
    /// Whether the answer would unite two groups that nothing more probable unites: only such pairs are asked about.
    pub asked: bool,
}

/// Contacts of one household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Its contacts, ascending.
    pub contacts: Vec<u32>,
    /// Whether people said that all of them are relatives.
    pub confirmed: bool,
    /// What they share.
    pub shared: Vec<(u32, u32, Signs)>,
}

/// The pairs that are probably one person, the most probable first.
pub(super) fn scored(
    compared: &[((u32, u32), Evidence)],
    shares: &Shares,
    table: &Table,
) -> Vec<Scored> {
    // Of equals the names decide; where rows stand, last.
    let faces = |pair: &Scored| {
        let face = |row: u32| table.row(row).face;
        (
            face(pair.a).min(face(pair.b)),
            face(pair.a).max(face(pair.b)),
        )
    };
    let mut scored: Vec<Scored> = compared
        .par_iter()
        .filter_map(|((a, b), evidence)| {
            let probability = shares.of(evidence).same;
            (probability >= PROPOSED).then_some(Scored {
                a: *a,
                b: *b,
                probability,
                evidence: *evidence,
            })
        })
        .collect();
    scored.par_sort_unstable_by(|x, y| {
        let probability = y.probability.total_cmp(&x.probability);
        let names = || faces(x).cmp(&faces(y));
        let rows = || (x.a, x.b).cmp(&(y.a, y.b));
        probability.then_with(names).then_with(rows)
    });
    scored
}

/// What was found of pairs of rows.
pub(super) struct Found<'a> {
    /// The contact of each row.
    pub(super) contact_of: &'a [u32],
    /// Pairs that are probably one person, the most probable first.
    pub(super) scored: &'a [Scored],
    /// All pairs that could be anything but chance.
    pub(super) compared: &'a [((u32, u32), Evidence)],
}

/// Fills proposals, clusters and households.
pub(super) fn propose(
    deduped: &mut Deduped,
    merged: &Groups,
    found: &Found<'_>,
    judge: &Judge<'_>,
) {
    let contact_of = found.contact_of;
    let mut groups = merged.clone();
    let mut seen: HashSet<(u32, u32), FixedState> = HashSet::default();
    let mut proposals: Vec<Proposal> = Vec::new();
    for pair in found.scored {
        let (a, b) = (contact_of[pair.a as usize], contact_of[pair.b as usize]);
        let contacts = (a.min(b), a.max(b));
        if a == b || is_conflict(&pair.evidence) || seen.contains(&contacts) {
            continue;
        }
        if judge.decided.forbids(merged.of(pair.a), merged.of(pair.b)) {
            continue;
        }
        let asked = !groups.same(pair.a, pair.b);
        groups.link(pair, LIKELY, judge);
        seen.insert(contacts);
        let likely = judge.shares.of(&pair.evidence);
        let row = |at: u32| judge.comparer.table.row(at);
        proposals.push(Proposal {
            contacts,
            rows: if a < b {
                (pair.a, pair.b)
            } else {
                (pair.b, pair.a)
            },
            probability: pair.probability,
            relatives: likely.relatives,
            colleagues: likely.colleagues,
            signs: pair.evidence.signs,
            reason: Reason::of(&pair.evidence.signs, row(pair.a), row(pair.b)),
            asked,
        });
    }
    deduped.cluster = deduped
        .members
        .iter()
        .map(|rows| {
            let group = groups.of(rows[0]).iter();
            let first = group.map(|row| contact_of[*row as usize]).min();
            first.unwrap_or(contact_of[rows[0] as usize])
        })
        .collect();
    deduped.proposals = proposals;
    deduped.households = households(deduped, found, judge);
}

/// Contacts that are relatives by decision or by the model, put together.
fn households(deduped: &Deduped, found: &Found<'_>, judge: &Judge<'_>) -> Vec<Household> {
    let contact = |row: u32| found.contact_of[row as usize];
    let likely: Vec<((u32, u32), Signs)> = found
        .compared
        .par_iter()
        .filter(|(_, evidence)| {
            let signs = &evidence.signs;
            let family = matches!(signs.family, Sign::Same | Sign::Near);
            // Neighbours of one house are no household.
            let home = [signs.phone, signs.email].contains(&Sign::Same)
                || signs.address == Sign::Same && family;
            home && judge.shares.of(evidence).relatives >= HOUSEHOLD
        })
        .map(|(pair, evidence)| (*pair, evidence.signs))
        .collect();
    let decided = judge.decided.relatives.iter();
    let decided = decided.map(|(a, b)| ((*a, *b), judge.score(*a, *b).evidence.signs, true));
    let likely = likely
        .into_iter()
        .filter(|((a, b), _)| !judge.decided.forbids(&[*a], &[*b]))
        .map(|(pair, signs)| (pair, signs, false));
    let mut edges: Vec<Edge> = decided
        .chain(likely)
        .filter_map(|((a, b), signs, is_decided)| {
            let (a, b) = (contact(a), contact(b));
            let one = deduped.cluster.get(a as usize) == deduped.cluster.get(b as usize);
            (a != b && (is_decided || !one)).then_some(Edge {
                pair: (a.min(b), a.max(b)),
                signs,
                is_decided,
            })
        })
        .collect();
    // Of two links of one pair what people said counts.
    edges.par_sort_by_key(|edge| (edge.pair, !edge.is_decided));
    edges.dedup_by_key(|edge| edge.pair);
    let mut home: Vec<u32> = (0..deduped.members.len() as u32).collect();
    for edge in &edges {
        let (x, y) = (root(&mut home, edge.pair.0), root(&mut home, edge.pair.1));
        if let Some(slot) = home.get_mut(x.max(y) as usize) {
            *slot = x.min(y);
        }
    }
    let mut found: BTreeMap<u32, Vec<&Edge>> = BTreeMap::new();
    for edge in &edges {
        let home = root(&mut home, edge.pair.0);
        found.entry(home).or_default().push(edge);
    }
    let households = found.into_values().map(|edges| {
        let contacts = edges.iter().flat_map(|edge| [edge.pair.0, edge.pair.1]);
        let contacts: BTreeSet<u32> = contacts.collect();
        Household {
            contacts: contacts.into_iter().collect(),
            confirmed: edges.iter().all(|edge| edge.is_decided),
            shared: edges
                .iter()
                .map(|edge| (edge.pair.0, edge.pair.1, edge.signs))
                .collect(),
        }
    });
    households
        .filter(|home| home.confirmed || home.contacts.len() <= MOST_RELATIVES)
        .collect()
}

/// Two contacts that are relatives.
struct Edge {
    pair: (u32, u32),
    signs: Signs,
    is_decided: bool,
}

/// The first contact of the household that a contact belongs to; shortens the way there.
fn root(home: &mut [u32], mut at: u32) -> u32 {
    while let Some(up) = home.get(at as usize).copied().filter(|up| *up != at) {
        let next = home.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = home.get_mut(at as usize) {
            *slot = next;
        }
        at = next;
    }
    at
}
