//! How contacts flowed between the rungs of a ladder: from where they stood a month ago to where they stand, how long they have
//! stood there, and how many rose and fell in each of the last months.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{ContactId, Direction};

use super::View;
use super::tiers::LadderView;

/// Months that are counted, the current one included.
const MONTHS: i32 = 12;

/// The flows of one ladder.
pub(in crate::output) struct Flows {
    /// For each place a month ago (rungs, no rung, not yet known) how many stand on each rung, and on none, now.
    pub(in crate::output) matrix: Vec<Vec<usize>>,
    /// For each rung the median of the days that contacts have stood on it.
    pub(in crate::output) days: Vec<Option<i32>>,
}

/// The flows of a ladder over the last month.
pub(in crate::output) fn flows(view: &View<'_>, ladder: &LadderView<'_>) -> Flows {
    let outcome = view.outcome;
    let before = month_before(outcome.today);
    let rungs = ladder.rungs.len();
    let plan = outcome.plan.ladders.get(ladder.index);
    let name = plan.map_or("", |plan| plan.name.as_str());
    // The moves come latest first: the earliest one of a contact is met last.
    let moves = outcome
        .recent_moves
        .iter()
        .filter(|step| step.ladder == name);
    let started: BTreeMap<ContactId, Option<&str>> = moves
        .map(|step| (step.contact, step.from.as_deref()))
        .collect();
    let place = |rung: Option<&str>| {
        let found = |rung| plan?.rungs.iter().position(|known| known.name == rung);
        rung.map_or(Some(rungs), found)
    };
    let mut flows = Flows {
        matrix: vec![vec![0; rungs + 1]; rungs + 2],
        days: Vec::new(),
    };
    let mut days: Vec<Vec<i32>> = vec![Vec::new(); rungs];
    for contact in 0..outcome.contacts.len() {
        let now = ladder.rung(contact);
        let is_new = outcome.profile.added_on.get(contact).copied().flatten();
        let from = match started.get(&outcome.contacts.id(contact)) {
            Some(from) => place(*from).unwrap_or(rungs),
            None if is_new.is_some_and(|added| added > before) => rungs + 1,
            None => now.unwrap_or(rungs),
        };
        let cell = flows.matrix.get_mut(from);
        if let Some(cell) = cell.and_then(|row| row.get_mut(now.unwrap_or(rungs))) {
            *cell += 1;
        }
        if let (Some(now), Some(since)) = (now, ladder.result.since.get(contact))
            && let Some(days) = days.get_mut(now)
        {
            days.push((outcome.today - *since).get_days());
        }
    }
    flows.days = days.into_iter().map(median).collect();
    flows
}

/// The day after which moves are of the last month.
pub(in crate::output) fn month_before(today: Date) -> Date {
    today.saturating_sub(1.month())
}

/// The lower of the two in the middle, of an even number.
fn median(mut days: Vec<i32>) -> Option<i32> {
    days.sort_unstable();
    days.get(days.len().saturating_sub(1) / 2).copied()
}

/// For each of the last months (`2026-11`) how many went up, down, entered and left a ladder, old to new.
pub(in crate::output) fn months(view: &View<'_>, ladder: &str) -> Vec<(String, [usize; 4])> {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let last = number(view.outcome.today);
    let mut months: Vec<(String, [usize; 4])> = (last + 1 - MONTHS..=last)
        .map(|at| {
            (
                format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1),
                [0; 4],
            )
        })
        .collect();
    for step in &view.outcome.memory.moves {
        let at = number(step.date) - (last + 1 - MONTHS);
        let month = usize::try_from(at).ok().and_then(|at| months.get_mut(at));
        let way = step.direction;
        let way = way.and_then(|way| Direction::ALL.iter().position(|known| *known == way));
        if let (Some((_, counts)), Some(way)) = (month, way)
            && step.ladder == ladder
        {
            counts[way] += 1;
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_days_is_one_of_them() {
        for (days, middle) in [
            (vec![], None),
            (vec![4], Some(4)),
            (vec![9, 1], Some(1)),
            (vec![9, 1, 5], Some(5)),
        ] {
            assert_eq!(median(days), middle);
        }
    }
}
