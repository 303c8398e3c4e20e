//! Each kind of reminder on a small book, counted by hand, and birthdays against an oracle over two simulated years.

use proptest::prelude::{ProptestConfig, prop, proptest};
use proptest::{prop_assert, prop_assert_eq};

use super::Reminder;
use super::desk::{days_after, mark};
use super::fixture::{Book, date, day, ladder};
use crate::config::condition::{Condition, Subject, Test, When};
use crate::config::{Person, ReminderKind};
use crate::model::{ContactId, Done, Field, KnownId, TableKind};
use crate::stage::segment::LadderResult;

const SARA: &str = "c100000000";
const ALI: &str = "c200000000";

fn done(key: &str, contact: u64, on: &str) -> Done {
    Done {
        key: key.to_owned(),
        contact: Some(ContactId::from_bits(contact)),
        date: day(on),
        outcome: String::new(),
    }
}

fn keys(lines: &[Reminder]) -> Vec<&str> {
    lines.iter().map(|line| line.key.as_str()).collect()
}

fn dues(lines: &[Reminder]) -> Vec<String> {
    lines.iter().map(|line| line.due.to_string()).collect()
}

fn texts(lines: &[Reminder]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn a_birthday_tells_the_age_and_why() {
    let mut book = Book::new(&[&[
        (Field::Name, "Sara Ahmed"),
        (Field::Birthday, "1986-05-01"),
        (Field::Owner, "Mona"),
    ]]);
    book.rule(ReminderKind::Birthday, 3, 0);
    let lines = book.remind("2026-04-20");
    assert_eq!(
        lines,
        [Reminder {
            key: format!("birthday:{SARA}:2026-05-01"),
            due: day("2026-05-01"),
            kind: ReminderKind::Birthday,
            contact: Some(0),
            owner: "Mona".to_owned(),
            text: "Sara Ahmed turns 40".to_owned(),
            why: "Born on 1986-05-01".to_owned(),
            priority: 1,
        }]
    );
}

#[test]
fn birthdays_in_three_calendars_without_a_year_and_on_days_that_a_year_lacks() {
    for (birthday, today, due, text) in [
        (
            "--05-01",
            "2026-04-25",
            Some("2026-05-01"),
            "Birthday of Sara",
        ),
        (
            "1992-02-29",
            "2026-02-20",
            Some("2026-02-28"),
            "Sara turns 34",
        ),
        (
            "1992-02-29",
            "2028-02-20",
            Some("2028-02-29"),
            "Sara turns 36",
        ),
        (
            "p1399-12-30",
            "2026-03-10",
            Some("2026-03-20"),
            "Sara turns 5",
        ),
        (
            "h1420-09-01",
            "2026-02-10",
            Some("2026-02-18"),
            "Sara turns 27",
        ),
        (
            "1986-05-01",
            "2026-05-08",
            Some("2026-05-01"),
            "Sara turns 40",
        ),
        ("1986-05-01", "2026-05-09", None, ""),
        ("2026-05-01", "2026-04-28", None, ""),
        (
            "1826-05-01",
            "2026-04-28",
            Some("2026-05-01"),
            "Birthday of Sara",
        ),
    ] {
        let mut book = Book::new(&[&[(Field::Name, "Sara"), (Field::Birthday, birthday)]]);
        book.rule(ReminderKind::Birthday, 3, 0);
        let lines = book.remind(today);
        assert_eq!(dues(&lines), Vec::from_iter(due), "{birthday} on {today}");
        assert!(lines.iter().all(|line| line.text == text), "{lines:?}");
    }
}

#[test]
fn a_longer_lead_reaches_beyond_the_horizon() {
    let mut book = Book::new(&[&[(Field::Name, "Sara"), (Field::Birthday, "1986-05-01")]]);
    book.plan.reminders.horizon_days = 0;
    book.rule(ReminderKind::Birthday, 21, 0);
    assert_eq!(dues(&book.remind("2026-04-10")), ["2026-05-01"]);
    assert!(book.remind("2026-04-09").is_empty());
}

#[test]
fn relatives_have_birthdays_and_one_person_has_one() {
    let mut book = Book::new(&[&[
        (Field::Name, "Sara"),
        (Field::Spouse, "Omar"),
        (Field::SpouseBirthday, "1980-05-02"),
    ]]);
    book.tables.family = book.related(
        TableKind::Family,
        &[
            (
                Some(0),
                &[
                    (Field::Name, "Omar Hassan"),
                    (Field::Relation, "husband"),
                    (Field::Birthday, "--05-02"),
                ],
            ),
            (
                Some(0),
                &[
                    (Field::Name, "Laila"),
                    (Field::Relation, "daughter"),
                    (Field::Birthday, "2016-05-03"),
                ],
            ),
            (
                Some(0),
                &[
                    (Field::Name, "Nour"),
                    (Field::Relation, "daughter"),
                    (Field::Birthday, "2016-05-03"),
                ],
            ),
            (
                Some(0),
                &[(Field::Relation, "son"), (Field::Birthday, "--05-04")],
            ),
            (
                None,
                &[(Field::Name, "Nobody"), (Field::Birthday, "--05-04")],
            ),
        ],
    );
    book.rule(ReminderKind::Birthday, 3, 0);
    let lines = book.remind("2026-05-01");
    assert_eq!(
        texts(&lines),
        [
            "Omar turns 46 (spouse of Sara)",
            "Nour turns 10 (daughter of Sara)",
            "Laila turns 10 (daughter of Sara)",
            "Birthday: son of Sara",
        ]
    );
    assert_eq!(lines[0].key, format!("birthday:{SARA}:2026-05-02:spouse"));
    assert_eq!(
        lines[2].key,
        format!("birthday:{SARA}:2026-05-03:{}", mark("laila"))
    );
}

#[test]
fn anniversaries_recur_in_their_own_calendar() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara"), (Field::Anniversary, "h1440-09-01")],
        &[(Field::Name, "Ali"), (Field::Anniversary, "--02-19")],
    ]);
    book.rule(ReminderKind::Anniversary, 0, 0);
    let lines = book.remind("2026-02-15");
    assert_eq!(
        texts(&lines),
        ["Anniversary of Sara: 7 years", "Anniversary of Ali"]
    );
    assert_eq!(dues(&lines), ["2026-02-18", "2026-02-19"]);
}

