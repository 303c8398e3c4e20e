//! Names as keys: one form for the ways in which a person's or company's name is written. Its rooms take names apart.
//!
//! A key is for finding, never for showing. Spellings in two scripts stay two keys.

mod capitals;
mod given;
mod nicknames;
mod parse;
#[cfg(test)]
mod parse_tests;
mod spellings;
mod units;
mod words;

pub use capitals::{part_with_capitals, with_capitals};
pub(crate) use nicknames::{MOST_NAMES, names_of_form};
pub use parse::{NameColumns, ParsedName, PersonName, parse_columns, parse_name};

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use super::fold;
use super::fold::{folded_letter, is_word};

/// Forms of address that are never a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "doctor",
    "eng",
    "engr",
    "sir",
    "madam",
    "madame",
    "mme",
    "rev",
    "hon",
    "phd",
    "md",
    "mba",
    "esq",
    "г-н",
    "г-жа",
    "господин",
    "госпожа",
    "гн",
    "гжа",
    "д-р",
    "др",
    "доктор",
    "проф",
    "профессор",
    "инж",
    "уважаемый",
    "уважаемая",
    "тов",
    "товарищ",
    "гр",
    "ип",
    "السیده",
    "سیده",
    "استاذ",
    "استاذ",
    "الاستاذ",
    "الاستاذه",
    "استاذه",
    "دکتور",
    "الدکتور",
    "دکتوره",
    "الدکتوره",
    "مهندس",
    "المهندس",
    "مهندسه",
    "المهندسه",
    "انسه",
    "الانسه",
    "مدام",
    "سعاده",
    "معالی",
    "حضره",
    "المحامی",
    "بروفیسور",
    "الحاجه",
    "اقای",
    "اقا",
    "خانم",
    "خانوم",
    "جناب",
    "سرکار",
    "دکتر",
    "استاد",
    "جان",
    "بانو",
    "سرهنگ",
    "پروفسور",
];

/// Forms of address that are also names: left out only before a name.
const LEADING_TITLES: &[&str] = &[
    "السید",
    "سید",
    "الشیخ",
    "شیخ",
    "الحاج",
    "حاج",
    "حاجی",
    "باشا",
    "بک",
    "م",
    "د",
    "ا",
    "ا",
    "jr",
    "sr",
    "hajj",
    "haj",
    "sheikh",
    "capt",
    "captain",
    "eng",
    "м",
    "д",
];

/// Particles that are written with or without a space before what follows.
const JOINED: &[&str] = &[
    "عبد", "ابو", "ال", "al", "el", "abd", "abdul", "abdel", "abu", "ابن", "بن", "ibn", "bin",
    "де", "de",
];

/// Whether the last word of a text is a particle of what follows: *Abdul* before *Rahman*.
pub fn ends_with_particle(text: &str) -> bool {
    let last = text.split_whitespace().next_back();
    last.is_some_and(|word| JOINED.contains(&fold(word).as_str()))
}

/// Legal forms and words that only companies bear.
const COMPANY_WORDS: &[&str] = &[
    "llc",
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "gmbh",
    "ag",
    "plc",
    "corp",
    "corporation",
    "company",
    "co",
    "group",
    "holding",
    "holdings",
    "est",
    "establishment",
    "fze",
    "fzco",
    "wll",
    "sae",
    "sarl",
    "bv",
    "oy",
    "pvt",
    "pty",
    "bank",
    "trading",
    "industries",
    "enterprises",
    "foundation",
    "association",
    "institute",
    "university",
    "hospital",
    "hotel",
    "ооо",
    "оао",
    "зао",
    "пао",
    "ао",
    "тоо",
    "чп",
    "нко",
    "фгуп",
    "муп",
    "гуп",
    "компания",
    "фирма",
    "завод",
    "фабрика",
    "холдинг",
    "группа",
    "банк",
    "общество",
    "агентство",
    "магазин",
    "центр",
    "гостиница",
    "университет",
    "شرکه",
    "الشرکه",
    "موسسه",
    "الموسسه",
    "مجموعه",
    "المجموعه",
    "مصنع",
    "بنک",
    "مکتب",
    "معرض",
    "جمعیه",
    "مستشفی",
    "مدرسه",
    "جامعه",
    "فندق",
    "للتجاره",
    "للمقاولات",
    "المحدوده",
    "ذمم",
    "شرکت",
    "موسسه",
    "گروه",
    "هلدینگ",
    "کارخانه",
    "بانک",
    "فروشگاه",
    "بیمارستان",
    "دانشگاه",
    "هتل",
    "بازرگانی",
    "صنایع",
    "تعاونی",
    "اژانس",
];

