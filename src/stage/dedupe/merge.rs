//! Field-wise merge: the fuller row survives; of each field the better value is taken, and none is lost.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{DedupeRequest, Deduped, Edge, Link, State};
use crate::calendar::to_civil;
use crate::config::{Keep, MatchingPlan};
use crate::model::{Field, FieldId, Frame, Members, SheetId};
use crate::text::fold;

/// Makes contacts of groups, in the order of their first rows; gives the contact of each row too.
pub(super) fn merge(request: &DedupeRequest<'_>, state: &State) -> (Deduped, Vec<u32>) {
    let rows = request.rows;
    let mut contact_of = vec![u32::MAX; rows.len()];
    let mut members = Members::with_capacity(rows.len());
    let mut merged: Vec<u32> = Vec::new();
    for row in 0..rows.len() as u32 {
        if contact_of[row as usize] == u32::MAX {
            let group = state.groups.of(row);
            for member in group {
                contact_of[*member as usize] = members.len() as u32;
            }
            if group.len() > 1 {
                merged.push(members.len() as u32);
            }
            members.push(group);
        }
    }
    fullest_first(rows, &mut members, &merged);
    let choice = Choice {
        rows,
        plan: request.plan,
        trust: request.trust,
    };
    let fields: Vec<FieldId> = rows.fields().collect();
    let chosen = merged.par_chunks(TASK).flat_map_iter(|contacts| {
        // Field by field: a column lies together.
        let of_fields = fields.iter().flat_map(|field| {
            let best = contacts.iter().map(|contact| {
                let group = &members[*contact as usize];
                (group[0], choice.best_row(*field, group), *contact)
            });
            let others = best.filter(|(first, row, _)| first != row);
            others.map(|(_, row, contact)| ((contact, *field), row))
        });
        let mut chosen: Vec<((u32, FieldId), u32)> = of_fields.collect();
        chosen.sort_unstable();
        chosen
    });
    let deduped = Deduped {
        chosen: chosen.collect(),
        links: links(rows, &state.edges, &contact_of, (&members, &merged)),
        members,
        ..Deduped::default()
    };
    (deduped, contact_of)
}

/// Merged contacts that one task looks at.
const TASK: usize = 512;

/// Puts the row with the most filled fields first.
fn fullest_first(rows: &Frame, members: &mut Members, merged: &[u32]) {
    let counted = merged.par_chunks(TASK).map(|contacts| {
        let groups = contacts
            .iter()
            .flat_map(|contact| &members[*contact as usize]);
        let mut counts: Vec<(u32, u32)> = groups.map(|row| (*row, 0)).collect();
        for field in rows.fields() {
            for (row, count) in &mut counts {
                *count += u32::from(rows.is_filled(field, *row as usize));
            }
        }
        counts
    });
    let counted: Vec<Vec<(u32, u32)>> = counted.collect();
    let mut counts = counted.into_iter().flatten();
    let mut group: Vec<(Reverse<u32>, u32)> = Vec::new();
    for contact in merged {
        let rows = members.of_mut(*contact as usize);
        group.clear();
        let counts = counts.by_ref().take(rows.len());
        group.extend(counts.map(|(row, count)| (Reverse(count), row)));
        group.sort_unstable();
        for (slot, (_, row)) in rows.iter_mut().zip(&group) {
            *slot = *row;
        }
    }
}

/// Filled fields of a row.
fn filled(rows: &Frame, row: u32) -> usize {
    let fields = rows.fields();
    fields
        .filter(|field| rows.is_filled(*field, row as usize))
        .count()
}

/// Whether two rows have the same in every field, and in at least three.
pub(super) fn are_equal(rows: &Frame, a: u32, b: u32) -> bool {
    const LEAST: usize = 3;
    let shown = |field: FieldId, row: u32| {
        rows.display(field, row as usize)
            .map(|text| fold(&text))
            .unwrap_or_default()
    };
    filled(rows, a) >= LEAST
        && rows
            .fields()
            .all(|field| shown(field, a) == shown(field, b))
}

