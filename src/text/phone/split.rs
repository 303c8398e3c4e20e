//! Cuts a cell into numbers: where one ends and the next begins, which digits are an extension, which words are labels.
//!
//! Whether the digits are a telephone number is decided in `plan`.

use crate::text::fold::{digit_value, is_bidi_or_zero_width};

/// The most digits that are kept of one number; longer ones are no telephone numbers anyway.
pub(super) const MOST_DIGITS: usize = 32;
const MOST_GAPS: usize = 6;

/// One run of digits with what belongs to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw<'a> {
    /// What was typed, trimmed, labels included.
    pub(super) text: &'a str,
    /// ASCII digits (and letters of a vanity number turned into digits).
    pub(super) digits: [u8; MOST_DIGITS],
    /// How many of `digits` are used.
    pub(super) len: usize,
    /// Whether a `+` stands before them.
    pub(super) plus: bool,
    /// The extension; 0 for none.
    pub(super) extension: u32,
    /// Places between groups: digits before, byte in the cell.
    gaps: [(u8, u32); MOST_GAPS],
    gap_count: usize,
    start: usize,
}

impl<'a> Raw<'a> {
    /// The used digits.
    pub(super) fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    /// A number that stood in a cell of numbers.
    pub(super) fn from_number(number: u64, text: &'a str) -> Raw<'a> {
        let mut raw = Raw::new(0);
        raw.text = text;
        for byte in number.to_string().bytes() {
            raw.push(byte);
        }
        raw
    }

    /// Two numbers with only a space or a dash between them: cut where the halves are most alike.
    pub(super) fn halves(&self) -> Option<(Raw<'a>, Raw<'a>)> {
        let gaps = self.gaps.get(..self.gap_count)?;
        let (count, at) = gaps
            .iter()
            .filter(|(count, _)| {
                (7..=15).contains(count) && (7..=15).contains(&(self.len - *count as usize))
            })
            .min_by_key(|(count, _)| (self.len as isize - 2 * *count as isize).abs())?;
        let count = *count as usize;
        let cut = (*at as usize).checked_sub(self.start)?;
        let (left, right) = self.text.split_at_checked(cut)?;
        let mut first = Raw::new(self.start);
        let mut second = Raw::new(self.start + cut);
        for (at, byte) in self.digits().iter().enumerate() {
            if at < count {
                first.push(*byte);
            } else {
                second.push(*byte);
            }
        }
        first.plus = self.plus;
        first.text = left.trim_matches(|c: char| c.is_whitespace() || is_dash(c));
        second.text = right.trim_matches(|c: char| c.is_whitespace() || is_dash(c));
        second.extension = self.extension;
        Some((first, second))
    }

    fn new(start: usize) -> Raw<'a> {
        Raw {
            text: "",
            digits: [0; MOST_DIGITS],
            len: 0,
            plus: false,
            extension: 0,
            gaps: [(0, 0); MOST_GAPS],
            gap_count: 0,
            start,
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.digits.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    fn forget(&mut self) {
        self.len = 0;
        self.gap_count = 0;
        self.plus = false;
    }

    fn gap(&mut self, at: usize) {
        if self.len > 0
            && let Some(slot) = self.gaps.get_mut(self.gap_count)
        {
            *slot = (self.len as u8, at as u32);
            self.gap_count += 1;
        }
    }
}

/// How a number was cut off from the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// By a sign that never stands inside a number.
    Strong,
    /// By a sign that also stands inside numbers: `/`, `,`.
    Weak,
}

struct Splitter<'a> {
    cell: &'a str,
    found: Vec<Raw<'a>>,
    current: Raw<'a>,
    cut: Cut,
    in_extension: bool,
}

/// Cuts a cell into numbers, in the order of typing.
pub(super) fn split(cell: &str) -> Vec<Raw<'_>> {
    bare(cell).map_or_else(|| split_any(cell), |raw| vec![raw])
}

