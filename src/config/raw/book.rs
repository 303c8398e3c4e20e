//! `book.toml` as written.

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::DeTable;

use crate::config::problem::{At, Problems, Spot};
use crate::config::section::Section;
use crate::model::PartialDate;

/// The whole file.
#[derive(Debug, Default)]
pub(in crate::config) struct RawBook {
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) country: Option<At<String>>,
    pub(in crate::config) currency: Option<At<String>>,
    pub(in crate::config) unit: Option<At<String>>,
    pub(in crate::config) rates: Vec<RawRate>,
    pub(in crate::config) language: Option<At<String>>,
    pub(in crate::config) calendar: Option<At<String>>,
    pub(in crate::config) numerals: Option<At<String>>,
    pub(in crate::config) time_zone: Option<At<String>>,
    pub(in crate::config) week_start: Option<At<String>>,
    pub(in crate::config) holidays: Vec<At<PartialDate>>,
    pub(in crate::config) as_of: Option<At<Date>>,
    pub(in crate::config) opened: Option<At<Date>>,
    pub(in crate::config) sources: Vec<At<String>>,
    pub(in crate::config) backup: Option<At<String>>,
    pub(in crate::config) staff: Vec<RawPerson>,
}

/// `[[rate]]`
#[derive(Debug)]
pub(in crate::config) struct RawRate {
    pub(in crate::config) currency: Option<At<String>>,
    pub(in crate::config) date: Option<At<Date>>,
    pub(in crate::config) value: Option<At<Decimal>>,
}

/// `[[staff]]`
#[derive(Debug)]
pub(in crate::config) struct RawPerson {
    pub(in crate::config) name: Option<At<String>>,
    pub(in crate::config) aliases: Vec<At<String>>,
    pub(in crate::config) role: Option<At<String>>,
    pub(in crate::config) left: Option<At<Date>>,
    pub(in crate::config) hands_over_to: Option<At<String>>,
}

pub(super) const KEYS: &[&str] = &[
    "name",
    "country",
    "currency",
    "unit",
    "rate",
    "language",
    "calendar",
    "numerals",
    "time-zone",
    "week-start",
    "holidays",
    "as-of",
    "opened",
    "sources",
    "backup",
    "staff",
];
pub(super) const RATE: &[&str] = &["currency", "date", "value"];
pub(super) const STAFF: &[&str] = &["name", "aliases", "role", "left", "hands-over-to"];

impl RawBook {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawBook {
        let book = Section::open(table, spot, KEYS, problems);
        let mut rates = Vec::new();
        for rate in book.sections("rate", RATE, problems) {
            rate.require(RATE, "[[rate]]", problems);
            rates.push(RawRate {
                currency: rate.text("currency", problems),
                date: rate.date("date", problems),
                value: rate.number("value", problems),
            });
        }
        let mut staff = Vec::new();
        for person in book.sections("staff", STAFF, problems) {
            person.require(&["name"], "[[staff]]", problems);
            staff.push(RawPerson {
                name: person.text("name", problems),
                aliases: person.texts("aliases", problems),
                role: person.text("role", problems),
                left: person.date("left", problems),
                hands_over_to: person.text("hands-over-to", problems),
            });
        }
        RawBook {
            name: book.text("name", problems),
            country: book.text("country", problems),
            currency: book.text("currency", problems),
            unit: book.text("unit", problems),
            rates,
            language: book.text("language", problems),
            calendar: book.text("calendar", problems),
            numerals: book.text("numerals", problems),
            time_zone: book.text("time-zone", problems),
            week_start: book.text("week-start", problems),
            holidays: book.dates("holidays", problems),
            as_of: book.date("as-of", problems),
            opened: book.date("opened", problems),
            sources: book.texts("sources", problems),
            backup: book.text("backup", problems),
            staff,
        }
    }
}
