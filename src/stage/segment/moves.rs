//! Who moved since the last run, from where to where, and whether because of a change in the contact or in the rules.

use super::keep::{Roster, rung_of};
use super::place::{PlaceRequest, stand};
use super::why::{Reasons, WhyRequest};
use super::{LadderResult, NOT_PLACED, Overrides, Placements};
use crate::config::{Override, Plan};
use crate::model::{Cause, Direction, MemoryPlacement, Move, Place};

/// Who stands elsewhere than remembered. In the first run of a book nobody moves; neither does a contact that is new, nor
/// anybody on a ladder that is new, that lacks its facts now, or whose rung no longer exists.
pub(super) fn moves(
    request: &PlaceRequest<'_>,
    placements: &Placements,
    roster: &Roster,
) -> Vec<Move> {
    let memory = request.memory;
    if memory.placements.is_empty() {
        return Vec::new();
    }
    let known_before = roster.known_before(memory, request.today);
    let reasons = Reasons::new(WhyRequest {
        plan: request.plan,
        placements,
        facts: request.facts,
        lang: request.lang,
        today: request.today,
    });
    let mut moves: Vec<Moved<'_>> = Vec::new();
    for (index, ladder) in request.plan.ladders.iter().enumerate() {
        let result = &placements.ladders[index];
        let takes_everyone = ladder.rungs.iter().any(|rung| rung.when.is_empty());
        let is_new = takes_everyone && !memory.placements.contains_key(&ladder.name);
        if result.lacks.is_some() || is_new {
            continue;
        }
        let remembered = roster.remembered(memory, &ladder.name);
        for (contact, before) in remembered.into_iter().enumerate() {
            let now = result.rungs[contact];
            let from = match before {
                Some(before) => match rung_of(ladder, &before.rung) {
                    Some(rung) => rung,
                    None => continue,
                },
                None if known_before[contact] => NOT_PLACED,
                None => continue,
            };
            if from == now {
                continue;
            }
            let name = |rung: u16| {
                let rung = ladder.rungs.get(usize::from(rung))?;
                Some(rung.name.clone())
            };
            let place = |rung: u16| (rung != NOT_PLACED).then_some(usize::from(rung));
            let days = before.map(|before| (request.today - before.since).get_days());
            let step = Move {
                date: request.today,
                contact: (request.id)(contact),
                ladder: ladder.name.clone(),
                from: name(from),
                to: name(now),
                why: reasons.why(index, contact),
                direction: Direction::of(place(from), place(now)),
                cause: if set_by_rules(result, contact) {
                    Cause::Rules
                } else {
                    Cause::Contact
                },
                days: days.and_then(|days| days.try_into().ok()),
            };
            moves.push(Moved {
                contact,
                before,
                is_set: result.set.contains_key(&(contact as u32)),
                step,
            });
        }
    }
    if let Some(plan) = request.before.filter(|_| !moves.is_empty()) {
        blame(request, (plan, roster), &mut moves);
    }
    moves.into_iter().map(|moved| moved.step).collect()
}

/// A move of a contact, and what is remembered of its place.
struct Moved<'m> {
    contact: usize,
    before: Option<&'m MemoryPlacement>,
    /// Whether a person set it where it stands now.
    is_set: bool,
    step: Move,
}

/// Finds the moves that the rules made: under those of the last run the contact would still stand where it stood. Rungs set by
/// `rules/overrides.toml` are rules, too; those set by a column are known of the contact.
fn blame(request: &PlaceRequest<'_>, (plan, roster): (&Plan, &Roster), moves: &mut [Moved<'_>]) {
    let old = stand(
        &PlaceRequest {
            plan,
            overrides: &Overrides::default(),
            before: None,
            ..*request
        },
        roster,
    );
    for Moved {
        contact,
        before,
        is_set,
        step,
    } in moves
    {
        if *is_set {
            continue;
        }
        let at = plan
            .ladders
            .iter()
            .position(|ladder| ladder.name == step.ladder);
        let stood = at.map(|at| {
            let rung = old.ladders[at].rungs[*contact];
            let rung = plan.ladders[at].rungs.get(usize::from(rung));
            rung.map(|rung| rung.name.as_str())
        });
        let until = before.and_then(|before| before.set_until);
        let was_lifted = until.is_some_and(|until| {
            let had = |one: &Override| {
                Some(one.ladder) == at && one.until == until && until >= request.today
            };
            let stays = |one: &&Override| {
                let mut now = request.plan.overrides.iter();
                now.any(|now| now.contact == one.contact && now.until == one.until)
            };
            plan.overrides
                .iter()
                .filter(|one| had(one))
                .any(|one| !stays(&one))
        });
        // On a ladder that the old rules did not have nobody stood anywhere.
        if was_lifted || stood.unwrap_or_default() == step.from.as_deref() {
            step.cause = Cause::Rules;
        }
    }
}

/// Whether the rules set the rung on which a contact stands.
fn set_by_rules(result: &LadderResult, contact: usize) -> bool {
    let set = result.set.get(&(contact as u32));
    set.is_some_and(|one| matches!(one.set.place, Place::Line { .. }))
}
