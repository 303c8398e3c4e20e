//! What share of revenue the best customers make (PRACTICE 5.7).

use rust_decimal::Decimal;

use super::figure::{Case, Figure, Span, Spec};

pub(super) const TOP_10: Spec = Spec {
    code: "top-10-share",
    unit: "share",
    formula: "spend in the period of its top 10 % (those above zero, rounded up, ties with the last included) / the sum of its positive spends",
    span: Span::Long,
    figure: |case| figure(case, 10),
    ..Spec::PLAIN
};

pub(super) const TOP_20: Spec = Spec {
    code: "top-20-share",
    unit: "share",
    formula: "spend in the period of its top 20 % (those above zero, rounded up, ties with the last included) / the sum of its positive spends",
    span: Span::Long,
    figure: |case| figure(case, 20),
    ..Spec::PLAIN
};

fn figure(case: &Case<'_>, percent: usize) -> Figure {
    if case.request.tables.purchases.is_none() {
        return Figure::unknown("no-purchases");
    }
    let spends = case.tally.spends(case.period);
    let n = spends.len() as u64;
    let top = threshold(spends, percent).map_or(Decimal::ZERO, |least| {
        let best = spends.iter().filter(|spend| **spend >= least);
        best.fold(Decimal::ZERO, |sum, spend| sum.saturating_add(*spend))
    });
    let all = spends
        .iter()
        .fold(Decimal::ZERO, |sum, spend| sum.saturating_add(*spend));
    Figure::ratio(top, all, n, "no-sales")
}

/// The spend of the last of the first ceil(percent % of their number).
fn threshold(spends: &[Decimal], percent: usize) -> Option<Decimal> {
    let place = (spends.len() * percent).div_ceil(100).checked_sub(1)?;
    let mut spends = spends.to_vec();
    let (_, least, _) = spends.select_nth_unstable_by(place, |a, b| b.cmp(a));
    Some(*least)
}
