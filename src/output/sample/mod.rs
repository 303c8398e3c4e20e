//! A made-up book for the tests of encoders, of any size: contacts in four scripts, every kind of cell, marks, problems.

mod matches;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::config::condition::When;
use crate::config::{Ladder, Plan, ReminderKind, Rung, Segment};
use crate::diag::{Diagnostic, Proposal, Severity};
use crate::lang::Language;
use crate::model::{
    Calendar, Cause, ContactId, Contacts, ContactsParts, Direction, Fate, Field, FieldId, Frame,
    Mark, Members, Memory, Move, PartialDate, Phone, PhoneKind, Place, Places, Related, Sheet,
    SheetId, TableKind, Tables, TextRef,
};
use crate::pipeline::{ColumnReading, Outcome, RowFate, TableAccount};
use crate::stage::clean::{Repair, Repaired};
use crate::stage::marks::About;
use crate::stage::measure::Metric;
use crate::stage::profile::Profile;
use crate::stage::remind::Reminder;
use crate::stage::remind::fixture::Book;
use crate::stage::segment::{LadderResult, NOT_PLACED, Placements};
use crate::text::short_hash;

pub(super) use matches::gone;

const NAMES: [(&str, &str, &str); 10] = [
    ("Sara Haddad", "Haddad Catering", "Dubai"),
    ("محمد علي", "شركة النور", "القاهرة"),
    ("مریم رضایی", "فروشگاه یاس", "تهران"),
    ("Иван Петров", "ООО «Ромашка»", "Москва"),
    ("John O'Neil", "", "Giza"),
    ("فاطمة الزهراء", "مدرسة الأمل", "الرياض"),
    ("علی کریمی", "", "اصفهان"),
    ("Мария Сидорова", "ИП Сидорова", "Казань"),
    ("=HYPERLINK(\"x\")", "@evil", "Cairo"),
    ("Anna Berg", "Berg & Söhne <GmbH>", "Berlin"),
];

/// A cell with a slip.
const TWO_ADDRESSES: &str = "john@gmial.com; j@x.org";

/// The id of a row or contact.
pub(super) fn id(index: usize) -> ContactId {
    ContactId::from_bits(index as u64 * 7_919 + 12_345)
}

fn today() -> Date {
    "2026-05-01".parse().unwrap()
}

/// A number that looks random and is always the same.
fn noise(index: usize, salt: u64) -> u64 {
    let mut x = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ salt.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 29)
}

/// A book of so many contacts; the last row is merged into the first contact.
pub(super) fn outcome(language: Language, count: usize) -> Outcome {
    let mut places = Places::default();
    let field = |field: Field, column: u32| (FieldId::from(field), column);
    let sheet = places.add(Sheet {
        file: "data/contacts.xlsx".into(),
        name: "Contacts".into(),
        columns: vec![field(Field::Name, 0), field(Field::MobilePhone, 3)],
    });
    places.add(Sheet {
        file: "data/old.csv".into(),
        name: String::new(),
        columns: vec![],
    });
    let contacts = contacts(count, sheet);
    let profile = profile(count);
    let placements = placements(&contacts, &profile);
    let reminders = reminders(&contacts);
    let memory = memory(&reminders, &contacts);
    let left = vec![short_phone(sheet, 12)];
    let found = diagnostics(sheet);
    let mut rows: Vec<RowFate> = (0..=count)
        .map(|row| RowFate {
            sheet,
            row: row as u32 + 1,
            table: TableKind::Contacts,
            fate: if row == count {
                Fate::Merged
            } else {
                Fate::Kept
            },
            contact: Some((row % count) as u32),
            cluster: Some((row % count) as u32),
        })
        .collect();
    rows.push(RowFate {
        sheet: SheetId(1),
        row: 1,
        table: TableKind::Purchases,
        fate: Fate::Held,
        contact: None,
        cluster: None,
    });
    Outcome {
        today: today(),
        plan: Arc::new(plan()),
        recent_moves: placements.moves.clone(),
        backfilled: None,
        language,
        rows,
        account: vec![
            account(TableKind::Contacts, [count as u64, 1, 0, 2]),
            account(TableKind::Purchases, [0, 0, 1, 0]),
        ],
        tables: Tables {
            interactions: Some(interactions(count)),
            ..Tables::default()
        },
        profile,
        placements,
        metrics: metrics(),
        merges: matches::merges(count),
        matches: matches::matches(count),
        about: About::new(found.iter().chain(&left), &contacts, &Tables::default()),
        left,
        repaired: vec![repaired(sheet)],
        diagnostics: found,
        columns: columns(sheet),
        memory,
        rules_problems: Vec::new(),
        rules_rejected: false,
        contacts,
        places,
        reminders,
    }
}

