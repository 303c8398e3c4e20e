//! Which rows are compared at all: those that share a key. A key that too many rows share is compared within a window of rows
//! whose names are alike; none is dropped.

use rayon::prelude::*;

use super::features::{Features, Prepared, hash};
use super::lexicon::Lexicon;

/// Rows under one key that are all compared with each other.
const MOST: usize = 60;
/// In larger groups each row is compared with so many of the next.
const WINDOW: usize = 6;
/// In books of up to so many rows a single word of a name is a key.
const SMALL: usize = 20_000;

/// Pairs of rows to compare, each once, the lower first, ascending.
pub(super) fn pairs(prepared: &Prepared) -> Vec<(u32, u32)> {
    let small = prepared.rows.len() <= SMALL;
    let mut keys: Vec<(u64, u32)> = prepared
        .rows
        .par_iter()
        .enumerate()
        .flat_map_iter(|(row, features)| {
            let mut keys = Vec::with_capacity(16);
            collect(features, &prepared.lexicon, small, &mut keys);
            keys.sort_unstable();
            keys.dedup();
            keys.into_iter().map(move |key| (key, row as u32))
        })
        .collect();
    keys.par_sort_unstable();
    let groups: Vec<&[(u64, u32)]> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
        .collect();
    let mut pairs: Vec<(u32, u32)> = groups
        .par_iter()
        .flat_map_iter(|group| of_group(group, prepared))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn of_group(group: &[(u64, u32)], prepared: &Prepared) -> Vec<(u32, u32)> {
    let mut rows: Vec<u32> = group.iter().map(|(_, row)| *row).collect();
    let reach = if rows.len() > MOST {
        let name = |row: &u32| -> Vec<&str> {
            let features = &prepared.rows[*row as usize];
            let mut words: Vec<&str> = features
                .name
                .iter()
                .map(|(id, _)| prepared.lexicon.word(*id).latin.as_str())
                .collect();
            words.sort_unstable();
            words
        };
        rows.sort_by_cached_key(|row| (name(row), prepared.rows[*row as usize].birthday, *row));
        WINDOW
    } else {
        rows.len()
    };
    let mut pairs = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for other in rows.iter().skip(at + 1).take(reach) {
            pairs.push((*row.min(other), *row.max(other)));
        }
    }
    pairs
}

/// A key of a kind.
fn key(kind: u64, parts: &[u64]) -> u64 {
    parts
        .iter()
        .fold(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15), |key, part| {
            (key ^ part)
                .wrapping_mul(0xbf58_476d_1ce4_e5b9)
                .rotate_left(29)
        })
}

fn collect(row: &Features, lexicon: &Lexicon, small: bool, keys: &mut Vec<u64>) {
    for phone in &row.phones {
        keys.push(key(1, &[phone % 1_000_000_000]));
    }
    for email in &row.emails {
        keys.push(key(2, &[email.whole]));
        if !email.desk {
            keys.push(key(3, &[email.local]));
        }
    }
    let mut words: Vec<u64> = row
        .name
        .iter()
        .map(|(id, _)| {
            let word = lexicon.word(*id);
            hash(if word.bones.is_empty() {
                &word.latin
            } else {
                &word.bones
            })
        })
        .collect();
    let day = row.day().map(|day| {
        let day = (day.year(), day.month(), day.day());
        (day.0 as u64) << 16 | (day.1 as u64) << 8 | day.2 as u64
    });
    let place = if row.postcode != 0 {
        row.postcode
    } else {
        row.city
    };
    if let Some(day) = day {
        keys.push(key(4, &[day]));
    }
    if !row.street.is_empty() && (row.house != 0 || place != 0) {
        keys.push(key(
            5,
            &[
                key(0, &row.street),
                row.house,
                if row.house == 0 { place } else { 0 },
            ],
        ));
    }
    if row.house != 0 && place != 0 {
        keys.push(key(6, &[row.house, place]));
    }
    words.sort_unstable();
    words.dedup();
    if words.len() > 1 {
        keys.push(key(7, &words));
    }
    for (at, word) in words.iter().enumerate().take(6) {
        for other in words.iter().skip(at + 1).take(6) {
            keys.push(key(8, &[*word, *other]));
        }
        if place != 0 {
            keys.push(key(9, &[*word, place]));
        }
        if let Some(day) = day {
            // The year and a word, or the day and a word: one part of a date may be wrong.
            keys.push(key(10, &[*word, day >> 16]));
            keys.push(key(11, &[*word, day & 0xffff]));
        }
        for company in &row.company {
            keys.push(key(12, &[*word, u64::from(*company)]));
        }
        if small {
            keys.push(key(13, &[*word]));
        }
    }
}
