//! Who keeps which id.

use std::collections::BTreeSet;

use super::*;
use crate::model::{Field, Members, Phone, PhoneKind, SheetId, TableKind, TextRef};

/// Rows written as `name | phone | email`.
fn table(lines: &[&str]) -> Frame {
    let mut rows = Frame::new(TableKind::Contacts);
    for (at, line) in lines.iter().enumerate() {
        rows.push_row(SheetId(0), at as u32);
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        rows.set_text(Field::Name, parts[0]);
        if let Ok(number) = parts[1].parse() {
            let phone = Phone {
                number,
                extension: 0,
                kind: PhoneKind::Mobile,
                text: TextRef::NONE,
            };
            rows.add_phone(Field::Phone, phone, parts[1]);
        }
        if !parts[2].is_empty() {
            rows.add_email(Field::Email, parts[2]);
        }
    }
    rows
}

fn run(lines: &[&str], known: &[KnownId]) -> Identified {
    let rows = table(lines);
    let members = Members::alone(rows.len());
    identify(&rows, &members, known, "2026-11-22".parse().unwrap())
}

#[test]
fn an_id_survives_a_changed_name_phone_or_email_and_sorting() {
    let first = run(
        &[
            "Sara Ahmed|49151|a@b.org",
            "Omar Ali|49152|",
            "Lena||l@x.org",
        ],
        &[],
    );
    for changed in [
        "Sara Hassan|49151|a@b.org",
        "Sara Ahmed|49999|a@b.org",
        "Sara Ahmed|49151|new@b.org",
    ] {
        let second = run(&["Lena||l@x.org", changed, "Omar Ali|49152|"], &first.known);
        assert_eq!(
            second.ids,
            [first.ids[2], first.ids[0], first.ids[1]],
            "{changed}"
        );
    }
}

#[test]
fn a_row_whose_name_and_keys_all_changed_is_new() {
    let first = run(&["Sara Ahmed|49151|a@b.org"], &[]);
    let second = run(&["Omar Ali|49777|o@b.org"], &first.known);
    assert_ne!(second.ids[0], first.ids[0]);
    assert_eq!(second.known.len(), 2);
}

#[test]
fn a_rebuilt_journal_gives_the_same_ids() {
    let lines = [
        "Sara Ahmed|49151|a@b.org",
        "Omar Ahmed|49151|",
        "Lena||",
        "Lena||",
    ];
    let (first, second) = (run(&lines, &[]), run(&lines, &[]));
    assert_eq!(first.ids, second.ids);
    let unique: BTreeSet<_> = first.ids.iter().collect();
    assert_eq!(unique.len(), 4);
}

#[test]
fn relatives_on_one_phone_keep_their_own_ids() {
    let first = run(&["Anna Ivanova|7495|", "Pyotr Ivanov|7495|"], &[]);
    let second = run(&["Pyotr Ivanov|7495|", "Anna Ivanova|7495|"], &first.known);
    assert_eq!(second.ids, [first.ids[1], first.ids[0]]);
}

#[test]
fn a_third_relative_does_not_take_the_id_of_one_who_is_still_there() {
    let first = run(&["Anna Ivanova|7495|"], &[]);
    let second = run(&["Masha Ivanova|7495|", "Anna Ivanova|7495|"], &first.known);
    assert_eq!(second.ids[1], first.ids[0]);
    assert_ne!(second.ids[0], first.ids[0]);
}

#[test]
fn equal_rows_in_a_crowd_keep_their_ids_from_run_to_run() {
    let mut lines = vec!["Walk-in customer||"; 3 * CROWD];
    lines.insert(7, "Sara Ahmed|49151|");
    let first = run(&lines, &[]);
    let unique: BTreeSet<_> = first.ids.iter().collect();
    assert_eq!(unique.len(), lines.len());
    let second = run(&lines, &first.known);
    assert_eq!(second.ids, first.ids);
    assert_eq!(second.known.len(), lines.len());
    assert_eq!(run(&lines, &second.known).ids, first.ids);
}

#[test]
fn a_typed_id_survives_the_loss_of_the_journal_unless_two_contacts_claim_it() {
    let id = run(&["Omar Ali|49152|"], &[]).ids[0];
    let typed = |claims: usize| {
        let mut rows = Frame::new(TableKind::Contacts);
        for at in 0..2 {
            rows.push_row(SheetId(0), at as u32);
            rows.set_text(Field::Name, ["Sara", "Lena"][at]);
            if at < claims {
                rows.set_text(Field::Id, &id.to_string());
            }
        }
        identify(
            &rows,
            &Members::alone(2),
            &[],
            "2026-11-22".parse().unwrap(),
        )
        .ids
    };
    assert_eq!(typed(1)[0], id);
    assert!(!typed(2).contains(&id));
}

