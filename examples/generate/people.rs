//! The people of a made-up book: who they are in truth, before anybody writes them down.
//!
//! A person is a pure function of the seed and a number. In every block of people some are a family (one address, one home
//! phone, often one mobile or mail for several), some are colleagues (one switchboard, one `info@`), some are namesakes.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::layout::BLOCK_CLUSTERS;
use super::names;
use super::random::Random;
use super::words;
use super::words::{Town, Word};

/// The day on which the book is looked at.
pub(crate) const AS_OF: Date = date(2026, 11, 20);

const HOUSE: u64 = 1;
const NAME: u64 = 2;
const LIFE: u64 = 3;
const FIRM: u64 = 4;

/// First places in a block, and how many stand together.
const FAMILIES: [(u64, u64); 3] = [(0, 4), (4, 3), (10, 2)];
const FIRMS: [(u64, u64); 2] = [(24, 7), (50, 3)];
const NAMESAKES: [(u64, u64); 2] = [(59, 2), (62, 2)];

/// A way of naming people, with its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Culture {
    /// Western Europe, Latin script.
    Latin,
    /// Russian, Cyrillic script.
    Russian,
    /// Arab, Arabic script.
    Arab,
    /// Persian, Arabic script.
    Persian,
}

/// A phone number in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phone {
    /// The country's code.
    pub(crate) country: &'static str,
    /// What follows it.
    pub(crate) national: String,
}

/// A text as written by its people, and in Latin letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// In the person's script.
    pub(crate) native: String,
    /// In Latin letters.
    pub(crate) latin: String,
}

/// What is true of a person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Script and custom.
    pub(crate) culture: Culture,
    /// Given name.
    pub(crate) given: Spelled,
    /// Patronymic, father's name or second name.
    pub(crate) middle: Option<Spelled>,
    /// Family name.
    pub(crate) family: Spelled,
    /// Birthday.
    pub(crate) birthday: Date,
    /// The mobile phone: a child's may be its mother's.
    pub(crate) mobile: Phone,
    /// The phone at work: colleagues share it.
    pub(crate) work: Option<Phone>,
    /// The mail address: a family's or `info@` of a firm may be shared.
    pub(crate) email: String,
    /// The company, and its industry.
    pub(crate) company: Option<(String, &'static str)>,
    /// The job.
    pub(crate) job: &'static str,
    /// Street and house.
    pub(crate) street: String,
    /// Town and country.
    pub(crate) town: Town,
    /// Postcode.
    pub(crate) postcode: String,
    /// Since when the book knows them.
    pub(crate) added: Date,
}

/// The first of a group that person `cluster` stands in, and the place in it.
fn group(cluster: u64, groups: &[(u64, u64)]) -> Option<(u64, u64)> {
    let inside = cluster % BLOCK_CLUSTERS;
    groups
        .iter()
        .find(|(first, many)| (*first..first + many).contains(&inside))
        .map(|(first, _)| (cluster - inside + first, inside - first))
}

