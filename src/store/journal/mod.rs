//! The journal: [`Memory`] in files that open in Excel and merge in git.
//!
//! Reading never fails on what stands in a file: what cannot be understood is reported, and the file is kept aside before it
//! is replaced. Writing touches only files whose content changes; ledgers never hold the same line twice.

mod codec;
mod ledgers;
mod records;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::File;
use std::io::{BufWriter, Write};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use self::ledgers::PlacementLine;
use self::table::{Line, Lines};
use super::folder::BookFolder;
use super::write::Written;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::model::{
    Change, Decision, Done, KnownId, Mark, Memory, MemoryMetric, Move, OutputRecord, Reading,
    RecordBook, RunRecord,
};

const RECORDS: &str = "journal/records.csv";

/// What was read.
#[derive(Debug, Default)]
pub struct JournalRead {
    /// What tierbook remembers.
    pub memory: Memory,
    /// Lines and files that could not be read.
    pub diagnostics: Vec<Diagnostic>,
    /// Files to keep aside before they are replaced.
    damaged: BTreeSet<String>,
}

impl JournalRead {
    fn take<T: Line>(&mut self, lines: Lines<T>) -> Vec<T> {
        self.diagnostics.extend(lines.diagnostics);
        if lines.damaged {
            self.damaged.insert(path::<T>());
        }
        lines.rows
    }

    /// Files of the journal, relative to the book, of which something could not be read.
    pub fn damaged(&self) -> impl Iterator<Item = &str> {
        self.damaged.iter().map(String::as_str)
    }
}

fn path<T: Line>() -> String {
    format!("journal/{}", T::FILE)
}

impl BookFolder {
    /// Reads the journal; an empty memory where there is none.
    pub fn read_journal(&self) -> Result<JournalRead> {
        let (big, (records, small)) = rayon::join(
            || {
                rayon::join(
                    || self.ledger::<KnownId>(),
                    || self.ledger::<PlacementLine>(),
                )
            },
            || rayon::join(|| self.read_records(), || self.read_small()),
        );
        let mut read = small?;
        read.memory.ids = read.take(big.0?);
        for line in read.take(big.1?) {
            let ladder: &mut BTreeMap<_, _> =
                read.memory.placements.entry(line.ladder).or_default();
            ladder.insert(line.contact, line.placement);
        }
        let (records, diagnostic) = records?;
        read.memory.records = records;
        read.diagnostics.extend(diagnostic);
        Ok(read)
    }

    fn read_small(&self) -> Result<JournalRead> {
        let mut read = JournalRead::default();
        read.memory.moves = read.take(self.ledger::<Move>()?);
        read.memory.decisions = read.take(self.ledger::<Decision>()?);
        read.memory.done = read.take(self.ledger::<Done>()?);
        read.memory.changes = read.take(self.ledger::<Change>()?);
        read.memory.metrics = read.take(self.ledger::<MemoryMetric>()?);
        read.memory.reading = read.take(self.ledger::<Reading>()?);
        read.memory.runs = read.take(self.ledger::<RunRecord>()?);
        read.memory.outputs = read.take(self.ledger::<OutputRecord>()?);
        read.memory.marks = read.take(self.ledger::<Mark>()?);
        Ok(read)
    }

    fn ledger<T: Line>(&self) -> Result<Lines<T>> {
        let bytes = self.read_inside(&path::<T>())?;
        Ok(table::read(&bytes.unwrap_or_default()))
    }

    fn read_records(&self) -> Result<(RecordBook, Option<Diagnostic>)> {
        let bytes = self.read_inside(RECORDS)?;
        Ok(records::read(bytes.unwrap_or_default(), RECORDS))
    }

    /// Writes the journal: every file whose content differs, each of them atomically. Keeps `damaged` files aside first.
    pub fn write_journal(
        &self,
        memory: &Memory,
        damaged: &[&str],
        today: Date,
    ) -> Result<Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        for file in damaged {
            if let Some(kept) = self.keep_aside(file, today)? {
                let place = crate::model::Place::File((*file).to_owned());
                let note = Diagnostic::new("journal-kept", crate::diag::Severity::Note, place);
                diagnostics.push(note.arg("kept", kept));
            }
        }
        let (big, (records, small)) = rayon::join(
            || {
                rayon::join(
                    || self.replace(memory.ids.iter()),
                    || self.write_placements(memory),
                )
            },
            || rayon::join(|| self.write_records(memory), || self.write_small(memory)),
        );
        big.0?;
        big.1?;
        records?;
        small?;
        Ok(diagnostics)
    }

    /// Writes `marks.csv` alone: what people typed is safe before the files that they typed it into are replaced.
    pub fn write_marks(&self, memory: &Memory) -> Result<()> {
        self.replace(memory.marks.iter()).map(|_| ())
    }

    fn write_small(&self, memory: &Memory) -> Result<()> {
        self.replace(unique(&memory.moves))?;
        self.replace(unique(&memory.decisions))?;
        self.replace(unique(&memory.done))?;
        self.replace(unique(&memory.changes))?;
        let mut metrics = BTreeMap::new();
        for metric in &memory.metrics {
            metrics.insert((metric.date, &metric.metric, &metric.period), metric);
        }
        self.replace(metrics.into_values())?;
        self.replace(memory.reading.iter())?;
        self.replace(unique(&memory.runs))?;
        self.replace(memory.outputs.iter())?;
        self.replace(memory.marks.iter())?;
        Ok(())
    }

    fn replace<'a, T: Line + 'a>(&self, lines: impl Iterator<Item = &'a T>) -> Result<Written> {
        let mut lines = lines.peekable();
        let path = path::<T>();
        if lines.peek().is_none() && self.content_hash(&path)?.is_none() {
            return Ok(Written::Unchanged);
        }
        self.write_artifact(&path, |out| {
            table::write(lines, &mut *out).map_err(|error| failed(&path, error))
        })
    }

    fn write_placements(&self, memory: &Memory) -> Result<Written> {
        let path = path::<PlacementLine>();
        if memory.placements.is_empty() && self.content_hash(&path)?.is_none() {
            return Ok(Written::Unchanged);
        }
        let lines = memory.placements.iter().flat_map(|(ladder, placements)| {
            placements
                .iter()
                .map(move |(contact, placement)| (*contact, ladder.as_str(), placement))
        });
        self.write_artifact(&path, |out| {
            table::write_with::<PlacementLine, _>(
                lines,
                |(contact, ladder, placement), cells| {
                    ledgers::placement(cells, (contact, ladder), placement);
                },
                &mut *out,
            )
            .map_err(|error| failed(&path, error))
        })
    }

    fn write_records(&self, memory: &Memory) -> Result<Written> {
        if memory.records.bytes.is_empty() {
            return Ok(Written::Unchanged);
        }
        self.write_artifact(RECORDS, |out: &mut BufWriter<File>| {
            out.write_all(&memory.records.bytes)
                .map_err(|error| Error::io("write", RECORDS, error))
        })
    }
}

fn failed(path: &str, error: csv::Error) -> Error {
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    };
    Error::io("write", path, error)
}

/// The lines of a ledger, each once; the first of equal ones stays. Lines are told apart by their SHA-256.
fn unique<T: Line>(lines: &[T]) -> impl Iterator<Item = &T> {
    let mut seen: HashSet<[u8; 16]> = HashSet::with_capacity(lines.len());
    lines.iter().filter(move |line| {
        let mut key = [0; 16];
        let digest = Sha256::digest(table::rendered(*line));
        for (to, from) in key.iter_mut().zip(digest.iter()) {
            *to = *from;
        }
        seen.insert(key)
    })
}