#[test]
fn keeping_in_touch_takes_the_shortest_interval_from_the_last_contact() {
    let mut book = Book::new(&[&[(Field::Name, "Sara")], &[(Field::Name, "Ali")]]);
    book.plan.ladders = vec![
        ladder("value", &[("Gold", Some(30)), ("Bronze", None)]),
        ladder("temperature", &[("Hot", Some(45))]),
    ];
    let placed = |rungs: Vec<u16>| LadderResult {
        rungs,
        ..LadderResult::default()
    };
    book.placements.ladders = vec![placed(vec![0, 1]), placed(vec![0, u16::MAX])];
    book.profile.last_contact = vec![Some(day("2026-03-01")), Some(day("2020-01-01"))];
    book.rule(ReminderKind::KeepInTouch, 0, 0);
    let lines = book.remind("2026-05-03");
    assert_eq!(keys(&lines), [format!("keep-in-touch:{SARA}:2026-03-01")]);
    assert_eq!(dues(&lines), ["2026-03-31"]);
    assert_eq!(lines[0].why, "Last contact 63 days ago; Gold every 30 days");
    // Gold to Silver in mid-interval: the same occurrence, on the new rung's day.
    book.placements.ladders[0].rungs[0] = 1;
    assert_eq!(keys(&book.remind("2026-05-03")), keys(&lines));
    assert_eq!(dues(&book.remind("2026-05-03")), ["2026-04-15"]);
    book.memory.done = vec![done(&lines[0].key, 1, "2026-05-03")];
    assert!(book.remind("2026-05-03").is_empty());
}

