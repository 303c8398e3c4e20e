//! What `fields.toml` asks of cells, as written: `[severity]`, `[required]`, `[unique]`, `[range]`, `[values]`.

use crate::config::problem::{At, Problems};
use crate::config::section::{Entry, Section};
use crate::model::TableKind;

/// The keys that are read here.
pub(super) const KEYS: [&str; 5] = ["severity", "required", "unique", "range", "values"];

/// All of them.
#[derive(Debug, Default)]
pub(in crate::config) struct RawChecks {
    /// Code and level.
    pub(in crate::config) severities: Vec<(At<String>, At<String>)>,
    pub(in crate::config) required: Vec<RawTableFields>,
    pub(in crate::config) unique: Vec<RawTableFields>,
    pub(in crate::config) ranges: Vec<RawFieldLine<At<String>>>,
    pub(in crate::config) values: Vec<RawFieldLine<Vec<At<String>>>>,
}

/// A line `TABLE = ["FIELD", ...]`.
#[derive(Debug)]
pub(in crate::config) struct RawTableFields {
    pub(in crate::config) table: TableKind,
    pub(in crate::config) fields: Vec<At<String>>,
}

/// A line `FIELD = ...`, of all tables or of one.
#[derive(Debug)]
pub(in crate::config) struct RawFieldLine<T> {
    pub(in crate::config) field: At<String>,
    pub(in crate::config) table: Option<TableKind>,
    pub(in crate::config) value: T,
}

impl RawChecks {
    pub(super) fn read(file: &Section<'_>, problems: &mut Problems<'_>) -> RawChecks {
        let mut severities = Vec::new();
        if let Some(section) = file.free_section("severity", problems) {
            for entry in section.entries() {
                if let Some(level) = entry.text(problems) {
                    severities.push((entry.key, level));
                }
            }
        }
        RawChecks {
            severities,
            required: by_table("required", file, problems),
            unique: by_table("unique", file, problems),
            ranges: by_field("range", file, problems, Entry::text),
            values: by_field("values", file, problems, Entry::texts),
        }
    }
}

fn kind_of(word: &str) -> Option<TableKind> {
    TableKind::ALL.into_iter().find(|kind| kind.code() == word)
}

fn by_table(key: &str, file: &Section<'_>, problems: &mut Problems<'_>) -> Vec<RawTableFields> {
    let Some(section) = file.section(key, &TableKind::ALL.map(TableKind::code), problems) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for entry in section.entries() {
        if let Some(table) = kind_of(&entry.key.value)
            && let Some(fields) = entry.texts(problems)
        {
            lines.push(RawTableFields { table, fields });
        }
    }
    lines
}

/// Lines by field; those under the name of a table count in that table only.
fn by_field<'t, T>(
    key: &str,
    file: &Section<'t>,
    problems: &mut Problems<'_>,
    value: impl Fn(&Entry<'t>, &mut Problems<'_>) -> Option<T>,
) -> Vec<RawFieldLine<T>> {
    let Some(section) = file.free_section(key, problems) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for entry in section.entries() {
        let (table, entries) = match (kind_of(&entry.key.value), entry.table()) {
            (Some(table), Some(inner)) => (Some(table), inner.entries()),
            _ => (None, vec![entry]),
        };
        for entry in entries {
            if let Some(value) = value(&entry, problems) {
                lines.push(RawFieldLine {
                    field: entry.key,
                    table,
                    value,
                });
            }
        }
    }
    lines
}
