//! Placements by plain loops: scores, then ladders, then segments.

use jiff::civil::Date;

use super::asks::{Ask, Number};
use super::world::{TODAY, World};

/// Lists of questions: all, any, none.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    pub(super) all: Vec<Ask>,
    pub(super) any: Vec<Ask>,
    pub(super) none: Vec<Ask>,
}

/// Where a contact stood before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    /// The rung; one that does not exist is one that has another name now.
    pub(super) rung: usize,
    pub(super) since: Date,
    pub(super) below: Option<Date>,
    pub(super) was_set: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Ladder {
    pub(super) keep: Option<i64>,
    /// From the highest; empty lists take everybody.
    pub(super) rungs: Vec<Lists>,
    pub(super) before: Vec<Option<Before>>,
    /// For some contacts the rung that a person set.
    pub(super) set: Vec<Option<usize>>,
}

/// A set of rules and what is remembered.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// Questions and points.
    pub(super) score: Vec<(Lists, i32)>,
    pub(super) ladders: Vec<Ladder>,
    pub(super) segments: Vec<Lists>,
}

/// What placements go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    City,
    Group,
    Rooms,
    Hobbies,
    Email,
    Mobile,
    Budget,
    Vip,
    LastContact,
    LastPurchase,
    Products,
    /// Spend and orders: known of everybody where there are purchases.
    Figures,
    /// Spend of those in a household, or of a company.
    Household,
    Company,
    Purchases,
    Relatives,
    Score,
    Ladder(usize),
    Segment(usize),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    pub(super) rung: Option<usize>,
    pub(super) since: Date,
    pub(super) below: Option<Date>,
    /// The ladder lacks its facts, or those of this contact.
    pub(super) is_unknown: bool,
}

/// Where everybody stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    pub(super) points: Vec<Option<i64>>,
    pub(super) ladders: Vec<Vec<Standing>>,
    pub(super) lacks: Vec<bool>,
    pub(super) segments: Vec<Vec<Option<bool>>>,
}

impl Lists {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }

    fn asks(&self) -> impl Iterator<Item = &Ask> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }

    /// `None` is unknown: neither surely so, nor surely not.
    fn holds(&self, world: &World, placed: &Placed, contact: usize) -> Option<bool> {
        let mut parts: Vec<Option<bool>> = Vec::new();
        for ask in &self.all {
            parts.push(ask.answer(world, placed, contact));
        }
        for ask in &self.none {
            parts.push(ask.answer(world, placed, contact).map(|so| !so));
        }
        if !self.any.is_empty() {
            let answers: Vec<_> = self
                .any
                .iter()
                .map(|ask| ask.answer(world, placed, contact))
                .collect();
            parts.push(if answers.contains(&Some(true)) {
                Some(true)
            } else if answers.contains(&None) {
                None
            } else {
                Some(false)
            });
        }
        if parts.contains(&Some(false)) {
            Some(false)
        } else if parts.contains(&None) {
            None
        } else {
            Some(true)
        }
    }
}

impl Rules {
    pub(super) fn place(&self, world: &World) -> Placed {
        let count = world.people.len();
        let mut placed = Placed::default();
        let for_score = known(world, &self.sources(Source::Score));
        for (contact, is_known) in for_score.into_iter().enumerate() {
            let mut sum = 0;
            for (lists, add) in &self.score {
                if lists.holds(world, &placed, contact) == Some(true) {
                    sum += i64::from(*add);
                }
            }
            placed.points.push(is_known.then_some(sum));
        }
        for (at, ladder) in self.ladders.iter().enumerate() {
            let sources = self.sources(Source::Ladder(at));
            let known = known(world, &sources);
            let covered = known.iter().filter(|known| **known).count();
            let lacks = !sources.is_empty() && count > 0 && covered * 5 < count;
            let standing = (0..count)
                .map(|contact| {
                    if lacks {
                        return Standing {
                            rung: None,
                            since: TODAY,
                            below: None,
                            is_unknown: true,
                        };
                    }
                    ladder.stand(world, &placed, (contact, known[contact]))
                })
                .collect();
            placed.ladders.push(standing);
            placed.lacks.push(lacks);
        }
        for lists in &self.segments {
            let members = (0..count).map(|contact| lists.holds(world, &placed, contact));
            placed.segments.push(members.collect());
        }
        placed
    }

