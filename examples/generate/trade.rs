//! What the people of a book bought, and what was said to them: three years of purchases with a season, in the order of
//! their dates, and the interactions of the last two years.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::layout::Place;
use super::random::Random;
use super::words;
use super::{Book, Row, dirt, people};

const PURCHASE: u64 = 20;
const INTERACTION: u64 = 21;

/// The share of a year's sales in each month, January first, in parts of 100.
const SEASON: [u8; 12] = [7, 7, 10, 9, 8, 6, 4, 4, 11, 12, 12, 10];

/// The months of some years up to today, each with its share of the sales.
#[derive(Debug, Clone)]
pub(crate) struct Months {
    /// The first day, the number of days, and the weight of all months before and with this one.
    months: Vec<(Date, f64, f64)>,
}

impl Months {
    /// The months of so many years.
    pub(crate) fn last(years: i16) -> Months {
        let mut sum = 0.0;
        let months = (0..years * 12)
            .rev()
            .map(|back| {
                let first = people::AS_OF
                    .first_of_month()
                    .saturating_sub(i64::from(back).months());
                sum += f64::from(SEASON[usize::from(first.month().unsigned_abs()) - 1]);
                (first, f64::from(first.days_in_month()), sum)
            })
            .collect();
        Months { months }
    }

    /// The day on which the part `share` (0 to 1) of all sales is reached.
    fn day_at(&self, share: f64) -> Date {
        let total = self.months.last().map_or(0.0, |(_, _, sum)| *sum);
        let reached = share * total;
        let index = self.months.partition_point(|(_, _, sum)| *sum <= reached);
        let Some((first, days, sum)) = self.months.get(index) else {
            return people::AS_OF;
        };
        let before = index
            .checked_sub(1)
            .map_or(0.0, |previous| self.months[previous].2);
        let day = (reached - before) / (sum - before) * days;
        first.saturating_add((day as i64).days()).min(people::AS_OF)
    }
}

/// A purchase.
pub(crate) fn purchase(book: &Book, index: u64) -> Row {
    let mut random = Random::keyed(book.seed, PURCHASE, index);
    let day = book
        .sales_months
        .day_at((index as f64 + random.unit()) / book.purchases as f64);
    let (product, category, price) = random.pick(words::PRODUCTS);
    let quantity = if random.chance(85) {
        1
    } else {
        2 + random.below(5)
    };
    let refund = if random.chance(2) { "-" } else { "" };
    let fils = price * quantity;
    vec![
        day.to_string(),
        customer(book, day, &mut random),
        product.to_owned(),
        category.to_owned(),
        quantity.to_string(),
        format!("{refund}{}.{:02}", fils / 100, fils % 100),
        random.pick(words::OWNERS).to_owned(),
    ]
}

/// An interaction.
pub(crate) fn interaction(book: &Book, index: u64) -> Row {
    let mut random = Random::keyed(book.seed, INTERACTION, index);
    let day = book
        .talk_months
        .day_at((index as f64 + random.unit()) / book.interactions as f64);
    let step = random.chance(12);
    vec![
        day.to_string(),
        customer(book, date(2030, 1, 1), &mut random),
        random.pick(words::CHANNELS).to_owned(),
        random.pick(&["in", "out", "out"]).to_owned(),
        random.pick(words::OWNERS).to_owned(),
        random.pick(words::NOTES).to_owned(),
        random.pick(words::OUTCOMES).to_owned(),
        if step {
            random.pick(words::STEPS).to_owned()
        } else {
            String::new()
        },
        if step {
            day.saturating_add((random.below(60) as i64).days())
                .to_string()
        } else {
            String::new()
        },
    ]
}

/// Somebody known on a day, named by number, phone, mail or name; a few people have most of the business.
fn customer(book: &Book, day: Date, random: &mut Random) -> String {
    let how = random.below(100);
    let mut cluster = book.somebody(random);
    for _ in 0..3 {
        if people::person(book.seed, cluster).added <= day {
            break;
        }
        cluster = book.somebody(random);
    }
    let copy = random.below(book.layout.copies(cluster));
    let place = Place { cluster, copy };
    if let (0..80, Some(id)) = (how, book.own_id(place)) {
        return id.to_string();
    }
    let person = people::person(book.seed, cluster);
    match how {
        0..90 => dirt::international(&person.mobile),
        90..95 => person.email,
        95..99 => dirt::plain_name(&person),
        _ => "walk-in customer".to_owned(),
    }
}
