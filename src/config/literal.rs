//! Values as people write them in rules: numbers, shares, days, dates, yes and no; digits of every script.

use jiff::civil::Date;
use rust_decimal::Decimal;
use winnow::Parser;
use winnow::combinator::{alt, opt, repeat, separated_pair};
use winnow::error::EmptyError;
use winnow::token::{one_of, take_while};

use crate::calendar;
use crate::model::{Calendar, PartialDate};
use crate::text::{fold, fold_digits};

/// The longest duration: about a thousand years.
pub(super) const MOST_DAYS: u32 = 365_000;

type Result<T> = std::result::Result<T, EmptyError>;

/// A number: `1000`, `1,000`, `1 000.50`, `٤٫٥`. A single comma is a decimal one unless three digits follow it.
pub(crate) fn number(text: &str) -> Option<Decimal> {
    let text = fold_digits(text.trim());
    let negative = text.starts_with(['-', '\u{2212}']);
    let digits = text.trim_start_matches(['-', '\u{2212}', '+']).trim_start();
    let mut plain = String::with_capacity(digits.len() + 1);
    let mut point = false;
    let commas = digits.matches(',').count();
    for (at, c) in digits.char_indices() {
        let after = &digits[at + c.len_utf8()..];
        let group = after.bytes().take_while(u8::is_ascii_digit).count() == 3 && !point;
        match c {
            '0'..='9' => plain.push(c),
            '.' | '\u{66b}' if !point => {
                plain.push('.');
                point = true;
            }
            ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{66c}' | '\'' | '_'
                if group && !plain.is_empty() => {}
            ',' if commas == 1 && !point => {
                plain.push('.');
                point = true;
            }
            _ => return None,
        }
    }
    if !plain.starts_with(|c: char| c.is_ascii_digit()) || plain.ends_with('.') {
        return None;
    }
    let number: Decimal = plain.parse().ok()?;
    Some(if negative { -number } else { number })
}

/// The number before a per cent sign: `20%`, `20 %`, `٢٠٪`, `20 percent`.
pub(super) fn percent(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let before = text
        .strip_suffix(['%', '\u{66a}'])
        .or_else(|| text.strip_suffix("percent"))?;
    number(before)
}

/// A percentage as a share: `80%` is 0.8.
pub(super) fn share(text: &str) -> Option<Decimal> {
    Some(percent(text)? / Decimal::ONE_HUNDRED)
}

/// How many days of a unit: a month is a twelfth of 365 days, a year 365.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

/// A duration in days: `30 days`, `2 weeks`, `6 months` (183 days), `1 year`.
pub(super) fn days(text: &str) -> Option<u32> {
    let (count, unit) = duration(text)?;
    let days = match unit {
        Unit::Days => count,
        Unit::Weeks => count.checked_mul(7)?,
        Unit::Months => count.checked_mul(365)?.checked_add(6)? / 12,
        Unit::Years => count.checked_mul(365)?,
    };
    (days <= MOST_DAYS).then_some(days)
}

/// A whole number and a unit of time, in the languages of the program: `30 days`, `12 месяцев`, `۶ ماه`.
pub(super) fn duration(text: &str) -> Option<(u32, Unit)> {
    let folded = fold(text);
    let end = folded.find(|c: char| !c.is_ascii_digit())?;
    let (count, word) = folded.split_at(end);
    let word = word.trim_start();
    let named = |(words, _): &&(&str, Unit)| words.split(' ').any(|known| fold(known) == word);
    let (_, unit) = UNITS.iter().find(named)?;
    let is_short = (1..=9).contains(&count.len());
    Some((count.parse().ok().filter(|_| is_short)?, *unit))
}

const UNITS: [(&str, Unit); 4] = [
    ("day days день дня дней يوم يوما يومًا أيام روز", Unit::Days),
    (
        "week weeks неделя недели недель неделю أسبوع أسبوعا أسابيع هفته",
        Unit::Weeks,
    ),
    (
        "month months месяц месяца месяцев мес мес. شهر شهرا شهرًا أشهر شهور ماه",
        Unit::Months,
    ),
    (
        "year years год года лет سنة سنوات عام عاما أعوام سال",
        Unit::Years,
    ),
];

/// A whole date: `2026-05-01`, `1.5.2026`, `01/05/2026` (day first), in the book's calendar where the year belongs to it.
pub(crate) fn date(text: &str, calendar: Calendar) -> Option<Date> {
    let date = partial_date(text, calendar)?;
    calendar::to_civil(date)
}

/// A date that may lack its year (`05-01`, `--05-01`, `1.5.`): a day of every year.
pub(crate) fn partial_date(text: &str, calendar: Calendar) -> Option<PartialDate> {
    let folded = fold_digits(text.trim());
    let (year, month, day) = alt((iso, day_first, yearly, yearly_day_first))
        .parse(&*folded)
        .ok()?;
    let calendar = match year {
        // The Persian and the lunar calendar are some six centuries behind the civil one.
        Some(year) if year >= 1700 => Calendar::Gregorian,
        _ => calendar,
    };
    let date = PartialDate {
        year,
        month: Some(month),
        day: Some(day),
        calendar,
    };
    let exists = match year {
        Some(_) => calendar::to_civil(date).is_some(),
        None => (1..=12).contains(&month) && (1..=31).contains(&day),
    };
    exists.then_some(date)
}

