//! The company beside a person's name.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::alike::{Alike, likeness};
use crate::stage::dedupe::table::RowView;

impl Comparer<'_> {
    pub(super) fn companies(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        if a.company().is_empty() || b.company().is_empty() {
            return;
        }
        let table = self.table;
        let (x, y) = (a.company(), b.company());
        let mut weight = 0.0;
        let mut shared = 0;
        // From the shorter name, so that it does not matter which row stands first.
        let sum = |words: &[u32]| words.iter().map(|word| table.word(*word).spelling).max();
        let (x, y) = if (x.len(), sum(x)) <= (y.len(), sum(y)) {
            (x, y)
        } else {
            (y, x)
        };
        for word in x {
            let is_alike = |other: &&u32| likeness(table, *word, **other) >= Some(Alike::Slip);
            if let Some(other) = y.iter().find(is_alike) {
                shared += 1;
                let count = table.word(*word).count.max(table.word(*other).count);
                weight += (0.9 / self.share(count)).ln();
            }
        }
        if shared > 0 && shared * 2 >= x.len().min(y.len()) {
            evidence.signs.company = Sign::Same;
            // Words of one name go together: the second says less than the first.
            let weight: f32 = weight.min(6.0);
            evidence.add(weight * 0.7, 0.0, weight);
        } else {
            evidence.signs.company = Sign::Differs;
            evidence.add(-0.8, 0.0, -3.0);
        }
    }
}
