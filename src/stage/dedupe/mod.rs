//! One person, one record: rows that share an exact key are merged, field by field, and every merge says why.
//!
//! Keys alone never merge relatives or colleagues: two rows meet only if their names could be one person's and their
//! birthdays do not clash. Probabilistic matching is not done here.

mod clusters;
mod keys;
mod likely;
mod merge;
mod names;

use std::collections::BTreeMap;

use clusters::Clusters;
use keys::{Key, KeyKind, Prepared};
pub use likely::{Likely, LikelyPair, likely};
pub(crate) use names::PreparedName;

use crate::calendar::to_civil;
use crate::config::MatchingPlan;
use crate::model::{Field, FieldId, Frame};

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Deduped {
    /// The rows of each contact, the survivor first; contacts in the order of their first rows.
    pub members: Vec<Vec<u32>>,
    /// For merged contacts the row that a field is taken from, where that is not the survivor.
    pub chosen: BTreeMap<(u32, FieldId), u32>,
    /// Why each merged row was merged.
    pub links: Vec<Link>,
}

/// A row that was merged into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Index of the contact.
    pub contact: u32,
    /// The row that was merged.
    pub row: u32,
    /// The row with which it shares the key.
    pub with: u32,
    /// The kind of key.
    pub reason: &'static str,
    /// The shared value; empty for whole rows.
    pub value: String,
}

/// A group of rows with one key larger than this is compared within a sliding window of rows sorted by name.
const WINDOW: usize = 8;

/// Groups the rows of the contacts table into contacts.
pub fn dedupe(rows: &Frame, plan: &MatchingPlan) -> Deduped {
    let (prepared, keys) = keys::prepare(rows);
    let all = Rows {
        rows,
        prepared: &prepared,
    };
    let mut state = State {
        clusters: Clusters::new(rows.len()),
        links: Vec::new(),
    };
    if plan.merge {
        for group in keys
            .chunk_by(|a, b| (a.kind, a.hash) == (b.kind, b.hash))
            .filter(|group| group.len() > 1)
        {
            link_group(&all, group, plan, &mut state);
        }
    }
    merge::merge(&all, &state)
}

/// Groups as far as they have grown, and the links that made them: a key with its row, and the row that it met.
struct State {
    clusters: Clusters,
    links: Vec<(Key, u32)>,
}

/// The rows and what was prepared of them.
struct Rows<'a> {
    rows: &'a Frame,
    prepared: &'a [Prepared],
}

/// Unites what may be united among the rows of one key.
fn link_group(all: &Rows<'_>, group: &[Key], plan: &MatchingPlan, state: &mut State) {
    let name = |key: &Key| &all.prepared[key.row as usize].name;
    let mut sorted: Vec<Key> = group.to_vec();
    // Equal names and, among them, equal birthdays side by side: so they meet even in a large group.
    let birthday = |key: &Key| all.rows.date(Field::Birthday, key.row as usize);
    sorted.sort_by(|a, b| {
        (&name(a).key, birthday(a), a.row).cmp(&(&name(b).key, birthday(b), b.row))
    });
    let crowded = group.len() > plan.max_shared as usize;
    let reach = if crowded { WINDOW } else { sorted.len() };
    for (at, key) in sorted.iter().enumerate() {
        for other in sorted[at + 1..].iter().take(reach) {
            // On a switchboard or a shared mailbox only equal names are evidence.
            let weak = crowded && (name(key).is_empty() || name(key).key != name(other).key);
            if weak || state.clusters.same(key.row, other.row) {
                continue;
            }
            if groups_may_be_one(all, &state.clusters, (*key, other.row)) {
                let mixed = !names_fit(all, &state.clusters, (key.row, other.row));
                state
                    .clusters
                    .unite((key.row, other.row), |a, b| alike(all, a, b));
                if mixed {
                    state.clusters.mix(key.row);
                }
                state.links.push((*key, other.row));
            }
        }
    }
}

