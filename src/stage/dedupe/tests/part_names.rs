//! Given names and surnames alone.

use super::{Answer, answered, found, groups, plan, table};
use crate::stage::dedupe::{DedupeRequest, Members, dedupe};

const SARA: &str = "Sara|201001234567";
const AHMED: &str = "Sara Ahmed|201001234567";
const HASSAN: &str = "Sara Hassan|201001234567";

#[test]
fn one_that_fits_two_is_asked_about() {
    let deduped = found(&[SARA, AHMED, HASSAN]);
    assert_eq!(deduped.members.len(), 3);
    assert!(deduped.proposals.iter().any(|pair| pair.contacts.0 == 0));
    // One whom it fits is no question, nor is one who shares more.
    groups(&[SARA, AHMED], &[&[0, 1]]);
    groups(
        &[
            "Sara|201001234567|sara@nile.org",
            "Sara Ahmed|201001234567|sara@nile.org",
            HASSAN,
        ],
        &[&[0, 1], &[2]],
    );
    // Ahmed may be her father: he keeps nobody from being Sara.
    let father = found(&[AHMED, SARA, "Ahmed|201001234567"]);
    assert_eq!(father.members, Members::from_iter([vec![0, 1], vec![2]]));
}

#[test]
fn a_double_does_not_decide_for_it() {
    let deduped = found(&[
        SARA,
        "Sara Ahmed|201001234567|sara@nile.org",
        HASSAN,
        "Sara|201001234567|sara@nile.org",
    ]);
    let mut members = deduped.members.iter();
    assert!(members.any(|rows| rows == [0]), "{:?}", deduped.members);
    assert!(deduped.members.iter().any(|rows| rows.len() == 2));
}

#[test]
fn what_people_decided_leaves_nothing_to_ask() {
    let lines = [SARA, AHMED, HASSAN];
    let one = answered(&lines, &[(1, 2, Answer::Same)]);
    assert_eq!(one.members.len(), 1, "{:?}", one.members);
    let apart = answered(&lines, &[(0, 2, Answer::NotSame)]);
    assert_eq!(apart.members.len(), 2, "{:?}", apart.members);
}

#[test]
fn another_row_does_not_part_who_was_one() {
    let deduped = dedupe(&DedupeRequest {
        rows: &table(&[SARA, AHMED, HASSAN]),
        plan: &plan(),
        answers: &[],
        trust: &|_| 0,
        were_one: &|a, b| (a.min(b), a.max(b)) == (0, 1),
        row_of: &|_| None,
    });
    assert_eq!(deduped.members.len(), 2, "{:?}", deduped.members);
}
