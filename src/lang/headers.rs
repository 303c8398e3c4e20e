//! Header names: which words stand for which field, in which language and table. Kept in `lang/<code>/headers.toml`:
//! one table `[contacts]`, `[purchases]`... a table of the book, keys the English names of fields, values lists of spellings.
//! Names of sheets stand under `[sheet-names]`. Which sheet holds which table is decided in `stage::map`, not here.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::{Language, Phrases};
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
    /// Whether it names the field only where no other column does.
    pub weak: bool,
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

/// Everything that the language files say of headers.
#[derive(Debug, Clone, Default)]
pub struct Headers {
    /// Every spelling of every header, in the order of the files; the first of a field in a table is its best name.
    pub names: Vec<HeaderName>,
    /// The column headings that tierbook itself writes: language, field, heading.
    pub labels: Vec<(Language, FieldId, String)>,
    /// Names of sheets.
    pub sheets: Vec<SheetName>,
    /// Words for a name that are a given name where a column of family names stands beside.
    pub bare_names: Vec<String>,
    /// The first word of a row of sums.
    pub totals: Vec<String>,
    /// Units and formats that people add to a header.
    pub units: Vec<String>,
}

impl Headers {
    /// Reads the files of all languages from the program itself.
    pub fn load() -> Headers {
        let mut all = Headers::default();
        for (language, headers, labels) in FILES {
            all.add(language, &parse(headers));
            if let Some(Value::Table(labels)) = parse(labels).get("field") {
                all.labels.extend(labels.iter().filter_map(|(name, label)| {
                    Some((language, by_english_name(name)?, label.as_str()?.to_owned()))
                }));
            }
        }
        all
    }

    fn add(&mut self, language: Language, file: &Table) {
        for table in TableKind::ALL {
            let fields = file.get(table.code()).and_then(Value::as_table);
            for (name, spellings) in fields.into_iter().flatten() {
                let Some(field) = Field::by_name(name) else {
                    continue;
                };
                self.names.extend(texts(spellings).map(|text| HeaderName {
                    language,
                    table,
                    field,
                    text: text.strip_prefix('?').unwrap_or(text).to_owned(),
                    weak: text.starts_with('?'),
                }));
            }
            let sheets = file
                .get("sheet-names")
                .and_then(|all| all.get(table.code()));
            self.sheets
                .extend(sheets.into_iter().flat_map(texts).map(|text| SheetName {
                    language,
                    table,
                    text: text.to_owned(),
                }));
        }
        for (list, words) in [
            (&mut self.bare_names, "bare-name"),
            (&mut self.totals, "total"),
            (&mut self.units, "unit"),
        ] {
            let words = file.get("words").and_then(|all| all.get(words));
            list.extend(words.into_iter().flat_map(texts).map(str::to_owned));
        }
    }
}

/// Every spelling of every header in all languages, in the order of the files; the first of a field is its best name.
pub fn header_names() -> Vec<HeaderName> {
    Headers::load().names
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
    header_forms(text).0
}

/// The key of a header, and the same with its Arabic articles.
pub fn header_forms(text: &str) -> (String, String) {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    let mut whole = String::with_capacity(folded.len());
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let bare = word.strip_prefix("ال").unwrap_or(word);
        key.push_str(if bare.chars().count() >= 3 {
            bare
        } else {
            word
        });
        whole.push_str(word);
    }
    if key.is_empty() {
        (folded.clone(), folded)
    } else {
        (key, whole)
    }
}

/// Fields by any of their names: for rules, where a field may be written in any language of the headers.
#[derive(Debug, Clone)]
pub struct FieldNames {
    by_key: BTreeMap<String, FieldId>,
    spellings: Vec<String>,
    headers: Headers,
    phrases: Phrases,
}

