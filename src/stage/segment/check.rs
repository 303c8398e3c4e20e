//! One test on one value: text by its folded form, dates of any precision as spans of days, numbers exactly.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::truth::Truth;
use crate::calendar::{next_occurrence, to_civil};
use crate::config::condition::{Comparison, Test};
use crate::config::literal;
use crate::model::{Calendar, Fact, PartialDate, TextRef};
use crate::text::fold_into;

/// A test with everything that does not depend on the contact worked out.
#[derive(Debug, Clone)]
pub(super) enum Check<'p> {
    /// Equal to one of these folded texts, or to none.
    Same(&'p [String], bool),
    /// A place equal to one of these by its key, or to none.
    Place(PlaceKey, Vec<String>, bool),
    /// Contains a folded text, or does not.
    Contains(&'p str, Parts, bool),
    StartsWith(&'p str),
    Number(Comparison, Decimal),
    NumberOneOf(&'p [Decimal]),
    NumberBetween(Decimal, Decimal),
    Date(Comparison, Date),
    DateBetween(Date, Date),
    /// The next recurrence on or after the first day lies not after the second.
    Recurs(Date, Date),
    YesNo(bool),
    Known(bool),
    /// Above zero, and at least so much; `None` where nobody is above zero.
    Top(Option<Decimal>),
    /// Above zero, and at most so much.
    Bottom(Option<Decimal>),
}

/// What counts as contained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    /// Any piece of the text.
    Piece,
    /// One of the parts joined by `; ` is the text.
    Whole,
    /// One of the parts has the words of the text.
    Words,
}

/// `days` after a day; the last or first day of the calendar where it would lie beyond.
pub(super) fn shifted(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

impl Check<'_> {
    /// Whether a value passes.
    pub(super) fn of(&self, fact: &Fact<'_>, memo: &mut Memo) -> Truth {
        match fact {
            Fact::Unknown => self.unknown(),
            Fact::Text(text) if self.is_about_words(text) => memo.ask(self, text),
            Fact::Text(text) => self.text(text, &mut memo.room),
            Fact::Number(number) => self.number(number),
            Fact::Date(date) => self.date(*date),
            Fact::YesNo(flag) => self.flag(*flag),
        }
    }

    /// To look a place up costs more than to find the answer again; so does to fold a text that is not ASCII.
    fn is_about_words(&self, text: &str) -> bool {
        match self {
            Check::Place(..) => true,
            Check::Same(..) | Check::Contains(..) | Check::StartsWith(_) => !text.is_ascii(),
            _ => false,
        }
    }

    pub(super) fn unknown(&self) -> Truth {
        match self {
            Check::Known(wanted) => (!*wanted).into(),
            _ => Truth::Unknown,
        }
    }

    /// `room` is for folding, and used again.
    pub(super) fn text(&self, text: &str, room: &mut String) -> Truth {
        match self {
            Check::Known(wanted) => (text.is_empty() != *wanted).into(),
            Check::Same(texts, wanted) => (is_one_of(text, texts, room) == *wanted).into(),
            Check::Place(key, places, wanted) => {
                let known = |part: &str| places.contains(&key(part));
                let found = known(text) || is_list(text) && list_parts(text).any(known);
                (found == *wanted).into()
            }
            Check::Contains(piece, parts, wanted) => {
                (contains(text, (piece, *parts), room) == *wanted).into()
            }
            Check::StartsWith(start) => list_parts(text)
                .any(|part| starts_with(part, start, room))
                .into(),
            // A column of the trade holds numbers and dates as text.
            Check::Date(..) | Check::DateBetween(..) | Check::Recurs(..) => {
                let date = literal::partial_date(text, Calendar::Gregorian);
                date.map_or(Truth::Unknown, |date| self.date(date))
            }
            Check::YesNo(_) => Truth::Unknown,
            _ => literal::number(text).map_or(Truth::Unknown, |number| self.number(&number)),
        }
    }

    pub(super) fn number(&self, number: &Decimal) -> Truth {
        match self {
            Check::Number(comparison, wanted) => compares(*comparison, number, wanted).into(),
            Check::NumberOneOf(wanted) => wanted.contains(number).into(),
            Check::NumberBetween(least, most) => (least <= number && number <= most).into(),
            Check::Top(from) => {
                let reached = from.is_some_and(|from| *number >= from);
                (reached && *number > Decimal::ZERO).into()
            }
            Check::Bottom(to) => {
                let reached = to.is_some_and(|to| *number <= to);
                (reached && *number > Decimal::ZERO).into()
            }
            Check::Known(wanted) => (*wanted).into(),
            Check::Same(..) | Check::Place(..) | Check::Contains(..) | Check::StartsWith(_) => {
                self.text(&number.normalize().to_string(), &mut String::new())
            }
            _ => Truth::Unknown,
        }
    }

    /// A whole day.
    pub(super) fn day(&self, day: Date) -> Truth {
        match self {
            Check::Date(comparison, wanted) => date(*comparison, (day, day), *wanted),
            Check::DateBetween(first, last) => between((day, day), *first, *last),
            Check::Known(wanted) => (*wanted).into(),
            _ => self.date(PartialDate::from_civil(day)),
        }
    }

    pub(super) fn date(&self, value: PartialDate) -> Truth {
        match self {
            Check::Date(comparison, day) => {
                days_of(value).map_or(Truth::Unknown, |days| date(*comparison, days, *day))
            }
            Check::DateBetween(first, last) => {
                days_of(value).map_or(Truth::Unknown, |days| between(days, *first, *last))
            }
            Check::Recurs(first, last) => {
                next_occurrence(value, *first).map_or(Truth::Unknown, |day| (day <= *last).into())
            }
            Check::Known(wanted) => (*wanted).into(),
            Check::Same(..) | Check::Place(..) | Check::Contains(..) | Check::StartsWith(_) => {
                self.text(&value.iso(), &mut String::new())
            }
            _ => Truth::Unknown,
        }
    }

    pub(super) fn flag(&self, flag: bool) -> Truth {
        match self {
            Check::YesNo(wanted) => (flag == *wanted).into(),
            Check::Known(wanted) => (*wanted).into(),
            Check::Same(..) | Check::Place(..) | Check::Contains(..) | Check::StartsWith(_) => {
                self.text(if flag { "yes" } else { "no" }, &mut String::new())
            }
            _ => Truth::Unknown,
        }
    }

    /// A test without a need to see other contacts or placements.
    pub(super) fn plain(test: &Test, today: Date, of: Kind) -> Option<Check<'_>> {
        let back = |days: u32| shifted(today, -i64::from(days));
        let ahead = |days: u32| shifted(today, i64::from(days));
        let keys = |texts: &[String]| {
            let key = of.place?;
            Some((key, texts.iter().map(|text| key(text)).collect()))
        };
        if let Test::TextIsOneOf(texts) | Test::TextIsNot(texts) = test
            && let Some((key, places)) = keys(texts)
        {
            let wanted = matches!(test, Test::TextIsOneOf(_));
            return Some(Check::Place(key, places, wanted));
        }
        Some(match test {
            Test::TextIsOneOf(texts) => Check::Same(texts, true),
            Test::TextIsNot(texts) => Check::Same(texts, false),
            Test::Contains(piece) => Check::Contains(piece, of.parts, true),
            Test::Lacks(piece) => Check::Contains(piece, of.parts, false),
            Test::StartsWith(start) => Check::StartsWith(start),
            Test::Number(comparison, number) => Check::Number(*comparison, *number),
            Test::NumberIsOneOf(numbers) => Check::NumberOneOf(numbers),
            Test::NumberBetween(least, most) => Check::NumberBetween(*least, *most),
            Test::Date(comparison, day) => Check::Date(*comparison, day.date(today)),
            Test::DateBetween(first, last) => {
                Check::DateBetween(first.date(today), last.date(today))
            }
            Test::YesNo(flag) => Check::YesNo(*flag),
            Test::WithinDays(days) => Check::DateBetween(back(*days), today),
            Test::OlderThanDays(days) => Check::Date(Comparison::Less, back(*days)),
            Test::InNextDays(days) if of.recurs => Check::Recurs(today, ahead(*days)),
            Test::InNextDays(days) => Check::DateBetween(today, ahead(*days)),
            Test::Known => Check::Known(true),
            Test::Empty => Check::Known(false),
            Test::TopPercent(..)
            | Test::Top(..)
            | Test::BottomPercent(_)
            | Test::OnRung(_)
            | Test::OffRung(_)
            | Test::Member(_) => return None,
        })
    }
}

/// The answers of one test for texts seen lately: to fold a text costs more than to find it again, and cities, groups and
/// products repeat. Long ones are not worth it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    texts: Vec<(String, Truth)>,
    refs: Vec<(TextRef, Truth)>,
    shares: Vec<(u32, Truth)>,
    /// For folding.
    room: String,
    /// For phones and addresses as they are written.
    pub(super) line: String,
}

