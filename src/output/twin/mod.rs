//! The plain twins in `out/data/` and `out/metrics.json`, for other programs: English headers and codes in every language,
//! UTF-8 without mark, ISO dates, one line a fact. The files are described in PRODUCT terms in `docs/formats.md`.

mod contacts;
mod facts;
mod habits;
mod json;
mod repeat;
mod rows;
mod table;

use super::view::View;
use super::{Artifact, OutputRequest, artifact};

/// Every twin.
pub(super) fn artifacts<'a>(request: &'a OutputRequest<'a>) -> Vec<Artifact<'a>> {
    let view = View::new(request);
    vec![
        artifact("out/data/contacts.csv", move |sink| {
            contacts::contacts(&view, sink)
        }),
        artifact("out/data/rows.csv", move |sink| rows::rows(&view, sink)),
        artifact("out/data/placements.csv", move |sink| {
            contacts::placements(&view, sink)
        }),
        artifact("out/data/segments.csv", move |sink| {
            facts::segments(&view, sink)
        }),
        artifact("out/data/moves.csv", move |sink| facts::moves(&view, sink)),
        artifact("out/data/reminders.csv", move |sink| {
            facts::reminders(&view, sink)
        }),
        artifact("out/data/problems.csv", move |sink| {
            facts::problems(&view, sink)
        }),
        artifact("out/data/duplicates.csv", move |sink| {
            facts::duplicates(&view, sink)
        }),
        artifact("out/data/households.csv", move |sink| {
            facts::households(&view, sink)
        }),
        artifact("out/data/merges.csv", move |sink| rows::merges(&view, sink)),
        artifact("out/data/repeat.csv", move |sink| {
            repeat::repeat(&view, sink)
        }),
        artifact("out/data/habits.csv", move |sink| {
            habits::habits(&view, sink)
        }),
        artifact("out/data/cross-sell.csv", move |sink| {
            habits::cross_sell(&view, sink)
        }),
        artifact("out/metrics.json", move |sink| json::metrics(&view, sink)),
    ]
}
