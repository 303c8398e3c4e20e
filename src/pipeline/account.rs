//! The row account: for every table, rows read = kept + merged + held + blank.
//!
//! The two sides are counted apart: rows read are counted where tables leave the map stage, fates where they are given. What
//! does not balance is a fault of the program, and nothing is written.

use super::{RowFate, TableAccount};
use crate::error::{ErrorKind, Result};
use crate::model::{Fate, TableKind};
use crate::stage::map::Mapped;

/// Rows below recognised headers, by table in the order of [`TableKind::ALL`].
pub(super) fn rows_read(mapped: &Mapped) -> [u64; 7] {
    let mut read = [0; 7];
    for table in &mapped.tables {
        let stored = table.grid.len() - table.header_row - 1;
        read[table.table as usize] += (stored + table.gaps().count()) as u64;
    }
    read
}

/// The account of every table that has rows.
pub(super) fn balance(read: [u64; 7], fates: &[RowFate]) -> Result<Vec<TableAccount>> {
    let mut counts = [[0_u64; 4]; 7];
    for row in fates {
        counts[row.table as usize][row.fate as usize] += 1;
    }
    let mut accounts = Vec::new();
    for table in TableKind::ALL {
        let of = |fate: Fate| counts[table as usize][fate as usize];
        let account = TableAccount {
            table,
            read: read[table as usize],
            kept: of(Fate::Kept),
            merged: of(Fate::Merged),
            held: of(Fate::Held),
            blank: of(Fate::Blank),
        };
        let accounted = account.kept + account.merged + account.held + account.blank;
        if accounted != account.read {
            return Err(ErrorKind::RowsLost {
                table: table.code(),
                read: account.read,
                accounted,
            }
            .into());
        }
        if account.read > 0 {
            accounts.push(account);
        }
    }
    Ok(accounts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SheetId;

    #[test]
    fn a_lost_row_is_an_error() {
        let row = |fate| RowFate {
            sheet: SheetId(0),
            row: 1,
            table: TableKind::Costs,
            fate,
            contact: None,
            cluster: None,
        };
        let mut read = [0; 7];
        read[TableKind::Costs as usize] = 2;
        let accounts = balance(read, &[row(Fate::Kept), row(Fate::Blank)]).unwrap();
        assert_eq!(
            (accounts[0].read, accounts[0].kept, accounts[0].blank),
            (2, 1, 1)
        );
        let error = balance(read, &[row(Fate::Kept)]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "costs: 2 rows were read, but 1 are accounted for; nothing was written"
        );
    }
}
