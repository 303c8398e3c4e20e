//! Likely duplicates, households and answers of the sample book.

use crate::model::{ContactId, Decision, Mark};
use crate::pipeline::{Household, Matches, Merge, Proposal, Reason, Sign, Signs};
use crate::stage::dedupe::pair_key;
use crate::stage::marks::question;

use super::{id, today};

/// An id that no row has any more.
pub(in crate::output) fn gone() -> ContactId {
    ContactId::from_bits(3)
}

/// The last row, merged into the first contact.
pub(super) fn merges(count: usize) -> Vec<Merge> {
    vec![Merge {
        contact: 0,
        survivor: 0,
        row: count as u32,
        with: 0,
        reason: Reason::Email,
        value: "sara0@example.org".into(),
        probability: 0.999,
        signs: Signs {
            email: Sign::Same,
            ..Signs::default()
        },
    }]
}

/// Two proposals, of which one is asked about; a household that was confirmed and one that is suggested.
pub(super) fn matches(count: usize) -> Matches {
    let mut matches = Matches {
        row_ids: (0..=count).map(id).collect(),
        cluster: (0..count as u32).collect(),
        ..Matches::default()
    };
    if count < 10 {
        return matches;
    }
    let signs = Signs {
        phone: Sign::Same,
        given: Sign::Differs,
        family: Sign::Same,
        ..Signs::default()
    };
    let proposal = |contacts, asked| Proposal {
        contacts,
        rows: contacts,
        probability: 0.9,
        relatives: 0.1,
        colleagues: 0.0,
        signs,
        reason: Reason::Phone,
        asked,
    };
    matches.proposals = vec![proposal((1, 2), true)];
    let home = |family| Signs {
        address: Sign::Same,
        family,
        ..Signs::default()
    };
    let phone = Signs {
        phone: Sign::Same,
        ..Signs::default()
    };
    matches.households = vec![
        Household {
            contacts: vec![5, 6, 7],
            confirmed: false,
            shared: vec![(5, 6, home(Sign::Same)), (6, 7, home(Sign::Missing))],
        },
        Household {
            contacts: vec![3, 4],
            confirmed: true,
            shared: vec![(3, 4, phone)],
        },
    ];
    matches
}

/// Who was answered about.
pub(super) fn decisions(count: usize) -> Vec<Decision> {
    if count < 10 {
        return Vec::new();
    }
    let decision = |day: i64, kind: &str, pair: (ContactId, ContactId)| Decision {
        date: today().saturating_sub(jiff::Span::new().days(day)),
        kind: kind.into(),
        key: pair_key(pair.0, pair.1),
        value: "yes".into(),
    };
    vec![
        decision(3, "same", (id(8), gone())),
        decision(2, "not-same", (id(8), gone())),
        decision(1, "relatives", (id(3), id(4))),
    ]
}

/// A remark beside the question.
pub(super) fn mark() -> Mark {
    Mark {
        file: "out/review.xlsx".into(),
        key: question(id(1), id(2)),
        column: "same".into(),
        value: "ask both".into(),
        date: Some(today()),
    }
}
