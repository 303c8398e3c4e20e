//! `rows.csv` and `merges.csv`: what became of each row.

use crate::model::twins;
use std::io;

use crate::error::Result;
use crate::output::Sink;
use crate::output::view::View;

use super::table::{Lines, table};

/// One line for each row below a recognised header.
pub(super) fn rows(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    table(sink, twins::ROWS, outcome.rows.len(), |index, lines| {
        let Some(row) = outcome.rows.get(index) else {
            return Ok(());
        };
        let sheet = outcome.places.sheet(row.sheet);
        lines.text(&sheet.file)?;
        lines.text(&sheet.name)?;
        lines.code(sheet.number_of(row.row).to_string())?;
        lines.code(row.table.code())?;
        lines.code(row.fate.code())?;
        for contact in [row.contact, row.cluster] {
            contact_id(view, contact, lines)?;
        }
        lines.end()
    })
}

/// The id of a contact, or nothing.
pub(super) fn contact_id(
    view: &View<'_>,
    contact: Option<u32>,
    lines: &mut Lines,
) -> io::Result<()> {
    let contacts = &view.outcome.contacts;
    match contact.map(|contact| contact as usize) {
        Some(contact) if contact < contacts.len() => lines.code(contacts.id(contact).as_str()),
        _ => lines.code(""),
    }
}

/// A probability with three decimals; no pair is quite certain.
pub(super) fn probability(probability: f32) -> String {
    format!("{:.3}", (probability * 1000.0).floor() / 1000.0)
}

/// One line for each merged row.
pub(super) fn merges(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    table(sink, twins::MERGES, outcome.merges.len(), |index, lines| {
        let Some(merge) = outcome.merges.get(index) else {
            return Ok(());
        };
        contact_id(view, Some(merge.contact), lines)?;
        let frame = outcome.contacts.rows();
        for row in [merge.row, merge.survivor] {
            if (row as usize) < frame.len() {
                let (sheet, number) = frame.origin(row as usize);
                let sheet = outcome.places.sheet(sheet);
                lines.text(&sheet.file)?;
                lines.text(&sheet.name)?;
                lines.code(sheet.number_of(number).to_string())?;
            } else {
                for _ in 0..3 {
                    lines.code("")?;
                }
            }
        }
        lines.code(merge.reason.code())?;
        lines.text(&merge.value)?;
        lines.code(probability(merge.probability))?;
        lines.end()
    })
}
