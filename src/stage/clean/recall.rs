//! Cells that say what another cell of their column has said: they get its value and are not read again. Cities, groups, owners
//! and days are most of a sheet.

use crate::model::{FieldType, Frame, Stored, text_hash};

use super::prepare::ColumnPlan;

/// Texts remembered of one column.
const SLOTS: usize = 256;
/// Longer texts seldom stand twice.
const LONGEST: usize = 64;
/// After so many cells a column of which less than a quarter were known is read cell by cell.
const TRIAL: u32 = 1024;

/// What was made of the texts of a table's columns; for the rows of one frame.
#[derive(Debug)]
pub(super) struct Recall<'g> {
    columns: Vec<Column<'g>>,
}

#[derive(Debug, Default)]
struct Column<'g> {
    known: Vec<Option<(&'g str, Stored)>>,
    asked: u32,
    found: u32,
}

/// A text that was not known; how it can be remembered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unknown<'g> {
    text: &'g str,
    slot: usize,
}

impl<'g> Recall<'g> {
    /// Nothing is known yet; for so many columns.
    pub(super) fn new(columns: usize) -> Recall<'g> {
        Recall {
            columns: std::iter::repeat_with(Column::default)
                .take(columns)
                .collect(),
        }
    }

    /// Gives the frame's last row the value of a text that was read before. Else says how to remember it, if it is worth it.
    pub(super) fn give(
        &mut self,
        plan: &ColumnPlan,
        text: &'g str,
        frame: &mut Frame,
    ) -> Result<(), Option<Unknown<'g>>> {
        let column = self.columns.get_mut(plan.at).ok_or(None)?;
        if text.len() > LONGEST || !reads_alike(plan) || column.is_hopeless() {
            return Err(None);
        }
        column.asked += 1;
        let unknown = Unknown {
            text,
            slot: text_hash(text) as usize % SLOTS,
        };
        match column.known.get(unknown.slot) {
            Some(Some((known, stored))) if std::ptr::eq(*known, text) || *known == text => {
                column.found += 1;
                frame.store(plan.field, *stored);
                Ok(())
            }
            _ => Err(Some(unknown)),
        }
    }

    /// Remembers what the frame's last row has got of a text; call it only where the text gave no problem.
    pub(super) fn remember(&mut self, plan: &ColumnPlan, unknown: Unknown<'g>, frame: &Frame) {
        let Some((column, stored)) = self.columns.get_mut(plan.at).zip(frame.stored(plan.field))
        else {
            return;
        };
        if column.known.is_empty() {
            column.known = vec![None; SLOTS];
        }
        if let Some(slot) = column.known.get_mut(unknown.slot) {
            *slot = Some((unknown.text, stored));
        }
    }
}

impl Column<'_> {
    fn is_hopeless(&self) -> bool {
        self.asked >= TRIAL && self.found < self.asked / 4
    }
}

/// Whether equal texts of a column have equal values: no other column, label or country has a say.
fn reads_alike(plan: &ColumnPlan) -> bool {
    !plan.joins
        && plan.label.is_none()
        && !matches!(
            plan.kind,
            FieldType::Phones | FieldType::Emails | FieldType::Money
        )
}
