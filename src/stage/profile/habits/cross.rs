//! Pairs of products: who bought the one usually bought the other too, so that who has only the one may be offered the other.
//!
//! Association rules of one product each (Agrawal, Imieliński, Swami, "Mining association rules between sets of items in large
//! databases", SIGMOD 1993), with the lift of Brin, Motwani, Ullman, Tsur ("Dynamic itemset counting and implication rules for
//! market basket data", SIGMOD 1997, there called interest). The basket of a contact is everything that it ever bought. All
//! comparisons are of whole numbers, so that the same book gives the same pairs on any machine.

use std::cmp::Reverse;

use rayon::prelude::*;
use rust_decimal::Decimal;

/// The most products that are compared: those with most buyers. The table of their pairs takes 4 MB for each processor.
pub const MOST_PRODUCTS: usize = 1000;
/// Fewer contacts than this who bought both may be chance.
pub const LEAST_BOTH: u32 = 5;
/// The least share, in percent, that those who bought both have among all buyers.
pub const LEAST_SUPPORT: u32 = 1;
/// "Usually": the least share, in percent, that those who bought both have among the buyers of the first.
pub const LEAST_CONFIDENCE: u32 = 50;

/// Baskets that one thread counts before it joins them with those of others.
const CHUNK: usize = 1 << 17;

/// Two products of which buyers of the first usually buy the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub(super) bought: u32,
    pub(super) offered: u32,
    /// Contacts who bought both.
    pub both: u32,
    /// Contacts who bought the first.
    pub first: u32,
    /// Contacts who bought the second.
    pub second: u32,
    /// Contacts who bought any product.
    pub buyers: u32,
}

impl Pair {
    /// Support: the share of those who bought both among all buyers, 0 to 1, to four places.
    pub fn support(&self) -> Decimal {
        ratio(self.both.into(), self.buyers.into()).round_dp(4)
    }

    /// Confidence: the share of those who bought both among the buyers of the first, 0 to 1, to four places.
    pub fn confidence(&self) -> Decimal {
        ratio(self.both.into(), self.first.into()).round_dp(4)
    }

    /// Lift: how many times likelier buyers of the first are to buy the second than any buyer is, to two places; 1 means that the
    /// one has nothing to do with the other.
    pub fn lift(&self) -> Decimal {
        let (together, alone) = self.lift_parts();
        ratio(together, alone).round_dp(2)
    }

    fn lift_parts(&self) -> (u64, u64) {
        let together = u64::from(self.both) * u64::from(self.buyers);
        (together, u64::from(self.first) * u64::from(self.second))
    }

    /// Whether it passes all limits, and the lift is above 1.
    fn counts(&self) -> bool {
        let percent = |part: u32, of: u32, least: u32| {
            u64::from(part) * 100 >= u64::from(of) * u64::from(least)
        };
        let (together, alone) = self.lift_parts();
        self.both >= LEAST_BOTH
            && percent(self.both, self.buyers, LEAST_SUPPORT)
            && percent(self.both, self.first, LEAST_CONFIDENCE)
            && together > alone
    }

    /// The surest first: by confidence, lift, number of buyers, then as the products stand.
    fn rank(&self, other: &Pair) -> std::cmp::Ordering {
        let cross = |a: u64, of_a: u64, b: u64, of_b: u64| {
            (u128::from(b) * u128::from(of_a)).cmp(&(u128::from(a) * u128::from(of_b)))
        };
        let (together, alone) = self.lift_parts();
        let (other_together, other_alone) = other.lift_parts();
        cross(
            self.both.into(),
            self.first.into(),
            other.both.into(),
            other.first.into(),
        )
        .then(cross(together, alone, other_together, other_alone))
        .then(other.both.cmp(&self.both))
        .then(self.bought.cmp(&other.bought))
        .then(self.offered.cmp(&other.offered))
    }
}

fn ratio(part: u64, of: u64) -> Decimal {
    Decimal::from(part)
        .checked_div(Decimal::from(of))
        .unwrap_or_default()
}

/// All pairs that count, and who may be offered what.
#[derive(Debug, Clone, Default)]
pub struct Cross {
    /// The surest first.
    pub pairs: Vec<Pair>,
    /// Products that were bought but not compared, because [`MOST_PRODUCTS`] others have more buyers.
    pub left_out: usize,
    /// For each contact the pairs that it has the first of and not the second, ascending.
    offers: Vec<Box<[u32]>>,
}

