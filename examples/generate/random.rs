//! `SplitMix64`, a small pseudo-random generator whose whole state is one number, so that any row of a book can be made
//! without making those before it. Not for secrets.
//!
//! Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are
//! those of S. Vigna's public-domain <https://prng.di.unimi.it/splitmix64.c>.

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of pseudo-random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream for one thing: `topic` keeps the streams of one index apart.
    pub(crate) fn keyed(seed: u64, topic: u64, index: u64) -> Random {
        let topic = mix(topic.wrapping_add(1).wrapping_mul(GOLDEN));
        Random(mix(
            mix(seed ^ topic).wrapping_add(index.wrapping_mul(GOLDEN))
        ))
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// A number from 0 to `end`, `end` excluded (D. Lemire's multiply and shift); 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(end)) >> 64) as u64
    }

    /// A number from 0 to 1, 1 excluded.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in so many cases of a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_stream_is_that_of_the_reference() {
        // The first three outputs of splitmix64.c for the state 1234567.
        let mut random = Random(1_234_567);
        let made: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            made,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }
}
