//! Everything known of every contact, as conditions see it.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::circles::{Circles, Sums};
use super::habits::{Habits, Interval};
use super::repeat::Repeat;
use super::{Profile, compute, sales};
use crate::model::{
    Contacts, Derived, Fact, FactColumn, Facts, Field, FieldId, FieldType, PartialDate, Relatives,
    Sales, Tables,
};

/// Fields of the catalogue, of the trade, and derived ones.
#[derive(Debug, Clone, Copy)]
pub struct KnownFacts<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// The other tables.
    pub tables: &'a Tables,
    /// Who is a relative of whom.
    pub relatives: &'a Relatives,
    /// Their derived fields.
    pub profile: &'a Profile,
    /// The day of the run.
    pub today: Date,
}

impl Facts for KnownFacts<'_> {
    fn len(&self) -> usize {
        self.contacts.len()
    }

    fn fact(&self, field: FieldId, contact: usize) -> Fact<'_> {
        if let Some(derived) = Derived::from_id(field) {
            return self.derived(derived, contact);
        }
        let Some(known) = field.known() else {
            return self.stored(field, contact);
        };
        match known {
            Field::LastContact => day(self.profile.last_contact[contact]),
            Field::VerifiedOn => day(self.profile.verified_on[contact]),
            Field::AddedOn => day(self.profile.added_on[contact]),
            Field::Needs => words(&self.profile.needs[contact]),
            Field::Name => Fact::Text(self.contacts.name(contact)),
            Field::Id => Fact::Text(Cow::Owned(self.contacts.id(contact).to_string())),
            _ => match known.spec().kind {
                // A blank yes/no means no.
                FieldType::YesNo => {
                    Fact::YesNo(self.contacts.yes_no(field, contact).unwrap_or(false))
                }
                FieldType::Phones | FieldType::Emails => self
                    .contacts
                    .display(field, contact)
                    .map_or(Fact::Unknown, Fact::Text),
                _ => self.stored(field, contact),
            },
        }
    }

    fn column(&self, field: FieldId) -> FactColumn<'_> {
        let profile = self.profile;
        if let Some(derived) = Derived::from_id(field) {
            return self.derived_column(derived);
        }
        match field.known() {
            Some(Field::LastContact) => FactColumn::Days(&profile.last_contact),
            Some(Field::VerifiedOn) => FactColumn::Days(&profile.verified_on),
            Some(Field::AddedOn) => FactColumn::Days(&profile.added_on),
            Some(Field::Needs) => FactColumn::Lists(&profile.needs),
            // A name is put together.
            Some(Field::Name | Field::Id) => FactColumn::Each,
            known => {
                // A blank yes/no means no.
                let is_flag = known.is_some_and(|known| known.spec().kind == FieldType::YesNo);
                let blank = if is_flag {
                    Fact::YesNo(false)
                } else {
                    Fact::Unknown
                };
                match self.contacts.rows().column(field) {
                    Some(column) => FactColumn::Rows(self.contacts, column, blank),
                    None => FactColumn::All(blank),
                }
            }
        }
    }

    fn is_kept(&self, field: FieldId) -> bool {
        match field.known() {
            Some(known) => self.contacts.rows().has(known),
            None => (0..self.len()).any(|contact| self.fact(field, contact) != Fact::Unknown),
        }
    }

    fn sales(&self) -> Option<&Sales> {
        let purchases = self.tables.purchases.as_ref()?;
        let make = || sales::index(purchases, self.contacts.len());
        Some(self.tables.sales.get_or_init(make))
    }

    fn relatives(&self) -> Option<&Relatives> {
        Some(self.relatives).filter(|relatives| !relatives.is_empty())
    }
}

