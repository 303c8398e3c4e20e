//! What becomes of numbers as people type them, in the four languages' countries and some more.

use proptest::prelude::proptest;

use super::{PhoneIssue, local_digits, parse_phones};
use crate::model::PhoneKind;

/// The numbers of a cell as text: E.164 digits, `x` and extension, or the name of the issue.
fn shown(text: &str, country: &str) -> String {
    let country = (!country.is_empty()).then_some(country);
    let phones = parse_phones(text, country);
    let parts: Vec<String> = phones
        .iter()
        .map(|phone| {
            let mut part = match (phone.issue, phone.number) {
                (Some(issue), 0) => format!("{issue:?}"),
                (Some(issue), number) => format!("{number} {issue:?}"),
                (None, number) => number.to_string(),
            };
            if phone.extension > 0 {
                part = format!("{part} x{}", phone.extension);
            }
            part
        })
        .collect();
    parts.join(" | ")
}

const ONE: &[(&str, &str, &str)] = &[
    // Egypt
    ("01001234567", "EG", "201001234567"),
    ("1001234567", "EG", "201001234567"),
    ("+20 100 123 4567", "", "201001234567"),
    ("0020 100 123 4567", "EG", "201001234567"),
    ("0020-100-123-4567", "", "201001234567"),
    ("٠١٠٠١٢٣٤٥٦٧", "EG", "201001234567"),
    ("+٢٠١٠٠١٢٣٤٥٦٧", "", "201001234567"),
    ("\u{200e}+20 100 123 4567\u{200f}", "", "201001234567"),
    ("201001234567", "EG", "201001234567"),
    ("201001234567", "", "201001234567"),
    ("(02) 2735 1234", "EG", "20227351234"),
    ("جوال: 0100 123 4567", "EG", "201001234567"),
    ("ت: ٠٢٢٧٣٥١٢٣٤", "EG", "20227351234"),
    ("02 27351234 تحويلة 105", "EG", "20227351234 x105"),
    ("+20 0100 123 4567", "EG", "201001234567"),
    // Saudi Arabia, Emirates, Iraq, Lebanon
    ("0501234567", "SA", "966501234567"),
    ("501234567.0", "SA", "966501234567"),
    ("501234567", "SA", "966501234567"),
    ("5.01234567E8", "SA", "966501234567"),
    ("9.66501234567E+11", "SA", "966501234567"),
    ("9.66501E+11", "SA", "Rounded"),
    ("+971 50 123 4567", "SA", "971501234567"),
    ("971501234567", "SA", "971501234567"),
    ("04 223 4567", "AE", "97142234567"),
    ("0770 123 4567", "IQ", "9647701234567"),
    ("03 123 456", "LB", "9613123456"),
    // Iran
    ("۰۹۱۲۱۲۳۴۵۶۷", "IR", "989121234567"),
    ("9121234567", "IR", "989121234567"),
    ("+98 912 123 4567", "", "989121234567"),
    ("0098 21 8888 7777", "IR", "982188887777"),
    ("همراه: ۰۹۱۲ ۱۲۳ ۴۵ ۶۷", "IR", "989121234567"),
    ("۰۲۱-۸۸۸۸۷۷۷۷ داخلی ۲۱", "IR", "982188887777 x21"),
    // Russia and neighbours
    ("8 (916) 123-45-67", "RU", "79161234567"),
    ("+7 916 123 45 67", "", "79161234567"),
    ("7 916 123 45 67", "RU", "79161234567"),
    ("9161234567", "RU", "79161234567"),
    ("8 916 123 45 67", "EG", "79161234567"),
    ("+8 916 123 45 67", "RU", "79161234567"),
    ("89161234567", "", "79161234567"),
    ("моб. 8-916-123-45-67", "RU", "79161234567"),
    ("8 (495) 123-45-67 доб. 12", "RU", "74951234567 x12"),
    ("8(495)123-45-67, вн. 305", "RU", "74951234567 x305"),
    ("8 701 123 45 67", "KZ", "77011234567"),
    ("+380 44 123 45 67", "RU", "380441234567"),
    ("8 800 555-35-35", "RU", "78005553535"),
    // Elsewhere
    ("030/1234567", "DE", "49301234567"),
    ("+49 (0) 151 12345678", "", "4915112345678"),
    ("0171 23", "DE", "TooShort"),
    ("06 1234 5678", "IT", "390612345678"),
    ("(650) 253-0000 ext. 12", "US", "16502530000 x12"),
    ("650-253-0000 x7", "US", "16502530000 x7"),
    ("tel:+1-650-253-0000;ext=5", "US", "16502530000 x5"),
    ("1-800-FLOWERS", "US", "18003569377"),
    ("020 7946 0958", "GB", "442079460958"),
    ("+44 (0)20 7946 0958", "EG", "442079460958"),
    ("* Mobile: +44 7911 123456", "", "447911123456"),
    ("Phone 2: 020 7946 0958", "GB", "442079460958"),
    // No number
    ("0000000", "EG", "Placeholder"),
    ("00000000000", "EG", "Placeholder"),
    ("123456", "RU", "Placeholder"),
    ("1234567890", "US", "Placeholder"),
    ("1111111", "EG", "Placeholder"),
    ("+7 999 999-99-99", "RU", "Placeholder"),
    ("000", "EG", "Placeholder"),
    ("221-45-67", "RU", "NoArea"),
    ("12", "EG", "TooShort"),
    ("0100 123 4567 89123 4", "EG", "TooLong"),
    ("0100 123 4567", "", "NoCountry"),
    ("ask Ahmed", "EG", "NotANumber"),
    ("нет", "RU", ""),
    ("لا يوجد", "EG", ""),
    ("-", "EG", ""),
    ("", "EG", ""),
    ("+20 170 123 4567", "EG", "201701234567 Unlikely"),
];

