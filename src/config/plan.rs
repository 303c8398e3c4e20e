//! What the rules mean: defaults resolved, conditions compiled. Later rooms see only this, never the TOML.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use crate::diag::Severity;
use crate::lang::{Language, Numerals};
use crate::model::{Calendar, FieldId, PartialDate, Place, TableKind};
use crate::text::fold;

use super::condition::When;
use super::goods::NamedGoods;
use super::matching::MatchingPlan;

/// All rules of a book.
#[derive(Debug, Clone)]
pub struct Plan {
    /// `book.toml`
    pub book: BookPlan,
    /// `fields.toml`
    pub fields: FieldsPlan,
    /// `matching.toml`
    pub matching: MatchingPlan,
    /// `tiers.toml`: ladders in the order of writing; the four defaults where the file names none.
    pub ladders: Vec<Ladder>,
    /// `tiers.toml`: scores.
    pub scores: Vec<Score>,
    /// `tiers.toml`: segments.
    pub segments: Vec<Segment>,
    /// `overrides.toml`
    pub overrides: Vec<Override>,
    /// `reminders.toml`
    pub reminders: RemindersPlan,
    /// `metrics.toml`
    pub metrics: MetricsPlan,
    /// Names of the fields of the trade, in the order of their numbers: index `i` is `FieldId::custom(i)`. The columns that were known
    /// when the rules were read come first, under the numbers that they had; then the scores.
    pub custom_fields: Vec<String>,
    /// Products and categories that conditions name, to be compared with those of the book.
    pub goods: Vec<NamedGoods>,
}

/// `book.toml`.
#[derive(Debug, Clone)]
pub struct BookPlan {
    /// The business's name.
    pub name: String,
    /// ISO 3166-1 alpha-2 code in capitals, for phones without a country code.
    pub country: Option<String>,
    /// ISO 4217 code; `IRT` stands for toman.
    pub currency: Option<String>,
    /// The currency of a bare number, where it differs from the currency (`IRT` in a book kept in `IRR`).
    pub bare_unit: Option<String>,
    /// How many of `currency` one of a currency is worth, from a day on; ascending by day.
    pub rates: BTreeMap<String, Vec<(Date, Decimal)>>,
    /// The language of outputs; `None`: that of most headers, else English.
    pub language: Option<Language>,
    /// The calendar of outputs.
    pub calendar: Calendar,
    /// The digits of outputs; `None`: those that readers of the language expect.
    pub numerals: Option<Numerals>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// First day of the week.
    pub week_start: Weekday,
    /// Days off, of one year or of every year.
    pub holidays: Vec<PartialDate>,
    /// A fixed "today".
    pub as_of: Option<Date>,
    /// The day on which the business opened: no sale is older.
    pub opened: Option<Date>,
    /// Sources outside `data/`, as written.
    pub sources: Vec<String>,
    /// A folder that mirrors the journal, as written.
    pub backup: Option<String>,
    /// People of the business.
    pub staff: Vec<Person>,
}

/// One of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name shown.
    pub name: String,
    /// Other spellings found in sheets.
    pub aliases: Vec<String>,
    /// `keeper` (answers for the base), `planner`, or free text.
    pub role: Option<String>,
    /// The day the person left.
    pub left: Option<Date>,
    /// Who takes over.
    pub hands_over_to: Option<String>,
}

/// `fields.toml`.
#[derive(Debug, Clone, Default)]
pub struct FieldsPlan {
    /// More header names, by field: (table if limited to one, folded by the map stage itself).
    pub headers: Vec<(FieldId, Option<TableKind>, String)>,
    /// The fields that make a record complete.
    pub wanted: Vec<FieldId>,
    /// Diagnostic codes that are not reported.
    pub silent: Vec<String>,
    /// Diagnostic codes whose severity the book has settled itself.
    pub severities: BTreeMap<String, Severity>,
    /// What the book asks of its cells.
    pub checks: ChecksPlan,
}

