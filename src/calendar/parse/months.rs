//! Month names of three calendars in four languages, weekdays, and the words that stand beside dates.
//!
//! All words are in the form of [`fold`](crate::text::fold); a test holds that.

use crate::model::Calendar::{self, Gregorian, Hijri, Persian};

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
            &["محرم", "المحرم", "muharram", "мухаррам"],
            &["صفر", "safar", "сафар"],
            &["ربیع الاول", "rabi i", "раби аль-авваль"],
            &["ربیع الثانی", "ربیع الاخر", "rabi ii"],
            &["جمادی الاولی", "جمادی الاول", "جمادی اول", "jumada i"],
            &["جمادی الاخره", "جمادی الثانیه", "جمادی الثانی", "jumada ii"],
            &["رجب", "rajab", "раджаб"],
            &["شعبان", "shaban", "sha'ban", "шаабан"],
            &["رمضان", "ramadan", "ramazan", "рамадан"],
            &["شوال", "shawwal", "шавваль"],
            &[
                "ذو القعده",
                "ذی القعده",
                "ذوالقعده",
                "ذیقعده",
                "dhu al-qadah",
            ],
            &["ذو الحجه", "ذی الحجه", "ذوالحجه", "ذیحجه", "dhu al-hijjah"],
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
    "р",
    "н",
    "э",
    "ام",
    "م",
    "ص",
    "ال",
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
    SILENT.contains(&word).then_some(Word::Silent)
}

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
        for word in all.iter().chain(SILENT) {
            assert_eq!(fold(word), *word);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
