//! The keys under which two rows meet: own-id, email, phone, name with birthday, name with address, and the whole row.

use rayon::prelude::*;

use super::names::{PreparedName, address_key};
use crate::model::{Field, FieldId, Frame, Phone};
use crate::text::fold;
use crate::text::phone::local_digits;

/// The kinds of keys, strongest first: clusters grow in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum KeyKind {
    /// tierbook's own id, typed into a column.
    Id,
    /// The user's number.
    OwnId,
    /// All filled cells equal.
    WholeRow,
    /// An email address.
    Email,
    /// A phone number (E.164), or the digits of one whose country is not known.
    Phone,
    /// Equal name and whole birthday.
    NameBirthday,
    /// Equal name and address.
    NameAddress,
}

impl KeyKind {
    pub(super) fn code(self) -> &'static str {
        match self {
            KeyKind::Id => "id",
            KeyKind::OwnId => "own-id",
            KeyKind::WholeRow => "whole-row",
            KeyKind::Email => "email",
            KeyKind::Phone => "phone",
            KeyKind::NameBirthday => "name-birthday",
            KeyKind::NameAddress => "name-address",
        }
    }
}

/// A key of a row. Only the hash of its value is kept; the value is read again where a merge is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: KeyKind,
    pub(super) hash: u64,
    pub(super) row: u32,
}

/// What is prepared of a row once and used by all comparisons.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) name: PreparedName,
    /// Filled fields.
    pub(super) filled: u16,
}

/// Prepares all rows and lists their keys in ascending order.
pub(super) fn prepare(rows: &Frame) -> (Vec<Prepared>, Vec<Key>) {
    let fields: Vec<FieldId> = rows.fields().collect();
    let (prepared, keys): (Vec<Prepared>, Vec<Vec<Key>>) = (0..rows.len())
        .into_par_iter()
        .map(|row| {
            let name = PreparedName::of_row(rows, row);
            let filled = fields
                .iter()
                .filter(|field| is_filled(rows, **field, row))
                .count() as u16;
            let mut keys = Vec::new();
            collect(rows, row, &name, &mut keys);
            // Equal rows with a phone, an email or a number meet by these already.
            let strong = |key: &Key| {
                matches!(
                    key.kind,
                    KeyKind::Id | KeyKind::OwnId | KeyKind::Email | KeyKind::Phone
                )
            };
            if filled >= 3 && !name.is_empty() && !keys.iter().any(strong) {
                keys.push(Key {
                    kind: KeyKind::WholeRow,
                    hash: whole_row(rows, row, &fields),
                    row: row as u32,
                });
            }
            (Prepared { name, filled }, keys)
        })
        .unzip();
    let mut keys: Vec<Key> = keys.into_iter().flatten().collect();
    keys.par_sort_unstable();
    keys.dedup();
    (prepared, keys)
}

fn collect(rows: &Frame, row: usize, name: &PreparedName, keys: &mut Vec<Key>) {
    let mut add = |kind, value: &str| {
        if !value.is_empty() {
            keys.push(Key {
                kind,
                hash: hash(kind, value),
                row: row as u32,
            });
        }
    };
    if let Some(id) = rows.text(Field::Id, row) {
        add(KeyKind::Id, &fold(id));
    }
    if let Some(id) = rows.text(Field::OwnId, row) {
        add(KeyKind::OwnId, &fold(id));
    }
    for email in rows.emails(Field::Email, row) {
        add(KeyKind::Email, email);
    }
    if let Some(birthday) = rows
        .date(Field::Birthday, row)
        .and_then(crate::calendar::to_civil)
        && !name.is_empty()
    {
        add(KeyKind::NameBirthday, &format!("{}|{birthday}", name.key));
    }
    let address = address_key(rows, row);
    if !address.is_empty() && !name.is_empty() {
        add(KeyKind::NameAddress, &format!("{}|{address}", name.key));
    }
    for field in Field::PHONES {
        for phone in rows.phones(field, row) {
            keys.extend(hash_phone(rows, phone).map(|hash| Key {
                kind: KeyKind::Phone,
                hash,
                row: row as u32,
            }));
        }
    }
}

/// The value behind a shared key, in words for the list of merges.
pub(super) fn value(rows: &Frame, key: Key) -> String {
    let row = key.row as usize;
    let found = match key.kind {
        KeyKind::Id => rows.text(Field::Id, row).map(str::to_owned),
        KeyKind::OwnId => rows.text(Field::OwnId, row).map(str::to_owned),
        KeyKind::Email => rows
            .emails(Field::Email, row)
            .find(|email| hash(KeyKind::Email, email) == key.hash)
            .map(str::to_owned),
        KeyKind::Phone => Field::PHONES
            .into_iter()
            .flat_map(|field| rows.phones(field, row))
            .find(|phone| hash_phone(rows, phone) == Some(key.hash))
            .map(|phone| rows.phone_display(phone).into_owned()),
        KeyKind::WholeRow => Some(String::new()),
        KeyKind::NameBirthday => rows
            .display(Field::Birthday, row)
            .map(std::borrow::Cow::into_owned),
        KeyKind::NameAddress => rows.text(Field::Street, row).map(str::to_owned),
    };
    found.unwrap_or_default()
}

fn is_filled(rows: &Frame, field: FieldId, row: usize) -> bool {
    !rows.phones(field, row).is_empty()
        || rows.emails(field, row).next().is_some()
        || rows.text(field, row).is_some()
        || rows.date(field, row).is_some()
        || rows.number(field, row).is_some()
        || rows.yes_no(field, row).is_some()
}

fn whole_row(rows: &Frame, row: usize, fields: &[FieldId]) -> u64 {
    let mut state = 0;
    for field in fields {
        if let Some(text) = rows.display(*field, row) {
            state = mix(state ^ u64::from(field.0)) ^ bytes(fold(&text).as_bytes());
        }
    }
    mix(state)
}

fn hash(kind: KeyKind, value: &str) -> u64 {
    mix(bytes(value.as_bytes()) ^ kind as u64)
}

/// A number, or the typed digits of one whose country is not known.
fn hash_phone(rows: &Frame, phone: &Phone) -> Option<u64> {
    if phone.number != 0 {
        return Some(mix(phone.number));
    }
    local_digits(rows.phone_text(phone)).map(|digits| hash(KeyKind::Phone, &digits))
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
pub(super) fn bytes(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that phones never collide.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
