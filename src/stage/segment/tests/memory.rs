//! What is remembered: since when, kept how long, moved from where.

use std::collections::BTreeMap;

use super::{Book, day, plan, rungs, text_fact};
use crate::model::{
    ContactId, Derived, Fact, Field, FieldId, KnownId, Memory, MemoryPlacement, Move,
};
use crate::stage::segment::{NOT_PLACED, Placements};

const LADDER: &str = "[[ladder]]\nname = \"size\"\nkeep = \"30 days\"\n\
    [[ladder.rung]]\nname = \"Big\"\nwhen = [\"orders >= 10\"]\n\
    [[ladder.rung]]\nname = \"Middle\"\nwhen = [\"orders >= 5\"]\n\
    [[ladder.rung]]\nname = \"Small\"\n";

fn orders(numbers: &[i64]) -> Book {
    Book::default().numbers(Derived::Orders, numbers)
}

/// The journal after a run.
fn remember(placements: &Placements) -> Memory {
    let names = ["Big", "Middle", "Small"];
    let result = &placements.ladders[0];
    let of = |contact: usize| {
        let placement = MemoryPlacement {
            rung: names[usize::from(result.rungs[contact])].into(),
            since: result.since[contact],
            below_since: result.below_since[contact],
            set_until: result.set.get(&(contact as u32)).map(|one| one.set.until),
        };
        (ContactId::from_bits(contact as u64), placement)
    };
    let placed = (0..result.rungs.len()).filter(|contact| result.rungs[*contact] != NOT_PLACED);
    Memory {
        placements: BTreeMap::from([("size".to_owned(), placed.map(of).collect())]),
        ..Memory::default()
    }
}

fn shown(found: &[Move]) -> Vec<String> {
    found
        .iter()
        .map(|one| {
            let rung = |rung: &Option<String>| rung.clone().unwrap_or_else(|| "-".to_owned());
            format!(
                "{} {} {}>{} {}",
                one.date,
                one.ladder,
                rung(&one.from),
                rung(&one.to),
                one.why
            )
        })
        .collect()
}

#[test]
fn a_contact_falls_only_after_the_days_that_its_ladder_keeps_it_and_rises_at_once() {
    let plan = plan(LADDER);
    let mut memory = Memory::default();
    for (date, number, rung, since, below) in [
        ("2026-01-01", 12, "Big", "2026-01-01", None),
        ("2026-02-01", 12, "Big", "2026-01-01", None),
        ("2026-02-10", 3, "Big", "2026-01-01", Some("2026-02-10")),
        ("2026-02-10", 3, "Big", "2026-01-01", Some("2026-02-10")),
        ("2026-03-11", 6, "Big", "2026-01-01", Some("2026-02-10")),
        // Back above in time: the count starts anew.
        ("2026-03-12", 10, "Big", "2026-01-01", None),
        ("2026-04-01", 6, "Big", "2026-01-01", Some("2026-04-01")),
        ("2026-04-30", 6, "Big", "2026-01-01", Some("2026-04-01")),
        ("2026-05-01", 6, "Middle", "2026-05-01", None),
        ("2026-05-02", 11, "Big", "2026-05-02", None),
    ] {
        let placements = orders(&[number]).place_after(&plan, &memory, date);
        let result = &placements.ladders[0];
        assert_eq!(rungs(&placements, &plan, 0), [rung], "{date}");
        assert_eq!(result.since, [day(since)], "{date}");
        assert_eq!(result.below_since, [below.map(day)], "{date}");
        memory = remember(&placements);
    }
}

#[test]
fn moves_say_from_where_to_where_and_why() {
    let plan = plan(&LADDER.replace("keep = \"30 days\"\n", ""));
    let first = orders(&[12, 6, 1, 1]).place_after(&plan, &Memory::default(), "2026-01-01");
    assert_eq!(first.moves, []);
    let memory = remember(&first);
    let second = orders(&[12, 2, 10, 1]).place_after(&plan, &memory, "2026-02-01");
    assert_eq!(
        shown(&second.moves),
        [
            "2026-02-01 size Middle>Small Small: not Middle: orders 2 is below 5",
            "2026-02-01 size Small>Big Big: orders 10 is at least 10",
        ]
    );
    assert_eq!(second.moves[1].contact, ContactId::from_bits(2));
    let again = orders(&[12, 2, 10, 1]).place_after(&plan, &remember(&second), "2026-02-01");
    assert_eq!(again.moves, []);
    assert_eq!(again.ladders[0].since, second.ladders[0].since);
}

#[test]
fn new_contacts_and_new_ladders_make_no_moves() {
    let plan = plan(&format!(
        "{LADDER}[[ladder]]\nname = \"vip\"\n[[ladder.rung]]\nname = \"VIP\"\nwhen = [\"vip is yes\"]\n"
    ));
    let memory = remember(&orders(&[1, 1]).place_after(&plan, &Memory::default(), "2026-01-01"));
    let flags = [Some(true), None, Some(true), Some(true)];
    let book = orders(&[1, 1, 1, 1]).flags(Field::Vip, &flags);
    // The third is new; the fourth was known on another ladder's day, though on none of them.
    let memory = Memory {
        ids: vec![KnownId {
            id: ContactId::from_bits(3),
            since: day("2026-01-01"),
            keys: String::new(),
            into: None,
        }],
        ..memory
    };
    let placements = book.place_after(&plan, &memory, "2026-02-01");
    let found = shown(&placements.moves);
    assert_eq!(
        found,
        [
            "2026-02-01 size ->Small Small: not Middle: orders 1 is below 5",
            "2026-02-01 vip ->VIP VIP: vip is yes",
            "2026-02-01 vip ->VIP VIP: vip is yes",
        ]
    );
}

