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
pub(crate) use fold::{fold_into, is_word};
pub use guard::{guard_formula, unguard_formula};
pub use lost::is_lost;
pub(crate) use near::{is_slip, only};
pub use short_hash::short_hash;

/// The number of single-character edits (optimal string alignment: insert, delete, replace, swap) between two texts.
pub fn distance(a: &str, b: &str) -> usize {
    // What both begin and end with costs nothing, and is most of what is compared.
    let start: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    let (a, b) = (&a[start..], &b[start..]);
    let end: usize = a
        .chars()
        .rev()
        .zip(b.chars().rev())
        .take_while(|(x, y)| x == y)
        .map(|(x, _)| x.len_utf8())
        .sum();
    strsim::osa_distance(&a[..a.len() - end], &b[..b.len() - end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_both_begin_and_end_with_does_not_count(a in "[abя]{0,8}", b in "[abя]{0,8}") {
            assert_eq!(super::distance(&a, &b), strsim::osa_distance(&a, &b));
        }
    }
}
