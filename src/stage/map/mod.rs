//! Finds the tables: which sheet holds which table, in which row its header stands, and which column holds which field.
//! Understands no values: what stands below a header is read in `clean`.

mod columns;
mod copies;
mod customs;
mod evidence;
mod fingerprint;
mod names;
mod recognise;
mod remembered;
mod rows;
mod spelling;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use columns::Source;
use customs::Customs;
use names::Names;
use recognise::Header;
use remembered::Remembered;

use crate::config::Plan;
use crate::diag::{Diagnostic, Severity};
use crate::lang::{Headers, Language};
use crate::model::{FieldId, Grid, Place, Places, Reading, Sheet, SheetId, TableKind};
use crate::text::tidy;

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

/// What decides how sheets are read, besides the sheets.
#[derive(Debug, Clone, Copy)]
pub struct MapRequest<'a> {
    /// The rules: header names of `fields.toml`, fields of the trade.
    pub plan: &'a Plan,
    /// How columns were read before (`journal/reading.csv`).
    pub reading: &'a [Reading],
    /// What the language files say of headers.
    pub headers: &'a Headers,
}

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Mapped {
    /// Recognised tables.
    pub tables: Vec<MappedTable>,
    /// Every sheet read, recognised or not, in the order of the input: the `SheetId` is the index of the input sheet.
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
    /// Its columns, left to right. Several may hold one field: their phones, emails and lists are united, their texts and
    /// contact references joined by `; `.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyOf {
    /// Index in `Mapped::tables` of the original, which is never a copy itself.
    pub table: usize,
    /// For each stored row after the header: the stored row index of the original that it repeats.
    pub rows: Vec<Option<u32>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappedColumn {
    /// From 0.
    pub column: u32,
    /// The header as typed, tidied, on one line; `column F` where there is none.
    pub header: String,
    /// The field, of the catalogue or of the trade.
    pub field: FieldId,
    /// Set for a label column of an export (`Phone 1 - Label`): the column (from 0) whose values it labels. Such a column has no
    /// values of its own.
    pub label_of: Option<u32>,
}

/// A sheet without a table is worth a warning from this many rows on.
const MANY_ROWS: usize = 20;

/// Finds the tables in all sheets, and which of them are copies of others.
pub fn read(sheets: Vec<InputSheet>, request: &MapRequest<'_>) -> Mapped {
    read_by(&Names::new(request.plan, request.headers), sheets, request)
}

fn read_by(names: &Names, sheets: Vec<InputSheet>, request: &MapRequest<'_>) -> Mapped {
    let remembered = Remembered::by_sheet(request.reading);
    let mut customs = Customs::new(request.plan);
    let mut mapped = Mapped::default();
    let mut modified = Vec::new();
    for sheet in sheets {
        let id = mapped.places.add(Sheet {
            file: sheet.file.clone(),
            name: sheet.name.clone(),
            columns: Vec::new(),
        });
        let before = remembered.get(&(sheet.file.clone(), sheet.name.clone()));
        let header = recognise::header(
            &recognise::Sheet {
                grid: &sheet.grid,
                named: names.table_of_sheet(&sheet.file, &sheet.name),
                remembered: before,
            },
            names,
        );
        let Some(header) = header else {
            mapped.diagnostics.extend(without_table(id, &sheet.grid));
            continue;
        };
        let found = Found {
            sheet: id,
            header,
            before,
        };
        let table = table(sheet.grid, &found, names, (&mut customs, &mut mapped));
        mapped.tables.push(table);
        modified.push(sheet.modified);
    }
    mapped.custom_fields = customs.names;
    copies::mark(&mut mapped, &modified);
    mapped
}

/// A sheet of which the header row is known.
struct Found<'a> {
    sheet: SheetId,
    header: Header,
    before: Option<&'a Remembered>,
}

fn table(
    grid: Grid,
    found: &Found<'_>,
    names: &Names,
    (customs, mapped): (&mut Customs, &mut Mapped),
) -> MappedTable {
    let Found {
        sheet,
        header,
        before,
    } = found;
    let scan = rows::scan(&grid, header.row, names);
    let columns = columns::columns(
        &Source {
            sheet: *sheet,
            header,
            row_number: grid.row_number(header.row),
            names,
            remembered: *before,
            used: &scan.used,
        },
        customs,
        &mut mapped.diagnostics,
    );
    let sums = scan.sums(&grid, &columns, names);
    let mut note = |code, rows: &[usize]| {
        if let Some(first) = rows.first() {
            let place = Place::Row(*sheet, grid.row_number(*first));
            mapped
                .diagnostics
                .push(Diagnostic::new(code, Severity::Note, place).arg("rows", rows.len()));
        }
    };
    note("sum-row", &sums);
    note("header-row-repeated", &scan.repeated);
    let mut skip_rows = sums;
    skip_rows.extend(&scan.repeated);
    skip_rows.sort_unstable();
    mapped.places.sheet_mut(*sheet).columns = first_columns(&columns);
    MappedTable {
        sheet: *sheet,
        grid,
        table: header.table,
        header_row: header.row,
        columns,
        language: header.language,
        skip_rows,
        copy_of: None,
    }
}

fn first_columns(columns: &[MappedColumn]) -> Vec<(FieldId, u32)> {
    let mut first: BTreeMap<FieldId, u32> = BTreeMap::new();
    for column in columns.iter().filter(|column| column.label_of.is_none()) {
        first.entry(column.field).or_insert(column.column);
    }
    first.into_iter().collect()
}

fn without_table(sheet: SheetId, grid: &Grid) -> Option<Diagnostic> {
    const SHOWN: usize = 3;
    let filled = |row: &usize| grid.row(*row).any(|(_, cell)| !cell.is_blank());
    let first = (0..grid.len()).find(filled)?;
    let rows = (first..grid.len()).filter(filled).count();
    let top: Vec<String> = grid
        .row(first)
        .filter(|(_, cell)| !cell.is_blank())
        .take(SHOWN)
        .map(|(_, cell)| tidy(&cell.to_text()).replace('\n', " "))
        .collect();
    let severity = if rows >= MANY_ROWS {
        Severity::Warning
    } else {
        Severity::Note
    };
    Some(
        Diagnostic::new("sheet-without-table", severity, Place::Sheet(sheet))
            .value(top.join(" | "))
            .arg("rows", rows),
    )
}
