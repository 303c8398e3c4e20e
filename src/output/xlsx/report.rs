//! `out/report.xlsx`: key figures with charts, and a sheet for each family of measures with numerators and denominators.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::error::Result;
use crate::output::view::account::files;
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};
use crate::stage::measure::Metric;

use super::book::Book;
use super::chart::Series;
use super::figures::{dimension, is_month, kind, label, part, part_kind, period, reason};
use super::look::Kind;
use super::page::Page;

/// Sheets and the beginnings of the codes of the measures that they show; the last takes all others.
const FAMILIES: [(&str, &[&str]); 7] = [
    (
        "conversion",
        &[
            "conversion",
            "customers",
            "new-customers",
            "returning",
            "contacts",
            "leads",
        ],
    ),
    ("cost", &["acquisition", "cost", "campaign"]),
    (
        "lifetime",
        &[
            "lifetime",
            "average-purchase",
            "purchases-per-year",
            "retention",
        ],
    ),
    ("revenue", &["revenue", "average-order", "orders"]),
    ("concentration", &["top-"]),
    ("referrals", &["referr", "thanked", "unthanked"]),
    ("base", &[""]),
];

/// Bars of a chart.
const BARS: usize = 10;

const WIDTHS: [f64; 9] = [30.0, 19.0, 15.0, 24.0, 14.0, 14.0, 14.0, 11.0, 40.0];

/// The columns where charts begin, side by side.
const CHARTS: [u16; 2] = [0, 4];

/// Charts of one sheet.
const MOST: usize = 4;

/// A chart to be drawn, and the unit of its values.
struct Plot {
    sheet: String,
    rows: (u32, u32),
    categories: u16,
    title: String,
    unit: &'static str,
    is_course: bool,
}

/// Writes the workbook.
pub(super) fn write(request: &OutputRequest<'_>, sink: &mut dyn Sink) -> Result<()> {
    let view = View::new(request);
    let title = view.word("out.title.report");
    let mut book = Book::new(request, "out/report.xlsx", &title, 0)?;
    let overview = book.start(&view.word("out.sheet.overview"), false)?;
    let mut made: Vec<(Worksheet, Vec<Plot>)> = Vec::new();
    for (at, (family, _)) in FAMILIES.iter().enumerate() {
        let metrics: Vec<&Metric> = view
            .outcome
            .metrics
            .iter()
            .filter(|metric| family_of(metric.metric) == at)
            .collect();
        if metrics.is_empty() {
            continue;
        }
        let sheet = book.start(&view.word(&format!("out.family.{family}")), false)?;
        let page = family_sheet(&book, sheet, (family, &metrics));
        made.push(page.map_err(|error| book.error(&error))?);
    }
    let plots: Vec<&Plot> = made.iter().flat_map(|(_, plots)| plots).collect();
    let first = self::overview(&book, overview, (&title, &plots));
    let first = first.map_err(|error| book.error(&error))?;
    book.push(first);
    for (sheet, _) in made {
        book.push(sheet);
    }
    book.save(sink)
}

fn family_of(code: &str) -> usize {
    let belongs =
        |(_, starts): &(&str, &[&str])| starts.iter().any(|start| code.starts_with(start));
    FAMILIES
        .iter()
        .position(belongs)
        .unwrap_or(FAMILIES.len() - 1)
}

