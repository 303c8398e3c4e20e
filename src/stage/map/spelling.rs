//! The forms in which one header is looked up: as typed, without hints in brackets, without numbers of groups, without units,
//! and the halves of a header in two languages. Knows no field.

use std::collections::BTreeSet;

use crate::lang::{header_forms, header_key};
use crate::text::fold_digits;

/// The forms of a header, most trusted first, as keys (see [`header_key`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forms {
    /// Whole forms.
    pub(super) keys: Vec<String>,
    /// The header as a key, with its articles.
    pub(super) whole: String,
    /// The halves of `Phone / هاتف`, where there are any.
    pub(super) parts: Vec<String>,
}

/// Takes a header apart. `units` holds the keys of units and formats.
pub(super) fn forms(header: &str, units: &BTreeSet<String>) -> Forms {
    let mut keys = Vec::new();
    let bare = without_brackets(header);
    let unit_free = without_unit(&bare, units);
    for form in [header, &bare, unit_free] {
        add(&mut keys, header_key(form));
        if let Some(single) = without_number(form) {
            add(&mut keys, header_key(&single));
        }
    }
    let parts: Vec<String> = bare
        .split(['/', '|', '\n', '\\'])
        .flat_map(|part| part.split(" - "))
        .map(header_key)
        .filter(|key| !key.is_empty())
        .collect();
    Forms {
        keys,
        whole: header_forms(header).1,
        parts: if parts.len() > 1 { parts } else { Vec::new() },
    }
}

fn add(keys: &mut Vec<String>, key: String) {
    if !key.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
}

/// `Amount (EUR)` is an amount; a header that stands in brackets as a whole is kept.
fn without_brackets(header: &str) -> String {
    let mut bare = String::with_capacity(header.len());
    let mut depth = 0_u32;
    for c in header.chars() {
        match c {
            '(' | '[' | '{' | '（' => depth += 1,
            ')' | ']' | '}' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    if header_key(&bare).chars().any(char::is_alphanumeric) {
        bare
    } else {
        header.to_owned()
    }
}

/// `Amount, EUR` and `Сумма руб.` without the unit.
fn without_unit<'a>(header: &'a str, units: &BTreeSet<String>) -> &'a str {
    let trimmed = header.trim_end_matches(|c: char| c.is_whitespace() || "*:.,;-–—".contains(c));
    let cuts = trimmed
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—'));
    for (at, c) in cuts {
        let (head, tail) = (&trimmed[..at], &trimmed[at + c.len_utf8()..]);
        if !head.trim().is_empty() && units.contains(&header_key(tail)) {
            return head;
        }
    }
    trimmed
}

/// `Phone 2`, `Телефон №2`, `E-mail 2 - Value` without the number; `None` where there is none.
pub(super) fn without_number(header: &str) -> Option<String> {
    let digits = fold_digits(header);
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let single: String = digits
        .chars()
        .map(|c| {
            if c.is_ascii_digit() || matches!(c, '№' | '#') {
                ' '
            } else {
                c
            }
        })
        .collect();
    single.contains(char::is_alphabetic).then_some(single)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_numbers_and_units_fall_away() {
        let units = ["eur", "руб", "ریال"].map(str::to_owned).into();
        for (header, key) in [
            ("Amount (EUR)", "amount"),
            ("Phone *", "phone"),
            ("Amount, EUR", "amount"),
            ("Сумма руб.", "сумма"),
            ("مبلغ ریال", "مبلغ"),
            ("Phone 2", "phone"),
            ("Телефон №2", "телефон"),
            ("هاتف ٢", "هاتف"),
            ("E-mail 2 - Value", "emailvalue"),
            ("2024", "2024"),
            ("(unknown)", "unknown"),
        ] {
            let found = forms(header, &units);
            assert_eq!(found.keys.last().map(String::as_str), Some(key), "{header}");
        }
        assert_eq!(
            forms("Phone / هاتف", &BTreeSet::new()).parts,
            ["phone", "هاتف"]
        );
        assert!(forms("Phone", &BTreeSet::new()).parts.is_empty());
    }
}
