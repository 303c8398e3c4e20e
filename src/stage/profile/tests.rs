//! The profile of a small book, computed by hand.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{KnownFacts, Profile, ProfileRequest, compute};
use crate::config;
use crate::model::{
    ContactId, Contacts, Derived, Fact, FactColumn, Facts, Field, Frame, Memory, PartialDate,
    Related, Relatives, SheetId, TableKind, Tables,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Three contacts: Sara (bought), Omar (lead, brought by Sara), Lena (bought and gave everything back).
fn contacts() -> Contacts {
    let mut rows = Frame::new(TableKind::Contacts);
    for (at, name) in ["Sara", "Omar", "Lena"].into_iter().enumerate() {
        rows.push_row(SheetId(0), at as u32);
        rows.set_text(Field::Name, name);
        rows.set_text(Field::Company, ["Nile  Ltd", "nile ltd", ""][at]);
        if name == "Sara" {
            rows.set_date(Field::Birthday, PartialDate::from_civil(day("1980-11-23")));
            rows.set_date(
                Field::LastContact,
                PartialDate::from_civil(day("2026-10-01")),
            );
        }
    }
    let ids = (1..=3).map(ContactId::from_bits).collect();
    Contacts::alone(rows, ids)
}

fn tables() -> Tables {
    let mut frame = Frame::new(TableKind::Purchases);
    let sales = [
        (Some(0), "2025-11-22", 100, "Leadership", ""),
        (Some(0), "2025-11-23", 50, "Coaching", ""),
        (Some(0), "2026-11-01", 30, "coaching", ""),
        (Some(0), "2026-11-01", -10, "Coaching", ""),
        (Some(0), "2026-11-02", 999, "Audit", "lost"),
        (Some(0), "2027-01-01", 999, "Audit", ""),
        (Some(2), "2026-05-05", 40, "Leadership", ""),
        (Some(2), "2026-05-06", -40, "Leadership", ""),
        (None, "2026-05-06", 7, "Leadership", ""),
    ];
    for (at, (_, date, amount, product, status)) in sales.iter().enumerate() {
        frame.push_row(SheetId(1), at as u32);
        frame.set_date(Field::Date, PartialDate::from_civil(day(date)));
        frame.set_number(Field::Amount, Decimal::from(*amount));
        frame.set_text(Field::Product, product);
        frame.set_text(Field::Status, status);
    }
    let purchases = Related::new(frame, sales.iter().map(|sale| sale.0).collect(), vec![], 3);

    let mut frame = Frame::new(TableKind::Interactions);
    let notes = [
        ("2026-11-10", "in", false),
        ("2026-11-12", "out", false),
        ("2026-11-15", "out", true),
    ];
    for (at, (date, direction, mailing)) in notes.iter().enumerate() {
        frame.push_row(SheetId(2), at as u32);
        frame.set_date(Field::Date, PartialDate::from_civil(day(date)));
        frame.set_text(Field::Direction, direction);
        frame.set_yes_no(Field::Mailing, *mailing);
        frame.set_text(Field::Need, "pricing");
    }
    let interactions = Related::new(frame, vec![Some(0); 3], vec![], 3);
    Tables {
        purchases: Some(purchases),
        interactions: Some(interactions),
        ..Tables::default()
    }
}

fn profile(tables: &Tables) -> Profile {
    let contacts = contacts();
    let plan = config::Plan::standard();
    compute(&ProfileRequest {
        contacts: &contacts,
        tables,
        referred_by: &[None, Some(0), None],
        since: &[day("2026-11-20"); 3],
        memory: &Memory::default(),
        plan: &plan,
        today: day("2026-11-22"),
    })
}

#[test]
fn spend_orders_and_days_are_exact() {
    let profile = profile(&tables());
    let number = |column: &Option<Vec<Decimal>>| {
        column
            .clone()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(number(&profile.spend), ["170", "0", "0"]);
    // The last 12 months begin after the same day of last year: the sale of 2025-11-22 is out, that of the 23rd is in.
    assert_eq!(number(&profile.spend_12m), ["70", "0", "0"]);
    assert_eq!(number(&profile.spend_month), ["20", "0", "0"]);
    // An order is a day with sales that count, refunds among them.
    assert_eq!(profile.orders, Some(vec![3, 0, 2]));
    assert_eq!(profile.orders_12m, Some(vec![2, 0, 2]));
    assert_eq!(
        profile.first_purchase,
        [Some(day("2025-11-22")), None, Some(day("2026-05-05"))]
    );
    assert_eq!(profile.last_purchase[0], Some(day("2026-11-01")));
    assert_eq!(
        &*profile.products.clone().unwrap()[0],
        "Coaching; Leadership"
    );
    // Lena gave everything back: no customer.
    assert_eq!(profile.customer, [true, false, false]);
}

#[test]
fn contact_and_referrals() {
    let profile = profile(&tables());
    // Mailings to many are no contact.
    assert_eq!(profile.last_contact[0], Some(day("2026-11-12")));
    assert_eq!(profile.interactions_90d, Some(vec![2, 0, 0]));
    assert_eq!(profile.replies_90d, Some(vec![1, 0, 0]));
    assert_eq!(&*profile.needs[0], "pricing");
    assert_eq!(profile.age[0], Some(45));
    assert_eq!(profile.referrals, [1, 0, 0]);
    assert_eq!(profile.unthanked_referrals, [1, 0, 0]);
    assert_eq!(
        profile.added_on,
        [
            Some(day("2025-11-22")),
            Some(day("2026-11-20")),
            Some(day("2026-05-05"))
        ]
    );
}

#[test]
fn without_a_purchases_table_spend_is_unknown_and_with_one_it_is_zero() {
    let (all, none) = (tables(), Tables::default());
    let (contacts, with) = (contacts(), profile(&all));
    let without = profile(&none);
    let relatives = Relatives::default();
    let today = day("2026-11-22");
    let fact = |profile: &Profile, tables: &Tables| {
        let facts = KnownFacts {
            contacts: &contacts,
            tables,
            relatives: &relatives,
            profile,
            today,
        };
        match facts.fact(Derived::Spend.into(), 1) {
            Fact::Number(number) => Some(number),
            _ => None,
        }
    };
    assert_eq!(fact(&with, &all), Some(Decimal::ZERO));
    assert_eq!(fact(&without, &none), None);
}

/// What a derived field is for each contact.
fn amounts(derived: Derived, tables: &Tables, relatives: &Relatives) -> Vec<Option<String>> {
    let (contacts, profile) = (contacts(), profile(tables));
    let facts = KnownFacts {
        contacts: &contacts,
        tables,
        relatives,
        profile: &profile,
        today: day("2026-11-22"),
    };
    let amount = |contact| match facts.fact(derived.into(), contact) {
        Fact::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let all: Vec<_> = (0..3).map(amount).collect();
    // Column by column the same.
    let by_column: Vec<_> = match facts.column(derived.into()) {
        FactColumn::OfGroups(groups, sums) => groups
            .iter()
            .map(|group| sums.get(*group as usize).map(ToString::to_string))
            .collect(),
        _ => vec![None; 3],
    };
    assert_eq!(all, by_column, "{derived:?}");
    all
}

#[test]
fn households_and_companies_spend_together() {
    let (tables, none) = (tables(), Tables::default());
    let together = Relatives::new(vec![vec![0, 2]], 3);
    let nobody = Relatives::default();
    let some = |text: &str| Some(text.to_owned());
    for (derived, relatives, found) in [
        (
            Derived::HouseholdSpend,
            &together,
            [some("170"), None, some("170")],
        ),
        (
            Derived::HouseholdSpend12m,
            &together,
            [some("70"), None, some("70")],
        ),
        (Derived::HouseholdSpend, &nobody, [None, None, None]),
        // Sara and Omar are of one company, written in two ways; Lena is of none.
        (
            Derived::CompanySpend,
            &nobody,
            [some("170"), some("170"), None],
        ),
        (
            Derived::CompanySpend12m,
            &together,
            [some("70"), some("70"), None],
        ),
    ] {
        assert_eq!(amounts(derived, &tables, relatives), found, "{derived:?}");
        assert_eq!(amounts(derived, &none, relatives), [None, None, None]);
    }
}
