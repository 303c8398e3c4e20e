//! Names typed in capitals only, or without any: how they would be written. A proposal; companies and abbreviations are left
//! alone.

use super::TITLES;
use super::given::is_given;
use super::parse::{ParsedName, parse_name};
use super::words::{PATRONYMIC_ENDS, SMALL, SUFFIXES};
use crate::text::fold;

/// A person's name with capitals where they belong; `None` if it has them, or if nobody can tell.
pub fn with_capitals(text: &str) -> Option<String> {
    if text.len() > 200
        || text.contains(['@', '_', '/', '\\', ';', '\n'])
        || text.contains(|c: char| c.is_numeric())
    {
        return None;
    }
    let mut upper = false;
    let mut lower = false;
    for c in text.chars() {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    if upper == lower || matches!(parse_name(text), None | Some(ParsedName::Company(_))) {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if !is_surely_a_name(&words, upper) {
        return None;
    }
    repaired(text, &words)
}

/// The same for a column of given or of family names, whose words are surely names; initials and shorter words are left alone.
pub fn part_with_capitals(text: &str) -> Option<String> {
    if text.len() > 100
        || !text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’'))
    {
        return None;
    }
    let upper = text.chars().any(char::is_uppercase);
    let lower = text.chars().any(char::is_lowercase);
    let words: Vec<&str> = text.split_whitespace().collect();
    let long = words.iter().any(|word| word.chars().count() > 3);
    if upper == lower || !long || !fold(text).contains(is_vowel) {
        return None;
    }
    repaired(text, &words)
}

fn repaired(text: &str, words: &[&str]) -> Option<String> {
    // A Turkish dotted capital tells what the other one means.
    let turkish = text.contains('İ');
    let repaired: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| word_with_capitals(word, at == 0, turkish))
        .collect();
    let repaired = repaired.join(" ");
    (repaired != text).then_some(repaired)
}

/// A usual given name, a patronymic, or only words that could be names and are no abbreviations.
fn is_surely_a_name(words: &[&str], upper: bool) -> bool {
    let bare: Vec<String> = words
        .iter()
        .map(|word| fold(word.trim_matches(|c: char| !c.is_alphabetic())))
        .filter(|word| word.chars().count() > 1)
        .collect();
    let known = bare.iter().any(|word| {
        is_given(word)
            || PATRONYMIC_ENDS
                .iter()
                .any(|end| word.chars().count() > end.chars().count() + 2 && word.ends_with(end))
    });
    if known {
        return true;
    }
    if bare.len() < 2 || bare.len() > 4 || !bare.iter().all(|word| word.contains(is_vowel)) {
        return false;
    }
    // Two words in capitals may be a brand, two small ones a remark.
    if !upper {
        return bare.iter().any(|word| {
            ends_as_family(word) && !ORDINARY_ENDS.iter().any(|end| word.ends_with(end))
        });
    }
    bare.iter().any(|word| {
        ends_as_family(word)
            || word.starts_with("mc")
            || word.starts_with("o'")
            || SMALL.contains(&word.as_str())
    })
}

/// Ends of family names that ordinary small words have as well: `доставка цветов`, `детская одежда`.
const ORDINARY_ENDS: &[&str] = &["ов", "ев", "ский", "ская", "sky"];

fn ends_as_family(folded: &str) -> bool {
    [
        "ов", "ова", "ев", "ева", "ский", "ская", "енко", "ov", "ova", "ev", "eva", "sky", "skaya",
        "enko",
    ]
    .iter()
    .any(|end| folded.chars().count() > end.chars().count() + 2 && folded.ends_with(end))
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'a' | 'e'
            | 'i'
            | 'o'
            | 'u'
            | 'y'
            | 'ä'
            | 'ö'
            | 'ü'
            | 'ı'
            | 'é'
            | 'è'
            | 'á'
            | 'í'
            | 'ó'
            | 'ú'
            | 'ã'
            | 'õ'
            | 'а'
            | 'е'
            | 'и'
            | 'о'
            | 'у'
            | 'ы'
            | 'э'
            | 'ю'
            | 'я'
            | 'і'
            | 'ї'
            | 'є'
    )
}

fn word_with_capitals(word: &str, first: bool, turkish: bool) -> String {
    let bare = fold(word.trim_matches(|c: char| !c.is_alphabetic())).replace('.', "");
    if matches!(bare.as_str(), "ii" | "iii" | "iv" | "ип") {
        return word.to_uppercase();
    }
    if matches!(bare.as_str(), "г-н" | "г-жа" | "д-р") || (!first && SMALL.contains(&bare.as_str()))
    {
        return word.to_lowercase();
    }
    match bare.as_str() {
        "phd" => {
            return if word.contains('.') {
                "Ph.D.".to_owned()
            } else {
                "PhD".to_owned()
            };
        }
        "md" | "mba" | "cpa" if SUFFIXES.contains(&bare.as_str()) => return word.to_uppercase(),
        _ => {}
    }
    let mut repaired = String::with_capacity(word.len());
    let pieces = word.split_inclusive(['-', '\'', '’', '.']);
    for (at, piece) in pieces.enumerate() {
        let plain = piece.trim_end_matches(|c: char| !c.is_alphabetic());
        let is_particle = at == 0
            && piece.ends_with('-')
            && matches!(fold(plain).as_str(), "al" | "el" | "аль" | "эль");
        // *Anna's*: one letter after an apostrophe is no name.
        let is_ending = at > 0 && plain.chars().count() == 1 && repaired.ends_with(['\'', '’']);
        if is_particle || is_ending {
            repaired.push_str(&small(piece, turkish));
        } else {
            capital(piece, turkish, &mut repaired);
        }
    }
    if TITLES.contains(&bare.as_str()) {
        return repaired;
    }
    with_mc(&repaired)
}

