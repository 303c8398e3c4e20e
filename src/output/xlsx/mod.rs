//! Workbooks: what a good bookkeeper would hand over. Every sheet of a right-to-left language is right-to-left.

mod book;
mod cell;
mod chart;
mod figures;
mod look;
mod overview;
mod page;
mod reminders;
mod report;
mod review;
mod review_problems;
mod review_sheets;
mod review_state;
mod sheet;
mod tiers;

use super::view::View;
use super::view::due::owners;
use super::view::file_name::Names;
use super::{Artifact, OutputRequest, Sink};

/// Every workbook.
pub(super) fn artifacts<'a>(request: &'a OutputRequest<'a>) -> Vec<Artifact<'a>> {
    let mut all = vec![
        Artifact::assemble("out/tiers.xlsx", move || {
            let book = tiers::assemble(request)?;
            Ok(Box::new(move |sink: &mut dyn Sink| book.save(sink)))
        }),
        Artifact::stream("out/review.xlsx", move |sink| review::write(request, sink)),
        Artifact::stream("out/report.xlsx", move |sink| report::write(request, sink)),
        Artifact::stream(reminders::ALL, move |sink| {
            reminders::write(request, (reminders::ALL, None), sink)
        }),
    ];
    let owners = owners(&View::new(request));
    if owners.len() > 1 {
        let mut names = Names::default();
        for owner in owners {
            let path = format!("out/reminders/{}.xlsx", names.file(owner));
            let inner = path.clone();
            all.push(Artifact::stream(&path, move |sink| {
                reminders::write(request, (&inner, Some(owner)), sink)
            }));
        }
    }
    all
}
