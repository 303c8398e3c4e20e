//! Moves by the real program: what the journal keeps, what made contacts move, and the past that is worked out.

use crate::support::Book;
use crate::support::flowers::{self, PURCHASES, TIERS};

fn shop() -> Book {
    flowers::book().rules("tiers.toml", TIERS)
}

/// The lines of a journal file, ids as names.
fn journal(book: &Book, name: &str) -> Vec<String> {
    let mut text = book.read(&format!("journal/{name}"));
    for (id, name) in book.contacts(2) {
        text = text.replace(&id, name.split(' ').next().unwrap());
    }
    text.lines().map(str::to_owned).collect()
}

const HEADER: &str = "date,contact,ladder,from,to,why,direction,cause,days";
const PAST: [&str; 2] = [
    "2026-10-31,Sara,value,Bronze,Gold,\"Gold: spend-12m 5,000 is at least 1,000\",up,reconstructed,273",
    "2026-11-22,Omar,value,Bronze,Gold,\"Gold: spend-12m 1,200 is at least 1,000\",up,reconstructed,295",
];

#[test]
fn the_first_run_works_out_a_year_and_the_second_changes_nothing() {
    let book = shop();
    let done = book.run();
    assert!(
        done.out.contains(
            "2 moves between tiers worked out of 11 month ends (2025-11-22 to 2026-11-22)"
        ),
        "{}",
        done.out
    );
    assert!(done.out.contains("Moved      nobody"), "{}", done.out);
    assert_eq!(journal(&book, "moves.csv"), [&[HEADER], &PAST[..]].concat());
    let mut placements = journal(&book, "placements.csv");
    placements.sort();
    assert_eq!(
        placements,
        [
            "Laila,value,Bronze,2026-01-31,,",
            "Mona,value,Silver,2025-12-31,,",
            "Omar,value,Gold,2026-11-22,,",
            "Sara,value,Gold,2026-10-31,,",
            "contact,ladder,rung,since,below-since,set-until",
        ]
    );
    // What is worked out is no news of today.
    assert_eq!(book.twin("moves.csv"), Vec::<String>::new());
    let metrics = journal(&book, "metrics.csv");
    let revenue = "2026-09-30,revenue,all,300,reconstructed";
    assert!(metrics.iter().any(|line| line == revenue), "{metrics:#?}");
    for again in [
        &["run"][..],
        &["backfill"],
        &["backfill", "--from", "2025-11-22"],
    ] {
        let before = book.snapshot("journal");
        book.command(again);
        assert_eq!(book.snapshot("journal"), before, "{again:?}");
    }
}

#[test]
fn the_past_is_the_same_whenever_it_is_worked_out() {
    let book = shop();
    book.run();
    let book = book.on("2026-11-25");
    book.run();
    book.change(
        "data/sales.csv",
        format!("{PURCHASES}2026-11-24,Laila Adel,Roses,40\n"),
    );
    book.run();
    let laila =
        "2026-11-25,Laila,value,Bronze,Silver,Silver: spend-12m 40 is above 0,up,contact,298";
    let moves = journal(&book, "moves.csv");
    assert_eq!(moves, [&[HEADER], &PAST[..], &[laila]].concat());
    let placements = book.read("journal/placements.csv");
    for _ in 0..2 {
        let done = book.command(&["backfill", "--from", "2025-01-01"]);
        assert!(
            done.out.contains("2025-01-01 to 2026-11-22"),
            "{}",
            done.out
        );
        let stood = "2026-11-22,Omar,value,Bronze,Gold,stood there when the book was first read,up,reconstructed,295";
        assert_eq!(journal(&book, "moves.csv"), [HEADER, PAST[0], stood, laila]);
        assert_eq!(book.read("journal/placements.csv"), placements);
    }
}

#[test]
fn a_move_by_changed_rules_is_told_apart_from_a_change_in_the_contact() {
    // Under `keep` nobody would fall at once.
    let tiers = TIERS.replace("keep = \"30 days\"\n", "");
    let book = shop().rules("tiers.toml", &tiers);
    book.run();
    let book = book.on("2026-11-23");
    let tiers = tiers.replace(">= 1000", ">= 2000");
    book.change("rules/tiers.toml", tiers);
    book.change(
        "data/sales.csv",
        format!("{PURCHASES}2026-11-23,Sara Ahmed,Roses,-4900\n"),
    );
    let done = book.run();
    assert!(done.out.contains("2 moves between tiers"), "{}", done.out);
    let mut moves = journal(&book, "moves.csv").split_off(3);
    moves.sort();
    assert_eq!(
        moves,
        [
            "2026-11-23,Omar,value,Gold,Silver,\"Silver: spend-12m 1,200 is above 0\",down,rules,1",
            "2026-11-23,Sara,value,Gold,Silver,Silver: spend-12m 100 is above 0,down,contact,23",
        ]
    );
    assert_eq!(book.twin("moves.csv").len(), 2);
    let before = book.snapshot("journal");
    book.run();
    assert_eq!(book.snapshot("journal"), before);
}

