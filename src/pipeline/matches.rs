//! What matching found besides merges: likely duplicates, households, and questions about them.

use crate::diag::{Diagnostic, Severity};
use crate::model::{ContactId, Frame, Place, Relatives};
use crate::stage::dedupe::{Deduped, Household, Proposal};
use crate::stage::identify::Renamed;

/// Likely duplicates and households.
#[derive(Debug, Default)]
pub struct Matches {
    /// Pairs of contacts that are probably one person and that nobody decided on, the most probable first.
    pub proposals: Vec<Proposal>,
    /// Contacts of one household.
    pub households: Vec<Household>,
    /// Who is a relative of whom: members of a household, found or confirmed.
    pub relatives: Relatives,
    /// For each contact the first contact of the group that it would belong to if all proposals were accepted.
    pub cluster: Vec<u32>,
    /// Each row's own id, whatever it is merged with.
    pub row_ids: Vec<ContactId>,
    /// Rows that may be known contacts under another name.
    pub renamed: Vec<Renamed>,
}

fn homes(households: &[Household]) -> Vec<Vec<u32>> {
    let contacts = households.iter().map(|home| home.contacts.clone());
    contacts.collect()
}

impl Matches {
    pub(super) fn new(
        deduped: &Deduped,
        row_ids: Vec<ContactId>,
        renamed: Vec<Renamed>,
    ) -> Matches {
        Matches {
            proposals: deduped.proposals.clone(),
            relatives: Relatives::new(homes(&deduped.households), deduped.members.len()),
            households: deduped.households.clone(),
            cluster: deduped.cluster.clone(),
            row_ids,
            renamed,
        }
    }

    /// Decisions that contradict each other, and groups that would have grown too large.
    pub(super) fn diagnostics(&self, deduped: &Deduped, rows: &Frame) -> Vec<Diagnostic> {
        let about = |code: &'static str, (a, b): (u32, u32)| {
            let (sheet, row) = rows.origin(a as usize);
            let name = |row: u32| self.row_ids.get(row as usize).map(ToString::to_string);
            Diagnostic::new(code, Severity::Warning, Place::Row(sheet, row))
                .arg("id", name(a).unwrap_or_default())
                .arg("other", name(b).unwrap_or_default())
        };
        let contradictions = deduped.contradictions.iter();
        let contradictions = contradictions.map(|pair| about("answers-contradict", *pair));
        let large = deduped.too_large.iter().take(1);
        contradictions
            .chain(large.map(|pair| about("cluster-too-large", *pair)))
            .collect()
    }
}
