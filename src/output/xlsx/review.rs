//! `out/review.xlsx`: questions first, then possible duplicates, what was merged, households, repairs, problems, the state of the
//! data, how columns are read, the row account, what is left as it is, what was accepted, what was answered.

use std::collections::BTreeSet;

use crate::diag::Severity;
use crate::error::Result;
use crate::model::{CATALOGUE, Place, TableKind};
use crate::output::view::answered::answered;
use crate::output::view::duplicates::duplicates;
use crate::output::view::households::households;
use crate::output::view::marks::{Marks, REVIEW_COLUMNS};
use crate::output::view::merged::merged_rows;
use crate::output::view::problems::{Problem, left, problems, questions};
use crate::output::view::repairs::repairs;
use crate::output::view::set_rungs::set_rungs;
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::look::Kind;
use super::reminders::{kept_notes, typed};
use super::review_households::households_sheet;
use super::review_merged::merged_sheet;
use super::review_pairs::{answered_keys, answered_sheet, duplicate_keys, duplicates_sheet};
use super::review_problems::{left_sheet, problems_sheet};
use super::review_renamed::{renamed_keys, renamed_sheet};
use super::review_repairs::{accepted_keys, accepted_sheet, repairs_sheet};
use super::review_sheets::{account, column_keys, columns};
use super::review_state::state;
use super::set_rungs::set_sheet;
use super::sheet::{Column, Layout};

const PATH: &str = "out/review.xlsx";

/// Writes the workbook.
pub(super) fn write(request: &OutputRequest<'_>, sink: &mut dyn Sink) -> Result<()> {
    let view = View::new(request);
    let questions = questions(&view);
    let problems = problems(&view);
    let left = left(&view);
    let (repairs, more_repairs) = repairs(&view);
    let accepted_keys = accepted_keys(&view);
    let (duplicates, more_duplicates) = duplicates(&view);
    let duplicate_keys = duplicate_keys(&view, &duplicates);
    let (merged, more_merged) = merged_rows(&view);
    let (households, more_households) = households(&view);
    let (answered, more_answered) = answered(&view);
    let answered_keys = answered_keys(&answered);
    let renamed_keys = renamed_keys(&view);
    let column_keys = column_keys(&view);
    let set = set_rungs(&view);
    let marks = Marks::new(&view, &REVIEW_COLUMNS, PATH);
    let lists = [
        questions.len(),
        problems.len(),
        repairs.len(),
        accepted_keys.len(),
        merged.len(),
        households.len(),
        answered.len(),
        set.len(),
    ];
    let longest = lists.into_iter().max().unwrap_or_default();
    let title = view.word("out.title.review");
    let mut book = Book::new(request, PATH, &title, longest)?;
    let (fields, range) = fields(&mut book, &view)?;
    self::questions_sheet(&mut book, &questions, &marks)?;
    let asked = (duplicates.as_slice(), duplicate_keys.as_slice());
    duplicates_sheet(&mut book, (asked, more_duplicates), &marks)?;
    renamed_sheet(&mut book, &renamed_keys, &marks)?;
    merged_sheet(&mut book, (&merged, more_merged), &marks)?;
    households_sheet(&mut book, (&households, more_households), &marks)?;
    set_sheet(&mut book, &view, &set)?;
    repairs_sheet(&mut book, (&repairs, more_repairs), &marks)?;
    problems_sheet(&mut book, &problems, &marks)?;
    state(&mut book)?;
    columns(&mut book, (&column_keys, &range), &marks)?;
    account(&mut book)?;
    left_sheet(&mut book, &left, &marks)?;
    accepted_sheet(&mut book, &accepted_keys, &marks)?;
    let given = (answered.as_slice(), answered_keys.as_slice());
    answered_sheet(&mut book, (given, more_answered), &marks)?;
    let all = questions
        .iter()
        .chain(&problems)
        .chain(&left)
        .map(|problem| problem.key.as_str());
    let keys: BTreeSet<&str> = all
        .chain(repairs.iter().map(|repair| repair.key.as_str()))
        .chain(accepted_keys.iter().map(String::as_str))
        .chain(merged.iter().map(|row| row.key.as_str()))
        .chain(households.iter().map(|line| line.key.as_str()))
        .chain(duplicate_keys.iter().map(String::as_str))
        .chain(answered_keys.iter().map(String::as_str))
        .chain(renamed_keys.iter().map(String::as_str))
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
pub(super) fn severity_column(view: &View<'_>) -> Column {
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

pub(super) fn severity_word(view: &View<'_>, severity: Severity) -> String {
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
        intro: questions.is_empty().then(|| word("out.intro.no-questions")),
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
pub(super) fn message<'v>(view: &View<'_>, diagnostic: &crate::diag::Diagnostic) -> Value<'v> {
    let words = view.lang.message(diagnostic);
    Value::text(view.sentence(&words).into_owned())
}

/// The place of a problem.
pub(super) fn place<'v>(view: &View<'v>, diagnostic: &crate::diag::Diagnostic) -> Value<'v> {
    spot(view, &diagnostic.place)
}

/// A place as a link to its cell.
pub(super) fn spot<'v>(view: &View<'v>, place: &Place) -> Value<'v> {
    let (file, sheet, cell) = view.place(place);
    let shown = view.outcome.places.show(place);
    if shown.is_empty() {
        return Value::text(view.word("out.whole-book"));
    }
    Value::Place(file.to_owned().into(), sheet.to_owned().into(), cell, shown)
}

/// The label of a table.
pub(super) fn table_word(view: &View<'_>, table: TableKind) -> String {
    view.word(&format!("table.{}", table.code()))
}