impl FieldNames {
    /// Reads all names from the program itself. A word that names two fields stands for the one that comes first: English
    /// names in kebab case, then headers of the contacts table, then labels, then headers of the other tables.
    pub fn load() -> FieldNames {
        let mut names = FieldNames {
            by_key: BTreeMap::new(),
            spellings: Vec::new(),
            headers: Headers::default(),
            phrases: Phrases::load(),
        };
        for spec in CATALOGUE {
            names.add(spec.name, spec.field.into());
        }
        for derived in Derived::ALL {
            names.add(derived.name(), (*derived).into());
        }
        let headers = Headers::load();
        let (contacts, others): (Vec<_>, Vec<_>) = headers
            .names
            .iter()
            .partition(|header| header.table == TableKind::Contacts);
        for header in contacts {
            names.add(&header.text, header.field.into());
        }
        for (_, field, label) in &headers.labels {
            names.add(label, *field);
        }
        for header in others {
            names.add(&header.text, header.field.into());
        }
        let mut seen = BTreeSet::new();
        names.spellings.retain(|text| seen.insert(text.clone()));
        names.headers = headers;
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

    /// How conditions on purchases and relatives are said.
    pub fn phrases(&self) -> &Phrases {
        &self.phrases
    }

    /// What the names were made of.
    pub fn headers(&self) -> &Headers {
        &self.headers
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
    fn every_field_has_names_and_a_label_in_every_language() {
        let headers = Headers::load();
        for language in Language::ALL {
            for spec in CATALOGUE {
                for table in TableKind::ALL
                    .into_iter()
                    .filter(|table| spec.occurs_in(*table))
                {
                    let named = headers.names.iter().any(|name| {
                        (name.language, name.table, name.field) == (language, table, spec.field)
                            && !name.weak
                    });
                    assert!(named, "{language:?} {table:?} {}", spec.name);
                }
            }
            let derived = Derived::ALL.iter().map(|derived| FieldId::from(*derived));
            let fields = CATALOGUE
                .iter()
                .map(|spec| spec.field.into())
                .chain(derived);
            let mut seen = BTreeSet::new();
            for field in fields {
                let label = headers
                    .labels
                    .iter()
                    .find(|(other, labelled, _)| (*other, *labelled) == (language, field));
                let (_, _, label) = label.unwrap_or_else(|| unreachable!("{language:?} {field:?}"));
                assert!(
                    seen.insert(label.to_lowercase()),
                    "{language:?} twice: {label}"
                );
            }
        }
    }

    #[test]
    fn names_stand_only_in_tables_that_have_the_field() {
        for name in header_names() {
            assert!(name.field.spec().occurs_in(name.table), "{name:?}");
        }
        for (language, file, _) in FILES {
            for (table, fields) in &parse(file) {
                let table = TableKind::ALL.into_iter().find(|kind| kind.code() == table);
                for name in fields
                    .as_table()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name)
                {
                    assert!(
                        table.is_none() || Field::by_name(name).is_some(),
                        "{language:?}: no field {name}"
                    );
                }
            }
        }
    }

    #[test]
    fn within_a_table_and_a_language_no_spelling_names_two_fields() {
        let headers = Headers::load();
        let mut meanings: BTreeMap<_, BTreeSet<FieldId>> = BTreeMap::new();
        for name in &headers.names {
            let key = (name.language, name.table, header_key(&name.text));
            meanings.entry(key).or_default().insert(name.field.into());
        }
        let bare: Vec<_> = headers
            .bare_names
            .iter()
            .map(|name| header_key(name))
            .collect();
        for (language, field, label) in &headers.labels {
            for table in TableKind::ALL {
                // A bare name is the whole name or the given name, as the columns beside it tell.
                if !bare.contains(&header_key(label))
                    && field
                        .known()
                        .is_some_and(|field| field.spec().occurs_in(table))
                {
                    let key = (*language, table, header_key(label));
                    meanings.entry(key).or_default().insert(*field);
                }
            }
        }
        let twice: Vec<_> = meanings
            .iter()
            .filter(|(_, fields)| fields.len() > 1)
            .map(|(key, fields)| {
                let names: Vec<_> = fields.iter().filter_map(|field| field.known()).collect();
                (key, names)
            })
            .collect();
        assert!(twice.is_empty(), "{twice:#?}");
    }

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