impl KnownFacts<'_> {
    fn derived_column(&self, derived: Derived) -> FactColumn<'_> {
        let profile = self.profile;
        match derived {
            Derived::Spend => numbers(profile.spend.as_ref()),
            Derived::Spend12m => numbers(profile.spend_12m.as_ref()),
            Derived::SpendMonth => numbers(profile.spend_month.as_ref()),
            Derived::Orders => counts(profile.orders.as_ref()),
            Derived::Orders12m => counts(profile.orders_12m.as_ref()),
            Derived::FirstPurchase => FactColumn::Days(&profile.first_purchase),
            Derived::LastPurchase => FactColumn::Days(&profile.last_purchase),
            Derived::Products => lists(profile.products.as_ref()),
            Derived::Categories => lists(profile.categories.as_ref()),
            Derived::Interactions90d => counts(profile.interactions_90d.as_ref()),
            Derived::Replies90d => counts(profile.replies_90d.as_ref()),
            Derived::OpenNextStep => FactColumn::Flags(&profile.open_next_step),
            Derived::Referrals => FactColumn::Counts(&profile.referrals),
            Derived::ReferralRevenue => numbers(profile.referral_revenue.as_ref()),
            Derived::UnthankedReferrals => FactColumn::Counts(&profile.unthanked_referrals),
            Derived::Age => FactColumn::SomeCounts(&profile.age),
            Derived::DaysKnown => FactColumn::DaysTo(&profile.added_on, self.today),
            Derived::LifetimeValue => match &profile.lifetime_value {
                Some(values) => FactColumn::SomeNumbers(values),
                None => FactColumn::All(Fact::Unknown),
            },
            Derived::Completeness => FactColumn::Shares(&profile.completeness, compute::share),
            Derived::DaysSinceVerified => FactColumn::DaysTo(&profile.verified_on, self.today),
            Derived::Customer => FactColumn::Flags(&profile.customer),
            Derived::DaysSinceContact => FactColumn::DaysTo(&profile.last_contact, self.today),
            Derived::HouseholdSpend => self.of_households(|sums| &sums.ever),
            Derived::HouseholdSpend12m => self.of_households(|sums| &sums.year),
            Derived::CompanySpend => self.of_companies(|sums| &sums.ever),
            Derived::CompanySpend12m => self.of_companies(|sums| &sums.year),
            _ => FactColumn::Each,
        }
    }

    fn circles(&self) -> Option<&Circles> {
        self.tables.purchases.as_ref()?;
        let (spend, year) = (
            self.profile.spend.as_ref()?,
            self.profile.spend_12m.as_ref()?,
        );
        let make = || Circles::new((self.contacts, self.relatives), (spend, year));
        Some(self.profile.circles.get_or_init(make))
    }

    fn of_households(&self, which: fn(&Sums) -> &Vec<Decimal>) -> FactColumn<'_> {
        self.circles()
            .map_or(FactColumn::All(Fact::Unknown), |circles| {
                let homes = self.relatives.home_of();
                if homes.is_empty() {
                    return FactColumn::All(Fact::Unknown);
                }
                FactColumn::OfGroups(homes, which(&circles.households))
            })
    }

    fn of_companies(&self, which: fn(&Sums) -> &Vec<Decimal>) -> FactColumn<'_> {
        self.circles()
            .map_or(FactColumn::All(Fact::Unknown), |circles| {
                FactColumn::OfGroups(&circles.company_of, which(&circles.companies))
            })
    }

    fn stored(&self, field: FieldId, contact: usize) -> Fact<'_> {
        if let Some(text) = self.contacts.text(field, contact) {
            return Fact::Text(text);
        }
        if let Some(number) = self.contacts.number(field, contact) {
            return Fact::Number(number);
        }
        if let Some(date) = self.contacts.date(field, contact) {
            return Fact::Date(date);
        }
        self.contacts
            .yes_no(field, contact)
            .map_or(Fact::Unknown, Fact::YesNo)
    }

    fn derived(&self, derived: Derived, contact: usize) -> Fact<'_> {
        let profile = self.profile;
        let since = |day: Option<Date>| {
            day.map_or(Fact::Unknown, |day| {
                Fact::Number(Decimal::from((self.today - day).get_days()))
            })
        };
        let score = |at: usize| {
            profile.rfm[contact].map_or(Fact::Unknown, |scores| {
                Fact::Number(Decimal::from(scores[at]))
            })
        };
        match derived {
            Derived::Spend => money(profile.spend.as_ref(), contact),
            Derived::Spend12m => money(profile.spend_12m.as_ref(), contact),
            Derived::SpendMonth => money(profile.spend_month.as_ref(), contact),
            Derived::Orders => count(profile.orders.as_ref(), contact),
            Derived::Orders12m => count(profile.orders_12m.as_ref(), contact),
            Derived::AverageOrder => self.average_order(contact),
            Derived::FirstPurchase => day(profile.first_purchase[contact]),
            Derived::LastPurchase => day(profile.last_purchase[contact]),
            Derived::Products => profile
                .products
                .as_ref()
                .map_or(Fact::Unknown, |products| words(&products[contact])),
            Derived::Categories => profile
                .categories
                .as_ref()
                .map_or(Fact::Unknown, |categories| words(&categories[contact])),
            Derived::Interactions90d => count(profile.interactions_90d.as_ref(), contact),
            Derived::Replies90d => count(profile.replies_90d.as_ref(), contact),
            Derived::OpenNextStep => Fact::YesNo(profile.open_next_step[contact]),
            Derived::Referrals => count(Some(&profile.referrals), contact),
            Derived::ReferralRevenue => money(profile.referral_revenue.as_ref(), contact),
            Derived::UnthankedReferrals => count(Some(&profile.unthanked_referrals), contact),
            Derived::Age => {
                profile.age[contact].map_or(Fact::Unknown, |age| Fact::Number(Decimal::from(age)))
            }
            Derived::DaysKnown => since(profile.added_on[contact]),
            Derived::RecencyScore => score(0),
            Derived::FrequencyScore => score(1),
            Derived::MonetaryScore => score(2),
            Derived::RepeatProbability => self.forecast(|all| all.probability(contact)),
            Derived::ExpectedPurchases12m => self.forecast(|all| all.expected_purchases(contact)),
            Derived::ExpectedValue12m => self.forecast(|all| all.expected_value(contact)),
            Derived::UsualInterval => self.habit(|all| {
                let interval = all.usual_interval(contact).map(Interval::days);
                interval.map_or(Fact::Unknown, Fact::Number)
            }),
            Derived::NextPurchaseExpected => {
                self.habit(|all| day(all.next_purchase_expected(contact)))
            }
            Derived::FavouriteProduct => self.habit(|all| name(all.favourite(contact))),
            Derived::FavouriteBySpend => self.habit(|all| name(all.favourite_by_spend(contact))),
            Derived::SameAgain => {
                self.habit(|all| Fact::Text(all.same_again_names(contact).into()))
            }
            Derived::CrossSell => self.habit(|all| Fact::Text(all.offer_names(contact).into())),
            Derived::LifetimeValue => {
                let value = profile
                    .lifetime_value
                    .as_ref()
                    .and_then(|values| values[contact]);
                value.map_or(Fact::Unknown, Fact::Number)
            }
            Derived::Completeness => compute::share(profile.completeness[contact]),
            Derived::DaysSinceVerified => since(profile.verified_on[contact]),
            Derived::Customer => Fact::YesNo(profile.customer[contact]),
            Derived::DaysSinceContact => since(profile.last_contact[contact]),
            Derived::HouseholdSpend
            | Derived::HouseholdSpend12m
            | Derived::CompanySpend
            | Derived::CompanySpend12m => match self.derived_column(derived) {
                FactColumn::OfGroups(groups, sums) => {
                    let group = groups.get(contact).copied();
                    let sum = group.and_then(|group| sums.get(group as usize));
                    sum.map_or(Fact::Unknown, |sum| Fact::Number(*sum))
                }
                _ => Fact::Unknown,
            },
        }
    }

    fn forecast(&self, of: impl FnOnce(&Repeat) -> Option<Decimal>) -> Fact<'_> {
        let known = self.profile.repeat.as_ref().and_then(of);
        known.map_or(Fact::Unknown, Fact::Number)
    }

    fn habit<'s>(&'s self, of: impl FnOnce(&'s Habits) -> Fact<'s>) -> Fact<'s> {
        self.profile.habits.as_ref().map_or(Fact::Unknown, of)
    }

    fn average_order(&self, contact: usize) -> Fact<'_> {
        let (Some(spend), Some(orders)) = (&self.profile.spend, &self.profile.orders) else {
            return Fact::Unknown;
        };
        match orders[contact] {
            0 => Fact::Unknown,
            orders => Fact::Number((spend[contact] / Decimal::from(orders)).round_dp(2)),
        }
    }
}

