//! Sheets of the review that people mend their data by: problems with their cells, what is left as it is.

use crate::error::Result;
use crate::model::Place;
use crate::output::view::marks::Marks;
use crate::output::view::problems::{Problem, SHOWN_PLACES, field_label, understood};
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review::{message, severity_column, severity_word};
use super::sheet::{Choices, Column, Layout};

/// One line for one cause in one column: where, what was typed, what was understood, what to do.
pub(super) fn problems_sheet(
    book: &mut Book<'_>,
    problems: &[Problem<'_>],
    marks: &Marks<'_>,
) -> Result<()> {
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut leave = Column::new(word("fill-in.leave-it"), Kind::Fill);
    leave.choices = Choices::Words(vec![word("out.yes")]);
    let place_header = |number: usize| format!("{} {number}", word("out.column.place"));
    let layout = Layout {
        name: word("out.sheet.problems"),
        intro: None,
        rows: problems.len(),
        table: Some("Problems"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            severity_column(&view),
            Column::new(word("out.column.file"), Kind::Text),
            Column::new(word("out.column.field"), Kind::Text),
            Column::new(word("out.column.problem"), Kind::Note),
            Column::new(word("out.column.hint"), Kind::Note),
            Column::new(word("out.column.count"), Kind::Whole),
            Column::new(place_header(1), Kind::Code),
            Column::new(place_header(2), Kind::Code),
            Column::new(place_header(3), Kind::Code),
            Column::new(word("out.column.typed"), Kind::Note),
            Column::new(word("out.column.understood"), Kind::Note),
            leave,
            Column::new(word("out.column.code"), Kind::Code),
            Column::new(word("fill-in.key"), Kind::Hidden),
            Column::new(word("fill-in.seen"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        if let Some(problem) = problems.get(index) {
            cells.extend(about(&view, problem));
            cells.push(message(&view, problem.first));
            let hint = view.lang.hint(problem.first).unwrap_or_default();
            cells.push(Value::text(view.sentence(&hint).into_owned()));
            cells.push(Value::count(problem.count));
            cells.extend(places(&view, problem));
            cells.extend(values(&view, problem));
            cells.extend([
                typed(marks.value(&problem.key, "leave-it")),
                Value::text(problem.first.code),
                Value::text(problem.key.clone()),
                Value::text(problem.seen.join(" ")),
            ]);
        }
    })
}

/// What a person said to leave. "No" in the last column brings it back.
pub(super) fn left_sheet(
    book: &mut Book<'_>,
    left: &[Problem<'_>],
    marks: &Marks<'_>,
) -> Result<()> {
    if left.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut leave = Column::new(word("fill-in.leave-it"), Kind::Fill);
    leave.choices = Choices::Words(vec![word("out.yes"), word("out.no")]);
    let no = [("no", view.lang.get("out.no"))];
    let layout = Layout {
        name: word("out.sheet.left"),
        intro: Some(view.lang.fill("out.intro.left", &no)),
        rows: left.len(),
        table: Some("Left"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            severity_column(&view),
            Column::new(word("out.column.file"), Kind::Text),
            Column::new(word("out.column.field"), Kind::Text),
            Column::new(word("out.column.problem"), Kind::Note),
            Column::new(word("out.column.count"), Kind::Whole),
            Column::new(word("out.column.typed"), Kind::Note),
            Column::new(word("out.column.understood"), Kind::Note),
            leave,
            Column::new(word("fill-in.key"), Kind::Hidden),
            Column::new(word("fill-in.seen"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        if let Some(problem) = left.get(index) {
            cells.extend(about(&view, problem));
            cells.push(message(&view, problem.first));
            cells.push(Value::count(problem.count));
            cells.extend(values(&view, problem));
            cells.extend([
                match marks.value(&problem.key, "leave-it") {
                    None => Value::text(word("out.yes")),
                    remark => typed(remark),
                },
                Value::text(problem.key.clone()),
                Value::text(problem.seen.join(" ")),
            ]);
        }
    })
}

/// Severity, file and sheet, field.
fn about<'v>(view: &View<'_>, problem: &Problem<'_>) -> [Value<'v>; 3] {
    let (file, sheet, _) = view.place(&problem.first.place);
    let origin = if sheet.is_empty() {
        file.to_owned()
    } else {
        format!("{file} › {sheet}")
    };
    let field = problem.first.field.map(|field| field_label(view, field));
    [
        Value::text(severity_word(view, problem.first.severity)),
        Value::text(origin),
        Value::text(field.unwrap_or_default()),
    ]
}

/// The first few places, as links.
fn places<'v>(view: &View<'v>, problem: &Problem<'_>) -> [Value<'v>; SHOWN_PLACES] {
    std::array::from_fn(|at| match problem.shown.get(at) {
        Some(diagnostic) => {
            let (file, sheet, cell) = view.place(&diagnostic.place);
            let shown = match &diagnostic.place {
                Place::Row(id, _) | Place::Cell(id, ..)
                    if view.outcome.places.sheet(*id).holds_cards() =>
                {
                    view.outcome.places.show_in_sheet(&diagnostic.place)
                }
                Place::Row(..) => view.lang.fill("out.row", &[("row", &cell)]),
                _ => cell.clone(),
            };
            Value::Place(file.to_owned().into(), sheet.to_owned().into(), cell, shown)
        }
        None => Value::Empty,
    })
}

/// What was typed in the first few places, and what is used of it, line by line.
fn values<'v>(view: &View<'_>, problem: &Problem<'_>) -> [Value<'v>; 2] {
    let lines = |of: &dyn Fn(&crate::diag::Diagnostic) -> String| {
        let all: Vec<String> = problem.shown.iter().map(|found| of(found)).collect();
        if all.iter().all(String::is_empty) {
            Value::Empty
        } else {
            Value::text(view.lines(&all))
        }
    };
    [
        lines(&|found| found.value.clone()),
        lines(&|found| understood(view, found)),
    ]
}
