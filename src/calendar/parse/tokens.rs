//! A typed date in pieces: its numbers, the month by name, marks of a calendar. Times of day are left out.

use crate::model::Calendar;
use crate::text::digit_value;
use crate::text::fold;

use super::DateHints;
use super::months::{self, Word};

const MOST_NUMBERS: usize = 3;
/// Bytes; longer texts are no dates.
pub(super) const LONGEST: usize = 100;

/// A run of digits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits.
    pub(super) length: u8,
    /// Whether an apostrophe stands before it: `'24`.
    pub(super) apostrophe: bool,
}

impl Number {
    /// Whether beside the name of a month it can only be the year.
    pub(super) fn is_year(self) -> bool {
        self.length >= 3 || self.value > 31
    }
}

/// The pieces.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the text shows or not"
)]
#[derive(Debug, Default)]
pub(super) struct Tokens {
    numbers: [Number; MOST_NUMBERS],
    count: usize,
    /// The month by name.
    pub(super) month: Option<(Calendar, u8)>,
    mark: Option<Calendar>,
    persian_digits: bool,
    arabic_digits: bool,
    /// Two dashes stand before the first number.
    pub(super) leading_dashes: bool,
    /// Points stand between the first two numbers.
    pub(super) dotted: bool,
    /// A word or sign says that the date is not exact: `около`, `~`, `?`, `1980s`.
    pub(super) about: bool,
}

impl Tokens {
    /// Cuts a text into pieces; `None` where something in it belongs to no date.
    pub(super) fn read(text: &str) -> Option<Tokens> {
        if text.len() > LONGEST {
            return None;
        }
        let mut tokens = Tokens::default();
        let mut rest = text;
        let mut last_word: Option<String> = None;
        let mut before = '\0';
        while let Some(c) = rest.chars().next() {
            if digit_value(c).is_some() {
                if tokens.count == MOST_NUMBERS && Tokens::is_time(rest) {
                    break;
                }
                rest = tokens.number(rest, before == '\'' || before == '’')?;
                last_word = None;
            } else if c.is_alphabetic() {
                let end = rest
                    .find(|c: char| !(c.is_alphabetic() || is_mark(c)))
                    .unwrap_or(rest.len());
                let (word, tail) = rest.split_at_checked(end)?;
                let folded = fold(word);
                rest = tail;
                // `раби аль-авваль`, `rabi al-thani`: the article between the two halves of a month.
                if is_article(&folded) && last_word.as_deref().is_some_and(is_first_half) {
                    before = '\0';
                    continue;
                }
                tokens.word(last_word.take(), &folded)?;
                last_word = Some(folded);
            } else {
                let after_number = digit_value(before).is_some();
                if c == ':' && after_number {
                    // A time of day: the number before it is the hour, and nothing more follows.
                    tokens.count = tokens.count.checked_sub(1)?;
                    break;
                }
                if c == '.' && after_number && tokens.count == 1 {
                    tokens.dotted = true;
                }
                if c == '-' && before == '-' && tokens.count == 0 {
                    tokens.leading_dashes = true;
                }
                if matches!(c, '~' | '≈' | '?' | '؟') {
                    tokens.about = true;
                } else if !is_separator(c) {
                    return None;
                }
                rest = rest.get(c.len_utf8()..)?;
            }
            before = text.get(..text.len() - rest.len())?.chars().next_back()?;
        }
        if last_word
            .is_some_and(|word| tokens.month.is_none() && tokens.count == 0 && is_first_half(&word))
        {
            return None;
        }
        Some(tokens)
    }

    /// The numbers in the order of typing.
    pub(super) fn numbers(&self) -> &[Number] {
        self.numbers.get(..self.count).unwrap_or_default()
    }

