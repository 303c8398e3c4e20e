//! Closed choices as people type them in four languages: yes and no, "none", roles in a decision, directions.
//!
//! Words are kept in the form of [`fold`]; a test holds that. What is not in a list is not guessed.

use std::sync::LazyLock;

use super::fold;
use super::fold::{folded_letter, is_word};
use super::near::nearest;

/// What people type in a cell to say that there is nothing.
const NOTHING: &[&str] = &[
    "none",
    "n/a",
    "na",
    "n.a",
    "nil",
    "null",
    "nan",
    "not available",
    "no phone",
    "no email",
    "no e-mail",
    "unknown",
    "no",
    "нет",
    "нету",
    "н/д",
    "не указан",
    "не указано",
    "нет данных",
    "отсутствует",
    "неизвестно",
    "б/н",
    "لا یوجد",
    "لایوجد",
    "غیر متوفر",
    "غیر معروف",
    "بدون",
    "لا",
    "ندارد",
    "نامشخص",
    "نداره",
    "خالی",
];

const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "t",
    "ok",
    "okay",
    "on",
    "1",
    "x",
    "v",
    "+",
    "++",
    "✓",
    "✔",
    "☑",
    "✅",
    "🗸",
    "√",
    "х",
    "yep",
    "si",
    "oui",
    "да",
    "д",
    "истина",
    "ага",
    "есть",
    "ок",
    "نعم",
    "ن",
    "اجل",
    "صح",
    "صحیح",
    "ایوه",
    "موافق",
    "بله",
    "بلی",
    "اری",
    "اره",
    "درست",
    "هست",
    "دارد",
];

const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "f",
    "off",
    "0",
    "-",
    "–",
    "—",
    "−",
    "✗",
    "✘",
    "☐",
    "❌",
    "nope",
    "not",
    "нет",
    "н",
    "ложь",
    "не",
    "неа",
    "لا",
    "کلا",
    "خطا",
    "غلط",
    "نه",
    "خیر",
    "نخیر",
    "ندارد",
    "نیست",
];

/// What the words of [`NOTHING`] begin with, ascending.
static BEGINNINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut letters: Vec<char> = NOTHING
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters
});

/// Whether a text says that there is nothing: only signs, or "none" in one of the languages.
pub fn says_nothing(text: &str) -> bool {
    let Some(first) = text.chars().find(|c| is_word(*c)) else {
        return true;
    };
    if text.len() > 40 {
        return false;
    }
    // Most cells begin with a letter that none of the words begins with.
    if folded_letter(first).is_some_and(|first| BEGINNINGS.binary_search(&first).is_err()) {
        return false;
    }
    let sign = |c: char| !c.is_alphanumeric();
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    if text.bytes().all(is_plain) && !text.contains("  ") {
        // Most cells: nothing to fold but the case.
        let word = text.trim_matches(sign);
        let same = |known: &&str| known.eq_ignore_ascii_case(word);
        return NOTHING.iter().any(same);
    }
    NOTHING.contains(&fold(text).trim_matches(sign))
}

/// Yes or no in any of the languages, or as a mark: `✓`, `x`, `1`, `+`, `0`, `-`.
pub fn yes_no(text: &str) -> Option<bool> {
    if text.len() > 40 {
        return None;
    }
    let folded = fold(text);
    let word = folded.trim_end_matches(['.', '!', '،', ',', '\u{fe0f}']);
    let word = word.strip_prefix('\u{fe0f}').unwrap_or(word);
    if YES.contains(&word) {
        Some(true)
    } else if NO.contains(&word) {
        Some(false)
    } else {
        None
    }
}

/// *Do not contact*: anything that is not clearly "no" means yes; `None` for a blank text.
pub fn do_not_contact(text: &str) -> Option<bool> {
    if fold(text).is_empty() {
        return None;
    }
    Some(yes_no(text).unwrap_or(true))
}