/// The key of a person's name: folded words without titles and brackets, particles joined to what follows, in one order.
///
/// `Dr. Ahmed, Sara` and `sara ahmed` have one key. Empty where the text has no letters or digits.
pub fn name_key(name: &str) -> String {
    let (letters, mut keys) = words_with_places(name);
    let text = |key: &Range<usize>| letters.get(key.clone()).unwrap_or_default();
    keys.sort_unstable_by(|a, b| text(a).cmp(text(b)));
    let mut joined = String::with_capacity(letters.len() + keys.len());
    for (at, key) in keys.iter().enumerate() {
        if at > 0 {
            joined.push(' ');
        }
        joined.push_str(text(key));
    }
    joined
}

/// Gives the words of [`name_key`] in the order of typing.
pub fn each_name_word(name: &str, mut take: impl FnMut(&str)) {
    let (letters, keys) = words_with_places(name);
    for key in keys {
        take(letters.get(key).unwrap_or_default());
    }
}

/// A typed word as [`each_name_word`] gives it in every name, whatever stands beside it: letters alone, neither title nor particle.
/// `None` for others.
pub(crate) fn plain_word(typed: &str) -> Option<String> {
    let letter = |c: char| folded_letter(c).filter(|c| is_word(*c));
    let folded: String = typed.chars().map(letter).collect::<Option<_>>()?;
    let means_more = TITLE_SET.contains(folded.as_str())
        || LEADING_TITLES.contains(&folded.as_str())
        || JOINED.contains(&folded.as_str());
    (!folded.is_empty() && !means_more).then_some(folded)
}

/// The letters of a name's words, and where each word stands in them.
fn words_with_places(name: &str) -> (String, Vec<Range<usize>>) {
    let folded = fold(name);
    let bare = without_brackets(&folded);
    let mut words = words_of(&bare);
    if words.is_empty() {
        words = words_of(&folded);
    }
    let is_title = |word: &&str| TITLE_SET.contains(word);
    let mut named: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_title(word))
        .collect();
    if named.is_empty() {
        named.clone_from(&words);
    } else {
        let leading = named.iter().take(named.len() - 1);
        let leading = leading.take_while(|word| LEADING_TITLES.contains(word));
        named.drain(..leading.count());
    }
    // Letters only, joined to what follows where the word is a particle.
    let mut letters = String::with_capacity(folded.len());
    let mut keys: Vec<Range<usize>> = Vec::with_capacity(named.len());
    let mut start = 0;
    for word in named {
        letters.extend(word.chars().filter(|c| is_word(*c)));
        if !JOINED.contains(&word) {
            keys.push(start..letters.len());
            start = letters.len();
        }
    }
    if start < letters.len() {
        keys.push(start..letters.len());
    }
    (letters, keys)
}

/// [`TITLES`], to be asked for every word of every name.
static TITLE_SET: LazyLock<HashSet<&str, FixedState>> =
    LazyLock::new(|| TITLES.iter().copied().collect());

/// Whether a word is a usual given name.
pub(crate) fn is_given_name(word: &str) -> bool {
    given::is_given(&fold(word))
}

/// [`COMPANY_WORDS`], to be asked for many words.
static COMPANY_SET: LazyLock<HashSet<&str, FixedState>> =
    LazyLock::new(|| COMPANY_WORDS.iter().copied().collect());

/// Whether a folded word is one that only companies bear.
pub(crate) fn is_company_word(word: &str) -> bool {
    COMPANY_SET.contains(word)
}

/// Whether a name is a company's: it bears a legal form, a word of trade, or quotation marks around a name.
pub fn looks_like_company(name: &str) -> bool {
    if name.contains('«') || name.contains('&') {
        return true;
    }
    let folded = fold(name);
    words_of(&folded).iter().any(|word| is_company_word(word))
}

