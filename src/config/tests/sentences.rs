//! Conditions that are said in a sentence: of purchases and of relatives, in four languages.

use rust_decimal::Decimal;

use super::{file, lines, read_files};
use crate::config::condition::{
    Comparison, Condition, Day, Figure, Goods, Period, Purchases, Subject, Test,
};
use crate::config::{GoodsOfBook, unknown_goods};
use crate::lang::{Lang, Language};
use crate::model::{Derived, Field};
use crate::text::fold;

fn condition(line: &str) -> Condition {
    let text = format!("[[segment]]\nname = \"S\"\nwhen = ['''{line}''']\n");
    let mut reading = read_files(&[file("rules/tiers.toml", &text)]);
    assert_eq!(lines(&reading), Vec::<String>::new(), "{line}");
    reading.plan.segments.swap_remove(0).when.all.swap_remove(0)
}

fn products(names: &[&str]) -> Goods {
    Goods::Products(names.iter().map(|name| fold(name)).collect())
}

fn categories(names: &[&str]) -> Goods {
    Goods::Categories(names.iter().map(|name| fold(name)).collect())
}

#[test]
fn purchases_are_asked_about_by_goods_and_time_in_any_order() {
    let n = Decimal::from;
    let least = |number: i64| Test::Number(Comparison::GreaterOrEqual, n(number));
    let on = |date: &str| Day::On(date.parse().unwrap());
    let (bought, spent, ordered) = (Figure::Bought, Figure::Spent, Figure::Ordered);
    let all = || Goods::All;
    for (line, figure, goods, period, test) in [
        (
            "bought Coaching",
            bought,
            products(&["coaching"]),
            Period::Ever,
            Test::YesNo(true),
        ),
        (
            "bought Coaching within 12 months",
            bought,
            products(&["coaching"]),
            Period::Months(12),
            Test::YesNo(true),
        ),
        (
            "not bought 'After Eight' within 30 days",
            bought,
            products(&["after eight"]),
            Period::Days(30),
            Test::YesNo(false),
        ),
        (
            "has never bought one of [Tea, \"Coffee, black\"] after 2026-01-31",
            bought,
            products(&["tea", "coffee, black"]),
            Period::After(on("2026-01-31")),
            Test::YesNo(false),
        ),
        (
            "bought category Books",
            bought,
            categories(&["books"]),
            Period::Ever,
            Test::YesNo(true),
        ),
        (
            "bought category",
            bought,
            products(&["category"]),
            Period::Ever,
            Test::YesNo(true),
        ),
        (
            "bought within 1 year",
            bought,
            all(),
            Period::Months(12),
            Test::YesNo(true),
        ),
        (
            "spent >= 500 on category Books within 12 months",
            spent,
            categories(&["books"]),
            Period::Months(12),
            least(500),
        ),
        (
            "spent within 12 months on category Books >= 500",
            spent,
            categories(&["books"]),
            Period::Months(12),
            least(500),
        ),
        (
            "spent on [Tea, Coffee]>=500",
            spent,
            products(&["tea", "coffee"]),
            Period::Ever,
            least(500),
        ),
        (
            "spent within 6 months in top 20% from 100",
            spent,
            all(),
            Period::Months(6),
            Test::TopPercent(n(20), Some(n(100))),
        ),
        (
            "ordered between 2 and 4 before today",
            ordered,
            all(),
            Period::Before(Day::Today),
            Test::NumberBetween(n(2), n(4)),
        ),
        (
            "ordered >= 3 within 2 weeks",
            ordered,
            all(),
            Period::Days(14),
            least(3),
        ),
        // The four languages.
        (
            "покупала Коучинг за последние 12 месяцев",
            bought,
            products(&["коучинг"]),
            Period::Months(12),
            Test::YesNo(true),
        ),
        (
            "потратил >= 500 на категорию Книги за 1 год",
            spent,
            categories(&["книги"]),
            Period::Months(12),
            least(500),
        ),
        (
            "لم يشتر القهوة خلال ٦ أشهر",
            bought,
            products(&["القهوه"]),
            Period::Months(6),
            Test::YesNo(false),
        ),
        (
            "أنفق >= ٥٠٠ على فئة كتب خلال 12 شهرا",
            spent,
            categories(&["كتب"]),
            Period::Months(12),
            least(500),
        ),
        (
            "نخریده است مشاوره در ۶ ماه",
            bought,
            products(&["مشاوره"]),
            Period::Months(6),
            Test::YesNo(false),
        ),
        (
            "سفارش داده >= 3 طی 90 روز",
            ordered,
            all(),
            Period::Days(90),
            least(3),
        ),
    ] {
        let found = condition(line);
        let purchases = Box::new(Purchases { goods, period });
        let subject = Subject::Purchases(figure, purchases);
        assert_eq!((found.subject, found.test), (subject, test), "{line}");
    }
}

#[test]
fn what_needs_no_goods_and_no_time_is_a_field() {
    for (line, field) in [
        ("spent >= 500", Derived::Spend),
        ("ordered >= 500", Derived::Orders),
        ("заказывал >= 500", Derived::Orders),
    ] {
        let found = condition(line);
        assert_eq!(found.subject, Subject::Field(field.into()), "{line}");
    }
}

