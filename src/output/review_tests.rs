//! The review of the sample book, sheet by sheet.

use crate::lang::{Lang, Language};

use super::sample;
use super::tests::{files, sheet, sheet_names};

#[test]
fn the_review_puts_questions_first_and_one_line_for_one_cause() {
    let files = files(Language::English, 30);
    assert_eq!(
        sheet_names(&files, "out/review.xlsx"),
        [
            "Questions",
            "Possible duplicates",
            "Merged",
            "Households",
            "Repairs",
            "Problems",
            "State of the data",
            "Columns",
            "Row account",
            "Left as they are",
            "Accepted repairs",
            "Answered pairs",
            "Fields"
        ]
    );
    let questions = sheet(&files, "out/review.xlsx", "Questions");
    assert_eq!(questions[1][..2], ["Error", "rules/tiers.toml:3:5"]);
    let problems = sheet(&files, "out/review.xlsx", "Problems");
    assert_eq!(problems.len(), 4);
    assert_eq!(
        problems[1][..3],
        ["Error", "data/old.csv", ""],
        "a row that is held back comes first"
    );
    assert_eq!(
        problems[2][..3],
        ["Warning", "data/contacts.xlsx › Contacts", "Mobile"]
    );
    assert_eq!(problems[2][5..9], ["4", "D17", "D18", "D31"]);
    assert_eq!(problems[2][9], "0171 16\n0171 17\n0171 30");
    assert!(problems[2][10].lines().all(|used| used.starts_with("+20")));
    assert_eq!(problems[2][14].len(), 4 * 6 + 3, "four digests");
    assert_eq!(
        problems[2][13],
        "problem|phone-too-short|data/contacts.xlsx|Contacts|warning|Mobile|mobile-phone"
    );
    let repairs = sheet(&files, "out/review.xlsx", "Repairs");
    assert!(repairs[0][0].starts_with("“yes” in the yellow column: wherever exactly this"));
    assert_eq!(
        repairs[2][1..7],
        [
            "Email",
            "John O'Neil",
            "john@gmial.com; j@x.org",
            "john@gmail.com; j@x.org",
            "1",
            "ask John"
        ]
    );
    assert!(
        repairs[2][8].starts_with("repair|contacts|email||john@gmial.com; j@x.org -> john@gmail")
    );
    let accepted = sheet(&files, "out/review.xlsx", "Accepted repairs");
    let line = "data/contacts.xlsx › Contacts!E8|Email|sara@nile,org|sara@nile.org|3|yes";
    assert_eq!(accepted[2][..6].join("|"), line);
    let left = sheet(&files, "out/review.xlsx", "Left as they are");
    assert_eq!(left[2][1..3], ["data/contacts.xlsx › Contacts", "Mobile"]);
    assert_eq!(left[2][7], "yes");
    let state = sheet(&files, "out/review.xlsx", "State of the data");
    let line = |name: &str| state.iter().find(|row| row[0] == name).unwrap().clone();
    assert_eq!(line("Repairs proposed")[1], "1");
    assert_eq!(line("Left as they are")[1], "1");
    assert_eq!(line("Possible duplicates")[1], "1");
    assert_eq!(line("Rows merged")[1], "1");
    let account = sheet(&files, "out/review.xlsx", "Row account");
    assert_eq!(
        account[1],
        [
            "data/contacts.xlsx",
            "Contacts",
            "Contacts",
            "31",
            "30",
            "1",
            "0",
            "0",
            "31"
        ]
    );
}

/// A sheet of the review in a language, below the line above its header.
fn review(language: Language, key: &str) -> Vec<Vec<String>> {
    let lang = Lang::load(language);
    let name = lang.get(&format!("out.sheet.{key}")).to_owned();
    let rows = sheet(&files(language, 30), "out/review.xlsx", &name);
    assert!(!rows[0][0].contains(['{', '}']), "{language:?} {name}");
    rows[1..].to_vec()
}

#[test]
fn possible_duplicates_stand_side_by_side() {
    let rows = review(Language::English, "duplicates");
    assert_eq!(
        rows[0],
        [
            "Same?",
            "What agrees and differs",
            "Probability",
            "Name",
            "Birthday",
            "Phones",
            "Email",
            "Address",
            "Company",
            "Place 1",
            "Place 2",
            "Key"
        ]
    );
    let [first, second] = [1, 2].map(sample::id);
    assert_eq!(
        rows[1][..4],
        [
            "ask both",
            "same phone, same surname; but other given name: probably one person",
            "0.9",
            "محمد علي\nمریم رضایی",
        ]
    );
    assert_eq!(rows[1][4], "--02-29\n1979-02-11");
    assert_eq!(rows[1][6], "sara1@example.org\nsara2@example.org");
    assert_eq!(
        rows[1][9..],
        [
            "data/contacts.xlsx › Contacts!3".to_owned(),
            "data/contacts.xlsx › Contacts!4".to_owned(),
            crate::stage::marks::question(first, second),
        ]
    );
    assert_eq!(rows.len(), 2, "only what is asked");
}

#[test]
fn a_merged_row_tells_what_was_kept_and_whether_it_may_go() {
    let rows = review(Language::English, "merged");
    let header = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
    let line = &rows[1];
    assert_eq!(line[header("Contact")], "Sara Haddad");
    assert_eq!(line[header("Why merged")], "same email");
    assert_eq!(line[header("Probability")], "0.999");
    assert_eq!(line[header("Name")], "Sara Haddad", "equal values once");
    assert_eq!(line[header("Kept, and not kept")], "");
    assert_eq!(line[header("Safe to delete")], "yes");
    assert_eq!(
        line[header("Merged row")],
        "data/contacts.xlsx › Contacts!32"
    );
    let key = crate::stage::marks::question(sample::id(0), sample::id(30));
    assert_eq!(line[header("Key")], key);
}

#[test]
fn households_are_confirmed_or_asked_about_pair_by_pair() {
    let rows = review(Language::English, "households");
    let shown: Vec<String> = rows[1..].iter().map(|row| row[1..5].join("|")).collect();
    assert_eq!(
        shown,
        [
            "1|Иван Петров\nJohn O'Neil|same phone|confirmed",
            "2|فاطمة الزهراء\nعلی کریمی|same address, same surname|suggested",
            "2|علی کریمی\nМария Сидорова|same address|suggested",
        ]
    );
    assert_eq!(rows[1][5], "", "what was answered is not asked");
    assert!(rows[2][5].starts_with("same|c"));
}

#[test]
fn answered_pairs_are_shown_again_in_every_language() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        let rows = review(language, "answered");
        let said: Vec<&str> = rows[1..].iter().map(|row| &*row[0]).collect();
        assert_eq!(
            said,
            [lang.get("out.relatives"), lang.get("out.no")],
            "{language:?}"
        );
        assert_eq!(rows[1][1..4], ["Иван Петров", "John O'Neil", "2026-04-30"]);
        assert_eq!(rows[2][1], sample::gone().to_string(), "gone: its id");
        assert!(rows[1][6].starts_with("answered|c"));
    }
}