/// The same for a cell of any kind.
fn split_any(cell: &str) -> Vec<Raw<'_>> {
    let mut splitter = Splitter {
        cell,
        found: Vec::with_capacity(1),
        current: Raw::new(0),
        cut: Cut::Strong,
        in_extension: false,
    };
    let mut chars = cell.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(value) = digit_value(c) {
            splitter.digit(value);
        } else if c.is_alphabetic() {
            let mut end = at + c.len_utf8();
            while let Some((_, next)) = chars.next_if(|(_, next)| {
                next.is_alphabetic()
                    || matches!(next, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200c}')
            }) {
                end += next.len_utf8();
            }
            splitter.word(at, end);
        } else {
            splitter.sign(at, c);
        }
    }
    splitter.end(cell.len(), Cut::Strong);
    splitter.found
}

/// One number and nothing else: `+971501234567`, `89161234567`. Most cells are that.
fn bare(cell: &str) -> Option<Raw<'_>> {
    let digits = cell.strip_prefix('+').unwrap_or(cell).as_bytes();
    if !(5..MOST_DIGITS).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut raw = Raw::new(0);
    raw.text = cell;
    raw.plus = digits.len() < cell.len();
    for digit in digits {
        raw.push(*digit);
    }
    Some(raw)
}

impl Splitter<'_> {
    fn digit(&mut self, value: u8) {
        if self.in_extension {
            let next = u64::from(self.current.extension) * 10 + u64::from(value);
            if next < 10_000_000 {
                self.current.extension = next as u32;
            }
        } else {
            self.current.push(b'0' + value);
        }
    }

    fn sign(&mut self, at: usize, c: char) {
        let digits = self.current.len;
        match c {
            '\n' | '\r' | ';' | '؛' | '|' | '\u{2028}' => self.end(at, Cut::Strong),
            '/' | '\\' | ',' | '،' | '&' if !(1..5).contains(&digits) => self.end(at, Cut::Weak),
            '+' if digits >= 5 => {
                self.end(at, Cut::Strong);
                self.current.plus = true;
            }
            '+' if digits == 0 => self.current.plus = true,
            '(' | '[' if digits >= 7 => self.end(at, Cut::Weak),
            ':' if (1..5).contains(&digits) && !self.in_extension => {
                // `Phone 2: 0100...`: what stands before a colon is a label.
                self.current.forget();
            }
            ':' if self
                .cell
                .get(at..)
                .is_some_and(|rest| rest.starts_with(":::")) =>
            {
                self.end(at, Cut::Strong);
            }
            '#' if digits >= 5 => self.in_extension = true,
            '*' if digits == 0 => {}
            c if c.is_whitespace() || is_dash(c) => {
                if self.in_extension && self.current.extension > 0 {
                    self.end(at, Cut::Strong);
                } else {
                    self.current.gap(at);
                }
            }
            c if is_bidi_or_zero_width(c) => {}
            _ => {}
        }
    }

    fn word(&mut self, start: usize, end: usize) {
        let Some(word) = self.cell.get(start..end) else {
            return;
        };
        if is_extension_word(word) {
            self.extension_word(start);
            return;
        }
        if self.in_extension && self.current.extension == 0 && is_number_word(word) {
            return;
        }
        if self.current.len >= 5 || self.in_extension {
            self.end(start, Cut::Strong);
        } else if self.current.len >= 3 && is_vanity(word) && self.current.len + word.len() >= 7 {
            for byte in word.bytes() {
                self.current.push(keypad(byte));
            }
        } else {
            // Digits of a label such as `mob2` or `2nd phone`.
            self.current.forget();
        }
        if self.current.len == 0 && !self.found.is_empty() && is_joiner(word) {
            self.current.start = end;
        }
    }

    /// The word belongs to the number before it, even over a comma or a semicolon (`+1-201-555-0123;ext=5`, RFC 3966).
    fn extension_word(&mut self, at: usize) {
        if self.current.len == 0 {
            match self.found.pop() {
                Some(last) if last.extension == 0 => {
                    self.current = last;
                    self.cut = Cut::Strong;
                }
                Some(last) => {
                    self.found.push(last);
                    return;
                }
                None => return,
            }
        }
        if self.current.len < 3 {
            self.current.gap(at);
            return;
        }
        self.in_extension = true;
    }

    fn end(&mut self, at: usize, next: Cut) {
        let cut = std::mem::replace(&mut self.cut, next);
        let mut raw = std::mem::replace(&mut self.current, Raw::new(at));
        self.in_extension = false;
        let from = raw.start;
        let whole = self.cell.get(from..at).unwrap_or_default();
        let left = whole.trim_start_matches(is_margin);
        raw.start = from + (whole.len() - left.len());
        raw.text = left.trim_end_matches(is_margin);
        if raw.len == 0 {
            // A label behind the number: it only lengthens what was typed.
            if let Some(last) = self.found.last_mut()
                && raw.text.chars().any(char::is_alphabetic)
            {
                last.text = self.cell.get(last.start..at).unwrap_or_default().trim_end();
            }
            if self.found.is_empty() && at < self.cell.len() {
                // A label before the number (`Mobile; 0100...` too): it belongs to the number. Margins before it do not, so that
                // a cell of margins is looked at once.
                self.current.start = raw.start;
            }
            return;
        }
        // `22456789/90`: another ending of the number before.
        if cut == Cut::Weak
            && raw.len < 5
            && !raw.plus
            && let Some(last) = self.found.last_mut()
        {
            last.text = self.cell.get(last.start..at).unwrap_or_default().trim_end();
            return;
        }
        self.found.push(raw);
    }
}

