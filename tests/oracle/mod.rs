//! Random books and rule sets against plain loops that share no code with the program: scores, ladders with what is remembered
//! and what people set, segments, top shares, purchases, relatives, and what is unknown.

mod asks;
mod loops;
mod world;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use jiff::civil::date;
use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use tierbook::config::{self, Known, Plan, RulesFile};
use tierbook::lang::{FieldNames, Lang, Language};
use tierbook::model::{ContactId, Memory, MemoryPlacement, Place};
use tierbook::stage::profile::{self, KnownFacts, ProfileRequest};
use tierbook::stage::segment::{
    self, LadderOverrides, Overrides, PlaceRequest, Placements, SetRung,
};

use asks::{Ask, asks, simple};
use loops::{Before, Ladder, Lists, Placed, Rules};
use world::{TODAY, World, day, worlds};

static NAMES: LazyLock<FieldNames> = LazyLock::new(FieldNames::load);
static ENGLISH: LazyLock<Lang> = LazyLock::new(|| Lang::load(Language::English));

fn lists(asks: impl Strategy<Value = Ask> + Clone) -> impl Strategy<Value = Lists> {
    let list = |most| prop::collection::vec(asks.clone(), 0..=most);
    (prop::collection::vec(asks.clone(), 1..3), list(2), list(1))
        .prop_map(|(all, any, none)| Lists { all, any, none })
}

fn ladder(at: usize, people: usize) -> impl Strategy<Value = Ladder> {
    let of = asks(at, 0, true).boxed();
    let rungs = (
        lists(of.clone()),
        lists(of.clone()),
        lists(of),
        any::<bool>(),
    );
    let rungs = rungs.prop_map(|(high, middle, low, takes_everyone)| {
        let low = if takes_everyone {
            Lists::default()
        } else {
            low
        };
        vec![high, middle, low]
    });
    // A rung of number 3 does not exist: it has another name now.
    let before = (
        0..4_usize,
        0..90_i64,
        prop::option::of(0..60_i64),
        any::<bool>(),
    );
    let before = before.prop_map(|(rung, since, below, was_set)| Before {
        rung,
        since: day(since),
        below: below.map(day),
        was_set,
    });
    (
        prop::option::of(1..60_i64),
        rungs,
        prop::collection::vec(prop::option::weighted(0.7, before), people),
        prop::collection::vec(prop::option::weighted(0.1, 0..3_usize), people),
    )
        .prop_map(|(keep, rungs, before, set)| Ladder {
            keep,
            rungs,
            before,
            set,
        })
}

fn rules(people: usize) -> impl Strategy<Value = Rules> {
    let points = (lists(simple()), -20..60_i32);
    (
        prop::collection::vec(points, 1..4),
        (ladder(0, people), ladder(1, people)),
        (
            lists(asks(2, 0, true).boxed()),
            lists(asks(2, 1, true).boxed()),
            lists(asks(2, 2, true).boxed()),
        ),
    )
        .prop_map(|(score, (first, second), (a, b, c))| Rules {
            score,
            ladders: vec![first, second],
            segments: vec![a, b, c],
        })
}

/// The rules as a person would write them.
fn written(rules: &Rules) -> String {
    let mut text = String::from("[[score]]\nname = \"points\"\n");
    let add = |text: &mut String, lists: &Lists| {
        for (key, asks) in [
            ("when", &lists.all),
            ("any", &lists.any),
            ("none", &lists.none),
        ] {
            if !asks.is_empty() {
                let lines: Vec<String> = asks
                    .iter()
                    .map(|ask| format!("'''{}'''", ask.line()))
                    .collect();
                let _ = writeln!(text, "{key} = [{}]", lines.join(", "));
            }
        }
    };
    for (lists, points) in &rules.score {
        let _ = writeln!(text, "[[score.points]]\npart = \"p\"\nadd = {points}");
        add(&mut text, lists);
    }
    for (at, ladder) in rules.ladders.iter().enumerate() {
        let _ = writeln!(text, "[[ladder]]\nname = \"l{at}\"");
        if let Some(keep) = ladder.keep {
            let _ = writeln!(text, "keep = {keep}");
        }
        for (rung, lists) in ladder.rungs.iter().enumerate() {
            let _ = writeln!(text, "[[ladder.rung]]\nname = \"r{rung}\"");
            add(&mut text, lists);
        }
    }
    for (at, lists) in rules.segments.iter().enumerate() {
        let _ = writeln!(text, "[[segment]]\nname = \"s{at}\"");
        add(&mut text, lists);
    }
    text
}

