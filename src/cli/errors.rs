//! Errors in words: what could not be done, why, and what to do about it.

use std::fmt::Write as _;
use std::io;

use super::style;
use crate::diag::Severity;
use crate::error::{Error, ErrorKind};
use crate::lang::Lang;

/// Message and hint of an error.
pub(super) fn words(error: &Error, lang: &Lang) -> (String, String) {
    let both = |key: &str, args: &[(&str, &str)]| {
        (
            lang.fill(&format!("error.{key}.message"), args),
            lang.fill(&format!("error.{key}.hint"), args),
        )
    };
    match error.kind() {
        ErrorKind::Io {
            doing,
            path,
            source,
        } => {
            let path = style::isolate(&path.display().to_string(), lang);
            let doing = lang
                .find(&format!("error.doing.{doing}"))
                .unwrap_or(lang.get("error.doing.read"));
            let (reason, hint) = reason(source, lang);
            let args = [
                ("path", path.as_str()),
                ("doing", doing),
                ("reason", &reason),
            ];
            (lang.fill("error.io.message", &args), hint)
        }
        ErrorKind::NoData { book } => both("no-data", &[("book", &shown(book, lang))]),
        ErrorKind::Locked { book } => both("locked", &[("book", &shown(book, lang))]),
        ErrorKind::Encode { path, reason } => both("encode", &[("path", path), ("reason", reason)]),
        ErrorKind::RowsLost {
            table,
            read,
            accounted,
        } => both(
            "rows-lost",
            &[
                ("table", table),
                ("read", &read.to_string()),
                ("accounted", &accounted.to_string()),
            ],
        ),
        ErrorKind::Journal { path, line, reason } => both(
            "journal",
            &[
                ("path", &path.display().to_string()),
                ("line", &line.to_string()),
                ("reason", reason),
            ],
        ),
        ErrorKind::Refused { path, reason } => both(
            &format!("refused-{reason}"),
            &[("path", &shown(path, lang))],
        ),
        ErrorKind::Conditions { message, hint, .. } | ErrorKind::Usage { message, hint } => {
            (message.clone(), hint.clone())
        }
        ErrorKind::SetShape { written } => both("set-shape", &[("written", written)]),
        ErrorKind::SetUnknown {
            written,
            part,
            meant,
            expected,
        } => {
            let args = [("written", written.as_str()), ("part", part)];
            let hint = match meant {
                Some(meant) => lang.fill("error.set-unknown.meant", &[("meant", meant)]),
                None if expected.is_empty() => lang.get("error.set-unknown.hint").to_owned(),
                None => lang.fill("error.set-unknown.expected", &[("expected", expected)]),
            };
            (lang.fill("error.set-unknown.message", &args), hint)
        }
        ErrorKind::SetValue { written, reason } => {
            both("set-value", &[("written", written), ("reason", reason)])
        }
        ErrorKind::NothingToSimulate => both("nothing-to-simulate", &[]),
    }
}

fn shown(path: &std::path::Path, lang: &Lang) -> String {
    style::isolate(&path.display().to_string(), lang)
}

/// What the system says, in words where it is one of the usual reasons.
fn reason(source: &io::Error, lang: &Lang) -> (String, String) {
    let key = match source.kind() {
        io::ErrorKind::NotFound => "not-found",
        io::ErrorKind::PermissionDenied => "denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "full",
        io::ErrorKind::ReadOnlyFilesystem => "read-only",
        io::ErrorKind::NotADirectory => "no-folder",
        io::ErrorKind::AlreadyExists => "exists",
        _ => {
            return (
                source.to_string(),
                lang.get("error.reason.other.hint").to_owned(),
            );
        }
    };
    (
        lang.get(&format!("error.reason.{key}.message")).to_owned(),
        lang.get(&format!("error.reason.{key}.hint")).to_owned(),
    )
}

/// An error as it is printed.
pub(super) fn render(error: &Error, lang: &Lang) -> String {
    if let ErrorKind::Conditions { shown, .. } = error.kind() {
        return shown.clone();
    }
    let (message, hint) = words(error, lang);
    let mut text = format!("{}: {message}\n", style::severity(Severity::Error, lang));
    if !hint.is_empty() {
        let _ = writeln!(text, "{} {hint}", style::faint(lang.get("cli.hint")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    fn all() -> Vec<Error> {
        let io = |kind| Error::io("write", "out/tiers.xlsx", io::Error::from(kind));
        vec![
            io(io::ErrorKind::NotFound),
            io(io::ErrorKind::PermissionDenied),
            io(io::ErrorKind::StorageFull),
            io(io::ErrorKind::TimedOut),
            ErrorKind::NoData {
                book: "shop".into(),
            }
            .into(),
            ErrorKind::Locked {
                book: "shop".into(),
            }
            .into(),
            ErrorKind::Encode {
                path: "out/tiers.xlsx".into(),
                reason: "x".into(),
            }
            .into(),
            ErrorKind::Refused {
                path: "data/list.xlsx".into(),
                reason: "kind",
            }
            .into(),
            ErrorKind::Refused {
                path: "data/list.xlsx".into(),
                reason: "place",
            }
            .into(),
            ErrorKind::Refused {
                path: "data/list.xlsx".into(),
                reason: "theirs",
            }
            .into(),
            ErrorKind::RowsLost {
                table: "contacts",
                read: 2,
                accounted: 1,
            }
            .into(),
            ErrorKind::SetShape {
                written: "x".into(),
            }
            .into(),
            ErrorKind::SetUnknown {
                written: "tiers.x".into(),
                part: "x".into(),
                meant: None,
                expected: String::new(),
            }
            .into(),
            ErrorKind::SetValue {
                written: "[".into(),
                reason: "x".into(),
            }
            .into(),
            ErrorKind::NothingToSimulate.into(),
        ]
    }

    #[test]
    fn every_error_has_words_and_a_hint_in_every_language() {
        for language in Language::ALL {
            let lang = Lang::load(language);
            for error in all() {
                let (message, hint) = words(&error, &lang);
                assert!(
                    !message.starts_with("error.") && !message.contains('{'),
                    "{message}"
                );
                assert!(!hint.starts_with("error.") && !hint.is_empty(), "{error:?}");
            }
        }
    }

    #[test]
    fn an_empty_folder_is_told_how_to_begin() {
        let lang = Lang::load(Language::English);
        let error = ErrorKind::NoData {
            book: "shop".into(),
        }
        .into();
        let text = anstream::adapter::strip_str(&render(&error, &lang)).to_string();
        assert_eq!(
            text,
            "error: there is no workbook in `shop`\n\
             hint: put your workbook into `data/`, or run `tierbook init` to make a new book\n"
        );
    }
}
