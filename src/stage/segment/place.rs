//! The stage itself: scores, ladders and segments in the order of what they ask about.

use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::evidence::{evidence, known, lacking};
use super::keep::{Roster, nowhere, set, settle};
use super::moves::moves;
use super::ready::{CHUNK, Ready};
use super::sight::{MIN_LEN, Sight};
use super::truth::Truth;
use super::{LadderResult, NOT_PLACED, Overrides, Placements, ScorePart, ScoreResult};
use crate::config::condition::When;
use crate::config::{Ladder, Node, Plan};
use crate::lang::Lang;
use crate::model::{ContactId, Facts, Memory, plain_decimal};

/// What the stage needs.
#[derive(Clone, Copy)]
pub struct PlaceRequest<'a> {
    /// Everything known of every contact.
    pub facts: &'a dyn Facts,
    /// The rules.
    pub plan: &'a Plan,
    /// The id of a contact.
    pub id: &'a (dyn Fn(usize) -> ContactId + Sync),
    /// Rungs that people set.
    pub overrides: &'a Overrides,
    /// Where contacts stood.
    pub memory: &'a Memory,
    /// The day of the run.
    pub today: Date,
    /// The language in which moves say why.
    pub lang: &'a Lang,
    /// The rules of the last run, where they were others: who would not have moved under them moves because of the rules.
    pub before: Option<&'a Plan>,
    /// Whether `keep` holds contacts on their rungs; else everybody stands where the conditions put them.
    pub keeps: bool,
}

/// Places every contact. The order of contacts, not that of threads, decides the order of everything.
pub fn place(request: &PlaceRequest<'_>) -> Placements {
    let roster = Roster::new(request.facts.len(), request.id, request.memory);
    let mut placements = stand(request, &roster);
    placements.moves = moves(request, &placements, &roster);
    placements
}

/// Where everybody stands, without a look at who moved.
pub(super) fn stand(request: &PlaceRequest<'_>, roster: &Roster) -> Placements {
    let plan = request.plan;
    let len = request.facts.len();
    let mut placements = Placements {
        ladders: vec![nowhere(len, request.today); plan.ladders.len()],
        scores: vec![ScoreResult::default(); plan.scores.len()],
        segments: vec![Vec::new(); plan.segments.len()],
        verdicts: vec![Vec::new(); plan.segments.len()],
        ..Placements::default()
    };
    for node in plan.order() {
        let conditions = plan.whens(node).into_iter().flat_map(When::conditions);
        let basis = sight(request, &placements).basis(conditions);
        placements.basis.add(basis);
        let sight = sight(request, &placements);
        match node {
            Node::Score(index) => {
                let result = score(&sight, index);
                placements.scores[index] = result;
            }
            Node::Ladder(index) => {
                let result = ladder(&sight, index, roster, request);
                placements.ladders[index] = result;
            }
            Node::Segment(index) => {
                let verdicts = sight.ready(&plan.segments[index].when).truths();
                placements.segments[index] = (0..len as u32)
                    .into_par_iter()
                    .with_min_len(MIN_LEN)
                    .filter(|contact| verdicts[*contact as usize].is_true())
                    .collect();
                placements.verdicts[index] = verdicts;
            }
        }
    }
    let reminders = plan.reminders.rules.iter();
    let conditions = reminders.flat_map(|rule| rule.when.conditions());
    let basis = sight(request, &placements).basis(conditions);
    placements.basis.add(basis);
    placements
}

fn sight<'a>(request: &PlaceRequest<'a>, placements: &'a Placements) -> Sight<'a> {
    Sight::new(request.facts, request.plan, placements, request.today)
}

fn score(sight: &Sight<'_>, index: usize) -> ScoreResult {
    let plan = sight.plan();
    let len = sight.len();
    let known = known(sight, &evidence(plan, Node::Score(index)));
    let mut parts: Vec<ScorePart> = Vec::new();
    for line in &plan.scores[index].points {
        let at = parts.iter().position(|part| part.name == line.part);
        let at = at.unwrap_or_else(|| {
            parts.push(ScorePart {
                name: line.part.clone(),
                points: vec![0; len],
            });
            parts.len() - 1
        });
        let truths = sight.ready(&line.when).truths();
        for (points, truth) in parts[at].points.iter_mut().zip(truths) {
            if truth.is_true() {
                *points = points.saturating_add(line.add);
            }
        }
    }
    let sum = |contact: usize| {
        let points = parts.iter().map(|part| part.points[contact]);
        points.fold(0, i32::saturating_add)
    };
    ScoreResult {
        totals: (0..len).map(sum).collect(),
        known,
        parts,
    }
}

