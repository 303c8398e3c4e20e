//! What memory adds to a placement: since when a contact stands on its rung, how long `keep` holds it there, and who moved.

use jiff::civil::Date;
use rayon::slice::ParallelSliceMut;

use super::{LadderOverrides, LadderResult, NOT_PLACED, SetPlacement};
use crate::config::Ladder;
use crate::model::{ContactId, Memory, MemoryPlacement};

/// The contacts of this run by id, to meet the journal's, which are in the same order.
pub(super) struct Roster {
    len: usize,
    sorted: Vec<(ContactId, u32)>,
}

impl Roster {
    /// Where nobody's place is remembered, nobody will be looked for.
    pub(super) fn new(
        len: usize,
        id: &(dyn Fn(usize) -> ContactId + Sync),
        memory: &Memory,
    ) -> Roster {
        if memory.placements.is_empty() {
            let sorted = Vec::new();
            return Roster { len, sorted };
        }
        let mut sorted: Vec<(ContactId, u32)> = (0..len)
            .map(|contact| (id(contact), contact as u32))
            .collect();
        sorted.par_sort_unstable();
        Roster { len, sorted }
    }

    /// What is remembered of each contact's place on a ladder.
    pub(super) fn remembered<'m>(
        &self,
        memory: &'m Memory,
        ladder: &str,
    ) -> Vec<Option<&'m MemoryPlacement>> {
        let mut found = vec![None; self.len];
        let Some(placements) = memory.placements.get(ladder) else {
            return found;
        };
        let mut placements = placements.iter().peekable();
        for (id, contact) in &self.sorted {
            while placements.next_if(|(known, _)| *known < id).is_some() {}
            if let Some((known, placement)) = placements.peek()
                && *known == id
            {
                found[*contact as usize] = Some(*placement);
            }
        }
        found
    }

    /// Which contacts were there before today.
    pub(super) fn known_before(&self, memory: &Memory, today: Date) -> Vec<bool> {
        let mut known = vec![false; self.len];
        for ladder in memory.placements.keys() {
            for (contact, placement) in self.remembered(memory, ladder).into_iter().enumerate() {
                known[contact] |= placement.is_some();
            }
        }
        for id in memory.ids.iter().filter(|id| id.since < today) {
            if let Ok(at) = self.sorted.binary_search_by_key(&id.id, |(id, _)| *id) {
                known[self.sorted[at].1 as usize] = true;
            }
        }
        known
    }
}

/// The rung of a name.
pub(super) fn rung_of(ladder: &Ladder, name: &str) -> Option<u16> {
    let at = ladder.rungs.iter().position(|rung| rung.name == name)?;
    Some(at as u16)
}

/// Where contacts stand, given where their facts put them and where they stood. A contact rises at once; it falls when it has
/// been below its rung for as many days as it is kept. The day stays while the rung does.
pub(super) fn settle(
    ladder: &Ladder,
    by_facts: Vec<u16>,
    (remembered, keep_days): (&[Option<&MemoryPlacement>], Option<u32>),
    today: Date,
) -> LadderResult {
    let mut result = LadderResult {
        since: vec![today; by_facts.len()],
        below_since: vec![None; by_facts.len()],
        rungs: by_facts,
        ..LadderResult::default()
    };
    for (contact, placement) in remembered.iter().enumerate() {
        let Some(placement) = placement else { continue };
        let Some(before) = rung_of(ladder, &placement.rung) else {
            continue;
        };
        let now = result.rungs[contact];
        // Rungs are numbered from the highest; `NOT_PLACED` is below them all.
        if now > before
            && let Some(keep) = keep_days
            // What a person set ends on its day: it is no floor afterwards.
            && placement.set_until.is_none()
        {
            let below = placement.below_since.unwrap_or(today);
            let days = (today - below).get_days();
            if i64::from(days) < i64::from(keep) {
                result.rungs[contact] = before;
                result.since[contact] = placement.since;
                result.below_since[contact] = Some(below);
            }
        } else if now == before {
            result.since[contact] = placement.since;
        }
    }
    result
}

/// Puts contacts where people set them.
pub(super) fn set(
    result: &mut LadderResult,
    ladder: &Ladder,
    overrides: &LadderOverrides,
    (remembered, today): (&[Option<&MemoryPlacement>], Date),
) {
    result.yours = overrides.yours;
    for (contact, set) in &overrides.set {
        let at = *contact as usize;
        let Some(rung) = result.rungs.get_mut(at) else {
            continue;
        };
        let ours = std::mem::replace(rung, set.rung);
        result.below_since[at] = None;
        if let Some(no_data) = result.no_data.get_mut(at) {
            *no_data = false;
        }
        if ours != set.rung {
            let before = remembered.get(at).copied().flatten();
            let before = before.filter(|before| rung_of(ladder, &before.rung) == Some(set.rung));
            result.since[at] = before.map_or(today, |before| before.since);
        }
        let set = set.clone();
        result.set.insert(*contact, SetPlacement { set, ours });
    }
}

/// The rung that stands for nobody.
pub(super) fn nowhere(len: usize, today: Date) -> LadderResult {
    LadderResult {
        rungs: vec![NOT_PLACED; len],
        since: vec![today; len],
        below_since: vec![None; len],
        ..LadderResult::default()
    }
}
