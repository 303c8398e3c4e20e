//! Digits to a number of E.164, by the numbering plans of all countries.
//!
//! A number is tried as typed in its country first, then with what people leave out or add: `00` or `8` for the country
//! code, a missing `+`, a lost leading zero. A reading counts only if a numbering plan gives such numbers out.

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberType, Region,
    ValidationError,
};

use crate::model::PhoneKind;

use super::split::{MOST_DIGITS, Raw};
use super::{PhoneIssue, direct};

/// Where the plan is lax about lengths (Germany takes 4 to 15 digits), fewer typed digits than this are no whole number.
const SHORTEST: usize = 6;

/// What the digits mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) number: u64,
    pub(super) kind: PhoneKind,
    pub(super) issue: Option<PhoneIssue>,
}

impl Read {
    fn problem(issue: PhoneIssue) -> Read {
        Read {
            number: 0,
            kind: PhoneKind::Unknown,
            issue: Some(issue),
        }
    }
}

/// Reads the digits of one number.
pub(super) fn read(raw: &Raw<'_>, region: Option<Region>) -> Read {
    let digits = raw.digits();
    if is_placeholder(digits) {
        return Read::problem(PhoneIssue::Placeholder);
    }
    if digits.len() >= MOST_DIGITS {
        return Read::problem(PhoneIssue::TooLong);
    }
    for attempt in attempts(digits, raw.plus, region.is_none()) {
        if let Some(read) = attempt.and_then(|typed| valid(typed, region)) {
            return read;
        }
    }
    failure(digits, raw.plus, region)
}

/// Countries whose national numbers are dialled with a leading 0 (`nationalPrefix` of Google's libphonenumber metadata).
pub(super) const TRUNK_ZERO: &str = "AE AF AL AM AR AT AU AX AZ BA BD BE BG BL BO BR CC CD CH CN CO CU CX DE DZ EC EG EH ER ET \
    FI FR GB GE GF GG GH GP HR ID IE IL IM IN IQ IR JE JO JP KE KG KH KI KP KR LA LB LI LK LR \
    LT LY MA MC MD ME MF MG MK MM MN MQ MW MY NA NG NL NP NZ PE PH PK PM PS PY RE RO RS RW SA \
    SD SE SI SK SL SO SS SY TH TR TW TZ UA UG UY VE VN XK YE YT ZA ZM ZW";

/// The same by first letter, a bit for each second letter.
const TRUNK_ZEROS: [u32; 26] = {
    let codes = TRUNK_ZERO.as_bytes();
    let mut table = [0; 26];
    let mut at = 0;
    // Two letters and a space each.
    while at < codes.len() {
        table[(codes[at] - b'A') as usize] |= 1 << (codes[at + 1] - b'A');
        at += 3;
    }
    table
};

/// Whether national numbers of a country are dialled with a leading 0.
pub(super) fn has_trunk_zero(country: &str) -> bool {
    let letter = |byte: &u8| byte.to_ascii_uppercase().checked_sub(b'A');
    let [Some(first), Some(second @ 0..26)] = (match country.as_bytes() {
        [first, second] => [letter(first), letter(second)],
        _ => [None; 2],
    }) else {
        return false;
    };
    TRUNK_ZEROS
        .get(usize::from(first))
        .is_some_and(|seconds| seconds >> second & 1 == 1)
}

#[derive(Clone, Copy)]
struct Typed<'a> {
    before: &'static str,
    digits: &'a [u8],
}

/// The ways in which a number may be meant, most literal first. `is_alone` for one that no country is known of.
fn attempts(digits: &[u8], plus: bool, is_alone: bool) -> [Option<Typed<'_>>; 5] {
    let typed = |before, digits| Some(Typed { before, digits });
    let without_idd = digits.strip_prefix(b"00").filter(|rest| rest.len() >= 8);
    let russian = digits
        .strip_prefix(b"8")
        .filter(|rest| rest.len() == 10 && matches!(rest.first(), Some(b'3' | b'4' | b'8' | b'9')));
    if plus {
        return [
            typed("+", digits),
            without_idd.and_then(|rest| typed("+", rest)),
            russian.and_then(|rest| typed("+7", rest)),
            // A national number with a plus before it. Without its nought it is taken for what it says: a foreign one.
            (digits.first() == Some(&b'0'))
                .then(|| typed("", digits))
                .flatten(),
            None,
        ];
    }
    if let Some(rest) = without_idd {
        return [typed("+", rest), typed("", digits), None, None, None];
    }
    let starts_with_zero = digits.first() == Some(&b'0');
    // Ten digits are a national number; eleven that begin with 8 are dialled so in Russia oftener than Vietnam is called.
    let whole = digits.len() > 10 || (digits.len() == 10 && !is_alone);
    [
        typed("", digits),
        russian.and_then(|rest| typed("+7", rest)),
        (!starts_with_zero && whole)
            .then(|| typed("+", digits))
            .flatten(),
        (!starts_with_zero).then(|| typed("0", digits)).flatten(),
        None,
    ]
}

fn parse(typed: Typed<'_>, region: Option<Region>) -> Option<Result<PhoneNumber, ParseError>> {
    if region.is_none() && !typed.before.starts_with('+') {
        return None;
    }
    let mut text = [0_u8; MOST_DIGITS + 4];
    let length = typed.before.len() + typed.digits.len();
    let filled = text.get_mut(..length)?;
    let (head, tail) = filled.split_at_mut_checked(typed.before.len())?;
    head.copy_from_slice(typed.before.as_bytes());
    tail.copy_from_slice(typed.digits);
    let text = std::str::from_utf8(filled).ok()?;
    Some(PHONE_NUMBER_UTIL.parse(text, region))
}

