//! What people decided of pairs: one person, two people, relatives. A decision is always obeyed.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;

use crate::model::{ContactId, Decision};

/// An answer to "is this one person?".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// One person.
    Same,
    /// Two people.
    NotSame,
    /// Two people of one household.
    Relatives,
}

impl Answer {
    /// All answers.
    pub const ALL: [Answer; 3] = [Answer::Same, Answer::NotSame, Answer::Relatives];

    /// The kind in `decisions.csv`.
    pub fn code(self) -> &'static str {
        match self {
            Answer::Same => "same",
            Answer::NotSame => "not-same",
            Answer::Relatives => "relatives",
        }
    }

    /// The answer of a code.
    pub fn of_code(code: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// The key of a decision about two contacts: their ids in ascending order.
pub fn pair_key(a: ContactId, b: ContactId) -> String {
    format!("{}|{}", a.min(b), a.max(b))
}

/// The latest answer to each pair of ids, in the order of the ledger.
pub fn answers(decisions: &[Decision]) -> Vec<((ContactId, ContactId), Answer)> {
    let mut latest: BTreeMap<(ContactId, ContactId), (usize, Answer)> = BTreeMap::new();
    for (at, decision) in decisions.iter().enumerate() {
        let Some(answer) = Answer::of_code(&decision.kind) else {
            continue;
        };
        let ids = decision.key.split_once('|');
        let ids = ids.and_then(|(a, b)| Some((ContactId::parse(a)?, ContactId::parse(b)?)));
        if let Some((a, b)) = ids {
            latest.insert((a.min(b), a.max(b)), (at, answer));
        }
    }
    let mut answers: Vec<_> = latest.into_iter().collect();
    answers.sort_by_key(|(_, (at, _))| *at);
    answers
        .into_iter()
        .map(|(pair, (_, answer))| (pair, answer))
        .collect()
}

/// Decisions about the rows of today.
#[derive(Debug, Default)]
pub(super) struct Decided {
    /// Rows of one person, the latest answer first.
    pub(super) same: Vec<(u32, u32)>,
    /// Relatives.
    pub(super) relatives: Vec<(u32, u32)>,
    /// For each row those that it must not be one with.
    apart: HashMap<u32, Vec<u32>, FixedState>,
}

impl Decided {
    /// Finds the rows of the ids. `row_of` gives the row that has an id today, or stands for the contact that had it.
    pub(super) fn new(
        answers: &[((ContactId, ContactId), Answer)],
        row_of: impl Fn(ContactId) -> Option<u32>,
    ) -> Decided {
        let mut decided = Decided::default();
        for ((a, b), answer) in answers.iter().rev() {
            let (Some(a), Some(b)) = (row_of(*a), row_of(*b)) else {
                continue;
            };
            if a == b {
                continue;
            }
            match answer {
                Answer::Same => decided.same.push((a, b)),
                Answer::NotSame => decided.keep_apart(a, b),
                Answer::Relatives => {
                    decided.relatives.push((a, b));
                    decided.keep_apart(a, b);
                }
            }
        }
        decided
    }

    fn keep_apart(&mut self, a: u32, b: u32) {
        self.apart.entry(a).or_default().push(b);
        self.apart.entry(b).or_default().push(a);
    }

    /// Whether a decision keeps two groups apart.
    pub(super) fn forbids(&self, here: &[u32], there: &[u32]) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let (short, long) = if here.len() <= there.len() {
            (here, there)
        } else {
            (there, here)
        };
        short
            .iter()
            .filter_map(|row| self.apart.get(row))
            .flatten()
            .any(|other| long.contains(other))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_latest_answer_counts_whatever_the_order_of_ids() {
        let id = ContactId::from_bits;
        let line = |day: i8, kind: &str, key: String| Decision {
            date: date(2026, 11, day),
            kind: kind.to_owned(),
            key,
            value: "yes".to_owned(),
        };
        let reversed = format!("{}|{}", id(2), id(1));
        let lines = [
            line(1, "relatives", pair_key(id(3), id(1))),
            line(2, "same", reversed),
            line(3, "not-same", pair_key(id(1), id(2))),
            line(4, "leave", "a|b".to_owned()),
            line(5, "same", "damaged".to_owned()),
        ];
        assert_eq!(
            answers(&lines),
            [
                ((id(1), id(3)), Answer::Relatives),
                ((id(1), id(2)), Answer::NotSame)
            ]
        );
    }

    #[test]
    fn groups_with_rows_that_are_apart_stay_apart() {
        let id = ContactId::from_bits;
        let row_of = |wanted: ContactId| (0..5).find(|row| id(u64::from(*row)) == wanted);
        let answers = [
            ((id(0), id(1)), Answer::NotSame),
            ((id(2), id(3)), Answer::Relatives),
            ((id(1), id(99)), Answer::NotSame),
            ((id(3), id(4)), Answer::Same),
        ];
        let decided = Decided::new(&answers, row_of);
        assert!(decided.forbids(&[0, 2], &[1]) && decided.forbids(&[3, 4], &[0, 2]));
        assert!(!decided.forbids(&[0], &[2, 3]));
        assert_eq!(decided.same, [(3, 4)]);
        assert_eq!(decided.relatives, [(2, 3)]);
    }
}