/// Whether every face of one group may be the person of every face of the other. In a group that a number has united in spite
/// of its names, one of these names is enough for an email or a phone.
fn groups_may_be_one(all: &Rows<'_>, clusters: &Clusters, (key, other): (Key, u32)) -> bool {
    let (here, there) = (clusters.faces(key.row), clusters.faces(other));
    let mut pairs = here
        .iter()
        .flat_map(|x| there.iter().map(move |y| (*x, *y)));
    let mixed = clusters.is_mixed(key.row) || clusters.is_mixed(other);
    if mixed && matches!(key.kind, KeyKind::Email | KeyKind::Phone) {
        return pairs
            .clone()
            .all(|(x, y)| !birthdays_clash(all.rows, x as usize, y as usize))
            && pairs.any(|(x, y)| names_may_be_one(all, (x, y)));
    }
    pairs.all(|pair| may_be_one(all, pair, key.kind))
}

/// Whether every name of one group fits every name of the other.
fn names_fit(all: &Rows<'_>, clusters: &Clusters, (a, b): (u32, u32)) -> bool {
    let there = clusters.faces(b);
    clusters
        .faces(a)
        .iter()
        .all(|x| there.iter().all(|y| names_may_be_one(all, (*x, *y))))
}

fn names_may_be_one(all: &Rows<'_>, (a, b): (u32, u32)) -> bool {
    all.prepared[a as usize]
        .name
        .is_compatible(&all.prepared[b as usize].name)
}

/// Whether two rows have one face: all that [`may_be_one`] looks at is equal.
fn alike(all: &Rows<'_>, a: u32, b: u32) -> bool {
    let birthday = |row: u32| all.rows.date(Field::Birthday, row as usize);
    let name = |row: u32| all.prepared[row as usize].name.key.as_str();
    name(a) == name(b) && birthday(a) == birthday(b)
}

/// Whether two rows that share a key may be one person: names fit, birthdays do not clash. Equal own-ids are one contact
/// unless name *and* birthday clash.
fn may_be_one(all: &Rows<'_>, (a, b): (u32, u32), kind: KeyKind) -> bool {
    let names = names_may_be_one(all, (a, b));
    let clash = birthdays_clash(all.rows, a as usize, b as usize);
    match kind {
        KeyKind::Id | KeyKind::OwnId => names || !clash,
        _ => names && !clash,
    }
}

