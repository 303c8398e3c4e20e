//! `contacts.csv` and `placements.csv`.

use crate::model::twins;
use std::io;

use crate::error::Result;
use crate::model::{Field, FieldId, FieldType};
use crate::output::Sink;
use crate::output::view::{View, civil_or_text};
use crate::stage::segment::NOT_PLACED;

use super::table::{Lines, table};

/// Every field of the catalogue that contacts have, then those of the trade.
pub(super) fn contacts(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let contacts = &view.outcome.contacts;
    let fields: Vec<FieldId> = view.contact_fields().collect();
    let names: Vec<&str> = fields
        .iter()
        .map(|field| match field.known() {
            Some(known) => known.name(),
            None => view.custom_name(*field),
        })
        .collect();
    let columns: Vec<(FieldId, Show)> = fields
        .into_iter()
        .map(|field| (field, Show::of(view, field)))
        .collect();
    table(sink, &names, contacts.len(), |contact, lines| {
        for (field, show) in &columns {
            match show {
                Show::Id => lines.code(contacts.id(contact).as_str())?,
                Show::Name => lines.text(&contacts.name(contact))?,
                Show::Never => lines.code("")?,
                Show::Date => date(view, (*field, contact), lines)?,
                Show::Plain => match contacts.display(*field, contact) {
                    Some(text) => lines.text(&text)?,
                    None => lines.code("")?,
                },
            }
        }
        lines.end()
    })
}

/// How a column of contacts is written.
enum Show {
    Id,
    Name,
    Date,
    Plain,
    Never,
}

impl Show {
    fn of(view: &View<'_>, field: FieldId) -> Show {
        match field.known() {
            Some(Field::Id) => Show::Id,
            Some(Field::Name) => Show::Name,
            _ if !view.outcome.contacts.rows().has(field) => Show::Never,
            Some(known) if known.spec().kind == FieldType::Date => Show::Date,
            Some(_) => Show::Plain,
            None => Show::Date,
        }
    }
}

/// Whole dates of another calendar become civil ones; parts of a date stay parts. What is no date is written as it is.
fn date(view: &View<'_>, cell: (FieldId, usize), lines: &mut Lines) -> io::Result<()> {
    let contacts = &view.outcome.contacts;
    match contacts.date(cell.0, cell.1).map(civil_or_text) {
        Some(Ok(civil)) => lines.code(civil.to_string()),
        Some(Err(parts)) => lines.code(parts),
        None => lines.text(&contacts.display(cell.0, cell.1).unwrap_or_default()),
    }
}

/// One line for each contact and ladder on which it stands.
pub(super) fn placements(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let outcome = view.outcome;
    let ladders: Vec<_> = outcome
        .plan
        .ladders
        .iter()
        .zip(&outcome.placements.ladders)
        .enumerate()
        .filter(|(_, (_, result))| result.lacks.is_none())
        .collect();
    table(
        sink,
        twins::PLACEMENTS,
        outcome.contacts.len(),
        |contact, lines| {
            for (index, (ladder, result)) in &ladders {
                let rung = result
                    .rungs
                    .get(contact)
                    .filter(|rung| **rung != NOT_PLACED);
                let Some(rung) = rung.and_then(|rung| ladder.rungs.get(usize::from(*rung))) else {
                    continue;
                };
                lines.code(outcome.contacts.id(contact).as_str())?;
                lines.text(&ladder.name)?;
                lines.text(&rung.name)?;
                match result.since.get(contact) {
                    Some(since) => lines.code(since.to_string())?,
                    None => lines.code("")?,
                }
                lines.text(&(view.why)(*index, contact))?;
                lines.end()?;
            }
            Ok(())
        },
    )
}
