//! Rules that are right: what they mean.

use jiff::civil::Weekday;
use rust_decimal::Decimal;

use super::{file, lines, read_files};
use crate::config::condition::{Comparison, Condition, Day, Subject, Test};
use crate::config::{Keep, Node, Plan, Range, ReminderKind};
use crate::diag::Severity;
use crate::lang::Language;
use crate::model::{Calendar, Derived, Field, FieldId, PartialDate, TableKind};

fn plan(path: &str, text: &str) -> Plan {
    let reading = read_files(&[file(path, text)]);
    assert_eq!(lines(&reading), Vec::<String>::new(), "{text}");
    assert!(reading.is_accepted());
    reading.plan
}

fn condition(line: &str) -> Condition {
    let text = format!(
        "[[segment]]\nname = \"S\"\nwhen = ['''{line}''']\n[[segment]]\nname = \"Old friends\"\nwhen = [\"age > 60\"]\n"
    );
    let mut plan = plan("rules/tiers.toml", &text);
    plan.segments.swap_remove(0).when.all.swap_remove(0)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn on(date: &str) -> Day {
    Day::On(date.parse().unwrap())
}

#[test]
fn every_operator_is_compiled_by_the_type_of_its_field() {
    let n = |number: &str| number.parse::<Decimal>().unwrap();
    for (line, field, test) in [
        (
            "city is Cairo",
            Field::City.into(),
            Test::TextIsOneOf(texts(&["cairo"])),
        ),
        (
            "city is not القاهرة",
            Field::City.into(),
            Test::TextIsNot(texts(&["القاهره"])),
        ),
        (
            "city is one of [Cairo, \"Port Said\"]",
            Field::City.into(),
            Test::TextIsOneOf(texts(&["cairo", "port said"])),
        ),
        (
            "city is not one of [Cairo, Giza]",
            Field::City.into(),
            Test::TextIsNot(texts(&["cairo", "giza"])),
        ),
        (
            "status is on hold",
            Field::Status.into(),
            Test::TextIsOneOf(texts(&["on hold"])),
        ),
        (
            "status is \"after sale\"",
            Field::Status.into(),
            Test::TextIsOneOf(texts(&["after sale"])),
        ),
        (
            "products contains Leadership",
            Derived::Products.into(),
            Test::Contains("leadership".into()),
        ),
        (
            "products lacks Coaching",
            Derived::Products.into(),
            Test::Lacks("coaching".into()),
        ),
        (
            "mobile-phone starts with +20",
            Field::MobilePhone.into(),
            Test::StartsWith("+20".into()),
        ),
        (
            "spend-12m in top 20%",
            Derived::Spend12m.into(),
            Test::TopPercent(n("20"), None),
        ),
        (
            "spend-12m in the top ٢٫٥٪",
            Derived::Spend12m.into(),
            Test::TopPercent(n("2.5"), None),
        ),
        (
            "spend in top 50",
            Derived::Spend.into(),
            Test::Top(50, None),
        ),
        (
            "spend in bottom 10 %",
            Derived::Spend.into(),
            Test::BottomPercent(n("10")),
        ),
        (
            "spend>=1,000",
            Derived::Spend.into(),
            Test::Number(Comparison::GreaterOrEqual, n("1000")),
        ),
        (
            "spend != -5.5",
            Derived::Spend.into(),
            Test::Number(Comparison::NotEqual, n("-5.5")),
        ),
        (
            "orders is 3",
            Derived::Orders.into(),
            Test::Number(Comparison::Equal, n("3")),
        ),
        (
            "orders is one of [1, 2]",
            Derived::Orders.into(),
            Test::NumberIsOneOf(vec![n("1"), n("2")]),
        ),
        (
            "age between ۳۰ and ۵۵",
            Derived::Age.into(),
            Test::NumberBetween(n("30"), n("55")),
        ),
        (
            "age > 40 years",
            Derived::Age.into(),
            Test::Number(Comparison::Greater, n("40")),
        ),
        (
            "completeness < 80%",
            Derived::Completeness.into(),
            Test::Number(Comparison::Less, n("0.8")),
        ),
        (
            "days-known <= 2 weeks",
            Derived::DaysKnown.into(),
            Test::Number(Comparison::LessOrEqual, n("14")),
        ),
        (
            "last-purchase within 3 months",
            Derived::LastPurchase.into(),
            Test::WithinDays(91),
        ),
        (
            "last contact older than 1 year",
            Field::LastContact.into(),
            Test::OlderThanDays(365),
        ),
        (
            "birthday in next 14 days",
            Field::Birthday.into(),
            Test::InNextDays(14),
        ),
        (
            "added-on before 1.5.2026",
            Field::AddedOn.into(),
            Test::Date(Comparison::Less, on("2026-05-01")),
        ),
        (
            "next-step-date after today",
            Field::NextStepDate.into(),
            Test::Date(Comparison::Greater, Day::Today),
        ),
        (
            "added-on between 2025-01-01 and today",
            Field::AddedOn.into(),
            Test::DateBetween(on("2025-01-01"), Day::Today),
        ),
        ("email is known", Field::Email.into(), Test::Known),
        ("email is empty", Field::Email.into(), Test::Empty),
        ("vip is yes", Field::Vip.into(), Test::YesNo(true)),
        (
            "do-not-contact is not да",
            Field::DoNotContact.into(),
            Test::YesNo(false),
        ),
        (
            "Closing year > 2020",
            FieldId::custom(0),
            Test::Number(Comparison::Greater, n("2020")),
        ),
        (
            "closing year is 2020",
            FieldId::custom(0),
            Test::TextIsOneOf(texts(&["2020"])),
        ),
        (
            "'Тип договора' contains аренда",
            FieldId::custom(1),
            Test::Contains("аренда".into()),
        ),
        (
            "Closing year before 2020-01-01",
            FieldId::custom(0),
            Test::Date(Comparison::Less, on("2020-01-01")),
        ),
        (
            "conversion >= 60",
            FieldId::custom(2),
            Test::Number(Comparison::GreaterOrEqual, n("60")),
        ),
        (
            "\u{200f}city is Cairo\u{200f}",
            Field::City.into(),
            Test::TextIsOneOf(texts(&["cairo"])),
        ),
    ] {
        let found = condition(line);
        assert_eq!(found.subject, Subject::Field(field), "{line}");
        assert_eq!(found.test, test, "{line}");
    }
}

#[test]
fn ladders_and_segments_are_subjects_too() {
    for (line, subject, test) in [
        (
            "value is on Gold",
            Subject::Ladder(0),
            Test::OnRung(vec![0]),
        ),
        ("value is bronze", Subject::Ladder(0), Test::OnRung(vec![2])),
        (
            "level is one of [A, B]",
            Subject::Ladder(1),
            Test::OnRung(vec![0, 1]),
        ),
        (
            "temperature is not Lost",
            Subject::Ladder(2),
            Test::OffRung(vec![3]),
        ),
        ("vip is VIP", Subject::Ladder(3), Test::OnRung(vec![0])),
        (
            "value-days-on-rung > 30",
            Subject::DaysOnRung(0),
            Test::Number(Comparison::Greater, Decimal::from(30)),
        ),
        (
            "in segment old friends",
            Subject::Segment(1),
            Test::Member(true),
        ),
    ] {
        let found = condition(line);
        assert_eq!((found.subject, found.test), (subject, test), "{line}");
    }
}

#[test]
fn values_are_kept_as_written_for_explanations() {
    for (line, value) in [
        ("city is one of [Cairo, Giza]", "Cairo, Giza"),
        ("city is \"Port Said\"", "Port Said"),
        ("email is known", ""),
    ] {
        assert_eq!(condition(line).value_as_written(), value);
    }
}

#[test]
fn a_book_without_rules_has_the_defaults_without_problems() {
    let plan = plan("rules/book.toml", "");
    let ladders: Vec<_> = plan
        .ladders
        .iter()
        .map(|ladder| {
            let rungs: Vec<&str> = ladder.rungs.iter().map(|rung| rung.name.as_str()).collect();
            (ladder.name.as_str(), ladder.keep_days, rungs.join(" "))
        })
        .collect();
    assert_eq!(
        ladders,
        [
            ("value", Some(30), "Gold Silver Bronze".to_owned()),
            ("level", None, "A B C".to_owned()),
            ("temperature", None, "Hot Warm Cold Lost".to_owned()),
            ("vip", None, "VIP".to_owned()),
        ]
    );
    let gold = &plan.ladders[0].rungs[0].when;
    assert_eq!(gold.all[0].test, Test::TopPercent(Decimal::from(20), None));
    assert_eq!(gold.all[1].text, "spend-12m > 0");
    // Columns of the book keep their numbers; scores stand after them.
    assert_eq!(
        plan.custom_fields,
        ["Closing year", "Тип договора", "conversion"]
    );
    assert_eq!(plan.scores[0].field, FieldId::custom(2));
    assert_eq!(plan.order()[0], Node::Score(0));
    let kinds: Vec<ReminderKind> = plan.reminders.rules.iter().map(|rule| rule.kind).collect();
    for kind in ReminderKind::ALL {
        assert_eq!(
            kinds.iter().filter(|known| **known == kind).count(),
            1,
            "{kind:?}"
        );
    }
    assert!(plan.fields.wanted.contains(&Field::Phone.into()));
    assert!(plan.matching.merge);
}

#[test]
fn which_value_of_merged_rows_is_taken() {
    let text = "trusted = [\"crm.csv\"]\n[keep]\ncity = \"recent\"\nowner = \"trusted\"\nbirthday = \"latest\"\n";
    let reading = read_files(&[file("rules/matching.toml", text)]);
    assert_eq!(lines(&reading), Vec::<String>::new());
    let plan = reading.plan.matching;
    assert_eq!(plan.keep(Field::City.into()), Keep::Recent);
    assert_eq!(plan.keep(Field::Owner.into()), Keep::Trusted);
    assert_eq!(plan.keep(Field::Birthday.into()), Keep::Latest);
    assert_eq!(plan.keep(Field::Name.into()), Keep::Longest);
    assert_eq!(plan.keep(Field::AddedOn.into()), Keep::Earliest);
    assert_eq!(plan.keep(Field::Vip.into()), Keep::Yes);
    assert_eq!(plan.trusted, ["crm.csv"]);
}

#[test]
fn the_default_files_have_no_mistakes() {
    for (path, text) in crate::config::read::DEFAULTS {
        let reading = read_files(&[file(path, text)]);
        assert_eq!(lines(&reading), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn a_book_says_who_and_where_it_is() {
    let text = r#"
name = "Nile Training"
country = "ir"
currency = "IRR"
unit = "toman"
language = "fa"
time-zone = "Asia/Tehran"
holidays = ["03-21", 2026-05-01]
as-of = 2026-11-22
sources = ["../contacts.xlsx"]
backup = "/mnt/usb"

[[rate]]
currency = "EUR"
date = 2026-06-01
value = 700_000.5
[[rate]]
currency = "EUR"
date = "1.1.2026"
value = "650,000"

[[staff]]
name = "Sara"
aliases = ["S. Ahmadi"]
role = "keeper"
[[staff]]
name = "Omid"
left = 2026-01-31
hands-over-to = "sara"
"#;
    let book = plan("rules/book.toml", text).book;
    assert_eq!(book.country.as_deref(), Some("IR"));
    assert_eq!(book.bare_unit.as_deref(), Some("IRT"));
    assert_eq!(book.language, Some(Language::Persian));
    assert_eq!(book.calendar, Calendar::Persian);
    assert_eq!(book.numerals, None);
    assert_eq!(book.week_start, Weekday::Saturday);
    let holidays: Vec<String> = book.holidays.iter().map(PartialDate::iso).collect();
    assert_eq!(holidays, ["--03-21", "2026-05-01"]);
    assert_eq!(book.rates["EUR"][0].1, Decimal::from(650_000));
    assert_eq!(book.rates["EUR"][1].0.to_string(), "2026-06-01");
    assert_eq!(book.staff[1].hands_over_to.as_deref(), Some("sara"));
    assert_eq!(book.backup.as_deref(), Some("/mnt/usb"));
}

#[test]
fn dates_of_a_book_in_the_persian_calendar_are_persian() {
    let tiers = "[[segment]]\nname = \"S\"\nwhen = [\"added-on after 1404-01-01\"]\n";
    let files = [
        file("rules/book.toml", "calendar = \"persian\"\n"),
        file("rules/tiers.toml", tiers),
    ];
    let plan = read_files(&files).plan;
    let test = &plan.segments[0].when.all[0].test;
    assert_eq!(*test, Test::Date(Comparison::Greater, on("2025-03-21")));
}

#[test]
fn headers_of_the_book_name_fields_in_its_rules() {
    let fields =
        "[headers]\ncity = [\"Location of shop\"]\n[headers.purchases]\namount = \"Paid\"\n";
    let tiers = "[[segment]]\nname = \"S\"\nwhen = [\"location of shop is Cairo\"]\n";
    let files = [
        file("rules/fields.toml", fields),
        file("rules/tiers.toml", tiers),
    ];
    let reading = read_files(&files);
    assert_eq!(lines(&reading), Vec::<String>::new());
    assert_eq!(
        reading.plan.segments[0].when.all[0].subject,
        Subject::Field(Field::City.into())
    );
    assert_eq!(
        reading.plan.fields.headers,
        [
            (Field::City.into(), None, "Location of shop".to_owned()),
            (
                Field::Amount.into(),
                Some(TableKind::Purchases),
                "Paid".to_owned()
            ),
        ]
    );
}

#[test]
fn a_reminder_takes_defaults_for_what_it_leaves_open_and_may_be_off() {
    let text = r#"
horizon = "2 weeks"
[[reminder]]
kind = "verify"
off = true
[[reminder]]
kind = "birthday"
when = ["value is on Gold"]
text = "Call {name} in {city}"
[[reminder]]
kind = "birthday"
lead = "1 day"
priority = 9
"#;
    let reminders = plan("rules/reminders.toml", text).reminders;
    assert_eq!(reminders.horizon_days, 14);
    let of = |kind| {
        let rules = reminders.rules.iter();
        rules.filter(|rule| rule.kind == kind).collect::<Vec<_>>()
    };
    assert!(of(ReminderKind::Verify).is_empty());
    let birthdays = of(ReminderKind::Birthday);
    assert_eq!((birthdays[0].lead_days, birthdays[0].priority), (7, 3));
    assert_eq!((birthdays[1].lead_days, birthdays[1].priority), (1, 9));
    assert_eq!(of(ReminderKind::Lapsed)[0].when.all.len(), 1);
}

#[test]
fn nodes_are_worked_out_after_what_they_ask_about() {
    let text = r#"
[[segment]]
name = "A"
when = ["in segment B", "points > 3"]
[[segment]]
name = "B"
when = ["ladder is on Top"]
[[score]]
name = "points"
[[score.points]]
part = "all"
when = ["in segment B"]
add = 5
[[ladder]]
name = "ladder"
[[ladder.rung]]
name = "Top"
when = ["age > 3"]
"#;
    let plan = plan("rules/tiers.toml", text);
    let order = plan.order();
    assert_eq!(
        order,
        [
            // The default score stands after the book's own.
            Node::Score(1),
            Node::Ladder(0),
            Node::Segment(1),
            Node::Score(0),
            Node::Segment(0),
        ]
    );
}

#[test]
fn a_file_with_errors_is_left_out_as_a_whole_and_the_others_stay() {
    let files = [
        file("rules/book.toml", "name = \"Shop\"\n"),
        file(
            "rules/tiers.toml",
            "[[ladder]]\nname = \"mine\"\n[[ladder.rung]]\nname = \"Top\"\nwhen = [\"footfall > 5\"]\n",
        ),
        file(
            "rules/reminders.toml",
            "[[reminder]]\nkind = \"verify\"\nwhen = [\"mine is on Top\"]\n",
        ),
    ];
    let reading = read_files(&files);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.rejected, [1, 2]);
    assert_eq!(reading.plan.book.name, "Shop");
    assert_eq!(reading.plan.ladders[0].name, "value");
}

#[test]
fn what_a_book_asks_of_its_cells() {
    let plan = plan(
        "rules/fields.toml",
        r#"
        silent = ["phone-unlikely"]
        [severity]
        email-misspelt = "note"
        contact-unknown = "Error"
        choice-unknown = "off"
        [required]
        contacts = ["name", "Closing year"]
        purchases = ["quantity"]
        [unique]
        contacts = "own-id"
        [range]
        employees = "0..1,000"
        "Closing year" = "1990.."
        [range.purchases]
        amount = "-5.50 .. ٥٠"
        [values]
        status = ["Active", " Lost "]
        [values.purchases]
        category = ["Tea"]
        "#,
    );
    let own = FieldId::custom(0);
    assert_eq!(plan.fields.silent, ["phone-unlikely", "choice-unknown"]);
    let severities: Vec<_> = plan.fields.severities.into_iter().collect();
    assert_eq!(
        severities,
        [
            ("contact-unknown".to_owned(), Severity::Error),
            ("email-misspelt".to_owned(), Severity::Note),
        ]
    );
    let checks = plan.fields.checks;
    assert_eq!(
        checks.required,
        [
            (TableKind::Contacts, Field::Name.into()),
            (TableKind::Contacts, own),
            (TableKind::Purchases, Field::Quantity.into()),
        ]
    );
    assert_eq!(checks.unique, [(TableKind::Contacts, Field::OwnId.into())]);
    let n = |number: &str| number.parse::<Decimal>().ok();
    let range = |field: FieldId, table, min, max, written: &str| Range {
        field,
        table,
        min,
        max,
        written: written.to_owned(),
    };
    assert_eq!(
        checks.ranges,
        [
            range(Field::Employees.into(), None, n("0"), n("1000"), "0..1,000"),
            range(own, None, n("1990"), None, "1990.."),
            range(
                Field::Amount.into(),
                Some(TableKind::Purchases),
                n("-5.5"),
                n("50"),
                "-5.50 .. ٥٠"
            ),
        ]
    );
    let values: Vec<_> = checks
        .values
        .iter()
        .map(|list| {
            let values: Vec<&str> = list.values.iter().map(|(value, _)| &**value).collect();
            (list.field, list.table, values.join("|"))
        })
        .collect();
    assert_eq!(
        values,
        [
            (Field::Status.into(), None, "Active|Lost".to_owned()),
            (
                Field::Category.into(),
                Some(TableKind::Purchases),
                "Tea".to_owned()
            ),
        ]
    );
}

#[test]
fn a_column_of_the_book_named_in_the_rules_costs_no_header_before_columns_are_known() {
    let text = "wanted = [\"name\", \"Closing year\"]\n[headers]\ncompany = [\"Establishment\"]\n";
    let files = [file("rules/fields.toml", text)];
    let early = crate::config::read_early(&files, &super::NAMES);
    assert!(early.is_accepted());
    assert_eq!(early.plan.fields.headers.len(), 1);
}
