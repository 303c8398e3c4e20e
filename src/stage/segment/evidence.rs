//! Whether a ladder has enough to go by: what it asks about, and for how many contacts any of that is known.

use std::collections::BTreeSet;

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::check::Memo;
use super::question::Question;
use super::ready::CHUNK;
use super::sight::{Sight, is_yes_no};
use super::truth::Truth;
use crate::config::condition::{Condition, Subject, Test, When};
use crate::config::{Node, Plan};
use crate::model::{Derived, Field, FieldId};

/// Derived fields that have a value in every book: they tell nothing of whether anybody keeps records of what a ladder is about.
const ALWAYS_KNOWN: [Derived; 6] = [
    Derived::DaysKnown,
    Derived::Completeness,
    Derived::OpenNextStep,
    Derived::Referrals,
    Derived::UnthankedReferrals,
    Derived::Customer,
];

/// Something that placements go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A field.
    Field(FieldId),
    /// The table of purchases, known of everybody or of nobody.
    Purchases,
    /// The households, likewise.
    Relatives,
}

/// What a node's conditions go by, directly or through other nodes, in the order in which they are met. On a ladder
/// or a segment a question whether there is a value is answered by the want of one; in a score it asks for evidence.
pub(super) fn evidence(plan: &Plan, node: Node) -> Vec<Evidence> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let is_score = matches!(node, Node::Score(_));
        for condition in plan.whens(node).into_iter().flat_map(When::conditions) {
            if let Some(next) = plan.node_of(&condition.innermost().subject) {
                if seen.insert(next) {
                    open.push(next);
                }
                continue;
            }
            let presence = matches!(condition.test, Test::Known | Test::Empty);
            let of = of(condition).filter(|_| is_score || !presence);
            if let Some(of) = of.filter(|of| !found.contains(of)) {
                found.push(of);
            }
        }
    }
    found
}

fn of(condition: &Condition) -> Option<Evidence> {
    match condition.subject {
        Subject::Field(field) => {
            let always = Derived::from_id(field).is_some_and(|known| ALWAYS_KNOWN.contains(&known));
            (!always).then_some(Evidence::Field(field))
        }
        Subject::Purchases(..) => Some(Evidence::Purchases),
        Subject::HasRelatives | Subject::AnyRelative(_) | Subject::OfRelatives(_) => {
            Some(Evidence::Relatives)
        }
        Subject::Ladder(_) | Subject::DaysOnRung(_) | Subject::Segment(_) => None,
    }
}

/// Of whom anything is known that a node goes by; of everybody where it goes by nothing.
pub(super) fn known(sight: &Sight<'_>, evidence: &[Evidence]) -> Vec<bool> {
    let mut known = vec![evidence.is_empty(); sight.len()];
    for of in evidence {
        match known_of(sight, *of) {
            KnownOf::Nobody => {}
            KnownOf::Everybody => known.fill(true),
            KnownOf::Those(question) => join(sight, &mut known, &question),
        }
    }
    known
}

/// Of whom something is known.
enum KnownOf {
    Nobody,
    Everybody,
    /// Those of whom a question is true.
    Those(Question<'static>),
}

fn known_of(sight: &Sight<'_>, of: Evidence) -> KnownOf {
    let all = |is_known: bool| {
        if is_known {
            KnownOf::Everybody
        } else {
            KnownOf::Nobody
        }
    };
    match of {
        // Blanks count as "no", but they are no evidence where nobody filled in the column.
        Evidence::Field(field) if is_yes_no(field) => all(sight.facts().is_kept(field)),
        Evidence::Field(field) => KnownOf::Those(sight.known(field)),
        Evidence::Purchases => all(sight.facts().sales().is_some()),
        Evidence::Relatives => all(sight.relatives().is_some()),
    }
}

/// Adds those of whom a question is true.
fn join(sight: &Sight<'_>, known: &mut [bool], question: &Question<'_>) {
    let chunks = known.par_chunks_mut(CHUNK).enumerate();
    chunks.for_each_init(
        || (Memo::default(), vec![Truth::Unknown; CHUNK]),
        |(memo, truths), (chunk, known)| {
            let truths = &mut truths[..known.len()];
            question.fill(sight, chunk * CHUNK, memo, truths);
            for (known, truth) in known.iter_mut().zip(truths) {
                *known |= truth.is_true();
            }
        },
    );
}

/// What is known of the fewest, where anything is known of under a fifth of the contacts.
pub(super) fn lacking(
    sight: &Sight<'_>,
    evidence: &[Evidence],
    known: &[bool],
) -> Option<Evidence> {
    if evidence.is_empty() || sight.is_empty() {
        return None;
    }
    let covered = known.iter().filter(|known| **known).count();
    if covered * 5 >= sight.len() {
        return None;
    }
    let count = |of: &Evidence| {
        self::known(sight, &[*of])
            .into_iter()
            .filter(|known| *known)
            .count()
    };
    evidence.iter().copied().min_by_key(count)
}

impl Evidence {
    /// The English name of a field, a table, or the name of a field of the trade.
    pub(super) fn name(self, plan: &Plan) -> &str {
        match self {
            Evidence::Field(field) => field_name(plan, field),
            Evidence::Purchases => "purchases",
            Evidence::Relatives => Field::Household.name(),
        }
    }
}

/// The English name of a field, or the name of a field of the trade.
pub(super) fn field_name(plan: &Plan, field: FieldId) -> &str {
    if let Some(known) = field.known() {
        return known.name();
    }
    if let Some(derived) = Derived::from_id(field) {
        return derived.name();
    }
    field
        .custom_index()
        .and_then(|index| plan.custom_fields.get(index))
        .map_or("", String::as_str)
}
