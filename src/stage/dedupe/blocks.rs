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
const SMALL: usize = 20_000;

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

    /// What two rows with this key have in common in any case, in bits of [`signature`]; `None` where the key alone is worth a
    /// comparison.
    fn bits(self) -> Option<u32> {
        match self {
            Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Address | Kind::Local => {
                None
            }
            Kind::Words | Kind::WordDay | Kind::WordYear | Kind::Name => Some(2),
            _ => Some(1),
        }
    }
}

/// Pairs of rows to compare, each once, the lower first, ascending. Fills the counts of shared values.
pub(super) fn pairs(table: &mut Table) -> Vec<(u32, u32)> {
    let large = table.rows.len() > SMALL;
    count_places(table);
    let signatures: Vec<[u64; 4]> = table
        .rows
        .par_iter()
        .map(|row| signature(table, row))
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
        let wanted = kind.bits().filter(|_| large).map_or(0, |bits| bits + 1);
        let found = groups.par_iter().fold(Vec::new, |mut found, group| {
            of_group(table, (kind, large), group, &mut |a: u32, b: u32| {
                let alike = || shared_bits(&signatures[a as usize], &signatures[b as usize]);
                if wanted == 0 || alike() >= wanted {
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

fn shared_bits(a: &[u64; 4], b: &[u64; 4]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

/// A bit for each thing that a row has: words of its name, day and year of its birthday, phones, addresses, company.
fn signature(table: &Table, row: &Row) -> [u64; 4] {
    let mut bits = [0; 4];
    let mut set = |key: u64| bits[(key >> 6 & 3) as usize] |= 1_u64 << (key & 63);
    for word in table.name(row) {
        set(table.lexicon.word(word.word).key);
    }
    for word in row.company.of(&table.companies) {
        set(table.lexicon.word(*word).key);
    }
    for phone in row.phones.of(&table.phones) {
        set(mix(phone.key % NATIONAL));
    }
    for email in row.emails.of(&table.emails) {
        if !email.desk {
            set(email.local);
        }
    }
    if let Some((year, day)) = year_and_day(row) {
        set(mix(year));
        set(mix(day));
    }
    if row.address.key != 0 {
        set(mix(row.address.key));
    }
    bits
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
                    keys.push((key, at as u32))
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
    let place = if row.postcode.key != 0 {
        row.postcode.key
    } else {
        row.city.key
    };
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
            add(mix(row.address.key ^ if row.house == 0 { place } else { 0 }));
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
            for company in row.company.of(&table.companies) {
                each(table.lexicon.word(*company).key);
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
    let most = if large && kind.bits().is_some() {
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
