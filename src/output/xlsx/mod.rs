//! Workbooks: what a good bookkeeper would hand over. Every sheet of a right-to-left language is right-to-left.

mod book;
mod cell;
mod chart;
mod cross_sell;
mod drawn;
mod figures;
mod long;
mod look;
mod moves;
mod overview;
mod page;
mod query;
mod reminders;
mod report;
mod review;
mod review_households;
mod review_merged;
mod review_pairs;
mod review_problems;
mod review_renamed;
mod review_repairs;
mod review_sheets;
mod review_state;
mod scheme;
mod set_rungs;
mod sheet;
mod tiers;

pub(super) use query::write as write_query;

use super::view::View;
use super::view::due::owners;
use super::view::file_name::Names;
use super::{Artifact, OutputRequest, artifact};

/// Every workbook.
pub(super) fn artifacts<'a>(request: &'a OutputRequest<'a>) -> Vec<Artifact<'a>> {
    let mut all = vec![
        artifact("out/tiers.xlsx", move |sink| tiers::write(request, sink)),
        artifact("out/review.xlsx", move |sink| review::write(request, sink)),
        artifact("out/report.xlsx", move |sink| report::write(request, sink)),
        artifact(reminders::ALL, move |sink| {
            reminders::write(request, (reminders::ALL, None), sink)
        }),
    ];
    let owners = owners(&View::new(request));
    if owners.len() > 1 {
        let mut names = Names::default();
        for owner in owners {
            let path = format!("out/reminders/{}.xlsx", names.file(owner));
            let inner = path.clone();
            all.push(artifact(&path, move |sink| {
                reminders::write(request, (&inner, Some(owner)), sink)
            }));
        }
    }
    all
}
