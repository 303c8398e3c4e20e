//! Each operator on each kind of value, and how conditions are joined.

use super::{Book, TODAY, date_fact, day, number_fact, plan, rungs, text_fact};
use crate::model::{
    Calendar, Derived, Fact, Field, FieldId, NO_NAME, PartialDate, SaleLine, Sales,
};
use crate::stage::segment::Truth::{self, False, True, Unknown};
use crate::stage::segment::{Placements, Sight};

fn partial(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Fact<'static> {
    Fact::Date(PartialDate {
        year,
        month,
        day,
        calendar: Calendar::Gregorian,
    })
}

/// The truth of one line for one contact.
fn truth(line: &str, field: FieldId, fact: Fact<'static>) -> Truth {
    let plan = plan(&format!(
        "[[segment]]\nname = \"S\"\nwhen = ['''{line}''']\n"
    ));
    let book = Book::default().with(field, vec![fact]);
    let placements: Placements = book.place(&plan);
    let sight = Sight::new(&book, &plan, &placements, day(TODAY));
    sight.ready(&plan.segments[0].when).truth(0)
}

#[test]
fn operators_on_texts_and_lists() {
    let city: FieldId = Field::City.into();
    let products: FieldId = Derived::Products.into();
    let hobbies: FieldId = Field::Hobbies.into();
    for (line, field, text, expected) in [
        ("city is cairo", city, "Cairo", True),
        ("city is القاهره", city, "القَاهِرة", True),
        ("city is New York", city, "new  york", True),
        ("city is New York", city, "New York Mills", False),
        ("city is New York", city, "Нью-Йорк", True),
        ("city is one of [Cairo, Giza]", city, "القاهرة", True),
        ("city is one of [Cairo, Giza]", city, "Гиза; Luxor", True),
        ("city is not Moscow", city, "г. Москва", False),
        ("city is تهران", city, "Tehran", True),
        ("country is Egypt", Field::Country.into(), "مصر", True),
        ("country is not UAE", Field::Country.into(), "ОАЭ", False),
        (
            "country is Atlantis",
            Field::Country.into(),
            "atlantis",
            True,
        ),
        ("city is not Cairo", city, "Giza", True),
        ("city is not Cairo", city, "", Unknown),
        ("city is one of [Cairo, Giza]", city, "GIZA", True),
        ("city is one of [Cairo, Giza]", city, "Giza; Luxor", True),
        ("city is one of [Cairo, Giza]", city, "Luxor", False),
        ("city contains or", city, "New York", True),
        ("city starts with new", city, "New York", True),
        ("city starts with york", city, "New York", False),
        ("city is known", city, "", False),
        ("city is empty", city, "", True),
        ("products contains Tea", products, "Coffee; Tea", True),
        ("products contains Tea", products, "Tea set", False),
        ("products lacks Tea", products, "Tea set", True),
        ("products lacks Tea", products, "", Unknown),
        ("products is Tea", products, "Coffee; Tea", True),
        ("hobbies contains tea", hobbies, "green tea, golf", True),
        ("hobbies contains tea", hobbies, "steam engines", False),
    ] {
        assert_eq!(
            truth(line, field, text_fact(text)),
            expected,
            "{line}: {text}"
        );
    }
    // A purchases table without rows for a contact: no products, which is known.
    let nothing = || Fact::Text("".into());
    assert_eq!(truth("products lacks Tea", products, nothing()), True);
    assert_eq!(truth("products contains Tea", products, nothing()), False);
    assert_eq!(truth("products is empty", products, nothing()), True);
}

#[test]
fn operators_on_numbers() {
    let orders: FieldId = Derived::Orders.into();
    for (line, number, expected) in [
        ("orders = 3", 3, True),
        ("orders != 3", 3, False),
        ("orders < 3", 3, False),
        ("orders <= 3", 3, True),
        ("orders > 3", 4, True),
        ("orders >= 4", 3, False),
        ("orders between 3 and 5", 3, True),
        ("orders between 3 and 5", 6, False),
        ("orders is one of [1, 3]", 3, True),
        ("orders in top 20%", 3, True),
        ("orders in top 20%", 0, False),
        ("orders in top 1", -2, False),
    ] {
        assert_eq!(
            truth(line, orders, number_fact(number)),
            expected,
            "{line}: {number}"
        );
        let unknown = truth(line, orders, Fact::Unknown);
        assert_eq!(unknown, Unknown, "{line}");
    }
    // A column of the trade holds numbers as text, or none.
    let rooms = FieldId::custom(0);
    assert_eq!(truth("Rooms > 3", rooms, text_fact("1,200")), True);
    assert_eq!(truth("Rooms > 3", rooms, text_fact("many")), Unknown);
    assert_eq!(truth("Rooms is 4", rooms, number_fact(4)), True);
    assert_eq!(
        truth("Rooms before 2025-01-01", rooms, text_fact("31.12.2024")),
        True
    );
}

