//! The short way from digits to a number, for countries whose numbers need no rewriting: a country code, a trunk digit, the
//! rest. What it does not accept goes the long way through `plan`, so it may refuse, but never differ.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType};

use super::split::MOST_DIGITS;

/// Country code, country, and the trunk digit before national numbers (`-` for none), of countries without
/// `nationalPrefixForParsing` in Google's libphonenumber metadata.
const PLAIN: &[(u16, &str, u8)] = &[
    (7, "KZ", b'8'),
    (7, "RU", b'8'),
    (20, "EG", b'0'),
    (31, "NL", b'0'),
    (32, "BE", b'0'),
    (33, "FR", b'0'),
    (34, "ES", b'-'),
    (41, "CH", b'0'),
    (43, "AT", b'0'),
    (46, "SE", b'0'),
    (48, "PL", b'-'),
    (49, "DE", b'0'),
    (90, "TR", b'0'),
    (91, "IN", b'0'),
    (92, "PK", b'0'),
    (93, "AF", b'0'),
    (98, "IR", b'0'),
    (212, "MA", b'0'),
    (213, "DZ", b'0'),
    (216, "TN", b'-'),
    (218, "LY", b'0'),
    (222, "MR", b'-'),
    (249, "SD", b'0'),
    (357, "CY", b'-'),
    (359, "BG", b'0'),
    (371, "LV", b'-'),
    (372, "EE", b'-'),
    (373, "MD", b'0'),
    (374, "AM", b'0'),
    (380, "UA", b'0'),
    (381, "RS", b'0'),
    (961, "LB", b'0'),
    (962, "JO", b'0'),
    (963, "SY", b'0'),
    (964, "IQ", b'0'),
    (965, "KW", b'-'),
    (966, "SA", b'0'),
    (967, "YE", b'0'),
    (968, "OM", b'-'),
    (970, "PS", b'0'),
    (971, "AE", b'0'),
    (973, "BH", b'-'),
    (974, "QA", b'-'),
    (992, "TJ", b'-'),
    (993, "TM", b'8'),
    (994, "AZ", b'0'),
    (995, "GE", b'0'),
    (996, "KG", b'0'),
    (998, "UZ", b'-'),
];

/// The number and its type, if the digits are a good number of a country of [`PLAIN`]. `country` is `None` for digits that
/// begin with a country code.
pub(super) fn read(digits: &[u8], country: Option<&str>) -> Option<(u64, PhoneNumberType)> {
    if digits.len() >= MOST_DIGITS {
        return None;
    }
    let (code, national, trunk) = if let Some(country) = country {
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
    let parsed = PhoneNumber {
        country_code: i32::from(code),
        national_number: value,
        ..PhoneNumber::default()
    };
    let kind = PHONE_NUMBER_UTIL.get_number_type(&parsed);
    if kind == PhoneNumberType::Unknown {
        return None;
    }
    let whole = u64::from(code) * 10_u64.pow(national.len() as u32) + value;
    (whole < 1_000_000_000_000_000).then_some((whole, kind))
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
