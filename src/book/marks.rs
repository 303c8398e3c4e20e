//! What people typed into written sheets, before these are written anew.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::read::written_sheets;
use crate::diag::Diagnostic;
use crate::error::Result;
use crate::model::{Memory, OutputRecord};
use crate::stage::marks::{self, FillIn, WrittenSheet};
use crate::store::BookFolder;

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

/// Takes the marks of every edited file into the memory.
pub(super) fn take(
    folder: &BookFolder,
    memory: &mut Memory,
    today: Date,
) -> Result<Vec<Diagnostic>> {
    let mut known = ours(&memory.outputs);
    // A book whose journal was lost still has its lists.
    for path in ["out/reminders.xlsx", "out/review.xlsx"] {
        known.entry(path).or_default();
    }
    known.retain(|path, _| is_fill_in(path));
    let edited = folder.edited(&known)?;
    if edited.is_empty() {
        return Ok(Vec::new());
    }
    let fill_in = FillIn::load();
    let mut diagnostics = Vec::new();
    let mut found = Vec::new();
    for (path, file) in edited {
        for (_, grid) in written_sheets(&file) {
            let sheet = WrittenSheet {
                file: path,
                grid: &grid,
                today,
            };
            let read = marks::read(sheet, &fill_in);
            diagnostics.extend(read.diagnostics);
            found.extend(read.marks);
        }
    }
    diagnostics.extend(marks::merge(&mut memory.marks, found));
    Ok(diagnostics)
}
