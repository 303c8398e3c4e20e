//! Which rows are compared at all: those that share a key.
//!
//! Each kind of key is an array of (key, row), sorted, so that rows of one key stand side by side. A key that too many rows share
//! is compared within a window of rows whose names are alike; none is dropped. In a large book, a pair from a key that says little
//! must have something else in common to be compared. On the way it is counted how many different names stand under a phone, an
//! address and so on.

use rayon::prelude::*;

use super::keys::mix;
use super::table::{Row, Table};

/// Rows under one key that are all compared with each other.
const MOST: usize = 60;
/// The same for keys that say little, in large books.
const MOST_LOOSE: usize = 12;
/// In larger groups each row is compared with so many of the next.
const WINDOW: usize = 6;
/// In books of up to so many rows keys that say very little are used too, such as a single word of a name.
const SMALL: usize = 6_000;

/// The kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Id,
    OwnId,
    Phone,
    Email,
    Address,
    Local,
    Words,
    WordDay,
    WordYear,
    WordPlace,
    WordCompany,
    Name,
    Birthday,
    HousePlace,
    Word,
}

impl Kind {
    const ALL: [Kind; 15] = [
        Kind::Id,
        Kind::OwnId,
        Kind::Phone,
        Kind::Email,
        Kind::Address,
        Kind::Local,
        Kind::Words,
        Kind::WordDay,
        Kind::WordYear,
        Kind::WordPlace,
        Kind::WordCompany,
        Kind::Name,
        Kind::Birthday,
        Kind::HousePlace,
        Kind::Word,
    ];

    /// Whether the key is used in large books.
    fn is_for_large(self) -> bool {
        !matches!(
            self,
            Kind::Birthday | Kind::HousePlace | Kind::Word | Kind::WordYear
        )
    }

    /// Whether the key alone is worth a comparison.
    fn is_strong(self) -> bool {
        matches!(
            self,
            Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Local
        )
    }

    /// Whether two rows of a large book with this key are worth a comparison, by the words of their names and the other traits
    /// that they share, those of the key included.
    fn is_promising(self, words: u32, others: u32) -> bool {
        match self {
            Kind::Words => others >= 1,
            Kind::WordDay | Kind::WordYear => words + others >= 3,
            _ => words + others >= 2,
        }
    }
}

/// Pairs of rows to compare, each once, the lower first, ascending. Fills the counts of shared values.
pub(super) fn pairs(table: &mut Table) -> Vec<(u32, u32)> {
    let large = table.rows.len() > SMALL;
    count_places(table);
    let traits: Vec<Traits> = table
        .rows
        .par_iter()
        .map(|row| Traits::of(table, row))
        .collect();
    let mut pairs: Vec<u64> = Vec::new();
    for kind in Kind::ALL {
        if large && !kind.is_for_large() {
            continue;
        }
        let keys = keys_of(table, kind, large);
        let groups: Vec<&[(u64, u32)]> = keys
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|group| group.len() > 1)
            .collect();
        count(table, kind, &groups);
        let is_checked = large && !kind.is_strong();
        let found = groups.par_iter().fold(Vec::new, |mut found, group| {
            of_group(table, (kind, large), group, &mut |a: u32, b: u32| {
                let (x, y) = (&traits[a as usize], &traits[b as usize]);
                let (words, others) = if is_checked { x.shared(y) } else { (0, 0) };
                if !is_checked || kind.is_promising(words, others) {
                    found.push(u64::from(a.min(b)) << 32 | u64::from(a.max(b)));
                }
            });
            found
        });
        let found: Vec<Vec<u64>> = found.collect();
        for mut part in found {
            pairs.append(&mut part);
        }
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
        .into_par_iter()
        .map(|pair| ((pair >> 32) as u32, pair as u32))
        .collect()
}

/// What a row has, as hashes: words of its name, the day of its birthday, phones, parts of addresses of mail before the @,
/// street with place. As many as one line of the processor's cache holds.
#[derive(Debug, Clone, Copy)]
struct Traits {
    hashes: [u32; MOST_TRAITS],
    many: u32,
}

const MOST_TRAITS: usize = 15;
/// The bit that tells words of a name from other traits.
const WORD: u32 = 1 << 31;