#[test]
fn a_ladder_whose_facts_are_known_for_under_a_fifth_places_nobody_and_moves_nobody() {
    let plan = plan(LADDER);
    let memory = remember(&orders(&[12; 6]).place_after(&plan, &Memory::default(), "2026-01-01"));
    let known = |count: usize| {
        let column = (0..10).map(|at| {
            if at < count {
                super::number_fact(7)
            } else {
                Fact::Unknown
            }
        });
        Book::default().with(Derived::Orders, column.collect())
    };
    let lacking = known(1).place_after(&plan, &memory, "2026-02-01");
    assert_eq!(lacking.ladders[0].lacks.as_deref(), Some("orders"));
    assert_eq!(lacking.ladders[0].rungs, [NOT_PLACED; 10]);
    assert_eq!(lacking.moves, []);
    let enough = known(2).place_after(&plan, &Memory::default(), "2026-02-01");
    assert_eq!(enough.ladders[0].lacks, None);
    assert_eq!(rungs(&enough, &plan, 0)[..3], ["Middle", "Middle", "-"]);
    assert_eq!(enough.ladders[0].no_data[..3], [false, false, true]);
}

#[test]
fn a_book_of_names_lacks_what_the_default_ladders_need_but_days_known_is_no_evidence() {
    let plan = plan("");
    let book = Book::default()
        .texts(Field::Name, &["a", "b"])
        .numbers(Derived::DaysKnown, &[5, 500]);
    let lacks = |book: &Book| -> Vec<Option<String>> {
        let placements = book.place(&plan);
        placements
            .ladders
            .into_iter()
            .map(|ladder| ladder.lacks)
            .collect()
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(
        lacks(&book),
        [
            some("spend-12m"),
            some("replies-90d"),
            some("replies-90d"),
            some("vip")
        ]
    );
    let book = book
        .with(
            Field::LastContact,
            vec![super::date_fact("2026-11-01"), Fact::Unknown],
        )
        .with(Field::Role, vec![text_fact("decides"), Fact::Unknown])
        .flags(Field::Vip, &[Some(true), None]);
    let placements = book.place(&plan);
    // Of the second nothing is known that these two ask about: that is not the lowest rung.
    assert_eq!(rungs(&placements, &plan, 1), ["C", "-"]);
    assert_eq!(rungs(&placements, &plan, 2), ["Warm", "-"]);
    assert_eq!(placements.ladders[2].no_data, [false, true]);
    assert_eq!(placements.ladders[3].no_data, [false, false]);
    assert_eq!(rungs(&placements, &plan, 3), ["VIP", "-"]);
    assert_eq!(placements.scores[0].totals, [15, 0]);
}

#[test]
fn a_ladder_that_asks_only_whether_there_is_a_value_always_places() {
    let plan = plan(
        "[[ladder]]\nname = \"reach\"\n[[ladder.rung]]\nname = \"Mail\"\nwhen = [\"email is known\"]\n[[ladder.rung]]\nname = \"None\"\n",
    );
    let book = Book::default().texts(
        FieldId::from(Field::Email),
        &["", "", "", "", "", "a@b.org"],
    );
    let placements = book.place(&plan);
    assert_eq!(placements.ladders[0].lacks, None);
    assert_eq!(rungs(&placements, &plan, 0)[4..], ["None", "Mail"]);
}

#[test]
fn nobody_at_all_is_no_problem() {
    let plan = plan("");
    let placements = Book::default().place(&plan);
    assert!(
        placements
            .ladders
            .iter()
            .all(|ladder| ladder.rungs.is_empty())
    );
}

#[test]
fn a_move_that_the_old_rules_would_not_have_made_is_due_to_the_rules() {
    use crate::model::{Cause, Direction};
    let old = plan(&LADDER.replace("keep = \"30 days\"\n", ""));
    let new = plan(
        &LADDER
            .replace("keep = \"30 days\"\n", "")
            .replace("orders >= 10", "orders >= 20"),
    );
    let memory =
        remember(&orders(&[12, 12, 25, 6]).place_after(&old, &Memory::default(), "2026-01-01"));
    let place = |before| {
        let found = super::place(&super::PlaceRequest {
            facts: &orders(&[12, 6, 25, 25]),
            overrides: &super::Overrides::default(),
            plan: &new,
            id: &|contact| ContactId::from_bits(contact as u64),
            memory: &memory,
            today: day("2026-02-01"),
            lang: &super::Lang::load(super::Language::English),
            before,
            keeps: true,
        });
        let moves = found.moves.into_iter();
        moves
            .map(|step| (step.contact, step.direction, step.cause, step.days))
            .collect::<Vec<_>>()
    };
    let step = |contact, way, cause| (ContactId::from_bits(contact), Some(way), cause, Some(31));
    assert_eq!(
        place(Some(&old)),
        [
            step(0, Direction::Down, Cause::Rules),
            step(1, Direction::Down, Cause::Contact),
            step(3, Direction::Up, Cause::Contact),
        ]
    );
    assert!(
        place(None)
            .iter()
            .all(|(.., cause, _)| *cause == Cause::Contact)
    );
}
