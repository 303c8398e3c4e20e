//! The words of all names of a book, each once: how it sounds in Latin letters, and how often it occurs.

use std::collections::HashMap;
use std::ops::Deref;

use foldhash::fast::FixedState;

use super::keys;
use super::names::{Token, later_generation};
use crate::text::name::{MOST_NAMES, is_company_word, is_given_name, names_of_form};

/// A word of a name: what is asked for at every comparison, in one line of the processor's cache.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// A hash of how it sounds; of two scripts alike.
    pub(super) key: u64,
    /// A hash of its Latin letters.
    pub(super) spelling: u64,
    /// A bit for each letter that occurs.
    pub(super) letters: u64,
    /// Hashes of bones and sound.
    pub(super) bones_key: u32,
    pub(super) sound_key: u32,
    /// Names that it stands in.
    pub(super) count: u32,
    /// The first four letters.
    pub(super) start: u32,
    /// The given names that it may be a short form of.
    pub(super) forms: [u16; MOST_NAMES],
    /// The first and the last letter; 0 where there is none.
    pub(super) ends: (u8, u8),
    /// Written in a script that leaves short vowels out.
    pub(super) vowelless: bool,
    /// A usual given name.
    pub(super) given: bool,
    /// A word that only companies bear.
    pub(super) company: bool,
    /// Which of several people of one name in a family it says; 0 for other words.
    pub(super) later: u8,
    letters_of: Box<Letters>,
}

/// A word, letter by letter.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    /// As folded.
    folded: String,
    /// Latin letters and digits, lower case.
    pub(super) latin: String,
    /// Consonants of the Latin form; words of two scripts that sound alike have the same.
    pub(super) bones: String,
    /// The Latin form with the ways to spell one vowel made one.
    pub(super) sound: String,
}

impl Deref for Word {
    type Target = Letters;

    fn deref(&self) -> &Letters {
        &self.letters_of
    }
}

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

impl Word {
    fn new(folded: &str) -> Word {
        let Token {
            latin,
            bones,
            vowelless,
        } = Token::new(folded);
        let key = keys::text_key(if bones.len() < 2 { &latin } else { &bones });
        let sound = sound(&latin);
        let end = |byte: Option<&u8>| byte.copied().unwrap_or(0);
        let letters = latin.bytes().chain(std::iter::repeat(0)).take(4);
        Word {
            key,
            spelling: keys::text_key(&latin),
            letters: latin.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63)),
            bones_key: keys::text_key(&bones) as u32,
            sound_key: keys::text_key(&sound) as u32,
            count: 0,
            start: letters.fold(0, |start, letter| start << 8 | u32::from(letter)),
            forms: names_of_form(folded),
            ends: (end(latin.as_bytes().first()), end(latin.as_bytes().last())),
            vowelless,
            given: is_given_name(folded),
            company: is_company_word(folded),
            later: later_generation(folded),
            letters_of: Box::new(Letters {
                folded: folded.to_owned(),
                latin,
                bones,
                sound,
            }),
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
