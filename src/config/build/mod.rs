//! The second phase: what was written becomes what it means. Defaults are resolved, conditions compiled, names checked.

mod book;
mod checks;
mod columns;
mod matching;
mod overrides;
mod small;
mod tiers;

use super::names::{Known, Names};
use super::nearest::{nearest, spelling};
use super::plan::Plan;
use super::problem::{At, Mistake, Problems};
use super::raw::{RawRules, RawWhen};
use super::section::listed;
use super::{check, condition::When};

/// Makes a plan of the user's rules and of the defaults for what they leave open.
pub(super) fn plan(
    mut own: RawRules,
    defaults: RawRules,
    known: Known<'_>,
    problems: &mut Problems<'_>,
) -> Plan {
    let book = book::book(own.book, defaults.book, problems);
    let headers = small::headers(own.fields.headers, known, problems);
    let mut names = Names::new(
        known,
        headers
            .iter()
            .map(|(field, _, header)| (spelling(header), *field))
            .collect(),
    );
    names.calendar = book.calendar;
    let tiers = tiers::merged(own.tiers, defaults.tiers);
    let spots = tiers::declare(&tiers, &mut names, problems);
    let wanted = own
        .fields
        .wanted
        .or(defaults.fields.wanted)
        .unwrap_or_default();
    let wanted = small::wanted(&wanted, &mut names, problems);
    let levels = std::mem::take(&mut own.fields.checks.severities);
    let (silent, severities) = checks::severities(&own.fields.silent, levels, problems);
    let checks = checks::checks(own.fields.checks, &names, problems);
    let matching = matching::matching(own.matching, defaults.matching, &names, problems);
    let tiers = tiers::tiers(tiers, &mut names, problems);
    let overrides = overrides::overrides(own.overrides, &names, problems);
    let reminders = small::reminders(own.reminders, defaults.reminders, &mut names, problems);
    let metrics = small::metrics(own.metrics, defaults.metrics, problems);
    let (custom_fields, goods) = names.into_parts();
    let plan = Plan {
        book,
        fields: super::FieldsPlan {
            headers,
            wanted,
            silent,
            severities,
            checks,
        },
        matching,
        ladders: tiers.ladders,
        scores: tiers.scores,
        segments: tiers.segments,
        overrides,
        reminders,
        metrics,
        custom_fields,
        goods,
    };
    tiers::refuse_cycles(&plan, &spots, problems);
    plan
}

fn when(raw: &RawWhen, names: &mut Names<'_>, problems: &mut Problems<'_>) -> When {
    let mut compiled = |lines: &[At<String>]| {
        lines
            .iter()
            .filter_map(|line| check::condition(line, names, problems))
            .collect()
    };
    When {
        all: compiled(&raw.all),
        any: compiled(&raw.any),
        none: compiled(&raw.none),
    }
}

/// One of a closed list of words, in any capitals.
fn choice<T: Copy>(
    written: &At<String>,
    key: &'static str,
    options: &[(&'static str, T)],
    problems: &mut Problems<'_>,
) -> Option<T> {
    let typed = spelling(&written.value);
    if let Some((_, value)) = options.iter().find(|(word, _)| spelling(word) == typed) {
        return Some(*value);
    }
    let words = || options.iter().map(|(word, _)| *word);
    let spot = problems.part(written, 0..written.value.len());
    let mistake = match nearest(&written.value, words()) {
        Some(meant) => {
            Mistake::new("rules-choice-misspelt", &spot, &written.value).meant(meant, meant)
        }
        None => Mistake::new("rules-choice-unknown", &spot, &written.value)
            .arg("expected", listed(words())),
    };
    problems.add(mistake.arg("key", key));
    None
}

/// Complains of a value that is not one of its kind.
fn refuse(
    code: &'static str,
    written: &At<String>,
    key: &'static str,
    problems: &mut Problems<'_>,
) {
    let spot = problems.part(written, 0..written.value.len());
    problems.add(Mistake::new(code, &spot, &written.value).arg("key", key));
}

/// Complains of the second of two equal names.
fn refuse_twice(name: &At<String>, problems: &mut Problems<'_>) {
    let spot = problems.part(name, 0..name.value.len());
    problems.add(Mistake::new("rules-name-twice", &spot, &name.value));
}
