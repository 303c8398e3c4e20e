//! A builder that reads like a sentence: make a book, run the real program over it, look at what it says and writes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its book has failed"
)]

pub(crate) mod flowers;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use assert_cmd::Command;

/// A book in a folder of its own, which disappears with it.
pub(crate) struct Book {
    dir: tempfile::TempDir,
    as_of: &'static str,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Done {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output, without colours.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Book {
    /// An empty folder; today is 22 November 2026.
    pub(crate) fn new() -> Book {
        Book {
            dir: tempfile::tempdir().unwrap(),
            as_of: "2026-11-22",
        }
    }

    /// Works at another date.
    pub(crate) fn on(mut self, date: &'static str) -> Book {
        self.as_of = date;
        self
    }

    /// Puts a file anywhere into the book.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Book {
        self.change(path, content);
        self
    }

    /// Puts a CSV into `data/`.
    pub(crate) fn csv(self, name: &str, text: &str) -> Book {
        self.file(&format!("data/{name}"), text)
    }

    /// Puts a file into `rules/`.
    pub(crate) fn rules(self, name: &str, text: &str) -> Book {
        self.file(&format!("rules/{name}"), text)
    }

    /// Changes a file between two runs.
    pub(crate) fn change(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, content).unwrap();
    }

    /// Where a file of the book lies.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// A text file of the book.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The lines of a plain twin below its header.
    pub(crate) fn twin(&self, name: &str) -> Vec<String> {
        let text = self.read(&format!("out/data/{name}"));
        text.lines().skip(1).map(str::to_owned).collect()
    }

    /// The cells of a column of `contacts.csv` (from 0), by id.
    pub(crate) fn contacts(&self, column: usize) -> BTreeMap<String, String> {
        let lines = self.twin("contacts.csv");
        let cells = lines.iter().map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[0].to_owned(), cells[column].to_owned())
        });
        cells.collect()
    }

    /// `tierbook run`.
    pub(crate) fn run(&self) -> Done {
        self.command(&["run"])
    }

    /// Any command, in English and at the book's date unless the command says otherwise.
    pub(crate) fn command(&self, words: &[&str]) -> Done {
        let mut command = Command::cargo_bin("tierbook").unwrap();
        command
            .current_dir(self.dir.path())
            .env("LC_ALL", "C")
            .env_remove("LANG")
            .args(["--as-of", self.as_of])
            .args(words);
        let output = command.output().unwrap();
        Done {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Content and modification time of every file in a folder of the book, by path.
    pub(crate) fn snapshot(&self, folder: &str) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let modified = fs::metadata(&path).unwrap().modified().unwrap();
                    let inner = path.strip_prefix(self.dir.path()).unwrap().to_owned();
                    files.insert(inner, (fs::read(&path).unwrap(), modified));
                }
            }
        }
        files
    }

    /// The names of files below a folder of the book, ascending.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        self.snapshot(folder)
            .into_keys()
            .map(|path: PathBuf| to_slashes(&path))
            .collect()
    }
}

fn to_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
