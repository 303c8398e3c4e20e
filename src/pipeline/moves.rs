//! What the journal keeps of where contacts stand, and the moves of a day or a period as they are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::config::Plan;
use crate::model::{Cause, ContactId, Contacts, Direction, MemoryPlacement, Move};
use crate::stage::segment::{NOT_PLACED, Placements};

/// Where everybody stands on a ladder, by ladder.
pub(super) type Standing = BTreeMap<String, BTreeMap<ContactId, MemoryPlacement>>;

/// Where everybody stands now, for the journal. A ladder that lacks facts today keeps what was known, so that a column that is
/// away for a day costs nobody their "since". Of a contact that is not `present` on a ladder, nothing is noted.
pub(super) fn remembered(
    placements: &Placements,
    plan: &Plan,
    (contacts, present): (&Contacts, &dyn Fn(usize, usize) -> bool),
    mut before: Standing,
) -> Standing {
    let mut here: Vec<ContactId> = (0..contacts.len())
        .map(|contact| contacts.id(contact))
        .collect();
    here.sort_unstable();
    let mut all = BTreeMap::new();
    for (index, (ladder, result)) in plan.ladders.iter().zip(&placements.ladders).enumerate() {
        if result.lacks.is_some() {
            if let Some(known) = before.remove(&ladder.name) {
                all.insert(ladder.name.clone(), known);
            }
            continue;
        }
        let placed = (0..contacts.len())
            .filter(|contact| result.rungs[*contact] != NOT_PLACED && present(index, *contact));
        let rungs: Vec<Arc<str>> = ladder
            .rungs
            .iter()
            .map(|rung| rung.name.as_str().into())
            .collect();
        // Contacts of a file that is away today keep their places: it may be back tomorrow.
        let mut of_ladder = before.remove(&ladder.name).unwrap_or_default();
        of_ladder.retain(|id, _| here.binary_search(id).is_err());
        let now: BTreeMap<ContactId, MemoryPlacement> = placed
            .filter_map(|contact| {
                let rung = rungs.get(usize::from(result.rungs[contact]))?.clone();
                let placement = MemoryPlacement {
                    rung,
                    since: result.since[contact],
                    below_since: result.below_since[contact],
                    set_until: result.set.get(&(contact as u32)).map(|one| one.set.until),
                };
                Some((contacts.id(contact), placement))
            })
            .collect();
        of_ladder.extend(now);
        all.insert(ladder.name.clone(), of_ladder);
    }
    all
}

/// The moves of today, however often the program ran on it: from where each contact stood before to where it stands now. What
/// was reconstructed is no news.
pub(super) fn of_today(all: &[Move], plan: &Plan, today: Date) -> Vec<Move> {
    let seen = all
        .iter()
        .filter(|step| step.date == today && step.cause != Cause::Reconstructed);
    merged(seen, plan)
}

/// The moves of the last month: after the same day of last month, up to today, the latest first.
pub(super) fn of_month(all: &[Move], plan: &Plan, today: Date) -> Vec<Move> {
    let before = today.saturating_sub(1.month());
    let mut moves = merged(
        all.iter()
            .filter(|step| step.date > before && step.date <= today),
        plan,
    );
    moves.sort_by_key(|step| std::cmp::Reverse(step.date));
    moves
}

/// One move a day, ladder and contact.
fn merged<'m>(all: impl Iterator<Item = &'m Move>, plan: &Plan) -> Vec<Move> {
    let mut by_day: BTreeMap<(Date, &str, ContactId), Move> = BTreeMap::new();
    for step in all {
        let key = (step.date, step.ladder.as_str(), step.contact);
        match by_day.get_mut(&key) {
            Some(first) => {
                first.to.clone_from(&step.to);
                first.why.clone_from(&step.why);
                first.cause = step.cause;
                first.direction = direction(plan, first).or(step.direction);
            }
            None => {
                by_day.insert(key, step.clone());
            }
        }
    }
    by_day
        .into_values()
        .filter(|step| step.from != step.to)
        .collect()
}

/// Up or down on the ladder as it is now; `None` where a rung is gone.
pub(super) fn direction(plan: &Plan, step: &Move) -> Option<Direction> {
    let ladder = plan
        .ladders
        .iter()
        .find(|ladder| ladder.name == step.ladder)?;
    let place = |name: &Option<String>| match name {
        Some(name) => {
            let at = ladder.rungs.iter().position(|rung| rung.name == *name)?;
            Some(Some(at))
        }
        None => Some(None),
    };
    Direction::of(place(&step.from)?, place(&step.to)?)
}
