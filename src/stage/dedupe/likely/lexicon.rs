//! The words of all names of a book, each once: how it sounds in Latin letters, and how often it occurs.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::super::names::Token;
use crate::text::name::is_given_name;

/// A word of a name.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// As folded.
    folded: String,
    /// Latin letters and digits, lower case.
    pub(super) latin: String,
    /// Consonants of the Latin form; words of two scripts that sound alike have the same.
    pub(super) bones: String,
    /// Written in a script that leaves short vowels out.
    pub(super) vowelless: bool,
    /// A usual given name.
    pub(super) given: bool,
    /// Names that it stands in.
    pub(super) count: u32,
}

/// Words by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    by_text: HashMap<String, u32, FixedState>,
}

impl Lexicon {
    /// The number of a folded word, counted once more.
    pub(super) fn add(&mut self, folded: &str, times: u32) -> u32 {
        if let Some(id) = self.by_text.get(folded) {
            if let Some(word) = self.words.get_mut(*id as usize) {
                word.count += times;
            }
            return *id;
        }
        let id = self.words.len() as u32;
        self.words.push(Word::new(folded, times));
        self.by_text.insert(folded.to_owned(), id);
        id
    }

    /// Takes over the words of another lexicon; gives their new numbers.
    pub(super) fn absorb(&mut self, other: &Lexicon) -> Vec<u32> {
        let words = other.words.iter();
        words
            .map(|word| self.add(&word.folded, word.count))
            .collect()
    }

    pub(super) fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }
}

impl Word {
    fn new(folded: &str, count: u32) -> Word {
        let Token {
            latin,
            bones,
            vowelless,
        } = Token::new(folded);
        Word {
            folded: folded.to_owned(),
            latin,
            bones,
            vowelless,
            given: is_given_name(folded),
            count,
        }
    }
}
