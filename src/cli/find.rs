//! `find`: contacts whose name, phones, emails, company, city or notes hold all the words, and for whom conditions hold.

use super::args::{FindArgs, Format, Global};
use super::query::{self, Found};
use super::style::{bold, faint};
use super::{ATTENTION, CLEAN, Reply, json, left_alone, words};
use crate::book::{BookRequest, look, save_query};
use crate::error::Result;
use crate::lang::Lang;
use crate::model::{Contacts, Field};
use crate::output::Query;
use crate::text::{fold, fold_digits};

/// More are counted, not listed.
const LISTED: usize = 30;
/// Fewer digits are a word like any other.
const PHONE_DIGITS: usize = 5;

/// Fields that are searched besides phones and emails.
const SEARCHED: [Field; 10] = [
    Field::OwnId,
    Field::Name,
    Field::GivenName,
    Field::Patronymic,
    Field::FamilyName,
    Field::Company,
    Field::City,
    Field::Tags,
    Field::Notes,
    Field::Messenger,
];

pub(super) fn find(request: &BookRequest<'_>, global: &Global, args: &FindArgs) -> Result<Reply> {
    let mut look = left_alone(look(request)?);
    let lang = words(global, &look.outcome);
    let mut found = query::ask(&mut look.outcome, &args.conditions, &lang)?;
    if !args.words.is_empty() {
        let by_words = matches(&look.outcome.contacts, &args.words.join(" "));
        found.keep(&by_words);
    }
    if let Some(target) = &args.xlsx {
        let asked: Vec<String> = args.words.iter().chain(&args.conditions).cloned().collect();
        let query = Query {
            asked: &asked,
            contacts: &found.contacts,
            unknown: found.unknown.len(),
        };
        save_query(request, &look, &query, target)?;
    }
    let contacts = &look.outcome.contacts;
    let text = match global.format {
        Format::Human => human(contacts, &found, (args, &lang)),
        Format::Short => found.contacts.iter().fold(String::new(), |all, at| {
            let silent = if contacts.is_silent(*at) && !args.conditions.is_empty() {
                "\tdo-not-contact"
            } else {
                ""
            };
            all + contacts.id(*at).as_str() + "\t" + &contacts.name(*at) + silent + "\n"
        }),
        Format::Json => {
            let all = found.contacts.iter().map(|at| one_json(contacts, *at));
            let all: Vec<serde_json::Value> = all.collect();
            match args.conditions.as_slice() {
                [] => json::line(&all.into()),
                conditions => json::line(&serde_json::json!({
                    "where": conditions,
                    "count": all.len(),
                    "unknown": found.unknown.len(),
                    "contacts": all,
                })),
            }
        }
    };
    Ok(Reply {
        text,
        code: if found.contacts.is_empty() {
            ATTENTION
        } else {
            CLEAN
        },
    })
}

fn human(contacts: &Contacts, found: &Found, (args, lang): (&FindArgs, &Lang)) -> String {
    let asked = !args.conditions.is_empty();
    let mut text = String::new();
    if found.contacts.is_empty() {
        let key = if asked {
            "cli.find-nobody-where"
        } else {
            "cli.find-nobody"
        };
        text = format!("{}\n", lang.get(key));
    }
    for at in found.contacts.iter().take(LISTED) {
        let line = one_line(contacts, *at);
        text.push_str(line.trim_end());
        if asked && contacts.is_silent(*at) {
            text.push_str("  ");
            text.push_str(&faint(lang.get("cli.show-silent")));
        }
        text.push('\n');
    }
    let mut say = |key: &str, count: usize| {
        text.push_str(&lang.count(key, count as u64, &[]));
        text.push('\n');
    };
    let more = found.contacts.len().saturating_sub(LISTED);
    match (more, asked) {
        (0, _) => {}
        (more, true) => say("cli.find-more-where", more),
        (more, false) => say("cli.find-more", more),
    }
    if asked && !found.contacts.is_empty() {
        say("cli.find-count", found.contacts.len());
    }
    if !found.unknown.is_empty() {
        say("cli.find-unknown", found.unknown.len());
    }
    if let Some(file) = &args.xlsx {
        let file = super::style::isolate(&file.display().to_string(), lang);
        text.push_str(&lang.fill("cli.find-saved", &[("file", &file)]));
        text.push('\n');
    }
    text
}

/// Id, name and how to reach a contact.
pub(super) fn one_line(contacts: &Contacts, at: usize) -> String {
    let mut parts = Vec::new();
    for field in [Field::Company, Field::City] {
        parts.extend(contacts.text(field, at).map(std::borrow::Cow::into_owned));
    }
    parts.extend(phones(contacts, at).into_iter().take(1));
    parts.extend(contacts.emails(at).first().map(|email| (*email).to_owned()));
    format!(
        "{}  {}  {}\n",
        faint(contacts.id(at).as_str()),
        bold(&contacts.name(at)),
        parts.join(" · ")
    )
}

