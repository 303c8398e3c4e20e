//! A list for each row of a table.

/// A list for each row, in two arrays (compressed sparse rows).
#[derive(Debug, Clone)]
pub struct ManyPerRow<T> {
    starts: Vec<u32>,
    pub(super) items: Vec<T>,
}

impl<T> Default for ManyPerRow<T> {
    fn default() -> Self {
        ManyPerRow {
            starts: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T> ManyPerRow<T> {
    /// The items of a row; empty for a row beyond the last that has any.
    pub fn get(&self, row: usize) -> &[T] {
        let Some(&start) = self.starts.get(row) else {
            return &[];
        };
        let end = self
            .starts
            .get(row + 1)
            .map_or(self.items.len(), |end| *end as usize);
        &self.items[start as usize..end]
    }

    pub(super) fn retain(&self, keep: &[bool]) -> ManyPerRow<T>
    where
        T: Copy,
    {
        let mut kept = ManyPerRow {
            starts: Vec::new(),
            items: Vec::new(),
        };
        let rows = (0..keep.len()).filter(|row| keep[*row]);
        for (new, old) in rows.enumerate() {
            for item in self.get(old) {
                kept.push(new, *item);
            }
        }
        kept
    }

    /// Appends an item to `row`, which must be the last row that has any, or a later one.
    pub fn push(&mut self, row: usize, item: T) {
        while self.starts.len() <= row {
            self.starts.push(self.items.len() as u32);
        }
        self.items.push(item);
    }

    /// Appends the lists of another table, whose first row is row `rows` here.
    pub(super) fn append(&mut self, rows: usize, other: ManyPerRow<T>) {
        while self.starts.len() < rows {
            self.starts.push(self.items.len() as u32);
        }
        let base = self.items.len() as u32;
        self.starts
            .extend(other.starts.iter().map(|start| start + base));
        self.items.extend(other.items);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_found_by_row() {
        let mut lists = ManyPerRow::default();
        lists.push(1, 'a');
        lists.push(1, 'b');
        lists.push(3, 'c');
        assert_eq!(
            (lists.get(0), lists.get(1), lists.get(2), lists.get(9)),
            (&[][..], &['a', 'b'][..], &[][..], &[][..])
        );
        assert_eq!(lists.retain(&[true, false, true, true]).get(2), ['c']);
        let mut more = ManyPerRow::default();
        more.push(0, 'd');
        lists.append(4, more);
        assert_eq!((lists.get(3), lists.get(4)), (&['c'][..], &['d'][..]));
    }
}
