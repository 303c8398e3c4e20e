//! Repairs that the program proposes and a person accepts: one line for each text typed in a field of a table.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diag::Diagnostic;
use crate::model::Place;

use super::View;
use super::problems::{harm, spend_of};

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_REPAIRS: usize = 2_000;

/// One proposal.
pub(in crate::output) struct Repair<'a> {
    /// The first problem that it repairs.
    pub(in crate::output) first: &'a Diagnostic,
    /// How many cells it repairs.
    pub(in crate::output) count: usize,
    /// The whole cell as typed.
    pub(in crate::output) typed: &'a str,
    /// The whole cell as it would read: what stays before the change, what is new, what stays after it.
    pub(in crate::output) proposed: [String; 3],
    /// The contact concerned first.
    pub(in crate::output) contact: Option<u32>,
    /// What it is about: table, field, what was typed and what it would read, not where it stands.
    pub(in crate::output) key: String,
}

/// The proposals, the most harmful problems first, and how many are not listed.
pub(in crate::output) fn repairs<'a>(view: &View<'a>) -> (Vec<Repair<'a>>, usize) {
    let naming = view.outcome.naming();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut cells: BTreeSet<(usize, Place)> = BTreeSet::new();
    let mut found: Vec<(Repair<'a>, Decimal)> = Vec::new();
    for diagnostic in &view.outcome.diagnostics {
        let (Some(proposal), Some(key)) = (&diagnostic.proposal, naming.repair(diagnostic)) else {
            continue;
        };
        let at = *at.entry(key).or_insert_with_key(|key| {
            let standing = view.outcome.about.of(&diagnostic.place);
            let repair = Repair {
                first: diagnostic,
                count: 0,
                typed: &proposal.typed,
                proposed: difference(&proposal.typed, &proposal.reads),
                contact: standing.and_then(|standing| standing.contact),
                key: key.clone(),
            };
            found.push((repair, Decimal::ZERO));
            found.len() - 1
        });
        // Of one cell several problems may be told.
        if let Some((repair, spend)) = found.get_mut(at)
            && cells.insert((at, diagnostic.place.clone()))
        {
            repair.count += 1;
            *spend = spend.saturating_add(spend_of(view, diagnostic));
        }
    }
    found.sort_by_key(|(repair, spend)| {
        (harm(repair.first), Reverse(*spend), Reverse(repair.count))
    });
    let left_out = found.len().saturating_sub(MOST_REPAIRS);
    let listed = found.into_iter().take(MOST_REPAIRS);
    (listed.map(|(repair, _)| repair).collect(), left_out)
}

/// How many cells have a proposal.
pub(in crate::output) fn count(view: &View<'_>) -> usize {
    let all = view.outcome.diagnostics.iter();
    let proposed = all.filter(|found| found.proposal.is_some());
    let listed = proposed.filter(|found| view.outcome.about.of(&found.place).is_some());
    listed
        .map(|found| &found.place)
        .collect::<BTreeSet<_>>()
        .len()
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
