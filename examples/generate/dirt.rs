//! A person as somebody wrote them down: the first row of a person has the usual variety of forms, a further one has
//! errors besides (a typing error, names turned round or in Latin letters, day and month swapped, an old phone, gaps).

use jiff::civil::Date;

use super::Row;
use super::people::{AS_OF, Culture, Person, Phone};
use super::random::Random;
use super::words;

/// What is known of a row beside the person.
pub(crate) struct Writing {
    /// 0 for the first row of a person.
    pub(crate) copy: u64,
    /// The number that the business gave to the row.
    pub(crate) own_id: Option<u64>,
    /// The number of somebody else, for "referred by".
    pub(crate) somebody: u64,
    /// How many columns there are.
    pub(crate) columns: usize,
}

/// The row of a person.
pub(crate) fn row(person: &Person, writing: &Writing, mut random: Random) -> Row {
    let copied = writing.copy > 0;
    // Nine copies of ten keep a mobile or an address; the tenth must be known by name, birthday and place.
    let (keeps_mobile, keeps_email) = match (copied, random.below(10)) {
        (false, _) | (true, 0..4) => (true, true),
        (true, 4..7) => (true, random.chance(20)),
        (true, 7..9) => (random.chance(20), true),
        (true, _) => (false, false),
    };
    let gap = |random: &mut Random, percent: u64| random.chance(percent + 20 * u64::from(copied));
    let mut name = name(person, copied, &mut random);
    if copied && random.chance(25) {
        name = misspelt(&name, &mut random);
    }
    let mobile = if keeps_mobile {
        phone(&person.mobile, person.culture, &mut random)
    } else if random.chance(50) {
        phone(&changed(&person.mobile), person.culture, &mut random)
    } else {
        String::new()
    };
    let email = if keeps_email && (copied || !random.chance(12)) {
        email(&person.email, &mut random)
    } else {
        String::new()
    };
    let birthday = if gap(&mut random, 20) {
        String::new()
    } else {
        birthday(person.birthday, copied, &mut random)
    };
    let company = person.company.as_ref().filter(|_| !gap(&mut random, 4));
    let referral = random.chance(20);
    let source = if referral {
        "referral"
    } else {
        random.pick(&words::SOURCES[1..])
    };
    let mut cells: Row = vec![
        writing.own_id.map(|id| id.to_string()).unwrap_or_default(),
        name,
        company.map(|(name, _)| name.clone()).unwrap_or_default(),
        text(person.job, gap(&mut random, 40)),
        mobile,
        match &person.work {
            Some(work) if !gap(&mut random, 20) => phone(work, Culture::Latin, &mut random),
            _ => String::new(),
        },
        email,
        text(&person.street, gap(&mut random, 10)),
        text(person.town.0, gap(&mut random, 3)),
        text(&person.postcode, gap(&mut random, 30)),
        text(person.town.2, gap(&mut random, 15)),
        source.to_owned(),
        if referral {
            writing.somebody.to_string()
        } else {
            String::new()
        },
        random
            .pick(&["lead", "customer", "customer", "partner"])
            .to_owned(),
        random
            .pick(&["active", "active", "potential", ""])
            .to_owned(),
        random.pick(words::OWNERS).to_owned(),
        text("yes", !random.chance(2)),
        birthday,
        if random.chance(8) {
            date_before(&mut random, 9000).to_string()
        } else {
            String::new()
        },
        text(random.pick(words::HOBBIES), random.chance(70)),
        text(company.map_or("", |(_, industry)| industry), false),
        match random.below(100) {
            0..3 => random.pick(&["yes", "x", "да", "نعم", "please do not call"]),
            3..40 => "",
            _ => "no",
        }
        .to_owned(),
        person.added.to_string(),
        text(random.pick(words::STEPS), random.chance(85)),
        text(random.pick(words::NOTES), random.chance(60)),
    ];
    for extra in cells.len()..writing.columns {
        cells.push(format!(
            "{}-{}",
            (b'A' + (extra % 26) as u8) as char,
            random.below(40)
        ));
    }
    cells.truncate(writing.columns);
    cells
}

