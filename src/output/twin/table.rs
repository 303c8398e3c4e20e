//! Writes CSV: `\n` line ends, quotes where needed, formulas guarded. Long tables are encoded in chunks on all cores and
//! written in order.

use std::io;
use std::ops::Range;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};
use crate::output::Sink;
use crate::text::guard_formula;

/// Rows encoded by one core at a time.
const CHUNK: usize = 4096;

/// Chunks in memory at a time.
const BATCH: usize = 8;

/// Lines being encoded.
pub(super) struct Lines {
    csv: csv::Writer<Vec<u8>>,
}

impl Lines {
    fn new() -> Lines {
        Lines {
            csv: csv::Writer::from_writer(Vec::with_capacity(1 << 16)),
        }
    }

    /// A cell of words: guarded, so that no spreadsheet takes it for a formula.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        Ok(self.csv.write_field(guard_formula(text).as_bytes())?)
    }

    /// A cell that cannot be a formula: a code, an id, a number, a date.
    pub(super) fn code(&mut self, code: impl AsRef<[u8]>) -> io::Result<()> {
        Ok(self.csv.write_field(code)?)
    }

    /// Ends the line.
    pub(super) fn end(&mut self) -> io::Result<()> {
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    fn bytes(self) -> io::Result<Vec<u8>> {
        self.csv
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

/// Writes a header and `count` rows; `row` encodes the lines of one of them, which may be none or several.
pub(super) fn table(
    sink: &mut dyn Sink,
    header: &[&str],
    count: usize,
    row: impl Fn(usize, &mut Lines) -> io::Result<()> + Sync,
) -> Result<()> {
    write(sink, header, count, &row).map_err(|error| Error::io("write", "out/data", error))
}

fn write(
    sink: &mut dyn Sink,
    header: &[&str],
    count: usize,
    row: &(impl Fn(usize, &mut Lines) -> io::Result<()> + Sync),
) -> io::Result<()> {
    let mut lines = Lines::new();
    for name in header {
        lines.text(name)?;
    }
    lines.end()?;
    sink.write_all(&lines.bytes()?)?;
    let encode = |rows: Range<usize>| {
        let mut lines = Lines::new();
        for index in rows {
            row(index, &mut lines)?;
        }
        lines.bytes()
    };
    for batch in (0..count).step_by(CHUNK * BATCH) {
        let end = count.min(batch + CHUNK * BATCH);
        let starts: Vec<usize> = (batch..end).step_by(CHUNK).collect();
        let chunks: Vec<io::Result<Vec<u8>>> = starts
            .into_par_iter()
            .map(|start| encode(start..end.min(start + CHUNK)))
            .collect();
        for chunk in chunks {
            sink.write_all(&chunk?)?;
        }
    }
    sink.flush()
}
