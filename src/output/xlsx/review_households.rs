//! The sheet of the review on households: those that people confirmed, and those that are suggested, to be answered.

use crate::error::Result;
use crate::output::view::Value;
use crate::output::view::households::HouseholdLine;
use crate::output::view::marks::Marks;

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review_pairs::{intro, same};
use super::sheet::{Column, Layout};

/// Households that people confirmed.
const CONFIRMED: u32 = 0xE2_F1_E3;

/// One line a household; of a larger one that is suggested, one line a pair.
pub(super) fn households_sheet(
    book: &mut Book<'_>,
    what: (&[HouseholdLine], usize),
    marks: &Marks<'_>,
) -> Result<()> {
    let (lines, left_out) = what;
    if lines.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut standing = Column::new(word("out.column.standing"), Kind::Label);
    standing.tints = vec![(word("out.confirmed"), CONFIRMED)];
    let layout = Layout {
        name: word("out.sheet.households"),
        intro: Some(intro(&view, "out.intro.households", left_out)),
        rows: lines.len(),
        table: Some("Households"),
        frozen: 1,
        muted: None,
        tab: None,
        columns: vec![
            same(&view, &["out.relatives", "out.no"]),
            Column::new(view.lang.field("household").to_owned(), Kind::Whole),
            Column::new(word("out.column.members"), Kind::Note),
            Column::new(word("out.column.shared"), Kind::Note),
            standing,
            Column::new(word("fill-in.key"), Kind::Hidden),
        ],
    };
    book.data(&layout, &|index, cells| {
        let Some(line) = lines.get(index) else {
            return;
        };
        let contacts = &view.outcome.contacts;
        let names = line.contacts.iter().map(|contact| *contact as usize);
        let names: Vec<_> = names.map(|contact| contacts.name(contact)).collect();
        let standing = if line.confirmed {
            "out.confirmed"
        } else {
            "out.suggested"
        };
        cells.extend([
            if line.key.is_empty() {
                Value::Empty
            } else {
                typed(marks.value(&line.key, "same"))
            },
            Value::count(line.number),
            Value::text(view.lines(&names)),
            Value::text(line.shared.clone()),
            Value::text(word(standing)),
            Value::text(line.key.clone()),
        ]);
    })
}
