//! A text arena: many short strings in one allocation, named by 8-byte references.

/// A string in a [`Texts`] arena, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextRef(u64);

impl TextRef {
    /// No text.
    pub const NONE: TextRef = TextRef(u64::MAX);

    /// Whether this names a text.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }

    /// A number for tables of references: well spread, the same in every run.
    pub fn spread(self) -> usize {
        // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize
    }
}

const LENGTH_BITS: u32 = 24;
const RECENT: usize = 1 << 12;

/// The arena. Equal texts that follow each other closely (cities, groups, owners) share their bytes.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    bytes: String,
    recent: Vec<TextRef>,
}

impl Texts {
    /// Stores a text of at most 16 MiB (longer ones are cut at a character) and names it.
    pub fn add(&mut self, text: &str) -> TextRef {
        let mut end = text.len().min((1 << LENGTH_BITS) - 1);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        if self.recent.is_empty() {
            self.recent = vec![TextRef::NONE; RECENT];
        }
        let slot = slot(text);
        let seen = self.recent[slot];
        if self.get(seen) == Some(text) {
            return seen;
        }
        let made = TextRef(((self.bytes.len() as u64) << LENGTH_BITS) | text.len() as u64);
        self.bytes.push_str(text);
        self.recent[slot] = made;
        made
    }

    /// Takes over all texts of another arena and says by how many bytes their references move.
    pub(super) fn absorb(&mut self, other: Texts) -> u64 {
        if self.bytes.is_empty() {
            *self = other;
            return 0;
        }
        let by = self.bytes.len() as u64;
        self.bytes.push_str(&other.bytes);
        by
    }

    /// The text behind a reference of this arena; `None` for [`TextRef::NONE`].
    pub fn get(&self, text: TextRef) -> Option<&str> {
        if !text.is_some() {
            return None;
        }
        let start = (text.0 >> LENGTH_BITS) as usize;
        let length = (text.0 & ((1 << LENGTH_BITS) - 1)) as usize;
        self.bytes.get(start..start + length)
    }
}

impl TextRef {
    /// The same text after its arena was taken over by another (see [`Texts::absorb`]).
    pub(super) fn moved(self, by: u64) -> TextRef {
        if self.is_some() {
            TextRef(self.0 + (by << LENGTH_BITS))
        } else {
            self
        }
    }
}

/// A slot of the cache of recent texts.
fn slot(text: &str) -> usize {
    text_hash(text) as usize % RECENT
}

/// A hash that takes eight bytes at a time (after `FxHash` of Firefox), the same everywhere. For tables in memory: whoever
/// makes texts can make them meet.
pub fn text_hash(text: &str) -> u32 {
    (wide_text_hash(text) >> 40) as u32
}

/// All 64 bits of [`text_hash`]; the upper ones are mixed better.
pub fn wide_text_hash(text: &str) -> u64 {
    const MIX: u64 = 0x517c_c1b7_2722_0a95;
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut hash = text.len() as u64;
    for word in words {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(MIX);
    }
    for byte in rest {
        hash = (hash.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(MIX);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_texts_share_their_bytes() {
        let mut texts = Texts::default();
        let first = texts.add("القاهرة");
        let other = texts.add("Cairo");
        assert_eq!(texts.add("القاهرة"), first);
        assert_eq!(texts.get(other), Some("Cairo"));
        assert_eq!(texts.get(TextRef::NONE), None);
        assert_eq!(texts.add(""), texts.add(""));
    }

    #[test]
    fn an_arena_takes_over_the_texts_of_another() {
        let mut texts = Texts::default();
        let cairo = texts.add("Cairo");
        let mut others = Texts::default();
        let giza = others.add("Giza");
        let by = texts.absorb(others);
        assert_eq!(texts.get(giza.moved(by)), Some("Giza"));
        assert_eq!(texts.get(cairo), Some("Cairo"));
        assert_eq!(TextRef::NONE.moved(by), TextRef::NONE);
    }
}
