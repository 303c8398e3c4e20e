//! What a measure is made of: its specification, the counts it sees, and the figure that comes out.

use rust_decimal::{Decimal, RoundingStrategy};

use super::cut::Dimension;
use super::periods::{Kind, Periods};
use super::tally::{Cell, Tally};
use super::{MeasureRequest, Metric};

/// The periods that a measure is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// All time alone.
    All,
    /// Every period.
    Every,
    /// Every period but all time.
    Parts,
    /// All time, the last 12 months and years.
    Long,
}

impl Span {
    /// Whether the measure is given for a kind of period.
    pub(super) fn has(self, kind: Kind) -> bool {
        match self {
            Span::All => kind == Kind::All,
            Span::Every => true,
            Span::Parts => kind != Kind::All,
            Span::Long => matches!(kind, Kind::All | Kind::LastYear | Kind::Year),
        }
    }
}

/// One measure.
pub(super) struct Spec {
    /// Its code.
    pub(super) code: &'static str,
    /// `share`, `money`, `count`, `years`, `number`.
    pub(super) unit: &'static str,
    /// The formula in words.
    pub(super) formula: &'static str,
    /// Its periods.
    pub(super) span: Span,
    /// Its cuts.
    pub(super) dimensions: &'static [Dimension],
    /// For a part of the whole that is shown apart: the dimension that names it. It is shown where it is touched.
    pub(super) shown_as: Option<Dimension>,
    /// Whether a key of a cut has anything to show.
    pub(super) touched: fn(&Cell) -> bool,
    /// The figure.
    pub(super) figure: fn(&Case<'_>) -> Figure,
}

impl Spec {
    /// A measure of every period, without cuts; the others change what differs.
    pub(super) const PLAIN: Spec = Spec {
        code: "",
        unit: "count",
        formula: "",
        span: Span::Every,
        dimensions: &[],
        shown_as: None,
        touched: |_| true,
        figure: |_| Figure::unknown("no-data"),
    };

    /// The figure of one case, rounded.
    pub(super) fn metric(&self, period: &str, case: &Case<'_>) -> Metric {
        let figure = (self.figure)(case);
        let places = if self.unit == "money" { 2 } else { 6 };
        let round = |number: Decimal, places: u32| {
            number
                .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
                .normalize()
        };
        Metric {
            metric: self.code,
            period: period.to_owned(),
            dimension: case.dimension.map(Dimension::code),
            key: case.key.map(str::to_owned),
            value: figure.value.map(|value| round(value, places)),
            unit: self.unit,
            numerator: figure.numerator.map(|number| round(number, 6)),
            denominator: figure.denominator.map(|number| round(number, 6)),
            n: figure.n,
            formula: self.formula,
            reason: figure.reason,
        }
    }
}

/// What a figure is made from: the counts of a period, of the whole or of one key.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    /// The book.
    pub(super) request: &'a MeasureRequest<'a>,
    /// All counts.
    pub(super) tally: &'a Tally,
    /// The period.
    pub(super) period: usize,
    /// The dimension; `None` for the whole.
    pub(super) dimension: Option<Dimension>,
    /// The counts of the key, or of the whole.
    pub(super) cell: &'a Cell,
    /// The key.
    pub(super) key: Option<&'a str>,
}

impl<'a> Case<'a> {
    /// The counts of the whole in the same period.
    pub(super) fn whole(&self) -> &'a Cell {
        self.tally.whole(self.period)
    }

    /// Why it is not known who is a customer, where it is not. Columns that stand in for purchases (such as "total spent") tell
    /// who is one, but not since when.
    pub(super) fn customers_unknown(&self) -> Option<&'static str> {
        let dated = self.request.tables.purchases.is_some();
        let stands_in = self.tally.whole(0).converted > 0 || self.request.profile.stand_in;
        match Periods::kind(self.period) {
            _ if dated => None,
            Kind::All if stands_in => None,
            _ if stands_in => Some("no-purchase-dates"),
            _ => Some("no-purchases"),
        }
    }
}

/// What comes out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figure {
    /// The value, not yet rounded.
    pub(super) value: Option<Decimal>,
    /// The upper part of a ratio.
    pub(super) numerator: Option<Decimal>,
    /// The lower part of a ratio.
    pub(super) denominator: Option<Decimal>,
    /// What it rests on.
    pub(super) n: u64,
    /// Why there is no value.
    pub(super) reason: Option<&'static str>,
}

impl Figure {
    /// No figure.
    pub(super) fn unknown(reason: &'static str) -> Figure {
        Figure {
            reason: Some(reason),
            ..Figure::default()
        }
    }

    /// A count.
    pub(super) fn count(count: u64) -> Figure {
        Figure {
            value: Some(Decimal::from(count)),
            n: count,
            ..Figure::default()
        }
    }

    /// A sum over `n` rows.
    pub(super) fn sum(sum: Decimal, n: u64) -> Figure {
        Figure {
            value: Some(sum),
            n,
            ..Figure::default()
        }
    }

    /// A ratio; without a value, for `reason`, where there is nothing above zero to divide by.
    pub(super) fn ratio(upper: Decimal, lower: Decimal, n: u64, reason: &'static str) -> Figure {
        let value = Some(lower)
            .filter(|lower| *lower > Decimal::ZERO)
            .and_then(|lower| upper.checked_div(lower));
        Figure {
            value,
            numerator: Some(upper),
            denominator: Some(lower),
            n,
            reason: value.is_none().then_some(reason),
        }
    }

    /// The same without its value.
    pub(super) fn without_value(self, reason: &'static str) -> Figure {
        Figure {
            value: None,
            reason: Some(reason),
            ..self
        }
    }
}
