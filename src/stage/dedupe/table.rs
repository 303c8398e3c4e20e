//! What is compared of a row, prepared once: the words of its name, and keys of everything else, packed so that a million rows
//! cost some 200 MB.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::keys::{mix, text_key};
use super::lexicon::Lexicon;
use super::names::later_generation;
use crate::calendar::to_civil;
use crate::model::{Field, Frame, PartialDate};
use crate::text::email::is_role;
use crate::text::name::each_name_word;
use crate::text::phone::local_digits;
use crate::text::places::city_key;
use crate::text::{fold, fold_digits};

/// Words of a name that count.
pub(super) const MOST_WORDS: usize = 8;
/// A name of more words is seldom a person's.
const MOST_OF_PEOPLE: usize = 6;
/// Phones and addresses of a row that count.
const MOST_NUMBERS: usize = 6;
/// A word in more than one street in so many, and in more than so many, says nothing of a street.
const USUAL_PART: usize = 30;
const USUAL_ROWS: usize = 10;
/// Words that are of streets in general.
const STREET_WORDS: &[&str] = &[
    "street",
    "st",
    "road",
    "rd",
    "avenue",
    "ave",
    "av",
    "lane",
    "ln",
    "drive",
    "dr",
    "court",
    "ct",
    "place",
    "pl",
    "crescent",
    "cres",
    "close",
    "circuit",
    "boulevard",
    "blvd",
    "highway",
    "way",
    "square",
    "sq",
    "str",
    "strasse",
    "straße",
    "rue",
    "calle",
    "via",
    "n",
    "s",
    "e",
    "w",
    "no",
    "apt",
    "unit",
    "suite",
    "ste",
    "floor",
    "the",
    "ул",
    "улица",
    "пр",
    "просп",
    "проспект",
    "пер",
    "переулок",
    "д",
    "дом",
    "кв",
    "корп",
    "стр",
    "пл",
    "площадь",
    "бул",
    "бульвар",
    "ш",
    "шоссе",
    "наб",
    "شارع",
    "طریق",
    "حی",
    "عماره",
    "شقه",
    "مبنی",
    "خیابان",
    "خ",
    "کوچه",
    "ک",
    "بلوار",
    "پلاک",
    "واحد",
    "میدان",
    "طبقه",
    "رقم",
];
/// Ten names of organisations have so many words at least.
const WORDS_OF_TEN: usize = 31;
/// Rows prepared by one task are at least so many, and at most one part in so many of the book.
const CHUNK: usize = 8192;
const PARTS: usize = 8;

/// Which part of a name a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Given,
    Family,
    /// A patronymic, a word of a chain, or of a company's name.
    Other,
}

/// A word of a name: its number in the lexicon, and its part.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameWord {
    pub(super) word: u32,
    pub(super) part: Part,
}

/// Some values of a pool.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    pub(super) fn of<T>(self, pool: &[T]) -> &[T] {
        &pool[self.start as usize..(self.start + self.len) as usize]
    }

    pub(super) fn of_mut<T>(self, pool: &mut [T]) -> &mut [T] {
        &mut pool[self.start as usize..(self.start + self.len) as usize]
    }

    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }

    fn moved(&mut self, by: usize) {
        self.start += by as u32;
    }
}

/// A value as a key (0: none), and how many share it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shared {
    pub(super) key: u64,
    /// Different names under this value, or rows, as the field counts.
    pub(super) count: u32,
}

impl Shared {
    pub(super) fn new(key: u64) -> Shared {
        Shared { key, count: 1 }
    }
}

/// An address of mail as keys.
#[derive(Debug, Clone, Copy)]
pub(super) struct Email {
    pub(super) whole: Shared,
    pub(super) local: u64,
    /// The letters that occur, a bit each; and the length.
    pub(super) letters: u64,
    pub(super) desk: bool,
}

/// One row.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) name: Span,
    /// Words of the company beside a person's name.
    pub(super) company: Span,
    /// Digits with the country code where it is known.
    pub(super) phones: Span,
    pub(super) emails: Span,
    /// Words of the street.
    pub(super) street: Span,
    /// The numbers of the street.
    pub(super) house: u64,
    /// Street and house together.
    pub(super) address: Shared,
    pub(super) postcode: Shared,
    pub(super) city: Shared,
    pub(super) birthday: Option<PartialDate>,
    pub(super) day: Shared,
    /// tierbook's own id, typed into a column.
    pub(super) id: Shared,
    /// The user's number.
    pub(super) own_id: Shared,
    /// A hash of the words of the name in any order; 0 where there is none.
    pub(super) face: u64,
    /// How the words of the name begin, in one order: names that are alike are near each other.
    pub(super) order: u64,
    /// Which of several people of one name in a family.
    pub(super) later: u8,
    /// Whether the name is a company's.
    pub(super) organisation: bool,
}