#[test]
fn relatives_are_asked_as_contacts_are() {
    let inner = |condition: Condition| match condition.subject {
        Subject::AnyRelative(inner) => (inner.subject, inner.test, condition.test),
        subject => unreachable!("{subject:?}"),
    };
    let city = || Test::TextIsOneOf(vec!["cairo".to_owned()]);
    for (line, wanted) in [
        ("any relative whose city is Cairo", true),
        ("any relative: city is Cairo", true),
        ("No relative city is Cairo", false),
        ("ни у одного родственника город is Cairo", false),
        ("یکی از خویشاوندان که شهر is Cairo", true),
        ("أحد الأقارب الذي المدينة is Cairo", true),
    ] {
        let found = inner(condition(line));
        let subject = Subject::Field(Field::City.into());
        assert_eq!(found, (subject, city(), Test::YesNo(wanted)), "{line}");
    }
    let (subject, _, test) = inner(condition("any relative who bought Tea within 30 days"));
    assert!(matches!(subject, Subject::Purchases(Figure::Bought, _)));
    assert_eq!(test, Test::YesNo(true));
    let (subject, ..) = inner(condition("any relative whose value is on Gold"));
    assert_eq!(subject, Subject::Ladder(0));
    let sum = condition("relatives spend-12m >= 1,000");
    assert_eq!(sum.subject, Subject::OfRelatives(Derived::Spend12m.into()));
    for (line, wanted) in [("has relatives", true), ("нет родственников", false)] {
        let found = condition(line);
        let expected = (Subject::HasRelatives, Test::YesNo(wanted));
        assert_eq!((found.subject, found.test), expected, "{line}");
    }
}

#[test]
fn a_column_of_the_book_goes_before_a_sentence() {
    let known = crate::config::Known {
        names: &super::NAMES,
        columns: &["Bought by phone".to_owned()],
    };
    let text = "[[segment]]\nname = \"S\"\nwhen = [\"bought by phone is yes\"]\n";
    let reading = crate::config::read(&[file("rules/tiers.toml", text)], &known);
    assert_eq!(lines(&reading), Vec::<String>::new());
    let subject = &reading.plan.segments[0].when.all[0].subject;
    assert!(matches!(subject, Subject::Field(_)));
}

#[test]
fn goods_that_nobody_has_bought_get_a_warning_with_what_was_meant() {
    let text = r#"
[[segment]]
name = "S"
when = [
    "bought Coachin", "spent > 5 on category Bokks", "products lacks leadership", "bought 'Negotiaton'",
    "bought Books", "bought category Coaching", "products is one of [Coaching, Yoga]", "categories contains Toys",
]
"#;
    let files = [file("rules/tiers.toml", text)];
    let reading = read_files(&files);
    assert_eq!(lines(&reading), Vec::<String>::new());
    let book = GoodsOfBook {
        products: vec!["Coaching", "Leadership", "Negotiation"],
        categories: vec!["Books", "Training"],
    };
    let lang = Lang::load(Language::English);
    let found = unknown_goods(&reading.plan.goods, &book, &files);
    let shown: Vec<String> = found
        .iter()
        .map(|problem| {
            let place = crate::model::Places::default().show(&problem.diagnostic.place);
            let hint = lang.hint(&problem.diagnostic).unwrap_or_default();
            format!("{place}: {}; {hint}", lang.message(&problem.diagnostic))
        })
        .collect();
    let hint = "compare it with the column of";
    assert_eq!(
        shown,
        [
            "rules/tiers.toml:5:13: nobody has bought a product `Coachin`; did you mean `Coaching`?".to_owned(),
            "rules/tiers.toml:5:46: nobody has bought from a category `Bokks`; did you mean `Books`?".to_owned(),
            "rules/tiers.toml:5:91: nobody has bought a product `Negotiaton`; did you mean `Negotiation`?".to_owned(),
            "rules/tiers.toml:6:13: `Books` is no product, but a category of your sales; write `category Books`, or `categories contains Books`".to_owned(),
            "rules/tiers.toml:6:38: `Coaching` is no category, but a product of your sales; write `bought Coaching`, `on Coaching` or `products contains Coaching`".to_owned(),
            format!("rules/tiers.toml:6:80: nobody has bought a product `Yoga`; {hint} products in your sales; nothing needs to be done for a product that is new"),
            format!("rules/tiers.toml:6:109: nobody has bought from a category `Toys`; {hint} categories in your sales; nothing needs to be done for a category that is new"),
        ]
    );
    assert_eq!(found[2].suggestion.as_deref(), Some("'Negotiation'"));
    // A book without purchases cannot tell.
    let none = unknown_goods(&reading.plan.goods, &GoodsOfBook::default(), &files);
    assert!(none.is_empty());
}

#[test]
fn days_of_a_period_are_those_of_the_glossary() {
    let today = "2026-11-22".parse().unwrap();
    let days = |period: Period| {
        let (first, last) = period.days(today).unwrap();
        format!("{first} {last}")
    };
    assert_eq!(Period::Ever.days(today), None);
    assert_eq!(days(Period::Months(12)), "2025-11-23 2026-11-22");
    assert_eq!(days(Period::Days(30)), "2026-10-23 2026-11-22");
    let on = |date: &str| Day::On(date.parse().unwrap());
    assert_eq!(
        days(Period::After(on("2026-01-31"))),
        "2026-02-01 2026-11-22"
    );
    assert_eq!(
        days(Period::Before(on("2026-01-31"))),
        "-009999-01-01 2026-01-30"
    );
    assert_eq!(
        days(Period::Before(on("2030-01-01"))),
        "-009999-01-01 2026-11-22"
    );
    assert_eq!(days(Period::Months(u32::MAX)), "1026-11-23 2026-11-22");
}
