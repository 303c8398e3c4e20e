//! Which fields a header may name: exact spellings in four languages, the names that the rules add, and spellings that are one
//! or two letters off. Which of several meanings holds is decided by the other headers, in `recognise`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::spelling::{Forms, forms, without_number};
use crate::config::Plan;
use crate::lang::{Headers, Language, header_forms, header_key};
use crate::model::{CATALOGUE, FieldId, TableKind};
use crate::text::distance;

/// How sure it is that a header names a field, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// `fields.toml` says so.
    Plan,
    /// It was read so before.
    Memory,
    /// The header is one of its names.
    Exact,
    /// The header is one or two letters off.
    Guess,
    /// The header is a name that gives way to any better one.
    Weak,
}

/// One thing that a header may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) table: TableKind,
    pub(super) field: FieldId,
    /// `None` for a name that the rules add.
    pub(super) language: Option<Language>,
    pub(super) trust: Trust,
    /// Letters between the header and the name.
    pub(super) edits: usize,
}

/// A header with all that it may mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HeaderReading {
    pub(super) forms: Forms,
    pub(super) meanings: Vec<Meaning>,
}

/// One form of a name.
#[derive(Debug)]
struct Form {
    text: String,
    /// See [`letters`].
    letters: u64,
    /// The name's key among the exact ones.
    key: String,
}

/// A name from this many letters on may be one letter off, and from twice as many two.
const ONE_EDIT: usize = 6;
/// A longer text is no header.
const LONGEST: usize = 60;

/// All names, looked up by key.
#[derive(Debug)]
pub(super) struct Names {
    exact: BTreeMap<String, Vec<Meaning>>,
    /// Keys by their length in letters, for headers that miss them by one or two.
    by_length: BTreeMap<usize, Vec<Form>>,
    /// The same names with their articles.
    whole_by_length: BTreeMap<usize, Vec<Form>>,
    /// Names with their articles, where they have any, and their keys.
    wholes: BTreeSet<(String, String)>,
    sheets: Vec<(String, TableKind)>,
    /// Keys of bare names ("Name").
    pub(super) bare: BTreeSet<String>,
    /// Keys of words for a sum.
    pub(super) totals: BTreeSet<String>,
    units: BTreeSet<String>,
    seen: RefCell<BTreeMap<String, Rc<HeaderReading>>>,
}

impl Names {
    /// Gathers the names of the language files and of the rules.
    pub(super) fn new(plan: &Plan, headers: &Headers) -> Names {
        let keys = |words: &[String]| words.iter().map(|word| header_key(word)).collect();
        let mut names = Names {
            exact: BTreeMap::new(),
            by_length: BTreeMap::new(),
            whole_by_length: BTreeMap::new(),
            wholes: BTreeSet::new(),
            sheets: headers
                .sheets
                .iter()
                .map(|sheet| (header_key(&sheet.text), sheet.table))
                .collect(),
            bare: keys(&headers.bare_names),
            totals: keys(&headers.totals),
            units: keys(&headers.units),
            seen: RefCell::default(),
        };
        for (field, table, text) in &plan.fields.headers {
            let tables = TableKind::ALL.into_iter().filter(|kind| match table {
                Some(only) => only == kind,
                None => field
                    .known()
                    .is_none_or(|field| field.spec().occurs_in(*kind)),
            });
            for table in tables {
                names.add(text, meaning(table, *field, None, Trust::Plan));
            }
        }
        for name in &headers.names {
            let trust = if name.weak { Trust::Weak } else { Trust::Exact };
            let language = Some(name.language);
            names.add(
                &name.text,
                meaning(name.table, name.field.into(), language, trust),
            );
        }
        // What tierbook itself writes above a column is understood as well, where it does not say something else already.
        let own = CATALOGUE
            .iter()
            .map(|spec| (Language::English, FieldId::from(spec.field), spec.name));
        let labels = headers
            .labels
            .iter()
            .map(|(language, field, label)| (*language, *field, label.as_str()));
        for (language, field, text) in own.chain(labels) {
            for table in TableKind::ALL {
                if field
                    .known()
                    .is_some_and(|field| field.spec().occurs_in(table))
                {
                    names.add(text, meaning(table, field, Some(language), Trust::Exact));
                }
            }
        }
        names.fill_lengths();
        names
    }

    fn add(&mut self, text: &str, meaning: Meaning) {
        let (key, whole) = header_forms(text);
        let single = without_number(text).map(|single| header_forms(&single));
        for (key, whole) in [Some((key, whole)), single].into_iter().flatten() {
            self.wholes.insert((whole, key.clone()));
            let known = self.exact.entry(key).or_default();
            let taken = known.iter().any(|other| {
                other.table == meaning.table
                    && (other.language == meaning.language || other.trust == Trust::Plan)
            });
            if !taken {
                known.push(meaning);
            }
        }
    }

    /// A letter missed in an article leaves no article to take away, so that such names are known with theirs, too. A header
    /// without its articles is not compared with a name that has them: `ایمال` would be near to `اسم ال...`.
    fn fill_lengths(&mut self) {
        for key in self.exact.keys() {
            add_form(&mut self.by_length, key, key);
        }
        for (whole, key) in &self.wholes {
            add_form(&mut self.whole_by_length, whole, key);
        }
    }

