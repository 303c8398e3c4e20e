//! What people typed into fill-in columns, to be shown again in its row, and what lost its row.

use std::collections::BTreeMap;

use crate::model::Mark;

use super::View;

/// The fill-in columns of reminder lists, in their order.
pub(in crate::output) const REMINDER_COLUMNS: [&str; 5] = [
    "done-on",
    "outcome",
    "next-step",
    "next-date",
    "snooze-until",
];

/// The fill-in columns of the review.
pub(in crate::output) const REVIEW_COLUMNS: [&str; 5] =
    ["answer", "same", "accept", "leave-it", "read-as"];

/// The marks that concern one kind of file, as one file of that kind shows them.
pub(in crate::output) struct Marks<'a> {
    by_place: BTreeMap<(&'a str, &'a str), Vec<&'a Mark>>,
    path: String,
}

impl<'a> Marks<'a> {
    /// The marks of these columns, from every copy and every owner's file; those typed into `path` itself come first.
    pub(in crate::output) fn new(view: &View<'a>, columns: &[&str], path: &str) -> Marks<'a> {
        let mut by_place: BTreeMap<(&str, &str), Vec<&Mark>> = BTreeMap::new();
        for mark in &view.outcome.memory.marks {
            if columns.contains(&mark.column.as_str()) && !mark.value.is_empty() {
                let place = (mark.key.as_str(), mark.column.as_str());
                by_place.entry(place).or_default().push(mark);
            }
        }
        for marks in by_place.values_mut() {
            marks.sort_by_key(|mark| (mark.file != path, *mark));
        }
        Marks {
            by_place,
            path: path.to_owned(),
        }
    }

    /// What the cell of a row shows.
    pub(in crate::output) fn value(&self, key: &str, column: &str) -> Option<&'a str> {
        let marks = self.by_place.get(&(key, column))?;
        marks.first().map(|mark| mark.value.as_str())
    }

    /// Marks that no row shows: the row is gone, or shows another answer. With `all`, those typed elsewhere as well.
    pub(in crate::output) fn kept(
        &self,
        all: bool,
        has_row: impl Fn(&str) -> bool,
    ) -> Vec<&'a Mark> {
        let mut kept: Vec<&Mark> = Vec::new();
        for ((key, _), marks) in &self.by_place {
            let shown = if has_row(key) { marks.first() } else { None };
            for mark in marks {
                let is_shown = shown.is_some_and(|shown| shown.value == mark.value);
                let is_ours = all || mark.file == self.path;
                let is_new = |known: &&Mark| {
                    known.key != mark.key
                        || known.column != mark.column
                        || known.value != mark.value
                };
                if is_ours && !is_shown && kept.iter().rev().take(marks.len()).all(is_new) {
                    kept.push(mark);
                }
            }
        }
        kept
    }
}
