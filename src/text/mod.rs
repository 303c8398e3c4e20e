//! Text as people type it: folding for comparison, tidying for show, names, phones, emails, numbers, distances.

pub mod choice;
pub mod country;
pub mod currency;
pub mod email;
pub mod mojibake;
pub mod name;
pub mod number;
pub mod phone;
pub mod places;

mod fold;
mod guard;
mod lost;
mod near;
mod short_hash;

pub(crate) use fold::{digit_value, is_bidi_or_zero_width};
pub use fold::{fold, fold_digits, tidy, unfold};
pub use guard::{guard_formula, unguard_formula};
pub use lost::is_lost;
pub(crate) use near::{is_slip, only};
pub use short_hash::short_hash;

/// The number of single-character edits (optimal string alignment: insert, delete, replace, swap) between two texts.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}
