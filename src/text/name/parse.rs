//! A name as typed, taken apart: given, middle and family name, initials, titles; a person, a couple, or a company.
//!
//! Parts are shown as typed. What cannot be told is left in the order in which the language writes it; nothing is made up,
//! and nothing that a person filled in is overwritten from here.

use std::borrow::Cow;

use super::given::is_given;
use super::units::{Unit, UnitKind, is_particle, units};
use super::words::{
    AND, CHAIN, FAMILY_ENDS, HALVES, HONOURS, LETTER_TITLES, PATRONYMIC_ENDS, PATRONYMIC_WORDS,
    PERSIAN_FIRST, PERSIAN_SECOND, PERSIAN_TAILS, SUFFIXES, TRADE,
};
use super::{COMPANY_WORDS, TITLES, without_brackets, words_of};
use crate::text::{fold, tidy};

/// Longer texts are no names.
const LONGEST: usize = 200;

/// Whose name a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedName {
    /// One person's.
    Person(PersonName),
    /// Two people's in one cell; a family name that they share is given to both.
    Couple(Box<[PersonName; 2]>),
    /// A company's, as typed.
    Company(String),
}

/// The parts of a person's name, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Forms of address, in their order.
    pub titles: Vec<String>,
    /// The given name, with what belongs to it (`عبد الرحمن`, `محمد رضا`).
    pub given: Option<String>,
    /// Patronymic, father's names, or middle names.
    pub middle: Option<String>,
    /// Letters that stand for given names.
    pub initials: Option<String>,
    /// The family name with its particles.
    pub family: Option<String>,
    /// Degrees and generations.
    pub suffixes: Vec<String>,
}

/// A name that stands in several columns; each may be missing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameColumns<'a> {
    /// The whole name.
    pub name: Option<&'a str>,
    /// The given name.
    pub given: Option<&'a str>,
    /// The patronymic or middle name.
    pub middle: Option<&'a str>,
    /// The family name.
    pub family: Option<&'a str>,
}

/// Takes a name apart; `None` for a text without letters, and for one too long to be a name.
pub fn parse_name(text: &str) -> Option<ParsedName> {
    if text.len() > LONGEST || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut bare = without_brackets(text);
    if !bare.chars().any(char::is_alphabetic) {
        bare = Cow::Borrowed(text);
    }
    let typed = tidy(&bare).replace('&', " & ").replace('\n', " ");
    if is_company(&typed) {
        return Some(ParsedName::Company(tidy(text).into_owned()));
    }
    let tokens: Vec<&str> = typed.split_whitespace().collect();
    if let Some((left, joint, right)) = joined(&tokens) {
        let Some(couple) = couple(&left, &right) else {
            let company = joint != "و" && joint != "и";
            return Some(if company {
                ParsedName::Company(tidy(text).into_owned())
            } else {
                ParsedName::Person(person(&typed))
            });
        };
        return Some(ParsedName::Couple(Box::new(couple)));
    }
    Some(ParsedName::Person(person(&typed)))
}

/// Takes a name apart that stands in several columns; what has a column of its own is what stands there.
pub fn parse_columns(columns: NameColumns<'_>) -> Option<ParsedName> {
    let own = |text: Option<&str>| {
        text.map(|text| tidy(text).into_owned())
            .filter(|text| text.chars().any(char::is_alphabetic))
    };
    let (given, middle, family) = (own(columns.given), own(columns.middle), own(columns.family));
    if given.is_none() && middle.is_none() && family.is_none() {
        return parse_name(columns.name?);
    }
    let whole = match columns.name.and_then(parse_name) {
        Some(ParsedName::Person(person)) => person,
        Some(other) => return Some(other),
        None => PersonName::default(),
    };
    Some(ParsedName::Person(PersonName {
        given: given.or(whole.given),
        middle: middle.or(whole.middle),
        family: family.or(whole.family),
        ..whole
    }))
}

impl ParsedName {
    /// What a person is called by: the given name, both given names of a couple.
    pub fn given(&self) -> Option<String> {
        match self {
            ParsedName::Person(person) => person.given.clone(),
            ParsedName::Couple(both) => {
                let given: Vec<&str> = both.iter().filter_map(|one| one.given.as_deref()).collect();
                (given.len() == both.len()).then(|| given.join(" & "))
            }
            ParsedName::Company(_) => None,
        }
    }

