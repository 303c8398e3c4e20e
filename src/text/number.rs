//! Numbers and amounts as people type them: grouping and decimal marks of four languages, signs, units, per cent.
//!
//! What a mark before exactly three digits means (`1.200`) is decided by hints; the answer says when it was a guess.

use rust_decimal::Decimal;

use super::currency::{currency_code, meaning};
use super::fold;

/// Which mark stands before decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DecimalMark {
    /// Not known: a comma before three digits groups, a point does not.
    #[default]
    Unknown,
    /// `1,200.50`
    Point,
    /// `1.200,50`
    Comma,
    /// `1.200/5`, as in Persian: points and commas group.
    Slash,
}

/// What is known of a column of numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberHints<'a> {
    /// The mark of the column.
    pub mark: DecimalMark,
    /// The book's currency, ISO 4217 or `IRT`.
    pub home: Option<&'a str>,
    /// The currency of the row's country, where that is known: `ريال` is its, before it is the book's.
    pub local: Option<&'a str>,
}

/// A number with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The number; of `15%` it is 0.15.
    pub value: Decimal,
    /// The currency typed with it, ISO 4217 or `IRT`.
    pub currency: Option<&'static str>,
    /// Whether a mark could as well have the other meaning (`1.200`), so that only the hints decided.
    pub doubtful: bool,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberProblem {
    /// There is no number in it, or more than one, or words that are neither unit nor currency.
    NotANumber,
    /// Its currency word means several currencies.
    UnclearCurrency,
}

const LONGEST: usize = 120;

/// Words that say how much is counted.
const FACTORS: &[(&[&str], u32)] = &[
    (
        &[
            "k",
            "thousand",
            "thousands",
            "тыс",
            "тысяч",
            "тысячи",
            "тысяча",
            "тысячу",
            "هزار",
            "الف",
            "الاف",
            "الفا",
        ],
        1_000,
    ),
    (
        &[
            "mln",
            "mn",
            "mio",
            "million",
            "millions",
            "млн",
            "миллион",
            "миллиона",
            "миллионов",
            "میلیون",
            "ملیون",
            "ملایین",
            "ملیونا",
        ],
        1_000_000,
    ),
    (
        &[
            "bn",
            "billion",
            "billions",
            "млрд",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "میلیارد",
            "ملیار",
            "ملیارات",
            "ملیارا",
        ],
        1_000_000_000,
    ),
    (&["lakh", "lakhs", "لک"], 100_000),
    (&["crore", "crores"], 10_000_000),
];

/// Words that change nothing: "about", pieces, people.
const FILLERS: &[&str] = &[
    "about",
    "approx",
    "approximately",
    "ca",
    "circa",
    "pcs",
    "pc",
    "pieces",
    "piece",
    "units",
    "unit",
    "people",
    "persons",
    "employees",
    "staff",
    "only",
    "около",
    "примерно",
    "приблизительно",
    "шт",
    "штук",
    "штуки",
    "штука",
    "чел",
    "человек",
    "человека",
    "сотрудников",
    "сотрудника",
    "ед",
    "حوالی",
    "تقریبا",
    "نحو",
    "قطعه",
    "قطع",
    "عدد",
    "موظف",
    "موظفا",
    "موظفین",
    "شخص",
    "اشخاص",
    "وحده",
    "فقط",
    "حدود",
    "تا",
    "نفر",
    "کارمند",
    "پرسنل",
    "دانه",
];

/// Numbers stay below 10^18, so that sums over a full worksheet, and a rate of exchange, never leave the range of [`Decimal`].
const MOST: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// Reads a number with its unit; one of 10^18 or more is taken for no number.
pub fn parse_amount(text: &str, hints: NumberHints<'_>) -> Result<Amount, NumberProblem> {
    if text.len() > LONGEST {
        return Err(NumberProblem::NotANumber);
    }
    if let Some(value) = plain_number(text) {
        return Ok(Amount {
            value: Decimal::from(value),
            currency: None,
            doubtful: false,
        });
    }
    let folded = fold(text);
    let first = folded.find(|c: char| c.is_ascii_digit());
    let last = folded.rfind(|c: char| c.is_ascii_digit());
    let (Some(first), Some(last)) = (first, last) else {
        return Err(NumberProblem::NotANumber);
    };
    let mut first = first;
    if folded.get(..first).is_some_and(|head| {
        head.ends_with(['.', '٫'])
            && !head
                .trim_end_matches(['.', '٫'])
                .ends_with(char::is_alphabetic)
    }) {
        first -= if folded.get(..first).is_some_and(|head| head.ends_with('.')) {
            1
        } else {
            '٫'.len_utf8()
        };
    }
    let part = |range: Option<&str>| range.unwrap_or_default().to_owned();
    let before = part(folded.get(..first));
    let core = part(folded.get(first..=last));
    let after = part(folded.get(last + 1..));
    let persian = text.chars().any(|c| matches!(c, '۰'..='۹'));
    let (number, doubtful) = read_core(&core, hints.mark, persian)?;
    let around = Around::read(&before, &after, hints)?;
    let mut value = number
        .checked_mul(Decimal::from(around.factor))
        .ok_or(NumberProblem::NotANumber)?;
    if around.negative {
        value.set_sign_negative(!value.is_zero());
    }
    if around.percent {
        value = value
            .checked_div(Decimal::ONE_HUNDRED)
            .ok_or(NumberProblem::NotANumber)?;
    }
    if value.abs() >= MOST {
        return Err(NumberProblem::NotANumber);
    }
    Ok(Amount {
        value: value.normalize(),
        currency: around.currency,
        doubtful,
    })
}

