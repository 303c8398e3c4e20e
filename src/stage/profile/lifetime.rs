//! Lifetime value (PRACTICE 5.3): average purchase × purchases per year × retention in years − acquisition cost.
//!
//! How years are counted: a customer's years run from the first to the last purchase and are at least one, so that a customer
//! with one purchase counts as one year.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The mean length of a year of the Gregorian calendar: 365.2425 days.
const YEAR_DAYS: Decimal = Decimal::from_parts(3_652_425, 0, 0, false, 4);

/// What one contact has bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct History {
    /// Sum of counted sales in the book's currency.
    pub(crate) spend: Decimal,
    /// Number of orders.
    pub(crate) orders: u32,
    /// First purchase.
    pub(crate) first: Option<Date>,
    /// Latest purchase.
    pub(crate) last: Option<Date>,
}

/// What is the same for all contacts of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Basis {
    /// Average retention of all customers in years: the mean of [`years`].
    pub(crate) retention_years: Decimal,
    /// What it cost to win a customer, on average over all time; `None` where no costs are known.
    pub(crate) acquisition_cost: Option<Decimal>,
}

/// The years for which somebody has been a customer: from first to last purchase, at least one.
pub(crate) fn years(first: Option<Date>, last: Option<Date>) -> Decimal {
    let days = match (first, last) {
        (Some(first), Some(last)) => first.duration_until(last).as_hours() / 24,
        _ => 0,
    };
    (Decimal::from(days) / YEAR_DAYS).max(Decimal::ONE)
}

/// The lifetime value of one contact, not rounded, in the book's currency. The retention is the average of all customers, or the
/// contact's own where that is longer already. `None` without orders, or where no costs are known.
pub(crate) fn lifetime_value(history: &History, basis: &Basis) -> Option<Decimal> {
    let orders = Decimal::from(history.orders);
    let own_years = years(history.first, history.last);
    let average = history.spend.checked_div(orders)?;
    let per_year = orders.checked_div(own_years)?;
    average
        .checked_mul(per_year)?
        .checked_mul(basis.retention_years.max(own_years))?
        .checked_sub(basis.acquisition_cost?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn one_purchase_counts_as_one_year() {
        assert_eq!(years(day("2026-01-05"), day("2026-01-05")), Decimal::ONE);
        assert_eq!(years(None, None), Decimal::ONE);
        assert_eq!(
            years(day("2020-01-01"), day("2024-01-01")).round_dp(3),
            Decimal::new(4000, 3)
        );
    }

    #[test]
    fn lifetime_value_follows_the_formula() {
        let history = History {
            spend: Decimal::from(300),
            orders: 3,
            first: day("2026-01-01"),
            last: day("2026-06-01"),
        };
        let basis = |cost: Option<i64>| Basis {
            retention_years: Decimal::from(2),
            acquisition_cost: cost.map(Decimal::from),
        };
        assert_eq!(
            lifetime_value(&history, &basis(Some(50))),
            Some(Decimal::from(550))
        );
        assert_eq!(lifetime_value(&history, &basis(None)), None);
        let never = History {
            orders: 0,
            ..history
        };
        assert_eq!(lifetime_value(&never, &basis(Some(50))), None);
    }
}
