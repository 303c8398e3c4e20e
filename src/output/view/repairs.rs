//! Repairs that the program proposes and a person accepts: one line for each value that has one.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::diag::Diagnostic;
use crate::stage::marks::short_hash;

use super::View;
use super::problems::{frame_of, harm, spend_of};

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_REPAIRS: usize = 2_000;

/// One proposal.
pub(in crate::output) struct Repair<'a> {
    /// The problem that it repairs.
    pub(in crate::output) diagnostic: &'a Diagnostic,
    /// The whole cell as typed.
    pub(in crate::output) typed: String,
    /// The whole cell as it would read: what stays before the change, what is new, what stays after it.
    pub(in crate::output) proposed: [String; 3],
    /// The contact concerned.
    pub(in crate::output) contact: Option<u32>,
    /// What it is about: file, sheet, field, contact and value, not where the row stands.
    pub(in crate::output) key: String,
}

/// The proposals, the most harmful problems first, and how many are not listed.
pub(in crate::output) fn repairs<'a>(view: &View<'a>) -> (Vec<Repair<'a>>, usize) {
    let with_proposal = |diagnostic: &&Diagnostic| diagnostic.proposal.is_some();
    let mut found: Vec<&'a Diagnostic> = view
        .outcome
        .diagnostics
        .iter()
        .filter(with_proposal)
        .collect();
    found.sort_by_cached_key(|found| (harm(found), Reverse(spend_of(view, found))));
    let left_out = found.len().saturating_sub(MOST_REPAIRS);
    let mut used = BTreeSet::new();
    let repairs = found
        .into_iter()
        .take(MOST_REPAIRS)
        .filter_map(|diagnostic| repair(view, diagnostic, &mut used));
    (repairs.collect(), left_out)
}

/// How many values have a proposal.
pub(in crate::output) fn count(view: &View<'_>) -> usize {
    let all = view.outcome.diagnostics.iter();
    all.filter(|found| found.proposal.is_some()).count()
}

fn repair<'a>(
    view: &View<'a>,
    diagnostic: &'a Diagnostic,
    used: &mut BTreeSet<String>,
) -> Option<Repair<'a>> {
    let proposal = diagnostic.proposed()?;
    let naming = view.outcome.naming();
    let id = naming.contact(diagnostic);
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    let line = naming.repair(diagnostic);
    let wanted = format!("{line}|{id}|{}", short_hash(&[&diagnostic.value]));
    let mut key = wanted.clone();
    let mut number = 1;
    while !used.insert(key.clone()) {
        number += 1;
        key = format!("{wanted}|{number}");
    }
    let typed = whole_cell(view, diagnostic);
    Some(Repair {
        proposed: difference(&typed, proposal),
        contact: view.outcome.about.of(&diagnostic.place)?.contact,
        diagnostic,
        typed,
        key,
    })
}

/// The cell as typed, where it is remembered: a problem holds only the part of it that it is about.
fn whole_cell(view: &View<'_>, diagnostic: &Diagnostic) -> String {
    let cell = || {
        let standing = view.outcome.about.of(&diagnostic.place)?;
        let frame = frame_of(view, standing.table)?;
        frame.typed(diagnostic.field?, standing.row as usize)
    };
    match cell() {
        Some(cell) if cell.contains(diagnostic.value.as_str()) => cell.to_owned(),
        _ => diagnostic.value.clone(),
    }
}

/// The new text in three parts, of which the middle one differs from the old. Words in letters that join are taken whole, so
/// that marking a part does not tear them.
pub(in crate::output) fn difference(old: &str, new: &str) -> [String; 3] {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        pairs.take_while(|(old, new)| old == new).count()
    };
    let mut start = same(&mut old.iter().zip(&new));
    let rest = old.len().min(new.len()) - start;
    let end_same = same(&mut old.iter().rev().zip(new.iter().rev())).min(rest);
    let mut end = new.len() - end_same;
    let joins = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    while start > 0 && joins(new.get(start - 1)) {
        start -= 1;
    }
    while joins(new.get(end)) {
        end += 1;
    }
    let part = |from: usize, to: usize| new.get(from..to).unwrap_or_default().iter().collect();
    [part(0, start), part(start, end), part(end, new.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        for (old, new, parts) in [
            (
                "sara@gmial.com",
                "sara@gmail.com",
                ["sara@gm", "ai", "l.com"],
            ),
            ("a@b.co", "a@b.com", ["a@b.co", "m", ""]),
            ("2024-1-1", "2024-1-1", ["2024-1-1", "", ""]),
            ("علي كريمى", "علي كريمي", ["علي ", "كريمي", ""]),
            ("", "x", ["", "x", ""]),
            ("aa", "a", ["a", "", ""]),
        ] {
            assert_eq!(difference(old, new), parts, "{old} → {new}");
        }
    }
}
