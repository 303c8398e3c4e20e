//! Two outcomes of one book side by side, such as before and after a change of the rules: who stands elsewhere, and what they spend.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Outcome;
use crate::config::Ladder;
use crate::model::{ContactId, Direction};
use crate::stage::segment::LadderResult;

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The ladders of both, in the order of the plan afterwards; those that are gone come last.
    pub ladders: Vec<LadderChange>,
    /// The segments of both, likewise.
    pub segments: Vec<SegmentChange>,
    /// The contacts who stand elsewhere on any ladder.
    pub movers: usize,
    /// What they spent in the last 12 months; `None` where nobody's spend is known.
    pub revenue: Option<Decimal>,
}

/// A ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct LadderChange {
    /// Its name.
    pub name: String,
    /// Its rungs afterwards from the highest, then those that are gone.
    pub rungs: Vec<RungCount>,
    /// For how many days it keeps contacts who fall.
    pub keep_days: Option<u32>,
    /// The field for want of which it places nobody, before and afterwards.
    pub lacks: [Option<String>; 2],
    /// Whether there is such a ladder before and afterwards.
    pub exists: [bool; 2],
    /// Who goes where: from the highest rung to the lowest, those on no rung last.
    pub flows: Vec<Flow>,
}

/// How many stand on a rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RungCount {
    /// The rung; `None` for those who stand on none.
    pub name: Option<String>,
    /// Before and afterwards.
    pub counts: [usize; 2],
}

/// Contacts who go the same way.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The rung before; `None` for none.
    pub from: Option<String>,
    /// The rung afterwards.
    pub to: Option<String>,
    /// Up or down; `None` between rungs of equal height of two different ladders.
    pub direction: Option<Direction>,
    /// Who, those who spend most first.
    pub who: Vec<Shifted>,
    /// What they spent in the last 12 months.
    pub revenue: Option<Decimal>,
}

/// A segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentChange {
    /// Its name.
    pub name: String,
    /// How many are in it, before and afterwards.
    pub counts: [usize; 2],
    /// Who comes in, those who spend most first.
    pub entered: Vec<Shifted>,
    /// Who goes out, likewise.
    pub left: Vec<Shifted>,
}

/// A contact who stands elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shifted {
    /// Its id.
    pub id: ContactId,
    /// Its index before and afterwards, where it exists.
    pub at: [Option<u32>; 2],
    /// What it spent in the last 12 months before the change; afterwards where there was no such contact.
    pub revenue: Option<Decimal>,
}

/// Compares two outcomes of one book; contacts are the same by their ids.
pub fn compare(before: &Outcome, after: &Outcome) -> Comparison {
    let both = Both::new(before, after);
    let ladders = both.names(|outcome| outcome.plan.ladders.iter().map(|ladder| &ladder.name));
    let segments = both.names(|outcome| outcome.plan.segments.iter().map(|one| &one.name));
    let ladders: Vec<LadderChange> = ladders.iter().map(|name| both.ladder(name)).collect();
    let segments = segments.iter().map(|name| both.segment(name)).collect();
    let flows = ladders.iter().flat_map(|ladder| &ladder.flows);
    let movers: BTreeMap<ContactId, Option<Decimal>> = flows
        .flat_map(|flow| &flow.who)
        .map(|who| (who.id, who.revenue))
        .collect();
    Comparison {
        movers: movers.len(),
        revenue: sum(movers.values().copied()),
        ladders,
        segments,
    }
}

/// The sum of what is known; `None` where nothing is.
fn sum(values: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    values.flatten().reduce(|all, one| all + one)
}

struct Both<'o> {
    outcomes: [&'o Outcome; 2],
    /// Every contact of either, by id.
    contacts: Vec<Shifted>,
}