    /// The family name; of a couple the one that both bear.
    pub fn family(&self) -> Option<String> {
        match self {
            ParsedName::Person(person) => person.family.clone(),
            ParsedName::Couple(both) => {
                let [a, b] = both.as_ref();
                a.family
                    .clone()
                    .filter(|family| b.family.as_ref() == Some(family))
            }
            ParsedName::Company(_) => None,
        }
    }
}

/// A word for comparing: folded, without points.
pub(super) fn key(word: &str) -> String {
    fold(word).replace(['.', '\'', '’', ',', '،', ':'], "")
}

fn is_company(typed: &str) -> bool {
    let quoted = |open: char, close: char| {
        typed
            .find(open)
            .and_then(|at| typed.get(at + open.len_utf8()..))
            .is_some_and(|rest| rest.contains(close))
    };
    if quoted('«', '»') || quoted('"', '"') || quoted('“', '”') {
        return true;
    }
    let folded = fold(typed);
    words_of(&folded)
        .iter()
        .any(|word| COMPANY_WORDS.contains(word) || TRADE.contains(word))
}

/// The two sides of a word that joins two names; the Arabic *and* is written together with the name that follows. Many names
/// begin with its letter, so that such a word joins only before a title or with a family name after it.
fn joined<'t>(tokens: &[&'t str]) -> Option<(Vec<&'t str>, &'t str, Vec<&'t str>)> {
    for (at, token) in tokens.iter().enumerate().skip(1) {
        let word = fold(token);
        let mut right: Vec<&str> = tokens.get(at + 1..)?.to_vec();
        let joint = if AND.contains(&word.as_str()) {
            *token
        } else if let Some(rest) = token.strip_prefix('و')
            && !is_given(&word)
            && (is_given(&key(rest)) && !right.is_empty() || TITLES.contains(&key(rest).as_str()))
        {
            right.insert(0, rest);
            "و"
        } else {
            continue;
        };
        if right.is_empty() {
            return None;
        }
        return Some((tokens.get(..at)?.to_vec(), joint, right));
    }
    None
}

/// Two people, if at least one is called by a title or by a usual given name.
fn couple(left: &[&str], right: &[&str]) -> Option<[PersonName; 2]> {
    let (mut a, mut b) = (person(&left.join(" ")), person(&right.join(" ")));
    let known = |tokens: &[&str]| tokens.iter().any(|token| is_given(&key(token)));
    if a.titles.is_empty() && b.titles.is_empty() && !known(left) && !known(right) {
        return None;
    }
    let again = right
        .iter()
        .any(|token| AND.contains(&fold(token).as_str()));
    if again {
        return None;
    }
    if a.is_bare() {
        // *Mr & Mrs John Smith*: the given name is the first one's.
        a.given = b.given.take();
        a.middle = b.middle.take();
        a.family.clone_from(&b.family);
        if b.family.is_none() {
            a.family = a.given.take();
            b.family.clone_from(&a.family);
        }
        return Some([a, b]);
    }
    a.as_given_only();
    b.as_given_only();
    if a.family.is_none() {
        a.family.clone_from(&b.family);
    } else if b.family.is_none() {
        b.family.clone_from(&a.family);
    }
    Some([a, b])
}

impl PersonName {
    fn is_bare(&self) -> bool {
        self.given.is_none() && self.family.is_none() && self.initials.is_none()
    }

    /// Of a couple, a name of one word is a given name.
    fn as_given_only(&mut self) {
        if self.given.is_none() && self.initials.is_none() {
            self.given = self.family.take();
        }
    }
}

/// The words of one person's name, and what has been taken off them.
fn person(typed: &str) -> PersonName {
    let mut name = PersonName::default();
    let mut pieces: Vec<Vec<String>> = Vec::new();
    for piece in typed.split([',', '،', ';', '؛']) {
        let mut words = words(piece);
        take_suffixes(&mut words, &mut name);
        take_titles(&mut words, &mut name);
        if !words.is_empty() {
            pieces.push(words);
        }
    }
    let mut pieces = pieces.into_iter();
    let Some(first) = pieces.next() else {
        return name;
    };
    let rest: Vec<String> = pieces.flatten().collect();
    if rest.is_empty() {
        read_words(first, &mut name);
    } else {
        // *Family, Given Middle*
        name.family = Some(first.join(" "));
        let (initials, rest): (Vec<String>, Vec<String>) =
            rest.into_iter().partition(|word| is_initial(word));
        name.initials = text(&initials);
        let mut units = units(rest).into_iter();
        name.given = units.next().map(|unit| unit.text);
        name.middle = text(&units.map(|unit| unit.text).collect::<Vec<_>>());
    }
    name
}

