//! What keeps a whole file from being read, and what to tell its owner.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Severity};
use crate::model::{Flaw, FlawKind, Place};

/// Why a file could not be read. Reasons are in English, as libraries and systems give them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ReadProblem {
    /// The system refused to read it.
    Unreadable(String),
    /// It is damaged, or still being saved.
    Damaged(String),
    /// It is protected by a password.
    Encrypted,
    /// It is larger than so many bytes, itself or unpacked.
    TooLarge(u64),
    /// It has the name of a workbook and holds something else.
    Foreign,
    /// It has the name of an address book file and no card in it.
    NoCards,
    /// The process that read it ended before the file did.
    ReaderDied,
}

impl ReadProblem {
    /// What a failing read says.
    pub(super) fn unreadable(error: impl fmt::Display) -> ReadProblem {
        ReadProblem::Unreadable(error.to_string())
    }

    /// The problem as its owner sees it; `file` is the path relative to the book.
    pub fn diagnostic(&self, file: &str) -> Diagnostic {
        let place = Place::File(file.to_owned());
        let name = file.rsplit('/').next().unwrap_or(file);
        let problem = |code| Diagnostic::new(code, Severity::Error, place.clone()).value(name);
        match self {
            ReadProblem::Unreadable(reason) => problem("file-unreadable").arg("reason", reason),
            ReadProblem::Damaged(reason) => problem("file-damaged").arg("reason", reason),
            ReadProblem::Encrypted => problem("file-encrypted"),
            ReadProblem::TooLarge(bytes) => problem("file-too-large").arg("megabytes", bytes >> 20),
            ReadProblem::Foreign => problem("file-not-a-workbook"),
            ReadProblem::NoCards => problem("file-without-cards"),
            ReadProblem::ReaderDied => problem("reader-died"),
        }
    }
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadProblem::Unreadable(reason) => write!(out, "cannot be read: {reason}"),
            ReadProblem::Damaged(reason) => write!(out, "is damaged: {reason}"),
            ReadProblem::Encrypted => out.write_str("is protected by a password"),
            ReadProblem::TooLarge(bytes) => write!(out, "holds more than {} MB", bytes >> 20),
            ReadProblem::Foreign => out.write_str("is not a workbook"),
            ReadProblem::NoCards => out.write_str("holds no cards"),
            ReadProblem::ReaderDied => out.write_str("made the reader give up"),
        }
    }
}

impl std::error::Error for ReadProblem {}

/// The diagnostic for a sheet of which [`SheetEvent::Failed`](crate::model::SheetEvent::Failed) came: `name` is the sheet's,
/// empty for a text file.
pub fn sheet_failed(place: Place, name: &str, reason: &str) -> Diagnostic {
    let code = if name.is_empty() {
        "text-unreadable"
    } else {
        "sheet-unreadable"
    };
    Diagnostic::new(code, Severity::Error, place)
        .value(name)
        .arg("reason", reason)
}

/// The diagnostic for what is wrong in a file of cards; `file` is the path relative to the book.
pub fn flawed(file: &str, flaw: &Flaw) -> Diagnostic {
    let code = match flaw.kind {
        FlawKind::CardWithoutEnd => "card-without-end",
        FlawKind::LineUnreadable => "card-line-unreadable",
        FlawKind::LineTooLong => "card-line-too-long",
    };
    let place = Place::Line {
        file: file.to_owned(),
        line: flaw.line,
        column: 1,
    };
    Diagnostic::new(code, Severity::Warning, place)
        .value(&flaw.value)
        .arg("card", flaw.card)
        .arg("count", flaw.count)
}

#[cfg(test)]
mod tests {
    use super::{ReadProblem, flawed, sheet_failed};
    use crate::lang::{Lang, Language};
    use crate::model::{Flaw, FlawKind, Place};

    #[test]
    fn problems_are_told_in_every_language_with_a_hint() {
        let problems = [
            ReadProblem::Unreadable("denied".into()),
            ReadProblem::Damaged("bad checksum".into()),
            ReadProblem::Encrypted,
            ReadProblem::TooLarge(64 << 20),
            ReadProblem::Foreign,
            ReadProblem::NoCards,
            ReadProblem::ReaderDied,
        ];
        let mut diagnostics: Vec<_> = problems
            .iter()
            .map(|problem| problem.diagnostic("data/shop/contacts.xlsx"))
            .collect();
        for name in ["Sales", ""] {
            diagnostics.push(sheet_failed(Place::Book, name, "row 2 comes after row 2"));
        }
        for kind in [
            FlawKind::CardWithoutEnd,
            FlawKind::LineUnreadable,
            FlawKind::LineTooLong,
        ] {
            let flaw = Flaw {
                kind,
                count: 2,
                card: 17,
                line: 230,
                value: "NOTE".into(),
            };
            diagnostics.push(flawed("data/phone.vcf", &flaw));
        }
        for language in Language::ALL {
            let lang = Lang::load(language);
            for diagnostic in &diagnostics {
                let message = lang.message(diagnostic);
                assert!(!message.contains(['{', '}']), "{message}");
                assert_ne!(message, diagnostic.code, "{language:?}");
                assert!(
                    lang.hint(diagnostic).is_some(),
                    "{language:?} {}",
                    diagnostic.code
                );
            }
        }
        let lang = Lang::load(Language::English);
        let encrypted = ReadProblem::Encrypted.diagnostic("data/shop/contacts.xlsx");
        assert_eq!(
            lang.message(&encrypted),
            "`contacts.xlsx` is protected by a password and was not read"
        );
    }
}
