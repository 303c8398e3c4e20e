//! The rows of the tables other than contacts, joined to contacts.

use std::sync::OnceLock;

use super::{Frame, Sales, TableKind};

/// Rows of a table other than contacts, each with the contact that it belongs to.
#[derive(Debug, Clone)]
pub struct Related {
    /// The rows that are kept; rows merged as copies are not in here.
    pub frame: Frame,
    /// For each row the index of its contact; `None` for a row that fits nobody, or several.
    pub contact: Vec<Option<u32>>,
    /// For referrals the contact who was brought; empty for the other tables.
    pub second: Vec<Option<u32>>,
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl Related {
    /// Joins: `contact` has one entry a row of `frame`; `contacts` is the number of contacts.
    pub fn new(
        frame: Frame,
        contact: Vec<Option<u32>>,
        second: Vec<Option<u32>>,
        contacts: usize,
    ) -> Related {
        let mut starts = vec![0_u32; contacts + 1];
        for index in contact.iter().flatten() {
            starts[*index as usize + 1] += 1;
        }
        for at in 0..contacts {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut order = vec![0_u32; starts[contacts] as usize];
        for (row, index) in contact.iter().enumerate() {
            if let Some(index) = index {
                let slot = &mut next[*index as usize];
                order[*slot as usize] = row as u32;
                *slot += 1;
            }
        }
        Related {
            frame,
            contact,
            second,
            starts,
            order,
        }
    }

    /// The rows of a contact, in the order of the frame.
    pub fn of(
        &self,
        contact: usize,
    ) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        let start = self.starts[contact] as usize;
        let end = self.starts[contact + 1] as usize;
        self.order[start..end].iter().map(|row| *row as usize)
    }
}

/// The tables other than contacts; `None` where the book has no such table.
#[derive(Debug, Default)]
pub struct Tables {
    /// Relatives.
    pub family: Option<Related>,
    /// Sales.
    pub purchases: Option<Related>,
    /// Calls, meetings, messages.
    pub interactions: Option<Related>,
    /// Referrals: `contact` is the referrer, `second` the referred.
    pub referrals: Option<Related>,
    /// Costs (without contacts).
    pub costs: Option<Related>,
    /// Appointments, seasons, campaigns.
    pub calendar: Option<Related>,
    /// What conditions on purchases need, made when the first of them asks.
    pub sales: OnceLock<Sales>,
}

impl Tables {
    /// A table, if the book has it. Contacts are none of these.
    pub fn get(&self, table: TableKind) -> Option<&Related> {
        match table {
            TableKind::Contacts => None,
            TableKind::Family => self.family.as_ref(),
            TableKind::Purchases => self.purchases.as_ref(),
            TableKind::Interactions => self.interactions.as_ref(),
            TableKind::Referrals => self.referrals.as_ref(),
            TableKind::Costs => self.costs.as_ref(),
            TableKind::Calendar => self.calendar.as_ref(),
        }
    }

    /// Puts a table in its place. Contacts have none here and are ignored.
    pub fn put(&mut self, table: TableKind, related: Related) {
        let slot = match table {
            TableKind::Contacts => return,
            TableKind::Family => &mut self.family,
            TableKind::Purchases => &mut self.purchases,
            TableKind::Interactions => &mut self.interactions,
            TableKind::Referrals => &mut self.referrals,
            TableKind::Costs => &mut self.costs,
            TableKind::Calendar => &mut self.calendar,
        };
        *slot = Some(related);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SheetId;

    #[test]
    fn rows_are_found_by_contact() {
        let mut frame = Frame::new(TableKind::Purchases);
        for row in 0..4 {
            frame.push_row(SheetId(0), row);
        }
        let related = Related::new(frame, vec![Some(1), None, Some(0), Some(1)], vec![], 3);
        assert_eq!(related.of(1).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(related.of(0).collect::<Vec<_>>(), [2]);
        assert_eq!(related.of(2).count(), 0);
    }
}
