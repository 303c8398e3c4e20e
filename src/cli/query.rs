//! Conditions on the command line: compiled like those of rules, asked of every contact.

use crate::config::{self, Misread};
use crate::error::{ErrorKind, Result};
use crate::lang::{FieldNames, Lang};
use crate::pipeline::Outcome;
use crate::stage::profile::KnownFacts;
use crate::stage::segment::{self, AskRequest, Truth};

/// What messages call the place of a condition.
const PLACE: &str = "--where";

/// Whom conditions hold for, in the order of the book.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) contacts: Vec<usize>,
    /// Those of whom it is not known.
    pub(super) unknown: Vec<usize>,
}

impl Found {
    /// Leaves only those of an ascending list.
    pub(super) fn keep(&mut self, only: &[usize]) {
        let is_kept = |at: &usize| only.binary_search(at).is_ok();
        self.contacts.retain(is_kept);
        self.unknown.retain(is_kept);
    }
}

/// Asks every contact; without conditions all fit.
pub(super) fn ask(outcome: &mut Outcome, conditions: &[String], lang: &Lang) -> Result<Found> {
    let all = outcome.contacts.len();
    if conditions.is_empty() {
        return Ok(Found {
            contacts: (0..all).collect(),
            unknown: Vec::new(),
        });
    }
    let names = FieldNames::load();
    let when = config::ask(conditions, &outcome.plan, &names, PLACE)
        .map_err(|misread| refused(&misread, lang))?;
    let facts = KnownFacts {
        contacts: &outcome.contacts,
        tables: &outcome.tables,
        relatives: &outcome.matches.relatives,
        profile: &outcome.profile,
        today: outcome.today,
    };
    let request = AskRequest {
        facts: &facts,
        plan: &outcome.plan,
        today: outcome.today,
    };
    let truths = segment::ask(&request, &mut outcome.placements, &when);
    let of = |wanted: Truth| {
        (0..all)
            .filter(|at| truths.get(*at) == Some(&wanted))
            .collect()
    };
    Ok(Found {
        contacts: of(Truth::True),
        unknown: of(Truth::Unknown),
    })
}

fn refused(misread: &Misread, lang: &Lang) -> ErrorKind {
    let (mut shown, mut messages, mut hint) = (String::new(), Vec::new(), String::new());
    for problem in &misread.problems {
        shown.push_str(&config::render(problem, &misread.file.text, lang, true));
        shown.push('\n');
        messages.push(lang.message(&problem.diagnostic));
        if hint.is_empty() {
            hint = lang.hint(&problem.diagnostic).unwrap_or_default();
        }
    }
    ErrorKind::Conditions {
        shown,
        message: messages.join("\n"),
        hint,
    }
}