/// One link for every row but the survivor. The links of a contact are a tree; walked from the survivor outwards, each names
/// the row that it brings in.
fn links(
    rows: &Frame,
    all: &[Edge],
    contact_of: &[u32],
    (members, merged): (&Members, &[u32]),
) -> Vec<Link> {
    // The links of each row: row, link, other row.
    let mut edges: Vec<(u32, u32, u32)> = (0..)
        .zip(all)
        .flat_map(|(at, edge)| [(edge.a, at, edge.b), (edge.b, at, edge.a)])
        .collect();
    edges.par_sort_unstable();
    let links = merged.par_iter().flat_map_iter(|contact| {
        let group = &members[*contact as usize];
        let mut links = Vec::new();
        // The links of a group are a tree: the only way back is the one by which a row was reached.
        let mut reached = vec![(group[0], u32::MAX)];
        while let Some((with, by)) = reached.pop() {
            let first = edges.partition_point(|(row, ..)| *row < with);
            let own = edges[first..].iter().take_while(|(row, ..)| *row == with);
            for (_, at, row) in own.filter(|(_, at, _)| *at != by) {
                let edge = &all[*at as usize];
                links.push(Link {
                    contact: contact_of[*row as usize],
                    row: *row,
                    with,
                    reason: edge.reason,
                    value: edge.reason.value(rows, with, *row),
                    probability: edge.probability,
                    signs: edge.signs,
                });
                reached.push((*row, *at));
            }
        }
        links.sort_by_key(|link| link.row);
        links
    });
    links.collect()
}

/// What a value is chosen by.
#[derive(Clone, Copy)]
struct Choice<'a> {
    rows: &'a Frame,
    plan: &'a MatchingPlan,
    trust: &'a (dyn Fn(SheetId) -> usize + Sync),
}

impl Choice<'_> {
    /// The row of a group whose value of a field is taken, by the rule of the field. Where the rule says nothing, the fullest
    /// row that has a value; `group` begins with the fullest.
    fn best_row(&self, field: FieldId, group: &[u32]) -> u32 {
        let is_filled = |row: &&u32| self.rows.is_filled(field, **row as usize);
        let mut filled = group.iter().filter(is_filled);
        let (Some(first), second) = (filled.next().copied(), filled.next()) else {
            return group.first().copied().unwrap_or_default();
        };
        let keep = self.plan.keep(field);
        if second.is_none() || keep == Keep::Fullest {
            return first;
        }
        let filled: Vec<u32> = group.iter().filter(is_filled).copied().collect();
        let by_row = matches!(keep, Keep::Recent | Keep::Trusted);
        let is_first = |row: &u32| self.rows.are_equal(field, first as usize, *row as usize);
        if !by_row && filled.iter().all(is_first) {
            return first;
        }
        // Of equals the first stands.
        let best = |key: &dyn Fn(u32) -> i64| {
            let best = filled.iter().rev().max_by_key(|row| key(**row));
            best.copied().unwrap_or(first)
        };
        match keep {
            Keep::Fullest => first,
            Keep::Longest => best(&|row| self.length(field, row)),
            Keep::Recent => best(&|row| self.touched(row)),
            Keep::Trusted => best(&|row| {
                let (sheet, _) = self.rows.origin(row as usize);
                -((self.trust)(sheet) as i64)
            }),
            Keep::Frequent => {
                let counts = self.frequencies(field, &filled);
                best(&|row| counts.get(&self.folded(field, row)).copied().unwrap_or(0))
            }
            Keep::Latest => best(&|row| self.day(field, row).unwrap_or(i64::MIN)),
            Keep::Earliest => best(&|row| -self.day(field, row).unwrap_or(i64::MAX)),
            Keep::Precise => best(&|row| self.precision(field, row)),
            Keep::Yes => {
                best(&|row| i64::from(self.rows.yes_no(field, row as usize) == Some(true)))
            }
        }
    }

    /// Words, then letters.
    fn length(&self, field: FieldId, row: u32) -> i64 {
        let shown = self.rows.display(field, row as usize);
        shown.map_or(0, |text| {
            (text.split_whitespace().count() * 10_000 + text.chars().count()) as i64
        })
    }

    /// The day on which a row was last looked at, as far as it says so.
    fn touched(&self, row: u32) -> i64 {
        let days = [Field::VerifiedOn, Field::LastContact, Field::AddedOn];
        let days = days
            .into_iter()
            .filter_map(|field| self.day(field.into(), row));
        days.max().unwrap_or(i64::MIN)
    }

    fn day(&self, field: FieldId, row: u32) -> Option<i64> {
        let day = to_civil(self.rows.date(field, row as usize)?)?;
        Some(i64::from(day.year()) * 372 + i64::from(day.month()) * 31 + i64::from(day.day()))
    }

    fn precision(&self, field: FieldId, row: u32) -> i64 {
        self.rows.date(field, row as usize).map_or(0, |date| {
            i64::from(date.year.is_some())
                + i64::from(date.month.is_some())
                + i64::from(date.day.is_some())
        })
    }

    fn folded(&self, field: FieldId, row: u32) -> String {
        let shown = self.rows.display(field, row as usize);
        shown.map(|text| fold(&text)).unwrap_or_default()
    }

    /// How many rows have each value.
    fn frequencies(&self, field: FieldId, group: &[u32]) -> BTreeMap<String, i64> {
        let mut counts = BTreeMap::new();
        for row in group {
            *counts.entry(self.folded(field, *row)).or_default() += 1;
        }
        counts
    }
}
