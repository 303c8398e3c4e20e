//! What `fields.toml` asks of cells, resolved: severities by code, required and unique fields, ranges, lists of values.

use std::collections::BTreeMap;

use super::choice;
use crate::config::literal;
use crate::config::names::{Found, Names};
use crate::config::nearest::nearest;
use crate::config::plan::{ChecksPlan, Range, ValueList};
use crate::config::problem::{At, Mistake, Problems};
use crate::config::raw::{RawChecks, RawTableFields};
use crate::diag::{Severity, codes};
use crate::model::{Derived, FieldId, FieldType, TableKind};

/// What `[severity]` may say of a code; `None` is "not reported".
const LEVELS: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

/// Codes that are not to be reported, and codes with a severity of the book's own.
pub(super) fn severities(
    silent: &[At<String>],
    levels: Vec<(At<String>, At<String>)>,
    problems: &mut Problems<'_>,
) -> (Vec<String>, BTreeMap<String, Severity>) {
    let mut hushed: Vec<String> = silent
        .iter()
        .filter_map(|code| {
            let spot = problems.part(code, 0..code.value.len());
            let value = code.value.clone();
            known_code(&At { value, spot }, problems)
        })
        .collect();
    let mut settled = BTreeMap::new();
    for (code, level) in levels {
        let code = known_code(&code, problems);
        let level = choice(&level, "severity", &LEVELS, problems);
        match (code, level) {
            (Some(code), Some(Some(severity))) => {
                settled.insert(code, severity);
            }
            (Some(code), Some(None)) => hushed.push(code),
            _ => {}
        }
    }
    (hushed, settled)
}

fn known_code(code: &At<String>, problems: &mut Problems<'_>) -> Option<String> {
    let typed = code.value.trim();
    if codes().any(|(known, _)| known == typed) {
        return Some(typed.to_owned());
    }
    let known = codes().map(|(known, _)| known);
    problems.add(match nearest(typed, known) {
        Some(meant) => {
            Mistake::new("rules-code-misspelt", &code.spot, &code.value).meant(meant, meant)
        }
        None => Mistake::new("rules-code-unknown", &code.spot, &code.value),
    });
    None
}

/// Everything else.
pub(super) fn checks(raw: RawChecks, names: &Names<'_>, problems: &mut Problems<'_>) -> ChecksPlan {
    let mut plan = ChecksPlan {
        required: by_table(&raw.required, names, problems),
        unique: by_table(&raw.unique, names, problems),
        ..ChecksPlan::default()
    };
    for line in raw.ranges {
        let found = field(&line.field, line.table, names, problems);
        let range = range(&line.value, problems);
        let Some((found, (min, max))) = found.zip(range) else {
            continue;
        };
        if !matches!(
            kind(found),
            None | Some(FieldType::Number | FieldType::Money)
        ) {
            problems.add(unfit("rules-range-field", &line.field));
            continue;
        }
        plan.ranges.push(Range {
            field: found,
            table: line.table,
            min,
            max,
            written: line.value.value.trim().to_owned(),
        });
    }
    for line in raw.values {
        let Some(found) = field(&line.field, line.table, names, problems) else {
            continue;
        };
        if !matches!(
            kind(found),
            None | Some(FieldType::Text | FieldType::List | FieldType::Choice)
        ) {
            problems.add(unfit("rules-values-field", &line.field));
            continue;
        }
        let values: Vec<String> = line.value.into_iter().map(|value| value.value).collect();
        plan.values.push(ValueList::new(found, line.table, &values));
    }
    plan
}

fn by_table(
    raw: &[RawTableFields],
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<(TableKind, FieldId)> {
    let mut fields = Vec::new();
    for line in raw {
        for name in &line.fields {
            let spot = problems.part(name, 0..name.value.len());
            let value = name.value.clone();
            let found = field(&At { value, spot }, Some(line.table), names, problems);
            fields.extend(found.map(|found| (line.table, found)));
        }
    }
    fields
}

/// The field of a name: of a table where one is given, else of any. What is computed has no cells.
pub(super) fn field(
    name: &At<String>,
    table: Option<TableKind>,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<FieldId> {
    let Some(Found { id, .. }) = names.field(&name.value) else {
        problems.add(super::small::unknown_field(
            name,
            names.nearest_field(&name.value),
        ));
        return None;
    };
    if Derived::from_id(id).is_some() || names.is_score(id) {
        problems.add(unfit("rules-field-computed", name));
        return None;
    }
    if let Some(table) = table
        && let Some(known) = id.known()
        && !known.spec().occurs_in(table)
    {
        problems.add(unfit("rules-table-field", name).arg("table", table.code()));
        return None;
    }
    Some(id)
}

/// The type of a field of the catalogue; a column of the trade has none.
fn kind(field: FieldId) -> Option<FieldType> {
    field.known().map(|known| known.spec().kind)
}

fn unfit(code: &'static str, name: &At<String>) -> Mistake {
    Mistake::new(code, &name.spot, &name.value)
}

/// The two ends of a range.
type Ends = (Option<rust_decimal::Decimal>, Option<rust_decimal::Decimal>);

/// `0..500`, `0..`, `..500`.
fn range(written: &At<String>, problems: &mut Problems<'_>) -> Option<Ends> {
    let text = written.value.trim();
    let spot = problems.part(written, 0..written.value.len());
    let ends = text.split_once("..").and_then(|(min, max)| {
        let end = |text: &str| match text.trim() {
            "" => Some(None),
            number => literal::number(number).map(Some),
        };
        let ends: Ends = (end(min)?, end(max)?);
        (ends != (None, None)).then_some(ends)
    });
    match ends {
        None => {
            problems.add(Mistake::new("rules-range", &spot, text));
            None
        }
        Some((Some(min), Some(max))) if min > max => {
            let meant = format!("{max}..{min}");
            let mistake = Mistake::new("rules-between-order", &spot, text);
            problems.add(mistake.meant(&meant, meant.as_str()));
            None
        }
        ends => ends,
    }
}
