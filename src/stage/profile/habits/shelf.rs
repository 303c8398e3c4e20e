//! The products of a book: one number for all spellings of a name, so that habits are counted with numbers.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::model::{Field, Frame, Related};
use crate::text::fold;

/// Rows that one thread looks at before it joins what it found with others.
const CHUNK: usize = 1 << 16;

/// Products by number.
#[derive(Debug, Default)]
pub(in crate::stage::profile) struct Shelf {
    /// Their names, each in the first of its spellings; ascending by its folded form.
    pub(super) products: Vec<Box<str>>,
    of_rows: Vec<u32>,
}

impl Shelf {
    /// No product.
    const NONE: u32 = u32::MAX;

    /// The products of a table of purchases.
    pub(in crate::stage::profile) fn new(purchases: &Related) -> Shelf {
        let frame = &purchases.frame;
        if !frame.has(Field::Product) {
            return Shelf::default();
        }
        let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for spelling in spellings(frame) {
            by_name.entry(fold(spelling)).or_default().push(spelling);
        }
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut products = Vec::with_capacity(by_name.len());
        for spellings in by_name.values() {
            let number = products.len() as u32;
            products.push(Box::from(*spellings.first().unwrap_or(&"")));
            numbers.extend(spellings.iter().map(|spelling| (*spelling, number)));
        }
        let number = |row: usize| {
            let name = frame.text(Field::Product, row);
            name.and_then(|name| numbers.get(name).copied())
                .unwrap_or(Self::NONE)
        };
        let of_rows = (0..frame.len()).into_par_iter().map(number).collect();
        Shelf { products, of_rows }
    }

    /// The product of a row of the table.
    pub(super) fn of(&self, row: usize) -> Option<u32> {
        let number = *self.of_rows.get(row)?;
        (number != Self::NONE).then_some(number)
    }
}

/// Every spelling of a product once, ascending.
fn spellings(frame: &Frame) -> Vec<&str> {
    let mut all: Vec<&str> = (0..frame.len().div_ceil(CHUNK))
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let rows = chunk * CHUNK..frame.len().min((chunk + 1) * CHUNK);
            let mut some: Vec<&str> = rows
                .filter_map(|row| frame.text(Field::Product, row))
                .collect();
            some.sort_unstable();
            some.dedup();
            some
        })
        .collect();
    all.par_sort_unstable();
    all.dedup();
    all
}