/// All rows with their words.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    pub(super) words: Vec<NameWord>,
    pub(super) companies: Vec<u32>,
    pub(super) phones: Vec<Shared>,
    pub(super) emails: Vec<Email>,
    pub(super) streets: Vec<u64>,
    pub(super) lexicon: Lexicon,
}

impl Table {
    /// Prepares all rows.
    pub(super) fn new(frame: &Frame) -> Table {
        let chunk = CHUNK.max(frame.len().div_ceil(PARTS));
        let starts: Vec<usize> = (0..frame.len()).step_by(chunk).collect();
        let pieces: Vec<Table> = starts
            .into_par_iter()
            .map(|start| {
                let mut piece = Piece::new(frame);
                for row in start..frame.len().min(start + chunk) {
                    piece.add(row);
                }
                piece.table
            })
            .collect();
        let room = |many: fn(&Table) -> usize| pieces.iter().map(many).sum();
        let mut table = Table {
            rows: Vec::with_capacity(frame.len()),
            words: Vec::with_capacity(room(|piece| piece.words.len())),
            companies: Vec::with_capacity(room(|piece| piece.companies.len())),
            phones: Vec::with_capacity(room(|piece| piece.phones.len())),
            emails: Vec::with_capacity(room(|piece| piece.emails.len())),
            streets: Vec::with_capacity(room(|piece| piece.streets.len())),
            lexicon: Lexicon::default(),
        };
        for piece in pieces {
            table.append(piece);
        }
        table.finish();
        table
    }

    fn append(&mut self, mut piece: Table) {
        let numbers = self.lexicon.absorb(piece.lexicon);
        let renumber = |id: &mut u32| *id = numbers[*id as usize];
        piece
            .words
            .iter_mut()
            .for_each(|word| renumber(&mut word.word));
        piece.companies.iter_mut().for_each(renumber);
        for row in &mut piece.rows {
            row.name.moved(self.words.len());
            row.company.moved(self.companies.len());
            row.phones.moved(self.phones.len());
            row.emails.moved(self.emails.len());
            row.street.moved(self.streets.len());
        }
        self.rows.append(&mut piece.rows);
        self.words.append(&mut piece.words);
        self.companies.append(&mut piece.companies);
        self.phones.append(&mut piece.phones);
        self.emails.append(&mut piece.emails);
        self.streets.append(&mut piece.streets);
    }

    /// Leaves out of streets what most of them hold: `street`, `улица`.
    fn trim_streets(&mut self) {
        let mut sorted = self.streets.clone();
        sorted.par_sort_unstable();
        let most = USUAL_ROWS.max(self.rows.len() / USUAL_PART);
        let mut usual: Vec<u64> = sorted
            .chunk_by(|a, b| a == b)
            .filter(|group| group.len() > most)
            .map(|group| group[0])
            .collect();
        usual.extend(STREET_WORDS.iter().map(|word| text_key(word)));
        usual.sort_unstable();
        for row in &mut self.rows {
            let words = row.street.of_mut(&mut self.streets);
            // The rare ones first.
            words.sort_by_key(|word| usual.binary_search(word).is_ok());
            let rare = words
                .iter()
                .take_while(|word| usual.binary_search(word).is_err())
                .count();
            if rare > 0 {
                row.street.len = rare as u32;
            }
        }
    }

    /// What needs all words: faces, and whether this is a list of organisations.
    fn finish(&mut self) {
        self.trim_streets();
        let (words, lexicon) = (&self.words, &self.lexicon);
        self.rows.par_iter_mut().for_each(|row| {
            let mut keys = [(0_u64, 0_u32); MOST_WORDS];
            let name = row.name.of(words);
            for (slot, word) in keys.iter_mut().zip(name) {
                let word = lexicon.word(word.word);
                *slot = (word.spelling, word.start);
            }
            let keys = &mut keys[..name.len()];
            keys.sort_unstable();
            row.face = keys.iter().fold(0, |face, (key, _)| mix(face ^ key));
            keys.sort_unstable_by_key(|(_, start)| *start);
            let mut starts = keys.iter().map(|(_, start)| u64::from(*start));
            row.order = starts.next().unwrap_or(0) << 32 | starts.next().unwrap_or(0);
        });
        if self.names_organisations() {
            for row in &mut self.rows {
                row.organisation = true;
            }
        }
    }

