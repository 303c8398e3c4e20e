//! A made-up book of any size: contacts with duplicates, purchases, interactions, and the truth about who is who.
//!
//! Every row is a pure function of the seed and its number, so that a million rows need no more memory than one. Tests take
//! this file in with `#[path]` and call [`book`].

#[path = "dirt.rs"]
mod dirt;
#[path = "layout.rs"]
mod layout;
#[path = "names.rs"]
mod names;
#[path = "people.rs"]
mod people;
#[path = "random.rs"]
mod random;
#[path = "trade.rs"]
mod trade;
#[path = "words.rs"]
mod words;

use std::collections::BTreeMap;

use layout::{Layout, Place};
use random::Random;

/// The cells of a row.
pub(crate) type Row = Vec<String>;

/// What the cells of a column are, for writers that know types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text.
    Text,
    /// A number, where the cell is one.
    Number,
    /// A date, where the cell is one in the form of ISO 8601.
    Date,
}

/// A column: its header and what its cells are.
pub(crate) type Column = (&'static str, Kind);

/// The columns of contacts.
pub(crate) const CONTACTS: [Column; 25] = [
    ("Customer no", Kind::Number),
    ("Name", Kind::Text),
    ("Company", Kind::Text),
    ("Job title", Kind::Text),
    ("Mobile", Kind::Number),
    ("Work phone", Kind::Number),
    ("Email", Kind::Text),
    ("Street", Kind::Text),
    ("City", Kind::Text),
    ("Postcode", Kind::Text),
    ("Country", Kind::Text),
    ("Source", Kind::Text),
    ("Referred by", Kind::Number),
    ("Group", Kind::Text),
    ("Status", Kind::Text),
    ("Owner", Kind::Text),
    ("VIP", Kind::Text),
    ("Birthday", Kind::Date),
    ("Anniversary", Kind::Date),
    ("Hobbies", Kind::Text),
    ("Industry", Kind::Text),
    ("Do not contact", Kind::Text),
    ("Added on", Kind::Date),
    ("Next step", Kind::Text),
    ("Notes", Kind::Text),
];

/// The columns of purchases.
pub(crate) const PURCHASES: [Column; 7] = [
    ("Date", Kind::Date),
    ("Customer", Kind::Number),
    ("Product", Kind::Text),
    ("Category", Kind::Text),
    ("Quantity", Kind::Number),
    ("Amount", Kind::Number),
    ("Owner", Kind::Text),
];

/// The columns of interactions.
pub(crate) const INTERACTIONS: [Column; 9] = [
    ("Date", Kind::Date),
    ("Contact", Kind::Number),
    ("Channel", Kind::Text),
    ("Direction", Kind::Text),
    ("Owner", Kind::Text),
    ("Note", Kind::Text),
    ("Outcome", Kind::Text),
    ("Next step", Kind::Text),
    ("Next step date", Kind::Date),
];

const ROW: u64 = 10;
const OWN_ID: u64 = 11;

/// How large a book is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Rows of contacts, duplicates included.
    pub(crate) contacts: u64,
    /// Rows of purchases.
    pub(crate) purchases: u64,
    /// Rows of interactions.
    pub(crate) interactions: u64,
    /// Columns of contacts: of those of [`CONTACTS`] the first, beyond them columns of the trade.
    pub(crate) columns: usize,
}

/// A made-up book, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    seed: u64,
    layout: Layout,
    purchases: u64,
    interactions: u64,
    columns: usize,
    sales_months: trade::Months,
    talk_months: trade::Months,
}

impl Book {
    /// The book of a seed.
    pub(crate) fn new(seed: u64, size: Size) -> Book {
        let traded = size.contacts > 0;
        Book {
            seed,
            layout: Layout::new(size.contacts),
            purchases: if traded { size.purchases } else { 0 },
            interactions: if traded { size.interactions } else { 0 },
            columns: size.columns,
            sales_months: trade::Months::last(3),
            talk_months: trade::Months::last(2),
        }
    }

    /// Headers and kinds of the contacts' columns.
    pub(crate) fn columns(&self) -> Vec<(String, Kind)> {
        (0..self.columns)
            .map(|index| match CONTACTS.get(index) {
                Some((header, kind)) => ((*header).to_owned(), *kind),
                None => (format!("Extra {}", index + 1), Kind::Text),
            })
            .collect()
    }

    /// The contacts as people wrote them, each with the number of the person.
    pub(crate) fn contacts(&self) -> impl Iterator<Item = (Row, u64)> {
        (0..self.layout.rows()).map(|row| self.contact(row))
    }

    /// The purchases by date.
    pub(crate) fn purchases(&self) -> impl Iterator<Item = Row> {
        (0..self.purchases).map(|index| trade::purchase(self, index))
    }

    /// The interactions by date.
    pub(crate) fn interactions(&self) -> impl Iterator<Item = Row> {
        (0..self.interactions).map(|index| trade::interaction(self, index))
    }

