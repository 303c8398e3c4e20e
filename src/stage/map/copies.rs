//! Finds tables that are copies of others: a file saved twice, a sheet pasted into another workbook, a conflict copy.
//!
//! A table is a copy when more than half of its rows, and at least three, repeat rows of another table of the same kind. Of two
//! that repeat each other the newer one is read. Tables without dates that are one list a month (costs, sales) may look alike
//! without being copies: there every row must repeat, and in another file.

use std::collections::BTreeMap;

use super::fingerprint::{NOTHING, rows};
use super::{CopyOf, Mapped, MappedTable};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Field, Place, Sheet, TableKind};

/// Fewer repeated rows than this say nothing.
const FEWEST: usize = 3;
/// In the joint list a fingerprint keeps its upper bits and gives the lower ones to the table's number.
const TABLE_BITS: u32 = 16;
/// A row that stands in more tables than this is compared with the first of them only.
const MOST_SHARERS: usize = 32;

/// A table with the fingerprints of its rows.
struct Member {
    /// Index in `Mapped::tables`.
    table: usize,
    rows: Vec<u64>,
    filled: usize,
    dated: bool,
}

/// Sets `copy_of` where a table is a copy, with a warning. `modified` is the age of each table's file.
pub(super) fn mark(mapped: &mut Mapped, modified: &[i64]) {
    for kind in TableKind::ALL {
        let mut group: Vec<usize> = (0..mapped.tables.len())
            .filter(|index| {
                let table = &mapped.tables[*index];
                table.table == kind && table.data_rows().len() >= FEWEST
            })
            .collect();
        if group.len() < 2 {
            continue;
        }
        group.sort_by_cached_key(|index| authority(mapped, modified, *index));
        group.truncate(1 << TABLE_BITS);
        let members: Vec<Member> = group
            .into_iter()
            .map(|index| member(&mapped.tables[index], index))
            .collect();
        for (copy, original) in decide(&members, &mapped_files(mapped, &members)) {
            mark_one(mapped, &members[copy], &members[original]);
        }
    }
}

/// Sorts the newest first; equal ones by name: no conflict copy, the shorter path, the path, the place in the workbook.
fn authority(mapped: &Mapped, modified: &[i64], index: usize) -> (i64, bool, usize, String, usize) {
    let sheet = mapped.places.sheet(mapped.tables[index].sheet);
    let age = modified.get(index).map_or(0, |seconds| -seconds);
    let conflict = is_conflict_copy(sheet);
    (age, conflict, sheet.file.len(), sheet.file.clone(), index)
}

/// Names that synchronising programs and people give to copies.
fn is_conflict_copy(sheet: &Sheet) -> bool {
    const SIGNS: [&str; 14] = [
        "sync-conflict",
        "conflicted copy",
        ".conflict",
        "_conflict",
        "time_reason",
        " copy",
        "copy of",
        "-copy",
        "копия",
        "конфликт",
        "نسخة",
        "کپی",
        "(1)",
        "(2)",
    ];
    let names = [sheet.file.to_lowercase(), sheet.name.to_lowercase()];
    names
        .iter()
        .any(|name| SIGNS.iter().any(|sign| name.contains(sign)))
}

fn member(table: &MappedTable, index: usize) -> Member {
    let rows = rows(table);
    let dated = match table.table {
        TableKind::Contacts | TableKind::Family | TableKind::Referrals => true,
        _ => table
            .columns
            .iter()
            .any(|column| column.field == Field::Date.into()),
    };
    Member {
        table: index,
        filled: rows.iter().filter(|row| **row != NOTHING).count(),
        rows,
        dated,
    }
}

fn mapped_files<'a>(mapped: &'a Mapped, members: &[Member]) -> Vec<&'a str> {
    members
        .iter()
        .map(|member| {
            let sheet = mapped.tables[member.table].sheet;
            mapped.places.sheet(sheet).file.as_str()
        })
        .collect()
}

