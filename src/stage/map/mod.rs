//! Finds the tables: which sheet holds which table, in which row its header stands, and which column holds which field.

use crate::diag::Diagnostic;
use crate::lang::Language;
use crate::model::{FieldId, Grid, Places, SheetId, TableKind};

/// One sheet as it was read.
#[derive(Debug, Clone)]
pub struct InputSheet {
    /// Path of the file relative to the book, with `/` between folders.
    pub file: String,
    /// The sheet's name; empty for CSV.
    pub name: String,
    /// When the file was last changed, seconds since 1970: of two copies the newer one is read.
    pub modified: i64,
    /// Its cells.
    pub grid: Grid,
}

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Mapped {
    /// Recognised tables.
    pub tables: Vec<MappedTable>,
    /// Every sheet read, recognised or not.
    pub places: Places,
    /// Names of the fields of the trade: those of the plan, then those found.
    pub custom_fields: Vec<String>,
    /// Sheets without a table, doubtful headers, copies.
    pub diagnostics: Vec<Diagnostic>,
}

/// A table found in a sheet.
#[derive(Debug)]
pub struct MappedTable {
    /// Where.
    pub sheet: SheetId,
    /// Its cells.
    pub grid: Grid,
    /// Which table.
    pub table: TableKind,
    /// Index in the grid of the header row; rows of the table are those after it.
    pub header_row: usize,
    /// Its columns, left to right.
    pub columns: Vec<MappedColumn>,
    /// The language of most headers.
    pub language: Language,
    /// Stored rows, ascending, that count as blank: sums at the foot, and the header repeated.
    pub skip_rows: Vec<usize>,
    /// Set where the table is a copy: for each stored row after the header the table (index in `Mapped::tables`) and stored
    /// row index that it repeats, if any. The rows of a copy are not cleaned; they count as merged.
    pub copy_of: Option<CopyOf>,
}

/// What a copy repeats.
#[derive(Debug, Clone)]
pub struct CopyOf {
    /// Index in `Mapped::tables` of the original.
    pub table: usize,
    /// For each stored row after the header: the stored row index of the original that it repeats.
    pub rows: Vec<Option<u32>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// From 0.
    pub column: u32,
    /// The header as typed, tidied.
    pub header: String,
    /// The field, of the catalogue or of the trade.
    pub field: FieldId,
    /// Set for a label column of an export (`Phone 1 - Label`): the column (from 0) whose values it labels. Such a column has no
    /// values of its own.
    pub label_of: Option<u32>,
}
