//! The examples of `docs/rules.md` and `docs/repeat-purchases.md` are rules without mistakes, and its tables name every field and operator.

use super::{file, lines, read_files};
use crate::config::ReminderKind;
use crate::model::Derived;

const PAGE: &str = include_str!("../../../docs/rules.md");
const REPEAT: &str = include_str!("../../../docs/repeat-purchases.md");

#[test]
fn every_example_of_the_reference_is_accepted() {
    let mut blocks = 0;
    let pages = [PAGE, REPEAT].into_iter();
    for block in pages.flat_map(|page| page.split("```toml\n").skip(1)) {
        let text = block.split("```").next().unwrap();
        let first = text.lines().next().unwrap();
        let path = first.strip_prefix("# ").unwrap();
        assert!(path.starts_with("rules/"), "{first}");
        let found = lines(&read_files(&[file(path, text)]));
        assert_eq!(found, Vec::<String>::new(), "{text}");
        blocks += 1;
    }
    assert_eq!(blocks, 17);
}

#[test]
fn every_derived_field_and_kind_is_in_the_reference() {
    let named = Derived::ALL.iter().map(|derived| derived.name());
    for name in named.chain(ReminderKind::ALL.map(ReminderKind::code)) {
        assert!(PAGE.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_operator_is_in_the_reference() {
    for operator in crate::config::grammar::spellings() {
        assert!(PAGE.contains(&format!("`{operator}")), "{operator}");
    }
}
