//! Who is one person, who is merged without asking, and what is asked.

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

mod large;
mod part_names;

use super::{Answer, DedupeRequest, Deduped, Members, Reason, dedupe};
use crate::config::{Keep, MatchingPlan};
use crate::model::{
    ContactId, Field, Frame, PartialDate, Phone, PhoneKind, SheetId, TableKind, TextRef,
};

/// Rows written as `name | phone | email | birthday | street | city | company | own-id`; later parts may be missing.
fn table(lines: &[&str]) -> Frame {
    let mut rows = Frame::new(TableKind::Contacts);
    for (at, line) in lines.iter().enumerate() {
        rows.push_row(SheetId(0), at as u32);
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        rows.set_text(Field::Name, part(0));
        if !part(1).is_empty() {
            let phone = Phone {
                number: part(1).parse().unwrap_or_default(),
                extension: 0,
                kind: PhoneKind::Unknown,
                text: TextRef::NONE,
            };
            rows.add_phone(Field::Phone, phone, part(1));
        }
        if !part(2).is_empty() {
            rows.add_email(Field::Email, part(2));
        }
        if let Ok(date) = part(3).parse() {
            rows.set_date(Field::Birthday, PartialDate::from_civil(date));
        }
        rows.set_text(Field::Street, part(4));
        rows.set_text(Field::City, part(5));
        rows.set_text(Field::Company, part(6));
        rows.set_text(Field::OwnId, part(7));
    }
    rows
}

fn plan() -> MatchingPlan {
    MatchingPlan::default()
}

/// The id of a row of the tests: its number.
fn id(row: usize) -> ContactId {
    ContactId::from_bits(row as u64)
}

fn answered(lines: &[&str], answers: &[(usize, usize, Answer)]) -> Deduped {
    let answers: Vec<_> = answers
        .iter()
        .map(|(a, b, answer)| {
            let (a, b) = (id(*a), id(*b));
            ((a.min(b), a.max(b)), *answer)
        })
        .collect();
    let many = lines.len();
    dedupe(&DedupeRequest {
        rows: &table(lines),
        plan: &plan(),
        answers: &answers,
        trust: &|_| 0,
        were_one: &|_, _| false,
        row_of: &|wanted| {
            (0..many)
                .find(|row| id(*row) == wanted)
                .map(|row| row as u32)
        },
    })
}

fn found(lines: &[&str]) -> Deduped {
    answered(lines, &[])
}

/// The rows of each contact, ascending.
fn merged(deduped: &Deduped) -> Vec<Vec<u32>> {
    let sorted = |group: &[u32]| {
        let mut group = group.to_vec();
        group.sort_unstable();
        group
    };
    deduped.members.iter().map(sorted).collect()
}

/// The row that a field of the first contact is taken from.
fn taken_from(deduped: &Deduped, field: Field) -> u32 {
    let mut chosen = deduped.chosen.iter();
    let chosen = chosen.find(|(key, _)| *key == (0, field.into()));
    chosen.map_or(deduped.members[0][0], |(_, row)| *row)
}

/// The first row of the likely group of each row.
fn clusters(deduped: &Deduped, rows: usize) -> Vec<u32> {
    let mut clusters = vec![0; rows];
    for (contact, members) in deduped.members.iter().enumerate() {
        let first = deduped.cluster[contact] as usize;
        for row in members {
            clusters[*row as usize] = *deduped.members[first].iter().min().unwrap();
        }
    }
    clusters
}

#[track_caller]
fn groups(lines: &[&str], expected: &[&[u32]]) {
    let deduped = found(lines);
    assert_eq!(merged(&deduped), expected, "{:?}", deduped.proposals);
}

#[test]
fn one_person_in_two_rows_is_one_contact() {
    groups(
        &[
            "Sara Ahmed|49151||",
            "Omar||a@b.org|",
            "Ahmed, Sara|49151||",
        ],
        &[&[0, 2], &[1]],
    );
    groups(&["Sara Ahmed||a@b.org|", "سارا احمد||a@b.org|"], &[&[0, 1]]);
    groups(
        &["Sara Ahmed|||1980-05-01", "Ahmed Sara|||1980-05-01"],
        &[&[0, 1]],
    );
}

