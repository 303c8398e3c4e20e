//! Ladders and rungs as they are shown: names in the reader's language, colours, who stands where.

use crate::config::Ladder;
use crate::stage::segment::{LadderResult, NOT_PLACED};

use super::View;

/// A ladder ready to be shown.
pub(in crate::output) struct LadderView<'a> {
    /// Index in the plan.
    pub(in crate::output) index: usize,
    /// Its name in the reader's language.
    pub(in crate::output) label: String,
    /// From the highest to the lowest.
    pub(in crate::output) rungs: Vec<RungView>,
    /// Of how many nothing is known that the ladder asks about.
    pub(in crate::output) no_data: usize,
    /// What the stage found.
    pub(in crate::output) result: &'a LadderResult,
}

/// A rung ready to be shown.
pub(in crate::output) struct RungView {
    /// Its name in the reader's language.
    pub(in crate::output) label: String,
    /// Its colour, `0xRRGGBB`.
    pub(in crate::output) color: u32,
    /// How many contacts stand here.
    pub(in crate::output) count: usize,
}

impl LadderView<'_> {
    /// The rung of a contact, if it stands on one.
    pub(in crate::output) fn rung(&self, contact: usize) -> Option<usize> {
        let rung = *self.result.rungs.get(contact)?;
        (rung != NOT_PLACED && usize::from(rung) < self.rungs.len()).then_some(usize::from(rung))
    }

    /// Whether a contact stands nowhere because nothing is known of it.
    pub(in crate::output) fn is_without_data(&self, contact: usize) -> bool {
        self.result.no_data.get(contact) == Some(&true) && self.rung(contact).is_none()
    }

    /// Whether the ladder makes placements at all.
    pub(in crate::output) fn is_placed(&self) -> bool {
        self.result.lacks.is_none()
    }
}

/// Colours of the default rungs; their names carry a meaning.
const NAMED: [(&str, u32); 11] = [
    ("Gold", 0xF2_D4_7C),
    ("Silver", 0xD5_DB_E1),
    ("Bronze", 0xE6_C3_A5),
    ("A", 0xB7_DD_C0),
    ("B", 0xD6_E6_F2),
    ("C", 0xEC_E7_DA),
    ("Hot", 0xF5_B7_A5),
    ("Warm", 0xF9_DC_B0),
    ("Cold", 0xC4_DD_EE),
    ("Lost", 0xDD_DD_DD),
    ("VIP", 0xD9_C8_E8),
];

/// Colours of other rungs, from the highest to the lowest.
const PALETTE: [u32; 6] = [
    0xB7_DD_C0, 0xC4_DD_EE, 0xF9_DC_B0, 0xD9_C8_E8, 0xE6_C3_A5, 0xDD_DD_DD,
];

/// Every ladder of the plan that has a result, in the order of the plan.
pub(in crate::output) fn ladders<'a>(view: &View<'a>) -> Vec<LadderView<'a>> {
    let plan = view.outcome.plan.ladders.iter();
    plan.zip(&view.outcome.placements.ladders)
        .enumerate()
        .map(|(index, (ladder, result))| {
            let mut rungs: Vec<RungView> = ladder
                .rungs
                .iter()
                .enumerate()
                .map(|(place, rung)| RungView {
                    label: rung_label(view, ladder, &rung.name),
                    color: color(&rung.name, place),
                    count: 0,
                })
                .collect();
            for rung in &result.rungs {
                if let Some(rung) = rungs.get_mut(usize::from(*rung)) {
                    rung.count += 1;
                }
            }
            let no_data = result.no_data.iter().zip(&result.rungs);
            let no_data = no_data.filter(|(no_data, rung)| **no_data && **rung == NOT_PLACED);
            LadderView {
                no_data: no_data.count(),
                index,
                label: ladder_label(view, &ladder.name),
                rungs,
                result,
            }
        })
        .collect()
}

/// The name of a ladder in the reader's language: that of a default ladder is translated, others stay as written.
pub(in crate::output) fn ladder_label(view: &View<'_>, name: &str) -> String {
    let label = view.lang.find(&format!("out.ladder.{name}"));
    label.unwrap_or(name).to_owned()
}

fn rung_label(view: &View<'_>, ladder: &Ladder, rung: &str) -> String {
    rung_label_by_name(view, &ladder.name, rung)
}

/// The name of a rung in the reader's language, likewise.
pub(in crate::output) fn rung_label_by_name(view: &View<'_>, ladder: &str, rung: &str) -> String {
    let label = view.lang.find(&format!("out.rung.{ladder}.{rung}"));
    label.unwrap_or(rung).to_owned()
}

fn color(rung: &str, place: usize) -> u32 {
    let named = NAMED.iter().find(|(name, _)| *name == rung);
    let other = || PALETTE[place % PALETTE.len()];
    named.map_or_else(other, |(_, color)| *color)
}
