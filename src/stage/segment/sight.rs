//! What conditions see of the contacts: fields, and what this run has placed so far. Conditions are made ready once and then
//! asked for one contact after another.

use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rust_decimal::Decimal;

use super::check::{Check, Kind, Memo, Parts, PlaceKey, is_known, number_of};
use super::truth::Truth;
use super::{NOT_PLACED, Placements};
use crate::config::condition::{Condition, Subject, Test, When};
use crate::config::{Node, Plan};
use crate::model::{Derived, Fact, Facts, Field, FieldId, FieldType};
use crate::text::country::country_key;
use crate::text::places::city_key;

/// What conditions take from all contacts together, worked out once.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    /// The value from which (or up to which) a contact is among the top or bottom ones.
    cutoffs: Vec<(FieldId, Test, Option<Decimal>)>,
    /// Yes/no fields that somebody filled in: a blank means no there.
    answered: Vec<FieldId>,
    /// Yes/no fields that were looked at.
    asked: Vec<FieldId>,
}

/// A view of all contacts for conditions.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    facts: &'a dyn Facts,
    plan: &'a Plan,
    placements: &'a Placements,
    today: Date,
}

impl<'a> Sight<'a> {
    /// Looks at contacts through what [`super::place`] made of them.
    pub fn new(
        facts: &'a dyn Facts,
        plan: &'a Plan,
        placements: &'a Placements,
        today: Date,
    ) -> Sight<'a> {
        Sight {
            facts,
            plan,
            placements,
            today,
        }
    }

    /// The number of contacts.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there are no contacts.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    pub(super) fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// A value as conditions see it: scores are fields, and a blank yes/no means no where anybody filled in the field.
    pub fn fact(&self, field: FieldId, contact: usize) -> Fact<'a> {
        if let Some(Node::Score(score)) = self.plan.node_of(Subject::Field(field)) {
            let result = self.placements.scores.get(score);
            return result
                .filter(|result| result.known.get(contact) == Some(&true))
                .and_then(|result| result.totals.get(contact))
                .map_or(Fact::Unknown, |total| Fact::Number(Decimal::from(*total)));
        }
        match self.facts.fact(field, contact) {
            Fact::Unknown if self.placements.basis.answered.contains(&field) => Fact::YesNo(false),
            fact => fact,
        }
    }

    /// Makes conditions ready to be asked.
    pub fn ready<'w>(&self, when: &'w When) -> Ready<'w>
    where
        'a: 'w,
    {
        let all = |conditions: &'w [Condition]| {
            conditions
                .iter()
                .map(|condition| self.asked(condition))
                .collect()
        };
        Ready {
            sight: *self,
            all: all(&when.all),
            any: all(&when.any),
            none: all(&when.none),
        }
    }

    /// Whether conditions hold for one contact; for many contacts make them [`Sight::ready`] once.
    pub fn holds(&self, when: &When, contact: usize) -> bool {
        when.is_empty() || self.ready(when).truth(contact).is_true()
    }

    fn asked<'w>(&self, condition: &'w Condition) -> Asked<'w> {
        let field = match condition.subject {
            Subject::Field(field) => Some(field),
            _ => None,
        };
        let kind = Kind {
            parts: field.map_or(Parts::Piece, parts),
            recurs: field.is_some_and(recurs),
            place: field.and_then(place_key),
        };
        let plain = Check::plain(&condition.test, self.today, kind);
        let check = plain.unwrap_or_else(|| match (&condition.test, condition.subject) {
            (Test::OnRung(rungs), Subject::Ladder(ladder)) => Check::OnRung(ladder, rungs, true),
            (Test::OffRung(rungs), Subject::Ladder(ladder)) => Check::OnRung(ladder, rungs, false),
            (Test::BottomPercent(_), _) => Check::Bottom(self.cutoff(condition)),
            (Test::Member, Subject::Segment(segment)) => Check::Member(segment),
            _ => Check::Top(self.cutoff(condition)),
        });
        let direct = field.is_some_and(|field| {
            self.plan.node_of(condition.subject).is_none()
                && !self.placements.basis.answered.contains(&field)
        });
        Asked {
            condition,
            check,
            direct,
        }
    }

    pub(super) fn cutoff(&self, condition: &Condition) -> Option<Decimal> {
        let Subject::Field(field) = condition.subject else {
            return None;
        };
        let known = self.placements.basis.cutoffs.iter();
        known
            .filter(|(of, test, _)| *of == field && *test == condition.test)
            .find_map(|(_, _, cutoff)| *cutoff)
    }

    /// What conditions need to know of all contacts together, beside what is known already.
    pub(super) fn basis<'w>(&self, conditions: impl Iterator<Item = &'w Condition>) -> Basis {
        let known = &self.placements.basis;
        let mut basis = Basis::default();
        for condition in conditions {
            let Subject::Field(field) = condition.subject else {
                continue;
            };
            if is_yes_no(field) && !known.asked.contains(&field) && !basis.asked.contains(&field) {
                basis.asked.push(field);
                let range = (0..self.len()).into_par_iter();
                if range
                    .with_min_len(MIN_LEN)
                    .any(|contact| self.facts.fact(field, contact) != Fact::Unknown)
                {
                    basis.answered.push(field);
                }
            }
            let same = |(of, test, _): &(FieldId, Test, Option<Decimal>)| {
                *of == field && *test == condition.test
            };
            if takes_part(&condition.test)
                && !known.cutoffs.iter().any(same)
                && !basis.cutoffs.iter().any(same)
            {
                let cutoff = self.find_cutoff(field, &condition.test);
                basis.cutoffs.push((field, condition.test.clone(), cutoff));
            }
        }
        basis
    }

    /// The last value that is among the top (or bottom) ones of all that are known and above zero.
    fn find_cutoff(&self, field: FieldId, test: &Test) -> Option<Decimal> {
        let mut values: Vec<Decimal> = (0..self.len())
            .into_par_iter()
            .with_min_len(MIN_LEN)
            .filter_map(|contact| number_of(&self.fact(field, contact)))
            .filter(|value| *value > Decimal::ZERO)
            .collect();
        let last = values.len().checked_sub(1)?;
        let of_percent = |percent: &Decimal| {
            let share = Decimal::from(values.len()) * *percent / Decimal::ONE_HUNDRED;
            usize::try_from(share.ceil()).unwrap_or(usize::MAX)
        };
        let (count, descending) = match test {
            Test::TopPercent(percent) => (of_percent(percent), true),
            Test::BottomPercent(percent) => (of_percent(percent), false),
            Test::Top(count) => (*count as usize, true),
            _ => return None,
        };
        let at = count.checked_sub(1)?.min(last);
        let (_, cutoff, _) = if descending {
            values.select_nth_unstable_by(at, |a, b| b.cmp(a))
        } else {
            values.select_nth_unstable(at)
        };
        Some(*cutoff)
    }

    fn days_on_rung(&self, ladder: usize, contact: usize) -> Fact<'static> {
        let days = self.placements.ladders.get(ladder).and_then(|ladder| {
            if *ladder.rungs.get(contact)? == NOT_PLACED {
                return None;
            }
            let since = *ladder.since.get(contact)?;
            Some((self.today - since).get_days())
        });
        days.map_or(Fact::Unknown, |days| Fact::Number(Decimal::from(days)))
    }
}

