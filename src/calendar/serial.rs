//! Serial numbers of spreadsheets: days in the 1900 system.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The serials of dates from 1700 to 1898, as LibreOffice (7.4) writes them: days before 1899-12-30. Nearer to nought a negative
/// number is the wrong result of a formula, not a date.
const BEFORE_EXCEL: std::ops::Range<f64> = -73_046.0..-364.0;

/// The civil date of a serial number of the 1900 system; the time of day is dropped.
///
/// Excel's serial 60 is 29 February 1900, a day that never was (Lotus 1-2-3 counted it): it gives `None`, and days before it
/// are counted so that serial 1 is 1 January 1900. `None` also for 0 (a mere time of day), for small negative numbers, and after 9999-12-31.
pub fn from_serial(serial: f64) -> Option<Date> {
    if BEFORE_EXCEL.contains(&serial) {
        return date(1899, 12, 30)
            .checked_add((serial.floor() as i32).days())
            .ok();
    }
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i32;
    let zero = match days {
        ..60 => date(1899, 12, 31),
        60 => return None,
        _ => date(1899, 12, 30),
    };
    zero.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_count_the_day_that_never_was() {
        for (serial, day) in [
            (-73_046.0, "1700-01-01"),
            (-3_650.0, "1890-01-01"),
            (-3_649.5, "1890-01-01"),
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (25_569.0, "1970-01-01"),
            (45_413.75, "2024-05-01"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(
                from_serial(serial).map(|date| date.to_string()).as_deref(),
                Some(day)
            );
        }
        for serial in [
            60.0,
            60.5,
            0.0,
            0.5,
            -1.0,
            -364.0,
            -80_000.0,
            2_958_466.0,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(from_serial(serial), None, "{serial}");
        }
    }
}
