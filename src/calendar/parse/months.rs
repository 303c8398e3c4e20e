//! Month names of three calendars in four languages, weekdays, and the words that stand beside dates.
//!
//! All words are in the form of [`fold`](crate::text::fold); a test holds that.

use crate::model::Calendar::{self, Gregorian, Hijri, Persian};
use crate::text::is_slip;

/// Names of months: calendar, then for each month its names.
const MONTHS: &[(Calendar, [&[&str]; 12])] = &[
    (
        Gregorian,
        [
            &[
                "january",
                "jan",
                "январь",
                "января",
                "янв",
                "ینایر",
                "کانون الثانی",
                "کانون ثانی",
                "جانفی",
                "ژانویه",
                "جنوری",
            ],
            &[
                "february",
                "feb",
                "февраль",
                "февраля",
                "фев",
                "февр",
                "فبرایر",
                "شباط",
                "فیفری",
                "فوریه",
                "فبروری",
            ],
            &[
                "march",
                "mar",
                "март",
                "марта",
                "мар",
                "مارس",
                "اذار",
                "مارچ",
            ],
            &[
                "april",
                "apr",
                "апрель",
                "апреля",
                "апр",
                "ابریل",
                "نیسان",
                "افریل",
                "اوریل",
                "اپریل",
            ],
            &[
                "may", "май", "мая", "مایو", "ایار", "نوار", "مای", "مه", "می",
            ],
            &[
                "june",
                "jun",
                "июнь",
                "июня",
                "июн",
                "یونیو",
                "یونیه",
                "حزیران",
                "جوان",
                "ژوین",
                "جون",
            ],
            &[
                "july",
                "jul",
                "июль",
                "июля",
                "июл",
                "یولیو",
                "یولیه",
                "تموز",
                "جویلیه",
                "یولیوز",
                "ژوییه",
                "جولای",
                "جولایی",
            ],
            &[
                "august",
                "aug",
                "август",
                "августа",
                "авг",
                "اغسطس",
                "اب",
                "اوت",
                "غشت",
                "اگوست",
                "اگست",
            ],
            &[
                "september",
                "sep",
                "sept",
                "сентябрь",
                "сентября",
                "сен",
                "сент",
                "سبتمبر",
                "ایلول",
                "شتنبر",
                "سپتامبر",
                "سپتمبر",
            ],
            &[
                "october",
                "oct",
                "октябрь",
                "октября",
                "окт",
                "اکتوبر",
                "تشرین الاول",
                "تشرین اول",
                "اکتبر",
            ],
            &[
                "november",
                "nov",
                "ноябрь",
                "ноября",
                "ноя",
                "نوفمبر",
                "تشرین الثانی",
                "تشرین ثانی",
                "نونبر",
                "نوامبر",
                "نومبر",
            ],
            &[
                "december",
                "dec",
                "декабрь",
                "декабря",
                "дек",
                "دیسمبر",
                "کانون الاول",
                "کانون اول",
                "دجنبر",
                "دسامبر",
                "دسمبر",
            ],
        ],
    ),
    (
        Persian,
        [
            &["فروردین", "farvardin", "حمل", "фарвардин"],
            &["اردیبهشت", "ordibehesht", "ثور", "ордибехешт"],
            &["خرداد", "khordad", "جوزا", "хордад"],
            &["تیر", "tir", "سرطان", "тир"],
            &["مرداد", "امرداد", "mordad", "اسد", "мордад"],
            &["شهریور", "shahrivar", "سنبله", "шахривар"],
            &["مهر", "mehr", "میزان", "мехр"],
            &["ابان", "aban", "عقرب", "абан"],
            &["اذر", "azar", "قوس", "азар"],
            &["دی", "dey", "جدی", "дей"],
            &["بهمن", "bahman", "دلو", "бахман"],
            &["اسفند", "esfand", "حوت", "эсфанд"],
        ],
    ),
    (
        Hijri,
        [
            &[
                "محرم",
                "المحرم",
                "محرمالحرام",
                "muharram",
                "мухаррам",
                "мухаррама",
            ],
            &["صفر", "safar", "сафар", "сафара"],
            &[
                "ربیع الاول",
                "ربیعالاول",
                "ربیع اول",
                "rabi i",
                "rabi awwal",
                "раби авваль",
                "раби авваля",
            ],
            &[
                "ربیع الثانی",
                "ربیع الاخر",
                "ربیعالثانی",
                "ربیعالاخر",
                "ربیع ثانی",
                "rabi ii",
                "rabi thani",
                "rabi akhir",
                "раби сани",
                "раби ахир",
            ],
            &[
                "جمادی الاولی",
                "جمادی الاول",
                "جمادیالاولی",
                "جمادیالاول",
                "جمادی اول",
                "jumada i",
                "jumada ula",
                "jumada awwal",
                "джумада уля",
                "джумада авваль",
            ],
            &[
                "جمادی الاخره",
                "جمادی الثانیه",
                "جمادی الثانی",
                "جمادیالاخره",
                "جمادیالثانی",
                "جمادیالثانیه",
                "جمادی ثانی",
                "jumada ii",
                "jumada akhira",
                "jumada thani",
                "jumada thaniya",
                "джумада ахира",
                "джумада сани",
                "джумада сания",
            ],
            &["رجب", "rajab", "раджаб", "раджаба"],
            &["شعبان", "shaban", "shaaban", "sha'ban", "шаабан", "шаабана"],
            &[
                "رمضان",
                "ramadan",
                "ramazan",
                "ramadhan",
                "рамадан",
                "рамадана",
                "рамазан",
                "рамазана",
            ],
            &["شوال", "shawwal", "shawal", "шавваль", "шавваля"],
            &[
                "ذو القعده",
                "ذی القعده",
                "ذوالقعده",
                "ذیالقعده",
                "ذیقعده",
                "ذو قعده",
                "dhu qadah",
                "dhul qadah",
                "dhu qidah",
                "зуль када",
                "зуль каада",
                "зу када",
                "зулькада",
                "зулькаада",
            ],
            &[
                "ذو الحجه",
                "ذی الحجه",
                "ذوالحجه",
                "ذیالحجه",
                "ذیحجه",
                "ذو حجه",
                "dhu hijjah",
                "dhul hijjah",
                "dhu hijja",
                "зуль хиджа",
                "зуль хиджжа",
                "зу хиджа",
                "зульхиджа",
                "зульхиджжа",
            ],
        ],
    ),
];

