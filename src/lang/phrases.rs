//! How conditions on purchases and relatives are said, in all languages at once. Kept in `lang/<code>/phrases.toml`: keys are the
//! meanings, values lists of phrases. What a whole line means is decided in `config`, not here.

use toml::Table;

use crate::text::fold;

/// What a phrase of a condition means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phrase {
    /// Has bought something.
    Bought,
    /// Has not bought it.
    NotBought,
    /// The sum of purchases.
    Spent,
    /// The number of orders.
    Ordered,
    /// In so many days or months.
    Within,
    /// After a day.
    After,
    /// Before a day.
    Before,
    /// What the money went to.
    On,
    /// A category is meant.
    Category,
    /// A product is meant.
    Product,
    /// Any of a list.
    OneOf,
    /// Somebody of the household is a contact, too.
    HasRelatives,
    /// Nobody is.
    NoRelatives,
    /// A condition of one of the relatives.
    AnyRelative,
    /// A condition that no relative fulfils.
    NoRelative,
    /// All relatives together.
    Relatives,
    /// Says nothing by itself: "whose", "who".
    Whose,
}

const KEYS: [(&str, Phrase); 17] = [
    ("bought", Phrase::Bought),
    ("not-bought", Phrase::NotBought),
    ("spent", Phrase::Spent),
    ("ordered", Phrase::Ordered),
    ("within", Phrase::Within),
    ("after", Phrase::After),
    ("before", Phrase::Before),
    ("on", Phrase::On),
    ("category", Phrase::Category),
    ("product", Phrase::Product),
    ("one-of", Phrase::OneOf),
    ("has-relatives", Phrase::HasRelatives),
    ("no-relatives", Phrase::NoRelatives),
    ("any-relative", Phrase::AnyRelative),
    ("no-relative", Phrase::NoRelative),
    ("relatives", Phrase::Relatives),
    ("whose", Phrase::Whose),
];

#[cfg(test)]
impl Phrase {
    /// Every meaning.
    pub(crate) fn all() -> impl Iterator<Item = Phrase> {
        KEYS.into_iter().map(|(_, phrase)| phrase)
    }
}

const FILES: [&str; 4] = [
    include_str!("en/phrases.toml"),
    include_str!("ar/phrases.toml"),
    include_str!("fa/phrases.toml"),
    include_str!("ru/phrases.toml"),
];

/// All phrases.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    /// Folded words and what they mean together.
    all: Vec<(Vec<String>, Phrase)>,
    /// As written in the files.
    spellings: Vec<(String, Phrase)>,
}

impl Phrases {
    /// Reads the files of all languages from the program itself.
    pub fn load() -> Phrases {
        let mut phrases = Phrases::default();
        for file in FILES {
            // The files are part of the program and a test reads them all.
            let file: Table = file.parse().unwrap_or_default();
            for (key, meaning) in KEYS {
                let list = file.get(key).and_then(|list| list.as_array());
                for phrase in list.into_iter().flatten().filter_map(|one| one.as_str()) {
                    let words = phrase.split(' ').map(fold).collect();
                    phrases.all.push((words, meaning));
                    phrases.spellings.push((phrase.to_owned(), meaning));
                }
            }
        }
        phrases
    }

    /// The longest phrase of one of these meanings with which a text begins, and the bytes that it takes.
    pub fn at(&self, text: &str, wanted: &[Phrase]) -> Option<(Phrase, usize)> {
        let fitting = self
            .all
            .iter()
            .filter(|(_, phrase)| wanted.contains(phrase));
        fitting
            .filter_map(|(words, phrase)| Some((*phrase, taken(text, words)?)))
            .max_by_key(|(_, length)| *length)
    }

    /// The phrases of some meanings as people write them, English first; for "did you mean".
    pub fn spellings<'p>(&'p self, wanted: &'p [Phrase]) -> impl Iterator<Item = &'p str> + Clone {
        self.spellings
            .iter()
            .filter(|(_, phrase)| wanted.contains(phrase))
            .map(|(text, _)| text.as_str())
    }
}

/// How many bytes these folded words take at the start of a text; they must end where a word of the text does.
fn taken(text: &str, words: &[String]) -> Option<usize> {
    let mut rest = text;
    for (index, word) in words.iter().enumerate() {
        let trimmed = rest.trim_start();
        if index > 0 && trimmed.len() == rest.len() {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '[' | '<' | '>' | '=');
        let end = trimmed.find(ends).unwrap_or(trimmed.len());
        let (first, after) = trimmed.split_at(end);
        if fold(first) != *word {
            return None;
        }
        rest = after;
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_words_for_every_meaning_and_no_other_keys() {
        for file in FILES {
            let file: Table = file.parse().unwrap();
            let mut keys: Vec<&str> = file.keys().map(String::as_str).collect();
            let mut wanted: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
            keys.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(keys, wanted);
            for (key, list) in &file {
                assert!(!list.as_array().unwrap().is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn the_longest_phrase_counts_and_ends_with_a_word() {
        let phrases = Phrases::load();
        let verbs = [Phrase::Bought, Phrase::NotBought, Phrase::Spent];
        for (text, found) in [
            ("bought Tea", Some((Phrase::Bought, 6))),
            ("Has  BOUGHT Tea", Some((Phrase::Bought, 11))),
            ("never bought", Some((Phrase::NotBought, 12))),
            ("boughtish", None),
            ("spent>=5", Some((Phrase::Spent, 5))),
            ("не покупала чай", Some((Phrase::NotBought, 21))),
            ("نخریده است چای", Some((Phrase::NotBought, 19))),
            ("لم يشترِ شاي", Some((Phrase::NotBought, 15))),
        ] {
            assert_eq!(phrases.at(text, &verbs), found, "{text}");
        }
        assert_eq!(phrases.spellings(&verbs).next(), Some("bought"));
    }
}