/// Both known and different. Days of two calendars may lie two days apart: authorities differ on the lunar one.
fn birthdays_clash(rows: &Frame, a: usize, b: usize) -> bool {
    let (Some(a), Some(b)) = (rows.date(Field::Birthday, a), rows.date(Field::Birthday, b)) else {
        return false;
    };
    if let (Some(x), Some(y)) = (to_civil(a), to_civil(b)) {
        let slack = if a.calendar == b.calendar { 0 } else { 2 };
        return (x - y).get_days().abs() > slack;
    }
    let differs = |x: Option<u8>, y: Option<u8>| x.is_some() && y.is_some() && x != y;
    let years = a.year.is_some() && b.year.is_some() && a.year != b.year;
    a.calendar == b.calendar && (years || differs(a.month, b.month) || differs(a.day, b.day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PartialDate, Phone, PhoneKind, SheetId, TableKind, TextRef};

    fn plan() -> MatchingPlan {
        MatchingPlan {
            merge: true,
            max_shared: 10,
        }
    }

    /// Rows written as `name | phone | email | birthday`, and `| own-id` where there is one.
    fn table(lines: &[&str]) -> Frame {
        let mut rows = Frame::new(TableKind::Contacts);
        for (at, line) in lines.iter().enumerate() {
            rows.push_row(SheetId(0), at as u32);
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            rows.set_text(Field::Name, parts[0]);
            if !parts[1].is_empty() {
                let phone = Phone {
                    number: parts[1].parse().unwrap_or_default(),
                    extension: 0,
                    kind: PhoneKind::Mobile,
                    text: TextRef::NONE,
                };
                rows.add_phone(Field::Phone, phone, parts[1]);
            }
            if !parts[2].is_empty() {
                rows.add_email(Field::Email, parts[2]);
            }
            if let Ok(date) = parts[3].parse() {
                rows.set_date(Field::Birthday, PartialDate::from_civil(date));
            }
            if let Some(id) = parts.get(4) {
                rows.set_text(Field::OwnId, id);
            }
        }
        rows
    }

    #[track_caller]
    fn groups(lines: &[&str], expected: &[&[u32]]) {
        let mut found = dedupe(&table(lines), &plan()).members;
        for members in &mut found {
            members.sort_unstable();
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn one_person_in_two_rows_is_one_contact() {
        groups(
            &["Sara Ahmed|49151||", "Omar||a@b.org|", "S. Ahmed|49151||"],
            &[&[0, 2], &[1]],
        );
        groups(&["Sara Ahmed||a@b.org|", "سارا احمد||a@b.org|"], &[&[0, 1]]);
        groups(
            &["Sara Ahmed|||1980-05-01", "Ahmed Sara|||1980-05-01"],
            &[&[0, 1]],
        );
    }

    #[test]
    fn a_phone_without_a_country_is_known_by_its_digits() {
        groups(
            &[
                "Sara Ahmed|212-555-0199||",
                "Sara Ahmed|(212) 5550199||",
                "Sara Ahmed|000-0000||",
                "Sara Ahmed|000 0000||",
            ],
            &[&[0, 1], &[2], &[3]],
        );
    }

    #[test]
    fn a_stranger_under_the_same_number_keeps_nobody_out() {
        groups(
            &[
                "Sara Ahmed||a@b.org||17",
                "Omar Ali||||17",
                "Sara Ahmed||a@b.org|",
                "Lena Vogt||a@b.org|",
            ],
            &[&[0, 1, 2], &[3]],
        );
        groups(
            &[
                "Sara Ahmed||a@b.org||17",
                "Omar Ali|||1980-05-01|17",
                "Sara Ahmed||a@b.org|1990-01-01",
            ],
            &[&[0, 1], &[2]],
        );
    }

    #[test]
    fn relatives_who_share_a_phone_stay_apart() {
        groups(
            &["Anna Ivanova|7495||", "Pyotr Ivanov|7495||"],
            &[&[0], &[1]],
        );
        groups(
            &[
                "Ali Hassan|20100||1950-01-01",
                "Ali Hassan|20100||1980-01-01",
            ],
            &[&[0], &[1]],
        );
    }

    #[test]
    fn a_name_without_surname_never_chains_two_people() {
        let found = dedupe(
            &table(&["Sara|49||", "Sara Ahmed|49||", "Sara Hassan|49||"]),
            &plan(),
        );
        assert_eq!(found.members.len(), 2);
    }

    #[test]
    fn a_switchboard_is_no_evidence() {
        let lines: Vec<String> = (0..30)
            .map(|n| format!("Person{} Number{n}|4930||", n * 7919))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(dedupe(&table(&lines), &plan()).members.len(), 30);
    }

    #[test]
    fn equal_rows_meet_however_many_they_are() {
        let lines = vec!["Sara Ahmed|49151|a@b.org|1980-05-01"; 5_000];
        let found = dedupe(&table(&lines), &plan());
        assert_eq!(found.members.len(), 1);
        assert_eq!(found.links.len(), 4_999);
    }

    #[test]
    fn namesakes_on_a_switchboard_meet_by_birthday() {
        let lines: Vec<String> = (0..60)
            .map(|n| format!("Ali Hassan|4930||19{}-01-01", 50 + n / 20 * 7))
            .collect();
        // Sorted by row, forty rows of other birthdays stand between the first row and the last.
        let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        lines.push("Ali Hassan|4930||1950-01-01");
        let found = dedupe(&table(&lines), &plan()).members;
        let sizes: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(sizes, [21, 20, 20]);
    }

    #[test]
    fn the_fuller_row_survives_and_lacks_are_filled_from_the_other() {
        let rows = table(&["Sara Ahmed|49151||", "Sara|49151|a@b.org|1980-05-01"]);
        let found = dedupe(&rows, &plan());
        assert_eq!(found.members, [[1, 0]]);
        assert_eq!(found.chosen.get(&(0, Field::Name.into())), Some(&0));
        assert_eq!(found.links[0].reason, "phone");
        assert_eq!(found.links[0].value, "+49151");
    }
}
