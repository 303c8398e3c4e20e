//! How numbers and dates look to a reader: the calendar and the digits of the book, put into finished sentences.
//!
//! Sentences are made with ISO dates and Latin digits, which is what the journal and the plain twins keep; they are dressed
//! only where a person reads them. What people typed stands between backticks and stays as it is; so do phones, ids, codes,
//! paths and names of cells, which are known by the signs around their digits.

use std::borrow::Cow;

use jiff::civil::Date;

use super::Language;
use crate::calendar::from_civil;
use crate::model::Calendar;

/// The digits of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numerals {
    /// `0123456789`
    #[default]
    Latin,
    /// `٠١٢٣٤٥٦٧٨٩`
    Arabic,
    /// `۰۱۲۳۴۵۶۷۸۹`
    Persian,
}

impl Numerals {
    /// What readers of a language expect: Persian ones their own digits; Arabic ones Latin digits, which are at home from the
    /// Gulf to the Maghreb and read everywhere.
    pub fn of(language: Language) -> Numerals {
        match language {
            Language::Persian => Numerals::Persian,
            _ => Numerals::Latin,
        }
    }

    fn zero(self) -> Option<u32> {
        match self {
            Numerals::Latin => None,
            Numerals::Arabic => Some(0x0660),
            Numerals::Persian => Some(0x06F0),
        }
    }

    fn digit(self, c: char) -> char {
        let own = || char::from_u32(self.zero()? + c.to_digit(10)?);
        own().unwrap_or(c)
    }

    /// A number in these digits, with the marks that go with them. Arabic marks would turn `1,234.5` into `١٬٢٣٤٫٥`.
    fn number(self, number: &str, into: &mut String) {
        for c in number.chars() {
            into.push(match (c, self) {
                (_, Numerals::Latin) => c,
                (',', _) => '٬',
                ('.', _) => '٫',
                ('%', _) => '٪',
                _ => self.digit(c),
            });
        }
    }
}

/// Calendar, digits and direction of what a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dress {
    /// The calendar of dates.
    pub calendar: Calendar,
    /// The digits of numbers and dates.
    pub numerals: Numerals,
    /// The language of the sentences.
    pub language: Language,
}

/// The most digits of a plain number; longer ones are phones or ids.
const LONGEST: usize = 6;

/// Dates before this one are of the Persian or the Hijri calendar; nobody's customer was born then.
const OLDEST: &str = "1700-01-01";

impl Dress {
    /// ISO dates and Latin digits.
    pub fn plain(language: Language) -> Dress {
        Dress {
            calendar: Calendar::Gregorian,
            numerals: Numerals::Latin,
            language,
        }
    }

    /// Whether dates and numbers stay as they are.
    pub fn is_plain(&self) -> bool {
        self.calendar == Calendar::Gregorian && self.numerals == Numerals::Latin
    }

    /// Whether dates are whole ISO dates in Latin digits, such as a cell of a workbook shows by its number format. Digits alone
    /// change no date of the Gregorian calendar in a cell.
    pub fn is_iso(&self) -> bool {
        self.calendar == Calendar::Gregorian
    }

    /// A date by itself.
    pub fn date(&self, date: Date) -> String {
        if self.is_plain() {
            return date.to_string();
        }
        let own = from_civil(date, self.calendar);
        let (Some(year), Some(month), Some(day)) = (own.year, own.month, own.day) else {
            return date.to_string();
        };
        // A slash, because between Arabic digits a hyphen would make the parts change places (Unicode annex 9, rule W4).
        let text = format!("{year}/{month:02}/{day:02}");
        text.chars().map(|c| self.numerals.digit(c)).collect()
    }

    /// A day as somebody typed it in another calendar, such as `1357-11-22`, read in ISO order.
    fn own_day(self, day: &str, into: &mut String) {
        if self.is_plain() {
            mark_dates(day, self.language.is_right_to_left(), into);
            return;
        }
        into.extend(day.chars().map(|c| match c {
            '-' => '/',
            c => self.numerals.digit(c),
        }));
    }

    /// A number by itself.
    pub fn count(&self, number: u64) -> String {
        let mut text = String::new();
        self.numerals.number(&number.to_string(), &mut text);
        text
    }

