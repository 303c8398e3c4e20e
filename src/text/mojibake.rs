//! Text that was read in the wrong encoding: UTF-8 taken for Windows-1252, 1251 or 1256 (`JosÃ©`, `РРІР°РЅ`, `Ù…Ø\u{ad}Ù…Ø¯`).
//!
//! It tells such text from text that people type, and what it said before, where every byte is still there or can be nothing
//! else. It never changes a text: the repair is a proposal. Windows-1251 taken for 1252 (`Èâàí`) is none of its business:
//! every word of that could be a word.

use super::name::is_given_name;
use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};

/// Longer texts are looked at in their beginning only for whether they are broken, and are not repaired.
const LONGEST: usize = 20_000;

/// Text is at times broken twice; more often than this nobody can tell.
const MOST_ROUNDS: usize = 3;

/// A text that was read in the wrong encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mojibake {
    /// What it said before; `None` where letters were lost on the way.
    pub repaired: Option<String>,
}

/// Tells whether a text was read in the wrong encoding; text that people type is refused at its first look.
pub fn mojibake(text: &str) -> Option<Mojibake> {
    if text.is_ascii() || text.len() > LONGEST || !text.chars().any(is_odd) {
        return None;
    }
    let mut found = one_round(text)?;
    for _ in 1..MOST_ROUNDS {
        // Twice broken it is broken as a whole; a single word that could be read so is a word.
        let again = found.repaired.as_deref().and_then(whole);
        match again {
            Some(again) if again.repaired.is_some() => found = again,
            _ => break,
        }
    }
    Some(found)
}

const CODES: [&Encoding; 3] = [WINDOWS_1252, WINDOWS_1251, WINDOWS_1256];

/// A text that is broken from its beginning to its end.
fn whole(text: &str) -> Option<Mojibake> {
    CODES.iter().find_map(|code| Reader::new(code).read(text))
}

fn one_round(text: &str) -> Option<Mojibake> {
    let read = whole(text);
    if read.is_some() {
        return read;
    }
    // Good words may stand beside broken ones, as where two files were joined.
    let mut broken = false;
    let mut whole = true;
    let mut repaired = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let bare = word.trim_end_matches([' ', '\n']);
        let read = CODES.iter().find_map(|code| Reader::new(code).read(bare));
        match read {
            Some(read) => {
                broken = true;
                whole &= read.repaired.is_some();
                repaired.push_str(&read.repaired.unwrap_or_default());
                repaired.push_str(word.get(bare.len()..).unwrap_or_default());
            }
            None => repaired.push_str(word),
        }
    }
    broken.then(|| Mojibake {
        repaired: whole.then_some(repaired),
    })
}

/// Characters of which broken text always has one, and which are rare in names and notes: signs, and the letters that only
/// some languages of a script use.
fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{80}'..='\u{bf}'
            | 'Œ' | 'œ' | 'Š' | 'š' | 'Ÿ' | 'Ž' | 'ž' | 'ƒ' | 'ˆ' | '˜'
            | '\u{2010}'..='\u{203a}' | '€' | '№' | '™'
            | '\u{402}'..='\u{40f}' | '\u{452}'..='\u{45f}' | 'Ґ' | 'ґ'
    )
}

/// Signs that stand after a letter in good text too.
fn is_usual_sign(c: char) -> bool {
    matches!(
        c,
        '«' | '»'
            | '\u{a0}'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '…'
            | '–'
            | '—'
            | '‹'
            | '›'
            | '№'
            | '•'
    )
}

/// Reads a text back to the bytes of one code, and these as UTF-8.
struct Reader {
    code: &'static Encoding,
    read: String,
    /// Characters that came out of two bytes or more.
    count: usize,
    /// Those with a sign where good text has none.
    odd: usize,
    /// Places where a byte is missing.
    lost: usize,
    /// Whether every missing byte can be only one.
    certain: bool,
    /// A character that stands between letters of another script or case, where nobody types it.
    misfit: bool,
}

impl Reader {
    fn new(code: &'static Encoding) -> Reader {
        Reader {
            code,
            read: String::new(),
            count: 0,
            odd: 0,
            lost: 0,
            certain: true,
            misfit: false,
        }
    }

