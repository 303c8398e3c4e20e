//! The time before a book was kept, worked out from dated purchases, interactions and added-on dates: where contacts stood at the
//! ends of months, who moved between them, and the measures of those days.
//!
//! What has no date (a status, a city) is taken as it is today, and today's rules are used. Of what only the latest day is known
//! (the column *last contact*) nothing is claimed before that day. `keep` and rungs set by hand play no part. What was seen by a
//! run is never replaced; the same records give the same past, however often it is worked out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::moves::{Standing, direction, remembered};
use crate::calendar::{first_day, year_before};
use crate::config::condition::{Subject, When};
use crate::config::{Node, Plan};
use crate::lang::Lang;
use crate::model::{
    Cause, ContactId, Contacts, Derived, Fact, Facts, Field, FieldId, Memory, MemoryMetric, Move,
    Relatives, Sales, Tables, plain_decimal,
};
use crate::stage::measure::{self, Counts, MeasureRequest};
use crate::stage::profile::{self, KnownFacts, Profile, ProfileRequest};
use crate::stage::segment::{self, Overrides, PlaceRequest, Placements};

/// Measures that rest on dated rows alone. Others count contacts as they are today.
const DATED: [&str; 10] = [
    "revenue",
    "orders",
    "average-order",
    "customers",
    "new-customers",
    "returning",
    "costs",
    "acquisition-cost",
    "top-10-share",
    "top-20-share",
];

/// Up to so many contacts the first run looks back by itself. Two or three moves a contact and year make a ledger that every later
/// run reads: for larger books somebody should want it.
const BY_ITSELF: usize = 50_000;

/// Whether the time before the book was kept is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backfill {
    /// No.
    Never,
    /// In the first run of a book: the last 12 months.
    FirstRun,
    /// Now: from a day on, else the 12 months before the first run.
    From(Option<Date>),
}

/// What was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackfillNote {
    /// The day from which on it was asked for.
    pub from: Date,
    /// The first day that a run saw: what is later is not touched.
    pub seen: Date,
    /// Ends of months of which anything is known.
    pub months: usize,
    /// Moves that were found.
    pub moves: usize,
}

/// What the past is worked out from.
#[derive(Clone, Copy)]
pub(super) struct BackfillRequest<'a> {
    pub(super) contacts: &'a Contacts,
    pub(super) tables: &'a Tables,
    pub(super) relatives: &'a Relatives,
    pub(super) referred_by: &'a [Option<u32>],
    pub(super) since: &'a [Date],
    /// As of today.
    pub(super) profile: &'a Profile,
    pub(super) plan: &'a Plan,
    pub(super) today: Date,
    pub(super) lang: &'a Lang,
    pub(super) wish: Backfill,
}

/// A contact on a ladder.
type Spot = (String, ContactId);

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Backfilled {
    /// Whether the past reaches up to today: then this run itself ends it, and places everybody where the conditions put them.
    pub(super) first: bool,
    pub(super) note: Option<BackfillNote>,
    /// From where the first move that a run saw led away.
    real: BTreeMap<Spot, Option<String>>,
    /// Of whom nothing can be said before today.
    unsure: BTreeSet<Spot>,
}

impl Backfilled {
    /// Makes the moves of this run the last ones of the past, where it ends it. To a rung set by hand nobody moved before today.
    pub(super) fn mark(
        &mut self,
        placements: &mut Placements,
        (plan, contacts): (&Plan, &Contacts),
    ) {
        if !self.first {
            return;
        }
        let ladders = plan.ladders.iter().zip(&placements.ladders);
        let set: BTreeSet<Spot> = ladders
            .flat_map(|(ladder, result)| {
                let set = result.set.keys();
                set.map(|contact| (ladder.name.clone(), contacts.id(*contact as usize)))
            })
            .collect();
        let moves = &mut placements.moves;
        moves.retain_mut(|step| {
            let spot = (step.ladder.clone(), step.contact);
            if let Some(stood) = self.real.get(&spot) {
                step.to.clone_from(stood);
                step.direction = direction(plan, step);
                step.cause = Cause::Reconstructed;
            } else if !set.contains(&spot) {
                step.cause = Cause::Reconstructed;
            }
            step.from != step.to && !(step.from.is_none() && self.unsure.contains(&spot))
        });
        if let Some(note) = &mut self.note {
            let found = moves
                .iter()
                .filter(|step| step.cause == Cause::Reconstructed);
            note.moves += found.count();
        }
    }
}

