//! Numbers as their cell format shows them, where the format adds what the number lacks: leading zeros, a plus, a country code.
//!
//! Phones and numbers of customers are often typed as numbers and dressed by a format such as `00000000000` or
//! `+# (###) ###-##-##`. A format that only groups or rounds leaves the number a number.

use calamine::Style;

use crate::model::OwnedCell;

/// The longest format that is looked at; formats of phones are short.
const LONGEST: usize = 80;

/// Other formats than bare zeros count only for numbers of at least so many digits, which no sum of pieces or change has.
const FEWEST_DIGITS: usize = 5;

/// One part of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A digit; with `true` it is shown even where the number has none there.
    Digit(bool),
    /// A sign shown as it is.
    Sign(char),
}

/// For which numbers a section of a format stands.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Condition {
    Always,
    Below(f64),
    UpTo(f64),
    Above(f64),
    From(f64),
}

/// What a format shows of whole numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    sections: Vec<(Condition, Vec<Piece>)>,
    /// Nothing but zeros: numbers of customers and postcodes too.
    bare: bool,
}

/// The shape of a cell's format; `None` for formats that add nothing to a number.
pub(super) fn shape(style: &Style) -> Option<Shape> {
    read(style.number_format.as_ref()?.format_code.as_str())
}

/// A number as its owner sees it in the sheet: a text where the format shows a plus or digits that the number lacks.
pub(super) fn as_shown(number: f64, shape: &Shape) -> OwnedCell {
    match shown(number, shape) {
        Some(text) => OwnedCell::Text(text),
        None => OwnedCell::Number(number),
    }
}

fn shown(number: f64, shape: &Shape) -> Option<String> {
    if number.fract() != 0.0 || !(0.0..1e15).contains(&number) {
        return None;
    }
    let digits = format!("{}", number as u64);
    if !shape.bare && digits.len() < FEWEST_DIGITS {
        return None;
    }
    let (_, pieces) = shape
        .sections
        .iter()
        .find(|(condition, _)| match condition {
            Condition::Always => true,
            Condition::Below(limit) => number < *limit,
            Condition::UpTo(limit) => number <= *limit,
            Condition::Above(limit) => number > *limit,
            Condition::From(limit) => number >= *limit,
        })?;
    let text = filled(pieces, &digits);
    let count = text.chars().filter(char::is_ascii_digit).count();
    (text.contains('+') || count > digits.len()).then_some(text)
}

/// The digits in their places, from the right; what is too long stands before the first place.
fn filled(pieces: &[Piece], digits: &str) -> String {
    let places = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Digit(_)))
        .count();
    let (over, inside) = digits.split_at(digits.len().saturating_sub(places));
    let mut rest = inside.chars();
    let mut lacking = places - inside.len();
    let (mut padding, mut first) = (false, true);
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Sign(sign) => text.push(*sign),
            Piece::Digit(always) => {
                if std::mem::take(&mut first) {
                    text.push_str(over);
                }
                padding |= always;
                if lacking == 0 {
                    text.extend(rest.next());
                } else {
                    lacking -= 1;
                    if padding {
                        text.push('0');
                    }
                }
            }
        }
    }
    text
}

/// Reads a format (ECMA-376 part 1, 18.8.31); `None` for what is no format of whole digits.
fn read(code: &str) -> Option<Shape> {
    if code.len() > LONGEST || !code.contains(['0', '#']) {
        return None;
    }
    let mut sections = vec![(Condition::Always, Vec::new())];
    let mut chars = code.chars();
    let mut conditional = false;
    while let Some(c) = chars.next() {
        let (condition, pieces) = sections.last_mut()?;
        match c {
            '0' => pieces.push(Piece::Digit(true)),
            '#' | '?' => pieces.push(Piece::Digit(false)),
            '\\' => pieces.push(Piece::Sign(chars.next()?)),
            '"' => loop {
                match chars.next()? {
                    '"' => break,
                    sign => pieces.push(Piece::Sign(sign)),
                }
            },
            // `_)` leaves the width of a sign, `* ` fills the cell with one.
            '_' | '*' => {
                chars.next()?;
            }
            '[' => {
                let mut inside = String::new();
                loop {
                    match chars.next()? {
                        ']' => break,
                        c => inside.push(c),
                    }
                }
                if let Some(limit) = limit(&inside) {
                    *condition = limit;
                    conditional = true;
                }
            }
            // The section of texts: `;@`.
            '@' => {}
            ';' => sections.push((Condition::Always, Vec::new())),
            '+' | '-' | '(' | ')' | ' ' | '\u{a0}' => pieces.push(Piece::Sign(c)),
            _ => return None,
        }
    }
    if !conditional {
        // Without conditions the other sections stand for negative numbers, nought and text.
        sections.truncate(1);
    }
    if !sections.iter().all(|(_, pieces)| is_phone(pieces)) {
        return None;
    }
    let bare = matches!(sections.as_slice(), [(_, pieces)] if pieces.len() > 1
        && pieces.iter().all(|piece| *piece == Piece::Digit(true)));
    let adds = sections.iter().any(|(_, pieces)| {
        let signs = pieces.iter().any(
            |piece| matches!(piece, Piece::Sign(sign) if *sign == '+' || sign.is_ascii_digit()),
        );
        let zeros = pieces
            .iter()
            .skip_while(|piece| **piece != Piece::Digit(true))
            .filter(|piece| matches!(piece, Piece::Digit(_)))
            .count();
        signs || zeros > 1
    });
    adds.then_some(Shape { sections, bare })
}