    /// Hints as the marks and digits of this very text overrule them.
    pub(super) fn refine(&self, mut hints: DateHints) -> DateHints {
        if let Some(calendar) = self.mark {
            hints.old_years = calendar;
            hints.calendar = calendar;
        } else if self.arabic_digits && hints.old_years_assumed {
            // Iranians do not type these digits, Arabs do not count Persian years: nobody can tell.
            hints.old_years = Calendar::Gregorian;
        } else if self.persian_digits && !self.leading_dashes {
            // Persian digits are typed on Persian keyboards; a Hijri book may still be one.
            if hints.old_years == Calendar::Gregorian {
                hints.old_years = Calendar::Persian;
            }
            if hints.calendar == Calendar::Gregorian {
                hints.calendar = Calendar::Persian;
            }
        }
        hints
    }

    fn number<'a>(&mut self, rest: &'a str, apostrophe: bool) -> Option<&'a str> {
        let mut number = Number {
            apostrophe,
            ..Number::default()
        };
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let Some(value) = digit_value(c) else {
                end = at;
                break;
            };
            self.persian_digits |= matches!(c, '۰'..='۹');
            self.arabic_digits |= matches!(c, '٠'..='٩');
            number.length = number.length.checked_add(1)?;
            if number.length > 8 {
                return None;
            }
            number.value = number.value * 10 + u32::from(value);
        }
        *self.numbers.get_mut(self.count)? = number;
        self.count += 1;
        rest.get(end..)
    }

    /// Whether a number beyond the third is the hour of a time.
    fn is_time(rest: &str) -> bool {
        let tail = rest.trim_start_matches(|c: char| digit_value(c).is_some());
        tail.starts_with(':') || tail.starts_with('.')
    }

    fn word(&mut self, last: Option<String>, word: &str) -> Option<()> {
        if let Some(last) = last {
            let both = format!("{last} {word}");
            if let Some(Word::Month(calendar, month)) = months::meaning(&both) {
                return self.set_month(calendar, month);
            }
        }
        match months::meaning(word) {
            Some(Word::Month(calendar, month)) => self.set_month(calendar, month),
            Some(Word::Mark(Calendar::Persian)) => {
                self.mark = Some(Calendar::Persian);
                Some(())
            }
            Some(Word::Mark(calendar)) => {
                self.mark.get_or_insert(calendar);
                Some(())
            }
            Some(Word::Silent) => Some(()),
            Some(Word::About) => {
                self.about = true;
                Some(())
            }
            None => is_first_half(word).then_some(()),
        }
    }

    /// `يناير/كانون الثاني` names one month twice; two different months are no date.
    fn set_month(&mut self, calendar: Calendar, month: u8) -> Option<()> {
        match self.month {
            Some(known) if known != (calendar, month) => None,
            _ => {
                self.month = Some((calendar, month));
                Some(())
            }
        }
    }
}

/// Words that are a month only together with the next.
fn is_first_half(word: &str) -> bool {
    matches!(
        word,
        "کانون"
            | "تشرین"
            | "ربیع"
            | "جمادی"
            | "ذو"
            | "ذی"
            | "rabi"
            | "jumada"
            | "dhu"
            | "dhul"
            | "раби"
            | "джумада"
            | "зуль"
            | "зу"
    )
}

/// The Arabic article in Latin and Cyrillic letters, as it stands before the second half of a month.
fn is_article(word: &str) -> bool {
    matches!(
        word,
        "al" | "el" | "ath" | "ul" | "аль" | "эль" | "ас" | "ат" | "уль" | "ль"
    )
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{300}'..='\u{36f}' | '\u{640}' | '\u{200c}')
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || crate::text::is_bidi_or_zero_width(c)
        || matches!(
            c,
            '.' | '/'
                | '-'
                | ','
                | '\\'
                | '،'
                | '\''
                | '’'
                | '('
                | ')'
                | '‐'
                | '–'
                | '—'
                | '−'
                | '٫'
                | '_'
                | ':'
                | '*'
                | '\u{200c}'
        )
}
