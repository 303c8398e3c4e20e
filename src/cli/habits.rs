//! What `show` tells of a contact's buying habits, and of what may be offered to it.

use serde_json::{Value, json};

use super::style::{bold, faint};
use crate::lang::Lang;
use crate::model::{Derived, plain_decimal};
use crate::pipeline::Outcome;
use crate::stage::profile::habits::{Habits, Interval, LEAST_ORDERS, Pair};

/// Labels and values; nothing for who never bought.
pub(super) fn fields(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<(String, String)> {
    let Some(habits) = &outcome.profile.habits else {
        return Vec::new();
    };
    let bought = |days: &[Option<jiff::civil::Date>]| days.get(at).copied().flatten().is_some();
    if !bought(&outcome.profile.first_purchase) {
        return Vec::new();
    }
    let field = |derived: Derived, value: String| (lang.field(derived.name()).to_owned(), value);
    let mut fields = Vec::new();
    let few = || lang.fill("cli.habit-few", &[("least", &LEAST_ORDERS.to_string())]);
    let usual = habits.usual_interval(at);
    let usual = usual.map_or_else(few, |usual| plain_decimal(usual.days()));
    fields.push(field(Derived::UsualInterval, usual));
    if let Some(day) = habits.next_purchase_expected(at) {
        fields.push(field(Derived::NextPurchaseExpected, lang.date(day)));
    }
    let by_orders = habits.favourite(at);
    if let Some(product) = by_orders {
        fields.push(field(Derived::FavouriteProduct, product.to_owned()));
    }
    if let Some(product) = habits
        .favourite_by_spend(at)
        .filter(|by| Some(*by) != by_orders)
    {
        fields.push(field(Derived::FavouriteBySpend, product.to_owned()));
    }
    fields
}

/// What is due to be bought again, and since when.
pub(super) fn same_again(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let habits = outcome.profile.habits.iter();
    habits
        .flat_map(|habits| habits.same_again(at))
        .map(|(product, again)| {
            let days = plain_decimal(again.interval.days());
            let due = lang.date(again.due);
            let args = [("days", days.as_str()), ("date", due.as_str())];
            let why = lang.fill("cli.same-again", &args);
            format!("{}  {}", bold(product), faint(&why))
        })
        .collect()
}

/// What buyers of the same usually buy, with all figures.
pub(super) fn cross_sell(outcome: &Outcome, at: usize, lang: &Lang) -> Vec<String> {
    let habits = outcome.profile.habits.iter();
    habits
        .flat_map(|habits| habits.offers(at).map(|pair| offer(habits, pair, lang)))
        .collect()
}

fn offer(habits: &Habits, pair: &Pair, lang: &Lang) -> String {
    let percent = |share: rust_decimal::Decimal| {
        plain_decimal((share * rust_decimal::Decimal::ONE_HUNDRED).round_dp(1))
    };
    let (both, of) = (pair.both.to_string(), pair.first.to_string());
    let (confidence, support) = (percent(pair.confidence()), percent(pair.support()));
    let lift = plain_decimal(pair.lift());
    let args = [
        ("bought", habits.bought(pair)),
        ("both", &both),
        ("of", &of),
        ("confidence", &confidence),
        ("support", &support),
        ("lift", &lift),
    ];
    let why = lang.fill("cli.cross-sell", &args);
    format!("{}  {}", bold(habits.offered(pair)), faint(&why))
}

/// The same for programs; `null` where nothing is known.
pub(super) fn as_json(outcome: &Outcome, at: usize) -> Value {
    let Some(habits) = &outcome.profile.habits else {
        return Value::Null;
    };
    let number = |value| plain_decimal(value).parse::<serde_json::Number>().ok();
    let again: Vec<Value> = habits
        .same_again(at)
        .map(|(product, again)| {
            json!({
                "product": product,
                "usual-interval": number(again.interval.days()),
                "expected": again.due.to_string(),
            })
        })
        .collect();
    let offers: Vec<Value> = habits
        .offers(at)
        .map(|pair| {
            json!({
                "product": habits.offered(pair),
                "bought": habits.bought(pair),
                "support": number(pair.support()),
                "confidence": number(pair.confidence()),
                "lift": number(pair.lift()),
                "buyers-of-both": pair.both,
            })
        })
        .collect();
    let interval = habits.usual_interval(at).map(Interval::days);
    let next = habits.next_purchase_expected(at);
    json!({
        Derived::UsualInterval.name(): interval.and_then(number),
        Derived::NextPurchaseExpected.name(): next.map(|day| day.to_string()),
        Derived::FavouriteProduct.name(): habits.favourite(at),
        Derived::FavouriteBySpend.name(): habits.favourite_by_spend(at),
        Derived::SameAgain.name(): again,
        Derived::CrossSell.name(): offers,
    })
}
