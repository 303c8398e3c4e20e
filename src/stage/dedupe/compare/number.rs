//! tierbook's own id and the user's number, where they are typed.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::table::RowView;

impl Comparer<'_> {
    /// Equal numbers say much; different ones nothing, since most lists number their lines.
    pub(super) fn numbers(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        for (x, y) in [(a.id(), b.id()), (a.own_id(), b.own_id())] {
            if x.key != 0 && x.key == y.key {
                let share = self.rare_share(x.count);
                evidence.signs.number = Sign::Same;
                evidence.add((0.95 / share).ln(), (0.02 / share).ln().max(0.0), 0.0);
            }
        }
    }
}