type Parts = (Option<i16>, u8, u8);

fn year(input: &mut &str) -> Result<i16> {
    take_while(4..=4, |c: char| c.is_ascii_digit())
        .parse_to()
        .parse_next(input)
}

fn one_or_two(input: &mut &str) -> Result<u8> {
    take_while(1..=2, |c: char| c.is_ascii_digit())
        .parse_to()
        .parse_next(input)
}

fn iso(input: &mut &str) -> Result<Parts> {
    (
        year,
        one_of(['-', '/', '.']),
        one_or_two,
        one_of(['-', '/', '.']),
        one_or_two,
    )
        .map(|(year, _, month, _, day)| (Some(year), month, day))
        .parse_next(input)
}

fn day_first(input: &mut &str) -> Result<Parts> {
    (
        one_or_two,
        one_of(['.', '/']),
        one_or_two,
        one_of(['.', '/']),
        year,
    )
        .map(|(day, _, month, _, year)| (Some(year), month, day))
        .parse_next(input)
}

fn yearly(input: &mut &str) -> Result<Parts> {
    let dashes = repeat::<_, _, (), _, _>(0..=2, '-');
    (dashes, separated_pair(one_or_two, '-', one_or_two))
        .map(|((), (month, day))| (None, month, day))
        .parse_next(input)
}

fn yearly_day_first(input: &mut &str) -> Result<Parts> {
    (one_or_two, '.', one_or_two, opt('.'))
        .map(|(day, _, month, _)| (None, month, day))
        .parse_next(input)
}

/// Yes or no in the languages of the program.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "true" | "да" | "نعم" | "بله" | "بلی" => Some(true),
        "no" | "false" | "нет" | "لا" | "خیر" | "نه" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("1000", Some("1000")),
            ("1,000", Some("1000")),
            ("1,000,000.50", Some("1000000.50")),
            ("1 000,5", Some("1000.5")),
            ("1200,50", Some("1200.50")),
            ("-3.5", Some("-3.5")),
            ("٤٬٣١٠٫٥", Some("4310.5")),
            ("۱۲", Some("12")),
            ("0.25", Some("0.25")),
            ("", None),
            ("twelve", None),
            ("1000 EUR", None),
            ("1.2.3", None),
            ("1,00,0", None),
            (".", None),
            ("5.", None),
        ] {
            let expected = value.map(|value| value.parse().unwrap());
            assert_eq!(number(text), expected, "{text}");
        }
        assert_eq!(percent("٢٠٪"), Some(Decimal::from(20)));
        assert_eq!(share("80 %"), Some("0.8".parse().unwrap()));
        assert_eq!(percent("20"), None);
    }

    #[test]
    fn durations_become_days() {
        for (text, expected) in [
            ("30 days", Some(30)),
            ("1 day", Some(1)),
            ("2 Weeks", Some(14)),
            ("1 month", Some(30)),
            ("3 months", Some(91)),
            ("6 months", Some(183)),
            ("12 months", Some(365)),
            ("2 years", Some(730)),
            ("٣٠ days", Some(30)),
            ("30days", Some(30)),
            ("12 месяцев", Some(365)),
            ("۶ ماه", Some(183)),
            ("3 أشهر", Some(91)),
            ("2 недели", Some(14)),
            ("30", None),
            ("days", None),
            ("1.5 days", None),
            ("999999999 years", None),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_iso_or_day_first_and_in_the_books_calendar() {
        let civil = |text: &str| Some(text.parse::<Date>().unwrap());
        for (text, calendar, expected) in [
            ("2026-05-01", Calendar::Gregorian, civil("2026-05-01")),
            ("1.5.2026", Calendar::Gregorian, civil("2026-05-01")),
            ("31/12/2025", Calendar::Gregorian, civil("2025-12-31")),
            ("1404-01-01", Calendar::Persian, civil("2025-03-21")),
            ("۱۴۰۴/۰۱/۰۱", Calendar::Persian, civil("2025-03-21")),
            ("2026-05-01", Calendar::Persian, civil("2026-05-01")),
            ("2026-02-30", Calendar::Gregorian, None),
            ("05-01", Calendar::Gregorian, None),
            ("tomorrow", Calendar::Gregorian, None),
        ] {
            assert_eq!(date(text, calendar), expected, "{text}");
        }
        let yearly = |text| partial_date(text, Calendar::Gregorian).map(|date| date.iso());
        assert_eq!(yearly("12-31"), Some("--12-31".to_owned()));
        assert_eq!(yearly("--12-31"), Some("--12-31".to_owned()));
        assert_eq!(yearly("31.12."), Some("--12-31".to_owned()));
        assert_eq!(yearly("31-12"), None);
    }
}
