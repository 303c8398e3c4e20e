//! What a cell with a broken address was probably meant to say: `gmailcom`, `gmail,com`, `@@`, spaces inside, `(at)`.
//!
//! A proposal for a person to accept, never a correction. Only slips with one plain reading are mended.

use super::{DOMAINS, EmailIssue, judge, parse_emails};

/// A cell longer than this is no slip of the keyboard.
const LONGEST: usize = 300;

/// Endings that people type a comma before.
const ENDINGS: &[&str] = &[
    "com", "net", "org", "ru", "ir", "eg", "sa", "ae", "edu", "info", "biz", "su", "by", "kz",
    "uk", "de",
];

/// The whole cell with every broken address mended; `None` where one has no plain reading, or nothing is broken.
pub fn repaired(cell: &str) -> Option<String> {
    if cell.len() > LONGEST {
        return None;
    }
    let mut mended = String::with_capacity(cell.len() + 4);
    let mut changed = false;
    for piece in pieces(cell) {
        let broken = parse_emails(piece)
            .iter()
            .any(|email| email.issue.is_some_and(|issue| !issue.keeps_address()));
        if broken {
            let bare = piece.trim();
            let start = piece.len() - piece.trim_start().len();
            mended.push_str(piece.get(..start)?);
            mended.push_str(&address(bare)?);
            mended.push_str(piece.get(start + bare.len()..)?);
            changed = true;
        } else {
            mended.push_str(piece);
        }
    }
    changed.then_some(mended)
}

/// Addresses and what stands between them: cut behind signs that stand in no address, slips included.
fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = cell;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let at = rest.char_indices().find(|(at, c)| {
            let tail = rest.get(at + c.len_utf8()..).unwrap_or_default();
            let next = tail.split([',', '،', ';', '؛', '\n', '|']).next();
            matches!(c, ';' | '؛' | '\n' | '|')
                || (matches!(c, ',' | '،') && next.is_some_and(|next| next.contains('@')))
        });
        let (piece, tail) = match at {
            Some((0, c)) => rest.split_at_checked(c.len_utf8())?,
            Some((at, _)) => rest.split_at_checked(at)?,
            None => (rest, ""),
        };
        rest = tail;
        Some(piece)
    })
}

/// One broken address in its plain reading.
fn address(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let mut mended: String = lower;
    for (wrong, right) in [
        ("(at)", "@"),
        ("[at]", "@"),
        (" at ", "@"),
        ("(собака)", "@"),
        ("[собака]", "@"),
        (" собака ", "@"),
        ("(dot)", "."),
        ("[dot]", "."),
        (" dot ", "."),
        ("(точка)", "."),
        ("[точка]", "."),
        (" точка ", "."),
        ("＠", "@"),
    ] {
        mended = mended.replace(wrong, right);
    }
    for sign in ['@', '.'] {
        mended = tight(&mended, sign);
    }
    let mut mended = mended
        .trim_matches(['.', ',', ':', '<', '>', '(', ')', '"', '\''])
        .to_owned();
    if !mended.contains('@') {
        mended = with_at(&mended)?;
    }
    let (local, domain) = mended.split_once('@')?;
    let domain = whole_domain(domain);
    let mended = format!("{}@{domain}", local.trim_matches('.'));
    let valid = match judge(mended.as_str().into()).issue {
        None => true,
        // The mended domain has one more slip: `gmial,com`.
        Some(EmailIssue::Misspelt(known)) => {
            return Some(format!("{}@{known}", local.trim_matches('.')));
        }
        Some(_) => false,
    };
    let plain = mended
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+'));
    (valid && plain).then_some(mended)
}

/// One sign where several stand, without spaces around it.
fn tight(text: &str, sign: char) -> String {
    let parts: Vec<&str> = text
        .split(sign)
        .map(str::trim)
        .enumerate()
        .filter(|(at, part)| *at == 0 || !part.is_empty())
        .map(|(_, part)| part)
        .collect();
    let mut joined = String::with_capacity(text.len());
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            joined.push(sign);
        }
        joined.push_str(part);
    }
    joined
}

