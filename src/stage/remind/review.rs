//! The weekly review of the base, on the first day of the week, for the person who keeps it. A review that was missed stays
//! until the next one takes its place. Nothing was missed before the book's first run.

use crate::config::ReminderKind;

use super::desk::{Desk, Occurrence, days_after, days_before};

pub(super) fn collect(desk: &mut Desk<'_>) {
    let request = desk.request;
    let Some(rule) = desk.rule(ReminderKind::Review, None) else {
        return;
    };
    let since_start = request.today.weekday().since(request.plan.book.week_start);
    let mut due = days_before(request.today, u32::try_from(since_start).unwrap_or(0));
    let first_run = request.memory.ids.iter().map(|known| known.since).min();
    let first_run = first_run.unwrap_or(request.today).min(request.today);
    if due < first_run {
        due = days_after(due, 7);
    }
    let size = request.contacts.len() as u64;
    while due <= desk.latest(rule) {
        desk.add(
            rule,
            Occurrence {
                contact: None,
                anchor: due.to_string(),
                due,
                owner: desk.keeper(),
                text: "text",
                why: "why",
                args: vec![("contacts", request.lang.count("remind.contacts", size, &[]))],
            },
        );
        due = days_after(due, 7);
    }
}
