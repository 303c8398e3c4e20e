//! Made-up customers of known habits, for tests and for `examples/repeat_quality.rs`. The same seed makes the same customers.

/// SplitMix64 (Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Any number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Above 0, at most 1.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 1.0) / (1_u64 << 53) as f64
    }

    /// Of the normal distribution (Box & Muller 1958).
    fn normal(&mut self) -> f64 {
        let angle = std::f64::consts::TAU * self.unit();
        (-2.0 * self.unit().ln()).sqrt() * angle.cos()
    }

    /// Of the gamma distribution with rate 1 (Marsaglia & Tsang, "A Simple Method for Generating Gamma Variables", 2000).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let power = self.unit().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * power;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let normal = self.normal();
            let v = (1.0 + c * normal).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * normal * normal + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// The days on which a customer buys, counted from the first purchase, until `age`: BG/NBD with r, α (weeks), a, b. Purchases of
    /// one day are one.
    pub(crate) fn days(&mut self, [r, alpha, a, b]: [f64; 4], age: u32) -> Vec<u32> {
        let rate = self.gamma(r) / alpha / 7.0;
        let (stay, leave) = (self.gamma(b), self.gamma(a));
        let leave = leave / (leave + stay);
        let (mut days, mut time) = (vec![0], 0.0);
        loop {
            time -= self.unit().ln() / rate;
            if time > f64::from(age) {
                return days;
            }
            let day = time as u32;
            if days.last() != Some(&day) {
                days.push(day);
            }
            if self.unit() <= leave {
                return days;
            }
        }
    }
}