#[test]
fn a_phone_without_a_country_is_known_by_its_digits() {
    groups(
        &[
            "Sara Ahmed|212-555-0199||",
            "Sara Ahmed|(212) 5550199||",
            "Sara Ahmed|000-0000||",
            "Sara Ahmed|000 0000||",
        ],
        &[&[0, 1], &[2], &[3]],
    );
}

#[test]
fn a_stranger_under_the_same_number_keeps_nobody_out() {
    groups(
        &[
            "Sara Ahmed||a@b.org|||||17",
            "Omar Ali|||||||17",
            "Sara Ahmed||a@b.org|",
            "Lena Vogt||a@b.org|",
        ],
        &[&[0, 2], &[1], &[3]],
    );
    groups(
        &[
            "Sara Ahmed||a@b.org|||||17",
            "Omar Ali|||1980-05-01||||17",
            "Sara Ahmed||a@b.org|1990-01-01",
        ],
        &[&[0, 2], &[1]],
    );
}

#[test]
fn relatives_who_share_a_phone_stay_apart() {
    groups(
        &["Anna Ivanova|7495||", "Pyotr Ivanov|7495||"],
        &[&[0], &[1]],
    );
    groups(
        &[
            "Ali Hassan|20100||1950-01-01",
            "Ali Hassan|20100||1980-01-01",
        ],
        &[&[0], &[1]],
    );
}

#[test]
fn a_switchboard_is_no_evidence() {
    let lines: Vec<String> = (0..30)
        .map(|n| format!("Person{} Number{n}|4930||", n * 7919))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(found(&lines).members.len(), 30);
}

#[test]
fn equal_rows_meet_however_many_they_are() {
    let lines = vec!["Sara Ahmed|49151|a@b.org|1980-05-01"; 5_000];
    let found = found(&lines);
    assert_eq!(found.members.len(), 1);
    assert_eq!(found.links.len(), 4_999);
}

#[test]
fn namesakes_on_a_switchboard_meet_by_birthday() {
    let lines: Vec<String> = (0..60)
        .map(|n| format!("Ali Hassan|4930||19{}-01-01", 50 + n / 20 * 7))
        .collect();
    // Sorted by row, forty rows of other birthdays stand between the first row and the last.
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    lines.push("Ali Hassan|4930||1950-01-01");
    let found = found(&lines).members;
    let sizes: Vec<usize> = found.iter().map(<[u32]>::len).collect();
    assert_eq!(sizes, [21, 20, 20]);
}

#[test]
fn the_fuller_row_survives_and_lacks_are_filled_from_the_other() {
    let found = found(&["Sara Ahmed|49151||", "Sara|49151|a@b.org|1980-05-01"]);
    assert_eq!(found.members, Members::from_iter([[1, 0]]));
    assert_eq!(taken_from(&found, Field::Name), 0);
    assert_eq!(found.links[0].reason, Reason::Phone);
    assert_eq!(found.links[0].value, "+49151");
}

#[test]
fn one_person_written_in_two_ways_is_found() {
    for pair in [
        // Two scripts, one phone.
        ["Иван Петров|79161234567", "Ivan Petrov|79161234567"],
        ["محمد حسن|201001234567", "Mohammed Hassan|201001234567"],
        // A slip in the name, the same birthday and city.
        [
            "Olaf Scholze|||1980-05-01||Berlin",
            "Olaf Scholz|||1980-05-01||Berlin",
        ],
        // Day and month turned, the same address of mail.
        [
            "Sara Ahmed||sara.ahmed@nile.org|1990-03-04",
            "Sara Ahmed||sara.ahmed@nile.org|1990-04-03",
        ],
        // First name and surname turned, an initial.
        ["Ahmed, Sara|201001234567", "S. Ahmed|201001234567"],
    ] {
        let deduped = found(&[pair[0], pair[1], "Nobody Else|4930123456"]);
        assert_eq!(clusters(&deduped, 3), [0, 0, 2], "{pair:?}");
    }
}

