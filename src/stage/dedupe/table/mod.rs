//! What is compared of a row, prepared once: the words of its name, and keys of everything else, packed so that a million rows
//! cost some 300 MB.
//!
//! Rows stand in the order of their names, not in the frame's: rows that are alike stand near each other, in every list of a key
//! and in memory.

mod piece;
mod street;

use std::ops::{Deref, Range};

use rayon::prelude::*;

use super::lexicon::Lexicon;
use super::word::Word;
use crate::model::{Frame, PartialDate};
use piece::{Counts, Piece, Sorting};
pub(super) use piece::{phone_number, year_and_day};

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

/// Lists of which a row has some values.
#[derive(Debug, Clone, Copy)]
enum Pool {
    /// Words of the name.
    Words,
    /// Words of the company beside a person's name.
    Companies,
    Phones,
    Emails,
    /// Words of the street.
    Streets,
}

/// Which values of each list a row has.
#[derive(Debug, Clone, Copy, Default)]
struct Spans {
    starts: [u32; 5],
    lens: [u8; 5],
}

impl Spans {
    fn range(&self, pool: Pool) -> Range<usize> {
        let start = self.starts[pool as usize] as usize;
        start..start + usize::from(self.lens[pool as usize])
    }

    /// A row has a few values of a list, never 256.
    fn set(&mut self, pool: Pool, values: Range<usize>) {
        self.starts[pool as usize] = values.start as u32;
        self.lens[pool as usize] = values.len().min(255) as u8;
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

/// The same for values of which books have fewer kinds: two that have one key by chance are taken for one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Common {
    pub(super) key: u32,
    /// Rows that have it.
    pub(super) count: u32,
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
    spans: Spans,
    /// The numbers of the street; 0 where there is none.
    pub(super) house: u32,
    /// Street and house together.
    pub(super) address: Shared,
    pub(super) postcode: Common,
    pub(super) city: Common,
    pub(super) birthday: Option<PartialDate>,
    pub(super) day: Common,
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
    /// Digits with the country code where it is known.
    phones: Vec<Shared>,
    emails: Vec<Email>,
    streets: Vec<u64>,
    /// tierbook's own ids, typed into a column, if there is one.
    ids: Vec<Shared>,
    /// The user's numbers, if there are any.
    own_ids: Vec<Shared>,
}

/// A row with all that it has.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowView<'t> {
    row: &'t Row,
    shard: &'t Shard,
    /// Its place in the shard.
    at: usize,
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
        &self.shard.words[self.row.spans.range(Pool::Words)]
    }

    /// Words of the company beside a person's name.
    pub(super) fn company(self) -> &'t [u32] {
        &self.shard.companies[self.row.spans.range(Pool::Companies)]
    }

    /// Digits with the country code where it is known.
    pub(super) fn phones(self) -> &'t [Shared] {
        &self.shard.phones[self.row.spans.range(Pool::Phones)]
    }

    pub(super) fn emails(self) -> &'t [Email] {
        &self.shard.emails[self.row.spans.range(Pool::Emails)]
    }

    /// Words of the street.
    pub(super) fn street(self) -> &'t [u64] {
        &self.shard.streets[self.row.spans.range(Pool::Streets)]
    }

    /// tierbook's own id, typed into a column.
    pub(super) fn id(self) -> Shared {
        self.shard.ids.get(self.at).copied().unwrap_or_default()
    }

    /// The user's number.
    pub(super) fn own_id(self) -> Shared {
        self.shard.own_ids.get(self.at).copied().unwrap_or_default()
    }
}

/// What is counted of a row.
pub(super) struct Counted<'t> {
    pub(super) address: &'t mut Shared,
    pub(super) phones: &'t mut [Shared],
    pub(super) emails: &'t mut [Email],
    pub(super) id: Option<&'t mut Shared>,
    pub(super) own_id: Option<&'t mut Shared>,
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
        let at = place as usize % SHARD;
        let row = &shard.rows[at];
        RowView { row, shard, at }
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
    pub(super) fn counted(&mut self, place: u32) -> Counted<'_> {
        let shard = &mut self.shards[(place >> SHARD_BITS) as usize];
        let at = place as usize % SHARD;
        let row = &mut shard.rows[at];
        Counted {
            phones: &mut shard.phones[row.spans.range(Pool::Phones)],
            emails: &mut shard.emails[row.spans.range(Pool::Emails)],
            address: &mut row.address,
            id: shard.ids.get_mut(at),
            own_id: shard.own_ids.get_mut(at),
        }
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
        let of = |pool: Pool| row.spans.range(pool);
        let mut spans = Spans::default();
        let start = shard.words.len();
        let words = from.words[of(Pool::Words)].iter();
        shard.words.extend(words.map(|known| NameWord {
            word: word(known.word),
            part: known.part,
        }));
        spans.set(Pool::Words, start..shard.words.len());
        let start = shard.companies.len();
        let words = from.companies[of(Pool::Companies)].iter();
        shard.companies.extend(words.map(|known| word(*known)));
        spans.set(Pool::Companies, start..shard.companies.len());
        let phones = copy(&from.phones[of(Pool::Phones)], &mut shard.phones);
        spans.set(Pool::Phones, phones);
        let emails = copy(&from.emails[of(Pool::Emails)], &mut shard.emails);
        spans.set(Pool::Emails, emails);
        let streets = self.street(&from.streets[of(Pool::Streets)], &mut shard.streets);
        spans.set(Pool::Streets, streets);
        shard.ids.extend(from.ids.get(at));
        shard.own_ids.extend(from.own_ids.get(at));
        row.spans = spans;
        row.organisation |= self.are_organisations;
        self.counts.fill(&mut row);
        shard.rows.push(row);
    }

    /// Takes over the words of a street that tell it from others; all, if none does.
    fn street(&self, words: &[u64], streets: &mut Vec<u64>) -> Range<usize> {
        let start = streets.len();
        let rare = |word: &&u64| self.usual.binary_search(word).is_err();
        streets.extend(words.iter().filter(rare));
        if streets.len() == start {
            streets.extend(words);
        }
        start..streets.len()
    }
}

/// Copies values to another list; where they stand there.
fn copy<T: Copy>(values: &[T], to: &mut Vec<T>) -> Range<usize> {
    let start = to.len();
    to.extend_from_slice(values);
    start..to.len()
}

/// Rows in the order of names; where these are one, by what else they have, and by their order in the frame last.
fn order(pieces: &[Piece<'_>], chunk: usize) -> Vec<Sorting> {
    let rest = |at: u32| {
        let at = at as usize;
        let shard = &pieces[at / chunk].shard;
        let row = &shard.rows[at % chunk];
        let phone = shard.phones[row.spans.range(Pool::Phones)].first();
        let email = shard.emails[row.spans.range(Pool::Emails)].first();
        let own_id = shard.own_ids.get(at % chunk);
        (
            row.day.key,
            phone.map_or(0, |phone| phone.key),
            email.map_or(0, |email| email.whole.key),
            row.address.key,
            row.city.key ^ row.postcode.key,
            own_id.map_or(0, |own_id| own_id.key),
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
