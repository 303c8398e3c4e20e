//! `fields.toml`, `matching.toml`, `reminders.toml` and `metrics.toml` as written.

use rust_decimal::Decimal;
use toml::de::DeTable;

use super::{RawChecks, RawWhen};
use crate::config::problem::{At, Problems, Spot};
use crate::config::section::Section;
use crate::model::TableKind;

/// `fields.toml`
#[derive(Debug, Default)]
pub(in crate::config) struct RawFields {
    pub(in crate::config) headers: Vec<RawHeader>,
    pub(in crate::config) wanted: Option<Vec<At<String>>>,
    pub(in crate::config) silent: Vec<At<String>>,
    pub(in crate::config) checks: RawChecks,
}

/// A line of `[headers]` or `[headers.TABLE]`.
#[derive(Debug)]
pub(in crate::config) struct RawHeader {
    pub(in crate::config) field: At<String>,
    pub(in crate::config) table: Option<TableKind>,
    pub(in crate::config) names: Vec<At<String>>,
}

/// Beside those of [`super::checks`].
pub(super) const FIELDS: &[&str] = &["headers", "wanted", "silent"];
pub(super) const MATCHING: &[&str] = &["merge", "max-shared", "keep", "trusted"];
pub(super) const REMINDERS: &[&str] = &["horizon", "reminder"];
pub(super) const REMINDER: &[&str] = &[
    "kind", "when", "all", "any", "none", "lead", "after", "owner", "text", "priority", "off",
];
pub(super) const METRICS: &[&str] = &["goals"];

impl RawFields {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawFields {
        let mut keys = FIELDS.to_vec();
        keys.extend(super::checks::KEYS);
        let file = Section::open(table, spot, &keys, problems);
        let mut headers = Vec::new();
        if let Some(section) = file.free_section("headers", problems) {
            for entry in section.entries() {
                let kind = TableKind::ALL
                    .into_iter()
                    .find(|kind| kind.code() == entry.key.value);
                match (kind, entry.table()) {
                    (Some(kind), Some(inner)) => {
                        for entry in inner.entries() {
                            headers.push(RawHeader {
                                names: entry.texts(problems).unwrap_or_default(),
                                field: entry.key,
                                table: Some(kind),
                            });
                        }
                    }
                    _ => headers.push(RawHeader {
                        names: entry.texts(problems).unwrap_or_default(),
                        field: entry.key,
                        table: None,
                    }),
                }
            }
        }
        RawFields {
            headers,
            wanted: file
                .entry("wanted")
                .map(|entry| entry.texts(problems).unwrap_or_default()),
            silent: file.texts("silent", problems),
            checks: RawChecks::read(&file, problems),
        }
    }
}

/// `matching.toml`
#[derive(Debug, Default)]
pub(in crate::config) struct RawMatching {
    pub(in crate::config) merge: Option<At<bool>>,
    pub(in crate::config) max_shared: Option<At<u32>>,
    /// Field and rule.
    pub(in crate::config) keep: Vec<(At<String>, At<String>)>,
    pub(in crate::config) trusted: Vec<At<String>>,
}

impl RawMatching {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawMatching {
        let file = Section::open(table, spot, MATCHING, problems);
        let mut keep = Vec::new();
        if let Some(section) = file.free_section("keep", problems) {
            for entry in section.entries() {
                if let Some(rule) = entry.text(problems) {
                    keep.push((entry.key, rule));
                }
            }
        }
        RawMatching {
            merge: file.yes_no("merge", problems),
            max_shared: file.count("max-shared", problems),
            keep,
            trusted: file.texts("trusted", problems),
        }
    }
}

/// `reminders.toml`
#[derive(Debug, Default)]
pub(in crate::config) struct RawReminders {
    pub(in crate::config) horizon: Option<At<u32>>,
    pub(in crate::config) reminders: Vec<RawReminder>,
}

/// `[[reminder]]`
#[derive(Debug)]
pub(in crate::config) struct RawReminder {
    pub(in crate::config) kind: Option<At<String>>,
    pub(in crate::config) when: RawWhen,
    pub(in crate::config) lead: Option<At<u32>>,
    pub(in crate::config) after: Option<At<u32>>,
    pub(in crate::config) owner: Option<At<String>>,
    pub(in crate::config) text: Option<At<String>>,
    pub(in crate::config) priority: Option<At<u32>>,
    pub(in crate::config) off: Option<At<bool>>,
}

impl RawReminders {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawReminders {
        let file = Section::open(table, spot, REMINDERS, problems);
        let mut reminders = Vec::new();
        for reminder in file.sections("reminder", REMINDER, problems) {
            reminder.require(&["kind"], "[[reminder]]", problems);
            reminders.push(RawReminder {
                kind: reminder.text("kind", problems),
                when: RawWhen::read(&reminder, problems),
                lead: reminder.days("lead", problems),
                after: reminder.days("after", problems),
                owner: reminder.text("owner", problems),
                text: reminder.text("text", problems),
                priority: reminder.count("priority", problems),
                off: reminder.yes_no("off", problems),
            });
        }
        RawReminders {
            horizon: file.days("horizon", problems),
            reminders,
        }
    }
}

/// `metrics.toml`
#[derive(Debug, Default)]
pub(in crate::config) struct RawMetrics {
    pub(in crate::config) goals: Vec<(At<String>, At<Decimal>)>,
}

impl RawMetrics {
    pub(super) fn read<'t>(
        table: &'t DeTable<'t>,
        spot: Spot,
        problems: &mut Problems<'_>,
    ) -> RawMetrics {
        let file = Section::open(table, spot, METRICS, problems);
        let mut goals = Vec::new();
        if let Some(section) = file.free_section("goals", problems) {
            for entry in section.entries() {
                if let Some(value) = entry.number(problems) {
                    goals.push((entry.key, value));
                }
            }
        }
        RawMetrics { goals }
    }
}
