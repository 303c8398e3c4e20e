//! Currencies by sign, word and abbreviation in four languages, as ISO 4217 codes; `IRT` stands for toman.
//!
//! One word often stands for several currencies (`$`, `ريال`, `دينار`): the book's own is preferred, else the one that the
//! word means nearly everywhere, else none.

/// What a word may mean: the codes, and whether the first is meant where the book's currency is none of them.
pub(super) struct Meaning {
    codes: &'static [&'static str],
    first_by_default: bool,
    /// Thousands that the word itself carries (`т.р.`).
    pub(super) factor: u32,
}

const fn one(codes: &'static [&'static str]) -> Meaning {
    Meaning {
        codes,
        first_by_default: true,
        factor: 1,
    }
}

const fn open(codes: &'static [&'static str]) -> Meaning {
    Meaning {
        codes,
        first_by_default: false,
        factor: 1,
    }
}

const RIALS: &[&str] = &["SAR", "IRR", "QAR", "OMR", "YER"];
const DINARS: &[&str] = &["JOD", "KWD", "BHD", "IQD", "TND", "DZD", "LYD"];
const DOLLARS: &[&str] = &["USD", "CAD", "AUD", "NZD", "SGD", "HKD"];
const POUNDS: &[&str] = &["GBP", "EGP", "LBP", "SYP", "SDG"];
const GINEHS: &[&str] = &["EGP", "GBP", "SDG"];
const LIRAS: &[&str] = &["TRY", "SYP", "LBP"];
const DIRHAMS: &[&str] = &["AED", "MAD"];
const CROWNS: &[&str] = &["SEK", "NOK", "DKK", "CZK"];

/// ISO 4217 codes that are understood as they are.
const CODES: &[&str] = &[
    "AED", "AFN", "AMD", "AUD", "AZN", "BGN", "BHD", "BRL", "BYN", "CAD", "CHF", "CNY", "CZK",
    "DKK", "DZD", "EGP", "EUR", "GBP", "GEL", "HKD", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "IRT", "JOD", "JPY", "KGS", "KRW", "KWD", "KZT", "LBP", "LYD", "MAD", "MDL", "MRU", "MYR",
    "NOK", "NZD", "OMR", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SDG", "SEK", "SGD",
    "SYP", "TJS", "TMT", "TND", "TRY", "UAH", "USD", "UZS", "YER", "ZAR",
];

/// Signs and words, folded and without points.
const WORDS: &[(&[&str], Meaning)] = &[
    (&["€", "euro", "euros", "евро", "یورو"], one(&["EUR"])),
    (
        &[
            "$",
            "dollar",
            "dollars",
            "доллар",
            "доллара",
            "долларов",
            "долл",
            "دولار",
            "دولارات",
            "دلار",
        ],
        one(DOLLARS),
    ),
    (&["us$"], one(&["USD"])),
    (
        &["£", "pound", "pounds", "фунт", "фунтов", "پوند", "باوند"],
        one(POUNDS),
    ),
    (
        &[
            "₽",
            "р",
            "руб",
            "рубль",
            "рубля",
            "рублей",
            "rub",
            "rur",
            "روبل",
        ],
        one(&["RUB", "BYN"]),
    ),
    (
        &["тр", "тысруб", "тысрублей"],
        Meaning {
            codes: &["RUB", "BYN"],
            first_by_default: true,
            factor: 1000,
        },
    ),
    (&["جم", "le", "جنیه", "جنیها", "جنیهات"], one(GINEHS)),
    (
        &[
            "ریال",
            "ریالا",
            "ریالات",
            "риал",
            "риалов",
            "rial",
            "rials",
            "riyal",
            "riyals",
        ],
        open(RIALS),
    ),
    (&["sr", "رس"], one(&["SAR"])),
    (&["رق", "qr"], one(&["QAR"])),
    (&["رع", "ro"], one(&["OMR"])),
    (&["ری"], one(&["YER"])),
    (
        &[
            "تومان",
            "تومن",
            "toman",
            "tomans",
            "туман",
            "томан",
            "томанов",
            "ت",
        ],
        one(&["IRT"]),
    ),
    (&["jd"], one(&["JOD"])),
    (&["دا"], one(&["AED", "JOD"])),
    (&["دک", "kd"], one(&["KWD"])),
    (&["دب", "bd"], one(&["BHD"])),
    (&["دع", "id"], one(&["IQD"])),
    (&["دت", "dt"], one(&["TND"])),
    (&["دج", "da"], one(&["DZD"])),
    (&["دل", "ld"], one(&["LYD"])),
    (&["دم", "dh", "dhs"], one(DIRHAMS)),
    (
        &[
            "دینار",
            "دنانیر",
            "دینارا",
            "dinar",
            "dinars",
            "динар",
            "динаров",
        ],
        open(DINARS),
    ),
    (
        &[
            "درهم",
            "دراهم",
            "درهما",
            "dirham",
            "dirhams",
            "дирхам",
            "дирхамов",
        ],
        one(DIRHAMS),
    ),
    (&["لس"], one(&["SYP"])),
    (&["لل"], one(&["LBP"])),
    (&["₺", "tl"], one(&["TRY"])),
    (
        &["لیره", "لیرات", "lira", "liras", "лира", "лир"],
        open(LIRAS),
    ),
    (&["₴", "грн", "гривна", "гривен", "гривны"], one(&["UAH"])),
    (&["₸", "тенге", "тг"], one(&["KZT"])),
    (&["сум", "сумов", "sum", "soʻm"], one(&["UZS"])),
    (&["сом", "сомов"], one(&["KGS"])),
    (&["сомони"], one(&["TJS"])),
    (&["драм", "драмов", "֏"], one(&["AMD"])),
    (&["манат", "манатов", "₼"], one(&["AZN"])),
    (&["лари", "₾"], one(&["GEL"])),
    (
        &["₹", "rs", "rupee", "rupees", "روپیه", "روبیه"],
        one(&["INR", "PKR"]),
    ),
    (
        &["¥", "yen", "юань", "юаней", "یوان", "ین"],
        one(&["CNY", "JPY"]),
    ),
    (&["₪", "شیکل"], one(&["ILS"])),
    (&["افغانی", "؋"], one(&["AFN"])),
    (&["франк", "франков", "فرنک"], one(&["CHF"])),
    (&["kr", "кр"], open(CROWNS)),
    (&["zł", "zl", "злотых"], one(&["PLN"])),
];

