//! "Leave it": values that a person has seen and wants no more said about.
//!
//! A line of the review stands for many values. Its hidden column holds a short digest of each value that it stood for when
//! it was written, so that leaving the line leaves exactly these: a value typed later is a new problem. What was decided is
//! kept in `journal/decisions.csv`, a line for each answer; the marks themselves are then taken up and forgotten.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostic;
use crate::model::{
    ContactId, Contacts, Decision, Derived, Field, FieldId, Mark, Memory, Place, Places,
};
use crate::stage::clean::ColumnReading;
use crate::text::short_hash;
use jiff::civil::Date;

use super::About;
use super::answer::{key, says_yes};

/// The fill-in column with the answer.
pub const LEAVE: &str = "leave-it";

/// The hidden column beside it, with the digests of a line's values.
pub const SEEN: &str = "seen";

/// No column, but the mark of an answer that was read from a file which could not be replaced since.
pub const TAKEN: &str = "taken";

/// At most so many values of a line are remembered: more digests than these do not fit into one cell.
pub const MOST_SEEN: usize = 4_600;

/// The kind of these decisions.
const KIND: &str = "leave";

/// What problems are named with.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The sheets.
    pub places: &'a Places,
    /// Names of the fields of the trade.
    pub custom_fields: &'a [String],
    /// The columns of the sheets.
    pub columns: &'a [ColumnReading],
    /// Which rows the problems are about.
    pub about: &'a About,
    /// The contacts.
    pub contacts: &'a Contacts,
}

impl Naming<'_> {
    /// The key of a line of the review: one cause of one severity in one column, which is known by its header, as it may be
    /// moved. `which` tells lists apart.
    pub fn line(&self, which: &str, diagnostic: &Diagnostic) -> String {
        let (file, sheet) = self.sheet(diagnostic);
        key(&[
            which,
            diagnostic.code,
            file,
            sheet,
            diagnostic.severity.code(),
            self.header(diagnostic),
            self.field(diagnostic.field),
        ])
    }

    /// File and sheet of a problem.
    fn sheet(&self, diagnostic: &Diagnostic) -> (&str, &str) {
        match &diagnostic.place {
            Place::Row(id, _) | Place::Cell(id, _, _) | Place::Sheet(id) => {
                let sheet = self.places.sheet(*id);
                (sheet.file.as_str(), sheet.name.as_str())
            }
            _ => ("", ""),
        }
    }

    /// The header of the column that a problem is in; empty where it is in none.
    fn header(&self, diagnostic: &Diagnostic) -> &str {
        let Place::Cell(sheet, _, column) = diagnostic.place else {
            return "";
        };
        let is_here = |known: &&ColumnReading| known.sheet == sheet && known.column == column;
        let known = self.columns.iter().find(is_here);
        known.map_or("", |known| known.header.as_str())
    }

    /// The English name of a field, or the header of a field of the trade; empty for none.
    pub fn field(&self, field: Option<FieldId>) -> &str {
        let Some(field) = field else {
            return "";
        };
        let known = field.known().map(Field::name);
        known
            .or_else(|| Derived::from_id(field).map(Derived::name))
            .or_else(|| {
                let name = self.custom_fields.get(field.custom_index()?)?;
                Some(name.as_str())
            })
            .unwrap_or_default()
    }

    /// The id of the contact that a problem is about.
    pub fn contact(&self, diagnostic: &Diagnostic) -> Option<ContactId> {
        let contact = self.about.of(&diagnostic.place)?.contact? as usize;
        (contact < self.contacts.len()).then(|| self.contacts.id(contact))
    }

    /// Six signs that stand for a value: of whom it is and what was typed. Where nothing was typed, what else is known of it.
    pub fn digest(&self, diagnostic: &Diagnostic) -> String {
        let contact = self.contact(diagnostic);
        let mut parts = vec![
            contact.map(|id| id.to_string()).unwrap_or_default(),
            diagnostic.value.clone(),
        ];
        if diagnostic.value.is_empty() {
            parts.extend(diagnostic.args.iter().map(|(_, value)| value.clone()));
            if contact.is_none()
                && let Place::Row(_, row) | Place::Cell(_, row, _) = diagnostic.place
            {
                parts.push(row.to_string());
            }
        }
        short_hash(&parts)
    }

    /// What a decision is about: it holds in every file, so that a renamed file brings nothing back.
    fn cause(&self, diagnostic: &Diagnostic) -> String {
        key(&[diagnostic.code, self.field(diagnostic.field)])
    }
}

