//! A short digest of texts, for keys that people see and spreadsheets save.

use sha2::{Digest, Sha256};

/// Six signs of the alphabet `a-z2-7`, thirty bits of SHA-256.
pub fn short_hash<S: AsRef<str>>(parts: &[S]) -> String {
    const SIGNS: [char; 32] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7',
    ];
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_ref().as_bytes());
        hash.update([0]);
    }
    let bits = hash
        .finalize()
        .iter()
        .take(4)
        .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
    (0..6)
        .filter_map(|at| SIGNS.get((bits >> (at * 5) & 31) as usize))
        .collect()
}