/// What a folded word without points means, if it is a currency.
pub(super) fn meaning(word: &str) -> Option<&'static Meaning> {
    WORDS
        .iter()
        .find(|(words, _)| words.contains(&word))
        .map(|(_, meaning)| meaning)
}

/// The currency of an ISO code in any case.
pub fn currency_code(word: &str) -> Option<&'static str> {
    CODES
        .iter()
        .find(|code| code.eq_ignore_ascii_case(word))
        .copied()
}

/// The currencies of countries that share the word for theirs with others (ISO 3166-1, ISO 4217).
const OF_COUNTRIES: &[(&str, &str)] = &[
    ("AE", "AED"),
    ("AU", "AUD"),
    ("BH", "BHD"),
    ("CA", "CAD"),
    ("DZ", "DZD"),
    ("EG", "EGP"),
    ("GB", "GBP"),
    ("IN", "INR"),
    ("IQ", "IQD"),
    ("IR", "IRR"),
    ("JO", "JOD"),
    ("KW", "KWD"),
    ("LB", "LBP"),
    ("LY", "LYD"),
    ("MA", "MAD"),
    ("OM", "OMR"),
    ("PK", "PKR"),
    ("QA", "QAR"),
    ("RS", "RSD"),
    ("SA", "SAR"),
    ("SD", "SDG"),
    ("SY", "SYP"),
    ("TN", "TND"),
    ("TR", "TRY"),
    ("US", "USD"),
    ("YE", "YER"),
];

/// The currency of a country whose word for it is not its alone.
pub fn currency_of(country: &str) -> Option<&'static str> {
    let found = OF_COUNTRIES.binary_search_by_key(&country, |(code, _)| code);
    OF_COUNTRIES.get(found.ok()?).map(|(_, currency)| *currency)
}

impl Meaning {
    /// This currency, if the word can mean it.
    pub(super) fn local(&self, currency: &str) -> Option<&'static str> {
        self.codes.iter().find(|code| **code == currency).copied()
    }

    /// The currency meant in a book kept in `home`; `None` where several fit.
    pub(super) fn code(&self, home: Option<&str>) -> Option<&'static str> {
        let near = match home {
            Some("IRT") => Some("IRR"),
            home => home,
        };
        let own = self
            .codes
            .iter()
            .find(|code| Some(**code) == home || Some(**code) == near);
        match own {
            Some(code) => Some(code),
            None if self.first_by_default || self.codes.len() == 1 => self.codes.first().copied(),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn words_are_folded_and_codes_are_known() {
        for (words, meaning) in WORDS {
            for word in *words {
                assert_eq!(fold(word).replace('.', ""), *word);
            }
            for code in meaning.codes {
                assert!(CODES.contains(code), "{code}");
            }
        }
        assert!(CODES.is_sorted());
        assert!(OF_COUNTRIES.is_sorted());
        assert!(OF_COUNTRIES.iter().all(|(_, code)| CODES.contains(code)));
    }

    #[test]
    fn the_own_currency_is_preferred() {
        for (word, home, code) in [
            ("ریال", Some("SAR"), Some("SAR")),
            ("ریال", Some("IRT"), Some("IRR")),
            ("ریال", Some("EGP"), None),
            ("$", Some("CAD"), Some("CAD")),
            ("$", None, Some("USD")),
            ("جنیه", None, Some("EGP")),
            ("£", Some("EGP"), Some("EGP")),
            ("دینار", None, None),
        ] {
            assert_eq!(
                meaning(word).and_then(|meaning| meaning.code(home)),
                code,
                "{word}"
            );
        }
    }
}
