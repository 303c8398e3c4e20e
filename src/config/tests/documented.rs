//! The examples of `docs/rules.md` and `docs/repeat-purchases.md` are rules without mistakes, and the reference has an example of every
//! field, operator, phrase and key that the readers know. What its conditions come to is tested from outside, on a real book.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use toml::{Table, Value};

use super::{NAMES, file, lines, read_files};
use crate::config::condition::{Condition, Subject};
use crate::config::{ReminderKind, grammar, raw};
use crate::lang::Phrase;
use crate::model::{CATALOGUE, Derived, FieldId, TableKind};

const PAGE: &str = include_str!("../../../docs/rules.md");
const REPEAT: &str = include_str!("../../../docs/repeat-purchases.md");

/// The examples in TOML with the files that they belong to.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let blocks = page.split("```toml\n").skip(1).map(|block| {
        let text = block.split("```").next().unwrap();
        let path = text.lines().next().unwrap().strip_prefix("# ").unwrap();
        assert!(path.starts_with("rules/"), "{path}");
        (path, text)
    });
    blocks.collect()
}

/// A section, without the headings below which it stands.
fn section(heading: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("\n{heading}\n")).unwrap();
    rest.split("\n## ").next().unwrap()
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Conditions in a column of the tables of a section.
fn column(section: &'static str, number: usize) -> Vec<&'static str> {
    let rows = section.lines().filter(|line| line.starts_with("| "));
    rows.flat_map(|row| quoted(row.split(" | ").nth(number).unwrap_or_default()))
        .collect()
}

/// The conditions of a section that shows what they come to.
fn tried() -> Vec<&'static str> {
    let section = section("### Every operator, tried");
    column(section.split("\n### ").next().unwrap(), 0)
}

/// Conditions as the reader understands them, in a book with the ladder *value* and the score *fit*.
fn understood(conditions: &[&str]) -> Vec<Condition> {
    let mut tiers = String::from(
        "[[ladder]]\nname = \"value\"\n[[ladder.rung]]\nname = \"Gold\"\nwhen = [\"spend > 9\"]\n\
         [[ladder.rung]]\nname = \"Silver\"\n\
         [[score]]\nname = \"fit\"\n[[score.points]]\npart = \"p\"\nwhen = [\"city is Cairo\"]\nadd = 1\n\
         [[segment]]\nname = \"Partners\"\nwhen = [\"group is partner\"]\n",
    );
    for (at, condition) in conditions.iter().enumerate() {
        let condition = Value::from(*condition);
        let _ = writeln!(tiers, "[[segment]]\nname = \"s{at}\"\nwhen = [{condition}]");
    }
    let reading = read_files(&[file("rules/tiers.toml", &tiers)]);
    assert_eq!(lines(&reading), Vec::<String>::new());
    let segments = reading.plan.segments.into_iter().skip(1);
    segments.flat_map(|segment| segment.when.all).collect()
}

#[test]
fn every_example_of_the_reference_is_accepted() {
    let mut count = 0;
    for (path, text) in blocks(PAGE).into_iter().chain(blocks(REPEAT)) {
        let found = lines(&read_files(&[file(path, text)]));
        assert_eq!(found, Vec::<String>::new(), "{text}");
        count += 1;
    }
    assert_eq!(count, 19);
}

#[test]
fn every_field_of_a_contact_has_a_condition_in_the_reference() {
    let conditions = understood(&column(section("## Fields"), 2));
    let asked: BTreeSet<FieldId> = conditions
        .iter()
        .filter_map(|condition| match condition.subject {
            Subject::Field(field) => Some(field),
            _ => None,
        })
        .collect();
    let derived = Derived::ALL.iter().map(|derived| {
        let id = FieldId::from(*derived);
        (id, derived.name())
    });
    let known = CATALOGUE
        .iter()
        .filter(|spec| spec.occurs_in(TableKind::Contacts));
    let known = known.map(|spec| (spec.field.into(), spec.name));
    for (id, name) in derived.chain(known) {
        assert!(asked.contains(&id), "{name} has no example");
        assert!(PAGE.contains(&format!("`{name}`")), "{name} is not named");
    }
}