#[test]
fn nothing_is_claimed_of_the_time_before_the_only_day_that_is_known() {
    let book = Book::new().csv(
        "contacts.csv",
        "Name,Phone,Added on,Last contact\nSara Ahmed,+201001234567,2026-01-05,2026-11-01\n",
    );
    book.run();
    assert!(!book.path("journal/moves.csv").exists());
    let placements = book.read("journal/placements.csv");
    assert!(
        placements.contains(",temperature,Warm,2026-11-22,"),
        "{placements}"
    );
}

#[test]
fn a_contact_that_is_new_or_undated_has_no_past() {
    let book = Book::new().csv("contacts.csv", "Name,Phone\nSara Ahmed,+201001234567\n");
    let done = book.run();
    assert!(
        done.out.contains("nothing is known of the time before"),
        "{}",
        done.out
    );
    assert!(!book.path("journal/moves.csv").exists());
}

#[test]
fn what_a_person_sets_today_changes_nothing_of_the_past() {
    let set = "[[override]]\ncontact = \"Laila Adel\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"opens doors\"\nuntil = 2026-12-31\n";
    let book = shop().rules("overrides.toml", set);
    book.run();
    let laila = "2026-11-22,Laila,value,Bronze,Gold,Gold: set by hand until 2026-12-31: opens doors; by the facts: Bronze,up,rules,295";
    let mut moves = journal(&book, "moves.csv").split_off(1);
    moves.sort();
    assert_eq!(moves, [PAST[0], laila, PAST[1]]);
    assert_eq!(book.twin("moves.csv").len(), 1);
    for again in [&["run"][..], &["backfill"]] {
        let read = || {
            let mut lines = journal(&book, "moves.csv");
            lines.extend(journal(&book, "placements.csv"));
            lines
        };
        let before = read();
        book.command(again);
        assert_eq!(read(), before, "{again:?}");
    }

    // Taken back before its end, it is the rules again that move her.
    let book = book.on("2026-11-24");
    book.change("rules/overrides.toml", "");
    book.run();
    let moves = journal(&book, "moves.csv");
    let back = "2026-11-24,Laila,value,Gold,Bronze,Bronze: not Silver: spend-12m 0 is not above 0,down,rules,2";
    assert_eq!(moves.last().unwrap(), back);
    book.command(&["backfill"]);
    let mut moves = journal(&book, "moves.csv");
    moves.retain(|step| step.contains("Laila"));
    assert_eq!(moves, [laila, back]);
}

#[test]
fn moves_of_one_day_stay_when_the_past_is_worked_out_again_on_it() {
    let book = shop();
    book.run();
    // Two changes of the rules on the first day, the second seen by the back-fill.
    book.change("rules/tiers.toml", TIERS.replace(">= 1000", ">= 2000"));
    book.run();
    let without_keep = TIERS.replace("keep = \"30 days\"\n", "");
    book.change(
        "rules/tiers.toml",
        without_keep.replace(">= 1000", ">= 2000"),
    );
    book.run();
    let stood = journal(&book, "moves.csv");
    let fell = stood
        .iter()
        .any(|line| line.contains("2026-11-22,Omar,value,Gold,Silver,"));
    assert!(fell, "{stood:?}");
    let harder = without_keep.replace(">= 1000", ">= 2000");
    book.change(
        "rules/tiers.toml",
        harder.replace("spend-12m > 0", "spend-12m > 1500"),
    );
    book.command(&["backfill"]);
    let moves = journal(&book, "moves.csv");
    let of_omar: Vec<String> = moves
        .iter()
        .filter(|line| line.contains(",Omar,"))
        .map(|line| {
            line.split(',')
                .skip(3)
                .take(2)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(
        of_omar.last().map(String::as_str),
        Some("Silver Bronze"),
        "{moves:?}"
    );
    assert!(of_omar.contains(&"Gold Silver".to_owned()), "{moves:?}");
    let places = journal(&book, "placements.csv");
    assert!(
        places
            .iter()
            .any(|line| line.contains("Omar,value,Bronze,")),
        "{places:?}"
    );
}
