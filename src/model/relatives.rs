//! Who is a relative of whom among the contacts: the members of each household.

/// The households of a book, by contact. A contact is in one at most.
#[derive(Debug, Clone, Default)]
pub struct Relatives {
    homes: Vec<Vec<u32>>,
    /// For each contact the number of its household; [`NOWHERE`] for none.
    home_of: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Relatives {
    /// The households of `len` contacts, each a list of contacts, ascending.
    pub fn new(homes: Vec<Vec<u32>>, len: usize) -> Relatives {
        let mut home_of = vec![NOWHERE; if homes.is_empty() { 0 } else { len }];
        for (number, home) in homes.iter().enumerate() {
            for contact in home {
                if let Some(slot) = home_of.get_mut(*contact as usize) {
                    *slot = number as u32;
                }
            }
        }
        Relatives { homes, home_of }
    }

    /// Whether the book has no households.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// For each contact the number of its household, one that no household has for those in none; empty without households.
    pub fn home_of(&self) -> &[u32] {
        &self.home_of
    }

    /// The others of a contact's household, ascending.
    pub fn of(&self, contact: usize) -> impl Iterator<Item = usize> + '_ {
        let home = self.home_of.get(contact).copied().unwrap_or(NOWHERE);
        let members = self.homes.get(home as usize).into_iter().flatten();
        members
            .map(|other| *other as usize)
            .filter(move |other| *other != contact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives_are_the_others_of_the_household() {
        let relatives = Relatives::new(vec![vec![0, 2, 5], vec![1, 4]], 6);
        let of = |contact: usize| relatives.of(contact).collect::<Vec<_>>();
        assert_eq!(of(2), [0, 5]);
        assert_eq!(of(4), [1]);
        assert!(of(3).is_empty() && of(99).is_empty());
        assert!(Relatives::new(Vec::new(), 6).is_empty());
    }
}