#[test]
fn relatives_colleagues_and_namesakes_stay_apart() {
    for pair in [
        // A couple with one phone and one address.
        [
            "Anna Ivanova|74951234567||1980-05-01|Arbat 5|Moscow",
            "Pyotr Ivanov|74951234567||1978-02-11|Arbat 5|Moscow",
        ],
        // Twins.
        [
            "Ali Hassan|201001234567||1990-01-01|Nile St 7|Cairo",
            "Omar Hassan|201001234567||1990-01-01|Nile St 7|Cairo",
        ],
        // Two at one switchboard.
        [
            "Karl Weber|4930123456||||Berlin|Siemens",
            "Olga Petrova|4930123456||||Berlin|Siemens",
        ],
        // One name, nothing else in common.
        [
            "Sara Ahmed|201001234567|a@nile.org|1980-05-01||Cairo",
            "Sara Ahmed|4930123456|b@spree.de|1995-11-23||Berlin",
        ],
    ] {
        let deduped = found(&[pair[0], pair[1], "Nobody Else|4930123499"]);
        assert_eq!(
            clusters(&deduped, 3),
            [0, 1, 2],
            "{pair:?}: {:?}",
            deduped.proposals
        );
    }
}

#[test]
fn branches_of_an_organisation_are_where_they_are() {
    let deduped = found(&[
        "Nile Trading LLC|20212345678|||12 Tahrir St|Cairo",
        "NILE TRADING|20212345678|||12 Tahrir Street|Cairo",
        "Nile Trading LLC|20312345678|||7 Port Road|Alexandria",
    ]);
    assert_eq!(clusters(&deduped, 3), [0, 0, 2], "{:?}", deduped.proposals);
}

#[test]
fn short_forms_and_sounds_are_one_name() {
    for pair in [
        ["Bob Miller|4930123456", "Robert Miller|4930123456"],
        ["Саша Петров|79161234567", "Александр Петров|79161234567"],
        ["رضا کریمی|989121234567", "Reza Karimi|989121234567"],
        ["Юлия Петрова|79161234567", "Iuliia Petrova|79161234567"],
        ["لیلا احمدی|989121234567", "Leila Ahmadi|989121234567"],
        ["جمال حسن|201001234567", "Gamal Hassan|201001234567"],
    ] {
        let deduped = found(&[pair[0], pair[1], "Nobody Else|4930123499"]);
        assert_eq!(clusters(&deduped, 3), [0, 0, 2], "{pair:?}");
    }
}

#[test]
fn what_is_doubtful_is_asked_and_not_merged() {
    for pair in [
        // Married, or her sister-in-law.
        [
            "Sara Ahmed|201001234567|sara@nile.org",
            "Sara Hassan|201001234567|sara@nile.org",
        ],
        // Another birthday.
        [
            "Sara Ahmed|201001234567|sara@nile.org|1980-05-01",
            "Sara Ahmed|201001234567|sara@nile.org|1990-11-23",
        ],
    ] {
        let deduped = found(&pair);
        assert_eq!(deduped.members.len(), 2, "{pair:?}");
        assert_eq!(deduped.proposals.len(), 1, "{pair:?}");
        assert!(deduped.proposals[0].asked);
    }
}

#[test]
fn a_family_is_one_household_and_not_one_person() {
    let deduped = found(&[
        "Anna Ivanova|74951234567||1980-05-01|Arbat 5|Moscow",
        "Pyotr Ivanov|74951234567||1978-02-11|Arbat 5|Moscow",
        "Olaf Scholz|4930123456|||Ringstr 1|Berlin",
    ]);
    assert_eq!(deduped.members.len(), 3);
    let homes: Vec<_> = deduped
        .households
        .iter()
        .map(|home| home.contacts.clone())
        .collect();
    assert_eq!(homes, [vec![0, 1]]);
    assert!(!deduped.households[0].confirmed);
    let deduped = answered(
        &["Anna Ivanova|74951234567", "Pyotr Ivanov", "Olaf Scholz"],
        &[(1, 0, Answer::Relatives)],
    );
    assert_eq!(deduped.households[0].contacts, [0, 1]);
    assert!(deduped.households[0].confirmed);
}

#[test]
fn decisions_are_obeyed_and_contradictions_told() {
    let lines = [
        "Sara Ahmed|49151",
        "Sara Ahmed|49151",
        "Omar Ali|49777||1980-05-01",
        "Lena Vogt|49778||1990-01-01",
    ];
    let deduped = answered(&lines, &[(0, 1, Answer::NotSame), (2, 3, Answer::Same)]);
    assert_eq!(merged(&deduped), [vec![0], vec![1], vec![2, 3]]);
    assert_eq!(deduped.links[0].reason, Reason::Decision);
    assert!(deduped.proposals.is_empty());
    let deduped = answered(
        &lines,
        &[
            (0, 2, Answer::NotSame),
            (0, 1, Answer::Same),
            (1, 2, Answer::Same),
        ],
    );
    // The latest holds, and what it does not allow is not done.
    assert_eq!(merged(&deduped), [vec![0], vec![1, 2], vec![3]]);
    assert_eq!(deduped.contradictions, [(0, 1)]);
}

