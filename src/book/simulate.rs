//! The book worked out twice, as it is and as it would be under other rules or at another date. Nothing is written, not even a lock.

use std::path::Path;

use jiff::civil::Date;

use super::{BookRequest, Opened, book_plan, file_of, gather, open};
use crate::config::{self, RulesFile, RulesProblem};
use crate::diag::{Diagnostic, Severity};
use crate::error::{ErrorKind, Result};
use crate::model::Place;
use crate::pipeline::{self, Outcome};
use crate::store::rules_at;

/// The kinds of rules files; what a file for a trial is about, its name says somewhere.
const KINDS: [&str; 6] = [
    "tiers",
    "book",
    "fields",
    "matching",
    "reminders",
    "metrics",
];

/// What would be different.
#[derive(Debug, Clone, Copy)]
pub struct WhatIf<'a> {
    /// Rules to try: a file in the place of the one of its kind, or a folder in the place of all.
    pub rules: Option<&'a Path>,
    /// Single values: `PATH=VALUE`, in this order, after the rules.
    pub set: &'a [String],
    /// The day.
    pub at: Option<Date>,
}

/// What came of it.
#[derive(Debug)]
pub enum Simulated {
    /// The changed rules have mistakes: nothing was compared.
    Mistaken(Mistaken),
    /// Both ways of the book, everybody where the conditions put them, whatever `keep` holds.
    Compared {
        /// As it is.
        before: Box<Outcome>,
        /// As it would be.
        after: Box<Outcome>,
    },
}

/// Mistakes in changed rules.
#[derive(Debug)]
pub struct Mistaken {
    /// Each with its place in the files.
    pub problems: Vec<RulesProblem>,
    /// The rules as they were tried.
    pub rules: Vec<RulesFile>,
    /// Files that could not be read as text.
    pub diagnostics: Vec<Diagnostic>,
    /// The words to show them.
    pub outcome: Option<Box<Outcome>>,
}

/// Works the book out as it is and as it would be.
///
/// # Errors
/// As for a run; and where nothing would be different, or a path to set leads nowhere.
pub fn simulate(request: &BookRequest<'_>, what_if: &WhatIf<'_>) -> Result<Simulated> {
    let only_date = what_if.rules.is_none() && what_if.set.is_empty();
    let at = what_if.at.or(request.as_of.filter(|_| only_date));
    if only_date && at.is_none() {
        return Err(ErrorKind::NothingToSimulate.into());
    }
    // `--as-of` alone is the day to go to, not the day to start from.
    let start = BookRequest {
        as_of: request.as_of.filter(|_| !only_date || what_if.at.is_some()),
        ..*request
    };
    let opened = open(&start)?;
    let mut tried = Tried::new(&opened.rules);
    if let Some(path) = what_if.rules {
        tried.take(path)?;
    }
    for line in what_if.set {
        let changed = config::set(&mut tried.rules, line)?;
        tried.mark(changed);
    }
    if !tried.unreadable.is_empty() {
        return Ok(Simulated::Mistaken(Mistaken {
            problems: Vec::new(),
            rules: tried.rules,
            diagnostics: tried.unreadable,
            outcome: None,
        }));
    }
    let day = at.unwrap_or_else(|| tried.day(request, &opened));
    let mut gathered = gather(&start, opened)?;
    gathered.input.keeps = false;
    let mut changed = gathered.input.clone();
    changed.rules.clone_from(&tried.rules);
    changed.today = day;
    let mut after = pipeline::run(changed)?;
    tried.show(&mut after);
    if tried.is_mistaken(&after) {
        return Ok(Simulated::Mistaken(Mistaken {
            problems: std::mem::take(&mut after.rules_problems),
            rules: tried.rules,
            diagnostics: Vec::new(),
            outcome: Some(Box::new(after)),
        }));
    }
    let before = pipeline::run(gathered.input)?;
    Ok(Simulated::Compared {
        before: Box::new(before),
        after: Box::new(after),
    })
}

/// The rules as they are tried.
struct Tried {
    rules: Vec<RulesFile>,
    /// For each file that is not the book's own, its path as its owner knows it.
    changed: Vec<(usize, String)>,
    unreadable: Vec<Diagnostic>,
}

impl Tried {
    fn new(rules: &[RulesFile]) -> Tried {
        Tried {
            rules: rules.to_vec(),
            changed: Vec::new(),
            unreadable: Vec::new(),
        }
    }

    /// Takes a file in the place of the one of its kind, or all of a folder in the place of all.
    fn take(&mut self, path: &Path) -> Result<()> {
        let (files, unreadable) = rules_at(path)?;
        self.unreadable = unreadable;
        if path.is_dir() {
            self.rules = files.into_iter().map(file_of).collect();
            let all = self.rules.iter().enumerate();
            self.changed = all.map(|(at, file)| (at, file.path.clone())).collect();
            return Ok(());
        }
        for file in files {
            let name = kind(&file.path);
            let is_kind = |own: &RulesFile| own.path.rsplit(['/', '\\']).next() == Some(&name);
            let tried = RulesFile {
                path: format!("rules/{name}"),
                text: file.text,
            };
            let at = self
                .rules
                .iter()
                .position(is_kind)
                .unwrap_or(self.rules.len());
            match self.rules.get_mut(at) {
                Some(own) => *own = tried,
                None => self.rules.push(tried),
            }
            self.changed.push((at, file.path));
        }
        Ok(())
    }

    fn mark(&mut self, at: usize) {
        if !self.changed.iter().any(|(changed, _)| *changed == at)
            && let Some(file) = self.rules.get(at)
        {
            self.changed.push((at, format!("{} (--set)", file.path)));
        }
    }

    /// The day of rules that may fix another one than the book's.
    fn day(&self, request: &BookRequest<'_>, opened: &Opened) -> Date {
        let own = || book_plan(&self.rules, &opened.accepted, &opened.names).as_of;
        request.as_of.or_else(own).unwrap_or(opened.today)
    }

    /// Names changed files as their owner knows them.
    fn show(&self, outcome: &mut Outcome) {
        for problem in &mut outcome.rules_problems {
            let changed = self.changed.iter().find(|(at, _)| *at == problem.file);
            if let (Some((_, shown)), Place::Line { file, .. }) =
                (changed, &mut problem.diagnostic.place)
            {
                file.clone_from(shown);
            }
        }
    }

    fn is_mistaken(&self, outcome: &Outcome) -> bool {
        let mut problems = outcome.rules_problems.iter();
        problems.any(|problem| {
            problem.diagnostic.severity == Severity::Error
                && self.changed.iter().any(|(at, _)| *at == problem.file)
        })
    }
}

/// The rules file that a file such as `drafts/tiers-2027.toml` stands for; tiers, where its name says nothing.
fn kind(path: &str) -> String {
    let name = path
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .to_lowercase();
    let said = KINDS.iter().find(|kind| name.contains(**kind));
    format!("{}.toml", said.unwrap_or(&KINDS[0]))
}
