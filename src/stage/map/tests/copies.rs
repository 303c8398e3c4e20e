//! Which tables are copies, and which of two is read.

use super::{codes, map, sheet};
use crate::lang::{Lang, Language};
use crate::stage::map::{CopyOf, InputSheet, Mapped};

const CONTACTS: [&str; 6] = [
    "Name|Phone|Birthday|City",
    "Sara Ahmed|0501234567|1980-05-31|Cairo",
    "Ali Hassan|0507654321||Giza",
    "Иванова Анна|+7 912 345-67-89|1975-01-02|Пермь",
    "رضا احمدی|09121234567||تهران",
    "Total|||",
];

fn file(file: &str, modified: i64, rows: &[&str]) -> InputSheet {
    InputSheet {
        file: file.into(),
        modified,
        ..sheet("Sheet1", rows)
    }
}

fn copies(mapped: &Mapped) -> Vec<Option<usize>> {
    let of = |copy: &CopyOf| copy.table;
    let tables = mapped.tables.iter();
    tables.map(|table| table.copy_of.as_ref().map(of)).collect()
}

#[test]
fn of_two_files_with_the_same_rows_the_newer_is_read() {
    let other_order = [
        "Город|Дата рождения|ФИО|Телефон",
        "cairo|31.05.1980|Sara  Ahmed|501234567",
        "Пермь|02.01.1975|ИВАНОВА АННА|79123456789",
        "Giza||Ali Hassan|0507654321",
        "Tabriz||Someone else|1",
    ];
    let mapped = map(vec![
        file("data/old.csv", 10, &other_order),
        file("data/contacts.xlsx", 20, &CONTACTS),
    ]);
    assert_eq!(copies(&mapped), [Some(1), None]);
    let rows = mapped.tables[0].copy_of.as_ref().unwrap().rows.clone();
    assert_eq!(rows, [Some(1), Some(3), Some(2), None]);
    assert_eq!(codes(&mapped), ["sum-row", "sheet-is-copy"]);
    assert_eq!(
        Lang::load(Language::English).message(&mapped.diagnostics[1]),
        "`data/old.csv › Sheet1` is a copy of `data/contacts.xlsx › Sheet1` and is not read \
         (rows that repeat: 3, rows only in the copy: 1)"
    );
}

#[test]
fn of_two_equally_old_files_the_conflict_copy_is_not_read() {
    for (names, expected) in [
        (
            [
                "data/c.sync-conflict-20260102.xlsx",
                "data/longer-name-of-all-contacts.xlsx",
            ],
            [Some(1), None],
        ),
        (
            ["data/contacts.xlsx", "data/old/contacts.xlsx"],
            [None, Some(0)],
        ),
        (["data/b.xlsx", "data/a.xlsx"], [Some(1), None]),
    ] {
        let sheets = names.map(|name| file(name, 5, &CONTACTS));
        assert_eq!(copies(&map(sheets.into())), expected, "{names:?}");
    }
}

#[test]
fn a_part_is_a_copy_of_the_whole_even_if_it_is_newer() {
    let part = &CONTACTS[..4];
    let mapped = map(vec![
        file("data/export.csv", 20, part),
        file(
            "data/contacts.xlsx",
            10,
            &[&CONTACTS[..5], &["A|1||", "B|2||", "C|3||"]].concat(),
        ),
    ]);
    assert_eq!(copies(&mapped), [Some(1), None]);
}

#[test]
fn tables_that_share_fewer_rows_are_both_sources() {
    let other = [&CONTACTS[..3], &["A|1||", "B|2||", "C|3||"]].concat();
    let few = ["Name|Phone", "Sara|1", "Ali|2"];
    for (a, b) in [(&CONTACTS[..], &other[..]), (&few, &few)] {
        let mapped = map(vec![file("data/a.xlsx", 1, a), file("data/b.xlsx", 2, b)]);
        assert_eq!(copies(&mapped), [None, None]);
    }
}

#[test]
fn a_copy_of_a_copy_names_the_table_that_is_read() {
    let mapped = map(vec![
        file("data/a.xlsx", 1, &CONTACTS),
        file("data/b.xlsx", 2, &CONTACTS),
        file("data/c.xlsx", 3, &CONTACTS),
    ]);
    assert_eq!(copies(&mapped), [Some(2), Some(2), None]);
}

#[test]
fn monthly_lists_without_dates_are_no_copies_of_each_other() {
    let costs = [
        "Channel|Campaign|Cost",
        "Ads|Spring|100",
        "Fair||200",
        "Flyers||50",
    ];
    let month = |name: &str| InputSheet {
        name: name.into(),
        ..file("data/costs.xlsx", 1, &costs)
    };
    assert_eq!(
        copies(&map(vec![month("January"), month("February")])),
        [None, None]
    );
    let elsewhere = file("data/costs (1).xlsx", 1, &costs);
    assert_eq!(
        copies(&map(vec![month("January"), elsewhere])),
        [None, Some(0)]
    );
}