impl Memo {
    const SLOTS: usize = 256;
    const LONGEST: usize = 96;
    const REFS: usize = 1024;

    fn ask(&mut self, check: &Check<'_>, text: &str) -> Truth {
        if text.is_empty() || text.len() > Self::LONGEST {
            return check.text(text, &mut self.room);
        }
        if self.texts.is_empty() {
            self.texts.resize_with(Self::SLOTS, Default::default);
        }
        // FNV-1a (Fowler, Noll, Vo; 32 bits).
        let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.texts[(hash ^ (hash >> 16)) as usize % Self::SLOTS];
        if slot.0 != text {
            slot.1 = check.text(text, &mut self.room);
            slot.0.clear();
            slot.0.push_str(text);
        }
        slot.1
    }

    /// The answer for a text by its reference, without a look at the text: equal texts of a column mostly share one.
    pub(super) fn ask_ref<'t>(
        &mut self,
        check: &Check<'_>,
        text: TextRef,
        words: impl FnOnce() -> &'t str,
    ) -> Truth {
        if self.refs.is_empty() {
            self.refs = vec![(TextRef::NONE, Truth::Unknown); Self::REFS];
        }
        let slot = &mut self.refs[text.spread() % Self::REFS];
        if slot.0 != text {
            *slot = (text, check.text(words(), &mut self.room));
        }
        slot.1
    }

    /// The answer for a share; there are few: so many of so many.
    pub(super) fn ask_share(
        &mut self,
        check: &Check<'_>,
        share: f32,
        fact: fn(f32) -> Fact<'static>,
    ) -> Truth {
        let bits = share.to_bits();
        let slot = (bits.wrapping_mul(0x9e37_79b9) >> 26) as usize;
        let Some((known, truth)) = self.shares.get(slot) else {
            let nothing = (f32::NAN.to_bits(), Truth::Unknown);
            self.shares = vec![nothing; 64];
            return self.ask_share(check, share, fact);
        };
        if *known == bits {
            return *truth;
        }
        let truth = check.of(&fact(share), self);
        self.shares[slot] = (bits, truth);
        truth
    }
}

