//! Dates as people type them, in three calendars and four languages, whole or in part.
//!
//! A date is kept in the calendar in which it was typed. Whether `03/04/2025` begins with the day is decided by hints, which
//! the whole column gives ([`order_evidence`]); a single cell is never guessed against its column.

mod months;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

use jiff::civil::Date;

use crate::model::{Calendar, PartialDate};
use crate::text::{digit_value, fold};

use super::{from_civil, from_serial, to_civil};
use tokens::{Number, Tokens};

/// Which comes first in a numeric date whose year stands last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum DateOrder {
    /// Not known: taken as the day first.
    #[default]
    Unknown,
    /// `31/12/2025`
    DayFirst,
    /// `12/31/2025`
    MonthFirst,
}

impl DateOrder {
    /// The code kept in the journal: `day-first`, `month-first` or empty.
    pub fn code(self) -> &'static str {
        match self {
            DateOrder::Unknown => "",
            DateOrder::DayFirst => "day-first",
            DateOrder::MonthFirst => "month-first",
        }
    }

    /// The order of a code.
    pub fn from_code(code: &str) -> DateOrder {
        match code {
            "day-first" => DateOrder::DayFirst,
            "month-first" => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }
}

/// What is known of a column of dates.
#[derive(Debug, Clone, Copy)]
pub struct DateHints {
    /// The order of day and month.
    pub order: DateOrder,
    /// The calendar of dates without a four-digit year.
    pub calendar: Calendar,
    /// The calendar of years from 1200 to 1450; [`Calendar::Gregorian`] where there is no evidence for either of the others.
    pub old_years: Calendar,
    /// Whether only the language of the table says so.
    pub old_years_assumed: bool,
    /// Two-digit years are taken near this day.
    pub today: Date,
    /// Whether dates after today are out of the question (birthdays): it decides the century of two-digit years.
    pub past_only: bool,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateProblem {
    /// It stands for no date: blank, or an empty date of an export such as `0/0/00`.
    Empty,
    /// It is something else.
    NotADate,
    /// The month has fewer days, this many: 31 February, 30 Esfand 1404.
    NoSuchDay(u8),
    /// There is no such month; with the date that day and month make the other way round: 2024-13-05.
    NoSuchMonth(Option<PartialDate>),
    /// No calendar in use counts such a year, or the serial of a spreadsheet stands for no day.
    Impossible,
    /// A year from 1200 to 1450 without a sign of which calendar it belongs to.
    UnclearCalendar,
}

/// What a text says about the order of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateEvidence {
    /// The order that alone makes a date of it.
    pub order: Option<DateOrder>,
    /// Both orders would make a date, and not the same one.
    pub ambiguous: bool,
    /// It has a year from 1200 to 1450.
    pub old_year: bool,
    /// It has a year from 1700 to 2300.
    pub new_year: bool,
}

/// Reads a date.
pub fn parse_date(text: &str, hints: DateHints) -> Result<PartialDate, DateProblem> {
    parse_typed_date(text, hints).map(|(date, _)| date)
}

/// Reads a date, and whether it was typed as not exact: `около 1980`, `~1980`, `1980?`, `1980s`.
pub fn parse_typed_date(text: &str, hints: DateHints) -> Result<(PartialDate, bool), DateProblem> {
    let tokens = Tokens::read(text).ok_or(DateProblem::NotADate)?;
    read_tokens(&tokens, text, hints).map(|date| (date, tokens.about))
}

/// The misspelt month of a text that would be a date without that slip: where it stands, and the folded name that is meant.
pub fn misspelt_month(text: &str, hints: DateHints) -> Option<(Range<usize>, &'static str)> {
    if text.len() > tokens::LONGEST || !text.contains(|c: char| digit_value(c).is_some()) {
        return None;
    }
    let mut words = text
        .split(|c: char| !(c.is_alphabetic() || tokens::is_mark(c)))
        .filter(|word| !word.is_empty())
        .filter_map(|word| Some((word, months::misspelt(&fold(word))?)));
    let (word, name) = words.next().filter(|_| words.next().is_none())?;
    let start = text.find(word)?;
    let range = start..start + word.len();
    let mended = format!(
        "{}{name}{}",
        text.get(..range.start)?,
        text.get(range.end..)?
    );
    parse_date(&mended, hints).ok().map(|_| (range, name))
}