impl Basis {
    pub(super) fn add(&mut self, more: Basis) {
        self.cutoffs.extend(more.cutoffs);
        self.answered.extend(more.answered);
        self.asked.extend(more.asked);
    }
}

/// Fewer contacts than this are not worth a second thread.
pub(super) const MIN_LEN: usize = 2048;

/// Conditions that can be asked of one contact after another.
pub struct Ready<'w> {
    sight: Sight<'w>,
    pub(super) all: Vec<Asked<'w>>,
    pub(super) any: Vec<Asked<'w>>,
    pub(super) none: Vec<Asked<'w>>,
}

/// One condition, ready to be asked.
pub(super) struct Asked<'w> {
    pub(super) condition: &'w Condition,
    check: Check<'w>,
    /// Whether facts can be taken without a look at scores and blanks.
    direct: bool,
}

impl Ready<'_> {
    /// Whether all of `all`, one of `any` and none of `none` hold for a contact.
    pub fn truth(&self, contact: usize) -> Truth {
        self.truth_with(contact, &mut self.memos())
    }

    /// A memo for each condition, for one thread that asks of many contacts.
    pub(super) fn memos(&self) -> Vec<Memo> {
        let count = self.all.len() + self.none.len() + self.any.len();
        (0..count).map(|_| Memo::default()).collect()
    }

    pub(super) fn truth_with(&self, contact: usize, memos: &mut [Memo]) -> Truth {
        let (for_all, rest) = memos.split_at_mut(self.all.len());
        let (for_none, for_any) = rest.split_at_mut(self.none.len());
        let mut truth = Truth::True;
        for (asked, memo) in self.all.iter().zip(for_all) {
            truth = truth.and(asked.truth(&self.sight, contact, memo));
            if truth == Truth::False {
                return truth;
            }
        }
        for (asked, memo) in self.none.iter().zip(for_none) {
            truth = truth.and(!asked.truth(&self.sight, contact, memo));
            if truth == Truth::False {
                return truth;
            }
        }
        if self.any.is_empty() {
            return truth;
        }
        let mut any = Truth::False;
        for (asked, memo) in self.any.iter().zip(for_any) {
            any = any.or(asked.truth(&self.sight, contact, memo));
            if any == Truth::True {
                break;
            }
        }
        truth.and(any)
    }
}

