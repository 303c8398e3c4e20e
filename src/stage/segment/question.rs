//! What a condition takes of a contact, and whether it passes: asked of one contact, or of many in a row, column by column.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::check::{Check, Memo};
use super::purchases::Bought;
use super::sight::Sight;
use super::truth::Truth;
use super::{NOT_PLACED, Placements};
use crate::config::condition::Figure;
use crate::model::{Column, ColumnData, Contacts, Fact, FactColumn, FieldId};

/// What is looked at.
pub(super) enum Of<'w> {
    /// A field, as the facts have it.
    Field(FieldId),
    /// A yes/no field that somebody filled in: a blank means no.
    Answered(FieldId),
    /// The points of a score.
    Score(usize),
    /// Days on a rung of a ladder.
    DaysOnRung(usize),
    /// The rung on a ladder: one of these, or none of them.
    Rung(usize, &'w [usize], bool),
    /// In a segment, or not.
    Segment(usize, bool),
    /// What purchases tell.
    Purchases(Figure, Bought<'w>),
    /// Whether there are relatives.
    HasRelatives,
    /// Whether the question holds for one of the relatives, or for none.
    AnyRelative(Box<Question<'w>>, bool),
    /// A field summed up over the relatives.
    Family(FieldId),
}

/// A test and what it is a test of.
pub(super) struct Question<'w> {
    pub(super) of: Of<'w>,
    pub(super) check: Check<'w>,
}

impl Question<'_> {
    /// The answer for one contact.
    pub(super) fn truth(&self, sight: &Sight<'_>, contact: usize, memo: &mut Memo) -> Truth {
        match &self.of {
            Of::Rung(ladder, rungs, wanted) => rung(sight.placements(), *ladder, contact)
                .map_or(Truth::Unknown, |rung| {
                    (rungs.contains(&rung) == *wanted).into()
                }),
            Of::Segment(segment, wanted) => {
                let is_in = sight.placements().verdict(*segment, contact);
                if *wanted { is_in } else { !is_in }
            }
            Of::AnyRelative(question, wanted) => {
                let Some(relatives) = sight.relatives() else {
                    return Truth::Unknown;
                };
                let mut any = Truth::False;
                for relative in relatives.of(contact) {
                    any = any.or(question.truth(sight, relative, memo));
                    if any == Truth::True {
                        break;
                    }
                }
                if *wanted { any } else { !any }
            }
            _ => self.check.of(&self.fact(sight, contact), memo),
        }
    }

    /// The value that is looked at; unknown for what has none.
    pub(super) fn fact<'s>(&self, sight: &Sight<'s>, contact: usize) -> Fact<'s> {
        match &self.of {
            Of::Field(field) => sight.facts().fact(*field, contact),
            Of::Answered(field) => match sight.facts().fact(*field, contact) {
                Fact::Unknown => Fact::YesNo(false),
                fact => fact,
            },
            Of::Score(score) => sight.points(*score, contact),
            Of::DaysOnRung(ladder) => sight.days_on_rung(*ladder, contact),
            Of::Purchases(figure, bought) => bought.fact(*figure, contact),
            Of::HasRelatives => sight.relatives().map_or(Fact::Unknown, |relatives| {
                Fact::YesNo(relatives.of(contact).next().is_some())
            }),
            Of::Family(field) => sight.of_relatives(*field, contact),
            Of::Rung(..) | Of::Segment(..) | Of::AnyRelative(..) => Fact::Unknown,
        }
    }

    /// The answers for contacts in a row, from `first` on.
    pub(super) fn fill(&self, sight: &Sight<'_>, first: usize, memo: &mut Memo, out: &mut [Truth]) {
        let done = match &self.of {
            Of::Field(field) => self.fill_column((sight, *field), first, memo, out),
            // A blank is known to be a "no".
            Of::Answered(_) if matches!(self.check, Check::Known(_)) => {
                out.fill(self.check.flag(false));
                true
            }
            Of::Answered(field) => {
                let done = self.fill_column((sight, *field), first, memo, out);
                let blank = self.check.flag(false);
                let blanks = out.iter_mut().filter(|truth| **truth == Truth::Unknown);
                blanks.for_each(|truth| *truth = blank);
                done
            }
            Of::Purchases(figure, bought) => {
                let answer = |fact: &Fact<'_>| self.check.of(fact, memo);
                bought.fill((*figure, first), out, answer);
                true
            }
            Of::Score(_) | Of::DaysOnRung(_) | Of::Rung(..) | Of::Segment(..) => {
                self.fill_placed(sight.placements(), (first, sight.today()), out)
            }
            Of::HasRelatives | Of::AnyRelative(..) | Of::Family(_) => false,
        };
        if done {
            return;
        }
        for (at, slot) in out.iter_mut().enumerate() {
            *slot = self.truth(sight, first + at, memo);
        }
    }

    /// From what was placed so far; whether it was.
    fn fill_placed(
        &self,
        placements: &Placements,
        (first, today): (usize, Date),
        out: &mut [Truth],
    ) -> bool {
        let check = &self.check;
        let range = first..first + out.len();
        match self.of {
            Of::Score(score) => {
                let score = placements.scores.get(score);
                let points = score.and_then(|score| {
                    let totals = score.totals.get(range.clone())?.iter();
                    Some(totals.zip(score.known.get(range)?))
                });
                put(out, points, |(total, known)| {
                    if *known {
                        check.number(&Decimal::from(*total))
                    } else {
                        check.unknown()
                    }
                })
            }
            Of::DaysOnRung(ladder) => {
                let ladder = placements.ladders.get(ladder);
                let days = ladder.and_then(|ladder| {
                    let rungs = ladder.rungs.get(range.clone())?.iter();
                    Some(rungs.zip(ladder.since.get(range)?))
                });
                put(out, days, |(rung, since)| match *rung {
                    NOT_PLACED => check.unknown(),
                    _ => check.number(&days_to(*since, today)),
                })
            }
            Of::Rung(ladder, wanted, is) => {
                let Some(result) = placements.ladders.get(ladder) else {
                    return false;
                };
                if result.lacks.is_some() {
                    out.fill(Truth::Unknown);
                    return true;
                }
                let done = put(out, result.rungs.get(range.clone()), |rung| {
                    (wanted.contains(&usize::from(*rung)) == is).into()
                });
                let no_data = result.no_data.get(range).unwrap_or_default();
                for (slot, no_data) in out.iter_mut().zip(no_data) {
                    if *no_data {
                        *slot = Truth::Unknown;
                    }
                }
                done
            }
            Of::Segment(segment, wanted) => {
                let verdicts = placements.verdicts.get(segment);
                let verdicts = verdicts.and_then(|verdicts| verdicts.get(range));
                put(out, verdicts, |is_in| if wanted { *is_in } else { !*is_in })
            }
            _ => false,
        }
    }

    /// From a field's column; whether it can be read so.
    fn fill_column(
        &self,
        (sight, field): (&Sight<'_>, FieldId),
        first: usize,
        memo: &mut Memo,
        out: &mut [Truth],
    ) -> bool {
        let check = &self.check;
        let range = first..first + out.len();
        let number = |number: &Decimal| check.number(number);
        let count = |count: u32| check.number(&Decimal::from(count));
        let unknown = check.unknown();
        match sight.facts().column(field) {
            FactColumn::Each => false,
            FactColumn::All(fact) => {
                out.fill(check.of(&fact, memo));
                true
            }
            FactColumn::Numbers(values) => put(out, values.get(range), number),
            FactColumn::SomeNumbers(values) => put(out, values.get(range), |value| {
                value.as_ref().map_or(unknown, number)
            }),
            FactColumn::OfGroups(groups, sums) => put(out, groups.get(range), |group| {
                sums.get(*group as usize).map_or(unknown, number)
            }),
            FactColumn::Counts(values) => put(out, values.get(range), |value| count(*value)),
            FactColumn::SomeCounts(values) => {
                put(out, values.get(range), |value| value.map_or(unknown, count))
            }
            FactColumn::Days(values) => put(out, values.get(range), |value| {
                value.map_or(unknown, |day| check.day(day))
            }),
            FactColumn::DaysTo(values, today) => put(out, values.get(range), |value| {
                value.map_or(unknown, |day| check.number(&days_to(day, today)))
            }),
            FactColumn::Shares(values, fact) => put(out, values.get(range), |share| {
                memo.ask_share(check, *share, fact)
            }),
            FactColumn::Flags(values) => put(out, values.get(range), |flag| check.flag(*flag)),
            FactColumn::Lists(values) => put(out, values.get(range), |list| {
                check.of(&Fact::Text((&**list).into()), memo)
            }),
            FactColumn::Rows(contacts, column, blank) => {
                let blank = check.of(&blank, memo);
                for (at, slot) in out.iter_mut().enumerate() {
                    let contact = first + at;
                    *slot = match contacts.only_row(field, contact) {
                        Some(row) => self.of_row((contacts, column), row, memo).unwrap_or(blank),
                        None => self.truth(sight, contact, memo),
                    };
                }
                true
            }
        }
    }

    /// The answer for one row of a column; `None` for a blank.
    fn of_row(
        &self,
        (contacts, column): (&Contacts, &Column),
        row: usize,
        memo: &mut Memo,
    ) -> Option<Truth> {
        let check = &self.check;
        match column.data() {
            ColumnData::Text(values) => {
                let text = *values.get(row).filter(|text| text.is_some())?;
                let words = || contacts.rows().text_of(text).unwrap_or_default();
                Some(memo.ask_ref(check, text, words))
            }
            ColumnData::Date(values) => Some(check.date((*values.get(row)?)?)),
            ColumnData::Number(values) => Some(check.number(values.get(row)?.as_ref()?)),
            ColumnData::YesNo(values) => Some(check.flag((*values.get(row)?)?)),
            ColumnData::Phones(_) | ColumnData::Emails(_) => {
                let mut line = std::mem::take(&mut memo.line);
                line.clear();
                let any = contacts.rows().show_of(column, row, &mut line);
                let truth = any.then(|| check.of(&Fact::Text(Cow::Borrowed(&line)), memo));
                memo.line = line;
                truth
            }
        }
    }
}

/// Writes an answer for each value; whether there were values.
fn put<I: IntoIterator>(
    out: &mut [Truth],
    values: Option<I>,
    mut answer: impl FnMut(I::Item) -> Truth,
) -> bool {
    let Some(values) = values else { return false };
    for (slot, value) in out.iter_mut().zip(values) {
        *slot = answer(value);
    }
    true
}

pub(super) fn days_to(day: Date, today: Date) -> Decimal {
    Decimal::from((today - day).get_days())
}

/// The rung of a contact on a ladder that has its facts; one beyond all rungs for none.
fn rung(placements: &Placements, ladder: usize, contact: usize) -> Option<usize> {
    let result = placements.ladders.get(ladder)?;
    if result.lacks.is_some() || result.no_data.get(contact) == Some(&true) {
        return None;
    }
    let rung = result.rungs.get(contact).copied().unwrap_or(NOT_PLACED);
    Some(usize::from(rung))
}
