//! Buying habits: how often somebody buys and what, what is due to be bought again, and what buyers of the same also buy.
//!
//! A day counts as an order here if its sales come to more than zero, so that refunds and gifts make no habit. Fewer than
//! [`LEAST_ORDERS`] of them tell no interval. Nothing here guesses: intervals are medians, pairs are counted (`cross`).

mod cross;
mod of_contact;
mod shelf;
#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

pub use cross::{Cross, LEAST_BOTH, LEAST_CONFIDENCE, LEAST_SUPPORT, MOST_PRODUCTS, Pair};
pub(super) use of_contact::{Habit, of_contact};
pub(super) use shelf::Shelf;

/// Fewer orders than this make no interval: two of them make one gap, which says nothing about what is usual.
pub const LEAST_ORDERS: usize = 3;

/// The middle of some gaps between days, exact: the median of an even number of whole days may end in a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    halves: u32,
}

impl Interval {
    /// The median of the gaps between ascending, distinct days; `None` with fewer than [`LEAST_ORDERS`] days.
    fn of(days: &[Date]) -> Option<Interval> {
        if days.len() < LEAST_ORDERS {
            return None;
        }
        let mut gaps: Vec<u32> = days
            .windows(2)
            .map(|pair| u32::try_from((pair[1] - pair[0]).get_days()).unwrap_or(0))
            .collect();
        gaps.sort_unstable();
        let (low, high) = (gaps[(gaps.len() - 1) / 2], gaps[gaps.len() / 2]);
        Some(Interval { halves: low + high })
    }

    /// In days, to a half.
    pub fn days(self) -> Decimal {
        Decimal::new(i64::from(self.halves) * 5, 1).normalize()
    }

    /// The day so long after another; half a day counts as a whole one.
    fn after(self, day: Date) -> Date {
        day.saturating_add(i64::from(self.halves.div_ceil(2)).days())
    }
}

/// A product that somebody buys again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// Which one.
    product: u32,
    /// How often it is bought.
    pub interval: Interval,
    /// When it is to be expected next: the last order of it, and its interval.
    pub due: Date,
}

/// The habits of all contacts.
#[derive(Debug, Clone, Default)]
pub struct Habits {
    products: Vec<Box<str>>,
    contacts: Vec<Habit>,
    /// Who may be offered what.
    pub cross: Cross,
}

impl Habits {
    pub(super) fn new(shelf: Shelf, contacts: Vec<Habit>) -> Habits {
        let baskets: Vec<&[u32]> = contacts.iter().map(|habit| &*habit.bought).collect();
        let cross = Cross::new(&baskets, shelf.products.len());
        Habits {
            products: shelf.products,
            contacts,
            cross,
        }
    }

    /// The median of the days between a contact's orders; unknown with fewer than [`LEAST_ORDERS`] orders.
    pub fn usual_interval(&self, contact: usize) -> Option<Interval> {
        self.contacts.get(contact)?.interval
    }

    /// The day of the last order and the usual interval; it may be long past.
    pub fn next_purchase_expected(&self, contact: usize) -> Option<Date> {
        let habit = self.contacts.get(contact)?;
        Some(habit.interval?.after(habit.last?))
    }

    /// The product that stands in most of a contact's orders; of equals the one on which more was spent.
    pub fn favourite(&self, contact: usize) -> Option<&str> {
        self.product(self.contacts.get(contact)?.favourite?)
    }

    /// The product on which a contact spent most, refunds taken off; of equals the one in more orders.
    pub fn favourite_by_spend(&self, contact: usize) -> Option<&str> {
        self.product(self.contacts.get(contact)?.favourite_by_spend?)
    }

    /// The products whose own interval has run out, the longest due first, each with its name.
    pub fn same_again(&self, contact: usize) -> impl Iterator<Item = (&str, Again)> {
        let habit = self.contacts.get(contact);
        let again = habit.map_or(&[][..], |habit| &habit.again);
        again
            .iter()
            .filter_map(|again| Some((self.product(again.product)?, *again)))
    }

    /// What may be offered to a contact, the surest first: each product once, with the pair that says it most surely.
    pub fn offers(&self, contact: usize) -> impl Iterator<Item = &Pair> {
        self.cross.offers(contact)
    }

    /// The name of the product that buyers have.
    pub fn bought(&self, pair: &Pair) -> &str {
        self.product(pair.bought).unwrap_or_default()
    }

    /// The name of the product that they lack.
    pub fn offered(&self, pair: &Pair) -> &str {
        self.product(pair.offered).unwrap_or_default()
    }

    /// The names of [`Habits::same_again`], joined by `; `; empty for none.
    pub fn same_again_names(&self, contact: usize) -> String {
        joined(self.same_again(contact).map(|(name, _)| name))
    }

    /// The names of the products of [`Habits::offers`], joined by `; `; empty for none.
    pub fn offer_names(&self, contact: usize) -> String {
        joined(self.offers(contact).map(|pair| self.offered(pair)))
    }

    fn product(&self, product: u32) -> Option<&str> {
        self.products.get(product as usize).map(|name| &**name)
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for name in names {
        if !all.is_empty() {
            all.push_str("; ");
        }
        all.push_str(name);
    }
    all
}
