//! Mistakes in rules files: where they stand, what they are called, and how they look on a terminal.
//!
//! Mistakes are collected, never thrown: one reading of the rules reports all of them. The words are in
//! `lang/*/diag-rules.toml`.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Patch, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity};
use crate::lang::Lang;
use crate::model::Place;

/// A rules file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesFile {
    /// Path relative to the book, such as `rules/tiers.toml`; the last part decides what is read from it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A mistake in a rules file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesProblem {
    /// What is wrong, at a [`Place::Line`]; an error makes the rules unacceptable, a warning does not.
    pub diagnostic: Diagnostic,
    /// Index of the file among those given to [`super::read`].
    pub file: usize,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
    /// What to write in place of these bytes, where there is a good guess.
    pub suggestion: Option<String>,
}

/// Shows a mistake with its line of the file, its hint and, where there is one, the line as it probably should be.
/// `text` is the whole text of the problem's file.
pub fn render(problem: &RulesProblem, text: &str, lang: &Lang, color: bool) -> String {
    let path = match &problem.diagnostic.place {
        Place::Line { file, .. } | Place::File(file) => file.as_str(),
        _ => "",
    };
    let level = match problem.diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(lang.get("rules.error")),
        Severity::Warning => Level::WARNING.with_name(lang.get("rules.warning")),
        Severity::Note => Level::NOTE.with_name(lang.get("rules.note")),
    };
    let help = || Level::HELP.with_name(lang.get("rules.help"));
    let span = within(&problem.span, text);
    let mut group = level
        .primary_title(lang.message(&problem.diagnostic))
        .element(
            Snippet::source(text)
                .path(path)
                .annotation(AnnotationKind::Primary.span(span.clone())),
        );
    let hint = lang.hint(&problem.diagnostic);
    let mut groups = Vec::new();
    match (&problem.suggestion, hint) {
        (Some(suggestion), hint) => {
            groups.push(group);
            let patched = Snippet::source(text)
                .path(path)
                .patch(Patch::new(span, suggestion.as_str()));
            groups.push(
                help()
                    .secondary_title(hint.unwrap_or_default())
                    .element(patched),
            );
        }
        (None, Some(hint)) => {
            group = group.element(help().message(hint));
            groups.push(group);
        }
        (None, None) => groups.push(group),
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&groups)
}

/// The span cut to the text and to whole characters, so that a file that changed meanwhile cannot hurt.
fn within(span: &Range<usize>, text: &str) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

/// Some bytes of one of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) file: usize,
    pub(super) span: Range<usize>,
}

/// A value and where it was written.
#[derive(Debug, Clone)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) spot: Spot,
}

/// A mistake under construction.
#[derive(Debug)]
pub(super) struct Mistake {
    code: &'static str,
    severity: Severity,
    spot: Spot,
    value: String,
    args: Vec<(&'static str, String)>,
    suggestion: Option<String>,
}

impl Mistake {
    pub(super) fn new(code: &'static str, spot: &Spot, value: impl Into<String>) -> Mistake {
        Mistake {
            code,
            severity: Severity::Error,
            spot: spot.clone(),
            value: value.into(),
            args: Vec::new(),
            suggestion: None,
        }
    }

    pub(super) fn warning(mut self) -> Mistake {
        self.severity = Severity::Warning;
        self
    }

    pub(super) fn arg(mut self, name: &'static str, value: impl Into<String>) -> Mistake {
        self.args.push((name, value.into()));
        self
    }

    /// The argument `{meant}` of the hint, and what to write in place of the spot.
    pub(super) fn meant(mut self, meant: &str, written: impl Into<String>) -> Mistake {
        self.suggestion = Some(written.into());
        self.arg("meant", meant)
    }
}

/// Collects mistakes over all files.
#[derive(Debug)]
pub(super) struct Problems<'a> {
    files: Vec<&'a RulesFile>,
    found: Vec<RulesProblem>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(files: Vec<&'a RulesFile>) -> Problems<'a> {
        Problems {
            files,
            found: Vec::new(),
        }
    }

    pub(super) fn file(&self, index: usize) -> &'a RulesFile {
        self.files[index]
    }

    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn add(&mut self, mistake: Mistake) {
        let file = self.files[mistake.spot.file];
        let span = within(&mistake.spot.span, &file.text);
        let place = self.place(&mistake.spot);
        let mut diagnostic =
            Diagnostic::new(mistake.code, mistake.severity, place).value(mistake.value);
        diagnostic.args = mistake.args;
        let problem = RulesProblem {
            diagnostic,
            file: mistake.spot.file,
            span,
            suggestion: mistake.suggestion,
        };
        if !self.found.contains(&problem) {
            self.found.push(problem);
        }
    }

    /// The line and column of a spot.
    pub(super) fn place(&self, spot: &Spot) -> Place {
        let file = self.files[spot.file];
        let span = within(&spot.span, &file.text);
        let before = &file.text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place::Line {
            file: file.path.clone(),
            line: before.matches('\n').count() as u32 + 1,
            column: before[line_start..].chars().count() as u32 + 1,
        }
    }

    /// The spot of a part of a text value: exact where the value stands in the file as it is, else the whole value.
    pub(super) fn part(&self, text: &At<String>, part: Range<usize>) -> Spot {
        let Spot { file, span } = text.spot.clone();
        let written = self.files[file].text.get(span.clone()).unwrap_or_default();
        let is_long = written.starts_with("\"\"\"") || written.starts_with("'''");
        let quotes = if is_long { 3 } else { 1 };
        let start = span.start + quotes;
        let same = self.files[file]
            .text
            .get(start..start + text.value.len())
            .is_some_and(|written| written == text.value);
        let span = if same {
            start + part.start..start + part.end
        } else {
            span
        };
        Spot { file, span }
    }

    /// A text value from one of its bytes on, as a value of its own.
    pub(super) fn rest(&self, text: &At<String>, from: usize) -> At<String> {
        let Spot { file, mut span } = text.spot.clone();
        let written = self.files[file].text.get(span.clone()).unwrap_or_default();
        let is_long = written.starts_with("\"\"\"") || written.starts_with("'''");
        span.start = (span.start + from + if is_long { 2 } else { 0 }).min(span.end);
        At {
            value: text.value.get(from..).unwrap_or_default().to_owned(),
            spot: Spot { file, span },
        }
    }

    /// All mistakes of the first `files` files, in the order in which they stand.
    pub(super) fn into_found(self, files: usize) -> Vec<RulesProblem> {
        let mut found = self.found;
        found.retain(|problem| problem.file < files);
        found.sort_by_key(|problem| (problem.file, problem.span.start, problem.span.end));
        found
    }
}
