//! Times how long the conditions of a rules file take over a million contacts, without reading any file:
//!
//! ```text
//! cargo run --release --example condition_speed -- 1000000
//! ```
//!
//! Contacts have 14 columns in three scripts and a table of purchases with as many rows. Twenty segments ask one condition each, so
//! that none is spared by another. Prints the seconds of placing all contacts by each condition, and by all of them: then also those
//! of evaluating the conditions alone. The same number makes the same book.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool for developers: it asks for the time and its own use of the processor"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Instant;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use tierbook::config::{self, Known, Plan, RulesFile};
use tierbook::lang::{FieldNames, Lang, Language};
use tierbook::model::{
    ContactId, Contacts, Facts as _, Field, Frame, Memory, PartialDate, Phone, PhoneKind, Related,
    Relatives, SheetId, TableKind, Tables, TextRef,
};
use tierbook::stage::profile::{self, KnownFacts, ProfileRequest};
use tierbook::stage::segment::{self, AskRequest, Overrides, PlaceRequest, Placements};

const TODAY: Date = date(2026, 11, 20);

const CONDITIONS: [&str; 20] = [
    "city is Cairo",
    "city is one of [Giza, Moscow, تهران]",
    "group is customer",
    "company contains trade",
    "notes lacks coffee",
    "mobile-phone starts with +20",
    "email is known",
    "vip is yes",
    "hobbies contains chess",
    "employees between 10 and 50",
    "budget >= 5,000",
    "age between 30 and 55",
    "birthday in next 14 days",
    "last-contact within 90 days",
    "spend-12m in top 20%",
    "orders >= 2",
    "products contains Coaching",
    "bought Coaching within 12 months",
    "spent >= 500 on category Books within 2 years",
    "completeness < 80%",
];

fn main() {
    let count: u32 = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000)
        .min(1_048_575);
    let contacts = contacts(count);
    let tables = Tables {
        purchases: Some(purchases(count)),
        ..Tables::default()
    };
    let names = FieldNames::load();
    let all = plan(&names, &CONDITIONS);
    let profile = profile::compute(&ProfileRequest {
        contacts: &contacts,
        tables: &tables,
        referred_by: &vec![None; count as usize],
        since: &vec![TODAY; count as usize],
        memory: &Memory::default(),
        plan: &all,
        today: TODAY,
    });
    let relatives = Relatives::default();
    let facts = KnownFacts {
        contacts: &contacts,
        tables: &tables,
        relatives: &relatives,
        profile: &profile,
        today: TODAY,
    };
    // Sales are put in the order of contacts once, whatever asks for them first.
    let _ = facts.sales();
    let lang = Lang::load(Language::English);
    let mut out = std::io::stdout();
    let (seconds, used, _) = place(&facts, &plan(&names, &[]), &lang);
    let _ = writeln!(
        out,
        "{seconds:>7.3} s, processor {used:>5.2} s  without conditions"
    );
    for line in CONDITIONS {
        let one = plan(&names, &[line]);
        let (seconds, used, found) = place(&facts, &one, &lang);
        let found = found.first().copied().unwrap_or_default();
        let _ = writeln!(
            out,
            "{seconds:>7.3} s, processor {used:>5.2} s  {found:>8}  {line}"
        );
    }
    for _ in 0..3 {
        let (seconds, used, _) = place(&facts, &all, &lang);
        let _ = writeln!(
            out,
            "{seconds:>7.3} s, processor {used:>5.2} s  {count} contacts, {} conditions",
            CONDITIONS.len()
        );
        let (seconds, used) = evaluate(&facts, &all);
        let _ = writeln!(
            out,
            "{seconds:>7.3} s, processor {used:>5.2} s  of these to evaluate the conditions"
        );
    }
}

/// A segment for each line, and no ladder that asks anything.
fn plan(names: &FieldNames, lines: &[&str]) -> Plan {
    let mut text = String::from("[[ladder]]\nname = \"none\"\n[[ladder.rung]]\nname = \"all\"\n");
    for (at, line) in lines.iter().enumerate() {
        let _ = writeln!(text, "[[segment]]\nname = \"s{at}\"\nwhen = ['''{line}''']");
    }
    let file = RulesFile {
        path: "rules/tiers.toml".to_owned(),
        text,
    };
    let known = Known {
        names,
        columns: &[],
    };
    let mut plan = config::read(&[file], &known).plan;
    plan.scores.clear();
    plan.reminders.rules.clear();
    plan
}

/// Seconds of wall clock and of processor, and how many contacts each segment has.
fn place(facts: &KnownFacts<'_>, plan: &Plan, lang: &Lang) -> (f64, f64, Vec<usize>) {
    let (started, used) = (Instant::now(), processor_seconds());
    let placements = segment::place(&PlaceRequest {
        facts,
        overrides: &Overrides::default(),
        plan,
        id: &|contact| facts.contacts.id(contact),
        memory: &Memory::default(),
        today: TODAY,
        lang,
        before: None,
        keeps: true,
    });
    let seconds = started.elapsed().as_secs_f64();
    let used = processor_seconds() - used;
    let found = placements.segments.iter().map(Vec::len).collect();
    (seconds, used, found)
}

