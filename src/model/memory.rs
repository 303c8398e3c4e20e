//! What tierbook remembers between runs: the journal, as values. `store::journal` reads and writes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::ContactId;

/// An id and what identifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownId {
    /// The contact.
    pub id: ContactId,
    /// The day on which it was first seen.
    pub since: Date,
    /// Keys such as `own:17`, `email:a@b.org`, `phone:+49…`, `name:…`, joined by `|`, strongest first.
    pub keys: String,
    /// The contact that the row is merged into, if it is; it keeps its own id for the day on which they are parted again.
    pub into: Option<ContactId>,
}

/// Where a contact stands on a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryPlacement {
    /// The rung; one text for all who stand on it.
    pub rung: Arc<str>,
    /// The day on which it was reached.
    pub since: Date,
    /// The day since which the contact's facts no longer reach the rung, while `keep` holds it there.
    pub below_since: Option<Date>,
    /// The last day of the override that put the contact there, if a person did.
    pub set_until: Option<Date>,
}

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// To a higher rung.
    Up,
    /// To a lower rung.
    Down,
    /// From no rung to one.
    Entered,
    /// From a rung to none.
    Left,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Direction; 4] = [
        Direction::Up,
        Direction::Down,
        Direction::Entered,
        Direction::Left,
    ];

    /// The code in the journal and in twins.
    pub fn code(self) -> &'static str {
        match self {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Entered => "entered",
            Direction::Left => "left",
        }
    }

    /// From where to where; places count from 0, the highest. `None` for one that stays where it is.
    pub fn of(from: Option<usize>, to: Option<usize>) -> Option<Direction> {
        match (from, to) {
            (None, None) => None,
            (None, Some(_)) => Some(Direction::Entered),
            (Some(_), None) => Some(Direction::Left),
            (Some(from), Some(to)) if to < from => Some(Direction::Up),
            (Some(from), Some(to)) => (to > from).then_some(Direction::Down),
        }
    }
}

/// What made a contact move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Cause {
    /// What is known of it changed, or time went by.
    #[default]
    Contact,
    /// The rules changed: under the old ones it would stand where it stood.
    Rules,
    /// Worked out afterwards from dated records, as of a month end before the book was kept.
    Reconstructed,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Cause; 3] = [Cause::Contact, Cause::Rules, Cause::Reconstructed];

    /// The code in the journal and in twins.
    pub fn code(self) -> &'static str {
        match self {
            Cause::Contact => "contact",
            Cause::Rules => "rules",
            Cause::Reconstructed => "reconstructed",
        }
    }
}

/// A contact went from one rung to another. `None` is "not placed".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The day.
    pub date: Date,
    /// The contact.
    pub contact: ContactId,
    /// The ladder's name.
    pub ladder: String,
    /// The rung before.
    pub from: Option<String>,
    /// The rung after.
    pub to: Option<String>,
    /// Why, in words.
    pub why: String,
    /// Up or down; `None` in lines of earlier versions and between rungs of which one is gone.
    pub direction: Option<Direction>,
    /// What made it move.
    pub cause: Cause,
    /// How many days it stood on the rung that it left; `None` where it stood on none.
    pub days: Option<u32>,
}

/// An answer that a person gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The day.
    pub date: Date,
    /// `same`, `not-same`, `relatives`, `leave`, `accept`, `answer`.
    pub kind: String,
    /// What it is about: a key that survives edits.
    pub key: String,
    /// The answer.
    pub value: String,
}

/// A reminder that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The reminder's key.
    pub key: String,
    /// The contact.
    pub contact: Option<ContactId>,
    /// The day on which it was done.
    pub date: Date,
    /// What came of it.
    pub outcome: String,
}

/// A change in people's own cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day on which it was seen.
    pub date: Date,
    /// The contact.
    pub contact: ContactId,
    /// The field's English name, or the header of a field of the trade.
    pub field: String,
    /// The value before; empty for none.
    pub from: String,
    /// The value now; empty for none.
    pub to: String,
    /// Who answers for the contact.
    pub owner: String,
}

/// A measure as it was on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryMetric {
    /// The day.
    pub date: Date,
    /// The measure.
    pub metric: String,
    /// Its period.
    pub period: String,
    /// Its value as written; empty where it could not be computed.
    pub value: String,
    /// Whether it was worked out afterwards, as of a month end before the book was kept.
    pub reconstructed: bool,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Path of the file.
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Header as typed.
    pub header: String,
    /// Table.
    pub table: String,
    /// Field's English name; for a field of the trade, its header.
    pub field: String,
    /// `day-first`, `month-first` or empty.
    pub date_order: String,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRecord {
    /// The date that the run was for.
    pub date: Date,
    /// Inputs: `path=hash`, joined by `; `, hash being the first 16 hexadecimal digits of SHA-256.
    pub inputs: String,
    /// Hash of the rules files together.
    pub rules: String,
    /// Rows read.
    pub read: u64,
    /// Rows kept.
    pub kept: u64,
    /// Rows merged.
    pub merged: u64,
    /// Rows held.
    pub held: u64,
    /// Blank rows.
    pub blank: u64,
    /// Contacts.
    pub contacts: u64,
}

/// A file that was written, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputRecord {
    /// Path relative to the book.
    pub path: String,
    /// SHA-256 in hexadecimal digits.
    pub hash: String,
    /// Date that it was written for.
    pub date: Date,
}

/// What a person typed into a fill-in column of a written sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The file, such as `out/reminders.xlsx`.
    pub file: String,
    /// The key of the row.
    pub key: String,
    /// The fill-in column: `done-on`, `outcome`, `next-step`, `next-date`, `snooze-until`, `same`, `accept`, `answer`, `leave-it`, `read-as`;
    /// or `taken`, for an answer to `leave-it` or `accept` in a file that a program holds, the value then being a digest of it.
    pub column: String,
    /// What was typed.
    pub value: String,
    /// The day on which it was read.
    pub date: Option<Date>,
}

/// People's own cells as they were at the last run: a CSV of one line a contact, kept as bytes and read line by line on demand.
#[derive(Debug, Clone, Default)]
pub struct RecordBook {
    /// Headers: `id`, then fields.
    pub header: Vec<String>,
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Where each contact's line begins and ends in `bytes`.
    pub lines: BTreeMap<ContactId, (usize, usize)>,
}

/// The journal.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// `ids.csv`
    pub ids: Vec<KnownId>,
    /// `placements.csv`, by ladder and contact.
    pub placements: BTreeMap<String, BTreeMap<ContactId, MemoryPlacement>>,
    /// `moves.csv`
    pub moves: Vec<Move>,
    /// `decisions.csv`
    pub decisions: Vec<Decision>,
    /// `done.csv`
    pub done: Vec<Done>,
    /// `changes.csv`
    pub changes: Vec<Change>,
    /// `metrics.csv`
    pub metrics: Vec<MemoryMetric>,
    /// `reading.csv`
    pub reading: Vec<Reading>,
    /// `runs.csv`
    pub runs: Vec<RunRecord>,
    /// `outputs.csv`
    pub outputs: Vec<OutputRecord>,
    /// `marks.csv`: what was typed into written sheets and is not yet taken up by another ledger.
    pub marks: Vec<Mark>,
    /// `records.csv`
    pub records: RecordBook,
}
