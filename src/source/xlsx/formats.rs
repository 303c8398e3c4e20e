//! What a workbook is made of, apart from its rows: sheets, what their number formats mean, which system its dates count in.
//!
//! The library knows all that, but opens a workbook only together with its shared strings, and reads rows slowly. So it is shown
//! a small copy: every part as it is, but no shared strings, and in place of each worksheet one with two rows: the number of
//! the part that it stands for, and a number in every style. What the library makes of these two rows is the answer.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Seek, Write as _};

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::source::ReadProblem;
use crate::source::archive::Parts;
use crate::source::emit::{Halt, guarded};
use crate::source::own::is_own_workbook;
use crate::source::shown::{Shape, shape};

use super::markup::{Markup, Piece};

/// What numbers of a style are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Number,
    Date,
    Duration,
}

/// The number format of a style.
#[derive(Debug)]
pub(super) struct Format {
    pub(super) meaning: Meaning,
    /// What it shows of whole numbers, where that is more than the number.
    pub(super) shape: Option<Shape>,
}

/// What the library says of a workbook.
#[derive(Debug)]
pub(super) struct Outline {
    /// Names of the worksheets in their order, hidden ones too, each with the number of its part.
    pub(super) sheets: Vec<(String, Option<usize>)>,
    /// By number of the style.
    pub(super) formats: Vec<Format>,
    pub(super) is_1904: bool,
    /// Whether tierbook wrote it.
    pub(super) is_own: bool,
}

/// A number whose meaning tells a style.
const SAMPLE: &str = "1.5";

/// What stands before the number of a part in the copy, and in no sheet of anybody else.
const PART: &str = "tierbook/part:";

impl Outline {
    /// Asks the library.
    pub(super) fn of(
        archive: &mut ZipArchive<impl Read + Seek>,
        parts: &Parts,
    ) -> Result<Outline, Halt> {
        let styles = match parts.styles {
            Some(index) => styles(archive.by_index(index).map_err(Halt::sheet)?)?,
            None => 0,
        };
        let copy = small_copy(archive, (parts, styles)).map_err(Halt::sheet)?;
        let mut book = guarded(|| {
            Xlsx::new(Cursor::new(copy)).map_err(|error| match error {
                XlsxError::Password => ReadProblem::Encrypted.into(),
                XlsxError::Io(error) => ReadProblem::unreadable(error).into(),
                other => Halt::sheet(other),
            })
        })?;
        // Properties that cannot be read carry no mark.
        let properties = guarded(|| book.workbook_properties().map_err(Halt::sheet));
        let is_own = properties.is_ok_and(|properties| is_own_workbook(&properties));
        let is_worksheet = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
        let names = book.sheets_metadata().iter().filter(is_worksheet);
        let names: Vec<String> = names.map(|sheet| sheet.name.clone()).collect();
        let mut outline = Outline {
            sheets: Vec::new(),
            formats: Vec::new(),
            is_1904: book.has_1904_epoch(),
            is_own,
        };
        for name in names {
            let part = guarded(|| Ok(outline.ask(&mut book, &name)));
            outline.sheets.push((name, part.ok().flatten()));
        }
        Ok(outline)
    }

    /// The part of a sheet; takes the formats along the first time.
    fn ask(&mut self, book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Option<usize> {
        let mut reader = book.worksheet_cells_reader(name).ok()?;
        let part = match reader.next_cell().ok()??.get_value() {
            DataRef::String(text) => text.strip_prefix(PART)?.parse().ok()?,
            _ => return None,
        };
        if self.formats.is_empty() {
            let shapes: Vec<Option<Shape>> = reader.styles().iter().map(shape).collect();
            for shape in shapes {
                let cell = reader.next_cell().ok().flatten();
                let meaning = match cell.as_ref().map(calamine::Cell::get_value) {
                    Some(DataRef::DateTime(moment)) if moment.is_datetime() => Meaning::Date,
                    Some(DataRef::DateTime(_)) => Meaning::Duration,
                    _ => Meaning::Number,
                };
                self.formats.push(Format { meaning, shape });
            }
        }
        Some(part)
    }
}

/// The copy that the library is shown.
fn small_copy(
    archive: &mut ZipArchive<impl Read + Seek>,
    (parts, styles): (&Parts, usize),
) -> zip::result::ZipResult<Vec<u8>> {
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for index in &parts.others {
        copy.raw_copy_file(archive.by_index_raw(*index)?)?;
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::default());
    let mut cells = String::new();
    for style in 0..styles {
        // Writing to a text cannot fail.
        let _ = write!(cells, "<c s=\"{style}\"><v>{SAMPLE}</v></c>");
    }
    for index in &parts.worksheets {
        let name = archive.by_index_raw(*index)?.name()?.into_owned();
        copy.start_file(name, options)?;
        write!(
            copy,
            "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>{PART}{index}</t></is></c></row>\
             <row>{cells}</row></sheetData></worksheet>"
        )?;
    }
    Ok(copy.finish()?.into_inner())
}

/// How many styles a part states, and those that they are based on: more than a cell may name, never fewer. Excel knows 65,490.
fn styles(part: impl Read) -> Result<usize, Halt> {
    const MOST: usize = 1 << 17;
    const LONGEST: usize = 1 << 20;
    let mut markup = Markup::new(part, LONGEST);
    let mut count = 0;
    loop {
        match markup.next()? {
            Piece::Open(tag) if tag.name == b"xf" && count < MOST => count += 1,
            Piece::End => return Ok(count),
            _ => {}
        }
    }
}
