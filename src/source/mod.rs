//! Bytes to sheets: reads .xlsx, .ods, .xls, delimited text and address book files as a stream of [`SheetEvent`]s.
//!
//! Owns formats, encodings, dialects, and the guards against damaged and hostile files. It never opens a file (a reader is
//! lent to it), never recognises a table, and never interprets a value: a number typed as text stays text.
//! What may still abort the process inside a library can run in a child process: [`wire`] carries the same stream.

mod archive;
mod delimited;
mod dialect;
mod emit;
mod encoding;
mod kind;
mod limits;
mod memory;
mod own;
mod problem;
mod ranges;
mod repeats;
mod shared;
mod shown;
mod side_by_side;
mod value;
mod vcard;
pub mod wire;
mod xlsx;

use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use crate::model::SheetEvent;

use archive::Package;
use emit::{Emitter, EventSink, Halt};

pub use kind::FileKind;
pub use limits::Limits;
pub use memory::limit_memory;
pub use own::{OUTPUT_MARK, is_own_csv};
pub use problem::{ReadProblem, flawed, sheet_failed};

/// What a file is read from. Threads may take turns with it.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send + ?Sized> Source for T {}

/// Reads every sheet of a file. `kind` is what the name promises; where the content is another format that is known here, the
/// content decides. A sheet that fails gives [`SheetEvent::Failed`] and the others go on.
///
/// # Errors
///
/// What keeps the whole file from being read. Rows already handed to `sink` then belong to a file that is not to be trusted.
pub fn read(
    reader: &mut dyn Source,
    kind: FileKind,
    limits: &Limits,
    sink: &mut dyn FnMut(SheetEvent),
) -> Result<(), ReadProblem> {
    let mut forward = |event: SheetEvent| {
        sink(event);
        ControlFlow::Continue(())
    };
    read_while(reader, kind, limits, &mut forward)
}

/// Like [`read`], until `sink` breaks.
fn read_while(
    reader: &mut dyn Source,
    kind: FileKind,
    limits: &Limits,
    sink: &mut dyn EventSink,
) -> Result<(), ReadProblem> {
    let mut emitter = Emitter::new(limits, sink);
    match read_content(reader, kind, limits, &mut emitter) {
        Ok(()) | Err(Halt::Cancelled) => Ok(()),
        Err(Halt::File(problem)) => Err(problem),
        Err(Halt::Sheet(reason)) => Err(ReadProblem::Damaged(reason)),
    }
}

fn read_content(
    reader: &mut dyn Source,
    kind: FileKind,
    limits: &Limits,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let size = reader
        .seek(SeekFrom::End(0))
        .map_err(ReadProblem::unreadable)?;
    if size > limits.file_bytes {
        return Err(ReadProblem::TooLarge(limits.file_bytes).into());
    }
    match kind::sniff(reader, kind).map_err(ReadProblem::unreadable)? {
        kind::Content::Archive => match archive::check(reader, size, limits)? {
            Package::Ooxml(parts) => xlsx::read(reader, &parts, emitter),
            Package::OpenDocument => ranges::read_ods(reader, emitter),
        },
        kind::Content::Compound => ranges::read_xls(reader, size, limits, emitter),
        kind::Content::Text if kind == FileKind::Vcard => vcard::read(reader, emitter),
        kind::Content::Text => delimited::read(reader, kind == FileKind::Text, emitter),
        kind::Content::Damaged(reason) => Err(ReadProblem::Damaged(reason.to_owned()).into()),
        kind::Content::Foreign => Err(ReadProblem::Foreign.into()),
    }
}

#[cfg(test)]
mod tests;
