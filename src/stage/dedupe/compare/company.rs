//! The company beside a person's name.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::alike::{Alike, likeness};
use crate::stage::dedupe::table::Row;

impl Comparer<'_> {
    pub(super) fn companies(&self, a: &Row, b: &Row, evidence: &mut Evidence) {
        if a.company.is_empty() || b.company.is_empty() {
            return;
        }
        let lexicon = &self.table.lexicon;
        let (x, y) = (
            a.company.of(&self.table.companies),
            b.company.of(&self.table.companies),
        );
        let mut weight = 0.0;
        let mut shared = 0;
        for word in x {
            let is_alike = |other: &u32| likeness(lexicon, *word, *other) >= Some(Alike::Slip);
            if y.iter().any(is_alike) {
                shared += 1;
                weight += (0.9 / self.share(lexicon.word(*word).count)).ln();
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
