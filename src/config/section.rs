//! Walks a TOML table with its places, key by key, and notes every mistake on the way instead of stopping at the first.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::literal;
use super::nearest::nearest;
use super::problem::{At, Mistake, Problems, Spot};
use crate::model::{Calendar, PartialDate};

/// One table of a rules file, whose keys are known to be allowed.
#[derive(Debug, Clone)]
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
    pub(super) spot: Spot,
}

/// A key, and its value still to be understood.
#[derive(Debug, Clone)]
pub(super) struct Entry<'t> {
    pub(super) key: At<String>,
    value: &'t Spanned<DeValue<'t>>,
}

impl<'t> Section<'t> {
    /// Opens a table; keys other than `keys` are mistakes.
    pub(super) fn open(
        table: &'t DeTable<'t>,
        spot: Spot,
        keys: &[&str],
        problems: &mut Problems<'_>,
    ) -> Section<'t> {
        let section = Section { table, spot };
        for Entry { key, .. } in section.entries() {
            if !keys.contains(&key.value.as_str()) {
                problems.add(unknown_key(&key, keys));
            }
        }
        section
    }

    /// Opens a table whose keys are names of the user's own.
    pub(super) fn open_free(table: &'t DeTable<'t>, spot: Spot) -> Section<'t> {
        Section { table, spot }
    }

    /// Complains of keys that must be there and are not. `label` is how the table is written.
    pub(super) fn require(&self, keys: &[&'static str], label: &str, problems: &mut Problems<'_>) {
        for key in keys {
            if self.entry(key).is_none() {
                let mistake = Mistake::new("rules-key-missing", &self.spot, *key);
                problems.add(mistake.arg("table", label));
            }
        }
    }

    /// Complains of tables that must be there, at least one, and are not. `label` is how they are written.
    pub(super) fn require_tables(&self, key: &str, label: &str, problems: &mut Problems<'_>) {
        if self.entry(key).is_none() {
            problems.add(Mistake::new("rules-table-missing", &self.spot, label));
        }
    }

    /// All entries in the order of writing.
    pub(super) fn entries(&self) -> Vec<Entry<'t>> {
        let mut entries: Vec<Entry<'t>> = self
            .table
            .iter()
            .map(|(key, value)| Entry {
                key: At {
                    value: key.get_ref().to_string(),
                    spot: Spot {
                        file: self.spot.file,
                        span: key.span(),
                    },
                },
                value,
            })
            .collect();
        entries.sort_by_key(|entry| entry.key.spot.span.start);
        entries
    }

    /// The entry of a key, if it was written.
    pub(super) fn entry(&self, key: &str) -> Option<Entry<'t>> {
        self.entries()
            .into_iter()
            .find(|entry| entry.key.value == key)
    }

    pub(super) fn text(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<String>> {
        self.entry(key)?.text(problems)
    }

    /// A text, or a whole number that stands for one: the number of a contact.
    pub(super) fn text_or_number(
        &self,
        key: &str,
        problems: &mut Problems<'_>,
    ) -> Option<At<String>> {
        let entry = self.entry(key)?;
        match entry.value.get_ref() {
            DeValue::Integer(number) => Some(entry.at(number.as_str().to_owned())),
            _ => entry.text(problems),
        }
    }

    pub(super) fn texts(&self, key: &str, problems: &mut Problems<'_>) -> Vec<At<String>> {
        self.entry(key)
            .and_then(|entry| entry.texts(problems))
            .unwrap_or_default()
    }

    pub(super) fn days(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<u32>> {
        self.entry(key)?.days(problems)
    }

    pub(super) fn count(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<u32>> {
        self.entry(key)?.whole(0, problems)
    }

    pub(super) fn points(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<i32>> {
        let found = self.entry(key)?.whole(-1_000_000, problems)?;
        Some(found)
    }

    pub(super) fn yes_no(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<bool>> {
        let entry = self.entry(key)?;
        match entry.value.get_ref() {
            DeValue::Boolean(flag) => Some(entry.at(*flag)),
            _ => entry.refuse("rules-wants-yes-no", problems),
        }
    }

    pub(super) fn date(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<Date>> {
        let entry = self.entry(key)?;
        let found = entry.day().and_then(crate::calendar::to_civil);
        match found {
            Some(date) => Some(entry.at(date)),
            None => entry.refuse("rules-wants-date", problems),
        }
    }

    /// A list of days of any precision: `2026-12-31`, `12-31` for every year.
    pub(super) fn dates(&self, key: &str, problems: &mut Problems<'_>) -> Vec<At<PartialDate>> {
        let Some(entry) = self.entry(key) else {
            return Vec::new();
        };
        let Some(items) = entry.items() else {
            entry.refuse::<()>("rules-wants-date", problems);
            return Vec::new();
        };
        let mut dates = Vec::new();
        for item in items {
            match item.day() {
                Some(date) => dates.push(item.at(date)),
                None => {
                    item.refuse::<()>("rules-wants-date", problems);
                }
            }
        }
        dates
    }

    pub(super) fn number(&self, key: &str, problems: &mut Problems<'_>) -> Option<At<Decimal>> {
        self.entry(key)?.number(problems)
    }

    /// The tables of `[[key]]`.
    pub(super) fn sections(
        &self,
        key: &str,
        keys: &[&str],
        problems: &mut Problems<'_>,
    ) -> Vec<Section<'t>> {
        let Some(entry) = self.entry(key) else {
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in entry.items().unwrap_or_default() {
            match item.value.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section::open(table, item.value_spot(), keys, problems));
                }
                _ => {
                    item.refuse::<()>("rules-wants-tables", problems);
                }
            }
        }
        if entry.items().is_none() {
            entry.refuse::<()>("rules-wants-tables", problems);
        }
        sections
    }

    /// The table of `[key]`; keys other than `keys` are mistakes.
    pub(super) fn section(
        &self,
        key: &str,
        keys: &[&str],
        problems: &mut Problems<'_>,
    ) -> Option<Section<'t>> {
        let entry = self.entry(key)?;
        match entry.value.get_ref() {
            DeValue::Table(table) => Some(Section::open(table, entry.value_spot(), keys, problems)),
            _ => entry.refuse("rules-wants-table", problems),
        }
    }

    /// The table of `[key]` whose keys are free.
    pub(super) fn free_section(
        &self,
        key: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Section<'t>> {
        let entry = self.entry(key)?;
        match entry.table() {
            Some(section) => Some(section),
            None => entry.refuse("rules-wants-table", problems),
        }
    }
}

impl<'t> Entry<'t> {
    fn value_spot(&self) -> Spot {
        Spot {
            file: self.key.spot.file,
            span: self.value.span(),
        }
    }

    fn at<T>(&self, value: T) -> At<T> {
        At {
            value,
            spot: self.value_spot(),
        }
    }

    /// The value as a table, if it is one.
    pub(super) fn table(&self) -> Option<Section<'t>> {
        match self.value.get_ref() {
            DeValue::Table(table) => Some(Section::open_free(table, self.value_spot())),
            _ => None,
        }
    }

    fn items(&self) -> Option<Vec<Entry<'t>>> {
        match self.value.get_ref() {
            DeValue::Array(items) => Some(
                items
                    .iter()
                    .map(|value| Entry {
                        key: self.key.clone(),
                        value,
                    })
                    .collect(),
            ),
            _ => None,
        }
    }

    fn refuse<T>(&self, code: &'static str, problems: &mut Problems<'_>) -> Option<T> {
        let spot = self.value_spot();
        let written = problems.file(spot.file).text.get(spot.span.clone());
        let written = written.unwrap_or_default().lines().next();
        let mistake = Mistake::new(code, &spot, written.unwrap_or_default());
        problems.add(mistake.arg("key", self.key.value.as_str()));
        None
    }

    pub(super) fn text(&self, problems: &mut Problems<'_>) -> Option<At<String>> {
        match self.value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(self.at(text.to_string())),
            DeValue::String(_) => self.refuse("rules-empty", problems),
            _ => self.refuse("rules-wants-text", problems),
        }
    }

    /// A list of texts; a single text is a list of one.
    pub(super) fn texts(&self, problems: &mut Problems<'_>) -> Option<Vec<At<String>>> {
        match self.value.get_ref() {
            DeValue::String(_) => self.text(problems).map(|text| vec![text]),
            DeValue::Array(_) => {
                let items = self.items().unwrap_or_default();
                Some(
                    items
                        .iter()
                        .filter_map(|item| match item.value.get_ref() {
                            DeValue::String(_) => item.text(problems),
                            _ => item.refuse("rules-wants-texts", problems),
                        })
                        .collect(),
                )
            }
            _ => self.refuse("rules-wants-texts", problems),
        }
    }

    fn days(&self, problems: &mut Problems<'_>) -> Option<At<u32>> {
        let days = match self.value.get_ref() {
            DeValue::String(text) => literal::days(text),
            DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|days| *days <= literal::MOST_DAYS),
            _ => None,
        };
        match days {
            Some(days) => Some(self.at(days)),
            None => self.refuse("rules-wants-days", problems),
        }
    }

    fn whole<T>(&self, least: i64, problems: &mut Problems<'_>) -> Option<At<T>>
    where
        T: TryFrom<i64>,
    {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let found = number
            .filter(|number| (least..=1_000_000).contains(number))
            .and_then(|number| T::try_from(number).ok());
        match found {
            Some(number) => Some(self.at(number)),
            None => self.refuse("rules-wants-whole", problems),
        }
    }

    pub(super) fn number(&self, problems: &mut Problems<'_>) -> Option<At<Decimal>> {
        let number = match self.value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .map(Decimal::from),
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::String(text) => literal::share(text).or_else(|| literal::number(text)),
            _ => None,
        };
        match number {
            Some(number) => Some(self.at(number)),
            None => self.refuse("rules-wants-number", problems),
        }
    }

    fn day(&self) -> Option<PartialDate> {
        match self.value.get_ref() {
            DeValue::Datetime(datetime) => {
                let date = datetime.date?;
                Date::new(
                    i16::try_from(date.year).ok()?,
                    i8::try_from(date.month).ok()?,
                    i8::try_from(date.day).ok()?,
                )
                .ok()
                .map(PartialDate::from_civil)
            }
            DeValue::String(text) => literal::partial_date(text, Calendar::Gregorian),
            _ => None,
        }
    }
}

fn unknown_key(key: &At<String>, keys: &[&str]) -> Mistake {
    let listed = || listed(keys.iter().copied());
    match nearest(&key.value, keys.iter().copied()) {
        Some(meant) => {
            Mistake::new("rules-key-misspelt", &key.spot, &key.value).meant(meant, meant)
        }
        None => Mistake::new("rules-key-unknown", &key.spot, &key.value).arg("expected", listed()),
    }
}

/// Words in backticks, joined by commas.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words
        .into_iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
