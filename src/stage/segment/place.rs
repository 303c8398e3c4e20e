//! The stage itself: scores, ladders and segments in the order of what they ask about.

use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::check::Memo;
use super::evidence::{evidence, field_name, lacking};
use super::keep::{Roster, nowhere, settle};
use super::moves::moves;
use super::sight::{MIN_LEN, Ready, Sight};
use super::truth::Truth;
use super::{LadderResult, NOT_PLACED, Placements, ScorePart, ScoreResult};
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
    let roster = Roster::new(request.facts.len(), request.id);
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
                let ready = sight.ready(&plan.segments[index].when);
                let verdicts = truths(len, &ready);
                placements.segments[index] = (0..len as u32)
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

fn each<T: Send>(len: usize, of: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    (0..len)
        .into_par_iter()
        .with_min_len(MIN_LEN)
        .map(of)
        .collect()
}

fn truths(len: usize, ready: &Ready<'_>) -> Vec<Truth> {
    (0..len)
        .into_par_iter()
        .with_min_len(MIN_LEN)
        .map_init(
            || ready.memos(),
            |memos, contact| ready.truth_with(contact, memos),
        )
        .collect()
}

fn score(sight: &Sight<'_>, index: usize) -> ScoreResult {
    let plan = sight.plan();
    let len = sight.len();
    let evidence = evidence(plan, Node::Score(index));
    let known = each(len, |contact| {
        evidence.is_empty() || evidence.iter().any(|field| sight.knows(*field, contact))
    });
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
        let ready = sight.ready(&line.when);
        for (points, truth) in parts[at].points.iter_mut().zip(truths(len, &ready)) {
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
    if let Some(field) = lacking(sight, &evidence(plan, Node::Ladder(index))) {
        return LadderResult {
            lacks: Some(field_name(plan, field).to_owned()),
            thresholds,
            ..nowhere(sight.len(), request.today)
        };
    }
    let rungs: Vec<Ready<'_>> = ladder
        .rungs
        .iter()
        .map(|rung| sight.ready(&rung.when))
        .collect();
    let memos = || rungs.iter().map(Ready::memos).collect::<Vec<_>>();
    let by_facts = (0..sight.len())
        .into_par_iter()
        .with_min_len(MIN_LEN)
        .map_init(memos, |memos, contact| first_rung(&rungs, contact, memos))
        .collect();
    let remembered = roster.remembered(request.memory, &ladder.name);
    let keep_days = ladder.keep_days.filter(|_| request.keeps);
    LadderResult {
        thresholds,
        ..settle(ladder, by_facts, (&remembered, keep_days), request.today)
    }
}

/// The highest rung whose conditions are all true.
pub(super) fn first_rung(rungs: &[Ready<'_>], contact: usize, memos: &mut [Vec<Memo>]) -> u16 {
    rungs
        .iter()
        .zip(memos)
        .position(|(rung, memos)| rung.truth_with(contact, memos).is_true())
        .map_or(NOT_PLACED, |rung| rung as u16)
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