/// A number of nothing but up to 15 ASCII digits.
fn plain_number(text: &str) -> Option<u64> {
    let plain = matches!(text.len(), 1..=15) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Whether a text is what [`Decimal`] writes of a number.
pub fn is_written(number: Decimal, text: &str) -> bool {
    match plain_number(text) {
        Some(value) => {
            (text == "0" || !text.starts_with('0'))
                && number.scale() == 0
                && number.mantissa() == i128::from(value)
        }
        None => number.to_string() == text,
    }
}

/// What a text says about the decimal mark of its column, if it says anything.
pub fn mark_evidence(text: &str) -> Option<DecimalMark> {
    if text.len() > LONGEST {
        return None;
    }
    let point = text.rfind('.');
    let comma = text.rfind([',', '٬']);
    let digits_after = |at: usize| {
        let tail = text.get(at + 1..).unwrap_or_default();
        tail.chars().take_while(char::is_ascii_digit).count()
    };
    match (point, comma) {
        (Some(point), Some(comma)) if point > comma && digits_after(point) > 0 => {
            Some(DecimalMark::Point)
        }
        (Some(point), Some(comma)) if comma > point && digits_after(comma) > 0 => {
            Some(DecimalMark::Comma)
        }
        (Some(point), None)
            if matches!(digits_after(point), 1 | 2) && text.matches('.').count() == 1 =>
        {
            Some(DecimalMark::Point)
        }
        (None, Some(comma))
            if matches!(digits_after(comma), 1 | 2) && text.matches(',').count() == 1 =>
        {
            Some(DecimalMark::Comma)
        }
        _ => None,
    }
}

/// The mark of a number that can be read in two ways: `1.200`, `1,200`.
pub fn doubtful_mark(text: &str) -> Option<DecimalMark> {
    if text.len() > LONGEST {
        return None;
    }
    let at = text.find(['.', ','])?;
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    if after.contains(['.', ',']) {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let first = before.as_bytes().get(before.len() - whole).copied();
    let doubtful = (1..=3).contains(&whole) && first != Some(b'0') && digits(after) == 3;
    doubtful.then_some(if text.as_bytes().get(at) == Some(&b'.') {
        DecimalMark::Point
    } else {
        DecimalMark::Comma
    })
}

/// A number as a spreadsheet stores it; `None` for infinities and numbers of 10^18 or more.
pub fn decimal_from_float(number: f64) -> Option<Decimal> {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Some(Decimal::from(number as i64));
    }
    Decimal::try_from(number)
        .ok()
        .filter(|decimal| decimal.abs() < MOST)
        .map(|decimal| decimal.normalize())
}

/// Signs, units and words around the digits.
struct Around {
    negative: bool,
    percent: bool,
    factor: u32,
    currency: Option<&'static str>,
}

impl Around {
    fn read(before: &str, after: &str, hints: NumberHints<'_>) -> Result<Around, NumberProblem> {
        let mut around = Around {
            negative: false,
            percent: false,
            factor: 1,
            currency: None,
        };
        // `500,-` and `500/-` say "and no cents".
        let after = after
            .strip_prefix(",-")
            .or_else(|| after.strip_prefix(".-"))
            .or_else(|| after.strip_prefix("/-"))
            .or_else(|| after.strip_prefix(",--"))
            .unwrap_or(after);
        let bracketed = before.contains('(') && after.contains(')');
        if bracketed {
            around.negative =
                before.trim_start().starts_with('(') || !before.chars().any(char::is_alphabetic);
        }
        for side in [before, after] {
            let mut word = String::new();
            for c in side.chars().chain([' ']) {
                if c.is_alphabetic() || (c == '.' && !word.is_empty()) || c == '\'' {
                    word.push(c);
                    continue;
                }
                around.word(&std::mem::take(&mut word), hints)?;
                match c {
                    '-' | '−' | '–' | '‐' => around.negative = true,
                    '%' | '٪' => around.percent = true,
                    '(' | ')' | '+' | '~' | '≈' | ':' | '=' | ',' | '.' | '\u{60c}' => {}
                    c if c.is_whitespace() => {}
                    c => around.word(c.encode_utf8(&mut [0; 4]), hints)?,
                }
            }
        }
        Ok(around)
    }

    fn word(&mut self, word: &str, hints: NumberHints<'_>) -> Result<(), NumberProblem> {
        let bare = word.replace(['.', '\''], "");
        if bare.is_empty() || FILLERS.contains(&bare.as_str()) {
            return Ok(());
        }
        if let Some((_, factor)) = FACTORS
            .iter()
            .find(|(words, _)| words.contains(&bare.as_str()))
        {
            self.factor = self
                .factor
                .checked_mul(*factor)
                .ok_or(NumberProblem::NotANumber)?;
            return Ok(());
        }
        if let Some(code) = currency_code(&bare) {
            return self.set_currency(code);
        }
        // `US$`: the letters come first, then the sign.
        if matches!(bare.as_str(), "us" | "u s") {
            return self.set_currency("USD");
        }
        match meaning(&bare) {
            Some(meaning) => {
                self.factor = self
                    .factor
                    .checked_mul(meaning.factor)
                    .ok_or(NumberProblem::NotANumber)?;
                let own = self.currency.or(hints.home);
                let local = hints.local.and_then(|local| meaning.local(local));
                let code = local.or_else(|| meaning.code(own));
                let code = code.ok_or(NumberProblem::UnclearCurrency)?;
                self.set_currency(code)
            }
            None => Err(NumberProblem::NotANumber),
        }
    }

    fn set_currency(&mut self, code: &'static str) -> Result<(), NumberProblem> {
        match self.currency {
            Some(other) if other != code => Err(NumberProblem::NotANumber),
            _ => {
                self.currency = Some(code);
                Ok(())
            }
        }
    }
}

/// Digits with marks between them; the second value says whether only `mark` decided.
fn read_core(
    core: &str,
    mark: DecimalMark,
    persian: bool,
) -> Result<(Decimal, bool), NumberProblem> {
    let wrong = NumberProblem::NotANumber;
    if core.contains('e') {
        return Decimal::from_scientific(core)
            .map(|number| (number, false))
            .map_err(|_| wrong);
    }
    let count = |c: char| core.matches(c).count();
    let spaced = core.contains([' ', '\'', '’', '`', '_', '٬']);
    let (points, commas) = (count('.'), count(','));
    let mut doubtful = false;
    let decimal = if count('٫') == 1 {
        core.find('٫')
    } else if count('/') == 1 && (persian || mark == DecimalMark::Slash) {
        core.find('/')
    } else if points > 0 && commas > 0 {
        let (point, comma) = (core.rfind('.'), core.rfind(','));
        let last = point.max(comma);
        let once = if point > comma {
            points == 1
        } else {
            commas == 1
        };
        if !once {
            return Err(wrong);
        }
        last
    } else if points + commas == 1 {
        let at = core.find(['.', ',']).unwrap_or_default();
        let before = core.get(..at).unwrap_or_default();
        let after = core.get(at + 1..).unwrap_or_default();
        let three = after.len() == 3;
        let digits = before.chars().filter(char::is_ascii_digit).count();
        if !three || spaced || digits > 3 || digits == 0 || before.starts_with('0') {
            Some(at)
        } else {
            doubtful = true;
            is_decimal(points == 1, mark).then_some(at)
        }
    } else {
        None
    };
    let (whole, fraction) = match decimal {
        Some(at) => {
            let mark_length = core
                .get(at..)
                .and_then(|tail| tail.chars().next())
                .map_or(1, char::len_utf8);
            (
                core.get(..at).unwrap_or_default(),
                core.get(at + mark_length..).unwrap_or_default(),
            )
        }
        None => (core, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong);
    }
    let mut digits = grouped(whole).ok_or(wrong)?;
    if !fraction.is_empty() {
        digits.push('.');
        digits.push_str(fraction);
    }
    if digits.starts_with('.') {
        digits.insert(0, '0');
    }
    let number = digits.parse::<Decimal>().map_err(|_| wrong)?;
    Ok((number, doubtful))
}

/// Whether one mark before three digits is a decimal mark.
fn is_decimal(is_point: bool, mark: DecimalMark) -> bool {
    match mark {
        DecimalMark::Point | DecimalMark::Unknown => is_point,
        DecimalMark::Comma => !is_point,
        DecimalMark::Slash => false,
    }
}

/// The digits of a whole number whose groups, if any, are of three digits (or of two before the last three, as in India).
fn grouped(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let marks = whole.chars().filter(|c| !c.is_ascii_digit());
    if !marks
        .clone()
        .all(|c| matches!(c, ' ' | '.' | ',' | '\'' | '’' | '`' | '_' | '٬'))
    {
        return None;
    }
    if let [_, middle @ .., last] = groups.as_slice() {
        let thousands = middle.iter().all(|group| group.len() == 3)
            || middle.iter().all(|group| group.len() == 2);
        let first = groups.first().map_or(0, |group| group.len());
        if !thousands || last.len() != 3 || !(1..=3).contains(&first) {
            return None;
        }
    }
    Some(groups.concat())
}

#[cfg(test)]
mod tests;
