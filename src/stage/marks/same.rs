//! *Same?*: whether two contacts are one person, as people answer it in the review.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answer::says_yes;
use crate::model::{ContactId, Decision, Mark, Memory};
use crate::stage::dedupe::{Answer, answers, pair_key};
use crate::text::fold;

/// The fill-in column with the answer.
pub const SAME: &str = "same";

/// How keys of given answers begin.
const ANSWERED: &str = "answered";

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

/// The key of an answer that was given about two contacts, shown again so that it can be changed.
pub fn answered(a: ContactId, b: ContactId) -> String {
    format!("{ANSWERED}|{}", pair_key(a, b))
}

/// The two contacts of such a key, and whether it is that of an answer.
fn pair(key: &str) -> Option<((ContactId, ContactId), bool)> {
    let (kind, pair) = key.split_once('|')?;
    let (a, b) = pair.split_once('|')?;
    let (a, b) = (ContactId::parse(a)?, ContactId::parse(b)?);
    let is_known = [SAME, ANSWERED].contains(&kind);
    is_known.then_some(((a.min(b), a.max(b)), kind == ANSWERED))
}

fn answer(text: &str, today: Date) -> Option<Answer> {
    if RELATIVES.contains(&fold(text).as_str()) {
        return Some(Answer::Relatives);
    }
    let same = says_yes(text, today)?;
    Some(if same { Answer::Same } else { Answer::NotSame })
}

/// Turns marks into decisions. A mark that is no answer stays a mark. An answer that is merely shown again, as it was given, says
/// nothing: the same pair may have been answered anew elsewhere.
pub fn decide_pairs(memory: &mut Memory, today: Date) {
    let (ours, others): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut memory.marks)
        .into_iter()
        .partition(|mark| mark.column == SAME);
    memory.marks = others;
    let held: BTreeMap<_, _> = answers(&memory.decisions).into_iter().collect();
    for mark in ours {
        let said = pair(&mark.key).zip(answer(&mark.value, today));
        match said {
            Some(((pair, true), answer)) if held.get(&pair) == Some(&answer) => {}
            Some(((pair, _), answer)) => decide(memory, (pair, answer), today),
            None => memory.marks.push(mark),
        }
    }
    memory.marks.sort();
}

/// Adds a decision, unless it is the one that holds.
fn decide(memory: &mut Memory, (pair, answer): ((ContactId, ContactId), Answer), today: Date) {
    let holds = answers(&memory.decisions);
    if holds.contains(&(pair, answer)) {
        return;
    }
    let mut decision = Decision {
        date: today,
        kind: answer.code().to_owned(),
        key: pair_key(pair.0, pair.1),
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

    use crate::lang::{Lang, Language};

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
        let mut memory = Memory {
            marks: vec![
                mark(2, 1, "да"),
                mark(1, 3, "نه"),
                mark(1, 4, "أقارب"),
                mark(1, 5, "ask Omar"),
            ],
            ..Memory::default()
        };
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

    #[test]
    fn an_answer_shown_again_does_not_speak_against_a_new_one() {
        let id = ContactId::from_bits;
        let mark = |key: String, value: &str| Mark {
            file: "out/review.xlsx".to_owned(),
            key,
            column: SAME.to_owned(),
            value: value.to_owned(),
            date: None,
        };
        let today = date(2026, 11, 22);
        let told = |memory: &Memory| {
            let kinds = memory.decisions.iter().map(|line| line.kind.clone());
            kinds.collect::<Vec<_>>().join(" ")
        };
        let mut memory = Memory {
            marks: vec![mark(question(id(1), id(2)), "yes")],
            ..Memory::default()
        };
        decide_pairs(&mut memory, today);
        let shown = mark(answered(id(1), id(2)), "yes");
        memory.marks = vec![shown.clone(), mark(question(id(1), id(2)), "no")];
        decide_pairs(&mut memory, today);
        assert_eq!(told(&memory), "same not-same");
        memory.marks = vec![shown];
        decide_pairs(&mut memory, today);
        assert_eq!(
            told(&memory),
            "same not-same same",
            "changed on its own sheet"
        );
        assert!(memory.marks.is_empty());
    }

    #[test]
    fn the_words_of_drop_downs_are_answers() {
        for language in Language::ALL {
            let lang = Lang::load(language);
            for (word, answer) in [
                ("out.yes", Answer::Same),
                ("out.no", Answer::NotSame),
                ("out.relatives", Answer::Relatives),
            ] {
                let said = super::answer(lang.get(word), date(2026, 11, 22));
                assert_eq!(said, Some(answer), "{language:?} {word}");
            }
        }
    }
}
