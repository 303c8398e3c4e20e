//! Countries by name in four languages, as ISO 3166-1 alpha-2 codes.
//!
//! Covers Europe, the Middle East, North Africa, Russia and its neighbours, and the large countries of the rest of the world;
//! others are not known here.

use super::{distance, fold};

/// Code and names, folded, with bars between them; the alpha-3 code is the first name.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", "and|andorra|андорра|اندورا"),
    (
        "AE",
        "are|uae|u.a.e|united arab emirates|emirates|dubai|оаэ|эмираты|الامارات|الامارات العربیه المتحده|امارات|امارات متحده عربی|دبی|الامارات المتحده|دوله الامارات|دوله الامارات العربیه المتحده|объединенные арабские эмираты|vae",
    ),
    ("AF", "afg|afghanistan|афганистан|افغانستان"),
    ("AL", "alb|albania|албания|البانیا|البانی"),
    ("AM", "arm|armenia|армения|ارمینیا|ارمنستان|hayastan"),
    ("AO", "ago|angola|ангола|انغولا|انگولا"),
    ("AR", "arg|argentina|аргентина|الارجنتین|ارژانتین"),
    ("AT", "aut|austria|österreich|австрия|النمسا|اتریش"),
    ("AU", "aus|australia|австралия|استرالیا|аус"),
    (
        "AZ",
        "aze|azerbaijan|азербайджан|اذربیجان|اذربایجان|جمهوری اذربایجان",
    ),
    (
        "BA",
        "bih|bosnia and herzegovina|bosnia|босния и герцеговина|босния|البوسنه والهرسک|البوسنه|بوسنی و هرزگوین|بوسنی",
    ),
    ("BD", "bgd|bangladesh|бангладеш|بنغلادیش|بنگلادش"),
    ("BE", "bel|belgium|бельгия|بلجیکا|بلژیک|belgique|belgien"),
    ("BG", "bgr|bulgaria|болгария|بلغاریا|بلغارستان"),
    ("BH", "bhr|bahrain|бахрейн|البحرین|بحرین"),
    ("BO", "bol|bolivia|боливия|بولیفیا|بولیوی"),
    ("BR", "bra|brazil|бразилия|البرازیل|برزیل|brasil"),
    (
        "BY",
        "blr|belarus|беларусь|белоруссия|بیلاروسیا|بلاروس|روسیه سفید",
    ),
    ("CA", "can|canada|канада|کندا|کانادا"),
    (
        "CH",
        "che|switzerland|schweiz|швейцария|سویسرا|سوییس|suisse|svizzera",
    ),
    ("CL", "chl|chile|чили|تشیلی|شیلی"),
    ("CM", "cmr|cameroon|камерун|الکامیرون|کامرون"),
    (
        "CN",
        "chn|china|китай|кнр|الصین|چین|people's republic of china|prc|جمهوری خلق چین",
    ),
    ("CO", "col|colombia|колумбия|کولومبیا|کلمبیا"),
    ("CU", "cub|cuba|куба|کوبا"),
    ("CY", "cyp|cyprus|кипр|قبرص|قبرس"),
    ("CZ", "cze|czechia|czech republic|чехия|التشیک|چک"),
    ("DE", "deu|germany|deutschland|германия|фрг|المانیا|المان"),
    ("DJ", "dji|djibouti|джибути|جیبوتی"),
    ("DK", "dnk|denmark|дания|الدنمارک|دانمارک"),
    ("DZ", "dza|algeria|algerie|алжир|الجزایر|algérie"),
    ("EC", "ecu|ecuador|эквадор|الاکوادور|اکوادور"),
    ("EE", "est|estonia|эстония|استونیا|استونی"),
    (
        "EG",
        "egy|egypt|arab republic of egypt|египет|مصر|جمهوریه مصر العربیه|ج.م.ع|a.r.e|ج م ع|арабская республика египет",
    ),
    (
        "ES",
        "esp|spain|испания|اسبانیا|اسپانیا|españa|espana|spanien",
    ),
    ("ET", "eth|ethiopia|эфиопия|اثیوبیا|اتیوپی"),
    ("FI", "fin|finland|финляндия|فنلندا|فنلاند|suomi"),
    ("FR", "fra|france|франция|فرنسا|فرانسه|frankreich"),
    (
        "GB",
        "gbr|uk|u.k|united kingdom|great britain|britain|england|scotland|великобритания|англия|соединенное королевство|بریطانیا|المملکه المتحده|انجلترا|انگلستان|بریتانیا|northern ireland|wales|уэльс|шотландия|اسکاتلند|اسکتلندا|ویلز|ولز|в.британия",
    ),
    ("GE", "geo|georgia|грузия|جورجیا|گرجستان|sakartvelo"),
    ("GH", "gha|ghana|гана|غانا|غنا"),
    ("GR", "grc|greece|греция|الیونان|یونان|hellas"),
    ("HK", "hkg|hong kong|гонконг|هونغ کونغ|هنگ کنگ"),
    ("HR", "hrv|croatia|hrvatska|хорватия|کرواتیا|کرواسی"),
    ("HU", "hun|hungary|венгрия|المجر|مجارستان"),
    ("ID", "idn|indonesia|индонезия|اندونیسیا|اندونزی"),
    ("IE", "irl|ireland|ирландия|ایرلندا|ایرلند|éire"),
    ("IL", "isr|israel|израиль|اسراییل"),
    ("IN", "ind|india|индия|الهند|هند|هندوستان"),
    ("IQ", "irq|iraq|ирак|العراق|عراق"),
    (
        "IR",
        "irn|iran|islamic republic of iran|иран|ایران|جمهوری اسلامی ایران|исламская республика иран|persia|ج.ا.ا|ایران الاسلامیه",
    ),
    ("IS", "isl|iceland|исландия|ایسلندا|ایسلند"),
    ("IT", "ita|italy|italia|италия|ایطالیا|ایتالیا|italien"),
    ("JO", "jor|jordan|иордания|الاردن|اردن"),
    ("JP", "jpn|japan|япония|الیابان|ژاپن"),
    ("KE", "ken|kenya|кения|کینیا|کنیا"),
    (
        "KG",
        "kgz|kyrgyzstan|киргизия|кыргызстан|قیرغیزستان|قرقیزستان",
    ),
    ("KM", "com|comoros|коморы|جزر القمر|کومور"),
    (
        "KP",
        "prk|north korea|северная корея|кндр|کوریا الشمالیه|کره شمالی",
    ),
    (
        "KR",
        "kor|south korea|korea|южная корея|корея|کوریا الجنوبیه|کره جنوبی|republic of korea|республика корея|کره",
    ),
    ("KW", "kwt|kuwait|кувейт|الکویت|کویت|دوله الکویت"),
    (
        "KZ",
        "kaz|kazakhstan|казахстан|рк|کازاخستان|قزاقستان|republic of kazakhstan|республика казахстан|казакстан|qazaqstan",
    ),
    ("LB", "lbn|lebanon|liban|ливан|لبنان"),
    (
        "LI",
        "lie|liechtenstein|лихтенштейн|لیختنشتاین|لیختن اشتاین",
    ),
    ("LK", "lka|sri lanka|шри-ланка|سریلانکا|سری لانکا"),
    ("LT", "ltu|lithuania|литва|لیتوانیا|لیتوانی"),
    (
        "LU",
        "lux|luxembourg|luxemburg|люксембург|لوکسمبورغ|لوکزامبورگ",
    ),
    ("LV", "lva|latvia|латвия|لاتفیا|لتونی"),
    ("LY", "lby|libya|ливия|لیبیا|لیبی|الجماهیریه اللیبیه"),
    (
        "MA",
        "mar|morocco|maroc|марокко|المغرب|مراکش|المملکه المغربیه",
    ),
    ("MC", "mco|monaco|монако|موناکو"),
    ("MD", "mda|moldova|молдова|молдавия|مولدوفا|مولداوی"),
    ("ME", "mne|montenegro|черногория|الجبل الاسود|مونتهنگرو"),
    (
        "MK",
        "mkd|north macedonia|macedonia|северная македония|македония|مقدونیا الشمالیه|مقدونیا|مقدونیه شمالی",
    ),
    ("MN", "mng|mongolia|монголия|منغولیا|مغولستان"),
    ("MR", "mrt|mauritania|мавритания|موریتانیا|موریتانی"),
    ("MT", "mlt|malta|мальта|مالطا|مالت"),
    ("MX", "mex|mexico|мексика|المکسیک|مکزیک"),
    ("MY", "mys|malaysia|малайзия|مالیزیا|مالزی"),
    ("NG", "nga|nigeria|нигерия|نیجیریا|نیجریه"),
    (
        "NL",
        "nld|netherlands|the netherlands|holland|нидерланды|голландия|هولندا|هلند|nederland|niederlande",
    ),
    ("NO", "nor|norway|норвегия|النرویج|نروژ"),
    ("NP", "npl|nepal|непал|نیبال|نپال"),
    (
        "NZ",
        "nzl|new zealand|новая зеландия|نیوزیلندا|نیوزیلند|نیوزلند",
    ),
    (
        "OM",
        "omn|oman|оман|عمان|سلطنه عمان|sultanate of oman|султанат оман",
    ),
    ("PE", "per|peru|перу|بیرو|پرو"),
    ("PH", "phl|philippines|филиппины|الفلبین|فیلیپین"),
    ("PK", "pak|pakistan|пакистан|باکستان|پاکستان"),
    ("PL", "pol|poland|польша|بولندا|لهستان|polska|polen"),
    (
        "PS",
        "pse|palestine|палестина|فلسطین|state of palestine|دوله فلسطین",
    ),
    ("PT", "prt|portugal|португалия|البرتغال|پرتغال"),
    ("QA", "qat|qatar|катар|قطر|دوله قطر"),
    ("RO", "rou|romania|румыния|رومانیا|رومانی"),
    ("RS", "srb|serbia|сербия|صربیا|صربستان"),
    (
        "RU",
        "rus|russia|russian federation|россия|рф|российская федерация|روسیا|روسیه|rossiya|russland|россия рф|روسیا الاتحادیه|فدراسیون روسیه",
    ),
    (
        "SA",
        "sau|ksa|k.s.a|saudi arabia|saudi|kingdom of saudi arabia|саудовская аравия|السعودیه|المملکه العربیه السعودیه|عربستان|عربستان سعودی|с.аравия|кса|саудия|королевство саудовская аравия|سعودی|saudia|saudiarabien",
    ),
    ("SD", "sdn|sudan|судан|السودان|سودان"),
    ("SE", "swe|sweden|швеция|السوید|سوید|sverige|schweden"),
    ("SG", "sgp|singapore|сингапур|سنغافوره|سنگاپور"),
    ("SI", "svn|slovenia|словения|سلوفینیا|اسلوونی"),
    ("SK", "svk|slovakia|словакия|سلوفاکیا|اسلواکی"),
    ("SM", "smr|san marino|сан-марино|سان مارینو"),
    ("SN", "sen|senegal|сенегал|السنغال|سنگال"),
    ("SO", "som|somalia|сомали|الصومال|سومالی"),
    ("SS", "ssd|south sudan|южный судан|جنوب السودان|سودان جنوبی"),
    (
        "SY",
        "syr|syria|syrian arab republic|сирия|سوریا|سوریه|الجمهوریه العربیه السوریه",
    ),
    ("TD", "tcd|chad|чад|تشاد|چاد"),
    ("TH", "tha|thailand|таиланд|تایلاند|تایلند"),
    ("TJ", "tjk|tajikistan|таджикистан|طاجیکستان|تاجیکستان"),
    (
        "TM",
        "tkm|turkmenistan|туркменистан|туркмения|ترکمانستان|ترکمنستان",
    ),
    ("TN", "tun|tunisia|tunisie|тунис|تونس"),
    ("TR", "tur|turkey|türkiye|turkiye|турция|ترکیا|ترکیه|türkei"),
    ("TW", "twn|taiwan|тайвань|تایوان"),
    ("TZ", "tza|tanzania|танзания|تنزانیا|تانزانیا"),
    ("UA", "ukr|ukraine|украина|اوکرانیا|اوکراین|україна"),
    (
        "US",
        "usa|u.s.a|u.s|united states|united states of america|america|сша|америка|الولایات المتحده|الولایات المتحده الامریکیه|امریکا|ایالات متحده|ایالات متحده امریکا|us of america|америка сша|соединенные штаты|соединенные штаты америки",
    ),
    (
        "UZ",
        "uzb|uzbekistan|узбекистан|اوزبکستان|ازبکستان|республика узбекистан|o'zbekiston",
    ),
    ("VA", "vat|vatican|vatican city|ватикан|الفاتیکان|واتیکان"),
    ("VE", "ven|venezuela|венесуэла|فنزویلا|ونزویلا"),
    ("VN", "vnm|vietnam|вьетнам|فیتنام|ویتنام"),
    ("XK", "xkx|kosovo|косово|کوسوفو|کوزوو"),
    ("YE", "yem|yemen|йемен|الیمن|یمن|الجمهوریه الیمنیه"),
    ("ZA", "zaf|south africa|юар|جنوب افریقیا|افریقای جنوبی"),
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
        .find(|(code, names)| {
            code.eq_ignore_ascii_case(word) || names.split('|').any(|name| name == word)
        })
        .map(|(code, _)| *code)
}