    /// How many people there are with one row of contacts, with two...
    pub(crate) fn promise(&self) -> BTreeMap<u64, u64> {
        self.layout.promise()
    }

    fn contact(&self, row: u64) -> (Row, u64) {
        let place = self.layout.place(row);
        let mut random = Random::keyed(self.seed, ROW, row);
        let writing = dirt::Writing {
            copy: place.copy,
            own_id: self.own_id(place),
            somebody: FIRST_NUMBER + random.below(self.layout.rows()),
            columns: self.columns,
        };
        let person = people::person(self.seed, place.cluster);
        (dirt::row(&person, &writing, random), place.cluster)
    }

    /// The number that the business gave to a row: of the further rows of a person some have none, some have the first's.
    fn own_id(&self, place: Place) -> Option<u64> {
        let row = self.layout.row(place);
        let first = self.layout.row(Place { copy: 0, ..place });
        match Random::keyed(self.seed, OWN_ID, row).below(100) {
            _ if place.copy == 0 => Some(FIRST_NUMBER + row),
            0..25 => None,
            25..35 => Some(FIRST_NUMBER + first),
            _ => Some(FIRST_NUMBER + row),
        }
    }

    /// A person; few of them often, most seldom.
    fn somebody(&self, random: &mut Random) -> u64 {
        let people = self.layout.clusters();
        // A quarter of the people never comes; of the others the first in rank come six times as often as the average.
        let draw = random.unit();
        let share = draw * (draw + 0.2) / 1.2 * 0.75;
        let rank = (share * people as f64) as u64;
        // A prime larger than any book: ranks are spread over families, firms and lonely people alike.
        (u128::from(rank) * 1_000_003 % u128::from(people)) as u64
    }
}

const FIRST_NUMBER: u64 = 1001;

/// A whole small book in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GeneratedBook {
    /// Rows of contacts, under the headers of [`CONTACTS`].
    pub(crate) contacts: Vec<Row>,
    /// Rows of purchases, under the headers of [`PURCHASES`].
    pub(crate) purchases: Vec<Row>,
    /// Rows of interactions, under the headers of [`INTERACTIONS`].
    pub(crate) interactions: Vec<Row>,
    /// For each row of contacts the number of its person.
    pub(crate) truth: Vec<u64>,
}

/// A small book: so many rows of contacts, three times as many purchases, as many interactions.
pub(crate) fn book(seed: u64, contacts: u64) -> GeneratedBook {
    let book = Book::new(
        seed,
        Size {
            contacts,
            purchases: contacts * 3,
            interactions: contacts,
            columns: CONTACTS.len(),
        },
    );
    let (contacts, truth) = book.contacts().unzip();
    GeneratedBook {
        contacts,
        purchases: book.purchases().collect(),
        interactions: book.interactions().collect(),
        truth,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Book, CONTACTS, INTERACTIONS, PURCHASES, Size, book};

    #[test]
    fn the_same_seed_makes_the_same_book_and_another_seed_another() {
        assert_eq!(book(7, 300), book(7, 300));
        assert_ne!(book(7, 300).contacts, book(8, 300).contacts);
    }

    #[test]
    fn a_book_has_the_rows_and_columns_that_were_asked_for() {
        for contacts in [0, 1, 2, 40, 257] {
            let made = book(3, contacts);
            assert_eq!(made.contacts.len() as u64, contacts);
            assert_eq!(made.purchases.len() as u64, contacts * 3);
            assert_eq!(made.interactions.len() as u64, contacts);
            assert!(made.contacts.iter().all(|row| row.len() == CONTACTS.len()));
            assert!(
                made.purchases
                    .iter()
                    .all(|row| row.len() == PURCHASES.len())
            );
            assert!(
                made.interactions
                    .iter()
                    .all(|row| row.len() == INTERACTIONS.len())
            );
        }
    }

    #[test]
    fn the_truth_has_as_many_people_with_two_rows_as_promised() {
        for contacts in [1, 99, 100, 250, 1000] {
            let mut rows = BTreeMap::new();
            for person in book(11, contacts).truth {
                *rows.entry(person).or_insert(0_u64) += 1;
            }
            let mut people = BTreeMap::new();
            for size in rows.into_values() {
                *people.entry(size).or_insert(0_u64) += 1;
            }
            let size = Size {
                contacts,
                purchases: 0,
                interactions: 0,
                columns: 25,
            };
            assert_eq!(Book::new(11, size).promise(), people, "{contacts} contacts");
        }
    }

    #[test]
    fn relatives_share_phones_and_strangers_do_not() {
        let mut people_by_phone: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for cluster in 0..890 {
            let person = super::people::person(5, cluster);
            people_by_phone
                .entry(super::dirt::international(&person.mobile))
                .or_default()
                .push(cluster);
        }
        let shared: Vec<_> = people_by_phone
            .values()
            .filter(|people| people.len() > 1)
            .collect();
        assert!(!shared.is_empty());
        assert!(
            shared
                .iter()
                .all(|people| people[0] / 89 == people[1] / 89 && people[1] % 89 < 7)
        );
    }
}
