//! Who stands on the sheet of a rung or a segment in which order, and which columns its readers need.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;
use rust_decimal::Decimal;

use crate::config::condition::{Subject as Asked, When};
use crate::config::{Ladder, SheetColumn};
use crate::model::{Derived, Field, FieldId};
use crate::text::fold;

use super::people::{People, Subject};

/// What a sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Axis {
    /// What they spend.
    Value,
    /// How likely they are to buy.
    Level,
    /// What was seen of them lately.
    Temperature,
    /// Of whom nothing was seen for long.
    Lost,
    /// Named by people.
    Vip,
    /// A ladder of the book's own, or a segment.
    Own,
}

/// By what rows are sorted, descending. Who has none comes last; equal ones stand by name, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Measure {
    /// A derived field of money or dates.
    Figure(Derived),
    /// A score of the plan.
    Score(usize),
    /// Nothing: by name.
    Name,
}

/// Columns of an axis, after name, why and since. What the book knows nothing of is left out.
fn standard(axis: Axis) -> &'static [Subject] {
    use Derived::{
        AverageOrder, CrossSell, DaysSinceContact, ExpectedValue12m, FavouriteProduct,
        Interactions90d, LastPurchase, LifetimeValue, NextPurchaseExpected, Orders,
        ReferralRevenue, Referrals, RepeatProbability, Replies90d, SameAgain, Spend, Spend12m,
        UnthankedReferrals,
    };
    use Subject::{BestPhone, LastProducts};
    const fn own(field: Field) -> Subject {
        Subject::Field(FieldId(field as u16))
    }
    const fn seen(field: Field) -> Subject {
        Subject::Fact(FieldId(field as u16))
    }
    const fn worked_out(derived: Derived) -> Subject {
        Subject::Derived(derived)
    }
    match axis {
        Axis::Value => {
            const {
                &[
                    worked_out(Spend12m),
                    worked_out(Spend),
                    worked_out(Orders),
                    worked_out(AverageOrder),
                    worked_out(LastPurchase),
                    BestPhone,
                    own(Field::Email),
                    own(Field::Company),
                    worked_out(ExpectedValue12m),
                    worked_out(RepeatProbability),
                    worked_out(NextPurchaseExpected),
                    worked_out(FavouriteProduct),
                    worked_out(CrossSell),
                    worked_out(Referrals),
                    worked_out(ReferralRevenue),
                    worked_out(UnthankedReferrals),
                    own(Field::WhyUs),
                    own(Field::Owner),
                    own(Field::NextStep),
                    own(Field::NextStepDate),
                ]
            }
        }
        Axis::Level => {
            const {
                &[
                    own(Field::Role),
                    seen(Field::Needs),
                    own(Field::Budget),
                    worked_out(Replies90d),
                    worked_out(DaysSinceContact),
                    BestPhone,
                    own(Field::Email),
                    own(Field::Company),
                    own(Field::JobTitle),
                    own(Field::Employees),
                    own(Field::Source),
                    own(Field::ReferredBy),
                    worked_out(Spend12m),
                    worked_out(LastPurchase),
                    worked_out(CrossSell),
                    own(Field::Owner),
                    own(Field::NextStep),
                    own(Field::NextStepDate),
                ]
            }
        }
        Axis::Temperature => {
            const {
                &[
                    worked_out(DaysSinceContact),
                    worked_out(Interactions90d),
                    worked_out(Replies90d),
                    own(Field::NextStep),
                    own(Field::NextStepDate),
                    BestPhone,
                    own(Field::Email),
                    own(Field::Company),
                    seen(Field::Needs),
                    worked_out(LastPurchase),
                    worked_out(NextPurchaseExpected),
                    worked_out(SameAgain),
                    worked_out(Spend12m),
                    own(Field::Owner),
                    own(Field::Notes),
                ]
            }
        }
        Axis::Lost => {
            const {
                &[
                    worked_out(Spend),
                    own(Field::LeftBecause),
                    worked_out(LastPurchase),
                    LastProducts,
                    worked_out(FavouriteProduct),
                    worked_out(Orders),
                    worked_out(DaysSinceContact),
                    BestPhone,
                    own(Field::Email),
                    own(Field::Company),
                    worked_out(LifetimeValue),
                    worked_out(RepeatProbability),
                    worked_out(Referrals),
                    own(Field::WhyUs),
                    own(Field::Owner),
                    own(Field::NextStep),
                    own(Field::NextStepDate),
                    own(Field::Notes),
                ]
            }
        }
        Axis::Vip => {
            const {
                &[
                    own(Field::Plan),
                    own(Field::PlanStart),
                    worked_out(DaysSinceContact),
                    own(Field::NextStep),
                    own(Field::NextStepDate),
                    BestPhone,
                    own(Field::Email),
                    own(Field::Company),
                    own(Field::Birthday),
                    own(Field::Spouse),
                    own(Field::SpouseBirthday),
                    own(Field::Children),
                    own(Field::Anniversary),
                    own(Field::Hobbies),
                    own(Field::SpecialNeeds),
                    worked_out(Spend12m),
                    worked_out(FavouriteProduct),
                    worked_out(Referrals),
                    worked_out(UnthankedReferrals),
                    own(Field::WhyUs),
                    own(Field::Owner),
                    own(Field::Notes),
                ]
            }
        }
        Axis::Own => &[],
    }
}