#[test]
fn every_field_of_another_table_has_a_header_in_the_reference() {
    let rows: BTreeMap<&str, Vec<&str>> = section("## Fields")
        .lines()
        .filter(|line| line.matches(" | ").count() == 3)
        .map(|line| line.trim_matches('|').split(" | ").collect::<Vec<_>>())
        .filter_map(|cells| Some((quoted(cells[0]).next()?, cells)))
        .collect();
    let headers = crate::lang::header_names();
    for spec in CATALOGUE {
        if spec.occurs_in(TableKind::Contacts) {
            continue;
        }
        let cells = rows.get(spec.name);
        let cells = cells.unwrap_or_else(|| panic!("{} is not named", spec.name));
        let tables: BTreeSet<&str> = cells[1].split(", ").map(str::trim).collect();
        let occurs = TableKind::ALL.into_iter();
        let occurs = occurs.filter(|table| spec.occurs_in(*table));
        assert_eq!(
            tables,
            occurs.map(TableKind::code).collect(),
            "{}",
            spec.name
        );
        let header = quoted(cells[3]).next().unwrap();
        assert!(
            headers
                .iter()
                .any(|known| known.field == spec.field && known.text == header),
            "{header} is no header of {}",
            spec.name
        );
    }
}

#[test]
fn every_reminder_kind_is_in_the_reference() {
    for name in ReminderKind::ALL.map(ReminderKind::code) {
        assert!(PAGE.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_spelling_of_every_operator_is_in_the_reference_and_tried() {
    let tried = tried();
    understood(&tried);
    for spelling in grammar::all_spellings() {
        assert!(PAGE.contains(&format!("`{spelling}")), "{spelling}");
        let uses = |line: &&str| {
            let mut operators = grammar::operators(line).into_iter();
            operators.any(|operator| line[operator.span] == *spelling)
        };
        assert!(tried.iter().any(uses), "{spelling} is not tried");
    }
}

#[test]
fn every_phrase_of_a_sentence_is_in_the_reference_and_every_meaning_tried() {
    let phrases = NAMES.phrases();
    let tried = tried();
    let words = section("### Words of sentences");
    for meaning in Phrase::all() {
        for spelling in phrases.spellings(&[meaning]) {
            assert!(words.contains(&format!("`{spelling}`")), "{spelling}");
        }
        let says = |line: &&str| {
            let starts = line
                .char_indices()
                .filter(|(at, _)| *at == 0 || line[..*at].ends_with(' '));
            let mut starts = starts.map(|(at, _)| at);
            starts.any(|at| phrases.at(&line[at..], &[meaning]).is_some())
        };
        assert!(tried.iter().any(says), "{meaning:?} is not tried");
    }
}

/// All tables of this path, of arrays each one.
fn tables<'t>(root: &'t Table, path: &str) -> Vec<&'t Table> {
    let mut found = vec![root];
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let inner = found.iter().filter_map(|table| table.get(name));
        found = inner
            .flat_map(|value| match value {
                Value::Array(all) => all.iter().filter_map(Value::as_table).collect(),
                Value::Table(one) => vec![one],
                _ => Vec::new(),
            })
            .collect();
    }
    found
}

#[test]
fn every_key_of_every_file_has_an_example_in_the_reference() {
    let examples: Vec<(&str, Table)> = blocks(PAGE)
        .into_iter()
        .map(|(path, text)| (path, text.parse().unwrap()))
        .collect();
    for (name, path, keys) in raw::KEYS {
        for key in keys {
            let shown = examples.iter().any(|(file, root)| {
                file.strip_prefix("rules/") == Some(name)
                    && tables(root, path)
                        .iter()
                        .any(|table| table.contains_key(*key))
            });
            assert!(shown, "{name}: [{path}] {key} has no example");
            let told = [
                format!("`{key}`"),
                format!("`[{key}]`"),
                format!("`[[{key}]]`"),
            ];
            assert!(told.iter().any(|told| PAGE.contains(told)), "{name}: {key}");
        }
    }
    let files: BTreeSet<&str> = raw::KEYS.iter().map(|(file, ..)| *file).collect();
    assert_eq!(files, raw::FILES.into_iter().collect());
}
