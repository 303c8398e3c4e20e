//! The words of all names of a book, each once: how it sounds in Latin letters, and how often it occurs.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::keys;
use super::names::Token;
use crate::text::name::{MOST_NAMES, is_company_word, is_given_name, names_of_form};

/// A word of a name.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// As folded.
    folded: String,
    /// Latin letters and digits, lower case.
    pub(super) latin: String,
    /// Consonants of the Latin form; words of two scripts that sound alike have the same.
    pub(super) bones: String,
    /// The Latin form with the ways to spell one vowel made one.
    pub(super) sound: String,
    /// Written in a script that leaves short vowels out.
    pub(super) vowelless: bool,
    /// A usual given name.
    pub(super) given: bool,
    /// A word that only companies bear.
    pub(super) company: bool,
    /// The given names that it may be a short form of.
    pub(super) forms: [u16; MOST_NAMES],
    /// A hash of how it sounds.
    pub(super) key: u64,
    /// A bit for each letter that occurs.
    pub(super) letters: u64,
    /// A hash of its Latin letters.
    pub(super) spelling: u64,
    /// The first four letters.
    pub(super) start: u32,
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
        self.insert(Word::new(folded, times))
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

impl Word {
    fn new(folded: &str, count: u32) -> Word {
        let Token {
            latin,
            bones,
            vowelless,
        } = Token::new(folded);
        let key = keys::text_key(if bones.len() < 2 { &latin } else { &bones });
        let letters = latin.bytes().chain(std::iter::repeat(0)).take(4);
        Word {
            folded: folded.to_owned(),
            start: letters.fold(0, |start, letter| start << 8 | u32::from(letter)),
            given: is_given_name(folded),
            company: is_company_word(folded),
            forms: names_of_form(folded),
            sound: sound(&latin),
            spelling: keys::text_key(&latin),
            letters: latin.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63)),
            latin,
            bones,
            vowelless,
            key,
            count,
        }
    }
}

/// Юлия, Yulia, Iuliia and Julija sound alike.
fn sound(latin: &str) -> String {
    let mut sound = String::with_capacity(latin.len());
    let mut letters = latin.bytes().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(0);
        let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'j');
        match letter {
            b'y' | b'i' | b'j' if is_vowel(next) => {}
            b'y' | b'j' => sound.push('i'),
            b'x' => sound.push_str("ks"),
            b'w' => sound.push('v'),
            b'k' if next == b'h' => {}
            other => {
                if !sound.as_bytes().ends_with(&[other]) {
                    sound.push(char::from(other));
                }
            }
        }
    }
    sound
}
