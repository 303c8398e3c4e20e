//! `book.toml` resolved.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use super::{choice, refuse, refuse_twice};
use crate::config::codes;
use crate::config::nearest::{nearest, spelling};
use crate::config::plan::{BookPlan, Person};
use crate::config::problem::{At, Mistake, Problems};
use crate::config::raw::{RawBook, RawPerson, RawRate};
use crate::config::section::listed;
use crate::lang::{Language, Numerals};
use crate::model::Calendar;

const LANGUAGES: [(&str, Language); 8] = [
    ("en", Language::English),
    ("ar", Language::Arabic),
    ("fa", Language::Persian),
    ("ru", Language::Russian),
    ("english", Language::English),
    ("arabic", Language::Arabic),
    ("persian", Language::Persian),
    ("russian", Language::Russian),
];

const CALENDARS: [(&str, Calendar); 4] = [
    ("gregorian", Calendar::Gregorian),
    ("persian", Calendar::Persian),
    ("hijri", Calendar::Hijri),
    ("jalali", Calendar::Persian),
];

const NUMERALS: [(&str, Numerals); 3] = [
    ("latin", Numerals::Latin),
    ("arabic", Numerals::Arabic),
    ("persian", Numerals::Persian),
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Calendar and first day of the week follow the country where the book does not say.
pub(super) fn book(own: RawBook, defaults: RawBook, problems: &mut Problems<'_>) -> BookPlan {
    let country = own.country.or(defaults.country);
    let country = country.and_then(|written| country_code(&written, problems));
    let home = country.as_deref().unwrap_or_default();
    let calendar = own.calendar.or(defaults.calendar);
    let calendar = match calendar {
        Some(written) => choice(&written, "calendar", &CALENDARS, problems),
        None => codes::has(codes::PERSIAN_CALENDAR, home).then_some(Calendar::Persian),
    };
    let week_start = match own.week_start.or(defaults.week_start) {
        Some(written) => choice(&written, "week-start", &WEEKDAYS, problems),
        None if codes::has(codes::SATURDAY_FIRST, home) => Some(Weekday::Saturday),
        None if codes::has(codes::SUNDAY_FIRST, home) => Some(Weekday::Sunday),
        None => None,
    };
    let mut currency = |written: Option<At<String>>, key| {
        written.and_then(|written| currency_code(&written, key, problems))
    };
    let main = currency(own.currency.or(defaults.currency), "currency");
    let unit = currency(own.unit.or(defaults.unit), "unit");
    let rates = rates(own.rates, problems);
    let language = own.language.or(defaults.language);
    let numerals = own.numerals.or(defaults.numerals);
    BookPlan {
        name: text(own.name.or(defaults.name)).unwrap_or_default(),
        country,
        bare_unit: unit.filter(|unit| main.as_ref() != Some(unit)),
        currency: main,
        rates,
        language: language.and_then(|code| choice(&code, "language", &LANGUAGES, problems)),
        calendar: calendar.unwrap_or_default(),
        numerals: numerals.and_then(|word| choice(&word, "numerals", &NUMERALS, problems)),
        time_zone: own
            .time_zone
            .or(defaults.time_zone)
            .and_then(|zone| time_zone(&zone, problems)),
        week_start: week_start.unwrap_or(Weekday::Monday),
        holidays: own.holidays.into_iter().map(|day| day.value).collect(),
        as_of: own.as_of.map(|date| date.value),
        opened: own.opened.map(|date| date.value),
        sources: own.sources.into_iter().map(|path| path.value).collect(),
        backup: text(own.backup),
        staff: staff(&own.staff, problems),
    }
}

fn text(written: Option<At<String>>) -> Option<String> {
    written.map(|written| written.value.trim().to_owned())
}

fn country_code(written: &At<String>, problems: &mut Problems<'_>) -> Option<String> {
    let code = written.value.trim().to_ascii_uppercase();
    if codes::has(codes::COUNTRIES, &code) {
        return Some(code);
    }
    refuse("rules-country", written, "country", problems);
    None
}

fn currency_code(
    written: &At<String>,
    key: &'static str,
    problems: &mut Problems<'_>,
) -> Option<String> {
    let code = match spelling(&written.value).as_str() {
        "toman" | "تومان" => "IRT".to_owned(),
        "rial" | "ریال" => "IRR".to_owned(),
        _ => written.value.trim().to_ascii_uppercase(),
    };
    if codes::has(codes::CURRENCIES, &code) {
        return Some(code);
    }
    refuse("rules-currency", written, key, problems);
    None
}

/// Whether the zone exists is the clock's to find out; here only its form is checked.
fn time_zone(written: &At<String>, problems: &mut Problems<'_>) -> Option<String> {
    let zone = written.value.trim();
    let formed = zone
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+'));
    if formed && (zone == "UTC" || zone.contains('/')) {
        return Some(zone.to_owned());
    }
    refuse("rules-time-zone", written, "time-zone", problems);
    None
}

fn rates(raw: Vec<RawRate>, problems: &mut Problems<'_>) -> BTreeMap<String, Vec<(Date, Decimal)>> {
    let mut rates: BTreeMap<String, Vec<(Date, Decimal)>> = BTreeMap::new();
    for rate in raw {
        let currency = rate
            .currency
            .and_then(|written| currency_code(&written, "currency", problems));
        let (Some(currency), Some(date), Some(value)) = (currency, rate.date, rate.value) else {
            continue;
        };
        if value.value <= Decimal::ZERO {
            let mistake = Mistake::new("rules-rate", &value.spot, value.value.to_string());
            problems.add(mistake);
            continue;
        }
        rates
            .entry(currency)
            .or_default()
            .push((date.value, value.value));
    }
    for dated in rates.values_mut() {
        dated.sort_by_key(|(date, _)| *date);
    }
    rates
}

fn staff(raw: &[RawPerson], problems: &mut Problems<'_>) -> Vec<Person> {
    let mut seen: Vec<String> = Vec::new();
    let mut staff = Vec::new();
    for person in raw {
        let Some(name) = &person.name else { continue };
        let others = seen.len();
        for spelled in std::iter::once(name).chain(&person.aliases) {
            let key = spelling(&spelled.value);
            if seen[..others].contains(&key) {
                refuse_twice(spelled, problems);
            } else {
                seen.push(key);
            }
        }
        staff.push(Person {
            name: name.value.trim().to_owned(),
            aliases: person
                .aliases
                .iter()
                .map(|alias| alias.value.trim().to_owned())
                .collect(),
            role: text(person.role.clone()),
            left: person.left.as_ref().map(|date| date.value),
            hands_over_to: text(person.hands_over_to.clone()),
        });
    }
    for heir in raw
        .iter()
        .filter_map(|person| person.hands_over_to.as_ref())
    {
        let key = spelling(&heir.value);
        if seen.contains(&key) {
            continue;
        }
        let names = || staff.iter().map(|person| person.name.as_str());
        let spot = problems.part(heir, 0..heir.value.len());
        problems.add(match nearest(&heir.value, names()) {
            Some(meant) => {
                Mistake::new("rules-person-misspelt", &spot, &heir.value).meant(meant, meant)
            }
            None => Mistake::new("rules-person-unknown", &spot, &heir.value)
                .arg("expected", listed(names())),
        });
    }
    staff
}