/// Words that say nothing about which day it is.
const SILENT: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
    "الاحد",
    "الاثنین",
    "الثلاثاء",
    "الاربعاء",
    "الخمیس",
    "الجمعه",
    "السبت",
    "یوم",
    "بتاریخ",
    "شهر",
    "سنه",
    "عام",
    "فی",
    "من",
    "شنبه",
    "یکشنبه",
    "دوشنبه",
    "سه شنبه",
    "سه",
    "چهارشنبه",
    "پنجشنبه",
    "پنج",
    "چهار",
    "یک",
    "دو",
    "جمعه",
    "روز",
    "سال",
    "ماه",
    "مورخ",
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "the",
    "on",
    "year",
    "t",
    "z",
    "utc",
    "gmt",
    "am",
    "pm",
    "г",
    "год",
    "года",
    "году",
    "гг",
    "е",
    "го",
    "й",
    "ого",
    "от",
    "и",
    "числа",
    "число",
    "в",
    "р",
    "н",
    "э",
    "ام",
    "در",
    "الحرام",
    "المبارک",
    "المعظم",
    "المرجب",
    "المکرم",
    "المظفر",
    "م",
    "ص",
    "ال",
];

/// Words that make a date inexact.
const ABOUT: &[&str] = &[
    "about",
    "around",
    "approx",
    "approximately",
    "circa",
    "ca",
    "c",
    "s",
    "около",
    "примерно",
    "приблизительно",
    "приблиз",
    "ок",
    "х",
    "حوالی",
    "تقریبا",
    "نحو",
    "قرابه",
    "حدود",
    "حدودا",
    "دهه",
    "عقد",
];

const MARKS: &[(Calendar, &[&str])] = &[
    (
        Hijri,
        &[
            "ه",
            "هجری",
            "هجریه",
            "الهجری",
            "قمری",
            "ق",
            "hijri",
            "h",
            "ah",
            "хиджры",
        ],
    ),
    (
        Persian,
        &["ش", "شمسی", "خورشیدی", "جلالی", "jalali", "shamsi", "sh"],
    ),
    (Gregorian, &["میلادی", "میلادیه", "ad", "ce", "нэ"]),
];

/// What a word beside a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The name of a month, from 1.
    Month(Calendar, u8),
    /// A mark such as `هـ`.
    Mark(Calendar),
    /// A weekday, "year", "of".
    Silent,
    /// "About": the date is not exact.
    About,
}

/// The meaning of a folded word, or of two words with a space between.
pub(super) fn meaning(word: &str) -> Option<Word> {
    for (calendar, months) in MONTHS {
        for (index, names) in months.iter().enumerate() {
            if names.contains(&word) {
                return Some(Word::Month(*calendar, index as u8 + 1));
            }
        }
    }
    for (calendar, marks) in MARKS {
        if marks.contains(&word) {
            return Some(Word::Mark(*calendar));
        }
    }
    if ABOUT.contains(&word) {
        return Some(Word::About);
    }
    SILENT.contains(&word).then_some(Word::Silent)
}

/// The name of the only month that a folded word misses by one letter; none for words that mean something by themselves.
pub(super) fn misspelt(word: &str) -> Option<&'static str> {
    if meaning(word).is_some() {
        return None;
    }
    let mut found: Option<&'static str> = None;
    for (_, months) in MONTHS {
        for names in months {
            // One letter of any script is at most two bytes here; that leaves few names to compare.
            let near = names
                .iter()
                .copied()
                .filter(|name| name.len().abs_diff(word.len()) <= 2 && is_slip(word, name, FEWEST));
            // `5 декабра` is `декабря`, not `декабрь`: of two forms the one with the same ending.
            let Some(name) = near.max_by_key(|name| same_ending(word, name)) else {
                continue;
            };
            if found.is_some() {
                return None;
            }
            found = Some(name);
        }
    }
    found
}

/// How alike two words end: vowel with vowel before anything else.
fn same_ending(a: &str, b: &str) -> u8 {
    let (a, b) = (a.chars().next_back(), b.chars().next_back());
    let vowel = |c: Option<char>| c.is_some_and(|c| "аеиоуыэюя".contains(c));
    u8::from(vowel(a) == vowel(b)) + 2 * u8::from(a == b)
}

/// Shorter words are near to months by chance.
const FEWEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn names_are_in_folded_form_and_mean_one_month() {
        let months = MONTHS
            .iter()
            .flat_map(|(_, months)| months.iter().flat_map(|names| names.iter()));
        let marks = MARKS.iter().flat_map(|(_, marks)| marks.iter());
        let mut all: Vec<&str> = months.chain(marks).copied().collect();
        for word in all.iter().chain(SILENT).chain(ABOUT) {
            assert_eq!(fold(word), *word);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
