//! Habits worked out by hand, and pairs counted again by plain loops.

use std::collections::BTreeSet;

use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::cross::{Cross, LEAST_BOTH, LEAST_CONFIDENCE, LEAST_SUPPORT, MOST_PRODUCTS};
use super::{Habits, Interval, Shelf, of_contact};
use crate::model::{Field, Frame, PartialDate, Related, SheetId, TableKind};
use crate::stage::profile::sales;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The habits of one contact with these sales: day, product, amount in hundredths.
fn habits(rows: &[(&str, &str, i64)]) -> Habits {
    let mut frame = Frame::new(TableKind::Purchases);
    for (at, (date, product, amount)) in rows.iter().enumerate() {
        frame.push_row(SheetId(0), at as u32);
        if !date.is_empty() {
            frame.set_date(Field::Date, PartialDate::from_civil(day(date)));
        }
        frame.set_text(Field::Product, product);
        frame.set_number(Field::Amount, Decimal::new(*amount, 2));
    }
    let purchases = Related::new(frame, vec![Some(0); rows.len()], vec![], 1);
    let today = day("2026-06-30");
    let shelf = Shelf::new(&purchases);
    let mut counted = Vec::new();
    sales::of_contact(&purchases, 0, today, &mut counted);
    let habit = of_contact(&counted, &shelf, today);
    Habits::new(shelf, vec![habit])
}

#[test]
fn the_usual_interval_is_the_median_of_gaps_between_orders() {
    for (name, days, interval, next) in [
        (
            "two orders tell nothing",
            &["01-01", "02-01"][..],
            None,
            None,
        ),
        (
            "two gaps: the mean of both",
            &["01-01", "01-11", "02-01"],
            Some("15.5"),
            Some("2026-02-17"),
        ),
        (
            "three gaps: the middle one, whatever the longest is",
            &["01-01", "01-08", "01-15", "05-15"],
            Some("7"),
            Some("2026-05-22"),
        ),
        (
            "two sales of a day are one order",
            &["01-01", "01-01", "01-08", "01-08", "01-15"],
            Some("7"),
            Some("2026-01-22"),
        ),
    ] {
        let days: Vec<String> = days.iter().map(|day| format!("2026-{day}")).collect();
        let rows: Vec<_> = days.iter().map(|day| (day.as_str(), "Tea", 100)).collect();
        let found = habits(&rows);
        let days = found
            .usual_interval(0)
            .map(|usual| usual.days().to_string());
        assert_eq!(days.as_deref(), interval, "{name}");
        let expected = found.next_purchase_expected(0).map(|day| day.to_string());
        assert_eq!(expected.as_deref(), next, "{name}");
    }
}

#[test]
fn what_was_taken_back_on_its_day_is_no_order_and_a_later_refund_is_none_either() {
    let found = habits(&[
        ("2026-01-01", "Tea", 500),
        ("2026-01-03", "Tea", 500),
        ("2026-01-03", "Tea", -500),
        ("2026-01-11", "Tea", 500),
        ("2026-01-12", "Tea", -100),
        ("2026-01-31", "Tea", 500),
        ("", "Tea", 500),
    ]);
    assert_eq!(found.usual_interval(0).unwrap().days(), Decimal::from(15));
    assert_eq!(found.next_purchase_expected(0), Some(day("2026-02-15")));
}

#[test]
fn favourites_are_counted_by_orders_and_by_spend_to_the_cent() {
    let found = habits(&[
        ("2026-01-01", "tea", 100),
        ("2026-01-01", "TEA", 100),
        ("2026-01-02", "Coffee", 100),
        ("2026-01-03", "Coffee", 100),
        ("2026-02-01", "Cake", 9_000),
        ("2026-02-05", "Cake", -8_801),
    ]);
    assert_eq!(found.favourite(0), Some("Coffee"));
    // 2.00 for tea, 2.00 for coffee, 1.99 for the cake; of equals the one in more orders.
    assert_eq!(found.favourite_by_spend(0), Some("Coffee"));
    let found = habits(&[
        ("2026-01-01", "TEA", 100),
        ("2026-01-01", "tea", 101),
        ("2026-02-01", "Cake", 9_000),
        ("2026-02-05", "Cake", -8_799),
    ]);
    // 2.01 both, one order both: the first by name. The first spelling stands for all.
    assert_eq!(found.favourite(0), Some("Cake"));
    assert_eq!(found.favourite_by_spend(0), Some("Cake"));
    let given_back = habits(&[("2026-01-01", "Cake", 100), ("2026-01-02", "Cake", -100)]);
    assert_eq!(given_back.favourite(0), Some("Cake"));
    assert_eq!(given_back.favourite_by_spend(0), None);
    assert_eq!(habits(&[("2026-01-01", "", 100)]).favourite(0), None);
    assert_eq!(habits(&[]).favourite(0), None);
}

#[test]
fn a_product_is_due_again_when_its_own_interval_has_run_out() {
    let found = habits(&[
        ("2026-03-01", "Filter", 100),
        ("2026-04-01", "Filter", 100),
        ("2026-05-01", "Filter", 100),
        ("2026-06-01", "Tea", 100),
        ("2026-06-15", "Tea", 100),
        ("2026-06-29", "Tea", 100),
        ("2026-01-01", "Cake", 100),
    ]);
    let due: Vec<_> = found
        .same_again(0)
        .map(|(name, again)| format!("{name} {} {}", again.interval.days(), again.due))
        .collect();
    assert_eq!(due, ["Filter 30.5 2026-06-01"]);
    assert_eq!(found.same_again_names(0), "Filter");
}

