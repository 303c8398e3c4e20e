//! What is wrong with a line of which no field and operator could be made.

use std::ops::Range;

use super::Checker;
use super::sentence::VERBS;
use crate::config::grammar::{self, Op, Operator};
use crate::config::nearest::nearest;
use crate::config::section::listed;

impl Checker<'_, '_, '_> {
    /// Says what is wrong with a line of which no field and operator could be made.
    pub(super) fn explain<T>(&mut self, operators: &[Operator]) -> Option<T> {
        let line = self.line.value.as_str();
        let field = self.longest_field();
        if let Some(after) = field
            && let Some((words, meant)) = misspelt_operator(line, after)
        {
            return self.refuse("rules-operator-misspelt", &words, |mistake| {
                mistake.meant(meant, meant)
            });
        }
        if let Some(operator) = operators.first() {
            let Some(subject) = grammar::one_word(&line[..operator.span.start], 0) else {
                return self.refuse("rules-field-missing", &operator.span, |mistake| mistake);
            };
            if operator.op == Op::IsOn {
                return self.unknown_ladder(&subject);
            }
            let meant = self.names.nearest_field(&subject.text);
            if meant.is_none()
                && let Some((words, meant)) = self.misspelt_verb()
            {
                return self.refuse("rules-words-misspelt", &words, |mistake| {
                    mistake.meant(&meant, &*meant)
                });
            }
            return match meant {
                Some(meant) => self.refuse("rules-field-misspelt", &subject.span, |mistake| {
                    mistake.meant(&meant, &*meant)
                }),
                None => self.refuse("rules-field-unknown", &subject.span, |mistake| mistake),
            };
        }
        let whole = 0..line.len();
        if field.is_none()
            && let Some((words, meant)) = self.misspelt_verb()
        {
            return self.refuse("rules-words-misspelt", &words, |mistake| {
                mistake.meant(&meant, &*meant)
            });
        }
        match field {
            Some(after) => match grammar::one_word(&line[after..], after) {
                Some(rest) => self.refuse("rules-operator-unknown", &rest.span, |mistake| {
                    mistake.arg("expected", listed(grammar::spellings()))
                }),
                None => self.refuse("rules-operator-missing", &whole, |mistake| mistake),
            },
            None => self.refuse("rules-condition-unclear", &whole, |mistake| mistake),
        }
    }

    /// The first words of the line, where they nearly are those that begin a sentence on purchases or relatives.
    fn misspelt_verb(&self) -> Option<(Range<usize>, String)> {
        let line = self.line.value.as_str();
        let start = line.len() - line.trim_start_matches(grammar::is_space).len();
        let verbs: Vec<&str> = self.names.phrases().spellings(&VERBS).collect();
        word_ends(line, start).into_iter().rev().find_map(|end| {
            let meant = nearest(&line[start..end], verbs.iter().copied())?;
            Some((start..end, meant.to_owned()))
        })
    }

    /// Where the longest known field name at the start of the line ends.
    fn longest_field(&mut self) -> Option<usize> {
        let line = self.line.value.as_str();
        let mut ends: Vec<usize> = line
            .char_indices()
            .filter(|(_, c)| grammar::is_space(*c))
            .map(|(at, _)| at)
            .collect();
        ends.push(line.len());
        ends.into_iter().rev().find(|end| {
            grammar::one_word(&line[..*end], 0)
                .is_some_and(|word| self.names.field(&word.text).is_some())
        })
    }
}

/// Up to four words after a field that are nearly an operator, or mean one.
pub(super) fn misspelt_operator(line: &str, after: usize) -> Option<(Range<usize>, &'static str)> {
    let rest = &line[after..];
    let start = after + (rest.len() - rest.trim_start_matches(grammar::is_space).len());
    word_ends(line, start).into_iter().rev().find_map(|end| {
        let words = line[start..end].to_ascii_lowercase();
        let meant = grammar::synonym(&words).or_else(|| nearest(&words, grammar::spellings()))?;
        Some((start..end, meant))
    })
}

/// Where the first four words of a line end, from a byte on.
fn word_ends(line: &str, start: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = line[start..]
        .char_indices()
        .filter(|(_, c)| grammar::is_space(*c))
        .map(|(at, _)| start + at)
        .collect();
    ends.push(line.len());
    ends.dedup();
    ends.into_iter()
        .filter(|end| *end > start)
        .take(4)
        .collect()
}
