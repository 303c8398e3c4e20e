//! Dates of any precision, in the calendar in which they were typed.

use std::fmt::Write as _;

use jiff::civil::Date;

/// The calendars that people type dates in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Calendar {
    /// The civil calendar (ISO 8601).
    #[default]
    Gregorian,
    /// The solar Hijri (Jalali) calendar of Iran and Afghanistan.
    Persian,
    /// The lunar Hijri calendar as published by Umm al-Qura.
    Hijri,
}

/// A date of which parts may be missing: `1980-05-01`, `--02-29`, `1980-05`, `1980`.
///
/// Year, month and day belong to `calendar`; [`crate::calendar`] converts and recurs. Only dates that exist in their
/// calendar are ever made (parsing checks), or a day and month that exist in some year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year, if known.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// The calendar that the parts belong to.
    pub calendar: Calendar,
}

impl PartialDate {
    /// A whole civil date.
    pub fn from_civil(date: Date) -> PartialDate {
        PartialDate {
            year: Some(date.year()),
            month: Some(date.month() as u8),
            day: Some(date.day() as u8),
            calendar: Calendar::Gregorian,
        }
    }

    /// The civil date, if the date is whole and already civil. Use `calendar::to_civil` for the others.
    pub fn civil(&self) -> Option<Date> {
        if self.calendar != Calendar::Gregorian {
            return None;
        }
        Date::new(
            self.year?,
            i8::try_from(self.month?).ok()?,
            i8::try_from(self.day?).ok()?,
        )
        .ok()
    }

    /// The parts in ISO order: `1980-05-01`, `--02-29`, `1980-05`, `1980` (of the date's own calendar).
    pub fn iso(&self) -> String {
        let mut text = String::with_capacity(10);
        self.write_iso(&mut text);
        text
    }

    /// Appends the parts in ISO order.
    pub fn write_iso(&self, text: &mut String) {
        let two = |text: &mut String, number: u8| {
            text.push(char::from(b'0' + number / 10 % 10));
            text.push(char::from(b'0' + number % 10));
        };
        match self.year {
            Some(year @ 0..=9999) => {
                two(text, (year / 100) as u8);
                two(text, (year % 100) as u8);
            }
            // Writing to a text cannot fail.
            Some(year) => drop(write!(text, "{year:04}")),
            None if self.month.is_some() => text.push('-'),
            None => return,
        }
        for part in [self.month, self.day].into_iter().map_while(|part| part) {
            text.push('-');
            two(text, part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_print_as_iso() {
        let date = |year, month, day| PartialDate {
            year,
            month,
            day,
            calendar: Calendar::Gregorian,
        };
        assert_eq!(date(Some(1980), Some(5), Some(1)).iso(), "1980-05-01");
        assert_eq!(date(None, Some(2), Some(29)).iso(), "--02-29");
        assert_eq!(date(Some(1980), Some(5), None).iso(), "1980-05");
        assert_eq!(date(Some(1980), None, None).iso(), "1980");
        assert_eq!(date(Some(987), Some(12), Some(31)).iso(), "0987-12-31");
        assert_eq!(date(Some(-44), Some(3), Some(15)).iso(), "-044-03-15");
        assert_eq!(date(None, Some(11), None).iso(), "--11");
        assert_eq!(date(None, None, Some(7)).iso(), "");
        assert_eq!(date(None, Some(2), Some(29)).civil(), None);
    }
}