impl Asked<'_> {
    pub(super) fn truth(&self, sight: &Sight<'_>, contact: usize, memo: &mut Memo) -> Truth {
        match (&self.check, self.condition.subject) {
            (Check::OnRung(ladder, rungs, wanted), _) => {
                let Some(result) = sight.placements.ladders.get(*ladder) else {
                    return Truth::Unknown;
                };
                if result.lacks.is_some() {
                    return Truth::Unknown;
                }
                let rung = result.rungs.get(contact).copied().unwrap_or(NOT_PLACED);
                (rungs.contains(&usize::from(rung)) == *wanted).into()
            }
            (Check::Member(segment), _) => sight
                .placements
                .verdicts
                .get(*segment)
                .and_then(|verdicts| verdicts.get(contact))
                .copied()
                .unwrap_or_default(),
            (check, Subject::Field(field)) if self.direct => {
                check.of(&sight.facts.fact(field, contact), memo)
            }
            (check, Subject::Field(field)) => check.of(&sight.fact(field, contact), memo),
            (check, Subject::DaysOnRung(ladder)) => {
                check.of(&sight.days_on_rung(ladder, contact), memo)
            }
            _ => Truth::Unknown,
        }
    }

    /// The value that the condition is about.
    pub(super) fn fact<'s>(&self, sight: &Sight<'s>, contact: usize) -> Fact<'s> {
        match self.condition.subject {
            Subject::Field(field) => sight.fact(field, contact),
            Subject::DaysOnRung(ladder) => sight.days_on_rung(ladder, contact),
            _ => Fact::Unknown,
        }
    }

    /// The value from which or up to which contacts are among the top or bottom ones.
    pub(super) fn cutoff(&self) -> Option<Decimal> {
        match self.check {
            Check::Top(cutoff) | Check::Bottom(cutoff) => cutoff,
            _ => None,
        }
    }
}

impl Sight<'_> {
    /// Whether anything is known of a field.
    pub(super) fn knows(&self, field: FieldId, contact: usize) -> bool {
        is_known(&self.fact(field, contact))
    }
}

fn takes_part(test: &Test) -> bool {
    matches!(
        test,
        Test::TopPercent(_) | Test::Top(_) | Test::BottomPercent(_)
    )
}

fn is_yes_no(field: FieldId) -> bool {
    field
        .known()
        .is_some_and(|known| known.spec().kind == FieldType::YesNo)
}

fn recurs(field: FieldId) -> bool {
    [Field::Birthday, Field::SpouseBirthday, Field::Anniversary]
        .into_iter()
        .any(|known| field == known.into())
}

/// Cities and countries are known in every language: `city is Cairo` holds for `القاهرة`.
fn place_key(field: FieldId) -> Option<PlaceKey> {
    match field.known()? {
        Field::City => Some(city_key),
        Field::Country => Some(country_key),
        _ => None,
    }
}

/// Products and categories are names of the business's own and are compared whole; what people typed as a list is searched
/// for words; text for any piece.
fn parts(field: FieldId) -> Parts {
    if let Some(derived) = Derived::from_id(field) {
        return if derived.kind() == FieldType::List {
            Parts::Whole
        } else {
            Parts::Piece
        };
    }
    match field.known().map(|known| known.spec().kind) {
        Some(FieldType::List) => Parts::Words,
        _ => Parts::Piece,
    }
}
