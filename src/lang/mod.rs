//! The languages of headers and outputs. Words live in `lang/<code>/*.toml`, one file a theme; a test checks that every key
//! is there in every language.
//!
//! A key is the path in the TOML joined by points: `[diag.phone-too-short] message` is `diag.phone-too-short.message`.
//! `{name}` in a text is an argument. Counted texts have one key for each plural category (CLDR): `one`, `few`, `other`...

mod dress;
mod headers;
mod phrases;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRuleType, PluralRules};
use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::{Table, Value};

use crate::diag::Diagnostic;
use crate::model::plain_decimal;

pub use dress::{Dress, Numerals};
pub use headers::{
    FieldNames, HeaderName, Headers, SheetName, header_forms, header_key, header_names,
};
pub use phrases::{Phrase, Phrases};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
    /// Russian.
    Russian,
}

impl Language {
    /// All languages, English first.
    pub const ALL: [Language; 4] = [
        Language::English,
        Language::Arabic,
        Language::Persian,
        Language::Russian,
    ];

    /// ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Arabic => "ar",
            Language::Persian => "fa",
            Language::Russian => "ru",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        matches!(self, Language::Arabic | Language::Persian)
    }
}

macro_rules! themes {
    ($($theme:literal),*) => {
        fn themes(language: Language) -> [&'static str; [$($theme),*].len()] {
            match language {
                Language::English => [$(include_str!(concat!("en/", $theme, ".toml"))),*],
                Language::Arabic => [$(include_str!(concat!("ar/", $theme, ".toml"))),*],
                Language::Persian => [$(include_str!(concat!("fa/", $theme, ".toml"))),*],
                Language::Russian => [$(include_str!(concat!("ru/", $theme, ".toml"))),*],
            }
        }
    };
}

themes!(
    "fields",
    "diag-source",
    "diag-map",
    "diag-clean",
    "diag-rules",
    "diag-link",
    "why",
    "remind",
    "measure",
    "sheets",
    "moves",
    "cli"
);

/// The words of one language.
#[derive(Debug)]
pub struct Lang {
    /// Which language.
    pub language: Language,
    words: Words,
    plurals: [PluralCategory; PLURALS],
    dress: Dress,
}

type Words = HashMap<String, String, FixedState>;

/// Numbers whose plural category is looked up once: in the four languages a larger one has that of its last two digits with a
/// hundred before them (CLDR, plural rules of whole numbers; a test compares).
const PLURALS: usize = 200;

impl Lang {
    /// Reads the words of a language from the program itself. Dates are ISO, digits Latin, as the journal keeps them.
    pub fn load(language: Language) -> Lang {
        let mut words = Words::default();
        for theme in themes(language) {
            // The files are part of the program and the tests read them all: one that fails to parse cannot be released.
            collect("", theme.parse::<Table>().unwrap_or_default(), &mut words);
        }
        Lang {
            language,
            words,
            plurals: plurals(language),
            dress: Dress::plain(language),
        }
    }

    /// The words of a language for a reader: [`Lang::count`], [`Lang::date`] and [`Lang::sentence`] follow the calendar and the
    /// digits of the book.
    pub fn dressed(dress: Dress) -> Lang {
        Lang {
            dress,
            ..Lang::load(dress.language)
        }
    }

    /// A date as the reader writes it.
    pub fn date(&self, date: Date) -> String {
        self.dress.date(date)
    }

    /// A number by itself.
    pub fn number(&self, number: u64) -> String {
        self.dress.count(number)
    }

