//! .xlsx and .xlsm: streams cells, never a range, so that memory does not grow with the sheet.

use std::io::BufReader;

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};

use crate::model::OwnedCell;

use super::archive::Sizes;
use super::emit::{Emitter, Halt, guarded};
use super::own::is_own_workbook;
use super::shown::{Shape, as_shown, shape};
use super::{ReadProblem, Source, side_by_side, value};

/// Rows and columns of a worksheet (Excel's specifications).
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

pub(super) type Book<'a> = Xlsx<BufReader<&'a mut dyn Source>>;

/// Reads every worksheet of a checked archive, hidden ones too: on several threads where it pays.
pub(super) fn read(
    reader: &mut dyn Source,
    sizes: Sizes,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let readers = side_by_side::readers(sizes, emitter);
    if readers > 1 {
        return side_by_side::read(reader, readers, emitter);
    }
    let mut book = open(reader)?;
    let Some(names) = worksheets(&mut book, emitter)? else {
        return Ok(());
    };
    for name in names {
        emitter.sheet(&name, |emitter| rows(&mut book, &name, emitter))?;
    }
    Ok(())
}

/// Opens a checked archive.
pub(super) fn open(reader: &mut dyn Source) -> Result<Book<'_>, Halt> {
    guarded(|| {
        Xlsx::new(BufReader::with_capacity(1 << 16, reader)).map_err(|error| match error {
            XlsxError::Password => ReadProblem::Encrypted.into(),
            XlsxError::Io(error) => ReadProblem::unreadable(error).into(),
            other => Halt::sheet(other),
        })
    })
}

/// The names of the worksheets in their order. `None`, and the event that says so, for a file of tierbook's own.
pub(super) fn worksheets(
    book: &mut Book<'_>,
    emitter: &mut Emitter<'_>,
) -> Result<Option<Vec<String>>, Halt> {
    // Properties that cannot be read carry no mark.
    let properties = guarded(|| book.workbook_properties().map_err(Halt::sheet));
    let own = properties.is_ok_and(|properties| is_own_workbook(&properties));
    if own && !emitter.reads_own_outputs() {
        return emitter.own_output().map(|()| None);
    }
    let names = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    Ok(Some(names))
}

/// Emits the rows of a worksheet.
pub(super) fn rows(book: &mut Book<'_>, name: &str, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
    let is_1904 = book.has_1904_epoch();
    let mut reader = guarded(|| book.worksheet_cells_reader(name).map_err(Halt::sheet))?;
    let shapes: Vec<Option<Shape>> = reader.styles().iter().map(shape).collect();
    let mut current = 0;
    let mut cells: Vec<(u32, OwnedCell)> = Vec::new();
    loop {
        let next = guarded(|| match reader.next_cell_with_style_id() {
            // Newer errors such as `#SPILL!` are unknown to the library (0.38); the cell is as good as empty.
            Err(XlsxError::CellError(_)) => Ok(Some(None)),
            Ok(Some(cell)) => Ok(Some(Some(cell))),
            Ok(None) => Ok(None),
            Err(error) => Err(Halt::sheet(error)),
        });
        let (cell, style) = match next {
            Ok(Some(Some(cell))) => cell,
            Ok(Some(None)) => continue,
            Ok(None) => return emitter.row(current, cells),
            Err(halt) => {
                // What stands before the fault is good.
                emitter.row(current, cells)?;
                return Err(halt);
            }
        };
        let (row, column) = cell.get_position();
        if row != current {
            let width = cells.len();
            emitter.row(
                current,
                std::mem::replace(&mut cells, Vec::with_capacity(width)),
            )?;
            current = row;
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(Halt::Sheet("a cell lies outside of the sheet".to_owned()));
        }
        let value = match (cell.get_value(), shapes.get(style)) {
            (DataRef::Float(number), Some(Some(shape))) if number.is_finite() => {
                Some(as_shown(*number, shape))
            }
            (value, _) => value::of_ref(value, is_1904),
        };
        if let Some(value) = value {
            cells.push((column, value));
        }
    }
}
