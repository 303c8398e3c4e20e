//! What is compared of a row, prepared once: the words of its name, and keys of everything else, packed so that a million rows
//! cost some 350 MB.
//!
//! Rows stand in the order of their names, not in the frame's: rows that are alike stand near each other, in every list of a key
//! and in memory.

mod piece;
mod street;

use std::ops::Deref;

use rayon::prelude::*;

use super::lexicon::Lexicon;
use super::word::Word;
use crate::model::{Frame, PartialDate};
pub(super) use piece::phone_number;
use piece::{Counts, Piece, Sorting};

/// Words of a name that count.
pub(super) const MOST_WORDS: usize = 8;
/// Ten names of organisations have so many words at least.
const WORDS_OF_TEN: usize = 31;
/// Rows prepared by one task are at least so many, and at most one part in so many of the book.
const CHUNK: usize = 8192;
const PARTS: usize = 8;
/// The number of rows of a shard, as a power of two.
const SHARD_BITS: u32 = 13;
const SHARD: usize = 1 << SHARD_BITS;

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

impl NameWord {
    fn new(word: u32, part: Part) -> NameWord {
        NameWord { word, part }
    }
}

/// Some values of a pool.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    len: u32,
}

impl Span {
    fn of<T>(self, pool: &[T]) -> &[T] {
        &pool[self.start as usize..(self.start + self.len) as usize]
    }

    fn of_mut<T>(self, pool: &mut [T]) -> &mut [T] {
        &mut pool[self.start as usize..(self.start + self.len) as usize]
    }

    fn new(start: usize, end: usize) -> Span {
        Span {
            start: start as u32,
            len: (end - start) as u32,
        }
    }

    /// Copies the values into another pool.
    fn copied<T: Copy>(self, from: &[T], to: &mut Vec<T>) -> Span {
        let start = to.len();
        to.extend_from_slice(self.of(from));
        Span::new(start, to.len())
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
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    name: Span,
    /// Words of the company beside a person's name.
    company: Span,
    /// Digits with the country code where it is known.
    phones: Span,
    emails: Span,
    /// Words of the street.
    street: Span,
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
    /// Where it stands in the frame.
    pub(super) origin: u32,
    /// Which of several people of one name in a family.
    pub(super) later: u8,
    /// Whether the name is a company's.
    pub(super) organisation: bool,
}

/// Some rows that follow each other, with all that they have.
#[derive(Debug, Default)]
struct Shard {
    rows: Vec<Row>,
    words: Vec<NameWord>,
    companies: Vec<u32>,
    phones: Vec<Shared>,
    emails: Vec<Email>,
    streets: Vec<u64>,
}

/// A row with all that it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowView<'t> {
    row: &'t Row,
    shard: &'t Shard,
}

impl Deref for RowView<'_> {
    type Target = Row;

    fn deref(&self) -> &Row {
        self.row
    }
}

impl<'t> RowView<'t> {
    /// Words of the name.
    pub(super) fn name(self) -> &'t [NameWord] {
        self.row.name.of(&self.shard.words)
    }

    /// Words of the company beside a person's name.
    pub(super) fn company(self) -> &'t [u32] {
        self.row.company.of(&self.shard.companies)
    }

    /// Digits with the country code where it is known.
    pub(super) fn phones(self) -> &'t [Shared] {
        self.row.phones.of(&self.shard.phones)
    }

    pub(super) fn emails(self) -> &'t [Email] {
        self.row.emails.of(&self.shard.emails)
    }

    /// Words of the street.
    pub(super) fn street(self) -> &'t [u64] {
        self.row.street.of(&self.shard.streets)
    }
}

/// All rows with their words.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// In the order of names.
    shards: Vec<Shard>,
    /// Where each row of the frame stands among them.
    places: Vec<u32>,
    /// The face of each row, in the order of names.
    pub(super) faces: Vec<u64>,
    lexicon: Lexicon,
}

impl Table {
    /// Prepares all rows.
    pub(super) fn new(frame: &Frame) -> Table {
        let chunk = CHUNK.max(frame.len().div_ceil(PARTS));
        let starts: Vec<usize> = (0..frame.len()).step_by(chunk).collect();
        let mut pieces: Vec<Piece<'_>> = starts
            .into_par_iter()
            .map(|start| Piece::new(frame, start..frame.len().min(start + chunk)))
            .collect();
        let mut lexicon = Lexicon::default();
        let mut counts = Counts::default();
        for piece in &mut pieces {
            piece.hand_over(&mut lexicon, &mut counts);
        }
        let gathering = Gathering {
            usual: street::usual_words(&pieces, frame.len()),
            are_organisations: are_organisations(&pieces),
            counts,
        };
        let order = order(&pieces, chunk);
        let shards = order.par_chunks(SHARD).map(|part| {
            let mut shard = Shard::default();
            shard.rows.reserve_exact(part.len());
            for sorting in part {
                let at = sorting.row as usize;
                gathering.take(&mut shard, &pieces[at / chunk], at % chunk);
            }
            shard
        });
        let shards = shards.collect();
        let mut places = vec![0; order.len()];
        for (sorting, at) in order.iter().zip(0..) {
            places[sorting.row as usize] = at;
        }
        Table {
            shards,
            places,
            faces: order.iter().map(|sorting| sorting.face).collect(),
            lexicon,
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.faces.len()
    }

    /// The row at a place.
    pub(super) fn at(&self, place: u32) -> RowView<'_> {
        let shard = &self.shards[(place >> SHARD_BITS) as usize];
        RowView {
            row: &shard.rows[place as usize % SHARD],
            shard,
        }
    }