#[test]
fn operators_on_dates_of_any_precision() {
    let added: FieldId = Field::AddedOn.into();
    for (line, fact, expected) in [
        ("added-on within 30 days", date_fact("2026-11-22"), True),
        ("added-on within 30 days", date_fact("2026-10-23"), True),
        ("added-on within 30 days", date_fact("2026-10-22"), False),
        ("added-on within 30 days", date_fact("2026-11-23"), False),
        (
            "added-on older than 30 days",
            date_fact("2026-10-23"),
            False,
        ),
        ("added-on older than 30 days", date_fact("2026-10-22"), True),
        ("added-on in next 14 days", date_fact("2026-12-06"), True),
        ("added-on in next 14 days", date_fact("2026-12-07"), False),
        ("added-on in next 14 days", date_fact("2026-11-21"), False),
        ("added-on before today", date_fact("2026-11-21"), True),
        ("added-on after today", date_fact("2026-11-22"), False),
        ("added-on = 2026-11-22", date_fact("2026-11-22"), True),
        (
            "added-on before 2026-01-01",
            partial(Some(2025), None, None),
            True,
        ),
        (
            "added-on before 2026-01-01",
            partial(Some(2026), None, None),
            False,
        ),
        (
            "added-on before 2026-06-01",
            partial(Some(2026), None, None),
            Unknown,
        ),
        (
            "added-on = 2026-06-01",
            partial(Some(2026), Some(6), None),
            Unknown,
        ),
        (
            "added-on != 2026-06-01",
            partial(Some(2026), Some(7), None),
            True,
        ),
        (
            "added-on between 2026-06-01 and 2026-06-30",
            partial(Some(2026), Some(6), None),
            True,
        ),
        (
            "added-on before 2026-01-01",
            partial(None, Some(5), Some(1)),
            Unknown,
        ),
    ] {
        assert_eq!(
            truth(line, added, fact.clone()),
            expected,
            "{line}: {fact:?}"
        );
    }
    let birthday: FieldId = Field::Birthday.into();
    for (fact, expected) in [
        (date_fact("1980-12-01"), True),
        (partial(None, Some(11), Some(22)), True),
        (partial(None, Some(11), Some(21)), False),
        (partial(Some(1980), None, None), Unknown),
    ] {
        let line = "birthday in next 14 days";
        assert_eq!(truth(line, birthday, fact.clone()), expected, "{fact:?}");
    }
    let leap = truth(
        "birthday in next 14 days",
        birthday,
        partial(None, Some(2), Some(29)),
    );
    assert_eq!(leap, False);
}

#[test]
fn a_blank_yes_no_means_no_where_anybody_answered() {
    let plan = plan("[[segment]]\nname = \"S\"\nwhen = [\"vip is no\"]\n");
    let answered = Book::default().flags(Field::Vip, &[Some(true), None, Some(false)]);
    assert_eq!(answered.place(&plan).segments[0], [1, 2]);
    let silent = Book::default().flags(Field::Vip, &[None, None]);
    assert!(silent.place(&plan).segments[0].is_empty());
}

#[test]
fn all_any_and_none_are_joined_by_three_valued_logic() {
    let tiers = |lists: &str| plan(&format!("[[segment]]\nname = \"S\"\n{lists}\n"));
    let book = Book::default()
        .texts(Field::City, &["Cairo", "Giza", "", "Cairo"])
        .numbers(Derived::Orders, &[5, 5, 5, 0]);
    for (lists, expected) in [
        (
            "when = [\"city is Cairo\"]\nall = [\"orders > 0\"]",
            vec![0],
        ),
        ("any = [\"city is Giza\", \"orders > 0\"]", vec![0, 1, 2]),
        // Who has no city is not known to be elsewhere.
        ("none = [\"city is Cairo\"]", vec![1]),
        (
            "when = [\"orders > 0\"]\nnone = [\"city is Cairo\", \"city is Giza\"]",
            vec![],
        ),
    ] {
        assert_eq!(book.place(&tiers(lists)).segments[0], expected, "{lists}");
    }
}

#[test]
fn an_unknown_segment_stays_unknown_for_those_who_ask_about_it() {
    let plan = plan(
        "[[segment]]\nname = \"Near\"\nwhen = [\"city is Cairo\"]\n\
         [[segment]]\nname = \"Far\"\nnone = [\"in segment Near\"]\n",
    );
    let book = Book::default().texts(Field::City, &["Cairo", "Giza", ""]);
    assert_eq!(book.place(&plan).segments, [vec![0], vec![1]]);
}