impl<'o> Both<'o> {
    fn new(before: &'o Outcome, after: &'o Outcome) -> Both<'o> {
        let outcomes = [before, after];
        let mut all: BTreeMap<ContactId, [Option<u32>; 2]> = BTreeMap::new();
        for (side, outcome) in outcomes.iter().enumerate() {
            for contact in 0..outcome.contacts.len() {
                let at = all.entry(outcome.contacts.id(contact)).or_default();
                at[side] = Some(contact as u32);
            }
        }
        let revenue = |at: [Option<u32>; 2]| {
            let side = usize::from(at[0].is_none());
            let spend = outcomes[side].profile.spend_12m.as_ref()?;
            spend.get(at[side]? as usize).copied()
        };
        let contacts = all.into_iter().map(|(id, at)| Shifted {
            id,
            at,
            revenue: revenue(at),
        });
        Both {
            outcomes,
            contacts: contacts.collect(),
        }
    }

    /// Names of both sides, those of afterwards first.
    fn names<'n, I: Iterator<Item = &'n String>>(
        &self,
        of: impl Fn(&'o Outcome) -> I,
    ) -> Vec<String> {
        let [before, after] = self.outcomes;
        let mut names: Vec<String> = of(after).cloned().collect();
        let gone: Vec<String> = of(before)
            .filter(|name| !names.contains(name))
            .cloned()
            .collect();
        names.extend(gone);
        names
    }

    fn ladder(&self, name: &str) -> LadderChange {
        let sides = self.outcomes.map(|outcome| Side::new(outcome, name));
        let mut rungs: Vec<Option<&str>> = Vec::new();
        for side in [&sides[1], &sides[0]] {
            let new: Vec<Option<&str>> = side
                .rungs()
                .map(Some)
                .filter(|rung| !rungs.contains(rung))
                .collect();
            rungs.extend(new);
        }
        rungs.push(None);
        let place = |name: Option<&str>| rungs.iter().position(|rung| *rung == name);
        let mut counts = vec![[0_usize; 2]; rungs.len()];
        let mut flows: BTreeMap<(usize, usize), Vec<Shifted>> = BTreeMap::new();
        for contact in &self.contacts {
            let stands = [0, 1].map(|side| sides[side].rung(contact.at[side]));
            let places = stands.map(|rung| place(rung).unwrap_or_default());
            for (side, place) in places.iter().enumerate() {
                if contact.at[side].is_some() {
                    counts[*place][side] += 1;
                }
            }
            if stands[0] != stands[1] {
                flows
                    .entry((places[0], places[1]))
                    .or_default()
                    .push(contact.clone());
            }
        }
        let owned = |at: usize| rungs.get(at).copied().flatten().map(str::to_owned);
        let flows = flows.into_iter().map(|((from, to), who)| Flow {
            direction: Direction::of(height(&sides, rungs[from]), height(&sides, rungs[to])),
            from: owned(from),
            to: owned(to),
            revenue: sum(who.iter().map(|one| one.revenue)),
            who: self.sorted(who),
        });
        LadderChange {
            name: name.to_owned(),
            keep_days: sides[1].ladder.and_then(|ladder| ladder.keep_days),
            lacks: [0, 1].map(|side: usize| sides[side].result.and_then(|one| one.lacks.clone())),
            exists: [0, 1].map(|side: usize| sides[side].ladder.is_some()),
            flows: flows.collect(),
            rungs: rungs
                .iter()
                .zip(counts)
                .map(|(name, counts)| RungCount {
                    name: name.map(str::to_owned),
                    counts,
                })
                .filter(|rung| rung.name.is_some() || rung.counts != [0, 0])
                .collect(),
        }
    }

    fn segment(&self, name: &str) -> SegmentChange {
        let members = self.outcomes.map(|outcome| {
            let plan = &outcome.plan.segments;
            let at = plan.iter().position(|segment| segment.name == name);
            at.and_then(|at| outcome.placements.segments.get(at))
        });
        let is_in = |side: usize, contact: &Shifted| {
            let (Some(members), Some(at)) = (members[side], contact.at[side]) else {
                return false;
            };
            members.binary_search(&at).is_ok()
        };
        let only = |side: usize| {
            let one_sided = |who: &&Shifted| is_in(side, who) && !is_in(1 - side, who);
            self.sorted(self.contacts.iter().filter(one_sided).cloned().collect())
        };
        SegmentChange {
            name: name.to_owned(),
            counts: members.map(|members| members.map_or(0, Vec::len)),
            entered: only(1),
            left: only(0),
        }
    }

    /// Those who spend most first, then by name.
    fn sorted(&self, mut who: Vec<Shifted>) -> Vec<Shifted> {
        who.sort_by_cached_key(|one| (std::cmp::Reverse(one.revenue), self.name(one), one.id));
        who
    }

    fn name(&self, who: &Shifted) -> String {
        let side = usize::from(who.at[1].is_some());
        let at = who.at[side].unwrap_or_default() as usize;
        self.outcomes[side].contacts.name(at).into_owned()
    }
}

/// One ladder of one outcome.
struct Side<'o> {
    ladder: Option<&'o Ladder>,
    result: Option<&'o LadderResult>,
}

impl<'o> Side<'o> {
    fn new(outcome: &'o Outcome, name: &str) -> Side<'o> {
        let ladders = &outcome.plan.ladders;
        let at = ladders.iter().position(|ladder| ladder.name == name);
        Side {
            ladder: at.and_then(|at| ladders.get(at)),
            result: at.and_then(|at| outcome.placements.ladders.get(at)),
        }
    }

    fn rungs(&self) -> impl Iterator<Item = &'o str> + use<'o> {
        let rungs = self.ladder.into_iter().flat_map(|ladder| &ladder.rungs);
        rungs.map(|rung| rung.name.as_str())
    }

    fn rung(&self, contact: Option<u32>) -> Option<&'o str> {
        let at = *self.result?.rungs.get(contact? as usize)?;
        let rung = self.ladder?.rungs.get(usize::from(at))?;
        Some(rung.name.as_str())
    }
}

/// The place of a rung on the ladder afterwards, else on the one before.
fn height(sides: &[Side<'_>; 2], name: Option<&str>) -> Option<usize> {
    let name = name?;
    let on = |side: &Side<'_>| side.rungs().position(|rung| rung == name);
    on(&sides[1]).or_else(|| on(&sides[0]))
}
