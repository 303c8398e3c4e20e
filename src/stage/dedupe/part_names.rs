//! Names that say no more than a given name or a surname, and fit two people: *Sara* on the phone of Sara Ahmed and of Sara Hassan.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::groups::{Groups, Judge, Scored};

/// A name that fits two rows is the one's whose weight is higher by so much.
const CLEAR: f32 = 1.0;

/// Rows whose names fit several people, with the rows of these: people must say whose they are.
pub(super) struct PartNames {
    candidates: HashMap<u32, Vec<u32>, FixedState>,
}

impl PartNames {
    /// `groups` are those that people decided; who was one contact before (`were_one`) is not asked about again.
    pub(super) fn new(
        scored: &[Scored],
        judge: &Judge<'_>,
        groups: &Groups,
        were_one: &dyn Fn(u32, u32) -> bool,
    ) -> PartNames {
        let words = |row: u32| judge.comparer.table.row(row).name().len();
        // The row with the shorter name, the other, and their weight.
        let mut parts: Vec<(u32, u32, f32)> = Vec::new();
        for pair in scored.iter().filter(|pair| pair.evidence.signs.is_part()) {
            let (short, long) = if words(pair.a) < words(pair.b) {
                (pair.a, pair.b)
            } else {
                (pair.b, pair.a)
            };
            if words(short) < words(long) {
                parts.push((short, long, pair.evidence.same));
            }
        }
        parts.sort_unstable_by_key(|(short, long, _)| (*short, *long));
        let mut candidates: HashMap<u32, Vec<u32>, FixedState> = HashMap::default();
        for group in parts.chunk_by(|a, b| a.0 == b.0) {
            let short = group[0].0;
            let best = group.iter().map(|(.., weight)| *weight).fold(0.0, f32::max);
            let fitting = group.iter().filter(|(_, long, weight)| {
                let is_refused = judge.decided.forbids(groups.of(short), groups.of(*long));
                *weight > best - CLEAR && !is_refused
            });
            let fitting: Vec<u32> = fitting.map(|(_, long, _)| *long).collect();
            let is_settled = |long: &u32| groups.same(short, *long) || were_one(short, *long);
            let are_two = |a: u32, b: u32| {
                !groups.same(a, b) && judge.score(a, b).evidence.signs.are_of_two()
            };
            let fits_two = || {
                let mut pairs = fitting.iter().zip(1..);
                pairs.any(|(a, next)| fitting[next..].iter().any(|b| are_two(*a, *b)))
            };
            if !fitting.iter().any(is_settled) && fits_two() {
                candidates.insert(short, fitting);
            }
        }
        PartNames { candidates }
    }

    /// Whether uniting two groups would decide whose name a part is.
    pub(super) fn forbid(&self, groups: &Groups, a: u32, b: u32) -> bool {
        if self.candidates.is_empty() {
            return false;
        }
        let (here, there) = (groups.of(a), groups.of(b));
        let decides = |parts: &[u32], people: &[u32]| {
            let mut known = parts.iter().filter_map(|row| self.candidates.get(row));
            known.any(|candidates| candidates.iter().any(|row| people.contains(row)))
        };
        decides(here, there) || decides(there, here)
    }
}
