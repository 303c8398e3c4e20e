//! One person, one record: finds rows that are one person, merges those that surely are, field by field, and proposes the rest.
//!
//! `table` prepares once what is compared of each row; `blocks` says which rows are compared; `compare` weighs what agrees and
//! differs; `model` learns from the book how probable each kind of pair is; `groups` grow link by link, with guards. What people
//! decided is obeyed first and last (`decisions`). `docs/matching.md` has the formulas.

mod alike;
mod blocks;
mod compare;
mod decisions;
mod groups;
mod keys;
mod lexicon;
mod merge;
mod model;
mod names;
mod part_names;
mod propose;
mod reason;
mod table;
#[cfg(test)]
mod tests;
mod word;

use rayon::prelude::*;

use crate::config::MatchingPlan;
use crate::model::{ContactId, Field, FieldId, Frame, Members, SheetId, TableKind};
use compare::{Comparer, Evidence};
use decisions::Decided;
use groups::{Groups, Judge, MERGING, Scored};
use model::Shares;
use part_names::PartNames;
use table::Table;

pub use compare::{Sign, Signs};
pub use decisions::{Answer, answers, pair_key};
pub(crate) use names::PreparedName;
pub use propose::{Household, Proposal};
pub use reason::Reason;

/// From this probability on a pair is merged without asking, if nothing speaks against it.
const MERGE: f32 = 0.98;

/// What the stage works on.
#[derive(Clone, Copy)]
pub struct DedupeRequest<'a> {
    /// The clean rows of contacts.
    pub rows: &'a Frame,
    /// `matching.toml`.
    pub plan: &'a MatchingPlan,
    /// What people decided of pairs of ids.
    pub answers: &'a [((ContactId, ContactId), Answer)],
    /// The rank of a sheet among sources: the most trusted first.
    pub trust: &'a (dyn Fn(SheetId) -> usize + Sync),
    /// Whether two rows were one contact at the last run.
    pub were_one: &'a (dyn Fn(u32, u32) -> bool + Sync),
    /// The row that has an id today.
    pub row_of: &'a (dyn Fn(ContactId) -> Option<u32> + Sync),
}

/// What the stage produces. Contacts are in the order of their first rows.
#[derive(Debug, Default)]
pub struct Deduped {
    /// The rows of each contact, the survivor first.
    pub members: Members,
    /// For merged contacts the row that a field is taken from, where that is not the survivor,
    /// ascending.
    pub chosen: Vec<((u32, FieldId), u32)>,
    /// Why each merged row was merged.
    pub links: Vec<Link>,
    /// Pairs of contacts that are probably one person and that nobody decided on, the most probable first.
    pub proposals: Vec<Proposal>,
    /// Contacts of one household.
    pub households: Vec<Household>,
    /// For each contact the first contact of the group that it would belong to if all likely proposals were accepted.
    pub cluster: Vec<u32>,
    /// Decisions that contradict others and were not followed, as pairs of rows.
    pub contradictions: Vec<(u32, u32)>,
    /// Rows that were not merged because their group would have grown too large.
    pub too_large: Vec<(u32, u32)>,
}

/// A row that was merged into another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index of the contact.
    pub contact: u32,
    /// The row that was merged.
    pub row: u32,
    /// The row with which it shares what says most.
    pub with: u32,
    /// What says most.
    pub reason: Reason,
    /// The shared value; empty where several things agree.
    pub value: String,
    /// How probable it is that both are one person, from 0 to 1.
    pub probability: f32,
    /// What agrees and differs.
    pub signs: Signs,
}

/// A link before its contact is known.
#[derive(Debug, Clone, Copy)]
struct Edge {
    a: u32,
    b: u32,
    reason: Reason,
    probability: f32,
    signs: Signs,
}

