//! Hashes of texts and numbers.

/// 64 bits of a text, never 0, which stands for none. Eight bytes at a time (after `FxHash` of Firefox), then the finaliser of [`mix`].
pub(super) fn text_key(text: &str) -> u64 {
    const MIX: u64 = 0x517c_c1b7_2722_0a95;
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut hash = text.len() as u64;
    for word in words {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(MIX);
    }
    for byte in rest {
        hash = (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(MIX);
    }
    mix(hash).max(1)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that numbers never collide.
pub(super) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
