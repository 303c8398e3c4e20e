//! One value of one contact, as a condition sees it.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Column, Contacts, FieldId, PartialDate, Relatives, Sales};

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

/// A field of all contacts at once, one entry a contact: what is read column by column costs a fraction of what [`Facts::fact`] does.
#[derive(Debug, Clone)]
pub enum FactColumn<'a> {
    /// To be asked for contact by contact.
    Each,
    /// The same of everybody.
    All(Fact<'static>),
    /// Amounts and numbers.
    Numbers(&'a [Decimal]),
    /// Amounts of those of whom one is known.
    SomeNumbers(&'a [Option<Decimal>]),
    /// The number of each contact's group, and the amount of each group; a number without a group is of those in none.
    OfGroups(&'a [u32], &'a [Decimal]),
    /// Counts.
    Counts(&'a [u32]),
    /// Counts of those of whom one is known.
    SomeCounts(&'a [Option<u32>]),
    /// Days.
    Days(&'a [Option<Date>]),
    /// Numbers of days from these to a day.
    DaysTo(&'a [Option<Date>], Date),
    /// Shares, and what makes a fact of one.
    Shares(&'a [f32], fn(f32) -> Fact<'static>),
    /// Yes or no.
    Flags(&'a [bool]),
    /// Lists joined by `; `, of which an empty one is known to be empty.
    Lists(&'a [Box<str>]),
    /// A column of the contacts' rows, and what a blank means. What is put together of several rows is asked for contact by
    /// contact.
    Rows(&'a Contacts, &'a Column, Fact<'static>),
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

    /// The same values as [`Facts::fact`] gives, of all contacts.
    fn column(&self, field: FieldId) -> FactColumn<'_> {
        let _ = field;
        FactColumn::Each
    }

    /// Whether anybody filled in a field, blank yes/no apart.
    fn is_kept(&self, field: FieldId) -> bool {
        (0..self.len()).any(|contact| self.fact(field, contact) != Fact::Unknown)
    }

    /// All sales that are not lost; `None` where the book has no table of purchases.
    fn sales(&self) -> Option<&Sales> {
        None
    }

    /// Who is a relative of whom; `None` where no household is known.
    fn relatives(&self) -> Option<&Relatives> {
        None
    }
}
