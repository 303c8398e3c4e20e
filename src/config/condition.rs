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

    /// Every condition in it, those about relatives as one.
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
    /// Itself, or the condition that a relative must fulfil.
    pub fn innermost(&self) -> &Condition {
        match &self.subject {
            Subject::AnyRelative(inner) => inner.innermost(),
            _ => self,
        }
    }

    /// The value as it was written, without brackets and quotes; for explanations.
    pub fn value_as_written(&self) -> &str {
        let operators = super::grammar::operators(&self.text);
        let start = operators.first().map_or(0, |operator| operator.span.end);
        let value = self.text.get(start..).unwrap_or_default();
        value.trim_matches(|c: char| c.is_whitespace() || "[]\"'`«»“”„".contains(c))
    }
}

/// What a condition is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A field: of the catalogue, derived, of the trade, or a score.
    Field(FieldId),
    /// The rung on a ladder (index in the plan); only with [`Test::OnRung`] and [`Test::OffRung`].
    Ladder(usize),
    /// Days since the rung of a ladder (index in the plan) was reached: a number.
    DaysOnRung(usize),
    /// Membership of a segment (index in the plan); only with [`Test::Member`].
    Segment(usize),
    /// Something that the contact's purchases tell: yes or no for [`Figure::Bought`], else a number.
    Purchases(Figure, Box<Purchases>),
    /// Whether anybody else of the contact's household is a contact; only with [`Test::YesNo`].
    HasRelatives,
    /// Whether a condition holds for one of the relatives; only with [`Test::YesNo`].
    AnyRelative(Box<Condition>),
    /// A field of numbers, summed up over the relatives.
    OfRelatives(FieldId),
}

/// What purchases tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Whether there is a sale of zero or more.
    Bought,
    /// The sum of amounts, refunds negative.
    Spent,
    /// The number of orders: days with sales or refunds; those without a date are one order together.
    Ordered,
}

/// The purchases that are asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchases {
    /// What was bought.
    pub goods: Goods,
    /// When.
    pub period: Period,
}

/// What was bought: any of these folded names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goods {
    /// Anything.
    All,
    /// One of these products.
    Products(Vec<String>),
    /// Something of one of these categories.
    Categories(Vec<String>),
}

/// The days on which it was bought, none of which is after that of the run. Sales without a date are in [`Period::Ever`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// At any time.
    Ever,
    /// Not longer ago than so many days.
    Days(u32),
    /// After the same day so many months ago.
    Months(u32),
    /// After this day.
    After(Day),
    /// Before this day.
    Before(Day),
}

/// A thousand years: what spans of `jiff` can hold.
const MOST_DAYS: u32 = 365_000;
const MOST_MONTHS: u32 = 12_000;

impl Period {
    /// The first and the last day; `None` for [`Period::Ever`].
    pub fn days(self, today: Date) -> Option<(Date, Date)> {
        let day = |by: i64| jiff::Span::new().days(by);
        Some(match self {
            Period::Ever => return None,
            Period::Days(count) => (
                today.saturating_sub(day(i64::from(count.min(MOST_DAYS)))),
                today,
            ),
            Period::Months(count) => {
                let before = jiff::Span::new().months(i64::from(count.min(MOST_MONTHS)));
                (today.saturating_sub(before).saturating_add(day(1)), today)
            }
            Period::After(first) => (first.date(today).saturating_add(day(1)), today),
            Period::Before(end) => {
                let last = end.date(today).saturating_sub(day(1));
                (Date::MIN, last.min(today))
            }
        })
    }
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
    /// The top N per cent of all contacts whose value is known and above zero; ties with the last included. With a least value,
    /// those below it are out, and the others stay as many as they are.
    TopPercent(Decimal, Option<Decimal>),
    /// The top N of these, likewise.
    Top(u32, Option<Decimal>),
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
    /// Is in the subject's segment, or is not.
    Member(bool),
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
