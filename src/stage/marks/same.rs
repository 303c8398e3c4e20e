//! *Same?*: whether two contacts are one person, as people answer it in the review.

use jiff::civil::Date;

use super::answer::says_yes;
use crate::model::{ContactId, Decision, Mark, Memory};
use crate::stage::dedupe::{Answer, answers, pair_key};
use crate::text::fold;

/// The fill-in column with the answer.
pub const SAME: &str = "same";

/// Words for relatives in four languages, folded.
const RELATIVES: &[&str] = &[
    "relatives",
    "relative",
    "family",
    "household",
    "родственники",
    "родственник",
    "родня",
    "семья",
    "اقارب",
    "قریب",
    "عائله",
    "خویشاوند",
    "خویشاوندان",
    "فامیل",
    "خانواده",
];

/// The key of a question about two contacts.
pub fn question(a: ContactId, b: ContactId) -> String {
    format!("{SAME}|{}", pair_key(a, b))
}

/// The two contacts of such a key.
fn pair(key: &str) -> Option<(ContactId, ContactId)> {
    let (a, b) = key.strip_prefix(SAME)?.strip_prefix('|')?.split_once('|')?;
    Some((ContactId::parse(a)?, ContactId::parse(b)?))
}

fn answer(text: &str, today: Date) -> Option<Answer> {
    if RELATIVES.contains(&fold(text).as_str()) {
        return Some(Answer::Relatives);
    }
    let same = says_yes(text, today)?;
    Some(if same { Answer::Same } else { Answer::NotSame })
}

/// Turns marks into decisions. A mark that is no answer stays a mark.
pub fn decide_pairs(memory: &mut Memory, today: Date) {
    let (ours, others): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut memory.marks)
        .into_iter()
        .partition(|mark| mark.column == SAME);
    memory.marks = others;
    for mark in ours {
        let said = pair(&mark.key).zip(answer(&mark.value, today));
        match said {
            Some((pair, answer)) => decide(memory, (pair, answer), today),
            None => memory.marks.push(mark),
        }
    }
    memory.marks.sort();
}

/// Adds a decision, unless it is the one that holds.
fn decide(memory: &mut Memory, ((a, b), answer): ((ContactId, ContactId), Answer), today: Date) {
    let pair = (a.min(b), a.max(b));
    let holds = answers(&memory.decisions);
    if holds.contains(&(pair, answer)) {
        return;
    }
    let mut decision = Decision {
        date: today,
        kind: answer.code().to_owned(),
        key: pair_key(a, b),
        value: "yes".to_owned(),
    };
    // A ledger holds each line once; who changes their mind twice a day is believed the second time as well.
    while memory.decisions.contains(&decision) {
        decision.value.push_str(" again");
    }
    memory.decisions.push(decision);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn answers_in_four_languages_become_decisions_once() {
        let id = ContactId::from_bits;
        let mark = |a: u64, b: u64, value: &str| Mark {
            file: "out/review.xlsx".to_owned(),
            key: question(id(a), id(b)),
            column: SAME.to_owned(),
            value: value.to_owned(),
            date: None,
        };
        let mut memory = Memory::default();
        memory.marks = vec![
            mark(2, 1, "да"),
            mark(1, 3, "نه"),
            mark(1, 4, "أقارب"),
            mark(1, 5, "ask Omar"),
        ];
        let today = date(2026, 11, 22);
        decide_pairs(&mut memory, today);
        let told: Vec<&str> = memory
            .decisions
            .iter()
            .map(|line| line.kind.as_str())
            .collect();
        assert_eq!(told, ["same", "not-same", "relatives"]);
        assert_eq!(memory.marks.len(), 1);
        memory.marks = vec![mark(1, 2, "yes")];
        decide_pairs(&mut memory, today);
        assert_eq!(memory.decisions.len(), 3);
        for (answer, kind) in [("no", "not-same"), ("yes", "same"), ("no", "not-same")] {
            memory.marks = vec![mark(1, 2, answer)];
            decide_pairs(&mut memory, today);
            let holds = answers(&memory.decisions);
            let pair = (id(1).min(id(2)), id(1).max(id(2)));
            let held = holds.iter().find(|(known, _)| *known == pair).unwrap().1;
            assert_eq!(held.code(), kind);
        }
    }
}
