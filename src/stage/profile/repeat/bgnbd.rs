//! BG/NBD: when customers buy again, from how often and how lately they bought (Fader, Hardie & Lee, "'Counting Your Customers'
//! the Easy Way: An Alternative to the Pareto/NBD Model", Marketing Science 24(2), 2005, 275–284).
//!
//! While active a customer buys at random, at a rate that is Gamma(r, α) distributed over customers; after each purchase a
//! customer leaves for good with a probability that is Beta(a, b) distributed. Time is counted in weeks.

use rayon::prelude::*;

use super::climb::{Height, NoPeak, climb};
use super::history::History;

/// Days in a week, the model's unit of time.
const WEEK: f64 = 7.0;

/// The parameters of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbd {
    /// Shape of the distribution of purchase rates: the larger, the more alike customers are.
    pub r: f64,
    /// Its rate, in weeks: r / α is the mean number of purchases a week of an active customer.
    pub alpha: f64,
    /// First parameter of the distribution of the probability to leave after a purchase: a / (a + b) is its mean.
    pub a: f64,
    /// Its second parameter.
    pub b: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgNbdFit {
    /// The parameters of the greatest likelihood.
    pub model: BgNbd,
    /// Its natural logarithm (equation 7 summed over customers).
    pub log_likelihood: f64,
}

/// What is to be expected of a customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The probability of at least one purchase, from 0 to 1.
    pub probability: f64,
    /// The mean number of purchases, not below the probability.
    pub purchases: f64,
}

/// Names of the parameters, in the order in which they are fitted.
pub(super) const PARAMETERS: [&str; 4] = ["r", "alpha", "a", "b"];

/// Within these limits the parameters tell something of customers. At them the likelihood would rise for ever: all rates equal or
/// all different (r), purchases at once or never (α, in weeks), nobody leaving or everybody (a, b).
const LIMITS: [(f64, f64); 4] = [
    (0.01, 100.0),
    (0.01, 10_000.0),
    (0.001, 1000.0),
    (0.001, 1000.0),
];

/// Where the climb begins: r, a, b. From wherever it begins it ends at the same peak (of 8,000 made-up books the two starts found
/// another in none), but once in a thousand books it runs into a limit on its way: then it begins elsewhere.
const STARTS: [[f64; 3]; 2] = [[0.5, 1.0, 2.5], [2.0, 0.3, 4.0]];

impl BgNbd {
    /// Fits the model by maximum likelihood; `histories` are distinct, ascending, each with its number of customers.
    pub fn fit(histories: &[(History, u32)]) -> Result<BgNbdFit, NoPeak> {
        let likelihood = Likelihood::new(histories);
        let limits = LIMITS.map(|(least, most)| (least.ln(), most.ln()));
        let rate = likelihood.mean_rate();
        let mut found = Err(NoPeak::Endless);
        for [r, a, b] in STARTS {
            let start = [r, r / rate, a, b].map(f64::ln);
            let start =
                std::array::from_fn(|i| start[i].clamp(limits[i].0 + 1.0, limits[i].1 - 1.0));
            found = climb(start, &limits, |at| likelihood.mean(&BgNbd::from_logs(at)));
            if found.is_ok() {
                break;
            }
        }
        let (at, height) = found?;
        Ok(BgNbdFit {
            model: BgNbd::from_logs(&at),
            log_likelihood: height.value * likelihood.customers,
        })
    }

    /// The natural logarithm of the likelihood (equation 7 summed over customers).
    pub fn log_likelihood(&self, histories: &[(History, u32)]) -> f64 {
        let likelihood = Likelihood::new(histories);
        likelihood.mean(self).value * likelihood.customers
    }

    fn from_logs(logs: &[f64; 4]) -> BgNbd {
        let [r, alpha, a, b] = logs.map(f64::exp);
        BgNbd { r, alpha, a, b }
    }

    /// The probability that a customer has not left (Fader, Hardie & Lee, "Computing P(alive) Using the BG/NBD Model", 2008,
    /// equation 4). One without a repeat purchase cannot have left: leaving follows a repeat purchase.
    pub fn alive(&self, history: History) -> f64 {
        if history.frequency == 0 {
            return 1.0;
        }
        let x = f64::from(history.frequency);
        let age = self.alpha + f64::from(history.age) / WEEK;
        let recency = self.alpha + f64::from(history.recency) / WEEK;
        let gone = (self.a / (self.b + x - 1.0)).ln() + (self.r + x) * (age / recency).ln();
        1.0 / (1.0 + gone.exp())
    }

