//! How sheets were read before: new rows never change how old ones are read.

use std::collections::BTreeMap;

use crate::model::{Cell, Field, FieldId, Reading, TableKind};

/// How one sheet was read before.
#[derive(Debug)]
pub(super) struct Remembered {
    pub(super) table: TableKind,
    /// By header: what its columns were read as, left to right.
    columns: BTreeMap<String, Vec<String>>,
}

/// What a column was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ReadAs {
    /// A field of the catalogue.
    Known(FieldId),
    /// A field of the trade of this name.
    Custom(String),
}

impl Remembered {
    /// Sorts the journal's lines by file and sheet.
    pub(super) fn by_sheet(reading: &[Reading]) -> BTreeMap<(String, String), Remembered> {
        let mut sheets: BTreeMap<(String, String), Remembered> = BTreeMap::new();
        for line in reading {
            let Some(table) = TableKind::ALL
                .into_iter()
                .find(|table| table.code() == line.table)
            else {
                continue;
            };
            let sheet = sheets
                .entry((line.file.clone(), line.sheet.clone()))
                .or_insert_with(|| Remembered {
                    table,
                    columns: BTreeMap::new(),
                });
            if sheet.table == table {
                let fields = sheet.columns.entry(line.header.clone()).or_default();
                fields.push(line.field.clone());
            }
        }
        sheets
    }

    /// The number of headers known.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// How many of a row's cells are known headers.
    pub(super) fn hits(&self, filled: &[(u32, Cell<'_>, String)]) -> usize {
        filled
            .iter()
            .filter(|(_, _, text)| self.columns.contains_key(text))
            .count()
    }

    /// What the `nth` column (from 0) of a header was read as.
    pub(super) fn column(&self, header: &str, nth: usize) -> Option<ReadAs> {
        let name = self.columns.get(header)?.get(nth)?;
        let known = Field::by_name(name).filter(|field| field.spec().occurs_in(self.table));
        Some(match known {
            Some(field) => ReadAs::Known(field.into()),
            None => ReadAs::Custom(name.clone()),
        })
    }
}
