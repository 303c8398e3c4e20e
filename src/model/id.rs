//! tierbook's own id of a contact.

use std::fmt;

/// `c` and nine characters of Crockford's base 32 in lower case (45 bits): short enough to type, safe from Excel's guesses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContactId([u8; 10]);

/// Crockford's base 32 (<https://www.crockford.com/base32.html>): no `i l o u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl ContactId {
    /// The id made of the lowest 45 bits of a hash.
    pub fn from_bits(bits: u64) -> ContactId {
        let mut id = [b'c'; 10];
        for (place, slot) in id.iter_mut().skip(1).enumerate() {
            *slot = ALPHABET[((bits >> (5 * place)) & 31) as usize];
        }
        ContactId(id)
    }

    /// Reads an id as written; capital letters are accepted, anything else is not an id.
    pub fn parse(text: &str) -> Option<ContactId> {
        let bytes: [u8; 10] = text
            .trim()
            .to_ascii_lowercase()
            .as_bytes()
            .try_into()
            .ok()?;
        (bytes[0] == b'c' && bytes[1..].iter().all(|b| ALPHABET.contains(b)))
            .then_some(ContactId(bytes))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for ContactId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl fmt::Debug for ContactId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_being_written() {
        let id = ContactId::from_bits(0x1234_5678_9abc);
        assert_eq!(ContactId::parse(&id.to_string().to_uppercase()), Some(id));
        assert_eq!(ContactId::parse("1234567890"), None);
        assert_eq!(ContactId::parse("cilou00000"), None);
    }
}
