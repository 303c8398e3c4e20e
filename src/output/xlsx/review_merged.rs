//! The sheet of the review on merged rows: why each was merged, what was kept of it, whether it may be deleted.

use crate::error::Result;
use crate::output::view::compare::{Side, compared, row_place};
use crate::output::view::marks::Marks;
use crate::output::view::merged::{Deletion, MergedRow};
use crate::output::view::pairs::{as_share, merge_reason};
use crate::output::view::{Value, View};

use super::book::Book;
use super::look::Kind;
use super::reminders::typed;
use super::review_pairs::{compared_columns, intro, row_link, same};
use super::sheet::{Column, Layout};

/// Rows that may be deleted.
const SAFE: u32 = 0xE2_F1_E3;

/// One line a merged row, below the row that stands for the contact.
pub(super) fn merged_sheet(
    book: &mut Book<'_>,
    what: (&[MergedRow<'_>], usize),
    marks: &Marks<'_>,
) -> Result<()> {
    let (rows, left_out) = what;
    if rows.is_empty() {
        return Ok(());
    }
    let view = book.view;
    let word = |key: &str| view.word(key);
    let mut safe = Column::new(word("out.column.delete"), Kind::Note);
    safe.tints = vec![(word("out.yes"), SAFE)];
    let mut columns = vec![
        same(&view, &["out.yes", "out.no", "out.relatives"]),
        Column::new(view.lang.field("contact").to_owned(), Kind::Text),
        Column::new(word("out.column.reason"), Kind::Note),
        Column::new(word("out.column.probability"), Kind::Share),
    ];
    columns.extend(compared_columns(&view));
    columns.extend([
        Column::new(word("out.column.differences"), Kind::Note),
        safe,
        Column::new(word("out.column.kept-row"), Kind::Code),
        Column::new(word("out.column.merged-row"), Kind::Code),
        Column::new(word("fill-in.key"), Kind::Hidden),
    ]);
    let layout = Layout {
        name: word("out.sheet.merged"),
        intro: Some(intro(&view, "out.intro.merged", left_out)),
        rows: rows.len(),
        table: Some("Merged"),
        frozen: 2,
        muted: None,
        tab: None,
        columns,
    };
    book.data(&layout, &|index, cells| {
        let Some(row) = rows.get(index) else {
            return;
        };
        let merge = row.merge;
        let sides = [merge.survivor, merge.row].map(|row| Side::Row(row as usize));
        // What speaks for a merge may be shared with a third row.
        let signs = (merge.with == merge.survivor).then_some(&merge.signs);
        cells.extend([
            typed(marks.value(&row.key, "same")),
            Value::text(view.outcome.contacts.name(merge.contact as usize)),
            Value::text(reason(&view, row)),
            Value::Number(as_share(merge.probability)),
        ]);
        cells.extend(compared(&view, sides, signs));
        cells.extend([
            Value::text(differences(&view, row)),
            Value::text(deletion(&view, &row.deletion)),
            row_link(&view, merge.survivor),
            row_link(&view, merge.row),
            Value::text(row.key.clone()),
        ]);
    })
}

/// Why the row was merged; where that is shared with another row than the kept one, with which.
fn reason(view: &View<'_>, row: &MergedRow<'_>) -> String {
    let merge = row.merge;
    let reason = merge_reason(view.lang, merge);
    if merge.with == merge.survivor {
        return reason;
    }
    let place = row_place(view, merge.with as usize, None);
    let place = view.outcome.places.show(&place);
    let args = [("reason", &*reason), ("place", &place)];
    view.lang.fill("out.through", &args)
}

/// One line a value that was not kept.
fn differences(view: &View<'_>, row: &MergedRow<'_>) -> String {
    let lines = row.differences.iter().map(|found| {
        let args = [
            ("field", view.label(found.field)),
            ("kept", found.kept.clone()),
            ("other", found.other.clone()),
            ("place", view.outcome.places.show(&found.place)),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        view.lang.fill("out.differs", &args)
    });
    view.lines(&lines.collect::<Vec<_>>())
}

fn deletion(view: &View<'_>, deletion: &Deletion) -> String {
    match deletion {
        Deletion::Safe => view.word("out.yes"),
        Deletion::Holding => view.word("out.holding"),
        Deletion::Holds(fields) => {
            let labels: Vec<String> = fields.iter().map(|field| view.label(*field)).collect();
            let labels = labels.join(view.lang.get("out.pair.comma"));
            view.lang.fill("out.holds", &[("fields", &labels)])
        }
    }
}