/// Key figures: every measure of the whole book, the last 12 months beside all time, and the first charts.
fn overview(
    book: &Book<'_>,
    sheet: Worksheet,
    what: (&str, &[&Plot]),
) -> std::result::Result<Worksheet, XlsxError> {
    let (title, plots) = what;
    let view = &book.view;
    let mut page = Page::new(sheet, &book.look, &[36.0, 18.0, 18.0, 18.0, 44.0])?;
    page.masthead(view, title)?;
    page.gap();
    page.section(view.lang.get("out.overview.figures"), 5)?;
    let word = |key: &str| view.word(key);
    let header = [
        (word("out.column.measure"), Kind::Text),
        (word("out.period.last-12-months"), Kind::Number),
        (word("out.period.all"), Kind::Number),
        (word("out.column.goal"), Kind::Number),
        (word("out.column.remark"), Kind::Text),
    ];
    let mut codes: Vec<&str> = Vec::new();
    for metric in &view.outcome.metrics {
        if metric.dimension.is_none() && !codes.contains(&metric.metric) {
            codes.push(metric.metric);
        }
    }
    codes.sort_by_key(|code| family_of(code));
    let rows: Vec<Vec<(Value<'_>, Kind)>> = codes
        .iter()
        .filter_map(|code| key_figure(view, code))
        .collect();
    page.table(&header, &rows)?;
    page.gap();
    let mut top = page.row();
    for (at, plot) in plots.iter().take(6).enumerate() {
        let column = if at % 2 == 0 { 0 } else { 3 };
        page.chart((top, column), &draw(plot))?;
        if at % 2 == 1 {
            top += super::chart::ROWS + 1;
        }
    }
    page.section(view.lang.get("out.overview.reflects"), 5)?;
    for file in files(view) {
        page.line(file)?;
    }
    Ok(page.sheet)
}

/// One line of key figures; `None` for a measure that has neither an all-time nor a yearly value.
fn key_figure<'v>(view: &View<'v>, code: &str) -> Option<Vec<(Value<'v>, Kind)>> {
    let of = |period: &str| {
        view.outcome.metrics.iter().find(|metric| {
            metric.metric == code && metric.dimension.is_none() && metric.period == period
        })
    };
    let (year, all) = (of("last-12-months"), of("all"));
    let any = year.or(all)?;
    let kind = kind(any.unit);
    let value = |metric: Option<&Metric>| {
        let value = metric.and_then(|metric| metric.value);
        (value.map_or(Value::Empty, Value::decimal), kind)
    };
    let goal = view.outcome.plan.metrics.goals.get(code).copied();
    let remark = [year, all]
        .into_iter()
        .flatten()
        .map(|metric| reason(view, metric));
    Some(vec![
        (Value::text(label(view, code)), Kind::Text),
        value(year),
        value(all),
        (goal.map_or(Value::Empty, Value::decimal), kind),
        (Value::text(remark.max().unwrap_or_default()), Kind::Text),
    ])
}

/// The order of rows: the whole before parts, long periods before months, and the largest part first.
fn sorted<'m>(metrics: &[&'m Metric]) -> Vec<&'m Metric> {
    let mut dimensions: Vec<Option<&str>> = vec![None];
    let mut codes: Vec<&str> = Vec::new();
    for metric in metrics {
        if !dimensions.contains(&metric.dimension) {
            dimensions.push(metric.dimension);
        }
        if !codes.contains(&metric.metric) {
            codes.push(metric.metric);
        }
    }
    let place = |metric: &Metric| {
        let code = codes.iter().position(|code| *code == metric.metric);
        let dimension = dimensions
            .iter()
            .position(|known| *known == metric.dimension);
        let span = match metric.period.as_str() {
            "all" => 0,
            "last-12-months" => 1,
            period if is_month(period) => 4,
            period if period.len() == 4 => 2,
            _ => 3,
        };
        (code, dimension, span)
    };
    let mut sorted = metrics.to_vec();
    sorted.sort_by(|a, b| {
        let parts = |m: &Metric| m.value.unwrap_or(Decimal::MIN);
        place(a)
            .cmp(&place(b))
            .then_with(|| a.period.cmp(&b.period))
            .then_with(|| parts(b).cmp(&parts(a)))
            .then_with(|| a.key.cmp(&b.key))
    });
    sorted
}

