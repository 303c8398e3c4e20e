//! The sheet of the review on rows that stand under a known phone, address of mail or number, but bear another name altogether.

use crate::error::Result;
use crate::model::Field;
use crate::output::view::marks::Marks;
use crate::output::view::{Value, View};
use crate::pipeline::Renamed;
use crate::stage::marks::question;

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review_pairs::{intro, row_link, same};
use super::sheet::{Column, Layout};

/// The most lines of the sheet.
const MOST: usize = 200;

/// The keys of the lines: the new id with the old one.
pub(super) fn renamed_keys(view: &View<'_>) -> Vec<String> {
    let renamed = view.outcome.matches.renamed.iter().take(MOST);
    renamed.map(|line| question(line.old, line.new)).collect()
}

/// One line a row.
pub(super) fn renamed_sheet(book: &mut Book<'_>, keys: &[String], marks: &Marks<'_>) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let renamed = &view.outcome.matches.renamed;
    let layout = Layout {
        name: word("out.sheet.renamed"),
        intro: Some(intro(
            &view,
            "out.intro.renamed",
            renamed.len() - keys.len(),
        )),
        rows: keys.len(),
        table: Some("Renamed"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            same(&view, &["out.yes", "out.no"]),
            Column::new(word("out.column.name-before"), Kind::Text),
            Column::new(word("out.column.name-now"), Kind::Text),
            Column::new(view.lang.field("company").to_owned(), Kind::Text),
            Column::new(view.lang.field("phone").to_owned(), Kind::Code),
            Column::new(view.lang.field("email").to_owned(), Kind::Code),
            Column::new(word("out.column.where"), Kind::Text),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        let (Some(line), Some(key)) = (renamed.get(index), keys.get(index)) else {
            return;
        };
        cells.push(typed(marks.value(key, "same")));
        cells.extend(facts(&view, line));
        cells.push(row_link(&view, line.row));
        cells.push(Value::text(key.as_str()));
    })
}

/// The name before and now, company, phones, addresses of mail.
fn facts<'v>(view: &View<'v>, line: &Renamed) -> [Value<'v>; 5] {
    let contacts = &view.outcome.contacts;
    let contact = contacts.contact_of(line.row as usize);
    let phones: Vec<String> = Field::PHONES
        .into_iter()
        .filter_map(|field| contacts.display(field, contact))
        .map(std::borrow::Cow::into_owned)
        .collect();
    let company = contacts.display(Field::Company, contact);
    let email = contacts.display(Field::Email, contact);
    [
        Value::text(line.before.clone()),
        Value::text(contacts.name(contact)),
        company.map_or(Value::Empty, Value::text),
        Value::text(view.lines(&phones)),
        email.map_or(Value::Empty, Value::text),
    ]
}
