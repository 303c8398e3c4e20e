//! The shape of a condition line: where operators stand in it, and how values are written. Which field is meant, and whether
//! the operator fits its type, is decided in `check`.

use std::ops::Range;

use winnow::Parser;
use winnow::ascii::Caseless;
use winnow::combinator::{alt, delimited, preceded, separated, terminated};
use winnow::error::EmptyError;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{one_of, take_while};

/// What an operator asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Is,
    IsNot,
    IsOneOf,
    IsNotOneOf,
    Contains,
    Lacks,
    StartsWith,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Between,
    InTop,
    InBottom,
    Within,
    OlderThan,
    InNext,
    Before,
    After,
    Known,
    Empty,
    IsOn,
    InSegment,
    NotInSegment,
}

/// Every spelling of an operator; of two that begin alike the longer one first. The first 26 are the documented ones.
const OPERATORS: &[(&str, Op)] = &[
    ("is not one of", Op::IsNotOneOf),
    ("is one of", Op::IsOneOf),
    ("is known", Op::Known),
    ("is empty", Op::Empty),
    ("is not", Op::IsNot),
    ("is on", Op::IsOn),
    ("is", Op::Is),
    ("contains", Op::Contains),
    ("lacks", Op::Lacks),
    ("starts with", Op::StartsWith),
    ("!=", Op::NotEqual),
    ("<=", Op::LessOrEqual),
    (">=", Op::GreaterOrEqual),
    ("=", Op::Equal),
    ("<", Op::Less),
    (">", Op::Greater),
    ("between", Op::Between),
    ("in top", Op::InTop),
    ("in bottom", Op::InBottom),
    ("within", Op::Within),
    ("older than", Op::OlderThan),
    ("in next", Op::InNext),
    ("before", Op::Before),
    ("after", Op::After),
    ("in segment", Op::InSegment),
    ("not in segment", Op::NotInSegment),
    ("is in segment", Op::InSegment),
    ("is not in segment", Op::NotInSegment),
    ("is not known", Op::Empty),
    ("is not empty", Op::Known),
    ("is between", Op::Between),
    ("is in the top", Op::InTop),
    ("is in top", Op::InTop),
    ("in the top", Op::InTop),
    ("is in the bottom", Op::InBottom),
    ("is in bottom", Op::InBottom),
    ("in the bottom", Op::InBottom),
    ("within the last", Op::Within),
    ("is within", Op::Within),
    ("is older than", Op::OlderThan),
    ("in the next", Op::InNext),
    ("is in next", Op::InNext),
    ("is before", Op::Before),
    ("is after", Op::After),
    ("==", Op::Equal),
    ("<>", Op::NotEqual),
    ("≠", Op::NotEqual),
    ("≤", Op::LessOrEqual),
    ("≥", Op::GreaterOrEqual),
];

/// The documented spellings, for messages.
pub(super) fn spellings() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().take(26).map(|(words, _)| *words)
}

/// All spellings: the documentation has an example of each.
#[cfg(test)]
pub(super) fn all_spellings() -> impl Iterator<Item = &'static str> {
    OPERATORS.iter().map(|(words, _)| *words)
}

/// The operator that other words for it mean.
pub(super) fn synonym(words: &str) -> Option<&'static str> {
    let meant = match words {
        "more than" | "greater than" | "above" | "over" | "is above" | "is over" | "exceeds" => ">",
        "less than" | "below" | "under" | "is below" | "is under" => "<",
        "at least" | "is at least" => ">=",
        "at most" | "is at most" => "<=",
        "equals" | "equal to" | "is equal to" => "=",
        "has" | "includes" | "with" => "contains",
        "without" | "misses" => "lacks",
        "begins with" => "starts with",
        "in" | "is in" | "any of" => "is one of",
        "on" => "is on",
        "exists" | "is filled" => "is known",
        "is missing" | "missing" | "is unknown" | "is blank" => "is empty",
        _ => return None,
    };
    Some(meant)
}

