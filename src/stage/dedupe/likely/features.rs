//! What is compared of a row, prepared once: the words of its name, and keys of everything else.

use rayon::prelude::*;

use super::super::keys;
use super::lexicon::Lexicon;
use crate::calendar::to_civil;
use crate::model::{Field, Frame, PartialDate};
use crate::text::email::is_role;
use crate::text::name::{looks_like_company, name_words};
use crate::text::phone::local_digits;
use crate::text::places::city_key;
use crate::text::{fold, fold_digits};

/// Words of a name that count.
const MOST_WORDS: usize = 8;
/// A name of more words is seldom a person's.
const MOST_OF_PEOPLE: usize = 6;
/// Phones and addresses of a row that count.
const MOST_NUMBERS: usize = 6;
/// Rows prepared by one task.
const CHUNK: usize = 8192;

/// Which part of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Given,
    Family,
    /// A patronymic, a word of a chain, or of a company's name.
    Other,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Numbers of words in the lexicon, in the order of typing.
    pub(super) name: Vec<(u32, Part)>,
    /// Whether the name is a company's.
    pub(super) organisation: bool,
    /// Words of the company beside a person's name.
    pub(super) company: Vec<u32>,
    pub(super) birthday: Option<PartialDate>,
    /// Digits without the country code where it is known.
    pub(super) phones: Vec<u64>,
    pub(super) emails: Vec<Email>,
    /// Words of the street, and its numbers.
    pub(super) street: Vec<u64>,
    pub(super) house: u64,
    pub(super) postcode: u64,
    pub(super) city: u64,
}

/// An address of mail as keys.
#[derive(Debug, Clone)]
pub(super) struct Email {
    pub(super) text: String,
    pub(super) whole: u64,
    pub(super) local: u64,
    pub(super) desk: bool,
}

/// All rows with their words.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) rows: Vec<Features>,
    pub(super) lexicon: Lexicon,
}

/// Prepares all rows.
pub(super) fn prepare(frame: &Frame) -> Prepared {
    let starts: Vec<usize> = (0..frame.len()).step_by(CHUNK).collect();
    let pieces: Vec<(Vec<Features>, Lexicon)> = starts
        .into_par_iter()
        .map(|start| {
            let mut lexicon = Lexicon::default();
            let end = frame.len().min(start + CHUNK);
            let rows = (start..end).map(|row| features(frame, row, &mut lexicon));
            (rows.collect(), lexicon)
        })
        .collect();
    let mut prepared = Prepared {
        rows: Vec::with_capacity(frame.len()),
        lexicon: Lexicon::default(),
    };
    for (mut rows, lexicon) in pieces {
        let numbers = prepared.lexicon.absorb(&lexicon);
        let renumber = |id: &mut u32| *id = numbers[*id as usize];
        for row in &mut rows {
            row.name.iter_mut().for_each(|(id, _)| renumber(id));
            row.company.iter_mut().for_each(renumber);
        }
        prepared.rows.append(&mut rows);
    }
    if names_organisations(&prepared) {
        for row in &mut prepared.rows {
            row.organisation = true;
        }
    }
    prepared
}

/// Whether the book is a list of organisations: most names hold no usual given name, and nobody has a birthday.
fn names_organisations(prepared: &Prepared) -> bool {
    let nobody = |row: &&Features| {
        let given = |(id, part): &(u32, Part)| {
            prepared.lexicon.word(*id).given || *part == Part::Given && row.birthday.is_some()
        };
        row.birthday.is_none() && !row.name.iter().any(given)
    };
    let count = prepared.rows.iter().filter(nobody).count();
    count * 10 > prepared.rows.len() * 7
}

