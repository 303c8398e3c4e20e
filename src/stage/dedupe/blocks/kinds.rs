//! The kinds of keys that rows are brought together by, and the keys of a row.

use crate::stage::dedupe::keys::mix;
use crate::stage::dedupe::table::{MOST_WORDS, NameWord, Row, RowView, Table, year_and_day};

/// In books of up to so many rows keys that say very little are used too, such as a single word of a name.
const SMALL: usize = 6_000;

/// The kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    OwnId,
    Phone,
    Email,
    Address,
    Local,
    WordPlace,
    WordCompany,
    Name,
    // What says little.
    Words,
    WordDay,
    WordYear,
    Birthday,
    HousePlace,
    Word,
    // The same as parts of keys that say more.
    WordsDay,
    WordAddress,
    DayAddress,
}

impl Kind {
    pub(super) const ALL: [Kind; 18] = [
        Kind::Id,
        Kind::OwnId,
        Kind::Phone,
        Kind::Email,
        Kind::Address,
        Kind::Local,
        Kind::WordPlace,
        Kind::WordCompany,
        Kind::Name,
        Kind::Words,
        Kind::WordDay,
        Kind::WordYear,
        Kind::Birthday,
        Kind::HousePlace,
        Kind::Word,
        Kind::WordsDay,
        Kind::WordAddress,
        Kind::DayAddress,
    ];

    /// Whether the key is used in books of a size.
    pub(super) fn is_for(self, size: Size) -> bool {
        match self {
            Kind::Words
            | Kind::WordDay
            | Kind::WordYear
            | Kind::Birthday
            | Kind::HousePlace
            | Kind::Word => size == Size::Small,
            Kind::WordsDay | Kind::WordAddress | Kind::DayAddress => size == Size::Large,
            _ => true,
        }
    }

    /// Whether the different names under the key are counted.
    pub(super) fn is_counted(self) -> bool {
        matches!(
            self,
            Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Address
        )
    }

    /// Whether rows with the key are worth a comparison in large books.
    pub(super) fn worth(self) -> Worth {
        match self {
            Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Local => Worth::Many,
            Kind::WordsDay | Kind::WordAddress | Kind::DayAddress => Worth::Few,
            Kind::Address => Worth::None,
            _ => Worth::WithMore,
        }
    }
}

/// What a key is worth in large books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    /// A comparison of all rows that share it, even if these are many.
    Many,
    /// A comparison.
    Few,
    /// A comparison of those rows that share something else.
    WithMore,
    /// None: it is part of other keys, and counted only.
    None,
}

/// Whether there are too many rows for keys that say very little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    Small,
    Large,
}

impl Size {
    pub(super) fn of(table: &Table) -> Size {
        if table.len() > SMALL {
            Size::Large
        } else {
            Size::Small
        }
    }
}

/// City or postcode, as a key.
pub(super) fn town(row: &Row) -> u64 {
    if row.city.key != 0 {
        u64::from(row.city.key)
    } else {
        u64::from(row.postcode.key)
    }
}

/// Postcode or city, as a key.
pub(super) fn place(row: &Row) -> u64 {
    if row.postcode.key != 0 {
        u64::from(row.postcode.key)
    } else {
        u64::from(row.city.key)
    }
}

/// The last nine digits of a phone.
pub(super) const NATIONAL: u64 = 1_000_000_000;

/// What the keys of a row are made of.
pub(super) struct Own<'t> {
    table: &'t Table,
    row: RowView<'t>,
    is_large: bool,
    /// Keys of the words of the name.
    words: [u64; MOST_WORDS],
    /// Postcode or city.
    place: u64,
    /// Street and house, and where.
    address: Option<u64>,
    /// Year, and month with day, of the birthday.
    birthday: Option<(u64, u64)>,
}

impl<'t> Own<'t> {
    pub(super) fn new(table: &'t Table, row: RowView<'t>, size: Size) -> Own<'t> {
        let is_large = size == Size::Large;
        let place = place(&row);
        let address = (row.address.key != 0 && (row.house != 0 || place != 0)).then(|| {
            // One street and house in two towns is worth a look in small books.
            let is_whole = is_large || row.house == 0;
            mix(row.address.key ^ if is_whole { town(&row) } else { 0 })
        });
        let mut words = [0; MOST_WORDS];
        for (slot, word) in words.iter_mut().zip(row.name()) {
            *slot = table.word(word.word).key;
        }
        Own {
            table,
            row,
            is_large,
            words,
            place,
            address,
            birthday: year_and_day(&row),
        }
    }

    fn words(&self) -> &[u64] {
        &self.words[..self.row.name().len()]
    }

    /// Gives the keys of one kind, some perhaps twice.
    pub(super) fn keys(&self, kind: Kind, add: &mut impl FnMut(u64)) {
        let (table, row, words) = (self.table, self.row, self.words());
        let mut each = |other: u64| {
            for word in words {
                add(mix(word ^ other));
            }
        };
        match kind {
            Kind::Id if row.id().key != 0 => add(row.id().key),
            Kind::OwnId if row.own_id().key != 0 => add(row.own_id().key),
            Kind::Phone => {
                for phone in row.phones() {
                    add(phone.key % NATIONAL);
                }
            }
            Kind::Email => {
                for email in row.emails() {
                    add(email.whole.key);
                }
            }
            Kind::Local => {
                for email in row.emails() {
                    if !email.desk {
                        add(email.local);
                    }
                }
            }
            Kind::Address => self.address.into_iter().for_each(add),
            Kind::WordAddress => self.address.into_iter().for_each(each),
            Kind::DayAddress => {
                if let Some((address, (_, day))) = self.address.zip(self.birthday) {
                    add(mix(address ^ day));
                }
            }
            Kind::Words | Kind::WordsDay => {
                let day = match (kind, self.birthday) {
                    (Kind::Words, _) => 0,
                    (_, Some((_, day))) => mix(day),
                    (_, None) => return,
                };
                for (at, word) in words.iter().enumerate() {
                    for other in words.iter().skip(at + 1) {
                        add(mix(word.wrapping_add(*other) ^ day));
                    }
                }
            }
            Kind::WordDay => {
                if let Some((_, day)) = self.birthday {
                    each(day);
                }
            }
            Kind::WordYear => {
                if let Some((year, _)) = self.birthday {
                    each(year);
                }
            }
            Kind::WordPlace if self.place != 0 => {
                if self.is_large {
                    let count = |word: &&NameWord| {
                        let word = table.word(word.word);
                        (word.count, word.key)
                    };
                    if let Some(rarest) = row.name().iter().min_by_key(count) {
                        add(mix(table.word(rarest.word).key ^ self.place));
                    }
                } else {
                    each(self.place);
                }
            }
            Kind::WordCompany => {
                let words = row.company().iter();
                let words = words.map(|word| table.word(*word).key);
                if self.is_large {
                    // The whole company, whatever the order of its words.
                    if let Some(whole) = words.reduce(u64::wrapping_add) {
                        each(mix(whole));
                    }
                } else {
                    words.for_each(each);
                }
            }
            Kind::Name if words.len() == 1 => each(0),
            Kind::Birthday if row.day.key != 0 => add(u64::from(row.day.key)),
            Kind::HousePlace if row.house != 0 && self.place != 0 => {
                add(mix(u64::from(row.house) << 32 ^ self.place));
            }
            Kind::Word => each(0),
            _ => {}
        }
    }
}
