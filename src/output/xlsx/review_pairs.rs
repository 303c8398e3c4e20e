//! Sheets of the review on pairs of contacts: those that may be one person, and what was answered about them.

use crate::error::Result;
use crate::model::ContactId;
use crate::output::view::answered::{Answered, RowsById};
use crate::output::view::compare::{COMPARED, Side, compared, row_place};
use crate::output::view::marks::Marks;
use crate::output::view::pairs::{as_share, proposal_reason};
use crate::output::view::{Value, View};
use crate::pipeline::Proposal;
use crate::stage::dedupe::Answer;
use crate::stage::marks::{answered, question};

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review::spot;
use super::sheet::{Choices, Column, Layout};

/// The question of each pair.
pub(super) fn duplicate_keys(view: &View<'_>, pairs: &[&Proposal]) -> Vec<String> {
    let contacts = &view.outcome.contacts;
    let id = |contact: u32| contacts.id(contact as usize);
    let keys = pairs.iter().map(|pair| {
        let (a, b) = pair.contacts;
        question(id(a), id(b))
    });
    keys.collect()
}

/// Pairs that may be one person, to be answered.
pub(super) fn duplicates_sheet(
    book: &mut Book<'_>,
    what: ((&[&Proposal], &[String]), usize),
    marks: &Marks<'_>,
) -> Result<()> {
    let ((pairs, keys), left_out) = what;
    if pairs.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let place = |number: usize| format!("{} {number}", word("out.column.place"));
    let mut columns = vec![
        same(&view, &["out.yes", "out.no", "out.relatives"]),
        Column::new(word("out.column.speaks"), Kind::Note),
        Column::new(word("out.column.probability"), Kind::Share),
    ];
    columns.extend(compared_columns(&view));
    columns.extend([
        Column::new(place(1), Kind::Code),
        Column::new(place(2), Kind::Code),
        Column::new(word("fill-in.key"), Kind::Hidden),
    ]);
    let layout = Layout {
        name: word("out.sheet.duplicates"),
        intro: Some(intro(&view, "out.intro.duplicates", left_out)),
        rows: pairs.len(),
        table: Some("Duplicates"),
        frozen: 1,
        muted: None,
        tab: Some(0xFB_E9_B7),
        columns,
    };
    book.data(&layout, &|index, cells| {
        let (Some(pair), Some(key)) = (pairs.get(index), keys.get(index)) else {
            return;
        };
        let (a, b) = pair.contacts;
        let sides = [a, b].map(|contact| Side::Contact(contact as usize));
        cells.extend([
            typed(marks.value(key, "same")),
            Value::text(proposal_reason(view.lang, pair)),
            Value::Number(as_share(pair.probability)),
        ]);
        cells.extend(compared(&view, sides, Some(&pair.signs)));
        cells.extend([
            row_link(&view, pair.rows.0),
            row_link(&view, pair.rows.1),
            Value::text(key.clone()),
        ]);
    })
}

/// The keys of answers.
pub(super) fn answered_keys(all: &[Answered]) -> Vec<String> {
    let keys = all.iter().map(|one| answered(one.pair.0, one.pair.1));
    keys.collect()
}

/// What was answered about pairs. Another answer takes its place.
pub(super) fn answered_sheet(
    book: &mut Book<'_>,
    what: ((&[Answered], &[String]), usize),
    marks: &Marks<'_>,
) -> Result<()> {
    let ((all, keys), left_out) = what;
    if all.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let name = view.lang.field("name");
    let place = |number: usize| format!("{} {number}", word("out.column.place"));
    let layout = Layout {
        name: word("out.sheet.answered"),
        intro: Some(intro(&view, "out.intro.answered", left_out)),
        rows: all.len(),
        table: Some("Answered"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            same(&view, &["out.yes", "out.no", "out.relatives"]),
            Column::new(format!("{name} 1"), Kind::Text),
            Column::new(format!("{name} 2"), Kind::Text),
            Column::new(word("out.column.answered-on"), Kind::Date),
            Column::new(place(1), Kind::Code),
            Column::new(place(2), Kind::Code),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    let rows = RowsById::new(&view);
    book.data(&layout, &|index, cells| {
        let (Some(one), Some(key)) = (all.get(index), keys.get(index)) else {
            return;
        };
        let (a, b) = one.pair;
        let link = |id: ContactId| {
            let row = rows.of(id);
            row.map_or(Value::Empty, |row| row_link(&view, row as u32))
        };
        let answer = match one.answer {
            Answer::Same => "out.yes",
            Answer::NotSame => "out.no",
            Answer::Relatives => "out.relatives",
        };
        cells.extend([
            match marks.value(key, "same") {
                None => Value::text(word(answer)),
                remark => typed(remark),
            },
            Value::text(rows.name(&view, a)),
            Value::text(rows.name(&view, b)),
            one.date.map_or(Value::Empty, Value::Date),
            link(a),
            link(b),
            Value::text(key.clone()),
        ]);
    })
}

/// The column of the answer with the words that it offers.
pub(super) fn same(view: &View<'_>, words: &[&str]) -> Column {
    let mut same = Column::new(view.word("fill-in.same"), Kind::Fill);
    same.choices = Choices::Words(words.iter().map(|key| view.word(key)).collect());
    same
}

/// The columns of two-line cells.
pub(super) fn compared_columns(view: &View<'_>) -> impl Iterator<Item = Column> {
    COMPARED
        .map(|key| {
            let header = match key {
                "phones" => view.word("out.column.phones"),
                "address" => view.lang.field("street").to_owned(),
                field => view.lang.field(field).to_owned(),
            };
            Column::new(header, Kind::Compared)
        })
        .into_iter()
}

/// A row as a link to its place.
pub(super) fn row_link<'v>(view: &View<'v>, row: u32) -> Value<'v> {
    let row = row as usize;
    if row >= view.outcome.contacts.rows().len() {
        return Value::Empty;
    }
    spot(view, &row_place(view, row, None))
}

/// The line above the header, with the words of drop-downs, and how many lines are not listed.
pub(super) fn intro(view: &View<'_>, key: &str, left_out: usize) -> String {
    let words = [
        ("yes", view.lang.get("out.yes")),
        ("no", view.lang.get("out.no")),
        ("relatives", view.lang.get("out.relatives")),
        ("delete", view.lang.get("out.column.delete")),
    ];
    let said = view.lang.fill(key, &words);
    if left_out == 0 {
        return said;
    }
    let more = view.lang.count("out.intro.more", left_out as u64, &[]);
    format!("{said} {more}")
}