fn ladder(
    sight: &Sight<'_>,
    index: usize,
    roster: &Roster,
    request: &PlaceRequest<'_>,
) -> LadderResult {
    let plan = sight.plan();
    let ladder = &plan.ladders[index];
    let thresholds = thresholds(sight, ladder);
    let evidence = evidence(plan, Node::Ladder(index));
    let known = known(sight, &evidence);
    let overrides = request.overrides.ladders.get(index);
    let is_set = overrides.is_some_and(|of| !of.set.is_empty());
    if let Some(lacks) = lacking(sight, &evidence, &known) {
        return LadderResult {
            lacks: Some(lacks.name(plan).to_owned()),
            yours: overrides.and_then(|of| of.yours),
            thresholds,
            ..nowhere(sight.len(), request.today)
        };
    }
    let rungs: Vec<Ready<'_>> = ladder
        .rungs
        .iter()
        .map(|rung| sight.ready(&rung.when))
        .collect();
    let mut by_facts = first_rungs(sight.len(), &rungs);
    // Who stands on the rung of everyone else only because nothing is known stands nowhere.
    let takes_everyone = |rung: u16| match ladder.rungs.get(usize::from(rung)) {
        Some(rung) => rung.when.is_empty(),
        None => true,
    };
    let no_data: Vec<bool> = by_facts
        .iter()
        .zip(&known)
        .map(|(rung, known)| !known && takes_everyone(*rung))
        .collect();
    for (rung, no_data) in by_facts.iter_mut().zip(&no_data) {
        if *no_data {
            *rung = NOT_PLACED;
        }
    }
    let facts = if is_set { by_facts.clone() } else { Vec::new() };
    let remembered = roster.remembered(request.memory, &ladder.name);
    let keep_days = ladder.keep_days.filter(|_| request.keeps);
    let mut result = LadderResult {
        no_data,
        thresholds,
        ..settle(ladder, by_facts, (&remembered, keep_days), request.today)
    };
    if let Some(overrides) = overrides {
        set(&mut result, ladder, overrides, (&remembered, request.today));
    }
    for (contact, one) in &mut result.set {
        one.ours = facts.get(*contact as usize).copied().unwrap_or(NOT_PLACED);
    }
    result
}

/// For each contact the highest rung whose conditions are all true.
fn first_rungs(len: usize, rungs: &[Ready<'_>]) -> Vec<u16> {
    let mut first = vec![NOT_PLACED; len];
    let desks = || {
        let desks = rungs.iter().map(Ready::desk).collect::<Vec<_>>();
        (desks, vec![Truth::Unknown; CHUNK])
    };
    let chunks = first.par_chunks_mut(CHUNK).enumerate();
    chunks.for_each_init(desks, |(desks, truths), (chunk, out)| {
        let truths = &mut truths[..out.len()];
        for (at, (rung, desk)) in rungs.iter().zip(desks).enumerate() {
            rung.fill(chunk * CHUNK, desk, truths);
            for (slot, truth) in out.iter_mut().zip(truths.iter()) {
                if *slot == NOT_PLACED && truth.is_true() {
                    *slot = at as u16;
                }
            }
            if !out.contains(&NOT_PLACED) {
                break;
            }
        }
    });
    first
}

fn thresholds(sight: &Sight<'_>, ladder: &Ladder) -> Vec<Vec<Option<String>>> {
    let of_rung = |when: &When| {
        when.conditions()
            .map(|condition| sight.cutoff(condition))
            .map(|cutoff| cutoff.map(plain_decimal))
            .collect()
    };
    ladder
        .rungs
        .iter()
        .map(|rung| of_rung(&rung.when))
        .collect()
}