#[test]
fn contacts_never_contacted_are_spread_over_their_interval() {
    let rows = vec![&[(Field::Name, "Lead")][..]; 300];
    let mut book = Book::new(&rows);
    book.plan.ladders = vec![ladder("temperature", &[("Cold", Some(30))])];
    book.placements.ladders = vec![LadderResult {
        rungs: vec![0; 300],
        ..LadderResult::default()
    }];
    book.plan.reminders.horizon_days = 30;
    book.rule(ReminderKind::KeepInTouch, 0, 0);
    let first = book.remind("2026-05-01");
    assert_eq!(first.len(), 300);
    for offset in 1..=30 {
        let due = days_after(day("2026-05-01"), offset);
        let count = first.iter().filter(|line| line.due == due).count();
        assert!((1..=30).contains(&count), "{due}: {count}");
    }
    // The next days know from the journal when the contacts were first seen: nothing moves.
    book.memory.ids = (1..=300)
        .map(|id| KnownId {
            id: ContactId::from_bits(id),
            since: day("2026-05-01"),
            keys: String::new(),
        })
        .collect();
    assert_eq!(book.remind("2026-05-09"), first);
    assert_eq!(first[0].why, "Never contacted; Cold every 30 days");
}

#[test]
fn next_steps_are_open_until_something_later_happens() {
    let mut book = Book::new(&[
        &[
            (Field::Name, "Sara"),
            (Field::NextStep, "Send offer"),
            (Field::NextStepDate, "2026-05-04"),
        ],
        &[(Field::Name, "Ali"), (Field::NextStep, "Ask for papers")],
    ]);
    book.profile.last_contact = vec![Some(day("2026-05-01")), Some(day("2026-04-20"))];
    book.rule(ReminderKind::NextStep, 0, 0);
    let offer = format!("next-step:{SARA}:2026-05-04:{}", mark("send offer"));
    let papers = format!("next-step:{ALI}:{}", mark("ask for papers"));
    let lines = book.remind("2026-05-03");
    assert_eq!(keys(&lines), [papers.as_str(), offer.as_str()]);
    assert_eq!(dues(&lines), ["2026-04-27", "2026-05-04"]);
    assert_eq!(texts(&lines), ["Ali: Ask for papers", "Sara: Send offer"]);
    book.profile.last_contact[0] = Some(day("2026-05-04"));
    assert_eq!(keys(&book.remind("2026-05-05")), [papers.as_str()]);
    book.memory.done = vec![done(&papers, 2, "2026-05-05")];
    assert!(book.remind("2026-05-05").is_empty());
}

#[test]
fn steps_of_interactions_are_closed_by_later_ones_but_not_by_mailings() {
    let call = |on, step, step_date| {
        let mut row = vec![(Field::Date, on)];
        if step != "" {
            row.push((Field::NextStep, step));
        }
        if step_date != "" {
            row.push((Field::NextStepDate, step_date));
        }
        row
    };
    let mailing = vec![(Field::Date, "2026-05-20"), (Field::Mailing, "yes")];
    let same_day = call("2026-05-01", "Send price list", "2026-05-01");
    for (rows, open) in [
        (
            vec![call("2026-05-01", "Visit", "2026-05-10")],
            vec!["2026-05-10"],
        ),
        (
            vec![
                call("2026-05-01", "Visit", "2026-05-10"),
                call("2026-05-09", "", ""),
            ],
            vec!["2026-05-10"],
        ),
        (
            vec![
                call("2026-05-01", "Visit", "2026-05-10"),
                call("2026-05-10", "", ""),
            ],
            vec![],
        ),
        (
            vec![call("2026-05-01", "Visit", "2026-05-10"), mailing.clone()],
            vec!["2026-05-10"],
        ),
        (vec![same_day.clone()], vec!["2026-05-01"]),
        (vec![same_day.clone(), same_day.clone()], vec![]),
        (
            vec![call("2026-05-01", "Call back", "")],
            vec!["2026-05-08"],
        ),
        (
            vec![
                call("2026-05-01", "Call back", ""),
                call("2026-05-02", "", ""),
            ],
            vec![],
        ),
        (
            vec![
                call("2026-05-01", "A", "2026-05-10"),
                call("2026-05-01", "B", "2026-05-10"),
            ],
            vec!["2026-05-10"; 2],
        ),
        (
            vec![
                call("2026-05-01", "A", "2026-05-10"),
                call("2026-05-02", "a", "2026-05-10"),
            ],
            vec!["2026-05-10"],
        ),
    ] {
        let mut book = Book::new(&[&[(Field::Name, "Sara")]]);
        let rows: Vec<_> = rows.iter().map(|row| (Some(0), row.as_slice())).collect();
        book.tables.interactions = book.related(TableKind::Interactions, &rows);
        book.rule(ReminderKind::NextStep, 0, 0);
        assert_eq!(dues(&book.remind("2026-05-21")), open, "{rows:?}");
        if !open.is_empty() {
            book.memory.done = vec![done("keep-in-touch:x", 1, "2026-05-15")];
            assert!(book.remind("2026-05-21").is_empty(), "{rows:?}");
        }
    }
}

