//! Keeps text from becoming a formula when a spreadsheet opens a CSV.

use std::borrow::Cow;

/// Puts a `'` before a text that a spreadsheet would take for a formula: it starts with `=`, `@`, tab or return, or with
/// `+` or `-` and is neither a number nor a phone number (OWASP, "CSV Injection").
pub fn guard_formula(text: &str) -> Cow<'_, str> {
    let harmful = match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => !is_number_or_phone(&text[1..]),
        Some(b'\'') => matches!(
            text.as_bytes().get(1),
            Some(b'=' | b'@' | b'\t' | b'\r' | b'+' | b'-' | b'\'')
        ),
        _ => false,
    };
    if harmful {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes the `'` of [`guard_formula`] away again.
pub fn unguard_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest)
            if matches!(
                rest.as_bytes().first(),
                Some(b'=' | b'@' | b'\t' | b'\r' | b'+' | b'-' | b'\'')
            ) =>
        {
            rest
        }
        _ => text,
    }
}

fn is_number_or_phone(rest: &str) -> bool {
    rest.bytes().any(|b| b.is_ascii_digit())
        && rest.split("; ").all(|part| {
            let part = part.strip_prefix('+').unwrap_or(part);
            let part = part.split_once(" ext. ").map_or(part, |(number, _)| number);
            !part.is_empty()
                && part.bytes().all(|b| {
                    b.is_ascii_digit() || matches!(b, b' ' | b'(' | b')' | b'.' | b',' | b'-')
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_and_phones_are_not() {
        for (text, guarded) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+49 151 123", "+49 151 123"),
            ("+4930123; +4930124 ext. 5", "+4930123; +4930124 ext. 5"),
            ("-12.50", "-12.50"),
            ("--02-29", "--02-29"),
            ("-cmd|x", "'-cmd|x"),
            ("+A1", "'+A1"),
            ("Sara", "Sara"),
            ("'=x", "''=x"),
        ] {
            assert_eq!(guard_formula(text), guarded);
            assert_eq!(unguard_formula(guarded), text);
        }
    }
}