    /// Whether the book is a list of organisations: most names hold no usual given name, and nobody has a birthday.
    fn names_organisations(&self) -> bool {
        let filled = self.rows.iter().filter(|row| !row.name.is_empty());
        let (names, words) = filled.fold((0, 0), |(names, words), row| {
            (names + 1, words + row.name.of(&self.words).len())
        });
        // Names of people whom the list of given names does not know are short.
        if words * 10 < names * WORDS_OF_TEN {
            return false;
        }
        let nobody = |row: &&Row| {
            !row.name.is_empty()
                && row.birthday.is_none()
                && !row
                    .name
                    .of(&self.words)
                    .iter()
                    .any(|word| self.lexicon.word(word.word).given)
        };
        let count = self.rows.iter().filter(nobody).count();
        count * 10 > names * 7
    }

    pub(super) fn name(&self, row: &Row) -> &[NameWord] {
        row.name.of(&self.words)
    }
}

/// Rows as one task prepares them.
struct Piece<'a> {
    frame: &'a Frame,
    table: Table,
    /// Cities and postcodes of a book are few.
    cities: HashMap<&'a str, u64, FixedState>,
    postcodes: HashMap<&'a str, u64, FixedState>,
    phone_fields: Vec<Field>,
}

impl<'a> Piece<'a> {
    fn new(frame: &'a Frame) -> Piece<'a> {
        let phone_fields = Field::PHONES.into_iter().filter(|field| frame.has(*field));
        Piece {
            frame,
            table: Table::default(),
            cities: HashMap::default(),
            postcodes: HashMap::default(),
            phone_fields: phone_fields.collect(),
        }
    }

    fn add(&mut self, at: usize) {
        let frame = self.frame;
        let mut row = Row::default();
        self.name(at, &mut row);
        row.birthday = frame.date(Field::Birthday, at);
        row.day = Shared::new(row.birthday.map_or(0, date_key));
        self.phones(at, &mut row);
        self.emails(at, &mut row);
        self.street(at, &mut row);
        if let Some(code) = frame.text(Field::Postcode, at) {
            let known = self.postcodes.entry(code);
            row.postcode = Shared::new(*known.or_insert_with(|| text_key(&fold(code))));
        }
        if let Some(city) = frame.text(Field::City, at) {
            let known = self.cities.entry(city);
            row.city = Shared::new(*known.or_insert_with(|| text_key(&city_key(city))));
        }
        let folded = |field: Field| {
            frame
                .text(field, at)
                .map_or(0, |text| text_key(&fold(text)))
        };
        row.id = Shared::new(folded(Field::Id));
        row.own_id = Shared::new(folded(Field::OwnId));
        self.table.rows.push(row);
    }

    fn name(&mut self, at: usize, row: &mut Row) {
        let Table {
            words,
            companies,
            lexicon,
            ..
        } = &mut self.table;
        let start = words.len();
        row.name.start = start as u32;
        row.company.start = companies.len() as u32;
        if let Some(whole) = self.frame.text(Field::Name, at) {
            row.organisation = whole.contains(['«', '&']);
            let mut count = 0;
            // Ahmed, Sara: the family's name first.
            let turned = whole
                .split_once([',', '،'])
                .filter(|(family, _)| !family.trim().contains(' '));
            let mut take = |word: &str| {
                row.later = row.later.max(later_generation(word));
                count += 1;
                if count <= MOST_WORDS {
                    let id = lexicon.add(word, 1);
                    row.organisation |= lexicon.word(id).company;
                    words.push(NameWord {
                        word: id,
                        part: Part::Other,
                    });
                }
            };
            match turned {
                Some((family, given)) => {
                    each_name_word(given, &mut take);
                    each_name_word(family, &mut take);
                }
                None => each_name_word(whole, take),
            }
            row.organisation |= count > MOST_OF_PEOPLE;
            part_words(&mut words[start..], lexicon, whole.contains(','));
        } else {
            let mut add = |field: Field, part: Part| {
                let Some(text) = self.frame.text(field, at) else {
                    return;
                };
                each_name_word(text, |word| {
                    row.later = row.later.max(later_generation(word));
                    if words.len() < start + MOST_WORDS {
                        let word = lexicon.add(word, 1);
                        words.push(NameWord { word, part });
                    }
                });
            };
            add(Field::GivenName, Part::Given);
            add(Field::Patronymic, Part::Other);
            add(Field::FamilyName, Part::Family);
        }
        if let Some(company) = self.frame.text(Field::Company, at) {
            let unnamed = words.len() == start;
            row.organisation |= unnamed;
            each_name_word(company, |word| {
                if unnamed && words.len() < start + MOST_WORDS {
                    let word = lexicon.add(word, 1);
                    let part = Part::Other;
                    words.push(NameWord { word, part });
                } else if !unnamed && companies.len() < row.company.start as usize + MOST_WORDS {
                    companies.push(lexicon.add(word, 1));
                }
            });
        }
        row.name.len = (words.len() - start) as u32;
        row.company.len = companies.len() as u32 - row.company.start;
    }

    fn phones(&mut self, at: usize, row: &mut Row) {
        let phones = &mut self.table.phones;
        let start = phones.len();
        for field in &self.phone_fields {
            for phone in self.frame.phones(*field, at) {
                let number = match phone.number {
                    0 => local_digits(self.frame.phone_text(phone))
                        .and_then(|digits| digits.parse().ok()),
                    number => Some(number),
                };
                let Some(number) = number else {
                    continue;
                };
                let known = phones[start..].iter().any(|known| known.key == number);
                if !known && phones.len() < start + MOST_NUMBERS {
                    phones.push(Shared::new(number));
                }
            }
        }
        row.phones = Span {
            start: start as u32,
            len: (phones.len() - start) as u32,
        };
    }

    fn emails(&mut self, at: usize, row: &mut Row) {
        let emails = &mut self.table.emails;
        let start = emails.len();
        for text in self.frame.emails(Field::Email, at).take(MOST_NUMBERS) {
            let local = text.split('@').next().unwrap_or_default();
            emails.push(Email {
                whole: Shared::new(text_key(text)),
                local: text_key(local),
                letters: letters(text),
                desk: is_role(text),
            });
        }
        row.emails = Span {
            start: start as u32,
            len: (emails.len() - start) as u32,
        };
    }

    /// Words of the street without its numbers, and the numbers in one.
    fn street(&mut self, at: usize, row: &mut Row) {
        let streets = &mut self.table.streets;
        let start = streets.len();
        row.street.start = start as u32;
        let Some(text) = self.frame.text(Field::Street, at) else {
            return;
        };
        let folded = fold(text);
        let digits = fold_digits(&folded);
        let mut house = 0;
        for word in digits.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                house = mix(house ^ text_key(word));
            } else if streets.len() < start + MOST_WORDS {
                streets.push(text_key(word));
            }
        }
        let words = &mut streets[start..];
        words.sort_unstable();
        row.house = house;
        if !words.is_empty() {
            let key = words.iter().fold(house, |key, word| mix(key ^ word));
            row.address = Shared::new(key.max(1));
        }
        row.street.len = (streets.len() - start) as u32;
    }
}