fn account(table: TableKind, fates: [u64; 4]) -> TableAccount {
    let [kept, merged, held, blank] = fates;
    TableAccount {
        table,
        read: kept + merged + held + blank,
        kept,
        merged,
        held,
        blank,
    }
}

fn plan() -> Plan {
    let mut plan = Book::new(&[]).plan;
    (plan.book.name, plan.book.currency) = ("Al Noor & Sons".into(), Some("EGP".into()));
    let ladder = |name: &str, rungs: &[&str]| Ladder {
        name: name.into(),
        keep_days: None,
        yours: None,
        columns: Vec::new(),
        rungs: rungs
            .iter()
            .map(|rung| Rung {
                name: (*rung).into(),
                when: When::default(),
                keep_in_touch_days: None,
                columns: Vec::new(),
            })
            .collect(),
    };
    plan.ladders = vec![
        ladder("value", &["Gold", "Silver", "Bronze"]),
        ladder("level", &["A", "B", "C"]),
        ladder("temperature", &["Hot", "Warm", "Cold", "Lost"]),
        ladder("vip", &["VIP"]),
    ];
    plan.segments = vec![Segment {
        name: "Leadership yes: coaching [not] yet?".into(),
        when: When::default(),
        columns: Vec::new(),
    }];
    plan.custom_fields = vec!["Pool size".into()];
    plan
}

fn contacts(count: usize, sheet: SheetId) -> Contacts {
    let mut rows = Frame::new(TableKind::Contacts);
    for index in 0..=count {
        row(&mut rows, index, (sheet, count));
    }
    let rows_of = |row: u32| match row {
        0 => vec![row, count as u32],
        row => vec![row],
    };
    let members: Members = (0..count as u32).map(rows_of).collect();
    Contacts::new(ContactsParts {
        rows,
        members,
        ids: (0..count).map(id).collect(),
        chosen: Vec::new(),
        silenced: Vec::new(),
    })
}

