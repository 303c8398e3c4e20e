//! Columns of a sheet of contacts, by the names that conditions know too.

use super::small::unknown_field;
use crate::config::names::{Names, other_table};
use crate::config::plan::SheetColumn;
use crate::config::problem::{At, Mistake, Problems};

/// What the names stand for, each once, in the order of writing. The name of a ladder stands for its rung, unless a field has
/// exactly this name.
pub(super) fn columns(
    raw: &[At<String>],
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<SheetColumn> {
    let mut columns = Vec::new();
    for name in raw {
        let column = column(name, names, problems);
        columns.extend(column.filter(|column| !columns.contains(column)));
    }
    columns
}

fn column(
    name: &At<String>,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<SheetColumn> {
    let text = name.value.as_str();
    if let Some(ladder) = names.days_on_rung(text) {
        return Some(SheetColumn::DaysOnRung(ladder));
    }
    if let Some(ladder) = names
        .ladder(text)
        .filter(|_| !Names::is_english_field(text))
    {
        return Some(SheetColumn::Rung(ladder));
    }
    let spot = problems.part(name, 0..text.len());
    let Some(found) = names.field(text) else {
        let inner = At {
            value: name.value.clone(),
            spot,
        };
        problems.add(unknown_field(&inner, names.nearest_field(text)));
        return None;
    };
    if let Some(table) = other_table(found.id) {
        let mistake = Mistake::new("rules-field-table", &spot, text);
        problems.add(mistake.arg("table", table.code()));
        return None;
    }
    Some(SheetColumn::Field(found.id))
}
