//! Dates of any precision, in the calendar in which they were typed.

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
        match (self.year, self.month, self.day) {
            (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
            (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
            (Some(y), _, _) => format!("{y:04}"),
            (None, Some(m), Some(d)) => format!("--{m:02}-{d:02}"),
            (None, Some(m), None) => format!("--{m:02}"),
            (None, None, _) => String::new(),
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
        assert_eq!(date(None, Some(2), Some(29)).civil(), None);
    }
}