fn row(rows: &mut Frame, index: usize, place: (SheetId, usize)) {
    let (sheet, count) = place;
    let index = index % count;
    let (name, company, city) = NAMES[index % NAMES.len()];
    rows.push_row(sheet, rows.len() as u32 + 1);
    rows.set_text(Field::OwnId, &format!("{:04}", index + 1));
    let numbered = format!("{name} {}", index / NAMES.len() + 1);
    rows.set_text(
        Field::Name,
        if index < NAMES.len() { name } else { &numbered },
    );
    rows.set_text(Field::Company, company);
    rows.set_text(Field::JobTitle, ["Manager", "مدير", "Директор"][index % 3]);
    rows.set_text(
        Field::Street,
        &format!("{} Nile street", noise(index, 8) % 500),
    );
    rows.set_text(Field::City, city);
    rows.set_text(Field::Postcode, &format!("0{}", noise(index, 9) % 10_000));
    rows.set_text(Field::Country, "Egypt");
    rows.set_text(
        Field::Industry,
        ["Food", "School", "Trade", "Care"][index % 4],
    );
    rows.set_text(Field::Status, "active");
    rows.set_text(Field::Owner, ["Layla", "Omar"][index % 2]);
    rows.set_text(Field::Source, ["Fair", "Web", "Referral"][index % 3]);
    let phone = |number: u64, extension: u32| Phone {
        number,
        extension,
        kind: PhoneKind::Mobile,
        text: TextRef::NONE,
    };
    if index % 7 != 6 {
        rows.add_phone(
            Field::MobilePhone,
            phone(201_000_000_000 + noise(index, 1) % 99_999_999, 0),
            "010",
        );
    }
    if index % 5 == 1 {
        rows.add_phone(Field::WorkPhone, phone(97_141_234_567, 5), "04");
        rows.add_phone(Field::WorkPhone, phone(0, 0), "call \"Ali\"");
    }
    if index % 4 != 3 {
        rows.add_email(Field::Email, &format!("sara{index}@example.org"));
    }
    let date = |year, month, day, calendar| PartialDate {
        year,
        month: Some(month),
        day: Some(day),
        calendar,
    };
    if index == 4 {
        rows.set_typed(Field::Email, TWO_ADDRESSES);
    }
    let birthday = match index % 4 {
        0 => Some(date(Some(1980), 5, 1, Calendar::Gregorian)),
        1 => Some(date(None, 2, 29, Calendar::Gregorian)),
        2 => Some(date(Some(1357), 11, 22, Calendar::Persian)),
        _ => None,
    };
    if let Some(birthday) = birthday {
        rows.set_date(Field::Birthday, birthday);
    }
    if index.is_multiple_of(6) {
        rows.set_number(Field::Budget, Decimal::new(1_250_050, 2));
        rows.set_text(Field::Notes, "Likes tea; asked for the new price list in spring, and wants to be called after lunch only.");
    }
    if index % 11 == 4 {
        rows.set_yes_no(Field::DoNotContact, true);
    }
    if index.is_multiple_of(3) {
        rows.set_text(FieldId::custom(0), "12 m");
    }
}

fn profile(count: usize) -> Profile {
    let spend: Vec<Decimal> = (0..count)
        .map(|index| match index % 3 {
            0 => Decimal::new((noise(index, 2) % 900_000) as i64, 2),
            _ => Decimal::ZERO,
        })
        .collect();
    let bought = |index: usize| {
        let days = (noise(index, 3) % 400) as i64;
        index
            .is_multiple_of(3)
            .then(|| today().saturating_sub(days.days()))
    };
    Profile {
        spend_12m: Some(spend.clone()),
        orders: Some((0..count).map(|i| if i % 3 == 0 { 2 } else { 0 }).collect()),
        first_purchase: (0..count).map(bought).collect(),
        last_purchase: (0..count).map(bought).collect(),
        last_contact: (0..count)
            .map(|i| {
                (i % 2 == 0).then(|| today().saturating_sub(((noise(i, 4) % 90) as i64).days()))
            })
            .collect(),
        needs: vec!["".into(); count],
        age: (0..count).map(|i| (i % 4 == 0).then_some(46)).collect(),
        referrals: vec![0; count],
        unthanked_referrals: vec![0; count],
        completeness: (0..count)
            .map(|i| (noise(i, 5) % 100) as f32 / 100.0)
            .collect(),
        verified_on: vec![None; count],
        customer: spend.iter().map(|spend| !spend.is_zero()).collect(),
        spend: Some(spend),
        ..Profile::default()
    }
}

