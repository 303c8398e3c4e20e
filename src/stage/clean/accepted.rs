//! Repairs that a person accepted: texts that are read in the place of typed ones, wherever exactly the same was typed in the
//! same field of the same table.
//!
//! A column without accepted repairs does not know of them; in the others a cell costs one look-up.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use foldhash::fast::FixedState;

use crate::model::{Cell, Field, FieldId, Frame, Place, TableKind, plain_decimal};
use crate::text::{short_hash, tidy};

use super::cells::text_of;

/// One accepted repair.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// The table.
    pub table: TableKind,
    /// The field's English name; for a field of the trade its header, with `¦` for `|`.
    pub field: String,
    /// The whole cell as typed, tidied.
    pub typed: String,
    /// What it rests on beside the text of the cell, with `¦` for `|`; empty for most.
    pub beside: String,
    /// What is read in its place.
    pub reads: String,
}

/// The accepted repairs of a book.
#[derive(Debug, Default)]
pub struct Accepted {
    repairs: Vec<Repair>,
    fields: BTreeMap<(TableKind, String), Arc<OfField>>,
}

/// The accepted repairs of a field, by the text that they repair.
#[derive(Debug, Default)]
pub(super) struct OfField {
    known: HashMap<String, Vec<Entry>, FixedState>,
}

/// What to read, and which repair that is.
#[derive(Debug)]
pub(super) struct Entry {
    beside: String,
    at: usize,
    pub(super) reads: String,
}

/// By field, the repairs of one table.
pub(super) type OfTable = BTreeMap<FieldId, Arc<OfField>>;

/// An accepted repair that took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The repair.
    pub repair: Repair,
    /// Its field.
    pub field: FieldId,
    /// In how many cells.
    pub count: u64,
    /// The first of them.
    pub first: Place,
}

impl Accepted {
    /// Takes repairs of which no two are of the same text of the same field beside the same.
    pub fn new(mut repairs: Vec<Repair>) -> Accepted {
        repairs.sort();
        let mut fields: BTreeMap<(TableKind, String), OfField> = BTreeMap::new();
        for (at, repair) in repairs.iter().enumerate() {
            let of = fields.entry((repair.table, repair.field.clone()));
            let known = &mut of.or_default().known;
            known.entry(repair.typed.clone()).or_default().push(Entry {
                beside: repair.beside.clone(),
                at,
                reads: repair.reads.clone(),
            });
        }
        let fields = fields.into_iter().map(|(key, of)| (key, Arc::new(of)));
        Accepted {
            fields: fields.collect(),
            repairs,
        }
    }

    /// Those of a table, by field.
    pub(super) fn of_table(&self, table: TableKind, custom_fields: &[String]) -> OfTable {
        let own = self.fields.iter().filter(|((of, _), _)| *of == table);
        own.flat_map(|((_, name), of)| {
            let custom = custom_fields.iter().enumerate();
            let custom = custom.filter(move |(_, header)| header.replace('|', "¦") == *name);
            let custom = custom.map(|(at, _)| FieldId::custom(at));
            let known = Field::by_name(name).map(FieldId::from);
            known
                .into_iter()
                .chain(custom)
                .map(|field| (field, Arc::clone(of)))
        })
        .collect()
    }

    /// Those that took place, in the order of tables, fields and texts.
    pub(super) fn repaired(&self, applied: Applied) -> Vec<Repaired> {
        let all = applied.0.into_iter();
        all.filter_map(|(at, (field, count, first))| {
            let repair = self.repairs.get(at)?.clone();
            Some(Repaired {
                repair,
                field,
                count,
                first,
            })
        })
        .collect()
    }
}

impl OfField {
    /// What to read in the place of a cell.
    pub(super) fn of_cell(
        &self,
        field: FieldId,
        cell: &Cell<'_>,
        country: Option<&str>,
    ) -> Option<&Entry> {
        let exact = text_of(cell);
        self.find(&exact, || beside(field, &exact, country))
    }

    /// What to read in the place of the amount of the frame's last row.
    pub(super) fn of_amount(&self, cell: &Cell<'_>, frame: &Frame) -> Option<&Entry> {
        let row = frame.len().checked_sub(1)?;
        self.find(&text_of(cell), || beside_amount(frame, row))
    }

    fn find(&self, exact: &str, beside: impl FnOnce() -> String) -> Option<&Entry> {
        let entries = self.known.get(tidy(exact).as_ref())?;
        let beside = beside().replace('|', "¦");
        entries.iter().find(|entry| entry.beside == beside)
    }

    /// A text as it is read: itself, unless it was repaired.
    pub(super) fn read<'t>(&'t self, field: FieldId, text: &'t str) -> &'t str {
        let repair = self.of_cell(field, &Cell::Text(text), None);
        repair.map_or(text, |repair| repair.reads.as_str())
    }
}

/// Where accepted repairs took place, by their number.
#[derive(Debug, Default)]
pub(super) struct Applied(BTreeMap<usize, (FieldId, u64, Place)>);

impl Applied {
    /// Notes that a repair took place once more.
    pub(super) fn note(&mut self, repair: &Entry, field: FieldId, place: Place) {
        let of = self.0.entry(repair.at).or_insert((field, 0, place));
        of.1 += 1;
    }

    /// Adds those of later rows.
    pub(super) fn absorb(&mut self, later: Applied) {
        for (at, (field, count, place)) in later.0 {
            let of = self.0.entry(at).or_insert((field, 0, place));
            of.1 += count;
        }
    }
}

/// What a proposal for a cell rests on beside its text as shown: the country of a postcode, and invisible signs, in which
/// broken texts may differ that look alike.
pub(super) fn beside(field: FieldId, exact: &str, country: Option<&str>) -> String {
    let is_hidden = |c: char| c.is_control() && !c.is_whitespace();
    if field == Field::Postcode.into() {
        country.unwrap_or_default().to_owned()
    } else if exact.contains(is_hidden) {
        short_hash(&[exact])
    } else {
        String::new()
    }
}

/// What a proposal for an amount rests on beside its text: what the amount is for, and how many of it.
pub(super) fn beside_amount(frame: &Frame, row: usize) -> String {
    let text = |field: Field| frame.text(field, row).map(Cow::Borrowed);
    let quantity = frame.number(Field::Quantity, row);
    let parts = match frame.kind() {
        TableKind::Costs => [text(Field::Source), text(Field::Campaign)],
        _ => [
            text(Field::Product),
            quantity.map(|quantity| Cow::Owned(plain_decimal(quantity))),
        ],
    };
    let parts = parts.map(Option::unwrap_or_default);
    parts.join(" × ")
}
