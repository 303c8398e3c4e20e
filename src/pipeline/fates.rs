//! What became of each row, once contacts are merged and the other tables joined.

use std::collections::BTreeMap;

use super::RowFate;
use crate::model::{Contacts, Fate, TableKind};
use crate::stage::clean::{CleanedRow, RowState};
use crate::stage::link::Joined;

/// One fate a row below a recognised header, in the order of sheets and rows.
pub(super) fn fates(rows: &[CleanedRow], contacts: &Contacts, joined: &BTreeMap<TableKind, Vec<Joined>>) -> Vec<RowFate> {
    let of_frame = |table: TableKind, row: u32| {
        if table == TableKind::Contacts {
            let contact = contacts.contact_of(row as usize);
            let survivor = contacts.members(contact)[0] == row;
            return (if survivor { Fate::Kept } else { Fate::Merged }, Some(contact as u32));
        }
        let found = joined.get(&table).and_then(|rows| rows.get(row as usize));
        let repeated = found.is_some_and(|row| row.repeated);
        (if repeated { Fate::Merged } else { Fate::Kept }, found.and_then(|row| row.contact))
    };
    rows.iter()
        .map(|row| {
            let (fate, contact) = match row.state {
                RowState::Clean(at) => of_frame(row.table, at),
                RowState::Copy(original) => (Fate::Merged, original.and_then(|at| of_frame(row.table, at).1)),
                RowState::Held => (Fate::Held, None),
                RowState::Blank => (Fate::Blank, None),
            };
            RowFate { sheet: row.sheet, row: row.row, table: row.table, fate, contact, cluster: contact }
        })
        .collect()
}