    /// A sentence with its dates and numbers as the reader expects them. Between words that run from right to left the parts of
    /// `2026-05-01` would change places (Unicode annex 9, rule W2), so that a mark of direction goes before each such date.
    pub fn sentence<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_marked = self.language.is_right_to_left();
        if !is_marked && self.is_plain() {
            return Cow::Borrowed(text);
        }
        let mut dressed = String::with_capacity(text.len() + 8);
        let mut rest = text;
        // The two characters before the rest: `(…, last)`.
        let mut before = (' ', ' ');
        while let Some(c) = rest.chars().next() {
            if c == '`'
                && let Some(end) = rest.get(1..).and_then(|tail| tail.find('`'))
            {
                // Typed by people: only kept in order.
                let quoted = rest.get(..end + 2).unwrap_or(rest);
                mark_dates(quoted, is_marked, &mut dressed);
                rest = rest.get(end + 2..).unwrap_or_default();
                before = (' ', '`');
                continue;
            }
            if !c.is_ascii_digit() {
                dressed.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                before = (before.1, c);
                continue;
            }
            let run = rest
                .find(|c: char| {
                    !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | ':' | '/' | '%')
                })
                .unwrap_or(rest.len());
            let run = rest.get(..run).unwrap_or(rest);
            let tail = rest.get(run.len()..).unwrap_or_default();
            let mut after = tail.chars();
            let after = (after.next(), after.next());
            // `050 123 45` is a phone: its groups belong together.
            let is_group = (before.1 == ' ' && before.0.is_ascii_digit())
                || (after.0 == Some(' ') && after.1.is_some_and(|c| c.is_ascii_digit()));
            let around = if is_group {
                ('-', after.0)
            } else {
                (before.1, after.0)
            };
            self.digits(run, around, &mut dressed);
            before = (' ', run.chars().next_back().unwrap_or(' '));
            rest = rest.get(run.len()..).unwrap_or_default();
        }
        // LibreOffice 7.4 sets a line that begins with such a digit from left to right, whatever its cell says.
        let begins = |c: char| c.is_numeric() && !c.is_ascii();
        if is_marked && dressed.chars().next().is_some_and(begins) {
            dressed.insert(0, '\u{200f}');
        }
        if dressed == text {
            return Cow::Borrowed(text);
        }
        Cow::Owned(dressed)
    }

    /// A run of digits and the signs among them.
    fn digits(self, run: &str, around: (char, Option<char>), into: &mut String) {
        let (before, after) = around;
        let body = run.trim_end_matches(['.', ',', '-', ':', '/']);
        let tail = run.get(body.len()..).unwrap_or_default();
        let is_joined = |c: char| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '+' | '@' | '_' | '#' | '/' | '\\' | '!' | '-' | '.' | '~'
                )
        };
        // `2024.csv` is a name, `2024.` ends a sentence.
        let is_free = !is_joined(before)
            && match after {
                Some(after) if tail.is_empty() => !is_joined(after),
                Some(after) => !after.is_ascii_alphanumeric(),
                None => true,
            };
        let date = body.get(..10).filter(|_| is_iso(body));
        let date = date.filter(|_| body.len() == 10 && !before.is_ascii_alphanumeric());
        if let Some(own) = date.filter(|date| *date < OLDEST) {
            // A day in a calendar of its own already.
            self.own_day(own, into);
            into.push_str(tail);
            return;
        }
        match date.and_then(|date| date.parse::<Date>().ok()) {
            Some(date) => {
                if self.is_plain() {
                    into.push('\u{200e}');
                }
                into.push_str(&self.date(date));
            }
            _ if is_free && is_number(body) => self.numerals.number(body, into),
            _ => mark_dates(body, self.language.is_right_to_left(), into),
        }
        into.push_str(tail);
    }
}

