//! Places, companies and wares. Lists only.

/// A word as its people write it, and in Latin letters.
pub(crate) type Word = (&'static str, &'static str);

/// A town: its name, its name in Latin letters, country, postcode's first digits.
pub(crate) type Town = (&'static str, &'static str, &'static str, &'static str);
/// Towns of Latin script.
pub(crate) const LATIN_TOWNS: &[Town] = &[
    ("Dubai", "Dubai", "United Arab Emirates", "00"),
    ("Abu Dhabi", "Abu Dhabi", "United Arab Emirates", "00"),
    ("London", "London", "United Kingdom", "EC1"),
    ("Leeds", "Leeds", "United Kingdom", "LS1"),
    ("Bristol", "Bristol", "United Kingdom", "BS1"),
];
/// Towns of Cyrillic script.
pub(crate) const RUSSIAN_TOWNS: &[Town] = &[
    ("Москва", "Moscow", "Россия", "101"),
    ("Санкт-Петербург", "Saint Petersburg", "Россия", "190"),
    ("Казань", "Kazan", "Россия", "420"),
    ("Дубай", "Dubai", "ОАЭ", "00"),
];
/// Towns of Arabic script.
pub(crate) const ARAB_TOWNS: &[Town] = &[
    ("دبي", "Dubai", "الإمارات", "00"),
    ("أبو ظبي", "Abu Dhabi", "الإمارات", "00"),
    ("الشارقة", "Sharjah", "الإمارات", "00"),
    ("القاهرة", "Cairo", "مصر", "115"),
    ("الإسكندرية", "Alexandria", "مصر", "215"),
];
/// Towns of Persian script.
pub(crate) const PERSIAN_TOWNS: &[Town] = &[
    ("تهران", "Tehran", "ایران", "151"),
    ("شیراز", "Shiraz", "ایران", "713"),
    ("اصفهان", "Isfahan", "ایران", "814"),
    ("دبی", "Dubai", "امارات", "00"),
];

/// Streets, one list a script.
pub(crate) const LATIN_STREETS: &[&str] = &[
    "Market Street",
    "High Street",
    "Al Wasl Road",
    "Marina Walk",
    "Palm Avenue",
    "Station Road",
    "Mill Lane",
    "Garden Court",
    "Harbour Road",
    "Queen's Road",
    "Church Lane",
    "Jumeirah Beach Road",
];
/// Russian streets.
pub(crate) const RUSSIAN_STREETS: &[&str] = &[
    "ул. Ленина",
    "ул. Пушкина",
    "Невский пр.",
    "ул. Садовая",
    "ул. Мира",
    "пр. Победы",
    "ул. Гагарина",
    "Лесная ул.",
    "ул. Чехова",
    "Тверская ул.",
];
/// Arab streets.
pub(crate) const ARAB_STREETS: &[&str] = &[
    "شارع التحرير",
    "شارع الجمهورية",
    "شارع الملك فيصل",
    "شارع النيل",
    "شارع الوصل",
    "شارع الكورنيش",
    "شارع الزهراء",
    "شارع الهرم",
    "شارع السلام",
];
/// Persian streets.
pub(crate) const PERSIAN_STREETS: &[&str] = &[
    "خیابان ولیعصر",
    "خیابان آزادی",
    "خیابان شریعتی",
    "خیابان بهشتی",
    "خیابان حافظ",
    "بلوار کشاورز",
    "خیابان فردوسی",
    "خیابان سعدی",
];

/// First words of companies.
pub(crate) const COMPANY_FIRST: &[&str] = &[
    "Delta",
    "Orion",
    "Blue Palm",
    "North Star",
    "Atlas",
    "Cedar",
    "Falcon",
    "Oasis",
    "Pearl",
    "Summit",
    "Horizon",
    "Vector",
    "Granite",
    "Harbour",
    "Crescent",
    "Lotus",
    "Amber",
    "Mosaic",
    "Compass",
    "Sapphire",
    "Dune",
    "Meridian",
    "Zenith",
    "Anchor",
];
/// Second words of companies, each with its industry.
pub(crate) const COMPANY_SECOND: &[Word] = &[
    ("Trading", "trade"),
    ("Logistics", "logistics"),
    ("Consulting", "services"),
    ("Foods", "food"),
    ("Medical", "health"),
    ("Properties", "real estate"),
    ("Travel", "tourism"),
    ("Software", "IT"),
    ("Interiors", "construction"),
    ("Academy", "education"),
];

/// Job titles.
pub(crate) const JOBS: &[&str] = &[
    "owner",
    "managing director",
    "HR manager",
    "sales manager",
    "accountant",
    "engineer",
    "teacher",
    "doctor",
    "buyer",
    "office manager",
    "designer",
    "assistant",
];
/// Hobbies.
pub(crate) const HOBBIES: &[&str] = &[
    "chess",
    "tennis",
    "cooking",
    "diving",
    "football",
    "reading",
    "travel",
    "photography",
    "gardening",
    "music",
];
/// How contacts are found.
pub(crate) const SOURCES: &[&str] = &[
    "referral",
    "web site",
    "fair",
    "Instagram",
    "walk-in",
    "Google",
    "newsletter",
];
/// The staff.
pub(crate) const OWNERS: &[&str] = &["Nadia", "Pavel", "Omid", "Grace", "Karim"];
/// Next steps.
pub(crate) const STEPS: &[&str] = &[
    "call back",
    "send offer",
    "arrange a visit",
    "send the programme",
    "ask for feedback",
];
/// Notes.
pub(crate) const NOTES: &[&str] = &[
    "prefers WhatsApp",
    "asked about group prices",
    "met at the fair in March",
    "speaks three languages",
    "call after 16:00",
    "likes short e-mails",
    "knows the owner of Cedar Foods",
    "wants invoices by post",
    "moved house last year",
    "has a small shop of her own",
];
/// Wares: product, category, price in fils.
pub(crate) const PRODUCTS: &[(&str, &str, u64)] = &[
    ("Leadership", "course", 420_000),
    ("Coaching", "service", 95_000),
    ("Negotiation", "course", 280_000),
    ("Public Speaking", "course", 240_000),
    ("Excel Basics", "course", 120_000),
    ("Time Management", "course", 110_000),
    ("Team Day", "event", 760_000),
    ("Handbook", "book", 18_000),
    ("Assessment", "service", 65_000),
    ("Online Pass", "subscription", 39_000),
];
/// Channels of interactions.
pub(crate) const CHANNELS: &[&str] = &["phone", "e-mail", "WhatsApp", "meeting", "visit"];
/// Outcomes of interactions.
pub(crate) const OUTCOMES: &[&str] = &[
    "answered",
    "no answer",
    "interested",
    "wants an offer",
    "ordered",
    "not now",
];
