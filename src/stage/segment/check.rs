//! One test on one value: text by its folded form, dates of any precision as spans of days, numbers exactly.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::truth::Truth;
use crate::calendar::{next_occurrence, to_civil};
use crate::config::condition::{Comparison, Test};
use crate::config::literal;
use crate::model::{Calendar, Fact, PartialDate};
use crate::text::fold;

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
    OnRung(usize, &'p [usize], bool),
    Member(usize),
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
    /// Whether a value passes. Tests that ask about placements are answered by [`super::Sight`].
    pub(super) fn of(&self, fact: &Fact<'_>, memo: &mut Memo) -> Truth {
        match self {
            Check::Known(wanted) => (is_known(fact) == *wanted).into(),
            Check::Same(texts, wanted) => {
                with_text(fact, memo, |text| is_one_of(text, texts) == *wanted)
            }
            Check::Place(key, places, wanted) => with_place(fact, memo, |text| {
                let known = |part: &str| places.contains(&key(part));
                (known(text) || text.contains("; ") && text.split("; ").any(known)) == *wanted
            }),
            Check::Contains(piece, parts, wanted) => {
                with_text(fact, memo, |text| contains(text, piece, *parts) == *wanted)
            }
            Check::StartsWith(start) => with_text(fact, memo, |text| {
                text.split("; ").any(|part| fold(part).starts_with(start))
            }),
            Check::Number(comparison, wanted) => {
                with_number(fact, |number| compares(*comparison, &number, wanted))
            }
            Check::NumberOneOf(wanted) => with_number(fact, |number| wanted.contains(&number)),
            Check::NumberBetween(least, most) => {
                with_number(fact, |number| *least <= number && number <= *most)
            }
            Check::Top(from) => with_number(fact, |number| {
                number > Decimal::ZERO && from.is_some_and(|from| number >= from)
            }),
            Check::Bottom(to) => with_number(fact, |number| {
                number > Decimal::ZERO && to.is_some_and(|to| number <= to)
            }),
            Check::Date(comparison, day) => {
                days_of(fact).map_or(Truth::Unknown, |days| date(*comparison, days, *day))
            }
            Check::DateBetween(first, last) => {
                days_of(fact).map_or(Truth::Unknown, |days| between(days, *first, *last))
            }
            Check::Recurs(first, last) => date_of(fact)
                .and_then(|date| next_occurrence(date, *first))
                .map_or(Truth::Unknown, |day| (day <= *last).into()),
            Check::YesNo(wanted) => match fact {
                Fact::YesNo(flag) => (flag == wanted).into(),
                _ => Truth::Unknown,
            },
            Check::OnRung(..) | Check::Member(_) => Truth::Unknown,
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
            Test::TopPercent(_)
            | Test::Top(_)
            | Test::BottomPercent(_)
            | Test::OnRung(_)
            | Test::OffRung(_)
            | Test::Member => return None,
        })
    }
}

/// The answers of one test for texts seen lately: to fold a text costs more than to find it again, and cities, groups and
/// products repeat. Texts in ASCII and long ones are not worth it.
#[derive(Debug, Default)]
pub(super) struct Memo {
    slots: Vec<(String, bool)>,
}

impl Memo {
    const SLOTS: usize = 256;
    const LONGEST: usize = 96;

    fn ask(&mut self, text: &str, answer: impl FnOnce(&str) -> bool) -> bool {
        if text.is_ascii() {
            return answer(text);
        }
        self.recall(text, answer)
    }

    fn recall(&mut self, text: &str, answer: impl FnOnce(&str) -> bool) -> bool {
        if text.is_empty() || text.len() > Self::LONGEST {
            return answer(text);
        }
        if self.slots.is_empty() {
            self.slots.resize_with(Self::SLOTS, Default::default);
        }
        // FNV-1a (Fowler, Noll, Vo; 32 bits).
        let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.slots[(hash ^ (hash >> 16)) as usize % Self::SLOTS];
        if slot.0 != text {
            slot.1 = answer(text);
            slot.0.clear();
            slot.0.push_str(text);
        }
        slot.1
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

/// Whether there is a value; a list that is known to be empty is none.
pub(super) fn is_known(fact: &Fact<'_>) -> bool {
    match fact {
        Fact::Unknown => false,
        Fact::Text(text) => !text.is_empty(),
        _ => true,
    }
}

fn with_text(fact: &Fact<'_>, memo: &mut Memo, holds: impl FnOnce(&str) -> bool) -> Truth {
    match fact {
        Fact::Unknown => Truth::Unknown,
        Fact::Text(text) => memo.ask(text, holds).into(),
        Fact::Number(number) => holds(&number.normalize().to_string()).into(),
        Fact::Date(date) => holds(&date.iso()).into(),
        Fact::YesNo(flag) => holds(if *flag { "yes" } else { "no" }).into(),
    }
}

/// To look a place up costs more than to fold a text, in ASCII too.
fn with_place(fact: &Fact<'_>, memo: &mut Memo, holds: impl FnOnce(&str) -> bool) -> Truth {
    match fact {
        Fact::Text(text) => memo.recall(text, holds).into(),
        _ => with_text(fact, memo, holds),
    }
}

/// The number of a fact; a field of the trade may hold one as text.
pub(super) fn number_of(fact: &Fact<'_>) -> Option<Decimal> {
    match fact {
        Fact::Number(number) => Some(*number),
        Fact::Text(text) => literal::number(text),
        _ => None,
    }
}

fn with_number(fact: &Fact<'_>, holds: impl FnOnce(Decimal) -> bool) -> Truth {
    number_of(fact).map_or(Truth::Unknown, |number| holds(number).into())
}

fn date_of(fact: &Fact<'_>) -> Option<PartialDate> {
    match fact {
        Fact::Date(date) => Some(*date),
        Fact::Text(text) => literal::partial_date(text, Calendar::Gregorian),
        _ => None,
    }
}

/// The first and the last day that a date can mean; `None` without a year.
fn days_of(fact: &Fact<'_>) -> Option<(Date, Date)> {
    let date = date_of(fact)?;
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

fn is_one_of(text: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| folds_to(text, wanted))
        || text.contains("; ")
            && text
                .split("; ")
                .any(|part| wanted.iter().any(|wanted| folds_to(part, wanted)))
}

/// Whether a text folds to a folded one; without folding it where both are ASCII.
fn folds_to(text: &str, folded: &str) -> bool {
    if text.is_ascii() {
        let mut words = text.split_ascii_whitespace();
        return folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .all(|wanted| {
                words
                    .next()
                    .is_some_and(|word| word.eq_ignore_ascii_case(wanted))
            })
            && words.next().is_none();
    }
    fold(text) == folded
}

fn contains(text: &str, piece: &str, parts: Parts) -> bool {
    match parts {
        Parts::Piece => fold(text).contains(piece),
        Parts::Whole => text.split("; ").any(|part| folds_to(part, piece)),
        Parts::Words => text.split("; ").any(|part| has_words(&fold(part), piece)),
    }
}

/// Whether a text has a piece that begins and ends where words do.
fn has_words(text: &str, piece: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(piece).any(|(at, _)| {
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + piece.len()..].chars().next())
    })
}
