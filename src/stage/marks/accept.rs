//! "Accept?": repairs of cells that a person accepted or refused.
//!
//! A line of the review stands for one text typed in one field of one table, and for what it would read. Its key holds both
//! texts, so that an answer is understood before a single cell is read, and takes effect in the same run. What was decided is
//! kept in `journal/decisions.csv`, a line for each answer; the marks themselves are then taken up and forgotten.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::model::{Decision, Mark, Memory, TableKind};
use crate::stage::clean::{Accepted, Repair};
use crate::text::short_hash;

use super::Naming;
use super::answer::{key, says_yes};

/// The fill-in column with the answer.
pub const ACCEPT: &str = "accept";

/// The kind of these decisions.
const KIND: &str = "accept";

/// The list of proposals.
const PROPOSED: &str = "repair";
/// The list of those accepted.
const LISTED: &str = "accepted";

/// Between what was typed and what is read.
const BETWEEN: &str = " -> ";
/// Tells a decision from an equal one of the same day.
const AGAIN: &str = " again";

/// What was said of the proposals for one text.
#[derive(Debug, Default)]
struct Said {
    /// Those accepted, the latest last: it is the one that counts.
    yes: Vec<String>,
    /// Those refused.
    no: BTreeSet<String>,
}

/// What people decided on repairs so far.
#[derive(Debug, Default)]
pub struct Answers {
    said: BTreeMap<Cells, Said>,
}

/// All cells that one decision is about, by what they share: table, field, what else the repair rests on, typed text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cells {
    table: String,
    field: String,
    beside: String,
    typed: String,
}

impl Cells {
    fn new([table, field, beside, typed]: [&str; 4]) -> Cells {
        Cells {
            table: table.to_owned(),
            field: field.replace('|', "¦"),
            beside: beside.replace('|', "¦"),
            typed: typed.to_owned(),
        }
    }

    /// The key of a line of the review.
    fn line(&self, list: &str, reads: &str) -> String {
        let head = key(&[list, &self.table, &self.field, &self.beside]);
        format!("{head}|{}", both(&self.typed, reads))
    }

    /// The key of a decision.
    fn decision(&self) -> String {
        let digest = short_hash(&[flat(&self.typed)]);
        key(&[&self.table, &self.field, &self.beside, &digest])
    }
}

/// What was typed and what is read, with a digest of both: where other programs changed a sign of it, it means nothing.
fn both(typed: &str, reads: &str) -> String {
    let digest = short_hash(&[flat(typed), flat(reads)]);
    format!("{typed}{BETWEEN}{reads} [{digest}]")
}

/// The two texts again.
fn apart(both: &str) -> Option<(&str, &str)> {
    let (texts, digest) = both.strip_suffix(']')?.rsplit_once(" [")?;
    let pairs = texts.match_indices(BETWEEN).filter_map(|(at, between)| {
        let reads = texts.get(at + between.len()..)?;
        Some((texts.get(..at)?, reads))
    });
    let mut pairs =
        pairs.filter(|(typed, reads)| short_hash(&[flat(typed), flat(reads)]) == digest);
    pairs.next()
}

/// A text on one line: programs that save a journal write line breaks of their own.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answers {
    /// Reads the ledger; later lines win.
    pub fn new(decisions: &[Decision]) -> Answers {
        let mut answers = Answers::default();
        for decision in decisions.iter().filter(|decision| decision.kind == KIND) {
            answers.add(decision);
        }
        answers
    }

    /// Takes a line of the ledger; one that makes no sense says nothing.
    fn add(&mut self, decision: &Decision) -> Option<()> {
        let mut value = decision.value.as_str();
        while let Some(shorter) = value.strip_suffix(AGAIN) {
            value = shorter;
        }
        let (word, texts) = value.split_once(": ")?;
        let (typed, reads) = apart(texts)?;
        let [table, field, beside, _] = parts(&decision.key)?;
        let cells = Cells::new([table, field, beside, typed]);
        if cells.decision() != decision.key {
            return None;
        }
        let said = self.said.entry(cells).or_default();
        said.yes.retain(|known| known != reads);
        if word == "yes" {
            said.no.remove(reads);
            said.yes.push(reads.to_owned());
        } else {
            said.no.insert(reads.to_owned());
        }
        Some(())
    }

    /// The repairs that hold now.
    pub fn accepted(&self) -> Accepted {
        let repairs = self.said.iter().filter_map(|(cells, said)| {
            let mut tables = TableKind::ALL.into_iter();
            Some(Repair {
                table: tables.find(|table| table.code() == cells.table)?,
                field: cells.field.clone(),
                typed: cells.typed.clone(),
                beside: cells.beside.clone(),
                reads: said.yes.last()?.clone(),
            })
        });
        Accepted::new(repairs.collect())
    }

    /// Takes the proposals that were answered off the problems: nobody is asked twice.
    pub fn silence(&self, diagnostics: &mut [Diagnostic], naming: &Naming<'_>) {
        if self.said.is_empty() {
            return;
        }
        for diagnostic in diagnostics {
            if naming.cells(diagnostic).is_some_and(|(cells, reads)| {
                let said = self.said.get(&cells);
                said.is_some_and(|said| {
                    said.no.contains(reads) || said.yes.last().is_some_and(|last| last == reads)
                })
            }) {
                diagnostic.proposal = None;
            }
        }
    }

    /// Whether an answer changes anything.
    fn is_news(&self, cells: &Cells, reads: &str, yes: bool) -> bool {
        let Some(said) = self.said.get(cells) else {
            return true;
        };
        if yes {
            said.yes.last().is_none_or(|last| last != reads)
        } else {
            !said.no.contains(reads)
        }
    }
}

