//! Compiled conditions. The parser, the type checker and the messages about mistakes are beside this file.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::FieldId;

/// Lists of lines joined: all of `all`, at least one of `any` (if there are any), none of `none`. Empty: always true.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct When {
    /// Each must be true.
    pub all: Vec<Condition>,
    /// At least one must be true.
    pub any: Vec<Condition>,
    /// None may be true.
    pub none: Vec<Condition>,
}

impl When {
    /// Whether there are no conditions.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty() && self.none.is_empty()
    }

    /// Every condition in it.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }
}

/// One line: `field operator value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// What it is about.
    pub subject: Subject,
    /// The comparison.
    pub test: Test,
    /// The line as written, for explanations.
    pub text: String,
}

impl Condition {
    /// The value as it was written, without brackets and quotes; for explanations.
    pub fn value_as_written(&self) -> &str {
        let operators = super::grammar::operators(&self.text);
        let start = operators.first().map_or(0, |operator| operator.span.end);
        let value = self.text.get(start..).unwrap_or_default();
        value.trim_matches(|c: char| c.is_whitespace() || "[]\"'`«»“”„".contains(c))
    }
}

/// What a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A field: of the catalogue, derived, of the trade, or a score.
    Field(FieldId),
    /// The rung on a ladder (index in the plan); only with [`Test::OnRung`] and [`Test::OffRung`].
    Ladder(usize),
    /// Days since the rung of a ladder (index in the plan) was reached: a number.
    DaysOnRung(usize),
    /// Membership of a segment (index in the plan); only with [`Test::Member`].
    Segment(usize),
}

/// A day in a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// This one.
    On(Date),
    /// The day of the run.
    Today,
}

impl Day {
    /// The date meant, given today's.
    pub fn date(self, today: Date) -> Date {
        match self {
            Day::On(date) => date,
            Day::Today => today,
        }
    }
}

/// The comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Equal to one of these texts (folded by `text::fold`); any part of a list counts.
    TextIsOneOf(Vec<String>),
    /// Equal to none of these.
    TextIsNot(Vec<String>),
    /// A part of a list, or a piece of a text.
    Contains(String),
    /// The opposite of `Contains`.
    Lacks(String),
    /// Begins with.
    StartsWith(String),
    /// A number compared.
    Number(Comparison, Decimal),
    /// Equal to one of these numbers.
    NumberIsOneOf(Vec<Decimal>),
    /// From A to B, both included.
    NumberBetween(Decimal, Decimal),
    /// A date compared with a day.
    Date(Comparison, Day),
    /// From A to B, both included.
    DateBetween(Day, Day),
    /// Yes or no.
    YesNo(bool),
    /// The top N per cent of all contacts whose value is known and above zero; ties with the last included.
    TopPercent(Decimal),
    /// The top N of these, ties with the last included.
    Top(u32),
    /// The bottom N per cent of all contacts whose value is known and above zero; ties included.
    BottomPercent(Decimal),
    /// In the last N days, today included.
    WithinDays(u32),
    /// More than N days ago.
    OlderThanDays(u32),
    /// From today to N days ahead; for birthdays and anniversaries the next recurrence counts.
    InNextDays(u32),
    /// There is a value.
    Known,
    /// There is none.
    Empty,
    /// Stands on one of these rungs (indexes) of the subject's ladder.
    OnRung(Vec<usize>),
    /// Stands on another rung, or on none.
    OffRung(Vec<usize>),
    /// Is in the subject's segment.
    Member,
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`, `before`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`, `after`
    Greater,
    /// `>=`
    GreaterOrEqual,
}
