//! Which row of which table a problem is about, and whose it is.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::model::{Contacts, Frame, Place, SheetId, TableKind, Tables};

/// A row that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its table.
    pub table: TableKind,
    /// Its row in the frame of the table.
    pub row: u32,
    /// The contact that it belongs to.
    pub contact: Option<u32>,
}

/// The kept rows that problems are about, by sheet and row. Rows that were held back or merged as copies stand in no frame.
#[derive(Debug, Default)]
pub struct About {
    rows: BTreeMap<(SheetId, u32), Option<Standing>>,
}

impl About {
    /// Looks up the rows of all these problems, in one pass over the tables.
    pub fn new<'d>(
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        contacts: &Contacts,
        tables: &Tables,
    ) -> About {
        let mut about = About::default();
        for diagnostic in diagnostics {
            if let Place::Row(sheet, row) | Place::Cell(sheet, row, _) = diagnostic.place {
                about.rows.insert((sheet, row), None);
            }
        }
        if about.rows.is_empty() {
            return about;
        }
        about.take(contacts.rows(), |row| {
            Some(contacts.contact_of(row as usize) as u32)
        });
        let others = [
            &tables.family,
            &tables.purchases,
            &tables.interactions,
            &tables.referrals,
            &tables.costs,
            &tables.calendar,
        ];
        for related in others.into_iter().flatten() {
            about.take(&related.frame, |row| {
                related.contact.get(row as usize).copied().flatten()
            });
        }
        about
    }

    fn take(&mut self, frame: &Frame, contact: impl Fn(u32) -> Option<u32>) {
        for row in 0..frame.len() {
            if let Some(slot) = self.rows.get_mut(&frame.origin(row)) {
                let row = row as u32;
                *slot = Some(Standing {
                    table: frame.kind(),
                    row,
                    contact: contact(row),
                });
            }
        }
    }

    /// The row of a place.
    pub fn of(&self, place: &Place) -> Option<Standing> {
        match place {
            Place::Row(sheet, row) | Place::Cell(sheet, row, _) => {
                *self.rows.get(&(*sheet, *row))?
            }
            _ => None,
        }
    }
}
