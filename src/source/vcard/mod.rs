//! Address book files (.vcf, versions 2.1, 3.0 and 4.0) as one sheet without a name: a header row that the map stage knows, then
//! one row a card, so that row number N (from 0) is the Nth card of the file.
//!
//! A file is read twice, first for its columns, then for its rows: no more than one card is held. A broken card loses nothing
//! but what is broken in it, and that is said. Pictures, sounds and keys are left where they are.

mod card;
mod lines;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, SeekFrom};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use crate::model::{Flaw, FlawKind, OwnedCell};

use super::emit::{Emitter, Halt};
use super::encoding::{self, Utf8};
use super::{ReadProblem, Source};
use card::{Card, Slot};
use lines::{Line, Lines, Placed, Property};

/// More columns are joined in one: no file of people has as many.
const MOST_COLUMNS: usize = 300;
/// Properties of one card that are held.
const MOST_PROPERTIES: usize = 20_000;
/// Letters shown of a line that is no property.
const SHOWN: usize = 60;
/// What `PRODID` says in files that tierbook writes.
const OWN: &str = "tierbook";

/// Reads a file of cards.
pub(super) fn read(reader: &mut dyn Source, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
    let longest = emitter.text_bytes();
    let mut columns = BTreeSet::new();
    let mut own = None;
    let mut count = 0_u32;
    let mut flaws = Flaws::default();
    each_card(reader, longest, &mut flaws, &mut |card, product| {
        count += 1;
        own.get_or_insert(product.to_ascii_lowercase().contains(OWN));
        for slot in card.cells.into_keys() {
            if columns.len() < MOST_COLUMNS || columns.contains(&slot) {
                columns.insert(slot);
            } else {
                columns.insert(Slot::other());
            }
        }
        Ok(())
    })?;
    if count == 0 {
        return Err(ReadProblem::NoCards.into());
    }
    if own == Some(true) {
        return emitter.own_output();
    }
    let columns: BTreeMap<Slot, u32> = columns.into_iter().zip(0..).collect();
    emitter.sheet("", |emitter| {
        let header = columns
            .iter()
            .map(|(slot, column)| (*column, OwnedCell::Text(slot.header.clone())))
            .collect();
        emitter.row(0, header)?;
        let mut row = 0;
        let mut flaws = Flaws::default();
        each_card(reader, longest, &mut flaws, &mut |card, _| {
            row += 1;
            emitter.row(row, cells(card, &columns, longest))
        })?;
        flaws
            .found
            .into_values()
            .try_for_each(|flaw| emitter.flaw(flaw))
    })
}

/// The cells of a card; what has no column of its own goes to the last.
fn cells(card: Card, columns: &BTreeMap<Slot, u32>, longest: usize) -> Vec<(u32, OwnedCell)> {
    let mut cells = Vec::new();
    let mut other = String::new();
    for (slot, text) in card.cells {
        match columns.get(&slot) {
            Some(column) => cells.push((*column, OwnedCell::Text(text))),
            None if other.len() + slot.header.len() + text.len() + 3 < longest => {
                for part in [&slot.header, ": ", &text, "\n"] {
                    other.push_str(part);
                }
            }
            None => {}
        }
    }
    if let Some(column) = columns.get(&Slot::other()).filter(|_| !other.is_empty()) {
        cells.push((*column, OwnedCell::Text(other)));
    }
    cells
}

/// What is wrong with the cards of a file, one of each kind: the first, and how many there are.
#[derive(Debug, Default)]
struct Flaws {
    found: BTreeMap<FlawKind, Flaw>,
}

impl Flaws {
    fn add(&mut self, kind: FlawKind, card: u32, line: u32, value: &str) {
        let flaw = self.found.entry(kind).or_insert_with(|| Flaw {
            kind,
            count: 0,
            card,
            line,
            value: value
                .chars()
                .filter(|c| !c.is_control())
                .take(SHOWN)
                .collect(),
        });
        flaw.count += 1;
    }
}

/// A card while its lines come in.
#[derive(Default)]
struct Open {
    line: u32,
    properties: Vec<Property>,
    unread: Vec<String>,
    product: String,
}