    /// A row of the frame.
    pub(super) fn row(&self, row: u32) -> RowView<'_> {
        self.at(self.places[row as usize])
    }

    /// All rows, with their places.
    pub(super) fn par_rows(&self) -> impl IndexedParallelIterator<Item = RowView<'_>> {
        (0..self.len() as u32)
            .into_par_iter()
            .map(|place| self.at(place))
    }

    /// The row at a place, to count what it shares.
    pub(super) fn at_mut(&mut self, place: u32) -> (&mut Row, &mut [Shared], &mut [Email]) {
        let shard = &mut self.shards[(place >> SHARD_BITS) as usize];
        let row = &mut shard.rows[place as usize % SHARD];
        let phones = row.phones.of_mut(&mut shard.phones);
        let emails = row.emails.of_mut(&mut shard.emails);
        (row, phones, emails)
    }

    pub(super) fn word(&self, id: u32) -> &Word {
        self.lexicon.word(id)
    }
}

/// What is known of all pieces when their rows are put in order.
struct Gathering {
    /// Words of many streets, sorted.
    usual: Vec<u64>,
    are_organisations: bool,
    counts: Counts,
}

impl Gathering {
    /// Takes over a row of a piece.
    fn take(&self, shard: &mut Shard, piece: &Piece<'_>, at: usize) {
        let from = &piece.shard;
        let mut row = from.rows[at].clone();
        let word = |id: u32| piece.numbers[id as usize];
        let start = shard.words.len();
        let words = row.name.of(&from.words).iter();
        shard.words.extend(words.map(|known| NameWord {
            word: word(known.word),
            part: known.part,
        }));
        row.name = Span::new(start, shard.words.len());
        let start = shard.companies.len();
        let words = row.company.of(&from.companies).iter();
        shard.companies.extend(words.map(|known| word(*known)));
        row.company = Span::new(start, shard.companies.len());
        row.phones = row.phones.copied(&from.phones, &mut shard.phones);
        row.emails = row.emails.copied(&from.emails, &mut shard.emails);
        row.street = self.street(row.street.of(&from.streets), &mut shard.streets);
        row.organisation |= self.are_organisations;
        self.counts.fill(&mut row);
        shard.rows.push(row);
    }

    /// Takes over the words of a street that tell it from others; all, if none does.
    fn street(&self, words: &[u64], streets: &mut Vec<u64>) -> Span {
        let start = streets.len();
        let rare = |word: &&u64| self.usual.binary_search(word).is_err();
        streets.extend(words.iter().filter(rare));
        if streets.len() == start {
            streets.extend(words);
        }
        Span::new(start, streets.len())
    }
}

/// Rows in the order of names; where these are one, by what else they have, and by their order in the frame last.
fn order(pieces: &[Piece<'_>], chunk: usize) -> Vec<Sorting> {
    let rest = |at: u32| {
        let at = at as usize;
        let shard = &pieces[at / chunk].shard;
        let row = &shard.rows[at % chunk];
        let phone = row.phones.of(&shard.phones).first();
        let email = row.emails.of(&shard.emails).first();
        (
            row.day.key,
            phone.map_or(0, |phone| phone.key),
            email.map_or(0, |email| email.whole.key),
            row.address.key,
            row.city.key ^ row.postcode.key,
            row.own_id.key,
        )
    };
    let mut order: Vec<Sorting> = pieces
        .iter()
        .flat_map(|piece| piece.sorting.iter().copied())
        .collect();
    order.par_sort_unstable_by_key(|row| (row.starts, row.face, row.row));
    let namesakes = order.par_chunk_by_mut(|a, b| (a.starts, a.face) == (b.starts, b.face));
    let namesakes = namesakes.filter(|rows| rows.len() > 1);
    namesakes.for_each(|rows| rows.sort_by_cached_key(|row| (rest(row.row), row.row)));
    order
}

/// Whether the book is a list of organisations: most names hold no usual given name, and nobody has a birthday.
fn are_organisations(pieces: &[Piece<'_>]) -> bool {
    let sum = |of: fn(&Piece<'_>) -> usize| pieces.iter().map(of).sum::<usize>();
    let names = sum(|piece| piece.names);
    // Names of people whom the list of given names does not know are short.
    let long = sum(|piece| piece.shard.words.len()) * 10 >= names * WORDS_OF_TEN;
    long && sum(|piece| piece.nobodies) * 10 > names * 7
}
