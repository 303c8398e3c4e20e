//! The shorter twins: `segments.csv`, `moves.csv`, `reminders.csv`, `problems.csv`, `duplicates.csv`.

use crate::error::Result;
use crate::model::Direction;
use crate::model::twins;
use crate::output::Sink;
use crate::output::view::View;
use crate::output::view::pairs::pair_reason;

use super::rows::{contact_id, probability};
use super::table::table;

/// One line for each contact in each segment.
pub(super) fn segments(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let plan = view.outcome.plan.segments.iter();
    let members: Vec<(&str, u32)> = plan
        .zip(&view.outcome.placements.segments)
        .flat_map(|(segment, contacts)| contacts.iter().map(|c| (segment.name.as_str(), *c)))
        .collect();
    table(sink, twins::SEGMENTS, members.len(), |index, lines| {
        let Some((segment, contact)) = members.get(index) else {
            return Ok(());
        };
        lines.text(segment)?;
        contact_id(view, Some(*contact), lines)?;
        lines.end()
    })
}

/// Moves since the last run.
pub(super) fn moves(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let moves = &view.outcome.placements.moves;
    table(sink, twins::MOVES, moves.len(), |index, lines| {
        let Some(step) = moves.get(index) else {
            return Ok(());
        };
        lines.code(step.date.to_string())?;
        lines.code(step.contact.as_str())?;
        lines.text(&step.ladder)?;
        lines.text(step.from.as_deref().unwrap_or_default())?;
        lines.text(step.to.as_deref().unwrap_or_default())?;
        lines.text(&step.why)?;
        lines.code(step.direction.map_or("", Direction::code))?;
        lines.code(step.cause.code())?;
        lines.code(step.days.map(|days| days.to_string()).unwrap_or_default())?;
        lines.end()
    })
}

/// One line an occurrence, in the order of the stage.
pub(super) fn reminders(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let reminders = &view.outcome.reminders;
    table(sink, twins::REMINDERS, reminders.len(), |index, lines| {
        let Some(reminder) = reminders.get(index) else {
            return Ok(());
        };
        lines.text(&reminder.key)?;
        lines.code(reminder.due.to_string())?;
        lines.code(reminder.kind.code())?;
        contact_id(view, reminder.contact, lines)?;
        lines.text(&reminder.owner)?;
        lines.text(&reminder.text)?;
        lines.text(&reminder.why)?;
        lines.end()
    })
}

/// One line a diagnostic; message and hint are in the language of outputs.
pub(super) fn problems(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let diagnostics = &view.outcome.diagnostics;
    table(sink, twins::PROBLEMS, diagnostics.len(), |index, lines| {
        let Some(diagnostic) = diagnostics.get(index) else {
            return Ok(());
        };
        let (file, sheet, cell) = view.place(&diagnostic.place);
        lines.text(file)?;
        lines.text(sheet)?;
        lines.code(cell)?;
        lines.code(diagnostic.severity.code())?;
        lines.code(diagnostic.code)?;
        lines.text(&diagnostic.value)?;
        lines.text(&view.lang.message(diagnostic))?;
        lines.text(&view.lang.hint(diagnostic).unwrap_or_default())?;
        lines.end()
    })
}

/// Likely duplicates that nobody decided on, the most probable first; the reason is in the language of outputs.
pub(super) fn duplicates(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let proposals = &view.outcome.matches.proposals;
    table(sink, twins::DUPLICATES, proposals.len(), |index, lines| {
        let Some(proposal) = proposals.get(index) else {
            return Ok(());
        };
        contact_id(view, Some(proposal.contacts.0), lines)?;
        contact_id(view, Some(proposal.contacts.1), lines)?;
        lines.code(probability(proposal.probability))?;
        lines.text(&pair_reason(view.lang, &proposal.signs))?;
        lines.end()
    })
}

/// Relatives: one line for each contact of each household, named by its first contact.
pub(super) fn households(view: &View<'_>, sink: &mut dyn Sink) -> Result<()> {
    let lines: Vec<(u32, u32, bool)> = view
        .outcome
        .matches
        .households
        .iter()
        .flat_map(|home| {
            let first = home.contacts.first().copied().unwrap_or_default();
            let contacts = home.contacts.iter();
            contacts.map(move |contact| (first, *contact, home.confirmed))
        })
        .collect();
    table(sink, twins::HOUSEHOLDS, lines.len(), |index, cells| {
        let Some((home, contact, confirmed)) = lines.get(index) else {
            return Ok(());
        };
        contact_id(view, Some(*home), cells)?;
        contact_id(view, Some(*contact), cells)?;
        cells.code(if *confirmed { "yes" } else { "no" })?;
        cells.end()
    })
}
