//! Errors: why a run cannot go on. What is wrong with single cells or rows is a [`crate::diag::Diagnostic`].

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a run stopped; small, so that results stay small.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// The kinds of errors.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written.
    Io {
        /// What was being done: `read`, `write`, `list`...
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is no workbook to read.
    NoData {
        /// The book's folder.
        book: PathBuf,
    },
    /// Another tierbook works in this book.
    Locked {
        /// The book's folder.
        book: PathBuf,
    },
    /// A workbook could not be encoded.
    Encode {
        /// The output.
        path: String,
        /// What the encoder says.
        reason: String,
    },
    /// Rows read and rows accounted for differ: a fault of the program, never of the data.
    RowsLost {
        /// The table.
        table: &'static str,
        /// Rows read.
        read: u64,
        /// Rows accounted for.
        accounted: u64,
    },
    /// A journal file cannot be understood.
    Journal {
        /// The file.
        path: PathBuf,
        /// Line from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A workbook that somebody asked for is not written.
    Refused {
        /// The file.
        path: PathBuf,
        /// Why not: `kind` (no .xlsx), `place` (a folder of the users), `theirs` (a file that tierbook did not write).
        reason: &'static str,
    },
    /// Conditions on the command line have mistakes.
    Conditions {
        /// All of them, each with its line and a caret below.
        shown: String,
        /// Their messages, a line each.
        message: String,
        /// The hint of the first that has one.
        hint: String,
    },
    /// A change of the rules that is not written as `PATH=VALUE`.
    SetShape {
        /// The change as written.
        written: String,
    },
    /// A change of the rules at a place that does not exist.
    SetUnknown {
        /// The path as written.
        written: String,
        /// The part of it that leads nowhere.
        part: String,
        /// What was probably meant.
        meant: Option<String>,
        /// What could stand there.
        expected: String,
    },
    /// A change of the rules whose value cannot be read.
    SetValue {
        /// The value as written.
        written: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A simulation that was told nothing to change.
    NothingToSimulate,
    /// A wrong argument on the command line.
    Usage {
        /// What is wrong, in words.
        message: String,
        /// What to do.
        hint: String,
    },
}

impl Error {
    /// What kind of error it is.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// An error of the file system.
    pub fn io(doing: &'static str, path: impl Into<PathBuf>, source: io::Error) -> Error {
        ErrorKind::Io {
            doing,
            path: path.into(),
            source,
        }
        .into()
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Io {
                doing,
                path,
                source,
            } => write!(out, "cannot {doing} `{}`: {source}", path.display()),
            ErrorKind::NoData { book } => write!(out, "no workbook in `{}`", book.display()),
            ErrorKind::Locked { book } => {
                write!(out, "another tierbook is at work in `{}`", book.display())
            }
            ErrorKind::Encode { path, reason } => write!(out, "cannot make `{path}`: {reason}"),
            ErrorKind::RowsLost {
                table,
                read,
                accounted,
            } => {
                write!(
                    out,
                    "{table}: {read} rows were read, but {accounted} are accounted for; nothing was written"
                )
            }
            ErrorKind::Journal { path, line, reason } => {
                write!(out, "`{}`, line {line}: {reason}", path.display())
            }
            ErrorKind::Refused { path, .. } => write!(out, "`{}` is not written", path.display()),
            ErrorKind::Conditions { message, .. } | ErrorKind::Usage { message, .. } => {
                out.write_str(message)
            }
            ErrorKind::SetShape { written } => write!(out, "`{written}` is no PATH=VALUE"),
            ErrorKind::SetUnknown { written, part, .. } => {
                write!(out, "there is no `{part}` in `{written}`")
            }
            ErrorKind::SetValue { written, reason } => write!(out, "`{written}`: {reason}"),
            ErrorKind::NothingToSimulate => out.write_str("there is nothing to simulate"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self.kind() {
            ErrorKind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
