//! Whole sentences.

use std::collections::BTreeMap;

use super::{Book, TODAY, date_fact, day, number_fact, plan, text_fact};
use crate::config::Plan;
use crate::lang::{Lang, Language};
use crate::model::{ContactId, Derived, Fact, Field, Memory, MemoryPlacement};
use crate::stage::segment::{Reasons, WhyRequest, why};

fn sentences(book: &Book, plan: &Plan, ladder: usize, language: Language) -> Vec<String> {
    let placements = book.place(plan);
    let lang = Lang::load(language);
    let request = WhyRequest {
        plan,
        placements: &placements,
        facts: book,
        lang: &lang,
        today: day(TODAY),
    };
    let reasons = Reasons::new(request);
    (0..book.len)
        .map(|contact| {
            let sentence = reasons.why(ladder, contact);
            assert_eq!(sentence, why(&request, ladder, contact));
            sentence
        })
        .collect()
}

#[test]
fn the_value_ladder_says_from_what_sum_on_gold_begins() {
    let plan = plan("");
    let book = Book::default().with(
        Derived::Spend12m,
        [4310, 2900, 2899, 100, 100, 100, 100, 0]
            .into_iter()
            .map(number_fact)
            .chain([Fact::Unknown])
            .collect(),
    );
    assert_eq!(
        sentences(&book, &plan, 0, Language::English),
        [
            "Gold: spend-12m 4,310 is in the top 20% (from 2,900)",
            "Gold: spend-12m 2,900 is in the top 20% (from 2,900)",
            "Silver: spend-12m 2,899 is above 0",
            "Silver: spend-12m 100 is above 0",
            "Silver: spend-12m 100 is above 0",
            "Silver: spend-12m 100 is above 0",
            "Silver: spend-12m 100 is above 0",
            "Bronze: not Silver: spend-12m 0 is not above 0",
            "not enough data: nothing is known of spend-12m",
        ]
    );
    assert_eq!(
        sentences(&book, &plan, 0, Language::Russian)[0],
        format!(
            "Gold: {} 4\u{a0}310 входит в верхние 20% (от 2\u{a0}900)",
            Lang::load(Language::Russian).field("spend-12m")
        )
    );
    assert_eq!(
        book.place(&plan).ladders[0].thresholds[0],
        [Some("2900".to_owned()), None]
    );
}

#[test]
fn a_score_shows_its_parts() {
    let plan = plan("");
    let book = Book::default()
        .numbers(Derived::Replies90d, &[3, 0])
        .texts(Field::Needs, &["coaching", ""])
        .texts(Field::Role, &["decides", ""]);
    assert_eq!(
        sentences(&book, &plan, 1, Language::English),
        [
            "A: conversion 70 (engagement 40, interest 15, ability 15) is at least 60",
            "C: not B: conversion 0 (engagement 0, interest 0, ability 0) is below 30",
        ]
    );
}