/// What a test must know of its field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub(super) parts: Parts,
    /// A birthday or an anniversary.
    pub(super) recurs: bool,
    /// Of a city or a country: one key for its spellings.
    pub(super) place: Option<PlaceKey>,
}

/// One key for the spellings of a place.
pub(super) type PlaceKey = fn(&str) -> String;

/// The number of a fact; a field of the trade may hold one as text.
pub(super) fn number_of(fact: &Fact<'_>) -> Option<Decimal> {
    match fact {
        Fact::Number(number) => Some(*number),
        Fact::Text(text) => literal::number(text),
        _ => None,
    }
}

/// The first and the last day that a date can mean; `None` without a year.
fn days_of(date: PartialDate) -> Option<(Date, Date)> {
    if let Some(day) = date.civil() {
        return Some((day, day));
    }
    date.year?;
    let on = |month, day| {
        to_civil(PartialDate {
            month: Some(month),
            day: Some(day),
            ..date
        })
    };
    match (date.month, date.day) {
        (Some(month), Some(day)) => on(month, day).map(|day| (day, day)),
        (month, _) => {
            let last = month.unwrap_or(12);
            let end = (28..=31).rev().find_map(|day| on(last, day))?;
            Some((on(month.unwrap_or(1), 1)?, end))
        }
    }
}

