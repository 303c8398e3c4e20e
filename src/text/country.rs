//! Countries by name in four languages, as ISO 3166-1 alpha-2 codes.
//!
//! Covers the countries that businesses of the four languages deal with; others are not known here.

use super::fold;

/// Code and names, folded; the alpha-3 code is the first name.
const COUNTRIES: &[(&str, &[&str])] = &[
    (
        "AE",
        &[
            "are",
            "uae",
            "u.a.e",
            "united arab emirates",
            "emirates",
            "dubai",
            "оаэ",
            "эмираты",
            "الامارات",
            "الامارات العربیه المتحده",
            "امارات",
            "امارات متحده عربی",
            "دبی",
        ],
    ),
    ("AF", &["afg", "afghanistan", "афганистан", "افغانستان"]),
    ("AM", &["arm", "armenia", "армения", "ارمینیا", "ارمنستان"]),
    (
        "AR",
        &["arg", "argentina", "аргентина", "الارجنتین", "ارژانتین"],
    ),
    (
        "AT",
        &["aut", "austria", "österreich", "австрия", "النمسا", "اتریش"],
    ),
    ("AU", &["aus", "australia", "австралия", "استرالیا"]),
    (
        "AZ",
        &[
            "aze",
            "azerbaijan",
            "азербайджан",
            "اذربیجان",
            "اذربایجان",
            "جمهوری اذربایجان",
        ],
    ),
    (
        "BD",
        &["bgd", "bangladesh", "бангладеш", "بنغلادیش", "بنگلادش"],
    ),
    ("BE", &["bel", "belgium", "бельгия", "بلجیکا", "بلژیک"]),
    (
        "BG",
        &["bgr", "bulgaria", "болгария", "بلغاریا", "بلغارستان"],
    ),
    ("BH", &["bhr", "bahrain", "бахрейн", "البحرین", "بحرین"]),
    ("BR", &["bra", "brazil", "бразилия", "البرازیل", "برزیل"]),
    (
        "BY",
        &[
            "blr",
            "belarus",
            "беларусь",
            "белоруссия",
            "بیلاروسیا",
            "بلاروس",
            "روسیه سفید",
        ],
    ),
    ("CA", &["can", "canada", "канада", "کندا", "کانادا"]),
    (
        "CH",
        &[
            "che",
            "switzerland",
            "schweiz",
            "швейцария",
            "سویسرا",
            "سوییس",
        ],
    ),
    ("CN", &["chn", "china", "китай", "кнр", "الصین", "چین"]),
    ("CY", &["cyp", "cyprus", "кипр", "قبرص", "قبرس"]),
    (
        "CZ",
        &["cze", "czechia", "czech republic", "чехия", "التشیک", "چک"],
    ),
    (
        "DE",
        &[
            "deu",
            "germany",
            "deutschland",
            "германия",
            "фрг",
            "المانیا",
            "المان",
        ],
    ),
    ("DK", &["dnk", "denmark", "дания", "الدنمارک", "دانمارک"]),
    ("DZ", &["dza", "algeria", "algerie", "алжир", "الجزایر"]),
    ("EE", &["est", "estonia", "эстония", "استونیا", "استونی"]),
    (
        "EG",
        &[
            "egy",
            "egypt",
            "arab republic of egypt",
            "египет",
            "مصر",
            "جمهوریه مصر العربیه",
            "ج.م.ع",
        ],
    ),
    ("ES", &["esp", "spain", "испания", "اسبانیا", "اسپانیا"]),
    ("FI", &["fin", "finland", "финляндия", "فنلندا", "فنلاند"]),
    ("FR", &["fra", "france", "франция", "فرنسا", "فرانسه"]),
    (
        "GB",
        &[
            "gbr",
            "uk",
            "u.k",
            "united kingdom",
            "great britain",
            "britain",
            "england",
            "scotland",
            "великобритания",
            "англия",
            "соединенное королевство",
            "بریطانیا",
            "المملکه المتحده",
            "انجلترا",
            "انگلستان",
            "بریتانیا",
        ],
    ),
    ("GE", &["geo", "georgia", "грузия", "جورجیا", "گرجستان"]),
    ("GR", &["grc", "greece", "греция", "الیونان", "یونان"]),
    ("HU", &["hun", "hungary", "венгрия", "المجر", "مجارستان"]),
    (
        "ID",
        &["idn", "indonesia", "индонезия", "اندونیسیا", "اندونزی"],
    ),
    ("IE", &["irl", "ireland", "ирландия", "ایرلندا", "ایرلند"]),
    ("IL", &["isr", "israel", "израиль", "اسراییل"]),
    ("IN", &["ind", "india", "индия", "الهند", "هند", "هندوستان"]),
    ("IQ", &["irq", "iraq", "ирак", "العراق", "عراق"]),
    (
        "IR",
        &[
            "irn",
            "iran",
            "islamic republic of iran",
            "иран",
            "ایران",
            "جمهوری اسلامی ایران",
        ],
    ),
    (
        "IT",
        &["ita", "italy", "italia", "италия", "ایطالیا", "ایتالیا"],
    ),
    ("JO", &["jor", "jordan", "иордания", "الاردن", "اردن"]),
    ("JP", &["jpn", "japan", "япония", "الیابان", "ژاپن"]),
    (
        "KG",
        &[
            "kgz",
            "kyrgyzstan",
            "киргизия",
            "кыргызстан",
            "قیرغیزستان",
            "قرقیزستان",
        ],
    ),
    (
        "KR",
        &[
            "kor",
            "south korea",
            "korea",
            "южная корея",
            "корея",
            "کوریا الجنوبیه",
            "کره جنوبی",
        ],
    ),
    ("KW", &["kwt", "kuwait", "кувейт", "الکویت", "کویت"]),
    (
        "KZ",
        &[
            "kaz",
            "kazakhstan",
            "казахстан",
            "рк",
            "کازاخستان",
            "قزاقستان",
        ],
    ),
    ("LB", &["lbn", "lebanon", "liban", "ливан", "لبنان"]),
    ("LT", &["ltu", "lithuania", "литва", "لیتوانیا", "لیتوانی"]),
    ("LV", &["lva", "latvia", "латвия", "لاتفیا", "لتونی"]),
    ("LY", &["lby", "libya", "ливия", "لیبیا", "لیبی"]),
    (
        "MA",
        &["mar", "morocco", "maroc", "марокко", "المغرب", "مراکش"],
    ),
    (
        "MD",
        &[
            "mda",
            "moldova",
            "молдова",
            "молдавия",
            "مولدوفا",
            "مولداوی",
        ],
    ),
    (
        "MR",
        &["mrt", "mauritania", "мавритания", "موریتانیا", "موریتانی"],
    ),
    ("MY", &["mys", "malaysia", "малайзия", "مالیزیا", "مالزی"]),
    (
        "NL",
        &[
            "nld",
            "netherlands",
            "the netherlands",
            "holland",
            "нидерланды",
            "голландия",
            "هولندا",
            "هلند",
        ],
    ),
    ("NO", &["nor", "norway", "норвегия", "النرویج", "نروژ"]),
    ("OM", &["omn", "oman", "оман", "عمان", "سلطنه عمان"]),
    ("PK", &["pak", "pakistan", "пакистан", "باکستان", "پاکستان"]),
    ("PL", &["pol", "poland", "польша", "بولندا", "لهستان"]),
    ("PS", &["pse", "palestine", "палестина", "فلسطین"]),
    (
        "PT",
        &["prt", "portugal", "португалия", "البرتغال", "پرتغال"],
    ),
    ("QA", &["qat", "qatar", "катар", "قطر"]),
    ("RO", &["rou", "romania", "румыния", "رومانیا", "رومانی"]),
    ("RS", &["srb", "serbia", "сербия", "صربیا", "صربستان"]),
    (
        "RU",
        &[
            "rus",
            "russia",
            "russian federation",
            "россия",
            "рф",
            "российская федерация",
            "روسیا",
            "روسیه",
        ],
    ),
    (
        "SA",
        &[
            "sau",
            "ksa",
            "k.s.a",
            "saudi arabia",
            "saudi",
            "kingdom of saudi arabia",
            "саудовская аравия",
            "السعودیه",
            "المملکه العربیه السعودیه",
            "عربستان",
            "عربستان سعودی",
        ],
    ),
    ("SD", &["sdn", "sudan", "судан", "السودان", "سودان"]),
    ("SE", &["swe", "sweden", "швеция", "السوید", "سوید"]),
    (
        "SG",
        &["sgp", "singapore", "сингапур", "سنغافوره", "سنگاپور"],
    ),
    (
        "SY",
        &[
            "syr",
            "syria",
            "syrian arab republic",
            "сирия",
            "سوریا",
            "سوریه",
        ],
    ),
    (
        "TJ",
        &["tjk", "tajikistan", "таджикистан", "طاجیکستان", "تاجیکستان"],
    ),
    (
        "TM",
        &[
            "tkm",
            "turkmenistan",
            "туркменистан",
            "туркмения",
            "ترکمانستان",
            "ترکمنستان",
        ],
    ),
    ("TN", &["tun", "tunisia", "tunisie", "тунис", "تونس"]),
    (
        "TR",
        &[
            "tur",
            "turkey",
            "türkiye",
            "turkiye",
            "турция",
            "ترکیا",
            "ترکیه",
        ],
    ),
    ("UA", &["ukr", "ukraine", "украина", "اوکرانیا", "اوکراین"]),
    (
        "US",
        &[
            "usa",
            "u.s.a",
            "u.s",
            "united states",
            "united states of america",
            "america",
            "сша",
            "америка",
            "الولایات المتحده",
            "الولایات المتحده الامریکیه",
            "امریکا",
            "ایالات متحده",
            "ایالات متحده امریکا",
        ],
    ),
    (
        "UZ",
        &["uzb", "uzbekistan", "узбекистан", "اوزبکستان", "ازبکستان"],
    ),
    ("YE", &["yem", "yemen", "йемен", "الیمن", "یمن"]),
    (
        "ZA",
        &[
            "zaf",
            "south africa",
            "юар",
            "جنوب افریقیا",
            "افریقای جنوبی",
        ],
    ),
];

/// The code of a country by its name in one of the languages, or by an ISO code.
pub fn country_code(name: &str) -> Option<&'static str> {
    if name.len() > 80 {
        return None;
    }
    let folded = fold(name);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    COUNTRIES
        .iter()
        .find(|(code, names)| code.eq_ignore_ascii_case(word) || names.contains(&word))
        .map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_folded_form_and_belong_to_one_country() {
        let mut all: Vec<&str> = COUNTRIES
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        for name in &all {
            assert_eq!(fold(name), *name);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(COUNTRIES.is_sorted_by_key(|(code, _)| *code));
    }

    #[test]
    fn countries_in_four_languages_and_by_code() {
        for (name, code) in [
            ("Egypt", "EG"),
            ("مصر", "EG"),
            ("eg", "EG"),
            ("Россия", "RU"),
            ("РФ", "RU"),
            ("إيران", "IR"),
            ("ایران", "IR"),
            ("U.S.A.", "US"),
            ("المملكة العربية السعودية", "SA"),
            ("Deutschland", "DE"),
            ("KSA", "SA"),
        ] {
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        assert_eq!(country_code("Atlantis"), None);
        assert_eq!(country_code(""), None);
    }
}