fn text(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// Words with their points; `А.Б.` is two, and a title is parted from the name that it is written together with.
fn words(piece: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in piece.split_whitespace() {
        let chunk =
            chunk.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’'));
        if !chunk.contains(char::is_alphabetic) {
            continue;
        }
        let is_degree = SUFFIXES.contains(&key(chunk).as_str());
        let inner = chunk.trim_end_matches('.').contains('.');
        if is_degree || !inner {
            words.push(chunk.to_owned());
            continue;
        }
        for part in chunk.split_inclusive('.') {
            words.push(part.to_owned());
        }
    }
    words
}

fn is_title(word: &str) -> bool {
    let folded = key(word);
    if LETTER_TITLES.contains(&folded.as_str()) {
        return true;
    }
    TITLES.contains(&folded.as_str()) && !SUFFIXES.contains(&folded.as_str())
}

fn take_titles(words: &mut Vec<String>, name: &mut PersonName) {
    while let Some(first) = words.first() {
        let honour = HONOURS.contains(&key(first).as_str()) && words.len() > 1;
        if !is_title(first) && !honour {
            break;
        }
        name.titles.push(words.remove(0));
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| is_title(word) && word.chars().count() > 2)
    {
        name.titles.extend(words.pop());
    }
}

fn take_suffixes(words: &mut Vec<String>, name: &mut PersonName) {
    let taken = !name.is_bare() || name.suffixes.is_empty();
    while words.last().is_some_and(|word| {
        let folded = key(word);
        SUFFIXES.contains(&folded.as_str()) && (words.len() > 1 || taken)
    }) {
        if let Some(word) = words.pop() {
            name.suffixes.insert(0, word);
        }
    }
}

/// A letter alone, with or without a point. Arabic letters alone are no initials but titles.
fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.split('-').all(|letter| {
        let mut chars = letter.trim_end_matches('.').chars();
        matches!((chars.next(), chars.next()), (Some(c), None) if c.is_alphabetic() && !is_arabic(c))
    })
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}')
}

fn read_words(words: Vec<String>, name: &mut PersonName) {
    if words.iter().any(|word| word.chars().any(is_arabic)) {
        if is_persian(&words, name) {
            return read_persian(words, name);
        }
        return read_chain(units(words), name);
    }
    let (initials, words): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| is_initial(word));
    name.initials = text(&initials);
    if words.len() == 1 && name.initials.is_some() {
        name.family = text(&words);
        return;
    }
    let words = with_patronymic_words(words);
    if !read_slavic(&words, name) {
        read_chain(units(words), name);
    }
}

