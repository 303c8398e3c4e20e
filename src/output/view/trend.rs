//! The last twelve months of one contact, and what it bought last.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::Field;
use crate::stage::profile::sales::{self, Sale};

use super::View;

/// Months of a trend.
pub(in crate::output) const MONTHS: usize = 12;

/// What a contact spent month by month, the oldest first, in the book's currency.
pub(in crate::output) type Trend = [f64; MONTHS];

/// The day before the first month, then the last day of each: months end on today's day of the month, so that together they are
/// the last 12 months of `spend-12m`.
pub(in crate::output) fn bounds(today: Date) -> [Date; MONTHS + 1] {
    let mut bounds = [today; MONTHS + 1];
    for (at, bound) in bounds.iter_mut().enumerate() {
        *bound = today.saturating_sub(((MONTHS - at) as i64).months());
    }
    bounds
}

impl View<'_> {
    /// The trend of a contact; nothing where it had no sale in these months.
    pub(in crate::output) fn trend(&self, contact: usize) -> Option<Trend> {
        let purchases = self.outcome.tables.purchases.as_ref()?;
        let mut found = Vec::new();
        sales::of_contact(purchases, contact, self.outcome.today, &mut found);
        let bounds = bounds(self.outcome.today);
        let mut sums = [Decimal::ZERO; MONTHS];
        let mut any = false;
        for sale in &found {
            let Some(date) = sale.date.filter(|date| *date > bounds[0]) else {
                continue;
            };
            let month = bounds.iter().skip(1).position(|bound| date <= *bound);
            if let Some(sum) = month.and_then(|month| sums.get_mut(month)) {
                *sum += sale.amount;
                any = true;
            }
        }
        any.then(|| sums.map(|sum| sum.to_f64().unwrap_or_default()))
    }

    /// The products of the last day on which a contact bought; nothing where none is named.
    pub(in crate::output) fn last_products(&self, contact: usize) -> Option<String> {
        let purchases = self.outcome.tables.purchases.as_ref()?;
        let mut found = Vec::new();
        sales::of_contact(purchases, contact, self.outcome.today, &mut found);
        let last = found.iter().rfind(|sale| sale.is_purchase())?.date;
        let mut names: Vec<&str> = Vec::new();
        for sale in found.iter().filter(|sale| sale.date == last) {
            let name = purchases.frame.text(Field::Product, sale.row);
            let is_new = |name: &&str| Sale::is_purchase(sale) && !names.contains(name);
            if let Some(name) = name.filter(is_new) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| names.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_on_the_day_of_today() {
        for (today, shown) in [
            ("2026-05-31", ["2025-05-31", "2025-06-30", "2026-04-30"]),
            ("2024-02-29", ["2023-02-28", "2023-03-29", "2024-01-29"]),
            ("2026-01-01", ["2025-01-01", "2025-02-01", "2025-12-01"]),
        ] {
            let days = bounds(today.parse().unwrap());
            let found = [days[0], days[1], days[11]].map(|day| day.to_string());
            assert_eq!(found, shown, "{today}");
            assert_eq!(days[12].to_string(), today);
        }
    }
}
