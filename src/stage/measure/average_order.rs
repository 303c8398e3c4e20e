//! The average order.

use rust_decimal::Decimal;

use super::cut::Dimension;
use super::figure::{Case, Figure, Spec};

pub(super) const AVERAGE_ORDER: Spec = Spec {
    code: "average-order",
    unit: "money",
    formula: "spend of known contacts in the period / their orders in the period",
    dimensions: &[Dimension::Source],
    touched: |cell| cell.orders > 0,
    figure,
    ..Spec::PLAIN
};

fn figure(case: &Case<'_>) -> Figure {
    if case.request.tables.purchases.is_none() {
        return Figure::unknown("no-purchases");
    }
    let orders = case.cell.orders;
    Figure::ratio(case.cell.spend, Decimal::from(orders), orders, "no-orders")
}
