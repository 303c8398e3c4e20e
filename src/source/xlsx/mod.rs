//! .xlsx and .xlsm: streams cells, never a range, so that memory does not grow with the sheet.
//!
//! What a workbook is made of is asked of the library ([`formats`]); rows and texts, which are nearly all of it, are read here
//! ([`cells`], [`strings`], [`markup`]).

mod cells;
mod formats;
mod markup;
mod strings;

use std::io::{BufReader, Read, Seek};

use zip::ZipArchive;

use super::archive::{Parts, damaged};
use super::emit::{Emitter, Halt};
use super::{ReadProblem, Source, side_by_side};

use formats::{Format, Outline};
use strings::Strings;

pub(super) use markup::root;

/// A workbook whose rows can be read, by several threads at once.
#[derive(Debug)]
pub(super) struct Workbook {
    /// The worksheets in their order, hidden ones too, each with the number of its part.
    sheets: Vec<(String, Option<usize>)>,
    formats: Vec<Format>,
    strings: Strings,
    is_1904: bool,
}

/// The archive of a workbook.
pub(super) type Archive<R> = ZipArchive<BufReader<R>>;

/// Reads every worksheet of a checked archive, hidden ones too: on several threads where it pays.
pub(super) fn read(
    reader: &mut dyn Source,
    parts: &Parts,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let readers = side_by_side::readers(parts.sizes, emitter);
    if readers > 1 {
        return side_by_side::read(reader, (parts, readers), emitter);
    }
    let mut archive = archive(reader)?;
    let Some(book) = Workbook::open(&mut archive, parts, emitter)? else {
        return Ok(());
    };
    for (sheet, name) in book.names().iter().enumerate() {
        emitter.sheet(name, |emitter| book.rows(&mut archive, sheet, emitter))?;
    }
    Ok(())
}

/// Opens the archive of a workbook.
pub(super) fn archive<R: Read + Seek>(reader: R) -> Result<Archive<R>, Halt> {
    let buffered = BufReader::with_capacity(1 << 16, reader);
    ZipArchive::new(buffered).map_err(|error| damaged(error).into())
}

impl Workbook {
    /// Reads everything but the rows. `None`, and the event that says so, for a file of tierbook's own.
    pub(super) fn open<R: Read + Seek>(
        archive: &mut Archive<R>,
        parts: &Parts,
        emitter: &mut Emitter<'_>,
    ) -> Result<Option<Workbook>, Halt> {
        let outline = Outline::of(archive, parts)?;
        if outline.is_own && !emitter.reads_own_outputs() {
            return emitter.own_output().map(|()| None);
        }
        let strings = match parts.strings {
            Some(index) => {
                let name = part_name(archive, index);
                let part = archive.by_index(index).map_err(damaged)?;
                let read = Strings::read(part, emitter.text_bytes().saturating_mul(6));
                read.map_err(|halt| in_part(&name, halt))?
            }
            None => Strings::default(),
        };
        Ok(Some(Workbook {
            sheets: outline.sheets,
            formats: outline.formats,
            strings,
            is_1904: outline.is_1904,
        }))
    }

    /// The names of the worksheets in their order.
    pub(super) fn names(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Emits the rows of a worksheet.
    pub(super) fn rows<R: Read + Seek>(
        &self,
        archive: &mut Archive<R>,
        sheet: usize,
        emitter: &mut Emitter<'_>,
    ) -> Result<(), Halt> {
        let part = self.sheets.get(sheet).and_then(|(_, part)| *part);
        let part = part.ok_or_else(|| Halt::sheet("the file does not hold it"))?;
        let name = part_name(archive, part);
        let part = archive.by_index(part).map_err(damaged)?;
        cells::emit(part, self, emitter).map_err(|halt| in_part(&name, halt))
    }
}

fn part_name<R: Read + Seek>(archive: &Archive<R>, index: usize) -> String {
    let name = archive.name_for_index(index).and_then(Result::ok);
    name.map_or_else(String::new, std::borrow::Cow::into_owned)
}

/// Names the part that is damaged.
fn in_part(name: &str, halt: Halt) -> Halt {
    match halt {
        Halt::File(ReadProblem::Damaged(reason)) => {
            ReadProblem::Damaged(format!("`{name}`: {reason}")).into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
