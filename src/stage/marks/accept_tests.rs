//! Answers to proposed repairs, and what they decide.

use jiff::civil::{Date, date};
use proptest::prelude::{prop_assert_eq, proptest};

use super::*;
use crate::diag::Proposal;
use crate::model::{Contacts, Decision, Field, Frame, Memory, Places, Sheet};
use crate::model::{SheetId, TableKind, Tables};
use crate::stage::clean::{Accepted, Repair};

const TODAY: Date = date(2026, 11, 22);

fn repair(typed: &str, reads: &str) -> Repair {
    Repair {
        table: TableKind::Contacts,
        field: "email".into(),
        typed: typed.into(),
        beside: String::new(),
        reads: reads.into(),
    }
}

/// The key of a line of proposals.
fn proposed(repair: &Repair) -> String {
    let line = accepted_line(repair);
    format!("repair|{}", line.split_once('|').unwrap().1)
}

fn answer(memory: &mut Memory, key: String, value: &str) {
    memory.marks.push(Mark {
        file: "out/review.xlsx".into(),
        key,
        column: ACCEPT.into(),
        value: value.into(),
        date: Some(TODAY),
    });
    take_up(memory, TODAY);
}

/// What holds, as typed and read.
fn holds(memory: &Memory) -> String {
    format!("{:?}", Answers::new(&memory.decisions).accepted())
}

fn is_nothing(memory: &Memory) -> bool {
    holds(memory) == format!("{:?}", Answers::default().accepted())
}

#[test]
fn yes_becomes_a_decision_that_people_can_read_and_no_takes_it_back() {
    let mut memory = Memory::default();
    let own = repair("sara@gmial.com", "sara@gmail.com");
    answer(&mut memory, proposed(&own), "да");
    assert!(memory.marks.is_empty(), "taken up");
    let line = &memory.decisions[0];
    assert_eq!(line.kind, "accept");
    assert_eq!(
        line.key,
        format!("contacts|email||{}", short_hash(&["sara@gmial.com"]))
    );
    let digest = short_hash(&["sara@gmial.com", "sara@gmail.com"]);
    assert_eq!(
        line.value,
        format!("yes: sara@gmial.com -> sara@gmail.com [{digest}]")
    );
    assert!(holds(&memory).contains("sara@gmail.com"));

    // Once more, and beside the repair in the list of those accepted, it says nothing new.
    answer(&mut memory, proposed(&own), "✓");
    answer(&mut memory, accepted_line(&own), "yes");
    assert_eq!(memory.decisions.len(), 1);

    for (key, word, nothing) in [
        (accepted_line(&own), "no", true),
        (proposed(&own), "yes", false),
        (accepted_line(&own), "لا", true),
        (proposed(&own), "2026-11-22", false),
        (proposed(&own), "no", true),
    ] {
        answer(&mut memory, key, word);
        assert_eq!(is_nothing(&memory), nothing, "{word}");
    }
    let lines: std::collections::BTreeSet<&str> = memory
        .decisions
        .iter()
        .map(|line| line.value.as_str())
        .collect();
    assert_eq!(lines.len(), 6, "no two lines of the ledger are equal");
    assert!(memory.marks.is_empty());
}

#[test]
fn a_remark_and_a_key_of_another_kind_stay_marks() {
    let own = repair("a@gmial.com", "a@gmail.com");
    let torn = proposed(&own).replace("gmail", "gmx");
    for (key, value) in [
        (proposed(&own), "ask Omar first"),
        (proposed(&own), "?"),
        (torn, "yes"),
        (
            "repair|email-misspelt|data/a.csv||email|c100000000|abcdef".into(),
            "yes",
        ),
        ("merge|c100000000|email|a@b.org|sara".into(), "yes"),
    ] {
        let mut memory = Memory::default();
        answer(&mut memory, key.clone(), value);
        assert_eq!(memory.marks.len(), 1, "{key}");
        assert!(memory.decisions.is_empty(), "{key}");
    }
}

#[test]
fn lines_of_the_ledger_that_make_no_sense_say_nothing() {
    let mut memory = Memory::default();
    answer(
        &mut memory,
        proposed(&repair("a@gmial.com", "a@gmail.com")),
        "yes",
    );
    let good = memory.decisions[0].clone();
    let changes: [fn(&mut Decision); 5] = [
        |line| line.value = line.value.replace("gmial", "gmal"),
        |line| line.value = line.value.replace("gmail", "?????"),
        |line| line.key.push('x'),
        |line| line.key = "contacts".into(),
        |line| line.kind = "leave".into(),
    ];
    for change in changes {
        let mut line = good.clone();
        change(&mut line);
        let memory = Memory {
            decisions: vec![line],
            ..Memory::default()
        };
        assert!(is_nothing(&memory), "{:?}", memory.decisions);
    }
    // A table of a later version.
    let mut line = good;
    line.key = line.key.replace("contacts", "pets");
    let memory = Memory {
        decisions: vec![line],
        ..Memory::default()
    };
    assert!(is_nothing(&memory));
}

