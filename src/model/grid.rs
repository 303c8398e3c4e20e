//! One sheet as it was read: its filled cells, packed by row.

use super::{Cell, OwnedCell, TextRef, Texts};

#[derive(Debug, Clone, Copy)]
enum Packed {
    Text(TextRef),
    Number(f64),
    Bool(bool),
    Serial(f64),
    Error(TextRef),
}

/// The cells of one sheet. Rows are stored in ascending order; only filled cells take room (about 20 bytes each).
#[derive(Debug, Clone, Default)]
pub struct Grid {
    texts: Texts,
    rows: Vec<u32>,
    starts: Vec<u64>,
    columns: Vec<u16>,
    cells: Vec<Packed>,
}

impl Grid {
    /// Appends a row. Rows must come in ascending order; cells beyond column 65,535 are ignored.
    pub fn push_row<T: AsRef<str>>(&mut self, row: u32, cells: &[(u32, OwnedCell<T>)]) {
        self.rows.push(row);
        self.starts.push(self.cells.len() as u64);
        for (column, cell) in cells {
            let Ok(column) = u16::try_from(*column) else {
                continue;
            };
            let packed = match cell {
                OwnedCell::Text(text) => Packed::Text(self.texts.add(text.as_ref())),
                OwnedCell::Number(number) => Packed::Number(*number),
                OwnedCell::Bool(flag) => Packed::Bool(*flag),
                OwnedCell::Serial(serial) => Packed::Serial(*serial),
                OwnedCell::Error(text) => Packed::Error(self.texts.add(text.as_ref())),
            };
            self.columns.push(column);
            self.cells.push(packed);
        }
    }

    /// The number of stored rows (rows without any filled cell are not stored).
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the sheet is empty.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row number in the sheet (from 0) of the stored row `index`.
    pub fn row_number(&self, index: usize) -> u32 {
        self.rows[index]
    }

    /// The index of the stored row with this number in the sheet (from 0); `None` where nothing is stored of it.
    pub fn index_of(&self, row: u32) -> Option<usize> {
        self.rows.binary_search(&row).ok()
    }

    /// The filled cells of the stored row `index`: column from 0, and cell, left to right.
    pub fn row(&self, index: usize) -> impl Iterator<Item = (u32, Cell<'_>)> + '_ {
        let (start, end) = self.bounds(index);
        (start..end).map(|at| (u32::from(self.columns[at]), self.unpack(self.cells[at])))
    }

    /// The columns (from 0) of the filled cells of the stored row `index`, left to right.
    pub fn row_columns(&self, index: usize) -> &[u16] {
        let (start, end) = self.bounds(index);
        &self.columns[start..end]
    }

    /// The cell in column `column` (from 0) of the stored row `index`.
    pub fn cell(&self, index: usize, column: u32) -> Cell<'_> {
        let (start, end) = self.bounds(index);
        let Ok(column) = u16::try_from(column) else {
            return Cell::Empty;
        };
        match self.columns[start..end].binary_search(&column) {
            Ok(at) => self.unpack(self.cells[start + at]),
            Err(_) => Cell::Empty,
        }
    }

    fn bounds(&self, index: usize) -> (usize, usize) {
        let start = self.starts[index] as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.cells.len(), |next| *next as usize);
        (start, end)
    }

    fn unpack(&self, cell: Packed) -> Cell<'_> {
        match cell {
            Packed::Text(text) => self.texts.get(text).map_or(Cell::Empty, Cell::Text),
            Packed::Number(number) => Cell::Number(number),
            Packed::Bool(flag) => Cell::Bool(flag),
            Packed::Serial(serial) => Cell::Serial(serial),
            Packed::Error(text) => self.texts.get(text).map_or(Cell::Empty, Cell::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_row_and_column() {
        let mut grid = Grid::default();
        grid.push_row(3, &[(1, OwnedCell::Text("a")), (4, OwnedCell::Number(2.0))]);
        grid.push_row::<&str>(9, &[(0, OwnedCell::Bool(true))]);
        assert_eq!(grid.len(), 2);
        assert_eq!(grid.row_number(1), 9);
        assert_eq!(grid.cell(0, 4), Cell::Number(2.0));
        assert_eq!(grid.cell(0, 2), Cell::Empty);
        assert_eq!(grid.row(0).count(), 2);
        assert_eq!(grid.cell(1, 0), Cell::Bool(true));
    }
}
