//! The short way from digits to a number, for countries whose numbers need no rewriting: a country code, a trunk digit, the
//! rest. What it does not accept goes the long way through `plan`, so it may refuse, but never differ.

use std::cell::RefCell;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType};

use super::split::MOST_DIGITS;

/// Country code, country, and the trunk digit before national numbers (`-` for none), of countries without
/// `nationalPrefixForParsing` in Google's libphonenumber metadata.
const PLAIN: &[(u16, [u8; 2], u8)] = &[
    (7, *b"KZ", b'8'),
    (7, *b"RU", b'8'),
    (20, *b"EG", b'0'),
    (31, *b"NL", b'0'),
    (32, *b"BE", b'0'),
    (33, *b"FR", b'0'),
    (34, *b"ES", b'-'),
    (41, *b"CH", b'0'),
    (43, *b"AT", b'0'),
    (46, *b"SE", b'0'),
    (48, *b"PL", b'-'),
    (49, *b"DE", b'0'),
    (90, *b"TR", b'0'),
    (91, *b"IN", b'0'),
    (92, *b"PK", b'0'),
    (93, *b"AF", b'0'),
    (98, *b"IR", b'0'),
    (212, *b"MA", b'0'),
    (213, *b"DZ", b'0'),
    (216, *b"TN", b'-'),
    (218, *b"LY", b'0'),
    (222, *b"MR", b'-'),
    (249, *b"SD", b'0'),
    (357, *b"CY", b'-'),
    (359, *b"BG", b'0'),
    (371, *b"LV", b'-'),
    (372, *b"EE", b'-'),
    (373, *b"MD", b'0'),
    (374, *b"AM", b'0'),
    (380, *b"UA", b'0'),
    (381, *b"RS", b'0'),
    (961, *b"LB", b'0'),
    (962, *b"JO", b'0'),
    (963, *b"SY", b'0'),
    (964, *b"IQ", b'0'),
    (965, *b"KW", b'-'),
    (966, *b"SA", b'0'),
    (967, *b"YE", b'0'),
    (968, *b"OM", b'-'),
    (970, *b"PS", b'0'),
    (971, *b"AE", b'0'),
    (973, *b"BH", b'-'),
    (974, *b"QA", b'-'),
    (992, *b"TJ", b'-'),
    (993, *b"TM", b'8'),
    (994, *b"AZ", b'0'),
    (995, *b"GE", b'0'),
    (996, *b"KG", b'0'),
    (998, *b"UZ", b'-'),
];

/// The number and its type, if the digits are a good number of a country of [`PLAIN`]. `country` is `None` for digits that
/// begin with a country code.
pub(super) fn read(digits: &[u8], country: Option<&str>) -> Option<(u64, PhoneNumberType)> {
    if digits.len() >= MOST_DIGITS {
        return None;
    }
    let (code, national, trunk) = if let Some(country) = country {
        let country: [u8; 2] = country.as_bytes().try_into().ok()?;
        let (code, _, trunk) = PLAIN.iter().find(|(_, known, _)| *known == country)?;
        let national = digits.strip_prefix(&[*trunk]).unwrap_or(digits);
        (*code, national, *trunk)
    } else {
        let (code, length, trunk) = by_code(digits)?;
        (code, digits.get(length..)?, trunk)
    };
    let first = *national.first()?;
    if first == trunk || first == b'0' || !(5..=14).contains(&national.len()) {
        return None;
    }
    let value = number(national);
    let kind = kind(code, national);
    if kind == PhoneNumberType::Unknown {
        return None;
    }
    let whole = u64::from(code) * 10_u64.pow(national.len() as u32) + value;
    (whole < 1_000_000_000_000_000).then_some((whole, kind))
}

/// The first digits of a national number that, with its length, tell its type: no pattern of the countries of [`PLAIN`] asks for
/// a certain digit behind them (metadata of libphonenumber 9), but for those of [`DEEP`].
const TELLING: usize = 6;