#[test]
fn names_of_two_are_not_merged_on_one_phone() {
    for pair in [
        [
            "Peter Young|4930123456|p.young@home.org",
            "Petra Young|4930123456|p.young@home.org",
        ],
        ["Daniel Weiss|4930123456", "Daniela Weiss|4930123456"],
        [
            "Jan Novak|4930123456|novak@home.org",
            "Jana Novak|4930123456|novak@home.org",
        ],
        // Father and son in a chain of names, and turned names of two.
        [
            "Ahmed Ali|201001234567||||Cairo",
            "Mohamed Ahmed Ali|201001234567||||Cairo",
        ],
        ["Ali Hassan|201001234567", "Hassan Ali|201001234567"],
        // Two companies at one desk, and a couple beside one of them.
        [
            "Nile Trading LLC|20212345678|||12 Tahrir St|Cairo",
            "Delta Trading LLC|20212345678|||12 Tahrir St|Cairo",
        ],
        [
            "Anna & Karl Weber|4930123456|||Ringstr 1|Berlin",
            "Karl Weber|4930123456|||Ringstr 1|Berlin",
        ],
    ] {
        assert_eq!(found(&pair).members.len(), 2, "{pair:?}");
    }
}

#[test]
fn a_book_of_names_that_no_list_knows_is_one_of_people() {
    let lines: Vec<String> = (0..30)
        .map(|at| format!("Wei{at} Zhang{at}|86101234{at:03}"))
        .chain([
            "Wei Zhang|8613912345|||7 Park Rd|Xian".to_owned(),
            "Ming Zhang|8613912345|||7 Park Rd|Xian".to_owned(),
        ])
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(found(&lines).members.len(), 32);
}

#[test]
fn who_was_one_contact_stays_one_while_that_is_likely() {
    // Sure enough to stay merged, not to be merged.
    let lines = [
        "S. Ahmed||||Nile St 5|Cairo",
        "Sara Ahmed||||Nile St 5|Cairo",
    ];
    let rows = table(&lines);
    let members = |were_one: bool| {
        let request = DedupeRequest {
            rows: &rows,
            plan: &plan(),
            answers: &[],
            trust: &|_| 0,
            were_one: &|_, _| were_one,
            row_of: &|_| None,
        };
        let deduped = dedupe(&request);
        let asked = deduped.proposals.iter().find(|pair| pair.rows == (0, 1));
        let asked = asked.map(|pair| pair.probability);
        (deduped.members.len(), asked)
    };
    let (apart, probability) = members(false);
    assert_eq!(apart, 2);
    assert!(
        probability.is_some_and(|probability| probability < super::MERGE),
        "{probability:?}"
    );
    assert_eq!(members(true).0, 1);
}

#[test]
fn without_merging_everything_is_asked() {
    let lines = ["Sara Ahmed|49151", "Sara Ahmed|49151"];
    let deduped = dedupe(&DedupeRequest {
        rows: &table(&lines),
        plan: &MatchingPlan {
            merge: false,
            ..plan()
        },
        answers: &[],
        trust: &|_| 0,
        were_one: &|_, _| false,
        row_of: &|_| None,
    });
    assert_eq!(deduped.members.len(), 2);
    assert_eq!(deduped.proposals.len(), 1);
}

/// The city that a contact of three rows gets by a rule. The second row is the fullest; each row has a sheet of its own.
fn city_by(rule: Keep) -> String {
    let mut rows = Frame::new(TableKind::Contacts);
    for (at, (city, added, company)) in [
        ("Giza", "2024-01-01", ""),
        ("Cairo", "2023-01-01", "Nile"),
        ("Giza", "2022-01-01", ""),
        ("Alexandria", "2025-01-01", ""),
    ]
    .into_iter()
    .enumerate()
    {
        rows.push_row(SheetId(at as u32), 1);
        rows.set_text(Field::Name, "Sara Ahmed");
        rows.add_email(Field::Email, "sara@nile.org");
        rows.set_text(Field::City, city);
        rows.set_text(Field::Company, company);
        rows.set_date(
            Field::AddedOn,
            PartialDate::from_civil(added.parse().unwrap()),
        );
    }
    let mut plan = plan();
    plan.keep.insert(Field::City.into(), rule);
    let deduped = dedupe(&DedupeRequest {
        rows: &rows,
        plan: &plan,
        answers: &[],
        trust: &|sheet| usize::from(sheet != SheetId(2)),
        were_one: &|_, _| false,
        row_of: &|_| None,
    });
    assert_eq!(deduped.members.len(), 1);
    let row = taken_from(&deduped, Field::City);
    rows.text(Field::City, row as usize).unwrap().to_owned()
}