fn placements(contacts: &Contacts, profile: &Profile) -> Placements {
    let count = contacts.len();
    let spend = profile.spend.clone().unwrap_or_default();
    let ladder = |rung: &dyn Fn(usize) -> u16| LadderResult {
        rungs: (0..count).map(rung).collect(),
        since: vec!["2026-01-15".parse().unwrap(); count],
        below_since: vec![None; count],
        ..LadderResult::default()
    };
    let value = ladder(&|index| match spend[index] {
        spend if spend > Decimal::from(6_000) => 0,
        spend if spend.is_zero() => 2,
        _ => 1,
    });
    let mut level = ladder(&|_| NOT_PLACED);
    level.lacks = Some("role".into());
    let temperature = ladder(&|index| (noise(index, 6) % 4) as u16);
    let vip = ladder(&|index| if index % 9 == 0 { 0 } else { NOT_PLACED });
    let mut placements = Placements::default();
    placements.ladders = vec![value, level, temperature, vip];
    placements.segments = vec![
        (0..count as u32)
            .filter(|contact| contact % 5 == 0)
            .collect(),
    ];
    placements.moves = vec![
        Move {
            date: today(),
            contact: contacts.id(0),
            ladder: "value".into(),
            from: Some("Silver".into()),
            to: Some("Gold".into()),
            why: "Gold: spend-12m 6,310 is in the top 20% (from 6,000)".into(),
            direction: Some(Direction::Up),
            cause: Cause::Contact,
            days: Some(40),
        },
        Move {
            date: today(),
            contact: ContactId::from_bits(1),
            ladder: "vip".into(),
            from: None,
            to: Some("VIP".into()),
            why: "named a VIP".into(),
            direction: Some(Direction::Entered),
            cause: Cause::Rules,
            days: None,
        },
    ];
    placements
}

fn reminders(contacts: &Contacts) -> Vec<Reminder> {
    let kinds = [
        (
            ReminderKind::Birthday,
            "Wish a happy birthday",
            "Born on 1980-05-01",
        ),
        (
            ReminderKind::KeepInTouch,
            "Get in touch",
            "Last contact 64 days ago; Gold every 60 days",
        ),
        (
            ReminderKind::NextStep,
            "Send the offer for 12 seats",
            "Agreed on 2026-04-20",
        ),
        (
            ReminderKind::Verify,
            "Check the record: phone, email, address",
            "Last verified 400 days ago",
        ),
    ];
    let mut all: Vec<Reminder> = (0..contacts.len().min(40))
        .map(|index| {
            let (kind, text, why) = kinds[index % kinds.len()];
            let due = today().saturating_add((index as i64 % 12 - 3).days());
            Reminder {
                key: format!("{}:{}:{due}", kind.code(), contacts.id(index)),
                due,
                kind,
                contact: Some(index as u32),
                owner: ["Layla", "Omar/Sales", ""][index % 3].into(),
                text: format!("{text}: {}", contacts.name(index)),
                why: why.into(),
                priority: (index % 4) as u8 + 1,
            }
        })
        .collect();
    all.push(Reminder {
        key: "review:2026-05-01".into(),
        due: today(),
        kind: ReminderKind::Review,
        contact: None,
        owner: "Layla".into(),
        text: "Weekly review of the base".into(),
        why: "Every week".into(),
        priority: 9,
    });
    all
}

fn memory(reminders: &[Reminder], contacts: &Contacts) -> Memory {
    let mark = |key: &str, column: &str, value: &str| Mark {
        file: "out/reminders.xlsx".into(),
        key: key.into(),
        column: column.into(),
        value: value.into(),
        date: Some(today()),
    };
    let mut memory = Memory::default();
    if let Some(first) = reminders.first() {
        memory.marks = vec![
            mark(&first.key, "outcome", "=will come"),
            mark(&first.key, "next-date", "2026-06-01"),
            mark("birthday:gone", "done-on", "✓"),
        ];
    }
    if contacts.len() > 4 {
        let reads = "john@gmail.com; j@x.org";
        let hash = short_hash(&[TWO_ADDRESSES, reads]);
        let key = format!("repair|contacts|email||{TWO_ADDRESSES} -> {reads} [{hash}]");
        memory.marks.push(Mark {
            file: "out/review.xlsx".into(),
            ..mark(&key, "accept", "ask John")
        });
        memory.marks.push(matches::mark());
        memory.decisions = matches::decisions(contacts.len());
    }
    memory
}

fn interactions(count: usize) -> Related {
    let mut frame = Frame::new(TableKind::Interactions);
    frame.push_row(SheetId(1), 1);
    frame.set_date(
        Field::Date,
        PartialDate::from_civil("2026-04-20".parse().unwrap()),
    );
    frame.set_text(Field::Notes, "Wants an offer for 12 seats");
    Related::new(frame, vec![Some(0)], vec![], count)
}