/// `saragmail.com`: the well-known domain at the end tells where the sign is missing.
fn with_at(text: &str) -> Option<String> {
    let (local, domain) = DOMAINS
        .iter()
        .filter_map(|domain| Some((text.strip_suffix(domain)?, *domain)))
        .min_by_key(|(local, _)| local.len())?;
    let local = local.trim_end_matches(['.', '-', '_', ' ']);
    let named = local.chars().count() >= 2 && local.chars().any(char::is_alphanumeric);
    named.then(|| format!("{local}@{domain}"))
}

/// A domain with its point: `gmailcom`, `gmail,com`, `gmail com`, `gmail`.
fn whole_domain(domain: &str) -> String {
    let mut pointed = domain.to_owned();
    for mark in [",", " ", ";", "/", "،"] {
        if let Some((head, tail)) = pointed.rsplit_once(mark)
            && ENDINGS.contains(&tail.trim())
        {
            pointed = format!("{}.{}", head.trim_end(), tail.trim());
        }
    }
    if pointed.contains('.') {
        return pointed;
    }
    let by = |matches: &dyn Fn(&str) -> bool| -> Option<String> {
        let mut known = DOMAINS.iter().filter(|known| matches(known));
        let first = known.next()?;
        known.next().is_none().then(|| (*first).to_owned())
    };
    by(&|known| known.replace('.', "") == pointed)
        .or_else(|| by(&|known| known.split('.').next() == Some(pointed.as_str())))
        .unwrap_or(pointed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{EmailIssue, repaired};
    use crate::text::email::parse_emails;

    #[test]
    fn slips_with_one_plain_reading_are_mended() {
        for (cell, want) in [
            ("sara@gmailcom", "sara@gmail.com"),
            ("sara@gmail,com", "sara@gmail.com"),
            ("sara@gmail com", "sara@gmail.com"),
            ("sara@gmial,com", "sara@gmail.com"),
            ("sara@@nile.org", "sara@nile.org"),
            ("sara @ nile.org", "sara@nile.org"),
            ("sara@ nile.org", "sara@nile.org"),
            ("sara@nile. org", "sara@nile.org"),
            ("sara..a@nile.org", "sara.a@nile.org"),
            ("sara@nile..org", "sara@nile.org"),
            ("sara(at)nile.org", "sara@nile.org"),
            ("sara at nile dot org", "sara@nile.org"),
            ("ivan(собака)mail.ru", "ivan@mail.ru"),
            ("saragmail.com", "sara@gmail.com"),
            ("sara.ahmed.gmail.com", "sara.ahmed@gmail.com"),
            ("sara@gmail", "sara@gmail.com"),
            ("ivan@yandex,ru", "ivan@yandex.ru"),
            ("ivan@mailru", "ivan@mail.ru"),
            ("a@nile.org; sara@@nile.org", "a@nile.org; sara@nile.org"),
            ("a@nile.org, sara@gmail,com", "a@nile.org, sara@gmail.com"),
            ("sara@gmail,com, a@nile.org", "sara@gmail.com, a@nile.org"),
            ("sara@nile.org", ""),
            ("sara@yandex", ""),
            ("sara@nile", ""),
            ("@nile.org", ""),
            ("ask Ahmed", ""),
            ("sara nile org", ""),
            ("sara ahmed@nile", ""),
            ("", ""),
        ] {
            assert_eq!(repaired(cell).unwrap_or_default(), want, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn what_is_proposed_needs_no_repair(cell in "[a-zа@., ;\\n()<>]{0,30}|[a-z]{1,5}@{1,2}gmail[,. ]?com") {
            if let Some(mended) = repaired(&cell) {
                let issues = parse_emails(&mended);
                assert!(issues.iter().all(|email| email.issue.is_none_or(EmailIssue::keeps_address)), "{cell}: {mended}");
            }
        }
    }
}