fn compares<T: PartialOrd>(comparison: Comparison, value: &T, wanted: &T) -> bool {
    match comparison {
        Comparison::Equal => value == wanted,
        Comparison::NotEqual => value != wanted,
        Comparison::Less => value < wanted,
        Comparison::LessOrEqual => value <= wanted,
        Comparison::Greater => value > wanted,
        Comparison::GreaterOrEqual => value >= wanted,
    }
}

/// True or false only if it is so for every day that the date can mean.
fn date(comparison: Comparison, (first, last): (Date, Date), day: Date) -> Truth {
    let (a, b) = match comparison {
        Comparison::Equal => return between((first, last), day, day),
        Comparison::NotEqual => return !between((first, last), day, day),
        _ => (
            compares(comparison, &first, &day),
            compares(comparison, &last, &day),
        ),
    };
    if a == b { a.into() } else { Truth::Unknown }
}

fn between((first, last): (Date, Date), from: Date, to: Date) -> Truth {
    if from <= first && last <= to {
        Truth::True
    } else if last < from || to < first {
        Truth::False
    } else {
        Truth::Unknown
    }
}

fn is_one_of(text: &str, wanted: &[String], room: &mut String) -> bool {
    let mut is_wanted = |part: &str| wanted.iter().any(|wanted| folds_to(part, wanted, room));
    is_wanted(text) || is_list(text) && list_parts(text).any(is_wanted)
}

/// Whether a text folds to a folded one; without folding it where both are ASCII.
fn folds_to(text: &str, folded_text: &str, room: &mut String) -> bool {
    if text.is_ascii() {
        let mut words = text.split_ascii_whitespace();
        return folded_text
            .split(' ')
            .filter(|word| !word.is_empty())
            .all(|wanted| {
                words
                    .next()
                    .is_some_and(|word| word.eq_ignore_ascii_case(wanted))
            })
            && words.next().is_none();
    }
    folded(text, room) == folded_text
}

fn folded<'r>(text: &str, room: &'r mut String) -> &'r str {
    fold_into(text, room);
    room
}

fn contains(text: &str, (piece, parts): (&str, Parts), room: &mut String) -> bool {
    match parts {
        Parts::Piece if text.is_ascii() && is_one_word(piece) => has_piece(text, piece),
        Parts::Piece => folded(text, room).contains(piece),
        Parts::Whole => list_parts(text).any(|part| folds_to(part, piece, room)),
        Parts::Words => list_parts(text).any(|part| has_words(folded(part, room), piece)),
    }
}

fn starts_with(text: &str, start: &str, room: &mut String) -> bool {
    if text.is_ascii() && is_one_word(start) {
        let text = text.trim_ascii_start().as_bytes().get(..start.len());
        return text.is_some_and(|text| text.eq_ignore_ascii_case(start.as_bytes()));
    }
    folded(text, room).starts_with(start)
}

/// Whether a folded text can be found in ASCII without folding that: white space makes no difference to it.
fn is_one_word(folded_text: &str) -> bool {
    folded_text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whether ASCII has a folded word of ASCII.
fn has_piece(text: &str, piece: &str) -> bool {
    let Some((first, rest)) = piece.as_bytes().split_first() else {
        return true;
    };
    let mut left = text.as_bytes();
    while let Some((byte, after)) = left.split_first() {
        let here = after.get(..rest.len());
        if byte.to_ascii_lowercase() == *first
            && here.is_some_and(|here| here.eq_ignore_ascii_case(rest))
        {
            return true;
        }
        left = after;
    }
    false
}

/// What lies between the parts of a list.
const BETWEEN: &[u8] = b"; ";

fn is_list(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair == BETWEEN)
}

/// The parts of a list, as `split("; ")` gives them: that makes a searcher for each text, which costs more than the search.
fn list_parts(text: &str) -> impl Iterator<Item = &str> {
    let mut left = Some(text);
    std::iter::from_fn(move || {
        let text = left?;
        let mut pairs = text.as_bytes().windows(2);
        let Some(at) = pairs.position(|pair| pair == BETWEEN) else {
            return left.take();
        };
        left = Some(&text[at + 2..]);
        Some(&text[..at])
    })
}

/// Whether a text has a piece that begins and ends where words do.
fn has_words(text: &str, piece: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(piece).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + piece.len()..].chars().next())
    })
}
