//! Placements on small books made by hand, and an oracle of plain loops over random ones.

mod memory;
mod oracle;
mod reasons;
mod sales;
mod truths;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Overrides, PlaceRequest, Placements, place};
use crate::config::{Known, Plan, RulesFile, read};
use crate::lang::{FieldNames, Lang, Language};
use crate::model::{ContactId, Fact, Facts, FieldId, Memory, PartialDate, Relatives, Sales};

/// Facts as columns; a field without a column is unknown for everybody.
#[derive(Default)]
struct Book {
    len: usize,
    columns: BTreeMap<FieldId, Vec<Fact<'static>>>,
    sales: Option<Sales>,
    relatives: Option<Relatives>,
    overrides: Overrides,
}

impl Facts for Book {
    fn len(&self) -> usize {
        self.len
    }

    fn fact(&self, field: FieldId, contact: usize) -> Fact<'_> {
        match self.columns.get(&field) {
            Some(column) => column[contact].clone(),
            None => Fact::Unknown,
        }
    }

    fn sales(&self) -> Option<&Sales> {
        self.sales.as_ref()
    }

    fn relatives(&self) -> Option<&Relatives> {
        self.relatives.as_ref()
    }
}

impl Book {
    fn with(mut self, field: impl Into<FieldId>, column: Vec<Fact<'static>>) -> Book {
        self.len = column.len();
        self.columns.insert(field.into(), column);
        self
    }

    fn numbers(self, field: impl Into<FieldId>, numbers: &[i64]) -> Book {
        let facts = numbers.iter().map(|number| number_fact(*number));
        self.with(field, facts.collect())
    }

    /// An empty text is unknown.
    fn texts(self, field: impl Into<FieldId>, texts: &[&'static str]) -> Book {
        self.with(field, texts.iter().map(|text| text_fact(text)).collect())
    }

    /// `None` is unknown.
    fn flags(self, field: impl Into<FieldId>, flags: &[Option<bool>]) -> Book {
        let fact = |flag: &Option<bool>| flag.map_or(Fact::Unknown, Fact::YesNo);
        self.with(field, flags.iter().map(fact).collect())
    }

    fn place(&self, plan: &Plan) -> Placements {
        self.place_after(plan, &Memory::default(), TODAY)
    }

    fn place_after(&self, plan: &Plan, memory: &Memory, today: &str) -> Placements {
        place(&PlaceRequest {
            facts: self,
            overrides: &self.overrides,
            plan,
            id: &|contact| ContactId::from_bits(contact as u64),
            memory,
            today: day(today),
            lang: &Lang::load(Language::English),
            before: None,
            keeps: true,
        })
    }
}

const TODAY: &str = "2026-11-22";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn number_fact(number: i64) -> Fact<'static> {
    Fact::Number(Decimal::from(number))
}

fn text_fact(text: &'static str) -> Fact<'static> {
    if text.is_empty() {
        return Fact::Unknown;
    }
    Fact::Text(Cow::Borrowed(text))
}

fn date_fact(text: &str) -> Fact<'static> {
    Fact::Date(PartialDate::from_civil(day(text)))
}

/// Names are the same for all tests and take long to load in a debug build.
static NAMES: LazyLock<FieldNames> = LazyLock::new(FieldNames::load);

/// The plan of a `tiers.toml`.
fn plan(tiers: &str) -> Plan {
    let columns = ["Rooms".to_owned()];
    let known = Known {
        names: &NAMES,
        columns: &columns,
    };
    let file = RulesFile {
        path: "rules/tiers.toml".to_owned(),
        text: tiers.to_owned(),
    };
    let reading = read(&[file], &known);
    assert!(reading.problems.is_empty(), "{:#?}", reading.problems);
    reading.plan
}

/// The names of the rungs on which contacts stand, `-` for none.
fn rungs(placements: &Placements, plan: &Plan, ladder: usize) -> Vec<String> {
    let names = &plan.ladders[ladder].rungs;
    placements.ladders[ladder]
        .rungs
        .iter()
        .map(|rung| names.get(usize::from(*rung)))
        .map(|rung| rung.map_or("-", |rung| &rung.name).to_owned())
        .collect()
}