/// *Мамедов Али Гасан оглы*: the last two words are one patronymic.
fn with_patronymic_words(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        match joined.last_mut() {
            Some(last) if PATRONYMIC_WORDS.contains(&key(&word).as_str()) => {
                last.push(' ');
                last.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

fn is_patronymic(word: &str) -> bool {
    let folded = key(word);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    folded.contains(' ') && PATRONYMIC_WORDS.contains(&last)
        || PATRONYMIC_ENDS.iter().any(|end| {
            folded.ends_with(end)
                && (folded.chars().count() >= end.chars().count() + 2 || folded == *end)
        })
}

fn looks_like_family(word: &str) -> bool {
    let folded = key(word);
    let last = folded.rsplit('-').next().unwrap_or_default();
    !is_given(&folded)
        && FAMILY_ENDS
            .iter()
            .any(|end| last.ends_with(end) && last.chars().count() > end.chars().count() + 1)
}

fn in_cyrillic(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'))
}

/// In capitals, beside a word that is not.
fn is_loud(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
}

/// Names with a patronymic, and names whose family name stands first; `false` if there is no sign of either.
fn read_slavic(words: &[String], name: &mut PersonName) -> bool {
    let patronymics: Vec<usize> = (1..words.len())
        .filter(|at| words.get(*at).is_some_and(|word| is_patronymic(word)))
        .collect();
    let given_at = |at: usize| words.get(at).is_some_and(|word| is_given(&key(word)));
    let at = match patronymics[..] {
        [] => None,
        [1, ..] if given_at(0) || words.len() == 2 => Some(1),
        [.., last] => Some(last),
    };
    if let Some(at) = at {
        let mut rest: Vec<String> = Vec::new();
        for (index, word) in words.iter().enumerate() {
            if index == at {
                name.middle = Some(word.clone());
            } else if index + 1 == at {
                name.given = Some(word.clone());
            } else {
                rest.push(word.clone());
            }
        }
        name.family = text(&rest);
        return true;
    }
    let Some((first, rest)) = words.split_first() else {
        return true;
    };
    let [.., last] = rest else {
        return false;
    };
    let turned = looks_like_family(first) && is_given(&key(last)) && !looks_like_family(last)
        || is_loud(first) && !rest.iter().any(|word| is_loud(word)) && !is_particle(first)
        || in_cyrillic(first)
            && !is_given(&key(first))
            && !is_particle(first)
            && rest.iter().all(|word| is_given(&key(word)));
    if turned {
        name.family = Some(first.clone());
        name.given = rest.first().cloned();
        name.middle = rest.get(1..).and_then(text);
    }
    turned
}

/// Given name first, family name last, fathers or middle names between them.
fn read_chain(units: Vec<Unit>, name: &mut PersonName) {
    if let [only] = &units[..] {
        let folded = key(&only.text);
        let addressed = !name.titles.is_empty() && !is_given(&folded);
        let surname = addressed
            && only.kind == UnitKind::Plain
            && !HALVES
                .iter()
                .any(|half| folded.split(' ').next() == Some(half));
        if surname || only.kind == UnitKind::Family || looks_like_family(&only.text) {
            name.family = Some(only.text.clone());
        } else {
            name.given = Some(only.text.clone());
        }
        return;
    }
    let family = units
        .iter()
        .position(|unit| unit.kind == UnitKind::Family)
        .or_else(|| {
            let last = units.len().checked_sub(1)?;
            (last > 0 && units.get(last)?.kind == UnitKind::Plain).then_some(last)
        });
    let mut middle = Vec::new();
    for (at, unit) in units.into_iter().enumerate() {
        if Some(at) == family {
            name.family = Some(unit.text);
        } else if name.given.is_none() && unit.kind == UnitKind::Plain {
            name.given = Some(unit.text);
        } else {
            middle.push(unit.text);
        }
    }
    name.middle = text(&middle);
}

/// Persian keyboards have letters of their own.
fn is_persian(words: &[String], name: &PersonName) -> bool {
    let all = || {
        words
            .iter()
            .chain(&name.titles)
            .flat_map(|word| word.chars())
    };
    let arabic = all().any(|c| matches!(c, 'ي' | 'ك' | 'ة' | 'ى' | 'أ' | 'إ'));
    let persian = all().any(|c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک' | '\u{200c}'));
    let tail = words.len() > 1
        && words.last().is_some_and(|word| {
            let folded = key(word);
            PERSIAN_TAILS
                .iter()
                .any(|tail| tail.chars().count() > 2 && folded.ends_with(tail))
        });
    !arabic && (persian || tail) && !words.iter().any(|word| CHAIN.contains(&key(word).as_str()))
}

/// A given name, which may be of two words; all the rest is the family name.
fn read_persian(mut words: Vec<String>, name: &mut PersonName) {
    let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
    if let [only] = &keys[..] {
        let tail = PERSIAN_TAILS.iter().any(|tail| {
            tail.chars().count() > 2
                && only.ends_with(tail)
                && only.chars().count() > tail.chars().count()
        });
        let family = !is_given(only) && (tail || !name.titles.is_empty());
        let whole = words.pop();
        if family {
            name.family = whole;
        } else {
            name.given = whole;
        }
        return;
    }
    let pair = matches!(&keys[..], [first, second, _, ..]
        if PERSIAN_FIRST.contains(&first.as_str()) && PERSIAN_SECOND.contains(&second.as_str()));
    let half = keys
        .first()
        .is_some_and(|first| HALVES.contains(&first.as_str()));
    let rest = words.split_off(if pair || half { 2 } else { 1 });
    name.given = text(&words);
    name.family = text(&rest);
}