#[test]
fn every_kind_of_condition_has_its_sentence() {
    let book = Book::default()
        .texts(Field::City, &["Cairo"])
        .with(Derived::Products, vec![text_fact("Tea; Coffee")])
        .with(Field::AddedOn, vec![date_fact("2026-11-01")])
        .with(Field::Birthday, vec![date_fact("1980-11-25")])
        .flags(Field::Vip, &[Some(true)])
        .numbers(Derived::Orders, &[4])
        .numbers(Derived::Spend12m, &[1_234_567]);
    for (line, expected) in [
        ("city is one of [Cairo, Giza]", "city is Cairo"),
        ("city is Giza", "city Cairo is not Giza"),
        ("city is not Giza", "city Cairo is not Giza"),
        ("city contains air", "city contains air"),
        ("city starts with G", "city Cairo does not start with G"),
        ("products lacks Tea", "products contains Tea"),
        ("products contains Cake", "products lacks Cake"),
        (
            "added-on within 30 days",
            "added-on 2026-11-01 is within the last 30 days",
        ),
        (
            "added-on within 1 day",
            "added-on 2026-11-01 is not within the last 1 day",
        ),
        (
            "added-on older than 30 days",
            "added-on 2026-11-01 is not more than 30 days ago",
        ),
        (
            "added-on before 2026-01-01",
            "added-on 2026-11-01 is not before 2026-01-01",
        ),
        (
            "added-on after 2026-01-01",
            "added-on 2026-11-01 is after 2026-01-01",
        ),
        (
            "added-on before today",
            "added-on 2026-11-01 is before today",
        ),
        (
            "birthday in next 14 days",
            "birthday 1980-11-25 is in the next 14 days",
        ),
        ("vip is yes", "vip is yes"),
        ("vip is no", "vip is yes"),
        ("orders between 1 and 3", "orders 4 is not between 1 and 3"),
        ("orders = 4", "orders is 4"),
        ("orders in top 5", "orders 4 is in the top 5 (from 4)"),
        (
            "orders in bottom 50%",
            "orders 4 is in the bottom 50% (up to 4)",
        ),
        (
            "spend-12m > 1,000.5",
            "spend-12m 1,234,567 is above 1,000.5",
        ),
        ("email is known", "email is empty"),
        ("age > 3", "age is not known"),
        ("value is on Gold", "value is on Gold"),
        ("value is not Gold", "value is on Gold"),
        (
            "value-days-on-rung > 3",
            "days on a rung of value 0 is not above 3",
        ),
        ("in segment Other", "in the segment Other"),
    ] {
        let plan = plan(&format!(
            "[[segment]]\nname = \"S\"\nwhen = ['{line}']\n[[segment]]\nname = \"Other\"\nwhen = [\"orders > 0\"]\n"
        ));
        let placements = book.place(&plan);
        let reasons = Reasons::new(WhyRequest {
            plan: &plan,
            placements: &placements,
            facts: &book,
            lang: &Lang::load(Language::English),
            today: day(TODAY),
        })
        .segment(0, 0);
        assert_eq!(reasons, expected, "{line}");
    }
}

#[test]
fn who_is_kept_is_told_until_when_and_where_the_facts_point() {
    let plan = plan("");
    let book = Book::default().numbers(Derived::Spend12m, &[10, 5, 0]);
    let placement = MemoryPlacement {
        set_until: None,
        rung: "Silver".into(),
        since: day("2026-01-01"),
        below_since: Some(day("2026-11-10")),
    };
    let remembered = BTreeMap::from([(ContactId::from_bits(2), placement)]);
    let memory = Memory {
        placements: BTreeMap::from([("value".to_owned(), remembered)]),
        ..Memory::default()
    };
    let placements = book.place_after(&plan, &memory, TODAY);
    let lang = Lang::load(Language::English);
    let request = WhyRequest {
        plan: &plan,
        placements: &placements,
        facts: &book,
        lang: &lang,
        today: day(TODAY),
    };
    assert_eq!(
        why(&request, 0, 2),
        "Silver: kept until 2026-12-10; since 2026-11-10 its facts put it on Bronze"
    );
    assert_eq!(
        why(&request, 3, 2),
        "not placed: vip is known for fewer than one contact in five"
    );
    assert_eq!(why(&request, 9, 2), "");
}

#[test]
fn who_is_not_placed_and_where_everybody_stands_is_said_too() {
    let plan = plan(
        "[[ladder]]\nname = \"vip\"\n[[ladder.rung]]\nname = \"VIP\"\nwhen = [\"vip is yes\"]\n\
         [[ladder]]\nname = \"one\"\n[[ladder.rung]]\nname = \"All\"\n\
         [[ladder]]\nname = \"lists\"\n[[ladder.rung]]\nname = \"Some\"\nany = [\"city is Giza\", \"orders > 3\"]\nnone = [\"vip is yes\"]\n[[ladder.rung]]\nname = \"Rest\"\n",
    );
    let book = Book::default()
        .flags(Field::Vip, &[Some(true), None])
        .numbers(Derived::Orders, &[9, 9])
        .texts(Field::City, &["Cairo", ""]);
    let of = |ladder| sentences(&book, &plan, ladder, Language::English);
    assert_eq!(of(0), ["VIP: vip is yes", "not placed: vip is no"]);
    assert_eq!(of(1)[0], "All: everyone stands here");
    assert_eq!(
        of(2),
        [
            "Rest: not Some: vip is yes",
            "Some: orders 9 is above 3; vip is no"
        ]
    );
}
