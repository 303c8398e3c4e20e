//! What is worked out of a contact, as a value to show.

use rust_decimal::Decimal;

use super::{People, Value};
use crate::model::Derived;
use crate::stage::profile::repeat::Repeat;

impl<'a> People<'a> {
    /// A derived field of a contact; days are given as the date they count from.
    pub(super) fn figure(&self, derived: Derived, contact: usize) -> Value<'_> {
        let profile = &self.view.outcome.profile;
        let money = |all: &Option<Vec<Decimal>>| all.as_ref()?.get(contact).copied();
        let count = |all: &Option<Vec<u32>>| all.as_ref()?.get(contact).copied();
        let whole = |all: &[u32]| all.get(contact).copied();
        let date = |all: &[Option<jiff::civil::Date>]| {
            let date = all.get(contact).copied().flatten();
            date.map(Value::Date)
        };
        let text = |all: &'a Option<Vec<Box<str>>>| {
            let text = all.as_ref()?.get(contact)?;
            Some(Value::text(&**text))
        };
        let forecast = |of: fn(&Repeat, usize) -> Option<Decimal>| {
            let known = of(profile.repeat.as_ref()?, contact)?;
            Some(Value::decimal(known))
        };
        let number = |number: u32| Value::Number(f64::from(number));
        let value = match derived {
            Derived::Customer => {
                let customer = profile.customer.get(contact).copied();
                customer.map(|flag| Value::Text(self.view.yes_no(flag)))
            }
            Derived::Spend => money(&profile.spend).map(Value::decimal),
            Derived::Spend12m => money(&profile.spend_12m).map(Value::decimal),
            Derived::ReferralRevenue => money(&profile.referral_revenue).map(Value::decimal),
            Derived::HouseholdSpend
            | Derived::HouseholdSpend12m
            | Derived::CompanySpend
            | Derived::CompanySpend12m => self.shared(derived, contact).map(Value::decimal),
            Derived::LifetimeValue => {
                let all = profile.lifetime_value.as_ref();
                all.and_then(|all| all.get(contact).copied().flatten())
                    .map(Value::decimal)
            }
            Derived::RepeatProbability => forecast(Repeat::probability),
            Derived::ExpectedPurchases12m => forecast(Repeat::expected_purchases),
            Derived::ExpectedValue12m => forecast(Repeat::expected_value),
            Derived::AverageOrder => {
                let orders = count(&profile.orders).filter(|orders| *orders > 0);
                let spend = money(&profile.spend);
                spend
                    .zip(orders)
                    .and_then(|(spend, orders)| spend.checked_div(Decimal::from(orders)))
                    .map(Value::decimal)
            }
            Derived::Orders => count(&profile.orders).map(number),
            Derived::Interactions90d => count(&profile.interactions_90d).map(number),
            Derived::Replies90d => count(&profile.replies_90d).map(number),
            Derived::Referrals => whole(&profile.referrals).map(number),
            Derived::UnthankedReferrals => whole(&profile.unthanked_referrals).map(number),
            Derived::Age => profile.age.get(contact).copied().flatten().map(number),
            Derived::FirstPurchase => date(&profile.first_purchase),
            Derived::LastPurchase => date(&profile.last_purchase),
            Derived::DaysSinceContact => date(&profile.last_contact),
            Derived::DaysSinceVerified => date(&profile.verified_on),
            Derived::Products => text(&profile.products),
            Derived::Categories => text(&profile.categories),
            Derived::Completeness => {
                let share = profile.completeness.get(contact);
                share.map(|share| Value::Number((f64::from(*share) * 1000.0).round() / 1000.0))
            }
            _ => self.habit(derived, contact),
        };
        value.unwrap_or(Value::Empty)
    }
}
