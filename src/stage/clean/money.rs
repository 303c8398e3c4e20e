//! Amounts in the book's currency: which currency that is, what a bare number means, conversion at the day's rate.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::config::BookPlan;

use super::evidence::ColumnEvidence;

/// The currency of a run.
#[derive(Debug)]
pub(super) struct Money<'a> {
    home: Option<String>,
    bare: Option<String>,
    rates: &'a BTreeMap<String, Vec<(Date, Decimal)>>,
}

impl<'a> Money<'a> {
    /// The book's currency; where the book names none, the currency that most amounts are typed with (of equally many, the
    /// first by code).
    pub(super) fn new(book: &'a BookPlan, scans: &[Vec<ColumnEvidence>]) -> Money<'a> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for (currency, count) in scans
            .iter()
            .flatten()
            .flat_map(|evidence| &evidence.currencies)
        {
            *counts.entry(currency).or_default() += count;
        }
        let typed = counts
            .iter()
            .rev()
            .max_by_key(|(_, count)| **count)
            .map(|(currency, _)| (*currency).to_owned());
        let home = book.currency.clone().or(typed);
        Money {
            bare: book.bare_unit.clone().or_else(|| home.clone()),
            home,
            rates: &book.rates,
        }
    }

    /// The currency of amounts.
    pub(super) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// The currency of a number without one.
    pub(super) fn bare(&self) -> Option<&str> {
        self.bare.as_deref()
    }

    /// An amount in the book's currency, at the rate of the day; `None` where the rate is missing.
    pub(super) fn convert(
        &self,
        value: Decimal,
        currency: Option<&str>,
        day: Date,
    ) -> Option<Decimal> {
        let (Some(home), Some(unit)) = (self.home(), currency.or(self.bare())) else {
            return Some(value);
        };
        if unit == home {
            return Some(value);
        }
        // A toman is ten rial.
        let ten = Decimal::TEN;
        match (unit, home) {
            ("IRT", "IRR") => value.checked_mul(ten),
            ("IRR", "IRT") => value.checked_div(ten),
            _ => value.checked_mul(self.rate(unit, day)?),
        }
        .map(|value| value.normalize())
        .filter(|value| value.abs() < Decimal::from(1_000_000_000_000_000_000_000_u128))
    }

    fn rate(&self, unit: &str, day: Date) -> Option<Decimal> {
        let direct = |unit: &str| {
            let rates = self.rates.get(unit)?;
            let known = rates.partition_point(|(from, _)| *from <= day);
            rates.get(known.checked_sub(1)?).map(|(_, rate)| *rate)
        };
        direct(unit).or_else(|| match unit {
            "IRT" => direct("IRR")?.checked_mul(Decimal::TEN),
            "IRR" => direct("IRT")?.checked_div(Decimal::TEN),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::stage::clean::sheets::plan;

    #[test]
    fn amounts_are_converted_at_the_rate_of_their_day() {
        let mut book = plan().book;
        book.currency = Some("EGP".into());
        let rates = vec![
            (date(2024, 1, 1), Decimal::from(30)),
            (date(2024, 3, 6), Decimal::from(48)),
        ];
        book.rates.insert("USD".into(), rates);
        book.rates
            .insert("IRR".into(), vec![(date(2024, 1, 1), Decimal::new(1, 3))]);
        let money = Money::new(&book, &[]);
        let two = Decimal::from(2);
        for (currency, day, want) in [
            (None, date(2024, 1, 1), Some(Decimal::from(2))),
            (Some("EGP"), date(2024, 1, 1), Some(Decimal::from(2))),
            (Some("USD"), date(2024, 3, 5), Some(Decimal::from(60))),
            (Some("USD"), date(2024, 3, 6), Some(Decimal::from(96))),
            (Some("USD"), date(2023, 12, 31), None),
            (Some("EUR"), date(2024, 1, 1), None),
            (Some("IRT"), date(2024, 1, 1), Some(Decimal::new(2, 2))),
        ] {
            assert_eq!(
                money.convert(two, currency, day),
                want,
                "{currency:?} {day}"
            );
        }
    }

    #[test]
    fn a_toman_is_ten_rial_and_bare_numbers_are_in_the_bare_unit() {
        let mut book = plan().book;
        book.currency = Some("IRR".into());
        book.bare_unit = Some("IRT".into());
        let money = Money::new(&book, &[]);
        let day = date(2024, 1, 1);
        assert_eq!(
            money.convert(Decimal::from(5), None, day),
            Some(Decimal::from(50))
        );
        assert_eq!(
            money.convert(Decimal::from(5), Some("IRR"), day),
            Some(Decimal::from(5))
        );
    }

    #[test]
    fn without_a_currency_in_the_book_the_one_typed_most_is_taken() {
        let book = plan().book;
        let currencies = BTreeMap::from([("EUR", 3), ("EGP", 3), ("USD", 1)]);
        let scan = ColumnEvidence {
            currencies,
            ..ColumnEvidence::default()
        };
        assert_eq!(Money::new(&book, &[vec![scan]]).home(), Some("EGP"));
        assert_eq!(Money::new(&book, &[]).home(), None);
    }
}
