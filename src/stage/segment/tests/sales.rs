//! Purchases and relatives: what conditions on them say of a small book.

use super::{Book, day, number_fact, plan};
use crate::lang::{Lang, Language};
use crate::model::{Derived, Fact, Field, NO_NAME, Relatives, SaleLine, Sales};
use crate::stage::segment::{Reasons, WhyRequest};

/// Sara, Omar, Lena and Ivan: who bought what when, for how much.
fn sales() -> Sales {
    let products = ["coaching", "tea"];
    let categories = ["training", "drinks"];
    let boxed = |names: &[&str]| names.iter().map(|name| (*name).into()).collect();
    let mut sales = Sales::new(boxed(&products), boxed(&categories));
    let of: [&[(&str, i64, u32)]; 4] = [
        &[
            ("2025-11-22", 100, 0),
            ("2025-11-23", 50, 0),
            ("2026-11-01", 7, 1),
            ("2026-11-01", 5, 1),
            ("2027-01-01", 999, 0),
        ],
        &[("2026-06-01", 40, 0), ("2026-06-02", -40, 0)],
        &[],
        &[("", 30, 1), ("2026-10-23", 0, NO_NAME)],
    ];
    for lines in of {
        sales.push(lines.iter().map(|(date, amount, product)| SaleLine {
            day: date.parse().ok(),
            amount: (*amount).into(),
            product: *product,
            category: *product,
        }));
    }
    sales
}

fn book() -> Book {
    let mut book = Book::default().texts(Field::Name, &["Sara", "Omar", "Lena", "Ivan"]);
    book.sales = Some(sales());
    book
}

fn members(book: &Book, line: &str) -> Vec<u32> {
    let text = format!("[[segment]]\nname = \"S\"\nwhen = ['''{line}''']\n");
    book.place(&plan(&text)).segments.swap_remove(0)
}

#[test]
fn who_bought_spent_and_ordered() {
    let book = book();
    for (line, expected) in [
        ("bought Coaching", vec![0, 1]),
        ("bought coaching within 12 months", vec![0, 1]),
        ("bought Coaching within 3 months", vec![]),
        ("not bought Coaching within 3 months", vec![0, 1, 2, 3]),
        ("not bought Coaching", vec![2, 3]),
        ("bought Tea", vec![0, 3]),
        // A sale without a date is in no period; one without a name is no tea.
        ("bought Tea within 12 months", vec![0]),
        ("bought category Drinks after 2026-10-31", vec![0]),
        ("bought one of [Tea, Coaching] before 2026-01-01", vec![0]),
        ("bought within 30 days", vec![0, 3]),
        ("bought within 29 days", vec![0]),
        // What was given back was bought, but not spent.
        ("spent > 0 on Coaching", vec![0]),
        ("spent = 0 on Coaching", vec![1, 2, 3]),
        // After the same day of last year: the sale of 22 November 2025 is out.
        ("spent = 50 on Coaching within 12 months", vec![0]),
        ("spent = 150 on Coaching before 2026-01-01", vec![0]),
        ("spent >= 12 on category Drinks", vec![0, 3]),
        ("spent within 12 months in top 50%", vec![0]),
        ("spent on Tea in top 1 from 31", vec![]),
        ("spent on Tea in top 1 from 30", vec![3]),
        // All rows of one day are one order; those without a date are one together; a refund is an order, too.
        ("ordered = 3 before today", vec![0]),
        ("ordered = 2 within 12 months", vec![0, 1]),
        ("ordered = 1 on Tea", vec![0, 3]),
        (
            "ordered between 1 and 2 on Coaching after 2025-01-01",
            vec![0, 1],
        ),
    ] {
        assert_eq!(members(&book, line), expected, "{line}");
    }
}

