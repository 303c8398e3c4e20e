//! What stands in a cell of a sheet, before it is known how the cell is written.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::calendar;
use crate::model::PartialDate;
use crate::pipeline::Sign;

/// The content of one cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::output) enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(Cow<'a, str>),
    /// A number; money in the book's currency, shares from 0 to 1.
    Number(f64),
    /// A whole date.
    Date(Date),
    /// A number that can be dialled: E.164 digits, extension (0 for none), what is shown.
    Phone(u64, u32, Cow<'a, str>),
    /// An address that can be written to, and what is shown.
    Email(Cow<'a, str>, Cow<'a, str>),
    /// A text of which a part differs from another: what stands before it, the part, what stands after it.
    Change(String, String, String),
    /// Two values one below the other, or one where they are equal, and how they compare.
    Compared(Sign, String),
    /// A place in the user's files: path relative to the book, sheet, cell, what is shown.
    Place(Cow<'a, str>, Cow<'a, str>, String, String),
    /// A live ratio of two cells to the left, counted in columns: numerator, denominator, the value as computed.
    Ratio(u16, u16, f64),
    /// A live sum of neighbouring cells to the left, counted in columns: the first and the last, the value as computed.
    Sum(u16, u16, f64),
}

impl<'a> Value<'a> {
    /// Text, or nothing where it is empty.
    pub(in crate::output) fn text(text: impl Into<Cow<'a, str>>) -> Value<'a> {
        let text = text.into();
        if text.is_empty() {
            Value::Empty
        } else {
            Value::Text(text)
        }
    }

    /// A count.
    pub(in crate::output) fn count(count: usize) -> Value<'a> {
        Value::Number(count as f64)
    }

    /// An exact number as a cell holds it.
    pub(in crate::output) fn decimal(number: Decimal) -> Value<'a> {
        number.to_f64().map_or(Value::Empty, Value::Number)
    }

    /// A date of any precision: a real date where it is whole.
    pub(in crate::output) fn date(date: PartialDate) -> Value<'a> {
        match civil_or_text(date) {
            Ok(civil) => Value::Date(civil),
            Err(text) => Value::text(text),
        }
    }
}

/// The civil date of a whole date in any calendar; else its known parts in ISO order.
pub(in crate::output) fn civil_or_text(date: PartialDate) -> Result<Date, String> {
    calendar::to_civil(date).ok_or_else(|| date.iso())
}