#[test]
fn appointments_once_and_recurrent_with_a_contact_and_for_a_segment() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara")],
        &[(Field::Name, "Ali"), (Field::DoNotContact, "yes")],
    ]);
    book.plan.segments = vec![crate::config::Segment {
        name: "Spring buyers".to_owned(),
        when: When::default(),
    }];
    book.placements.segments = vec![vec![0, 1]];
    book.tables.calendar = book.related(
        TableKind::Calendar,
        &[
            (
                Some(0),
                &[(Field::Date, "2026-05-12"), (Field::EntryTitle, "Viewing")],
            ),
            (
                Some(1),
                &[(Field::Date, "2026-05-11"), (Field::EntryTitle, "Signing")],
            ),
            (
                Some(0),
                &[
                    (Field::Date, "2026-05-01"),
                    (Field::EntryTitle, "Long past"),
                ],
            ),
            (
                None,
                &[
                    (Field::Date, "2020-05-15"),
                    (Field::Recurrence, "yearly"),
                    (Field::EntryTitle, "Spring sale"),
                    (Field::Segment, "spring buyers"),
                    (Field::Owner, "Mona"),
                ],
            ),
            (
                None,
                &[
                    (Field::Date, "2026-05-06"),
                    (Field::Recurrence, "weekly"),
                    (Field::EntryTitle, "Stock"),
                ],
            ),
        ],
    );
    book.rule(ReminderKind::Appointment, 0, 0);
    let lines = book.remind("2026-05-10");
    assert_eq!(
        texts(&lines),
        [
            "Stock",
            "Signing: Ali",
            "Viewing: Sara",
            "Stock",
            "Spring sale (spring buyers: 1 contact)",
            "Stock"
        ]
    );
    assert_eq!(
        dues(&lines),
        [
            "2026-05-06",
            "2026-05-11",
            "2026-05-12",
            "2026-05-13",
            "2026-05-15",
            "2026-05-20"
        ]
    );
    assert_eq!(
        lines[4].key,
        format!("appointment:book:2026-05-15:{}", mark("spring sale"))
    );
    assert_eq!(lines[4].owner, "Mona");
    assert_eq!(lines[4].contact, None);
}

#[test]
fn referrals_are_thanked_for_once_a_pair() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara")],
        &[(Field::Name, "Ali")],
        &[(Field::Name, "Nour")],
        &[(Field::Name, "Ivan")],
    ]);
    let mut referrals = book
        .related(
            TableKind::Referrals,
            &[
                (Some(0), &[(Field::Date, "2026-04-01")]),
                (
                    Some(0),
                    &[(Field::Date, "2026-04-02"), (Field::ThankedWith, "card")],
                ),
                (
                    Some(0),
                    &[
                        (Field::Date, "2026-04-03"),
                        (Field::Referred, "Uncle Hassan"),
                    ],
                ),
                (Some(3), &[(Field::Date, "2026-04-04")]),
                (None, &[(Field::Date, "2026-04-05")]),
            ],
        )
        .unwrap();
    referrals.second = vec![Some(1), Some(2), None, Some(3), Some(1)];
    book.tables.referrals = Some(referrals);
    // Ivan was brought by Sara (a "referred by" without a row); Nour too, and Sara was thanked for her.
    book.profile.referrer = vec![Some(0), Some(0), Some(0), Some(0)];
    book.profile.added_on[3] = Some(day("2026-04-10"));
    book.rule(ReminderKind::Thank, 0, 2);
    let lines = book.remind("2026-04-30");
    assert_eq!(
        texts(&lines),
        [
            "Thank Sara for bringing Ali",
            "Thank Sara for bringing Uncle Hassan",
            "Thank Sara for bringing Ivan"
        ]
    );
    assert_eq!(dues(&lines), ["2026-04-03", "2026-04-05", "2026-04-12"]);
    assert_eq!(lines[0].key, format!("thank:{SARA}:{ALI}"));
    assert_eq!(lines[0].why, "Brought on 2026-04-01, not thanked yet");
    assert_eq!(lines[2].why, "Not thanked yet");
    book.memory.done = lines
        .iter()
        .map(|line| done(&line.key, 1, "2026-04-30"))
        .collect();
    assert!(book.remind("2026-05-30").is_empty());
}

