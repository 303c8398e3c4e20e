//! Encoders: an [`Outcome`] to the content of files. Pure: bytes go to a [`Sink`] that the caller lends; no file is opened
//! here (but for the private spill folder of the workbook library), no clock is asked, and the same outcome gives the same bytes.
//!
//! `view` decides rows and columns once; `twin` writes them as CSV and JSON, `xlsx` as workbooks.

mod starter;
mod twin;
mod view;
mod xlsx;

#[cfg(test)]
mod review_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::io::{Seek, Write};
use std::path::Path;

use crate::error::Result;
use crate::lang::Lang;
use crate::pipeline::Outcome;

pub(crate) use view::pairs::{as_share, merge_reason, proposal_reason, shared};

pub use starter::{Starter, StarterColumn, StarterKind, StarterSheet, write_starter};

/// The category in the document properties of every workbook: the mark by which tierbook knows its own files.
pub const MARK: &str = "tierbook output";

/// Says in words why a contact stands where it does: ladder (index in the plan), contact.
pub type Why<'a> = dyn Fn(usize, usize) -> String + Sync + 'a;

/// Says in words what is missing for the next rung, if anything is: ladder (index in the plan), contact.
pub type Next<'a> = dyn Fn(usize, usize) -> Option<String> + Sync + 'a;

/// What the encoders need.
pub struct OutputRequest<'a> {
    /// What the run found out.
    pub outcome: &'a Outcome,
    /// The words of the language of outputs.
    pub lang: &'a Lang,
    /// A private folder that exists, for the temporary files of large workbooks.
    pub spill: &'a Path,
    /// Explains placements.
    pub why: &'a Why<'a>,
    /// What would lift contacts.
    pub next: &'a Next<'a>,
}

/// What somebody asked for, to be written as a workbook.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The words and conditions that were asked for.
    pub asked: &'a [String],
    /// Who was found.
    pub contacts: &'a [usize],
    /// How many others may fit, but what is asked is not known of them.
    pub unknown: usize,
}

/// Writes the contacts of a query as a workbook.
pub fn write_query(
    request: &OutputRequest<'_>,
    query: &Query<'_>,
    sink: &mut dyn Sink,
) -> Result<()> {
    xlsx::write_query(request, query, sink)
}

/// Where an artifact's bytes go.
pub trait Sink: Write + Seek + Send {}

impl<T: Write + Seek + Send> Sink for T {}

/// Writes one artifact's bytes.
pub type Encoder<'a> = Box<dyn Fn(&mut dyn Sink) -> Result<()> + Send + Sync + 'a>;

/// One file to be written.
pub struct Artifact<'a> {
    /// Path relative to the book, with `/` between folders.
    pub path: String,
    /// Its content.
    pub write: Encoder<'a>,
}

/// Every file of a run, independent of each other. The order is that of importance; any order of writing is right.
pub fn artifacts<'a>(request: &'a OutputRequest<'a>) -> Vec<Artifact<'a>> {
    let mut all = xlsx::artifacts(request);
    all.extend(twin::artifacts(request));
    all
}

fn artifact<'a>(
    path: &str,
    write: impl Fn(&mut dyn Sink) -> Result<()> + Send + Sync + 'a,
) -> Artifact<'a> {
    Artifact {
        path: path.to_owned(),
        write: Box::new(write),
    }
}