fn family_sheet(
    book: &Book<'_>,
    sheet: Worksheet,
    what: (&str, &[&Metric]),
) -> std::result::Result<(Worksheet, Vec<Plot>), XlsxError> {
    let (family, metrics) = what;
    let view = &book.view;
    let metrics = sorted(metrics);
    let mut page = Page::new(sheet, &book.look, &WIDTHS)?;
    page.masthead(view, &view.word(&format!("out.family.{family}")))?;
    page.gap();
    definitions(&mut page, view, &metrics)?;
    page.gap();
    let word = |key: &str| view.word(key);
    let header = [
        (word("out.column.measure"), Kind::Text),
        (word("out.column.period"), Kind::Text),
        (word("out.column.by"), Kind::Text),
        (word("out.column.part"), Kind::Text),
        (word("out.column.numerator"), Kind::Number),
        (word("out.column.denominator"), Kind::Number),
        (word("out.column.result"), Kind::Number),
        (word("out.column.n"), Kind::Whole),
        (word("out.column.remark"), Kind::Text),
    ];
    let name = page.sheet.name();
    let mut plots = plots(view, &name, &metrics);
    plots.truncate(MOST);
    let charts = page.row();
    let top = charts + plots.len().div_ceil(CHARTS.len()) as u32 * (super::chart::ROWS + 1);
    page.skip_to(top);
    let rows: Vec<Vec<(Value<'_>, Kind)>> =
        metrics.iter().map(|metric| figure(view, metric)).collect();
    let body = page.table(&header, &rows)?;
    page.sheet
        .autofilter(top, 0, body.last, (header.len() - 1) as u16)?;
    page.sheet.set_repeat_rows(top, top)?;
    page.sheet.set_landscape();
    for (at, plot) in plots.iter_mut().enumerate() {
        plot.rows = (plot.rows.0 + body.first, plot.rows.1 + body.first);
        let row = charts + (at / CHARTS.len()) as u32 * (super::chart::ROWS + 1);
        let column = CHARTS.get(at % CHARTS.len()).copied().unwrap_or(0);
        page.chart((row, column), &draw(plot))?;
    }
    Ok((page.sheet, plots))
}

/// What each measure of the sheet means, in words.
fn definitions(
    page: &mut Page<'_>,
    view: &View<'_>,
    metrics: &[&Metric],
) -> std::result::Result<(), XlsxError> {
    let mut seen: Vec<&str> = Vec::new();
    for metric in metrics {
        if seen.contains(&metric.metric) {
            continue;
        }
        seen.push(metric.metric);
        let words = view.lang.find(&format!("out.definition.{}", metric.metric));
        let text = format!(
            "{}: {}",
            label(view, metric.metric),
            words.unwrap_or(metric.formula)
        );
        page.paragraph(&text, 9, 180)?;
    }
    Ok(())
}

fn figure<'v>(view: &View<'v>, metric: &'v Metric) -> Vec<(Value<'v>, Kind)> {
    let result = kind(metric.unit);
    let decimal = |number: Option<Decimal>| number.map_or(Value::Empty, Value::decimal);
    let value = match (metric.value, ratio(metric)) {
        (Some(_), Some(ratio)) => Value::Ratio(2, 1, ratio),
        (value, _) => decimal(value),
    };
    let by = metric.dimension.map(|code| dimension(view, code));
    vec![
        (Value::text(label(view, metric.metric)), Kind::Text),
        (Value::text(period(view, &metric.period)), Kind::Text),
        (Value::text(by.unwrap_or_default()), Kind::Text),
        (Value::text(part(view, metric)), Kind::Text),
        (
            decimal(metric.numerator),
            part_kind(metric.numerator, metric.unit),
        ),
        (
            decimal(metric.denominator),
            part_kind(metric.denominator, metric.unit),
        ),
        (value, result),
        (Value::Number(metric.n as f64), Kind::Whole),
        (Value::text(reason(view, metric)), Kind::Text),
    ]
}

/// The value where it is the plain ratio of its parts, so that a formula may stand for it.
fn ratio(metric: &Metric) -> Option<f64> {
    let ratio = metric.numerator?.checked_div(metric.denominator?)?;
    let value = metric.value?;
    let tolerance = Decimal::new(1, 6) * ratio.abs().max(Decimal::ONE);
    if (ratio - value).abs() > tolerance {
        return None;
    }
    rust_decimal::prelude::ToPrimitive::to_f64(&value)
}

/// What can be drawn of a family: the course over months, and the largest parts by each dimension. Rows count from the first
/// figure.
fn plots(view: &View<'_>, sheet: &str, metrics: &[&Metric]) -> Vec<Plot> {
    let mut plots: Vec<Plot> = Vec::new();
    let mut at = 0;
    while let Some(metric) = metrics.get(at) {
        let is_course = metric.dimension.is_none() && is_month(&metric.period);
        let together = |other: &&&Metric| {
            other.metric == metric.metric
                && other.dimension == metric.dimension
                && if is_course {
                    is_month(&other.period)
                } else {
                    other.period == metric.period
                }
        };
        let run = metrics.iter().skip(at).take_while(together).count();
        let is_part = metric.dimension.is_some() && metric.period == best_period(metrics, metric);
        if run > 1 && (is_course || is_part) && metric.value.is_some() {
            let measure = label(view, metric.metric);
            let title = match metric.dimension {
                Some(code) => format!(
                    "{measure} · {} · {}",
                    dimension(view, code),
                    period(view, &metric.period)
                ),
                None => measure,
            };
            let start = at as u32;
            let shown = if is_course { run } else { run.min(BARS) };
            plots.push(Plot {
                sheet: sheet.to_owned(),
                rows: (start, start + shown as u32 - 1),
                categories: if is_course { 1 } else { 3 },
                title,
                unit: metric.unit,
                is_course,
            });
        }
        at += run.max(1);
    }
    plots
}

/// The period that a chart of parts shows: the last 12 months where there are any, else all time.
fn best_period<'m>(metrics: &[&'m Metric], like: &Metric) -> &'m str {
    let year = metrics.iter().find(|metric| {
        metric.metric == like.metric
            && metric.dimension == like.dimension
            && metric.period == "last-12-months"
    });
    year.map_or("all", |metric| metric.period.as_str())
}

fn draw(plot: &Plot) -> rust_xlsxwriter::Chart {
    let series = Series {
        sheet: &plot.sheet,
        rows: plot.rows,
        columns: (plot.categories, 6),
        title: &plot.title,
        format: if plot.unit == "share" { "0%" } else { "#,##0" },
    };
    if plot.is_course {
        series.line()
    } else {
        series.bars()
    }
}