/// What a book asks of its cells, beside what is checked in every book.
#[derive(Debug, Clone, Default)]
pub struct ChecksPlan {
    /// Fields that every row of a table must have.
    pub required: Vec<(TableKind, FieldId)>,
    /// Fields whose values may stand only once in a table.
    pub unique: Vec<(TableKind, FieldId)>,
    /// Numbers from, to.
    pub ranges: Vec<Range>,
    /// Closed lists of values.
    pub values: Vec<ValueList>,
}

/// The least and the greatest number that a field may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The field.
    pub field: FieldId,
    /// The table, if limited to one.
    pub table: Option<TableKind>,
    /// The least.
    pub min: Option<Decimal>,
    /// The greatest.
    pub max: Option<Decimal>,
    /// As written: `0..500`.
    pub written: String,
}

/// The values that a field may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueList {
    /// The field.
    pub field: FieldId,
    /// The table, if limited to one.
    pub table: Option<TableKind>,
    /// The values as they should read, each with the form in which it is compared.
    pub values: Vec<(String, String)>,
}

impl ValueList {
    /// A list of these values.
    pub fn new(field: FieldId, table: Option<TableKind>, values: &[String]) -> ValueList {
        let compared = |value: &String| (value.trim().to_owned(), fold(value));
        ValueList {
            field,
            table,
            values: values.iter().map(compared).collect(),
        }
    }
}

/// A ladder: every contact stands on exactly one of its rungs, the first whose conditions are all true.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// Its name; the code in twins.
    pub name: String,
    /// A contact falls only after so many days below its rung.
    pub keep_days: Option<u32>,
    /// Where people write rungs of their own; `None`: looked for.
    pub yours: Option<Yours>,
    /// Columns of the sheets of its rungs; empty: those that readers of such a ladder need.
    pub columns: Vec<SheetColumn>,
    /// From the highest to the lowest.
    pub rungs: Vec<Rung>,
}

/// Columns in which people write rungs of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yours {
    /// The rung.
    pub rung: FieldId,
    /// Why, and until when: only with both does it override ours.
    pub because: Option<(FieldId, FieldId)>,
}

/// A contact's rung as people set it, until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// Whom: own number, id, phone, email or name, as written.
    pub contact: String,
    /// Index of the ladder in the plan.
    pub ladder: usize,
    /// Index of the rung.
    pub rung: usize,
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: Date,
    /// The line.
    pub place: Place,
}

/// A rung.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Its name.
    pub name: String,
    /// Who stands here; empty for "everyone else".
    pub when: When,
    /// Days after the last contact at which this contact should be in touch again; `None` leaves the ladder out of keep-in-touch.
    pub keep_in_touch_days: Option<u32>,
    /// Columns of its sheet; empty: those of the ladder.
    pub columns: Vec<SheetColumn>,
}

/// A column that rules ask for on a sheet of contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetColumn {
    /// A field: of the catalogue, derived, of the trade, or a score.
    Field(FieldId),
    /// The rung on a ladder (index in the plan).
    Rung(usize),
    /// Days since the rung of a ladder (index in the plan) was reached.
    DaysOnRung(usize),
}

/// A score: a derived field made of points.
#[derive(Debug, Clone)]
pub struct Score {
    /// Its name; also a field name in conditions.
    pub name: String,
    /// The number of this score as a field (a field of the trade).
    pub field: FieldId,
    /// The lines.
    pub points: Vec<Points>,
}

/// A line of a score.
#[derive(Debug, Clone)]
pub struct Points {
    /// The part that the points belong to.
    pub part: String,
    /// When they are given.
    pub when: When,
    /// How many.
    pub add: i32,
}

/// A segment: contacts for whom all conditions are true; a contact may be in many.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub when: When,
    /// Columns of its sheet; empty: what helps to act, and what its conditions ask about.
    pub columns: Vec<SheetColumn>,
}

