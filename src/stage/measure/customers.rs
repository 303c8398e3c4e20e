//! Contacts, leads and customers by number.

use super::cut::Dimension;
use super::figure::{Case, Figure, Span, Spec};
use super::periods::{Kind, Periods};

const DIMENSIONS: &[Dimension] = &[Dimension::Source, Dimension::Owner];

pub(super) const CUSTOMERS: Spec = Spec {
    code: "customers",
    formula: "customers with a purchase in the period; of all time: all customers",
    dimensions: DIMENSIONS,
    touched: |cell| cell.buyers > 0 || cell.converted > 0,
    figure: customers,
    ..Spec::PLAIN
};

pub(super) const NEW_CUSTOMERS: Spec = Spec {
    code: "new-customers",
    formula: "customers whose first purchase lies in the period",
    dimensions: DIMENSIONS,
    touched: |cell| cell.new_customers > 0,
    figure: |case| known(case, case.cell.new_customers),
    ..Spec::PLAIN
};

pub(super) const RETURNING: Spec = Spec {
    code: "returning",
    formula: "customers with a purchase in the period whose first purchase was before it",
    span: Span::Parts,
    dimensions: DIMENSIONS,
    touched: |cell| cell.returning > 0,
    figure: |case| known(case, case.cell.returning),
    ..Spec::PLAIN
};

pub(super) const CONTACTS: Spec = Spec {
    code: "contacts",
    formula: "contacts added in the period; of all time: all contacts",
    dimensions: DIMENSIONS,
    touched: |cell| cell.added > 0,
    figure: |case| Figure::count(case.cell.added),
    ..Spec::PLAIN
};

pub(super) const LEADS: Spec = Spec {
    code: "leads",
    formula: "contacts added in the period who are not customers by today; of all time: all contacts who are not",
    dimensions: DIMENSIONS,
    touched: |cell| cell.added > cell.converted,
    figure: |case| match case.customers_unknown() {
        Some("no-purchases") => Figure::unknown("no-purchases"),
        _ => Figure::count(case.cell.added.saturating_sub(case.cell.converted)),
    },
    ..Spec::PLAIN
};

fn customers(case: &Case<'_>) -> Figure {
    let all = Periods::kind(case.period) == Kind::All;
    known(
        case,
        if all {
            case.cell.converted
        } else {
            case.cell.buyers
        },
    )
}

fn known(case: &Case<'_>, count: u64) -> Figure {
    match case.customers_unknown() {
        Some(reason) => Figure::unknown(reason),
        None => Figure::count(count),
    }
}
