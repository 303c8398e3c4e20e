//! The state of the base (PRACTICE 5.10).

use rust_decimal::Decimal;

use super::figure::{Case, Figure, Span, Spec};

pub(super) const COMPLETE: Spec = Spec {
    code: "base-complete",
    unit: "share",
    formula: "contacts with at least 80 % of the wanted fields filled / all contacts",
    span: Span::All,
    figure: |case| share(case, case.tally.complete),
    ..Spec::PLAIN
};

pub(super) const SIZE: Spec = Spec {
    code: "base-size",
    formula: "all contacts, after merging",
    span: Span::All,
    figure: |case| Figure::count(case.cell.added),
    ..Spec::PLAIN
};

pub(super) const NEW: Spec = Spec {
    code: "base-new",
    formula: "contacts added in the period",
    span: Span::Parts,
    figure: |case| Figure::count(case.cell.added),
    ..Spec::PLAIN
};

pub(super) const VERIFIED: Spec = Spec {
    code: "base-verified",
    unit: "share",
    formula: "contacts verified in the last 365 days / all contacts",
    span: Span::All,
    figure: |case| share(case, case.tally.verified),
    ..Spec::PLAIN
};

pub(super) const MERGED: Spec = Spec {
    code: "duplicates-merged",
    formula: "contact rows merged into others",
    span: Span::All,
    figure: |case| Figure::count(case.request.counts.merged_rows),
    ..Spec::PLAIN
};

pub(super) const PROBLEMS: Spec = Spec {
    code: "problems",
    formula: "problems that a person should look at",
    span: Span::All,
    figure: |case| Figure::count(case.request.counts.problems),
    ..Spec::PLAIN
};

pub(super) const DO_NOT_CONTACT: Spec = Spec {
    code: "do-not-contact",
    formula: "contacts who asked not to be contacted",
    span: Span::All,
    figure: |case| Figure::count(case.tally.silent),
    ..Spec::PLAIN
};

fn share(case: &Case<'_>, part: u64) -> Figure {
    let all = case.cell.added;
    Figure::ratio(Decimal::from(part), Decimal::from(all), all, "no-contacts")
}