#[test]
fn lapsed_customers_are_asked_once_for_each_last_purchase() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara")],
        &[(Field::Name, "Ali"), (Field::LeftBecause, "moved")],
        &[(Field::Name, "Lead")],
    ]);
    book.profile.customer = vec![true, true, false];
    book.profile.last_purchase = vec![Some(day("2025-05-01")); 3];
    book.rule(ReminderKind::Lapsed, 0, 365);
    let lines = book.remind("2026-05-03");
    assert_eq!(keys(&lines), [format!("lapsed:{SARA}:2025-05-01")]);
    assert_eq!(lines[0].why, "Last purchase 367 days ago, on 2025-05-01");
    book.memory.done = vec![done(&lines[0].key, 1, "2026-05-03")];
    assert!(book.remind("2027-05-03").is_empty());
    book.profile.last_purchase[0] = Some(day("2026-06-01"));
    assert_eq!(dues(&book.remind("2027-06-02")), ["2027-06-01"]);
}

#[test]
fn stale_records_are_checked_from_the_last_verification() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara")],
        &[(Field::Name, "Ali")],
        &[(Field::Name, "New")],
    ]);
    book.profile.added_on = vec![Some(day("2024-01-01")), Some(day("2025-01-01")), None];
    book.profile.verified_on = vec![Some(day("2025-02-01")), None, None];
    book.rule(ReminderKind::Verify, 0, 365);
    let lines = book.remind("2026-02-02");
    assert_eq!(
        keys(&lines),
        [
            format!("verify:{ALI}:2025-01-01"),
            format!("verify:{SARA}:2025-02-01")
        ]
    );
    assert_eq!(lines[0].why, "Added 397 days ago and never verified");
    assert_eq!(lines[1].why, "Last verified 366 days ago");
}

#[test]
fn the_review_is_weekly_and_the_keepers() {
    let mut book = Book::new(&[]);
    book.plan.book.week_start = jiff::civil::Weekday::Saturday;
    book.plan.book.staff = vec![Person {
        name: "Mona".to_owned(),
        aliases: vec![],
        role: Some("keeper".to_owned()),
        left: None,
        hands_over_to: None,
    }];
    book.plan.reminders.horizon_days = 6;
    book.rule(ReminderKind::Review, 0, 0);
    let lines = book.remind("2026-05-06");
    assert_eq!(dues(&lines), ["2026-05-02", "2026-05-09"]);
    assert_eq!(lines[0].key, "review:book:2026-05-02");
    assert_eq!(lines[0].owner, "Mona");
    book.memory.done = vec![Done {
        key: lines[0].key.clone(),
        contact: None,
        date: day("2026-05-06"),
        outcome: String::new(),
    }];
    assert_eq!(dues(&book.remind("2026-05-06")), ["2026-05-09"]);
}

#[test]
fn whoever_asked_not_to_be_contacted_gets_no_marketing() {
    let mut book = Book::new(&[&[
        (Field::Name, "Sara"),
        (Field::DoNotContact, "yes"),
        (Field::Birthday, "--05-01"),
        (Field::Anniversary, "--05-01"),
        (Field::NextStep, "Sign"),
        (Field::NextStepDate, "2026-05-02"),
    ]]);
    book.plan.ladders = vec![ladder("value", &[("Gold", Some(30))])];
    book.placements.ladders = vec![LadderResult {
        rungs: vec![0],
        ..LadderResult::default()
    }];
    book.profile.last_contact = vec![Some(day("2026-01-01"))];
    book.profile.customer = vec![true];
    book.profile.last_purchase = vec![Some(day("2020-01-01"))];
    book.profile.added_on = vec![Some(day("2020-01-01"))];
    book.tables.referrals = book.related(
        TableKind::Referrals,
        &[(Some(0), &[(Field::Date, "2026-04-01")])],
    );
    book.tables.calendar = book.related(
        TableKind::Calendar,
        &[(
            Some(0),
            &[(Field::Date, "2026-05-02"), (Field::EntryTitle, "Signing")],
        )],
    );
    for kind in ReminderKind::ALL {
        book.rule(kind, 0, 0);
    }
    let mut kinds: Vec<_> = book
        .remind("2026-04-30")
        .iter()
        .map(|line| line.kind)
        .collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            ReminderKind::NextStep,
            ReminderKind::Appointment,
            ReminderKind::Verify,
            ReminderKind::Review
        ]
    );
}

