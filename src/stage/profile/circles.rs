//! What households and companies spent: sums over their contacts. They are worked out when a rule or a person first asks for one,
//! because most books never do.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::model::{Contacts, Field, Relatives};
use crate::text::fold;

/// The number of those whose company is not known.
const NONE: u32 = u32::MAX;

/// Sums of the contacts' spend, by group, in the book's currency.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    /// Of all time.
    pub(super) ever: Vec<Decimal>,
    /// Of the last 12 months.
    pub(super) year: Vec<Decimal>,
}

/// Groups of contacts who count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Circles {
    /// By the number of the household.
    pub(super) households: Sums,
    /// For each contact the number of its company; [`NONE`] without one.
    pub(super) company_of: Vec<u32>,
    /// By the number of the company.
    pub(super) companies: Sums,
}

impl Circles {
    /// Adds up `spend`, of all time and of the last 12 months, each one entry a contact. A company is the same where its folded
    /// name is.
    pub(super) fn new(
        (contacts, relatives): (&Contacts, &Relatives),
        spend: (&[Decimal], &[Decimal]),
    ) -> Circles {
        let company_of = companies(contacts);
        Circles {
            households: Sums::new(relatives.home_of(), spend),
            companies: Sums::new(&company_of, spend),
            company_of,
        }
    }
}

impl Sums {
    fn new(group_of: &[u32], (ever, year): (&[Decimal], &[Decimal])) -> Sums {
        let sum = |amounts: &[Decimal]| {
            let groups = group_of.iter().filter(|group| **group != NONE).max();
            let mut sums = vec![Decimal::ZERO; groups.map_or(0, |last| *last as usize + 1)];
            for (group, amount) in group_of.iter().zip(amounts) {
                if let Some(sum) = sums.get_mut(*group as usize) {
                    *sum = sum.saturating_add(*amount);
                }
            }
            sums
        };
        Sums {
            ever: sum(ever),
            year: sum(year),
        }
    }
}

/// The number of each contact's company, in the order in which companies are met.
fn companies(contacts: &Contacts) -> Vec<u32> {
    let folded: Vec<Option<String>> = (0..contacts.len())
        .into_par_iter()
        .map(|contact| {
            let name = fold(&contacts.text(Field::Company, contact)?);
            Some(name).filter(|name| !name.is_empty())
        })
        .collect();
    let mut numbers: HashMap<String, u32, FixedState> = HashMap::default();
    let number = |name: Option<String>| {
        let Some(name) = name else { return NONE };
        let next = numbers.len() as u32;
        *numbers.entry(name).or_insert(next)
    };
    folded.into_iter().map(number).collect()
}
