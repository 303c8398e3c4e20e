//! Customer lifetime value (PRACTICE 5.3) of the customers new in a period, and its factors. All that they bought until today
//! counts. A customer's years run from the first to the last purchase and are at least one: one purchase counts as one year.

use rust_decimal::Decimal;

use super::acquisition_cost::acquisition_cost;
use super::cut::Dimension;
use super::figure::{Case, Figure, Spec};

const DIMENSIONS: &[Dimension] = &[Dimension::Source, Dimension::Owner];

pub(super) const LIFETIME_VALUE: Spec = Spec {
    code: "lifetime-value",
    unit: "money",
    formula: "average purchase x purchases per year x retention in years - acquisition cost, of the customers new in the period; a customer's years run from the first to the last purchase and are at least one; numerator = their spend - what it cost to win them, denominator = their number",
    dimensions: DIMENSIONS,
    touched: |cell| cell.new_customers > 0,
    figure: lifetime_value,
    ..Spec::PLAIN
};

pub(super) const BEFORE_COST: Spec = Spec {
    code: "lifetime-value-before-cost",
    unit: "money",
    formula: "average purchase x purchases per year x retention in years, of the customers new in the period; numerator = their spend, denominator = their number",
    dimensions: DIMENSIONS,
    touched: |cell| cell.new_customers > 0,
    figure: before_cost,
    ..Spec::PLAIN
};

pub(super) const PURCHASES_PER_YEAR: Spec = Spec {
    code: "purchases-per-year",
    unit: "number",
    formula: "orders of the customers new in the period / their years as customers, each at least one",
    dimensions: DIMENSIONS,
    touched: |cell| cell.new_customers > 0,
    figure: |case| {
        let cell = case.cell;
        of_customers(case, |customers| {
            let orders = Decimal::from(cell.cohort_orders);
            Figure::ratio(orders, cell.cohort_years, customers, "no-new-customers")
        })
    },
    ..Spec::PLAIN
};

pub(super) const RETENTION_YEARS: Spec = Spec {
    code: "retention-years",
    unit: "years",
    formula: "years from first to last purchase, each at least one, of the customers new in the period / their number",
    dimensions: DIMENSIONS,
    touched: |cell| cell.new_customers > 0,
    figure: |case| {
        of_customers(case, |customers| {
            let lower = Decimal::from(customers);
            Figure::ratio(case.cell.cohort_years, lower, customers, "no-new-customers")
        })
    },
    ..Spec::PLAIN
};

/// The three factors, of one group of customers, are spend / orders, orders / years and years / customers.
fn before_cost(case: &Case<'_>) -> Figure {
    of_customers(case, |customers| {
        let lower = Decimal::from(customers);
        Figure::ratio(case.cell.cohort_spend, lower, customers, "no-new-customers")
    })
}

/// Costs name a source, never an owner: by owner the acquisition cost is that of the whole.
fn lifetime_value(case: &Case<'_>) -> Figure {
    let before = before_cost(case);
    if before.value.is_none() {
        return before;
    }
    let cost = match case.dimension {
        Some(Dimension::Owner) => acquisition_cost(&Case {
            dimension: None,
            key: None,
            cell: case.whole(),
            ..*case
        }),
        _ => acquisition_cost(case),
    };
    let Some(each) = cost.value else {
        return before.without_value(cost.reason.unwrap_or("no-costs"));
    };
    let customers = Decimal::from(case.cell.new_customers);
    let all = match case.dimension {
        Some(Dimension::Owner) => each.checked_mul(customers).unwrap_or(Decimal::MAX),
        _ => case.cell.cost,
    };
    let upper = case.cell.cohort_spend.saturating_sub(all);
    Figure::ratio(upper, customers, before.n, "no-new-customers")
}

/// Customers whose purchases are known; a column such as "total spent" tells neither orders nor years.
fn of_customers(case: &Case<'_>, figure: impl Fn(u64) -> Figure) -> Figure {
    if case.request.tables.purchases.is_none() {
        return Figure::unknown("no-purchases");
    }
    figure(case.cell.new_customers)
}