#[test]
fn the_first_rule_that_holds_makes_the_line_with_its_own_text_and_owner() {
    let mut book = Book::new(&[
        &[
            (Field::Name, "Sara"),
            (Field::Birthday, "--05-01"),
            (Field::City, "Cairo"),
            (Field::Owner, "Ali"),
        ],
        &[
            (Field::Name, "Nour"),
            (Field::Birthday, "--05-01"),
            (Field::Owner, "Ali"),
        ],
    ]);
    book.rule(ReminderKind::Birthday, 0, 0);
    book.rule(ReminderKind::Birthday, 0, 0);
    let rules = &mut book.plan.reminders.rules;
    rules[0].when.all.push(Condition {
        subject: Subject::Field(Field::City.into()),
        test: Test::Known,
        text: "city is known".to_owned(),
    });
    rules[0].owner = Some("Mona".to_owned());
    rules[0].text = Some("Flowers for {name} in {city} {company}{oops}".to_owned());
    let lines = book.remind("2026-05-01");
    assert_eq!(
        texts(&lines),
        ["Flowers for Sara in Cairo {oops}", "Birthday of Nour"]
    );
    assert_eq!(
        lines
            .iter()
            .map(|line| line.owner.as_str())
            .collect::<Vec<_>>(),
        ["Mona", "Ali"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Two years day by day, with days on which nobody looked, everything seen marked as done at once: each birthday comes up
    /// exactly once, on its own date, unless nobody looked for more than a week.
    #[test]
    fn each_birthday_comes_exactly_once(
        (month, birth_day) in (1_u8..=12, 1_u8..=31),
        year in prop::option::of(1930_i16..=2024),
        skipped in prop::collection::vec(0_usize..730, 0..60),
        horizon in 0_u32..20,
    ) {
        let longest = match month { 2 => 29, 4 | 6 | 9 | 11 => 30, _ => 31 };
        let birth_day = birth_day.min(longest);
        let typed = match year {
            Some(year) if month == 2 && birth_day == 29 && year % 4 != 0 => format!("{}-02-29", year / 4 * 4),
            Some(year) => format!("{year}-{month:02}-{birth_day:02}"),
            None => format!("--{month:02}-{birth_day:02}"),
        };
        let mut book = Book::new(&[&[(Field::Name, "Sara"), (Field::Birthday, typed.as_str())]]);
        prop_assert_eq!(date(&typed).month, Some(month));
        book.plan.reminders.horizon_days = horizon;
        book.rule(ReminderKind::Birthday, 0, 0);
        let start = day("2025-06-01");
        let mut seen = Vec::new();
        for offset in (0..730).filter(|offset| !skipped.contains(offset)) {
            let today = days_after(start, offset as u32);
            for line in book.remind_on(today) {
                book.memory.done.push(done(&line.key, 1, &today.to_string()));
                seen.push(line.due);
            }
        }
        // An oracle without the program's calendar: walk over the days and compare month and day.
        let mut wanted = Vec::new();
        let looked = |offset: i64| (0..730).contains(&offset) && !skipped.contains(&(offset as usize));
        for offset in -7..730 + i64::from(horizon) {
            let on = if offset < 0 { start.saturating_sub(jiff::Span::new().days(-offset)) } else { days_after(start, offset as u32) };
            let leap_kept = birth_day == 29 && month == 2 && !on.in_leap_year() && on.month() == 2 && on.day() == 28;
            let is_it = on.month() == month as i8 && on.day() == birth_day as i8 || leap_kept;
            if is_it && (offset - i64::from(horizon)..=offset + 7).any(looked) {
                wanted.push(on);
            }
        }
        seen.sort();
        prop_assert!(seen.windows(2).all(|pair| pair[0] != pair[1]));
        prop_assert_eq!(seen, wanted);
    }
}
