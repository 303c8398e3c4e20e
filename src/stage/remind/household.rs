//! Who of one household is due in the same days: a line says so, so that one visit or call does for both.

use std::collections::BTreeMap;

use super::words::day;
use super::{RemindRequest, Reminder};
use crate::config::ReminderKind;

/// So many relatives are named; more are counted.
const NAMED: usize = 3;
/// Lines of two relatives so many days apart are worth one call.
const DAYS: i32 = 7;

/// Says in the reason of each line which relatives are due too, within a week.
pub(super) fn tell(request: &RemindRequest<'_>, lines: &mut [Reminder]) {
    if request.relatives.is_empty() {
        return;
    }
    let mut dues: BTreeMap<u32, Vec<jiff::civil::Date>> = BTreeMap::new();
    for line in lines.iter().filter(|line| is_touch(line.kind)) {
        if let Some(contact) = line.contact {
            dues.entry(contact).or_default().push(line.due);
        }
    }
    for line in lines.iter_mut().filter(|line| is_touch(line.kind)) {
        let Some(contact) = line.contact else {
            continue;
        };
        let due = line.due;
        let others = request.relatives.of(contact as usize).filter_map(|other| {
            let dues = dues.get(&(other as u32))?.iter();
            let near = dues.min_by_key(|day| (apart(**day, due), **day))?;
            (apart(*near, due) <= DAYS).then_some((other, *near))
        });
        let others: Vec<(usize, jiff::civil::Date)> = others.collect();
        let more = others.len().saturating_sub(NAMED);
        let others: Vec<String> = others
            .into_iter()
            .take(NAMED)
            .map(|(other, on)| {
                let name = request.contacts.name(other);
                let args = [("name", name.as_ref()), ("day", &day(on))];
                request.lang.fill("remind.household.other", &args)
            })
            .collect();
        if !others.is_empty() {
            let why = std::mem::take(&mut line.why);
            let mut others = others.join(request.lang.get("remind.household.between"));
            if more > 0 {
                let more = more.to_string();
                let args = [("others", others.as_str()), ("more", &more)];
                others = request.lang.fill("remind.household.many", &args);
            }
            let args = [("why", why.as_str()), ("others", &others)];
            line.why = request.lang.fill("remind.household.why", &args);
        }
    }
}

/// Whether somebody is called, visited or written to.
fn is_touch(kind: ReminderKind) -> bool {
    !matches!(kind, ReminderKind::Verify | ReminderKind::Review)
}

fn apart(a: jiff::civil::Date, b: jiff::civil::Date) -> i32 {
    (a - b).get_days().abs()
}