/// An operator and the bytes of the line that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Operator {
    pub(super) op: Op,
    pub(super) span: Range<usize>,
}

/// Spaces, and the marks of direction that editors put into lines of mixed scripts.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

/// All operators of a line, outside quotes, in the order of their places; at one place the longest.
pub(super) fn operators(line: &str) -> Vec<Operator> {
    let mut found = Vec::new();
    let mut closing = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if closing.is_some() {
            if closing == Some(c) {
                closing = None;
            }
        } else if let Some(close) = closing_quote(c)
            && (is_space(before) || matches!(before, '[' | ',' | '،'))
            && line[at + c.len_utf8()..].contains(close)
        {
            closing = Some(close);
        } else if let Some(operator) = operator_at(line, at, before) {
            found.push(operator);
        }
        before = c;
    }
    found
}

fn operator_at(line: &str, at: usize, before: char) -> Option<Operator> {
    let rest = &line[at..];
    let mut longest: Option<Operator> = None;
    for (words, op) in OPERATORS {
        let is_word = words.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_word && !is_space(before) {
            continue;
        }
        let Some(length) = spelled(rest, words) else {
            continue;
        };
        let next = rest[length..].chars().next();
        if is_word && next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            continue;
        }
        if longest
            .as_ref()
            .is_none_or(|known| at + length > known.span.end)
        {
            let span = at..at + length;
            longest = Some(Operator { op: *op, span });
        }
    }
    // `>` inside `>=` was taken with it.
    longest.filter(|_| !(matches!(before, '<' | '>' | '!' | '=') && rest.starts_with(['=', '>'])))
}

/// How many bytes the words take at the start of a text, capitals and runs of spaces aside.
fn spelled(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            let trimmed = rest.trim_start_matches(is_space);
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        Caseless(word)
            .parse_next(&mut rest)
            .map_err(|_: EmptyError| ())
            .ok()?;
    }
    Some(text.len() - rest.len())
}

pub(super) fn closing_quote(open: char) -> Option<char> {
    Some(match open {
        '"' | '\'' | '`' => open,
        '«' => '»',
        '“' => '”',
        '„' => '“',
        _ => return None,
    })
}

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Range<usize>,
    pub(super) quoted: bool,
}

type Input<'a> = LocatingSlice<&'a str>;
type Result<T> = std::result::Result<T, EmptyError>;

fn spaces(input: &mut Input<'_>) -> Result<()> {
    take_while(0.., is_space).void().parse_next(input)
}

fn quoted(input: &mut Input<'_>) -> Result<Word> {
    let start = input.current_token_start();
    let open = one_of(|c| closing_quote(c).is_some()).parse_next(input)?;
    let close = closing_quote(open).unwrap_or(open);
    let text = terminated(take_while(0.., |c| c != close), one_of(close)).parse_next(input)?;
    Ok(Word {
        text: text.to_owned(),
        span: start..input.current_token_start(),
        quoted: true,
    })
}

fn bare(stop: &'static [char]) -> impl FnMut(&mut Input<'_>) -> Result<Word> {
    move |input| {
        let start = input.current_token_start();
        let text = take_while(1.., |c| !stop.contains(&c)).parse_next(input)?;
        let trimmed = text.trim_end_matches(is_space);
        Ok(Word {
            text: trimmed.to_owned(),
            span: start..start + trimmed.len(),
            quoted: false,
        })
    }
}

fn item(input: &mut Input<'_>) -> Result<Word> {
    const ENDS: &[char] = &[',', '،', ';', '؛', ']', '['];
    delimited(spaces, alt((quoted, bare(ENDS))), spaces).parse_next(input)
}

fn list(input: &mut Input<'_>) -> Result<Vec<Word>> {
    let separator = one_of([',', '،', ';', '؛']);
    preceded(
        (spaces, '['),
        terminated(separated(1.., item, separator), (spaces, ']', spaces)),
    )
    .parse_next(input)
}