/// Groups the rows of the contacts table into contacts.
pub fn dedupe(request: &DedupeRequest<'_>) -> Deduped {
    let rows = request.rows;
    let mut table = Table::new(rows);
    let pairs = blocks::pairs(&mut table);
    let comparer = Comparer {
        table: &table,
        frame: rows,
        crowd: request.plan.max_shared,
    };
    let weighed: Vec<((u32, u32), Evidence)> = pairs
        .into_par_iter()
        .map(|(a, b)| comparer.compare(table.at(a), table.at(b)))
        .filter(|(_, evidence)| Shares::is_promising(evidence, rows.len()))
        .collect();
    let shares = Shares::learn(rows.len(), weighed.par_iter().map(|(_, evidence)| evidence));
    let decided = Decided::new(request.answers, request.row_of);
    let judge = Judge {
        comparer,
        shares: &shares,
        decided: &decided,
    };
    let mut state = State {
        groups: Groups::new(rows.len()),
        edges: Vec::new(),
        contradictions: Vec::new(),
    };
    state.obey(&judge);
    let scored = propose::scored(&weighed, &shares, &table);
    if request.plan.merge {
        state.merge(&scored, &judge, request);
    }
    let (mut deduped, contact_of) = merge::merge(request, &state);
    let found = propose::Found {
        contact_of: &contact_of,
        scored: &scored,
        compared: &weighed,
    };
    propose::propose(&mut deduped, &state.groups, &found, &judge);
    deduped.contradictions = state.contradictions;
    deduped.too_large = std::mem::take(&mut state.groups.too_large);
    deduped
}

/// Groups as far as they have grown, and the links that made them.
struct State {
    groups: Groups,
    edges: Vec<Edge>,
    contradictions: Vec<(u32, u32)>,
}

impl State {
    /// Unites what people said is one person.
    fn obey(&mut self, judge: &Judge<'_>) {
        for (a, b) in judge.decided.same.iter().copied() {
            if self.groups.same(a, b) {
                continue;
            }
            if judge.decided.forbids(self.groups.of(a), self.groups.of(b)) {
                self.contradictions.push((a, b));
                continue;
            }
            self.groups.unite((a, b), judge);
            self.edges.push(Edge {
                a,
                b,
                reason: Reason::Decision,
                probability: 1.0,
                signs: judge.score(a, b).evidence.signs,
            });
        }
    }

    /// Unites what is surely one person, the most probable pairs first. Who was one contact before stays one as long as that is
    /// likely: another row, added or deleted, teaches the model a little, and must not part them.
    fn merge(&mut self, scored: &[Scored], judge: &Judge<'_>, request: &DedupeRequest<'_>) {
        let rows = request.rows;
        let table = judge.comparer.table;
        let parts = PartNames::new(scored, judge, &self.groups, request.were_one);
        for pair in scored {
            let (a, b) = (pair.a, pair.b);
            if self.groups.same(a, b) || parts.forbid(&self.groups, a, b) {
                continue;
            }
            let equal = || merge::are_equal(rows, pair.a, pair.b);
            let whole =
                pair.probability < MERGE && pair.evidence.signs.nothing_differs() && equal();
            let enough = || pair.probability >= MERGE || (request.were_one)(pair.a, pair.b);
            let sure = pair.evidence.signs.is_sure() && enough();
            if !(whole || sure) || !self.groups.link(pair, MERGING, judge) {
                continue;
            }
            let reason = if whole {
                Reason::WholeRow
            } else {
                Reason::of(&pair.evidence.signs, table.row(pair.a), table.row(pair.b))
            };
            self.edges.push(Edge {
                a: pair.a,
                b: pair.b,
                reason,
                probability: if whole { 1.0 } else { pair.probability },
                signs: pair.evidence.signs,
            });
        }
    }
}

/// How alike two names are by themselves, from 0 to 1, whatever else is known: words aligned in any order and script, each weighing
/// by its length, legal forms little. `organisations` says which pairs are not people's.
pub fn names_alike(pairs: &[(String, String)], organisations: &[bool]) -> Vec<f32> {
    let mut rows = Frame::new(TableKind::Contacts);
    for ((a, b), organisation) in pairs.iter().zip(organisations) {
        for name in [a, b] {
            rows.push_row(SheetId(0), rows.len() as u32);
            let field = if *organisation {
                Field::Company
            } else {
                Field::Name
            };
            rows.set_text(field, name);
        }
    }
    let table = Table::new(&rows);
    let comparer = Comparer {
        table: &table,
        frame: &rows,
        crowd: u32::MAX,
    };
    (0..pairs.len() as u32)
        .map(|at| comparer.names_alone(2 * at, 2 * at + 1))
        .collect()
}