/// Hands on each card with its `PRODID`, in order.
fn each_card(
    reader: &mut dyn Source,
    longest: usize,
    flaws: &mut Flaws,
    take: &mut dyn FnMut(Card, &str) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let encoding = encoding::detect(reader).map_err(ReadProblem::unreadable)?;
    // Zero bytes in a file of cards are damage, not a sign of another kind of file.
    let encoding = encoding.unwrap_or(UTF_8);
    reader
        .seek(SeekFrom::Start(0))
        .map_err(ReadProblem::unreadable)?;
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let input: Box<dyn BufRead + '_> = if wide {
        Box::new(BufReader::new(Utf8::new(reader, encoding, usize::MAX)))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, reader))
    };
    let mut lines = Lines::new(input, encoding, longest);
    let mut count = 0;
    let mut open: Option<Open> = None;
    while let Some(placed) = lines.read().map_err(ReadProblem::unreadable)? {
        let number = placed.number;
        match border(&placed) {
            Some(true) => {
                if let Some(unfinished) = open.take() {
                    flaws.add(FlawKind::CardWithoutEnd, count, unfinished.line, "");
                    close(&unfinished, (longest, count), flaws, take)?;
                }
                count += 1;
                lines.old = false;
                open = Some(Open {
                    line: number,
                    ..Open::default()
                });
            }
            Some(false) => match open.take() {
                Some(finished) => close(&finished, (longest, count), flaws, take)?,
                None => flaws.add(FlawKind::LineUnreadable, count, number, "END:VCARD"),
            },
            None => {
                let old = line(placed, (longest, count), open.as_mut(), flaws);
                lines.old |= old;
            }
        }
    }
    if let Some(unfinished) = open {
        flaws.add(FlawKind::CardWithoutEnd, count, unfinished.line, "");
        close(&unfinished, (longest, count), flaws, take)?;
    }
    Ok(())
}

/// Whether a line begins or ends a card.
fn border(placed: &Placed) -> Option<bool> {
    let Line::Property(one) = &placed.line else {
        return None;
    };
    let is_card = one.value.trim().eq_ignore_ascii_case("VCARD");
    match one.name.as_str() {
        "BEGIN" if is_card => Some(true),
        "END" if is_card => Some(false),
        _ => None,
    }
}

/// Takes a line into the open card; whether it says that the card is of version 2.1.
fn line(
    placed: Placed,
    (longest, count): (usize, u32),
    open: Option<&mut Open>,
    flaws: &mut Flaws,
) -> bool {
    const NO_TEXT: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];
    match (placed.line, open) {
        (Line::Property(one), Some(open)) => {
            if NO_TEXT.contains(&one.name.as_str()) {
                return false;
            }
            if placed.cut || open.properties.len() >= MOST_PROPERTIES {
                flaws.add(FlawKind::LineTooLong, count, placed.number, &one.name);
            }
            if open.properties.len() >= MOST_PROPERTIES {
                return false;
            }
            if one.name == "PRODID" {
                open.product.clone_from(&one.value);
            }
            let old = one.name == "VERSION" && one.value.trim().starts_with('2');
            open.properties.push(one);
            old
        }
        (Line::Property(one), None) => {
            let shown = format!("{}:{}", one.name, one.value);
            flaws.add(FlawKind::LineUnreadable, count, placed.number, &shown);
            false
        }
        (Line::Junk(text), open) => {
            flaws.add(FlawKind::LineUnreadable, count, placed.number, &text);
            if let Some(open) = open.filter(|open| open.unread.len() < MOST_PROPERTIES) {
                let shown = text.chars().filter(|c| !c.is_control() && *c != '\u{fffd}');
                open.unread.push(shown.take(longest / 8).collect());
            }
            false
        }
    }
}

fn close(
    open: &Open,
    (longest, count): (usize, u32),
    flaws: &mut Flaws,
    take: &mut dyn FnMut(Card, &str) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut card = card::read(&open.properties, longest);
    for text in &open.unread {
        card.keep_unread(text, longest);
    }
    if card.cut {
        flaws.add(FlawKind::LineTooLong, count, open.line, "");
    }
    take(card, &open.product)
}
