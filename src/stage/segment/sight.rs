//! What conditions see of the contacts: fields, and what this run has placed so far. Conditions are made ready once and then
//! asked for many contacts.

use jiff::civil::Date;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rust_decimal::Decimal;

use super::check::{Check, Kind, Parts, PlaceKey, number_of};
use super::purchases::Bought;
use super::question::{Of, Question, days_to};
use super::ready::{Asked, Ready};
use super::{NOT_PLACED, Placements};
use crate::config::condition::{Condition, Subject, Test, When};
use crate::config::{Node, Plan};
use crate::model::{Derived, Fact, Facts, Field, FieldId, FieldType, Relatives};
use crate::text::country::country_key;
use crate::text::places::city_key;

/// What conditions take from all contacts together, worked out once.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    /// The value from which (or up to which) a contact is among the top or bottom ones.
    cutoffs: Vec<(Subject, Test, Option<Decimal>)>,
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

    pub(super) fn today(&self) -> Date {
        self.today
    }

    pub(super) fn facts(&self) -> &'a dyn Facts {
        self.facts
    }

    pub(super) fn placements(&self) -> &'a Placements {
        self.placements
    }

    pub(super) fn relatives(&self) -> Option<&'a Relatives> {
        self.facts.relatives()
    }

    /// The relatives of a contact; none where no household is known.
    pub(super) fn relatives_of(&self, contact: usize) -> impl Iterator<Item = usize> + use<'a> {
        let relatives = self.relatives();
        relatives.into_iter().flat_map(move |all| all.of(contact))
    }

    /// A value as conditions see it: scores are fields, and a blank yes/no means no where anybody filled in the field.
    pub fn fact(&self, field: FieldId, contact: usize) -> Fact<'a> {
        if let Some(Node::Score(score)) = self.plan.node_of(&Subject::Field(field)) {
            return self.points(score, contact);
        }
        match self.facts.fact(field, contact) {
            Fact::Unknown if self.placements.basis.answered.contains(&field) => Fact::YesNo(false),
            fact => fact,
        }
    }

    /// The points of a score; unknown for a contact of whom nothing is known that it asks about.
    pub(super) fn points(&self, score: usize, contact: usize) -> Fact<'static> {
        let result = self.placements.scores.get(score);
        result
            .filter(|result| result.known.get(contact) == Some(&true))
            .and_then(|result| result.totals.get(contact))
            .map_or(Fact::Unknown, |total| Fact::Number(Decimal::from(*total)))
    }

    /// The sum over a contact's relatives: zero for one who has none, unknown where nothing is known of any of them.
    pub(super) fn of_relatives(&self, field: FieldId, contact: usize) -> Fact<'a> {
        let Some(relatives) = self.relatives() else {
            return Fact::Unknown;
        };
        let mut sum = Decimal::ZERO;
        let (mut any, mut known) = (false, false);
        for relative in relatives.of(contact) {
            any = true;
            if let Some(number) = number_of(&self.fact(field, relative)) {
                known = true;
                sum = sum.saturating_add(number);
            }
        }
        if any && !known {
            return Fact::Unknown;
        }
        Fact::Number(sum)
    }

    pub(super) fn days_on_rung(&self, ladder: usize, contact: usize) -> Fact<'static> {
        let days = self.placements.ladders.get(ladder).and_then(|ladder| {
            if *ladder.rungs.get(contact)? == NOT_PLACED {
                return None;
            }
            Some(days_to(*ladder.since.get(contact)?, self.today))
        });
        days.map_or(Fact::Unknown, Fact::Number)
    }

    /// Makes conditions ready to be asked.
    pub fn ready<'w>(&self, when: &'w When) -> Ready<'w>
    where
        'a: 'w,
    {
        let all = |conditions: &'w [Condition]| {
            let asked = |condition: &'w Condition| Asked {
                condition,
                question: self.question(condition),
            };
            conditions.iter().map(asked).collect()
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

    fn question<'w>(&self, condition: &'w Condition) -> Question<'w>
    where
        'a: 'w,
    {
        Question {
            of: self.of(condition),
            check: self.check(condition),
        }
    }

    fn of<'w>(&self, condition: &'w Condition) -> Of<'w>
    where
        'a: 'w,
    {
        match (&condition.subject, &condition.test) {
            (Subject::Ladder(ladder), Test::OffRung(rungs)) => Of::Rung(*ladder, rungs, false),
            (Subject::Ladder(ladder), Test::OnRung(rungs)) => Of::Rung(*ladder, rungs, true),
            (Subject::Ladder(ladder), _) => Of::Rung(*ladder, &[], true),
            (Subject::Segment(segment), test) => Of::Segment(*segment, *test == Test::Member(true)),
            (Subject::AnyRelative(inner), test) => {
                let wanted = *test == Test::YesNo(true);
                Of::AnyRelative(Box::new(self.question(inner)), wanted)
            }
            (Subject::Field(field), _) => self.of_field(*field),
            (Subject::DaysOnRung(ladder), _) => Of::DaysOnRung(*ladder),
            (Subject::Purchases(figure, purchases), _) => {
                let bought = Bought::new(purchases, self.facts.sales(), self.today);
                Of::Purchases(*figure, bought)
            }
            (Subject::HasRelatives, _) => Of::HasRelatives,
            (Subject::OfRelatives(field), _) => Of::Family(*field),
        }
    }

    fn of_field(&self, field: FieldId) -> Of<'static> {
        match self.plan.node_of(&Subject::Field(field)) {
            Some(Node::Score(score)) => Of::Score(score),
            _ if self.placements.basis.answered.contains(&field) => Of::Answered(field),
            _ => Of::Field(field),
        }
    }

    fn check<'w>(&self, condition: &'w Condition) -> Check<'w> {
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
        plain.unwrap_or_else(|| match &condition.test {
            Test::BottomPercent(_) => Check::Bottom(self.cutoff(condition)),
            _ => Check::Top(self.cutoff(condition)),
        })
    }

    /// Whether there is a value of a field.
    pub(super) fn known(&self, field: FieldId) -> Question<'static> {
        Question {
            of: self.of_field(field),
            check: Check::Known(true),
        }
    }

    /// The value from which, or up to which, a condition on the top or bottom ones holds.
    pub(super) fn cutoff(&self, condition: &Condition) -> Option<Decimal> {
        let known = self.placements.basis.cutoffs.iter();
        known
            .filter(|(of, test, _)| *of == condition.subject && *test == condition.test)
            .find_map(|(_, _, cutoff)| *cutoff)
    }

    /// What conditions need to know of all contacts together, beside what is known already.
    pub(super) fn basis<'w>(&self, conditions: impl Iterator<Item = &'w Condition>) -> Basis {
        let known = &self.placements.basis;
        let mut basis = Basis::default();
        for condition in conditions.map(Condition::innermost) {
            if let Subject::Field(field) = condition.subject
                && is_yes_no(field)
                && !known.asked.contains(&field)
                && !basis.asked.contains(&field)
            {
                basis.asked.push(field);
                let range = (0..self.len()).into_par_iter();
                if range
                    .with_min_len(MIN_LEN)
                    .any(|contact| self.facts.fact(field, contact) != Fact::Unknown)
                {
                    basis.answered.push(field);
                }
            }
            let same = |(of, test, _): &(Subject, Test, Option<Decimal>)| {
                *of == condition.subject && *test == condition.test
            };
            if takes_part(&condition.test)
                && !known.cutoffs.iter().any(same)
                && !basis.cutoffs.iter().any(same)
            {
                let cutoff = self.find_cutoff(condition);
                let key = (condition.subject.clone(), condition.test.clone());
                basis.cutoffs.push((key.0, key.1, cutoff));
            }
        }
        basis
    }

    /// The last value that is among the top (or bottom) ones of all that are known and above zero.
    fn find_cutoff(&self, condition: &Condition) -> Option<Decimal> {
        let of = Question {
            of: self.of(condition),
            check: Check::Known(true),
        };
        let mut values: Vec<Decimal> = (0..self.len())
            .into_par_iter()
            .with_min_len(MIN_LEN)
            .filter_map(|contact| number_of(&of.fact(self, contact)))
            .filter(|value| *value > Decimal::ZERO)
            .collect();
        let last = values.len().checked_sub(1)?;
        let of_percent = |percent: &Decimal| {
            let share = Decimal::from(values.len()) * *percent / Decimal::ONE_HUNDRED;
            usize::try_from(share.ceil()).unwrap_or(usize::MAX)
        };
        let (count, floor, descending) = match &condition.test {
            Test::TopPercent(percent, floor) => (of_percent(percent), *floor, true),
            Test::BottomPercent(percent) => (of_percent(percent), None, false),
            Test::Top(count, floor) => (*count as usize, *floor, true),
            _ => return None,
        };
        let at = count.checked_sub(1)?.min(last);
        let (_, cutoff, _) = if descending {
            values.select_nth_unstable_by(at, |a, b| b.cmp(a))
        } else {
            values.select_nth_unstable(at)
        };
        Some(floor.map_or(*cutoff, |floor| floor.max(*cutoff)))
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

fn takes_part(test: &Test) -> bool {
    matches!(
        test,
        Test::TopPercent(..) | Test::Top(..) | Test::BottomPercent(_)
    )
}

pub(super) fn is_yes_no(field: FieldId) -> bool {
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
