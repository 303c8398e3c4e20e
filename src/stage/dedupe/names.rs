//! Names prepared for one question: could these two be the name of one person?
//!
//! A name becomes a list of tokens without titles; each token is a Latin skeleton, so that Иван and Ivan, محمد and
//! Mohammed meet. This is a guard for rows that already share a strong key, not a search for duplicates.

use std::sync::OnceLock;

use any_ascii::any_ascii;

use crate::model::{Field, Frame};
use crate::text::name;

/// A name prepared for comparing.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreparedName {
    /// Made when the name is first compared: most names meet no other.
    tokens: OnceLock<Vec<Token>>,
    /// Hash-ready form: folded tokens without titles, sorted. Empty where there is no name.
    key: String,
    /// A word that tells a son from his father: `Jr`, `III`.
    later: u8,
}

/// Tokens of a name that count for [`PreparedName::pairs`].
const MOST_TOKENS: usize = 5;

/// A word of a name, as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Latin letters, lower case.
    pub(super) latin: String,
    /// Latin consonants, of the token's Latin form.
    pub(super) bones: String,
    /// Written in a script that leaves vowels out.
    pub(super) vowelless: bool,
}

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
        let key = name::name_key(text);
        PreparedName {
            tokens: OnceLock::new(),
            later: key.split(' ').map(later_generation).max().unwrap_or(0),
            key,
        }
    }

    /// Hashes of every two tokens together, in any order and any script: two names of one person share at least one. Empty for
    /// a name of one token.
    pub(crate) fn pairs(&self) -> Vec<u64> {
        let bones: Vec<&str> = self
            .tokens()
            .iter()
            .map(|token| token.bones.as_str())
            .filter(|bones| !bones.is_empty())
            .collect();
        let mut pairs = Vec::new();
        for (at, a) in bones.iter().enumerate().take(MOST_TOKENS) {
            for b in bones.iter().take(MOST_TOKENS).skip(at + 1) {
                let (a, b) = if a <= b { (a, b) } else { (b, a) };
                pairs.push(super::keys::text_key(&format!("{a} {b}")));
            }
        }
        pairs
    }

    fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| {
            self.key
                .split(' ')
                .filter(|token| !token.is_empty())
                .map(Token::new)
                .collect()
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.key.is_empty()
    }

    /// Whether both could name one person: every token of the shorter name stands in the longer one, equal, as an initial,
    /// with one letter typed wrongly, or in another script. A missing name is neutral.
    pub(crate) fn is_compatible(&self, other: &PreparedName) -> bool {
        if self.later != other.later && !self.is_empty() && !other.is_empty() {
            return false;
        }
        if self.is_empty() || other.is_empty() || self.key == other.key {
            return true;
        }
        let (short, long) = if self.tokens().len() <= other.tokens().len() {
            (self, other)
        } else {
            (other, self)
        };
        let mut taken = vec![false; long.tokens().len()];
        short.tokens().iter().all(|token| {
            let best = (0..long.tokens().len())
                .filter(|at| !taken[*at])
                .filter_map(|at| {
                    token
                        .likeness(&long.tokens()[at])
                        .map(|likeness| (likeness, at))
                })
                .max_by_key(|(likeness, at)| (*likeness, usize::MAX - at));
            if let Some((_, at)) = best {
                taken[at] = true;
            }
            best.is_some()
        })
    }
}

/// Which of several people of one name in a family a word says; 0 for other words.
pub(super) fn later_generation(word: &str) -> u8 {
    match word {
        "jr" | "junior" | "ii" | "мл" | "младший" => 2,
        "iii" => 3,
        "iv" => 4,
        _ => 0,
    }
}

impl Token {
    /// From a folded word.
    pub(super) fn new(folded: &str) -> Token {
        let vowelless = folded.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'));
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
        let bones = bones(&latin, vowelless);
        Token {
            latin,
            bones,
            vowelless,
        }
    }

    /// 3 equal, 2 nearly equal or equal across scripts, 1 an initial; `None` for different names.
    fn likeness(&self, other: &Token) -> Option<u8> {
        if self.latin == other.latin {
            return Some(3);
        }
        if self.latin.is_empty() || other.latin.is_empty() {
            return None;
        }
        if self.vowelless != other.vowelless && self.bones == other.bones && self.bones.len() >= 2 {
            return Some(2);
        }
        let (short, long) = if self.latin.len() <= other.latin.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.latin.len() == 1 {
            return long.latin.starts_with(&short.latin).then_some(1);
        }
        // Ivanov and Ivanova share a household more often than a person: a final "a" is a different name.
        let gendered = long.latin.strip_suffix('a') == Some(&short.latin);
        let slip = short.latin.len() >= 4
            && !gendered
            && crate::text::distance(&short.latin, &long.latin) <= 1;
        slip.then_some(2)
    }
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
