//! Conversion rate (PRACTICE 5.1): every contact counts as having been a lead.

use rust_decimal::Decimal;

use super::cut::Dimension;
use super::figure::{Case, Figure, Spec};

pub(super) const CONVERSION_RATE: Spec = Spec {
    code: "conversion-rate",
    unit: "share",
    formula: "contacts added in the period who are customers by today / contacts added in the period; of all time: customers / all contacts",
    dimensions: &[Dimension::Source, Dimension::Owner],
    touched: |cell| cell.added > 0,
    figure,
    ..Spec::PLAIN
};

fn figure(case: &Case<'_>) -> Figure {
    let added = case.cell.added;
    // Who is a customer by today is known from stand-in columns too, whatever the period.
    if case.customers_unknown() == Some("no-purchases") {
        return Figure {
            denominator: Some(Decimal::from(added)),
            n: added,
            ..Figure::unknown("no-purchases")
        };
    }
    let converted = Decimal::from(case.cell.converted);
    Figure::ratio(converted, Decimal::from(added), added, "no-contacts")
}