/// The part of each word: what is a usual given name is one; else the first word is given and the last is the family's, or the other
/// way round before a comma.
fn part_words(words: &mut [NameWord], lexicon: &Lexicon, turned: bool) {
    let last = words.len().saturating_sub(1);
    // S. Ahmed: the initial is the given name's, though Ahmed may be one.
    let initial = words
        .iter()
        .position(|word| lexicon.word(word.word).latin.len() == 1);
    let known = words.iter().position(|word| lexicon.word(word.word).given);
    let given = initial.or(known);
    let given = given.unwrap_or(if turned { last.min(1) } else { 0 });
    let family = if given == last && last > 0 { 0 } else { last };
    for (at, word) in words.iter_mut().enumerate() {
        word.part = match at {
            _ if at == given => Part::Given,
            _ if at == family => Part::Family,
            _ => Part::Other,
        };
    }
}

fn date_key(date: PartialDate) -> u64 {
    if let Some(day) = to_civil(date) {
        return (day.year() as u64) << 16 | (day.month() as u64) << 8 | day.day() as u64 | 1 << 40;
    }
    let part = |part: Option<u8>| u64::from(part.unwrap_or(0));
    (date.year.unwrap_or(0) as u64) << 24
        | part(date.month) << 16
        | part(date.day) << 8
        | date.calendar as u64
        | 1 << 60
}

/// A bit for each letter or digit that occurs, and the length above them: texts of which these differ much are no slips of each other.
fn letters(text: &str) -> u64 {
    let bits = text.bytes().fold(0, |bits, byte| {
        let at = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => 26 + byte - b'0',
            _ => 36 + (byte & 7),
        };
        bits | 1_u64 << at
    });
    bits | (text.len().min(255) as u64) << 48
}
