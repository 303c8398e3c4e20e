//! Measures: each with its formula, numerator and denominator, as PRODUCT.md section 8 and PRACTICE 5.1 to 5.3 define them.
//!
//! `tally` goes once over contacts, sales and costs; a measure is a small function from its counts to a figure, one file a
//! theme. Sums are exact; values are rounded at the end: shares and years to six places, money to two.

mod acquisition_cost;
mod average_order;
mod base;
mod columns;
mod conversion_rate;
mod customers;
mod cut;
mod figure;
mod lifetime_value;
mod periods;
mod referrals;
mod revenue;
mod tally;
#[cfg(test)]
mod tests;
mod top_share;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::config::Plan;
use crate::model::{Contacts, Tables};
use crate::stage::profile::Profile;

use figure::{Case, Spec};
use periods::Periods;
use tally::Tally;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its code: `conversion-rate`.
    pub metric: &'static str,
    /// `all`, `last-12-months`, `2026`, `2026-q4`, `2026-11`.
    pub period: String,
    /// `source`, `owner`...; `None` for the whole.
    pub dimension: Option<&'static str>,
    /// The value of the dimension; `None` for the whole, and for what has no value of the dimension.
    pub key: Option<String>,
    /// The figure; `None` where it cannot be computed.
    pub value: Option<Decimal>,
    /// `share`, `money`, `count`, `years`, `number`.
    pub unit: &'static str,
    /// The upper part of a ratio.
    pub numerator: Option<Decimal>,
    /// The lower part of a ratio.
    pub denominator: Option<Decimal>,
    /// How many contacts or rows the figure rests on.
    pub n: u64,
    /// The formula in words, English.
    pub formula: &'static str,
    /// Why there is no value; a key of `[reason]` in the language files.
    pub reason: Option<&'static str>,
}

/// What the stage works on.
#[derive(Clone, Copy)]
pub struct MeasureRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// The other tables.
    pub tables: &'a Tables,
    /// Derived fields.
    pub profile: &'a Profile,
    /// The rules: the names of the staff.
    pub plan: &'a Plan,
    /// The date of the run.
    pub today: Date,
    /// What other stages counted.
    pub counts: Counts,
}

/// Counts that other stages made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Contact rows merged into others.
    pub merged_rows: u64,
    /// Diagnostics that a person should look at.
    pub problems: u64,
}

/// Every measure, in the order of outputs.
const METRICS: &[&Spec] = &[
    &conversion_rate::CONVERSION_RATE,
    &acquisition_cost::ACQUISITION_COST,
    &acquisition_cost::COSTS,
    &lifetime_value::LIFETIME_VALUE,
    &lifetime_value::BEFORE_COST,
    &lifetime_value::PURCHASES_PER_YEAR,
    &lifetime_value::RETENTION_YEARS,
    &revenue::REVENUE,
    &revenue::UNKNOWN,
    &revenue::ORDERS,
    &average_order::AVERAGE_ORDER,
    &customers::CUSTOMERS,
    &customers::NEW_CUSTOMERS,
    &customers::RETURNING,
    &customers::CONTACTS,
    &customers::LEADS,
    &top_share::TOP_10,
    &top_share::TOP_20,
    &referrals::REFERRAL_SHARE,
    &referrals::REFERRALS,
    &base::SIZE,
    &base::NEW,
    &base::COMPLETE,
    &base::VERIFIED,
    &base::MERGED,
    &base::PROBLEMS,
    &base::DO_NOT_CONTACT,
];

/// Every figure, by measure, period (all time, last 12 months, years, quarters, months) and key.
///
/// Years are those of the last twenty in which anything happened, quarters the last 8, months the last 24. Cuts by source, owner,
/// campaign or product are made for all time, the last 12 months and years, and only for keys that have anything to show; keys
/// beyond the 200 most frequent of a cut stand together under `(other)`.
pub fn measure(request: &MeasureRequest<'_>) -> Vec<Metric> {
    let tally = Tally::new(request);
    let mut metrics = Vec::new();
    for spec in METRICS {
        for (period, code) in tally.periods.codes() {
            if !spec.span.has(Periods::kind(period)) || !tally.has_data(period) {
                continue;
            }
            let case = |dimension, cell, key| Case {
                request,
                tally: &tally,
                period,
                dimension,
                cell,
                key,
            };
            let whole = tally.whole(period);
            if spec.shown_as.is_none() || (spec.touched)(whole) {
                metrics.push(spec.metric(code, &case(spec.shown_as, whole, None)));
            }
            for dimension in spec.dimensions {
                let cells = tally.cut(*dimension).into_iter();
                for (key, cell) in cells.flat_map(|cut| cut.cells(period)) {
                    if (spec.touched)(cell) {
                        metrics.push(spec.metric(code, &case(Some(*dimension), cell, key)));
                    }
                }
            }
        }
    }
    metrics
}
