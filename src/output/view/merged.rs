//! Merged rows: what was kept of each, what was not, and which of them their owner may delete.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Keep;
use crate::model::{ContactId, Field, FieldId, FieldType, Phone, Place, unites};
use crate::pipeline::Merge;
use crate::stage::dedupe::{Answer, answers};
use crate::stage::marks::question;
use crate::text::{fold, name::name_key};

use super::View;
use super::compare::{SHOWN, row_place, row_value};
use super::pairs::as_share;

/// The most lines of the list; those beyond are counted.
pub(in crate::output) const MOST_MERGED: usize = 2_000;

/// A merged row.
pub(in crate::output) struct MergedRow<'a> {
    /// With what and why.
    pub(in crate::output) merge: &'a Merge,
    /// The question whether both rows are one person.
    pub(in crate::output) key: String,
    /// Values that are not those of the contact.
    pub(in crate::output) differences: Vec<Difference>,
    /// Whether its owner may delete it.
    pub(in crate::output) deletion: Deletion,
}

/// A value that the contact does not show.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::output) struct Difference {
    /// The field.
    pub(in crate::output) field: FieldId,
    /// What the contact shows.
    pub(in crate::output) kept: String,
    /// What it does not show.
    pub(in crate::output) other: String,
    /// Where that stands.
    pub(in crate::output) place: Place,
}

/// Whether a merged row may be deleted from the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::output) enum Deletion {
    /// All that it holds stands in the contact without it, even if all rows like it are deleted.
    Safe,
    /// Other rows were merged through it, or answers rest on it.
    Holding,
    /// It alone holds these fields.
    Holds(Vec<FieldId>),
}

/// The merged rows, the least certain first, and how many are not listed.
pub(in crate::output) fn merged_rows<'a>(view: &View<'a>) -> (Vec<MergedRow<'a>>, usize) {
    let merges = &view.outcome.merges;
    let mut listed: Vec<&Merge> = merges.iter().collect();
    let certainty = |merge: &Merge| (as_share(merge.probability) * 1000.0).round() as u32;
    listed.sort_by_key(|merge| (certainty(merge), merge.contact, merge.row));
    listed.truncate(MOST_MERGED);
    let contacts: BTreeSet<u32> = listed.iter().map(|merge| merge.contact).collect();
    let apart = apart(view);
    let mut deletions: BTreeMap<u32, Deletion> = BTreeMap::new();
    for contact in contacts {
        let from = merges.partition_point(|merge| merge.contact < contact);
        let rest = merges.get(from..).unwrap_or_default();
        let of_contact: Vec<&Merge> = rest
            .iter()
            .take_while(|merge| merge.contact == contact)
            .collect();
        deletions.extend(self::deletions(
            view,
            (contact as usize, &of_contact),
            &apart,
        ));
    }
    let left_out = merges.len() - listed.len();
    let rows = listed.into_iter().map(|merge| MergedRow {
        merge,
        key: key(view, merge),
        differences: differences(view, merge),
        deletion: deletions.remove(&merge.row).unwrap_or(Deletion::Holding),
    });
    (rows.collect(), left_out)
}

/// The question about the two rows that are shown. Each row has an id of its own, so that the answer parts just these.
fn key(view: &View<'_>, merge: &Merge) -> String {
    let own = |row: u32| view.outcome.matches.row_ids.get(row as usize).copied();
    match (own(merge.survivor), own(merge.row)) {
        (Some(survivor), Some(row)) => question(survivor, row),
        _ => String::new(),
    }
}

/// Ids of rows of which a person said that they are not somebody.
fn apart(view: &View<'_>) -> BTreeSet<ContactId> {
    let answers = answers(&view.outcome.memory.decisions);
    let apart = answers.iter().filter(|(_, answer)| *answer != Answer::Same);
    apart.flat_map(|((a, b), _)| [*a, *b]).collect()
}

/// Rows of one contact that are looked at for deletion in one run.
const MOST_TRIED: usize = 200;

/// Which rows of a contact may be deleted, all of them together or any of them alone.
fn deletions(
    view: &View<'_>,
    (contact, merges): (usize, &[&Merge]),
    apart: &BTreeSet<ContactId>,
) -> BTreeMap<u32, Deletion> {
    let contacts = &view.outcome.contacts;
    let mut rest: Vec<u32> = contacts.members(contact).to_vec();
    let mut found = BTreeMap::new();
    let bridges: BTreeSet<u32> = merges.iter().map(|merge| merge.with).collect();
    // The survivor comes first; the emptiest rows, last, are tried first. Of a crowd of rows some are told at a time.
    for (tried, row) in contacts.members(contact).iter().skip(1).rev().enumerate() {
        if tried >= MOST_TRIED {
            found.insert(*row, Deletion::Holding);
            continue;
        }
        let own = view.outcome.matches.row_ids.get(*row as usize);
        let is_named = own.is_some_and(|id| apart.contains(id) && *id != contacts.id(contact));
        let others: Vec<u32> = rest.iter().copied().filter(|other| other != row).collect();
        let beside = Beside {
            view,
            contact,
            row: *row as usize,
            others: &others,
        };
        let holds = beside.holds();
        let deletion = if !holds.is_empty() {
            Deletion::Holds(holds)
        } else if is_named || bridges.contains(row) {
            Deletion::Holding
        } else {
            rest = others;
            Deletion::Safe
        };
        found.insert(*row, deletion);
    }
    found
}

