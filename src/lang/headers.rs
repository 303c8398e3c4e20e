//! Header names: which words stand for which field, in which language and table. Kept in `lang/<code>/headers.toml`:
//! one table `[contacts]`, `[purchases]`... a table of the book, keys the English names of fields, values lists of spellings.

use toml::{Table, Value};

use super::Language;
use crate::model::{Field, TableKind};

/// One spelling of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderName {
    /// The language it belongs to.
    pub language: Language,
    /// The table in which it has this meaning.
    pub table: TableKind,
    /// The field that it names.
    pub field: Field,
    /// The words as people write them.
    pub text: String,
}

const FILES: [(Language, &str); 4] = [
    (Language::English, include_str!("en/headers.toml")),
    (Language::Arabic, include_str!("ar/headers.toml")),
    (Language::Persian, include_str!("fa/headers.toml")),
    (Language::Russian, include_str!("ru/headers.toml")),
];

/// Every spelling of every header in all languages, in the order of the files; the first of a field is its best name.
pub fn header_names() -> Vec<HeaderName> {
    let mut names = Vec::new();
    for (language, file) in FILES {
        let tables = file.parse::<Table>().unwrap_or_default();
        for table in TableKind::ALL {
            let Some(Value::Table(fields)) = tables.get(table.code()) else {
                continue;
            };
            for (field, spellings) in fields {
                let (Some(field), Value::Array(spellings)) = (Field::by_name(field), spellings)
                else {
                    continue;
                };
                names.extend(
                    spellings
                        .iter()
                        .filter_map(Value::as_str)
                        .map(|text| HeaderName {
                            language,
                            table,
                            field,
                            text: text.to_owned(),
                        }),
                );
            }
        }
    }
    names
}