fn read_tokens(tokens: &Tokens, text: &str, hints: DateHints) -> Result<PartialDate, DateProblem> {
    let numbers = tokens.numbers();
    if numbers.is_empty() && tokens.month.is_none() {
        return Err(if text.chars().any(char::is_alphanumeric) {
            DateProblem::NotADate
        } else {
            DateProblem::Empty
        });
    }
    let hints = tokens.refine(hints);
    let parts = match tokens.month {
        Some((calendar, month)) => named(numbers, calendar, month, hints),
        None if numbers.iter().all(|number| number.value == 0) => Err(DateProblem::Empty),
        None => match numbers {
            [one] => single(*one, hints),
            [a, b] => pair(*a, *b, tokens, hints),
            [a, b, c] => triple([*a, *b, *c], tokens, hints),
            _ => Err(DateProblem::NotADate),
        },
    }?;
    existing(parts)
}

/// Reads a number that stands in a column of dates: a serial without a date format, `yyyymmdd`, or a year.
pub fn parse_date_number(number: f64, hints: DateHints) -> Result<PartialDate, DateProblem> {
    if number == 0.0 {
        return Err(DateProblem::Empty);
    }
    if !(1.0..1e8).contains(&number) {
        return Err(DateProblem::NotADate);
    }
    if (10_000.0..100_000.0).contains(&number) {
        return from_serial(number)
            .map(PartialDate::from_civil)
            .ok_or(DateProblem::Impossible);
    }
    if number.fract() != 0.0 {
        return Err(DateProblem::NotADate);
    }
    parse_date(&(number as u32).to_string(), hints)
}

