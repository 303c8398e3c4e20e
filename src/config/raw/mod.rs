//! The rules as written: every value with its place, nothing resolved. The first of two phases; `build` is the second.

mod book;
mod checks;
mod overrides;
mod small;
mod tiers;

use toml::de::DeTable;

use super::nearest::nearest;
use super::problem::{At, Mistake, Problems, Spot};
use super::section::{Section, listed};

pub(super) use book::{RawBook, RawPerson, RawRate};
pub(super) use checks::{RawChecks, RawTableFields};
pub(super) use overrides::RawOverrides;
pub(super) use small::{RawFields, RawHeader, RawMatching, RawMetrics, RawReminder, RawReminders};
pub(super) use tiers::RawTiers;

/// The names of all rules files.
pub(super) const FILES: [&str; 7] = [
    "book.toml",
    "fields.toml",
    "matching.toml",
    "tiers.toml",
    "overrides.toml",
    "reminders.toml",
    "metrics.toml",
];

/// Every key that the readers take, by file and table; the root table has no name. Tables whose keys are names of the user's own
/// are left out.
#[cfg(test)]
pub(super) const KEYS: [(&str, &str, &[&str]); 17] = [
    ("book.toml", "", book::KEYS),
    ("book.toml", "rate", book::RATE),
    ("book.toml", "staff", book::STAFF),
    ("fields.toml", "", small::FIELDS),
    ("fields.toml", "", &checks::KEYS),
    ("matching.toml", "", small::MATCHING),
    ("tiers.toml", "", tiers::KEYS),
    ("tiers.toml", "ladder", tiers::LADDER),
    ("tiers.toml", "ladder.rung", tiers::RUNG),
    ("tiers.toml", "score", tiers::SCORE),
    ("tiers.toml", "score.points", tiers::POINTS),
    ("tiers.toml", "segment", tiers::SEGMENT),
    ("overrides.toml", "", overrides::KEYS),
    ("overrides.toml", "override", overrides::OVERRIDE),
    ("reminders.toml", "", small::REMINDERS),
    ("reminders.toml", "reminder", small::REMINDER),
    ("metrics.toml", "", small::METRICS),
];

/// Everything that the files say.
#[derive(Debug, Default)]
pub(super) struct RawRules {
    pub(super) book: RawBook,
    pub(super) fields: RawFields,
    pub(super) matching: RawMatching,
    pub(super) tiers: RawTiers,
    pub(super) overrides: RawOverrides,
    pub(super) reminders: RawReminders,
    pub(super) metrics: RawMetrics,
}

/// Three lists of condition lines.
#[derive(Debug, Clone, Default)]
pub(super) struct RawWhen {
    pub(super) all: Vec<At<String>>,
    pub(super) any: Vec<At<String>>,
    pub(super) none: Vec<At<String>>,
}

impl RawWhen {
    /// `when` and `all` say the same.
    fn read(section: &Section<'_>, problems: &mut Problems<'_>) -> RawWhen {
        let mut all = section.texts("when", problems);
        all.extend(section.texts("all", problems));
        RawWhen {
            all,
            any: section.texts("any", problems),
            none: section.texts("none", problems),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }
}

/// Reads some of the files; the others count as empty.
pub(super) fn read(files: impl Iterator<Item = usize>, problems: &mut Problems<'_>) -> RawRules {
    let mut rules = RawRules::default();
    for index in files {
        let file = problems.file(index);
        let name = file.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        for error in &errors {
            let span = error.span().unwrap_or(0..file.text.len().min(1));
            let reason = error.message().lines().next().unwrap_or_default();
            let mistake = Mistake::new("rules-syntax", &Spot { file: index, span }, "");
            problems.add(mistake.arg("reason", reason));
        }
        let spot = Spot {
            file: index,
            span: 0..0,
        };
        let table = table.get_ref();
        match name {
            "book.toml" => rules.book = RawBook::read(table, spot, problems),
            "fields.toml" => rules.fields = RawFields::read(table, spot, problems),
            "matching.toml" => rules.matching = RawMatching::read(table, spot, problems),
            "tiers.toml" => rules.tiers = RawTiers::read(table, spot, problems),
            "overrides.toml" => rules.overrides = RawOverrides::read(table, spot, problems),
            "reminders.toml" => rules.reminders = RawReminders::read(table, spot, problems),
            "metrics.toml" => rules.metrics = RawMetrics::read(table, spot, problems),
            _ => problems.add(unknown_file(name, &spot)),
        }
    }
    rules
}

fn unknown_file(name: &str, spot: &Spot) -> Mistake {
    match nearest(name, FILES) {
        Some(meant) => Mistake::new("rules-file-misspelt", spot, name).arg("meant", meant),
        None => Mistake::new("rules-file-unknown", spot, name).arg("expected", listed(FILES)),
    }
    .warning()
}