    /// What is to be expected of a customer in the next `days`.
    ///
    /// Of an active customer the rate is Gamma(r + x, α + T) and the chance to leave Beta(a, b + x), independently. So the number
    /// N that a customer would buy who never leaves is negative binomial, and the k-th of these purchases takes place with
    /// probability P(N ≥ k) (b+x)_{k-1} / (a+b+x)_{k-1}. The first of these terms is the probability of a purchase; their sum is
    /// the conditional expectation, equation 10. That has a Gaussian hypergeometric function, whose series needs ever more terms
    /// for young customers and which is 0/0 at a = 1; all terms of this sum are positive.
    pub fn outlook(&self, history: History, days: u32) -> Outlook {
        let alive = self.alive(history);
        let x = f64::from(history.frequency);
        let (shape, t) = (self.r + x, f64::from(days) / WEEK);
        let age = self.alpha + f64::from(history.age) / WEEK;
        let z = t / (age + t);
        // P(N = 0), as a logarithm: of a customer who buys daily it may be below the smallest number there is.
        let mut log_chance = shape * (age / (age + t)).ln();
        let (mut k, mut stays, mut sum) = (0.0, 1.0, 0.0);
        while log_chance < SMALLEST && k < MOST_TERMS {
            log_chance += ((shape + k) / (k + 1.0) * z).ln();
            sum += stays;
            stays *= (self.b + x + k) / (self.a + self.b + x + k);
            k += 1.0;
        }
        let mut chance = log_chance.exp();
        let mut at_least = 1.0 - chance;
        let first = if k == 0.0 { at_least } else { 1.0 };
        // Beyond k the chances fall at least as fast as powers of the larger of z and their present ratio.
        while at_least > 0.0 && k < MOST_TERMS {
            let term = at_least * stays;
            sum += term;
            let ratio = (shape + k + 1.0) / (k + 2.0) * z;
            if ratio < 1.0 && term < ACCURACY * (1.0 - ratio.max(z)) {
                break;
            }
            chance *= (shape + k) / (k + 1.0) * z;
            at_least -= chance;
            stays *= (self.b + x + k) / (self.a + self.b + x + k);
            k += 1.0;
        }
        let probability = (alive * first).clamp(0.0, 1.0);
        Outlook {
            probability,
            purchases: (alive * sum).max(probability),
        }
    }
}

/// How near the expectation must be; outputs have three decimals.
const ACCURACY: f64 = 1e-9;
/// The logarithm below which chances are kept as logarithms.
const SMALLEST: f64 = -600.0;
/// More purchases a year are nobody's: a purchase is a day.
const MOST_TERMS: f64 = 1e6;

/// Customers of one history.
#[derive(Debug, Clone, Copy)]
struct Group {
    /// Which of the distinct frequencies.
    shelf: usize,
    /// *x*.
    frequency: f64,
    /// *t_x* in weeks.
    recency: f64,
    /// *T* in weeks.
    age: f64,
    /// How many they are.
    customers: f64,
}

/// What the likelihood has of a frequency, whenever its purchases took place.
#[derive(Debug, Clone, Copy, Default)]
struct Shelf {
    /// ln A₁ A₂ of the paper's section 4, without powers of α + T.
    value: f64,
    by_r: f64,
    by_a: f64,
    by_b: f64,
}

/// Everything of customers that does not depend on parameters.
struct Likelihood {
    groups: Vec<Group>,
    frequencies: Vec<u32>,
    customers: f64,
}

/// Groups that are summed in one go: fixed, so that the order of additions does not depend on the number of processors.
const STRETCH: usize = 2048;

