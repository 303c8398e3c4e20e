//! Each kind of reminder on a small book, counted by hand.

mod personal;
mod work;

use super::Reminder;
use super::fixture::day;
use crate::model::{ContactId, Done};

pub(super) const SARA: &str = "c100000000";
pub(super) const ALI: &str = "c200000000";

pub(super) fn done(key: &str, contact: u64, on: &str) -> Done {
    Done {
        key: key.to_owned(),
        contact: Some(ContactId::from_bits(contact)),
        date: day(on),
        outcome: String::new(),
    }
}

pub(super) fn keys(lines: &[Reminder]) -> Vec<&str> {
    lines.iter().map(|line| line.key.as_str()).collect()
}

pub(super) fn dues(lines: &[Reminder]) -> Vec<String> {
    lines.iter().map(|line| line.due.to_string()).collect()
}

pub(super) fn texts(lines: &[Reminder]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}
