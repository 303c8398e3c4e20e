//! Phone numbers as people type them: several in a cell, with labels and extensions, in any script, as Excel left them.
//!
//! A number is understood with Google's numbering plans (`rlibphonenumber`) or not at all: what does not fit is kept as
//! typed with the reason. Nothing here knows which column a number stands in.

mod direct;
mod label;
mod plan;
mod split;
#[cfg(test)]
mod tests;

use rlibphonenumber::Region;

use crate::model::PhoneKind;

pub use label::{PhoneLabel, label_of, label_of_column};
use split::Raw;

/// One number found in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedPhone<'a> {
    /// Country code and national number as digits (ITU-T E.164), without `+`; 0 where it was not understood.
    pub number: u64,
    /// The extension; 0 for none.
    pub extension: u32,
    /// Mobile or fixed, where the numbering plan tells.
    pub kind: PhoneKind,
    /// What was typed of this number, trimmed.
    pub text: &'a str,
    /// How many digits it has as typed, without the extension.
    pub digits: u8,
    /// What is wrong with it, if anything.
    pub issue: Option<PhoneIssue>,
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneIssue {
    /// There are words, but no number.
    NotANumber,
    /// Typed to fill the cell: `0000000`, `123456`.
    Placeholder,
    /// Fewer digits than any number of the country has.
    TooShort,
    /// More digits than any number of the country has.
    TooLong,
    /// A local number without its area code.
    NoArea,
    /// Without a country code, in a book that names no country.
    NoCountry,
    /// A spreadsheet has rounded it: `9.71501E+11`.
    Rounded,
    /// A number of the right length that no numbering plan gives out; it is understood all the same.
    Unlikely,
}

impl PhoneIssue {
    /// Whether a number with this issue is kept as a number.
    pub fn keeps_number(self) -> bool {
        self == PhoneIssue::Unlikely
    }
}

/// A cell longer than this is no list of phones. Excel's cells hold 32,767 characters; a CSV's may hold anything.
const LONGEST: usize = 1 << 15;

/// Finds the numbers in a cell. `country` (ISO 3166-1 alpha-2) is where numbers without a country code belong.
///
/// A cell without digits gives nothing where it says "none" in one of the languages, else one entry with
/// [`PhoneIssue::NotANumber`].
pub fn parse_phones<'a>(text: &'a str, country: Option<&str>) -> Vec<ParsedPhone<'a>> {
    let region = country.and_then(|code| Region::from_code(code).ok());
    let trimmed = text.trim();
    if let Some(phone) = from_float(trimmed, region) {
        return vec![phone];
    }
    let raws = if text.len() > LONGEST {
        Vec::new()
    } else {
        split::split(text)
    };
    let mut phones = Vec::with_capacity(raws.len());
    for raw in &raws {
        push(raw, region, &mut phones);
    }
    if phones.is_empty() && !super::choice::says_nothing(trimmed) {
        phones.push(ParsedPhone {
            number: 0,
            extension: 0,
            kind: PhoneKind::Unknown,
            text: trimmed,
            digits: 0,
            issue: Some(PhoneIssue::NotANumber),
        });
    }
    phones
}

/// The digits of a number that no country is known for, as ASCII: `212-555-0199` and `٢١٢٥٥٥٠١٩٩` have the same. `None` for
/// fewer than six, for placeholders, and for what a spreadsheet has rounded.
pub fn local_digits(text: &str) -> Option<String> {
    let trimmed = text.trim();
    let digits = |raw: &Raw<'_>| -> Option<String> {
        let digits = raw.digits();
        let tells =
            (6..split::MOST_DIGITS).contains(&digits.len()) && !plan::is_placeholder(digits);
        tells.then(|| digits.iter().map(|digit| char::from(*digit)).collect())
    };
    match float(trimmed) {
        Some((_, true)) => None,
        Some((whole, false)) => digits(&Raw::from_number(whole, trimmed)),
        None if trimmed.len() > LONGEST => None,
        None => split::split(trimmed).iter().find_map(digits),
    }
}

/// Whether a country's national numbers are dialled with a leading 0, which a cell of numbers drops.
pub fn drops_leading_zero(country: &str) -> bool {
    plan::has_trunk_zero(country)
}

fn push<'a>(raw: &Raw<'a>, region: Option<Region>, phones: &mut Vec<ParsedPhone<'a>>) {
    let read = plan::read(raw, region);
    if read.issue == Some(PhoneIssue::TooLong)
        && let Some((first, second)) = raw.halves()
    {
        let halves = [first, second].map(|half| parsed(&half, plan::read(&half, region)));
        if halves.iter().all(|half| half.number > 0) {
            phones.extend(halves);
            return;
        }
    }
    phones.push(parsed(raw, read));
}

fn parsed<'a>(raw: &Raw<'a>, read: plan::Read) -> ParsedPhone<'a> {
    ParsedPhone {
        number: read.number,
        extension: raw.extension,
        kind: read.kind,
        text: raw.text,
        digits: raw.len as u8,
        issue: read.issue,
    }
}

/// A number that a spreadsheet has printed as a float: `501234567.0`, `9.71501234567E+11`.
fn from_float(text: &str, region: Option<Region>) -> Option<ParsedPhone<'_>> {
    let (whole, rounded) = float(text)?;
    let raw = Raw::from_number(whole, text);
    let mut phone = parsed(&raw, plan::read(&raw, region));
    if rounded {
        phone.number = 0;
        phone.kind = PhoneKind::Unknown;
        phone.issue = Some(PhoneIssue::Rounded);
    }
    Some(phone)
}

/// The whole number of a printed float, and whether digits were lost.
fn float(text: &str) -> Option<(u64, bool)> {
    let bytes = text.as_bytes();
    let with_exponent = bytes.iter().position(|b| matches!(b, b'e' | b'E'));
    let with_zero = text
        .strip_suffix(".0")
        .or_else(|| text.strip_suffix(".00"))
        .filter(|whole| whole.len() >= 5 && whole.bytes().all(|b| b.is_ascii_digit()));
    match (with_zero, with_exponent) {
        (Some(whole), _) => Some((whole.parse::<u64>().ok()?, false)),
        (None, Some(at)) => {
            let mantissa = bytes.get(..at)?;
            let digits = mantissa.iter().filter(|b| b.is_ascii_digit()).count();
            let number = text.parse::<f64>().ok()?;
            if !(1e4..1e16).contains(&number) || digits == 0 {
                return None;
            }
            let exponent = text.get(at + 1..)?.parse::<i32>().ok()?;
            Some((number as u64, (digits as i32) < exponent))
        }
        (None, None) => None,
    }
}