impl Cross {
    /// Counts baskets, each the ascending numbers of products below `products`.
    pub(super) fn new(baskets: &[&[u32]], products: usize) -> Cross {
        let buyers = baskets.iter().filter(|basket| !basket.is_empty()).count() as u32;
        let compared = Compared::new(baskets, products);
        let both = compared.count(baskets);
        let count = compared.products.len();
        let mut pairs: Vec<Pair> = (0..count * count)
            .into_par_iter()
            .filter_map(|at| {
                let (first, second) = (at / count, at % count);
                let pair = Pair {
                    bought: compared.products[first],
                    offered: compared.products[second],
                    both: both[first.min(second) * count + first.max(second)],
                    first: compared.buyers[first],
                    second: compared.buyers[second],
                    buyers,
                };
                (first != second && pair.counts()).then_some(pair)
            })
            .collect();
        pairs.sort_unstable_by(Pair::rank);
        let mut from: Vec<Vec<u32>> = vec![Vec::new(); products];
        for (at, pair) in pairs.iter().enumerate() {
            from[pair.bought as usize].push(at as u32);
        }
        let offers = baskets
            .par_iter()
            .map(|basket| offers(basket, &from, &pairs))
            .collect();
        Cross {
            pairs,
            left_out: compared.left_out,
            offers,
        }
    }

    pub(super) fn offers(&self, contact: usize) -> impl Iterator<Item = &Pair> {
        let numbers = self.offers.get(contact).map_or(&[][..], |offers| offers);
        numbers
            .iter()
            .filter_map(|number| self.pairs.get(*number as usize))
    }

    /// Who may be offered anything by each pair, in the order of [`Cross::pairs`]; contacts ascending.
    pub fn candidates(&self) -> Vec<Vec<u32>> {
        let mut candidates = vec![Vec::new(); self.pairs.len()];
        for (contact, offers) in self.offers.iter().enumerate() {
            for pair in offers {
                candidates[*pair as usize].push(contact as u32);
            }
        }
        candidates
    }

    /// Whether anybody may be offered anything.
    pub fn is_empty(&self) -> bool {
        self.offers.iter().all(|offers| offers.is_empty())
    }
}

/// The products whose pairs are counted, ascending, with their numbers of buyers.
struct Compared {
    products: Vec<u32>,
    buyers: Vec<u32>,
    /// For each product its place among those compared.
    places: Vec<Option<u16>>,
    left_out: usize,
}

impl Compared {
    fn new(baskets: &[&[u32]], products: usize) -> Compared {
        let mut buyers = vec![0_u32; products];
        for product in baskets.iter().copied().flatten() {
            buyers[*product as usize] += 1;
        }
        let mut chosen: Vec<u32> = (0..products as u32)
            .filter(|product| buyers[*product as usize] > 0)
            .collect();
        chosen.sort_by_key(|product| (Reverse(buyers[*product as usize]), *product));
        let left_out = chosen.len().saturating_sub(MOST_PRODUCTS);
        chosen.truncate(MOST_PRODUCTS);
        chosen.sort_unstable();
        let mut places = vec![None; products];
        for (place, product) in chosen.iter().enumerate() {
            places[*product as usize] = Some(place as u16);
        }
        Compared {
            buyers: chosen.iter().map(|at| buyers[*at as usize]).collect(),
            products: chosen,
            places,
            left_out,
        }
    }

    /// How many baskets hold both of two products: by the place of the lower one times their number, plus that of the higher one.
    fn count(&self, baskets: &[&[u32]]) -> Vec<u32> {
        let count = self.products.len();
        let none = || vec![0_u32; count * count];
        baskets
            .par_chunks(CHUNK)
            .fold(none, |mut both, baskets| {
                let mut places = Vec::new();
                for basket in baskets {
                    places.clear();
                    let known = |product: &u32| self.places[*product as usize].map(usize::from);
                    places.extend(basket.iter().filter_map(known));
                    for (at, low) in places.iter().enumerate() {
                        for high in &places[at + 1..] {
                            both[low * count + high] += 1;
                        }
                    }
                }
                both
            })
            .reduce(none, |mut all, more| {
                for (sum, part) in all.iter_mut().zip(more) {
                    *sum += part;
                }
                all
            })
    }
}

/// The surest pair for each product that a basket lacks and that one of its products suggests.
fn offers(basket: &[u32], from: &[Vec<u32>], pairs: &[Pair]) -> Box<[u32]> {
    let suggested = basket.iter().flat_map(|product| &from[*product as usize]);
    let mut wanted: Vec<(u32, u32)> = suggested
        .map(|pair| (pairs[*pair as usize].offered, *pair))
        .filter(|(offered, _)| basket.binary_search(offered).is_err())
        .collect();
    wanted.sort_unstable();
    wanted.dedup_by_key(|(offered, _)| *offered);
    let mut numbers: Vec<u32> = wanted.into_iter().map(|(_, pair)| pair).collect();
    numbers.sort_unstable();
    numbers.into()
}