/// A merged row beside the rows that would be left without it.
struct Beside<'a> {
    view: &'a View<'a>,
    contact: usize,
    row: usize,
    others: &'a [u32],
}

impl Beside<'_> {
    /// The fields of which something would be lost.
    fn holds(&self) -> Vec<FieldId> {
        let rows = self.view.outcome.contacts.rows();
        let lost = |field: &FieldId| {
            if rows.is_filled(*field, self.row) {
                return !self.stands(*field);
            }
            let typed = rows.typed(*field, self.row);
            typed.is_some_and(|typed| {
                let mut others = self.others();
                !others.any(|other| rows.typed(*field, other) == Some(typed))
            })
        };
        rows.fields().filter(lost).collect()
    }

    fn others(&self) -> impl Iterator<Item = usize> + '_ {
        self.others.iter().map(|row| *row as usize)
    }

    /// Whether the contact shows the same without the row.
    fn stands(&self, field: FieldId) -> bool {
        let rows = self.view.outcome.contacts.rows();
        match field.known().map(|known| (known, known.spec().kind)) {
            Some((_, FieldType::Phones)) => {
                let equal = |a: &Phone, b: &Phone| {
                    let text = || rows.phone_text(a) == rows.phone_text(b);
                    a.number == b.number && a.extension == b.extension && (a.number != 0 || text())
                };
                let all = rows.phones(field, self.row).iter();
                let mut held = all.map(|phone| {
                    let mut others = self.others().flat_map(|other| rows.phones(field, other));
                    others.any(|other| equal(phone, other))
                });
                held.all(|held| held)
            }
            Some((_, FieldType::Emails)) => rows.emails(field, self.row).all(|email| {
                let mut others = self.others().flat_map(|other| rows.emails(field, other));
                others.any(|other| other == email)
            }),
            Some((Field::DoNotContact, _)) => {
                let said = |all: &mut dyn Iterator<Item = usize>| {
                    let said = all.filter_map(|row| rows.yes_no(field, row));
                    said.reduce(|a, b| a || b)
                };
                let with = said(&mut self.others().chain([self.row]));
                said(&mut self.others()) == with
            }
            _ if unites(field) => {
                let parts = |row: usize| rows.text(field, row).unwrap_or_default().split("; ");
                parts(self.row).all(|part| {
                    let mut others = self.others().flat_map(parts);
                    part.is_empty() || others.any(|other| other == part)
                })
            }
            _ => self.shows(field),
        }
    }

    /// Of fields with one value: whether the value is that of the contact, which it takes from another row.
    fn shows(&self, field: FieldId) -> bool {
        let contacts = &self.view.outcome.contacts;
        let rows = contacts.rows();
        let own = rows.display(field, self.row).unwrap_or_default();
        let shown = contacts.display(field, self.contact).unwrap_or_default();
        if !is_same(field, &own, &shown) {
            return false;
        }
        let source = contacts.source_row(field, self.contact);
        let filled = || self.others().filter(|row| rows.is_filled(field, *row));
        let agrees = |row: usize| rows.display(field, row).unwrap_or_default() == shown;
        if source == self.row || !self.others().any(|row| row == source) {
            return filled().next().is_some() && filled().all(agrees);
        }
        // What most rows say may change with a row that says it.
        self.view.outcome.plan.matching.keep(field) != Keep::Frequent
            || filled().chain([self.row]).all(agrees)
    }
}

fn is_same(field: FieldId, a: &str, b: &str) -> bool {
    fold(a) == fold(b) || field == Field::Name.into() && name_key(a) == name_key(b)
}

/// Values of the merged row that the contact does not show; where it took a value from the merged row, that of the kept row.
/// What the sheet shows side by side is told only where the contact shows neither.
fn differences(view: &View<'_>, merge: &Merge) -> Vec<Difference> {
    let contacts = &view.outcome.contacts;
    let rows = contacts.rows();
    let (contact, row, survivor) = (
        merge.contact as usize,
        merge.row as usize,
        merge.survivor as usize,
    );
    let is_told = |field: &FieldId| {
        let kind = field.known().map(|known| known.spec().kind);
        !matches!(kind, Some(FieldType::Phones | FieldType::Emails))
            && !unites(*field)
            && *field != Field::Id.into()
    };
    let differs = |field: FieldId, row: usize| {
        let shown = contacts.display(field, contact).unwrap_or_default();
        let own = rows.display(field, row);
        own.is_some_and(|own| !is_same(field, &own, &shown))
    };
    let told = |field: FieldId| {
        let source = contacts.source_row(field, contact);
        let other = if differs(field, row) {
            row
        } else if source == row && differs(field, survivor) {
            survivor
        } else {
            return None;
        };
        let beside = SHOWN.into_iter().any(|known| field == known.into());
        if beside && [row, survivor].contains(&source) {
            return None;
        }
        // "Do not contact" holds wherever it was said.
        let source = match contacts.yes_no(field, contact) {
            Some(flag) if field == Field::DoNotContact.into() => {
                let mut members = contacts.members(contact).iter().map(|row| *row as usize);
                members.find(|row| rows.yes_no(field, *row) == Some(flag))?
            }
            _ => source,
        };
        Some(Difference {
            field,
            kept: row_value(view, field, source),
            other: row_value(view, field, other),
            place: row_place(view, other, Some(field)),
        })
    };
    rows.fields().filter(is_told).filter_map(told).collect()
}