fn valid(typed: Typed<'_>, region: Option<Region>) -> Option<Read> {
    let short = match typed.before {
        "+" => direct::read(typed.digits, None),
        "" => region.and_then(|region| direct::read(typed.digits, Some(&region.as_region_str()))),
        _ => None,
    };
    if let Some((number, kind)) = short {
        return Some(Read {
            number,
            kind: line_kind(kind),
            issue: None,
        });
    }
    let parsed = parse(typed, region)?.ok()?;
    let kind = PHONE_NUMBER_UTIL.get_number_type(&parsed);
    if kind == PhoneNumberType::Unknown {
        return None;
    }
    Some(Read {
        number: e164(&parsed)?,
        kind: line_kind(kind),
        issue: None,
    })
}

/// A number by the whole of the library, for comparison.
#[cfg(test)]
pub(super) fn the_long_way(digits: &str, country: Option<&str>) -> Option<(u64, PhoneNumberType)> {
    let region = country.and_then(|code| Region::from_code(code).ok());
    let typed = Typed {
        before: if country.is_some() { "" } else { "+" },
        digits: digits.as_bytes(),
    };
    let parsed = parse(typed, region)?.ok()?;
    Some((e164(&parsed)?, PHONE_NUMBER_UTIL.get_number_type(&parsed)))
}

/// Why no reading fits.
fn failure(digits: &[u8], plus: bool, region: Option<Region>) -> Read {
    let international = plus || digits.starts_with(b"00");
    if region.is_none() && !international {
        return Read::problem(match digits.len() {
            0..=5 => PhoneIssue::TooShort,
            16.. => PhoneIssue::TooLong,
            _ => PhoneIssue::NoCountry,
        });
    }
    let bare = digits.strip_prefix(b"00").unwrap_or(digits);
    let typed = Typed {
        before: if international { "+" } else { "" },
        digits: if international { bare } else { digits },
    };
    let parsed = match parse(typed, region) {
        Some(Ok(parsed)) => parsed,
        Some(Err(ParseError::TooLongNsn)) => return Read::problem(PhoneIssue::TooLong),
        Some(Err(ParseError::InvalidCountryCode)) if digits.len() > 15 => {
            return Read::problem(PhoneIssue::TooLong);
        }
        Some(Err(ParseError::InvalidCountryCode)) if digits.len() >= 7 => {
            return Read::problem(PhoneIssue::NoCountry);
        }
        _ => return Read::problem(PhoneIssue::TooShort),
    };
    if digits.len() <= SHORTEST {
        return Read::problem(PhoneIssue::TooShort);
    }
    match PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) {
        Ok(NumberLengthType::IsPossible) => Read {
            number: e164(&parsed).unwrap_or(0),
            kind: PhoneKind::Unknown,
            issue: Some(PhoneIssue::Unlikely),
        },
        Ok(NumberLengthType::IsPossibleLocalOnly) => Read::problem(PhoneIssue::NoArea),
        Err(ValidationError::TooLong) => Read::problem(PhoneIssue::TooLong),
        Err(ValidationError::InvalidCountryCode) => Read::problem(PhoneIssue::NoCountry),
        // Also between the shortest and the longest length: then digits are lacking.
        Err(ValidationError::TooShort | ValidationError::InvalidLength) => {
            Read::problem(PhoneIssue::TooShort)
        }
    }
}

/// Country code, leading zeros (Italy) and national number in one; `None` beyond the 15 digits of E.164.
fn e164(number: &PhoneNumber) -> Option<u64> {
    let zeros = if number.italian_leading_zero() {
        number.number_of_leading_zeros().clamp(1, 4) as u32
    } else {
        0
    };
    let national = number.national_number;
    let digits = zeros + national.checked_ilog10().map_or(1, |log| log + 1);
    let whole = u64::try_from(number.country_code)
        .ok()?
        .checked_mul(10_u64.checked_pow(digits)?)?
        .checked_add(national)?;
    (whole < 1_000_000_000_000_000).then_some(whole)
}

fn line_kind(kind: PhoneNumberType) -> PhoneKind {
    match kind {
        PhoneNumberType::Mobile => PhoneKind::Mobile,
        PhoneNumberType::FixedLine
        | PhoneNumberType::TollFree
        | PhoneNumberType::SharedCost
        | PhoneNumberType::PremiumRate
        | PhoneNumberType::UAN => PhoneKind::Fixed,
        _ => PhoneKind::Unknown,
    }
}

/// `0000000`, `1111111`, `123456`, `+7 000 000-00-00`: at least six digits of one kind or in a row, a country code or a trunk
/// digit before them left out.
pub(super) fn is_placeholder(digits: &[u8]) -> bool {
    if digits.len() < 5 {
        return digits.iter().all(|digit| *digit == b'0') && digits.len() >= 3;
    }
    (0..=3).any(|skip| {
        let rest = digits.get(skip..).unwrap_or_default();
        let enough = if skip == 0 { 6 } else { 9 };
        rest.len() >= enough && rest.windows(2).all(|pair| matches!(pair, [a, b] if a == b))
    }) || in_a_row(digits)
        || digits.strip_prefix(b"00").is_some_and(|rest| {
            rest.len() >= 6 && rest.windows(2).all(|p| matches!(p, [a, b] if a == b))
        })
}

fn in_a_row(digits: &[u8]) -> bool {
    const UP: &[u8] = b"012345678901234";
    const DOWN: &[u8] = b"987654321098765";
    digits.len() >= 5
        && (UP.starts_with(digits)
            || UP.get(1..).is_some_and(|row| row.starts_with(digits))
            || DOWN.starts_with(digits))
}
