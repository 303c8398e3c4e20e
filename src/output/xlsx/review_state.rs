//! The sheet of the review that an owner understands at a glance: how full and how well understood each field is, and who has
//! how much to mend.

use rust_xlsxwriter::XlsxError;

use crate::error::Result;
use crate::output::view::duplicates;
use crate::output::view::repairs;
use crate::output::view::state::{FieldState, Tally, by_field, by_owner, fields};
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::page::Page;

/// Lines of a list of people or fields; the rest is put together in one.
const MOST_LINES: usize = 60;

/// Shares of contacts, and of cells.
const FULL: u32 = 0xB9_D8_E4;
/// Problems.
const HARM: u32 = 0xF3_C6_B6;

/// Writes the sheet.
pub(super) fn state(book: &mut Book<'_>) -> Result<()> {
    let view = book.view;
    let sheet = book.start(&view.word("out.sheet.state"), false)?;
    let page = Page::new(sheet, &book.look, &[34.0, 14.0, 16.0, 14.0, 16.0, 14.0])
        .and_then(|page| fill(page, &view))
        .map_err(|error| book.error(&error))?;
    book.push(page);
    Ok(())
}

fn fill(
    mut page: Page<'_>,
    view: &View<'_>,
) -> std::result::Result<rust_xlsxwriter::Worksheet, XlsxError> {
    page.masthead(view, &view.word("out.sheet.state"))?;
    page.gap();
    let owners = by_owner(view);
    let sum = |at: usize| owners.iter().filter_map(|one| one.counts.get(at)).sum();
    let shown = [
        ("out.overview.contacts", view.outcome.contacts.len()),
        ("out.state.errors", sum(0)),
        ("out.state.warnings", sum(1)),
        ("out.state.notes", sum(2)),
        ("out.state.duplicates", duplicates::count(view)),
        ("out.state.merged", view.outcome.merges.len()),
        ("out.state.repairs", repairs::count(view)),
        ("out.state.left", view.outcome.left.len()),
    ];
    for (key, count) in shown {
        page.fact(view.lang.get(key), &Value::count(count), Kind::Whole)?;
    }
    page.gap();
    columns(&mut page, view, &fields(view))?;
    page.gap();
    tallies(&mut page, view, ("out.state.by-owner", "owner", owners))?;
    page.gap();
    tallies(&mut page, view, ("out.state.by-field", "", by_field(view)))?;
    Ok(page.sheet)
}

/// How many contacts have a value in each field, and how much of what was typed is understood.
fn columns(
    page: &mut Page<'_>,
    view: &View<'_>,
    fields: &[FieldState],
) -> std::result::Result<(), XlsxError> {
    page.section(view.lang.get("out.state.fields"), 6)?;
    page.paragraph(view.lang.get("out.state.fields-how"), 6, 105)?;
    let header = [
        (view.word("out.column.field"), Kind::Label),
        (view.word("out.state.filled"), Kind::Whole),
        (view.word("out.state.full"), Kind::Share),
        (view.word("out.state.typed"), Kind::Whole),
        (view.word("out.state.understood"), Kind::Share),
        (view.word("out.state.not-understood"), Kind::Whole),
    ];
    let contacts = view.outcome.contacts.len();
    let rows: Vec<Vec<(Value<'_>, Kind)>> = fields
        .iter()
        .map(|state| {
            vec![
                (Value::text(view.label(state.field)), Kind::Label),
                (Value::count(state.filled), Kind::Whole),
                (share(state.filled, contacts), Kind::Share),
                (Value::count(state.typed), Kind::Whole),
                (share(state.understood, state.typed), Kind::Share),
                (
                    some(state.typed.saturating_sub(state.understood)),
                    Kind::Whole,
                ),
            ]
        })
        .collect();
    let body = page.table(&header, &rows)?;
    page.bars(body, 2, (FULL, Some(1.0)))?;
    page.bars(body, 4, (FULL, Some(1.0)))
}

/// A count that leaves its cell empty where there is nothing to mend.
fn some<'v>(count: usize) -> Value<'v> {
    match count {
        0 => Value::Empty,
        count => Value::count(count),
    }
}

/// A share, where there is something to share.
fn share<'v>(part: usize, whole: usize) -> Value<'v> {
    if whole == 0 {
        return Value::Empty;
    }
    let share = part as f64 / whole as f64;
    // Not quite all must not look like all.
    let shown = (share * 1000.0).floor() / 1000.0;
    Value::Number(shown)
}

/// Numbers of problems by severity; those of lines that are not shown stand in a last one.
fn tallies(
    page: &mut Page<'_>,
    view: &View<'_>,
    what: (&str, &str, Vec<Tally>),
) -> std::result::Result<(), XlsxError> {
    let (title, field, mut all) = what;
    page.section(view.lang.get(title), 6)?;
    let first = if field.is_empty() {
        view.word("out.column.field")
    } else {
        view.lang.field(field).to_owned()
    };
    if all.len() > MOST_LINES {
        let mut rest = Tally {
            name: view.word("out.other-keys"),
            ..Tally::default()
        };
        for tally in all.split_off(MOST_LINES) {
            for (sum, count) in rest.counts.iter_mut().zip(tally.counts) {
                *sum += count;
            }
        }
        all.push(rest);
    }
    let header = [
        (first, Kind::Label),
        (view.word("out.state.errors"), Kind::Whole),
        (view.word("out.state.warnings"), Kind::Whole),
        (view.word("out.state.notes"), Kind::Whole),
        (view.word("out.column.sum"), Kind::Whole),
    ];
    let rows: Vec<Vec<(Value<'_>, Kind)>> = all
        .iter()
        .map(|tally| {
            let mut row = vec![(Value::text(tally.name.clone()), Kind::Label)];
            row.extend(tally.counts.iter().map(|count| (some(*count), Kind::Whole)));
            row.push((Value::count(tally.sum()), Kind::Whole));
            row
        })
        .collect();
    let body = page.table(&header, &rows)?;
    page.bars(body, 4, (HARM, None))
}