const SEVERAL: &[(&str, &str, &str)] = &[
    (
        "01001234567, 01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567 / 01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567;01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567\n01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567 01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567 - 01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "٠١٠٠١٢٣٤٥٦٧ و٠١١١٢٣٤٥٦٧٨",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "٠١٠٠١٢٣٤٥٦٧ أو ٠١١١٢٣٤٥٦٧٨",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "01001234567 or 01112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "+201001234567+201112345678",
        "EG",
        "201001234567 | 201112345678",
    ),
    (
        "+20 100 123 4567 ::: +20 111 234 5678",
        "",
        "201001234567 | 201112345678",
    ),
    (
        "8 916 123-45-67 и 8 495 123-45-67",
        "RU",
        "79161234567 | 74951234567",
    ),
    (
        "моб. 89161234567, дом. 84951234567",
        "RU",
        "79161234567 | 74951234567",
    ),
    (
        "84951234567 доб. 5; 89161234567",
        "RU",
        "74951234567 x5 | 79161234567",
    ),
    ("84951234567/68", "RU", "74951234567"),
    (
        "۰۹۱۲۱۲۳۴۵۶۷ و ۰۲۱۸۸۸۸۷۷۷۷",
        "IR",
        "989121234567 | 982188887777",
    ),
    (
        "همراه ۰۹۱۲۱۲۳۴۵۶۷، منزل ۰۲۱۸۸۸۸۷۷۷۷",
        "IR",
        "989121234567 | 982188887777",
    ),
    (
        "home 020 7946 0958 mob 07911 123456",
        "GB",
        "442079460958 | 447911123456",
    ),
    (
        "0501234567 (Ahmed), 0559876543 (Mona)",
        "SA",
        "966501234567 | 966559876543",
    ),
    ("12; 01001234567", "EG", "TooShort | 201001234567"),
];

/// Compares all at once, so that one look shows every difference.
fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, country, want)| shown(text, country) != *want)
        .map(|(text, country, want)| {
            format!(
                "{text} in {country}: {} instead of {want}",
                shown(text, country)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_as_people_type_them() {
    assert!(ONE.len() >= 60);
    check(ONE);
}

#[test]
fn several_numbers_in_a_cell() {
    check(SEVERAL);
}

#[test]
fn the_typed_text_of_each_number_is_kept() {
    let texts = |text| -> Vec<String> {
        let phones = parse_phones(text, Some("RU"));
        phones.iter().map(|phone| phone.text.to_owned()).collect()
    };
    assert_eq!(
        texts("моб. 89161234567, дом. 84951234567 (жена)"),
        ["моб. 89161234567", "дом. 84951234567 (жена)"]
    );
    assert_eq!(
        texts(" 8 916 123-45-67 и 84951234567/68 "),
        ["8 916 123-45-67", "84951234567/68"]
    );
    assert_eq!(texts("84951234567, доб. 5"), ["84951234567, доб. 5"]);
}

#[test]
fn kinds_of_lines_are_told_where_the_plan_tells() {
    let kind = |text, country| {
        parse_phones(text, Some(country))
            .first()
            .map(|phone| phone.kind)
    };
    assert_eq!(kind("01001234567", "EG"), Some(PhoneKind::Mobile));
    assert_eq!(kind("84951234567", "RU"), Some(PhoneKind::Fixed));
    assert_eq!(kind("6502530000", "US"), Some(PhoneKind::Unknown));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_good_numbers_stay(text in "[0-9+() \\-/,;:٠-٩۰-۹xدаbو.E#\\n]{0,60}") {
        for country in [None, Some("EG"), Some("RU"), Some("IR"), Some("IT"), Some("??"), Some("é")] {
            for phone in parse_phones(&text, country) {
                assert_eq!(phone.number == 0, phone.issue.is_some_and(|issue| !issue.keeps_number()));
                if phone.number > 0 && phone.issue.is_none() {
                    let again = format!("+{}", phone.number);
                    let read = parse_phones(&again, country);
                    assert_eq!(read.first().map(|read| (read.number, read.issue)), Some((phone.number, None)), "{text}");
                }
                assert!(phone.issue != Some(PhoneIssue::Unlikely) || phone.number > 0);
            }
        }
    }

    #[test]
    fn any_text_at_all(text in "\\PC{0,80}") {
        parse_phones(&text, Some("EG"));
    }
}

#[test]
fn digits_of_a_number_without_a_country() {
    for (text, digits) in [
        ("212-555-0199", "2125550199"),
        ("2125550199", "2125550199"),
        ("2125550199.0", "2125550199"),
        ("(212) 555 0199", "2125550199"),
        ("555-0104", "5550104"),
        ("555 0104 ext. 12", "5550104"),
        ("٠١٠٠١٢٣٤٥٦٧", "01001234567"),
        ("12345", ""),
        ("55501", ""),
        ("0000000", ""),
        ("123456", ""),
        ("9.71501E+11", ""),
        ("call mother", ""),
        ("", ""),
    ] {
        assert_eq!(local_digits(text).unwrap_or_default(), digits, "{text}");
    }
}
