//! Every measure on a small book counted by hand, and sums against naive loops over random books.

use proptest::prelude::{ProptestConfig, prop, proptest};
use proptest::prop_assert_eq;
use rust_decimal::Decimal;

use super::{Counts, METRICS, MeasureRequest, Metric, measure};
use crate::config::Person;
use crate::lang::{Lang, Language};
use crate::model::{Field, TableKind};
use crate::stage::remind::fixture::{Book, day};

fn metrics(book: &Book, today: &str) -> Vec<Metric> {
    measure(&MeasureRequest {
        contacts: &book.contacts,
        tables: &book.tables,
        profile: &book.profile,
        plan: &book.plan,
        today: day(today),
        counts: Counts {
            merged_rows: 3,
            problems: 7,
        },
    })
}

/// `value` or `reason`, with numerator and denominator where there are any: `0.5 = 1/2`.
fn show(metric: &Metric) -> String {
    let text = |number: Decimal| number.to_string();
    let value = metric
        .value
        .map_or_else(|| metric.reason.unwrap_or("?").to_owned(), text);
    match (metric.numerator, metric.denominator) {
        (Some(upper), Some(lower)) => format!("{value} = {upper}/{lower}"),
        _ => value,
    }
}

/// A dimension and a key of it.
type CutKey<'a> = (&'a str, Option<&'a str>);

fn find(metrics: &[Metric], code: &str, period: &str, cut: Option<CutKey<'_>>) -> String {
    let found: Vec<&Metric> = metrics
        .iter()
        .filter(|metric| {
            metric.metric == code
                && metric.period == period
                && metric.dimension == cut.map(|(dimension, _)| dimension)
                && metric.key.as_deref() == cut.and_then(|(_, key)| key)
        })
        .collect();
    match found.as_slice() {
        [] => "-".to_owned(),
        [one] => show(one),
        _ => format!("{} times", found.len()),
    }
}

/// Five contacts as of 2026-05-03: Sara (fair, Mona; bought in 2024, 2025 and 2026), Ali (web, "mo"; brought by Sara, new in
/// 2026), Nour (web; one lost deal, a lead), Ivan (no source; one refund that eats the purchase, a lead), Lina (fair; new in
/// 2026). One sale belongs to nobody, one lies in the future, one has no date.
fn book() -> Book {
    let mut book = Book::new(&[
        &[
            (Field::Name, "Sara"),
            (Field::Source, "Fair"),
            (Field::Owner, "Mona"),
        ],
        &[
            (Field::Name, "Ali"),
            (Field::Source, "web"),
            (Field::Owner, "mo"),
        ],
        &[
            (Field::Name, "Nour"),
            (Field::Source, "Web "),
            (Field::DoNotContact, "yes"),
        ],
        &[(Field::Name, "Ivan"), (Field::ReferredBy, "ivan")],
        &[
            (Field::Name, "Lina"),
            (Field::Source, "fair"),
            (Field::ReferredBy, "Uncle Hassan"),
        ],
    ]);
    book.plan.book.staff = vec![Person {
        name: "Mona".to_owned(),
        aliases: vec!["Mo".to_owned()],
        role: None,
        left: None,
        hands_over_to: None,
    }];
    let sale = |date: &'static str, amount: &'static str, product: &'static str| {
        vec![
            (Field::Date, date),
            (Field::Amount, amount),
            (Field::Product, product),
        ]
    };
    let mut lost = sale("2026-02-01", "999", "Course");
    lost.push((Field::Status, "lost"));
    let mut campaign = sale("2026-04-20", "50.25", "Book");
    campaign.push((Field::Campaign, "Spring"));
    campaign.push((Field::Owner, "Omar"));
    let rows = [
        (Some(0), sale("2024-05-03", "100", "Course")),
        (Some(0), sale("2025-05-03", "40", "Book")),
        (Some(0), sale("2026-05-03", "60", "Course")),
        (Some(0), sale("2026-05-03", "-10", "Course")),
        (Some(1), campaign),
        (Some(1), sale("2026-05-01", "49.75", "course")),
        (Some(2), lost),
        (Some(3), sale("2026-01-05", "20", "Book")),
        (Some(3), sale("2026-01-06", "-20", "Book")),
        (Some(4), sale("2026-03-31", "300", "Course")),
        (Some(4), sale("2026-06-01", "1000", "Course")),
        (Some(4), vec![(Field::Amount, "5")]),
        (None, sale("2026-04-01", "33", "Book")),
    ];
    let rows: Vec<_> = rows
        .iter()
        .map(|(contact, row)| (*contact, row.as_slice()))
        .collect();
    book.tables.purchases = Some(book.related(TableKind::Purchases, &rows));
    book.tables.costs = Some(book.related(
        TableKind::Costs,
        &[
            (
                None,
                &[
                    (Field::Date, "2026-03-01"),
                    (Field::Amount, "120"),
                    (Field::Source, "Fair"),
                ],
            ),
            (
                None,
                &[
                    (Field::Date, "2026-04-02"),
                    (Field::Amount, "30"),
                    (Field::Campaign, "spring"),
                ],
            ),
            (
                None,
                &[
                    (Field::Date, "2026-07-01"),
                    (Field::Amount, "500"),
                    (Field::Source, "Fair"),
                ],
            ),
        ],
    ));
    let profile = &mut book.profile;
    profile.customer = vec![true, true, false, false, true];
    profile.first_purchase = vec![
        Some(day("2024-05-03")),
        Some(day("2026-04-20")),
        None,
        Some(day("2026-01-05")),
        Some(day("2026-03-31")),
    ];
    profile.last_purchase = vec![
        Some(day("2026-05-03")),
        Some(day("2026-05-01")),
        None,
        Some(day("2026-01-05")),
        Some(day("2026-03-31")),
    ];
    profile.referrer = vec![None, Some(0), None, Some(3), None];
    profile.added_on = vec![
        Some(day("2024-05-01")),
        Some(day("2026-04-10")),
        Some(day("2026-04-11")),
        None,
        Some(day("2026-03-01")),
    ];
    profile.completeness = vec![1.0, 4.0 / 5.0, 0.79, 0.0, 0.5];
    profile.verified_on = vec![
        Some(day("2025-05-03")),
        Some(day("2025-05-02")),
        None,
        None,
        None,
    ];
    book
}

