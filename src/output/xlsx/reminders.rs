//! `out/reminders.xlsx` and one file an owner: what is due, with columns to fill in. What was typed there is shown again.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;

use crate::error::Result;
use crate::model::Field;
use crate::output::view::account::files;
use crate::output::view::due::{Due, DueRow, Section, due};
use crate::output::view::marks::{Marks, REMINDER_COLUMNS};
use crate::output::view::people::People;
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::cell::LINK_CAP;
use super::look::Kind;
use super::page::Page;
use super::sheet::{Column, Layout, Rows};

/// The list for everybody.
pub(super) const ALL: &str = "out/reminders.xlsx";

/// The longest note shown beside a reminder, in characters.
const NOTE: usize = 300;

/// Writes one file: its path, and its owner if it is not for everybody.
pub(super) fn write(
    request: &OutputRequest<'_>,
    which: (&str, Option<&str>),
    sink: &mut dyn Sink,
) -> Result<()> {
    let (path, owner) = which;
    let people = People::new(View::new(request));
    let view = &people.view;
    let list_of = due(view, owner);
    let rows = &list_of.rows;
    let marks = Marks::new(view, &REMINDER_COLUMNS, path);
    let mut title = view.word("out.title.reminders");
    if let Some(owner) = owner {
        title = format!("{title} · {owner}");
    }
    let mut book = Book::new(request, path, &title, rows.len())?;
    let any_silent = rows.iter().any(|row| row.is_silent);
    let layout = layout(view, rows.len(), any_silent);
    let fill = filled(&people, (rows, &marks, any_silent));
    let long = book.sheets(&[(&layout, &fill)], Rows::MayBeLong)?;
    let keys: BTreeSet<&str> = rows.iter().map(|row| row.reminder.key.as_str()).collect();
    kept_notes(
        &mut book,
        &marks.kept(owner.is_none(), |key| keys.contains(key)),
    )?;
    let sheet = book.start(&view.word("out.sheet.about"), false)?;
    let page = about(&book, sheet, (&title, &list_of)).map_err(|error| book.error(&error))?;
    book.push(page);
    book.save_long(sink, &long)
}

/// What the list looks like.
fn layout(view: &View<'_>, rows: usize, any_silent: bool) -> Layout {
    let mut columns = columns(view, any_silent);
    let muted = any_silent.then(|| (columns.len(), view.yes_no(true).into_owned()));
    if any_silent {
        columns.push(Column::new(
            view.lang.field(Field::DoNotContact.name()),
            Kind::Text,
        ));
    }
    columns.push(Column::new(view.word("fill-in.key"), Kind::Hidden));
    columns.push(Column::new(view.lang.field("id").to_owned(), Kind::Hidden));
    Layout {
        name: view.word("out.sheet.reminders"),
        intro: None,
        rows,
        table: Some("Reminders"),
        frozen: 3,
        muted,
        tab: None,
        columns,
    }
}

/// Its rows, and whether anybody in them asked not to be contacted.
fn filled<'v>(
    people: &'v People<'_>,
    what: (&'v [DueRow<'v>], &'v Marks<'v>, bool),
) -> impl Fn(usize, &mut Vec<Value<'v>>) + Sync {
    let (rows, marks, any_silent) = what;
    move |index, cells| {
        if let Some(row) = rows.get(index) {
            row_cells(people, (row, marks, any_silent), cells);
        }
    }
}

fn columns(view: &View<'_>, any_silent: bool) -> Vec<Column> {
    let word = |key: &str| view.word(key);
    let mut when = Column::new(word("out.column.when"), Kind::Text);
    when.tints = Section::ALL
        .into_iter()
        .map(|section| (word(section.key()), section.color()))
        .collect();
    // Rows of contacts who asked for silence are muted as a whole.
    if any_silent {
        when.tints.truncate(3);
    }
    let mut columns = vec![
        when,
        Column::new(word("out.column.due"), Kind::Date),
        Column::new(view.lang.field("name"), Kind::Text),
        Column::new(word("out.column.task"), Kind::Note),
        Column::new(word("out.column.why"), Kind::Note),
        Column::new(word("out.column.phone"), Kind::Code),
        Column::new(view.lang.field("email"), Kind::Code),
        Column::new(view.lang.field("last-contact"), Kind::Date),
        Column::new(word("out.column.last-note"), Kind::Note),
        Column::new(view.lang.field("owner"), Kind::Text),
        Column::new(word("out.column.kind"), Kind::Text),
    ];
    columns.extend(REMINDER_COLUMNS.iter().map(|name| {
        let kind = match *name {
            "next-date" | "snooze-until" => Kind::FillDate,
            _ => Kind::Fill,
        };
        Column::new(word(&format!("fill-in.{name}")), kind)
    }));
    columns
}

