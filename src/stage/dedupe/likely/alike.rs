//! How alike two words, numbers or dates are, whatever they stand for.

use super::lexicon::{Lexicon, Word};
use crate::calendar::to_civil;
use crate::model::PartialDate;

/// How alike two words are, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Alike {
    Initial,
    /// Ivanov and Ivanova: a household.
    Gendered,
    Slip,
    /// In two scripts, or by sound.
    Sound,
    Same,
}

pub(super) fn likeness(lexicon: &Lexicon, a: u32, b: u32) -> Option<Alike> {
    if a == b {
        return Some(Alike::Same);
    }
    let (a, b) = (lexicon.word(a), lexicon.word(b));
    words_alike(a, b)
}

pub(super) fn words_alike(a: &Word, b: &Word) -> Option<Alike> {
    if a.latin.is_empty() || b.latin.is_empty() {
        return None;
    }
    if a.latin == b.latin {
        return Some(Alike::Same);
    }
    let (short, long) = if a.latin.len() <= b.latin.len() {
        (a, b)
    } else {
        (b, a)
    };
    if short.latin.len() == 1 {
        return long
            .latin
            .starts_with(&short.latin)
            .then_some(Alike::Initial);
    }
    if long.latin.strip_suffix('a') == Some(&short.latin) && short.latin.len() >= 4 {
        return Some(Alike::Gendered);
    }
    if a.bones == b.bones && a.bones.len() >= 2 {
        let scripts = a.vowelless != b.vowelless;
        if scripts || a.bones.len() >= 3 && a.latin.as_bytes().first() == b.latin.as_bytes().first()
        {
            return Some(Alike::Sound);
        }
    }
    if short.latin.len() >= 3
        && long.latin.starts_with(&short.latin)
        && short.latin.len() * 2 >= long.latin.len()
    {
        return Some(Alike::Slip);
    }
    let most = match short.latin.len() {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    };
    (most > 0 && slips(&a.latin, &b.latin, most)).then_some(Alike::Slip)
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
    a == b
        || (a % NATIONAL == b % NATIONAL
            && (a < NATIONAL * 10 || b < NATIONAL * 10)
            && a % NATIONAL > 9_999_999)
}

pub(super) fn one_digit_off(a: u64, b: u64) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    a.len().min(b.len()) >= 7 && slips(&a, &b, 1)
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

pub(super) fn dates_alike(x: PartialDate, y: PartialDate) -> DatesAlike {
    if x == y {
        return DatesAlike::Same;
    }
    let whole = |date: PartialDate| to_civil(date);
    if let (Some(a), Some(b)) = (whole(x), whole(y)) {
        let apart = (a - b).get_days().abs();
        if x.calendar != y.calendar && apart <= 2 {
            return DatesAlike::Same;
        }
        if a.year() == b.year() && a.month() == b.day() && a.day() == b.month() {
            return DatesAlike::Turned;
        }
        let (x, y) = (a.to_string(), b.to_string());
        if crate::text::distance(&x, &y) == 1 {
            return DatesAlike::Slip;
        }
        let off = x.bytes().zip(y.bytes()).filter(|(a, b)| a != b).count();
        let equal = [
            a.year() == b.year(),
            a.month() == b.month(),
            a.day() == b.day(),
        ];
        let agreeing = equal.iter().filter(|equal| **equal).count();
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
    let both = |x: bool, y: bool| x && y;
    if both(x.day.is_some(), y.day.is_some()) {
        DatesAlike::Fit(1.0 / 365.0)
    } else if both(x.year.is_some(), y.year.is_some()) {
        DatesAlike::Fit(1.0 / 50.0)
    } else {
        DatesAlike::Fit(0.8)
    }
}
