//! What people typed into written sheets, before these are written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use super::read::written_sheets;
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::model::{Mark, Memory, OutputRecord, Place};
use crate::stage::marks::{self, FillIn, WrittenSheet};
use crate::store::{BookFolder, beside};

/// The files that have fill-in columns.
fn is_fill_in(path: &str) -> bool {
    let workbook = Path::new(path)
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    workbook
        && (path == "out/reminders.xlsx"
            || path == "out/review.xlsx"
            || path.starts_with("out/reminders/"))
}

/// The hashes that tierbook may have left at each path.
pub(super) fn ours(outputs: &[OutputRecord]) -> BTreeMap<&str, Vec<&str>> {
    let mut ours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for output in outputs {
        ours.entry(&output.path).or_default().push(&output.hash);
    }
    ours
}

/// What the fill-in files held when their marks were taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Problems and notes.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The hash of each file that was looked at; `None` where there was none.
    seen: BTreeMap<String, Option<String>>,
    /// Files that could not be read, or one beside them: they stay as they are.
    unread: BTreeSet<String>,
}

impl Taken {
    /// Whether a file must not be replaced now: it could not be read, so that nothing of it is remembered.
    pub(super) fn is_unread(&self, path: &str) -> bool {
        self.unread.contains(path)
    }

    /// Whether somebody saved a file after its marks were taken: what they typed is not remembered yet.
    pub(super) fn is_newer(&self, folder: &BookFolder, path: &str, ours: &[&str]) -> Result<bool> {
        for path in [path.to_owned(), beside(path)] {
            let Some(before) = self.seen.get(&path) else {
                continue;
            };
            let now = folder.content_hash(&path)?;
            if let Some(hash) = &now
                && now != *before
                && !ours.contains(&hash.as_str())
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Takes the marks of every edited file into the memory.
pub(super) fn take(folder: &BookFolder, memory: &mut Memory, today: Date) -> Taken {
    let mut taken = Taken::default();
    let mut found = Vec::new();
    {
        let mut known = ours(&memory.outputs);
        // A book whose journal was lost still has its lists.
        for path in ["out/reminders.xlsx", "out/review.xlsx"] {
            known.entry(path).or_default();
        }
        known.retain(|path, _| is_fill_in(path));
        let fill_in = FillIn::load();
        for (path, hashes) in known {
            for file in [path.to_owned(), beside(path)] {
                let hash = folder.content_hash(&file);
                let is_edited = match &hash {
                    Ok(Some(hash)) => !hashes.contains(&hash.as_str()),
                    Ok(None) => false,
                    Err(_) => true,
                };
                taken.seen.insert(file.clone(), hash.ok().flatten());
                if !is_edited {
                    continue;
                }
                let Ok(sheets) = written_sheets(&folder.root().join(&file)) else {
                    taken.unread.insert(path.to_owned());
                    let place = Place::File(file);
                    let problem = Diagnostic::new("marks-unreadable", Severity::Warning, place);
                    taken.diagnostics.push(problem);
                    continue;
                };
                for (_, grid) in sheets {
                    let sheet = WrittenSheet {
                        file: path,
                        grid: &grid,
                        today,
                    };
                    let read = marks::read(sheet, &fill_in);
                    taken.diagnostics.extend(read.diagnostics);
                    found.extend(read.marks);
                }
            }
        }
    }
    // Of two copies of a list, the one that still shows what was known before says nothing new.
    let before: BTreeSet<[&str; 4]> = memory.marks.iter().map(parts).collect();
    found.retain(|mark| !before.contains(&parts(mark)));
    taken
        .diagnostics
        .extend(marks::merge(&mut memory.marks, found));
    taken
}

fn parts(mark: &Mark) -> [&str; 4] {
    [&mark.file, &mark.key, &mark.column, &mark.value]
}