/// The person of a number.
pub(crate) fn person(seed: u64, cluster: u64) -> Person {
    let family = group(cluster, &FAMILIES);
    let firm = group(cluster, &FIRMS);
    let namesake = group(cluster, &NAMESAKES).map(|(first, _)| first);
    let root = family.map_or(cluster, |(first, _)| first);
    let mut house = Random::keyed(seed, HOUSE, namesake.unwrap_or(root));
    let culture = house.pick(&[
        Culture::Latin,
        Culture::Latin,
        Culture::Russian,
        Culture::Arab,
        Culture::Arab,
        Culture::Persian,
    ]);
    let mut name = Random::keyed(seed, NAME, namesake.unwrap_or(cluster));
    let female = match family {
        Some((_, 0)) => false,
        Some((_, 1)) => true,
        _ => name.chance(50),
    };
    let own_family = match family {
        // Arab and Persian wives keep their father's family name.
        Some((_, 1)) => matches!(culture, Culture::Arab | Culture::Persian),
        Some(_) => false,
        None => true,
    };
    let surname = if own_family {
        family_name(culture, female, &mut name)
    } else {
        family_name(culture, female, &mut house.clone())
    };
    let given = spelled(name.pick(given_names(culture, female)));
    let middle = middle_name(culture, female, &mut name);

    let mut home = Random::keyed(seed, HOUSE, root.wrapping_add(1 << 40));
    let (towns, streets) = places(culture);
    let town = home.pick(towns);
    let street = format!("{} {}", home.pick(streets), 1 + home.below(180));
    let postcode = format!("{}{:03}", town.3, home.below(1000));
    let shares_mail = family.is_some() && home.chance(25);

    let mut life = Random::keyed(seed, LIFE, cluster);
    let born = match family {
        Some((_, index)) if index >= 2 => 2003 + life.below(9),
        Some(_) => 1966 + life.below(18),
        None => 1946 + life.below(58),
    };
    let birthday = day_of_year(born as i16, life.below(365));
    let mobile_of = match family {
        Some((first, 2)) if life.chance(60) => first + 1,
        _ => cluster,
    };
    let company = firm.map(|(first, _)| first).or_else(|| {
        // Half of the others work somewhere alone.
        life.chance(50).then_some(cluster)
    });
    let firm_facts = company.map(|first| Firm::new(seed, first));
    let email = match (&firm_facts, firm) {
        (Some(facts), Some(_)) if life.chance(30) => format!("info@{}", facts.domain),
        (Some(facts), Some(_)) => format!(
            "{}.{}{}@{}",
            ascii(&given.latin),
            ascii(&surname.latin),
            cluster % 10,
            facts.domain
        ),
        _ if shares_mail => format!(
            "family.{}{root}@gmail.com",
            ascii(&family_name(culture, false, &mut house.clone()).latin)
        ),
        _ => {
            let host = match culture {
                Culture::Russian => life.pick(&["mail.ru", "yandex.ru", "gmail.com"]),
                _ => life.pick(&["gmail.com", "gmail.com", "outlook.com", "yahoo.com"]),
            };
            format!(
                "{}.{}{cluster}@{host}",
                ascii(&given.latin),
                ascii(&surname.latin)
            )
        }
    };
    Person {
        culture,
        given,
        middle,
        family: surname,
        birthday,
        mobile: mobile(seed, mobile_of, culture, town),
        work: firm_facts.as_ref().map(|facts| facts.phone.clone()),
        email,
        company: firm_facts.map(|facts| (facts.name, facts.industry)),
        job: life.pick(words::JOBS),
        street,
        town,
        postcode,
        added: AS_OF.saturating_sub((life.below(1800) as i64).days()),
    }
}

/// A company.
struct Firm {
    name: String,
    industry: &'static str,
    domain: String,
    phone: Phone,
}

impl Firm {
    fn new(seed: u64, first: u64) -> Firm {
        let mut random = Random::keyed(seed, FIRM, first);
        let start = random.pick(words::COMPANY_FIRST);
        let (second, industry) = random.pick(words::COMPANY_SECOND);
        let town = random.pick(words::LATIN_TOWNS);
        Firm {
            name: format!("{start} {second} {}", town.1),
            industry,
            domain: format!("{}{first}.com", ascii(start)),
            phone: Phone {
                country: "971",
                national: format!(
                    "4{}{:06}",
                    2 + random.below(7),
                    scatter(seed, first, 1_000_000)
                ),
            },
        }
    }
}

/// Distinct numbers below `end` for distinct indices, as long as there are no more of them than that.
fn scatter(seed: u64, index: u64, end: u64) -> u64 {
    // A prime, and no divisor of a power of ten: multiplication by it is a permutation.
    (u128::from(index) * 7_368_787 + u128::from(seed % end)) as u64 % end
}