    /// `None` for text that is not broken in this way.
    fn read(mut self, text: &str) -> Option<Mojibake> {
        if text.is_ascii() {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        while let Some(c) = chars.get(at) {
            at += if c.is_ascii() {
                self.read.push(*c);
                1
            } else {
                self.sequence(&chars, at)?
            };
        }
        let broken = if self.lost == 0 && self.count == 1 {
            self.misfit
        } else {
            self.lost <= self.count
                && (self.count >= 3 && (self.code != WINDOWS_1256 || self.odd > 0)
                    || self.count >= 2 && self.odd > 0)
        };
        broken.then(|| Mojibake {
            repaired: if self.certain {
                Some(self.read)
            } else {
                filled(&self.read)
            },
        })
    }

    /// One character of several bytes that begins at `at`; how many characters of the text it takes.
    fn sequence(&mut self, chars: &[char], at: usize) -> Option<usize> {
        let lead = self.byte(*chars.get(at)?)?;
        let length: usize = match lead {
            0xc2..=0xc5 | 0xd0..=0xd3 | 0xd8..=0xdb => 2,
            0xe2 | 0xef => 3,
            0xf0 => 4,
            _ => return None,
        };
        let mut bytes = vec![lead];
        let mut taken = 1;
        let mut odd = false;
        while bytes.len() < length {
            let next = chars.get(at + taken).copied();
            let rest = next
                .filter(|c| !c.is_ascii())
                .and_then(|c| Some((c, self.byte(c)?)))
                .filter(|(_, byte)| (0x80..=0xbf).contains(byte));
            match rest {
                Some((c, byte)) => {
                    bytes.push(byte);
                    odd |= !c.is_alphanumeric() && !is_usual_sign(c);
                    taken += 1;
                }
                // A no-break space that has become a plain one.
                None if lead == 0xd0 && next == Some(' ') && self.goes_on(chars, at + 2) => {
                    bytes.push(0xa0);
                    taken += 1;
                }
                None => {
                    let byte = self.missing(&bytes);
                    self.certain &= byte.is_some();
                    self.lost += 1;
                    bytes.push(byte.unwrap_or(0xa0));
                    if byte.is_none() {
                        self.read.push(GAP);
                        return (bytes.len() == length).then_some(taken);
                    }
                }
            }
        }
        let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
        if !is_plausible(c) {
            return None;
        }
        let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + taken)));
        self.misfit = match (lead, self.code == WINDOWS_1252) {
            (0xe2 | 0xf0, _) => true,
            (0xc2, true) => odd,
            (0xc2, false) => false,
            (_, true) => odd || before.is_ascii_lowercase() || after.is_ascii_lowercase(),
            (_, false) => before.is_ascii_alphabetic() || odd && after.is_ascii_alphabetic(),
        };
        self.count += length - 1;
        if length > 2 {
            odd = true;
        }
        self.odd += usize::from(odd);
        if c != '\u{feff}' {
            self.read.push(c);
        }
        Some(taken)
    }

    /// Whether a broken character begins at `at`.
    fn goes_on(&self, chars: &[char], at: usize) -> bool {
        chars
            .get(at)
            .and_then(|c| self.byte(*c))
            .is_some_and(|byte| matches!(byte, 0xd0 | 0xd1))
    }

    /// The only byte that can have been lost after these: a code has few places without a character, and the soft hyphen is
    /// not shown.
    fn missing(&self, before: &[u8]) -> Option<u8> {
        match (before, self.code == WINDOWS_1252, self.code == WINDOWS_1251) {
            ([0xd0], _, true) => Some(0x98),
            ([0xd8], ..) => Some(0xad),
            ([0xd9], true, _) => Some(0x81),
            ([0xe2, 0x80], true, _) => Some(0x9d),
            _ => None,
        }
    }

    /// The byte of a character; bytes without a character are at times kept as control characters.
    fn byte(&self, c: char) -> Option<u8> {
        if matches!(c, '\u{80}'..='\u{a0}') {
            return u8::try_from(u32::from(c)).ok();
        }
        let mut buffer = [0; 4];
        let (bytes, _, failed) = self.code.encode(c.encode_utf8(&mut buffer));
        match (bytes.as_ref(), failed) {
            ([byte], false) => Some(*byte),
            _ => None,
        }
    }
}

/// A text whose every gap can be only one letter, because the word is a usual given name with it and with no other.
fn filled(text: &str) -> Option<String> {
    let words: Option<Vec<String>> = text
        .split(' ')
        .map(|word| {
            if !word.contains(GAP) {
                return Some(word.to_owned());
            }
            let letters = if word.starts_with(GAP) {
                'А'..='Я'
            } else {
                'а'..='я'
            };
            let mut names = letters
                .map(|letter| word.replacen(GAP, letter.encode_utf8(&mut [0; 4]), 1))
                .filter(|word| is_given_name(word));
            let only = names.next()?;
            names.next().is_none().then_some(only)
        })
        .collect();
    Some(words?.join(" "))
}

/// Stands for a letter that is gone.
const GAP: char = '\u{fffd}';

