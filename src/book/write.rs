//! From an outcome to files. The order makes a power cut harmless: all new files lie ready, then the journal is saved (it
//! knows the hashes of the old and of the new files), then each new file takes its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jiff::civil::Date;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::marks::{Taken, ours};
use super::progress::{Progress, Step};
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::model::{Memory, OutputRecord, Place};
use crate::output::Artifact;
use crate::store::{BookFolder, Staged, Written, beside};

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

/// What [`commit`] has to know of the run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion<'a> {
    /// The day.
    pub(super) today: Date,
    /// Files of the journal that could not be read whole.
    pub(super) damaged: &'a [&'a str],
    /// What the fill-in files held when they were read.
    pub(super) taken: &'a Taken,
}

/// Saves the journal and puts the files in their places. `memory` is what to remember; its outputs are set here.
pub(super) fn commit(
    folder: &BookFolder,
    mut staged: Vec<Staged>,
    memory: &mut Memory,
    occasion: Occasion<'_>,
) -> Result<Wrote> {
    let Occasion {
        today,
        damaged,
        taken,
    } = occasion;
    let mut wrote = Wrote::default();
    let before = std::mem::take(&mut memory.outputs);
    let known = ours(&before);
    let ours_at = |path: &str| known.get(path).map_or(&[][..], Vec::as_slice);
    let made: BTreeSet<String> = staged.iter().map(|file| file.path.clone()).collect();
    let is_output = |path: &str| made.contains(path) || known.contains_key(path);
    // What people typed is safe before any file that they typed it into goes away.
    folder.write_marks(memory)?;
    let mut left: BTreeSet<String> = BTreeSet::new();
    for path in made.iter().map(String::as_str).chain(known.keys().copied()) {
        if taken.is_unread(path) {
            left.insert(path.to_owned());
        } else if !left.contains(path) && taken.is_newer(folder, path, ours_at(path))? {
            left.insert(path.to_owned());
            wrote.diagnostics.push(saved_meanwhile(path));
        }
    }
    for (path, hashes) in &known {
        if made.contains(*path) || left.contains(*path) {
            continue;
        }
        if let Some(done) = folder.retire(path, hashes, today)? {
            wrote.diagnostics.extend(done.diagnostics);
            wrote.files.push(FileWritten {
                path: (*path).to_owned(),
                written: done.written,
                retired: true,
            });
        }
        if !is_output(&beside(path)) {
            wrote
                .diagnostics
                .extend(clear(folder, &beside(path), (hashes, today)));
        }
    }
    staged.retain(|file| !left.contains(&file.path));
    let stay = before.iter().filter(|record| left.contains(&record.path));
    memory.outputs = remembered(&before, &staged, today);
    memory.outputs.extend(stay.cloned());
    memory.outputs.sort_by(|a, b| a.path.cmp(&b.path));
    // The disk is busy with the new files while the journal is made.
    let is_new = |file: &&Staged| !ours_at(&file.path).contains(&file.hash.as_str());
    let fresh: Vec<&Staged> = staged.iter().filter(is_new).collect();
    let journal = thread::scope(|scope| {
        scope.spawn(|| fresh.iter().for_each(|file| file.flush()));
        folder.write_journal(memory, damaged, today)
    });
    wrote.diagnostics.extend(journal?);
    let mut place = |file: Staged| -> Result<()> {
        let path = file.path.clone();
        let ours = ours_at(&path);
        // Saving a large journal takes time too.
        if taken.is_newer(folder, &path, ours)? {
            wrote.diagnostics.push(saved_meanwhile(&path));
            return Ok(());
        }
        let done = folder.commit(file, ours, today)?;
        wrote.diagnostics.extend(done.diagnostics);
        if done.written != Written::Beside && !is_output(&beside(&path)) {
            wrote
                .diagnostics
                .extend(clear(folder, &beside(&path), (ours, today)));
        }
        wrote.files.push(FileWritten {
            path,
            written: done.written,
            retired: false,
        });
        Ok(())
    };
    let placed = staged.into_iter().try_for_each(&mut place);
    taken.note_answers(folder, memory);
    folder.write_marks(memory)?;
    placed?;
    wrote.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(wrote)
}

/// Takes away a version that lay beside a file in use. Where a program holds this one too, the next run does it.
fn clear(folder: &BookFolder, path: &str, (ours, today): (&[&str], Date)) -> Vec<Diagnostic> {
    match folder.retire(path, ours, today) {
        Ok(Some(done)) => done.diagnostics,
        Ok(None) | Err(_) => Vec::new(),
    }
}

