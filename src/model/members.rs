//! The rows of each contact.

use std::ops::Index;

/// The rows of each contact, the survivor first, in two arrays (compressed sparse rows).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Members {
    /// Where the rows of each contact end.
    ends: Vec<u32>,
    rows: Vec<u32>,
}

impl Members {
    /// Room for so many rows, of nearly as many contacts.
    pub fn with_capacity(rows: usize) -> Members {
        Members {
            ends: Vec::with_capacity(rows),
            rows: Vec::with_capacity(rows),
        }
    }

    /// Each row is a contact of its own.
    pub fn alone(rows: usize) -> Members {
        (0..rows as u32).map(|row| [row]).collect()
    }

    /// Adds a contact.
    pub fn push(&mut self, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
        self.ends.push(self.rows.len() as u32);
    }

    /// The number of contacts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rows of each contact.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        (0..self.len()).map(|contact| &self[contact])
    }

    /// The rows of a contact, to be put in another order.
    pub fn of_mut(&mut self, contact: usize) -> &mut [u32] {
        let (start, end) = self.range(contact);
        &mut self.rows[start..end]
    }

    /// The contact of each row; every row stands in one list.
    pub fn contact_of(&self) -> Vec<u32> {
        let mut contact_of = vec![0; self.rows.len()];
        for (rows, contact) in self.iter().zip(0..) {
            for row in rows {
                contact_of[*row as usize] = contact;
            }
        }
        contact_of
    }

    fn range(&self, contact: usize) -> (usize, usize) {
        let start = contact.checked_sub(1).map_or(0, |before| self.ends[before]);
        (start as usize, self.ends[contact] as usize)
    }
}

impl Index<usize> for Members {
    type Output = [u32];

    fn index(&self, contact: usize) -> &[u32] {
        let (start, end) = self.range(contact);
        &self.rows[start..end]
    }
}

impl<R: AsRef<[u32]>> FromIterator<R> for Members {
    fn from_iter<I: IntoIterator<Item = R>>(contacts: I) -> Members {
        let mut members = Members::default();
        for rows in contacts {
            members.push(rows.as_ref());
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_contact() {
        let mut members: Members = [&[4, 0][..], &[1], &[3, 2]].into_iter().collect();
        assert_eq!(members.len(), 3);
        assert_eq!((&members[0], &members[1]), (&[4, 0][..], &[1][..]));
        members.of_mut(2).sort_unstable();
        assert_eq!(members.iter().last(), Some(&[2, 3][..]));
        assert_eq!(members.contact_of(), [0, 1, 2, 2, 0]);
        assert!(Members::default().is_empty());
    }
}