/// Seconds of wall clock and of processor for the truths of all conditions, what they ask of all contacts together (`in top 20%`)
/// among it.
fn evaluate(facts: &KnownFacts<'_>, plan: &Plan) -> (f64, f64) {
    let (started, used) = (Instant::now(), processor_seconds());
    let mut placements = Placements::default();
    let request = AskRequest {
        facts,
        plan,
        today: TODAY,
    };
    for segment in &plan.segments {
        segment::ask(&request, &mut placements, &segment.when);
    }
    (started.elapsed().as_secs_f64(), processor_seconds() - used)
}

/// Seconds of processor that this process has used, in all its threads; 0 where the system does not tell (Linux does).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, utime and stime are the 12th and 13th fields, in hundredths (proc(5)).
    let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

/// A number that depends on a row and a column, and looks like chance (SplitMix64; Steele, Lea, Flood 2014).
fn mixed(row: u32, column: u32) -> u32 {
    let mut x = (u64::from(row) << 8 | u64::from(column)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 32) as u32
}

fn pick<'a>(row: u32, column: u32, values: &[&'a str]) -> &'a str {
    values[mixed(row, column) as usize % values.len()]
}

fn day(row: u32, column: u32, days: u32) -> Date {
    TODAY.saturating_sub(jiff::Span::new().days(i64::from(mixed(row, column) % days)))
}

fn contacts(count: u32) -> Contacts {
    let mut rows = Frame::new(TableKind::Contacts);
    for row in 0..count {
        rows.push_row(SheetId(0), row);
        rows.set_text(
            Field::Name,
            &format!("{} {row}", pick(row, 0, &["Sara", "Мария", "علی"])),
        );
        rows.set_text(
            Field::City,
            pick(row, 1, &["Cairo", "القاهرة", "Москва", "تهران", "Giza", ""]),
        );
        rows.set_text(
            Field::Group,
            pick(row, 2, &["customer", "lead", "клиент", ""]),
        );
        rows.set_text(
            Field::Company,
            &format!(
                "{} {}",
                pick(row, 3, &["Nile Trade", "ООО Заря", "شركة النور"]),
                row % 5000
            ),
        );
        rows.set_text(
            Field::Notes,
            &format!(
                "met in {}, likes {}",
                2000 + row % 26,
                pick(row, 4, &["tea", "coffee", "чай"])
            ),
        );
        rows.set_text(
            Field::Hobbies,
            pick(row, 5, &["tea; chess", "рыбалка; лыжи", "کتاب", ""]),
        );
        let phone = Phone {
            number: 201_000_000_000 + u64::from(row),
            extension: 0,
            kind: PhoneKind::Mobile,
            text: TextRef::NONE,
        };
        rows.add_phone(Field::MobilePhone, phone, "");
        if row % 3 > 0 {
            rows.add_email(Field::Email, &format!("user{row}@nile.org"));
        }
        if row % 5 == 0 {
            rows.set_yes_no(Field::Vip, row % 10 == 0);
        }
        if row % 4 > 0 {
            rows.set_number(Field::Employees, Decimal::from(mixed(row, 6) % 400));
            rows.set_number(Field::Budget, Decimal::from(mixed(row, 7) % 20_000));
            rows.set_date(
                Field::Birthday,
                PartialDate::from_civil(day(row, 8, 25_000)),
            );
        }
        if row % 7 > 0 {
            rows.set_date(
                Field::LastContact,
                PartialDate::from_civil(day(row, 9, 900)),
            );
        }
    }
    Contacts::alone(
        rows,
        (0..u64::from(count)).map(ContactId::from_bits).collect(),
    )
}

fn purchases(count: u32) -> Related {
    let mut frame = Frame::new(TableKind::Purchases);
    let mut contact = Vec::new();
    for row in 0..count {
        frame.push_row(SheetId(1), row);
        frame.set_date(Field::Date, PartialDate::from_civil(day(row, 10, 1500)));
        frame.set_text(
            Field::Product,
            pick(
                row,
                11,
                &["Coaching", "Leadership", "Переговоры", "مشاوره", "Audit"],
            ),
        );
        frame.set_text(
            Field::Category,
            pick(row, 12, &["Training", "Книги", "Books"]),
        );
        frame.set_text(Field::Status, pick(row, 13, &["", "", "", "won", "lost"]));
        let cents = i64::from(mixed(row, 14) % 500_000) - 20_000;
        frame.set_number(Field::Amount, Decimal::new(cents, 2));
        contact.push(Some(mixed(row, 15) % count));
    }
    Related::new(frame, contact, Vec::new(), count as usize)
}
