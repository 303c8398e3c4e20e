//! Values of conditions by the type of their field.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Asked, Checker, Unit};
use crate::config::condition::{Day, Test};
use crate::config::grammar::{self, Operator, Word};
use crate::config::literal;
use crate::config::names::Class;
use crate::config::problem::Mistake;
use crate::text::fold;

impl Checker<'_, '_, '_> {
    pub(super) fn between(&mut self, field: Asked<'_>, operator: &Operator) -> Option<Test> {
        self.value(operator)?;
        let rest = &self.line.value[operator.span.end..];
        let Some((from, to)) = grammar::pair(rest, "and", operator.span.end) else {
            let word = self.value(operator)?;
            return self.bad_value("rules-value-between", field, &word);
        };
        let as_dates = field.class == Class::Date
            || field.class == Class::Trade
                && (self.day_of(&from.text).is_some() || self.day_of(&to.text).is_some());
        let ordered;
        let test = if as_dates {
            let (first, last) = (self.day(field, &from), self.day(field, &to));
            let (first, last) = (first?, last?);
            ordered = !matches!((first, last), (Day::On(first), Day::On(last)) if first > last);
            Test::DateBetween(first, last)
        } else {
            let (least, most) = (self.number(field, &from), self.number(field, &to));
            let (least, most) = (least?, most?);
            ordered = least <= most;
            Test::NumberBetween(least, most)
        };
        if ordered {
            return Some(test);
        }
        let written = format!("{} and {}", from.text, to.text);
        let swapped = format!("{} and {}", to.text, from.text);
        let spot = self.problems.part(self.line, from.span.start..to.span.end);
        self.problems
            .add(Mistake::new("rules-between-order", &spot, written).meant(&swapped, &*swapped));
        None
    }

    pub(super) fn number(&mut self, field: Asked<'_>, word: &Word) -> Option<Decimal> {
        let read = literal::number(&word.text).or_else(|| match field.unit {
            Unit::Share => literal::share(&word.text),
            Unit::Days => literal::days(&word.text).map(Decimal::from),
            Unit::Years => match literal::duration(&word.text) {
                Some((years, literal::Unit::Years)) => Some(Decimal::from(years)),
                _ => None,
            },
            Unit::Plain => None,
        });
        match read {
            Some(number) => Some(number),
            None => self.bad_value("rules-value-number", field, word),
        }
    }

    /// `20%`, `50`, `20% from 500`: among the highest, and at least so much.
    pub(super) fn top(&mut self, field: Asked<'_>, operator: &Operator) -> Option<Test> {
        let whole = self.value(operator)?;
        let rest = &self.line.value[operator.span.end..];
        let parts = grammar::pair(rest, "from", operator.span.end);
        let (word, least) = match parts {
            Some((word, least)) => (word, Some(self.number(field, &least)?)),
            None => (whole, None),
        };
        if word.text.ends_with(['%', '\u{66a}']) || word.text.ends_with("percent") {
            let percent = self.percent(field, &word)?;
            return Some(Test::TopPercent(percent, least));
        }
        let count = literal::number(&word.text)
            .filter(|count| count.fract().is_zero() && *count > Decimal::ZERO)
            .and_then(|count| u32::try_from(count).ok());
        match count {
            Some(count) => Some(Test::Top(count, least)),
            None => self.bad_value("rules-value-top", field, &word),
        }
    }

    pub(super) fn percent(&mut self, field: Asked<'_>, word: &Word) -> Option<Decimal> {
        match literal::percent(&word.text) {
            Some(percent) if percent > Decimal::ZERO && percent <= Decimal::ONE_HUNDRED => {
                Some(percent)
            }
            _ => self.bad_value("rules-value-percent", field, word),
        }
    }

    pub(super) fn days(&mut self, field: Asked<'_>, operator: &Operator) -> Option<u32> {
        let word = self.value(operator)?;
        match literal::days(&word.text) {
            Some(days) => Some(days),
            None => self.bad_value("rules-value-days", field, &word),
        }
    }

    pub(super) fn day(&mut self, field: Asked<'_>, word: &Word) -> Option<Day> {
        match self.day_of(&word.text) {
            Some(day) => Some(day),
            None => self.bad_value("rules-value-date", field, word),
        }
    }

    pub(super) fn day_of(&self, text: &str) -> Option<Day> {
        if ["today", "сегодня", "اليوم", "امروز"].contains(&&*fold(text)) {
            return Some(Day::Today);
        }
        let date: Option<Date> = literal::date(text, self.names.calendar);
        date.map(Day::On)
    }

    /// All that follows the operator, as one value.
    pub(super) fn value(&mut self, operator: &Operator) -> Option<Word> {
        let rest = &self.line.value[operator.span.end..];
        if let Some(word) = grammar::one_word(rest, operator.span.end) {
            return Some(word);
        }
        let written = self.line.value[operator.span.clone()].to_owned();
        self.refuse("rules-value-missing", &operator.span, |mistake| {
            mistake.arg("operator", written)
        })
    }

    pub(super) fn list(&mut self, operator: &Operator) -> Option<Vec<Word>> {
        let word = self.value(operator)?;
        let rest = &self.line.value[operator.span.end..];
        match grammar::words_of_list(rest, operator.span.end) {
            Some(words) if !words.is_empty() => Some(words),
            _ => {
                let inner = word.text.trim_matches(['[', ']']).to_owned();
                self.refuse("rules-value-list", &word.span, |mistake| {
                    mistake.meant(&format!("[{inner}]"), format!("[{inner}]"))
                })
            }
        }
    }
}
