//! The one "now". Every other file is handed a date.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today in a time zone of the IANA database; in the system's own where none is named or the name is unknown.
pub fn today(time_zone: Option<&str>) -> Date {
    let zone = time_zone
        .and_then(|name| TimeZone::get(name).ok())
        .unwrap_or_else(TimeZone::system);
    Timestamp::now().to_zoned(zone).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_line_lies_between_the_easternmost_and_the_westernmost_zone() {
        let (east, west) = (today(Some("Pacific/Kiritimati")), today(Some("Etc/GMT+12")));
        assert!(east > west);
        assert!((west..=east).contains(&today(Some("No/Such"))));
    }
}
