//! One value of one contact, as a condition sees it.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::{FieldId, PartialDate};

/// A value of a contact; [`Fact::Unknown`] makes every comparison unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact<'a> {
    /// Nothing is known.
    Unknown,
    /// Text, or a list joined by `; `.
    Text(Cow<'a, str>),
    /// A number or an amount in the book's currency.
    Number(Decimal),
    /// A date of any precision.
    Date(PartialDate),
    /// Yes or no.
    YesNo(bool),
}

/// Everything known of every contact: fields of the catalogue, of the trade, and derived ones.
pub trait Facts: Sync {
    /// The number of contacts.
    fn len(&self) -> usize;

    /// Whether there are no contacts.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a field for the contact with index `contact`.
    fn fact(&self, field: FieldId, contact: usize) -> Fact<'_>;
}
