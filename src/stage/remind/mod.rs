//! Reminders: what is due, for whom, by whom, and why.

use jiff::civil::Date;

use crate::config::ReminderKind;

/// One line of the list. One line an occurrence, never joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// A stable key of the occurrence: `birthday:c1234abcde:2026-05-01`.
    pub key: String,
    /// The day on which it is due.
    pub due: Date,
    /// The kind.
    pub kind: ReminderKind,
    /// The contact; `None` for the review and for campaigns.
    pub contact: Option<u32>,
    /// Who is to do it; empty where nobody answers for the contact.
    pub owner: String,
    /// What to do, in the reader's language.
    pub text: String,
    /// Why, in the reader's language.
    pub why: String,
    /// 1 is the most important.
    pub priority: u8,
}
