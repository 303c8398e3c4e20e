//! Two forms of a text: *tidied* for showing (what was typed, without what nobody sees) and *folded* for comparing.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The form for comparing: NFKC, lower case, one space between words, digits as ASCII, and the spellings of one Arabic,
/// Persian or Russian letter made one. Never shown.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// [`fold`] into a text whose room is used again.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.is_ascii() {
        for word in text.split_ascii_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        folded.make_ascii_lowercase();
    } else if !fold_letters(text, folded) {
        *folded = fold_any(text);
    }
}

/// The same for a text of nothing but ASCII and the letters of [`folded_letter`], which is what most cells are; whether it is one.
fn fold_letters(text: &str, folded: &mut String) -> bool {
    let mut gap = false;
    for c in text.chars() {
        let c = match c {
            ' ' | '\t' | '\n' | '\r' => {
                gap = !folded.is_empty();
                continue;
            }
            '!'..='~' => c.to_ascii_lowercase(),
            c => match folded_letter(c) {
                Some(c) => c,
                None => return false,
            },
        };
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        folded.push(c);
    }
    true
}

fn fold_any(text: &str) -> String {
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    let mut folded = String::with_capacity(normal.len());
    let mut gap = false;
    for c in normal.chars() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        // The Turkish dotted capital becomes a letter and a mark.
        for lower in c.to_lowercase().filter(|lower| !is_invisible(*lower)) {
            folded.push(one_spelling(lower));
        }
    }
    folded
}

/// The form for showing: trimmed, inner white space made single spaces (line breaks stay), invisible marks removed.
pub fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy_ascii(text.as_bytes()) || is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split(char::is_whitespace).map(|word| {
            word.chars()
                .filter(|c| !is_bidi_or_zero_width(*c) && !c.is_control())
                .collect::<String>()
        });
        let mut first = true;
        let before = tidied.len();
        for word in words.by_ref().filter(|word| !word.is_empty()) {
            if first && before > 0 {
                tidied.push('\n');
            } else if !first {
                tidied.push(' ');
            }
            tidied.push_str(&word);
            first = false;
        }
    }
    Cow::Owned(tidied)
}

/// Printable ASCII without a space at either end or two in a row: most cells, told in one pass.
fn is_tidy_ascii(text: &[u8]) -> bool {
    let mut before = b' ';
    for byte in text {
        if !matches!(byte, b' '..=b'~') || (*byte == b' ' && before == b' ') {
            return false;
        }
        before = *byte;
    }
    before != b' '
}

/// The same of a text in any script.
fn is_tidy(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let good = match c {
            ' ' => before != ' ',
            // Letters of English, Russian, Arabic and Persian: nearly all that comes here.
            '!'..='~' | '\u{400}'..='\u{52f}' | '\u{620}'..='\u{6ff}' => true,
            _ => !(is_bidi_or_zero_width(c) || c.is_whitespace() || c.is_control()),
        };
        if !good {
            return false;
        }
        before = c;
    }
    before != ' '
}

/// A letter as [`fold`] leaves it, where that is one letter whatever stands beside it.
pub(super) fn folded_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(c as u32 + 0x20),
        'ё' | 'Ё' => Some('е'),
        // Between them stand the tatweel, and letters of Kazakh that are two letters to NFKC.
        '\u{621}'..='\u{63f}'
        | '\u{641}'..='\u{64a}'
        | '\u{671}'..='\u{674}'
        | '\u{679}'..='\u{6d3}' => Some(one_spelling(c)),
        _ => None,
    }
}

/// Whether a sign is part of a word: a letter or digit of any script. As [`char::is_alphanumeric`], with the letters of the four
/// languages told at once.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{430}'..='\u{44f}' | '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The digits of every script in daily use as ASCII.
pub fn fold_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// The zeros of the scripts whose ten digits follow each other (Unicode 17, general category Nd; those in daily use).
const ZEROS: [u32; 20] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810, 0x1946, 0xff10,
];

/// The value of a decimal digit of any script in daily use.
pub(crate) fn digit_value(c: char) -> Option<u8> {
    let code = c as u32;
    if code < 0x80 {
        return c.is_ascii_digit().then(|| c as u8 - b'0');
    }
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(at)?;
    (value < 10).then_some(value as u8)
}

fn digit(c: char) -> Option<char> {
    digit_value(c).map(|value| char::from(b'0' + value))
}

pub(crate) fn is_bidi_or_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}')
}

