//! The columns of a contact: the most useful first, then every field that occurs in the book, then derived ones.

mod figures;

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::model::{Derived, Fact, Facts, Field, FieldId, FieldType};

use super::tiers::{LadderView, ladders};
use super::{Value, View};

/// What a column of a contact shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Subject {
    /// The name to show.
    Name,
    /// tierbook's id.
    Id,
    /// The rung on a ladder (index among those shown).
    Rung(usize),
    /// The rung that people wrote themselves.
    Yours(usize),
    /// The day since which the contact stands there.
    Since(usize),
    /// Why it stands there.
    Why(usize),
    /// What is missing for the next rung.
    Next(usize),
    /// A field of the catalogue or of the trade.
    Field(FieldId),
    /// A derived field.
    Derived(Derived),
    /// A score of the plan.
    Score(usize),
    /// A field as rules know it, where that is more than its column holds.
    Fact(FieldId),
    /// Days since the rung of a ladder was reached.
    DaysOnRung(usize),
    /// The number to ring first.
    BestPhone,
    /// What was bought last.
    LastProducts,
    /// The course of the last twelve months, drawn from the columns of these.
    Trend,
    /// One of the last twelve months, from 0.
    Month(usize),
}

/// Everything that columns of contacts need, made once for all rows.
pub(in crate::output) struct People<'a> {
    pub(in crate::output) view: View<'a>,
    pub(in crate::output) ladders: Vec<LadderView<'a>>,
    fields: Vec<FieldId>,
}

/// Fields that stand right after the ladders, in this order.
const FIRST: [Field; 8] = [
    Field::OwnRung,
    Field::Company,
    Field::MobilePhone,
    Field::Phone,
    Field::WorkPhone,
    Field::Email,
    Field::DoNotContact,
    Field::City,
];

/// Derived fields that stand before the other fields of the catalogue.
const FIGURES: [Derived; 7] = [
    Derived::Customer,
    Derived::Spend,
    Derived::Spend12m,
    Derived::Orders,
    Derived::LastPurchase,
    Derived::DaysSinceContact,
    Derived::Completeness,
];

/// Derived fields that stand at the end.
const MORE_FIGURES: [Derived; 21] = [
    Derived::FirstPurchase,
    Derived::AverageOrder,
    Derived::LifetimeValue,
    Derived::RepeatProbability,
    Derived::ExpectedPurchases12m,
    Derived::ExpectedValue12m,
    Derived::UsualInterval,
    Derived::NextPurchaseExpected,
    Derived::FavouriteProduct,
    Derived::FavouriteBySpend,
    Derived::SameAgain,
    Derived::CrossSell,
    Derived::Products,
    Derived::Categories,
    Derived::Interactions90d,
    Derived::Replies90d,
    Derived::Referrals,
    Derived::ReferralRevenue,
    Derived::UnthankedReferrals,
    Derived::Age,
    Derived::DaysSinceVerified,
];

/// Fields on the sheets of rungs, beside [`FIRST`].
const BRIEF: [Field; 10] = [
    Field::Owner,
    Field::NextStep,
    Field::NextStepDate,
    Field::Needs,
    Field::WhyUs,
    Field::LeftBecause,
    Field::Plan,
    Field::PlanStart,
    Field::ReferredBy,
    Field::Notes,
];

/// Derived fields on the sheets of rungs, beside [`FIGURES`].
const BRIEF_FIGURES: [Derived; 9] = [
    Derived::LifetimeValue,
    Derived::RepeatProbability,
    Derived::ExpectedValue12m,
    Derived::NextPurchaseExpected,
    Derived::FavouriteProduct,
    Derived::CrossSell,
    Derived::Products,
    Derived::Referrals,
    Derived::UnthankedReferrals,
];

