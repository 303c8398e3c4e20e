//! Contacts that live together: those that people confirmed first, then those that the matcher suggests.

use crate::pipeline::Household;
use crate::stage::marks::question;

use super::View;
use super::answered::relatives;
use super::pairs::shared;

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_HOUSEHOLDS: usize = 2_000;

/// A line: a household, or two contacts of a larger one that is not confirmed.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::output) struct HouseholdLine {
    /// The number of the household, from 1.
    pub(in crate::output) number: usize,
    /// Its contacts.
    pub(in crate::output) contacts: Vec<u32>,
    /// What they share, in words.
    pub(in crate::output) shared: String,
    /// Whether people said so.
    pub(in crate::output) confirmed: bool,
    /// The question whether they are relatives; empty where it was answered.
    pub(in crate::output) key: String,
}

/// The households, and how many lines are not listed.
pub(in crate::output) fn households(view: &View<'_>) -> (Vec<HouseholdLine>, usize) {
    let mut all: Vec<&Household> = view.outcome.matches.households.iter().collect();
    all.sort_by_key(|household| !household.confirmed);
    let relatives = relatives(view);
    let contacts = &view.outcome.contacts;
    let comma = view.lang.get("out.pair.comma");
    let mut lines = Vec::new();
    for (household, number) in all.into_iter().zip(1..) {
        if household.confirmed {
            let signs: Vec<_> = household.shared.iter().map(|(.., signs)| *signs).collect();
            lines.push(HouseholdLine {
                number,
                contacts: household.contacts.clone(),
                shared: shared(view.lang, &signs).join(comma),
                confirmed: true,
                key: String::new(),
            });
            continue;
        }
        for (a, b, signs) in &household.shared {
            let confirmed = relatives.contains(&(*a.min(b), *a.max(b)));
            let [first, second] = [a, b].map(|contact| contacts.id(*contact as usize));
            lines.push(HouseholdLine {
                number,
                contacts: vec![*a, *b],
                shared: shared(view.lang, &[*signs]).join(comma),
                confirmed,
                key: if confirmed {
                    String::new()
                } else {
                    question(first, second)
                },
            });
        }
    }
    let left_out = lines.len().saturating_sub(MOST_HOUSEHOLDS);
    lines.truncate(MOST_HOUSEHOLDS);
    (lines, left_out)
}