#[test]
fn a_second_repair_of_one_text_gives_way_to_the_first_when_it_is_taken_back() {
    let (first, second) = (repair("a;b", "A;b"), repair("a;b", "A;B"));
    let mut memory = Memory::default();
    answer(&mut memory, proposed(&first), "yes");
    let before = holds(&memory);
    answer(&mut memory, proposed(&second), "yes");
    assert!(holds(&memory).contains("A;B"));
    answer(&mut memory, accepted_line(&second), "no");
    assert_eq!(holds(&memory), before);
    answer(&mut memory, accepted_line(&first), "no");
    assert!(is_nothing(&memory));
}

/// A contact whose address is proposed to read otherwise.
fn silenced(memory: &Memory, typed: &str, reads: &str) -> bool {
    let mut rows = Frame::new(TableKind::Contacts);
    rows.push_row(SheetId(0), 1);
    rows.set_text(Field::Name, "Sara");
    let mut places = Places::default();
    places.add(Sheet {
        file: "data/a.csv".into(),
        name: String::new(),
        columns: vec![],
    });
    let contacts = Contacts::alone(rows, vec![ContactId::from_bits(1)]);
    let place = Place::Cell(SheetId(0), 1, 1);
    let found = Diagnostic::new("email-misspelt", Severity::Warning, place)
        .field(Field::Email)
        .proposal(Proposal::new(typed, reads));
    let mut found = vec![found];
    let about = About::new(&found, &contacts, &Tables::default());
    let naming = Naming {
        places: &places,
        custom_fields: &[],
        columns: &[],
        about: &about,
        contacts: &contacts,
    };
    assert_eq!(
        naming.repair(&found[0]),
        Some(proposed(&repair(typed, reads)))
    );
    Answers::new(&memory.decisions).silence(&mut found, &naming);
    found[0].proposal.is_none()
}

#[test]
fn what_was_answered_is_not_asked_again() {
    let mut memory = Memory::default();
    assert!(!silenced(&memory, "a@gmial.com", "a@gmail.com"));
    answer(
        &mut memory,
        proposed(&repair("a@gmial.com", "a@gmail.com")),
        "no",
    );
    assert!(silenced(&memory, "a@gmial.com", "a@gmail.com"));
    assert!(!silenced(&memory, "a@gmial.com", "a@gmx.com"));
    assert!(!silenced(&memory, "b@gmial.com", "b@gmail.com"));
    answer(
        &mut memory,
        proposed(&repair("b@gmial.com", "b@gmail.com")),
        "yes",
    );
    assert!(silenced(&memory, "b@gmial.com", "b@gmail.com"));
    memory.decisions.clear();
    assert!(!silenced(&memory, "a@gmial.com", "a@gmail.com"));
}

#[test]
fn texts_with_signs_of_keys_are_kept_apart() {
    for (typed, reads) in [
        ("a | b", "a|b"),
        ("a -> b", "a -> b -> c"),
        ("[x] [abcdef]", "x]"),
        ("yes: no", "no: again"),
        ("one\ntwo", "one two three"),
        ("'=1", "+1"),
    ] {
        let mut memory = Memory::default();
        let mut own = repair(typed, reads);
        own.field = "Size | colour".replace('|', "¦");
        own.beside = "Tea ¦ green".into();
        answer(&mut memory, proposed(&own), "yes");
        assert_eq!(holds(&memory), format!("{:?}", Accepted::new(vec![own])));
    }
}

proptest! {
    /// Whatever was answered before: what is taken back was never accepted, and nothing else changed.
    #[test]
    fn taken_back_is_never_accepted(
        answers in proptest::collection::vec((0_usize..3, 0_usize..3, 0..2), 0..20),
        last in (0_usize..3, 0_usize..3),
    ) {
        let own = |(text, meant): (usize, usize)| {
            let (text, meant) = (["a", "b | -> c", "d\ne"][text], ["x", "y -> z", "[w]"][meant]);
            repair(text, meant)
        };
        let mut memory = Memory::default();
        // What was accepted of each text, the latest last.
        let mut model: [Vec<usize>; 3] = Default::default();
        for (text, meant, yes) in &answers {
            let word = if *yes == 1 { "yes" } else { "no" };
            answer(&mut memory, proposed(&own((*text, *meant))), word);
            model[*text].retain(|known| known != meant);
            if *yes == 1 {
                model[*text].push(*meant);
            }
        }
        let expected = |model: &[Vec<usize>; 3]| {
            let all = model.iter().enumerate();
            let all = all.filter_map(|(text, said)| Some(own((text, *said.last()?))));
            format!("{:?}", Accepted::new(all.collect()))
        };
        prop_assert_eq!(holds(&memory), expected(&model));
        answer(&mut memory, accepted_line(&own(last)), "no");
        model[last.0].retain(|known| *known != last.1);
        prop_assert_eq!(holds(&memory), expected(&model));
        prop_assert_eq!(memory.marks.len(), 0);
    }
}
