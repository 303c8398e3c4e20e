//! Text as people type it: folding for comparison, tidying for show, names, phones, emails, numbers, distances.

pub mod choice;
pub mod email;
pub mod phone;

mod fold;
mod guard;

pub mod name;

pub use fold::{fold, fold_digits, tidy};
pub use guard::{guard_formula, unguard_formula};

/// The number of single-character edits (optimal string alignment: insert, delete, replace, swap) between two texts.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}
