//! How alike two words, numbers or dates are, whatever they stand for.

use super::table::Table;
use super::word::Word;
use crate::calendar::to_civil;
use crate::model::PartialDate;

/// How alike two words are, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Initial,
    /// Ivanov and Ivanova: a household.
    Gendered,
    Slip,
    /// Bob and Robert.
    Nickname,
    /// In two scripts, or by sound.
    Sound,
    Same,
}

pub(super) fn likeness(table: &Table, a: u32, b: u32) -> Option<Alike> {
    if a == b {
        return Some(Alike::Same);
    }
    words_alike(table.word(a), table.word(b))
}

pub(super) fn words_alike(a: &Word, b: &Word) -> Option<Alike> {
    if are_plainly_two(a, b) {
        return None;
    }
    letter_by_letter(a, b)
}

fn letter_by_letter(a: &Word, b: &Word) -> Option<Alike> {
    let (x, y) = (a.latin.as_bytes(), b.latin.as_bytes());
    let (Some(first), Some(last)) = (x.first().zip(y.first()), x.last().zip(y.last())) else {
        return None;
    };
    if x == y {
        return Some(Alike::Same);
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let starts_alike = first.0 == first.1;
    if short.len() == 1 {
        return starts_alike.then_some(Alike::Initial);
    }
    let is_one_name = a
        .forms
        .iter()
        .any(|form| *form > 0 && b.forms.contains(form));
    if !is_one_name && long.strip_suffix(b"a") == Some(short) && short.len() >= 3 {
        return Some(Alike::Gendered);
    }
    let scripts = a.vowelless != b.vowelless;
    if a.bones == b.bones && !a.bones.is_empty() {
        // Two words without short vowels are told apart by their long ones: حسن is not حسین.
        let enough = if scripts { 2 } else { 3 };
        if !scripts && !a.vowelless && !is_one_name && x.ends_with(b"a") != y.ends_with(b"a") {
            // Peter and Petra, Daniel and Daniela.
            return Some(Alike::Gendered);
        }
        // Mahmoud is not Mohamed, though both are spelt in many ways.
        let are_two =
            || !is_one_name && a.given && b.given && crate::text::distance(&a.latin, &b.latin) > 1;
        let same_script = starts_alike && !a.vowelless;
        if a.bones.len() >= enough && (scripts || same_script && !are_two()) {
            return Some(Alike::Sound);
        }
        // علی and Ali: little is left to compare.
        if scripts && long.len() <= 6 {
            return Some(Alike::Slip);
        }
    }
    if !scripts && !a.vowelless && a.sound == b.sound {
        return Some(Alike::Sound);
    }
    // رضا is Reza, رمضان is Ramadan.
    if scripts && a.bones.len() >= 3 && persian(&a.bones, &b.bones) {
        return Some(Alike::Sound);
    }
    if is_one_name {
        return Some(Alike::Nickname);
    }
    if !starts_alike && last.0 != last.1 {
        return None;
    }
    if short.len() >= 3 && short.len() * 2 >= long.len() && long.starts_with(short) {
        return Some(Alike::Slip);
    }
    let most = match short.len() {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    };
    let letters = (a.letters ^ b.letters).count_ones() as usize;
    let near = most > 0 && long.len() - short.len() <= most && letters <= 2 * most;
    (near && crate::text::distance(&a.latin, &b.latin) <= most).then_some(Alike::Slip)
}

/// Whether numbers alone say what letter by letter would be found: that nothing is alike. Most words that are compared are such.
fn are_plainly_two(a: &Word, b: &Word) -> bool {
    let differ = a.ends.0 != b.ends.0
        && a.ends.1 != b.ends.1
        && a.bones_key != b.bones_key
        && a.sound_key != b.sound_key;
    differ && a.vowelless == b.vowelless && (a.forms[0] == 0 || b.forms[0] == 0)
}

/// Whether consonants are the same but for ذ, ض and ث, which Arabs and Persians speak differently, and و, a vowel or a v.
fn persian(a: &str, b: &str) -> bool {
    let mut a = a.bytes().filter(|sound| *sound != b'v');
    let mut b = b.bytes().filter(|sound| *sound != b'v');
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(b's'), Some(b'd' | b't')) | (Some(b'd' | b't'), Some(b's')) => {}
            (x, y) if x == y => {}
            _ => return false,
        }
    }
}

/// Whether two texts are at most so many edits apart, and begin or end alike.
pub(super) fn slips(a: &str, b: &str, most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let (x, y) = (a.as_bytes(), b.as_bytes());
    let ends = x.first() == y.first() || x.last() == y.last();
    ends && crate::text::distance(a, b) <= most
}

