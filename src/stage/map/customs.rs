//! The fields of the trade: columns that nobody knows, by name, the same in every sheet.

use std::collections::BTreeMap;

use crate::config::Plan;
use crate::model::FieldId;
use crate::text::fold;

/// At most so many fields of the trade are taken from workbooks.
pub(super) const MOST_FOUND: usize = 400;

/// The names given so far.
#[derive(Debug)]
pub(super) struct Customs {
    pub(super) names: Vec<String>,
    by_key: BTreeMap<String, FieldId>,
    of_plan: usize,
}

impl Customs {
    /// Begins with the fields that the rules name; a score is computed, so that no column is read as one.
    pub(super) fn new(plan: &Plan) -> Customs {
        let mut by_key = BTreeMap::new();
        for (index, name) in plan.custom_fields.iter().enumerate() {
            let field = FieldId::custom(index);
            if plan.scores.iter().all(|score| score.field != field) {
                by_key.entry(fold(name)).or_insert(field);
            }
        }
        Customs {
            names: plan.custom_fields.clone(),
            by_key,
            of_plan: plan.custom_fields.len(),
        }
    }

    /// The field of a name, new or known; `None` where there are too many.
    pub(super) fn field(&mut self, name: &str) -> Option<FieldId> {
        let key = fold(name);
        if let Some(known) = self.by_key.get(&key) {
            return Some(*known);
        }
        if self.names.len() - self.of_plan >= MOST_FOUND {
            return None;
        }
        let field = FieldId::custom(self.names.len());
        self.names.push(name.to_owned());
        self.by_key.insert(key, field);
        Some(field)
    }
}
