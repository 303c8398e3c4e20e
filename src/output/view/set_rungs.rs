//! Contacts that stand where a person set them: listed until that ends.

use jiff::civil::Date;

use crate::stage::segment::NOT_PLACED;

use super::View;
use super::tiers::{ladder_label, rung_label_by_name};

/// One of them.
pub(in crate::output) struct SetLine {
    pub(in crate::output) contact: usize,
    pub(in crate::output) ladder: String,
    /// The rung that was set.
    pub(in crate::output) rung: String,
    /// The rung by its facts; empty for none.
    pub(in crate::output) ours: String,
    pub(in crate::output) reason: String,
    pub(in crate::output) until: Date,
    /// Where it is written.
    pub(in crate::output) place: String,
}

/// All of them, by ladder, those that end first before the others.
pub(in crate::output) fn set_rungs(view: &View<'_>) -> Vec<SetLine> {
    let outcome = view.outcome;
    let ladders = outcome.plan.ladders.iter();
    let mut lines = Vec::new();
    for (ladder, result) in ladders.zip(&outcome.placements.ladders) {
        let rung = |at: u16| match ladder.rungs.get(usize::from(at)) {
            Some(rung) if at != NOT_PLACED => rung_label_by_name(view, &ladder.name, &rung.name),
            _ => String::new(),
        };
        let before = lines.len();
        lines.extend(result.set.iter().map(|(contact, one)| SetLine {
            contact: *contact as usize,
            ladder: ladder_label(view, &ladder.name),
            rung: rung(one.set.rung),
            ours: rung(one.ours),
            reason: one.set.reason.clone(),
            until: one.set.until,
            place: outcome.places.show(&one.set.place),
        }));
        lines[before..].sort_by_key(|line| line.until);
    }
    lines
}