    /// What a score or a ladder goes by in the end, through all that it asks about.
    fn sources(&self, of: Source) -> Vec<Source> {
        let mut seen = vec![of];
        let mut found = Vec::new();
        let mut next = 0;
        while next < seen.len() {
            let node = seen[next];
            next += 1;
            let asks: Vec<&Ask> = match node {
                Source::Score => self
                    .score
                    .iter()
                    .flat_map(|(lists, _)| lists.asks())
                    .collect(),
                Source::Ladder(at) => self.ladders[at]
                    .rungs
                    .iter()
                    .flat_map(Lists::asks)
                    .collect(),
                Source::Segment(at) => self.segments[at].asks().collect(),
                _ => Vec::new(),
            };
            for ask in asks {
                let Some(source) = ask.source(node == Source::Score) else {
                    continue;
                };
                let list = match source {
                    Source::Score | Source::Ladder(_) | Source::Segment(_) => &mut seen,
                    _ => &mut found,
                };
                if !list.contains(&source) {
                    list.push(source);
                }
            }
        }
        found
    }
}

/// Of whom anything is known that is gone by; of everybody where nothing is.
fn known(world: &World, sources: &[Source]) -> Vec<bool> {
    (0..world.people.len())
        .map(|contact| {
            sources.is_empty() || sources.iter().any(|source| source.is_known(world, contact))
        })
        .collect()
}

impl Source {
    fn is_known(self, world: &World, contact: usize) -> bool {
        let person = &world.people[contact];
        let nothing = Placed::default();
        match self {
            Source::City => !person.city.is_empty(),
            Source::Group => !person.group.is_empty(),
            Source::Rooms => !person.rooms.is_empty(),
            Source::Hobbies => !person.hobbies.is_empty(),
            Source::Email => !person.email.is_empty(),
            Source::Mobile => person.mobile.is_some(),
            Source::Budget => person.budget.is_some(),
            Source::Vip => world.people.iter().any(|person| person.vip.is_some()),
            Source::LastContact => person.last_contact.is_some_and(|ago| ago >= 0),
            Source::LastPurchase => Ask::BoughtWithin(i64::MAX)
                .answer(world, &nothing, contact)
                .is_some(),
            Source::Products => world.sales.iter().flatten().any(|sale| {
                let past = sale.ago.is_none_or(|ago| ago >= 0);
                sale.contact == Some(contact) && !sale.lost && past && sale.amount >= 0
            }),
            Source::Figures => Number::Spend.of(world, &nothing, contact).is_some(),
            Source::Household => Number::Household12m.of(world, &nothing, contact).is_some(),
            Source::Company => Number::Company.of(world, &nothing, contact).is_some(),
            Source::Purchases => world.sales.is_some(),
            Source::Relatives => world.has_homes(),
            Source::Score | Source::Ladder(_) | Source::Segment(_) => false,
        }
    }
}

impl Ladder {
    fn stand(&self, world: &World, placed: &Placed, who: (usize, bool)) -> Standing {
        let (contact, is_known) = who;
        let rungs = self.rungs.iter();
        let mut rung = rungs
            .clone()
            .position(|rung| rung.holds(world, placed, contact) == Some(true));
        let for_everyone = rung.is_none_or(|rung| self.rungs[rung].is_empty());
        let mut is_unknown = !is_known && for_everyone;
        if is_unknown {
            rung = None;
        }
        let mut since = TODAY;
        let mut below = None;
        let before = self.before[contact].filter(|before| before.rung < self.rungs.len());
        if let Some(before) = before {
            let is_lower = rung.is_none_or(|rung| rung > before.rung);
            if rung == Some(before.rung) {
                since = before.since;
            } else if let Some(keep) = self.keep.filter(|_| is_lower && !before.was_set) {
                let from = before.below.unwrap_or(TODAY);
                if i64::from((TODAY - from).get_days()) < keep {
                    rung = Some(before.rung);
                    since = before.since;
                    below = Some(from);
                }
            }
        }
        if let Some(set) = self.set[contact] {
            is_unknown = false;
            if rung != Some(set) {
                since = before
                    .filter(|before| before.rung == set)
                    .map_or(TODAY, |before| before.since);
            }
            rung = Some(set);
            below = None;
        }
        Standing {
            rung,
            since,
            below,
            is_unknown,
        }
    }
}