impl<'a> People<'a> {
    pub(in crate::output) fn new(view: View<'a>) -> People<'a> {
        let rows = view.outcome.contacts.rows();
        let fields = view
            .contact_fields()
            .filter(|field| rows.has(*field))
            .collect();
        People {
            ladders: ladders(&view),
            fields,
            view,
        }
    }

    /// The columns of all contacts.
    pub(in crate::output) fn columns(&self) -> Vec<Subject> {
        let mut columns = vec![Subject::Name];
        let mut yours: Vec<FieldId> = Vec::new();
        for (at, ladder) in self.ladders.iter().enumerate() {
            if !ladder.is_placed() {
                continue;
            }
            columns.push(Subject::Rung(at));
            if let Some(field) = ladder
                .result
                .yours
                .filter(|field| self.fields.contains(field))
            {
                columns.push(Subject::Yours(at));
                yours.push(field);
            }
        }
        let occurs = |field: &Field| self.fields.contains(&FieldId::from(*field));
        columns.extend(
            FIRST
                .iter()
                .filter(|field| occurs(field) && !yours.contains(&FieldId::from(**field)))
                .map(|field| Subject::Field((*field).into())),
        );
        columns.extend(self.derived(&FIGURES));
        columns.extend((0..self.view.outcome.placements.scores.len()).map(Subject::Score));
        // These derived dates take in people's own column, which would only repeat them.
        let mut skipped = vec![Field::Name, Field::Id];
        if self.is_known(Derived::DaysSinceContact) {
            skipped.push(Field::LastContact);
        }
        if self.is_known(Derived::DaysSinceVerified) {
            skipped.push(Field::VerifiedOn);
        }
        let skipped = skipped.into_iter().map(FieldId::from);
        let skipped: Vec<FieldId> = skipped.chain(yours).collect();
        for field in &self.fields {
            let column = Subject::Field(*field);
            if !skipped.contains(field) && !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns.extend(self.derived(&MORE_FIGURES));
        columns.push(Subject::Id);
        columns
    }

    /// The columns of a rung's sheet: what helps to act; everything else is on the sheet of all contacts.
    pub(in crate::output) fn brief(&self) -> Vec<Subject> {
        let all = self.columns();
        let wanted = |subject: &Subject| match subject {
            Subject::Field(field) => field
                .known()
                .is_some_and(|known| FIRST.contains(&known) || BRIEF.contains(&known)),
            Subject::Derived(derived) => {
                FIGURES.contains(derived) || BRIEF_FIGURES.contains(derived)
            }
            _ => true,
        };
        all.into_iter().filter(wanted).collect()
    }

    fn derived(&self, wanted: &'static [Derived]) -> impl Iterator<Item = Subject> {
        wanted
            .iter()
            .filter(|derived| self.is_known(**derived))
            .map(|derived| Subject::Derived(*derived))
    }

    /// Whether the book knows anything of a column.
    pub(in crate::output) fn knows(&self, subject: Subject) -> bool {
        let outcome = self.view.outcome;
        match subject {
            Subject::Field(field) => self.fields.contains(&field),
            Subject::Derived(derived) => self.is_known(derived),
            Subject::Rung(at) | Subject::DaysOnRung(at) => {
                self.ladder(at).is_some_and(LadderView::is_placed)
            }
            Subject::BestPhone => {
                let mut fields = self.fields.iter().filter_map(|field| field.known());
                fields.any(|field| Field::PHONES.contains(&field) && field != Field::Fax)
            }
            Subject::Trend | Subject::Month(_) => {
                let spend = outcome.profile.spend_12m.as_ref();
                let any = |all: &Vec<Decimal>| all.iter().any(|spend| !spend.is_zero());
                // LibreOffice 7.4 paints what is drawn on a right-to-left sheet over the column beside it.
                !self.view.lang.language.is_right_to_left()
                    && outcome.tables.purchases.is_some()
                    && spend.is_some_and(any)
            }
            Subject::LastProducts => {
                let purchases = outcome.tables.purchases.as_ref();
                purchases.is_some_and(|purchases| purchases.frame.has(Field::Product))
            }
            Subject::Fact(_) => {
                let mut contacts = 0..outcome.contacts.len();
                contacts.any(|contact| self.value(subject, contact) != Value::Empty)
            }
            _ => true,
        }
    }

    /// Whether any contact has a value.
    fn is_known(&self, derived: Derived) -> bool {
        let profile = &self.view.outcome.profile;
        match derived {
            Derived::Customer => profile.customer.iter().any(|customer| *customer),
            Derived::Spend => profile.spend.is_some(),
            Derived::Spend12m => profile.spend_12m.is_some(),
            Derived::Orders | Derived::AverageOrder => profile.orders.is_some(),
            Derived::Products => any_text(profile.products.as_deref()),
            Derived::Categories => any_text(profile.categories.as_deref()),
            Derived::Interactions90d => profile.interactions_90d.is_some(),
            Derived::Replies90d => profile.replies_90d.is_some(),
            Derived::ReferralRevenue => {
                let any = |all: &Vec<Decimal>| all.iter().any(|revenue| !revenue.is_zero());
                profile.referral_revenue.as_ref().is_some_and(any)
            }
            Derived::LifetimeValue => profile.lifetime_value.is_some(),
            Derived::RepeatProbability | Derived::ExpectedPurchases12m => {
                let repeat = profile.repeat.as_ref();
                repeat.is_some_and(|repeat| repeat.timing.is_ok())
            }
            Derived::ExpectedValue12m => {
                let repeat = profile.repeat.as_ref();
                repeat.is_some_and(|repeat| repeat.refusal().is_none())
            }
            Derived::UsualInterval
            | Derived::NextPurchaseExpected
            | Derived::FavouriteProduct
            | Derived::FavouriteBySpend
            | Derived::SameAgain
            | Derived::CrossSell => self.is_habit_known(derived),
            Derived::FirstPurchase => profile.first_purchase.iter().any(Option::is_some),
            Derived::LastPurchase => profile.last_purchase.iter().any(Option::is_some),
            Derived::DaysSinceContact => profile.last_contact.iter().any(Option::is_some),
            Derived::Referrals => profile.referrals.iter().any(|count| *count > 0),
            Derived::UnthankedReferrals => {
                profile.unthanked_referrals.iter().any(|count| *count > 0)
            }
            Derived::Age => profile.age.iter().any(Option::is_some),
            Derived::DaysSinceVerified => profile.verified_on.iter().any(Option::is_some),
            Derived::Completeness => !profile.completeness.is_empty(),
            Derived::HouseholdSpend
            | Derived::HouseholdSpend12m
            | Derived::CompanySpend
            | Derived::CompanySpend12m => {
                let contacts = self.view.outcome.contacts.len();
                (0..contacts).any(|contact| self.shared(derived, contact).is_some())
            }
            _ => false,
        }
    }

    /// What the contact's household or company spent.
    fn shared(&self, derived: Derived, contact: usize) -> Option<Decimal> {
        match self.view.outcome.facts().fact(derived.into(), contact) {
            Fact::Number(sum) => Some(sum),
            _ => None,
        }
    }

    fn is_habit_known(&self, derived: Derived) -> bool {
        let contacts = self.view.outcome.contacts.len();
        (0..contacts).any(|contact| self.habit(derived, contact).is_some())
    }

    fn habit(&self, derived: Derived, contact: usize) -> Option<Value<'_>> {
        let habits = self.view.outcome.profile.habits.as_ref()?;
        let list = |text: String| (!text.is_empty()).then(|| Value::text(text));
        match derived {
            Derived::UsualInterval => {
                let interval = habits.usual_interval(contact)?;
                Some(Value::decimal(interval.days()))
            }
            Derived::NextPurchaseExpected => {
                habits.next_purchase_expected(contact).map(Value::Date)
            }
            Derived::FavouriteProduct => habits.favourite(contact).map(Value::text),
            Derived::FavouriteBySpend => habits.favourite_by_spend(contact).map(Value::text),
            Derived::SameAgain => list(habits.same_again_names(contact)),
            Derived::CrossSell => list(habits.offer_names(contact)),
            _ => None,
        }
    }

    /// The header of a column.
    pub(in crate::output) fn header(&self, subject: Subject) -> String {
        let view = &self.view;
        match subject {
            Subject::Name => view.lang.field("name").to_owned(),
            Subject::Id => view.lang.field("id").to_owned(),
            Subject::Rung(at) => self.ladder(at).map_or(String::new(), |l| l.label.clone()),
            Subject::Yours(at) => {
                let label = self.ladder(at).map_or("", |ladder| ladder.label.as_str());
                view.lang.fill("out.yours", &[("ladder", label)])
            }
            Subject::Since(_) => view.word("out.column.since"),
            Subject::Why(_) => view.word("out.column.why"),
            Subject::Next(_) => view.word("out.column.next-rung"),
            Subject::Field(field) => view.label(field),
            Subject::Derived(Derived::DaysSinceContact) => {
                view.lang.field("last-contact").to_owned()
            }
            Subject::Derived(Derived::DaysSinceVerified) => {
                view.lang.field("verified-on").to_owned()
            }
            Subject::Derived(derived) => view.lang.field(derived.name()).to_owned(),
            Subject::Score(at) => {
                let score = view.outcome.plan.scores.get(at);
                let name = score.map_or("", |score| score.name.as_str());
                let label = view.lang.find(&format!("out.score.{name}"));
                label.unwrap_or(name).to_owned()
            }
            Subject::Fact(field) => match Derived::from_id(field) {
                Some(derived) => view.lang.field(derived.name()).to_owned(),
                None => view.label(field),
            },
            Subject::DaysOnRung(at) => {
                let label = self.ladder(at).map_or("", |ladder| ladder.label.as_str());
                view.lang.fill("out.days-on-rung", &[("ladder", label)])
            }
            Subject::BestPhone => view.word("out.column.phone"),
            Subject::LastProducts => view.word("out.column.last-product"),
            Subject::Trend => view.word("out.period.last-12-months"),
            Subject::Month(at) => {
                let bounds = super::trend::bounds(view.outcome.today);
                bounds
                    .get(at + 1)
                    .map_or(String::new(), |day| view.date_word(*day))
            }
        }
    }

    /// What the values of a column are.
    pub(in crate::output) fn kind(subject: Subject) -> Option<FieldType> {
        match subject {
            Subject::Field(field) => field.known().map(|known| known.spec().kind),
            Subject::Derived(Derived::DaysSinceContact | Derived::DaysSinceVerified)
            | Subject::Since(_) => Some(FieldType::Date),
            Subject::Derived(derived) => Some(derived.kind()),
            Subject::Score(_) | Subject::DaysOnRung(_) => Some(FieldType::Number),
            Subject::Month(_) => Some(FieldType::Money),
            Subject::Fact(field) => {
                let derived = Derived::from_id(field).map(Derived::kind);
                derived.or_else(|| field.known().map(|known| known.spec().kind))
            }
            Subject::BestPhone => Some(FieldType::Phones),
            _ => None,
        }
    }

    fn ladder(&self, at: usize) -> Option<&LadderView<'a>> {
        self.ladders.get(at)
    }

