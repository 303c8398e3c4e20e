//! Problems in words: grouped for people, one line each for editors and scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::style;
use crate::book::Look;
use crate::config::{self, RulesFile, RulesProblem};
use crate::diag::{Diagnostic, Severity};
use crate::lang::Lang;
use crate::model::Place;

/// How much is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// Kinds of problems.
    pub(super) kinds: usize,
    /// Places of one kind.
    pub(super) places: usize,
    /// Whether notes are shown too.
    pub(super) notes: bool,
}

/// Errors, warnings, notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) errors: u64,
    pub(super) warnings: u64,
    pub(super) notes: u64,
}

/// Counts a look's problems.
pub(super) fn counts(look: &Look) -> Counts {
    let mut counts = Counts::default();
    for found in &look.outcome.diagnostics {
        match found.severity {
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
            Severity::Note => counts.notes += 1,
        }
    }
    counts
}

/// Mistakes in rules with their lines, then problems of data by kind, the worst first. The second value is how many problems
/// are not shown.
pub(super) fn grouped(look: &Look, lang: &Lang, shown: Shown) -> (String, u64) {
    let mut text = of_rules(&look.outcome.rules_problems, &look.rules, lang);
    let mut kinds: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for found in &look.outcome.diagnostics {
        if is_of_rules(look, found) || (found.severity == Severity::Note && !shown.notes) {
            continue;
        }
        kinds
            .entry((found.severity, found.code))
            .or_default()
            .push(found);
    }
    let mut left = 0;
    for (at, ((severity, code), found)) in kinds.into_iter().enumerate() {
        if at >= shown.kinds {
            left += found.len() as u64;
            continue;
        }
        let several = found.len().min(shown.places);
        for one in found.iter().take(several) {
            let place = look.outcome.places.show(&one.place);
            let kind = format!("{}[{code}]", style::severity(severity, lang));
            let said = lang.message(one);
            let message = lang.sentence(&said);
            if place.is_empty() {
                let _ = writeln!(text, "{kind}: {message}");
            } else {
                let place = style::bold(&style::isolate(&place, lang));
                let _ = writeln!(text, "{kind}: {message}\n  {place}");
            }
        }
        let more = (found.len() - several) as u64;
        if more > 0 {
            let _ = writeln!(
                text,
                "  {}",
                style::faint(&lang.count("cli.more-alike", more, &[]))
            );
        }
        if let Some(hint) = found.first().and_then(|one| lang.hint(one)) {
            let hint = lang.sentence(&hint);
            let _ = writeln!(text, "  {} {hint}", style::faint(lang.get("cli.hint")));
        }
        text.push('\n');
    }
    (text, left)
}

/// Mistakes in rules, each with its line of the file.
pub(super) fn of_rules(problems: &[RulesProblem], rules: &[RulesFile], lang: &Lang) -> String {
    let mut text = String::new();
    for problem in problems {
        if let Some(file) = rules.get(problem.file) {
            text.push_str(&config::render(problem, &file.text, lang, true));
            text.push_str("\n\n");
        }
    }
    text
}

/// Mistakes in rules are shown with their lines.
fn is_of_rules(look: &Look, found: &Diagnostic) -> bool {
    matches!(found.place, Place::Line { .. })
        && look
            .outcome
            .rules_problems
            .iter()
            .any(|problem| problem.diagnostic == *found)
}

/// One line a problem: `place: severity[code]: message`.
pub(super) fn short(look: &Look, lang: &Lang) -> String {
    let mut text = String::new();
    for found in &look.outcome.diagnostics {
        let place = look.outcome.places.show(&found.place);
        let place = if place.is_empty() {
            String::from(".")
        } else {
            place
        };
        let message = lang.message(found).replace('\n', " ");
        let _ = writeln!(
            text,
            "{place}: {}[{}]: {message}",
            found.severity.code(),
            found.code
        );
    }
    text
}
