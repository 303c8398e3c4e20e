//! Addresses of mail.

use super::{Comparer, Evidence, Sign};
use crate::model::Field;
use crate::stage::dedupe::alike::slips;
use crate::stage::dedupe::table::{Email, RowView};

/// A part before the @ that is shorter than this is nobody's own.
const SHORT_LOCAL: usize = 4;

impl Comparer<'_> {
    pub(super) fn emails(&self, a: RowView<'_>, b: RowView<'_>, evidence: &mut Evidence) {
        if a.emails().is_empty() || b.emails().is_empty() {
            return;
        }
        let (x, y) = (a.emails(), b.emails());
        let is_shared = |email: &&Email| y.iter().any(|other| other.whole.key == email.whole.key);
        if let Some(email) = x
            .iter()
            .filter(is_shared)
            .min_by_key(|email| (email.desk, email.whole.count))
        {
            let share = self.rare_share(email.whole.count);
            evidence.signs.email = Sign::Same;
            evidence.signs.crowded |= email.desk || email.whole.count > self.crowd;
            let (relatives, colleagues) = if email.desk { (0.02, 0.6) } else { (0.1, 0.1) };
            evidence.add(
                (0.7 / share).ln(),
                (relatives / share).ln(),
                (colleagues / share).ln(),
            );
            return;
        }
        if self.is_near((a.origin, b.origin), (x, y)) {
            evidence.signs.email = Sign::Near;
            evidence.add(5.0, 0.0, 0.0);
        } else {
            evidence.signs.email = Sign::Differs;
            evidence.add(-1.0, 0.0, 0.0);
        }
    }

    /// One part before the @ at two hosts, or at most two edits.
    fn is_near(&self, (at, other): (u32, u32), (x, y): (&[Email], &[Email])) -> bool {
        let text = |row: u32, index: usize| {
            self.frame
                .emails(Field::Email, row as usize)
                .nth(index)
                .unwrap_or_default()
        };
        x.iter().enumerate().any(|(i, a)| {
            y.iter().enumerate().any(|(j, b)| {
                if a.local == b.local {
                    return !a.desk && text(at, i).find('@') > Some(SHORT_LOCAL);
                }
                is_promising(a.letters, b.letters) && slips(text(at, i), text(other, j), 2)
            })
        })
    }
}

/// Whether two texts may be two edits apart, by the letters that occur in them.
fn is_promising(a: u64, b: u64) -> bool {
    const LETTERS: u64 = (1 << 48) - 1;
    ((a ^ b) & LETTERS).count_ones() <= 4 && (a >> 48).abs_diff(b >> 48) <= 2
}
