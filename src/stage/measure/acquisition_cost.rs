//! Customer acquisition cost (PRACTICE 5.2), and the costs that it is made of.

use rust_decimal::Decimal;

use super::cut::Dimension;
use super::figure::{Case, Figure, Spec};

pub(super) const ACQUISITION_COST: Spec = Spec {
    code: "acquisition-cost",
    unit: "money",
    formula: "costs dated in the period / customers new in the period",
    dimensions: &[Dimension::Source, Dimension::Campaign],
    touched: |cell| cell.cost_rows > 0 || cell.new_customers > 0,
    figure: acquisition_cost,
    ..Spec::PLAIN
};

pub(super) const COSTS: Spec = Spec {
    code: "costs",
    unit: "money",
    formula: "sum of the costs dated in the period",
    dimensions: &[Dimension::Source, Dimension::Campaign],
    touched: |cell| cell.cost_rows > 0,
    figure: costs,
    ..Spec::PLAIN
};

/// Costs that name no source or campaign, and customers without one, are shown with their counts but not divided: the ones were
/// not spent to win the others.
pub(super) fn acquisition_cost(case: &Case<'_>) -> Figure {
    if let Some(reason) = missing(case) {
        return Figure::unknown(reason);
    }
    if let Some(reason) = case.customers_unknown() {
        return Figure {
            numerator: Some(case.cell.cost),
            ..Figure::unknown(reason)
        };
    }
    let new = case.cell.new_customers;
    let figure = Figure::ratio(case.cell.cost, Decimal::from(new), new, "no-new-customers");
    if case.dimension.is_some() && case.key.is_none() {
        return figure.without_value("not-attributed");
    }
    figure
}

fn costs(case: &Case<'_>) -> Figure {
    if case.request.tables.costs.is_none() {
        return Figure::unknown("no-costs");
    }
    Figure::sum(case.cell.cost, case.cell.cost_rows)
}

/// A period in which no cost at all was written down says nothing about costs.
fn missing(case: &Case<'_>) -> Option<&'static str> {
    if case.request.tables.costs.is_none() {
        Some("no-costs")
    } else if case.whole().cost_rows == 0 {
        Some("no-costs-in-period")
    } else {
        None
    }
}
