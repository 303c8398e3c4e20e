//! How single values stand in a journal file, so that they survive being opened and saved by Excel or LibreOffice.
//!
//! A text that a spreadsheet would turn into a formula, a number or a date is written with a `'` before it. Dates are
//! written as ISO 8601 and read in the forms in which spreadsheets write them back.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::calendar::to_civil;
use crate::model::{Calendar, PartialDate};

/// Texts longer than this are never taken for a number or a date by a spreadsheet.
const LONGEST_GUESS: usize = 40;

/// Puts a `'` before a text that a spreadsheet would change.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    if is_changed_by_spreadsheets(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes it away again.
pub(super) fn unguard(text: &str) -> &str {
    text.strip_prefix('\'').unwrap_or(text)
}

fn is_changed_by_spreadsheets(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    matches!(first, '=' | '@' | '+' | '-' | '\'')
        || first.is_whitespace()
        || text.ends_with(char::is_whitespace)
        || (text.len() <= LONGEST_GUESS && text.chars().any(char::is_numeric) && !is_key(text))
        || ["true", "false"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// Keys (`email:…`, `birthday:…`) and addresses are texts to every spreadsheet.
fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .find(|c: char| !c.is_ascii_alphabetic() && c != '-')
            .is_some_and(|at| text[at..].starts_with(':'))
}

/// A number as a spreadsheet of any country writes it, with a point.
pub(super) fn plain_number(text: &str) -> Cow<'_, str> {
    let mut commas = text.bytes().filter(|byte| *byte == b',');
    let only_comma = commas.next().is_some() && commas.next().is_none();
    let digits = |byte: u8| byte.is_ascii_digit() || matches!(byte, b',' | b'-');
    if only_comma && text.bytes().all(digits) {
        Cow::Owned(text.replace(',', "."))
    } else {
        Cow::Borrowed(text)
    }
}

/// Which number comes first in a date written with strokes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Strokes {
    /// `11/22/2026`, as Excel writes it in the United States.
    #[default]
    MonthFirst,
    /// `22/11/2026`.
    DayFirst,
}

impl Strokes {
    /// What a date tells of the order, if it tells anything.
    pub(super) fn told_by(text: &str) -> Option<Strokes> {
        let mut parts = text.split('/');
        let first: u8 = parts.next()?.trim().parse().ok()?;
        let second: u8 = parts.next()?.trim().parse().ok()?;
        match (first > 12, second > 12) {
            (true, false) => Some(Strokes::DayFirst),
            (false, true) => Some(Strokes::MonthFirst),
            _ => None,
        }
    }
}

/// A date in ISO 8601, or as a spreadsheet writes it: `22.11.2026`, `11/22/2026`, `2026/11/22`, `1405/09/01` (Persian).
pub(super) fn date(text: &str, strokes: Strokes) -> Option<Date> {
    let text = text.trim();
    // Spreadsheets may add a time of midnight.
    let text = text.split([' ', 'T']).next()?;
    let separator = text.chars().find(|c| matches!(c, '-' | '.' | '/'))?;
    let mut parts = text.split(separator);
    let mut next = || parts.next()?.parse::<i16>().ok();
    let (a, b, c) = (next()?, next()?, next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match separator {
        _ if a > 31 => (a, b, c),
        '/' if strokes == Strokes::MonthFirst => (c, a, b),
        _ => (c, b, a),
    };
    if year < 1000 {
        return None;
    }
    let calendar = if year < 1700 {
        Calendar::Persian
    } else {
        Calendar::Gregorian
    };
    to_civil(PartialDate {
        year: Some(year),
        month: u8::try_from(month).ok(),
        day: u8::try_from(day).ok(),
        calendar,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, proptest};
    use proptest::prop_assert_eq;

    use super::*;

    #[test]
    fn dates_are_read_as_spreadsheets_write_them() {
        for (text, strokes, iso) in [
            ("2026-11-22", Strokes::MonthFirst, Some("2026-11-22")),
            ("22.11.2026", Strokes::MonthFirst, Some("2026-11-22")),
            ("11/22/2026", Strokes::MonthFirst, Some("2026-11-22")),
            ("1/2/2026", Strokes::DayFirst, Some("2026-02-01")),
            ("2026/11/22", Strokes::DayFirst, Some("2026-11-22")),
            ("2026-11-22 00:00:00", Strokes::DayFirst, Some("2026-11-22")),
            ("1405/09/01", Strokes::MonthFirst, Some("2026-11-22")),
            ("22-11-2026", Strokes::MonthFirst, Some("2026-11-22")),
            ("2026-13-22", Strokes::MonthFirst, None),
            ("2026-1", Strokes::MonthFirst, None),
            ("", Strokes::MonthFirst, None),
            ("1-2-3-4", Strokes::MonthFirst, None),
        ] {
            let read = date(text, strokes).map(|date| date.to_string());
            assert_eq!(read.as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn values_that_spreadsheets_would_change_are_guarded() {
        for (text, guarded) in [
            ("Gold", "Gold"),
            ("+4915112345", "'+4915112345"),
            ("0123", "'0123"),
            ("1980-05-01", "'1980-05-01"),
            ("true", "'true"),
            ("=1+1", "'=1+1"),
            ("'quoted", "''quoted"),
            ("سارة", "سارة"),
            ("May 5", "'May 5"),
            ("phone:+4915", "phone:+4915"),
            ("10:30", "'10:30"),
        ] {
            assert_eq!(guard(text), guarded);
        }
    }

    #[test]
    fn numbers_with_a_comma_get_a_point() {
        assert_eq!(plain_number("0,25"), "0.25");
        assert_eq!(plain_number("0.25"), "0.25");
        assert_eq!(plain_number("a,b"), "a,b");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn guarding_is_undone(text in ".{0,50}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), &text);
        }
    }
}
