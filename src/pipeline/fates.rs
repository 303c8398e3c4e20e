//! What became of each row, once contacts are merged and the other tables joined.

use std::collections::BTreeMap;

use rayon::slice::ParallelSliceMut;

use super::RowFate;
use crate::model::{Contacts, Fate, TableKind};
use crate::stage::clean::RowAccount;
use crate::stage::link::Joined;

/// One fate a row below a recognised header, in the order of sheets and rows.
pub(super) fn fates(
    rows: &[RowAccount],
    (contacts, cluster): (&Contacts, &[u32]),
    joined: &BTreeMap<TableKind, Vec<Joined>>,
) -> Vec<RowFate> {
    let of_frame = |table: TableKind, row: u32| {
        if table == TableKind::Contacts {
            let contact = contacts.contact_of(row as usize);
            let survivor = contacts.members(contact)[0] == row;
            return (
                if survivor { Fate::Kept } else { Fate::Merged },
                Some(contact as u32),
            );
        }
        let found = joined.get(&table).and_then(|rows| rows.get(row as usize));
        let repeated = found.is_some_and(|row| row.repeated);
        (
            if repeated { Fate::Merged } else { Fate::Kept },
            found.and_then(|row| row.contact),
        )
    };
    let fate = |row: &RowAccount| match row.frame_row {
        Some(at) if row.fate == Fate::Kept => of_frame(row.table, at),
        _ => (row.fate, None),
    };
    let mut fates: Vec<RowFate> = rows
        .iter()
        .map(|row| {
            let (fate, contact) = match row.repeats.and_then(|at| rows.get(at as usize)) {
                Some(original) => (row.fate, fate(original).1),
                None => fate(row),
            };
            RowFate {
                sheet: row.sheet,
                row: row.row,
                table: row.table,
                fate,
                contact,
                cluster: contact.map(|contact| {
                    let known = cluster.get(contact as usize);
                    known.copied().unwrap_or(contact)
                }),
            }
        })
        .collect();
    fates.par_sort_unstable_by_key(|row| (row.sheet, row.row));
    fates
}
