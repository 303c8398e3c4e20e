//! Dates of any precision in three calendars: conversion and recurrence. Parsing is in `parse`.
//!
//! Policy for recurring days that a year lacks: 29 February is kept on 28 February, 30 Esfand on 29 Esfand, the 30th of a
//! lunar month on its 29th.

mod parse;
mod serial;

use icu_calendar::cal::{Hijri, Iso, Persian};
use icu_calendar::types::Month;
use icu_calendar::{AsCalendar, Date as IcuDate};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Calendar, PartialDate};

pub use parse::{
    DateEvidence, DateHints, DateOrder, DateProblem, misspelt_month, order_evidence, parse_date,
    parse_date_number, parse_typed_date,
};
pub use serial::from_serial;

/// The civil date of a whole date in any calendar; `None` where parts are missing or no such day exists.
pub fn to_civil(date: PartialDate) -> Option<Date> {
    civil(date.calendar, date.year?, date.month?, date.day?)
}

/// The first day that a date with a year may mean: of a month its first, of a year the first of its first month.
pub fn first_day(date: PartialDate) -> Option<Date> {
    civil(
        date.calendar,
        date.year?,
        date.month.unwrap_or(1),
        date.day.unwrap_or(1),
    )
}

fn civil(calendar: Calendar, year: i16, month: u8, day: u8) -> Option<Date> {
    match calendar {
        Calendar::Gregorian => {
            Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        }
        Calendar::Persian => {
            IcuDate::try_new(i32::from(year).into(), Month::new(month), day, Persian)
                .ok()
                .as_ref()
                .map(iso)?
        }
        Calendar::Hijri => IcuDate::try_new(
            i32::from(year).into(),
            Month::new(month),
            day,
            Hijri::new_umm_al_qura(),
        )
        .ok()
        .as_ref()
        .map(iso)?,
    }
}

fn iso<C: AsCalendar>(date: &IcuDate<C>) -> Option<Date> {
    let iso = date.to_calendar(Iso);
    Date::new(
        iso.year().extended_year() as i16,
        iso.month().ordinal as i8,
        iso.day_of_month().0 as i8,
    )
    .ok()
}

/// A civil date in another calendar.
pub fn from_civil(date: Date, calendar: Calendar) -> PartialDate {
    let parts = |year: i32, month: u8, day: u8| PartialDate {
        year: Some(year as i16),
        month: Some(month),
        day: Some(day),
        calendar,
    };
    let Ok(iso) =
        IcuDate::try_new_iso(i32::from(date.year()), date.month() as u8, date.day() as u8)
    else {
        return PartialDate::from_civil(date);
    };
    match calendar {
        Calendar::Gregorian => PartialDate::from_civil(date),
        Calendar::Persian => {
            let date = iso.to_calendar(Persian);
            parts(
                date.year().extended_year(),
                date.month().ordinal,
                date.day_of_month().0,
            )
        }
        Calendar::Hijri => {
            let date = iso.to_calendar(Hijri::new_umm_al_qura());
            parts(
                date.year().extended_year(),
                date.month().ordinal,
                date.day_of_month().0,
            )
        }
    }
}

/// The first recurrence of a day and month on or after `from`, in the calendar of the date.
pub fn next_occurrence(date: PartialDate, from: Date) -> Option<Date> {
    let (month, day) = (date.month?, date.day?);
    let year = from_civil(from, date.calendar).year?;
    (year..=year + 1)
        .filter_map(|year| recurrence(date.calendar, year, month, day))
        .find(|found| *found >= from)
}

fn recurrence(calendar: Calendar, year: i16, month: u8, day: u8) -> Option<Date> {
    civil(calendar, year, month, day).or_else(|| civil(calendar, year, month, day.checked_sub(1)?))
}

/// The same day of last year (28 February for 29 February): "the last 12 months" are the days after it up to today.
pub fn year_before(today: Date) -> Date {
    today.saturating_sub(1.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_calendar(text: &str, calendar: Calendar) -> PartialDate {
        let mut parts = text.split('-').map(|part| part.parse::<i16>().unwrap());
        let mut next = || parts.next().unwrap();
        PartialDate {
            year: Some(next()),
            month: Some(next() as u8),
            day: Some(next() as u8),
            calendar,
        }
    }

    /// Pairs published by the calendar authorities of Iran and Saudi Arabia.
    #[test]
    fn golden_pairs() {
        let persian = [
            ("1300-01-01", "1921-03-21"),
            ("1348-10-11", "1970-01-01"),
            ("1357-11-22", "1979-02-11"),
            ("1395-12-30", "2017-03-20"),
            ("1399-12-30", "2021-03-20"),
            ("1402-05-12", "2023-08-03"),
            ("1403-12-30", "2025-03-20"),
            ("1404-01-01", "2025-03-21"),
        ];
        let hijri = [
            ("1420-01-01", "1999-04-17"),
            ("1434-09-01", "2013-07-09"),
            ("1444-09-01", "2023-03-23"),
            ("1445-09-01", "2024-03-11"),
            ("1446-10-01", "2025-03-30"),
            ("1447-01-01", "2025-06-26"),
            ("1447-09-01", "2026-02-18"),
        ];
        for (calendar, pairs) in [
            (Calendar::Persian, &persian[..]),
            (Calendar::Hijri, &hijri[..]),
        ] {
            for (typed, civil) in pairs {
                let date = in_calendar(typed, calendar);
                assert_eq!(to_civil(date).unwrap().to_string(), *civil, "{typed}");
                assert_eq!(
                    from_civil(civil.parse().unwrap(), calendar),
                    date,
                    "{civil}"
                );
            }
        }
        assert_eq!(to_civil(in_calendar("1404-12-30", Calendar::Persian)), None);
        assert_eq!(to_civil(in_calendar("1446-09-30", Calendar::Hijri)), None);
    }

    #[test]
    fn days_that_a_year_lacks_are_kept_one_day_earlier() {
        let leap = PartialDate {
            year: None,
            month: Some(2),
            day: Some(29),
            calendar: Calendar::Gregorian,
        };
        assert_eq!(
            next_occurrence(leap, "2026-03-01".parse().unwrap())
                .unwrap()
                .to_string(),
            "2027-02-28"
        );
        assert_eq!(
            next_occurrence(leap, "2028-01-01".parse().unwrap())
                .unwrap()
                .to_string(),
            "2028-02-29"
        );
        let esfand = PartialDate {
            year: Some(1399),
            month: Some(12),
            day: Some(30),
            calendar: Calendar::Persian,
        };
        assert_eq!(
            next_occurrence(esfand, "2026-01-01".parse().unwrap())
                .unwrap()
                .to_string(),
            "2026-03-20"
        );
    }
}