/// How many rows of the first member stand in the second as well, for all pairs that share any.
fn shared(members: &[Member]) -> BTreeMap<(usize, usize), usize> {
    let total = members.iter().map(|member| member.filled).sum();
    let mut all: Vec<u64> = Vec::with_capacity(total);
    for (number, member) in members.iter().enumerate() {
        let filled = member.rows.iter().filter(|row| **row != NOTHING);
        all.extend(filled.map(|row| (row >> TABLE_BITS << TABLE_BITS) | number as u64));
    }
    all.sort_unstable();
    let mut counts = BTreeMap::new();
    let mut sharers: Vec<(usize, usize)> = Vec::new();
    for group in all.chunk_by(|a, b| a >> TABLE_BITS == b >> TABLE_BITS) {
        sharers.clear();
        for entry in group {
            let number = (entry & ((1 << TABLE_BITS) - 1)) as usize;
            match sharers.last_mut() {
                Some((last, rows)) if *last == number => *rows += 1,
                _ => sharers.push((number, 1)),
            }
        }
        for (at, (first, rows)) in sharers.iter().enumerate() {
            for (other, other_rows) in sharers.iter().take(MOST_SHARERS.min(at)) {
                *counts.entry((*first, *other)).or_default() += rows;
                *counts.entry((*other, *first)).or_default() += other_rows;
            }
        }
    }
    counts
}

/// Pairs of copy and original. `members` are in order of authority; an original is never a copy itself.
fn decide(members: &[Member], files: &[&str]) -> Vec<(usize, usize)> {
    let counts = shared(members);
    let repeats = |copy: usize, original: usize| {
        let rows = counts.get(&(copy, original)).copied().unwrap_or(0);
        let filled = members[copy].filled;
        let enough = if members[copy].dated && members[original].dated {
            rows * 2 > filled
        } else {
            rows == filled && files[copy] != files[original]
        };
        rows >= FEWEST && enough
    };
    // Of two that repeat each other the one of less authority is the copy; otherwise the one that is part of the other.
    let mut originals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (copy, original) in counts.keys() {
        if repeats(*copy, *original) && (!repeats(*original, *copy) || original < copy) {
            originals.entry(*copy).or_default().push(*original);
        }
    }
    let mut open: Vec<usize> = (0..members.len()).collect();
    let mut read = vec![false; members.len()];
    let mut copies = Vec::new();
    while !open.is_empty() {
        let mut waiting = Vec::new();
        let before = open.len();
        for index in open.iter().copied() {
            let of = originals.get(&index).map_or(&[][..], Vec::as_slice);
            let best = of
                .iter()
                .filter(|original| read[**original])
                .max_by_key(|original| {
                    (
                        counts.get(&(index, **original)),
                        std::cmp::Reverse(**original),
                    )
                });
            if let Some(original) = best {
                copies.push((index, *original));
            } else if of.iter().any(|original| open.contains(original)) {
                waiting.push(index);
            } else {
                read[index] = true;
            }
        }
        if waiting.len() == before
            && let Some(first) = waiting.first().copied()
        {
            read[first] = true;
            waiting.remove(0);
        }
        open = waiting;
    }
    copies
}

fn mark_one(mapped: &mut Mapped, copy: &Member, original: &Member) {
    let first = mapped.tables[original.table].data_rows().start;
    let mut known: Vec<(u64, u32)> = original
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| **row != NOTHING)
        .map(|(at, row)| (*row, (first + at) as u32))
        .collect();
    known.sort_unstable();
    let rows: Vec<Option<u32>> = copy
        .rows
        .iter()
        .map(|row| {
            let at = known.partition_point(|(other, _)| other < row);
            let (other, stored) = known.get(at)?;
            (*row != NOTHING && other == row).then_some(*stored)
        })
        .collect();
    let repeated = rows.iter().flatten().count();
    let place = Place::Sheet(mapped.tables[copy.table].sheet);
    let other = mapped
        .places
        .show(&Place::Sheet(mapped.tables[original.table].sheet));
    mapped.diagnostics.push(
        Diagnostic::new("sheet-is-copy", Severity::Warning, place)
            .value(
                mapped
                    .places
                    .show(&Place::Sheet(mapped.tables[copy.table].sheet)),
            )
            .arg("other", other)
            .arg("rows", repeated)
            .arg("only", copy.filled - repeated),
    );
    mapped.tables[copy.table].copy_of = Some(CopyOf {
        table: original.table,
        rows,
    });
}