fn saved_meanwhile(path: &str) -> Diagnostic {
    let place = Place::File(path.to_owned());
    Diagnostic::new("marks-newer", Severity::Warning, place)
}

/// The new files, and for each that changed the one before it: after a power cut either may lie in its place.
fn remembered(before: &[OutputRecord], staged: &[Staged], today: Date) -> Vec<OutputRecord> {
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use jiff::civil::date;

    use super::super::marks::take;
    use super::*;

    const LIST: &str = "out/reminders.xlsx";
    const BESIDE: &str = "out/reminders (new).xlsx";
    const TODAY: Date = date(2026, 11, 22);

    struct Fixture {
        dir: tempfile::TempDir,
        folder: BookFolder,
        memory: Memory,
    }

    impl Fixture {
        fn new() -> Fixture {
            let dir = tempfile::tempdir().unwrap();
            fs::create_dir(dir.path().join("out")).unwrap();
            let folder = BookFolder::open(dir.path()).unwrap();
            let memory = Memory::default();
            Fixture {
                dir,
                folder,
                memory,
            }
        }

        fn put(&self, path: &str, bytes: &[u8]) {
            fs::write(self.dir.path().join(path), bytes).unwrap();
        }

        fn read(&self, path: &str) -> Vec<u8> {
            fs::read(self.dir.path().join(path)).unwrap()
        }

        fn take(&mut self) -> Taken {
            take(&self.folder, &mut self.memory, TODAY)
        }

        fn commit(&mut self, taken: &Taken, text: &str) -> Vec<&'static str> {
            let staged = self.folder.stage(LIST, |out| {
                out.write_all(text.as_bytes()).unwrap();
                Ok(())
            });
            let occasion = Occasion {
                today: TODAY,
                damaged: &[],
                taken,
            };
            let staged = vec![staged.unwrap()];
            let wrote = commit(&self.folder, staged, &mut self.memory, occasion).unwrap();
            wrote.diagnostics.iter().map(|found| found.code).collect()
        }
    }

    fn list(done_on: &str) -> Vec<u8> {
        let mut list = rust_xlsxwriter::Workbook::new();
        let sheet = list.add_worksheet();
        for (column, text) in [(0, "Key"), (1, "Done on")] {
            sheet.write(0, column, text).unwrap();
        }
        sheet.write(1, 0, "verify:c100000000").unwrap();
        sheet.write(1, 1, done_on).unwrap();
        list.save_to_buffer().unwrap()
    }

    #[test]
    fn a_list_that_cannot_be_read_stays() {
        let mut book = Fixture::new();
        let taken = book.take();
        book.commit(&taken, "first");
        let records = book.memory.outputs.clone();
        book.put(LIST, b"half a workbook");
        let taken = book.take();
        assert_eq!(taken.diagnostics[0].code, "marks-unreadable");
        book.commit(&taken, "second");
        assert_eq!(book.read(LIST), b"half a workbook");
        assert_eq!(book.memory.outputs, records);
    }

    #[test]
    fn a_list_saved_during_the_run_waits_for_the_next() {
        let mut book = Fixture::new();
        let taken = book.take();
        book.commit(&taken, "first");
        let taken = book.take();
        // Made once: a workbook knows when it was made.
        let saved = list("✓");
        book.put(LIST, &saved);
        assert_eq!(book.commit(&taken, "second"), ["marks-newer"]);
        assert_eq!(book.read(LIST), saved);
        let taken = book.take();
        assert_eq!(book.memory.marks[0].value, "✓");
        assert_eq!(book.commit(&taken, "third"), ["output-edited"]);
        assert_eq!(book.read(LIST), b"third");
    }

    #[test]
    fn the_version_beside_a_list_in_use_is_read_and_taken_away() {
        let mut book = Fixture::new();
        book.put(BESIDE, &list("✓"));
        let taken = book.take();
        let mark = &book.memory.marks[0];
        assert_eq!((mark.file.as_str(), mark.value.as_str()), (LIST, "✓"));
        assert_eq!(book.commit(&taken, "new"), ["output-edited"]);
        assert_eq!(book.read(LIST), b"new");
        assert!(!book.dir.path().join(BESIDE).exists());
    }
}
