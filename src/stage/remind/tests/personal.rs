//! Personal dates, what rules decide, and birthdays against an oracle over two simulated years.

use proptest::prelude::{ProptestConfig, prop, proptest};
use proptest::{prop_assert, prop_assert_eq};

use super::{SARA, done, dues, texts};
use crate::config::ReminderKind;
use crate::config::condition::{Condition, Subject, Test};
use crate::model::{Field, TableKind};
use crate::stage::remind::Reminder;
use crate::stage::remind::desk::{days_after, mark};
use crate::stage::remind::fixture::{Book, date, day};

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
    book.tables.family = Some(book.related(
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
    ));
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

#[test]
fn texts_may_call_people_by_their_given_names() {
    let mut book = Book::new(&[
        &[
            (Field::Name, "Петров Иван Сергеевич"),
            (Field::Birthday, "--05-01"),
        ],
        &[
            (Field::Name, "Dr. Anna Schmidt"),
            (Field::GivenName, "Anni"),
            (Field::Birthday, "--05-01"),
        ],
        &[(Field::Name, "شركة النيل"), (Field::Birthday, "--05-01")],
        &[(Field::Name, "Орлов С. П."), (Field::Birthday, "--05-01")],
    ]);
    book.rule(ReminderKind::Birthday, 0, 0);
    let rules = &mut book.plan.reminders.rules;
    rules[0].text = Some("Call {given-name} ({family-name})".to_owned());
    let lines = book.remind("2026-05-01");
    assert_eq!(
        texts(&lines),
        [
            "Call Иван (Петров)",
            "Call Anni (Schmidt)",
            "Call شركة النيل ()",
            "Call Орлов С. П. (Орлов)"
        ]
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