/// What a text says about the order of day and month, and about calendars.
pub fn order_evidence(text: &str) -> DateEvidence {
    let mut evidence = DateEvidence::default();
    let Some(tokens) = Tokens::read(text) else {
        return evidence;
    };
    for number in tokens.numbers() {
        let year = if number.length == 8 {
            number.value / 10_000
        } else {
            number.value
        };
        evidence.old_year |= number.length != 2 && is_old(year);
        evidence.new_year |= number.length != 2 && (1700..=2300).contains(&year);
    }
    let (a, b) = match tokens.numbers() {
        [a, b, c]
            if tokens.month.is_none()
                && a.length <= 2
                && b.length <= 2
                && (c.length >= 3 || c.value > 31 || a.value <= 31) =>
        {
            (a.value, b.value)
        }
        [a, b]
            if tokens.month.is_none()
                && a.length <= 2
                && b.length <= 2
                && !tokens.leading_dashes
                && b.value <= 31 =>
        {
            (a.value, b.value)
        }
        _ => return evidence,
    };
    evidence.order = match (a, b) {
        (13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        // Nobody writes the month before the day with points between them.
        (1..=12, 1..=12) if tokens.dotted => Some(DateOrder::DayFirst),
        (1..=12, 1..=12) => {
            evidence.ambiguous = a != b;
            None
        }
        _ => None,
    };
    evidence
}

fn is_old(year: u32) -> bool {
    (1200..=1450).contains(&year)
}

/// The parts of a date with the calendar they belong to, not yet checked.
#[derive(Clone, Copy)]
struct Parts {
    year: Option<u32>,
    month: u32,
    day: u32,
    calendar: Calendar,
}

/// A date with a month by name.
fn named(
    numbers: &[Number],
    calendar: Calendar,
    month: u8,
    hints: DateHints,
) -> Result<Parts, DateProblem> {
    let (year, day) = match numbers {
        [one] if one.is_year() || one.apostrophe => (Some(*one), 0),
        [one] => (None, one.value),
        // `35 May 1980` has a day that does not exist, and no year 35.
        [a, b] if a.is_year() && (a.length >= 3 || b.length <= 2) => (Some(*a), b.value),
        [a, b] => (Some(*b), a.value),
        _ => return Err(DateProblem::NotADate),
    };
    let year = year
        .map(|year| year_in(year, calendar, hints))
        .transpose()?;
    Ok(Parts {
        year,
        month: u32::from(month),
        day,
        calendar,
    })
}

/// A year beside the name of a month.
fn year_in(year: Number, calendar: Calendar, hints: DateHints) -> Result<u32, DateProblem> {
    if year.length <= 2 {
        return Ok(century(year.value, calendar, hints));
    }
    match calendar {
        Calendar::Gregorian if is_old(year.value) => Err(DateProblem::UnclearCalendar),
        Calendar::Persian | Calendar::Hijri if !is_old(year.value) => Err(DateProblem::Impossible),
        _ => Ok(year.value),
    }
}

/// One number: `20250501`, `01052025`, `202505`, a year, or a serial.
fn single(number: Number, hints: DateHints) -> Result<Parts, DateProblem> {
    let value = number.value;
    match number.length {
        4 => {
            let calendar = calendar_of(value, hints)?;
            Ok(Parts {
                year: Some(value),
                month: 0,
                day: 0,
                calendar,
            })
        }
        5 => {
            let date = from_serial(f64::from(value)).filter(|_| (10_000..80_000).contains(&value));
            date.map(whole).ok_or(DateProblem::NotADate)
        }
        6 if (1..=12).contains(&(value % 100)) => {
            let year = value / 100;
            let calendar = calendar_of(year, hints).map_err(|_| DateProblem::NotADate)?;
            Ok(Parts {
                year: Some(year),
                month: value % 100,
                day: 0,
                calendar,
            })
        }
        8 => {
            let year = value / 10_000;
            if let Ok(calendar) = calendar_of(year, hints) {
                return Ok(Parts {
                    year: Some(year),
                    month: value / 100 % 100,
                    day: value % 100,
                    calendar,
                });
            }
            let calendar = calendar_of(value % 10_000, hints)?;
            let (month, day) = day_and_month(value / 1_000_000, value / 10_000 % 100, hints.order)?;
            Ok(Parts {
                year: Some(value % 10_000),
                month,
                day,
                calendar,
            })
        }
        _ => Err(DateProblem::NotADate),
    }
}

/// Two numbers: month and year, or day and month.
fn pair(a: Number, b: Number, tokens: &Tokens, hints: DateHints) -> Result<Parts, DateProblem> {
    let month_of = |year: u32, month: u32| -> Result<Parts, DateProblem> {
        Ok(Parts {
            year: Some(year),
            month,
            day: 0,
            calendar: calendar_of(year, hints)?,
        })
    };
    if a.length >= 3 {
        return month_of(a.value, b.value);
    }
    if b.length >= 3 {
        return month_of(b.value, a.value);
    }
    if tokens.leading_dashes {
        // `--02-29` (ISO 8601:2000; vCard and Google Contacts write it for a birthday without a year).
        return Ok(Parts {
            year: None,
            month: a.value,
            day: b.value,
            calendar: Calendar::Gregorian,
        });
    }
    if b.value > 31 {
        return Ok(Parts {
            year: Some(century(b.value, hints.calendar, hints)),
            month: a.value,
            day: 0,
            calendar: hints.calendar,
        });
    }
    // In Iran the month stands before the day, as in whole dates.
    let order = if hints.calendar == Calendar::Persian && hints.order == DateOrder::Unknown {
        DateOrder::MonthFirst
    } else {
        hints.order
    };
    let (month, day) = day_and_month(a.value, b.value, order)?;
    Ok(Parts {
        year: None,
        month,
        day,
        calendar: hints.calendar,
    })
}

fn triple(numbers: [Number; 3], tokens: &Tokens, hints: DateHints) -> Result<Parts, DateProblem> {
    let [a, b, c] = numbers;
    if b.length >= 3 || (a.length >= 3 && c.length >= 3) {
        return Err(DateProblem::NotADate);
    }
    let year_first = a.length >= 3
        || (c.length <= 2
            && (a.value > 31 || (hints.calendar == Calendar::Persian && c.value <= 31)));
    let typed = if year_first { a } else { c };
    let (year, calendar) = if typed.length >= 3 {
        match typed.value {
            // Outlook and Apple write 1604 for "no year".
            0 | 1604 => (None, hints.calendar),
            year => (Some(year), calendar_of(year, hints)?),
        }
    } else {
        (
            Some(century(typed.value, hints.calendar, hints)),
            hints.calendar,
        )
    };
    let (month, day) = if year_first {
        (b.value, c.value)
    } else {
        let order = if tokens.dotted && hints.order == DateOrder::Unknown {
            DateOrder::DayFirst
        } else {
            hints.order
        };
        day_and_month(a.value, b.value, order)?
    };
    Ok(Parts {
        year,
        month,
        day,
        calendar,
    })
}

/// Tells day from month: a part above 12 decides, else the order. The answer is (month, day).
fn day_and_month(a: u32, b: u32, order: DateOrder) -> Result<(u32, u32), DateProblem> {
    match (a > 12, b > 12) {
        (true, true) => Err(DateProblem::NoSuchMonth(None)),
        (false, true) => Ok((a, b)),
        (false, false) if order == DateOrder::MonthFirst => Ok((a, b)),
        (_, false) => Ok((b, a)),
    }
}

/// The calendar of a year of four digits.
fn calendar_of(year: u32, hints: DateHints) -> Result<Calendar, DateProblem> {
    match year {
        1200..=1450 if hints.old_years == Calendar::Gregorian => Err(DateProblem::UnclearCalendar),
        1200..=1450 => Ok(hints.old_years),
        1700..=2300 => Ok(Calendar::Gregorian),
        _ => Err(DateProblem::Impossible),
    }
}

/// The year of two digits that lies nearest before ten years from today (before tomorrow, where dates are past only).
fn century(short: u32, calendar: Calendar, hints: DateHints) -> u32 {
    let now = from_civil(hints.today, calendar).year.unwrap_or(2000);
    let now = u32::try_from(now).unwrap_or(2000);
    let latest = if hints.past_only { now } else { now + 10 };
    let year = now / 100 * 100 + short;
    if year > latest { year - 100 } else { year }
}

fn whole(date: Date) -> Parts {
    Parts {
        year: u32::try_from(date.year()).ok(),
        month: date.month() as u32,
        day: date.day() as u32,
        calendar: Calendar::Gregorian,
    }
}

/// A date from its parts, if such a day exists. Parts typed as 0 are unknown.
fn existing(parts: Parts) -> Result<PartialDate, DateProblem> {
    let impossible = DateProblem::Impossible;
    let part = |value: u32| u8::try_from(value).map_err(|_| impossible);
    let known = |value: u32| part(value).map(|value| (value > 0).then_some(value));
    let year = parts
        .year
        .map(i16::try_from)
        .transpose()
        .map_err(|_| impossible)?;
    let (month, day) = (known(parts.month)?, known(parts.day)?);
    let date = PartialDate {
        year,
        month,
        // A day without a month says nothing.
        day: day.filter(|_| month.is_some()),
        calendar: parts.calendar,
    };
    if month.is_some_and(|month| month > 12) {
        let turned = PartialDate {
            month: day,
            day: month,
            ..date
        };
        let exists = turned.month.is_some_and(|month| month <= 12) && to_civil(turned).is_some();
        return Err(DateProblem::NoSuchMonth(exists.then_some(turned)));
    }
    if year.is_none() && date.day.is_none() {
        return Err(DateProblem::NotADate);
    }
    if let (Some(month), Some(day), None) = (month, date.day, year)
        && day > longest(parts.calendar, month)
    {
        return Err(DateProblem::NoSuchDay(longest(parts.calendar, month)));
    }
    if year.is_some() && date.day.is_some() && to_civil(date).is_none() {
        let last = (28..=31).rev().find(|day| {
            let day = Some(*day);
            to_civil(PartialDate { day, ..date }).is_some()
        });
        return Err(last.map_or(impossible, DateProblem::NoSuchDay));
    }
    Ok(date)
}

/// The most days that a month has in any year.
fn longest(calendar: Calendar, month: u8) -> u8 {
    match (calendar, month) {
        (Calendar::Gregorian, 2) => 29,
        (Calendar::Gregorian, 4 | 6 | 9 | 11) | (Calendar::Persian, 7..) | (Calendar::Hijri, _) => {
            30
        }
        _ => 31,
    }
}