/// Words as typed; apostrophes and a hyphen that belongs to a title (`д-р`) stay inside.
fn words_of(folded: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for chunk in folded.split(|c: char| !is_word(c) && !matches!(c, '\'' | '’' | '`' | '-' | 'ʼ'))
    {
        let chunk = chunk.trim_matches(|c: char| !is_word(c));
        if chunk.is_empty() {
            continue;
        }
        if !chunk.contains('-') || TITLE_SET.contains(chunk) {
            words.push(chunk);
        } else {
            words.extend(chunk.split('-').filter(|word| word.contains(is_word)));
        }
    }
    words
}

fn without_brackets(text: &str) -> Cow<'_, str> {
    if !text.contains(['(', '[', ')', ']']) {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| match c {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    #[test]
    fn word_lists_are_in_folded_form() {
        for word in TITLES
            .iter()
            .chain(LEADING_TITLES)
            .chain(JOINED)
            .chain(COMPANY_WORDS)
        {
            assert_eq!(fold(word), *word);
        }
    }

    #[test]
    fn ways_to_write_one_name_have_one_key() {
        for (a, b) in [
            ("Sara Ahmed", "AHMED, Sara"),
            ("Dr. Sara Ahmed", "sara  ahmed"),
            ("Ms. Sara Ahmed, PhD", "Ahmed Sara"),
            ("Sara Ahmed (VIP)", "Sara Ahmed"),
            ("Anne-Marie Smith", "Anne Marie Smith"),
            ("Conan O'Brien", "Conan O’Brien"),
            ("د. أحمد علي", "احمد على"),
            ("الدكتورة منى عبد الرحمن", "منى عبدالرحمن"),
            ("السيد محمد حسن", "محمد حسن"),
            ("م. هاني أبو بكر", "هانى ابوبكر"),
            ("محمّد حسن", "محمد حسن"),
            ("جناب آقای علی رضایی", "علي رضائي"),
            ("سرکار خانم مریم کریمی", "کریمی مریم"),
            ("دکتر مهدی‌پور", "مهدیپور"),
            ("Семёнов Пётр", "Петр Семенов"),
            ("г-н Петров Иван", "Иван Петров"),
            ("д-р Анна Иванова", "Иванова Анна"),
            ("El Sayed Hassan", "Elsayed Hassan"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} / {b}");
        }
    }

    #[test]
    fn other_names_have_other_keys() {
        for (a, b) in [
            ("Sara Ahmed", "Sara Mahmoud"),
            ("محمد محمد", "محمد"),
            ("Ali", "Ala"),
        ] {
            assert_ne!(name_key(a), name_key(b), "{a} / {b}");
        }
        assert_eq!(name_key("Doctor"), "doctor");
        assert_eq!(name_key("(Misha)"), "misha");
        assert_eq!(name_key(" - "), "");
    }

    #[test]
    fn companies_are_told_by_their_words() {
        for name in [
            "Nile Trading Co.",
            "ООО «Ромашка»",
            "شركة النيل",
            "شرکت آریا",
            "Smith & Sons",
            "Bosch GmbH",
            "مؤسسة الأمل",
        ] {
            assert!(looks_like_company(name), "{name}");
        }
        for name in [
            "Sara Ahmed",
            "Иван Петров",
            "أحمد علي",
            "علی رضایی",
            "Cole Porter",
        ] {
            assert!(!looks_like_company(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn neither_order_nor_titles_nor_case_matter(words in proptest::collection::vec("[a-zа-я]{6,9}", 1..4)) {
            let typed = format!("Dr. {}", words.join(" ").to_uppercase());
            let turned: Vec<&str> = words.iter().rev().map(String::as_str).collect();
            assert_eq!(name_key(&typed), name_key(&turned.join(", ")));
        }

        #[test]
        fn plain_words_stay_what_they_are_beside_others(name in "(Dr|Jr|bin|al|[A-Za-zА-яا-ی]{1,7}|[a-z.'(]{1,4}|[0-9]{1,2})( (Mr|bin|al|[A-Za-zА-яا-ی]{1,7})){0,3}") {
            let plain: Option<Vec<String>> = name.split(' ').map(plain_word).collect();
            if let Some(plain) = plain {
                let mut words = Vec::new();
                each_name_word(&name, |word| words.push(word.to_owned()));
                assert_eq!(words, plain);
            }
        }

        #[test]
        fn no_text_makes_it_panic(name in "\\PC{0,40}") {
            name_key(&name);
            looks_like_company(&name);
        }
    }
}