/// Ten bought tea, of these eight cake too; twenty bought neither but coffee, two of them with cake.
fn shop() -> Vec<Vec<u32>> {
    let (tea, cake, coffee) = (0, 1, 2);
    let mut baskets = vec![vec![tea, cake]; 8];
    baskets.extend(vec![vec![tea]; 2]);
    baskets.extend(vec![vec![cake, coffee]; 2]);
    baskets.extend(vec![vec![coffee]; 18]);
    baskets.push(vec![]);
    baskets
}

#[test]
fn support_confidence_and_lift_are_those_of_the_literature() {
    let baskets = shop();
    let borrowed: Vec<&[u32]> = baskets.iter().map(Vec::as_slice).collect();
    let cross = Cross::new(&borrowed, 3);
    let told: Vec<String> = cross
        .pairs
        .iter()
        .map(|pair| {
            let (support, confidence) = (pair.support(), pair.confidence());
            let (a, b) = (pair.bought, pair.offered);
            format!("{a}>{b} {support} {confidence} {}", pair.lift())
        })
        .collect();
    // 8 of 30 bought both; 8 of 10 who bought tea; (8/10) / (10/30) = 2.4.
    assert_eq!(told, ["0>1 0.2667 0.80 2.40", "1>0 0.2667 0.80 2.40"]);
    // Cake for the two with tea only, tea for the two with cake and coffee.
    assert_eq!(cross.candidates(), [vec![8, 9], vec![10, 11]]);
    assert_eq!(cross.left_out, 0);
}

#[test]
fn only_the_most_bought_products_are_compared_and_the_rest_is_counted() {
    let mut baskets: Vec<Vec<u32>> = (0..MOST_PRODUCTS as u32 + 7).map(|one| vec![one]).collect();
    // The last two have most buyers; two of the others must give way to them.
    let last = MOST_PRODUCTS as u32 + 5;
    baskets.extend(vec![vec![last, last + 1]; 60]);
    baskets.push(vec![last]);
    let borrowed: Vec<&[u32]> = baskets.iter().map(Vec::as_slice).collect();
    let cross = Cross::new(&borrowed, MOST_PRODUCTS + 7);
    assert_eq!(cross.left_out, 7);
    assert_eq!(cross.pairs.len(), 2);
    assert_eq!(
        cross
            .pairs
            .iter()
            .map(|pair| pair.offered)
            .collect::<Vec<_>>(),
        [last, last + 1]
    );
}

proptest! {
    /// Counted again by plain loops over sets.
    #[test]
    fn pairs_and_offers_are_those_of_plain_loops(
        baskets in prop::collection::vec(prop::collection::btree_set(0_u32..7, 0..6), 0..60)
    ) {
        let listed: Vec<Vec<u32>> = baskets.iter().map(|basket| basket.iter().copied().collect()).collect();
        let borrowed: Vec<&[u32]> = listed.iter().map(Vec::as_slice).collect();
        let cross = Cross::new(&borrowed, 7);
        let with = |wanted: &[u32]| {
            let has = |basket: &&BTreeSet<u32>| wanted.iter().all(|one| basket.contains(one));
            baskets.iter().filter(has).count() as f64
        };
        let buyers = baskets.iter().filter(|basket| !basket.is_empty()).count() as f64;
        let mut rules = Vec::new();
        for x in 0..7 {
            for y in (0..7).filter(|y| *y != x) {
                let (both, of_x, of_y) = (with(&[x, y]), with(&[x]), with(&[y]));
                if both >= f64::from(LEAST_BOTH)
                    && both / buyers >= f64::from(LEAST_SUPPORT) / 100.0
                    && both / of_x >= f64::from(LEAST_CONFIDENCE) / 100.0
                    && both * buyers > of_x * of_y
                {
                    rules.push((x, y));
                }
            }
        }
        let mut found: Vec<(u32, u32)> = cross.pairs.iter().map(|pair| (pair.bought, pair.offered)).collect();
        prop_assert!(cross.pairs.is_sorted_by(|a, b| a.confidence() >= b.confidence()));
        found.sort_unstable();
        prop_assert_eq!(&found, &rules);
        for (contact, basket) in baskets.iter().enumerate() {
            let mut wanted: BTreeSet<u32> = BTreeSet::new();
            for (x, y) in &rules {
                if basket.contains(x) && !basket.contains(y) {
                    wanted.insert(*y);
                }
            }
            let offered: Vec<u32> = cross.offers(contact).map(|pair| pair.offered).collect();
            prop_assert_eq!(offered.len(), wanted.len());
            prop_assert_eq!(offered.into_iter().collect::<BTreeSet<_>>(), wanted);
        }
    }

    #[test]
    fn the_median_lies_between_the_gaps(gaps in prop::collection::vec(1_i32..400, 2..12)) {
        let mut days = vec![day("2000-01-01")];
        for gap in &gaps {
            let last = days[days.len() - 1];
            days.push(last.saturating_add(jiff::Span::new().days(*gap)));
        }
        let mut sorted = gaps.clone();
        sorted.sort_unstable();
        let middle = f64::from(sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
        let found = Interval::of(&days).unwrap().days();
        prop_assert_eq!(found.to_string(), middle.to_string());
    }
}
