//! Sheets of the review: merged rows side by side, how columns are read, the row account.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{Field, Frame, Place, TableKind, column_letters};
use crate::output::view::account::sheets;
use crate::output::view::marks::Marks;
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review::table_word;
use super::sheet::{Choices, Column, Layout};

/// A key for each merge, made of what merged rows have in common, not of where they stand.
pub(super) fn merge_keys(view: &View<'_>) -> Vec<String> {
    let outcome = view.outcome;
    let contacts = &outcome.contacts;
    let mut used = BTreeSet::new();
    let keys = outcome.merges.iter().map(|merge| {
        let id = if (merge.contact as usize) < contacts.len() {
            contacts.id(merge.contact as usize).to_string()
        } else {
            String::new()
        };
        let name = crate::text::fold(&row_name(contacts.rows(), merge.row));
        unique(
            &mut used,
            &["merge", &id, merge.reason.code(), &merge.value, &name].join("|"),
        )
    });
    keys.collect()
}

fn unique(used: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut key = wanted.to_owned();
    let mut number = 1;
    while !used.insert(key.clone()) {
        number += 1;
        key = format!("{wanted}|{number}");
    }
    key
}

/// Survivor and merged row side by side.
pub(super) fn merged(book: &mut Book<'_>, keys: &[String], marks: &Marks<'_>) -> Result<()> {
    let view = book.view;
    let word = |key: &str| view.word(key);
    let side =
        |field: &str, which: &str| view.lang.fill(which, &[("field", view.lang.field(field))]);
    let mut same = Column::new(word("fill-in.same"), Kind::Fill);
    same.choices = Choices::Words(vec![word("out.yes"), word("out.no")]);
    let mut columns = vec![
        Column::new(word("out.column.reason"), Kind::Text),
        Column::new(word("out.column.shared"), Kind::Code),
    ];
    for field in ["name", "phone", "email"] {
        let kind = if field == "name" {
            Kind::Text
        } else {
            Kind::Code
        };
        columns.push(Column::new(side(field, "out.column.of-kept"), kind));
        columns.push(Column::new(side(field, "out.column.of-merged"), kind));
    }
    columns.extend([
        Column::new(word("out.column.kept-row"), Kind::Text),
        Column::new(word("out.column.merged-row"), Kind::Text),
        same,
        Column::new(word("fill-in.key"), Kind::Hidden),
        Column::new(view.lang.field("id"), Kind::Hidden),
    ]);
    let layout = Layout {
        name: word("out.sheet.merged"),
        intro: None,
        rows: keys.len(),
        table: Some("Merged"),
        frozen: 1,
        muted: None,
        tab: None,
        columns,
    };
    book.data(&layout, &|index, cells| {
        let outcome = view.outcome;
        let (Some(merge), Some(key)) = (outcome.merges.get(index), keys.get(index)) else {
            return;
        };
        let frame = outcome.contacts.rows();
        let reason = view
            .lang
            .find(&format!("out.reason.{}", merge.reason.code()));
        cells.push(Value::text(reason.unwrap_or(merge.reason.code())));
        cells.push(Value::text(merge.value.as_str()));
        for show in [row_name, row_phones, row_emails] {
            cells.push(Value::text(show(frame, merge.survivor)));
            cells.push(Value::text(show(frame, merge.row)));
        }
        cells.push(row_place(&view, merge.survivor));
        cells.push(row_place(&view, merge.row));
        cells.push(typed(marks.value(key, "same")));
        cells.push(Value::text(key.as_str()));
        let contact = merge.contact as usize;
        cells.push(if contact < outcome.contacts.len() {
            Value::text(outcome.contacts.id(contact).to_string())
        } else {
            Value::Empty
        });
    })
}

/// A row as a link to its place.
fn row_place<'v>(view: &View<'v>, row: u32) -> Value<'v> {
    let frame = view.outcome.contacts.rows();
    if row as usize >= frame.len() {
        return Value::Empty;
    }
    let (sheet, number) = frame.origin(row as usize);
    let shown = view.outcome.places.show(&Place::Row(sheet, number));
    let sheet = view.outcome.places.sheet(sheet);
    let (file, name) = (sheet.file.as_str(), sheet.name.as_str());
    Value::Place(file.into(), name.into(), (number + 1).to_string(), shown)
}

fn row_name(frame: &Frame, row: u32) -> String {
    let row = row as usize;
    let whole = frame.text(Field::Name, row).map(str::to_owned);
    let parts = || {
        let parts: Vec<&str> = [Field::GivenName, Field::Patronymic, Field::FamilyName]
            .into_iter()
            .filter_map(|field| frame.text(field, row))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let company = || frame.text(Field::Company, row).map(str::to_owned);
    whole.or_else(parts).or_else(company).unwrap_or_default()
}

fn row_phones(frame: &Frame, row: u32) -> String {
    let shown: Vec<_> = Field::PHONES
        .into_iter()
        .flat_map(|field| frame.phones(field, row as usize))
        .map(|phone| frame.phone_display(phone))
        .collect();
    shown.join("; ")
}

fn row_emails(frame: &Frame, row: u32) -> String {
    let emails: Vec<&str> = frame.emails(Field::Email, row as usize).collect();
    emails.join("; ")
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