fn plan(text: &str) -> Plan {
    let columns = ["Rooms".to_owned()];
    let known = Known {
        names: &NAMES,
        columns: &columns,
    };
    let file = RulesFile {
        path: "rules/tiers.toml".to_owned(),
        text: text.to_owned(),
    };
    let reading = config::read(&[file], &known);
    assert!(
        reading.problems.is_empty(),
        "{:#?}\n{text}",
        reading.problems
    );
    reading.plan
}

fn memory(rules: &Rules) -> Memory {
    let mut placements: BTreeMap<String, BTreeMap<ContactId, MemoryPlacement>> = BTreeMap::new();
    for (at, ladder) in rules.ladders.iter().enumerate() {
        let of = placements.entry(format!("l{at}")).or_default();
        for (contact, before) in ladder.before.iter().enumerate() {
            if let Some(before) = before {
                let placement = MemoryPlacement {
                    rung: format!("r{}", before.rung).into(),
                    since: before.since,
                    below_since: before.below,
                    set_until: before.was_set.then_some(date(2026, 11, 1)),
                };
                of.insert(ContactId::from_bits(contact as u64), placement);
            }
        }
    }
    Memory {
        placements,
        ..Memory::default()
    }
}

fn overrides(rules: &Rules) -> Overrides {
    let of = |ladder: &Ladder| {
        let set = ladder.set.iter().enumerate();
        let set = set.filter_map(|(contact, rung)| {
            let set = SetRung {
                rung: (*rung)? as u16,
                reason: "because".to_owned(),
                until: date(2027, 1, 1),
                place: Place::Book,
            };
            Some((contact as u32, set))
        });
        LadderOverrides {
            yours: None,
            set: set.collect(),
        }
    };
    Overrides {
        ladders: rules.ladders.iter().map(of).collect(),
        diagnostics: Vec::new(),
    }
}

fn by_program(world: &World, rules: &Rules) -> Placements {
    let plan = plan(&written(rules));
    let (contacts, tables, relatives) = (world.contacts(), world.tables(), world.households());
    let count = world.people.len();
    let profile = profile::compute(&ProfileRequest {
        contacts: &contacts,
        tables: &tables,
        referred_by: &vec![None; count],
        since: &vec![TODAY; count],
        memory: &Memory::default(),
        plan: &plan,
        today: TODAY,
    });
    let facts = KnownFacts {
        contacts: &contacts,
        tables: &tables,
        relatives: &relatives,
        profile: &profile,
        today: TODAY,
    };
    segment::place(&PlaceRequest {
        facts: &facts,
        plan: &plan,
        id: &|contact| contacts.id(contact),
        overrides: &overrides(rules),
        memory: &memory(rules),
        today: TODAY,
        lang: &ENGLISH,
        before: None,
        keeps: true,
    })
}

fn compare(expected: &Placed, found: &Placements, text: &str) {
    let points: Vec<Option<i64>> = found.scores[0]
        .totals
        .iter()
        .zip(&found.scores[0].known)
        .map(|(total, known)| known.then_some(i64::from(*total)))
        .collect();
    assert_eq!(points, expected.points, "{text}");
    for (at, standing) in expected.ladders.iter().enumerate() {
        let ladder = &found.ladders[at];
        assert_eq!(ladder.lacks.is_some(), expected.lacks[at], "l{at}\n{text}");
        for (contact, one) in standing.iter().enumerate() {
            let rung = usize::from(ladder.rungs[contact]);
            let rung = (rung < 3).then_some(rung);
            assert_eq!(rung, one.rung, "rung of {contact} on l{at}\n{text}");
            let days = (ladder.since[contact], ladder.below_since[contact]);
            assert_eq!(
                days,
                (one.since, one.below),
                "days of {contact} on l{at}\n{text}"
            );
        }
    }
    for (at, members) in expected.segments.iter().enumerate() {
        let members: Vec<u32> = (0..members.len() as u32)
            .filter(|contact| members[*contact as usize] == Some(true))
            .collect();
        assert_eq!(found.segments[at], members, "s{at}\n{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_program_places_as_plain_loops_do(
        (world, rules) in worlds().prop_flat_map(|world| {
            let rules = rules(world.people.len());
            rules.prop_map(move |rules| (world.clone(), rules))
        })
    ) {
        compare(&rules.place(&world), &by_program(&world, &rules), &written(&rules));
    }
}