fn row_cells<'v>(
    people: &'v People<'_>,
    what: (&DueRow<'v>, &Marks<'v>, bool),
    cells: &mut Vec<Value<'v>>,
) {
    let (row, marks, any_silent) = what;
    let view = &people.view;
    let reminder = row.reminder;
    let contacts = &view.outcome.contacts;
    let contact = reminder.contact.map(|contact| contact as usize);
    let contact = contact.filter(|contact| *contact < contacts.len());
    cells.push(Value::text(view.lang.get(row.section.key())));
    cells.push(Value::Date(reminder.due));
    cells.push(contact.map_or(Value::Empty, |contact| Value::text(contacts.name(contact))));
    cells.push(Value::text(view.sentence(&reminder.text)));
    cells.push(Value::text(view.sentence(&reminder.why)));
    match contact {
        Some(contact) => {
            cells.push(people.best_phone(contact));
            cells.push(people.field(Field::Email.into(), contact));
            cells.push(people.last_contact(contact));
            cells.push(last_note(view, contact));
        }
        None => cells.extend([Value::Empty, Value::Empty, Value::Empty, Value::Empty]),
    }
    cells.push(Value::text(reminder.owner.as_str()));
    let kind = reminder.kind.code();
    cells.push(Value::text(view.word(&format!("remind.{kind}.label"))));
    for column in REMINDER_COLUMNS {
        cells.push(typed(marks.value(&reminder.key, column)));
    }
    if any_silent {
        let silent = if row.is_silent {
            view.yes_no(true)
        } else {
            Cow::Borrowed("")
        };
        cells.push(Value::text(silent));
    }
    cells.push(Value::text(reminder.key.as_str()));
    cells.push(contact.map_or(Value::Empty, |contact| {
        Value::text(contacts.id(contact).to_string())
    }));
}

/// What a person typed: a date where it is one.
pub(super) fn typed(mark: Option<&str>) -> Value<'_> {
    let Some(text) = mark else {
        return Value::Empty;
    };
    match text.parse::<Date>() {
        Ok(date) if text.len() == 10 => Value::Date(date),
        _ => Value::text(text),
    }
}

/// The note of the latest interaction, with its date; else the contact's own notes.
fn last_note<'v>(view: &View<'v>, contact: usize) -> Value<'v> {
    let outcome = view.outcome;
    let latest = outcome
        .tables
        .interactions
        .as_ref()
        .and_then(|interactions| {
            let frame = &interactions.frame;
            let notes = interactions.of(contact).filter_map(|row| {
                let note = frame.text(Field::Notes, row)?;
                let date = crate::calendar::to_civil(frame.date(Field::Date, row)?)?;
                (date <= outcome.today).then_some((date, row, note))
            });
            notes.max_by_key(|(date, row, _)| (*date, *row))
        });
    if let Some((date, _, note)) = latest {
        return Value::text(short(&format!("{}: {note}", view.date_word(date))));
    }
    let notes = outcome.contacts.text(Field::Notes, contact);
    notes.map_or(Value::Empty, |notes| Value::text(short(&notes)))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(NOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What was typed into rows that are gone, so that nothing is lost.
pub(super) fn kept_notes(book: &mut Book<'_>, kept: &[&crate::model::Mark]) -> Result<()> {
    if kept.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let layout = Layout {
        name: word("out.sheet.kept"),
        intro: Some(word("out.intro.kept")),
        rows: kept.len(),
        table: None,
        frozen: 0,
        muted: None,
        tab: None,
        columns: vec![
            Column::new(word("out.column.typed"), Kind::Note),
            Column::new(word("out.column.typed-in"), Kind::Text),
            Column::new(word("out.column.file"), Kind::Text),
            Column::new(word("fill-in.key"), Kind::Code),
            Column::new(word("out.column.read-on"), Kind::Date),
        ],
    };
    book.data(&layout, &|index, cells| {
        if let Some(mark) = kept.get(index) {
            cells.extend([
                Value::text(mark.value.as_str()),
                Value::text(view.word(&format!("fill-in.{}", mark.column))),
                Value::text(mark.file.as_str()),
                Value::text(mark.key.as_str()),
                mark.date.map_or(Value::Empty, Value::Date),
            ]);
        }
    })
}

/// The last sheet: of what day the list is, what it reflects, how to fill it in.
fn about(
    book: &Book<'_>,
    sheet: rust_xlsxwriter::Worksheet,
    what: (&str, &Due<'_>),
) -> std::result::Result<rust_xlsxwriter::Worksheet, XlsxError> {
    let (title, list) = what;
    let view = &book.view;
    let mut page = Page::new(sheet, &book.look, &[34.0, 16.0, 60.0])?;
    page.masthead(view, title)?;
    page.gap();
    page.section(view.lang.get("out.overview.figures"), 3)?;
    for section in Section::ALL {
        let count = list.counts[section as usize];
        page.fact(
            view.lang.get(section.key()),
            &Value::count(count),
            Kind::Whole,
        )?;
    }
    if list.left_out > 0 {
        let text = view
            .lang
            .count("out.about.left-out", list.left_out as u64, &[]);
        page.paragraph(&text, 3, 105)?;
    }
    page.gap();
    page.section(view.lang.get("out.about.how"), 3)?;
    let done = [("done", view.lang.get("fill-in.done-on"))];
    page.paragraph(&view.lang.fill("out.about.fill-in", &done), 3, 105)?;
    page.paragraph(view.lang.get("out.about.columns"), 3, 105)?;
    if list.rows.len() * 2 > LINK_CAP {
        page.paragraph(view.lang.get("out.about.links"), 3, 105)?;
    }
    page.gap();
    page.section(view.lang.get("out.overview.reflects"), 3)?;
    for file in files(view) {
        page.line(file)?;
    }
    Ok(page.sheet)
}
