//! The derived fields of every contact, exact to the cent and the day.

mod circles;
mod compute;
mod facts;
pub mod habits;
pub(crate) mod lifetime;
pub(crate) mod mailings;
mod referrals;
pub mod repeat;
pub(crate) mod sales;
mod scores;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use circles::Circles;
pub use compute::{ProfileRequest, compute};
pub use facts::KnownFacts;
use jiff::civil::Date;
use rust_decimal::Decimal;

/// One column a derived field; every vector has one entry a contact.
///
/// `None` for a whole column means that the table it needs does not exist in this book, so that the value is unknown for
/// everyone; `None` for one contact means that it is unknown for this one.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Sums of not-lost purchases in the book's currency.
    pub spend: Option<Vec<Decimal>>,
    /// The same after the same day of last year, up to today.
    pub spend_12m: Option<Vec<Decimal>>,
    /// The same after the same day of last month, up to today.
    pub spend_month: Option<Vec<Decimal>>,
    /// Days with purchase rows that count, refunds among them.
    pub orders: Option<Vec<u32>>,
    /// The same of the last 12 months.
    pub orders_12m: Option<Vec<u32>>,
    /// First positive, not-lost purchase.
    pub first_purchase: Vec<Option<Date>>,
    /// Latest positive, not-lost purchase.
    pub last_purchase: Vec<Option<Date>>,
    /// Products bought, sorted, joined by `; `; empty for none.
    pub products: Option<Vec<Box<str>>>,
    /// Categories bought, likewise.
    pub categories: Option<Vec<Box<str>>>,
    /// Latest of the own column, interactions (mailings left out) and done reminders, not after today.
    pub last_contact: Vec<Option<Date>>,
    /// Interactions of the last 90 days.
    pub interactions_90d: Option<Vec<u32>>,
    /// Of these, incoming or answered.
    pub replies_90d: Option<Vec<u32>>,
    /// Needs: own column and interactions of 12 months, joined by `; `; empty for none.
    pub needs: Vec<Box<str>>,
    /// An open next step: date (if known) of the earliest.
    pub open_next_step: Vec<bool>,
    /// Contacts brought.
    pub referrals: Vec<u32>,
    /// Spend of contacts brought.
    pub referral_revenue: Option<Vec<Decimal>>,
    /// Referrals not yet thanked for.
    pub unthanked_referrals: Vec<u32>,
    /// Who brought the contact: the index of a contact.
    pub referrer: Vec<Option<u32>>,
    /// Age in years.
    pub age: Vec<Option<u32>>,
    /// The own column, else the day first seen.
    pub added_on: Vec<Option<Date>>,
    /// Recency, frequency, monetary scores 1 to 5; `None` for contacts without orders.
    pub rfm: Vec<Option<[u8; 3]>>,
    /// Lifetime value (PRACTICE 5.3).
    pub lifetime_value: Option<Vec<Option<Decimal>>>,
    /// What is to be expected of customers; `None` without a purchases table.
    pub repeat: Option<repeat::Repeat>,
    /// How often customers buy, and what; `None` without a purchases table.
    pub habits: Option<habits::Habits>,
    /// Share of the wanted fields that are filled.
    pub completeness: Vec<f32>,
    /// The own column, or the latest change of the record.
    pub verified_on: Vec<Option<Date>>,
    /// Whether the contact is a customer: a first purchase and a positive sum, or (without a purchases table) what stands in.
    pub customer: Vec<bool>,
    /// What households and companies spent; worked out when it is first asked for.
    pub(crate) circles: OnceLock<Circles>,
    /// True where spend and orders come from a column such as "total spent", not from purchases.
    pub stand_in: bool,
}