/// A phone as other tables name it: with its country's code.
pub(crate) fn international(phone: &Phone) -> String {
    format!("+{}{}", phone.country, phone.national)
}

/// The name as most rows have it.
pub(crate) fn plain_name(person: &Person) -> String {
    format!("{} {}", person.given.native, person.family.native)
}

fn text(value: &str, empty: bool) -> String {
    if empty {
        String::new()
    } else {
        value.to_owned()
    }
}

fn name(person: &Person, copied: bool, random: &mut Random) -> String {
    let latin = person.culture != Culture::Latin && random.chance(if copied { 35 } else { 10 });
    let part = |spelled: &super::people::Spelled| {
        if latin {
            spelled.latin.clone()
        } else {
            spelled.native.clone()
        }
    };
    let (given, family) = (part(&person.given), part(&person.family));
    let middle = person
        .middle
        .as_ref()
        .filter(|_| !copied || random.chance(50))
        .map(part);
    match random.below(if copied { 10 } else { 100 }) {
        0 => format!("{family}, {given}"),
        1 => format!("{family} {given}"),
        2 => {
            let initial: String = given.chars().take(1).collect();
            if copied {
                format!("{initial}. {family}")
            } else {
                format!("{given} {family}")
            }
        }
        _ => match middle {
            // Russians write the family name first when they write the patronymic.
            Some(middle) if person.culture == Culture::Russian => {
                format!("{family} {given} {middle}")
            }
            Some(middle) => format!("{given} {middle} {family}"),
            None => format!("{given} {family}"),
        },
    }
}

/// One letter left out, doubled, or changed places with the next.
fn misspelt(name: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 4 {
        return name.to_owned();
    }
    let at = 1 + random.below(letters.len() as u64 - 2) as usize;
    match random.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// A number that the person had before.
fn changed(phone: &Phone) -> Phone {
    let national = phone
        .national
        .char_indices()
        .map(|(at, digit)| match digit.to_digit(10) {
            Some(value) if at >= 3 => char::from(b'0' + ((value + 3) % 10) as u8),
            _ => digit,
        })
        .collect();
    Phone {
        country: phone.country,
        national,
    }
}

fn phone(phone: &Phone, culture: Culture, random: &mut Random) -> String {
    let (country, national) = (phone.country, phone.national.as_str());
    let (area, rest) = national.split_at(national.len() - 7);
    let (first, last) = rest.split_at(3);
    let at_home = country == "971";
    let written = match random.below(8) {
        0 | 1 => international(phone),
        2 => format!("00{country}{national}"),
        3 => format!("+{country} ({area}) {first}-{last}"),
        4 if at_home => format!("0{area} {first} {last}"),
        5 if at_home => format!("0{area}-{rest}"),
        // A number typed into a cell that is not text loses its zero.
        6 if at_home => national.to_owned(),
        _ => format!("+{country} {area} {first} {last}"),
    };
    match culture {
        Culture::Arab if random.chance(4) => in_digits(&written, '٠'),
        Culture::Persian if random.chance(4) => in_digits(&written, '۰'),
        _ => written,
    }
}

/// The text with the ten digits that begin with `zero`.
fn in_digits(text: &str, zero: char) -> String {
    text.chars()
        .map(|letter| {
            letter
                .to_digit(10)
                .and_then(|digit| char::from_u32(u32::from(zero) + digit))
                .unwrap_or(letter)
        })
        .collect()
}

fn email(email: &str, random: &mut Random) -> String {
    match random.below(40) {
        0 => format!("mailto:{email}"),
        1 => format!("{email}."),
        2 => email.to_uppercase(),
        3 => format!(" {email} "),
        _ => email.to_owned(),
    }
}

fn birthday(day: Date, copied: bool, random: &mut Random) -> String {
    let swapped = Date::new(day.year(), day.day(), day.month());
    match swapped {
        Ok(swapped) if copied && random.chance(15) => swapped.to_string(),
        _ if random.chance(8) => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
        _ => day.to_string(),
    }
}

/// A day of the last so many days.
fn date_before(random: &mut Random, days: u64) -> Date {
    use jiff::ToSpan as _;
    AS_OF.saturating_sub((random.below(days) as i64).days())
}
