//! Rows of the other tables that stand twice in one sheet. (Equal rows of contacts are merged; equal sales of two files count
//! once: neither is told here.)

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{BookCheck, VerifyRequest, repeats};
use crate::diag::{Capped, Diagnostic, Severity};
use crate::model::{Field, FieldId, Frame, Place, Related, TableKind};
use crate::stage::identify::hash;
use crate::text::{fold, is_lost};

/// Rows equal in everything; and sales of one contact, day, product and amount that are written differently, as long as no
/// column of the trade (a receipt's number, an hour) tells them apart. Both count: two equal sales may be two sales.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[
        (
            TableKind::Contacts,
            &[Field::Name],
            &[&["Sara Ahmed"], &["Omar Hassan"]],
        ),
        (
            TableKind::Purchases,
            &[Field::Contact, Field::Date, Field::Product, Field::Amount],
            &[
                &["Sara Ahmed", "2026-05-01", "Tea", "50"],
                &["Sara Ahmed", "2026-05-02", "Tea", "50"],
                &["Omar Hassan", "2026-05-01", "Tea", "50"],
                &["", "2026-05-01", "Tea", "50"],
                &["", "2026-05-01", "Tea", "50"],
            ],
        ),
    ],
    bad: &[
        (
            "row-repeated",
            &[(
                TableKind::Costs,
                &[Field::Date, Field::Source, Field::Amount],
                &[
                    &["2026-05-01", "Fair", "500"],
                    &["2026-05-01", "Fair", "500"],
                ],
            )],
        ),
        (
            "sale-twice",
            &[
                (
                    TableKind::Contacts,
                    &[Field::Name, Field::Email],
                    &[&["Sara Ahmed", "sara@nile.org"]],
                ),
                (
                    TableKind::Purchases,
                    &[Field::Contact, Field::Date, Field::Product, Field::Amount],
                    &[
                        &["Sara Ahmed", "2026-05-01", "Tea", "50"],
                        &["sara@nile.org", "01.05.2026", "tea", "50"],
                    ],
                ),
            ],
        ),
    ],
};

/// Cells of a row that its message shows.
const SHOWN: usize = 4;

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    for table in TableKind::ALL {
        let Some(related) = request.tables.get(table) else {
            continue;
        };
        let whole = whole_rows(related);
        for pair in &whole {
            sink.push(told("row-repeated", &related.frame, *pair, request));
        }
        if table == TableKind::Purchases {
            let whole: BTreeSet<usize> = whole.iter().map(|(row, _)| *row).collect();
            for pair in sales(related, request) {
                if !whole.contains(&pair.0) {
                    sink.push(told("sale-twice", &related.frame, pair, request));
                }
            }
        }
    }
}

/// Rows that are equal in every column to a row above in their sheet. Sales to nobody in particular are left alone: in a shop
/// they are many and alike.
fn whole_rows(related: &Related) -> Vec<(usize, usize)> {
    let frame = &related.frame;
    let fields: Vec<FieldId> = frame.fields().collect();
    let anonymous = |row: usize| {
        frame.kind() == TableKind::Purchases && frame.text(Field::Contact, row).is_none()
    };
    let keys = (0..frame.len())
        .into_par_iter()
        .filter(|row| !anonymous(*row))
        .map_with(String::new(), |key, row| {
            key.clear();
            key.push_str(&frame.origin(row).0.0.to_string());
            for field in &fields {
                key.push('\u{1f}');
                frame.show(*field, row, key);
                key.push('\u{1e}');
                key.push_str(frame.typed(*field, row).unwrap_or_default());
            }
            (hash(key), row as u32)
        })
        .collect();
    repeats(keys)
}

/// Sales of one contact that are equal in what makes a sale, in one file.
fn sales(related: &Related, request: &VerifyRequest<'_>) -> Vec<(usize, usize)> {
    let frame = &related.frame;
    let own: Vec<FieldId> = frame
        .fields()
        .filter(|field| field.custom_index().is_some())
        .collect();
    let keys = related
        .contact
        .par_iter()
        .enumerate()
        .filter_map(|(row, contact)| {
            let contact = (*contact)?;
            if is_lost(frame.text(Field::Status, row)) {
                return None;
            }
            let (date, amount) = (Field::Date.into(), Field::Amount.into());
            if !frame.is_filled(date, row) || !frame.is_filled(amount, row) {
                return None;
            }
            let file = &request.places.sheet(frame.origin(row).0).file;
            let product = frame.text(Field::Product, row).unwrap_or_default();
            let mut key = format!("{file}\u{1f}{contact}\u{1f}{}", fold(product));
            let known = [Field::Quantity, Field::Campaign, Field::Notes].map(FieldId::from);
            for field in [date, amount].iter().chain(&known).chain(&own) {
                key.push('\u{1f}');
                frame.show(*field, row, &mut key);
            }
            // A till writes the time of day: it tells sales apart.
            if let Some(typed) = frame
                .typed(Field::Date, row)
                .filter(|typed| typed.contains(':'))
            {
                key.push('\u{1f}');
                key.push_str(typed);
            }
            Some((hash(&key), row as u32))
        })
        .collect();
    repeats(keys)
}

fn told(
    code: &'static str,
    frame: &Frame,
    (row, first): (usize, usize),
    request: &VerifyRequest<'_>,
) -> Diagnostic {
    let place = |row: usize| {
        let (sheet, line) = frame.origin(row);
        Place::Row(sheet, line)
    };
    // Who, when, what and how much tell a reader which sale it is.
    let sale = [Field::Contact, Field::Date, Field::Product, Field::Amount].map(FieldId::from);
    let fields: Vec<FieldId> = match code {
        "sale-twice" => sale.to_vec(),
        _ => frame.fields().collect(),
    };
    let cells: Vec<String> = fields
        .into_iter()
        .filter_map(|field| frame.display(field, row))
        .take(SHOWN)
        .map(std::borrow::Cow::into_owned)
        .collect();
    Diagnostic::new(code, Severity::Note, place(row))
        .value(cells.join(", "))
        .arg("other", request.places.show(&place(first)))
}