#[test]
fn without_a_table_of_purchases_nothing_is_known_of_them() {
    let mut book = book();
    book.sales = None;
    for line in [
        "bought Tea",
        "not bought Tea",
        "spent = 0 on Tea",
        "ordered >= 0 within 1 year",
    ] {
        assert!(members(&book, line).is_empty(), "{line}");
    }
    let plan = plan(
        "[[ladder]]\nname = \"tea\"\n[[ladder.rung]]\nname = \"Yes\"\nwhen = [\"bought Tea\"]\n[[ladder.rung]]\nname = \"No\"\n",
    );
    let placements = book.place(&plan);
    assert_eq!(placements.ladders[0].lacks.as_deref(), Some("purchases"));
}

/// Sara and Omar are relatives, Lena and Ivan are none.
fn family() -> Book {
    let mut book = book()
        .texts(Field::City, &["Cairo", "Giza", "Giza", ""])
        .with(
            Derived::Spend,
            vec![
                number_fact(162),
                Fact::Unknown,
                number_fact(0),
                number_fact(30),
            ],
        );
    book.relatives = Some(Relatives::new(vec![vec![0, 1]], 4));
    book
}

#[test]
fn relatives_are_the_others_of_the_household() {
    let book = family();
    for (line, expected) in [
        ("has relatives", vec![0, 1]),
        ("has no relatives", vec![2, 3]),
        ("any relative whose city is Cairo", vec![1]),
        ("no relative whose city is Cairo", vec![0, 2, 3]),
        ("any relative who bought Tea within 12 months", vec![1]),
        ("relatives spend >= 100", vec![1]),
        // Nothing is known of Omar's spend; who has no relatives has the sum 0.
        ("relatives spend = 0", vec![2, 3]),
        ("relatives spend in top 10%", vec![1]),
    ] {
        assert_eq!(members(&book, line), expected, "{line}");
    }
    let mut alone = family();
    alone.relatives = None;
    for line in [
        "has relatives",
        "has no relatives",
        "no relative whose city is Cairo",
    ] {
        assert!(members(&alone, line).is_empty(), "{line}");
    }
}

#[test]
fn a_relative_may_be_asked_about_ladders_and_segments_and_circles_are_refused() {
    let plan = plan(
        "[[ladder]]\nname = \"money\"\n[[ladder.rung]]\nname = \"Gold\"\nwhen = [\"spend > 100\"]\n[[ladder.rung]]\nname = \"Rest\"\n\
         [[segment]]\nname = \"Guests\"\nwhen = [\"any relative whose money is on Gold\"]\n\
         [[segment]]\nname = \"Guests of guests\"\nany = [\"any relative in segment Guests\"]\n",
    );
    let placements = family().place(&plan);
    assert_eq!(placements.segments, [vec![1], vec![0]]);
}

#[test]
fn sentences_are_told_as_they_were_written_with_what_was_found() {
    let plan = plan(
        r#"
[[ladder]]
name = "tea"
[[ladder.rung]]
name = "Fresh"
when = ["bought Tea within 12 months", "spent on Tea in top 50%"]
[[ladder.rung]]
name = "Guest"
when = ["any relative whose city is Cairo"]
[[ladder.rung]]
name = "Other"
when = ["not bought Tea", "has relatives"]
"#,
    );
    let book = family().texts(Field::City, &["Cairo", "", "Giza", ""]);
    let placements = book.place(&plan);
    let lang = Lang::load(Language::English);
    let reasons = Reasons::new(WhyRequest {
        plan: &plan,
        placements: &placements,
        facts: &book,
        lang: &lang,
        today: day(super::TODAY),
    });
    let told: Vec<String> = (0..4).map(|contact| reasons.why(0, contact)).collect();
    assert_eq!(
        told,
        [
            "not placed: not bought Tea: no (2026-11-01)",
            "Guest: any relative whose city is Cairo: yes (Sara)",
            "not placed: has relatives: no",
            "not placed: not bought Tea: no; has relatives: no",
        ]
    );
}
