//! `tiers.toml` resolved.

use std::collections::BTreeMap;

use super::columns::columns;
use super::small::people_field;
use super::{refuse_twice, when};
use crate::config::names::{LadderNames, Names};
use crate::config::nearest::spelling;
use crate::config::order::Node;
use crate::config::plan::{Ladder, Plan, Points, Rung, Score, Segment, Yours};
use crate::config::problem::{At, Mistake, Problems, Spot};
use crate::config::raw::RawTiers;

/// Ladders, scores and segments of the plan.
#[derive(Debug, Default)]
pub(super) struct Tiers {
    pub(super) ladders: Vec<Ladder>,
    pub(super) scores: Vec<Score>,
    pub(super) segments: Vec<Segment>,
}

/// The book's ladders, or the default ones where it has none; its scores, and the default ones of other names; its segments.
/// What has no name was complained of, and is dropped.
pub(super) fn merged(own: RawTiers, defaults: RawTiers) -> RawTiers {
    let mut tiers = own;
    if tiers.ladders.is_empty() {
        tiers.ladders = defaults.ladders;
    }
    for score in defaults.scores {
        let key = |name: &Option<At<String>>| name.as_ref().map(|name| spelling(&name.value));
        if !tiers
            .scores
            .iter()
            .any(|own| key(&own.name) == key(&score.name))
        {
            tiers.scores.push(score);
        }
    }
    tiers
}

/// Makes the names of scores, ladders, rungs and segments known to conditions. Gives the places of the names.
pub(super) fn declare(
    tiers: &RawTiers,
    names: &mut Names<'_>,
    problems: &mut Problems<'_>,
) -> BTreeMap<Node, Spot> {
    let mut spots = BTreeMap::new();
    let mut seen = Vec::new();
    for score in tiers.scores.iter().filter_map(|score| score.name.as_ref()) {
        let node = Node::Score(spots.len());
        spots.insert(node, problems.part(score, 0..score.value.len()));
        once(score, &mut seen, problems);
        if Names::is_english_field(&score.value) {
            let spot = problems.part(score, 0..score.value.len());
            problems.add(Mistake::new("rules-name-taken", &spot, &score.value));
        }
        names.add_score(score.value.trim());
    }
    seen.clear();
    for ladder in &tiers.ladders {
        let Some(name) = &ladder.name else { continue };
        let node = Node::Ladder(names.ladders.len());
        spots.insert(node, problems.part(name, 0..name.value.len()));
        once(name, &mut seen, problems);
        let mut rungs = Vec::new();
        let mut seen_rungs = Vec::new();
        for rung in ladder.rungs.iter().filter_map(|rung| rung.name.as_ref()) {
            once(rung, &mut seen_rungs, problems);
            rungs.push(rung.value.trim().to_owned());
        }
        names.ladders.push(LadderNames {
            name: name.value.trim().to_owned(),
            rungs,
        });
    }
    seen.clear();
    for segment in tiers
        .segments
        .iter()
        .filter_map(|segment| segment.name.as_ref())
    {
        let node = Node::Segment(names.segments.len());
        spots.insert(node, problems.part(segment, 0..segment.value.len()));
        once(segment, &mut seen, problems);
        names.segments.push(segment.value.trim().to_owned());
    }
    spots
}

fn once(name: &At<String>, seen: &mut Vec<String>, problems: &mut Problems<'_>) {
    let key = spelling(&name.value);
    if seen.contains(&key) {
        refuse_twice(name, problems);
    } else {
        seen.push(key);
    }
}

/// Compiles everything, in the order in which [`declare`] numbered it.
pub(super) fn tiers(raw: RawTiers, names: &mut Names<'_>, problems: &mut Problems<'_>) -> Tiers {
    let mut tiers = Tiers::default();
    for ladder in raw.ladders {
        let mut rungs = Vec::new();
        let count = ladder.rungs.len();
        for (index, rung) in ladder.rungs.into_iter().enumerate() {
            if rung.when.is_empty() && index + 1 < count {
                let name = rung.name.as_ref().map_or("", |name| name.value.as_str());
                let mistake = Mistake::new("rules-rung-unreachable", &rung.spot, name);
                problems.add(mistake.warning());
            }
            let conditions = when(&rung.when, names, problems);
            let columns = columns(&rung.columns, names, problems);
            let Some(name) = rung.name else { continue };
            rungs.push(Rung {
                name: name.value.trim().to_owned(),
                when: conditions,
                keep_in_touch_days: rung.keep_in_touch.map(|days| days.value),
                columns,
            });
        }
        let field = |name: Option<At<String>>, problems: &mut Problems<'_>| {
            name.and_then(|name| people_field(&name, names, problems))
        };
        let yours = [ladder.yours, ladder.yours_reason, ladder.yours_until];
        let [yours, reason, until] = yours.map(|name| field(name, problems));
        let columns = columns(&ladder.columns, names, problems);
        let Some(name) = ladder.name else { continue };
        tiers.ladders.push(Ladder {
            name: name.value.trim().to_owned(),
            yours: yours.map(|rung| Yours {
                rung,
                because: reason.zip(until),
            }),
            keep_days: ladder.keep.map(|days| days.value).filter(|days| *days > 0),
            columns,
            rungs,
        });
    }
    for score in raw.scores {
        let mut points = Vec::new();
        for line in score.points {
            let conditions = when(&line.when, names, problems);
            let (Some(part), Some(add)) = (line.part, line.add) else {
                continue;
            };
            points.push(Points {
                part: part.value.trim().to_owned(),
                when: conditions,
                add: add.value,
            });
        }
        let Some(name) = score.name else { continue };
        let Some(field) = names.field(&name.value) else {
            continue;
        };
        tiers.scores.push(Score {
            name: name.value.trim().to_owned(),
            field: field.id,
            points,
        });
    }
    for segment in raw.segments {
        let conditions = when(&segment.when, names, problems);
        let columns = columns(&segment.columns, names, problems);
        let Some(name) = segment.name else { continue };
        tiers.segments.push(Segment {
            name: name.value.trim().to_owned(),
            when: conditions,
            columns,
        });
    }
    tiers
}

/// Complains of conditions that ask about themselves in a circle.
pub(super) fn refuse_cycles(
    plan: &Plan,
    spots: &BTreeMap<Node, Spot>,
    problems: &mut Problems<'_>,
) {
    let Some(cycle) = plan.cycle() else { return };
    let name = |node: &Node| match node {
        Node::Score(index) => plan.scores.get(*index).map(|score| score.name.as_str()),
        Node::Ladder(index) => plan.ladders.get(*index).map(|ladder| ladder.name.as_str()),
        Node::Segment(index) => plan
            .segments
            .get(*index)
            .map(|segment| segment.name.as_str()),
    };
    // The mistake is shown in the book's own file, not in the defaults: files of the book come first.
    let first = cycle
        .iter()
        .enumerate()
        .filter_map(|(at, node)| Some((spots.get(node)?, at)))
        .min_by_key(|(spot, at)| (spot.file, *at));
    let Some((spot, at)) = first else { return };
    let mut round: Vec<&str> = cycle[at..]
        .iter()
        .chain(&cycle[..=at])
        .filter_map(name)
        .collect();
    let first = round.first().copied().unwrap_or_default().to_owned();
    let chain = round
        .drain(..)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(" → ");
    problems.add(Mistake::new("rules-cycle", spot, first).arg("chain", chain));
}
