//! Library values to cells: dates as serials of the 1900 system, empty texts as nothing.

use calamine::{Data, ExcelDateTime};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, date};

use crate::model::OwnedCell;

/// Days from 1899-12-30 to 1904-01-01, the origin of workbooks made by old Excel for the Mac
/// (<https://learn.microsoft.com/office/troubleshoot/excel/1900-and-1904-date-system>).
const SHIFT_1904: f64 = 1462.0;

/// The origin of the 1900 system.
const ORIGIN: Date = date(1899, 12, 30);

/// The cell for a value of a range; `None` for an empty one. `is_1904` says which system the file's dates count in.
pub(super) fn of_data(value: &Data, is_1904: bool) -> Option<OwnedCell> {
    match value {
        Data::String(text) if is_error(text) => Some(OwnedCell::Error(text.clone())),
        Data::String(text) => of_text(text),
        Data::Int(number) => Some(OwnedCell::Number(*number as f64)),
        Data::Float(number) => Some(of_number(*number)),
        Data::Bool(flag) => Some(OwnedCell::Bool(*flag)),
        Data::DateTime(moment) => Some(of_moment(*moment, is_1904)),
        Data::DateTimeIso(text) => of_iso_date(text),
        Data::DurationIso(text) => of_iso_duration(text),
        Data::Error(error) => Some(OwnedCell::Error(error.to_string())),
        Data::Empty => None,
    }
}

/// A text; `None` where it is empty.
pub(super) fn of_text(text: &str) -> Option<OwnedCell> {
    (!text.is_empty()).then(|| OwnedCell::Text(text.to_owned()))
}

/// An .ods file keeps the error of a formula as its text; LibreOffice (7.4) writes its own ones as `Err:502`.
fn is_error(text: &str) -> bool {
    match text.strip_prefix("Err:") {
        Some(number) => number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()),
        None => matches!(
            text,
            "#N/A" | "#REF!" | "#NAME?" | "#VALUE!" | "#DIV/0!" | "#NUM!" | "#NULL!"
        ),
    }
}

/// A number; an error where it is none.
pub(super) fn of_number(number: f64) -> OwnedCell {
    if number.is_finite() {
        OwnedCell::Number(number)
    } else {
        OwnedCell::Error("#NUM!".to_owned())
    }
}

fn of_moment(moment: ExcelDateTime, is_1904: bool) -> OwnedCell {
    of_serial(moment.as_f64(), is_1904 && moment.is_datetime())
}

/// A date or time by its serial, which may count in the 1904 system (a duration never does).
pub(super) fn of_serial(serial: f64, is_1904: bool) -> OwnedCell {
    if !serial.is_finite() {
        return OwnedCell::Error("#NUM!".to_owned());
    }
    // A bare time of day belongs to no day.
    if is_1904 && !(0.0..1.0).contains(&serial) {
        OwnedCell::Serial(serial + SHIFT_1904)
    } else {
        OwnedCell::Serial(serial)
    }
}

/// A date in ISO 8601, with or without a time; a text that is none stays text.
pub(super) fn of_iso_date(text: &str) -> Option<OwnedCell> {
    let plain = text.trim().trim_end_matches('Z');
    let serial = plain
        .parse::<DateTime>()
        .ok()
        .map(|moment| days(moment.date()) + fraction(moment.time()))
        .or_else(|| plain.parse::<Time>().ok().map(fraction));
    match serial {
        Some(serial) => Some(OwnedCell::Serial(serial)),
        None => of_text(text),
    }
}

fn of_iso_duration(text: &str) -> Option<OwnedCell> {
    match text.trim().parse::<SignedDuration>() {
        Ok(duration) => Some(OwnedCell::Serial(duration.as_secs_f64() / 86_400.0)),
        Err(_) => of_text(text),
    }
}

fn days(date: Date) -> f64 {
    f64::from(ORIGIN.until(date).map_or(0, |span| span.get_days()))
}

fn fraction(time: Time) -> f64 {
    let seconds = f64::from(time.hour()) * 3600.0
        + f64::from(time.minute()) * 60.0
        + f64::from(time.second());
    seconds / 86_400.0
}

#[cfg(test)]
mod tests {
    use super::{of_data, of_iso_date, of_iso_duration, of_moment};
    use crate::model::OwnedCell;
    use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

    #[test]
    fn iso_dates_become_serials() {
        for (text, cell) in [
            ("2026-03-01", OwnedCell::Serial(46082.0)),
            ("2026-03-01T12:00:00", OwnedCell::Serial(46082.5)),
            ("2026-03-01T12:00:00.000Z", OwnedCell::Serial(46082.5)),
            ("06:00:00", OwnedCell::Serial(0.25)),
            ("1890-01-01", OwnedCell::Serial(-3650.0)),
            ("soon", OwnedCell::Text("soon".into())),
        ] {
            assert_eq!(of_iso_date(text), Some(cell), "{text}");
        }
        assert_eq!(
            of_iso_duration("PT30H00M00S"),
            Some(OwnedCell::Serial(1.25))
        );
    }

    #[test]
    fn errors_kept_as_text_are_errors() {
        for text in ["#N/A", "Err:502"] {
            let cell = of_data(&Data::String(text.into()), false);
            assert_eq!(cell, Some(OwnedCell::Error(text.into())));
        }
        let cell = of_data(&Data::String("Err: none".into()), false);
        assert_eq!(cell, Some(OwnedCell::Text("Err: none".into())));
    }

    #[test]
    fn dates_of_the_1904_system_are_shifted_and_times_are_not() {
        let moment = |value, kind| ExcelDateTime::new(value, kind, true);
        for (value, kind, serial) in [
            (44620.0, ExcelDateTimeType::DateTime, 46082.0),
            (-1402.0, ExcelDateTimeType::DateTime, 60.0),
            (0.5, ExcelDateTimeType::DateTime, 0.5),
            (1.25, ExcelDateTimeType::TimeDelta, 1.25),
        ] {
            assert_eq!(
                of_moment(moment(value, kind), true),
                OwnedCell::Serial(serial)
            );
        }
    }
}
