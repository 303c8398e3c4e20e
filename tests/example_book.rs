//! The book at the top of the repository: its rules are taken as they are written.

use std::fs;

use tierbook::config::{Known, RulesFile, read, render};
use tierbook::lang::{FieldNames, Lang, Language};

const FILES: [&str; 6] = [
    "rules/book.toml",
    "rules/fields.toml",
    "rules/matching.toml",
    "rules/tiers.toml",
    "rules/reminders.toml",
    "rules/metrics.toml",
];

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
    assert_eq!(reading.plan.segments.len(), 5);
    assert_eq!(reading.plan.book.staff.len(), 5);
}