/// Marks, tatweel, tashkeel and signs of recitation, and what only shapes the letter before or after it.
fn is_invisible(c: char) -> bool {
    is_bidi_or_zero_width(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' | '\u{610}'..='\u{61a}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{300}'..='\u{36f}')
        || c.is_control() && !c.is_whitespace()
}

/// One letter for the spellings that people and keyboards use for the same one.
fn one_spelling(c: char) -> char {
    match c {
        'ي' | 'ى' | 'ئ' | 'ې' | 'ے' => 'ی',
        'ك' => 'ک',
        'ة' | 'ۀ' | 'ە' | 'ھ' | 'ہ' | 'ۂ' | 'ۃ' => 'ه',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ё' => 'е',
        _ => digit(c).unwrap_or(c),
    }
}

/// A folded word in the Arabic letters of the text it was found for: what the two have in common is written as typed. `None`
/// where a letter is missing that people spell in several ways (`ا` or `أ`, `ه` or `ة`). Other scripts fold to letters of their own.
pub fn unfold(typed: &str, folded: &str) -> Option<String> {
    if !folded.contains(is_arabic) {
        return Some(folded.to_owned());
    }
    let shown = tidy(typed);
    let shown: Vec<(char, char)> = shown
        .trim_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| (c, one_spelling(c)))
        .collect();
    let known: Vec<char> = folded.chars().collect();
    let same = |(a, b): &(&(char, char), &char)| a.1 == **b;
    let start = shown.iter().zip(&known).take_while(same).count();
    let most = shown.len().min(known.len()) - start;
    let end = shown.iter().rev().zip(known.iter().rev()).take(most);
    let end = end.take_while(same).count();
    let arabic = typed.contains(['ي', 'ك', 'ة', 'ى', 'أ', 'إ', 'ئ', 'ؤ']);
    let persian = !arabic && typed.contains(['پ', 'چ', 'ژ', 'گ', 'ی', 'ک', '\u{200c}']);
    let spelt = |at: usize| {
        let c = *known.get(at)?;
        let last = known.get(at + 1).is_none_or(|next| *next == ' ');
        match c {
            'ی' | 'ک' | 'ه' if persian => Some(c),
            'ی' if arabic && !last => Some('ي'),
            'ک' if arabic => Some('ك'),
            'ه' if !last => Some(c),
            'ا' | 'ی' | 'ک' | 'ه' => None,
            _ => Some(c),
        }
    };
    let as_typed = |(c, _): &(char, char)| *c;
    let middle: Option<String> = (start..known.len() - end).map(spelt).collect();
    let mut word: String = shown.iter().take(start).map(as_typed).collect();
    word.push_str(&middle?);
    word.extend(shown.iter().skip(shown.len() - end).map(as_typed));
    Some(word)
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    #[test]
    fn spellings_of_one_word_fold_to_one_text() {
        for (a, b) in [
            ("علي", "علی"),
            ("شركة", "شرکه"),
            ("أحمد", "احمد"),
            ("مُحَمَّد", "محمد"),
            ("Семён", "семен"),
            ("٠١٢ ۳۴", "012 34"),
            ("  A\u{a0} b ", "a b"),
            ("ﻣﺤﻤﺪ", "محمد"),
            ("محـــمد", "محمد"),
            ("إسلام", "اسلام"),
            ("آزاده", "ازاده"),
            ("ٱلرحمن", "الرحمن"),
            ("موسى", "موسی"),
            ("رضائي", "رضایی"),
            ("مسؤول", "مسوول"),
            ("خانۀ", "خانه"),
            ("خانهٔ", "خانه"),
            ("ھمدان", "همدان"),
            ("کتابہ", "کتابه"),
            ("لـِلّٰه", "لله"),
            ("قُرۡآنٌ", "قران"),
            ("على\u{200f}", "علی"),
            ("می\u{200c}روم", "میروم"),
            ("A\u{2066}b\u{2069}", "ab"),
            ("№ ５", "no 5"),
            ("ＡＢＣ", "abc"),
            ("\u{202f}10\u{2009}000", "10 000"),
            ("ЁЛКА", "елка"),
            ("İzmir", "izmir"),
            ("a\u{180e}b\u{fe0f}", "ab"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn what_is_folded_folds_to_itself(text in "\\PC{0,30}") {
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn the_short_way_gives_what_the_long_one_gives(text in "[a-zA-Z0-9 \t.А-яЁё\u{620}-\u{6d3}]{0,20}") {
            let mut folded = String::new();
            if fold_letters(&text, &mut folded) {
                assert_eq!(folded, fold_any(&text));
            }
        }

        #[test]
        fn what_is_tidy_stays_as_it_is(text in "[a-zА-я\u{0}-\u{20}\u{a0}ا-ی\u{200b}-\u{200f}]{0,20}") {
            let tidied = tidy(&text).into_owned();
            assert_eq!(tidy(&tidied), tidied);
        }
    }

    #[test]
    fn letters_fold_alone_as_they_fold_in_a_text() {
        for c in ('\0'..='\u{ffff}').filter(|c| !c.is_control()) {
            if let Some(letter) = folded_letter(c) {
                assert_eq!(fold_any(&c.to_string()), letter.to_string(), "{c:?}");
            }
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn known_words_are_shown_in_the_letters_that_were_typed() {
        for (typed, folded, shown) in [
            ("السعودبة", "السعودیه", Some("السعودية")),
            ("السعوديةة", "السعودیه", Some("السعودية")),
            ("تركييا", "ترکیا", Some("تركيا")),
            ("ترکییه", "ترکیه", Some("ترکیه")),
            ("إندونسيا", "اندونیسیا", Some("إندونيسيا")),
            ("سوري", "سوریه", None),
            ("السعودي", "السعودیه", None),
            ("السعودن", "السعودیه", None),
            ("الجزئر", "الجزایر", None),
            ("خریدارر", "خریدار", Some("خریدار")),
            ("صانع القرارر.", "صانع القرار", Some("صانع القرار")),
            ("Germny", "germany", Some("germany")),
            ("بللله", "بله", Some("بله")),
            ("", "بله", None),
        ] {
            assert_eq!(unfold(typed, folded).as_deref(), shown, "{typed}");
        }
    }

    #[test]
    fn digits_of_many_scripts_are_one() {
        assert_eq!(fold_digits("٠١٢ ۹۸ ५ ５ a"), "012 98 5 5 a");
        assert!(ZEROS.is_sorted());
        assert_eq!(digit_value('x'), None);
        assert_eq!(digit_value('\u{66a}'), None);
    }

    #[test]
    fn tidying_shows_what_was_typed_without_what_nobody_sees() {
        assert_eq!(tidy("  Sara\u{a0}\u{a0}Ahmed\u{200f} "), "Sara Ahmed");
        assert_eq!(tidy("a\r\nb  c"), "a\nb c");
        assert_eq!(tidy("می‌خواهم"), "می‌خواهم");
    }
}
