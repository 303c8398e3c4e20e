//! Field-wise merge: the fuller row survives; of each field the better value is taken, and none is lost.

use std::collections::BTreeMap;

use super::{Deduped, Link, Rows, State, keys};
use crate::calendar::to_civil;
use crate::model::{Field, FieldId, FieldType};

/// Makes contacts of groups, in the order of their first rows.
pub(super) fn merge(all: &Rows<'_>, state: &State) -> Deduped {
    let mut contact_of = vec![u32::MAX; all.rows.len()];
    let mut members: Vec<Vec<u32>> = Vec::new();
    for row in 0..all.rows.len() as u32 {
        if contact_of[row as usize] != u32::MAX {
            continue;
        }
        let mut group = state.clusters.of(row).to_vec();
        group.sort_by_key(|row| (std::cmp::Reverse(all.prepared[*row as usize].filled), *row));
        for member in &group {
            contact_of[*member as usize] = members.len() as u32;
        }
        members.push(group);
    }
    let fields: Vec<FieldId> = all.rows.fields().collect();
    let mut chosen = BTreeMap::new();
    for (contact, rows) in members
        .iter()
        .enumerate()
        .filter(|(_, rows)| rows.len() > 1)
    {
        for field in &fields {
            let best = best_row(all, *field, rows);
            if best != rows[0] {
                chosen.insert((contact as u32, *field), best);
            }
        }
    }
    let links = links(all, state, &contact_of, &members);
    Deduped {
        members,
        chosen,
        links,
    }
}

/// One link for every row but the survivor. The links of a contact are a tree; walked from the survivor outwards, each names
/// the row that it brings in.
fn links(all: &Rows<'_>, state: &State, contact_of: &[u32], members: &[Vec<u32>]) -> Vec<Link> {
    let mut edges: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
    for (at, (key, other)) in state.links.iter().enumerate() {
        edges.entry(key.row).or_default().push((at, *other));
        edges.entry(*other).or_default().push((at, key.row));
    }
    let mut used = vec![false; state.links.len()];
    let mut links = Vec::with_capacity(state.links.len());
    for rows in members.iter().filter(|rows| rows.len() > 1) {
        let mut reached = vec![rows[0]];
        while let Some(with) = reached.pop() {
            for (at, row) in edges.get(&with).into_iter().flatten() {
                if std::mem::replace(&mut used[*at], true) {
                    continue;
                }
                let key = state.links[*at].0;
                let contact = contact_of[*row as usize];
                let value = keys::value(all.rows, key);
                links.push(Link {
                    contact,
                    row: *row,
                    with,
                    reason: key.kind.code(),
                    value,
                });
                reached.push(*row);
            }
        }
    }
    links.sort_by_key(|link| (link.contact, link.row));
    links
}

/// The row whose value of a field is taken: the longest name, the latest *last contact* and *verified on*, the earliest *added on*, a
/// whole date before a partial one, a "yes"; else the first row, in order of fullness, that has a value.
fn best_row(all: &Rows<'_>, field: FieldId, rows: &[u32]) -> u32 {
    let first = rows[0];
    let date = |row: &u32| all.rows.date(field, *row as usize);
    let Some(known) = field.known() else {
        return first_filled(all, field, rows);
    };
    match known {
        Field::Name => {
            let longest = rows.iter().rev().max_by_key(|row| {
                all.rows
                    .text(field, **row as usize)
                    .map_or(0, |name| name.split(' ').count())
            });
            longest.copied().unwrap_or(first)
        }
        Field::LastContact | Field::VerifiedOn => rows
            .iter()
            .rev()
            .max_by_key(|row| date(row).and_then(to_civil))
            .copied()
            .unwrap_or(first),
        Field::AddedOn => {
            let known = rows
                .iter()
                .filter(|row| date(row).and_then(to_civil).is_some());
            known
                .min_by_key(|row| date(row).and_then(to_civil))
                .copied()
                .unwrap_or(first)
        }
        _ => match known.spec().kind {
            FieldType::Date => {
                let precision = |row: &&u32| {
                    date(row).map(|date| {
                        u8::from(date.year.is_some())
                            + u8::from(date.month.is_some())
                            + u8::from(date.day.is_some())
                    })
                };
                rows.iter()
                    .rev()
                    .max_by_key(precision)
                    .copied()
                    .unwrap_or(first)
            }
            FieldType::YesNo => {
                let yes = rows
                    .iter()
                    .find(|row| all.rows.yes_no(field, **row as usize) == Some(true));
                yes.copied()
                    .unwrap_or_else(|| first_filled(all, field, rows))
            }
            _ => first_filled(all, field, rows),
        },
    }
}

fn first_filled(all: &Rows<'_>, field: FieldId, rows: &[u32]) -> u32 {
    let filled = rows
        .iter()
        .find(|row| all.rows.display(field, **row as usize).is_some());
    filled.or(rows.first()).copied().unwrap_or_default()
}
