//! What the words beside a number in its cell say of the line: `моб.`, `дом.`, `جوال`, `محل کار`, `fax`.
//!
//! Only words that stand for a line count; names and notes beside a number (`(Ahmed)`, `жена`) say nothing. Words that
//! contradict each other say nothing either.

use crate::text::fold;

/// Which line a number is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhoneLabel {
    /// A mobile.
    Mobile,
    /// At home.
    Home,
    /// At work.
    Work,
    /// A fax machine.
    Fax,
}

/// A text this long is a note with a number in it, and no label.
const LONGEST: usize = 120;

/// Whole words, folded, without the Arabic article.
const WORDS: &[(PhoneLabel, &[&str])] = &[
    (
        PhoneLabel::Mobile,
        &[
            "mob",
            "mobile",
            "cell",
            "cellular",
            "cellphone",
            "gsm",
            "iphone",
            "handy",
            "моб",
            "мобильный",
            "мобильник",
            "мобила",
            "мобилка",
            "сот",
            "сотовый",
            "جوال",
            "محمول",
            "موبایل",
            "موبیل",
            "همراه",
            "نقال",
            "خلوی",
            "خلیوی",
        ],
    ),
    (
        PhoneLabel::Home,
        &[
            "home",
            "house",
            "res",
            "residence",
            "дом",
            "домашний",
            "домашн",
            "منزل",
            "بیت",
            "خانه",
        ],
    ),
    (
        PhoneLabel::Work,
        &[
            "work",
            "office",
            "business",
            "biz",
            "job",
            "раб",
            "рабочий",
            "рабоч",
            "служ",
            "служебный",
            "офис",
            "عمل",
            "مکتب",
            "شغل",
            "کار",
            "اداره",
            "دفتر",
            "شرکت",
            "محلکار",
        ],
    ),
    (
        PhoneLabel::Fax,
        &[
            "fax",
            "telefax",
            "факс",
            "телефакс",
            "فاکس",
            "نمابر",
            "دورنگار",
        ],
    ),
];

/// Parts of words, in the order in which one outweighs another.
const STEMS: &[(PhoneLabel, &[&str])] = &[
    (PhoneLabel::Fax, &["fax", "факс", "فاکس", "نمابر"]),
    (
        PhoneLabel::Mobile,
        &[
            "mobile",
            "cell",
            "iphone",
            "handy",
            "моб",
            "сот",
            "جوال",
            "محمول",
            "موبایل",
            "همراه",
        ],
    ),
    (
        PhoneLabel::Work,
        &[
            "work",
            "business",
            "office",
            "company",
            "main",
            "раб",
            "офис",
            "عمل",
            "مکتب",
            "کار",
            "اداره",
        ],
    ),
    (PhoneLabel::Home, &["home", "дом", "منزل", "بیت", "خانه"]),
];

/// Single letters before a point or a colon: `м. 8 916…`, `h: 020…`.
const LETTERS: &[(PhoneLabel, &[char])] = &[
    (PhoneLabel::Mobile, &['m', 'c', 'м', 'ج']),
    (PhoneLabel::Home, &['h', 'д']),
    (PhoneLabel::Work, &['w', 'р', 'o']),
    (PhoneLabel::Fax, &['f', 'ф', 'ف']),
];

/// Words for telephones of any kind: `tel/fax` is no mere fax.
const ANY: &[&str] = &[
    "tel",
    "phone",
    "тел",
    "телефон",
    "تلفن",
    "هاتف",
    "т",
    "تلیفون",
];

/// The line that the text of one number tells, its label included.
pub fn label_of(text: &str) -> Option<PhoneLabel> {
    if text.len() > LONGEST || !text.chars().any(char::is_alphabetic) {
        return None;
    }
    let folded = fold(text);
    let mut said: [bool; 4] = [false; 4];
    let mut any = false;
    let mut before_digits = true;
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let head = rest.get(start..).unwrap_or_default();
        let end = head
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(head.len());
        let (word, tail) = head.split_at_checked(end).unwrap_or((head, ""));
        before_digits &= !word
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_digit());
        any |= ANY.contains(&word);
        let label = by_word(word).or_else(|| {
            let letter = before_digits && tail.starts_with(['.', ':']);
            letter.then(|| by_letter(word)).flatten()
        });
        if let Some(flag) = label.and_then(|label| said.get_mut(label as usize)) {
            *flag = true;
        }
        rest = tail;
    }
    match said {
        [_, _, _, true] if any => None,
        [_, _, _, true] => Some(PhoneLabel::Fax),
        [true, false, _, false] => Some(PhoneLabel::Mobile),
        [false, true, false, false] => Some(PhoneLabel::Home),
        [false, false, true, false] => Some(PhoneLabel::Work),
        _ => None,
    }
}

