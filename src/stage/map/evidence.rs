//! What a table must show to be taken for one, and how much each recognised column speaks for it.

use std::collections::BTreeMap;

use super::names::Trust;
use crate::model::{Field, FieldId, FieldType, TableKind};

/// The columns of one row as one table reads them: how often each field is named, and by what trust at best.
pub(super) type Found = BTreeMap<FieldId, Seen>;

/// How a field is named in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) best: Trust,
    pub(super) columns: u32,
}

/// Points of one ordinary column.
const COLUMN: i32 = 4;
/// Points of a sheet name that fits: as much as one column.
const SHEET_NAME: i32 = COLUMN;

const PEOPLE: [Field; 10] = [
    Field::Name,
    Field::GivenName,
    Field::FamilyName,
    Field::Company,
    Field::Phone,
    Field::MobilePhone,
    Field::HomePhone,
    Field::WorkPhone,
    Field::Email,
    Field::Messenger,
];

/// Points for reading a row as the header of a table; `None` where the table lacks what it must have.
pub(super) fn points(
    table: TableKind,
    found: &Found,
    named_so: bool,
    names_contact: bool,
) -> Option<i32> {
    if !has_evidence(table, found, named_so, names_contact) {
        return None;
    }
    let columns: i32 = found
        .iter()
        .map(|(field, seen)| column_points(table, *field, *seen, found))
        .sum();
    let name = if named_so { SHEET_NAME } else { 0 };
    Some(columns + name + combination(table, found))
}

fn has(found: &Found, field: Field) -> bool {
    found.contains_key(&FieldId::from(field))
}

fn any(found: &Found, fields: &[Field]) -> bool {
    fields.iter().any(|field| has(found, *field))
}

fn has_strong(found: &Found, field: Field) -> bool {
    found
        .get(&FieldId::from(field))
        .is_some_and(|seen| seen.best != Trust::Weak)
}

/// `named_so`: the sheet's name speaks of this table; `names_contact`: some column names a customer.
fn has_evidence(table: TableKind, found: &Found, named_so: bool, names_contact: bool) -> bool {
    let all = |fields: &[Field]| fields.iter().all(|field| has(found, *field));
    match table {
        TableKind::Contacts => {
            any(found, &PEOPLE) || (any(found, &[Field::OwnId, Field::Id]) && found.len() >= 3)
        }
        TableKind::Family => all(&[Field::Relation, Field::Contact]),
        TableKind::Purchases => {
            any(found, &[Field::Amount, Field::Product])
                && (has(found, Field::Date) || has_strong(found, Field::Contact))
        }
        TableKind::Interactions => {
            use Field::{
                Channel, Contact, Direction, Mailing, Need, NextStep, Notes, Outcome, Owner,
            };
            has(found, Field::Date)
                && any(
                    found,
                    &[Channel, Direction, Mailing, Need, NextStep, Notes, Outcome],
                )
                && any(found, &[Contact, Channel, Direction, Mailing, Owner])
        }
        TableKind::Referrals => all(&[Field::Referrer, Field::Referred]),
        TableKind::Costs => {
            has(found, Field::Amount)
                && !names_contact
                && (any(found, &[Field::Source, Field::Campaign])
                    || (named_so && has(found, Field::Date)))
        }
        TableKind::Calendar => {
            has(found, Field::EntryTitle) && any(found, &[Field::Date, Field::Recurrence])
        }
    }
}

fn column_points(table: TableKind, id: FieldId, seen: Seen, found: &Found) -> i32 {
    let field = id.known();
    let full = match (table, field) {
        (TableKind::Purchases, Some(Field::Product)) => {
            if any(found, &[Field::Amount, Field::Quantity]) {
                2 * COLUMN
            } else {
                COLUMN
            }
        }
        (TableKind::Purchases, Some(Field::Quantity | Field::Amount))
        | (
            TableKind::Interactions,
            Some(Field::Channel | Field::Direction | Field::Outcome | Field::Mailing | Field::Need),
        )
        | (TableKind::Referrals, Some(_))
        | (TableKind::Family, Some(Field::Relation))
        | (TableKind::Calendar, Some(Field::Recurrence | Field::Segment)) => 2 * COLUMN,
        (TableKind::Costs, Some(Field::Amount))
        | (TableKind::Calendar, Some(Field::EntryTitle)) => 3 * COLUMN / 2,
        _ => COLUMN,
    };
    let first = match seen.best {
        Trust::Plan | Trust::Memory | Trust::Exact => full,
        Trust::Guess => 3 * full / 4,
        Trust::Weak => full / 2,
    };
    let again = match field.map(|field| field.spec().kind) {
        Some(FieldType::Contact) => COLUMN / 4,
        Some(FieldType::Phones | FieldType::Emails | FieldType::List) => COLUMN / 2,
        _ if field.is_some_and(joins_texts) => COLUMN / 2,
        _ => 0,
    };
    first + again * (seen.columns as i32 - 1)
}

/// What several columns say only together.
fn combination(table: TableKind, found: &Found) -> i32 {
    if table != TableKind::Purchases {
        return 0;
    }
    let goods = any(found, &[Field::Product, Field::Quantity]);
    let mut points = 0;
    if goods && has(found, Field::Date) && has(found, Field::Amount) {
        points += 3 * COLUMN;
    }
    if !has(found, Field::Date) {
        points -= 3 * COLUMN / 2;
    }
    if !goods && !has(found, Field::Contact) {
        points -= 3 * COLUMN / 2;
    }
    points
}

/// Texts of which a row may have several columns: they are kept together.
pub(super) fn joins_texts(field: Field) -> bool {
    matches!(
        field,
        Field::Website
            | Field::Messenger
            | Field::Street
            | Field::City
            | Field::Region
            | Field::Postcode
            | Field::Country
            | Field::Notes
    )
}

/// Whether a single column of this field makes a contacts table: name, phone or email.
pub(super) fn identifies(field: FieldId) -> bool {
    field.known().is_some_and(|field| PEOPLE.contains(&field))
}
