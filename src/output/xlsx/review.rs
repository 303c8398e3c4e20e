//! `out/review.xlsx`: questions first, then what was merged, problems, how columns are read, the row account.

use std::collections::BTreeSet;

use crate::diag::Severity;
use crate::error::Result;
use crate::model::{CATALOGUE, Place, TableKind};
use crate::output::view::marks::{Marks, REVIEW_COLUMNS};
use crate::output::view::problems::{Problem, problems, questions};
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::look::Kind;
use super::reminders::{kept_notes, typed};
use super::review_sheets::{account, column_keys, columns, merge_keys, merged};
use super::sheet::{Choices, Column, Layout};

const PATH: &str = "out/review.xlsx";

/// Writes the workbook.
pub(super) fn write(request: &OutputRequest<'_>, sink: &mut dyn Sink) -> Result<()> {
    let view = View::new(request);
    let questions = questions(&view);
    let problems = problems(&view);
    let merge_keys = merge_keys(&view);
    let column_keys = column_keys(&view);
    let marks = Marks::new(&view, &REVIEW_COLUMNS, PATH);
    let longest = questions.len().max(problems.len()).max(merge_keys.len());
    let title = view.word("out.title.review");
    let mut book = Book::new(request, PATH, &title, longest)?;
    let (fields, range) = fields(&mut book, &view)?;
    self::questions_sheet(&mut book, &questions, &marks)?;
    merged(&mut book, &merge_keys, &marks)?;
    self::problems_sheet(&mut book, &problems, &marks)?;
    columns(&mut book, (&column_keys, &range), &marks)?;
    account(&mut book)?;
    let all = questions
        .iter()
        .chain(&problems)
        .map(|problem| problem.key.as_str());
    let keys: BTreeSet<&str> = all
        .chain(merge_keys.iter().map(String::as_str))
        .chain(column_keys.iter().map(String::as_str))
        .collect();
    kept_notes(&mut book, &marks.kept(true, |key| keys.contains(key)))?;
    book.push(fields);
    book.save(sink)
}

/// A hidden sheet with the names of all fields, for the drop-down of *Read as*; the range of its words.
fn fields(book: &mut Book<'_>, view: &View<'_>) -> Result<(rust_xlsxwriter::Worksheet, String)> {
    let mut sheet = book.start(&view.word("out.sheet.fields"), false)?;
    let mut labels: Vec<String> = Vec::new();
    for spec in CATALOGUE {
        let label = view.lang.field(spec.name).to_owned();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    for (row, label) in labels.iter().enumerate() {
        sheet
            .write_string(row as u32, 0, label)
            .map_err(|error| book.error(&error))?;
    }
    sheet.set_hidden(true);
    let name = sheet.name().replace('\'', "''");
    Ok((sheet, format!("='{name}'!$A$1:$A${}", labels.len())))
}

/// How grave a diagnostic is, with a colour.
fn severity_column(view: &View<'_>) -> Column {
    let mut column = Column::new(view.word("out.column.severity"), Kind::Text);
    for (severity, color) in [
        (Severity::Error, 0xF5_B7_A5),
        (Severity::Warning, 0xF9_DC_B0),
        (Severity::Note, 0xED_ED_ED),
    ] {
        column.tints.push((severity_word(view, severity), color));
    }
    column
}

fn severity_word(view: &View<'_>, severity: Severity) -> String {
    view.word(&format!("out.severity.{}", severity.code()))
}

fn questions_sheet(
    book: &mut Book<'_>,
    questions: &[Problem<'_>],
    marks: &Marks<'_>,
) -> Result<()> {
    let view = book.view;
    let word = |key: &str| view.word(key);
    let layout = Layout {
        name: word("out.sheet.questions"),
        intro: None,
        rows: questions.len(),
        table: Some("Questions"),
        frozen: 1,
        muted: None,
        tab: Some(0xF5_B7_A5),
        columns: vec![
            severity_column(&view),
            Column::new(word("out.column.where"), Kind::Text),
            Column::new(word("out.column.question"), Kind::Note),
            Column::new(word("out.column.hint"), Kind::Note),
            Column::new(word("fill-in.answer"), Kind::Fill),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        if let Some(question) = questions.get(index) {
            cells.extend([
                Value::text(severity_word(&view, question.first.severity)),
                place(&view, question.first),
                message(&view, question.first),
                Value::text(view.lang.hint(question.first).unwrap_or_default()),
                typed(marks.value(&question.key, "answer")),
                Value::text(question.key.clone()),
            ]);
        }
    })
}

/// What a diagnostic says.
fn message<'v>(view: &View<'_>, diagnostic: &crate::diag::Diagnostic) -> Value<'v> {
    let words = view.lang.message(diagnostic);
    Value::text(view.sentence(&words).into_owned())
}

/// A place as a link to its cell.
fn place<'v>(view: &View<'v>, diagnostic: &crate::diag::Diagnostic) -> Value<'v> {
    let (file, sheet, cell) = view.place(&diagnostic.place);
    let shown = view.outcome.places.show(&diagnostic.place);
    if shown.is_empty() {
        return Value::text(view.word("out.whole-book"));
    }
    Value::Place(file.to_owned().into(), sheet.to_owned().into(), cell, shown)
}

fn problems_sheet(book: &mut Book<'_>, problems: &[Problem<'_>], marks: &Marks<'_>) -> Result<()> {
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
            Column::new(word("out.column.values"), Kind::Note),
            leave,
            Column::new(word("out.column.code"), Kind::Code),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        if let Some(problem) = problems.get(index) {
            problem_cells(&view, (problem, marks), cells);
        }
    })
}

fn problem_cells<'v>(
    view: &View<'v>,
    what: (&Problem<'_>, &Marks<'v>),
    cells: &mut Vec<Value<'v>>,
) {
    let (problem, marks) = what;
    let (file, sheet, _) = view.place(&problem.first.place);
    let origin = if sheet.is_empty() {
        file.to_owned()
    } else {
        format!("{file} › {sheet}")
    };
    let field = problem.first.field.map(|field| {
        let derived = crate::model::Derived::from_id(field);
        derived.map_or_else(
            || view.label(field),
            |d| view.lang.field(d.name()).to_owned(),
        )
    });
    cells.extend([
        Value::text(severity_word(view, problem.first.severity)),
        Value::text(origin),
        Value::text(field.unwrap_or_default()),
        message(view, problem.first),
        Value::text(view.lang.hint(problem.first).unwrap_or_default()),
        Value::count(problem.count),
    ]);
    for at in 0..crate::output::view::problems::SHOWN_PLACES {
        cells.push(match problem.shown.get(at) {
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
        });
    }
    let values: Vec<&str> = problem
        .shown
        .iter()
        .map(|diagnostic| diagnostic.value.as_str())
        .filter(|value| !value.is_empty())
        .collect();
    cells.extend([
        Value::text(view.lines(&values)),
        typed(marks.value(&problem.key, "leave-it")),
        Value::text(problem.first.code),
        Value::text(problem.key.clone()),
    ]);
}

/// The label of a table.
pub(super) fn table_word(view: &View<'_>, table: TableKind) -> String {
    view.word(&format!("table.{}", table.code()))
}
