//! Measures as sheets show them: labels, kinds, order, and the course of revenue.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use crate::output::view::{Value, View};
use crate::stage::measure::Metric;

use super::chart::Series;
use super::look::Kind;
use super::page::Page;

/// Months of a chart.
const MONTHS: usize = 24;

/// The kind of cell for a unit.
pub(super) fn kind(unit: &str) -> Kind {
    match unit {
        "share" => Kind::Share,
        "money" => Kind::Money,
        "count" => Kind::Whole,
        _ => Kind::Rate,
    }
}

/// The label of a measure; its code in words where it has none.
pub(super) fn label(view: &View<'_>, code: &str) -> String {
    let label = view.lang.find(&format!("out.metric.{code}"));
    label.map_or_else(|| code.replace('-', " "), str::to_owned)
}

/// The label of a dimension, likewise.
pub(super) fn dimension(view: &View<'_>, code: &str) -> String {
    let label = view.lang.find(&format!("out.dimension.{code}"));
    label.unwrap_or(code).to_owned()
}

/// The label of a period: `all` and `last-12-months` in words, `2026-q4` and `2026-11` as they are.
pub(super) fn period(view: &View<'_>, code: &str) -> String {
    let label = view.lang.find(&format!("out.period.{code}"));
    label.map_or_else(|| code.to_uppercase(), str::to_owned)
}

/// The value of a dimension; what has none, and the many small ones together, in words.
pub(super) fn part(view: &View<'_>, metric: &Metric) -> String {
    match (metric.dimension, metric.key.as_deref()) {
        (None, _) | (Some("unknown-contact"), None) => String::new(),
        (Some(_), None) => view.word("out.no-value"),
        (Some(_), Some("(other)")) => view.word("out.other-keys"),
        (Some(_), Some(key)) => key.to_owned(),
    }
}

/// The kind of cell for a part of a ratio: whole numbers as such, others with decimals.
pub(super) fn part_kind(number: Option<Decimal>, unit: &str) -> Kind {
    match number {
        Some(number) if unit == "money" && !number.is_integer() => Kind::Money,
        Some(number) if !number.is_integer() => Kind::Rate,
        _ => Kind::Whole,
    }
}

/// Why there is no figure.
pub(super) fn reason(view: &View<'_>, metric: &Metric) -> String {
    let Some(code) = metric.reason.filter(|_| metric.value.is_none()) else {
        return String::new();
    };
    let words = view.lang.find(&format!("reason.{code}"));
    words.map_or_else(|| code.replace('-', " "), str::to_owned)
}

/// Whether a period is one month: `2026-11`.
pub(super) fn is_month(period: &str) -> bool {
    period.len() == 7
        && period.as_bytes().get(4) == Some(&b'-')
        && period.bytes().filter(u8::is_ascii_digit).count() == 6
}

/// Revenue of the last months, the latest last; empty where it is not known.
pub(super) fn months<'a>(view: &View<'a>) -> Vec<&'a Metric> {
    let mut months: Vec<&Metric> = view
        .outcome
        .metrics
        .iter()
        .filter(|metric| {
            metric.metric == "revenue" && metric.dimension.is_none() && is_month(&metric.period)
        })
        .collect();
    months.sort_by(|a, b| a.period.cmp(&b.period));
    months.split_off(months.len().saturating_sub(MONTHS))
}

/// The months as a table, and a line that begins in another row; nothing where there are none.
pub(super) fn revenue_by_month(
    page: &mut Page<'_>,
    view: &View<'_>,
    what: (&[&Metric], (u32, u16)),
) -> Result<(), XlsxError> {
    let (months, chart) = what;
    if months.is_empty() {
        return Ok(());
    }
    let title = view.word("out.overview.by-month");
    page.section(&title, 4)?;
    let header = [
        (view.word("out.column.month"), Kind::Code),
        (label(view, "revenue"), Kind::Money),
    ];
    let rows: Vec<Vec<(Value<'_>, Kind)>> = months
        .iter()
        .map(|metric| {
            let value = metric.value.map_or(Value::Empty, Value::decimal);
            vec![
                (Value::text(metric.period.as_str()), Kind::Code),
                (value, Kind::Money),
            ]
        })
        .collect();
    let body = page.table(&header, &rows)?;
    let name = page.sheet.name();
    let series = Series {
        sheet: &name,
        rows: (body.first, body.last),
        columns: (0, 1),
        title: &title,
        format: "#,##0",
    };
    page.chart(chart, &series.line())
}