impl Likelihood {
    fn new(histories: &[(History, u32)]) -> Likelihood {
        let mut frequencies: Vec<u32> = histories
            .iter()
            .map(|(history, _)| history.frequency)
            .collect();
        frequencies.sort_unstable();
        frequencies.dedup();
        let groups: Vec<Group> = histories
            .iter()
            .map(|(history, customers)| Group {
                shelf: frequencies.partition_point(|known| *known < history.frequency),
                frequency: f64::from(history.frequency),
                recency: f64::from(history.recency) / WEEK,
                age: f64::from(history.age) / WEEK,
                customers: f64::from(*customers),
            })
            .collect();
        let customers = groups.iter().map(|group| group.customers).sum();
        Likelihood {
            groups,
            frequencies,
            customers,
        }
    }

    /// Repeat purchases a week while customers surely were active: where the search for the rate begins.
    fn mean_rate(&self) -> f64 {
        let sum = |of: fn(&Group) -> f64| -> f64 {
            let parts = self.groups.iter();
            parts.map(|group| group.customers * of(group)).sum()
        };
        let rate = sum(|group| group.frequency) / sum(|group| group.recency);
        if rate.is_finite() { rate } else { 1.0 }
    }

    /// The mean log-likelihood of a customer, and its derivatives by the logarithms of r, α, a, b.
    fn mean(&self, model: &BgNbd) -> Height<4> {
        let shelves = self.shelves(model);
        let parts: Vec<[f64; 5]> = self
            .groups
            .par_chunks(STRETCH)
            .map(|groups| {
                groups.iter().fold([0.0; 5], |sum, group| {
                    let term = term(model, group, &shelves[group.shelf]);
                    std::array::from_fn(|i| sum[i] + group.customers * term[i])
                })
            })
            .collect();
        let sum = parts.iter().fold([0.0; 5], |sum, part| {
            std::array::from_fn(|i| sum[i] + part[i])
        });
        let [value, r, alpha, a, b] = sum.map(|sum: f64| sum / self.customers);
        Height {
            value,
            slope: [r * model.r, alpha * model.alpha, a * model.a, b * model.b],
        }
    }

    /// ln Γ(r+x)/Γ(r) + r ln α + ln B(a,b+x)/B(a,b) for each frequency: ratios of Gamma functions of whole steps are products.
    fn shelves(&self, model: &BgNbd) -> Vec<Shelf> {
        let BgNbd { r, alpha, a, b } = *model;
        let mut sum = Shelf {
            value: r * alpha.ln(),
            by_r: alpha.ln(),
            ..Shelf::default()
        };
        let mut next = 0;
        self.frequencies
            .iter()
            .map(|frequency| {
                for i in next..*frequency {
                    let i = f64::from(i);
                    sum.value += ((r + i) * (b + i) / (a + b + i)).ln();
                    sum.by_r += 1.0 / (r + i);
                    sum.by_a -= 1.0 / (a + b + i);
                    sum.by_b += 1.0 / (b + i) - 1.0 / (a + b + i);
                }
                next = *frequency;
                sum
            })
            .collect()
    }
}

/// ln L(r, α, a, b | x, t_x, T) of equation 7, and its derivatives by r, α, a, b.
fn term(model: &BgNbd, group: &Group, shelf: &Shelf) -> [f64; 5] {
    let BgNbd { r, alpha, a, b } = *model;
    let x = group.frequency;
    let shape = r + x;
    let (age, recency) = (alpha + group.age, alpha + group.recency);
    let stayed = -shape * age.ln();
    if group.frequency < 1.0 {
        return [
            shelf.value + stayed,
            shelf.by_r - age.ln(),
            r / alpha - shape / age,
            0.0,
            0.0,
        ];
    }
    // The history if the customer left at the latest purchase, against the same if not.
    let odds = (a / (b + x - 1.0)).ln() + shape * (age / recency).ln();
    let (left, log_sum) = if odds > 0.0 {
        let turned = (-odds).exp();
        (1.0 / (1.0 + turned), odds + turned.ln_1p())
    } else {
        let odds = odds.exp();
        (odds / (1.0 + odds), odds.ln_1p())
    };
    [
        shelf.value + stayed + log_sum,
        shelf.by_r - age.ln() + left * (age / recency).ln(),
        r / alpha - shape * ((1.0 - left) / age + left / recency),
        shelf.by_a + left / a,
        shelf.by_b - left / (b + x - 1.0),
    ]
}

#[cfg(test)]
#[path = "bgnbd_tests.rs"]
mod tests;