/// Spain and Georgia: some of their patterns go further.
const DEEP: [u16; 2] = [34, 995];

/// Types that are remembered, by a thread.
const KNOWN: usize = 1 << 15;

thread_local! {
    /// Types of numbers by code, length and first digits. The library tries many patterns on each number, and the numbers of a
    /// book begin alike.
    static KINDS: RefCell<Vec<(u64, PhoneNumberType)>> = const { RefCell::new(Vec::new()) };
}

fn kind(code: u16, national: &[u8]) -> PhoneNumberType {
    let first = national.get(..TELLING).filter(|_| !DEEP.contains(&code));
    let Some(first) = first else {
        return asked(code, national);
    };
    let key = (u64::from(code) << 32) | ((national.len() as u64) << 24) | number(first);
    let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % KNOWN;
    KINDS.with_borrow_mut(|kinds| {
        kinds.resize(KNOWN, (0, PhoneNumberType::Unknown));
        let Some(known) = kinds.get_mut(slot) else {
            return asked(code, national);
        };
        if known.0 != key {
            *known = (key, asked(code, national));
        }
        known.1
    })
}

fn asked(code: u16, national: &[u8]) -> PhoneNumberType {
    let parsed = PhoneNumber {
        country_code: i32::from(code),
        national_number: number(national),
        ..PhoneNumber::default()
    };
    PHONE_NUMBER_UTIL.get_number_type(&parsed)
}

/// The country code that digits begin with: itself, its length, the trunk digit. No code begins another.
fn by_code(digits: &[u8]) -> Option<(u16, usize, u8)> {
    (1..=3).find_map(|length| {
        let head = number(digits.get(..length)?) as u16;
        let (code, _, trunk) = PLAIN.iter().find(|(code, _, _)| *code == head)?;
        Some((*code, length, *trunk))
    })
}

fn number(digits: &[u8]) -> u64 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::*;
    use crate::text::phone::plan;

    proptest! {
        #[test]
        fn the_short_way_ends_where_the_long_way_ends(
            at in 0..PLAIN.len(),
            trunk in proptest::bool::ANY,
            rest in "[1-9][0-9]{6,9}",
        ) {
            let (code, country, digit) = PLAIN[at];
            let country = std::str::from_utf8(&country).unwrap();
            let mut national = rest.clone();
            if trunk && digit != b'-' {
                national.insert(0, char::from(digit));
            }
            for (digits, home) in [(national, Some(country)), (format!("{code}{rest}"), None)] {
                if let Some((short, kind)) = read(digits.as_bytes(), home) {
                    let long = plan::the_long_way(&digits, home);
                    prop_assert_eq!(long, Some((short, kind)), "{} in {:?}", digits, home);
                }
            }
        }
    }

    #[test]
    fn the_first_digits_and_the_length_tell_the_type() {
        let mut seed = 7_u64;
        let mut digit = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            b'0' + ((seed >> 33) % 10) as u8
        };
        for (code, _, _) in PLAIN.iter().filter(|(code, _, _)| !DEEP.contains(code)) {
            for length in 7..=11 {
                for _ in 0..400 {
                    let mut national: Vec<u8> = (0..length).map(|_| digit()).collect();
                    national[0] = national[0].max(b'1');
                    let first = asked(*code, &national);
                    for _ in 0..3 {
                        national[TELLING..].fill_with(&mut digit);
                        let shown = String::from_utf8_lossy(&national);
                        assert_eq!(asked(*code, &national), first, "{code} {shown}");
                    }
                }
            }
        }
    }

    #[test]
    fn codes_are_in_order_and_begin_no_other() {
        assert!(PLAIN.is_sorted_by_key(|(code, country, _)| (*code, *country)));
        for (a, _, _) in PLAIN {
            for (b, _, _) in PLAIN {
                assert!(
                    a == b || !b.to_string().starts_with(&a.to_string()),
                    "{a} {b}"
                );
            }
        }
    }
}
