//! From an outcome to files. The order makes a power cut harmless: all new files lie ready, then the journal is saved (it
//! knows the hashes of the old and of the new files), then each new file takes its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::marks::ours;
use super::progress::{Progress, Step};
use crate::diag::Diagnostic;
use crate::error::Result;
use crate::model::{Memory, OutputRecord};
use crate::output::Artifact;
use crate::store::{BookFolder, Staged, Written};

/// What became of one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileWritten {
    /// Path relative to the book.
    pub path: String,
    /// What became of it.
    pub written: Written,
    /// Whether it was taken away because it is no longer made.
    pub retired: bool,
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Wrote {
    pub(super) files: Vec<FileWritten>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Writes the files beside their places, in parallel.
pub(super) fn stage(
    folder: &BookFolder,
    artifacts: &[Artifact<'_>],
    progress: &dyn Progress,
) -> Result<Vec<Staged>> {
    let done = AtomicUsize::new(0);
    artifacts
        .par_iter()
        .map(|artifact| {
            progress.step(Step::Writing {
                done: done.load(Ordering::Relaxed),
                of: artifacts.len(),
            });
            let staged = folder.stage(&artifact.path, |out| (artifact.write)(out));
            done.fetch_add(1, Ordering::Relaxed);
            staged
        })
        .collect()
}

/// Saves the journal and puts the files in their places. `memory` is what to remember; its outputs are set here.
pub(super) fn commit(
    folder: &BookFolder,
    staged: Vec<Staged>,
    memory: &mut Memory,
    (today, damaged): (jiff::civil::Date, &[&str]),
) -> Result<Wrote> {
    let mut wrote = Wrote::default();
    let before = std::mem::take(&mut memory.outputs);
    let known = ours(&before);
    let made: BTreeSet<&str> = staged.iter().map(|file| file.path.as_str()).collect();
    // What people typed is safe before any file that they typed it into goes away.
    folder.write_marks(memory)?;
    for (path, hashes) in &known {
        if !made.contains(path)
            && let Some(done) = folder.retire(path, hashes, today)?
        {
            wrote.diagnostics.extend(done.diagnostics);
            wrote.files.push(FileWritten {
                path: (*path).to_owned(),
                written: done.written,
                retired: true,
            });
        }
    }
    memory.outputs = remembered(&before, &staged, today);
    wrote
        .diagnostics
        .extend(folder.write_journal(memory, damaged, today)?);
    for file in staged {
        let path = file.path.clone();
        let ours = known.get(path.as_str()).map_or(&[][..], Vec::as_slice);
        let done = folder.commit(file, ours, today)?;
        wrote.diagnostics.extend(done.diagnostics);
        wrote.files.push(FileWritten {
            path,
            written: done.written,
            retired: false,
        });
    }
    wrote.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(wrote)
}

/// The new files, and for each that changed the one before it: after a power cut either may lie in its place.
fn remembered(
    before: &[OutputRecord],
    staged: &[Staged],
    today: jiff::civil::Date,
) -> Vec<OutputRecord> {
    let mut known: BTreeMap<&str, Vec<&OutputRecord>> = BTreeMap::new();
    for record in before {
        known.entry(&record.path).or_default().push(record);
    }
    let mut records = Vec::new();
    for file in staged {
        let old = known.get(file.path.as_str()).map_or(&[][..], Vec::as_slice);
        let current = old.iter().find(|record| record.hash == file.hash);
        let previous = old.iter().find(|record| record.hash != file.hash);
        records.push(current.map_or_else(
            || OutputRecord {
                path: file.path.clone(),
                hash: file.hash.clone(),
                date: today,
            },
            |record| (*record).clone(),
        ));
        records.extend(previous.map(|record| (*record).clone()));
    }
    records.sort_by(|a, b| a.path.cmp(&b.path));
    records
}
