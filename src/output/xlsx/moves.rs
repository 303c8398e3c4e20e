//! The last sheets of `out/tiers.xlsx`: who moved in the last month, and how contacts flow between the rungs.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use crate::error::Result;
use crate::model::{Cause, ContactId, Direction};
use crate::output::view::flows::{self, month_before};
use crate::output::view::people::People;
use crate::output::view::tiers::{LadderView, ladder_label, rung_label_by_name};
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::page::Page;
use super::sheet::{Column, Layout};

/// Who went from one rung to another in the last month, the latest first.
pub(super) fn moves(book: &mut Book<'_>, view: &View<'_>) -> Result<()> {
    let outcome = view.outcome;
    let moves = &outcome.recent_moves;
    let mut index: BTreeMap<ContactId, usize> = BTreeMap::new();
    if !moves.is_empty() {
        index.extend(
            (0..outcome.contacts.len()).map(|contact| (outcome.contacts.id(contact), contact)),
        );
    }
    let word = |key: &str| view.word(key);
    let columns = vec![
        Column::new(view.lang.field("name"), Kind::Text),
        Column::new(word("out.column.date"), Kind::Date),
        Column::new(word("out.column.ladder"), Kind::Text),
        Column::new(word("out.column.from"), Kind::Text),
        Column::new(word("out.column.to"), Kind::Text),
        Column::new(word("out.column.direction"), Kind::Text),
        Column::new(word("out.column.days-on-rung"), Kind::Whole),
        Column::new(word("out.column.cause"), Kind::Text),
        Column::new(word("out.column.why"), Kind::Note),
        Column::new(view.lang.field("id"), Kind::Code),
    ];
    let layout = Layout {
        name: word("out.sheet.moves"),
        intro: Some(intro(view)),
        rows: moves.len(),
        table: None,
        frozen: 1,
        muted: None,
        tab: None,
        columns,
    };
    let none = word("out.not-placed");
    book.data(&layout, &|at, row| {
        let Some(step) = moves.get(at) else {
            return;
        };
        let name = index
            .get(&step.contact)
            .map(|contact| outcome.contacts.name(*contact));
        let rung = |name: &Option<String>| match name {
            Some(name) => rung_label_by_name(view, &step.ladder, name),
            None => none.clone(),
        };
        let direction = step.direction.map(|way| direction_label(view, way));
        let days = step.days.map(|days| Value::count(days as usize));
        row.extend([
            name.map_or(Value::Empty, Value::text),
            Value::Date(step.date),
            Value::text(ladder_label(view, &step.ladder)),
            Value::text(rung(&step.from)),
            Value::text(rung(&step.to)),
            direction.map_or(Value::Empty, Value::text),
            days.unwrap_or(Value::Empty),
            Value::text(word(&format!("out.cause.{}", step.cause.code()))),
            Value::text(view.sentence(&step.why)),
            Value::text(step.contact.to_string()),
        ]);
    })
}

fn direction_label(view: &View<'_>, way: Direction) -> String {
    view.word(&format!("out.direction.{}", way.code()))
}

fn intro(view: &View<'_>) -> String {
    let moves = &view.outcome.recent_moves;
    let since = view.date_word(month_before(view.outcome.today));
    let count = moves.len() as u64;
    let mut text = view
        .lang
        .count("out.intro.moves", count, &[("date", &since)]);
    for cause in [Cause::Rules, Cause::Reconstructed] {
        if moves.iter().any(|step| step.cause == cause) {
            text.push(' ');
            text.push_str(view.lang.get(&format!("out.intro.moves-{}", cause.code())));
        }
    }
    text
}