    /// The cell of a contact.
    pub(in crate::output) fn value(&self, subject: Subject, contact: usize) -> Value<'_> {
        let contacts = &self.view.outcome.contacts;
        match subject {
            Subject::Name => Value::text(contacts.name(contact)),
            Subject::Id => Value::text(contacts.id(contact).to_string()),
            Subject::Rung(at) => self.rung(at, contact),
            Subject::Yours(at) => self
                .ladder(at)
                .and_then(|ladder| contacts.display(ladder.result.yours?, contact))
                .map_or(Value::Empty, Value::text),
            Subject::Since(at) => self
                .ladder(at)
                .and_then(|ladder| ladder.result.since.get(contact))
                .map_or(Value::Empty, |since| Value::Date(*since)),
            Subject::Why(at) => self.ladder(at).map_or(Value::Empty, |ladder| {
                let why = (self.view.why)(ladder.index, contact);
                Value::text(self.view.sentence(&why).into_owned())
            }),
            Subject::Next(at) => {
                let ladder = self.ladder(at);
                let next = ladder.and_then(|ladder| (self.view.next)(ladder.index, contact));
                next.map_or(Value::Empty, |next| {
                    Value::text(self.view.sentence(&next).into_owned())
                })
            }
            Subject::Field(field) => self.field(field, contact),
            Subject::Derived(derived) => self.figure(derived, contact),
            Subject::Score(at) => {
                let score = self.view.outcome.placements.scores.get(at);
                score
                    .and_then(|score| score.totals.get(contact))
                    .map_or(Value::Empty, |total| Value::Number(f64::from(*total)))
            }
            Subject::Fact(field) => self.fact(field, contact),
            Subject::DaysOnRung(at) => {
                let since = self
                    .ladder(at)
                    .filter(|ladder| ladder.rung(contact).is_some())
                    .and_then(|ladder| ladder.result.since.get(contact));
                let days = since.and_then(|since| self.view.outcome.today.since(*since).ok());
                days.map_or(Value::Empty, |days| {
                    Value::Number(f64::from(days.get_days()))
                })
            }
            Subject::BestPhone => self.best_phone(contact),
            Subject::LastProducts => self
                .view
                .last_products(contact)
                .map_or(Value::Empty, Value::text),
            Subject::Trend => Value::Empty,
            Subject::Month(at) => self
                .view
                .trend(contact)
                .and_then(|trend| trend.get(at).copied())
                .map_or(Value::Empty, Value::Number),
        }
    }

    /// A field as rules know it.
    fn fact(&self, field: FieldId, contact: usize) -> Value<'_> {
        match self.view.outcome.facts().fact(field, contact) {
            Fact::Unknown => Value::Empty,
            Fact::Text(text) => Value::text(text.into_owned()),
            Fact::Number(number) => Value::decimal(number),
            Fact::Date(date) => Value::date(date),
            Fact::YesNo(flag) => Value::Text(self.view.yes_no(flag)),
        }
    }

    /// The rung of a contact; where nothing is known of it, that.
    fn rung(&self, at: usize, contact: usize) -> Value<'_> {
        let Some(ladder) = self.ladder(at) else {
            return Value::Empty;
        };
        if ladder.is_without_data(contact) {
            return Value::text(self.view.lang.get("out.no-data"));
        }
        let rung = ladder.rung(contact).and_then(|at| ladder.rungs.get(at));
        rung.map_or(Value::Empty, |rung| Value::text(rung.label.as_str()))
    }

    /// A field of a contact, over all its rows.
    pub(in crate::output) fn field(&self, field: FieldId, contact: usize) -> Value<'_> {
        let contacts = &self.view.outcome.contacts;
        match field.known().map(|known| known.spec().kind) {
            Some(FieldType::Date) => contacts
                .date(field, contact)
                .map_or(Value::Empty, Value::date),
            Some(FieldType::Number | FieldType::Money) => {
                let number = contacts.number(field, contact);
                number.map_or(Value::Empty, Value::decimal)
            }
            Some(FieldType::YesNo) => {
                let flag = contacts.yes_no(field, contact);
                flag.map_or(Value::Empty, |flag| Value::Text(self.view.yes_no(flag)))
            }
            Some(FieldType::Phones) => self.phones(field, contact),
            Some(FieldType::Emails) => match contacts.emails(contact).as_slice() {
                [] => Value::Empty,
                [one] => Value::Email(Cow::Borrowed(one), Cow::Borrowed(one)),
                [first, ..] => Value::Email(
                    Cow::Borrowed(first),
                    contacts.display(field, contact).unwrap_or_default(),
                ),
            },
            // A column of the trade may hold anything; what it holds is shown by its own type.
            None => contacts
                .date(field, contact)
                .map(Value::date)
                .or_else(|| contacts.number(field, contact).map(Value::decimal))
                .or_else(|| contacts.display(field, contact).map(Value::text))
                .unwrap_or(Value::Empty),
            Some(_) => contacts
                .text(field, contact)
                .map_or(Value::Empty, Value::text),
        }
    }

    fn phones(&self, field: FieldId, contact: usize) -> Value<'_> {
        let contacts = &self.view.outcome.contacts;
        let Some(shown) = contacts.display(field, contact) else {
            return Value::Empty;
        };
        let members = contacts.members(contact);
        let of_row = |row: &u32| contacts.rows().phones(field, *row as usize).first();
        match members.iter().find_map(of_row) {
            Some(first) if first.number != 0 => Value::Phone(first.number, first.extension, shown),
            _ => Value::text(shown),
        }
    }

    /// The number to ring first.
    pub(in crate::output) fn best_phone(&self, contact: usize) -> Value<'_> {
        let reach = Field::PHONES.iter().filter(|field| **field != Field::Fax);
        reach
            .map(|field| self.phones((*field).into(), contact))
            .find(|value| *value != Value::Empty)
            .unwrap_or(Value::Empty)
    }

    /// The latest contact with a contact.
    pub(in crate::output) fn last_contact(&self, contact: usize) -> Value<'_> {
        self.figure(Derived::DaysSinceContact, contact)
    }
}

fn any_text(all: Option<&[Box<str>]>) -> bool {
    all.is_some_and(|all| all.iter().any(|text| !text.is_empty()))
}
