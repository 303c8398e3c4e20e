//! Whether a ladder has enough to go by: the fields that it asks about, and for how many contacts any of them is known.

use std::collections::BTreeSet;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::sight::{MIN_LEN, Sight};
use crate::config::condition::{Subject, Test, When};
use crate::config::{Node, Plan};
use crate::model::{Derived, FieldId};

/// Derived fields that have a value in every book: they tell nothing of whether anybody keeps records of what a ladder is about.
const ALWAYS_KNOWN: [Derived; 6] = [
    Derived::DaysKnown,
    Derived::Completeness,
    Derived::OpenNextStep,
    Derived::Referrals,
    Derived::UnthankedReferrals,
    Derived::Customer,
];

/// The fields that a node's conditions go by, directly or through other nodes, in the order in which they are met. On a ladder
/// or a segment a question whether there is a value is answered by the want of one; in a score it asks for evidence.
pub(super) fn evidence(plan: &Plan, node: Node) -> Vec<FieldId> {
    let mut fields = Vec::new();
    let mut seen = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let is_score = matches!(node, Node::Score(_));
        for condition in plan.whens(node).into_iter().flat_map(When::conditions) {
            if let Some(next) = plan.node_of(condition.subject) {
                if seen.insert(next) {
                    open.push(next);
                }
                continue;
            }
            let Subject::Field(field) = condition.subject else {
                continue;
            };
            let presence = matches!(condition.test, Test::Known | Test::Empty);
            let always = Derived::from_id(field).is_some_and(|known| ALWAYS_KNOWN.contains(&known));
            if !always && (is_score || !presence) && !fields.contains(&field) {
                fields.push(field);
            }
        }
    }
    fields
}

/// The field that is known for the fewest, where any of them is known for under a fifth of the contacts.
pub(super) fn lacking(sight: &Sight<'_>, fields: &[FieldId]) -> Option<FieldId> {
    if fields.is_empty() || sight.is_empty() {
        return None;
    }
    let contacts = || (0..sight.len()).into_par_iter().with_min_len(MIN_LEN);
    let covered = contacts()
        .filter(|contact| fields.iter().any(|field| sight.knows(*field, *contact)))
        .count();
    if covered * 5 >= sight.len() {
        return None;
    }
    fields.iter().copied().min_by_key(|field| {
        contacts()
            .filter(|contact| sight.knows(*field, *contact))
            .count()
    })
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
