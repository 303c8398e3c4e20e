//! Generated books with damage done to them: no row vanishes, a second run changes nothing, ids follow people and not rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tierbook::book::{self, BookRequest, Reader, Silent};
use tierbook::model::{ContactId, Fate, TableKind};
use tierbook::pipeline::Outcome;

use crate::generate;

/// A CSV of a header and rows (RFC 4180).
fn csv(header: &[(&str, generate::Kind)], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let names: Vec<String> = header.iter().map(|(name, _)| quote(name)).collect();
    let _ = writeln!(text, "{}", names.join(","));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}

fn look(folder: &Path) -> Outcome {
    let request = BookRequest {
        folder,
        as_of: Some("2026-11-20".parse().unwrap()),
        language: None,
        reader: &Reader::Here,
        progress: &Silent,
    };
    book::look(&request).unwrap().outcome
}

fn write(folder: &Path, name: &str, text: &str) {
    let data = folder.join("data");
    fs::create_dir_all(&data).unwrap();
    fs::write(data.join(name), text).unwrap();
}

/// What a person does to rows in passing.
#[derive(Debug, Clone)]
enum Damage {
    Blank(usize),
    Lose(usize, usize),
    Type(usize, usize, String),
    Repeat(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let row = 0_usize..10_000;
    let column = 0_usize..25;
    prop_oneof![
        row.clone().prop_map(Damage::Blank),
        (row.clone(), column.clone()).prop_map(|(row, column)| Damage::Lose(row, column)),
        (row.clone(), column, "\\PC{0,12}")
            .prop_map(|(row, column, text)| Damage::Type(row, column, text)),
        row.prop_map(Damage::Repeat),
    ]
}

fn apply(rows: &mut Vec<Vec<String>>, damage: &[Damage]) {
    for one in damage {
        let len = rows.len();
        match one {
            Damage::Blank(row) => rows[row % len].iter_mut().for_each(String::clear),
            Damage::Lose(row, column) => {
                let row = &mut rows[row % len];
                let at = column % row.len();
                row[at].clear();
            }
            Damage::Type(row, column, text) => {
                let row = &mut rows[row % len];
                let at = column % row.len();
                row[at].clone_from(text);
            }
            Damage::Repeat(row) => rows.push(rows[row % len].clone()),
        }
    }
}

/// Rows up to the last in which anything stands: where a table ends nobody can tell from empty rows.
fn filled(rows: &[Vec<String>]) -> usize {
    rows.iter()
        .rposition(|row| row.iter().any(|cell| !cell.is_empty()))
        .map_or(0, |last| last + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_row_account_balances_on_damaged_books(
        seed in 0_u64..1_000_000,
        contacts in 20_u64..120,
        to_contacts in prop::collection::vec(damage(), 0..20),
        to_purchases in prop::collection::vec(damage(), 0..20),
    ) {
        let mut made = generate::book(seed, contacts);
        apply(&mut made.contacts, &to_contacts);
        apply(&mut made.purchases, &to_purchases);
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "contacts.csv", &csv(&generate::CONTACTS, &made.contacts));
        write(folder.path(), "purchases.csv", &csv(&generate::PURCHASES, &made.purchases));
        write(folder.path(), "interactions.csv", &csv(&generate::INTERACTIONS, &made.interactions));
        let outcome = look(folder.path());
        for (table, rows) in [
            (TableKind::Contacts, filled(&made.contacts)),
            (TableKind::Purchases, filled(&made.purchases)),
            (TableKind::Interactions, filled(&made.interactions)),
        ] {
            let account = outcome.account.iter().find(|account| account.table == table).unwrap();
            prop_assert_eq!(account.read, rows as u64);
            prop_assert_eq!(account.kept + account.merged + account.held + account.blank, account.read);
            let mut places = BTreeSet::new();
            for row in outcome.rows.iter().filter(|row| row.table == table) {
                prop_assert!(places.insert((row.sheet, row.row)), "a row has two fates");
                prop_assert_eq!(matches!(row.fate, Fate::Held | Fate::Blank) && row.contact.is_some(), false);
            }
            prop_assert_eq!(places.len(), rows);
        }
        let ids: BTreeSet<ContactId> = (0..outcome.contacts.len()).map(|contact| outcome.contacts.id(contact)).collect();
        prop_assert_eq!(ids.len(), outcome.contacts.len());
    }
}

#[test]
fn merges_are_of_one_person() {
    let made = generate::book(7, 3_000);
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "contacts.csv",
        &csv(&generate::CONTACTS, &made.contacts),
    );
    let outcome = look(folder.path());
    let (mut right, mut wrong) = (0_u32, 0_u32);
    let mut people: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
    for row in outcome.rows.iter().filter(|row| row.contact.is_some()) {
        people
            .entry(row.contact.unwrap())
            .or_default()
            .push(made.truth[row.row as usize - 1]);
    }
    for rows in people.values() {
        for (at, one) in rows.iter().enumerate() {
            for other in &rows[at + 1..] {
                if one == other { right += 1 } else { wrong += 1 }
            }
        }
    }
    assert!(right > 200, "{right} pairs found");
    assert!(
        f64::from(wrong) <= 0.02 * f64::from(right + wrong),
        "{wrong} of {} pairs are two people",
        right + wrong
    );
}

#[test]
fn ids_follow_people_when_rows_are_sorted() {
    let made = generate::book(11, 300);
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "contacts.csv",
        &csv(&generate::CONTACTS, &made.contacts),
    );
    let first = look(folder.path());
    let mut order: Vec<usize> = (0..made.contacts.len()).collect();
    order.reverse();
    let turned: Vec<Vec<String>> = order
        .iter()
        .map(|row| made.contacts[*row].clone())
        .collect();
    write(
        folder.path(),
        "contacts.csv",
        &csv(&generate::CONTACTS, &turned),
    );
    let second = look(folder.path());
    let ids = |outcome: &Outcome| -> BTreeSet<ContactId> {
        (0..outcome.contacts.len())
            .map(|contact| outcome.contacts.id(contact))
            .collect()
    };
    // Without a journal: ids derive from what identifies people, not from where they stand.
    let (before, after) = (ids(&first), ids(&second));
    assert!(before.intersection(&after).count() * 100 >= before.len() * 98);
}
