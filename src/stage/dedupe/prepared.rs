//! What is compared of all rows, prepared once for matching and for finding whom another table names.

use super::keys::mix;
use super::table::Table;
use super::word::Word;
use crate::model::Frame;

/// All rows of the contacts table, prepared: some 300 bytes a row.
#[derive(Debug)]
pub struct PreparedRows {
    pub(super) table: Table,
}

impl PreparedRows {
    /// Prepares the clean rows of contacts.
    pub fn new(rows: &Frame) -> PreparedRows {
        PreparedRows {
            table: Table::new(rows),
        }
    }

    /// Hashes of every two words of the name of a row together, as [`super::PreparedName::pairs`] gives them.
    pub(crate) fn name_pairs(&self, row: u32) -> Vec<u64> {
        let words = self.table.row(row).name().iter();
        word_pairs(words.map(|word| self.table.word(word.word)))
    }
}

/// Hashes of every two words together, in any order and any script.
pub(super) fn word_pairs<'w>(words: impl Iterator<Item = &'w Word>) -> Vec<u64> {
    let bones = words.filter(|word| !word.bones.is_empty());
    let bones: Vec<u64> = bones.map(|word| mix(u64::from(word.bones_key))).collect();
    let mut pairs = Vec::with_capacity(bones.len() * bones.len() / 2);
    for (at, a) in bones.iter().enumerate() {
        pairs.extend(bones[at + 1..].iter().map(|b| mix(a.wrapping_add(*b))));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, SheetId, TableKind};
    use crate::stage::dedupe::PreparedName;

    #[test]
    fn a_name_as_people_cite_it_shares_a_pair_of_words_with_the_row() {
        for (name, cited, meets) in [
            ("Иван Сергеевич Петров", "Ivan Petrov", true),
            ("محمد حسن", "Mohammed Hassan", true),
            ("Sara Ahmed", "AHMED, Sara", true),
            ("Sara Ahmed", "Omar Ahmed", false),
            ("Sara", "Sara Ahmed", false),
        ] {
            let mut rows = Frame::new(TableKind::Contacts);
            rows.push_row(SheetId(0), 0);
            rows.set_text(Field::Name, name);
            let pairs = PreparedRows::new(&rows).name_pairs(0);
            let cited_pairs = PreparedName::new(cited).pairs();
            let shared = cited_pairs.iter().any(|pair| pairs.contains(pair));
            assert_eq!(shared, meets, "{name} / {cited}");
        }
    }

    #[test]
    fn a_particle_belongs_to_the_next_part_of_a_name() {
        let mut rows = Frame::new(TableKind::Contacts);
        rows.push_row(SheetId(0), 0);
        rows.set_text(Field::GivenName, "Abdul");
        rows.set_text(Field::Patronymic, "Rahman");
        rows.set_text(Field::FamilyName, "Hassan");
        let pairs = PreparedRows::new(&rows).name_pairs(0);
        let cited = PreparedName::new("Abdul Rahman Hasan").pairs();
        assert!(cited.iter().all(|pair| pairs.contains(pair)));
    }
}
