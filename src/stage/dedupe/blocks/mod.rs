//! Which rows are compared at all: those that share a key.
//!
//! Each kind of key is an array of (key, row), sorted, so that rows of one key stand side by side. A key that too many rows share
//! is compared within a window of rows whose names are alike; none is dropped. In a large book, a pair from a key that says little
//! must have something else in common to be compared. On the way it is counted how many different names stand under a phone, an
//! address and so on.

mod kinds;

use rayon::prelude::*;

use self::kinds::{Kind, NATIONAL, Own, Size, Worth, town};
use super::keys::mix;
use super::table::{RowView, Shared, Table, year_and_day};

/// Rows under one key that are all compared with each other.
const MOST: usize = 60;
/// The same for keys that say little, in large books.
const MOST_LOOSE: usize = 12;
/// In larger groups each row is compared with so many of the next.
const WINDOW: usize = 6;
/// Pairs of rows to compare, by their places in the table, each once, the lower first, ascending. Fills the counts of shared values.
pub(super) fn pairs(table: &mut Table) -> Vec<(u32, u32)> {
    let size = Size::of(table);
    let traits: Vec<Traits> = match size {
        Size::Small => Vec::new(),
        Size::Large => table.par_rows().map(|row| Traits::of(table, row)).collect(),
    };
    let packing = Packing::of(table.len());
    let keys = keys(table, size, packing);
    let found: Vec<Found> = keys
        .into_par_iter()
        .map(|(kind, parts)| of_kind(table, (kind, size), &sorted(parts, packing), &traits))
        .collect();
    let mut pairs: Vec<u64> = Vec::with_capacity(found.iter().map(Found::len).sum());
    for mut kind in found {
        for part in &mut kind.pairs {
            pairs.append(part);
        }
        fill(table, &kind, packing);
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
        .into_par_iter()
        .map(|pair| ((pair >> 32) as u32, pair as u32))
        .collect()
}

/// How a key and the place of a row lie in 64 bits: as much of the key's hash as the place leaves, above it. In a million rows two
/// of a million keys have one hash once in thirty books; their rows are then compared in vain, and their names counted together.
#[derive(Debug, Clone, Copy)]
struct Packing {
    /// Bits of a place.
    bits: u32,
}

impl Packing {
    fn of(rows: usize) -> Packing {
        Packing {
            bits: rows.next_power_of_two().trailing_zeros().max(1),
        }
    }

    fn pack(self, key: u64, place: u32) -> u64 {
        self.hash(key) << self.bits | u64::from(place)
    }

    fn hash(self, key: u64) -> u64 {
        mix(key) >> self.bits
    }

    fn hash_of(self, packed: u64) -> u64 {
        packed >> self.bits
    }

    fn place_of(self, packed: u64) -> u32 {
        (packed & ((1 << self.bits) - 1)) as u32
    }
}

/// What was found by keys of one kind.
struct Found {
    kind: Kind,
    /// Pairs of places, the lower in the upper half.
    pairs: Vec<Vec<u64>>,
    /// Hashes of keys with a row that has them, and how many different names stand under them, where that is more than one.
    names: Vec<(u64, u32, u32)>,
}

impl Found {
    fn len(&self) -> usize {
        self.pairs.iter().map(Vec::len).sum()
    }
}

fn of_kind(table: &Table, (kind, size): (Kind, Size), keys: &[u64], traits: &[Traits]) -> Found {
    let packing = Packing::of(table.len());
    let groups: Vec<&[u64]> = keys
        .chunk_by(|a, b| packing.hash_of(*a) == packing.hash_of(*b))
        .filter(|group| group.len() > 1)
        .collect();
    let worth = match size {
        Size::Small => Worth::Many,
        Size::Large => kind.worth(),
    };
    let compared: &[&[u64]] = if worth == Worth::None { &[] } else { &groups };
    let pairs = compared.par_iter().fold(Vec::new, |mut found, group| {
        of_group(worth, (group, packing), |a: u32, b: u32| {
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
            names(table, &groups, packing)
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

/// Keys of each kind, packed with the places of their rows.
fn keys(table: &Table, size: Size, packing: Packing) -> Vec<(Kind, Vec<Vec<u64>>)> {
    const CHUNK: usize = 16_384;
    let kinds: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_for(size))
        .collect();
    let chunks = table.par_rows().zip(0..table.len() as u32);
    let empty = || vec![Vec::new(); kinds.len()];
    let chunks = chunks.fold_chunks(CHUNK, empty, |mut keys, (row, at)| {
        let own = Own::new(table, row, size);
        for (kind, keys) in kinds.iter().zip(&mut keys) {
            own.keys(*kind, &mut |key| keys.push(packing.pack(key, at)));
        }
        keys
    });
    let chunks: Vec<Vec<Vec<u64>>> = chunks.collect();
    let mut of_kinds: Vec<(Kind, Vec<Vec<u64>>)> =
        kinds.into_iter().map(|kind| (kind, Vec::new())).collect();
    for chunk in chunks {
        for (keys, (_, parts)) in chunk.into_iter().zip(&mut of_kinds) {
            parts.push(keys);
        }
    }
    of_kinds
}

/// Keys that several rows have, sorted, each key of a row once.
fn sorted(mut parts: Vec<Vec<u64>>, packing: Packing) -> Vec<u64> {
    leave_out_single(&mut parts, packing);
    let mut keys = parts.concat();
    keys.par_sort_unstable();
    keys.dedup();
    keys
}

/// Leaves out keys that one row has: most, in a large book. A few of them stay, whose slot another key shares.
fn leave_out_single(parts: &mut [Vec<u64>], packing: Packing) {
    const SLOTS: usize = 16;
    const BITS: usize = u64::BITS as usize;
    let keys: usize = parts.iter().map(Vec::len).sum();
    let words = (keys * SLOTS / BITS).next_power_of_two();
    let mut once = vec![0_u64; words];
    let mut again = vec![0_u64; words];
    let slot = |key: &u64| {
        let slot = packing.hash_of(*key) as usize;
        (slot / BITS % words, 1_u64 << (slot % BITS))
    };
    for key in parts.iter().flatten() {
        let (at, bit) = slot(key);
        again[at] |= once[at] & bit;
        once[at] |= bit;
    }
    parts.par_iter_mut().for_each(|part| {
        part.retain(|key| {
            let (at, bit) = slot(key);
            again[at] & bit != 0
        });
    });
}

/// The pairs of one group, given to `add`, the lower place first.
fn of_group(worth: Worth, (group, packing): (&[u64], Packing), mut add: impl FnMut(u32, u32)) {
    let most = if worth == Worth::Many {
        MOST
    } else {
        MOST_LOOSE
    };
    // Rows are numbered in the order of names: in larger groups those that are alike are near each other.
    let next = if group.len() <= most {
        group.len()
    } else {
        WINDOW
    };
    for (at, key) in group.iter().enumerate() {
        for other in group[at + 1..].iter().take(next) {
            add(packing.place_of(*key), packing.place_of(*other));
        }
    }
}

/// How many different names stand under each key, for each row.
fn names(table: &Table, groups: &[&[u64]], packing: Packing) -> Vec<(u64, u32, u32)> {
    let faces = |group: &[u64]| {
        let faces = group.iter();
        let faces = faces.map(|key| table.faces[packing.place_of(*key) as usize]);
        let mut faces: Vec<u64> = faces.collect();
        faces.sort_unstable();
        faces.dedup();
        faces.len() as u32
    };
    let counted = groups.par_iter().map(|group| (faces(group), *group));
    let counted = counted.filter(|(names, _)| *names > 1);
    counted
        .flat_map_iter(|(names, group)| {
            let keys = group.iter();
            keys.map(move |key| (packing.hash_of(*key), packing.place_of(*key), names))
        })
        .collect()
}

/// Writes down how many names stand under the values of rows.
fn fill(table: &mut Table, found: &Found, packing: Packing) {
    for (hash, at, names) in &found.names {
        let row = table.counted(*at);
        let count = |value: &mut Shared| value.count = *names;
        match found.kind {
            Kind::Id => row.id.into_iter().for_each(count),
            Kind::OwnId => row.own_id.into_iter().for_each(count),
            Kind::Address => count(row.address),
            Kind::Phone => {
                let phones = row.phones.iter_mut();
                let is_meant = |phone: &&mut Shared| packing.hash(phone.key % NATIONAL) == *hash;
                phones.filter(is_meant).for_each(count);
            }
            Kind::Email => {
                let emails = row.emails.iter_mut().map(|email| &mut email.whole);
                let is_meant = |email: &&mut Shared| packing.hash(email.key) == *hash;
                emails.filter(is_meant).for_each(count);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Nothing that two rows share is left out, and rows come back as they were packed.
        #[test]
        fn keys_of_several_rows_stay(
            keys in proptest::collection::vec(proptest::collection::vec(0_u64..40, 0..20), 0..8),
        ) {
            let rows: usize = keys.iter().map(Vec::len).sum();
            let packing = Packing::of(rows);
            let mut place = 0..rows as u32;
            let packed: Vec<Vec<u64>> = keys
                .iter()
                .map(|part| part.iter().zip(&mut place).map(|(key, at)| packing.pack(*key, at)).collect())
                .collect();
            let all: Vec<u64> = keys.concat();
            let found = sorted(packed, packing);
            for (at, key) in all.iter().enumerate() {
                let shared = all.iter().filter(|other| *other == key).count() > 1;
                let packed = packing.pack(*key, at as u32);
                prop_assert!(!shared || found.contains(&packed));
                prop_assert_eq!(packing.place_of(packed), at as u32);
                prop_assert_eq!(packing.hash_of(packed), packing.hash(*key));
            }
        }
    }
}
