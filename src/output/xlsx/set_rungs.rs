//! The sheet of contacts that stand where a person set them; the same in the tiers and in the review.

use crate::error::Result;
use crate::output::view::set_rungs::SetLine;
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::sheet::{Column, Layout};

/// Writes it, unless nobody was set anywhere.
pub(super) fn set_sheet(book: &mut Book<'_>, view: &View<'_>, lines: &[SetLine]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let word = |key: &str| view.word(key);
    let layout = Layout {
        name: word("out.sheet.set"),
        intro: Some(word("out.intro.set")),
        rows: lines.len(),
        table: None,
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            Column::new(view.lang.field("name"), Kind::Text),
            Column::new(word("out.column.ladder"), Kind::Text),
            Column::new(word("out.column.set"), Kind::Text),
            Column::new(word("out.column.ours"), Kind::Text),
            Column::new(word("out.column.because"), Kind::Note),
            Column::new(word("out.column.until"), Kind::Date),
            Column::new(word("out.column.place"), Kind::Text),
            Column::new(view.lang.field("id"), Kind::Code),
        ],
    };
    let contacts = &view.outcome.contacts;
    book.data(&layout, &|at, row| {
        let Some(line) = lines.get(at) else { return };
        row.extend([
            Value::text(contacts.name(line.contact)),
            Value::text(line.ladder.as_str()),
            Value::text(line.rung.as_str()),
            Value::text(line.ours.as_str()),
            Value::text(line.reason.as_str()),
            Value::Date(line.until),
            Value::text(line.place.as_str()),
            Value::text(contacts.id(line.contact).to_string()),
        ]);
    })
}