/// Runs with groups; gives the ids of the contacts and what is known then.
fn grouped(lines: &[&str], members: &[&[u32]], known: &[KnownId]) -> Identified {
    let members: Members = members.iter().collect();
    identify(
        &table(lines),
        &members,
        known,
        "2026-11-22".parse().unwrap(),
    )
}

#[test]
fn rows_that_are_merged_keep_their_own_ids_for_the_day_on_which_they_are_parted() {
    let lines = [
        "Sara Ahmed|49151|a@b.org",
        "S. Ahmed|49151|",
        "Omar Ali|49152|",
    ];
    let apart = run(&lines, &[]);
    let merged = grouped(&lines, &[&[0, 1], &[2]], &apart.known);
    assert_eq!(merged.ids[1], apart.ids[2]);
    assert!(apart.ids[..2].contains(&merged.ids[0]));
    let into = merged
        .known
        .iter()
        .filter(|known| known.into == Some(merged.ids[0]));
    assert_eq!(into.count(), 1);
    // Whichever row is fuller now, the contact keeps its id.
    let again = grouped(&lines, &[&[1, 0], &[2]], &merged.known);
    assert_eq!(again.ids, merged.ids);
    assert_eq!(again.known, merged.known);
    let parted = run(&lines, &again.known);
    assert_eq!(parted.ids, apart.ids);
    assert_eq!(parted.known, apart.known);
}

#[test]
fn a_contact_outlives_the_row_that_gave_it_its_id() {
    let lines = ["Sara Ahmed|49151|a@b.org", "S. Ahmed|49151|s@b.org"];
    let merged = grouped(&lines, &[&[0, 1]], &[]);
    for left in lines {
        let alone = run(&[left], &merged.known);
        assert_eq!(alone.ids, merged.ids, "{left}");
    }
}

proptest::proptest! {
    /// Whatever was merged, and in whatever order: parted again, every row has the id that it had.
    #[test]
    fn parting_is_exact(first in proptest::collection::vec(0_usize..4, 6), second in proptest::collection::vec(0_usize..4, 6)) {
        let lines: Vec<String> = (0..6).map(|at| format!("Person{at} Number{at}|4915{at}|p{at}@b.org")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let apart = run(&lines, &[]);
        let mut known = apart.known.clone();
        for grouping in [first, second] {
            let mut members: Vec<Vec<u32>> = vec![Vec::new(); 4];
            for (row, group) in grouping.iter().enumerate() {
                members[*group].push(row as u32);
            }
            members.retain(|group| !group.is_empty());
            let members: Vec<&[u32]> = members.iter().map(Vec::as_slice).collect();
            known = grouped(&lines, &members, &known).known;
        }
        let parted = run(&lines, &known);
        proptest::prop_assert_eq!(parted.ids, apart.ids);
        proptest::prop_assert_eq!(parted.known, apart.known);
    }
}

#[test]
fn another_name_under_a_known_phone_is_asked_about_and_inherits_nothing() {
    let today = "2026-11-22".parse().unwrap();
    let before = run(&["Sara Ahmed|49151|"], &[]);
    let now = table(&["Omar Ali|49151|"]);
    let rows = RowIds::new(&now, before.known.clone(), &[], today);
    let [question] = rows.renamed.as_slice() else {
        panic!("{:?}", rows.renamed);
    };
    assert_ne!(question.new, before.ids[0]);
    assert_eq!(
        (question.old, question.before.as_str()),
        (before.ids[0], "ahmed sara")
    );
    let pair = (
        question.new.min(question.old),
        question.new.max(question.old),
    );
    let known = rows.settle(&Members::alone(1)).known;
    // A successor is somebody else, and is not asked about again.
    let answers = [(pair, Answer::NotSame)];
    let successor = RowIds::new(&now, known.clone(), &answers, today);
    assert!(successor.renamed.is_empty());
    assert_ne!(successor.ids[0], before.ids[0]);
    // Who was renamed goes on under the old id, today and from now on.
    let answers = [(pair, Answer::Same)];
    let renamed = RowIds::new(&now, known, &answers, today);
    assert_eq!(renamed.ids[0], before.ids[0]);
    let known = renamed.settle(&Members::alone(1)).known;
    assert_eq!(
        RowIds::new(&now, known, &answers, today).ids[0],
        before.ids[0]
    );
}

#[test]
fn a_relative_under_a_known_phone_is_no_question() {
    let before = run(&["Anna Ivanova|7495|"], &[]);
    let now = table(&["Anna Ivanova|7495|", "Pyotr Sidorov|7495|"]);
    let rows = RowIds::new(&now, before.known, &[], "2026-11-22".parse().unwrap());
    assert!(rows.renamed.is_empty());
}