/// Characters that names and notes of the languages of this program, and of their neighbours, are written with.
fn is_plausible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'..='\u{17f}'
            | '\u{400}'..='\u{45f}'
            | '\u{490}'..='\u{4ff}'
            | '\u{600}'..='\u{6ff}'
            | '\u{200b}'..='\u{203a}'
            | '\u{20a0}'..='\u{20bf}'
            | '\u{2116}'
            | '\u{2122}'
            | '\u{25a0}'..='\u{27bf}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe0f}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn repaired(text: &str) -> Option<String> {
        mojibake(text)?.repaired
    }

    #[test]
    fn broken_text_says_what_it_said() {
        for (broken, said) in [
            ("JosÃ©", "José"),
            ("VÃ¶lker MÃ¼ller", "Völker Müller"),
            ("FranÃ§ois", "François"),
            ("voilÃ\u{a0}", "voilà"),
            ("WÄ…sowski", "Wąsowski"),
            ("Oâ€™Neil", "O’Neil"),
            ("20Â°C", "20°C"),
            ("Cafe – JosÃ©", "Cafe – José"),
            ("JosГ©", "José"),
            ("Josأ©", "José"),
            ("ÃƒÂ©tÃƒÂ©", "été"),
            ("Ð˜Ð²Ð°Ð½", "Иван"),
            ("Ð\u{98}Ð²Ð°Ð½", "Иван"),
            ("РРІР°РЅ", "Иван"),
            ("Р\u{98}РІР°РЅ РџРµС‚СЂРѕРІ", "Иван Петров"),
            ("Р\u{a0}РѕРјР°РЅ", "Роман"),
            ("Р РѕРјР°РЅ", "Роман"),
            ("Ù…Ø\u{ad}Ù…Ø¯", "محمد"),
            ("Ù…ØÙ…Ø¯", "محمد"),
            ("Ø³Ø§Ø±Ø© Ø£Ø\u{ad}Ù…Ø¯", "سارة أحمد"),
            ("ظ…ط\u{ad}ظ…ط¯", "محمد"),
            ("ط³ط§ط±ط©", "سارة"),
            ("Ð\u{90}Ð½Ð½Ð°", "Анна"),
            ("ÐŸÑ‘Ñ‚Ñ€", "Пётр"),
        ] {
            assert_eq!(repaired(broken).unwrap_or_default(), said, "{broken}");
        }
    }

    #[test]
    fn letters_that_are_gone_are_not_made_up() {
        for (text, repaired) in [
            ("ÐÐ²Ð°Ð½", Some("Иван")),
            ("ÐÐ²Ð°Ð½ ÐŸÐµÑ‚Ñ€Ð¾Ð²", Some("Иван Петров")),
            // Анна, Инна
            ("ÐÐ½Ð½Ð°", None),
            ("ÐÐ¾ÑÐºÐ²Ð°", None),
        ] {
            let repaired = repaired.map(str::to_owned);
            assert_eq!(mojibake(text), Some(Mojibake { repaired }), "{text}");
        }
    }

    #[test]
    fn what_people_type_is_left_alone() {
        for text in [
            "Иван Петров",
            "Её",
            "АёА пёё",
            "Семён Вёрстов",
            "ООО «Ромашка» № 5",
            "Київ, Україна, її",
            "Ђорђе Љубић",
            "Rue de l’Été, 5",
            "CAFÉ»",
            "«L’ÉTÉ» — À bientôt…",
            "Müßiggang, »Spaß«",
            "Straße 5 – 2. Stock",
            "SÃO PAULO",
            "JOÃO, MAÇÃ…",
            "Ångström & Ørsted",
            "São João d’Água",
            "محمد أحمد",
            "رک",
            "علی‌رضا نژاد",
            "گپ و گفت",
            "«تهران» – ایران…",
            "José",
            "naïve façade — “déjà vu”",
            "20 °C, 5 €, ½",
            "В° дом №5",
            "İbrahim Şahin",
            "Łukasz Żółć",
            "😀 ok",
        ] {
            assert_eq!(mojibake(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn good_russian_persian_and_german_text_is_never_broken(
            text in "([А-Яа-яёЁ]{1,9}|[ا-یپچژگک]{1,9}|[A-Za-zÄÖÜäöüß]{1,9})([ ,][А-Яа-яёЁ]{1,9}){0,3}",
        ) {
            assert_eq!(mojibake(&text), None);
        }

        #[test]
        fn broken_names_are_found(text in "[А-Яа-яё]{3,9} [А-Яа-яё]{3,9}") {
            let (broken, _) = WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
            assert_eq!(repaired(&broken), Some(text));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            mojibake(&text);
        }
    }
}
