//! What a condition takes of a contact, and whether it passes: asked of one contact, or of many in a row, column by column.

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
    /// A field of which scores and blanks are to be thought of.
    Seen(FieldId),
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
            Of::Seen(field) => sight.fact(*field, contact),
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
        let check = &self.check;
        let range = first..first + out.len();
        if let Of::Field(field) = self.of {
            let done = match sight.facts().column(field) {
                FactColumn::Each => false,
                FactColumn::Nothing => put(out, Some(range.clone()), |_| check.unknown()),
                FactColumn::Numbers(values) => put(out, values.get(range.clone()), |number| {
                    check.number(number)
                }),
                FactColumn::SomeNumbers(values) => put(out, values.get(range.clone()), |number| {
                    number
                        .as_ref()
                        .map_or(check.unknown(), |number| check.number(number))
                }),
                FactColumn::Counts(values) => put(out, values.get(range.clone()), |count| {
                    check.number(&Decimal::from(*count))
                }),
                FactColumn::SomeCounts(values) => put(out, values.get(range.clone()), |count| {
                    count.map_or(check.unknown(), |count| check.number(&Decimal::from(count)))
                }),
                FactColumn::Days(values) => put(out, values.get(range.clone()), |day| {
                    day.map_or(check.unknown(), |day| check.day(day))
                }),
                FactColumn::DaysTo(values, today) => put(out, values.get(range.clone()), |day| {
                    day.map_or(check.unknown(), |day| check.number(&days_to(day, today)))
                }),
                FactColumn::Shares(values, fact) => {
                    // Shares are few: so many of so many.
                    let mut last = (f32::NAN, Truth::Unknown);
                    put(out, values.get(range.clone()), |share| {
                        if share.to_bits() != last.0.to_bits() {
                            last = (*share, check.of(&fact(*share), memo));
                        }
                        last.1
                    })
                }
                FactColumn::Flags(values) => {
                    put(out, values.get(range.clone()), |flag| check.flag(*flag))
                }
                FactColumn::Lists(values) => put(out, values.get(range.clone()), |list| {
                    check.of(&Fact::Text((&**list).into()), memo)
                }),
                FactColumn::Rows(contacts, column) => {
                    self.fill_rows((sight, contacts, column), (first, field), memo, out)
                }
            };
            if done {
                return;
            }
        }
        for (slot, contact) in out.iter_mut().zip(range) {
            *slot = self.truth(sight, contact, memo);
        }
    }

    /// From a column of rows; whether its values can be read so.
    fn fill_rows(
        &self,
        (sight, contacts, column): (&Sight<'_>, &Contacts, &Column),
        (first, field): (usize, FieldId),
        memo: &mut Memo,
        out: &mut [Truth],
    ) -> bool {
        let check = &self.check;
        let rows = contacts.rows();
        let of_row = |row: usize, memo: &mut Memo| match column.data() {
            ColumnData::Text(values) => match values.get(row).filter(|text| text.is_some()) {
                Some(text) => memo.ask_ref(*text, || {
                    check.text(rows.text_of(*text).unwrap_or_default())
                }),
                None => check.unknown(),
            },
            ColumnData::Date(values) => match values.get(row) {
                Some(Some(date)) => check.date(*date),
                _ => check.unknown(),
            },
            ColumnData::Number(values) => match values.get(row) {
                Some(Some(number)) => check.number(number),
                _ => check.unknown(),
            },
            ColumnData::YesNo(values) => match values.get(row) {
                Some(Some(flag)) => check.flag(*flag),
                _ => check.unknown(),
            },
            // Only whether there is one: their text would have to be made.
            ColumnData::Phones(values) => {
                let known = Decimal::from(values.get(row).len());
                if known.is_zero() {
                    check.unknown()
                } else {
                    check.number(&known)
                }
            }
            ColumnData::Emails(values) => {
                let known = Decimal::from(values.get(row).len());
                if known.is_zero() {
                    check.unknown()
                } else {
                    check.number(&known)
                }
            }
        };
        let is_many = matches!(column.data(), ColumnData::Phones(_) | ColumnData::Emails(_));
        if is_many && !matches!(check, Check::Known(_)) {
            return false;
        }
        for (at, slot) in out.iter_mut().enumerate() {
            let contact = first + at;
            *slot = match contacts.only_row(field, contact) {
                Some(row) => of_row(row, memo),
                None => self.truth(sight, contact, memo),
            };
        }
        true
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
