//! Names prepared for one question: could these two be the name of one person?
//!
//! This is a guard for rows that already share a strong key, not a search for duplicates.

use std::sync::OnceLock;

use super::alike::{Alike, words_alike};
use super::keys::text_key;
use super::word::Word;
use crate::model::{Field, Frame};
use crate::text::name;

/// A name prepared for comparing.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreparedName {
    /// Made when the name is first compared: most names meet no other.
    words: OnceLock<Vec<Word>>,
    /// Folded words without titles, sorted. Empty where there is no name.
    key: String,
}

/// Words of a name that count for [`PreparedName::pairs`].
const MOST_WORDS: usize = 5;

impl PreparedName {
    /// The name of a row: the name, else its parts, else the company.
    pub(crate) fn of_row(rows: &Frame, row: usize) -> PreparedName {
        if let Some(text) = rows.text(Field::Name, row) {
            return PreparedName::new(text);
        }
        let parts: Vec<&str> = [Field::GivenName, Field::Patronymic, Field::FamilyName]
            .into_iter()
            .filter_map(|field| rows.text(field, row))
            .collect();
        if parts.is_empty() {
            return rows
                .text(Field::Company, row)
                .map(PreparedName::new)
                .unwrap_or_default();
        }
        PreparedName::new(&parts.join(" "))
    }

    pub(crate) fn new(text: &str) -> PreparedName {
        PreparedName {
            words: OnceLock::new(),
            key: name::name_key(text),
        }
    }

    /// Hashes of every two words together, in any order and any script: two names of one person share at least one. Empty for
    /// a name of one word.
    pub(crate) fn pairs(&self) -> Vec<u64> {
        let bones = self.words().iter().map(|word| word.bones.as_str());
        let bones: Vec<&str> = bones.filter(|bones| !bones.is_empty()).collect();
        let mut pairs = Vec::new();
        for (at, a) in bones.iter().enumerate().take(MOST_WORDS) {
            for b in bones.iter().take(MOST_WORDS).skip(at + 1) {
                let (a, b) = if a <= b { (a, b) } else { (b, a) };
                pairs.push(text_key(&format!("{a} {b}")));
            }
        }
        pairs
    }

    fn words(&self) -> &[Word] {
        self.words.get_or_init(|| {
            let words = self.key.split(' ').filter(|word| !word.is_empty());
            words.map(Word::new).collect()
        })
    }

    /// Which of several people of one name in a family: `Jr`, `III`.
    fn later(&self) -> u8 {
        let later = self.words().iter().map(|word| word.later);
        later.max().unwrap_or(0)
    }

    /// Whether both could name one person: every word of the shorter name stands in the longer one, equal, as an initial, short
    /// form or slip, or in another script. A missing name is neutral.
    pub(crate) fn is_compatible(&self, other: &PreparedName) -> bool {
        if self.key.is_empty() || other.key.is_empty() || self.key == other.key {
            return true;
        }
        if self.later() != other.later() {
            return false;
        }
        let (short, long) = if self.words().len() <= other.words().len() {
            (self.words(), other.words())
        } else {
            (other.words(), self.words())
        };
        let mut taken = vec![false; long.len()];
        short.iter().all(|word| {
            let best = (0..long.len())
                .filter(|at| !taken[*at])
                .filter_map(|at| Some((one_persons(word, &long[at])?, at)))
                .max_by_key(|(alike, at)| (*alike, usize::MAX - at));
            if let Some((_, at)) = best {
                taken[at] = true;
            }
            best.is_some()
        })
    }
}

/// Two words that differ by more edits are two.
const MOST_EDITS: usize = 2;

/// How alike two words are, if they can be of one person's name.
fn one_persons(word: &Word, other: &Word) -> Option<Alike> {
    words_alike(word, other).filter(|alike| match alike {
        // Ivanov and Ivanova share a household more often than they are one.
        Alike::Gendered => false,
        // Sara is not Zara; Smith is not Smithson.
        Alike::Slip => {
            let distance = crate::text::distance(&word.latin, &other.latin);
            !(word.given && other.given) && distance <= MOST_EDITS
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        for (a, b) in [
            ("Sara Ahmed", "sara ahmed"),
            ("Sara Ahmed", "Ahmed Sara"),
            ("Sara", "Sara Ahmed"),
            ("S. Ahmed", "Sara Ahmed"),
            ("Иван Петров", "Ivan Petrov"),
            ("محمد حسن", "Mohammed Hassan"),
            ("Dr. Sara Ahmed", "Sara Ahmed"),
            ("Olaf Scholze", "Olaf Scholz"),
            ("Bob Stone", "Robert Stone"),
            ("Mohamed Ali", "Muhammad Ali"),
            ("Karl Weber", "Carl Weber"),
            ("Юлия Соколова", "Iuliia Sokolova"),
            ("رضا کریمی", "Reza Karimi"),
            ("", "Anybody"),
        ] {
            assert!(
                PreparedName::new(a).is_compatible(&PreparedName::new(b)),
                "{a} / {b}"
            );
        }
    }

    #[test]
    fn names_of_two_people() {
        for (a, b) in [
            ("Sara Ahmed", "Omar Ahmed"),
            ("Sara Ahmed", "Zara Ahmed"),
            ("Peter Stone", "Petra Stone"),
            ("Mahmoud Ali", "Mohamed Ali"),
            ("Hassan Omar", "Hussein Omar"),
            ("Michael Weber", "Michelle Weber"),
            ("Stefan Weber", "Stephanie Weber"),
            ("Peter Smith", "Peter Smithson"),
            ("Анна Иванова", "Пётр Иванов"),
            ("А. Иванов", "А. Иванова"),
            ("علي حسن", "محمد حسن"),
            ("Sara Ahmed", "Sara Hassan"),
            ("Tom Baker", "Tom Baker Jr"),
            ("Tom Green Junior", "Tom Green"),
            ("Anna Petrova", "Anna Petrova II"),
            ("Иван Петров", "Иван Петров мл."),
        ] {
            assert!(
                !PreparedName::new(a).is_compatible(&PreparedName::new(b)),
                "{a} / {b}"
            );
        }
    }
}