/// *McDonald*; *Mac* is left, as *Macy* is no *MacY*.
fn with_mc(word: &str) -> String {
    let next = word.strip_prefix("Mc").and_then(|rest| {
        let mut chars = rest.chars();
        let first = chars.next().filter(char::is_ascii_lowercase)?;
        (chars.clone().count() > 1)
            .then(|| format!("Mc{}{}", first.to_ascii_uppercase(), chars.as_str()))
    });
    next.unwrap_or_else(|| word.to_owned())
}

fn small(text: &str, turkish: bool) -> String {
    if turkish {
        return text.replace('İ', "i").replace('I', "ı").to_lowercase();
    }
    text.to_lowercase()
}

/// The first letter large, the others small.
fn capital(piece: &str, turkish: bool, repaired: &mut String) {
    let mut begun = false;
    for c in piece.chars() {
        if begun || !c.is_alphabetic() {
            repaired.push_str(&small(c.encode_utf8(&mut [0; 4]), turkish));
        } else {
            begun = true;
            repaired.extend(c.to_uppercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    #[test]
    fn capitals_where_they_belong() {
        for (typed, want) in [
            ("IVAN PETROV", "Ivan Petrov"),
            ("ИВАНОВ ИВАН", "Иванов Иван"),
            ("ИВАНОВА А. Б.", ""),
            (
                "ПЕТРОВ-ВОДКИН КУЗЬМА СЕРГЕЕВИЧ",
                "Петров-Водкин Кузьма Сергеевич",
            ),
            ("john smith", "John Smith"),
            ("sara", "Sara"),
            ("анна иванова", "Анна Иванова"),
            ("RONALD MCDONALD", "Ronald McDonald"),
            ("CONAN O'NEIL", "Conan O'Neil"),
            ("зульфия ахмадова", "Зульфия Ахмадова"),
            ("ludwig van beethoven", "Ludwig van Beethoven"),
            ("MARIA DE LA CRUZ", "Maria de la Cruz"),
            ("DR. JOHN SMITH JR", "Dr. John Smith Jr"),
            ("JOHN SMITH III, PHD", "John Smith III, PhD"),
            ("AHMED AL-RAHMAN", "Ahmed al-Rahman"),
            ("J. R. R. TOLKIEN", ""),
            ("JOHN R. TOLKIEN", "John R. Tolkien"),
            ("İBRAHİM IŞIK", "İbrahim Işık"),
            ("ANNA & PETER SCHMIDT", "Anna & Peter Schmidt"),
            ("ИП ИВАНОВ ИВАН", "ИП Иванов Иван"),
        ] {
            assert_eq!(with_capitals(typed).unwrap_or_default(), want, "{typed}");
        }
    }

    #[test]
    fn good_names_companies_and_abbreviations_are_left_alone() {
        for typed in [
            "Ivan Petrov",
            "McDonald",
            "IBM",
            "IBM EGYPT",
            "ООО \"РОМАШКА\"",
            "ООО РОМАШКА",
            "BMW AG",
            "KPMG",
            "محمد أحمد",
            "علی رضایی",
            "SMITH John",
            "USA TODAY",
            "sara@nile.org",
            "x",
            "РЖД",
            "sara_88",
            "чай; кофе",
            "ROYAL TRADERS",
            "NILE TRADING",
            "DHL EXPRESS",
            "iPhone",
            "van",
            "доставка воды",
            "доставка цветов",
            "детская одежда",
            "постоянный клиент",
            "golden fish",
            "fish and chips",
        ] {
            assert_eq!(with_capitals(typed), None, "{typed}");
        }
    }

    #[test]
    fn columns_of_given_and_family_names_have_names_only() {
        for (typed, want) in [
            ("IVANOV", "Ivanov"),
            ("schmidt", "Schmidt"),
            ("VAN DER MEER", "Van der Meer"),
            ("O'NEIL", "O'Neil"),
            ("MÜLLER-LÜDENSCHEIDT", "Müller-Lüdenscheidt"),
            ("Li", ""),
            ("LI", ""),
            ("J.R.", ""),
            ("المصري", ""),
        ] {
            assert_eq!(
                part_with_capitals(typed).unwrap_or_default(),
                want,
                "{typed}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_repaired_name_needs_no_more_repair(text in "[A-Za-zА-Яа-я'\\-. ]{0,30}") {
            if let Some(once) = with_capitals(&text) {
                assert_eq!(with_capitals(&once), None);
            }
        }
    }
}
