//! Which files and sheets an outcome reflects, and what became of their rows.

use std::collections::BTreeMap;

use crate::model::{Fate, SheetId, TableKind};

use super::View;

/// One table in one sheet.
pub(in crate::output) struct SheetAccount {
    /// Where.
    pub(in crate::output) sheet: SheetId,
    /// Which table.
    pub(in crate::output) table: TableKind,
    /// Rows kept, merged, held and blank.
    pub(in crate::output) fates: [u64; 4],
}

impl SheetAccount {
    /// Rows read.
    pub(in crate::output) fn read(&self) -> u64 {
        self.fates.iter().sum()
    }
}

/// Every table read, in the order in which the sheets were read.
pub(in crate::output) fn sheets(view: &View<'_>) -> Vec<SheetAccount> {
    let mut found: BTreeMap<(SheetId, TableKind), [u64; 4]> = BTreeMap::new();
    for row in &view.outcome.rows {
        let at = match row.fate {
            Fate::Kept => 0,
            Fate::Merged => 1,
            Fate::Held => 2,
            Fate::Blank => 3,
        };
        found.entry((row.sheet, row.table)).or_default()[at] += 1;
    }
    found
        .into_iter()
        .map(|((sheet, table), fates)| SheetAccount {
            sheet,
            table,
            fates,
        })
        .collect()
}

/// The files read that hold a table, each once, in the order of reading.
pub(in crate::output) fn files<'a>(view: &View<'a>) -> Vec<&'a str> {
    let mut files = Vec::new();
    for account in sheets(view) {
        let file = view.outcome.places.sheet(account.sheet).file.as_str();
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}