impl Traits {
    fn of(table: &Table, row: &Row) -> Traits {
        let mut traits = Traits {
            hashes: [0; MOST_TRAITS],
            many: 0,
        };
        let mut add = |key: u64, word: u32| {
            if let Some(slot) = traits.hashes.get_mut(traits.many as usize) {
                *slot = (key >> 33) as u32 | 1 | word;
                traits.many += 1;
            }
        };
        for word in table.name(row) {
            add(table.lexicon.word(word.word).key, WORD);
        }
        for phone in row.phones.of(&table.phones) {
            add(mix(phone.key % NATIONAL), 0);
        }
        for email in row.emails.of(&table.emails) {
            if !email.desk {
                add(email.local, 0);
            }
        }
        if let Some((_, day)) = year_and_day(row) {
            add(mix(day), 0);
        }
        if row.address.key != 0 {
            add(mix(row.address.key ^ town(row)), 0);
        }
        traits
    }

    /// How many words and other traits two rows share.
    fn shared(&self, other: &Traits) -> (u32, u32) {
        let (mut words, mut others) = (0, 0);
        for own in self.hashes.iter().take(self.many as usize) {
            // Without branches, so that eight are compared at a time; what is empty is 0, and no trait is.
            let same = other
                .hashes
                .iter()
                .fold(0, |same, hash| same | u32::from(hash == own));
            words += same & own >> 31;
            others += same & (1 - (own >> 31));
        }
        (words, others)
    }
}

/// City or postcode, as a key.
fn town(row: &Row) -> u64 {
    if row.city.key != 0 {
        row.city.key
    } else {
        row.postcode.key
    }
}

/// Postcode or city, as a key.
fn place(row: &Row) -> u64 {
    if row.postcode.key != 0 {
        row.postcode.key
    } else {
        row.city.key
    }
}

/// The last nine digits of a phone.
const NATIONAL: u64 = 1_000_000_000;

/// Year, and month with day, of a whole birthday, as keys.
pub(super) fn year_and_day(row: &Row) -> Option<(u64, u64)> {
    let day = row.day.key;
    (day >> 40 == 1).then_some(((day >> 16 & 0xffff) + 10_000, day & 0xffff))
}

/// Keys of one kind with their rows, sorted.
fn keys_of(table: &Table, kind: Kind, large: bool) -> Vec<(u64, u32)> {
    const CHUNK: usize = 16_384;
    let parts: Vec<Vec<(u64, u32)>> = table
        .rows
        .par_chunks(CHUNK)
        .enumerate()
        .map(|(chunk, rows)| {
            let mut keys = Vec::with_capacity(rows.len());
            for (at, row) in (chunk * CHUNK..).zip(rows) {
                let from = keys.len();
                collect(table, row, (kind, large), &mut |key| {
                    keys.push((key, at as u32));
                });
                if keys.len() > from + 1 {
                    keys[from..].sort_unstable();
                    let mut kept = from + 1;
                    for next in from + 1..keys.len() {
                        if keys[next] != keys[kept - 1] {
                            keys[kept] = keys[next];
                            kept += 1;
                        }
                    }
                    keys.truncate(kept);
                }
            }
            keys
        })
        .collect();
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    for mut part in parts {
        keys.append(&mut part);
    }
    keys.par_sort_unstable();
    keys
}

fn collect(table: &Table, row: &Row, (kind, large): (Kind, bool), add: &mut dyn FnMut(u64)) {
    let place = place(row);
    let mut words = [0_u64; super::table::MOST_WORDS];
    let name = table.name(row);
    for (slot, word) in words.iter_mut().zip(name) {
        *slot = table.lexicon.word(word.word).key;
    }
    let words = &words[..name.len()];
    let mut each = |other: u64| {
        for word in words {
            add(mix(word ^ other));
        }
    };
    match kind {
        Kind::Id if row.id.key != 0 => add(row.id.key),
        Kind::OwnId if row.own_id.key != 0 => add(row.own_id.key),
        Kind::Phone => {
            for phone in row.phones.of(&table.phones) {
                add(phone.key % NATIONAL);
            }
        }
        Kind::Email => {
            for email in row.emails.of(&table.emails) {
                add(email.whole.key);
            }
        }
        Kind::Local => {
            for email in row.emails.of(&table.emails) {
                if !email.desk {
                    add(email.local);
                }
            }
        }
        Kind::Address if row.address.key != 0 && (row.house != 0 || place != 0) => {
            let town = if large || row.house == 0 {
                town(row)
            } else {
                0
            };
            add(mix(row.address.key ^ town));
        }
        Kind::Words => {
            for (at, word) in words.iter().enumerate() {
                for other in words.iter().skip(at + 1) {
                    add(mix(word.wrapping_add(*other)));
                }
            }
        }
        Kind::WordDay => {
            if let Some((_, day)) = year_and_day(row) {
                each(day);
            }
        }
        Kind::WordYear => {
            if let Some((year, _)) = year_and_day(row) {
                each(year);
            }
        }
        Kind::WordPlace if place != 0 => {
            if large {
                let count = |word: &&super::table::NameWord| {
                    let word = table.lexicon.word(word.word);
                    (word.count, word.key)
                };
                if let Some(rarest) = name.iter().min_by_key(count) {
                    add(mix(table.lexicon.word(rarest.word).key ^ place));
                }
            } else {
                each(place);
            }
        }
        Kind::WordCompany => {
            let words = row.company.of(&table.companies).iter();
            let words = words.map(|word| table.lexicon.word(*word).key);
            if large {
                // The whole company, whatever the order of its words.
                if let Some(whole) = words.reduce(u64::wrapping_add) {
                    each(mix(whole));
                }
            } else {
                words.for_each(each);
            }
        }
        Kind::Name if words.len() == 1 => each(0),
        Kind::Birthday if row.day.key != 0 => add(row.day.key),
        Kind::HousePlace if row.house != 0 && place != 0 => add(mix(row.house ^ place)),
        Kind::Word => each(0),
        _ => {}
    }
}

