//! Revenue and orders. Revenue of unknown contacts is part of the whole and shown apart as well.

use super::cut::Dimension;
use super::figure::{Case, Figure, Spec};

const FORMULA: &str = "sum of the purchases in the period that are not lost, refunds negative, those of unknown contacts included";

pub(super) const REVENUE: Spec = Spec {
    code: "revenue",
    unit: "money",
    formula: FORMULA,
    dimensions: &[
        Dimension::Source,
        Dimension::Owner,
        Dimension::Campaign,
        Dimension::Product,
    ],
    touched: |cell| cell.sales > 0,
    figure: revenue,
    ..Spec::PLAIN
};

/// The part of [`REVENUE`] that belongs to nobody in particular.
pub(super) const UNKNOWN: Spec = Spec {
    code: "revenue",
    unit: "money",
    formula: FORMULA,
    shown_as: Some(Dimension::UnknownContact),
    touched: |cell| cell.unknown_sales > 0,
    figure: unknown,
    ..Spec::PLAIN
};

pub(super) const ORDERS: Spec = Spec {
    code: "orders",
    formula: "days in the period on which a contact bought, each contact's counted apart; purchases of unknown contacts left out",
    dimensions: &[Dimension::Source],
    touched: |cell| cell.orders > 0,
    figure: orders,
    ..Spec::PLAIN
};

fn revenue(case: &Case<'_>) -> Figure {
    if case.request.tables.purchases.is_none() {
        return Figure::unknown("no-purchases");
    }
    Figure::sum(case.cell.revenue, case.cell.sales)
}

fn unknown(case: &Case<'_>) -> Figure {
    let cell = case.cell;
    Figure::sum(cell.revenue.saturating_sub(cell.spend), cell.unknown_sales)
}

fn orders(case: &Case<'_>) -> Figure {
    if case.request.tables.purchases.is_none() {
        return Figure::unknown("no-purchases");
    }
    Figure::count(case.cell.orders)
}