#[test]
fn every_measure_of_the_small_book_is_as_counted_by_hand() {
    let metrics = metrics(&book(), "2026-05-03");
    let (fair, web, none) = (
        Some(("source", Some("Fair"))),
        Some(("source", Some("Web"))),
        Some(("source", None)),
    );
    let cases: &[(&str, &str, Option<CutKey<'_>>, &str)] = &[
        ("conversion-rate", "all", None, "0.6 = 3/5"),
        ("conversion-rate", "2026", None, "0.666667 = 2/3"),
        ("conversion-rate", "last-12-months", None, "0.666667 = 2/3"),
        ("conversion-rate", "2026-04", None, "0.5 = 1/2"),
        ("conversion-rate", "2026-05", None, "no-contacts = 0/0"),
        ("conversion-rate", "all", fair, "1 = 2/2"),
        ("conversion-rate", "all", Some(("source", Some("web"))), "-"),
        ("conversion-rate", "all", none, "0 = 0/1"),
        (
            "conversion-rate",
            "all",
            Some(("owner", Some("Mona"))),
            "1 = 2/2",
        ),
        (
            "conversion-rate",
            "2026-04",
            Some(("owner", Some("Mona"))),
            "-",
        ),
        ("acquisition-cost", "all", None, "50 = 150/3"),
        ("acquisition-cost", "2026", None, "75 = 150/2"),
        ("acquisition-cost", "2024", None, "no-costs-in-period"),
        ("acquisition-cost", "2026-03", None, "120 = 120/1"),
        ("acquisition-cost", "2026-q2", None, "30 = 30/1"),
        ("acquisition-cost", "2026", fair, "120 = 120/1"),
        ("acquisition-cost", "2026", web, "0 = 0/1"),
        ("acquisition-cost", "2026", none, "not-attributed = 30/0"),
        (
            "acquisition-cost",
            "all",
            Some(("campaign", Some("Spring"))),
            "30 = 30/1",
        ),
        ("costs", "all", None, "150"),
        ("lifetime-value", "all", None, "148.33 = 445/3"),
        ("lifetime-value-before-cost", "all", None, "198.33 = 595/3"),
        ("lifetime-value", "2026", fair, "185 = 185/1"),
        (
            "lifetime-value",
            "2026",
            Some(("owner", Some("Mona"))),
            "25 = 25/1",
        ),
        ("lifetime-value", "2024", None, "no-costs-in-period = 190/1"),
        ("retention-years", "2026", None, "1 = 2/2"),
        ("retention-years", "2024", None, "1.998672 = 1.998672/1"),
        ("purchases-per-year", "2026", None, "2 = 4/2"),
        ("revenue", "all", None, "628"),
        ("revenue", "last-12-months", None, "483"),
        ("revenue", "2026-05", None, "99.75"),
        ("revenue", "2026-04", None, "83.25"),
        ("revenue", "2024-06", None, "0"),
        ("revenue", "all", Some(("unknown-contact", None)), "33"),
        ("revenue", "2026-05", Some(("unknown-contact", None)), "-"),
        ("revenue", "2026", fair, "350"),
        ("revenue", "2026", none, "33"),
        ("revenue", "2026", Some(("owner", Some("Omar"))), "50.25"),
        ("revenue", "2026", Some(("owner", Some("Mona"))), "99.75"),
        (
            "revenue",
            "2026",
            Some(("product", Some("Course"))),
            "399.75",
        ),
        ("orders", "all", None, "9"),
        ("orders", "2026", None, "6"),
        ("average-order", "2026", None, "75 = 450/6"),
        ("customers", "all", None, "3"),
        ("customers", "2026", None, "3"),
        ("customers", "2025", None, "1"),
        ("new-customers", "2026", None, "2"),
        ("returning", "2026", None, "1"),
        ("returning", "2026-05", None, "2"),
        ("contacts", "all", None, "5"),
        ("contacts", "2026", None, "3"),
        ("leads", "all", None, "2"),
        ("leads", "2026", None, "1"),
        ("top-20-share", "all", None, "0.512605 = 305/595"),
        ("top-10-share", "2026", None, "0.666667 = 300/450"),
        ("referral-share", "2026", None, "1 = 400/400"),
        ("referral-share", "all", None, "0.680672 = 405/595"),
        ("referral-share", "2025", None, "no-new-revenue = 0/0"),
        ("referrals", "all", None, "2"),
        ("base-size", "all", None, "5"),
        ("base-new", "2026-04", None, "2"),
        ("base-complete", "all", None, "0.4 = 2/5"),
        ("base-verified", "all", None, "0.2 = 1/5"),
        ("duplicates-merged", "all", None, "3"),
        ("problems", "all", None, "7"),
        ("do-not-contact", "all", None, "1"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(code, period, cut, wanted)| {
            let found = find(&metrics, code, period, *cut);
            (found != *wanted).then(|| format!("{code} {period} {cut:?}: {found}, not {wanted}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    for spec in METRICS {
        assert!(
            cases.iter().any(|(code, ..)| *code == spec.code),
            "{} is not tested",
            spec.code
        );
    }
    assert!(
        metrics
            .iter()
            .all(|metric| metric.value.is_some() != metric.reason.is_some())
    );
}

#[test]
fn what_cannot_be_computed_says_why() {
    let mut book = book();
    book.tables.purchases = None;
    book.tables.costs = None;
    let with_stand_ins = metrics(&book, "2026-05-03");
    book.profile.customer = vec![false; 5];
    let without = metrics(&book, "2026-05-03");
    for (code, period, stood_in, missing) in [
        ("conversion-rate", "all", "0.6 = 3/5", "no-purchases"),
        ("conversion-rate", "2026", "0.666667 = 2/3", "no-purchases"),
        ("customers", "all", "3", "no-purchases"),
        ("customers", "2026", "no-purchase-dates", "no-purchases"),
        ("leads", "2026", "1", "no-purchases"),
        ("acquisition-cost", "all", "no-costs", "no-costs"),
        ("costs", "all", "no-costs", "no-costs"),
        ("lifetime-value", "all", "no-purchases", "no-purchases"),
        ("revenue", "all", "no-purchases", "no-purchases"),
        ("top-20-share", "all", "no-purchases", "no-purchases"),
        ("referral-share", "all", "no-purchases", "no-purchases"),
        ("contacts", "all", "5", "5"),
    ] {
        assert_eq!(
            find(&with_stand_ins, code, period, None),
            stood_in,
            "{code} {period}"
        );
        assert_eq!(
            find(&without, code, period, None),
            missing,
            "{code} {period}"
        );
    }
}

#[test]
fn every_measure_has_words_and_every_reason_too() {
    let mut plain = book();
    plain.tables.costs = None;
    let empty = Book::new(&[]);
    let mut all = metrics(&plain, "2026-05-03");
    all.extend(metrics(&book(), "2026-05-03"));
    all.extend(metrics(&empty, "2026-05-03"));
    for language in Language::ALL {
        let lang = Lang::load(language);
        for metric in &all {
            for key in [
                format!("metric.{}.label", metric.metric),
                format!("metric.{}.definition", metric.metric),
                format!("unit.{}", metric.unit),
                format!("reason.{}", metric.reason.unwrap_or("no-data")),
                format!("dimension.{}", metric.dimension.unwrap_or("none")),
            ] {
                assert!(lang.find(&key).is_some(), "{key} in {language:?}");
            }
        }
    }
}

#[test]
fn amounts_beyond_every_limit_do_not_stop_the_run() {
    let mut book = Book::new(&[&[(Field::Name, "Sara")]]);
    let most = Decimal::MAX.to_string();
    let row = vec![(Field::Date, "2026-05-01"), (Field::Amount, most.as_str())];
    let rows = [
        (Some(0), row.as_slice()),
        (Some(0), row.as_slice()),
        (None, row.as_slice()),
    ];
    book.tables.purchases = Some(book.related(TableKind::Purchases, &rows));
    book.tables.costs = Some(book.related(TableKind::Costs, &rows));
    book.profile.customer = vec![true];
    book.profile.first_purchase = vec![Some(day("2026-05-01"))];
    assert_eq!(
        find(&metrics(&book, "2026-05-03"), "revenue", "all", None),
        most
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Conversion rate and revenue against loops that use neither periods nor cuts of the program.
    #[test]
    fn sums_are_those_of_naive_loops(
        people in prop::collection::vec((0_usize..4, 0_i32..900, prop::bool::ANY), 1..20),
        bought in prop::collection::vec((0_usize..24, 0_i32..900, -500_i64..2000), 0..60),
    ) {
        const SOURCES: [&str; 4] = ["", "fair", "web", "WEB"];
        let today = day("2026-05-03");
        let back = |days: i32| today.saturating_sub(jiff::Span::new().days(days));
        let rows: Vec<Vec<(Field, &str)>> =
            people.iter().map(|(source, ..)| vec![(Field::Source, SOURCES[*source])]).collect();
        let rows: Vec<&[(Field, &str)]> = rows.iter().map(Vec::as_slice).collect();
        let mut book = Book::new(&rows);
        book.profile.added_on = people.iter().map(|(_, days, _)| Some(back(*days))).collect();
        book.profile.customer = people.iter().map(|(.., customer)| *customer).collect();
        let texts: Vec<(String, String)> = bought
            .iter()
            .map(|(_, days, cents)| (back(*days).to_string(), Decimal::new(*cents, 2).to_string()))
            .collect();
        let sales: Vec<Vec<(Field, &str)>> = texts
            .iter()
            .map(|(date, amount)| vec![(Field::Date, date.as_str()), (Field::Amount, amount.as_str())])
            .collect();
        let sales: Vec<_> = bought
            .iter()
            .zip(&sales)
            .map(|((who, ..), row)| ((*who < people.len()).then_some(*who as u32), row.as_slice()))
            .collect();
        book.tables.purchases = Some(book.related(TableKind::Purchases, &sales));
        let metrics = metrics(&book, "2026-05-03");
        for metric in metrics.iter().filter(|metric| metric.dimension.is_none_or(|cut| cut == "source")) {
            let inside = |date: jiff::civil::Date| match metric.period.as_str() {
                "all" => true,
                "last-12-months" => date > day("2025-05-03"),
                period if period.contains('q') => {
                    format!("{:04}-q{}", date.year(), (date.month() + 2) / 3) == period
                }
                period => date.to_string().starts_with(period),
            };
            let source = |contact: Option<usize>| contact.and_then(|contact| match people[contact].0 {
                0 => None,
                source => Some(SOURCES[source].to_lowercase()),
            });
            let fits = |contact: Option<usize>| metric.dimension.is_none()
                || source(contact) == metric.key.as_deref().map(str::to_lowercase);
            let known = |who: usize| (who < people.len()).then_some(who);
            match metric.metric {
                "revenue" => {
                    let cents: i64 = bought
                        .iter()
                        .filter(|(who, days, _)| fits(known(*who)) && inside(back(*days)))
                        .map(|(.., cents)| cents)
                        .sum();
                    prop_assert_eq!(metric.value, Some(Decimal::new(cents, 2)), "{:?}", metric);
                }
                "conversion-rate" => {
                    let added = |customers: bool| (0..people.len())
                        .filter(|who| fits(Some(*who)) && inside(back(people[*who].1)))
                        .filter(|who| people[*who].2 || !customers)
                        .count() as u64;
                    prop_assert_eq!(metric.denominator, Some(Decimal::from(added(false))), "{:?}", metric);
                    prop_assert_eq!(metric.numerator, Some(Decimal::from(added(true))), "{:?}", metric);
                }
                _ => {}
            }
        }
    }
}
