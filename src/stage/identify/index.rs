//! Contacts (or other numbers) by a 64-bit hash: one sorted array, and a table of where each range of hashes begins.

use rayon::prelude::*;

/// Pairs of hash and number, looked up by hash in a few steps even among millions.
#[derive(Debug, Default)]
pub(crate) struct HashIndex {
    entries: Vec<(u64, u32)>,
    /// For each value of the upper bits of a hash, where its entries begin; one more at the end.
    starts: Vec<u32>,
    shift: u32,
}

impl HashIndex {
    /// Sorts the pairs; a pair that occurs twice stands once.
    pub(crate) fn new(mut entries: Vec<(u64, u32)>) -> HashIndex {
        entries.par_sort_unstable();
        entries.dedup();
        // About four entries a range.
        let bits = (entries.len() / 4).max(1).ilog2().clamp(1, 24);
        let shift = u64::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (hash, _) in &entries {
            starts[(hash >> shift) as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        HashIndex {
            entries,
            starts,
            shift,
        }
    }

    /// The numbers of a hash, ascending.
    pub(crate) fn get(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let range = (hash >> self.shift) as usize;
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let entries = self
            .entries
            .get(bound(range)..bound(range + 1))
            .unwrap_or_default();
        entries
            .iter()
            .skip_while(move |(other, _)| *other < hash)
            .take_while(move |(other, _)| *other == hash)
            .map(|(_, number)| *number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_was_put_in(entries in prop::collection::vec((any::<u64>().prop_map(|hash| hash << (hash % 50)), 0_u32..9), 0..200)) {
            let index = HashIndex::new(entries.clone());
            for (hash, _) in &entries {
                let mut wanted: Vec<u32> = entries.iter().filter(|(other, _)| other == hash).map(|(_, number)| *number).collect();
                wanted.sort_unstable();
                wanted.dedup();
                prop_assert_eq!(index.get(*hash).collect::<Vec<_>>(), wanted);
            }
            prop_assert_eq!(HashIndex::default().get(7).count(), 0);
        }
    }
}