/// The words of `[a, b]`, at most a comma after the last; `None` if the text is no such list. `start` is the place of `text`
/// in its line.
pub(super) fn words_of_list(text: &str, start: usize) -> Option<Vec<Word>> {
    let tidy = text.trim_end_matches(is_space);
    let without_last = tidy
        .strip_suffix(']')
        .map(|inner| inner.trim_end_matches(is_space))
        .and_then(|inner| inner.strip_suffix([',', '،']));
    let closed = without_last.map(|inner| format!("{inner}]"));
    let text = closed.as_deref().unwrap_or(tidy);
    let words = list.parse(LocatingSlice::new(text)).ok()?;
    Some(
        words
            .into_iter()
            .map(|word| shifted(word, start))
            .filter(|word| !word.text.is_empty())
            .collect(),
    )
}

/// The one word that a text is: quoted, or all of it. `None` where nothing is written.
pub(super) fn one_word(text: &str, start: usize) -> Option<Word> {
    delimited(spaces, alt((terminated(quoted, spaces), bare(&[]))), spaces)
        .parse(LocatingSlice::new(text))
        .or_else(|_| preceded(spaces, bare(&[])).parse(LocatingSlice::new(text)))
        .ok()
        .map(|word| shifted(word, start))
        .filter(|word| !word.text.is_empty())
}

/// The two sides of a word that stands between values: `A and B`, `20% from 500`.
pub(super) fn pair(text: &str, between: &str, start: usize) -> Option<(Word, Word)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if is_space(before)
            && let Some(length) = spelled(&text[at..], between)
            && text[at + length..].starts_with(is_space)
        {
            let second = at + length;
            return Some((
                one_word(&text[..at], start)?,
                one_word(&text[second..], start + second)?,
            ));
        }
        before = c;
    }
    None
}

fn shifted(word: Word, by: usize) -> Word {
    Word {
        span: word.span.start + by..word.span.end + by,
        ..word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: Vec<Word>) -> Vec<String> {
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn operators_are_found_outside_quotes_and_whole() {
        for (line, found) in [
            ("spend-12m in top 20%", vec![(Op::InTop, "in top")]),
            ("spend>=5", vec![(Op::GreaterOrEqual, ">=")]),
            ("city  IS   one of [a]", vec![(Op::IsOneOf, "IS   one of")]),
            ("notes contains \"is on\"", vec![(Op::Contains, "contains")]),
            ("in segment A", vec![(Op::InSegment, "in segment")]),
            ("island lacks isle", vec![(Op::Lacks, "lacks")]),
            ("a != b", vec![(Op::NotEqual, "!=")]),
            ("mother's day in next 3 days", vec![(Op::InNext, "in next")]),
        ] {
            let operators = operators(line);
            let shown: Vec<_> = operators
                .iter()
                .filter(|operator| operator.span.start <= line.find("one of").unwrap_or(line.len()))
                .map(|operator| (operator.op, &line[operator.span.clone()]))
                .collect();
            assert_eq!(shown, found, "{line}");
        }
    }

    #[test]
    fn values_are_lists_pairs_and_words_with_their_places() {
        assert_eq!(
            texts(words_of_list(" [Cairo, \"New, York\" , القاهرة،] ", 0).unwrap()),
            ["Cairo", "New, York", "القاهرة"]
        );
        assert_eq!(words_of_list("Cairo, Giza", 0), None);
        assert_eq!(words_of_list("[Cairo] more", 0), None);
        let (from, to) = pair("30 and 55", "and", 10).unwrap();
        assert_eq!((from.span, to.span), (10..12, 17..19));
        assert_eq!(one_word("  Cairo ", 5).unwrap().span, 7..12);
        assert_eq!(one_word("'is on'", 0).unwrap().text, "is on");
        assert_eq!(one_word("   ", 0), None);
        assert_eq!(one_word("\"a\" or b", 0).unwrap().text, "\"a\" or b");
    }
}
