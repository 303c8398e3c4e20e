//! Rows as one task prepares them, in the frame's order.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::FixedState;

use super::{Common, Email, MOST_WORDS, NameWord, Part, Pool, Row, Shard, Shared};
use crate::calendar::to_civil;
use crate::model::{Field, Frame, PartialDate, Phone};
use crate::stage::dedupe::keys::{mix, text_key};
use crate::stage::dedupe::lexicon::Lexicon;
use crate::text::email::is_role;
use crate::text::name::{each_name_word, ends_with_particle, plain_word};
use crate::text::phone::local_digits;
use crate::text::places::city_key;
use crate::text::{fold_into, is_word};

/// A name of more words is seldom a person's.
const MOST_OF_PEOPLE: usize = 6;
/// Phones and addresses of a row that count.
const MOST_NUMBERS: usize = 6;

/// What a row is sorted by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sorting {
    /// How the first two words of the name begin, of the words in one order: names that are alike are near each other.
    pub(super) starts: u64,
    pub(super) face: u64,
    /// In the frame.
    pub(super) row: u32,
}

/// Some rows of a frame, prepared with a lexicon of their own.
pub(super) struct Piece<'a> {
    frame: &'a Frame,
    pub(super) shard: Shard,
    lexicon: Lexicon,
    pub(super) sorting: Vec<Sorting>,
    /// The numbers of its words in the lexicon of all.
    pub(super) numbers: Vec<u32>,
    /// Rows with a name.
    pub(super) names: usize,
    /// Of these, those without a usual given name and without a birthday.
    pub(super) nobodies: usize,
    /// Words as typed; `None` where they mean something beside others.
    typed: HashMap<&'a str, Option<u32>, FixedState>,
    /// Cities and postcodes of a book are few.
    cities: HashMap<&'a str, Common, FixedState>,
    postcodes: HashMap<&'a str, Common, FixedState>,
    /// How many rows have each birthday.
    days: Count,
    phone_fields: Vec<Field>,
    has_ids: bool,
    has_own_ids: bool,
    /// Room for one folded text.
    folded: String,
}

