//! The contact scheme: which person of which company in what role, and what to offer.

use crate::model::{Derived, Field};
use crate::output::view::Value;
use crate::text::fold;

use super::order::Orders;
use super::people::{People, Subject};

/// A contact person.
#[derive(Debug)]
pub(in crate::output) struct SchemeLine {
    /// Who.
    pub(in crate::output) contact: u32,
    /// The company, as typed.
    pub(in crate::output) company: String,
    /// What to offer and why; empty where nothing is known.
    pub(in crate::output) offer: [String; 2],
}

/// Roles in the order in which they are addressed: codes, and the keys of their words.
const ROLES: [(&str, &str); 4] = [
    ("decides", "out.role.decides"),
    ("buys", "out.role.buys"),
    ("influences", "out.role.influences"),
    ("enquires", "out.role.enquires"),
];

impl People<'_> {
    /// Everybody of whom company or role is known: by company, those without one last; in each by role, then by name. Those who
    /// asked not to be contacted stand at the foot.
    pub(in crate::output) fn scheme(
        &self,
        orders: &Orders,
        most: usize,
    ) -> (Vec<SchemeLine>, usize) {
        let known =
            [Field::Company, Field::Role].map(|field| self.knows(Subject::Field(field.into())));
        if known == [false, false] {
            return (Vec::new(), 0);
        }
        let contacts = &self.view.outcome.contacts;
        let mut keyed = Vec::new();
        for contact in &orders.by_name {
            let at = *contact as usize;
            let company = contacts.text(Field::Company, at).unwrap_or_default();
            let role = contacts.text(Field::Role, at).unwrap_or_default();
            if company.trim().is_empty() && role.trim().is_empty() {
                continue;
            }
            let folded = fold(&company);
            let place = ROLES.iter().position(|(code, _)| *code == role);
            // A role in other words stands before none at all.
            let place = place.unwrap_or(ROLES.len() + usize::from(role.is_empty()));
            let key = (contacts.is_silent(at), folded.is_empty(), folded, place);
            keyed.push((key, *contact));
        }
        // Stable: of one company and role they stay by name.
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        let count = keyed.len();
        keyed.truncate(most);
        let line = |contact: u32| SchemeLine {
            contact,
            company: contacts
                .text(Field::Company, contact as usize)
                .unwrap_or_default()
                .into_owned(),
            offer: self.offer(contact as usize),
        };
        let lines = keyed.into_iter().map(|(_, contact)| line(contact));
        (lines.collect(), count)
    }

    /// What to offer: what is due again, else what buyers of the same usually buy, else what was asked for.
    fn offer(&self, contact: usize) -> [String; 2] {
        let sources = [
            (Subject::Derived(Derived::SameAgain), "out.offer.same-again"),
            (Subject::Derived(Derived::CrossSell), "out.offer.cross-sell"),
            (Subject::Fact(Field::Needs.into()), "out.offer.needs"),
        ];
        for (subject, reason) in sources {
            if let Value::Text(text) = self.value(subject, contact) {
                return [text.into_owned(), self.view.word(reason)];
            }
        }
        [String::new(), String::new()]
    }

    /// The role of a contact in the reader's language; other words stay as they are.
    pub(in crate::output) fn role(&self, contact: usize) -> String {
        let role = self.view.outcome.contacts.text(Field::Role, contact);
        let role = role.unwrap_or_default();
        let known = ROLES.iter().find(|(code, _)| *code == role);
        known.map_or_else(|| role.into_owned(), |(_, key)| self.view.word(key))
    }
}