    /// An amount inside a sentence: at most two decimal places, thousands apart, as the language does.
    pub fn amount(&self, number: Decimal) -> String {
        let plain = plain_decimal(number.round_dp(2));
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", plain.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
        grouped.push_str(sign);
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push_str(self.get("why.group"));
            }
            grouped.push(digit);
        }
        if !fraction.is_empty() {
            grouped.push_str(self.get("why.decimal"));
            grouped.push_str(fraction);
        }
        grouped
    }

    /// A finished sentence with its dates and numbers as the reader writes them; what stands between backticks is as typed.
    pub fn sentence<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.dress.sentence(text)
    }

    /// Calendar and digits.
    pub fn dress(&self) -> Dress {
        self.dress
    }

    /// The text of a key; the key itself where it is missing.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The text of a key with `{name}` replaced by arguments.
    pub fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        fill(self.get(key), args)
    }

    /// The text of a counted key in the right plural form, `{n}` being the number.
    pub fn count(&self, key: &str, n: u64, args: &[(&str, &str)]) -> String {
        let category = match self.plural(n) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        let text = self
            .find(&format!("{key}.{category}"))
            .or_else(|| self.find(&format!("{key}.other")))
            .unwrap_or(key);
        let number = self.number(n);
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(args);
        fill(text, &all)
    }

    fn plural(&self, n: u64) -> PluralCategory {
        let last = if n < PLURALS as u64 { n } else { 100 + n % 100 };
        let known = self.plurals.get(last as usize);
        known.copied().unwrap_or(PluralCategory::Other)
    }

    /// The label of a field, by its English name; the name itself for a field of the trade.
    pub fn field<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(&format!("field.{name}")).unwrap_or(name)
    }

    /// The label of a field or of a table, by its English name.
    pub fn field_or_table<'a>(&'a self, name: &'a str) -> &'a str {
        let table = || self.find(&format!("table.{name}"));
        self.find(&format!("field.{name}"))
            .or_else(table)
            .unwrap_or(name)
    }

    /// The label of a ladder: translated if it is one of the defaults, else its name.
    pub fn ladder<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(&format!("out.ladder.{name}")).unwrap_or(name)
    }

    /// The label of a rung of a ladder: translated if it is one of the defaults, else its name.
    pub fn rung<'a>(&'a self, ladder: &str, name: &'a str) -> &'a str {
        self.find(&format!("out.rung.{ladder}.{name}"))
            .unwrap_or(name)
    }

    /// What a diagnostic says.
    pub fn message(&self, diagnostic: &Diagnostic) -> String {
        self.of_diagnostic(diagnostic, "message")
            .unwrap_or_else(|| diagnostic.code.to_owned())
    }

    /// What to do about it, if there is something to do.
    pub fn hint(&self, diagnostic: &Diagnostic) -> Option<String> {
        self.of_diagnostic(diagnostic, "hint")
            .filter(|hint| !hint.is_empty())
    }

    fn of_diagnostic(&self, diagnostic: &Diagnostic, part: &str) -> Option<String> {
        let text = self.find(&format!("diag.{}.{part}", diagnostic.code))?;
        let field = diagnostic.field.and_then(|field| {
            let known = field.known().map(crate::model::Field::name);
            known.or_else(|| crate::model::Derived::from_id(field).map(crate::model::Derived::name))
        });
        let mut args = vec![("value", diagnostic.value.as_str())];
        if let Some(name) = field {
            args.push(("field", self.field(name)));
        }
        args.extend(
            diagnostic
                .args
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        );
        Some(fill(text, &args))
    }
}

fn plurals(language: Language) -> [PluralCategory; PLURALS] {
    let locale: Locale = language.code().parse().unwrap_or(Locale::UNKNOWN);
    let rules = PluralRules::try_new((&locale).into(), PluralRuleType::Cardinal.into());
    std::array::from_fn(|n| {
        rules.as_ref().map_or(PluralCategory::Other, |rules| {
            rules.category_for(PluralOperands::from(n))
        })
    })
}

fn collect(prefix: &str, table: Table, words: &mut Words) {
    for (key, value) in table {
        let path = if prefix.is_empty() {
            key
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            Value::Table(inner) => collect(&path, inner, words),
            Value::String(text) => {
                words.insert(path, text);
            }
            _ => {}
        }
    }
}

fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let known = tail.find('}').and_then(|close| {
            let value = args.iter().find(|(name, _)| *name == &tail[..close])?.1;
            Some((close, value))
        });
        if let Some((close, value)) = known {
            filled.push_str(value);
            rest = &tail[close + 1..];
        } else {
            filled.push('{');
            rest = tail;
        }
    }
    filled.push_str(rest);
    filled
}
