//! Which row of the contacts sheet belongs to which person: a pure arithmetic, so that any row can be made alone.
//!
//! Rows are shuffled slots. Slots are dealt in blocks of [`BLOCK_ROWS`], each of which holds [`BLOCK_CLUSTERS`] people in
//! the pattern of [`sizes`]; a last block that is cut short cuts its last person's rows short.

use std::collections::BTreeMap;

/// Rows of a block.
pub(crate) const BLOCK_ROWS: u64 = 100;
/// People of a block.
pub(crate) const BLOCK_CLUSTERS: u64 = 89;

const TWICE: [usize; 6] = [1, 5, 25, 45, 59, 72];
const THRICE: usize = 40;
const FOUR_TIMES: usize = 80;

/// In how many rows each person of a block occurs.
fn sizes() -> [u64; BLOCK_CLUSTERS as usize] {
    let mut sizes = [1; BLOCK_CLUSTERS as usize];
    for twice in TWICE {
        sizes[twice] = 2;
    }
    sizes[THRICE] = 3;
    sizes[FOUR_TIMES] = 4;
    sizes
}

/// A person's copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The number of the person.
    pub(crate) cluster: u64,
    /// 0 for the first row made of the person, 1 for the second...
    pub(crate) copy: u64,
}

/// The arithmetic for a number of rows.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    rows: u64,
    clusters: u64,
    starts: Vec<u64>,
    places: Vec<Place>,
    step: u64,
    back: u64,
}

impl Layout {
    /// The layout of a sheet of so many rows.
    pub(crate) fn new(rows: u64) -> Layout {
        let mut starts = Vec::new();
        let mut places = Vec::new();
        for (cluster, size) in sizes().into_iter().enumerate() {
            starts.push(places.len() as u64);
            places.extend((0..size).map(|copy| Place {
                cluster: cluster as u64,
                copy,
            }));
        }
        let rest = rows % BLOCK_ROWS;
        let clusters = rows / BLOCK_ROWS * BLOCK_CLUSTERS
            + starts.iter().filter(|start| **start < rest).count() as u64;
        let modulus = rows.max(1);
        let mut step = (modulus * 618 / 1000).max(1);
        while gcd(step, modulus) != 1 {
            step += 1;
        }
        Layout {
            rows,
            clusters,
            starts,
            places,
            step,
            back: inverse(step, modulus),
        }
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// The number of people.
    pub(crate) fn clusters(&self) -> u64 {
        self.clusters
    }

    /// Who stands in a row, rows counted from 0.
    pub(crate) fn place(&self, row: u64) -> Place {
        let slot = (u128::from(row) * u128::from(self.step) % u128::from(self.rows.max(1))) as u64;
        let inside = self.places[(slot % BLOCK_ROWS) as usize];
        Place {
            cluster: slot / BLOCK_ROWS * BLOCK_CLUSTERS + inside.cluster,
            copy: inside.copy,
        }
    }

    /// In which row a copy of a person stands.
    pub(crate) fn row(&self, place: Place) -> u64 {
        let slot = place.cluster / BLOCK_CLUSTERS * BLOCK_ROWS
            + self.starts[(place.cluster % BLOCK_CLUSTERS) as usize]
            + place.copy;
        (u128::from(slot) * u128::from(self.back) % u128::from(self.rows.max(1))) as u64
    }

    /// In how many rows a person stands.
    pub(crate) fn copies(&self, cluster: u64) -> u64 {
        let inside = (cluster % BLOCK_CLUSTERS) as usize;
        let start = cluster / BLOCK_CLUSTERS * BLOCK_ROWS + self.starts[inside];
        sizes()[inside].min(self.rows.saturating_sub(start))
    }

    /// How many people there are with one row, with two...
    pub(crate) fn promise(&self) -> BTreeMap<u64, u64> {
        let mut promise = BTreeMap::new();
        let blocks = self.rows / BLOCK_ROWS;
        for size in sizes() {
            *promise.entry(size).or_insert(0) += blocks;
        }
        for cluster in blocks * BLOCK_CLUSTERS..self.clusters {
            *promise.entry(self.copies(cluster)).or_insert(0) += 1;
        }
        promise.retain(|_, people| *people > 0);
        promise
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The number that undoes a multiplication by `step` modulo `modulus` (extended Euclid).
fn inverse(step: u64, modulus: u64) -> u64 {
    let modulus = i128::from(modulus);
    let (mut r, mut next_r) = (modulus, i128::from(step) % modulus);
    let (mut t, mut next_t) = (0_i128, 1_i128);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    t.rem_euclid(modulus) as u64
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn every_row_has_one_place_and_every_place_its_row() {
        for rows in [1, 2, 7, 99, 100, 101, 256, 1000, 12_345] {
            let layout = Layout::new(rows);
            for row in 0..rows {
                let place = layout.place(row);
                assert!(place.cluster < layout.clusters());
                assert!(place.copy < layout.copies(place.cluster));
                assert_eq!(layout.row(place), row, "{rows} rows");
            }
        }
    }

    #[test]
    fn people_have_as_many_rows_as_promised() {
        let layout = Layout::new(250);
        let rows: u64 = layout
            .promise()
            .iter()
            .map(|(size, people)| size * people)
            .sum();
        assert_eq!(rows, 250);
        assert_eq!(
            Layout::new(1000).promise().into_iter().collect::<Vec<_>>(),
            [(1, 810), (2, 60), (3, 10), (4, 10)]
        );
    }
}
