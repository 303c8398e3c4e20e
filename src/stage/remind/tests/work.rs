//! Cadences, steps, appointments, thanks, questions and reviews.

use super::{ALI, SARA, done, dues, keys, texts};
use crate::config::condition::When;
use crate::config::{Person, ReminderKind, Segment};
use crate::model::{ContactId, Done, Field, KnownId, Relatives, TableKind};
use crate::stage::remind::desk::{days_after, mark};
use crate::stage::remind::fixture::{Book, day, ladder};
use crate::stage::segment::LadderResult;

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
    // Done for a row of its own, as long as that row is merged into Sara.
    let of_other = lines[0].key.replace(SARA, "c900000000");
    book.memory.done = vec![done(&of_other, 9, "2026-05-03")];
    assert_eq!(keys(&book.remind("2026-05-03")), keys(&lines));
    let into = |id: u64, into: u64| KnownId {
        id: ContactId::from_bits(id),
        since: day("2026-01-01"),
        keys: String::new(),
        into: Some(ContactId::from_bits(into)),
    };
    book.memory.ids = vec![into(9, 1)];
    assert!(book.remind("2026-05-03").is_empty());
    // By way of a contact that was merged itself.
    book.memory.ids = vec![into(9, 8), into(8, 1)];
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
            into: None,
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
    let call = |on: &'static str, step: &'static str, step_date: &'static str| {
        let mut row = vec![(Field::Date, on)];
        if !step.is_empty() {
            row.push((Field::NextStep, step));
        }
        if !step_date.is_empty() {
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
        book.tables.interactions = Some(book.related(TableKind::Interactions, &rows));
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
    book.plan.segments = vec![Segment {
        name: "Spring buyers".to_owned(),
        when: When::default(),
        columns: Vec::new(),
    }];
    book.placements.segments = vec![vec![0, 1]];
    book.tables.calendar = Some(book.related(
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
    ));
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
        format!(
            "appointment:book:2026-05-15:{}",
            mark("spring sale|spring buyers|mona")
        )
    );
    assert_eq!(lines[4].owner, "Mona");
    assert_eq!(lines[4].contact, None);
}

#[test]
fn entries_of_one_title_and_day_have_keys_of_their_own() {
    let mut book = Book::new(&[]);
    let entry = |owner| {
        [
            (Field::Date, "2026-05-15"),
            (Field::EntryTitle, "Stock"),
            (Field::Owner, owner),
        ]
    };
    let (mona, ali) = (entry("Mona"), entry("Ali"));
    book.tables.calendar = Some(book.related(
        TableKind::Calendar,
        &[(None, &mona), (None, &ali), (None, &mona)],
    ));
    book.rule(ReminderKind::Appointment, 0, 0);
    let mut keys: Vec<String> = book
        .remind("2026-05-10")
        .into_iter()
        .map(|line| line.key)
        .collect();
    keys.sort();
    let key = |owner: &str| format!("appointment:book:2026-05-15:{}", mark(owner));
    let mut expected = [
        key("stock||mona"),
        key("stock||ali"),
        format!("{}-2", key("stock||mona")),
    ];
    expected.sort();
    assert_eq!(keys, expected);
}

#[test]
fn an_owner_has_one_spelling() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara"), (Field::Owner, "Omar")],
        &[(Field::Name, "Ali"), (Field::Owner, "omar ")],
    ]);
    let entry = |owner| [(Field::Date, "2026-05-15"), (Field::Owner, owner)];
    book.tables.calendar = Some(book.related(
        TableKind::Calendar,
        &[
            (Some(1), &[(Field::Date, "2026-05-14")]),
            (Some(0), &entry("OMAR")),
            (None, &entry("Lena")),
            (Some(0), &entry(" lena")),
        ],
    ));
    book.rule(ReminderKind::Appointment, 0, 0);
    let lines = book.remind("2026-05-10");
    let mut owners: Vec<&str> = lines.iter().map(|line| line.owner.as_str()).collect();
    owners.sort_unstable();
    assert_eq!(owners, ["Lena", "Lena", "Omar", "Omar"]);
}

#[test]
fn referrals_are_thanked_for_once_a_pair() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara")],
        &[(Field::Name, "Ali")],
        &[(Field::Name, "Nour")],
        &[(Field::Name, "Ivan")],
    ]);
    let mut referrals = book.related(
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
    );
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
    assert_eq!(
        dues(&book.remind("2026-05-06")),
        ["2026-05-09"],
        "a new book"
    );
    book.memory.ids = vec![KnownId {
        id: crate::model::ContactId::from_bits(1),
        since: day("2026-05-02"),
        keys: String::new(),
        into: None,
    }];
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
    book.tables.referrals = Some(book.related(
        TableKind::Referrals,
        &[(Some(0), &[(Field::Date, "2026-04-01")])],
    ));
    book.tables.calendar = Some(book.related(
        TableKind::Calendar,
        &[(
            Some(0),
            &[(Field::Date, "2026-05-02"), (Field::EntryTitle, "Signing")],
        )],
    ));
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
fn relatives_who_are_due_in_one_week_are_named() {
    let mut book = Book::new(&[
        &[(Field::Name, "Sara Ahmed"), (Field::Birthday, "1980-05-02")],
        &[(Field::Name, "Ali Ahmed"), (Field::Birthday, "1978-05-08")],
        &[(Field::Name, "Mona Ahmed"), (Field::Birthday, "2005-05-20")],
    ]);
    book.rule(ReminderKind::Birthday, 30, 0);
    let alone: Vec<String> = book
        .remind("2026-05-01")
        .into_iter()
        .map(|line| line.why)
        .collect();
    book.relatives = Relatives::new(vec![vec![0, 1, 2]], 3);
    let lines = book.remind("2026-05-01");
    let with = |at: usize, other: &str| format!("{}; of one household with {other}", alone[at]);
    assert_eq!(lines[0].why, with(0, "Ali Ahmed (due on 2026-05-08)"));
    assert_eq!(lines[1].why, with(1, "Sara Ahmed (due on 2026-05-02)"));
    // Twelve days after the last.
    assert_eq!(lines[2].why, alone[2]);
}
