//! The words of a line: the language's own text or the rule's, with `{fields}` filled in.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::RemindRequest;
use crate::calendar;
use crate::lang::Lang;
use crate::model::{Derived, Fact, Facts, Field, FieldId, PartialDate};
use crate::stage::profile::KnownFacts;
use crate::text::name::parse_name;

/// Arguments of a line's text and reason, by name.
pub(super) type Args = Vec<(&'static str, String)>;

/// `63 days` in the reader's language.
pub(super) fn days(lang: &Lang, number: u64) -> String {
    lang.count("remind.days", number, &[])
}

/// `40 years` in the reader's language.
pub(super) fn years(lang: &Lang, number: u64) -> String {
    lang.count("remind.years", number, &[])
}

/// A day in ISO, as journal and twins keep it; it is put into the reader's calendar where it is shown.
pub(super) fn day(date: Date) -> String {
    PartialDate::from_civil(date).iso()
}

/// A day in ISO where it is whole, else as typed.
pub(super) fn partial(date: PartialDate) -> String {
    calendar::to_civil(date).map_or_else(|| date.iso(), day)
}

/// Fills `{name}`: an argument, else a field of the contact (empty where it has none). What is neither stays as it is.
pub(super) fn fill(
    request: &RemindRequest<'_>,
    template: &str,
    args: &Args,
    contact: Option<u32>,
) -> String {
    let mut filled = String::with_capacity(template.len() + 24);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let known = tail.find('}').and_then(|close| {
            let value = value(request, &tail[..close], args, contact)?;
            Some((close, value))
        });
        if let Some((close, value)) = known {
            filled.push_str(&value);
            rest = &tail[close + 1..];
        } else {
            filled.push('{');
            rest = tail;
        }
    }
    filled.push_str(rest);
    filled
}

fn value<'a>(
    request: &RemindRequest<'a>,
    name: &str,
    args: &'a Args,
    contact: Option<u32>,
) -> Option<Cow<'a, str>> {
    if let Some((_, value)) = args.iter().find(|(known, _)| *known == name) {
        return Some(Cow::Borrowed(value));
    }
    let contact = contact.map(|contact| contact as usize);
    if name == Field::Name.name() {
        return Some(contact.map_or(Cow::Borrowed(""), |contact| request.contacts.name(contact)));
    }
    if let Some(derived) = Derived::by_name(name) {
        return derived_value(request, derived, contact?).map(Cow::Owned);
    }
    let custom = |name: &str| {
        let names = &request.plan.custom_fields;
        let index = names.iter().position(|known| known == name)?;
        Some(FieldId::custom(index))
    };
    let field = Field::by_name(name)
        .map(FieldId::from)
        .or_else(|| custom(name))?;
    let shown = contact.and_then(|contact| {
        let own = request.contacts.display(field, contact);
        own.or_else(|| name_part(request, field, contact).map(Cow::Owned))
    });
    Some(shown.unwrap_or(Cow::Borrowed("")))
}

/// The given or the family name out of the whole one, where it has no column of its own. Where no given name can be told
/// (`Орлов С. П.`, a company) it is the whole: nobody is thanked without a name.
fn name_part(request: &RemindRequest<'_>, field: FieldId, contact: usize) -> Option<String> {
    let part = field
        .known()
        .filter(|field| matches!(field, Field::GivenName | Field::FamilyName))?;
    let typed = request.contacts.text(Field::Name, contact)?;
    let name = parse_name(&typed);
    if part == Field::FamilyName {
        return name?.family();
    }
    let given = name.and_then(|name| name.given());
    Some(given.unwrap_or_else(|| typed.into_owned()))
}

/// The derived fields that texts may use; the others stay as typed.
fn derived_value(request: &RemindRequest<'_>, derived: Derived, contact: usize) -> Option<String> {
    let profile = request.profile;
    let date = |column: &[Option<Date>]| {
        let date = column.get(contact).copied().flatten();
        date.map(day).unwrap_or_default()
    };
    let money = |column: &Option<Vec<Decimal>>| {
        let sum = column.as_ref().and_then(|column| column.get(contact));
        sum.map(|sum| sum.round_dp(2).to_string())
            .unwrap_or_default()
    };
    let count = |column: &Option<Vec<u32>>| {
        let number = column.as_ref().and_then(|column| column.get(contact));
        number.map(u32::to_string).unwrap_or_default()
    };
    match derived {
        Derived::Spend => Some(money(&profile.spend)),
        Derived::Spend12m => Some(money(&profile.spend_12m)),
        Derived::HouseholdSpend
        | Derived::HouseholdSpend12m
        | Derived::CompanySpend
        | Derived::CompanySpend12m => Some(shared(request, derived, contact)),
        Derived::Orders => Some(count(&profile.orders)),
        Derived::Orders12m => Some(count(&profile.orders_12m)),
        Derived::FirstPurchase => Some(date(&profile.first_purchase)),
        Derived::LastPurchase => Some(date(&profile.last_purchase)),
        Derived::Products => Some(
            profile
                .products
                .as_ref()
                .and_then(|column| column.get(contact))
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        Derived::Age => Some(
            profile
                .age
                .get(contact)
                .copied()
                .flatten()
                .map(|age| age.to_string())
                .unwrap_or_default(),
        ),
        _ => None,
    }
}

/// What the contact's household or company spent.
fn shared(request: &RemindRequest<'_>, derived: Derived, contact: usize) -> String {
    let facts = KnownFacts {
        contacts: request.contacts,
        tables: request.tables,
        relatives: request.relatives,
        profile: request.profile,
        today: request.today,
    };
    match facts.fact(derived.into(), contact) {
        Fact::Number(sum) => sum.round_dp(2).to_string(),
        _ => String::new(),
    }
}
