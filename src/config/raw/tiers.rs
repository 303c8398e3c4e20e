//! `tiers.toml` as written.

use toml::de::DeTable;

use super::RawWhen;
use crate::config::problem::{At, Mistake, Problems, Spot};
use crate::config::section::Section;

/// The whole file.
#[derive(Debug, Default)]
pub(in crate::config) struct RawTiers {
    pub(in crate::config) ladders: Vec<RawLadder>,
    pub(in crate::config) scores: Vec<RawScore>,
    pub(in crate::config) segments: Vec<RawSegment>,
}

/// `[[ladder]]`
#[derive(Debug)]
pub(in crate::config) struct RawLadder {
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) keep: Option<At<u32>>,
    pub(in crate::config) yours: Option<At<String>>,
    pub(in crate::config) yours_reason: Option<At<String>>,
    pub(in crate::config) yours_until: Option<At<String>>,
    pub(in crate::config) columns: Vec<At<String>>,
    pub(in crate::config) rungs: Vec<RawRung>,
}

/// `[[ladder.rung]]`
#[derive(Debug)]
pub(in crate::config) struct RawRung {
    pub(in crate::config) spot: Spot,
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) when: RawWhen,
    pub(in crate::config) keep_in_touch: Option<At<u32>>,
    pub(in crate::config) columns: Vec<At<String>>,
}

/// `[[score]]`
#[derive(Debug)]
pub(in crate::config) struct RawScore {
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) points: Vec<RawPoints>,
}

/// `[[score.points]]`
#[derive(Debug)]
pub(in crate::config) struct RawPoints {
    pub(in crate::config) part: Option<At<String>>,
    pub(in crate::config) when: RawWhen,
    pub(in crate::config) add: Option<At<i32>>,
}

/// `[[segment]]`
#[derive(Debug)]
pub(in crate::config) struct RawSegment {
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) when: RawWhen,
    pub(in crate::config) columns: Vec<At<String>>,
}

pub(super) const KEYS: &[&str] = &["ladder", "score", "segment"];
pub(super) const LADDER: &[&str] = &[
    "name",
    "keep",
    "yours",
    "yours-reason",
    "yours-until",
    "columns",
    "rung",
];
pub(super) const RUNG: &[&str] = &[
    "name",
    "when",
    "all",
    "any",
    "none",
    "keep-in-touch",
    "columns",
];
pub(super) const SCORE: &[&str] = &["name", "points"];
pub(super) const POINTS: &[&str] = &["part", "when", "all", "any", "none", "add"];
pub(super) const SEGMENT: &[&str] = &["name", "when", "all", "any", "none", "columns"];

impl RawTiers {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawTiers {
        let file = Section::open(table, spot, KEYS, problems);
        let mut tiers = RawTiers::default();
        for ladder in file.sections("ladder", LADDER, problems) {
            let mut rungs = Vec::new();
            for rung in ladder.sections("rung", RUNG, problems) {
                rung.require(&["name"], "[[ladder.rung]]", problems);
                rungs.push(RawRung {
                    spot: rung.spot.clone(),
                    name: rung.text("name", problems),
                    when: RawWhen::read(&rung, problems),
                    keep_in_touch: rung.days("keep-in-touch", problems),
                    columns: rung.texts("columns", problems),
                });
            }
            ladder.require(&["name"], "[[ladder]]", problems);
            ladder.require_tables("rung", "[[ladder.rung]]", problems);
            // A rung of people's own counts only with a reason and an end, and both belong to a column of rungs.
            let keys = ["yours", "yours-reason", "yours-until"];
            if keys[1..].iter().any(|key| ladder.entry(key).is_some()) {
                ladder.require(&keys, "[[ladder]]", problems);
            }
            tiers.ladders.push(RawLadder {
                name: ladder.text("name", problems),
                keep: ladder.days("keep", problems),
                yours: ladder.text("yours", problems),
                yours_reason: ladder.text("yours-reason", problems),
                yours_until: ladder.text("yours-until", problems),
                columns: ladder.texts("columns", problems),
                rungs,
            });
        }
        for score in file.sections("score", SCORE, problems) {
            let mut points = Vec::new();
            for line in score.sections("points", POINTS, problems) {
                line.require(&["part", "add"], "[[score.points]]", problems);
                points.push(RawPoints {
                    part: line.text("part", problems),
                    when: RawWhen::read(&line, problems),
                    add: line.points("add", problems),
                });
            }
            score.require(&["name"], "[[score]]", problems);
            score.require_tables("points", "[[score.points]]", problems);
            tiers.scores.push(RawScore {
                name: score.text("name", problems),
                points,
            });
        }
        for segment in file.sections("segment", SEGMENT, problems) {
            segment.require(&["name"], "[[segment]]", problems);
            let name = segment.text("name", problems);
            let before = problems.len();
            let when = RawWhen::read(&segment, problems);
            if when.is_empty() && problems.len() == before {
                // A segment of everybody is a slip: its conditions are missing.
                let shown = name.as_ref().map_or("", |name| name.value.as_str());
                problems.add(Mistake::new("rules-segment-empty", &segment.spot, shown));
            }
            tiers.segments.push(RawSegment {
                name,
                when,
                columns: segment.texts("columns", problems),
            });
        }
        tiers
    }
}
