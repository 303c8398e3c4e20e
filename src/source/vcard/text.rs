//! How vCard writes texts: escapes, parts between semicolons, dates, labels. Knows no property.

/// Apple's own labels stand between signs: `_$!<Mobile>!$_`.
pub(super) fn plain_label(label: &str) -> String {
    let inner = label
        .strip_prefix("_$!<")
        .and_then(|rest| rest.strip_suffix(">!$_"));
    unescape(inner.unwrap_or(label))
}

/// `19800531`, `--0531` and `1980-05-31T00:00:00Z` as `1980-05-31` and `--05-31`; any other text as it is. A year that stands for
/// none falls away.
pub(super) fn iso(text: &str, left_out: &str) -> String {
    let text = text.trim();
    let day = match text.split_once(['T', ' ']) {
        Some((day, _)) if day.len() >= 8 && day.chars().all(|c| c.is_ascii_digit() || c == '-') => {
            day
        }
        _ => text,
    };
    let digits: String = day.chars().filter(|c| *c != '-').collect();
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return text.to_owned();
    }
    let whole = matches!(digits.len(), 8) && !day.starts_with('-');
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    if whole && part(0, 4) == left_out {
        format!("--{}-{}", part(4, 6), part(6, 8))
    } else if whole {
        format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8))
    } else if day.starts_with("--") && !day.starts_with("---") && digits.len() == 4 {
        format!("--{}-{}", part(0, 2), part(2, 4))
    } else {
        text.to_owned()
    }
}

/// The parts of a value between semicolons, without their escapes.
pub(super) fn parts(value: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        match c {
            ';' => parts.push(unescape(&std::mem::take(&mut part))),
            '\\' => {
                part.push(c);
                part.extend(letters.next());
            }
            _ => part.push(c),
        }
    }
    parts.push(unescape(&part));
    parts
}

pub(super) fn unescape(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match letters.next() {
            Some('n' | 'N') => plain.push('\n'),
            Some(sign @ (',' | ';' | ':' | '\\' | '"')) => plain.push(sign),
            other => {
                plain.push('\\');
                plain.extend(other);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{iso, parts, plain_label, unescape};

    #[test]
    fn dates_of_every_version_become_iso_dates() {
        for (text, left_out, want) in [
            ("19800531", "", "1980-05-31"),
            ("1980-05-31", "", "1980-05-31"),
            ("1980-05-31T00:00:00Z", "", "1980-05-31"),
            ("19800531T000000", "", "1980-05-31"),
            ("--0229", "", "--02-29"),
            ("--02-29", "", "--02-29"),
            ("1604-05-31", "1604", "--05-31"),
            ("1980", "", "1980"),
            ("1980-05", "", "1980-05"),
            ("---29", "", "---29"),
            ("31 May 1980", "", "31 May 1980"),
            ("circa 1980", "", "circa 1980"),
            ("", "", ""),
        ] {
            assert_eq!(iso(text, left_out), want, "{text}");
        }
    }

    #[test]
    fn escapes_are_undone_and_parts_cut_where_no_escape_stands() {
        assert_eq!(parts(r"a\;b;c\\;d;"), ["a;b", r"c\", "d", ""]);
        assert_eq!(
            unescape("one\\ntwo\\, three\r\nfour C:\\x"),
            "one\ntwo, three\nfour C:\\x"
        );
        assert_eq!(plain_label("_$!<Mobile>!$_"), "Mobile");
    }
}
