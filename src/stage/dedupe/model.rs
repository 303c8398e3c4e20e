//! How probable each kind of pair is: a mixture of one person, relatives, colleagues, namesakes and chance, whose shares are learnt
//! from the book by expectation-maximisation over comparison patterns (Dempster, Laird, Rubin 1977; Winkler 1988).

use rayon::prelude::*;

use super::compare::{Evidence, LEARNT, Sign, Signs};

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
/// What is learnt lowers a weight by so much at most.
const MOST_LOWERED: f64 = 1.5;
/// What is learnt raises the weight of what agrees, is near and differs by so much at most, by field: one person must not become
/// one household.
const MOST_RAISED: [[f64; 3]; LEARNT] = [
    [0.1, 1.0, 0.4],
    [0.1, 1.0, 0.4],
    [0.2, 1.0, 1.5],
    [0.5, 1.0, 0.6],
    [0.5, 1.0, 0.6],
    [0.3, 1.0, 1.0],
    [0.3, 1.0, 0.5],
];
/// Pairs of each kind for each row of a book of which nothing is known: one person, relatives, colleagues, namesakes.
const RATES: [f64; KINDS] = [0.1, 0.1, 0.1, 0.03];
/// These rates count like so many rows of the book.
const ROWS: f64 = 50.0;
/// However little or much is found, the rates stay between these.
const LEAST: f64 = 0.01;
const MOST: f64 = 3.0;
/// Relatives are hardly any where they are so many times fewer than doubles; what is learnt may then raise weights so many times
/// more.
const LONELY: f64 = 10.0;
const FREE: f64 = 2.0;
const ROUNDS: usize = 12;
/// Patterns that one task sums up.
const PART: usize = 4096;
/// Other fields that must agree for a pair to teach how often one agrees.
const WITNESSES: usize = 2;

/// One person, relatives, colleagues, namesakes; chance is the rest.
const KINDS: usize = 4;

/// Shares of the kinds among all pairs of rows, not only those compared, and what was learnt of how fields of one person agree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    /// Added to the weight of one person, by field and sign.
    learnt: [[f32; 3]; LEARNT],
    /// Natural logarithms of the shares.
    kinds: [f32; KINDS],
}

/// The probabilities of one pair.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Probabilities {
    pub(super) same: f32,
    pub(super) relatives: f32,
    pub(super) colleagues: f32,
    pub(super) namesakes: f32,
}

/// Pairs that look alike: their weights in steps of a half, what agrees, and how many there are.
struct Pattern {
    weights: [f32; KINDS],
    signs: [Option<u8>; LEARNT],
    count: f64,
}

/// Steps of weights for one unit, of all kinds.
const STEPS: f32 = 2.0;
/// The lowest weight of a pattern.
const LOWEST: f32 = -12.0;

impl Shares {
    fn new(rows: usize) -> Shares {
        let mut shares = Shares {
            learnt: [[0.0; 3]; LEARNT],
            kinds: [0.0; KINDS],
        };
        shares.set(rows, [0.0; KINDS], true);
        shares
    }

    /// Learns the shares. What is not compared is taken for chance.
    pub(super) fn learn<'e>(
        rows: usize,
        pairs: impl ParallelIterator<Item = &'e Evidence>,
    ) -> Shares {
        let patterns = patterns(pairs);
        let mut shares = Shares::new(rows);
        for _ in 0..ROUNDS {
            // Parts of one size in one order: the sums are the same on any number of cores.
            let parts: Vec<Sums> = patterns
                .par_chunks(PART)
                .map(|part| shares.expected(part))
                .collect();
            let mut sums = Sums::default();
            for part in &parts {
                sums.join(part);
            }
            shares.learnt = sums.learnt();
            shares.set(rows, sums.kinds, false);
        }
        shares
    }

    /// The expected numbers of pairs among patterns.
    fn expected(&self, patterns: &[Pattern]) -> Sums {
        let mut sums = Sums::default();
        for pattern in patterns {
            let learnt: f32 = pattern
                .signs
                .iter()
                .zip(&self.learnt)
                .filter_map(|(sign, weights)| weights.get(usize::from((*sign)?)))
                .sum();
            let mut weights = pattern.weights;
            weights[0] += learnt;
            sums.add(pattern, self.weigh(weights));
        }
        sums
    }

    /// Sets the shares from numbers of pairs.
    fn set(&mut self, rows: usize, pairs: [f64; KINDS], first: bool) {
        let rows = rows as f64;
        let all = (rows * (rows - 1.0) / 2.0).max(1.0);
        for ((share, pairs), rate) in self.kinds.iter_mut().zip(pairs).zip(RATES) {
            let found = if first {
                rate
            } else {
                (pairs + ROWS * rate) / (rows + ROWS)
            };
            let found = found.clamp(LEAST.min(rate), MOST) * rows / all;
            *share = found.ln() as f32;
        }
    }

    /// Bayes' theorem.
    fn weigh(&self, weights: [f32; KINDS]) -> [f32; KINDS] {
        let mut odds = [0.0_f32; KINDS];
        let highest = weights
            .iter()
            .zip(self.kinds)
            .map(|(weight, share)| weight + share)
            .fold(0.0, f32::max);
        let mut all = (-highest).exp();
        for ((odd, weight), share) in odds.iter_mut().zip(weights).zip(self.kinds) {
            *odd = (weight + share - highest).exp();
            all += *odd;
        }
        odds.map(|odd| odd / all)
    }

    fn learnt_of(&self, signs: Signs) -> f32 {
        let signs = signs.learnt().into_iter().zip(&self.learnt);
        signs
            .filter_map(|(sign, weights)| weights.get(usize::from(index(sign)?)))
            .sum()
    }

    /// The probabilities of a pair.
    pub(super) fn of(&self, pair: &Evidence) -> Probabilities {
        let same = pair.same + self.learnt_of(pair.signs);
        let [same, relatives, colleagues, namesakes] =
            self.weigh([same, pair.relatives, pair.colleagues, pair.namesakes]);
        Probabilities {
            same,
            relatives,
            colleagues,
            namesakes,
        }
    }

    /// Whether the book is one of people without relatives.
    pub(super) fn are_lonely(&self) -> bool {
        let [same, relatives, ..] = self.kinds.map(f64::from);
        is_lonely(relatives.exp(), same.exp())
    }

    /// Whether a pair could be anything but chance, whatever is learnt: all others are not kept.
    pub(super) fn is_promising(pair: &Evidence, rows: usize) -> bool {
        const NEGLIGIBLE: f32 = -6.0;
        let chance = ((rows as f32 - 1.0).max(1.0) / 2.0).ln() - MOST.ln() as f32;
        let most = (pair.same + 2.0).max(pair.relatives).max(pair.colleagues);
        most.max(pair.namesakes) - chance > NEGLIGIBLE
    }
}

