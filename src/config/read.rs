//! Reads all rules of a book at once. The defaults are rules files too, part of the program, read by the same code.

use std::collections::BTreeSet;

use super::build;
use super::names::Known;
use super::plan::Plan;
use super::problem::{Problems, RulesFile, RulesProblem};
use super::raw;
use crate::diag::Severity;
use crate::lang::FieldNames;

/// What the rules say, and what is wrong with them.
#[derive(Debug)]
pub struct Reading {
    /// The plan: of all files without errors, and of the defaults for those that have some.
    pub plan: Plan,
    /// All mistakes of all files, in the order in which they stand.
    pub problems: Vec<RulesProblem>,
    /// Indexes of the files that were left out of the plan, ascending. To use their last accepted versions, read again with
    /// those texts in their place.
    pub rejected: Vec<usize>,
}

impl Reading {
    /// Whether the plan is what the files say.
    pub fn is_accepted(&self) -> bool {
        self.rejected.is_empty()
    }
}

/// The defaults, file by file.
pub(super) const DEFAULTS: [(&str, &str); 6] = [
    ("book.toml", include_str!("defaults/book.toml")),
    ("fields.toml", include_str!("defaults/fields.toml")),
    ("matching.toml", include_str!("defaults/matching.toml")),
    ("tiers.toml", include_str!("defaults/tiers.toml")),
    ("reminders.toml", include_str!("defaults/reminders.toml")),
    ("metrics.toml", include_str!("defaults/metrics.toml")),
];

/// Reads rules files, every one of which may be missing. All mistakes of all files are reported at once.
///
/// A file with an error is left out of the plan as a whole: a rung that lost one of its conditions would be worse than the
/// default ladder. So are files that no longer make sense without it.
pub fn read(files: &[RulesFile], known: &Known<'_>) -> Reading {
    read_but(files, known, &[])
}

/// Reads rules files before any workbook: names of headers count already, and a name that nobody knows may yet turn out to be
/// a column of the book, so that it is no reason to leave out a file.
pub fn read_early(files: &[RulesFile], names: &FieldNames) -> Reading {
    let known = Known {
        names,
        columns: &[],
    };
    read_but(
        files,
        &known,
        &["rules-field-unknown", "rules-field-misspelt"],
    )
}

/// Reads rules files; mistakes with a code of `forgiven` leave out no file.
fn read_but(files: &[RulesFile], known: &Known<'_>, forgiven: &[&str]) -> Reading {
    let defaults: Vec<RulesFile> = DEFAULTS
        .iter()
        .map(|(path, text)| RulesFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    let all: Vec<&RulesFile> = files.iter().chain(&defaults).collect();
    let mut rejected: BTreeSet<usize> = BTreeSet::new();
    let mut first: Option<Vec<RulesProblem>> = None;
    loop {
        let mut problems = Problems::new(all.clone());
        let own = raw::read(
            (0..files.len()).filter(|index| !rejected.contains(index)),
            &mut problems,
        );
        let standard = raw::read(files.len()..all.len(), &mut problems);
        let plan = build::plan(own, standard, *known, &mut problems);
        let found = problems.into_found(files.len());
        let wrong: BTreeSet<usize> = found
            .iter()
            .filter(|problem| problem.diagnostic.severity == Severity::Error)
            .filter(|problem| !forgiven.contains(&problem.diagnostic.code))
            .map(|problem| problem.file)
            .collect();
        let problems = first.get_or_insert(found);
        if wrong.is_empty() {
            return Reading {
                plan,
                problems: std::mem::take(problems),
                rejected: rejected.into_iter().collect(),
            };
        }
        rejected.extend(wrong);
    }
}

impl Plan {
    /// The plan of a book without rules.
    #[cfg(test)]
    pub(crate) fn standard() -> Plan {
        let names = crate::lang::FieldNames::load();
        read(
            &[],
            &Known {
                names: &names,
                columns: &[],
            },
        )
        .plan
    }
}
