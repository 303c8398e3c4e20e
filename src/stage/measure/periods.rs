//! The periods of measures, and the period of each kind that a day lies in, without a text in the way.

use std::ops::Range;

use jiff::civil::Date;

use crate::calendar;

/// Calendar years that are shown where they have data.
const YEARS: usize = 20;
/// Quarters that are shown, the current one included.
const QUARTERS: usize = 8;
/// Months that are shown, the current one included.
const MONTHS: usize = 24;

/// The kinds of periods. Periods of one kind do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// All time.
    All,
    /// After the same day of last year, up to and including today.
    LastYear,
    /// A calendar year.
    Year,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
}

/// The number of kinds.
pub(super) const KINDS: usize = 5;

/// For each kind the period that a day lies in.
pub(super) type Slots = [Option<u16>; KINDS];

/// All periods of a run.
#[derive(Debug)]
pub(super) struct Periods {
    codes: Vec<String>,
    today: Date,
    year_before: Date,
}

impl Periods {
    /// The periods of a day: all time, the last 12 months, then years, quarters and months, each from old to new.
    pub(super) fn new(today: Date) -> Periods {
        let (year, month) = (i32::from(today.year()), i32::from(today.month()) - 1);
        let mut codes = vec!["all".to_owned(), "last-12-months".to_owned()];
        let back = |now: i32, count: usize| now + 1 - count as i32..now + 1;
        codes.extend(back(year, YEARS).map(|year| format!("{year:04}")));
        codes.extend(
            back(year * 4 + month / 3, QUARTERS)
                .map(|at| format!("{:04}-q{}", at.div_euclid(4), at.rem_euclid(4) + 1)),
        );
        codes.extend(
            back(year * 12 + month, MONTHS)
                .map(|at| format!("{:04}-{:02}", at.div_euclid(12), at.rem_euclid(12) + 1)),
        );
        Periods {
            codes,
            today,
            year_before: calendar::year_before(today),
        }
    }

    /// The number of periods.
    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The number of periods for which cuts are made: all time, the last 12 months, and years; they stand first.
    pub(super) const LONG: usize = 2 + YEARS;

    /// The periods and their codes in order.
    pub(super) fn codes(&self) -> impl Iterator<Item = (usize, &str)> {
        self.codes.iter().map(String::as_str).enumerate()
    }

    /// What kind of period it is.
    pub(super) fn kind(period: usize) -> Kind {
        match period {
            0 => Kind::All,
            1 => Kind::LastYear,
            _ if period < Periods::LONG => Kind::Year,
            _ if period < Periods::LONG + QUARTERS => Kind::Quarter,
            _ => Kind::Month,
        }
    }

    /// The periods that a day lies in; only all time for no day, or one after today.
    pub(super) fn slots(&self, day: Option<Date>) -> Slots {
        let mut slots = [Some(0), None, None, None, None];
        let Some(day) = day.filter(|day| *day <= self.today) else {
            return slots;
        };
        if day > self.year_before {
            slots[1] = Some(1);
        }
        let years = i32::from(self.today.year()) - i32::from(day.year());
        let month = |day: Date| i32::from(day.month()) - 1;
        let quarters = years * 4 + month(self.today) / 3 - month(day) / 3;
        let months = years * 12 + month(self.today) - month(day);
        slots[2] = from_end(2..Periods::LONG, years);
        slots[3] = from_end(Periods::LONG..Periods::LONG + QUARTERS, quarters);
        slots[4] = from_end(Periods::LONG + QUARTERS..self.codes.len(), months);
        slots
    }
}

/// The period so many before the last of a range.
fn from_end(range: Range<usize>, back: i32) -> Option<u16> {
    let back = usize::try_from(back).ok()?;
    let at = range.end.checked_sub(1 + back)?;
    range.contains(&at).then_some(at as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_in_one_period_of_each_kind() {
        let periods = Periods::new("2026-05-03".parse().unwrap());
        let codes = |day: &str| {
            let slots = periods.slots(day.parse().ok());
            slots
                .into_iter()
                .flatten()
                .map(|slot| periods.codes[usize::from(slot)].as_str())
                .collect::<Vec<_>>()
        };
        for (day, expected) in [
            (
                "2026-05-03",
                &["all", "last-12-months", "2026", "2026-q2", "2026-05"][..],
            ),
            (
                "2025-05-04",
                &["all", "last-12-months", "2025", "2025-q2", "2025-05"],
            ),
            ("2025-05-03", &["all", "2025", "2025-q2", "2025-05"]),
            ("2024-07-01", &["all", "2024", "2024-q3", "2024-07"]),
            ("2024-06-01", &["all", "2024", "2024-06"]),
            ("2024-05-31", &["all", "2024"]),
            ("2007-01-01", &["all", "2007"]),
            ("2006-12-31", &["all"]),
            ("2026-05-04", &["all"]),
            ("", &["all"]),
        ] {
            assert_eq!(codes(day), expected, "{day}");
        }
        let last = periods.len() - 1;
        assert_eq!(Periods::kind(0), Kind::All);
        assert_eq!(Periods::kind(Periods::LONG - 1), Kind::Year);
        assert_eq!(Periods::kind(last - MONTHS), Kind::Quarter);
        assert_eq!(Periods::kind(last), Kind::Month);
    }
}