/// One number, with or without a country code.
pub(super) fn same_line(a: u64, b: u64) -> bool {
    const NATIONAL: u64 = 1_000_000_000;
    const LEAST: u64 = 1_000_000;
    let (short, long) = (a.min(b), a.max(b));
    let unit = 10_u64.saturating_pow(short.max(1).ilog10() + 1);
    a == b
        || (short >= LEAST && long % unit == short)
        || (a % NATIONAL == b % NATIONAL
            && (a < NATIONAL * 10 || b < NATIONAL * 10)
            && a % NATIONAL > 9_999_999)
}

/// Numbers of at least seven digits, of which one digit is another, is missing, or two stand in each other's place.
pub(super) fn one_digit_off(a: u64, b: u64) -> bool {
    const LEAST: u64 = 1_000_000;
    let (long, short) = if a >= b { (a, b) } else { (b, a) };
    if short < LEAST || a == b {
        return false;
    }
    // What differs stands in one half.
    let lower = long % 10_000 == short % 10_000;
    let upper = long / 100_000 == short / 100_000 || long / 1_000_000 == short / 100_000;
    if !lower && !upper {
        return false;
    }
    // The digits before and after what differs.
    let mut unit = 1;
    while long / unit % 10 == short / unit % 10 && unit < long {
        unit *= 10;
    }
    let (x, y) = (long / unit, short / unit);
    let turned = x % 100 == y % 100 / 10 + y % 10 * 10 && x / 100 == y / 100;
    x / 10 == y / 10 || turned || x / 10 == y
}

/// How two dates compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum DatesAlike {
    Same,
    /// One lacks parts and the rest agrees; the share of pairs by chance.
    Fit(f32),
    /// Day and month turned.
    Turned,
    /// One digit is off, or two in each other's place.
    Slip,
    /// One part is another, or two digits are off.
    Far,
    Apart,
}

/// Compares two dates.
pub(super) fn dates_alike(x: PartialDate, y: PartialDate) -> DatesAlike {
    if x == y {
        return DatesAlike::Same;
    }
    if let (Some(a), Some(b)) = (to_civil(x), to_civil(y)) {
        let apart = (a - b).get_days().abs();
        if x.calendar != y.calendar && apart <= 2 {
            return DatesAlike::Same;
        }
        if a.year() == b.year() && a.month() == b.day() && a.day() == b.month() {
            return DatesAlike::Turned;
        }
        let (x, y) = (digits(a), digits(b));
        let off = x.iter().zip(y).filter(|(a, b)| **a != *b).count();
        let turned = || {
            x.windows(2)
                .zip(y.windows(2))
                .any(|(x, y)| x[0] == y[1] && x[1] == y[0])
        };
        if off == 1 || off == 2 && turned() {
            return DatesAlike::Slip;
        }
        let parts = [
            a.year() == b.year(),
            a.month() == b.month(),
            a.day() == b.day(),
        ];
        let agreeing = parts.iter().filter(|equal| **equal).count();
        return if off <= 2 || agreeing == 2 {
            DatesAlike::Far
        } else {
            DatesAlike::Apart
        };
    }
    if x.calendar != y.calendar {
        return DatesAlike::Fit(0.8);
    }
    let differs = |x: Option<u8>, y: Option<u8>| x.is_some() && y.is_some() && x != y;
    let years = x.year.is_some() && y.year.is_some() && x.year != y.year;
    if years || differs(x.month, y.month) || differs(x.day, y.day) {
        return DatesAlike::Apart;
    }
    if x.day.is_some() && y.day.is_some() {
        DatesAlike::Fit(1.0 / 365.0)
    } else if x.year.is_some() && y.year.is_some() {
        DatesAlike::Fit(1.0 / 50.0)
    } else {
        DatesAlike::Fit(0.8)
    }
}

/// Year, month and day as eight digits.
fn digits(date: jiff::civil::Date) -> [u8; 8] {
    let number =
        i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day());
    let mut rest = number.unsigned_abs();
    let mut digits = [0; 8];
    for digit in digits.iter_mut().rev() {
        *digit = (rest % 10) as u8;
        rest /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_one_gives(
            a in "[abehklmnorstuy]{1,8}|[абвеиклмнор]{2,7}|[ابحدرسعلمنهوی]{2,6}|bob|robert|саша",
            b in "[abehklmnorstuy]{1,8}|[абвеиклмнор]{2,7}|[ابحدرسعلمنهوی]{2,6}|bob|robert|саша",
        ) {
            let (a, b) = (Word::new(&a), Word::new(&b));
            prop_assert_eq!(words_alike(&a, &b), letter_by_letter(&a, &b));
        }
    }
}
