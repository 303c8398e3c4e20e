//! What the answers of people have in common: what means yes, and keys made of parts.

use jiff::civil::Date;

use crate::calendar::{DateHints, DateOrder, parse_date};
use crate::model::Calendar;
use crate::text::choice::yes_no;

/// Whether a text says yes: yes or no, or the day on which that was decided, which is a yes. `None` for all else: a remark such
/// as "ask Omar first" is no answer.
pub(super) fn says_yes(text: &str, today: Date) -> Option<bool> {
    let hints = DateHints {
        order: DateOrder::Unknown,
        calendar: Calendar::Gregorian,
        old_years: Calendar::Persian,
        old_years_assumed: false,
        today,
        past_only: false,
    };
    let is_day = || parse_date(text, hints).is_ok_and(|date| date.civil().is_some());
    yes_no(text).or_else(|| is_day().then_some(true))
}

/// Parts joined by `|`, which none of them then holds.
pub(super) fn key(parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.replace('|', "¦")).collect();
    parts.join("|")
}