/// From where to where contacts went in the last month, how long they stand, and the moves of each month.
pub(super) fn flows(book: &mut Book<'_>, people: &People<'_>) -> Result<()> {
    let view = &people.view;
    let placed: Vec<&LadderView<'_>> = people
        .ladders
        .iter()
        .filter(|ladder| ladder.is_placed())
        .collect();
    let most = placed.iter().map(|ladder| ladder.rungs.len()).max();
    let mut widths = vec![26.0];
    widths.resize(most.unwrap_or_default().max(4) + 2, 15.0);
    let sheet = book.start(&view.word("out.sheet.flows"), false)?;
    let filled = Page::new(sheet, &book.look, &widths).and_then(|mut page| {
        fill(&mut page, view, &placed)?;
        Ok(page.sheet)
    });
    let sheet = filled.map_err(|error| book.error(&error))?;
    book.push(sheet);
    Ok(())
}

type Done = std::result::Result<(), XlsxError>;

fn fill(page: &mut Page<'_>, view: &View<'_>, ladders: &[&LadderView<'_>]) -> Done {
    page.masthead(view, view.lang.get("out.sheet.flows"))?;
    let since = view.date_word(month_before(view.outcome.today));
    page.line(&view.lang.fill("out.flows.intro", &[("date", &since)]))?;
    for ladder in ladders {
        page.gap();
        matrix(page, view, ladder)?;
        page.gap();
        months(page, view, ladder)?;
    }
    Ok(())
}

/// A row for each place a month ago, a column for each place now.
fn matrix(page: &mut Page<'_>, view: &View<'_>, ladder: &LadderView<'_>) -> Done {
    let found = flows::flows(view, ladder);
    let rungs = || ladder.rungs.iter().map(|rung| rung.label.clone());
    let none = || std::iter::once(view.word("out.not-placed"));
    page.section(&ladder.label, ladder.rungs.len() as u16 + 2)?;
    let mut header = vec![(view.word("out.flows.from-to"), Kind::Text)];
    header.extend(rungs().chain(none()).map(|label| (label, Kind::Whole)));
    let starts = rungs().chain(none()).chain([view.word("out.flows.new")]);
    let mut rows: Vec<Vec<(Value<'_>, Kind)>> = Vec::new();
    for (at, (start, counts)) in starts.zip(&found.matrix).enumerate() {
        // Rungs always have a row; who came from nowhere only where somebody did.
        if at >= ladder.rungs.len() && counts.iter().all(|count| *count == 0) {
            continue;
        }
        let mut row = vec![(Value::text(start), Kind::Label)];
        row.extend(counts.iter().map(|count| match count {
            0 => (Value::Empty, Kind::Whole),
            count => (Value::count(*count), Kind::Whole),
        }));
        rows.push(row);
    }
    let mut days = vec![(Value::text(view.word("out.flows.days")), Kind::Label)];
    days.extend(found.days.iter().map(|days| {
        let days = days.and_then(|days| usize::try_from(days).ok());
        (days.map_or(Value::Empty, Value::count), Kind::Whole)
    }));
    days.push((Value::Empty, Kind::Whole));
    rows.push(days);
    page.table(&header, &rows)?;
    Ok(())
}

/// How many rose and fell in each of the last 12 months.
fn months(page: &mut Page<'_>, view: &View<'_>, ladder: &LadderView<'_>) -> Done {
    let plan = view.outcome.plan.ladders.get(ladder.index);
    let months = flows::months(view, plan.map_or("", |plan| plan.name.as_str()));
    if months.iter().all(|(_, counts)| *counts == [0; 4]) {
        return Ok(());
    }
    let mut header = vec![(view.word("out.flows.month"), Kind::Text)];
    let ways = Direction::ALL.map(|way| (direction_label(view, way), Kind::Whole));
    header.extend(ways);
    let rows: Vec<Vec<(Value<'_>, Kind)>> = months
        .iter()
        .map(|(month, counts)| {
            let mut row = vec![(Value::text(month.as_str()), Kind::Code)];
            row.extend(counts.map(|count| (Value::count(count), Kind::Whole)));
            row
        })
        .collect();
    page.table(&header, &rows)?;
    Ok(())
}
