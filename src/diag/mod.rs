//! Diagnostics: what is wrong, doubtful or worth knowing in the user's data and rules.
//!
//! A diagnostic carries a stable code and its arguments; the words for it, in four languages, are in `lang/*.toml`
//! under `[diag.CODE]`. Errors, which mean that a run cannot go on, are in [`crate::error`].

mod capped;
mod codes;

use crate::model::{FieldId, Place};

pub use capped::{Capped, MOST_ALIKE};
pub use codes::{CODES, CodeGroup, codes, default_severity};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is lost or left out until a person acts: a held row, an unreadable file, a rules file with mistakes.
    Error,
    /// A value is doubtful or was not understood.
    Warning,
    /// Worth knowing; nothing needs to be done.
    Note,
}

impl Severity {
    /// The code used in twins.
    pub fn code(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One thing to know about the user's data or rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab case, such as `phone-too-short`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The field concerned, if any.
    pub field: Option<FieldId>,
    /// The value as typed; empty where there is none. The messages' `{value}`.
    pub value: String,
    /// Further arguments of the messages, by name.
    pub args: Vec<(&'static str, String)>,
    /// How its cell might be repaired, where the program has something to propose. Never applied by itself: a person accepts it
    /// in the review.
    pub proposal: Option<Box<Proposal>>,
}

/// How a cell would read once repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The whole cell as typed, tidied.
    pub typed: String,
    /// The whole cell as it would read.
    pub reads: String,
    /// What the proposal rests on beside the text of the cell: the country of a postcode, product and quantity of an amount.
    /// Empty for most.
    pub beside: String,
}

impl Proposal {
    /// Longer cells (in bytes) get no proposal: it would be copied for each of their problems, and into the journal.
    pub const LONGEST: usize = 1000;

    /// A proposal that rests on the text of the cell alone; `None` where it would change nothing, or the cell is too long.
    pub fn new(typed: impl Into<String>, reads: impl Into<String>) -> Option<Box<Proposal>> {
        let proposal = Proposal {
            typed: typed.into(),
            reads: reads.into(),
            beside: String::new(),
        };
        let (typed, reads) = (&proposal.typed, &proposal.reads);
        let fits = |text: &String| (1..=Proposal::LONGEST).contains(&text.len());
        (fits(typed) && fits(reads) && typed != reads).then(|| Box::new(proposal))
    }
}

impl Diagnostic {
    /// A diagnostic without value and arguments.
    pub fn new(code: &'static str, severity: Severity, place: Place) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            place,
            field: None,
            value: String::new(),
            args: Vec::new(),
            proposal: None,
        }
    }

    /// Adds the value as typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Diagnostic {
        self.value = value.into();
        self
    }

    /// Adds the field.
    #[must_use]
    pub fn field(mut self, field: impl Into<FieldId>) -> Diagnostic {
        self.field = Some(field.into());
        self
    }

    /// Adds how its cell might be repaired.
    #[must_use]
    pub fn proposal(mut self, proposal: Option<Box<Proposal>>) -> Diagnostic {
        self.proposal = proposal;
        self
    }

    /// What the whole cell would read once repaired.
    pub fn proposed(&self) -> Option<&str> {
        self.proposal
            .as_ref()
            .map(|proposal| proposal.reads.as_str())
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl std::fmt::Display) -> Diagnostic {
        self.args.push((name, value.to_string()));
        self
    }
}
