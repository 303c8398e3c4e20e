//! `matching.toml`: what is merged, and which value of merged rows is taken.

use std::collections::BTreeMap;

use crate::model::{Field, FieldId, FieldType, unites};

/// `matching.toml`.
#[derive(Debug, Clone)]
pub struct MatchingPlan {
    /// Merge by equal keys at all.
    pub merge: bool,
    /// A phone or an address of mail under more names than this identifies nobody (a switchboard, an `info@`).
    pub max_shared: u32,
    /// Which value of merged rows is taken, by field.
    pub keep: BTreeMap<FieldId, Keep>,
    /// Files, the most trusted first.
    pub trusted: Vec<String>,
}

/// Which value of merged rows is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// That of the row with the most filled cells.
    Fullest,
    /// The longest text.
    Longest,
    /// That of the row that was verified, contacted or added last.
    Recent,
    /// That of the most trusted file.
    Trusted,
    /// The value that most rows have.
    Frequent,
    /// The latest date.
    Latest,
    /// The earliest date.
    Earliest,
    /// The most whole date.
    Precise,
    /// "Yes", if any row says so.
    Yes,
}

impl Keep {
    /// The rules with their words in `matching.toml`.
    pub(super) const ALL: [(&'static str, Keep); 9] = [
        ("fullest", Keep::Fullest),
        ("longest", Keep::Longest),
        ("recent", Keep::Recent),
        ("trusted", Keep::Trusted),
        ("frequent", Keep::Frequent),
        ("latest", Keep::Latest),
        ("earliest", Keep::Earliest),
        ("precise", Keep::Precise),
        ("yes", Keep::Yes),
    ];

    /// Whether the rule can be used for a field.
    pub fn fits(self, field: FieldId) -> bool {
        let kind = field.known().map(|known| known.spec().kind);
        match self {
            Keep::Latest | Keep::Earliest | Keep::Precise => kind == Some(FieldType::Date),
            Keep::Yes => kind == Some(FieldType::YesNo),
            Keep::Longest => matches!(kind, None | Some(FieldType::Text | FieldType::Name)),
            _ => true,
        }
    }
}

/// Whether every value of merged rows is kept: texts that are united, phones, addresses of mail. There is nothing to choose then.
pub(super) fn keeps_all(field: FieldId) -> bool {
    let kind = field.known().map(|known| known.spec().kind);
    unites(field) || matches!(kind, Some(FieldType::Phones | FieldType::Emails))
}

impl Default for MatchingPlan {
    fn default() -> MatchingPlan {
        MatchingPlan {
            merge: true,
            max_shared: 6,
            keep: BTreeMap::new(),
            trusted: Vec::new(),
        }
    }
}

impl MatchingPlan {
    /// The rule of a field: as the book says, else the usual one.
    pub fn keep(&self, field: FieldId) -> Keep {
        if let Some(rule) = self.keep.get(&field) {
            return *rule;
        }
        match field.known() {
            Some(Field::Name) => Keep::Longest,
            Some(Field::LastContact | Field::VerifiedOn) => Keep::Latest,
            Some(Field::AddedOn) => Keep::Earliest,
            Some(known) => match known.spec().kind {
                FieldType::Date => Keep::Precise,
                FieldType::YesNo => Keep::Yes,
                _ => Keep::Fullest,
            },
            None => Keep::Fullest,
        }
    }
}