fn numbers(column: Option<&Vec<Decimal>>) -> FactColumn<'_> {
    column.map_or(FactColumn::All(Fact::Unknown), |values| {
        FactColumn::Numbers(values)
    })
}

fn counts(column: Option<&Vec<u32>>) -> FactColumn<'_> {
    column.map_or(FactColumn::All(Fact::Unknown), |values| {
        FactColumn::Counts(values)
    })
}

fn lists(column: Option<&Vec<Box<str>>>) -> FactColumn<'_> {
    column.map_or(FactColumn::All(Fact::Unknown), |values| {
        FactColumn::Lists(values)
    })
}

fn money<'a>(column: Option<&Vec<Decimal>>, contact: usize) -> Fact<'a> {
    column.map_or(Fact::Unknown, |values| Fact::Number(values[contact]))
}

fn count<'a>(column: Option<&Vec<u32>>, contact: usize) -> Fact<'a> {
    column.map_or(Fact::Unknown, |values| {
        Fact::Number(Decimal::from(values[contact]))
    })
}

fn day<'a>(day: Option<Date>) -> Fact<'a> {
    day.map_or(Fact::Unknown, |day| {
        Fact::Date(PartialDate::from_civil(day))
    })
}

fn name(name: Option<&str>) -> Fact<'_> {
    name.map_or(Fact::Unknown, words)
}

/// A list that is known; an empty one is known to be empty.
fn words(text: &str) -> Fact<'_> {
    Fact::Text(Cow::Borrowed(text))
}