/// `reminders.toml`.
#[derive(Debug, Clone)]
pub struct RemindersPlan {
    /// The rules, defaults included, in order of priority.
    pub rules: Vec<ReminderRule>,
    /// How many days ahead lists reach.
    pub horizon_days: u32,
}

/// One kind of reminder and how it is set.
#[derive(Debug, Clone)]
pub struct ReminderRule {
    /// The kind's code: `birthday`, `keep-in-touch`...
    pub kind: ReminderKind,
    /// For whom; empty for everyone.
    pub when: When,
    /// Days before the occasion at which the line appears.
    pub lead_days: u32,
    /// Days after which it is due (lapsed, verify, thank): meaning depends on the kind.
    pub after_days: u32,
    /// Whose task it is; `None`: the contact's owner.
    pub owner: Option<String>,
    /// The line's text with `{name}` and other fields; `None`: the language's own.
    pub text: Option<String>,
    /// 1 is the most important.
    pub priority: u8,
}

/// The kinds of reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReminderKind {
    /// A birthday: own, spouse's, a relative's.
    Birthday,
    /// An anniversary.
    Anniversary,
    /// Keep in touch by rung.
    KeepInTouch,
    /// The next step of an interaction or a record.
    NextStep,
    /// An entry of the calendar.
    Appointment,
    /// Thank for a referral.
    Thank,
    /// Ask a lapsed customer why.
    Lapsed,
    /// Verify a stale record.
    Verify,
    /// The weekly review of the base.
    Review,
}

impl ReminderKind {
    /// Every kind.
    pub const ALL: [ReminderKind; 9] = [
        ReminderKind::Birthday,
        ReminderKind::Anniversary,
        ReminderKind::KeepInTouch,
        ReminderKind::NextStep,
        ReminderKind::Appointment,
        ReminderKind::Thank,
        ReminderKind::Lapsed,
        ReminderKind::Verify,
        ReminderKind::Review,
    ];

    /// The code in twins and rules.
    pub const fn code(self) -> &'static str {
        match self {
            ReminderKind::Birthday => "birthday",
            ReminderKind::Anniversary => "anniversary",
            ReminderKind::KeepInTouch => "keep-in-touch",
            ReminderKind::NextStep => "next-step",
            ReminderKind::Appointment => "appointment",
            ReminderKind::Thank => "thank",
            ReminderKind::Lapsed => "lapsed",
            ReminderKind::Verify => "verify",
            ReminderKind::Review => "review",
        }
    }
}

/// `metrics.toml`.
#[derive(Debug, Clone, Default)]
pub struct MetricsPlan {
    /// Goals: measure and the value to reach.
    pub goals: BTreeMap<String, Decimal>,
}

#[cfg(test)]
impl Plan {
    /// A plan in which nothing is decided, for tests that decide what they need.
    pub(crate) fn bare() -> Plan {
        Plan {
            book: BookPlan {
                name: String::new(),
                country: None,
                currency: None,
                bare_unit: None,
                rates: BTreeMap::new(),
                language: None,
                calendar: Calendar::Gregorian,
                numerals: None,
                time_zone: None,
                week_start: Weekday::Monday,
                as_of: None,
                opened: None,
                sources: Vec::new(),
                staff: Vec::new(),
                backup: None,
                holidays: Vec::new(),
            },
            fields: FieldsPlan::default(),
            matching: MatchingPlan {
                max_shared: 5,
                ..MatchingPlan::default()
            },
            ladders: Vec::new(),
            scores: Vec::new(),
            segments: Vec::new(),
            overrides: Vec::new(),
            reminders: RemindersPlan {
                rules: Vec::new(),
                horizon_days: 14,
            },
            metrics: MetricsPlan::default(),
            custom_fields: Vec::new(),
            goods: Vec::new(),
        }
    }
}
