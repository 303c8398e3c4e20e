//! `overrides.toml` resolved: which rung of which ladder is meant. Whom a line names is seen when the contacts are known.

use crate::config::names::Names;
use crate::config::nearest::nearest;
use crate::config::plan::Override;
use crate::config::problem::{At, Mistake, Problems};
use crate::config::raw::RawOverrides;
use crate::config::section::listed;

/// The overrides whose ladder and rung exist; of the others it is said what is wrong.
pub(super) fn overrides(
    raw: RawOverrides,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Override> {
    let mut found = Vec::new();
    for one in raw.overrides {
        let (Some(ladder), Some(rung)) = (one.ladder, one.rung) else {
            continue;
        };
        let Some(at) = names.ladder(&ladder.value) else {
            let known = names.ladders.iter().map(|ladder| ladder.name.as_str());
            let codes = ("rules-ladder-misspelt", "rules-ladder-unknown");
            let mistake = unknown(&ladder, known, codes, problems);
            problems.add(mistake);
            continue;
        };
        let Some(place) = names.rung(at, &rung.value) else {
            let of = &names.ladders[at];
            let known = of.rungs.iter().map(String::as_str);
            let codes = ("rules-rung-misspelt", "rules-rung-unknown");
            let mistake = unknown(&rung, known, codes, problems).arg("ladder", of.name.as_str());
            problems.add(mistake);
            continue;
        };
        let (Some(contact), Some(reason), Some(until)) = (one.contact, one.reason, one.until)
        else {
            continue;
        };
        found.push(Override {
            place: problems.place(&problems.part(&contact, 0..contact.value.len())),
            contact: contact.value.trim().to_owned(),
            ladder: at,
            rung: place,
            reason: reason.value.trim().to_owned(),
            until: until.value,
        });
    }
    found
}

fn unknown<'n>(
    name: &At<String>,
    known: impl Iterator<Item = &'n str> + Clone,
    (misspelt, unknown): (&'static str, &'static str),
    problems: &Problems<'_>,
) -> Mistake {
    let spot = problems.part(name, 0..name.value.len());
    match nearest(&name.value, known.clone()) {
        Some(meant) => Mistake::new(misspelt, &spot, &name.value).meant(meant, meant),
        None => Mistake::new(unknown, &spot, &name.value).arg("expected", listed(known)),
    }
}
