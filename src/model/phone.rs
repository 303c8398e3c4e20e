//! A phone number as understood; the text as typed stays in the frame beside it.

use super::TextRef;

/// What kind of line a number belongs to, where the numbering plan tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum PhoneKind {
    /// Not known.
    #[default]
    Unknown,
    /// A mobile line: it takes messages.
    Mobile,
    /// A fixed line.
    Fixed,
}

/// One phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phone {
    /// Country code and national number as digits (ITU-T E.164, at most 15), without `+`; 0 where it was not understood.
    pub number: u64,
    /// The extension as a number; 0 for none.
    pub extension: u32,
    /// Mobile or fixed.
    pub kind: PhoneKind,
    /// The text as typed, in the arena of the frame that holds the phone.
    pub text: TextRef,
}

impl Phone {
    /// `+` and the digits of E.164; `None` where the number was not understood.
    pub fn e164(&self) -> Option<String> {
        (self.number != 0).then(|| format!("+{}", self.number))
    }
}
