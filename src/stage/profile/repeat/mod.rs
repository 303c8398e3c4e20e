//! Who will buy again, how often and for how much: BG/NBD and Gamma-Gamma fitted to the book's own purchases.
//!
//! Each contact gets the probability of a purchase within the next 365 days, the number of purchases to be expected in them, and
//! their value. Where purchases are too few to tell, or fit no such model, there is a [`Refusal`] and no figure at all: what is
//! not known is never 0. How it works is told in `docs/repeat-purchases.md`.

mod bgnbd;
mod climb;
#[cfg(test)]
mod drawn;
mod gamma_gamma;
mod history;
mod refusal;

use rayon::prelude::*;
use rust_decimal::Decimal;

pub use bgnbd::{BgNbd, BgNbdFit, Outlook};
pub use climb::NoPeak;
pub use gamma_gamma::{GammaGamma, GammaGammaFit};
pub use history::{Buying, History, tally};
pub use refusal::Refusal;

pub(super) use history::buying;

/// How far ahead forecasts reach, in days.
pub const HORIZON: u32 = 365;

/// Fewer customers than this tell too little.
pub const LEAST_CUSTOMERS: u32 = 50;
/// Fewer customers who bought again than this tell too little: ten for each parameter (Peduzzi et al., "A simulation study of the
/// number of events per variable in logistic regression analysis", Journal of Clinical Epidemiology 49, 1996).
pub const LEAST_REPEATERS: u32 = 40;
/// A first purchase so many days ago, nine months, must be known: nobody tells a year from a season. What the three leave in doubt
/// is measured in `docs/repeat-purchases.md`.
pub const LEAST_DAYS: u32 = 270;

/// What is known of repeat purchases in a book.
#[derive(Debug, Clone)]
pub struct Repeat {
    /// When customers buy.
    pub timing: Result<BgNbdFit, Refusal>,
    /// What they spend on a purchase.
    pub value: Result<GammaGammaFit, Refusal>,
    /// One entry a contact; empty without a model of when customers buy.
    forecasts: Vec<Option<Forecast>>,
}

/// What is to be expected of one contact, rounded to what outputs show.
#[derive(Debug, Clone, Copy)]
struct Forecast {
    /// Ten-thousandths.
    probability: u16,
    /// Thousandths.
    purchases: u32,
    /// Hundredths of the book's currency.
    value: Option<i64>,
}

impl Repeat {
    /// Fits both models to the customers among the contacts, and forecasts each of these; `buying` has one entry a contact, `None`
    /// for those who are no customers.
    pub fn new(buying: &[Option<Buying>]) -> Repeat {
        let timing = fit_timing(buying);
        let value = fit_value(buying);
        let forecasts = match &timing {
            Ok(fit) => forecasts(
                buying,
                &fit.model,
                value.as_ref().ok().map(|fit| &fit.model),
            ),
            Err(_) => Vec::new(),
        };
        Repeat {
            timing,
            value,
            forecasts,
        }
    }

    /// The probability, to four places, that a contact buys within the next [`HORIZON`] days; unknown of who is no customer.
    pub fn probability(&self, contact: usize) -> Option<Decimal> {
        Some(Decimal::new(self.of(contact)?.probability.into(), 4))
    }

    /// The mean number of purchases, to three places, in the next [`HORIZON`] days.
    pub fn expected_purchases(&self, contact: usize) -> Option<Decimal> {
        Some(Decimal::new(self.of(contact)?.purchases.into(), 3))
    }

    /// Their mean value in the book's currency, to two places.
    pub fn expected_value(&self, contact: usize) -> Option<Decimal> {
        Some(Decimal::new(self.of(contact)?.value?, 2))
    }

    /// Why there are no figures at all, or none of money.
    pub fn refusal(&self) -> Option<Refusal> {
        self.timing
            .as_ref()
            .err()
            .or(self.value.as_ref().err())
            .copied()
    }

    fn of(&self, contact: usize) -> Option<Forecast> {
        self.forecasts.get(contact).copied().flatten()
    }
}

fn fit_timing(buying: &[Option<Buying>]) -> Result<BgNbdFit, Refusal> {
    let histories: Vec<History> = buying.iter().flatten().map(|one| one.history).collect();
    Refusal::of_few(&histories)?;
    BgNbd::fit(&tally(histories)).map_err(|lost| Refusal::of_timing(lost, &bgnbd::PARAMETERS))
}

fn fit_value(buying: &[Option<Buying>]) -> Result<GammaGammaFit, Refusal> {
    let repeated = |one: &&Buying| one.history.frequency > 0 && one.average > 0.0;
    let mut customers: Vec<(u32, f64)> = buying
        .iter()
        .flatten()
        .filter(repeated)
        .map(|one| (one.history.frequency, one.average))
        .collect();
    let count = customers.len() as u32;
    if count < LEAST_REPEATERS {
        return Err(Refusal::FewValues { count });
    }
    customers.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    GammaGamma::fit(&customers).map_err(|lost| Refusal::of_value(lost, &gamma_gamma::PARAMETERS))
}

/// Contacts of one history have one outlook, so that it is worked out once for all of them.
fn forecasts(
    buying: &[Option<Buying>],
    timing: &BgNbd,
    value: Option<&GammaGamma>,
) -> Vec<Option<Forecast>> {
    let mut order: Vec<(History, u32)> = buying
        .iter()
        .enumerate()
        .filter_map(|(contact, one)| Some((one.as_ref()?.history, contact as u32)))
        .collect();
    order.par_sort_unstable();
    let of_one_history: Vec<&[(History, u32)]> = order.chunk_by(|a, b| a.0 == b.0).collect();
    let outlooks: Vec<Outlook> = of_one_history
        .par_iter()
        .map(|alike| timing.outlook(alike[0].0, HORIZON))
        .collect();
    let mut forecasts = vec![None; buying.len()];
    for (alike, outlook) in of_one_history.iter().zip(outlooks) {
        for (_, contact) in *alike {
            let contact = *contact as usize;
            let money = value.zip(buying[contact]).and_then(|(model, one)| {
                let each = model.expected_value(one.history.frequency, one.average);
                let cents = (outlook.purchases * each * 100.0).round();
                (cents.abs() < i64::MAX as f64).then_some(cents as i64)
            });
            forecasts[contact] = Some(Forecast {
                probability: (outlook.probability * 1e4).round() as u16,
                purchases: (outlook.purchases * 1e3).round() as u32,
                value: money,
            });
        }
    }
    forecasts
}

#[cfg(test)]
mod tests;