fn is_margin(c: char) -> bool {
    c.is_whitespace()
        || is_bidi_or_zero_width(c)
        || is_dash(c)
        || matches!(
            c,
            ',' | ';' | '/' | '|' | '\\' | '&' | ':' | '*' | '،' | '؛' | '\'' | '"'
        )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '~')
}

/// "And" and "or" between two numbers.
fn is_joiner(word: &str) -> bool {
    matches!(
        word,
        "و" | "أو" | "او" | "یا" | "и" | "или" | "and" | "or" | "И" | "AND" | "OR" | "Or" | "And"
    )
}

fn is_extension_word(word: &str) -> bool {
    const WORDS: [&str; 23] = [
        "x",
        "ext",
        "extn",
        "extension",
        "доб",
        "добавочный",
        "вн",
        "внутр",
        "внутренний",
        "добав",
        "внут",
        "تحويلة",
        "التحويلة",
        "التحويله",
        "داخلى",
        "الداخلى",
        "تحويله",
        "تحویله",
        "داخلي",
        "داخلی",
        "الداخلي",
        "فرعي",
        "dahili",
    ];
    if word.is_ascii() {
        return WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    }
    WORDS.contains(&word) || WORDS.contains(&word.to_lowercase().as_str())
}

/// "Number" between the word for an extension and its digits: `تحويلة رقم 5`.
fn is_number_word(word: &str) -> bool {
    matches!(word, "رقم" | "شماره" | "номер" | "no" | "No" | "N")
}

/// Letters of a number such as `1-800-FLOWERS`.
fn is_vanity(word: &str) -> bool {
    word.len() >= 3 && word.len() <= 10 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The digit of a letter on a telephone's keys (ITU-T E.161).
fn keypad(letter: u8) -> u8 {
    match letter {
        b'A'..=b'C' => b'2',
        b'D'..=b'F' => b'3',
        b'G'..=b'I' => b'4',
        b'J'..=b'L' => b'5',
        b'M'..=b'O' => b'6',
        b'P'..=b'S' => b'7',
        b'T'..=b'V' => b'8',
        _ => b'9',
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_one_gives(cell in "\\+?[0-9]{3,34}") {
            let parts = |raw: &Raw<'_>| {
                (raw.text.to_owned(), raw.digits().to_vec(), raw.plus, raw.extension, raw.gap_count, raw.start)
            };
            if let Some(short) = bare(&cell) {
                let long: Vec<_> = split_any(&cell).iter().map(parts).collect();
                prop_assert_eq!(vec![parts(&short)], long);
            }
        }
    }
}
