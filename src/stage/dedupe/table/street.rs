//! Words of streets that tell one street from another.

use rayon::prelude::*;

use super::piece::Piece;
use crate::stage::dedupe::keys::text_key;

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

/// What most streets hold, sorted: `street`, `улица`.
pub(super) fn usual_words(pieces: &[Piece<'_>], rows: usize) -> Vec<u64> {
    let streets = pieces
        .par_iter()
        .flat_map_iter(|piece| &piece.shard.streets);
    let mut sorted: Vec<u64> = streets.copied().collect();
    sorted.par_sort_unstable();
    let most = USUAL_ROWS.max(rows / USUAL_PART);
    let mut usual: Vec<u64> = sorted
        .chunk_by(|a, b| a == b)
        .filter(|group| group.len() > most)
        .map(|group| group[0])
        .collect();
    usual.extend(STREET_WORDS.iter().map(|word| text_key(word)));
    usual.sort_unstable();
    usual
}
