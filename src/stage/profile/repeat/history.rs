//! What the purchases of one customer come to: how often, how lately, since when, and how much at a time.

use jiff::civil::Date;
use rayon::slice::ParallelSliceMut;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::stage::profile::sales::{self, Sale};

/// When a customer bought, as much as the BG/NBD model needs of it. Orders by frequency, recency, age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct History {
    /// *x*: repeat purchases, which are days with a purchase after the first such day.
    pub frequency: u32,
    /// *t_x*: days from the first purchase to the latest; 0 without a repeat purchase.
    pub recency: u32,
    /// *T*: days from the first purchase to the day of the run; not less than the recency.
    pub age: u32,
}

/// When a customer bought and for how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Buying {
    /// When.
    pub history: History,
    /// What a repeat purchase came to on average, in the book's currency; 0 without a repeat purchase. May be below zero where
    /// refunds are larger than what was bought.
    pub average: f64,
}

/// Counts one contact's sales, sorted by date with those without a date last; `None` if none of them is a purchase.
///
/// The sales of one day are one purchase, if together they come to more than zero. A day that does not is no purchase: what is
/// given back on it is taken from the value of the purchase before. Sales without a date are left out.
pub(in crate::stage::profile) fn buying(sales: &[Sale], today: Date) -> Option<Buying> {
    let mut first: Option<Date> = None;
    let mut last: Option<Date> = None;
    let mut frequency = 0_u32;
    let mut repeated = Decimal::ZERO;
    for day in sales::orders(sales) {
        let Some(date) = day.first().and_then(|sale| sale.date) else {
            continue;
        };
        let amounts = day.iter().map(|sale| sale.amount);
        let net = amounts.fold(Decimal::ZERO, Decimal::saturating_add);
        match first {
            None if net > Decimal::ZERO => (first, last) = (Some(date), Some(date)),
            None => {}
            Some(_) => {
                if net > Decimal::ZERO {
                    frequency += 1;
                    last = Some(date);
                }
                if frequency > 0 {
                    repeated = repeated.saturating_add(net);
                }
            }
        }
    }
    let (first, last) = (first?, last?);
    let days = |to: Date| u32::try_from((to - first).get_days()).unwrap_or(0);
    let average = repeated
        .checked_div(Decimal::from(frequency))
        .and_then(|average| average.to_f64());
    Some(Buying {
        history: History {
            frequency,
            recency: days(last),
            age: days(today.max(last)),
        },
        average: average.unwrap_or(0.0),
    })
}

/// Distinct values in ascending order, each with how often it occurs.
pub fn tally<T: Ord + Send>(mut values: Vec<T>) -> Vec<(T, u32)> {
    values.par_sort_unstable();
    let mut counted: Vec<(T, u32)> = Vec::new();
    for value in values {
        match counted.last_mut() {
            Some((known, count)) if *known == value => *count += 1,
            _ => counted.push((value, 1)),
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sales of one contact from days and amounts, in the order of their days; an empty day is none.
    fn sales(rows: &[(&str, i64)]) -> Vec<Sale> {
        let mut sales: Vec<Sale> = rows
            .iter()
            .enumerate()
            .map(|(row, (day, amount))| Sale {
                row,
                contact: Some(0),
                date: day.parse().ok(),
                amount: Decimal::from(*amount),
            })
            .collect();
        sales.sort_by_key(|sale| (sale.date.is_none(), sale.date));
        sales
    }

    #[test]
    fn days_with_purchases_are_counted() {
        let none: &[(&str, i64)] = &[];
        let today = "2026-03-01".parse().unwrap();
        for (name, rows, known) in [
            ("nothing", none, None),
            ("one sale", &[("2026-01-01", 50)], Some((0, 0, 59, 0.0))),
            (
                "two sales of a day are one",
                &[("2026-01-01", 50), ("2026-02-01", 30), ("2026-02-01", 12)],
                Some((1, 31, 59, 42.0)),
            ),
            (
                "what is given back later lowers the value",
                &[("2026-01-01", 50), ("2026-02-01", 40), ("2026-02-05", -10)],
                Some((1, 31, 59, 30.0)),
            ),
            (
                "what is given back of the first purchase lowers no repeat",
                &[("2026-01-01", 50), ("2026-01-05", -50), ("2026-02-01", 40)],
                Some((1, 31, 59, 40.0)),
            ),
            (
                "a sale taken back on its day is none",
                &[("2026-01-01", 50), ("2026-01-01", -50), ("2026-02-01", 40)],
                Some((0, 0, 28, 0.0)),
            ),
            (
                "a gift is no purchase",
                &[("2026-01-01", 0), ("2026-02-01", 40), ("2026-02-08", 0)],
                Some((0, 0, 28, 0.0)),
            ),
            (
                "only refunds",
                &[("2026-01-01", -5), ("2026-02-01", -40)],
                None,
            ),
            (
                "refunds beyond all repeats",
                &[("2026-01-01", 50), ("2026-02-01", 40), ("2026-02-05", -60)],
                Some((1, 31, 59, -20.0)),
            ),
            (
                "sales without a day",
                &[("", 70), ("2026-02-01", 40), ("", -3)],
                Some((0, 0, 28, 0.0)),
            ),
            ("today", &[("2026-03-01", 40)], Some((0, 0, 0, 0.0))),
        ] {
            let found = buying(&sales(rows), today).map(|found| {
                let History {
                    frequency,
                    recency,
                    age,
                } = found.history;
                (frequency, recency, age, found.average)
            });
            assert_eq!(found, known, "{name}");
        }
    }

    fn any_sales() -> impl Strategy<Value = Vec<Sale>> {
        let day = prop::option::of((-9000_i16..9999, 1_i8..13, 1_i8..29));
        let amount = (any::<i128>(), 0_u32..29)
            .prop_map(|(number, scale)| Decimal::from_i128_with_scale(number >> 33, scale));
        prop::collection::vec((day, amount), 0..20).prop_map(|rows| {
            let mut sales: Vec<Sale> = rows
                .into_iter()
                .enumerate()
                .map(|(row, (day, amount))| Sale {
                    row,
                    contact: Some(0),
                    date: day.map(|(year, month, day)| jiff::civil::date(year, month, day)),
                    amount,
                })
                .collect();
            sales.sort_by_key(|sale| (sale.date.is_none(), sale.date));
            sales
        })
    }

    proptest! {
        #[test]
        fn any_days_and_amounts_are_counted(sales in any_sales()) {
            let today = jiff::civil::date(2026, 3, 1);
            if let Some(Buying { history, average }) = buying(&sales, today) {
                prop_assert!(history.recency <= history.age);
                prop_assert!(history.frequency <= history.recency);
                prop_assert!(average.is_finite());
                prop_assert_eq!(history.frequency == 0, history.recency == 0);
            }
        }

        #[test]
        fn distinct_values_are_counted(values in prop::collection::vec(0_u32..9, 0..40)) {
            let counted = tally(values.clone());
            prop_assert!(counted.is_sorted_by(|a, b| a.0 < b.0));
            for (value, count) in &counted {
                let found = values.iter().filter(|one| *one == value).count();
                prop_assert_eq!(found as u32, *count);
            }
            let sum: u32 = counted.iter().map(|(_, count)| count).sum();
            prop_assert_eq!(sum as usize, values.len());
        }
    }
}
