//! Rows below a header that are no records: sums at the foot, and the header repeated. Also which columns hold anything.

use std::collections::BTreeSet;

use super::names::Names;
use super::spelling::without_number;
use super::{MappedColumn, MappedTable};
use crate::lang::header_key;
use crate::model::{Cell, FieldType, Grid};
use crate::text::{fold, tidy};

/// What one pass over the rows of a table finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Columns in which something stands below the header.
    pub(super) used: BTreeSet<u32>,
    /// Stored rows that repeat the header.
    pub(super) repeated: Vec<usize>,
    /// Stored rows that begin with a word for a sum.
    sums: Vec<usize>,
    /// The last stored row in which something stands.
    last: usize,
}

/// Words for a sum are short: a longer first cell is not looked at.
const LONGEST_SUM: usize = 48;

/// Looks at every row below the header once; of most rows only at the first cell.
pub(super) fn scan(grid: &Grid, header_row: usize, names: &Names) -> Scan {
    let mut scan = Scan::default();
    let mut seen = vec![false; usize::from(u16::MAX) + 1];
    let first_header = first_text(grid, header_row).map(|(_, text)| text);
    let initials: BTreeSet<char> = names
        .totals
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    for row in header_row + 1..grid.len() {
        for column in grid.row_columns(row) {
            let known = seen.get_mut(usize::from(*column));
            if let Some(known) = known.filter(|known| !**known)
                && !grid.cell(row, u32::from(*column)).is_blank()
            {
                *known = true;
                scan.used.insert(u32::from(*column));
            }
        }
        let Some((_, text)) = first_text(grid, row) else {
            continue;
        };
        if Some(text) == first_header && same_cells(grid, header_row, row) {
            scan.repeated.push(row);
        } else if text.len() <= LONGEST_SUM && is_sum_word(text, &initials, names) {
            scan.sums.push(row);
        }
    }
    scan.last = (header_row + 1..grid.len())
        .rev()
        .find(|row| grid.row(*row).any(|(_, cell)| !cell.is_blank()))
        .unwrap_or(header_row);
    scan
}

/// The first filled cell of a row, if it is text.
fn first_text(grid: &Grid, row: usize) -> Option<(u32, &str)> {
    match grid.row(row).find(|(_, cell)| !cell.is_blank())? {
        (column, Cell::Text(text)) => Some((column, text)),
        _ => None,
    }
}

/// Whether a row says what the header says, at least in two cells or in the only one.
fn same_cells(grid: &Grid, header_row: usize, row: usize) -> bool {
    let text = |cell: Cell<'_>| match cell {
        Cell::Text(text) => fold(&tidy(text)),
        other => other.to_text(),
    };
    let mut same = 0;
    for (column, cell) in grid.row(row).filter(|(_, cell)| !cell.is_blank()) {
        if text(cell) != text(grid.cell(header_row, column)) {
            return false;
        }
        same += 1;
    }
    same >= 2.min(grid.row_columns(header_row).len())
}

/// The first letter is compared before anything is folded: this runs over every row of the largest sheets.
fn is_sum_word(text: &str, initials: &BTreeSet<char>, names: &Names) -> bool {
    let may_begin = text.chars().take(3).any(|c| {
        let mut lower = c.to_lowercase();
        initials.contains(&lower.next().unwrap_or(c))
            || !c.is_alphanumeric()
            || matches!(c, 'ا' | 'أ' | 'إ')
    });
    if !may_begin {
        return false;
    }
    let bare = without_number(text);
    names
        .totals
        .contains(&header_key(bare.as_deref().unwrap_or(text)))
}

impl Scan {
    /// The rows of sums: nothing stands in them but the word and numbers, and none of these in a column of phones or emails.
    pub(super) fn sums(&self, grid: &Grid, columns: &[MappedColumn], names: &Names) -> Vec<usize> {
        const FOOT: usize = 3;
        let reachable: BTreeSet<u32> = columns
            .iter()
            .filter(|column| {
                let kind = column.field.known().map(|field| field.spec().kind);
                matches!(kind, Some(FieldType::Phones | FieldType::Emails))
            })
            .map(|column| column.column)
            .collect();
        let is_sum = |row: &usize| {
            let mut numbers = 0;
            let cells = grid.row(*row).filter(|(_, cell)| !cell.is_blank()).skip(1);
            for (column, cell) in cells {
                if reachable.contains(&column) || !is_amount(&cell, names) {
                    return false;
                }
                numbers += 1;
            }
            numbers > 0 || row + FOOT > self.last
        };
        self.sums.iter().copied().filter(is_sum).collect()
    }
}

fn is_amount(cell: &Cell<'_>, names: &Names) -> bool {
    const UNIT_LETTERS: usize = 5;
    match cell {
        Cell::Number(_) | Cell::Error(_) => true,
        Cell::Text(text) => {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let digits = text.chars().any(char::is_numeric);
            (digits && letters <= UNIT_LETTERS) || names.totals.contains(&header_key(text))
        }
        _ => false,
    }
}

impl MappedTable {
    /// Rows (of the sheet, from 0) between the header and the last row in which nothing stands at all. A gap of more than
    /// 1,000 rows parts the table from something else, and counts for nothing.
    pub fn gaps(&self) -> impl Iterator<Item = u32> + '_ {
        const WIDEST: u32 = 1_000;
        (self.header_row + 1..self.grid.len()).flat_map(|index| {
            let (before, row) = (self.grid.row_number(index - 1), self.grid.row_number(index));
            let wide = row - before > WIDEST;
            if wide { row..row } else { before + 1..row }
        })
    }

    /// The stored rows below the header.
    pub fn data_rows(&self) -> std::ops::Range<usize> {
        self.header_row + 1..self.grid.len().max(self.header_row + 1)
    }

    /// Whether a stored row counts as blank: it holds a sum, or repeats the header.
    pub fn is_skipped(&self, row: usize) -> bool {
        self.skip_rows.binary_search(&row).is_ok()
    }
}