/// A mobile number of nobody else.
fn mobile(seed: u64, cluster: u64, culture: Culture, town: Town) -> Phone {
    let number = scatter(seed, cluster, 40_000_000);
    let (block, rest) = ((number / 10_000_000) as usize, number % 10_000_000);
    let abroad = |country, starts: [&str; 4]| Phone {
        country,
        national: format!("{}{rest:07}", starts[block]),
    };
    if town.3 == "00" {
        return abroad("971", ["50", "52", "55", "56"]);
    }
    match culture {
        Culture::Latin => abroad("44", ["771", "772", "773", "774"]),
        Culture::Russian => abroad("7", ["903", "916", "921", "926"]),
        Culture::Arab => abroad("20", ["100", "111", "122", "106"]),
        Culture::Persian => abroad("98", ["912", "935", "936", "919"]),
    }
}

fn given_names(culture: Culture, female: bool) -> &'static [Word] {
    match (culture, female) {
        (Culture::Latin, false) => names::LATIN_MEN,
        (Culture::Latin, true) => names::LATIN_WOMEN,
        (Culture::Russian, false) => names::RUSSIAN_MEN,
        (Culture::Russian, true) => names::RUSSIAN_WOMEN,
        (Culture::Arab, false) => names::ARAB_MEN,
        (Culture::Arab, true) => names::ARAB_WOMEN,
        (Culture::Persian, false) => names::PERSIAN_MEN,
        (Culture::Persian, true) => names::PERSIAN_WOMEN,
    }
}

fn middle_name(culture: Culture, female: bool, random: &mut Random) -> Option<Spelled> {
    match culture {
        Culture::Russian => {
            let (man, woman) = random.pick(names::PATRONYMICS);
            random
                .chance(70)
                .then(|| spelled(if female { woman } else { man }))
        }
        Culture::Arab => {
            let father = random.pick(names::ARAB_MEN);
            random.chance(60).then(|| spelled(father))
        }
        Culture::Latin => {
            let second = random.pick(given_names(culture, female));
            random.chance(25).then(|| spelled(second))
        }
        Culture::Persian => None,
    }
}

fn family_name(culture: Culture, female: bool, random: &mut Random) -> Spelled {
    let joined = |stem: Word, ending: Word| Spelled {
        native: format!("{}{}", stem.0, ending.0),
        latin: format!("{}{}", stem.1, ending.1),
    };
    match culture {
        Culture::Latin => {
            let stem = random.pick(names::LATIN_STEMS);
            let ending = random.pick(names::LATIN_ENDINGS);
            joined((stem, stem), (ending, ending))
        }
        Culture::Russian => {
            let stem = random.pick(names::RUSSIAN_STEMS);
            let (man, woman) = random.pick(names::RUSSIAN_ENDINGS);
            joined(stem, if female { woman } else { man })
        }
        Culture::Arab => spelled(random.pick(names::ARAB_FAMILIES)),
        Culture::Persian => {
            let stem = random.pick(names::PERSIAN_STEMS);
            joined(stem, random.pick(names::PERSIAN_ENDINGS))
        }
    }
}

fn places(culture: Culture) -> (&'static [Town], &'static [&'static str]) {
    match culture {
        Culture::Latin => (words::LATIN_TOWNS, words::LATIN_STREETS),
        Culture::Russian => (words::RUSSIAN_TOWNS, words::RUSSIAN_STREETS),
        Culture::Arab => (words::ARAB_TOWNS, words::ARAB_STREETS),
        Culture::Persian => (words::PERSIAN_TOWNS, words::PERSIAN_STREETS),
    }
}

fn spelled(word: Word) -> Spelled {
    Spelled {
        native: word.0.to_owned(),
        latin: word.1.to_owned(),
    }
}

/// The letters of a name in a mail address.
fn ascii(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

fn day_of_year(year: i16, day: u64) -> Date {
    date(year, 1, 1).saturating_add((day as i64).days())
}
