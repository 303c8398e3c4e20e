//! `check`: problems only; nothing is written.

use super::args::{Format, Global};
use super::problems::{Shown, counts, grouped, short};
use super::{ATTENTION, CLEAN, Reply, json, left_alone, style, words};
use crate::book::{BookRequest, look};
use crate::error::Result;

const SHOWN: Shown = Shown {
    kinds: 40,
    places: 3,
    notes: true,
};

pub(super) fn check(request: &BookRequest<'_>, global: &Global) -> Result<Reply> {
    let look = left_alone(look(request)?);
    let lang = words(global, &look.outcome);
    let text = match global.format {
        Format::Json => json::check(&look, &lang),
        Format::Short => short(&look, &lang),
        Format::Human => {
            let (mut text, left) = grouped(&look, &lang, SHOWN);
            if left > 0 {
                text.push_str(&lang.count("cli.more-in-short", left, &[]));
                text.push('\n');
            }
            let counts = counts(&look);
            let total = if counts.errors + counts.warnings == 0 {
                lang.get("cli.check-clean").to_owned()
            } else {
                lang.fill(
                    "cli.check-total",
                    &[
                        ("errors", &lang.count("cli.errors", counts.errors, &[])),
                        (
                            "warnings",
                            &lang.count("cli.warnings", counts.warnings, &[]),
                        ),
                    ],
                )
            };
            text.push_str(&style::bold(&total));
            text.push('\n');
            text
        }
    };
    Ok(Reply {
        text,
        code: if look.needs_attention() {
            ATTENTION
        } else {
            CLEAN
        },
    })
}
