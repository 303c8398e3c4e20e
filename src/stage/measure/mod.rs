//! Measures: each with its formula, numerator and denominator.

use rust_decimal::Decimal;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its code: `conversion-rate`.
    pub metric: &'static str,
    /// `all`, `last-12-months`, `2026`, `2026-q4`, `2026-11`.
    pub period: String,
    /// `source`, `owner`...; `None` for the whole.
    pub dimension: Option<&'static str>,
    /// The value of the dimension.
    pub key: Option<String>,
    /// The figure; `None` where it cannot be computed.
    pub value: Option<Decimal>,
    /// `share`, `money`, `count`, `years`, `days`.
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