/// Whether hardly anybody has relatives in the book: other names at one address are then spellings.
fn is_lonely(relatives: f64, same: f64) -> bool {
    relatives * LONELY < same
}

fn index(sign: Sign) -> Option<u8> {
    match sign {
        Sign::Missing => None,
        Sign::Same => Some(0),
        Sign::Near => Some(1),
        Sign::Differs => Some(2),
    }
}

/// Counts pairs by pattern. The order of pairs does not matter.
fn patterns<'e>(pairs: impl ParallelIterator<Item = &'e Evidence>) -> Vec<Pattern> {
    let step = |weight: f32| ((weight - LOWEST).max(0.0) * STEPS).min(255.0) as u64;
    let mut keys: Vec<u64> = pairs
        .map(|pair| {
            let weights = [pair.same, pair.relatives, pair.colleagues, pair.namesakes];
            let key = weights
                .into_iter()
                .fold(0, |key, weight| key << 8 | step(weight));
            let signs = pair.signs.learnt().into_iter();
            signs.fold(key, |key, sign| key << 2 | index(sign).map_or(3, u64::from))
        })
        .collect();
    keys.par_sort_unstable();
    keys.chunk_by(|a, b| a == b)
        .map(|group| {
            let mut key = group[0];
            let mut signs = [None; LEARNT];
            for sign in signs.iter_mut().rev() {
                *sign = (key & 3 != 3).then_some((key & 3) as u8);
                key >>= 2;
            }
            let mut weights = [0.0; KINDS];
            for weight in weights.iter_mut().rev() {
                *weight = LOWEST + ((key & 255) as f32 + 0.5) / STEPS;
                key >>= 8;
            }
            Pattern {
                weights,
                signs,
                count: group.len() as f64,
            }
        })
        .collect()
}

/// Expected numbers of pairs: of each kind, and of those of one person by field and sign.
#[derive(Debug, Default)]
struct Sums {
    kinds: [f64; KINDS],
    signs: [[f64; 3]; LEARNT],
}

impl Sums {
    fn add(&mut self, pattern: &Pattern, found: [f32; KINDS]) {
        for (sum, share) in self.kinds.iter_mut().zip(found) {
            *sum += f64::from(share) * pattern.count;
        }
        let same = f64::from(found[0]) * pattern.count;
        // A field is learnt from pairs that are one person by others.
        let agreeing = pattern
            .signs
            .iter()
            .filter(|sign| **sign == Some(0))
            .count();
        for (sign, sums) in pattern.signs.iter().zip(&mut self.signs) {
            let others = agreeing - usize::from(*sign == Some(0));
            if let Some(sum) = sign.and_then(|at| sums.get_mut(usize::from(at)))
                && others >= WITNESSES
            {
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
        let free = if is_lonely(self.kinds[1], self.kinds[0]) {
            FREE
        } else {
            1.0
        };
        let fields = self.signs.iter().zip(USUAL).zip(MOST_RAISED);
        for (((sums, usual), most), learnt) in fields.zip(&mut learnt) {
            let all: f64 = sums.iter().sum();
            let signs = sums.iter().zip(usual).zip(most);
            for (((sum, usual), most), weight) in signs.zip(learnt) {
                let most = most * free;
                if usual > 0.0 {
                    let share = (sum + ANCHOR * usual) / (all + ANCHOR);
                    *weight = (share / usual).ln().clamp(-MOST_LOWERED, most) as f32;
                }
            }
        }
        learnt
    }
}