#[test]
fn ladders_and_days_on_rungs_can_be_asked_about() {
    let plan = plan(
        "[[segment]]\nname = \"Gold\"\nwhen = [\"value is on Gold\"]\n\
         [[segment]]\nname = \"Rest\"\nwhen = [\"value is not Gold\"]\n\
         [[segment]]\nname = \"Settled\"\nwhen = [\"value-days-on-rung >= 1\"]\n",
    );
    let book = Book::default().numbers(Derived::Spend12m, &[50, 20, 0]);
    let placements = book.place(&plan);
    assert_eq!(rungs(&placements, &plan, 0), ["Gold", "Silver", "Bronze"]);
    assert_eq!(placements.segments, [vec![0], vec![1, 2], vec![]]);
    // Without any spend the ladder places nobody, and what stands on it is unknown.
    let empty = Book {
        len: 3,
        ..Book::default()
    };
    assert!(empty.place(&plan).segments.iter().all(Vec::is_empty));
}

#[test]
fn top_shares_count_those_above_zero_and_take_all_ties() {
    let plan = plan(
        "[[segment]]\nname = \"Top\"\nwhen = [\"spend in top 20%\"]\n\
         [[segment]]\nname = \"Two\"\nwhen = [\"spend in top 2\"]\n\
         [[segment]]\nname = \"Bottom\"\nwhen = [\"spend in bottom 20%\"]\n",
    );
    // Six of nine are above zero: 20 % are 1.2, so two; the second ties with the third.
    let book = Book::default().numbers(Derived::Spend, &[0, 9, 7, 7, 5, -3, 1, 3, 0]);
    let placements = book.place(&plan);
    assert_eq!(
        placements.segments,
        [vec![1, 2, 3], vec![1, 2, 3], vec![6, 7]]
    );
}

#[test]
fn top_shares_are_those_of_the_reference() {
    let page = include_str!("../../../../docs/rules.md");
    let (_, section) = page.split_once("### Top shares").unwrap();
    let block = section.split("```toml\n").nth(1).unwrap();
    let plan = plan(block.split("```").next().unwrap());
    let amounts = [900, 700, 700, 400, 300, 200, 100, 50, 0];
    let mut column: Vec<Fact<'static>> = amounts.map(number_fact).to_vec();
    column.push(Fact::Unknown);
    let mut sales = Sales::new(Vec::new(), Vec::new());
    for (contact, amount) in amounts.into_iter().enumerate() {
        // The first has bought nothing of late.
        let day = if contact == 0 {
            "2026-01-01"
        } else {
            "2026-11-01"
        };
        sales.push(std::iter::once(SaleLine {
            day: day.parse().ok(),
            amount: amount.into(),
            product: NO_NAME,
            category: NO_NAME,
        }));
    }
    sales.push(std::iter::empty());
    let mut book = Book::default()
        .with(Derived::Spend12m, column.clone())
        .with(Derived::Spend, column);
    book.sales = Some(sales);
    assert_eq!(
        book.place(&plan).segments,
        [vec![0, 1, 2], vec![0, 1, 2], vec![1, 2], vec![7]]
    );
}

#[test]
fn a_least_value_leaves_out_and_lets_nobody_in() {
    let plan = plan(
        "[[segment]]\nname = \"S\"\nwhen = [\"spend in top 50% from 6\"]\n\
         [[segment]]\nname = \"T\"\nwhen = [\"spend in top 1 from 6\"]\n\
         [[segment]]\nname = \"U\"\nwhen = [\"spend in top 50% from 100\"]\n",
    );
    let book = Book::default().numbers(Derived::Spend, &[9, 6, 5, 4, 3, 2]);
    assert_eq!(book.place(&plan).segments, [vec![0, 1], vec![0], vec![]]);
}

#[test]
fn a_score_is_the_sum_of_its_parts_and_a_field() {
    let plan = plan(
        "[[score]]\nname = \"fit\"\n\
         [[score.points]]\npart = \"near\"\nwhen = [\"city is Cairo\"]\nadd = 10\n\
         [[score.points]]\npart = \"buys\"\nwhen = [\"orders > 0\"]\nadd = 30\n\
         [[score.points]]\npart = \"near\"\nwhen = [\"city starts with C\"]\nadd = -3\n\
         [[segment]]\nname = \"Fit\"\nwhen = [\"fit >= 30\"]\n\
         [[segment]]\nname = \"Unfit\"\nwhen = [\"fit < 30\"]\n\
         [[segment]]\nname = \"Fittest\"\nwhen = [\"fit in top 1\"]\n",
    );
    let book = Book::default()
        .texts(Field::City, &["Cairo", "Giza", "", ""])
        .with(
            Derived::Orders,
            vec![
                number_fact(1),
                number_fact(1),
                number_fact(0),
                Fact::Unknown,
            ],
        );
    let placements = book.place(&plan);
    let score = &placements.scores[0];
    assert_eq!(score.totals, [37, 30, 0, 0]);
    assert_eq!(score.known, [true, true, true, false]);
    assert_eq!(score.parts[0].points, [7, 0, 0, 0]);
    assert_eq!(placements.segments, [vec![0, 1], vec![2], vec![0]]);
}
