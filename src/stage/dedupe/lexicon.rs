//! The words of all names of a book, each once, and how often it occurs.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::word::Word;

/// Words by number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    by_text: HashMap<String, u32, FixedState>,
}

impl Lexicon {
    /// The number of a folded word.
    pub(super) fn number(&mut self, folded: &str) -> u32 {
        match self.by_text.get(folded) {
            Some(id) => *id,
            None => self.insert(Word::new(folded)),
        }
    }

    /// Counts one more name with a word.
    pub(super) fn count(&mut self, id: u32) -> &Word {
        let word = &mut self.words[id as usize];
        word.count += 1;
        word
    }

    fn insert(&mut self, word: Word) -> u32 {
        let id = self.words.len() as u32;
        self.by_text.insert(word.folded.clone(), id);
        self.words.push(word);
        id
    }

    /// Takes over the words of another lexicon; gives their new numbers.
    pub(super) fn absorb(&mut self, other: Lexicon) -> Vec<u32> {
        let words = other.words.into_iter();
        words
            .map(|word| match self.by_text.get(&word.folded) {
                Some(id) => {
                    if let Some(known) = self.words.get_mut(*id as usize) {
                        known.count += word.count;
                    }
                    *id
                }
                None => self.insert(word),
            })
            .collect()
    }

    pub(super) fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }
}