/// The line that a label of a column tells, whose words may be parts of longer ones (`WorkFax`, `Handynummer`, `рабочего`).
/// A fax at work is a fax, a mobile of work a mobile.
pub fn label_of_column(label: &str) -> Option<PhoneLabel> {
    let folded = fold(label);
    let within = || {
        let mut stems = STEMS.iter();
        stems.find(|(_, stems)| stems.iter().any(|stem| folded.contains(stem)))
    };
    label_of(label).or_else(|| within().map(|(line, _)| *line))
}

fn by_word(word: &str) -> Option<PhoneLabel> {
    // `mob2`, `work1`
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let bare = word
        .strip_prefix("ال")
        .or_else(|| word.strip_prefix("لل"))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(word);
    let found = WORDS
        .iter()
        .find(|(_, words)| words.contains(&word) || words.contains(&bare));
    found.map(|(label, _)| *label)
}

fn by_letter(word: &str) -> Option<PhoneLabel> {
    let mut chars = word.chars();
    let (letter, None) = (chars.next()?, chars.next()) else {
        return None;
    };
    let found = LETTERS
        .iter()
        .find(|(_, letters)| letters.contains(&letter));
    found.map(|(label, _)| *label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_the_line() {
        use PhoneLabel::{Fax, Home, Mobile, Work};
        for (text, want) in [
            ("mob 07911 123456", Some(Mobile)),
            ("Mobile: 07911 123456", Some(Mobile)),
            ("07911 123456 (mobile)", Some(Mobile)),
            ("mob2 07911 123456", Some(Mobile)),
            ("m: 07911 123456", Some(Mobile)),
            ("Work mobile: 07911 123456", Some(Mobile)),
            ("home 020 7946 0958", Some(Home)),
            ("h. 020 7946 0958", Some(Home)),
            ("work: 020 7946 0958", Some(Work)),
            ("Office 020 7946 0958 ext. 5", Some(Work)),
            ("fax 020 7946 0958", Some(Fax)),
            ("Work Fax 020 7946 0958", Some(Fax)),
            ("tel/fax 020 7946 0958", None),
            ("тел./факс 8 495 123-45-67", None),
            ("моб. 89161234567", Some(Mobile)),
            ("м. 89161234567", Some(Mobile)),
            ("сот. 89161234567", Some(Mobile)),
            ("дом. 84951234567 (жена)", Some(Home)),
            ("д. 84951234567", Some(Home)),
            ("раб. 84951234567 доб. 12", Some(Work)),
            ("рабочий 84951234567", Some(Work)),
            ("р: 84951234567", Some(Work)),
            ("факс 84951234567", Some(Fax)),
            ("جوال: 0100 123 4567", Some(Mobile)),
            ("الجوال 0100 123 4567", Some(Mobile)),
            ("محمول ٠١٠٠١٢٣٤٥٦٧", Some(Mobile)),
            ("ج: ٠١٠٠١٢٣٤٥٦٧", Some(Mobile)),
            ("منزل ٠٢٢٧٣٥١٢٣٤", Some(Home)),
            ("البيت: ٠٢٢٧٣٥١٢٣٤", Some(Home)),
            ("عمل ٠٢٢٧٣٥١٢٣٤", Some(Work)),
            ("المكتب ٠٢٢٧٣٥١٢٣٤", Some(Work)),
            ("فاكس ٠٢٢٧٣٥١٢٣٤", Some(Fax)),
            ("همراه: ۰۹۱۲۱۲۳۴۵۶۷", Some(Mobile)),
            ("موبایل ۰۹۱۲۱۲۳۴۵۶۷", Some(Mobile)),
            ("منزل ۰۲۱۸۸۸۸۷۷۷۷", Some(Home)),
            ("محل کار ۰۲۱۸۸۸۸۷۷۷۷ داخلی ۵", Some(Work)),
            ("نمابر ۰۲۱۸۸۸۸۷۷۷۷", Some(Fax)),
            ("0501234567 (Ahmed)", None),
            ("89161234567 жена", None),
            ("8 495 1234567 д. Анна", None),
            ("tel. 020 7946 0958", None),
            ("home or mobile 07911 123456", None),
            ("07911 123456", None),
            ("", None),
        ] {
            assert_eq!(label_of(text), want, "{text}");
        }
        for word in STEMS.iter().flat_map(|(_, stems)| *stems) {
            assert_eq!(fold(word), *word);
        }
        for word in WORDS.iter().flat_map(|(_, words)| *words).chain(ANY) {
            assert_eq!(fold(word), *word);
        }
    }
}