/// Facts of a day on which not everybody was known: of the others nothing is.
struct Then<'a> {
    facts: KnownFacts<'a>,
    present: &'a [bool],
}

impl Facts for Then<'_> {
    fn len(&self) -> usize {
        self.facts.len()
    }

    fn sales(&self) -> Option<&Sales> {
        self.facts.sales()
    }

    fn relatives(&self) -> Option<&Relatives> {
        self.facts.relatives()
    }

    fn fact(&self, field: FieldId, contact: usize) -> Fact<'_> {
        if self.present[contact] {
            self.facts.fact(field, contact)
        } else {
            Fact::Unknown
        }
    }
}

/// Works out the past and puts it into the memory, before today's placements are made.
pub(super) fn backfill(request: &BackfillRequest<'_>, memory: &mut Memory) -> Backfilled {
    let wish = match request.wish {
        Backfill::Never => return Backfilled::default(),
        Backfill::FirstRun
            if !memory.placements.is_empty() || request.contacts.len() > BY_ITSELF =>
        {
            return Backfilled::default();
        }
        Backfill::FirstRun => None,
        Backfill::From(from) => from,
    };
    let today = request.today;
    let runs = memory.runs.iter().map(|run| run.date);
    let seen = runs.chain([today]).min().unwrap_or(today);
    let from = wish.unwrap_or_else(|| year_before(seen));
    let is_old = |cause: bool, date: Date| cause && date >= from && date <= seen;
    // Why somebody came to stand where a run of today found them was told by it.
    let last = memory.moves.iter();
    let last = last.filter(|step| step.cause == Cause::Reconstructed && step.date == today);
    let told: BTreeMap<Spot, Move> = last
        .map(|step| ((step.ladder.clone(), step.contact), step.clone()))
        .collect();
    memory
        .moves
        .retain(|step| !is_old(step.cause == Cause::Reconstructed, step.date));
    memory
        .metrics
        .retain(|known| !is_old(known.reconstructed, known.date));
    let mut real: BTreeMap<Spot, Option<String>> = BTreeMap::new();
    for step in &memory.moves {
        if step.cause != Cause::Reconstructed {
            let spot = (step.ladder.clone(), step.contact);
            real.entry(spot).or_insert_with(|| step.from.clone());
        }
    }
    let mut past = Past::new(request);
    for day in month_ends(from, seen) {
        past.step(day, memory);
    }
    // Where a run of today moved somebody already, the past ends before that move, as on any other day.
    let first = memory.placements.is_empty() || seen == today && real.is_empty();
    if first && past.months > 0 {
        past.keep_absent(&mut memory.placements);
        memory.placements = past.standing;
    } else if !first {
        past.close(seen, (&real, &told), memory);
    }
    let note = BackfillNote {
        from,
        seen,
        months: past.months,
        moves: past.moves.len(),
    };
    memory.moves.append(&mut past.moves);
    in_order(&mut memory.moves);
    memory.metrics.append(&mut past.metrics);
    Backfilled {
        first,
        note: Some(note),
        real,
        unsure: past.unsure,
    }
}

/// The order of the ledger: what was worked out for a day before what a run saw on it.
pub(super) fn in_order(moves: &mut [Move]) {
    moves.sort_by_key(|step| (step.date, step.cause != Cause::Reconstructed));
}

/// The ends of months from a day on, before another.
fn month_ends(from: Date, until: Date) -> impl Iterator<Item = Date> {
    let mut month = from.first_of_month();
    std::iter::from_fn(move || {
        let end = month.last_of_month();
        month = month.saturating_add(1.month());
        // A calendar ends, too.
        (end < until && month > end).then_some(end)
    })
    .filter(move |end| *end >= from)
}

