//! Placements on ladders, scores and segments, each with its reasons.
//!
//! A contact is placed only by what is true: what is unknown places nobody. Reasons are put into words on demand ([`Reasons`]).

mod ask;
mod check;
mod evidence;
mod keep;
mod moves;
mod overrides;
mod place;
mod purchases;
mod question;
mod ready;
mod sight;
#[cfg(test)]
mod tests;
mod truth;
mod why;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{FieldId, Move};

pub use ask::{AskRequest, ask};
pub use overrides::{LadderOverrides, OverrideRequest, Overrides, SetRung, overrides};
pub use place::{PlaceRequest, place};
pub use ready::Ready;
pub use sight::Sight;
pub use truth::Truth;
pub use why::{Reasons, WhyRequest, why};

/// The rung of a contact that could not be placed for want of data.
pub const NOT_PLACED: u16 = u16::MAX;

/// What the stage produces.
#[derive(Debug, Clone, Default)]
pub struct Placements {
    /// One for each ladder of the plan, in its order.
    pub ladders: Vec<LadderResult>,
    /// One for each score of the plan.
    pub scores: Vec<ScoreResult>,
    /// For each segment of the plan the contacts in it, ascending.
    pub segments: Vec<Vec<u32>>,
    /// Moves since the last run, by ladder and contact.
    pub moves: Vec<Move>,
    /// For each segment and contact whether it is in it, or whether that is unknown.
    verdicts: Vec<Vec<Truth>>,
    basis: sight::Basis,
}

impl Placements {
    /// Whether a contact is in a segment.
    fn verdict(&self, segment: usize, contact: usize) -> Truth {
        let verdicts = self.verdicts.get(segment);
        verdicts
            .and_then(|verdicts| verdicts.get(contact))
            .copied()
            .unwrap_or_default()
    }
}

/// One ladder.
#[derive(Debug, Clone, Default)]
pub struct LadderResult {
    /// One entry a contact: the index of the rung, or [`NOT_PLACED`].
    pub rungs: Vec<u16>,
    /// One entry a contact: the day since which it stands there.
    pub since: Vec<Date>,
    /// One entry a contact: the day since which `keep` holds it above where its facts would put it.
    pub below_since: Vec<Option<Date>>,
    /// One entry a contact: whether it stands nowhere because nothing is known of it that the ladder asks about.
    pub no_data: Vec<bool>,
    /// Set where the ladder makes no placements because its facts are known for under a fifth of the contacts: the English name of
    /// the field or table that it lacks most.
    pub lacks: Option<String>,
    /// By contact, who stands where a person set it.
    pub set: BTreeMap<u32, SetPlacement>,
    /// The column of people's own rungs, shown beside ours.
    pub yours: Option<FieldId>,
    /// For each rung the value from which `in top ...` conditions were true, as text; for explanations. In the order of
    /// [`When::conditions`](crate::config::condition::When::conditions).
    pub thresholds: Vec<Vec<Option<String>>>,
}

/// A contact that stands where a person set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPlacement {
    /// What was set.
    pub set: SetRung,
    /// The rung that it would stand on by its facts, or [`NOT_PLACED`].
    pub ours: u16,
}

/// One score.
#[derive(Debug, Clone, Default)]
pub struct ScoreResult {
    /// One entry a contact: the sum of points.
    pub totals: Vec<i32>,
    /// One entry a contact: whether any fact that the score asks about is known.
    pub known: Vec<bool>,
    /// The parts in the order of writing.
    pub parts: Vec<ScorePart>,
}

/// A part of a score.
#[derive(Debug, Clone, Default)]
pub struct ScorePart {
    /// Its name.
    pub name: String,
    /// One entry a contact: the points of this part.
    pub points: Vec<i32>,
}
