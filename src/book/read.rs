//! From listed sources to sheets: each workbook is read in a child process, so that a hostile file can end nothing but its
//! own reader.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::progress::{Progress, Step};
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::model::{Flaw, Grid, Place, SheetEvent};
use crate::source::{self, FileKind, Limits, ReadProblem, wire};
use crate::stage::map::InputSheet;
use crate::store::{Source, open_file};

/// Files are read two at a time: each has a reader and a parser at work.
const AT_A_TIME: usize = 2;
/// A file that is being saved is read again so many times.
const ATTEMPTS: usize = 3;

/// Who reads workbooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reader {
    /// This process: for tests, and where no child can be started.
    Here,
    /// A child process: this program with `read-source FILE`.
    Child(PathBuf),
}

/// What came in.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// In the order of files, then of sheets.
    pub(super) sheets: Vec<InputSheet>,
    /// Files and sheets that could not be read.
    pub(super) diagnostics: Vec<Diagnostic>,
}

struct FileRead {
    sheets: Vec<(String, Grid)>,
    failed: Vec<(String, String)>,
    flaws: Vec<Flaw>,
    own: bool,
    result: std::result::Result<(), ReadProblem>,
}

/// Reads all sources; never fails as a whole.
pub(super) fn sources(sources: &[Source], reader: &Reader, progress: &dyn Progress) -> Sheets {
    let done = AtomicUsize::new(0);
    let one = |source: &Source| {
        let at = done.load(Ordering::Relaxed);
        progress.step(Step::Reading {
            file: &source.path,
            done: at,
            of: sources.len(),
        });
        let read = stable(source, reader);
        done.fetch_add(1, Ordering::Relaxed);
        read
    };
    let all = || sources.par_iter().map(one).collect::<Vec<Sheets>>();
    let parts = match ThreadPoolBuilder::new().num_threads(AT_A_TIME).build() {
        Ok(pool) => pool.install(all),
        Err(_) => all(),
    };
    let mut together = Sheets::default();
    for part in parts {
        together.sheets.extend(part.sheets);
        together.diagnostics.extend(part.diagnostics);
    }
    together
}

/// Reads a file until it did not change meanwhile.
fn stable(source: &Source, reader: &Reader) -> Sheets {
    let mut attempt = 1;
    loop {
        let read = file(&source.path, &source.file, reader);
        let unchanged = source.is_unchanged();
        if unchanged || attempt == ATTEMPTS {
            let mut sheets = sheets(source, read);
            if !unchanged {
                let place = Place::File(source.path.clone());
                let note = Diagnostic::new("data-changing", Severity::Warning, place);
                sheets.diagnostics.push(note);
            }
            return sheets;
        }
        attempt += 1;
    }
}

fn sheets(source: &Source, read: FileRead) -> Sheets {
    let place = || Place::File(source.path.clone());
    let mut found = Sheets::default();
    for (name, reason) in &read.failed {
        found
            .diagnostics
            .push(source::sheet_failed(place(), name, reason));
    }
    for flaw in &read.flaws {
        found.diagnostics.push(source::flawed(&source.path, flaw));
    }
    match read.result {
        Err(problem) => found.diagnostics.push(problem.diagnostic(&source.path)),
        Ok(()) if read.own => {
            let note = Diagnostic::new("data-own-output", Severity::Note, place());
            found.diagnostics.push(note);
        }
        Ok(()) => {
            found.sheets = read
                .sheets
                .into_iter()
                .map(|(name, grid)| InputSheet {
                    file: source.path.clone(),
                    name,
                    modified: source.modified,
                    grid,
                })
                .collect();
        }
    }
    found
}

/// The sheets of a file that tierbook itself wrote, by name. An error where any of it cannot be read.
pub(super) fn written_sheets(path: &Path) -> std::result::Result<Vec<(String, Grid)>, ReadProblem> {
    let name = path.to_string_lossy();
    let kind = FileKind::of(file_name(&name)).ok_or(ReadProblem::Foreign)?;
    let mut read = FileRead::empty();
    let limits = Limits {
        own_outputs: true,
        ..Limits::default()
    };
    here(path, kind, &limits, &mut |event| read.take(event))?;
    match read.failed.into_iter().next() {
        Some((_, reason)) => Err(ReadProblem::Unreadable(reason)),
        None => Ok(read.sheets),
    }
}

/// Whether a file carries the mark of what tierbook wrote.
pub(super) fn is_own(path: &Path, reader: &Reader) -> bool {
    file(&path.to_string_lossy(), path, reader).own
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn file(path: &str, at: &Path, reader: &Reader) -> FileRead {
    let mut read = FileRead::empty();
    let Some(kind) = FileKind::of(file_name(path)) else {
        read.result = Err(ReadProblem::Foreign);
        return read;
    };
    let result = match reader {
        // Text is read by this program alone: no library can abort on it.
        Reader::Child(program)
            if !matches!(kind, FileKind::Csv | FileKind::Text | FileKind::Vcard) =>
        {
            match spawn(program, at) {
                Ok(child) => receive(child, &mut |event| read.take(event)),
                Err(_) => here(at, kind, &Limits::default(), &mut |event| read.take(event)),
            }
        }
        _ => here(at, kind, &Limits::default(), &mut |event| read.take(event)),
    };
    read.result = result;
    read
}

fn here(
    path: &Path,
    kind: FileKind,
    limits: &Limits,
    sink: &mut dyn FnMut(SheetEvent),
) -> std::result::Result<(), ReadProblem> {
    let mut file = open_file(path).map_err(|error| ReadProblem::Unreadable(error.to_string()))?;
    source::read(&mut file, kind, limits, sink)
}

fn spawn(program: &Path, file: &Path) -> std::io::Result<Child> {
    Command::new(program)
        .arg("read-source")
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

fn receive(
    mut child: Child,
    sink: &mut dyn FnMut(SheetEvent<&str>),
) -> std::result::Result<(), ReadProblem> {
    let result = match child.stdout.take() {
        Some(stream) => wire::receive(stream, sink),
        None => Err(ReadProblem::ReaderDied),
    };
    if result.is_err() {
        // It may still be busy with a file that nobody wants any more. It may also be gone already.
        let _ = child.kill();
    }
    let _ = child.wait();
    result
}

/// What the child process does: reads one file and sends its sheets.
pub fn serve(path: &Path, out: impl std::io::Write) -> Result<()> {
    let name = path.to_string_lossy();
    let kind = FileKind::of(file_name(&name)).unwrap_or(FileKind::Text);
    let mut file = open_file(path)?;
    wire::send(&mut file, kind, &Limits::default(), out)
        .map_err(|error| crate::error::Error::io("send", path, error))
}

impl FileRead {
    fn empty() -> FileRead {
        FileRead {
            sheets: Vec::new(),
            failed: Vec::new(),
            flaws: Vec::new(),
            own: false,
            result: Ok(()),
        }
    }

    fn take<T: AsRef<str> + Into<String>>(&mut self, event: SheetEvent<T>) {
        match event {
            SheetEvent::Start { name } => self.sheets.push((name.into(), Grid::default())),
            SheetEvent::Row { row, cells } => {
                if let Some((_, grid)) = self.sheets.last_mut() {
                    grid.push_row(row, &cells);
                }
            }
            SheetEvent::End => {}
            SheetEvent::Failed { name, reason } => {
                self.failed.push((name.into(), reason.into()));
            }
            SheetEvent::Flawed(flaw) => self.flaws.push(flaw),
            SheetEvent::OwnOutput => self.own = true,
        }
    }
}