/// The past as far as it is worked out.
struct Past<'a> {
    request: BackfillRequest<'a>,
    /// Since when each contact is known.
    added: Vec<Option<Date>>,
    /// Ladders that ask when the last contact was.
    asks_contact: Vec<bool>,
    standing: Standing,
    moves: Vec<Move>,
    metrics: Vec<MemoryMetric>,
    months: usize,
    unsure: BTreeSet<Spot>,
}

impl<'a> Past<'a> {
    fn new(request: &BackfillRequest<'a>) -> Past<'a> {
        let profile = request.profile;
        let added = profile.added_on.iter().zip(&profile.first_purchase);
        let ladders = 0..request.plan.ladders.len();
        Past {
            request: *request,
            added: added
                .map(|(added, first)| [*added, *first].into_iter().flatten().min())
                .collect(),
            asks_contact: ladders
                .map(|ladder| asks_last_contact(request.plan, Node::Ladder(ladder)))
                .collect(),
            standing: Standing::new(),
            moves: Vec::new(),
            metrics: Vec::new(),
            months: 0,
            unsure: BTreeSet::new(),
        }
    }

    /// One end of a month.
    fn step(&mut self, day: Date, memory: &Memory) {
        let BackfillRequest {
            contacts,
            tables,
            relatives,
            referred_by,
            since,
            plan,
            lang,
            ..
        } = self.request;
        let is_known = |added: &Option<Date>| added.is_some_and(|added| added <= day);
        let present: Vec<bool> = self.added.iter().map(is_known).collect();
        if !present.contains(&true) {
            return;
        }
        self.months += 1;
        let profile = profile::compute(&ProfileRequest {
            contacts,
            tables,
            referred_by,
            since,
            memory,
            plan,
            today: day,
        });
        let before = Memory {
            placements: std::mem::take(&mut self.standing),
            ..Memory::default()
        };
        let facts = Then {
            facts: KnownFacts {
                contacts,
                tables,
                relatives,
                profile: &profile,
                today: day,
            },
            present: &present,
        };
        let mut placements = segment::place(&PlaceRequest {
            facts: &facts,
            overrides: &Overrides::default(),
            plan,
            id: &|contact| contacts.id(contact),
            memory: &before,
            today: day,
            lang,
            before: None,
            keeps: false,
        });
        let later: Vec<bool> = (0..contacts.len())
            .map(|contact| {
                let last = contacts.date(Field::LastContact, contact);
                last.and_then(first_day).is_some_and(|last| last > day)
            })
            .collect();
        let was_unsure = std::mem::take(&mut self.unsure);
        for (ladder, asks) in plan.ladders.iter().zip(&self.asks_contact) {
            if !asks {
                continue;
            }
            let unsure = (0..contacts.len()).filter(|at| present[*at] && later[*at]);
            let spots = unsure.map(|at| (ladder.name.clone(), contacts.id(at)));
            self.unsure.extend(spots);
        }
        let moves = placements.moves.drain(..).filter(|step| {
            let spot = (step.ladder.clone(), step.contact);
            !was_unsure.contains(&spot) && !self.unsure.contains(&spot)
        });
        self.moves.extend(moves.map(|step| Move {
            cause: Cause::Reconstructed,
            ..step
        }));
        let asks = &self.asks_contact;
        let is_sure =
            |ladder: usize, contact: usize| present[contact] && !(asks[ladder] && later[contact]);
        self.standing = remembered(&placements, plan, (contacts, &is_sure), before.placements);
        let metrics = measure::measure(&MeasureRequest {
            contacts,
            tables,
            profile: &profile,
            plan,
            today: day,
            counts: Counts::default(),
        });
        let whole = metrics.iter().filter(|metric| {
            metric.dimension.is_none()
                && DATED.contains(&metric.metric)
                && ["all", "last-12-months"].contains(&metric.period.as_str())
        });
        self.metrics.extend(whole.map(|metric| MemoryMetric {
            date: day,
            metric: metric.metric.to_owned(),
            period: metric.period.clone(),
            value: metric.value.map(plain_decimal).unwrap_or_default(),
            reconstructed: true,
        }));
    }

    /// Contacts of a file that is away today keep their places.
    fn keep_absent(&mut self, known: &mut Standing) {
        let contacts = self.request.contacts;
        let here: BTreeSet<ContactId> = (0..contacts.len()).map(|at| contacts.id(at)).collect();
        for (ladder, places) in std::mem::take(known) {
            for (id, place) in places {
                if !here.contains(&id) {
                    self.standing
                        .entry(ladder.clone())
                        .or_default()
                        .insert(id, place);
                }
            }
        }
    }

    /// Meets what the first run saw: the last moves of the past, and since when contacts stood where it found them.
    fn close(
        &mut self,
        seen: Date,
        (real, told): (&BTreeMap<Spot, Option<String>>, &BTreeMap<Spot, Move>),
        memory: &mut Memory,
    ) {
        for (ladder, places) in &self.standing {
            let Some(known) = memory.placements.get_mut(ladder) else {
                continue;
            };
            for (id, before) in places {
                let now = known.get_mut(id);
                let spot = (ladder.clone(), *id);
                let moved = real.get(&spot);
                // To a rung set by hand nobody moved before today.
                if moved.is_none() && now.as_ref().is_some_and(|now| now.set_until.is_some()) {
                    continue;
                }
                let stood = match (moved, &now) {
                    (Some(from), _) => from.clone(),
                    (None, Some(now)) => Some(now.rung.to_string()),
                    (None, None) => continue,
                };
                let stays = stood.as_deref() == Some(&*before.rung);
                if let Some(now) = now.filter(|now| moved.is_none() && now.since <= seen) {
                    now.since = if stays { before.since } else { seen };
                }
                if stays {
                    continue;
                }
                let days = (seen - before.since).get_days();
                let mut step = Move {
                    date: seen,
                    contact: *id,
                    ladder: ladder.clone(),
                    from: Some(before.rung.to_string()),
                    to: stood.clone(),
                    why: match told.get(&spot).filter(|told| told.to == stood) {
                        Some(told) => told.why.clone(),
                        None => self.request.lang.get("why.stood").to_owned(),
                    },
                    direction: None,
                    cause: Cause::Reconstructed,
                    days: days.try_into().ok(),
                };
                step.direction = direction(self.request.plan, &step);
                self.moves.push(step);
            }
        }
    }
}

/// Whether a node asks when the last contact was, itself or through others.
fn asks_last_contact(plan: &Plan, node: Node) -> bool {
    let fields = [
        FieldId::from(Field::LastContact),
        FieldId::from(Derived::DaysSinceContact),
    ];
    let mut seen = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let mut conditions = plan.whens(node).into_iter().flat_map(When::conditions);
        if conditions.any(|condition| match condition.innermost().subject {
            Subject::Field(field) => fields.contains(&field),
            _ => false,
        }) {
            return true;
        }
        open.extend(
            plan.asks_about(node)
                .into_iter()
                .filter(|next| seen.insert(*next)),
        );
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_before_the_day_that_was_seen() {
        let ends = |from: &str, until: &str| -> Vec<String> {
            let ends = month_ends(from.parse().unwrap(), until.parse().unwrap());
            ends.map(|end| end.to_string()).collect()
        };
        assert_eq!(
            ends("2026-01-15", "2026-04-01"),
            ["2026-01-31", "2026-02-28", "2026-03-31"]
        );
        assert_eq!(ends("2026-01-31", "2026-02-28"), ["2026-01-31"]);
        assert_eq!(ends("2026-02-01", "2026-02-28"), Vec::<String>::new());
        assert_eq!(ends("2027-02-01", "2026-02-28"), Vec::<String>::new());
        let year = ends("2025-11-22", "2026-11-22");
        assert_eq!((year.len(), year[0].as_str()), (12, "2025-11-30"));
        assert!(ends("9999-01-01", "9999-12-31").len() <= 12);
    }
}