fn metrics() -> Vec<Metric> {
    let metric = |metric, period: &str, parts: (i64, i64)| {
        let (numerator, denominator) = (Decimal::from(parts.0), Decimal::from(parts.1));
        Metric {
            metric,
            period: period.into(),
            dimension: None,
            key: None,
            value: numerator
                .checked_div(denominator)
                .map(|value| value.round_dp(6)),
            unit: "share",
            numerator: Some(numerator),
            denominator: Some(denominator),
            n: parts.1 as u64,
            formula: "customers / contacts",
            reason: None,
        }
    };
    let mut all = vec![
        metric("conversion-rate", "all", (60, 180)),
        metric("conversion-rate", "last-12-months", (12, 48)),
        metric("top-20-share", "all", (7_100, 10_000)),
        metric("referral-share", "last-12-months", (1_200, 9_000)),
    ];
    for (key, parts) in [
        (Some("Fair"), (30, 60)),
        (Some("Web"), (20, 80)),
        (None, (10, 40)),
    ] {
        all.push(Metric {
            dimension: Some("source"),
            key: key.map(str::to_owned),
            ..metric("conversion-rate", "last-12-months", parts)
        });
    }
    all.push(Metric {
        unit: "money",
        value: None,
        denominator: None,
        reason: Some("no-costs"),
        formula: "costs / new customers",
        ..metric("acquisition-cost", "all", (0, 1))
    });
    for month in 1..=12 {
        all.push(Metric {
            unit: "money",
            value: Some(Decimal::new(noise(month, 7) as i64 & 0xF_FFFF, 2)),
            numerator: None,
            denominator: None,
            ..metric("revenue", &format!("2025-{month:02}"), (1, 1))
        });
    }
    all
}

fn repaired(sheet: SheetId) -> Repaired {
    Repaired {
        repair: Repair {
            table: TableKind::Contacts,
            field: "email".into(),
            typed: "sara@nile,org".into(),
            beside: String::new(),
            reads: "sara@nile.org".into(),
        },
        field: Field::Email.into(),
        count: 3,
        first: Place::Cell(sheet, 7, 4),
    }
}

fn short_phone(sheet: SheetId, row: u32) -> Diagnostic {
    Diagnostic::new(
        "phone-too-short",
        Severity::Warning,
        Place::Cell(sheet, row, 3),
    )
    .field(Field::MobilePhone)
    .value(format!("0171 {row}"))
    .arg("digits", 6)
}

fn diagnostics(sheet: SheetId) -> Vec<Diagnostic> {
    let short = |row| short_phone(sheet, row);
    vec![
        short(16),
        short(17),
        short(30),
        short(31),
        Diagnostic::new(
            "email-misspelt",
            Severity::Warning,
            Place::Cell(sheet, 5, 4),
        )
        .field(Field::Email)
        .value("john@gmial.com")
        .arg("domain", "gmail.com")
        .proposal(Proposal::new(TWO_ADDRESSES, "john@gmail.com; j@x.org")),
        Diagnostic::new(
            "contact-unknown",
            Severity::Error,
            Place::Row(SheetId(1), 1),
        )
        .value("=x"),
        Diagnostic::new("sheet-copied", Severity::Warning, Place::Sheet(SheetId(1))),
        Diagnostic::new(
            "rules-mistake",
            Severity::Error,
            Place::Line {
                file: "rules/tiers.toml".into(),
                line: 3,
                column: 5,
            },
        ),
    ]
}

fn columns(sheet: SheetId) -> Vec<ColumnReading> {
    let column = |column: u32, header: &str, field: &str, known: bool| ColumnReading {
        sheet,
        column,
        header: header.into(),
        table: TableKind::Contacts,
        field: field.into(),
        known,
        samples: vec!["one".into(), "=two".into()],
        date_order: crate::calendar::DateOrder::Unknown,
        unit: None,
    };
    vec![
        column(0, "Full name", "name", true),
        column(3, "Mobile", "mobile-phone", true),
        column(7, "Pool size", "Pool size", false),
    ]
}
