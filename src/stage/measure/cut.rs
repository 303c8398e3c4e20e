//! Cuts of the whole by source, owner, campaign and product: spellings become small numbers once, counts lie in arrays.

use std::collections::HashMap;

use crate::text::fold;

use super::periods::{Periods, Slots};
use super::tally::Cell;

/// Keys of a cut that are shown one by one; the rest stand together.
const MOST_KEYS: usize = 200;
/// The key of the rest.
const OTHER: &str = "(other)";

/// What the whole is cut by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dimension {
    /// The contact's source.
    Source,
    /// The sale's owner, else the contact's; for counts of contacts the contact's.
    Owner,
    /// The sale's or the cost's campaign; for customers that of their first purchase.
    Campaign,
    /// The product.
    Product,
    /// Sales of which nobody knows the contact.
    UnknownContact,
}

impl Dimension {
    /// The code in twins.
    pub(super) fn code(self) -> &'static str {
        match self {
            Dimension::Source => "source",
            Dimension::Owner => "owner",
            Dimension::Campaign => "campaign",
            Dimension::Product => "product",
            Dimension::UnknownContact => "unknown-contact",
        }
    }
}

/// Numbers for keys as typed: spellings that fold alike are one key. 0 stands for none.
#[derive(Debug, Default)]
pub(super) struct Keys {
    by_spelling: HashMap<String, u32>,
    by_fold: HashMap<String, u32>,
    spellings: Vec<Spelling>,
}

/// One way in which a key is written.
#[derive(Debug)]
struct Spelling {
    shown: String,
    count: u64,
    key: u32,
}

impl Keys {
    /// The number of a key. `shown` gives the form to show, such as the name of the person whom an alias means.
    pub(super) fn number(&mut self, typed: Option<&str>, shown: &dyn Fn(&str) -> String) -> u32 {
        let Some(typed) = typed else {
            return 0;
        };
        let known = self.by_spelling.get(typed).copied();
        let at = known.unwrap_or_else(|| self.learn(typed, shown(typed)));
        self.spellings.get_mut(at as usize).map_or(0, |spelling| {
            spelling.count += 1;
            spelling.key
        })
    }

    fn learn(&mut self, typed: &str, shown: String) -> u32 {
        let next = self.by_fold.len() as u32 + 1;
        let folded = fold(&shown);
        let key = if folded.is_empty() {
            0
        } else {
            *self.by_fold.entry(folded).or_insert(next)
        };
        let at = self.spellings.len() as u32;
        self.by_spelling.insert(typed.to_owned(), at);
        self.spellings.push(Spelling {
            shown,
            count: 0,
            key,
        });
        at
    }

    /// The cut that these keys make.
    pub(super) fn into_cut(self) -> Cut {
        // Of each key: how often it occurs, and its most frequent spelling (of equally frequent ones the first by letters).
        let mut keys = vec![(0_u64, 0_u64, String::new()); self.by_fold.len() + 1];
        for spelling in self.spellings {
            let Some((total, best, shown)) = keys.get_mut(spelling.key as usize) else {
                continue;
            };
            *total += spelling.count;
            if (spelling.count, shown.as_str()) > (*best, spelling.shown.as_str()) || *best == 0 {
                *best = spelling.count;
                *shown = spelling.shown;
            }
        }
        let mut by_frequency: Vec<usize> = (1..keys.len()).collect();
        by_frequency.sort_by(|a, b| (keys[*b].0, &keys[*a].2).cmp(&(keys[*a].0, &keys[*b].2)));
        let rest = by_frequency.split_off(by_frequency.len().min(MOST_KEYS));
        by_frequency.sort_by(|a, b| keys[*a].2.cmp(&keys[*b].2));
        let mut slots = vec![0; keys.len()];
        let mut labels = vec![None];
        for key in by_frequency {
            slots[key] = labels.len() as u16;
            labels.push(Some(std::mem::take(&mut keys[key].2)));
        }
        if !rest.is_empty() {
            for key in rest {
                slots[key] = labels.len() as u16;
            }
            labels.push(Some(OTHER.to_owned()));
        }
        Cut::new(slots, labels)
    }
}

/// The counts of one dimension for all time, the last 12 months and years.
#[derive(Debug)]
pub(super) struct Cut {
    /// Slot of each key's number.
    slots: Vec<u16>,
    /// Key of each slot; the first has none.
    labels: Vec<Option<String>>,
    cells: Vec<Cell>,
}

impl Cut {
    fn new(slots: Vec<u16>, labels: Vec<Option<String>>) -> Cut {
        let cells = vec![Cell::default(); labels.len() * Periods::LONG];
        Cut {
            slots,
            labels,
            cells,
        }
    }

    /// Changes the counts of a key in the periods of a day.
    pub(super) fn add(&mut self, number: u32, periods: &Slots, change: impl Fn(&mut Cell)) {
        let slot = self.slots.get(number as usize).copied().unwrap_or(0);
        for period in periods.iter().flatten() {
            let at = usize::from(*period) * self.labels.len() + usize::from(slot);
            if usize::from(*period) < Periods::LONG
                && let Some(cell) = self.cells.get_mut(at)
            {
                change(cell);
            }
        }
    }

    /// Keys and counts of a period: by key, what has no key last. Nothing where there are no keys, or for a short period.
    pub(super) fn cells(&self, period: usize) -> impl Iterator<Item = (Option<&str>, &Cell)> {
        let count = self.labels.len();
        let shown = if count > 1 && period < Periods::LONG {
            count
        } else {
            0
        };
        let order = (1..shown).chain((shown > 0).then_some(0));
        order.filter_map(move |slot| {
            let cell = self.cells.get(period * count + slot)?;
            Some((self.labels.get(slot)?.as_deref(), cell))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_key_stand_together_under_the_most_frequent() {
        let mut keys = Keys::default();
        let shown = |typed: &str| typed.to_owned();
        let numbers: Vec<u32> = ["fair", "Web", "web", "web", "", "Fair", "fair"]
            .iter()
            .map(|typed| keys.number(Some(typed), &shown))
            .collect();
        assert_eq!(numbers, [1, 2, 2, 2, 0, 1, 1]);
        assert_eq!(keys.number(None, &shown), 0);
        let mut cut = keys.into_cut();
        let periods = [Some(0), None, None, None, None];
        for number in [1, 2, 0] {
            cut.add(number, &periods, |cell| cell.added += u64::from(number));
        }
        let cells: Vec<_> = cut.cells(0).map(|(key, cell)| (key, cell.added)).collect();
        assert_eq!(cells, [(Some("fair"), 1), (Some("web"), 2), (None, 0)]);
        assert_eq!(cut.cells(Periods::LONG).count(), 0);
    }

    #[test]
    fn rare_keys_beyond_the_limit_stand_together() {
        let mut keys = Keys::default();
        for key in 0..MOST_KEYS + 5 {
            for _ in 0..=usize::from(key < 3) {
                keys.number(Some(&format!("k{key:04}")), &|typed| typed.to_owned());
            }
        }
        let mut cut = keys.into_cut();
        let periods = [Some(0), None, None, None, None];
        for number in 1..=(MOST_KEYS + 5) as u32 {
            cut.add(number, &periods, |cell| cell.added += 1);
        }
        let cells: Vec<_> = cut.cells(0).collect();
        assert_eq!(cells.len(), MOST_KEYS + 2);
        let (key, other) = cells[MOST_KEYS];
        assert_eq!((key, other.added), (Some(OTHER), 5));
    }
}