/// Whether a text begins as `2026-05-01` does.
fn is_iso(text: &str) -> bool {
    let fits = |(place, byte): (usize, &u8)| match place {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let bytes = text.as_bytes();
    bytes.len() >= 10 && bytes.iter().take(10).enumerate().all(fits)
}

/// Whether a run is a number as sentences write it: `7`, `4,310`, `12.5`, `20%`; not a phone, a time, a path.
fn is_number(run: &str) -> bool {
    let bare = run.strip_suffix('%').unwrap_or(run);
    if bare.contains(['-', ':', '/', '%']) {
        return false;
    }
    let mut halves = bare.split('.');
    let (whole, decimals) = (halves.next().unwrap_or_default(), halves.next());
    if halves.next().is_some() || decimals.is_some_and(|part| part.is_empty() || part.contains(','))
    {
        return false;
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        return (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    }
    whole.len() <= LONGEST && (whole.len() == 1 || !whole.starts_with('0'))
}

/// Copies a text, each ISO date with a mark of direction before it.
fn mark_dates(text: &str, is_marked: bool, into: &mut String) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = !before.is_ascii_digit() && text.get(at..).is_some_and(is_iso);
        if is_marked && begins {
            into.push('\u{200e}');
        }
        into.push(c);
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dress(language: Language, calendar: Calendar, numerals: Numerals) -> Dress {
        Dress {
            calendar,
            numerals,
            language,
        }
    }

    #[test]
    fn sentences_are_dressed_and_what_was_typed_is_not() {
        let english = dress(Language::English, Calendar::Gregorian, Numerals::Latin);
        let persian = dress(Language::Persian, Calendar::Persian, Numerals::Persian);
        let egyptian = dress(Language::Arabic, Calendar::Gregorian, Numerals::Arabic);
        let hijri = dress(Language::Arabic, Calendar::Hijri, Numerals::Latin);
        let gulf = dress(Language::Arabic, Calendar::Gregorian, Numerals::Latin);
        for (dress, said, shown) in [
            (
                english,
                "Born on 1980-05-01, 3 of 7",
                "Born on 1980-05-01, 3 of 7",
            ),
            (
                persian,
                "از 2025-03-21 تا 2026-05-01.",
                "از ۱۴۰۴/۰۱/۰۱ تا ۱۴۰۵/۰۲/۱۱.",
            ),
            (
                persian,
                "بیش از 4,310 در 20% بالا (از 2,900.5)",
                "بیش از ۴٬۳۱۰ در ۲۰٪ بالا (از ۲٬۹۰۰٫۵)",
            ),
            (
                persian,
                "تلفن `0912 345` در D17، +971501234567، c4k7",
                "تلفن `0912 345` در D17، +971501234567، c4k7",
            ),
            (
                persian,
                "out/data/2024.csv، old 2024.csv و 09123456789 و 10:30",
                "out/data/2024.csv، old 2024.csv و 09123456789 و 10:30",
            ),
            (
                persian,
                "زنگ به 0912 345 6789 یا 912-345",
                "زنگ به 0912 345 6789 یا 912-345",
            ),
            (persian, "تا ۳", "تا ۳"),
            (egyptian, "في 2026-05-01", "في ٢٠٢٦/٠٥/٠١"),
            (hijri, "في 2026-02-18 عدد 12", "في 1447/09/01 عدد 12"),
            (gulf, "في 2026-05-01", "في \u{200e}2026-05-01"),
            (gulf, "`2026-05-01`", "`\u{200e}2026-05-01`"),
            (persian, "`2026-05-01`", "`\u{200e}2026-05-01`"),
            (persian, "5 روز", "\u{200f}۵ روز"),
            (persian, "زاده 1357-11-22", "زاده ۱۳۵۷/۱۱/۲۲"),
            (persian, "--02-29", "--02-29"),
            (persian, "در 9999-99-99", "در \u{200e}9999-99-99"),
        ] {
            assert_eq!(dress.sentence(said), shown, "{said}");
        }
    }

    #[test]
    fn dates_follow_the_calendar() {
        let day = "2025-03-21".parse().unwrap();
        for (calendar, numerals, shown) in [
            (Calendar::Gregorian, Numerals::Latin, "2025-03-21"),
            (Calendar::Gregorian, Numerals::Persian, "۲۰۲۵/۰۳/۲۱"),
            (Calendar::Persian, Numerals::Latin, "1404/01/01"),
            (Calendar::Persian, Numerals::Persian, "۱۴۰۴/۰۱/۰۱"),
            (Calendar::Hijri, Numerals::Arabic, "١٤٤٦/٠٩/٢١"),
        ] {
            let dress = dress(Language::Persian, calendar, numerals);
            assert_eq!(dress.date(day), shown);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_strange_to_dress(text in ".{0,40}[0-9,.%`/-]{0,12}.{0,10}") {
            let persian = dress(Language::Persian, Calendar::Persian, Numerals::Persian);
            let _ = persian.sentence(&text);
        }
    }
}
