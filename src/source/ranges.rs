//! .ods and .xls, which the library holds in memory as a whole: sheet by sheet from ranges.
//!
//! A range is cropped to its used cells: its start is added to every address.

use std::io::{BufReader, Seek, SeekFrom};

use calamine::{Data, Ods, OdsError, Range, Reader, SheetType, Xls, XlsError, Xlsx, XlsxError};

use super::emit::{Emitter, Halt, guarded};
use super::own::is_own_workbook;
use super::{Limits, ReadProblem, Source, value};

/// Reads every sheet of a checked .ods archive.
pub(super) fn read_ods(reader: &mut dyn Source, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
    let mut book: Ods<_> = guarded(|| {
        Ods::new(BufReader::with_capacity(1 << 16, reader)).map_err(|error| match error {
            OdsError::Password => ReadProblem::Encrypted.into(),
            OdsError::InvalidMime(_) => ReadProblem::Foreign.into(),
            other => Halt::sheet(other),
        })
    })?;
    let properties = guarded(|| book.workbook_properties().map_err(Halt::sheet));
    if properties.is_ok_and(|properties| is_own_workbook(&properties)) {
        return emitter.own_output();
    }
    for name in sheet_names(&book) {
        emitter.sheet(&name, |emitter| {
            let range = guarded(|| book.worksheet_range(&name).map_err(Halt::sheet))?;
            rows(&range, false, emitter)
        })?;
    }
    Ok(())
}

/// Reads every sheet of a compound file: an .xls workbook, or an encrypted .xlsx.
pub(super) fn read_xls(
    reader: &mut dyn Source,
    size: u64,
    limits: &Limits,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    if size > limits.xls_bytes {
        return Err(ReadProblem::TooLarge(limits.xls_bytes).into());
    }
    // Encrypted .xlsx files are compound files with one encrypted stream; only the reader for .xlsx tells.
    let encrypted = guarded(|| {
        let book = Xlsx::new(BufReader::new(&mut *reader));
        Ok(matches!(book, Err(XlsxError::Password)))
    });
    if encrypted.unwrap_or(false) {
        return Err(ReadProblem::Encrypted.into());
    }
    reader
        .seek(SeekFrom::Start(0))
        .map_err(ReadProblem::unreadable)?;
    let mut book: Xls<_> = guarded(|| {
        Xls::new(BufReader::with_capacity(1 << 16, reader)).map_err(|error| match error {
            XlsError::Password => ReadProblem::Encrypted.into(),
            XlsError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                ReadProblem::unreadable(error).into()
            }
            other => Halt::sheet(other),
        })
    })?;
    let properties = guarded(|| book.workbook_properties().map_err(Halt::sheet));
    if properties.is_ok_and(|properties| is_own_workbook(&properties)) {
        return emitter.own_output();
    }
    let is_1904 = book.has_1904_epoch();
    for name in sheet_names(&book) {
        emitter.sheet(&name, |emitter| {
            let range = guarded(|| book.worksheet_range(&name).map_err(Halt::sheet))?;
            rows(&range, is_1904, emitter)
        })?;
    }
    Ok(())
}

fn sheet_names<R: std::io::Read + Seek>(book: &impl Reader<R>) -> Vec<String> {
    book.sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn rows(range: &Range<Data>, is_1904: bool, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
    let Some((top, left)) = range.start() else {
        return Ok(());
    };
    for (row, cells) in (top..).zip(range.rows()) {
        let filled = (left..)
            .zip(cells)
            .filter_map(|(column, cell)| Some((column, value::of_data(cell, is_1904)?)))
            .collect();
        emitter.row(row, filled)?;
    }
    Ok(())
}
