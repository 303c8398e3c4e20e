//! `run`: reads the book, writes outputs and journal, and says in a few lines what came of it.

use jiff::civil::Date;

use super::args::{Format, Global};
use super::problems::{Shown, grouped, short};
use super::{ATTENTION, CLEAN, FAILED, Reply, json, left_alone, summary, words};
use crate::book::{self, BookRequest, RunReport};
use crate::error::Result;

/// The morning summary shows the worst; the rest is in the review.
const SHOWN: Shown = Shown {
    kinds: 5,
    places: 1,
    notes: false,
};

pub(super) fn run(request: &BookRequest<'_>, global: &Global) -> Result<Reply> {
    Ok(reply(book::run(request)?, global))
}

/// `backfill`: a run that works out the time before the first one again.
pub(super) fn backfill(
    request: &BookRequest<'_>,
    global: &Global,
    from: Option<Date>,
) -> Result<Reply> {
    Ok(reply(book::backfill(request, from)?, global))
}

fn reply(report: RunReport, global: &Global) -> Reply {
    let report = left_alone(report);
    let lang = words(global, &report.look.outcome);
    let text = match global.format {
        Format::Json => json::run(&report, &lang),
        Format::Short => short(&report.look, &lang),
        Format::Human => {
            let (mut text, left) = grouped(&report.look, &lang, SHOWN);
            if left > 0 {
                text.push_str(&lang.count("cli.more-in-review", left, &[]));
                text.push_str("\n\n");
            }
            if report.look.has_contacts_table() {
                text + &summary::summary(&report, &lang)
            } else {
                text + lang.get("cli.nothing-written") + "\n"
            }
        }
    };
    Reply {
        text,
        code: if !report.look.has_contacts_table() {
            FAILED
        } else if report.look.needs_attention() {
            ATTENTION
        } else {
            CLEAN
        },
    }
}