/// Takes up the answers that people typed, then takes the problems that are left as they are out of all others.
pub fn set_aside(
    diagnostics: &mut Vec<Diagnostic>,
    memory: &mut Memory,
    naming: &Naming<'_>,
    today: Date,
) -> Vec<Diagnostic> {
    take_up(diagnostics, memory, naming, today);
    let left = decided(&memory.decisions);
    if left.is_empty() {
        return Vec::new();
    }
    let is_left = |diagnostic: &Diagnostic| {
        is_of_row(diagnostic)
            && left
                .get(&naming.cause(diagnostic))
                .is_some_and(|digests| digests.contains(naming.digest(diagnostic).as_str()))
    };
    let (silent, loud) = std::mem::take(diagnostics)
        .into_iter()
        .partition(|diagnostic| is_left(diagnostic));
    *diagnostics = loud;
    silent
}

/// Whether a problem is one of a row or cell; those of whole files and of rules are questions, and are asked until answered.
fn is_of_row(diagnostic: &Diagnostic) -> bool {
    matches!(diagnostic.place, Place::Row(..) | Place::Cell(..))
}

/// The digests that are left, by cause.
fn decided(decisions: &[Decision]) -> BTreeMap<String, BTreeSet<&str>> {
    let mut left: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| decision.kind == KIND) {
        let mut words = decision.value.split_whitespace();
        let answer = words.next();
        let digests = left.entry(decision.key.clone()).or_default();
        for digest in words {
            if answer == Some("yes") {
                digests.insert(digest);
            } else {
                digests.remove(digest);
            }
        }
    }
    left.retain(|_, digests| !digests.is_empty());
    left
}

/// An answer to a line: its cause, whether its values are to be left, and which they are.
struct Answer {
    cause: String,
    leave: bool,
    digests: Vec<String>,
}

/// Turns marks into decisions. A mark that decides nothing stays a mark.
fn take_up(diagnostics: &[Diagnostic], memory: &mut Memory, naming: &Naming<'_>, today: Date) {
    let (ours, others): (Vec<Mark>, Vec<Mark>) = std::mem::take(&mut memory.marks)
        .into_iter()
        .partition(|mark| mark.column == LEAVE || mark.column == SEEN);
    memory.marks = others;
    for mark in ours.iter().filter(|mark| mark.column == LEAVE) {
        let seen = ours
            .iter()
            .find(|seen| seen.column == SEEN && seen.key == mark.key && seen.file == mark.file);
        match answer(mark, seen, (diagnostics, naming, today)) {
            Some(answer) => decide(memory, &answer, today),
            None => memory.marks.push(mark.clone()),
        }
    }
    memory.marks.sort();
}

/// What a mark decides; `None` where it decides nothing and stays what it is.
fn answer(
    mark: &Mark,
    seen: Option<&Mark>,
    known: (&[Diagnostic], &Naming<'_>, Date),
) -> Option<Answer> {
    let (diagnostics, naming, today) = known;
    let leave = says_yes(&mark.value, today)?;
    let mut parts = mark.key.split('|');
    let (list, code) = (parts.next()?, parts.next()?);
    let field = parts.next_back()?;
    let listed = || {
        let digests = seen?.value.split_whitespace().map(str::to_owned);
        Some(digests.collect::<Vec<String>>())
    };
    // Without the hidden column: the values that stand there now.
    let present = || {
        let of_line = diagnostics
            .iter()
            .filter(|found| naming.line(list, found) == mark.key);
        of_line.map(|found| naming.digest(found)).collect()
    };
    let digests = match (list, leave) {
        ("problem", true) => listed().unwrap_or_else(present),
        // Beside a value that is left already, "yes" says nothing new.
        ("left", true) => Vec::new(),
        ("left", false) => listed()?,
        _ => return None,
    };
    Some(Answer {
        cause: key(&[code, field]),
        leave,
        digests,
    })
}

/// Adds a decision, unless it changes nothing.
fn decide(memory: &mut Memory, answer: &Answer, today: Date) {
    let mut digests: Vec<&str> = {
        let left = decided(&memory.decisions);
        let known = left.get(&answer.cause);
        let is_left = |digest: &str| known.is_some_and(|known| known.contains(digest));
        answer
            .digests
            .iter()
            .map(String::as_str)
            .filter(|digest| is_left(digest) != answer.leave)
            .collect()
    };
    digests.sort_unstable();
    digests.dedup();
    if digests.is_empty() {
        return;
    }
    let word = if answer.leave { "yes" } else { "no" };
    let mut decision = Decision {
        date: today,
        kind: KIND.to_owned(),
        key: answer.cause.clone(),
        value: format!("{word} {}", digests.join(" ")),
    };
    // A ledger holds each line once; who changes their mind twice a day is believed the second time as well.
    while memory.decisions.contains(&decision) {
        decision.value.push_str(" again");
    }
    memory.decisions.push(decision);
}
