//! Sheets of the review: how columns are read, the row account.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{TableKind, column_letters};
use crate::output::view::account::sheets;
use crate::output::view::marks::Marks;
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review::table_word;
use super::sheet::{Choices, Column, Layout};

fn unique(used: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut key = wanted.to_owned();
    let mut number = 1;
    while !used.insert(key.clone()) {
        number += 1;
        key = format!("{wanted}|{number}");
    }
    key
}

/// A key for each column read.
pub(super) fn column_keys(view: &View<'_>) -> Vec<String> {
    let mut used = BTreeSet::new();
    let keys = view.outcome.columns.iter().map(|column| {
        let sheet = view.outcome.places.sheet(column.sheet);
        unique(
            &mut used,
            &["column", &sheet.file, &sheet.name, &column.header].join("|"),
        )
    });
    keys.collect()
}

/// How columns are read, with samples; another field can be chosen.
pub(super) fn columns(
    book: &mut Book<'_>,
    what: (&[String], &str),
    marks: &Marks<'_>,
) -> Result<()> {
    let (keys, fields) = what;
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut read_as = Column::new(word("fill-in.read-as"), Kind::Fill);
    read_as.choices = Choices::Range(fields.to_owned());
    let mut known = Column::new(word("out.column.known"), Kind::Text);
    known.tints = vec![(word("out.of-trade"), 0xF9_DC_B0)];
    let layout = Layout {
        name: word("out.sheet.columns"),
        intro: None,
        rows: keys.len(),
        table: Some("Columns"),
        frozen: 0,
        muted: None,
        tab: None,
        columns: vec![
            Column::new(word("out.column.file"), Kind::Text),
            Column::new(word("out.column.sheet"), Kind::Text),
            Column::new(word("out.column.table"), Kind::Text),
            Column::new(word("out.column.letter"), Kind::Code),
            Column::new(word("out.column.header"), Kind::Text),
            Column::new(word("out.column.field"), Kind::Text),
            known,
            Column::new(word("out.column.samples"), Kind::Note),
            read_as,
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        let (Some(column), Some(key)) = (view.outcome.columns.get(index), keys.get(index)) else {
            return;
        };
        let sheet = view.outcome.places.sheet(column.sheet);
        let (field, known) = if column.known {
            (
                view.lang.field(&column.field).to_owned(),
                word("out.of-catalogue"),
            )
        } else {
            (column.field.clone(), word("out.of-trade"))
        };
        cells.extend([
            Value::text(sheet.file.as_str()),
            Value::text(sheet.name.as_str()),
            Value::text(table_word(&view, column.table)),
            Value::text(column_letters(column.column)),
            Value::text(column.header.as_str()),
            Value::text(field),
            Value::text(known),
            Value::text(view.lines(&column.samples)),
            typed(marks.value(key, "read-as")),
            Value::text(key.as_str()),
        ]);
    })
}

/// Rows read and what became of them, by sheet, with a live sum; then by table as the run counted them.
pub(super) fn account(book: &mut Book<'_>) -> Result<()> {
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut lines: Vec<(String, String, TableKind, [u64; 5])> = Vec::new();
    for account in sheets(&view) {
        let sheet = view.outcome.places.sheet(account.sheet);
        let [kept, merged, held, blank] = account.fates;
        let counts = [account.read(), kept, merged, held, blank];
        lines.push((
            sheet.file.clone(),
            sheet.name.clone(),
            account.table,
            counts,
        ));
    }
    for total in &view.outcome.account {
        let counts = [
            total.read,
            total.kept,
            total.merged,
            total.held,
            total.blank,
        ];
        lines.push((word("out.all-files"), String::new(), total.table, counts));
    }
    let mut columns = vec![
        Column::new(word("out.column.file"), Kind::Text),
        Column::new(word("out.column.sheet"), Kind::Text),
        Column::new(word("out.column.table"), Kind::Text),
    ];
    for key in ["read", "kept", "merged", "held", "blank", "sum"] {
        columns.push(Column::new(word(&format!("out.column.{key}")), Kind::Whole));
    }
    let layout = Layout {
        name: word("out.sheet.account"),
        intro: None,
        rows: lines.len(),
        table: None,
        frozen: 0,
        muted: None,
        tab: None,
        columns,
    };
    book.data(&layout, &|index, cells| {
        if let Some((file, sheet, table, counts)) = lines.get(index) {
            cells.push(Value::text(file.clone()));
            cells.push(Value::text(sheet.clone()));
            cells.push(Value::text(table_word(&view, *table)));
            cells.extend(counts.iter().map(|count| Value::Number(*count as f64)));
            let sum: u64 = counts.iter().skip(1).sum();
            cells.push(Value::Sum(4, 1, sum as f64));
        }
    })
}