#[test]
fn the_rules_choose_among_values_that_differ() {
    for (rule, city) in [
        (Keep::Fullest, "Cairo"),
        (Keep::Longest, "Alexandria"),
        (Keep::Recent, "Alexandria"),
        (Keep::Trusted, "Giza"),
        (Keep::Frequent, "Giza"),
    ] {
        assert_eq!(city_by(rule), city, "{rule:?}");
    }
}

const MIXED: [&str; 10] = [
    "Иван Петров|79161234567",
    "Ivan Petrov|79161234567",
    "Anna Petrova|79161234567",
    "Sara Ahmed||sara@nile.org|1990-03-04",
    "Sara Ahmed||sara@nile.org|1990-04-03",
    "Olaf Scholz|||1980-05-01||Berlin",
    "Olaf Scholze|||1980-05-01||Berlin",
    "Omar Ali|201001234567",
    "Omar Ali|201001234567|omar@nile.org",
    "Nile Trading LLC|20212345678|||12 Tahrir St|Cairo",
];

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(seed in 0_u64..1000) {
        let mut order: Vec<usize> = (0..MIXED.len()).collect();
        let mut state = seed;
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        let shuffled: Vec<&str> = order.iter().map(|at| MIXED[*at]).collect();
        let (first, second) = (found(&MIXED), found(&shuffled));
        let place = |line: usize| order.iter().position(|at| *at == line).unwrap();
        let contact = |deduped: &Deduped, row: usize| {
            deduped.members.iter().position(|rows| rows.contains(&(row as u32))).unwrap()
        };
        let (likely, other) = (clusters(&first, MIXED.len()), clusters(&second, MIXED.len()));
        for a in 0..MIXED.len() {
            for b in 0..MIXED.len() {
                let (x, y) = (place(a), place(b));
                prop_assert_eq!(likely[a] == likely[b], other[x] == other[y], "{} {}", MIXED[a], MIXED[b]);
                prop_assert_eq!(
                    contact(&first, a) == contact(&first, b),
                    contact(&second, x) == contact(&second, y)
                );
            }
        }
    }

    /// Of two decisions about one pair only the later is given; those that contradict others are told.
    #[test]
    fn a_decision_is_always_obeyed(pairs in proptest::collection::vec((0_usize..10, 0_usize..10, 0_usize..3), 0..8)) {
        let mut answers: Vec<(usize, usize, Answer)> = Vec::new();
        for (a, b, answer) in pairs {
            if a != b {
                let pair = (a.min(b), a.max(b));
                answers.retain(|(x, y, _)| (*x, *y) != pair);
                answers.push((pair.0, pair.1, Answer::ALL[answer]));
            }
        }
        let deduped = answered(&MIXED, &answers);
        let together = |a: usize, b: usize| {
            deduped.members.iter().any(|rows| rows.contains(&(a as u32)) && rows.contains(&(b as u32)))
        };
        for (a, b, answer) in answers {
            let told = deduped.contradictions.iter().any(|(x, y)| {
                (*x as usize, *y as usize) == (a, b) || (*y as usize, *x as usize) == (a, b)
            });
            match answer {
                Answer::Same => prop_assert!(told || together(a, b)),
                Answer::NotSame | Answer::Relatives => prop_assert!(!together(a, b)),
            }
            let asked = deduped.proposals.iter().any(|proposal| {
                let (x, y) = proposal.contacts;
                let rows = |contact: u32| &deduped.members[contact as usize];
                let holds = |contact: u32, row: usize| rows(contact).contains(&(row as u32));
                holds(x, a) && holds(y, b) || holds(x, b) && holds(y, a)
            });
            prop_assert!(!asked, "{a} {b} is asked again");
        }
    }
}