/// The pairs of one group, given to `add`.
fn of_group(
    table: &Table,
    (kind, large): (Kind, bool),
    group: &[(u64, u32)],
    add: &mut impl FnMut(u32, u32),
) {
    let most = if large && !kind.is_strong() {
        MOST_LOOSE
    } else {
        MOST
    };
    if group.len() <= most {
        for (at, (_, row)) in group.iter().enumerate() {
            for (_, other) in &group[at + 1..] {
                add(*row, *other);
            }
        }
        return;
    }
    let mut rows: Vec<u32> = group.iter().map(|(_, row)| *row).collect();
    rows.sort_by_cached_key(|at| {
        let row = &table.rows[*at as usize];
        let phone = row.phones.of(&table.phones).first();
        let email = row.emails.of(&table.emails).first();
        let rest = (
            phone.map_or(0, |phone| phone.key),
            email.map_or(0, |email| email.whole.key),
            row.address.key,
            row.city.key ^ row.postcode.key,
            row.own_id.key,
        );
        (row.order, row.face, row.day.key, rest, *at)
    });
    for (at, row) in rows.iter().enumerate() {
        for other in rows.iter().skip(at + 1).take(WINDOW) {
            add(*row, *other);
        }
    }
}

/// How many different names stand under each value of a kind.
fn count(table: &mut Table, kind: Kind, groups: &[&[(u64, u32)]]) {
    if !matches!(
        kind,
        Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Address
    ) {
        return;
    }
    let mut faces: Vec<u64> = Vec::new();
    for group in groups {
        faces.clear();
        faces.extend(group.iter().map(|(_, row)| table.rows[*row as usize].face));
        faces.sort_unstable();
        faces.dedup();
        let names = faces.len() as u32;
        for (key, at) in *group {
            let row = &mut table.rows[*at as usize];
            match kind {
                Kind::Id => row.id.count = names,
                Kind::OwnId => row.own_id.count = names,
                Kind::Address => row.address.count = names,
                Kind::Phone => {
                    let phones = row.phones.of_mut(&mut table.phones).iter_mut();
                    for phone in phones.filter(|phone| phone.key % NATIONAL == *key) {
                        phone.count = names;
                    }
                }
                Kind::Email => {
                    let emails = row.emails.of_mut(&mut table.emails).iter_mut();
                    for email in emails.filter(|email| email.whole.key == *key) {
                        email.whole.count = names;
                    }
                }
                _ => {}
            }
        }
    }
}

/// How many rows have each city, postcode and birthday.
fn count_places(table: &mut Table) {
    let fields: [fn(&mut Row) -> &mut super::table::Shared; 3] = [
        |row| &mut row.city,
        |row| &mut row.postcode,
        |row| &mut row.day,
    ];
    for field in fields {
        let rows = &mut table.rows;
        let mut values: Vec<(u64, u32)> = rows
            .iter_mut()
            .zip(0..)
            .map(|(row, at)| (field(row).key, at))
            .filter(|(key, _)| *key != 0)
            .collect();
        values.par_sort_unstable();
        for group in values.chunk_by(|a, b| a.0 == b.0) {
            for (_, at) in group {
                field(&mut rows[*at as usize]).count = group.len() as u32;
            }
        }
    }
}
