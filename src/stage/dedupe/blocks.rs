//! Which rows are compared at all: those that share a key.
//!
//! Each kind of key is an array of (key, row), sorted, so that rows of one key stand side by side. A key that too many rows share
//! is compared within a window of rows whose names are alike; none is dropped. In a large book, a pair from a key that says little
//! must have something else in common to be compared. On the way it is counted how many different names stand under a phone, an
//! address and so on.

use rayon::prelude::*;

use super::keys::mix;
use super::table::{Row, RowView, Table};

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
    const ALL: [Kind; 18] = [
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
    fn is_for(self, size: Size) -> bool {
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
    fn is_counted(self) -> bool {
        matches!(
            self,
            Kind::Id | Kind::OwnId | Kind::Phone | Kind::Email | Kind::Address
        )
    }

    /// Whether rows with the key are worth a comparison in large books.
    fn worth(self) -> Worth {
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
enum Worth {
    /// A comparison of all rows that share it, even if these are many.
    Many,
    /// A comparison.
    Few,
    /// A comparison of those rows that share something else.
    WithMore,
    /// None: it is part of other keys, and counted only.
    None,
}

/// Pairs of rows to compare, by their places in the table, each once, the lower first, ascending. Fills the counts of shared values.
pub(super) fn pairs(table: &mut Table) -> Vec<(u32, u32)> {
    let size = Size::of(table);
    let kinds = Kind::ALL.into_par_iter().filter(|kind| kind.is_for(size));
    let traits: Vec<Traits> = match size {
        Size::Small => Vec::new(),
        Size::Large => table.par_rows().map(|row| Traits::of(table, row)).collect(),
    };
    let found: Vec<Found> = kinds
        .map(|kind| of_kind(table, (kind, size), &traits))
        .collect();
    let mut pairs: Vec<u64> = Vec::with_capacity(found.iter().map(Found::len).sum());
    for mut kind in found {
        for part in &mut kind.pairs {
            pairs.append(part);
        }
        fill(table, &kind);
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
        .into_par_iter()
        .map(|pair| ((pair >> 32) as u32, pair as u32))
        .collect()
}

/// Whether there are too many rows for keys that say very little.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Small,
    Large,
}

impl Size {
    fn of(table: &Table) -> Size {
        if table.len() > SMALL {
            Size::Large
        } else {
            Size::Small
        }
    }
}

/// What was found by keys of one kind.
struct Found {
    kind: Kind,
    /// Pairs of places, the lower in the upper half.
    pairs: Vec<Vec<u64>>,
    /// Keys with a row that has them, and how many different names stand under them, where that is more than one.
    names: Vec<(u64, u32, u32)>,
}

impl Found {
    fn len(&self) -> usize {
        self.pairs.iter().map(Vec::len).sum()
    }
}

fn of_kind(table: &Table, (kind, size): (Kind, Size), traits: &[Traits]) -> Found {
    let keys = keys_of(table, kind, size);
    let groups: Vec<&[(u64, u32)]> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .collect();
    let worth = match size {
        Size::Small => Worth::Many,
        Size::Large => kind.worth(),
    };
    let compared: &[&[(u64, u32)]] = if worth == Worth::None { &[] } else { &groups };
    let pairs = compared.par_iter().fold(Vec::new, |mut found, group| {
        of_group(worth, group, |a: u32, b: u32| {
            let shared = || traits[a as usize].shared(&traits[b as usize]);
            if worth != Worth::WithMore || shared() >= 2 {
                found.push(u64::from(a) << 32 | u64::from(b));
            }
        });
        found
    });
    Found {
        kind,
        pairs: pairs.collect(),
        names: if kind.is_counted() {
            names(table, &groups)
        } else {
            Vec::new()
        },
    }
}

/// What a row has, as hashes: words of its name, the day of its birthday, phones, parts of addresses of mail before the @,
/// street with place. Two that have one hash by chance are compared in vain.
#[derive(Debug, Clone, Copy)]
struct Traits {
    hashes: [u16; MOST_TRAITS],
    many: u16,
}

const MOST_TRAITS: usize = 15;

impl Traits {
    fn of(table: &Table, row: RowView<'_>) -> Traits {
        let mut traits = Traits {
            hashes: [0; MOST_TRAITS],
            many: 0,
        };
        let mut add = |key: u64| {
            if let Some(slot) = traits.hashes.get_mut(traits.many as usize) {
                *slot = (key >> 48) as u16 | 1;
                traits.many += 1;
            }
        };
        for word in row.name() {
            add(table.word(word.word).key);
        }
        for phone in row.phones() {
            add(mix(phone.key % NATIONAL));
        }
        for email in row.emails() {
            if !email.desk {
                add(email.local);
            }
        }
        if let Some((_, day)) = year_and_day(&row) {
            add(mix(day));
        }
        if row.address.key != 0 {
            add(mix(row.address.key ^ town(&row)));
        }
        traits
    }

    /// How many traits two rows share.
    fn shared(&self, other: &Traits) -> u32 {
        let mut shared = 0;
        for own in self.hashes.iter().take(self.many as usize) {
            // Without branches, so that eight are compared at a time; what is empty is 0, and no trait is.
            let same = other
                .hashes
                .iter()
                .fold(0, |same, hash| same | u16::from(hash == own));
            shared += u32::from(same);
        }
        shared
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

/// Keys of one kind with the places of their rows, sorted.
fn keys_of(table: &Table, kind: Kind, size: Size) -> Vec<(u64, u32)> {
    const CHUNK: usize = 16_384;
    let chunks = table.par_rows().zip(0..table.len() as u32);
    let parts = chunks.fold_chunks(CHUNK, Vec::new, |mut keys, (row, at)| {
        let from = keys.len();
        collect(table, row, (kind, size), &mut |key| keys.push((key, at)));
        // Each key of a row once.
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
        keys
    });
    let mut parts: Vec<Vec<(u64, u32)>> = parts.collect();
    leave_out_single(&mut parts);
    let mut keys = parts.concat();
    keys.par_sort_unstable();
    keys
}

/// Leaves out keys that one row has: most, in a large book. A few of them stay, whose slot another key shares.
fn leave_out_single(parts: &mut [Vec<(u64, u32)>]) {
    const SLOTS: usize = 16;
    const BITS: usize = u64::BITS as usize;
    let keys: usize = parts.iter().map(Vec::len).sum();
    let words = (keys * SLOTS / BITS).next_power_of_two();
    let mut once = vec![0_u64; words];
    let mut again = vec![0_u64; words];
    let slot = |key: u64| {
        let slot = mix(key) as usize;
        (slot / BITS % words, 1_u64 << (slot % BITS))
    };
    for (key, _) in parts.iter().flatten() {
        let (at, bit) = slot(*key);
        again[at] |= once[at] & bit;
        once[at] |= bit;
    }
    parts.par_iter_mut().for_each(|part| {
        part.retain(|(key, _)| {
            let (at, bit) = slot(*key);
            again[at] & bit != 0
        });
    });
}

fn collect(table: &Table, row: RowView<'_>, (kind, size): (Kind, Size), add: &mut impl FnMut(u64)) {
    let large = size == Size::Large;
    let place = place(&row);
    let address = (row.address.key != 0 && (row.house != 0 || place != 0)).then(|| {
        // One street and house in two towns is worth a look in small books.
        let is_whole = large || row.house == 0;
        mix(row.address.key ^ if is_whole { town(&row) } else { 0 })
    });
    let mut words = [0_u64; super::table::MOST_WORDS];
    let name = row.name();
    for (slot, word) in words.iter_mut().zip(name) {
        *slot = table.word(word.word).key;
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
        Kind::Address => address.into_iter().for_each(add),
        Kind::WordAddress => address.into_iter().for_each(each),
        Kind::DayAddress => {
            if let Some((address, (_, day))) = address.zip(year_and_day(&row)) {
                add(mix(address ^ day));
            }
        }
        Kind::Words | Kind::WordsDay => {
            let day = match (kind, year_and_day(&row)) {
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
            if let Some((_, day)) = year_and_day(&row) {
                each(day);
            }
        }
        Kind::WordYear => {
            if let Some((year, _)) = year_and_day(&row) {
                each(year);
            }
        }
        Kind::WordPlace if place != 0 => {
            if large {
                let count = |word: &&super::table::NameWord| {
                    let word = table.word(word.word);
                    (word.count, word.key)
                };
                if let Some(rarest) = name.iter().min_by_key(count) {
                    add(mix(table.word(rarest.word).key ^ place));
                }
            } else {
                each(place);
            }
        }
        Kind::WordCompany => {
            let words = row.company().iter();
            let words = words.map(|word| table.word(*word).key);
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

/// The pairs of one group, given to `add`, the lower place first.
fn of_group(worth: Worth, group: &[(u64, u32)], mut add: impl FnMut(u32, u32)) {
    let most = if worth == Worth::Many {
        MOST
    } else {
        MOST_LOOSE
    };
    if group.len() <= most {
        for (at, (_, row)) in group.iter().enumerate() {
            for (_, other) in &group[at + 1..] {
                add(*row, *other);
            }
        }
        return;
    }
    // Rows are numbered in the order of names: those that are alike are near each other.
    for (at, (_, row)) in group.iter().enumerate() {
        for (_, other) in group.iter().skip(at + 1).take(WINDOW) {
            add(*row, *other);
        }
    }
}

/// How many different names stand under each key, for each row.
fn names(table: &Table, groups: &[&[(u64, u32)]]) -> Vec<(u64, u32, u32)> {
    let faces = |group: &[(u64, u32)]| {
        let mut faces: Vec<u64> = group
            .iter()
            .map(|(_, at)| table.faces[*at as usize])
            .collect();
        faces.sort_unstable();
        faces.dedup();
        faces.len() as u32
    };
    let counted = groups.par_iter().map(|group| (faces(group), *group));
    let counted = counted.filter(|(names, _)| *names > 1);
    counted
        .flat_map_iter(|(names, group)| group.iter().map(move |(key, at)| (*key, *at, names)))
        .collect()
}

/// Writes down how many names stand under the values of rows.
fn fill(table: &mut Table, found: &Found) {
    for (key, at, names) in &found.names {
        let (row, phones, emails) = table.at_mut(*at);
        match found.kind {
            Kind::Id => row.id.count = *names,
            Kind::OwnId => row.own_id.count = *names,
            Kind::Address => row.address.count = *names,
            Kind::Phone => {
                for phone in phones {
                    if phone.key % NATIONAL == *key {
                        phone.count = *names;
                    }
                }
            }
            Kind::Email => {
                for email in emails {
                    if email.whole.key == *key {
                        email.whole.count = *names;
                    }
                }
            }
            _ => {}
        }
    }
}