fn phones(contacts: &Contacts, at: usize) -> Vec<String> {
    Field::PHONES
        .into_iter()
        .flat_map(|field| contacts.phones(field, at))
        .map(|phone| contacts.rows().phone_display(&phone).into_owned())
        .collect()
}

fn one_json(contacts: &Contacts, at: usize) -> serde_json::Value {
    serde_json::json!({
        "id": contacts.id(at).as_str(),
        "own-id": contacts.text(Field::OwnId, at),
        "name": contacts.name(at),
        "company": contacts.text(Field::Company, at),
        "city": contacts.text(Field::City, at),
        "phones": phones(contacts, at),
        "emails": contacts.emails(at),
        "do-not-contact": contacts.is_silent(at),
    })
}

/// The contacts that hold every word, in the order of the book.
pub(super) fn matches(contacts: &Contacts, query: &str) -> Vec<usize> {
    let folded = fold(query);
    let digits = phone_digits(&folded);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let by_words = |at: &usize| {
        let mut text = fold(contacts.id(*at).as_str());
        for field in SEARCHED {
            if let Some(value) = contacts.text(field, *at) {
                text.push(' ');
                text.push_str(&fold(&value));
            }
        }
        for part in phones(contacts, *at)
            .iter()
            .map(String::as_str)
            .chain(contacts.emails(*at))
        {
            text.push(' ');
            text.push_str(part);
        }
        words.iter().all(|word| text.contains(word))
    };
    (0..contacts.len())
        .filter(|at| match &digits {
            Some(digits) => has_phone(contacts, *at, digits),
            None => by_words(at),
        })
        .collect()
}

/// The digits of a query that is a phone number, without the zeros of national and international dialling and without the 8 of
/// Russian numbers (`8 (912) …` is `+7 912 …`).
pub(super) fn phone_digits(query: &str) -> Option<String> {
    let plain = fold_digits(query);
    let is_phone = plain
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '-' | '(' | ')' | '.' | '/'));
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let national = |rest: &&str| rest.len() == 10 && rest.starts_with(['3', '4', '8', '9']);
    let digits = digits.strip_prefix('8').filter(national).unwrap_or(digits);
    (is_phone && digits.len() >= PHONE_DIGITS).then(|| digits.to_owned())
}

/// Whether a contact has a phone, or a number of its owner's, with these digits in it.
pub(super) fn has_phone(contacts: &Contacts, at: usize, digits: &str) -> bool {
    let own = contacts
        .text(Field::OwnId, at)
        .is_some_and(|own| fold_digits(&own).contains(digits));
    own || phones(contacts, at).iter().any(|phone| {
        let plain: String = fold_digits(phone)
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        plain.contains(digits)
    })
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::{ContactId, Frame, SheetId, TableKind};

    fn contacts() -> Contacts {
        let mut rows = Frame::new(TableKind::Contacts);
        for (name, city, email) in [
            ("سارة أحمد", "القاهرة", "sara@nile.org"),
            ("Семён Петров", "Москва", "semen@mail.ru"),
            ("Sara Smith", "Cairo", "s.smith@mail.com"),
        ] {
            let row = rows.len() as u32;
            rows.push_row(SheetId(0), row);
            rows.set_text(Field::Name, name);
            rows.set_text(Field::City, city);
            rows.add_email(Field::Email, email);
        }
        Contacts::alone(rows, (1..4).map(ContactId::from_bits).collect())
    }

    #[test]
    fn all_words_must_occur_whatever_their_spelling() {
        let contacts = contacts();
        for (query, found) in [
            ("sara", vec![0, 2]),
            ("SARA cairo", vec![2]),
            ("ساره احمد", vec![0]),
            ("семен", vec![1]),
            ("mail", vec![1, 2]),
            ("nobody", vec![]),
            ("c200000000", vec![1]),
        ] {
            assert_eq!(matches(&contacts, query), found, "{query}");
        }
    }

    #[test]
    fn a_query_of_digits_is_a_phone() {
        assert_eq!(phone_digits("+49 (151) 123"), Some("49151123".into()));
        assert_eq!(phone_digits("0100 ١٢٣٤"), Some("1001234".into()));
        assert_eq!(phone_digits("8 (912) 555-01-44"), Some("9125550144".into()));
        assert_eq!(phone_digits("17"), None);
        assert_eq!(phone_digits("sara 12345"), None);
    }
}
