//! Words that are nearly others: one letter wrong, missing, too many, or two in each other's place.

use super::{distance, fold};

/// Whether two words differ by one slip. Words of fewer than `fewest` letters are near others by chance and never slips.
pub(crate) fn is_slip(word: &str, known: &str, fewest: usize) -> bool {
    let is_long = |word: &str| word.chars().count() >= fewest;
    is_long(word) && is_long(known) && distance(word, known) == 1
}

/// The one that is found; `None` where two are as near.
pub(crate) fn only<T>(found: impl IntoIterator<Item = T>) -> Option<T> {
    let mut found = found.into_iter();
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The fewest letters of a word that one wrong letter leaves recognisable.
const FEWEST: usize = 4;

/// The word of the list that is meant by one with a letter wrong, letters drawn out, or the end left off; `None` where words of
/// two meanings are as near.
pub(super) fn nearest(
    choices: &[(&str, &'static [&'static str])],
    text: &str,
) -> Option<&'static str> {
    if text.len() > 80 {
        return None;
    }
    let folded = fold(text);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let length = word.chars().count();
    let drawn = without_runs(word);
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|known| length > 2 && known.chars().count() > 1 && without_runs(known) == drawn,
        &|known| is_slip(word, known, FEWEST),
        &|known| is_turned(word, known),
        &|known| length >= FEWEST && known.starts_with(word),
    ];
    for way in ways {
        let mut found = choices
            .iter()
            .filter_map(|(_, words)| words.iter().copied().find(|known| way(known)));
        if let Some(first) = found.next() {
            return found.next().is_none().then_some(first);
        }
    }
    None
}

/// Two neighbours in each other's place (`yse`, `нте`): all letters are there, so that three are enough.
fn is_turned(word: &str, known: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let letters = sorted(word);
    letters.len() >= 3 && letters == sorted(known) && distance(word, known) == 1
}

/// `yess`, `даааа`: each letter once where it stands several times in a row.
fn without_runs(word: &str) -> String {
    let mut chars: Vec<char> = word.chars().collect();
    chars.dedup();
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_edit_of_a_word_that_is_long_enough() {
        for (word, known, slip) in [
            ("germny", "germany", true),
            ("germany", "germany", false),
            ("gremany", "germany", true),
            ("grmny", "germany", false),
            ("iran", "iraq", false),
            ("موسكو", "موسکو", true),
            ("", "a", false),
        ] {
            assert_eq!(is_slip(word, known, 5), slip, "{word}");
        }
        assert!(is_slip("", "a", 0));
    }

    #[test]
    fn two_that_are_as_near_are_none() {
        assert_eq!(only([1]), Some(1));
        assert_eq!(only([1, 2]), None);
        assert_eq!(only([0; 0]), None);
    }
}
