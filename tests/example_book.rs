//! The book at the top of the repository: its rules are taken as they are written, and what is wrong in its cells on purpose is
//! told, with what was probably meant.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use tierbook::config::{Known, RulesFile, read, render};
use tierbook::lang::{FieldNames, Lang, Language};

use crate::support::Book;

const FILES: [&str; 7] = [
    "rules/book.toml",
    "rules/fields.toml",
    "rules/matching.toml",
    "rules/tiers.toml",
    "rules/overrides.toml",
    "rules/reminders.toml",
    "rules/metrics.toml",
];

const DATA: [&str; 4] = [
    "data/contacts.xlsx",
    "data/sales-2025.ods",
    "data/clients-1c.csv",
    "data/phone-backup.vcf",
];

/// What is told of single cells: sheet and cell, code, and the proposal where there is one.
const CELLS: [(&str, &str, &str); 14] = [
    ("Contacts!B173", "text-mojibake", "هالة سليمان"),
    ("Contacts!S134", "text-mojibake", "Наталья"),
    ("Contacts!B174", "name-capitals", "Helen McBride"),
    ("Contacts!B175", "name-capitals", "Тимур Ахмедов"),
    ("Contacts!B176", "name-couple", ""),
    ("Contacts!B177", "name-couple", ""),
    ("Contacts!E174", "phone-placeholder", ""),
    ("Contacts!P174", "owner-misspelt", "Grace"),
    ("Contacts!Q150", "yes-no-unclear", "yes"),
    ("Contacts!AG160", "contacted-before-added", ""),
    ("Purchases!F161", "amount-slip", "6500"),
    ("Purchases!162", "sale-twice", ""),
    ("مشتریان تهران!K20", "country-unknown", "امارات"),
    ("Contacts!R175", "date-not-understood", "5 сентября 1979 г."),
];

#[test]
fn faults_of_the_example_are_told_with_what_was_meant() {
    let book = FILES
        .iter()
        .chain(&DATA)
        .fold(Book::new().on("2026-11-20"), |book, path| {
            book.file(path, fs::read(path).unwrap())
        });
    book.run();
    let problems = book.twin("problems.csv");
    let mut review: Xlsx<_> = open_workbook(book.path("out/review.xlsx")).unwrap();
    let repairs = review.worksheet_range("Repairs").unwrap();
    for (place, code, meant) in CELLS {
        let (sheet, cell) = place.split_once('!').unwrap();
        let told = problems.iter().filter(|line| {
            let at = line.strip_prefix(&format!("data/contacts.xlsx,{sheet},{cell},"));
            at.is_some_and(|rest| rest.split(',').nth(1) == Some(code))
        });
        assert_eq!(told.count(), 1, "{place} {code}");
        let place = Data::String(format!("data/contacts.xlsx › {place}"));
        let proposed = repairs.rows().find(|row| row[0] == place);
        let proposed = proposed.map_or(String::new(), |row| row[4].to_string());
        assert_eq!(proposed, meant, "{place}");
    }
    let thanked: Vec<String> = book
        .twin("reminders.csv")
        .into_iter()
        .filter(|line| line.contains("Anna & Peter") || line.contains("محمد رضا"))
        .map(|line| line.split(',').nth(5).unwrap().to_owned())
        .collect();
    assert_eq!(thanked.len(), 2, "{thanked:?}");
    assert!(thanked[0].starts_with("\"Thank Anna & Peter for bringing"));
    assert!(thanked[1].starts_with("\"Thank محمد رضا for bringing"));
}

#[test]
fn the_rules_of_the_example_have_no_mistakes() {
    let files: Vec<RulesFile> = FILES
        .iter()
        .map(|path| RulesFile {
            path: (*path).to_owned(),
            text: fs::read_to_string(path).unwrap(),
        })
        .collect();
    let names = FieldNames::load();
    let columns = ["Language".to_owned(), "T-shirt".to_owned()];
    let known = Known {
        names: &names,
        columns: &columns,
    };
    let reading = read(&files, &known);
    let lang = Lang::load(Language::English);
    let told: Vec<String> = reading
        .problems
        .iter()
        .map(|problem| render(problem, &files[problem.file].text, &lang, false))
        .collect();
    assert_eq!(told.join("\n"), "");
    assert!(reading.is_accepted());
    assert_eq!(reading.plan.ladders.len(), 4);
    assert_eq!(reading.plan.segments.len(), 7);
    assert_eq!(reading.plan.overrides.len(), 1);
    assert_eq!(reading.plan.book.staff.len(), 5);
}