/// One code and the words for it.
type Choice = (&'static str, &'static [&'static str]);

const ROLES: &[Choice] = &[
    (
        "decides",
        &[
            "decides",
            "decide",
            "decision maker",
            "decision-maker",
            "decisionmaker",
            "dm",
            "decider",
            "boss",
            "approver",
            "economic buyer",
            "head",
            "решает",
            "лпр",
            "лицо принимающее решение",
            "лицо, принимающее решение",
            "принимает решение",
            "принимает решения",
            "директор",
            "руководитель",
            "صانع القرار",
            "صانع قرار",
            "متخذ القرار",
            "متخذ قرار",
            "صاحب القرار",
            "صاحب قرار",
            "یقرر",
            "مدیر",
            "المدیر",
            "تصمیم گیرنده",
            "تصمیمگیرنده",
            "تصمیم گیر",
            "تصمیم ساز",
            "تصمیم میگیرد",
        ],
    ),
    (
        "influences",
        &[
            "influences",
            "influence",
            "influencer",
            "champion",
            "adviser",
            "advisor",
            "recommends",
            "влияет",
            "лвр",
            "влияющий",
            "влияет на решение",
            "лицо влияющее на решение",
            "советник",
            "рекомендует",
            "موثر",
            "یوثر",
            "موثر فی القرار",
            "مستشار",
            "صاحب تاثیر",
            "تاثیرگذار",
            "تاثیر گذار",
            "اثرگذار",
            "مشاور",
            "تاثیر میگذارد",
        ],
    ),
    (
        "enquires",
        &[
            "enquires",
            "enquire",
            "enquirer",
            "inquires",
            "inquirer",
            "asks",
            "gatekeeper",
            "researcher",
            "contact person",
            "узнает",
            "спрашивает",
            "интересуется",
            "запрашивает",
            "собирает информацию",
            "секретарь",
            "контактное лицо",
            "مستفسر",
            "یستفسر",
            "یسال",
            "سایل",
            "باحث",
            "پرسنده",
            "پرس و جو میکند",
            "استعلام گیرنده",
            "پرسشگر",
            "استعلام",
            "جستجوگر",
        ],
    ),
    (
        "buys",
        &[
            "buys",
            "buy",
            "buyer",
            "purchaser",
            "purchasing",
            "procurement",
            "user buyer",
            "pays",
            "payer",
            "покупает",
            "покупатель",
            "закупщик",
            "закупает",
            "снабженец",
            "платит",
            "отдел закупок",
            "مشتری",
            "یشتری",
            "مشتر",
            "مسوول المشتریات",
            "مسیول المشتریات",
            "المشتریات",
            "یدفع",
            "شاری",
            "خریدار",
            "خرید",
            "مسیول خرید",
            "میخرد",
            "خرید میکند",
            "کارپرداز",
        ],
    ),
];

const DIRECTIONS: &[Choice] = &[
    (
        "in",
        &[
            "in",
            "incoming",
            "inbound",
            "received",
            "from client",
            "from customer",
            "<-",
            "←",
            "i",
            "входящий",
            "входящая",
            "входящее",
            "входящие",
            "вх",
            "вход",
            "получено",
            "от клиента",
            "وارد",
            "وارده",
            "الوارد",
            "مستلم",
            "من العمیل",
            "ورودی",
            "دریافتی",
            "از مشتری",
            "دریافت",
        ],
    ),
    (
        "out",
        &[
            "out",
            "outgoing",
            "outbound",
            "sent",
            "to client",
            "to customer",
            "->",
            "→",
            "o",
            "исходящий",
            "исходящая",
            "исходящее",
            "исходящие",
            "исх",
            "отправлено",
            "клиенту",
            "صادر",
            "صادره",
            "الصادر",
            "مرسل",
            "الی العمیل",
            "خروجی",
            "ارسالی",
            "ارسال",
            "به مشتری",
        ],
    ),
];

/// The code of a role in a decision: `decides`, `influences`, `enquires`, `buys`.
pub fn role(text: &str) -> Option<&'static str> {
    find(ROLES, text)
}

/// The code of a direction: `in`, `out`.
pub fn direction(text: &str) -> Option<&'static str> {
    find(DIRECTIONS, text)
}

/// The word that somebody meant who wrote neither yes nor no: `yess`, `даа`. A guess to propose, never to apply.
pub fn near_yes_no(text: &str) -> Option<&'static str> {
    nearest(&[("yes", YES), ("no", NO)], text)
}

/// The word of a role that somebody meant.
pub fn near_role(text: &str) -> Option<&'static str> {
    nearest(ROLES, text)
}

/// The word of a direction that somebody meant.
pub fn near_direction(text: &str) -> Option<&'static str> {
    nearest(DIRECTIONS, text)
}

