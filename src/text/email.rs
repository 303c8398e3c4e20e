//! E-mail addresses as people type them: several in a cell, with names, `mailto:` and stray signs around them.
//!
//! An address is in lower case and has the shape of RFC 5322, or it is kept as typed with the reason. A likely misspelling is
//! told, never corrected.

mod punycode;
mod repair;

use std::borrow::Cow;

use email_address::{EmailAddress, Options};
use icu_normalizer::ComposingNormalizerBorrowed;

use super::choice::says_nothing;
use super::fold::is_bidi_or_zero_width;

pub use repair::repaired;

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

/// A cell longer than this is no list of addresses. Excel's cells hold 32,767 characters; a CSV's may hold anything.
const LONGEST: usize = 1 << 15;

/// Addresses of one cell are compared with so many before them.
const MOST_COMPARED: usize = 500;

/// Addresses of desks, not of people: `info@`, `sales@`.
const DESKS: &[&str] = &[
    "abuse",
    "accounting",
    "accounts",
    "admin",
    "administrator",
    "billing",
    "booking",
    "bookings",
    "buh",
    "buhgalter",
    "business",
    "buyer",
    "careers",
    "contact",
    "contacts",
    "customer.service",
    "customerservice",
    "do-not-reply",
    "donotreply",
    "enquiries",
    "enquiry",
    "export",
    "feedback",
    "finance",
    "hello",
    "help",
    "helpdesk",
    "hr",
    "import",
    "info",
    "inquiry",
    "invoice",
    "invoices",
    "jobs",
    "kadry",
    "legal",
    "mail",
    "mailer-daemon",
    "manager",
    "marketing",
    "media",
    "newsletter",
    "no-reply",
    "noc",
    "noreply",
    "office",
    "opt",
    "order",
    "orders",
    "postmaster",
    "pr",
    "press",
    "priem",
    "priemnaya",
    "procurement",
    "purchase",
    "purchasing",
    "reception",
    "registration",
    "reservation",
    "reservations",
    "sale",
    "sales",
    "sekretar",
    "service",
    "shop",
    "snab",
    "support",
    "team",
    "tender",
    "webmaster",
    "zakaz",
    "zakupki",
];

/// Whether an address is of a desk (`info@`, `office@`), so that several people may read it and share it.
pub fn is_role(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let letter = |byte: &u8| byte.checked_sub(b'a').map(usize::from);
    let lengths = local.as_bytes().first().and_then(letter);
    let lengths = lengths.and_then(|at| DESK_LENGTHS.get(at));
    lengths.is_some_and(|lengths| lengths.checked_shr(local.len() as u32).unwrap_or(0) & 1 == 1)
        && DESKS.binary_search(&local).is_ok()
}

/// The lengths of [`DESKS`] by first letter, a bit for each: most people's addresses are told by that.
const DESK_LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < DESKS.len() {
        let desk = DESKS[at].as_bytes();
        lengths[(desk[0] - b'a') as usize] |= 1 << desk.len();
        at += 1;
    }
    lengths
};

/// Finds the addresses in a cell. A cell that says "none" gives nothing; a cell without any `@` one malformed entry.
pub fn parse_emails(text: &str) -> Vec<ParsedEmail<'_>> {
    let text = text.trim();
    if text.len() <= LONGEST && text.bytes().all(is_plain) {
        // One address and nothing around it: the common case.
        if text.is_empty() || !text.contains('@') && says_nothing(text) {
            return Vec::new();
        }
        return vec![judge(Cow::Borrowed(text))];
    }
    if text.len() > LONGEST {
        return vec![malformed(text)];
    }
    let mut found: Vec<ParsedEmail<'_>> = Vec::new();
    for token in text.split(is_separator) {
        if token.contains('@') || token.contains('\u{ff20}') {
            let token = normal(token);
            let bare = match token {
                Cow::Borrowed(token) => Cow::Borrowed(strip(token)),
                Cow::Owned(token) => Cow::Owned(strip(&token).to_owned()),
            };
            if bare.chars().any(|c| c != '@') {
                let parsed = judge(bare);
                if !found
                    .iter()
                    .take(MOST_COMPARED)
                    .any(|known| *known == parsed)
                {
                    found.push(parsed);
                }
            }
        }
    }
    if let [one] = found.as_slice()
        && one.issue.is_none_or(EmailIssue::keeps_address)
        && is_torn(text)
    {
        return vec![malformed(text)];
    }
    if found.is_empty() && !says_nothing(text) {
        found.push(malformed(text));
    }
    found
}

/// `alice smith@gmail.com`: a word of small letters before the address may be its beginning. A name has a capital or brackets
/// around the address, a label a colon or a known word.
fn is_torn(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "address", "business", "e", "e-mail", "email", "home", "job", "mail", "office", "or",
        "personal", "private", "work",
    ];
    let mut words = text.split_whitespace();
    let (Some(word), Some(address), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let part = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-')
    };
    address.contains('@')
        && address.bytes().all(is_plain)
        && word.bytes().all(part)
        && !LABELS.contains(&word)
}

fn malformed(text: &str) -> ParsedEmail<'_> {
    ParsedEmail {
        address: Cow::Borrowed(text),
        issue: Some(EmailIssue::Malformed),
    }
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
    let is_upper = if address.is_ascii() {
        address.bytes().any(|byte| byte.is_ascii_uppercase())
    } else {
        address.chars().any(char::is_uppercase)
    };
    let lower = if is_upper {
        Cow::Owned(address.to_lowercase())
    } else {
        address.clone()
    };
    // `xn--` is how programs write a domain that people read in their own letters (RFC 3492): one address, one form.
    let lower = match punycode::readable(&lower) {
        Some(readable) => Cow::Owned(readable),
        None => lower,
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
    if !is_usual(local, domain) && (!is_address(address) || domain.contains('_')) {
        return Some(EmailIssue::Malformed);
    }
    misspelt(domain).map(EmailIssue::Misspelt)
}

/// Whether a text has the shape of an address (RFC 5322) at a domain with a point.
fn is_address(text: &str) -> bool {
    let options = Options::default()
        .with_required_tld()
        .without_display_text()
        .without_domain_literal();
    EmailAddress::parse_with_options(text, options).is_ok()
}

/// The same for the addresses that nearly everybody has: words of letters and digits with points between them.
fn is_usual(local: &str, domain: &str) -> bool {
    let words = |text: &str, longest: usize, mark: u8| {
        (1..=longest).contains(&text.len())
            && text.split('.').all(|word| {
                let letter = |byte: &u8| byte.is_ascii_alphanumeric();
                let inner = |byte: &u8| letter(byte) || *byte == mark;
                word.as_bytes().first().is_some_and(letter)
                    && word.as_bytes().last().is_some_and(letter)
                    && word.as_bytes().iter().all(inner)
            })
    };
    let (name, top) = domain.rsplit_once('.').unwrap_or_default();
    words(local, 64, b'_')
        && words(name, 63, b'-')
        && (2..=20).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
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
    if !domain.is_ascii() {
        // `gmаil.com` typed with a Russian keyboard looks right and is another domain.
        let plain: String = domain.chars().map(latin_twin).collect();
        return DOMAINS.iter().find(|known| **known == plain).copied();
    }
    DOMAINS
        .iter()
        .find(|known| one_slip(domain.as_bytes(), known.as_bytes()))
        .copied()
}

/// The Latin letter that a Cyrillic one looks like.
fn latin_twin(letter: char) -> char {
    match letter {
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' => 'i',
        other => other,
    }
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
mod tests;
