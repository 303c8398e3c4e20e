//! How words look on a terminal: colours, aligned labels, and values that keep their direction in right-to-left text.

use owo_colors::OwoColorize;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

use crate::diag::Severity;
use crate::lang::Lang;

/// Isolates a left-to-right value (a path, a command) in right-to-left text (Unicode Bidirectional Algorithm, LRI and PDI).
pub(super) fn isolate(text: &str, lang: &Lang) -> String {
    if lang.language.is_right_to_left() && text.is_ascii() {
        format!("\u{2066}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

/// A severity as a coloured word.
pub(super) fn severity(severity: Severity, lang: &Lang) -> String {
    let word = lang.get(match severity {
        Severity::Error => "cli.severity.error",
        Severity::Warning => "cli.severity.warning",
        Severity::Note => "cli.severity.note",
    });
    match severity {
        Severity::Error => word.red().bold().to_string(),
        Severity::Warning => word.yellow().bold().to_string(),
        Severity::Note => word.blue().bold().to_string(),
    }
}

/// A heading.
pub(super) fn bold(text: &str) -> String {
    text.bold().to_string()
}

/// Something of less weight.
pub(super) fn faint(text: &str) -> String {
    text.dimmed().to_string()
}

/// Lines of a label and a value, the values in one column.
#[derive(Debug, Default)]
pub(super) struct Labelled(Vec<(String, String)>);

impl Labelled {
    /// Adds a line; an empty label continues the line above.
    pub(super) fn add(&mut self, label: &str, value: impl Into<String>) {
        self.0.push((label.to_owned(), value.into()));
    }

    /// All lines. Right-to-left terminals align nothing reliably: there a colon stands in for the column.
    pub(super) fn render(&self, lang: &Lang) -> String {
        let width = self
            .0
            .iter()
            .map(|(label, _)| label.width())
            .max()
            .unwrap_or_default();
        let mut text = String::new();
        for (label, value) in &self.0 {
            if lang.language.is_right_to_left() {
                if label.is_empty() {
                    text.push_str("    ");
                } else {
                    let _ = write!(text, "{}: ", bold(label));
                }
            } else {
                let gap = " ".repeat(width - label.width() + 2);
                let _ = write!(text, "{}{gap}", bold(label));
            }
            text.push_str(value);
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn values_stand_in_one_column() {
        let mut lines = Labelled::default();
        lines.add("Read", "3 files");
        lines.add("Contacts", "12");
        lines.add("", "more");
        let lang = Lang::load(Language::English);
        let plain = anstream::adapter::strip_str(&lines.render(&lang)).to_string();
        assert_eq!(plain, "Read      3 files\nContacts  12\n          more\n");
        let lang = Lang::load(Language::Arabic);
        let plain = anstream::adapter::strip_str(&lines.render(&lang)).to_string();
        assert_eq!(plain, "Read: 3 files\nContacts: 12\n    more\n");
    }
}