fn find(choices: &[Choice], text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let word = folded.trim_matches(|c: char| matches!(c, '.' | '!' | '،' | ','));
    choices
        .iter()
        .find(|(_, words)| words.contains(&word))
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_folded_form_and_mean_one_thing() {
        let mut all: Vec<&str> = Vec::new();
        for words in [YES, NO] {
            all.extend(words);
        }
        let choices = ROLES.iter().map(|(_, words)| *words);
        let directions = DIRECTIONS.iter().map(|(_, words)| *words);
        for list in [vec![YES, NO], choices.collect(), directions.collect()] {
            let mut seen: Vec<&str> = list
                .iter()
                .flat_map(|words| words.iter().copied())
                .collect();
            for word in &seen {
                assert_eq!(fold(word), *word);
            }
            let count = seen.len();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), count);
        }
        for word in NOTHING {
            assert_eq!(fold(word), *word);
        }
    }

    #[test]
    fn yes_and_no_in_four_languages_and_as_marks() {
        for text in [
            "Yes", "TRUE", "✓", "✔️", "x", "X", "1", "+", "Да", "да!", "نعم", "أجل", "بله", "آری",
            "Ok.",
        ] {
            assert_eq!(yes_no(text), Some(true), "{text}");
        }
        for text in [
            "No", "false", "0", "-", "—", "Нет", "нет.", "لا", "كلا", "نه", "خیر", "✗",
        ] {
            assert_eq!(yes_no(text), Some(false), "{text}");
        }
        for text in ["maybe", "", "после 5", "ربما"] {
            assert_eq!(yes_no(text), None, "{text}");
        }
    }

    #[test]
    fn near_misses_are_told_and_far_ones_are_not() {
        for (text, word) in [
            ("yess", "yes"),
            ("даа", "да"),
            ("Даааа!", "да"),
            ("нееет", "нет"),
            ("flase", "false"),
            ("بللله", "بله"),
            ("perhaps", ""),
            ("nah", ""),
            ("maybe", ""),
            ("ye", ""),
            ("", ""),
        ] {
            assert_eq!(near_yes_no(text).unwrap_or_default(), word, "{text}");
        }
        for (text, word) in [
            ("desides", "decides"),
            ("influences.", "influences"),
            ("influenses", "influences"),
            ("purch", "purchaser"),
            ("решаит", "решает"),
            ("покупатиль", "покупатель"),
            ("صانع القرارر", "صانع القرار"),
            ("خریدارر", "خریدار"),
            ("sings", ""),
            ("dec", ""),
        ] {
            assert_eq!(near_role(text).unwrap_or_default(), word, "{text}");
        }
        for (text, word) in [
            ("incomming", "incoming"),
            ("исходяший", "исходящий"),
            ("mail", ""),
        ] {
            assert_eq!(near_direction(text).unwrap_or_default(), word, "{text}");
        }
    }

    #[test]
    fn whatever_is_not_clearly_no_forbids_contact() {
        for (text, want) in [
            ("", None),
            ("  \u{200f}", None),
            ("no", Some(false)),
            ("Нет", Some(false)),
            ("لا", Some(false)),
            ("0", Some(false)),
            ("no calls", Some(true)),
            ("?", Some(true)),
            ("n/a", Some(true)),
            ("не звонить", Some(true)),
            ("لا تتصل", Some(true)),
            ("تماس نگیرید", Some(true)),
        ] {
            assert_eq!(do_not_contact(text), want, "{text}");
        }
    }

    #[test]
    fn roles_and_directions_have_codes() {
        for (text, code) in [
            ("Decision maker", "decides"),
            ("ЛПР", "decides"),
            ("صانع القرار", "decides"),
            ("تصمیم‌گیرنده", "decides"),
            ("Влияет", "influences"),
            ("تأثیرگذار", "influences"),
            ("мнение", ""),
            ("Inquirer", "enquires"),
            ("Закупщик", "buys"),
            ("خریدار", "buys"),
        ] {
            assert_eq!(role(text).unwrap_or_default(), code, "{text}");
        }
        for (text, code) in [
            ("Входящий", "in"),
            ("صادر", "out"),
            ("ورودی", "in"),
            ("Outbound", "out"),
            ("вх.", "in"),
            ("mail", ""),
        ] {
            assert_eq!(direction(text).unwrap_or_default(), code, "{text}");
        }
    }

    #[test]
    fn signs_and_words_for_none_say_nothing() {
        for text in ["-", "—", "?", "N/A", "нет", "لا يوجد", "ندارد", "..."] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["Nona", "0", "Нетребко"] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