    /// What a header may mean, in every table.
    pub(super) fn read(&self, header: &str) -> Rc<HeaderReading> {
        if let Some(known) = self.seen.borrow().get(header) {
            return Rc::clone(known);
        }
        let forms = forms(header, &self.units);
        let mut meanings = self.exact(&forms);
        if meanings.is_empty() && header.chars().count() <= LONGEST {
            let mut guesses = forms
                .keys
                .iter()
                .map(|key| self.guesses(&[key, &forms.whole]));
            meanings = guesses.find(|found| !found.is_empty()).unwrap_or_default();
        }
        let reading = Rc::new(HeaderReading { forms, meanings });
        self.seen
            .borrow_mut()
            .insert(header.to_owned(), Rc::clone(&reading));
        reading
    }

    /// For each table the meanings of the most trusted form that has one there.
    fn exact(&self, forms: &Forms) -> Vec<Meaning> {
        let mut found: Vec<Meaning> = Vec::new();
        for key in &forms.keys {
            let new: Vec<Meaning> = self
                .exact
                .get(key)
                .into_iter()
                .flatten()
                .filter(|meaning| found.iter().all(|known| known.table != meaning.table))
                .copied()
                .collect();
            found.extend(new);
        }
        if found.is_empty() {
            found = self.in_two_languages(&forms.parts);
        }
        found
    }

    /// `Phone / هاتف`: both halves must be known and name one field.
    fn in_two_languages(&self, parts: &[String]) -> Vec<Meaning> {
        let known: Option<Vec<&Vec<Meaning>>> =
            parts.iter().map(|part| self.exact.get(part)).collect();
        let known = known.unwrap_or_default();
        let same = |a: &Meaning, b: &Meaning| (a.table, a.field) == (b.table, b.field);
        let mut found: Vec<Meaning> = known.iter().copied().flatten().copied().collect();
        found.retain(|meaning| {
            known
                .iter()
                .all(|half| half.iter().any(|other| same(other, meaning)))
        });
        found
    }

    /// The nearest names of each table and language, at most one letter off, or two for long names. `typed` is a header without
    /// and with its articles.
    fn guesses(&self, typed: &[&str; 2]) -> Vec<Meaning> {
        let mut nearest: BTreeMap<(TableKind, Option<Language>), Vec<Meaning>> = BTreeMap::new();
        let [bare, whole] = *typed;
        self.nearest(bare, &self.by_length, &mut nearest);
        self.nearest(whole, &self.whole_by_length, &mut nearest);
        nearest.into_values().flatten().collect()
    }

    fn nearest(
        &self,
        typed: &str,
        by_length: &BTreeMap<usize, Vec<Form>>,
        nearest: &mut BTreeMap<(TableKind, Option<Language>), Vec<Meaning>>,
    ) {
        let length = typed.chars().count();
        let typed_letters = letters(typed);
        let lengths = length.saturating_sub(2)..=length + 2;
        for (known_length, forms) in by_length.range(lengths) {
            let limit = if *known_length >= 2 * ONE_EDIT { 2 } else { 1 };
            if known_length.abs_diff(length) > limit {
                continue;
            }
            for form in forms {
                if (typed_letters ^ form.letters).count_ones() as usize > 2 * limit
                    || !same_digits(typed, &form.text)
                {
                    continue;
                }
                let edits = distance(typed, &form.text);
                if edits > limit {
                    continue;
                }
                for meaning in self.exact.get(&form.key).into_iter().flatten() {
                    let best = nearest
                        .entry((meaning.table, meaning.language))
                        .or_default();
                    if best.first().is_some_and(|other| other.edits < edits) {
                        continue;
                    }
                    best.retain(|other| other.edits == edits);
                    best.push(Meaning {
                        trust: Trust::Guess,
                        edits,
                        ..*meaning
                    });
                }
            }
        }
    }

    /// The table that the name of a sheet, or else of its file, speaks of.
    pub(super) fn table_of_sheet(&self, file: &str, sheet: &str) -> Option<TableKind> {
        let stem = file.rsplit('/').next().unwrap_or(file);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        self.table_of_name(sheet)
            .or_else(|| self.table_of_name(stem))
    }

    fn table_of_name(&self, name: &str) -> Option<TableKind> {
        const WHOLE_WORD: usize = 4;
        let name = header_key(&without_number(name).unwrap_or_else(|| name.to_owned()));
        self.sheets
            .iter()
            .filter(|(word, _)| {
                *word == name || (word.chars().count() > WHOLE_WORD && name.contains(word.as_str()))
            })
            .max_by_key(|(word, _)| word.len())
            .map(|(_, table)| *table)
    }
}

fn add_form(by_length: &mut BTreeMap<usize, Vec<Form>>, text: &str, key: &str) {
    let length = text.chars().count();
    if length >= ONE_EDIT {
        by_length.entry(length).or_default().push(Form {
            text: text.to_owned(),
            letters: letters(text),
            key: key.to_owned(),
        });
    }
}

fn meaning(table: TableKind, field: FieldId, language: Option<Language>, trust: Trust) -> Meaning {
    Meaning {
        table,
        field,
        language,
        trust,
        edits: 0,
    }
}

/// One bit a letter: two texts that differ in many bits are far apart.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << (c as u32 % 64))
}

/// `address1` is no misspelling of `address2`.
fn same_digits(a: &str, b: &str) -> bool {
    let digits = |c: &char| c.is_ascii_digit();
    a.chars().filter(digits).eq(b.chars().filter(digits))
}