/// One key for the spellings of a country: its code, else the folded text.
pub fn country_key(name: &str) -> String {
    country_code(name).map_or_else(|| fold(name), str::to_owned)
}

/// The country's name that somebody meant who left one letter wrong; `None` where two countries are as near. A guess to
/// propose, never to apply.
pub fn near_country(name: &str) -> Option<&'static str> {
    if name.len() > 80 {
        return None;
    }
    let folded = fold(name);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    // Five letters: one letter away from `Iran` stands `Iraq`.
    let is_near = |known: &&'static str| known.chars().count() > 4 && distance(word, known) == 1;
    let mut found = COUNTRIES
        .iter()
        .filter_map(|(_, names)| names.split('|').find(is_near));
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// How many digits the postcodes of a country have, where some of them begin with a zero that a cell of numbers drops
/// (Universal Postal Union, addressing systems of its members).
pub fn postcode_digits(country: &str) -> Option<usize> {
    Some(match country {
        "AM" | "GE" | "NO" => 4,
        "DE" | "DZ" | "EE" | "ES" | "FI" | "FR" | "IT" | "KR" | "KW" | "LT" | "MX" | "MY"
        | "TR" | "UA" | "US" => 5,
        "CN" | "KZ" | "RO" => 6,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_folded_form_and_belong_to_one_country() {
        let mut all: Vec<&str> = COUNTRIES
            .iter()
            .flat_map(|(_, names)| names.split('|'))
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
        for (name, code) in [
            ("ОАЭ", "AE"),
            ("الإمارات", "AE"),
            ("UK", "GB"),
            ("USA", "US"),
            ("КСА", "SA"),
            ("Хорватия", "HR"),
            ("سلوفينيا", "SI"),
            ("نیوزیلند", "NZ"),
            ("Bosnia and Herzegovina", "BA"),
            ("Шри-Ланка", "LK"),
            ("Österreich", "AT"),
            ("Україна", "UA"),
        ] {
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        assert!(COUNTRIES.len() > 120);
        assert_eq!(country_code("Atlantis"), None);
        assert_eq!(country_code(""), None);
    }

    #[test]
    fn one_wrong_letter_leaves_a_country_recognisable() {
        for (typed, name) in [
            ("Egpyt", Some("egypt")),
            ("Germny", Some("germany")),
            ("Росия", Some("россия")),
            ("السعوديه", None),
            ("السعودبة", Some("السعودیه")),
            ("Ira", None),
            ("Nigeri", Some("nigeria")),
            ("Slovania", None),
            ("Sloveniia", Some("slovenia")),
            ("Atlantis", None),
        ] {
            assert_eq!(near_country(typed), name, "{typed}");
        }
    }
}
