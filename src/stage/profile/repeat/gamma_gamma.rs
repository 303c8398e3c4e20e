//! Gamma-Gamma: what a purchase of a customer comes to, from what the customer's purchases came to (Fader, Hardie & Lee, "RFM and
//! CLV: Using Iso-Value Curves for Customer Base Analysis", Journal of Marketing Research 42(4), 2005, 415–430; Fader & Hardie,
//! "The Gamma-Gamma Model of Monetary Value", 2013).
//!
//! The values of a customer's purchases are Gamma(p, ν) distributed, and ν is Gamma(q, γ) distributed over customers. The model
//! takes for granted that who buys more often does not spend more or less at a time.

use rayon::prelude::*;
use statrs::function::gamma::{digamma, ln_gamma};

use super::climb::{Height, NoPeak, climb};

/// The parameters of the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGamma {
    /// Shape of the values of one customer's purchases.
    pub p: f64,
    /// Shape of the distribution over customers.
    pub q: f64,
    /// Its rate γ (called v in the software of the authors), in units of money.
    pub v: f64,
}

/// A fitted model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaGammaFit {
    /// The parameters of the greatest likelihood.
    pub model: GammaGamma,
    /// Its natural logarithm.
    pub log_likelihood: f64,
}

/// Names of the parameters, in the order in which they are fitted.
pub(super) const PARAMETERS: [&str; 3] = ["p", "q", "v"];

/// Within these limits the parameters tell something of customers; v is in units of the mean purchase. Near q = 1 the mean over
/// customers, which at q = 1 ceases to exist, rests on a few of them; at large p or q purchases or customers are all alike.
const LIMITS: [(f64, f64); 3] = [(0.01, 1000.0), (1.2, 1000.0), (1e-4, 1e4)];

impl GammaGamma {
    /// Fits the model by maximum likelihood to the customers' numbers of repeat purchases (above zero) and the mean values of
    /// these (above zero), in ascending order.
    pub fn fit(customers: &[(u32, f64)]) -> Result<GammaGammaFit, NoPeak> {
        let likelihood = Likelihood::new(customers);
        let limits = LIMITS.map(|(least, most)| (least.ln(), most.ln()));
        let start = [2.0_f64, 3.0, 1.0].map(f64::ln);
        let (at, height) = climb(start, &limits, |at| {
            let [p, q, v] = at.map(f64::exp);
            likelihood.mean(&GammaGamma { p, q, v })
        })?;
        let [p, q, v] = at.map(f64::exp);
        let count = customers.len() as f64;
        Ok(GammaGammaFit {
            model: GammaGamma {
                p,
                q,
                v: v * likelihood.unit,
            },
            log_likelihood: count * (height.value - likelihood.unit.ln()),
        })
    }

    /// E(M | x, m̄): what a purchase comes to on average of a customer whose `frequency` repeat purchases came to `average` (2013):
    /// between the customer's own mean and that of all, the nearer to the own the more purchases there are.
    pub fn expected_value(&self, frequency: u32, average: f64) -> f64 {
        let x = f64::from(frequency);
        self.p * (self.v + x * average.max(0.0)) / (self.p * x + self.q - 1.0)
    }
}

/// Everything of customers that does not depend on parameters.
struct Likelihood {
    /// For each distinct frequency, ascending: its first customer.
    shelves: Vec<(f64, usize)>,
    /// Frequency times mean value of each customer, in units of the mean value of all.
    totals: Vec<f64>,
    /// Sum of ln(z̄) over the customers of a frequency.
    log_means: Vec<f64>,
    /// The mean value of all.
    unit: f64,
}

const STRETCH: usize = 4096;

impl Likelihood {
    fn new(customers: &[(u32, f64)]) -> Likelihood {
        let unit = customers.iter().map(|(_, average)| average).sum::<f64>()
            / customers.len().max(1) as f64;
        let mut shelves: Vec<(f64, usize)> = Vec::new();
        let mut log_means: Vec<f64> = Vec::new();
        let mut totals = Vec::with_capacity(customers.len());
        for (at, (frequency, average)) in customers.iter().enumerate() {
            let x = f64::from(*frequency);
            let mean = average / unit;
            if shelves.last().is_none_or(|(known, _)| *known < x) {
                shelves.push((x, at));
                log_means.push(0.0);
            }
            if let Some(sum) = log_means.last_mut() {
                *sum += mean.ln();
            }
            totals.push(x * mean);
        }
        Likelihood {
            shelves,
            totals,
            log_means,
            unit,
        }
    }

