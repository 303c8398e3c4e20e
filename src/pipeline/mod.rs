//! The order of the stages, as one pure function from inputs, memory, rules and date to an [`Outcome`].

mod account;
mod backfill;
mod compare;
mod fates;
mod matches;
mod moves;
mod rules;
mod run;
mod severity;

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{Plan, RulesFile, RulesProblem};
use crate::diag::Diagnostic;
use crate::lang::{Dress, FieldNames, Language, Numerals};
use crate::model::{Contacts, Fate, Memory, Move, Places, SheetId, TableKind};
use crate::stage::clean::Repaired;
use crate::stage::map::InputSheet;
use crate::stage::marks::{About, Naming};
use crate::stage::measure::Metric;
use crate::stage::profile::{KnownFacts, Profile};
use crate::stage::remind::Reminder;
use crate::stage::segment::Placements;

pub use crate::model::Tables;
pub use crate::stage::clean::ColumnReading;
pub use crate::stage::dedupe::{Household, Proposal, Reason, Sign, Signs};
pub use crate::stage::identify::Renamed;
pub use backfill::{Backfill, BackfillNote};
pub use compare::{Comparison, Flow, LadderChange, RungCount, SegmentChange, Shifted, compare};
pub use matches::Matches;
pub use run::run;

/// Everything that a run finds out. Encoders turn it into files.
#[derive(Debug)]
pub struct Outcome {
    /// The date that the run is for.
    pub today: Date,
    /// The rules that were applied.
    pub plan: Arc<Plan>,
    /// The language of outputs.
    pub language: Language,
    /// All sheets that were read.
    pub places: Places,
    /// What became of each row.
    pub rows: Vec<RowFate>,
    /// The row account by table.
    pub account: Vec<TableAccount>,
    /// Contacts after merging.
    pub contacts: Contacts,
    /// The other tables.
    pub tables: Tables,
    /// Derived fields.
    pub profile: Profile,
    /// Ladders, scores, segments and moves.
    pub placements: Placements,
    /// Moves of the last month, the latest first, reconstructed ones included; of each contact and ladder one a day.
    pub recent_moves: Vec<Move>,
    /// What was reconstructed in this run, if anything was.
    pub backfilled: Option<BackfillNote>,
    /// What is due.
    pub reminders: Vec<Reminder>,
    /// Measures.
    pub metrics: Vec<Metric>,
    /// What was merged, and why.
    pub merges: Vec<Merge>,
    /// What is probably one person, and who are relatives.
    pub matches: Matches,
    /// Problems and questions.
    pub diagnostics: Vec<Diagnostic>,
    /// Problems of which a person said to leave them: counted nowhere.
    pub left: Vec<Diagnostic>,
    /// Accepted repairs that took place.
    pub repaired: Vec<Repaired>,
    /// The rows that problems are about, those that are left included.
    pub about: About,
    /// How columns were read.
    pub columns: Vec<ColumnReading>,
    /// What the journal holds after this run (marks included, to be shown again in the fill-in columns).
    pub memory: Memory,
    /// True where the rules have mistakes and the last accepted version, or the defaults, were used.
    pub rules_rejected: bool,
    /// Mistakes in the rules as they are written.
    pub rules_problems: Vec<RulesProblem>,
}

impl Outcome {
    /// Calendar and digits for readers of a language.
    pub fn dress(&self, language: Language) -> Dress {
        let book = &self.plan.book;
        Dress {
            calendar: book.calendar,
            numerals: book.numerals.unwrap_or(Numerals::of(language)),
            language,
        }
    }

    /// How problems are named, so that answers to them find them again.
    pub fn naming(&self) -> Naming<'_> {
        Naming {
            places: &self.places,
            custom_fields: &self.plan.custom_fields,
            columns: &self.columns,
            about: &self.about,
            contacts: &self.contacts,
        }
    }

    /// Everything known of every contact, as conditions see it.
    pub fn facts(&self) -> KnownFacts<'_> {
        KnownFacts {
            contacts: &self.contacts,
            tables: &self.tables,
            relatives: &self.matches.relatives,
            profile: &self.profile,
            today: self.today,
        }
    }
}

/// What a run works on. Reading files, asking the clock and loading the journal happened before.
#[derive(Debug, Clone)]
pub struct Input {
    /// Every sheet of every source.
    pub sheets: Vec<InputSheet>,
    /// What was already found: unreadable files, damaged lines of the journal.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules as they are written.
    pub rules: Vec<RulesFile>,
    /// The last version of the rules without mistakes; empty where there is none.
    pub accepted: Vec<RulesFile>,
    /// The journal.
    pub memory: Memory,
    /// The day.
    pub today: Date,
    /// The language of outputs, where it was asked for.
    pub language: Option<Language>,
    /// The name of the book's folder: the book's name where the rules give none.
    pub folder_name: String,
    /// Path and hash of each source, for the ledger of runs.
    pub inputs: Vec<(String, String)>,
    /// The names of fields in all languages.
    pub names: FieldNames,
    /// Whether `keep` holds contacts on their rungs; a simulation asks where the conditions put them.
    pub keeps: bool,
    /// Whether the time before the book was kept is worked out too.
    pub backfill: Backfill,
}

/// One row below a recognised header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFate {
    /// Its sheet.
    pub sheet: SheetId,
    /// Its row from 0.
    pub row: u32,
    /// Its table.
    pub table: TableKind,
    /// What became of it.
    pub fate: Fate,
    /// The contact it belongs to.
    pub contact: Option<u32>,
    /// The contact it would belong to if all likely duplicates were accepted.
    pub cluster: Option<u32>,
}

/// `read = kept + merged + held + blank` for one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableAccount {
    /// The table.
    pub table: TableKind,
    /// Rows read.
    pub read: u64,
    /// Rows that stand for themselves.
    pub kept: u64,
    /// Rows merged into others.
    pub merged: u64,
    /// Rows held back.
    pub held: u64,
    /// Blank rows.
    pub blank: u64,
}

/// A row that was merged into a contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The contact.
    pub contact: u32,
    /// The row (index in `contacts.rows()`) that stands for it.
    pub survivor: u32,
    /// The row that was merged.
    pub row: u32,
    /// The row with which it shares what says most.
    pub with: u32,
    /// What they share.
    pub reason: Reason,
    /// The shared value; empty where several things agree.
    pub value: String,
    /// How probable it is that both are one person, from 0 to 1.
    pub probability: f32,
    /// What agrees and differs.
    pub signs: Signs,
}
