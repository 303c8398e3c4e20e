//! Sheets of the review on repairs of cells: those to accept, and those accepted.

use crate::error::Result;
use crate::output::view::marks::Marks;
use crate::output::view::problems::field_label;
use crate::output::view::repairs::{Repair, difference};
use crate::output::view::{Value, View};
use crate::stage::marks::accepted_line;

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review::{message, place, spot};
use super::sheet::{Choices, Column, Layout};

/// One line for each text that would be read as another, to be accepted or not.
pub(super) fn repairs_sheet(
    book: &mut Book<'_>,
    what: (&[Repair<'_>], usize),
    marks: &Marks<'_>,
) -> Result<()> {
    let (repairs, left_out) = what;
    if repairs.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut intro = said(&view, "out.intro.repairs");
    if left_out > 0 {
        let more = view
            .lang
            .count("out.intro.repairs-more", left_out as u64, &[]);
        intro = format!("{intro} {more}");
    }
    let layout = Layout {
        name: word("out.sheet.repairs"),
        intro: Some(intro),
        rows: repairs.len(),
        table: Some("Repairs"),
        frozen: 1,
        muted: None,
        tab: Some(0xFB_E9_B7),
        columns: vec![
            Column::new(word("out.column.where"), Kind::Text),
            Column::new(word("out.column.field"), Kind::Text),
            Column::new(view.lang.field("name").to_owned(), Kind::Text),
            Column::new(word("out.column.typed"), Kind::Code),
            Column::new(word("out.column.proposed"), Kind::Code),
            Column::new(word("out.column.count"), Kind::Whole),
            accept(&view),
            Column::new(word("out.column.why"), Kind::Note),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        let Some(repair) = repairs.get(index) else {
            return;
        };
        let contacts = &view.outcome.contacts;
        let contact = repair.contact.map(|contact| contact as usize);
        let contact = contact.filter(|contact| *contact < contacts.len());
        let field = repair.first.field;
        let [before, changed, after] = repair.proposed.clone();
        cells.extend([
            place(&view, repair.first),
            Value::text(field.map_or_else(String::new, |field| field_label(&view, field))),
            contact.map_or(Value::Empty, |contact| Value::text(contacts.name(contact))),
            Value::text(repair.typed.to_owned()),
            Value::Change(before, changed, after),
            Value::count(repair.count),
            typed(marks.value(&repair.key, "accept")),
            message(&view, repair.first),
            Value::text(repair.key.clone()),
        ]);
    })
}

/// The keys of the accepted repairs that took place.
pub(super) fn accepted_keys(view: &View<'_>) -> Vec<String> {
    let all = view.outcome.repaired.iter();
    all.map(|repaired| accepted_line(&repaired.repair))
        .collect()
}

/// What a person accepted, where its text is still typed. "No" takes it back.
pub(super) fn accepted_sheet(
    book: &mut Book<'_>,
    keys: &[String],
    marks: &Marks<'_>,
) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let layout = Layout {
        name: word("out.sheet.accepted"),
        intro: Some(said(&view, "out.intro.accepted")),
        rows: keys.len(),
        table: Some("Accepted"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            Column::new(word("out.column.where"), Kind::Text),
            Column::new(word("out.column.field"), Kind::Text),
            Column::new(word("out.column.typed"), Kind::Code),
            Column::new(word("out.column.understood"), Kind::Code),
            Column::new(word("out.column.count"), Kind::Whole),
            accept(&view),
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        let (Some(repaired), Some(key)) = (view.outcome.repaired.get(index), keys.get(index))
        else {
            return;
        };
        let repair = &repaired.repair;
        let [before, changed, after] = difference(&repair.typed, &repair.reads);
        cells.extend([
            spot(&view, &repaired.first),
            Value::text(field_label(&view, repaired.field)),
            Value::text(repair.typed.clone()),
            Value::Change(before, changed, after),
            Value::count(repaired.count as usize),
            match marks.value(key, "accept") {
                None => Value::text(word("out.yes")),
                remark => typed(remark),
            },
            Value::text(key.clone()),
        ]);
    })
}

/// The column to fill in.
fn accept(view: &View<'_>) -> Column {
    let mut accept = Column::new(view.word("fill-in.accept"), Kind::Fill);
    accept.choices = Choices::Words(vec![view.word("out.yes"), view.word("out.no")]);
    accept
}

/// A line above the header with the words for yes and no.
fn said(view: &View<'_>, key: &str) -> String {
    let words = [
        ("yes", view.lang.get("out.yes")),
        ("no", view.lang.get("out.no")),
    ];
    view.lang.fill(key, &words)
}
