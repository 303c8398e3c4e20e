//! Phones.

use super::{Comparer, Evidence, Sign};
use crate::stage::dedupe::alike::{one_digit_off, same_line};
use crate::stage::dedupe::table::Row;

impl Comparer<'_> {
    pub(super) fn phones(&self, a: &Row, b: &Row, evidence: &mut Evidence) {
        if a.phones.is_empty() || b.phones.is_empty() {
            return;
        }
        let (x, y) = (
            a.phones.of(&self.table.phones),
            b.phones.of(&self.table.phones),
        );
        let is_shared = |key: u64| y.iter().any(|other| same_line(key, other.key));
        let shared = x.iter().filter(|phone| is_shared(phone.key));
        if let Some(names) = shared.map(|phone| phone.count).min() {
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
