//! Header names: which words stand for which field, in which language and table. Kept in `lang/<code>/headers.toml`:
//! one table `[contacts]`, `[purchases]`... a table of the book, keys the English names of fields, values lists of spellings.
//! Names of sheets stand under `[sheet-names]`. Which sheet holds which table is decided in `stage::map`, not here.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::Language;
use crate::model::{CATALOGUE, Derived, Field, FieldId, TableKind};
use crate::text::fold;

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

/// A word by which people name the sheet of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName {
    /// The language it belongs to.
    pub language: Language,
    /// The table that such a sheet holds.
    pub table: TableKind,
    /// The words as people write them.
    pub text: String,
}

const FILES: [(Language, &str, &str); 4] = [
    (
        Language::English,
        include_str!("en/headers.toml"),
        include_str!("en/fields.toml"),
    ),
    (
        Language::Arabic,
        include_str!("ar/headers.toml"),
        include_str!("ar/fields.toml"),
    ),
    (
        Language::Persian,
        include_str!("fa/headers.toml"),
        include_str!("fa/fields.toml"),
    ),
    (
        Language::Russian,
        include_str!("ru/headers.toml"),
        include_str!("ru/fields.toml"),
    ),
];

/// Every spelling of every header in all languages, in the order of the files; the first of a field is its best name.
pub fn header_names() -> Vec<HeaderName> {
    let mut names = Vec::new();
    for (language, file, _) in FILES {
        let tables = parse(file);
        for table in TableKind::ALL {
            let Some(Value::Table(fields)) = tables.get(table.code()) else {
                continue;
            };
            for (name, spellings) in fields {
                let Some(field) = Field::by_name(name) else {
                    continue;
                };
                names.extend(texts(spellings).map(|text| HeaderName {
                    language,
                    table,
                    field,
                    text: text.to_owned(),
                }));
            }
        }
    }
    names
}

/// Every word by which people name the sheet of a table, in all languages.
pub fn sheet_names() -> Vec<SheetName> {
    let mut names = Vec::new();
    for (language, file, _) in FILES {
        let tables = parse(file);
        let Some(Value::Table(kinds)) = tables.get("sheet-names") else {
            continue;
        };
        for table in TableKind::ALL {
            let spellings = kinds.get(table.code()).into_iter().flat_map(texts);
            names.extend(spellings.map(|text| SheetName {
                language,
                table,
                text: text.to_owned(),
            }));
        }
    }
    names
}

/// The files are part of the program and a test reads them all: one that fails to parse cannot be released.
fn parse(file: &str) -> Table {
    file.parse().unwrap_or_default()
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// The form in which headers are compared: folded, without spaces, punctuation and Arabic articles, so that `First Name`,
/// `first_name` and `FirstName` are one. A header of nothing but signs (`#`) is kept as it is.
pub fn header_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let bare = word.strip_prefix("ال").unwrap_or(word);
        key.push_str(if bare.chars().count() >= 3 {
            bare
        } else {
            word
        });
    }
    if key.is_empty() { folded } else { key }
}

/// Fields by any of their names: for rules, where a field may be written in any language of the headers.
#[derive(Debug, Clone)]
pub struct FieldNames {
    by_key: BTreeMap<String, FieldId>,
    spellings: Vec<String>,
}

impl FieldNames {
    /// Reads all names from the program itself. A word that names two fields stands for the one that comes first: English
    /// names in kebab case, then labels, then headers of the contacts table, then headers of the other tables.
    pub fn load() -> FieldNames {
        let mut names = FieldNames {
            by_key: BTreeMap::new(),
            spellings: Vec::new(),
        };
        for spec in CATALOGUE {
            names.add(spec.name, spec.field.into());
        }
        for derived in Derived::ALL {
            names.add(derived.name(), (*derived).into());
        }
        for (_, _, labels) in FILES {
            if let Some(Value::Table(labels)) = parse(labels).get("field") {
                for (name, label) in labels {
                    if let (Some(field), Some(label)) = (by_english_name(name), label.as_str()) {
                        names.add(label, field);
                    }
                }
            }
        }
        let headers = header_names();
        let (contacts, others): (Vec<_>, Vec<_>) = headers
            .iter()
            .partition(|header| header.table == TableKind::Contacts);
        for header in contacts.into_iter().chain(others) {
            names.add(&header.text, header.field.into());
        }
        let mut seen = BTreeSet::new();
        names.spellings.retain(|text| seen.insert(text.clone()));
        names
    }

    fn add(&mut self, text: &str, field: FieldId) {
        self.by_key.entry(header_key(text)).or_insert(field);
        self.spellings.push(text.to_owned());
    }

    /// The field of the catalogue, or the derived field, that a text names; case, spaces and punctuation do not matter.
    pub fn find(&self, text: &str) -> Option<FieldId> {
        by_english_name(text.trim()).or_else(|| self.by_key.get(&header_key(text)).copied())
    }

    /// Every spelling once, as people write it and English names first, for "did you mean".
    pub fn candidates(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(String::as_str)
    }
}

fn by_english_name(name: &str) -> Option<FieldId> {
    Field::by_name(name)
        .map(FieldId::from)
        .or_else(|| Derived::by_name(name).map(FieldId::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_english_name_is_found_as_itself() {
        let names = FieldNames::load();
        for spec in CATALOGUE {
            assert_eq!(
                names.find(spec.name),
                Some(spec.field.into()),
                "{}",
                spec.name
            );
        }
        for derived in Derived::ALL {
            assert_eq!(names.find(derived.name()), Some((*derived).into()));
        }
        assert_eq!(names.find("Spend 12M"), Some(Derived::Spend12m.into()));
        assert_eq!(names.find("no such field"), None);
        assert_eq!(names.candidates().next(), Some("id"));
    }

    #[test]
    fn spellings_of_one_header_have_one_key() {
        for (a, b) in [
            ("First Name", "first_name"),
            ("FirstName", "first-name"),
            ("E-mail", "email"),
            ("شماره‌تلفن", "شماره تلفن"),
            ("الاسم", "اسم"),
            ("اسم العميل", "اسم عميل"),
            ("Дата рождения:", "дата  рождения"),
        ] {
            assert_eq!(header_key(a), header_key(b), "{a} / {b}");
        }
        assert_eq!(header_key("#"), "#");
    }
}