impl Naming<'_> {
    /// The key of a proposal in the list of repairs: it names no row, so that sorting and editing other cells changes nothing.
    /// `None` where the problem has no proposal, or stands in no row that is kept.
    pub fn repair(&self, diagnostic: &Diagnostic) -> Option<String> {
        let (cells, reads) = self.cells(diagnostic)?;
        Some(cells.line(PROPOSED, reads))
    }

    fn cells<'d>(&self, diagnostic: &'d Diagnostic) -> Option<(Cells, &'d str)> {
        let proposal = diagnostic.proposal.as_deref()?;
        let table = self.about.of(&diagnostic.place)?.table.code();
        let field = self.field(diagnostic.field);
        let cells = Cells::new([table, field, &proposal.beside, &proposal.typed]);
        Some((cells, &proposal.reads))
    }
}

/// The key of a repair in the list of those accepted.
pub fn accepted_line(repair: &Repair) -> String {
    let (table, field) = (repair.table.code(), repair.field.as_str());
    Cells::new([table, field, &repair.beside, &repair.typed]).line(LISTED, &repair.reads)
}

/// The four parts of a key.
fn parts(key: &str) -> Option<[&str; 4]> {
    let mut parts = key.splitn(4, '|');
    Some([parts.next()?, parts.next()?, parts.next()?, parts.next()?])
}

/// Turns the answers that people typed into decisions, before any cell is read. A mark that decides nothing stays a mark.
pub fn take_up(memory: &mut Memory, today: Date) {
    let (ours, others): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut memory.marks)
        .into_iter()
        .partition(|mark| mark.column == ACCEPT);
    memory.marks = others;
    if ours.is_empty() {
        return;
    }
    let mut answers = Answers::new(&memory.decisions);
    // Only what was accepted can be taken back, so that taking back is the later answer.
    let (proposed, listed): (Vec<Mark>, Vec<Mark>) = ours
        .into_iter()
        .partition(|mark| mark.key.starts_with(PROPOSED));
    for mark in proposed.into_iter().chain(listed) {
        match answer(&mark, today) {
            Some(answer) => decide(memory, &mut answers, &answer, today),
            None => memory.marks.push(mark),
        }
    }
    memory.marks.sort();
}

/// An answer to a line of the review.
struct Answer {
    cells: Cells,
    reads: String,
    yes: bool,
    /// Whether it says what holds anyhow: "yes" stands beside every repair that is listed as accepted.
    is_idle: bool,
}

/// What a mark decides; `None` where it decides nothing and stays what it is.
fn answer(mark: &Mark, today: Date) -> Option<Answer> {
    let yes = says_yes(&mark.value, today)?;
    let (list, rest) = mark.key.split_once('|')?;
    let [table, field, beside, texts] = parts(rest)?;
    let (typed, reads) = apart(texts)?;
    let is_idle = match list {
        PROPOSED => false,
        LISTED => yes,
        _ => return None,
    };
    Some(Answer {
        cells: Cells::new([table, field, beside, typed]),
        reads: reads.to_owned(),
        yes,
        is_idle,
    })
}

/// Adds a decision, unless it changes nothing.
fn decide(memory: &mut Memory, answers: &mut Answers, answer: &Answer, today: Date) {
    let Answer {
        cells, reads, yes, ..
    } = answer;
    if answer.is_idle || !answers.is_news(cells, reads, *yes) {
        return;
    }
    let word = if *yes { "yes" } else { "no" };
    let mut decision = Decision {
        date: today,
        kind: KIND.to_owned(),
        key: cells.decision(),
        value: format!("{word}: {}", both(&cells.typed, reads)),
    };
    // A ledger holds each line once; who changes their mind twice a day is believed the second time as well.
    while memory.decisions.contains(&decision) {
        decision.value.push_str(AGAIN);
    }
    answers.add(&decision);
    memory.decisions.push(decision);
}
