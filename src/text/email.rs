//! E-mail addresses as people type them: several in a cell, with names, `mailto:` and stray signs around them.
//!
//! An address is in lower case and has the shape of RFC 5322, or it is kept as typed with the reason. A likely misspelling is
//! told, never corrected.

use std::borrow::Cow;

use email_address::{EmailAddress, Options};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::choice::says_nothing;
use super::fold::is_bidi_or_zero_width;

/// One address found in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedEmail<'a> {
    /// The address in lower case, or the text as typed where it is none.
    pub address: Cow<'a, str>,
    /// What is wrong with it, if anything.
    pub issue: Option<EmailIssue>,
}

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmailIssue {
    /// It does not have the shape of an address.
    Malformed,
    /// Typed to fill the cell: `no@no`, `test@test.com`.
    Placeholder,
    /// The domain looks like a misspelling of this one; the address is kept all the same.
    Misspelt(&'static str),
}

impl EmailIssue {
    /// Whether an address with this issue is kept as an address.
    pub fn keeps_address(self) -> bool {
        matches!(self, EmailIssue::Misspelt(_))
    }
}

/// Domains that many people have an address at, and misspell.
const DOMAINS: &[&str] = &[
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "googlemail.com",
    "protonmail.com",
    "hotmail.co.uk",
    "yahoo.co.uk",
    "yandex.ru",
    "rambler.ru",
    "inbox.ru",
    "mail.ru",
    "yandex.com",
    "chmail.ir",
];

/// Domains that exist and are one letter away from one of [`DOMAINS`].
const NEIGHBOURS: &[&str] = &[
    "mail.com",
    "ymail.com",
    "email.ru",
    "gmail.co",
    "yandex.by",
    "yandex.kz",
    "yandex.ua",
    "yandex.uz",
    "mail.rs",
    "mail.ua",
    "mail.uk",
    "mail.bg",
    "inbox.lv",
    "yahoo.co",
    "nmail.ru",
    "hmail.com",
    "rmail.com",
    "fmail.com",
    "zmail.ru",
    "vmail.ru",
    "outlook.co",
    "hotmail.co",
    "icloud.co",
];

/// Finds the addresses in a cell. A cell that says "none" gives nothing; a cell without any `@` one malformed entry.
pub fn parse_emails(text: &str) -> Vec<ParsedEmail<'_>> {
    let text = text.trim();
    if text.bytes().all(is_plain) {
        // One address and nothing around it: the common case.
        if text.is_empty() || !text.contains('@') && says_nothing(text) {
            return Vec::new();
        }
        return vec![judge(Cow::Borrowed(text))];
    }
    let mut found = Vec::new();
    for token in text.split(is_separator) {
        if token.contains('@') || token.contains('\u{ff20}') {
            let token = normal(token);
            let bare = match token {
                Cow::Borrowed(token) => Cow::Borrowed(strip(token)),
                Cow::Owned(token) => Cow::Owned(strip(&token).to_owned()),
            };
            if bare.chars().any(|c| c != '@') {
                let parsed = judge(bare);
                if !found.contains(&parsed) {
                    found.push(parsed);
                }
            }
        }
    }
    if found.is_empty() && !says_nothing(text) {
        found.push(ParsedEmail {
            address: Cow::Borrowed(text),
            issue: Some(EmailIssue::Malformed),
        });
    }
    found
}

/// Letters, digits and signs that an address is made of in nearly all cells.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'_' | b'-' | b'+') || byte == b'.'
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | '|'
                | '/'
                | '\\'
                | '<'
                | '>'
                | '('
                | ')'
                | '['
                | ']'
                | '"'
                | '،'
                | '؛'
                | '«'
                | '»'
                | '\u{2028}'
        )
}

/// Full-width and compatibility forms as their plain ones, without invisible marks.
fn normal(token: &str) -> Cow<'_, str> {
    if token.is_ascii() {
        return Cow::Borrowed(token);
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(token);
    if normal.contains(is_bidi_or_zero_width) {
        Cow::Owned(normal.replace(is_bidi_or_zero_width, ""))
    } else {
        Cow::Owned(normal.into_owned())
    }
}

fn strip(token: &str) -> &str {
    let mut bare = token.trim_matches(['.', ':', '\'', '*', '!', '?', '=', '-', '`', '’']);
    for label in ["mailto:", "e-mail:", "email:", "mail:"] {
        if let Some(head) = bare.get(..label.len())
            && head.eq_ignore_ascii_case(label)
        {
            bare = bare.get(label.len()..).unwrap_or_default();
        }
    }
    let bare = bare.split_once('?').map_or(bare, |(address, _)| address);
    bare.trim_matches(['.', ':', '\''])
}

fn judge(address: Cow<'_, str>) -> ParsedEmail<'_> {
    let address = match address {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches('.')),
        Cow::Owned(text) => Cow::Owned(text),
    };
    let lower = if address.chars().any(char::is_uppercase) {
        Cow::Owned(address.to_lowercase())
    } else {
        address.clone()
    };
    let issue = issue_of(&lower);
    let keep = issue.is_none_or(EmailIssue::keeps_address);
    ParsedEmail {
        address: if keep { lower } else { address },
        issue,
    }
}

fn issue_of(address: &str) -> Option<EmailIssue> {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return Some(EmailIssue::Malformed);
    };
    if is_placeholder(local, domain) {
        return Some(EmailIssue::Placeholder);
    }
    let options = Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    if EmailAddress::parse_with_options(address, options).is_err() || domain.contains('_') {
        return Some(EmailIssue::Malformed);
    }
    misspelt(domain).map(EmailIssue::Misspelt)
}

