//! How probable each kind of pair is: a mixture of one person, relatives, colleagues and chance, whose shares are learnt from the
//! book by expectation-maximisation.

use rayon::prelude::*;

use super::compare::{Evidence, LEARNT, Sign};

/// How often a field of one person agrees, nearly agrees and differs, as a rule: the sums are 1.
const USUAL: [[f64; 3]; LEARNT] = [
    [0.90, 0.08, 0.02],
    [0.90, 0.07, 0.03],
    [0.80, 0.17, 0.03],
    [0.60, 0.05, 0.35],
    [0.60, 0.10, 0.30],
    [0.70, 0.15, 0.15],
    [0.70, 0.00, 0.30],
];

/// The rule counts like so many pairs of the book.
const ANCHOR: f64 = 30.0;
/// What is learnt moves a weight by so much at most: one person must not become one household.
const MOST_LEARNT: f64 = 1.5;

/// Shares of the kinds among all pairs of rows, not only those compared, and what was learnt of how fields of one person agree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    /// Added to the weight of one person, by field and sign.
    learnt: [[f32; 3]; LEARNT],
    pub(super) same: f64,
    pub(super) relatives: f64,
    pub(super) colleagues: f64,
}

/// The probabilities of one pair.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Probabilities {
    pub(super) same: f32,
    pub(super) relatives: f32,
    pub(super) colleagues: f32,
}

const ROUNDS: usize = 12;

impl Shares {
    /// Learns the shares. What is not compared is taken for chance.
    pub(super) fn learn(rows: usize, pairs: &[Evidence]) -> Shares {
        let rows = rows as f64;
        let all = (rows * (rows - 1.0) / 2.0).max(1.0);
        // To begin with, one row in ten has a double, one in five a relative and a colleague.
        let mut shares = Shares {
            learnt: [[0.0; 3]; LEARNT],
            same: 0.1 * rows / all,
            relatives: 0.1 * rows / all,
            colleagues: 0.1 * rows / all,
        };
        let floor = (0.01 * rows / all, 3.0 * rows / all);
        for _ in 0..ROUNDS {
            let parts: Vec<Sums> = pairs
                .par_chunks(4096)
                .map(|chunk| {
                    let mut sums = Sums::default();
                    for pair in chunk {
                        sums.add(pair, shares.of(pair));
                    }
                    sums
                })
                .collect();
            let mut sums = Sums::default();
            for part in &parts {
                sums.join(part);
            }
            let [same, relatives, colleagues] = sums.kinds;
            shares = Shares {
                learnt: sums.learnt(),
                same: (same / all).clamp(floor.0, floor.1),
                relatives: (relatives / all).clamp(floor.0, floor.1),
                colleagues: (colleagues / all).clamp(floor.0, floor.1),
            };
        }
        shares
    }

    fn learnt_of(&self, pair: &Evidence) -> f32 {
        let signs = pair.signs.learnt().into_iter().zip(&self.learnt);
        signs
            .filter_map(|(sign, weights)| weights.get(index(sign)?))
            .sum()
    }

    /// The probabilities of a pair (Bayes' theorem).
    pub(super) fn of(&self, pair: &Evidence) -> Probabilities {
        let weigh = |share: f64, weight: f32| share * f64::from(weight).min(600.0).exp();
        let same = weigh(self.same, pair.same + self.learnt_of(pair));
        let relatives = weigh(self.relatives, pair.relatives);
        let colleagues = weigh(self.colleagues, pair.colleagues);
        let all = 1.0 + same + relatives + colleagues;
        Probabilities {
            same: (same / all) as f32,
            relatives: (relatives / all) as f32,
            colleagues: (colleagues / all) as f32,
        }
    }
}

fn index(sign: Sign) -> Option<usize> {
    match sign {
        Sign::Missing => None,
        Sign::Same => Some(0),
        Sign::Near => Some(1),
        Sign::Differs => Some(2),
    }
}

/// Expected numbers of pairs: of each kind, and of those of one person by field and sign.
#[derive(Debug, Default)]
struct Sums {
    kinds: [f64; 3],
    signs: [[f64; 3]; LEARNT],
}

impl Sums {
    fn add(&mut self, pair: &Evidence, found: Probabilities) {
        let same = f64::from(found.same);
        self.kinds[0] += same;
        self.kinds[1] += f64::from(found.relatives);
        self.kinds[2] += f64::from(found.colleagues);
        for (sign, sums) in pair.signs.learnt().into_iter().zip(&mut self.signs) {
            if let Some(sum) = index(sign).and_then(|at| sums.get_mut(at)) {
                *sum += same;
            }
        }
    }

    fn join(&mut self, other: &Sums) {
        let own = self.kinds.iter_mut().chain(self.signs.iter_mut().flatten());
        let more = other.kinds.iter().chain(other.signs.iter().flatten());
        own.zip(more).for_each(|(own, more)| *own += more);
    }

    /// By how much the weights differ from the usual ones.
    fn learnt(&self) -> [[f32; 3]; LEARNT] {
        let mut learnt = [[0.0; 3]; LEARNT];
        for ((sums, usual), learnt) in self.signs.iter().zip(USUAL).zip(&mut learnt) {
            let all: f64 = sums.iter().sum();
            for ((sum, usual), weight) in sums.iter().zip(usual).zip(learnt) {
                if usual > 0.0 {
                    let share = (sum + ANCHOR * usual) / (all + ANCHOR);
                    *weight = (share / usual).ln().clamp(-MOST_LEARNT, MOST_LEARNT) as f32;
                }
            }
        }
        learnt
    }
}
