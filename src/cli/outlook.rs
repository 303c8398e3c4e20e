//! What `show` tells of a contact's next twelve months: the forecasts of repeat purchases, or why there are none.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::lang::Lang;
use crate::model::{Derived, plain_decimal};
use crate::pipeline::Outcome;
use crate::stage::profile::repeat::Refusal;

/// Labels and values; nothing for who is no customer.
pub(super) fn fields(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<(String, String)> {
    let Some(repeat) = &outcome.profile.repeat else {
        return Vec::new();
    };
    if outcome.profile.customer.get(at) != Some(&true) {
        return Vec::new();
    }
    let field = |derived: Derived, value: String| (lang.field(derived.name()).to_owned(), value);
    let reason = |refusal: Refusal| refusal.diagnostic().map(|found| lang.message(&found));
    let mut fields = Vec::new();
    if let Some(probability) = repeat.probability(at) {
        let share = format!("{:.0} %", (probability * Decimal::ONE_HUNDRED).round());
        fields.push(field(Derived::RepeatProbability, share));
    } else if let Some(reason) = repeat.refusal().and_then(reason) {
        fields.push(field(Derived::RepeatProbability, reason));
    }
    if let Some(purchases) = repeat.expected_purchases(at) {
        let purchases = plain_decimal(purchases.round_dp(2));
        fields.push(field(Derived::ExpectedPurchases12m, purchases));
        if let Some(value) = repeat.expected_value(at) {
            fields.push(field(Derived::ExpectedValue12m, plain_decimal(value)));
        } else if let Some(reason) = repeat.refusal().and_then(reason) {
            fields.push(field(Derived::ExpectedValue12m, reason));
        }
    }
    fields
}

/// The same with all decimals, `null` where nothing is known; `refused` is the code of the reason.
pub(super) fn as_json(outcome: &Outcome, at: usize) -> Value {
    let Some(repeat) = &outcome.profile.repeat else {
        return Value::Null;
    };
    let number = |value: Option<Decimal>| {
        value.map(|value| plain_decimal(value).parse::<serde_json::Number>().ok())
    };
    let refused = repeat.refusal().and_then(Refusal::diagnostic);
    json!({
        Derived::RepeatProbability.name(): number(repeat.probability(at)),
        Derived::ExpectedPurchases12m.name(): number(repeat.expected_purchases(at)),
        Derived::ExpectedValue12m.name(): number(repeat.expected_value(at)),
        "refused": refused.map(|found| found.code),
    })
}
