//! Logic of three values: what is missing makes a comparison unknown, neither true nor false (Kleene 1938).

use std::cmp::{max, min};

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Truth {
    /// It does not.
    False,
    /// A value that it asks about is missing.
    #[default]
    Unknown,
    /// It does.
    True,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        min(self, other)
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        max(self, other)
    }

    /// Whether it is known to hold.
    pub fn is_true(self) -> bool {
        self == Truth::True
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(flag: bool) -> Truth {
        if flag { Truth::True } else { Truth::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn unknown_spreads_only_where_it_matters() {
        for (a, b, and, or) in [
            (True, True, True, True),
            (True, False, False, True),
            (False, False, False, False),
            (True, Unknown, Unknown, True),
            (False, Unknown, False, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            assert_eq!((a.and(b), a.or(b)), (and, or), "{a:?} {b:?}");
            assert_eq!((b.and(a), b.or(a)), (and, or), "{b:?} {a:?}");
        }
        assert_eq!((!True, !Unknown, !False), (False, Unknown, True));
        assert_eq!(Truth::from(true), True);
    }
}
