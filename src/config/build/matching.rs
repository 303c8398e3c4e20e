//! `matching.toml` resolved.

use std::collections::BTreeMap;

use super::choice;
use crate::config::matching::{Keep, MatchingPlan, keeps_all};
use crate::config::names::Names;
use crate::config::problem::{Mistake, Problems};
use crate::config::raw::RawMatching;

/// The plan; a field whose rule is not understood keeps the usual one.
pub(super) fn matching(
    own: RawMatching,
    defaults: RawMatching,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> MatchingPlan {
    let max_shared = own.max_shared.or(defaults.max_shared);
    if let Some(number) = max_shared.as_ref().filter(|number| number.value < 2) {
        problems.add(Mistake::new(
            "rules-max-shared",
            &number.spot,
            number.value.to_string(),
        ));
    }
    let mut keep = BTreeMap::new();
    for (name, written) in own.keep {
        let field = super::checks::field(&name, None, names, problems);
        let rule = choice(&written, "keep", &Keep::ALL, problems);
        let Some((field, rule)) = field.zip(rule) else {
            continue;
        };
        if keeps_all(field) {
            problems.add(Mistake::new("rules-keep-united", &name.spot, &name.value));
        } else if !rule.fits(field) {
            let mistake = Mistake::new("rules-keep-unfit", &written.spot, &written.value);
            problems.add(mistake.arg("name", &name.value));
        } else {
            keep.insert(field, rule);
        }
    }
    MatchingPlan {
        merge: own.merge.or(defaults.merge).is_none_or(|flag| flag.value),
        max_shared: max_shared.map_or(2, |number| number.value.max(2)),
        keep,
        trusted: own.trusted.into_iter().map(|file| file.value).collect(),
    }
}