impl People<'_> {
    /// The axis of a rung: ladders and the rung *Lost* are known by the names of the defaults, in English or in the language of
    /// the outputs.
    pub(in crate::output) fn axis(&self, ladder: &Ladder, rung: &str) -> Axis {
        let lang = self.view.lang;
        let is = |text: &str, word: &str, key: &str| {
            let typed = fold(text);
            typed == fold(word) || lang.find(key).is_some_and(|own| typed == fold(own))
        };
        let defaults = [
            ("value", Axis::Value),
            ("level", Axis::Level),
            ("temperature", Axis::Temperature),
            ("vip", Axis::Vip),
        ];
        let of_name =
            |(name, _): &&(&str, Axis)| is(&ladder.name, name, &format!("out.ladder.{name}"));
        match defaults.iter().find(of_name) {
            Some((_, Axis::Temperature)) if is(rung, "Lost", "out.rung.temperature.Lost") => {
                Axis::Lost
            }
            Some((_, axis)) => *axis,
            None => Axis::Own,
        }
    }

    /// By what the rows of a rung are sorted.
    pub(in crate::output) fn measure(&self, axis: Axis, ladder: &Ladder) -> Measure {
        let money = |wanted: [Derived; 2]| {
            let known = wanted
                .into_iter()
                .find(|derived| self.knows(Subject::Derived(*derived)));
            known.map_or(Measure::Name, Measure::Figure)
        };
        let by_score = || {
            let conditions = ladder.rungs.iter().flat_map(|rung| rung.when.conditions());
            let asked = conditions.filter_map(|condition| match condition.subject {
                Asked::Field(field) => self.score_of(field),
                _ => None,
            });
            asked.map(Measure::Score).next()
        };
        match axis {
            Axis::Value | Axis::Vip => money([Derived::Spend12m, Derived::Spend]),
            Axis::Level => by_score().unwrap_or_else(|| money([Derived::Spend, Derived::Spend12m])),
            Axis::Temperature if self.knows(Subject::Derived(Derived::DaysSinceContact)) => {
                Measure::Figure(Derived::DaysSinceContact)
            }
            Axis::Temperature | Axis::Lost | Axis::Own => {
                money([Derived::Spend, Derived::Spend12m])
            }
        }
    }

    /// By what all contacts are sorted where no axis says otherwise.
    pub(in crate::output) fn importance(&self) -> Measure {
        match self.view.outcome.profile.spend {
            Some(_) => Measure::Figure(Derived::Spend),
            None => Measure::Name,
        }
    }

    /// The order in words.
    pub(in crate::output) fn sorted_by(&self, measure: Measure) -> String {
        let (key, subject) = match measure {
            Measure::Name => return self.view.word("out.sorted.by-name"),
            Measure::Score(at) => ("out.sorted.highest", Subject::Score(at)),
            Measure::Figure(Derived::DaysSinceContact) => (
                "out.sorted.latest",
                Subject::Derived(Derived::DaysSinceContact),
            ),
            Measure::Figure(derived) => ("out.sorted.highest", Subject::Derived(derived)),
        };
        let column = self.header(subject);
        self.view.lang.fill(key, &[("column", &column)])
    }

    /// Puts contacts that stand by name into the order of a measure; those who asked not to be contacted stay at the foot.
    pub(in crate::output) fn sort(&self, contacts: &mut [u32], measure: Measure) {
        if measure == Measure::Name {
            return;
        }
        let known = &self.view.outcome.contacts;
        let mut keyed: Vec<(bool, Option<Decimal>, u32)> = contacts
            .iter()
            .map(|contact| {
                let at = *contact as usize;
                (known.is_silent(at), self.measured(measure, at), *contact)
            })
            .collect();
        keyed.par_sort_by(|a, b| match a.0.cmp(&b.0) {
            Ordering::Equal => b.1.cmp(&a.1),
            other => other,
        });
        for (slot, (_, _, contact)) in contacts.iter_mut().zip(keyed) {
            *slot = contact;
        }
    }

    fn measured(&self, measure: Measure, contact: usize) -> Option<Decimal> {
        let profile = &self.view.outcome.profile;
        match measure {
            Measure::Figure(Derived::Spend) => profile.spend.as_ref()?.get(contact).copied(),
            Measure::Figure(Derived::Spend12m) => profile.spend_12m.as_ref()?.get(contact).copied(),
            Measure::Figure(Derived::DaysSinceContact) => {
                let day = profile.last_contact.get(contact).copied().flatten()?;
                let days = self.view.outcome.today.since(day).ok()?.get_days();
                Some(-Decimal::from(days))
            }
            Measure::Score(at) => {
                let score = self.view.outcome.placements.scores.get(at)?;
                score.totals.get(contact).copied().map(Decimal::from)
            }
            _ => None,
        }
    }

    /// The columns of a rung's sheet: name, why and since when, and what its readers need or rules ask for.
    pub(in crate::output) fn rung_columns(
        &self,
        place: (usize, usize),
        contacts: &[u32],
    ) -> Vec<Subject> {
        let (at, rung) = place;
        let mut first = vec![Subject::Name, Subject::Why(at), Subject::Since(at)];
        if rung > 0 {
            first.insert(2, Subject::Next(at));
        }
        // Their own rung stands beside ours, whatever else is wanted.
        if self.has_yours(at) {
            first.push(Subject::Yours(at));
        }
        let Some(ladder) = self.view.outcome.plan.ladders.get(at) else {
            return first;
        };
        let Some(rung) = ladder.rungs.get(rung) else {
            return first;
        };
        let asked = [&rung.columns, &ladder.columns];
        if let Some(asked) = asked.into_iter().find(|columns| !columns.is_empty()) {
            return self.complete(&first, &self.asked(asked), contacts);
        }
        let axis = self.axis(ladder, &rung.name);
        let mut wanted = Vec::new();
        if let Measure::Score(score) = self.measure(axis, ladder) {
            wanted.push(Subject::Score(score));
        }
        if axis == Axis::Own {
            let whens = ladder.rungs.iter().map(|rung| &rung.when);
            wanted.extend(self.asked_about(whens));
            wanted.extend(self.brief());
        } else {
            wanted.extend(standard(axis));
            wanted.extend((0..self.ladders.len()).map(Subject::Rung));
        }
        wanted
            .retain(|subject| *subject != Subject::Rung(at) && self.is_filled(*subject, contacts));
        self.complete(&first, &wanted, contacts)
    }

    /// Whether a column of people's own rungs stands beside a ladder.
    fn has_yours(&self, at: usize) -> bool {
        let yours = self.ladders.get(at).and_then(|ladder| ladder.result.yours);
        yours.is_some_and(|field| self.view.outcome.contacts.rows().has(field))
    }

    /// The columns of a segment's sheet.
    pub(in crate::output) fn segment_columns(&self, at: usize, contacts: &[u32]) -> Vec<Subject> {
        let first = [Subject::Name];
        let Some(segment) = self.view.outcome.plan.segments.get(at) else {
            return first.to_vec();
        };
        if !segment.columns.is_empty() {
            return self.complete(&first, &self.asked(&segment.columns), contacts);
        }
        let mut wanted = self.asked_about(std::iter::once(&segment.when));
        wanted.extend(self.brief());
        wanted.retain(|subject| self.is_filled(*subject, contacts));
        self.complete(&first, &wanted, contacts)
    }

    /// Each column once; beside the spend of 12 months its course; at the end who asked not to be contacted, where somebody did,
    /// and the id.
    fn complete(&self, first: &[Subject], wanted: &[Subject], contacts: &[u32]) -> Vec<Subject> {
        let mut columns = first.to_vec();
        let silent = Subject::Field(Field::DoNotContact.into());
        for subject in wanted {
            let is_last = [Subject::Id, silent].contains(subject);
            if is_last || columns.contains(subject) || !self.knows(*subject) {
                continue;
            }
            columns.push(*subject);
            if *subject == Subject::Derived(Derived::Spend12m) && self.knows(Subject::Trend) {
                columns.push(Subject::Trend);
            }
        }
        let known = &self.view.outcome.contacts;
        if contacts
            .iter()
            .any(|contact| known.is_silent(*contact as usize))
        {
            columns.push(silent);
        }
        columns.push(Subject::Id);
        columns
    }

    /// Whether anybody on a sheet has a value.
    fn is_filled(&self, subject: Subject, contacts: &[u32]) -> bool {
        let mut all = contacts.iter();
        self.knows(subject)
            && all.any(|contact| self.value(subject, *contact as usize) != super::Value::Empty)
    }

    /// What columns that rules ask for show.
    fn asked(&self, columns: &[SheetColumn]) -> Vec<Subject> {
        columns.iter().map(|column| self.shown(*column)).collect()
    }

    /// The fields that conditions ask about.
    fn asked_about<'w>(&self, whens: impl Iterator<Item = &'w When>) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for condition in whens.flat_map(When::conditions) {
            let column = match condition.subject {
                Asked::Field(field) => SheetColumn::Field(field),
                Asked::Ladder(ladder) => SheetColumn::Rung(ladder),
                Asked::DaysOnRung(ladder) => SheetColumn::DaysOnRung(ladder),
                _ => continue,
            };
            let subject = self.shown(column);
            // A list of all that was bought is long, and says less than the name of the segment.
            let is_list = [Derived::Products, Derived::Categories]
                .map(Subject::Derived)
                .contains(&subject);
            if !is_list && !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        subjects
    }

    /// What a column of the rules shows: *phone* is the number to ring first, days since the last contact are its date.
    fn shown(&self, column: SheetColumn) -> Subject {
        let field = match column {
            SheetColumn::Rung(ladder) => return Subject::Rung(ladder),
            SheetColumn::DaysOnRung(ladder) => return Subject::DaysOnRung(ladder),
            SheetColumn::Field(field) => field,
        };
        if let Some(score) = self.score_of(field) {
            return Subject::Score(score);
        }
        if let Some(derived) = Derived::from_id(field) {
            return match derived {
                Derived::SpendMonth
                | Derived::Orders12m
                | Derived::OpenNextStep
                | Derived::DaysKnown
                | Derived::RecencyScore
                | Derived::FrequencyScore
                | Derived::MonetaryScore => Subject::Fact(field),
                derived => Subject::Derived(derived),
            };
        }
        match field.known() {
            Some(Field::Name) => Subject::Name,
            Some(Field::Id) => Subject::Id,
            Some(Field::Phone) => Subject::BestPhone,
            Some(Field::LastContact) => Subject::Derived(Derived::DaysSinceContact),
            Some(Field::VerifiedOn) => Subject::Derived(Derived::DaysSinceVerified),
            Some(Field::Needs | Field::AddedOn) => Subject::Fact(field),
            _ => Subject::Field(field),
        }
    }

    fn score_of(&self, field: FieldId) -> Option<usize> {
        let scores = &self.view.outcome.plan.scores;
        scores.iter().position(|score| score.field == field)
    }
}