    /// The mean log-likelihood of a customer (2013, in units of the mean value), and its derivatives by the
    /// logarithms of p, q, v.
    fn mean(&self, model: &GammaGamma) -> Height<3> {
        let GammaGamma { p, q, v } = *model;
        let mut sum = [0.0; 4];
        for (shelf, (x, first)) in self.shelves.iter().enumerate() {
            let next = self.shelves.get(shelf + 1);
            let end = next.map_or(self.totals.len(), |(_, first)| *first);
            let of_shelf = self.totals.get(*first..end).unwrap_or_default();
            let count = of_shelf.len() as f64;
            // Σ ln(v + x z̄) and Σ 1/(v + x z̄), in stretches of a fixed length.
            let parts: Vec<[f64; 2]> = of_shelf
                .par_chunks(STRETCH)
                .map(|totals| {
                    totals.iter().fold([0.0; 2], |sum, total| {
                        [sum[0] + (v + total).ln(), sum[1] + 1.0 / (v + total)]
                    })
                })
                .collect();
            let [logs, inverses] = parts
                .iter()
                .fold([0.0; 2], |sum, part| [sum[0] + part[0], sum[1] + part[1]]);
            let (px, pxq) = (p * x, p * x + q);
            let log_means = self.log_means[shelf];
            let own = ln_gamma(pxq) - ln_gamma(px) - ln_gamma(q) + q * v.ln() + px * x.ln();
            sum[0] += count * own + (px - 1.0) * log_means - pxq * logs;
            sum[1] += x * (count * (digamma(pxq) - digamma(px) + x.ln()) + log_means - logs);
            sum[2] += count * (digamma(pxq) - digamma(q) + v.ln()) - logs;
            sum[3] += count * q / v - pxq * inverses;
        }
        let [value, by_p, by_q, by_v] = sum.map(|sum: f64| sum / self.totals.len() as f64);
        Height {
            value,
            slope: [by_p * p, by_q * q, by_v * v],
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The published estimates for CDNOW.
    const CDNOW: GammaGamma = GammaGamma {
        p: 6.25,
        q: 3.74,
        v: 15.44,
    };

    /// Customers of several kinds, ascending.
    fn customers() -> Vec<(u32, f64)> {
        let mut all: Vec<(u32, f64)> = (0..200_u32)
            .map(|at| {
                (
                    1 + at % 5,
                    5.0 + f64::from(at * 37 % 101) * f64::from(1 + at % 3),
                )
            })
            .collect();
        all.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        all
    }

    #[test]
    fn a_value_lies_between_the_own_mean_and_that_of_all() {
        // p (γ + x m̄) / (p x + q − 1), by hand.
        for (frequency, average, value) in [
            (0, 0.0, 35.219),
            (1, 11.77, 18.917),
            (2, 22.35, 24.664),
            (100, 80.0, 79.805),
            (2, -30.0, 6.332),
        ] {
            let found = CDNOW.expected_value(frequency, average);
            assert!(
                (found - value).abs() < 0.001,
                "{frequency} {average}: {found}"
            );
        }
    }

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        let likelihood = Likelihood::new(&customers());
        let at = [0.7, 0.9, 0.2];
        let height = |at: [f64; 3]| {
            let [p, q, v] = at.map(f64::exp);
            likelihood.mean(&GammaGamma { p, q, v })
        };
        for i in 0..3 {
            let value = |by: f64| {
                let mut at = at;
                at[i] += by;
                height(at).value
            };
            let measured = (value(1e-5) - value(-1e-5)) / 2e-5;
            let slope = height(at).slope[i];
            assert!((measured - slope).abs() < 1e-7, "{i}: {measured} {slope}");
        }
    }

    #[test]
    fn the_currency_does_not_matter() {
        let dollars = customers();
        let rials: Vec<(u32, f64)> = dollars.iter().map(|(x, m)| (*x, m * 1e6)).collect();
        let (dollars, rials) = (
            GammaGamma::fit(&dollars).unwrap().model,
            GammaGamma::fit(&rials).unwrap().model,
        );
        assert!((dollars.p / rials.p - 1.0).abs() < 1e-6);
        assert!((dollars.v * 1e6 / rials.v - 1.0).abs() < 1e-6);
    }

    #[test]
    fn one_price_for_all_tells_nothing_of_their_spread() {
        let alike: Vec<(u32, f64)> = (0..90).map(|at| (1 + at / 30, 25.0)).collect();
        assert!(matches!(GammaGamma::fit(&alike), Err(NoPeak::Outside(_))));
        assert!(GammaGamma::fit(&[]).is_err());
    }

    proptest! {
        #[test]
        fn values_are_never_below_zero(frequency in 0_u32..5000, average in -1e12..1e12_f64) {
            let value = CDNOW.expected_value(frequency, average);
            prop_assert!(value >= 0.0 && value.is_finite());
            prop_assert!(value <= average.max(35.22));
        }
    }
}
