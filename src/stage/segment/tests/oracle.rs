//! Random books and rules against plain loops that know nothing of how the stage works.

use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};
use proptest::sample::select;

use super::{Book, number_fact, plan, text_fact};
use crate::model::{Derived, Fact, Field};

/// What the rules ask, as the oracle understands it.
#[derive(Debug, Clone)]
enum Ask {
    Above(i64),
    NotEqual(i64),
    Between(i64, i64),
    TopPercent(u32),
    Top(u32),
    BottomPercent(u32),
    Known,
    CityIs(&'static str),
    CityIsNot(&'static str),
}

const CITIES: [&str; 4] = ["Cairo", "giza", "الواحة", ""];

impl Ask {
    fn line(&self) -> String {
        match self {
            Ask::Above(n) => format!("spend > {n}"),
            Ask::NotEqual(n) => format!("spend != {n}"),
            Ask::Between(a, b) => format!("spend between {a} and {b}"),
            Ask::TopPercent(n) => format!("spend in top {n}%"),
            Ask::Top(n) => format!("spend in top {n}"),
            Ask::BottomPercent(n) => format!("spend in bottom {n}%"),
            Ask::Known => "spend is known".to_owned(),
            Ask::CityIs(city) => format!("city is {city}"),
            Ask::CityIsNot(city) => format!("city is not {city}"),
        }
    }

    /// `None` is unknown.
    fn answer(&self, world: &World, contact: usize) -> Option<bool> {
        let spend = world.spend[contact];
        let city = world.cities[contact];
        let same =
            |wanted: &str| (!city.is_empty()).then(|| city.to_lowercase() == wanted.to_lowercase());
        match self {
            Ask::Above(n) => spend.map(|spend| spend > *n),
            Ask::NotEqual(n) => spend.map(|spend| spend != *n),
            Ask::Between(a, b) => spend.map(|spend| spend >= *a && spend <= *b),
            Ask::Known => Some(spend.is_some()),
            Ask::CityIs(wanted) => same(wanted),
            Ask::CityIsNot(wanted) => same(wanted).map(|same| !same),
            Ask::TopPercent(n) => spend.map(|spend| world.among(spend, *n, true)),
            Ask::BottomPercent(n) => spend.map(|spend| world.among(spend, *n, false)),
            Ask::Top(n) => spend.map(|spend| {
                let better = world.positive().filter(|other| *other > spend).count();
                spend > 0 && better < *n as usize
            }),
        }
    }
}

#[derive(Debug, Clone)]
struct World {
    spend: Vec<Option<i64>>,
    cities: Vec<&'static str>,
}

impl World {
    fn positive(&self) -> impl Iterator<Item = i64> + '_ {
        self.spend.iter().flatten().copied().filter(|n| *n > 0)
    }

    /// Whether fewer than N per cent (rounded up) of those above zero are strictly better.
    fn among(&self, spend: i64, percent: u32, top: bool) -> bool {
        let all = self.positive().count();
        let quota = (all * percent as usize).div_ceil(100);
        let better = self
            .positive()
            .filter(|other| if top { *other > spend } else { *other < spend })
            .count();
        spend > 0 && better < quota
    }

    fn book(&self) -> Book {
        let spend = self
            .spend
            .iter()
            .map(|spend| spend.map_or(Fact::Unknown, number_fact));
        Book::default().with(Derived::Spend, spend.collect()).with(
            Field::City,
            self.cities.iter().map(|city| text_fact(city)).collect(),
        )
    }
}

fn asks() -> impl Strategy<Value = Ask> {
    let city = || select(&CITIES[..3]);
    prop_oneof![
        (-3..8i64).prop_map(Ask::Above),
        (-3..8i64).prop_map(Ask::NotEqual),
        (-3..4i64, 0..6i64).prop_map(|(a, more)| Ask::Between(a, a + more)),
        (1..=100u32).prop_map(Ask::TopPercent),
        (1..12u32).prop_map(Ask::Top),
        (1..=100u32).prop_map(Ask::BottomPercent),
        any::<bool>().prop_map(|_| Ask::Known),
        city().prop_map(Ask::CityIs),
        city().prop_map(Ask::CityIsNot),
    ]
}

type Lists = [Vec<Ask>; 3];

fn lists() -> impl Strategy<Value = Lists> {
    let list = |most| prop::collection::vec(asks(), 0..=most);
    (prop::collection::vec(asks(), 1..3), list(2), list(2))
        .prop_map(|(all, any, none)| [all, any, none])
}

fn worlds() -> impl Strategy<Value = World> {
    let spend = prop::option::weighted(0.8, -2..7i64);
    prop::collection::vec((spend, select(&CITIES[..])), 0..40).prop_map(|contacts| {
        let (spend, cities) = contacts.into_iter().unzip();
        World { spend, cities }
    })
}

/// Whether a contact is placed: all of the first known to hold, one of the second, each of the third known not to.
fn holds([all, any, none]: &Lists, world: &World, contact: usize) -> bool {
    let answer = |ask: &Ask| ask.answer(world, contact);
    all.iter().all(|ask| answer(ask) == Some(true))
        && (any.is_empty() || any.iter().any(|ask| answer(ask) == Some(true)))
        && none.iter().all(|ask| answer(ask) == Some(false))
}

fn written([all, any, none]: &Lists) -> String {
    let list = |key: &str, asks: &[Ask]| {
        let lines: Vec<String> = asks
            .iter()
            .map(|ask| format!("\"{}\"", ask.line()))
            .collect();
        format!("{key} = [{}]\n", lines.join(", "))
    };
    list("when", all) + &list("any", any) + &list("none", none)
}

proptest! {
    #[test]
    fn placements_are_those_of_the_oracle(world in worlds(), segment in lists(), rung in lists()) {
        let tiers = format!(
            "[[segment]]\nname = \"S\"\n{}[[segment]]\nname = \"T\"\nwhen = [\"l is on One\"]\n[[ladder]]\nname = \"l\"\n[[ladder.rung]]\nname = \"One\"\n{}[[ladder.rung]]\nname = \"Two\"\n",
            written(&segment),
            written(&rung),
        );
        let plan = plan(&tiers);
        let placements = world.book().place(&plan);
        let contacts = 0..world.spend.len();
        let of = |lists: &Lists| -> Vec<u32> {
            let placed = contacts.clone().filter(|contact| holds(lists, &world, *contact));
            placed.map(|contact| contact as u32).collect()
        };
        assert_eq!(placements.segments[0], of(&segment));
        if placements.ladders[0].lacks.is_none() {
            assert_eq!(placements.segments[1], of(&rung));
        } else {
            assert!(placements.segments[1].is_empty());
        }
    }
}
