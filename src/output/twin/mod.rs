//! The plain twins in `out/data/` and `out/metrics.json`, for other programs: English headers and codes in every language,
//! UTF-8 without mark, ISO dates, one line a fact. The files are described in PRODUCT terms in `docs/formats.md`.

mod contacts;
mod facts;
mod habits;
mod json;
mod repeat;
mod rows;
mod table;

use crate::error::Result;

use super::view::View;
use super::{Artifact, OutputRequest, Sink, artifact};

/// Writes one twin.
type Write = fn(&View<'_>, &mut dyn Sink) -> Result<()>;

/// Where each twin is, and what writes it.
const TWINS: [(&str, Write); 14] = [
    ("out/data/contacts.csv", contacts::contacts),
    ("out/data/rows.csv", rows::rows),
    ("out/data/placements.csv", contacts::placements),
    ("out/data/segments.csv", facts::segments),
    ("out/data/moves.csv", facts::moves),
    ("out/data/reminders.csv", facts::reminders),
    ("out/data/problems.csv", facts::problems),
    ("out/data/duplicates.csv", facts::duplicates),
    ("out/data/households.csv", facts::households),
    ("out/data/merges.csv", rows::merges),
    ("out/data/repeat.csv", repeat::repeat),
    ("out/data/habits.csv", habits::habits),
    ("out/data/cross-sell.csv", habits::cross_sell),
    ("out/metrics.json", json::metrics),
];

/// Every twin.
pub(super) fn artifacts<'a>(request: &'a OutputRequest<'a>) -> Vec<Artifact<'a>> {
    let view = View::new(request);
    let twin = |(path, write): (&str, Write)| artifact(path, move |sink| write(&view, sink));
    TWINS.into_iter().map(twin).collect()
}