fn features(frame: &Frame, row: usize, lexicon: &mut Lexicon) -> Features {
    let mut found = Features::default();
    name(frame, row, lexicon, &mut found);
    found.birthday = frame.date(Field::Birthday, row);
    for field in Field::PHONES {
        for phone in frame.phones(field, row) {
            let number = match phone.number {
                0 => local_digits(frame.phone_text(phone)).and_then(|digits| digits.parse().ok()),
                number => Some(number),
            };
            if let Some(number) = number
                && !found.phones.contains(&number)
                && found.phones.len() < MOST_NUMBERS
            {
                found.phones.push(number);
            }
        }
    }
    for text in frame.emails(Field::Email, row).take(MOST_NUMBERS) {
        let local = text.split('@').next().unwrap_or_default();
        found.emails.push(Email {
            whole: hash(text),
            local: hash(local),
            desk: is_role(text),
            text: text.to_owned(),
        });
    }
    street(frame, row, &mut found);
    if let Some(code) = frame.text(Field::Postcode, row) {
        found.postcode = hash(&fold(code));
    }
    if let Some(city) = frame.text(Field::City, row) {
        found.city = hash(&city_key(city));
    }
    found
}

fn name(frame: &Frame, row: usize, lexicon: &mut Lexicon, found: &mut Features) {
    let company = frame.text(Field::Company, row);
    if let Some(whole) = frame.text(Field::Name, row) {
        let words = name_words(whole);
        found.organisation = looks_like_company(whole) || words.len() > MOST_OF_PEOPLE;
        let ids: Vec<u32> = words
            .iter()
            .take(MOST_WORDS)
            .map(|word| lexicon.add(word, 1))
            .collect();
        found.name = with_parts(&ids, lexicon, whole.contains(','));
    } else {
        let mut add = |field: Field, part: Part| {
            for word in frame.text(field, row).map(name_words).unwrap_or_default() {
                if found.name.len() < MOST_WORDS {
                    found.name.push((lexicon.add(&word, 1), part));
                }
            }
        };
        add(Field::GivenName, Part::Given);
        add(Field::Patronymic, Part::Other);
        add(Field::FamilyName, Part::Family);
    }
    let Some(company) = company else {
        return;
    };
    let words = name_words(company);
    let ids = words
        .iter()
        .take(MOST_WORDS)
        .map(|word| lexicon.add(word, 1));
    if found.name.is_empty() {
        found.organisation = true;
        found.name = ids.map(|id| (id, Part::Other)).collect();
    } else {
        found.company = ids.collect();
    }
}

/// The part of each word: what is a usual given name is one; else the first word is given and the last is the family's, or the other
/// way round before a comma.
fn with_parts(ids: &[u32], lexicon: &Lexicon, turned: bool) -> Vec<(u32, Part)> {
    let last = ids.len().saturating_sub(1);
    let given = ids.iter().position(|id| lexicon.word(*id).given);
    let given = given.unwrap_or(if turned { last.min(1) } else { 0 });
    let family = if given == last && last > 0 { 0 } else { last };
    ids.iter()
        .enumerate()
        .map(|(at, id)| {
            let part = match at {
                _ if at == given => Part::Given,
                _ if at == family => Part::Family,
                _ => Part::Other,
            };
            (*id, part)
        })
        .collect()
}

/// Words of the street without its numbers, and the numbers in one.
fn street(frame: &Frame, row: usize, found: &mut Features) {
    let Some(text) = frame.text(Field::Street, row) else {
        return;
    };
    let folded = fold(text);
    let digits = fold_digits(&folded);
    let mut numbers = String::new();
    for word in digits.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            numbers.push_str(word);
            numbers.push(' ');
        } else if found.street.len() < MOST_WORDS {
            found.street.push(hash(word));
        }
    }
    found.street.sort_unstable();
    found.street.dedup();
    if !numbers.is_empty() {
        found.house = hash(&numbers);
    }
}

/// A key that is never 0: 0 stands for nothing.
pub(super) fn hash(text: &str) -> u64 {
    keys::bytes(text.as_bytes()).max(1)
}

impl Features {
    /// The birthday as days, if it is whole.
    pub(super) fn day(&self) -> Option<jiff::civil::Date> {
        self.birthday.and_then(to_civil)
    }
}
