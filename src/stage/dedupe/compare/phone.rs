//! Phones.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::alike::{one_digit_off, same_line};
use crate::stage::dedupe::table::RowView;

impl Comparer<'_> {
    pub(super) fn phones(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        if a.phones().is_empty() || b.phones().is_empty() {
            return;
        }
        let (x, y) = (a.phones(), b.phones());
        let shared = x.iter().filter_map(|phone| {
            let mut others = y.iter().filter(|other| same_line(phone.key, other.key));
            others.next().map(|other| phone.count.max(other.count))
        });
        if let Some(names) = shared.min() {
            let share = self.rare_share(names);
            evidence.signs.phone = Sign::Same;
            evidence.signs.crowded |= names > self.crowd;
            evidence.add((0.7 / share).ln(), (0.35 / share).ln(), (0.3 / share).ln());
            return;
        }
        let off = |key: u64| y.iter().any(|other| one_digit_off(key, other.key));
        if x.iter().any(|phone| off(phone.key)) {
            evidence.signs.phone = Sign::Near;
            evidence.add(2.0, 0.5, 1.5);
        } else {
            evidence.signs.phone = Sign::Differs;
            evidence.add(-1.0, -0.6, -0.4);
        }
    }
}
