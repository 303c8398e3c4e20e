//! "Did you mean": the known word that a misspelt one is closest to.

use crate::text::{distance, fold};

/// The closest candidate, if it is close enough to be meant: one edit for every three letters, at least one. Of equally
/// close ones the first that begins with the same letter, else the first.
pub(super) fn nearest<'a>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = spelling(typed);
    let length = typed.chars().count();
    if length == 0 {
        return None;
    }
    let allowed = (length / 3).max(1);
    let mut best: Option<((usize, bool), &str)> = None;
    for candidate in candidates {
        let known = spelling(candidate);
        let letters = known.chars().count();
        // A word that would have to be changed in every letter is another word.
        if length.abs_diff(letters) > allowed || length.min(letters) <= 1 {
            continue;
        }
        let edits = distance(&typed, &known);
        let rank = (edits, known.chars().next() != typed.chars().next());
        if edits <= allowed && best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The form in which names in rules are compared: folded, with `-` and `_` as spaces.
pub(super) fn spelling(text: &str) -> String {
    fold(&text.replace(['-', '_'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_close_word_is_meant() {
        let words = ["spend", "spend-12m", "city", "last-contact", "age"];
        for (typed, meant) in [
            ("spnd", Some("spend")),
            ("spend_12m", Some("spend-12m")),
            ("lastcontact", Some("last-contact")),
            ("cty", Some("city")),
            ("a", None),
            ("turnover", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, words), meant, "{typed}");
        }
    }
}
