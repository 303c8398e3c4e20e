//! What was not understood in a cell, as the readers of cells report it. The checks give it code, severity and arguments.

use crate::calendar::DateProblem;
use crate::model::{FieldId, PartialDate};
use crate::text::email::EmailIssue;
use crate::text::number::NumberProblem;
use crate::text::phone::PhoneIssue;

/// The most characters of a cell that a message shows.
const LONGEST_SHOWN: usize = 80;

/// One value that was not understood, or not without a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// The field.
    pub(super) field: FieldId,
    /// The column from 0.
    pub(super) column: u32,
    /// What was typed, cut where it is long.
    pub(super) typed: String,
    /// What is the matter.
    pub(super) kind: ProblemKind,
    /// The whole cell as it would read once repaired, where that is clear enough to be proposed.
    pub(super) proposal: Option<String>,
}

/// What is the matter with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProblemKind {
    /// A phone, how many digits it has, and the country that it was read for.
    Phone(PhoneIssue, u8, Option<[u8; 2]>),
    /// A phone in a cell of numbers: the leading zero is gone; the number as understood.
    LeadingZero(u64),
    /// An e-mail address.
    Email(EmailIssue),
    /// A date.
    Date(DateProblem),
    /// A date typed as not exact, and as what it is read.
    About(PartialDate),
    /// A number or an amount.
    Number(NumberProblem),
    /// No rate for this currency on the row's day.
    RateMissing(&'static str),
    /// A mark before three digits was taken for grouping, or for a decimal mark, without evidence.
    MarkAssumed,
    /// Neither yes nor no.
    YesNo,
    /// Not clearly "no", so taken for "do not contact".
    SilenceAssumed,
    /// Not one of the codes of its field.
    Choice,
    /// A formula that failed.
    Formula,
    /// A word for "none" where a name belongs.
    NamePlaceholder,
    /// Text that was read in the wrong encoding.
    Encoding,
    /// A name in capitals only, or without any.
    Capitals,
    /// Two people in one cell.
    Couple,
    /// A country that nobody knows.
    Country,
    /// A postcode in a cell of numbers: the leading zero is gone; the country.
    Postcode([u8; 2]),
}

/// A text cut to what a message shows.
pub(super) fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
