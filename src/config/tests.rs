//! Rules as users write them, right and wrong.

mod columns;
mod documented;
mod mistakes;
mod more_mistakes;
mod right;
mod sentences;

use std::sync::LazyLock;

use super::{Known, Reading, RulesFile, read};
use crate::lang::{FieldNames, Lang, Language};
use crate::model::Places;

fn file(path: &str, text: &str) -> RulesFile {
    RulesFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// Names are the same for all tests and take long to load in a debug build.
static NAMES: LazyLock<FieldNames> = LazyLock::new(FieldNames::load);

fn read_files(files: &[RulesFile]) -> Reading {
    let columns = ["Closing year".to_owned(), "Тип договора".to_owned()];
    let known = Known {
        names: &NAMES,
        columns: &columns,
    };
    read(files, &known)
}

/// Each problem as `path:line:column: message; hint`.
fn lines(reading: &Reading) -> Vec<String> {
    let lang = Lang::load(Language::English);
    let places = Places::default();
    reading
        .problems
        .iter()
        .map(|problem| {
            let place = places.show(&problem.diagnostic.place);
            let message = lang.message(&problem.diagnostic);
            let hint = lang.hint(&problem.diagnostic).unwrap_or_default();
            format!("{place}: {message}; {hint}")
        })
        .collect()
}

/// A file, its text, and what is said of it after the file's name.
type Case = (&'static str, &'static str, &'static [&'static str]);

/// Whether exactly what the cases expect is said of each.
fn are_told(cases: &[Case]) {
    for (path, text, expected) in cases {
        let found = lines(&read_files(&[file(path, text)]));
        let expected: Vec<String> = expected
            .iter()
            .map(|line| format!("{path}:{line}"))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}
