//! A word of a name: how it sounds in Latin letters, so that Иван and Ivan, محمد and Mohammed meet.

use std::ops::Deref;

use any_ascii::any_ascii;

use super::keys::text_key;
use crate::text::name::{MOST_NAMES, is_company_word, is_given_name, names_of_form};

/// A word of a name: what is asked for at every comparison. Its letters lie elsewhere.
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
    pub(super) folded: String,
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

impl Word {
    /// From a folded word.
    pub(super) fn new(folded: &str) -> Word {
        let vowelless = folded.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'));
        let latin = latin(folded, vowelless);
        let bones = bones(&latin, vowelless);
        let key = text_key(if bones.len() < 2 { &latin } else { &bones });
        let sound = sound(&latin);
        let end = |byte: Option<&u8>| byte.copied().unwrap_or(0);
        let letters = latin.bytes().chain(std::iter::repeat(0)).take(4);
        Word {
            key,
            spelling: text_key(&latin),
            letters: latin.bytes().fold(0, |bits, byte| bits | 1 << (byte & 63)),
            bones_key: text_key(&bones) as u32,
            sound_key: text_key(&sound) as u32,
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

/// Which of several people of one name in a family a word says; 0 for other words.
fn later_generation(word: &str) -> u8 {
    match word {
        "jr" | "junior" | "ii" | "мл" | "младший" => 2,
        "iii" => 3,
        "iv" => 4,
        _ => 0,
    }
}

/// Latin letters and digits of a folded word, lower case.
fn latin(folded: &str, vowelless: bool) -> String {
    let mut latin = String::with_capacity(folded.len());
    if folded.is_ascii() {
        latin.push_str(folded);
    } else if vowelless {
        latin.extend(folded.chars().filter_map(arabic_letter));
    } else {
        latin.push_str(&any_ascii(folded));
    }
    latin.retain(|c| c.is_ascii_alphanumeric());
    latin.make_ascii_lowercase();
    latin
}

/// A Latin letter for a folded letter of the Arabic script, as most people spell it. Letters that Arabs and Persians speak
/// differently are made one in [`bones`].
fn arabic_letter(c: char) -> Option<char> {
    Some(match c {
        'ا' | 'آ' | 'ع' | 'ى' => 'a',
        'ب' => 'b',
        'پ' => 'p',
        'ت' | 'ط' | 'ث' => 't',
        'ج' | 'ژ' => 'j',
        'چ' => 'c',
        'ح' | 'خ' | 'ه' | 'ة' => 'h',
        'د' => 'd',
        'ذ' | 'ز' | 'ض' | 'ظ' => 'z',
        'ر' => 'r',
        'س' | 'ص' => 's',
        'ش' => 'x',
        'غ' | 'ق' => 'q',
        'ف' => 'f',
        'ک' | 'ك' => 'k',
        'گ' => 'g',
        'ل' => 'l',
        'م' => 'm',
        'ن' => 'n',
        'و' => 'w',
        'ی' | 'ي' => 'y',
        c if c.is_ascii_alphanumeric() => c,
        _ => return None,
    })
}

/// The sounds that are left of a name when vowels are dropped, and letters that stand for one sound in some of our languages are
/// made one: Mohammed and محمد, Reza and رضا, Ramadan and رمضان, Ghasem and قاسم, Gamal and جمال, Юрий and Iurii.
fn bones(latin: &str, vowelless: bool) -> String {
    let mut bones = String::with_capacity(latin.len());
    let letters = latin.as_bytes();
    let mut at = 0;
    let mut before = 0;
    while let Some(letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(0);
        let (sound, length) = match (letter, next) {
            (b's', b'c') if letters.get(at + 2) == Some(&b'h') => (b'x', 3),
            (b's', b'h') => (b'x', 2),
            (b'c', b'h') => (b'c', 2),
            (b'k' | b'c', b'k') | (b'g', b'h') => (b'k', 2),
            (b'k', b'h') => (b'h', 2),
            (b'p', b'h') => (b'f', 2),
            (b't', b'h') => (b't', 2),
            (b'd' | b'z', b'h') if !vowelless => (b's', 2),
            (b'x' | b'c', _) if !vowelless => (b'k', 1),
            (b'q', _) => (b'k', 1),
            (b'j', _) => (b'g', 1),
            (b'z', _) => (b's', 1),
            // A final h is a vowel's: Sarah, فاطمه.
            (b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w', _) | (b'h', 0) => (0, 1),
            (other, _) => (*other, 1),
        };
        // Doubled letters are one, but for scripts that do not double them.
        if sound != 0 && (vowelless || sound != before) {
            bones.push(char::from(sound));
            if letter == &b'x' && !vowelless {
                bones.push('s');
            }
        }
        before = sound;
        at += length;
    }
    bones
}
