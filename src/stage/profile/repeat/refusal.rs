//! Why nothing is said of repeat purchases: a forecast from too little would look as sure as any other.

use super::climb::NoPeak;
use super::history::History;
use super::{LEAST_CUSTOMERS, LEAST_DAYS, LEAST_REPEATERS};
use crate::diag::{Diagnostic, Severity};
use crate::model::Place;

/// Why there are no forecasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is a customer yet: there is nothing to tell, and nothing to complain of.
    NoCustomers,
    /// There are so many customers, fewer than [`LEAST_CUSTOMERS`].
    FewCustomers {
        /// Customers with a dated purchase.
        count: u32,
    },
    /// So many of them bought again, fewer than [`LEAST_REPEATERS`].
    FewRepeaters {
        /// Customers with purchases on two days or more.
        count: u32,
    },
    /// The first purchase is so many days ago, fewer than [`LEAST_DAYS`].
    ShortHistory {
        /// Days from the first purchase of the book to the day of the run.
        days: u32,
    },
    /// No parameters are more likely than all others, or they lie at the limit of what tells anything of customers.
    Unfit {
        /// The parameter that leaves the limits; `None` where the search does not come to an end.
        parameter: Option<&'static str>,
    },
    /// So many customers have a repeat purchase that came to more than nothing, fewer than [`LEAST_REPEATERS`]. Of money only.
    FewValues {
        /// These customers.
        count: u32,
    },
    /// As [`Refusal::Unfit`], of money only.
    ValuesUnfit {
        /// The parameter that leaves the limits.
        parameter: Option<&'static str>,
    },
}

impl Refusal {
    /// Whether there is too little to begin with.
    pub(super) fn of_few(histories: &[History]) -> Result<(), Refusal> {
        let count = histories.len() as u32;
        let repeaters = histories.iter().filter(|one| one.frequency > 0).count() as u32;
        let days = histories.iter().map(|one| one.age).max().unwrap_or(0);
        if count == 0 {
            Err(Refusal::NoCustomers)
        } else if count < LEAST_CUSTOMERS {
            Err(Refusal::FewCustomers { count })
        } else if repeaters < LEAST_REPEATERS {
            Err(Refusal::FewRepeaters { count: repeaters })
        } else if days < LEAST_DAYS {
            Err(Refusal::ShortHistory { days })
        } else {
            Ok(())
        }
    }

    pub(super) fn of_timing(lost: NoPeak, names: &[&'static str]) -> Refusal {
        Refusal::Unfit {
            parameter: parameter(lost, names),
        }
    }

    pub(super) fn of_value(lost: NoPeak, names: &[&'static str]) -> Refusal {
        Refusal::ValuesUnfit {
            parameter: parameter(lost, names),
        }
    }

    /// What the owner of the book is told; `None` where there is nothing to tell.
    pub fn diagnostic(self) -> Option<Diagnostic> {
        let note = |code| Diagnostic::new(code, Severity::Note, Place::Book);
        let short =
            |code, count: u32, needed: u32| note(code).arg("count", count).arg("needed", needed);
        Some(match self {
            Refusal::NoCustomers => return None,
            Refusal::FewCustomers { count } => {
                short("repeat-few-customers", count, LEAST_CUSTOMERS)
            }
            Refusal::FewRepeaters { count } => {
                short("repeat-few-repeaters", count, LEAST_REPEATERS)
            }
            Refusal::ShortHistory { days } => short("repeat-short-history", days, LEAST_DAYS),
            Refusal::Unfit { parameter } => {
                note("repeat-unfit").arg("parameter", parameter.unwrap_or("-"))
            }
            Refusal::FewValues { count } => short("repeat-few-values", count, LEAST_REPEATERS),
            Refusal::ValuesUnfit { parameter } => {
                note("repeat-values-unfit").arg("parameter", parameter.unwrap_or("-"))
            }
        })
    }
}

fn parameter(lost: NoPeak, names: &[&'static str]) -> Option<&'static str> {
    match lost {
        NoPeak::Outside(at) => names.get(at).copied(),
        NoPeak::Endless => None,
    }
}