/// Whether the signs of a section are those of phones: no letter, and digits only behind a plus or as leading noughts. The number
/// of a customer that a format shows as `K-2024-17` is 17 wherever else it stands.
fn is_phone(pieces: &[Piece]) -> bool {
    let mut plus = false;
    pieces.iter().all(|piece| match piece {
        Piece::Sign('+') => {
            plus = true;
            true
        }
        Piece::Sign(sign) if sign.is_ascii_digit() => plus || *sign == '0',
        Piece::Sign(sign) => !sign.is_alphanumeric(),
        Piece::Digit(_) => true,
    })
}

/// A condition such as `<=9999999`; `None` for colours and languages, which change nothing.
fn limit(text: &str) -> Option<Condition> {
    let number = |rest: &str| rest.trim().parse::<f64>().ok();
    if let Some(rest) = text.strip_prefix("<=") {
        number(rest).map(Condition::UpTo)
    } else if let Some(rest) = text.strip_prefix(">=") {
        number(rest).map(Condition::From)
    } else if let Some(rest) = text.strip_prefix('<') {
        number(rest).map(Condition::Below)
    } else if let Some(rest) = text.strip_prefix('>') {
        number(rest).map(Condition::Above)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{as_shown, read};
    use crate::model::OwnedCell;

    #[test]
    fn numbers_are_dressed_as_their_format_shows_them() {
        for (code, number, want) in [
            ("00000000000", 1_012_345_678.0, "01012345678"),
            ("00000000000", 201_012_345_678.0, ""),
            ("0000", 7.0, "0007"),
            ("00000000000", 1.5, ""),
            ("0000", -3.0, ""),
            ("0##-###-####", 501_234_567.0, "050-123-4567"),
            ("0##\\ ###\\ ####", 1_001_234_567.0, ""),
            ("00000\\-000000", 9_161_234_567.0, "09161-234567"),
            ("\"+\"0", 971_501_234_567.0, "+971501234567"),
            ("+0", 971_501_234_567.0, "+971501234567"),
            ("+0;-0", 5.0, ""),
            ("+# (###) ###-##-##", 79_161_234_567.0, "+7 (916) 123-45-67"),
            (
                "\\+#\\ \\(###\\)\\ ###\\-##\\-##;@",
                79_161_234_567.0,
                "+7 (916) 123-45-67",
            ),
            ("\"0\"#", 501_234_567.0, "0501234567"),
            ("\"+966 \"0", 501_234_567.0, "+966 501234567"),
            ("[<=9999999]###-####;(###) ###-####", 6_502_530_000.0, ""),
            (
                "[<=9999999]###\\-####;\\+#\\ \\(###\\)\\ ###\\-####",
                16_502_530_000.0,
                "+1 (650) 253-0000",
            ),
            ("[$-409]00000000000", 1_012_345_678.0, "01012345678"),
            ("0", 5.0, ""),
            ("General", 1_012_345_678.0, ""),
            ("#,##0", 1_012_345_678.0, ""),
            ("0.00", 1_012_345_678.0, ""),
            ("0%", 12_345.0, ""),
            ("0\\ \"руб.\"", 12_345.0, ""),
            ("\"K-2024-\"0", 10_000.0, ""),
            ("\"24\"0", 10_000.0, ""),
            ("000000000000000000000", 1e15, ""),
        ] {
            let cell = match read(code) {
                Some(shape) => as_shown(number, &shape),
                None => OwnedCell::Number(number),
            };
            let want = if want.is_empty() {
                OwnedCell::Number(number)
            } else {
                OwnedCell::Text(want.to_owned())
            };
            assert_eq!(cell, want, "{code} {number}");
        }
    }

    proptest! {
        #[test]
        fn no_format_makes_it_panic(code in "[0#?+();\\\\\"\\[\\]<=>9_* -]{0,20}", number in proptest::num::f64::ANY) {
            if let Some(shape) = read(&code) {
                as_shown(number, &shape);
                as_shown(number.trunc().abs() % 1e12, &shape);
            }
        }
    }
}
