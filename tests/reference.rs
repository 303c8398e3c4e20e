//! The conditions of `docs/rules.md` come to what the page says, on the book that it shows, through the real program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::support::{Book, Done};

const PAGE: &str = include_str!("../docs/rules.md");

/// A section up to the next heading of its kind.
fn section(heading: &str, next: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("\n{heading}\n")).unwrap();
    rest.split(next).next().unwrap()
}

fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The cells of each row of the section's tables, headings left out.
fn rows(section: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = section.lines().filter(|line| line.starts_with("| "));
    lines.map(|line| line.trim_matches(['|', ' ']).split(" | ").collect())
}

fn block(section: &'static str, language: &str, number: usize) -> &'static str {
    let start = format!("```{language}\n");
    let block = section.split(&start).nth(number).unwrap();
    block.split("```").next().unwrap()
}

/// The people of a cell: `Sara, Omar`, or `–` for nobody.
fn people(cell: &str) -> BTreeSet<&str> {
    cell.split(", ").filter(|name| *name != "–").collect()
}

/// Whether the rules were refused, or the run failed.
fn has_mistakes(done: &Done) -> bool {
    done.code > 1 || done.out.contains("error: ") || done.out.contains("rules have mistakes")
}

#[test]
fn conditions_come_to_what_the_reference_says() {
    let shown = section("### Every operator, tried", "\n## ");
    // Each condition, and whom the page says it is true, false and unknown for.
    let mut conditions: Vec<(&str, Option<[&str; 3]>)> = Vec::new();
    for cells in rows(shown) {
        if let [lines, truths @ ..] = &*cells
            && let Ok(said) = <[&str; 3]>::try_from(truths)
        {
            conditions.extend(quoted(lines).map(|line| (line, Some(said))));
        }
    }
    assert!(conditions.len() > 120, "{}", conditions.len());
    // The examples of fields are asked, too; what they come to is not stated.
    for cells in rows(section("## Fields", "\n## ")) {
        if let [_, _, examples] = &*cells {
            conditions.extend(quoted(examples).map(|line| (line, None)));
        }
    }
    let mut tiers = block(shown, "toml", 1).to_owned();
    for (at, (line, _)) in conditions.iter().enumerate() {
        let line = toml::Value::from(*line);
        let _ = write!(
            tiers,
            "\n[[segment]]\nname = \"{at} so\"\nwhen = [{line}]\n\
             [[segment]]\nname = \"{at} not so\"\nnone = [{line}]\n"
        );
    }
    let book = Book::new()
        .csv("contacts.csv", block(shown, "csv", 1))
        .csv("sales.csv", block(shown, "csv", 2))
        .rules("tiers.toml", &tiers);
    let done = book.run();
    assert!(!has_mistakes(&done), "{done:?}");

    let mut given = book.contacts(2);
    for name in given.values_mut() {
        name.truncate(name.find(' ').unwrap());
    }
    let everybody: BTreeSet<&str> = given.values().map(String::as_str).collect();
    assert_eq!(everybody, people("Karim, Lena, Omar, Sara"));
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let twin = book.twin("segments.csv");
    for line in &twin {
        let (segment, contact) = line.rsplit_once(',').unwrap();
        members.entry(segment).or_default().insert(&given[contact]);
    }
    for (at, (line, said)) in conditions.iter().enumerate() {
        let of = |name: String| members.get(&*name).cloned().unwrap_or_default();
        let (so, not_so) = (of(format!("{at} so")), of(format!("{at} not so")));
        assert!(so.is_disjoint(&not_so), "{line}");
        let Some(said) = said else { continue };
        let told = &so | &not_so;
        let found = [so, not_so, &everybody - &told];
        assert_eq!(found, said.map(people), "{line}");
    }
}

#[test]
fn every_ladder_score_and_segment_of_the_reference_places_the_contacts_of_its_book() {
    let shown = section("### Every operator, tried", "\n## ");
    let book = Book::new()
        .csv("contacts.csv", block(shown, "csv", 1))
        .csv("sales.csv", block(shown, "csv", 2));
    let start = "```toml\n# rules/tiers.toml\n";
    let mut count = 0;
    for example in PAGE.split(start).skip(1) {
        let rules = example.split("```").next().unwrap();
        book.change("rules/tiers.toml", rules);
        let done = book.run();
        assert!(!has_mistakes(&done), "{rules}{done:?}");
        assert_eq!(book.twin("contacts.csv").len(), 4, "{rules}");
        count += 1;
    }
    assert_eq!(count, 11);
    let wrong = "[[segment]]\nname = \"S\"\nwhen = [\"spnd > 5\"]\n";
    book.change("rules/tiers.toml", wrong);
    assert!(has_mistakes(&book.run()));
}
