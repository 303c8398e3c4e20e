//! Hashes of texts and numbers.

use crate::model::wide_text_hash;

/// 64 bits of a text, never 0, which stands for none.
pub(super) fn text_key(text: &str) -> u64 {
    mix(wide_text_hash(text)).max(1)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that numbers never collide.
pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
