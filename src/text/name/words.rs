//! Words that tell the parts of a name from each other, folded, in four languages. Lists only.

/// Degrees and generations, which stand after a name.
pub(super) const SUFFIXES: &[&str] = &[
    "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "md", "mba", "esq", "cpa", "msc",
    "bsc", "dds", "ктн", "кэн", "дмн", "кмн", "мл", "ст",
];

/// Forms of address of one letter, which stand before a name with a point (engineer, doctor, professor).
pub(super) const LETTER_TITLES: &[&str] = &["م", "د", "ا"];

/// Forms of address that are names where nothing follows them.
pub(super) const HONOURS: &[&str] = &[
    "السید",
    "سید",
    "سیده",
    "الشیخ",
    "شیخ",
    "الحاج",
    "حاج",
    "حاجی",
    "sheikh",
    "hajj",
    "haj",
    "sir",
    "capt",
    "captain",
    "sayyid",
];

/// What joins two names in one cell.
pub(super) const AND: &[&str] = &["&", "+", "and", "und", "et", "и", "و"];

/// Words of Latin script with which a family name begins.
pub(super) const PARTICLES: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la",
    "le", "los", "las", "ter", "ten", "zu", "zur", "vom", "af", "st", "al", "el", "фон", "ван",
    "де", "дер", "аль", "эль",
];

/// Particles that stay small within a name.
pub(super) const SMALL: &[&str] = &[
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "ter",
    "ten", "zu", "zur", "vom", "af", "bin", "ibn", "bint", "y", "and", "und", "et", "и", "фон",
    "ван", "де", "дер", "оглы", "кызы", "бин", "ибн", "аль", "эль",
];

/// *Son of*, *daughter of*.
pub(super) const CHAIN: &[&str] = &[
    "bin", "ibn", "bint", "ben", "بن", "ابن", "بنت", "бин", "ибн", "бен",
];

/// Words that are half a name: *servant of*, *father of*, *mother of*.
pub(super) const HALVES: &[&str] = &[
    "abd",
    "abdul",
    "abdel",
    "abdal",
    "abu",
    "abou",
    "umm",
    "عبد",
    "ابو",
    "ابا",
    "ابی",
    "ام",
    "абд",
    "абдул",
    "абу",
];

/// Second halves of names: *of the faith*, *of God*.
pub(super) const SECOND_HALVES: &[&str] = &[
    "الدین",
    "الله",
    "الرحمن",
    "الاسلام",
    "الزمان",
    "الحق",
    "al-din",
    "el-din",
    "ad-din",
    "eddin",
    "uddin",
    "ud-din",
];

/// Persian given names that are followed by a second one, which belongs to them.
pub(super) const PERSIAN_FIRST: &[&str] = &[
    "محمد",
    "علی",
    "امیر",
    "غلام",
    "غلامرضا",
    "حسین",
    "سید",
    "فاطمه",
    "عبدال",
    "مهدی",
];

/// Second parts of Persian given names.
pub(super) const PERSIAN_SECOND: &[&str] = &[
    "رضا", "علی", "حسین", "حسن", "مهدی", "جواد", "امین", "صادق", "باقر", "تقی", "کاظم", "هادی",
    "محمد", "عباس", "اکبر", "اصغر", "زهرا", "سعید", "طاها", "حسام",
];

/// Ends of Persian family names.
pub(super) const PERSIAN_TAILS: &[&str] = &[
    "زاده",
    "پور",
    "نژاد",
    "فر",
    "نیا",
    "خواه",
    "تبار",
    "دوست",
    "منش",
    "وند",
    "یان",
    "ابادی",
    "لو",
];

/// Ends of Russian patronymics, and of the same in Latin letters.
pub(super) const PATRONYMIC_ENDS: &[&str] = &[
    "ович",
    "евич",
    "ильич",
    "кузьмич",
    "лукич",
    "фомич",
    "овна",
    "евна",
    "ична",
    "ovich",
    "evich",
    "ovna",
    "evna",
    "ichna",
    "ovitch",
    "evitch",
];

/// *Son of*, *daughter of* after the father's name.
pub(super) const PATRONYMIC_WORDS: &[&str] =
    &["оглы", "кызы", "оглу", "улы", "oglu", "ogly", "kyzy"];

/// Ends of Slavic, Georgian and Armenian family names, and of the same in Latin letters.
pub(super) const FAMILY_ENDS: &[&str] = &[
    "ов",
    "ова",
    "ев",
    "ева",
    "ин",
    "ина",
    "ын",
    "ына",
    "ский",
    "ская",
    "цкий",
    "цкая",
    "ской",
    "енко",
    "ук",
    "юк",
    "ко",
    "их",
    "ых",
    "ян",
    "янц",
    "дзе",
    "швили",
    "овы",
    "евы",
    "ины",
    "ские",
    "ой",
    "чик",
    "ov",
    "ova",
    "ev",
    "eva",
    "sky",
    "skiy",
    "skaya",
    "skii",
    "enko",
    "ian",
    "yan",
    "dze",
    "shvili",
];

/// Words that only companies bear, beside those that keys know.
pub(super) const TRADE: &[&str] = &[
    "sa",
    "sas",
    "srl",
    "spa",
    "kg",
    "ohg",
    "ltda",
    "llp",
    "clinic",
    "pharmacy",
    "restaurant",
    "cafe",
    "school",
    "academy",
    "studio",
    "services",
    "solutions",
    "technologies",
    "international",
    "agency",
    "consulting",
    "logistics",
    "import",
    "export",
    "shop",
    "store",
    "market",
    "factory",
    "ministry",
    "аптека",
    "клиника",
    "салон",
    "школа",
    "студия",
    "ресторан",
    "кафе",
    "мастерская",
    "торговый",
    "строй",
    "сервис",
    "ателье",
    "министерство",
    "больница",
    "детский",
    "صیدلیه",
    "مطعم",
    "عیاده",
    "صالون",
    "مقهی",
    "ورشه",
    "محل",
    "محلات",
    "مرکز",
    "اکادیمیه",
    "وزاره",
    "داروخانه",
    "رستوران",
    "کلینیک",
    "اموزشگاه",
    "کافه",
    "سالن",
    "مغازه",
    "نمایشگاه",
    "دفتر",
    "وزارت",
    "مطب",
];

/// Every list, for the test of their form.
#[cfg(test)]
pub(super) const ALL: &[&[&str]] = &[
    SUFFIXES,
    LETTER_TITLES,
    HONOURS,
    AND,
    PARTICLES,
    SMALL,
    CHAIN,
    HALVES,
    SECOND_HALVES,
    PERSIAN_FIRST,
    PERSIAN_SECOND,
    PERSIAN_TAILS,
    PATRONYMIC_ENDS,
    PATRONYMIC_WORDS,
    FAMILY_ENDS,
    TRADE,
];
