//! What a name in a rule stands for: a field in any language, a score, a ladder, a segment, a column of the book.

use std::collections::{BTreeMap, BTreeSet};

use super::goods::NamedGoods;
use super::nearest::{nearest, spelling};
use crate::lang::{FieldNames, Phrases};
use crate::model::{Calendar, Derived, Field, FieldId, FieldType, TableKind};

/// What is known before the rules are read.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Names of fields in all languages.
    pub names: &'a FieldNames,
    /// Headers of the book's columns that are no field of the catalogue: rules may use them as fields of the trade.
    pub columns: &'a [String],
}

/// What can be asked of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// One text.
    Text,
    /// Several texts.
    List,
    /// A number.
    Number,
    /// A date.
    Date,
    /// Yes or no.
    YesNo,
    /// A field of the trade: text, number or date, as its values turn out.
    Trade,
}

impl Class {
    fn of(kind: FieldType) -> Class {
        match kind {
            FieldType::Text
            | FieldType::Choice
            | FieldType::Name
            | FieldType::Phones
            | FieldType::Emails
            | FieldType::Contact => Class::Text,
            FieldType::List => Class::List,
            FieldType::Number | FieldType::Money => Class::Number,
            FieldType::Date => Class::Date,
            FieldType::YesNo => Class::YesNo,
        }
    }
}

/// A field found by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: FieldId,
    pub(super) class: Class,
}

/// A ladder and its rungs, by name.
#[derive(Debug, Clone)]
pub(super) struct LadderNames {
    pub(super) name: String,
    pub(super) rungs: Vec<String>,
}

/// All names that conditions may use.
#[derive(Debug)]
pub(super) struct Names<'a> {
    known: Known<'a>,
    headers: Vec<(String, FieldId)>,
    scores: BTreeSet<FieldId>,
    custom: Vec<String>,
    by_spelling: BTreeMap<String, FieldId>,
    columns: BTreeMap<String, FieldId>,
    pub(super) ladders: Vec<LadderNames>,
    pub(super) segments: Vec<String>,
    pub(super) calendar: Calendar,
    /// Products and categories that conditions have named so far.
    pub(super) goods: Vec<NamedGoods>,
}

impl<'a> Names<'a> {
    pub(super) fn new(known: Known<'a>, headers: Vec<(String, FieldId)>) -> Names<'a> {
        let mut columns = BTreeMap::new();
        for (index, column) in known.columns.iter().enumerate() {
            columns
                .entry(spelling(column))
                .or_insert(FieldId::custom(index));
        }
        Names {
            known,
            headers,
            scores: BTreeSet::new(),
            custom: known.columns.to_vec(),
            by_spelling: BTreeMap::new(),
            columns,
            ladders: Vec::new(),
            segments: Vec::new(),
            calendar: Calendar::Gregorian,
            goods: Vec::new(),
        }
    }

    /// Makes a score a field. Columns of the book keep their numbers; scores stand after them.
    pub(super) fn add_score(&mut self, name: &str) -> FieldId {
        let id = FieldId::custom(self.custom.len());
        self.custom.push(name.to_owned());
        self.by_spelling.insert(spelling(name), id);
        self.scores.insert(id);
        id
    }

    /// The field of a name: a score, a field of the catalogue, a derived one, or a column of the book.
    pub(super) fn field(&self, text: &str) -> Option<Found> {
        let key = spelling(text);
        if key.is_empty() {
            return None;
        }
        if let Some(&id) = self.by_spelling.get(&key) {
            let class = Class::Number;
            return Some(Found { id, class });
        }
        let known = english(&key)
            .or_else(|| {
                let mut own = self.headers.iter();
                own.find(|(header, _)| *header == key).map(|(_, id)| *id)
            })
            .or_else(|| self.known.names.find(text));
        if let Some(id) = known {
            return class_of(id).map(|class| Found { id, class });
        }
        let id = *self.columns.get(&key)?;
        let class = Class::Trade;
        Some(Found { id, class })
    }

    /// How conditions on purchases and relatives are said.
    pub(super) fn phrases(&self) -> &'a Phrases {
        self.known.names.phrases()
    }

    /// Whether a text is a name that the book itself has given: of a column, a score or a ladder.
    pub(super) fn is_own(&self, text: &str) -> bool {
        let key = spelling(text);
        self.columns.contains_key(&key)
            || self.by_spelling.contains_key(&key)
            || self.ladder(text).is_some()
    }

    /// Whether a field is a score.
    pub(super) fn is_score(&self, id: FieldId) -> bool {
        self.scores.contains(&id)
    }

    /// Whether a text is the English name of a field itself, not one of its headers.
    pub(super) fn is_english_field(text: &str) -> bool {
        english(&spelling(text)).is_some()
    }

    /// The ladder of a name.
    pub(super) fn ladder(&self, text: &str) -> Option<usize> {
        let key = spelling(text);
        self.ladders
            .iter()
            .position(|ladder| spelling(&ladder.name) == key)
    }

    /// The ladder whose days are asked for by `NAME-days-on-rung`.
    pub(super) fn days_on_rung(&self, text: &str) -> Option<usize> {
        let key = spelling(text);
        self.ladder(key.strip_suffix(" days on rung")?)
    }

    /// The rung of a name.
    pub(super) fn rung(&self, ladder: usize, text: &str) -> Option<usize> {
        let key = spelling(text);
        let rungs = &self.ladders.get(ladder)?.rungs;
        rungs.iter().position(|rung| spelling(rung) == key)
    }

    /// The segment of a name.
    pub(super) fn segment(&self, text: &str) -> Option<usize> {
        let key = spelling(text);
        self.segments
            .iter()
            .position(|segment| spelling(segment) == key)
    }

    /// The name that a misspelt field was meant to be.
    pub(super) fn nearest_field(&self, text: &str) -> Option<String> {
        let own = self.custom.iter().map(String::as_str);
        let ladders = self.ladders.iter().map(|ladder| ladder.name.as_str());
        let headers = self.headers.iter().map(|(header, _)| header.as_str());
        let known = self.known.names.candidates();
        nearest(text, own.chain(known).chain(ladders).chain(headers)).map(str::to_owned)
    }

    /// Names of the fields of the trade: the book's columns, then scores; and the goods that conditions have named.
    pub(super) fn into_parts(self) -> (Vec<String>, Vec<NamedGoods>) {
        (self.custom, self.goods)
    }
}

/// The field of an English name in kebab case; `key` has spaces where the name has hyphens.
fn english(key: &str) -> Option<FieldId> {
    let name = key.replace(' ', "-");
    Field::by_name(&name)
        .map(FieldId::from)
        .or_else(|| Derived::by_name(&name).map(FieldId::from))
}

fn class_of(id: FieldId) -> Option<Class> {
    let kind = id
        .known()
        .map(|field| field.spec().kind)
        .or_else(|| Derived::from_id(id).map(Derived::kind))?;
    Some(Class::of(kind))
}

/// The table that a field belongs to, where it is no field of contacts.
pub(super) fn other_table(id: FieldId) -> Option<TableKind> {
    let spec = id.known()?.spec();
    let tables = TableKind::ALL;
    if spec.occurs_in(TableKind::Contacts) {
        return None;
    }
    tables.into_iter().find(|table| spec.occurs_in(*table))
}
