//! Header lines of the plain twins in `out/data`: what is written, and what is known for our own when it comes back as a source.
//! `contacts.csv` is not here: its columns are those of the catalogue.

/// `rows.csv`.
pub const ROWS: &[&str] = &[
    "file", "sheet", "row", "table", "fate", "contact", "cluster",
];
/// `placements.csv`.
pub const PLACEMENTS: &[&str] = &["contact", "ladder", "rung", "since", "why"];
/// `segments.csv`.
pub const SEGMENTS: &[&str] = &["segment", "contact"];
/// `moves.csv`.
pub const MOVES: &[&str] = &[
    "date",
    "contact",
    "ladder",
    "from",
    "to",
    "why",
    "direction",
    "cause",
    "days",
];
/// `reminders.csv`.
pub const REMINDERS: &[&str] = &["key", "due", "kind", "contact", "owner", "text", "why"];
/// `problems.csv`.
pub const PROBLEMS: &[&str] = &[
    "file", "sheet", "cell", "severity", "code", "value", "message", "hint",
];
/// `duplicates.csv`.
pub const DUPLICATES: &[&str] = &["contact-a", "contact-b", "probability", "reason"];
/// `households.csv`.
pub const HOUSEHOLDS: &[&str] = &["household", "contact", "confirmed"];
/// `merges.csv`.
pub const MERGES: &[&str] = &[
    "contact",
    "file",
    "sheet",
    "row",
    "survivor-file",
    "survivor-sheet",
    "survivor-row",
    "reason",
    "value",
    "probability",
];
/// `repeat.csv`.
pub const REPEAT: &[&str] = &[
    "contact",
    "repeat-probability",
    "expected-purchases-12m",
    "expected-value-12m",
];
/// `habits.csv`.
pub const HABITS: &[&str] = &[
    "contact",
    "usual-interval",
    "next-purchase-expected",
    "favourite-product",
    "favourite-by-spend",
    "same-again",
];
/// `cross-sell.csv`.
pub const CROSS_SELL: &[&str] = &[
    "contact",
    "product",
    "bought",
    "support",
    "confidence",
    "lift",
    "buyers-of-both",
    "buyers-of-bought",
    "buyers-of-product",
    "buyers",
];

/// As earlier versions wrote them.
const EARLIER: &[&[&str]] = &[
    &["date", "contact", "ladder", "from", "to", "why"],
    &["contact", "other", "probability", "why"],
    &["contact", "survivor", "row", "reason", "value"],
];

/// Whether a header line is that of a twin, of this version or an earlier one.
pub fn is_twin(header: &[&str]) -> bool {
    let today = [
        ROWS, PLACEMENTS, SEGMENTS, MOVES, REMINDERS, PROBLEMS, DUPLICATES, HOUSEHOLDS, MERGES,
        REPEAT, HABITS, CROSS_SELL,
    ];
    today.contains(&header) || EARLIER.contains(&header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Derived, Field};

    #[test]
    fn columns_of_fields_bear_their_names() {
        let names = [
            Derived::RepeatProbability,
            Derived::ExpectedPurchases12m,
            Derived::ExpectedValue12m,
            Derived::UsualInterval,
            Derived::NextPurchaseExpected,
            Derived::FavouriteProduct,
            Derived::FavouriteBySpend,
            Derived::SameAgain,
        ];
        let columns: Vec<&str> = [&REPEAT[1..], &HABITS[1..]].concat();
        assert_eq!(columns, names.map(Derived::name));
        assert_eq!(CROSS_SELL[1], Field::Product.name());
    }
}