fn is_placeholder(local: &str, domain: &str) -> bool {
    const NOBODY: &[&str] = &[
        "none", "no", "noemail", "no-email", "no_email", "nomail", "no-mail", "na", "null", "nil",
        "нет",
    ];
    const FILLERS: &[&str] = &[
        "test", "mail", "email", "abc", "asd", "asdf", "qwe", "qwerty", "user", "xyz", "aaa", "123",
    ];
    if NOBODY.contains(&local) {
        return true;
    }
    let first = domain.split('.').next().unwrap_or_default();
    let filler = FILLERS.contains(&local)
        || (!local.is_empty() && local.bytes().all(|byte| local.bytes().next() == Some(byte)));
    filler && (local == first || matches!(first, "test" | ""))
}

/// The well-known domain that is one slip of the keyboard away: a letter more, less, other, or two swapped.
fn misspelt(domain: &str) -> Option<&'static str> {
    if DOMAINS.contains(&domain) || NEIGHBOURS.contains(&domain) {
        return None;
    }
    DOMAINS
        .iter()
        .find(|known| one_slip(domain.as_bytes(), known.as_bytes()))
        .copied()
}

/// Whether two texts are at optimal string alignment distance 1.
fn one_slip(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - before;
    let after = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let rest = (
        a.get(before..a.len() - after).unwrap_or_default(),
        b.get(before..b.len() - after).unwrap_or_default(),
    );
    match rest {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn shown(text: &str) -> String {
        let parts: Vec<String> = parse_emails(text)
            .iter()
            .map(|email| match email.issue {
                Some(EmailIssue::Misspelt(domain)) => format!("{} ({domain}?)", email.address),
                Some(issue) => format!("{issue:?}"),
                None => email.address.to_string(),
            })
            .collect();
        parts.join(" | ")
    }

    #[test]
    fn addresses_as_people_type_them() {
        let cases = [
            ("sara@nile.example", "sara@nile.example"),
            ("  Sara.Ahmed@Nile.Example ", "sara.ahmed@nile.example"),
            ("mailto:sara@nile.org", "sara@nile.org"),
            ("MAILTO:sara@nile.org?subject=Hi", "sara@nile.org"),
            ("E-mail: sara@nile.org", "sara@nile.org"),
            ("Sara Ahmed <sara@nile.org>", "sara@nile.org"),
            ("\"Ahmed, Sara\" <sara@nile.org>", "sara@nile.org"),
            ("سارة أحمد <sara@nile.org>", "sara@nile.org"),
            ("sara@nile.org.", "sara@nile.org"),
            ("sara@nile.org,", "sara@nile.org"),
            ("(sara@nile.org)", "sara@nile.org"),
            ("\u{200e}sara@nile.org\u{200f}", "sara@nile.org"),
            (
                "sara@nile.org; s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org, s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org، s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org / s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org\ns.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "* sara@nile.org ::: s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org и s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            (
                "sara@nile.org و s.ahmed@work.eg",
                "sara@nile.org | s.ahmed@work.eg",
            ),
            ("sara@nile.org sara@nile.org", "sara@nile.org"),
            ("Иван@Пример.РФ", "иван@пример.рф"),
            ("info@موقع.مصر", "info@موقع.مصر"),
            ("ｓａｒａ＠ｎｉｌｅ．ｏｒｇ", "sara@nile.org"),
            ("user.name+tag@sub.nile.org", "user.name+tag@sub.nile.org"),
            ("sara@nile", "Malformed"),
            ("sara@@nile.org", "Malformed"),
            ("sara.nile.org", "Malformed"),
            ("sara @ nile.org", "Malformed"),
            ("sara..a@nile.org", "Malformed"),
            ("@nile.org", "Malformed"),
            ("позвонить", "Malformed"),
            ("none@", "Placeholder"),
            ("no@no", "Placeholder"),
            ("test@test.com", "Placeholder"),
            ("noemail@gmail.com", "Placeholder"),
            ("a@a.a", "Placeholder"),
            ("нет", ""),
            ("ندارد", ""),
            ("N/A", ""),
            ("-", ""),
            ("", ""),
            ("sara@gmial.com", "sara@gmial.com (gmail.com?)"),
            ("sara@gmail.con", "sara@gmail.con (gmail.com?)"),
            ("sara@hotmial.com", "sara@hotmial.com (hotmail.com?)"),
            ("sara@yaho.com", "sara@yaho.com (yahoo.com?)"),
            ("ivan@yandex.rru", "ivan@yandex.rru (yandex.ru?)"),
            ("sara@mail.com", "sara@mail.com"),
            ("sara@ymail.com", "sara@ymail.com"),
            ("test@nile.org", "test@nile.org"),
        ];
        let wrong: Vec<String> = cases
            .iter()
            .filter(|(text, want)| shown(text) != *want)
            .map(|(text, want)| format!("{text}: {} instead of {want}", shown(text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_clean_addresses_stay(text in "[a-zA-Zйа١@. ,;<>+'\\-:?/]{0,50}") {
            for email in parse_emails(&text) {
                if email.issue.is_none_or(EmailIssue::keeps_address) {
                    let again = parse_emails(&email.address);
                    assert_eq!(again, std::slice::from_ref(&email));
                }
            }
        }

        #[test]
        fn any_text_at_all(text in "\\PC{0,60}") {
            parse_emails(&text);
        }

        #[test]
        fn a_slip_is_distance_one(a in "[ab]{0,6}", b in "[ab]{0,6}") {
            assert_eq!(one_slip(a.as_bytes(), b.as_bytes()), crate::text::distance(&a, &b) == 1);
        }
    }
}
