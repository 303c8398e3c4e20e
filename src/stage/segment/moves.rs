//! Who moved since the last run, from where to where, and whether because of a change in the contact or in the rules.

use super::keep::{Roster, rung_of};
use super::place::{PlaceRequest, stand};
use super::why::{Reasons, WhyRequest};
use super::{NOT_PLACED, Placements};
use crate::config::Plan;
use crate::model::{Cause, Direction, Move};

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
    let mut moves: Vec<(usize, Move)> = Vec::new();
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
                cause: Cause::Contact,
                days: days.and_then(|days| days.try_into().ok()),
            };
            moves.push((contact, step));
        }
    }
    if let Some(plan) = request.before.filter(|_| !moves.is_empty()) {
        blame(request, (plan, roster), &mut moves);
    }
    moves.into_iter().map(|(_, step)| step).collect()
}

/// Finds the moves that the rules made: under those of the last run the contact would still stand where it stood.
fn blame(
    request: &PlaceRequest<'_>,
    (plan, roster): (&Plan, &Roster),
    moves: &mut [(usize, Move)],
) {
    let old = stand(
        &PlaceRequest {
            plan,
            before: None,
            ..*request
        },
        roster,
    );
    for (contact, step) in moves {
        let at = plan
            .ladders
            .iter()
            .position(|ladder| ladder.name == step.ladder);
        let stood = at.map(|at| {
            let rung = old.ladders[at].rungs[*contact];
            let rung = plan.ladders[at].rungs.get(usize::from(rung));
            rung.map(|rung| rung.name.as_str())
        });
        // On a ladder that the old rules did not have nobody stood anywhere.
        if stood.unwrap_or_default() == step.from.as_deref() {
            step.cause = Cause::Rules;
        }
    }
}