impl<'a> Piece<'a> {
    pub(super) fn new(frame: &'a Frame, rows: Range<usize>) -> Piece<'a> {
        let phone_fields = Field::PHONES.into_iter().filter(|field| frame.has(*field));
        let shard = Shard {
            rows: Vec::with_capacity(rows.len()),
            words: Vec::with_capacity(rows.len() * 3),
            ..Shard::default()
        };
        let mut piece = Piece {
            frame,
            shard,
            lexicon: Lexicon::default(),
            sorting: Vec::with_capacity(rows.len()),
            numbers: Vec::new(),
            names: 0,
            nobodies: 0,
            typed: HashMap::default(),
            cities: HashMap::default(),
            postcodes: HashMap::default(),
            days: HashMap::default(),
            phone_fields: phone_fields.collect(),
            has_ids: frame.has(Field::Id),
            has_own_ids: frame.has(Field::OwnId),
            folded: String::new(),
        };
        for row in rows {
            piece.add(row);
        }
        piece
    }

    /// Gives its words to the lexicon of all, and how many rows have each city, postcode and birthday.
    pub(super) fn hand_over(&mut self, lexicon: &mut Lexicon, counts: &mut Counts) {
        self.numbers = lexicon.absorb(std::mem::take(&mut self.lexicon));
        let cities = self.cities.drain().map(|(_, city)| (city.key, city.count));
        add_up(&mut counts.cities, cities);
        let postcodes = self.postcodes.drain();
        let postcodes = postcodes.map(|(_, code)| (code.key, code.count));
        add_up(&mut counts.postcodes, postcodes);
        add_up(&mut counts.days, self.days.drain());
    }

    fn add(&mut self, at: usize) {
        let frame = self.frame;
        let mut row = Row {
            origin: at as u32,
            birthday: frame.date(Field::Birthday, at),
            ..Row::default()
        };
        self.name(at, &mut row);
        row.day.key = row.birthday.map_or(0, date_key);
        if row.day.key != 0 {
            *self.days.entry(row.day.key).or_default() += 1;
        }
        self.phones(at, &mut row);
        self.emails(at, &mut row);
        self.street(at, &mut row);
        if let Some(code) = frame.text(Field::Postcode, at) {
            let (known, folded) = (self.postcodes.entry(code), &mut self.folded);
            let known = known.or_insert_with(|| Common {
                key: short(folded_key(code, folded)),
                count: 0,
            });
            known.count += 1;
            row.postcode = *known;
        }
        if let Some(city) = frame.text(Field::City, at) {
            let known = self.cities.entry(city);
            let known = known.or_insert_with(|| Common {
                key: short(text_key(&city_key(city))),
                count: 0,
            });
            known.count += 1;
            row.city = *known;
        }
        if self.has_ids {
            let id = Shared::new(self.key_of(Field::Id, at));
            self.shard.ids.push(id);
        }
        if self.has_own_ids {
            let own_id = Shared::new(self.key_of(Field::OwnId, at));
            self.shard.own_ids.push(own_id);
        }
        let starts = self.face(&mut row);
        self.sorting.push(Sorting {
            starts,
            face: row.face,
            row: at as u32,
        });
        self.shard.rows.push(row);
    }

    fn key_of(&mut self, field: Field, at: usize) -> u64 {
        let text = self.frame.text(field, at);
        text.map_or(0, |text| folded_key(text, &mut self.folded))
    }

    /// Sets the face of a name; how its words begin.
    fn face(&mut self, row: &mut Row) -> u64 {
        let name = &self.shard.words[row.spans.range(Pool::Words)];
        let lexicon = &self.lexicon;
        let mut keys = [(0_u64, 0_u32); MOST_WORDS];
        for (slot, word) in keys.iter_mut().zip(name) {
            let word = lexicon.word(word.word);
            *slot = (word.spelling, word.start);
        }
        let keys = &mut keys[..name.len()];
        keys.sort_unstable();
        row.face = keys.iter().fold(0, |face, (key, _)| mix(face ^ key));
        keys.sort_unstable_by_key(|(_, start)| *start);
        let mut starts = keys.iter().map(|(_, start)| u64::from(*start));
        if !name.is_empty() {
            self.names += 1;
            let is_given = |word: &NameWord| lexicon.word(word.word).given;
            self.nobodies += usize::from(row.birthday.is_none() && !name.iter().any(is_given));
        }
        starts.next().unwrap_or(0) << 32 | starts.next().unwrap_or(0)
    }

    fn name(&mut self, at: usize, row: &mut Row) {
        let start = self.shard.words.len();
        if let Some(whole) = self.frame.text(Field::Name, at) {
            row.organisation = whole.contains(['«', '&']);
            let mut count = 0;
            // Ahmed, Sara: the family's name first.
            let turned = whole
                .split_once([',', '،'])
                .filter(|(family, _)| !family.trim().contains(' '));
            let texts = match turned {
                Some((family, given)) => [given.trim(), family.trim()],
                None => [whole, ""],
            };
            for text in texts.into_iter().filter(|text| !text.is_empty()) {
                self.each_word(text, |shard, lexicon, id| {
                    row.later = row.later.max(lexicon.word(id).later);
                    count += 1;
                    if count <= MOST_WORDS {
                        row.organisation |= lexicon.count(id).company;
                        shard.words.push(NameWord::new(id, Part::Other));
                    }
                });
            }
            row.organisation |= count > MOST_OF_PEOPLE;
            let words = &mut self.shard.words[start..];
            part_words(words, &self.lexicon, whole.contains(','));
        } else {
            let parts = [
                (Field::GivenName, Part::Given),
                (Field::Patronymic, Part::Other),
                (Field::FamilyName, Part::Family),
            ];
            let texts = parts.map(|(field, _)| self.frame.text(field, at));
            let before_last = texts.iter().flatten().rev().skip(1);
            if before_last.copied().any(ends_with_particle) {
                // Abdul | Rahman Hassan: the particle is of the next part.
                let whole: Vec<&str> = texts.into_iter().flatten().collect();
                self.joined(&whole.join(" "), row);
            } else {
                for (field, part) in parts {
                    if let Some(text) = self.frame.text(field, at) {
                        self.each_word(text, |shard, lexicon, id| {
                            row.later = row.later.max(lexicon.word(id).later);
                            if shard.words.len() < start + MOST_WORDS {
                                lexicon.count(id);
                                shard.words.push(NameWord::new(id, part));
                            }
                        });
                    }
                }
            }
        }
        let unnamed = self.shard.words.len() == start;
        let first = self.shard.companies.len();
        if let Some(company) = self.frame.text(Field::Company, at) {
            row.organisation |= unnamed;
            self.each_word(company, |shard, lexicon, id| {
                if unnamed && shard.words.len() < start + MOST_WORDS {
                    lexicon.count(id);
                    shard.words.push(NameWord::new(id, Part::Other));
                } else if !unnamed && shard.companies.len() < first + MOST_WORDS {
                    lexicon.count(id);
                    shard.companies.push(id);
                }
            });
        }
        row.spans.set(Pool::Words, start..self.shard.words.len());
        let companies = first..self.shard.companies.len();
        row.spans.set(Pool::Companies, companies);
    }

    /// Takes the words of a name that stands in several columns as those of one.
    fn joined(&mut self, whole: &str, row: &mut Row) {
        let start = self.shard.words.len();
        let (shard, lexicon) = (&mut self.shard, &mut self.lexicon);
        each_name_word(whole, |word| {
            let id = lexicon.number(word);
            row.later = row.later.max(lexicon.word(id).later);
            if shard.words.len() < start + MOST_WORDS {
                lexicon.count(id);
                shard.words.push(NameWord::new(id, Part::Other));
            }
        });
        part_words(&mut self.shard.words[start..], &self.lexicon, false);
    }

    /// Gives the words of a name, each as its number.
    fn each_word(&mut self, text: &'a str, mut take: impl FnMut(&mut Shard, &mut Lexicon, u32)) {
        let (typed, shard, lexicon) = (&mut self.typed, &mut self.shard, &mut self.lexicon);
        let mut known = [0_u32; MOST_WORDS];
        let mut many = 0;
        let are_plain = text.split(' ').all(|word| {
            let id = typed
                .entry(word)
                .or_insert_with(|| Some(lexicon.number(&plain_word(word)?)));
            let slot = known.get_mut(many);
            many += 1;
            slot.zip(*id).map(|(slot, id)| *slot = id).is_some()
        });
        if are_plain {
            let known = known[..many].iter();
            known.for_each(|id| take(shard, lexicon, *id));
        } else {
            each_name_word(text, |word| {
                let id = lexicon.number(word);
                take(shard, lexicon, id);
            });
        }
    }

    fn phones(&mut self, at: usize, row: &mut Row) {
        let phones = &mut self.shard.phones;
        let start = phones.len();
        for field in &self.phone_fields {
            for phone in self.frame.phones(*field, at) {
                let Some(number) = phone_number(self.frame, phone) else {
                    continue;
                };
                let known = phones[start..].iter().any(|known| known.key == number);
                if !known && phones.len() < start + MOST_NUMBERS {
                    phones.push(Shared::new(number));
                }
            }
        }
        row.spans.set(Pool::Phones, start..phones.len());
    }

    fn emails(&mut self, at: usize, row: &mut Row) {
        let emails = &mut self.shard.emails;
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
        row.spans.set(Pool::Emails, start..emails.len());
    }

    /// Words of the street without its numbers, and the numbers in one.
    fn street(&mut self, at: usize, row: &mut Row) {
        let (streets, folded) = (&mut self.shard.streets, &mut self.folded);
        let start = streets.len();
        let Some(text) = self.frame.text(Field::Street, at) else {
            return;
        };
        fold_into(text, folded);
        let mut house = 0;
        for word in folded.split(|c: char| !is_word(c)) {
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
        row.house = if house == 0 { 0 } else { short(house) };
        if !words.is_empty() {
            let key = words.iter().fold(house, |key, word| mix(key ^ word));
            row.address = Shared::new(key.max(1));
        }
        row.spans.set(Pool::Streets, start..streets.len());
    }
}

/// How many rows have each value of a field, by its key.
type Count = HashMap<u32, u32, FixedState>;

/// How many rows have each city, postcode and birthday.
#[derive(Debug, Default)]
pub(super) struct Counts {
    cities: Count,
    postcodes: Count,
    days: Count,
}

impl Counts {
    pub(super) fn fill(&self, row: &mut Row) {
        let of = |counts: &Count, value: &mut Common| {
            if value.key != 0 {
                value.count = counts.get(&value.key).copied().unwrap_or(1);
            }
        };
        of(&self.cities, &mut row.city);
        of(&self.postcodes, &mut row.postcode);
        of(&self.days, &mut row.day);
    }
}

fn add_up(counts: &mut Count, more: impl Iterator<Item = (u32, u32)>) {
    for (key, count) in more {
        *counts.entry(key).or_default() += count;
    }
}

/// The digits of a phone as one number, with the country code where it is known.
pub(in crate::stage::dedupe) fn phone_number(frame: &Frame, phone: &Phone) -> Option<u64> {
    match phone.number {
        0 => local_digits(frame.phone_text(phone))?.parse().ok(),
        number => Some(number),
    }
}

/// A key of fewer bits, never 0.
fn short(key: u64) -> u32 {
    ((key >> 32) as u32).max(1)
}

/// The key of a folded text.
fn folded_key(text: &str, room: &mut String) -> u64 {
    fold_into(text, room);
    text_key(room)
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

/// Whole dates as Gregorian ones, parts of dates as they are.
fn date_key(date: PartialDate) -> u32 {
    if let Some(day) = to_civil(date) {
        let year = day.year().max(0) as u32;
        return WHOLE | year << 9 | (day.month() as u32) << 5 | day.day() as u32;
    }
    let part = |part: Option<u8>| u32::from(part.unwrap_or(0));
    let year = date.year.unwrap_or(0).max(0) as u32;
    PARTS | year << 11 | (date.calendar as u32) << 9 | part(date.month) << 5 | part(date.day)
}

/// Marks keys of whole dates, and of parts of dates.
const WHOLE: u32 = 1 << 30;
const PARTS: u32 = 1 << 31;

/// Year, and month with day, of a whole birthday, as keys.
pub(in crate::stage::dedupe) fn year_and_day(row: &Row) -> Option<(u64, u64)> {
    let day = row.day.key;
    (day & WHOLE != 0 && day & PARTS == 0).then_some((
        u64::from(day >> 9 & 0x3fff) + 10_000,
        u64::from(day & 0x1ff),
    ))
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
