//! Contacts after merging: each is a set of rows, and each field of it comes from one of these rows, or from all.

use std::borrow::Cow;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::{ContactId, Field, FieldId, FieldType, Frame, Members, PartialDate, Phone};

/// What a stage hands over to make [`Contacts`].
#[derive(Debug, Clone)]
pub struct ContactsParts {
    /// All clean contact rows.
    pub rows: Frame,
    /// Rows of each contact, the survivor first; every row of `rows` stands in exactly one list.
    pub members: Members,
    /// One id a contact.
    pub ids: Vec<ContactId>,
    /// For merged contacts: the row that a field is taken from, where that is not the survivor.
    /// Ascending.
    pub chosen: Vec<((u32, FieldId), u32)>,
    /// Contacts that are silent because a likely duplicate is, ascending.
    pub silenced: Vec<u32>,
}

/// The contacts of a book. A contact is named by its index, `0..len()`.
#[derive(Debug, Clone)]
pub struct Contacts {
    rows: Frame,
    contact_of: Vec<u32>,
    members: Members,
    ids: Vec<ContactId>,
    chosen: Vec<((u32, FieldId), u32)>,
    silenced: Vec<u32>,
}

impl Contacts {
    /// Puts contacts together from rows and their grouping.
    pub fn new(parts: ContactsParts) -> Contacts {
        Contacts {
            rows: parts.rows,
            contact_of: parts.members.contact_of(),
            members: parts.members,
            ids: parts.ids,
            chosen: parts.chosen,
            silenced: parts.silenced,
        }
    }

    /// Contacts of one row each.
    pub fn alone(rows: Frame, ids: Vec<ContactId>) -> Contacts {
        Contacts::new(ContactsParts {
            members: Members::alone(rows.len()),
            rows,
            ids,
            chosen: Vec::new(),
            silenced: Vec::new(),
        })
    }

    /// The number of contacts.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The clean rows behind the contacts.
    pub fn rows(&self) -> &Frame {
        &self.rows
    }

    /// The contact that a row belongs to.
    pub fn contact_of(&self, row: usize) -> usize {
        self.contact_of[row] as usize
    }

    /// The rows of a contact, the survivor first.
    pub fn members(&self, contact: usize) -> &[u32] {
        &self.members[contact]
    }

    /// tierbook's id of a contact.
    pub fn id(&self, contact: usize) -> ContactId {
        self.ids[contact]
    }

    /// The row that a field is taken from.
    pub fn source_row(&self, field: impl Into<FieldId>, contact: usize) -> usize {
        let members = self.members(contact);
        if members.len() > 1
            && let key = (contact as u32, field.into())
            && let Ok(at) = self.chosen.binary_search_by_key(&key, |(key, _)| *key)
        {
            return self.chosen[at].1 as usize;
        }
        members[0] as usize
    }

    /// The one row that says all of a contact's field; `None` where several may.
    pub fn only_row(&self, field: FieldId, contact: usize) -> Option<usize> {
        let is_silenced = || {
            let contact = contact as u32;
            field == Field::DoNotContact.into() && self.silenced.binary_search(&contact).is_ok()
        };
        match self.members(contact) {
            [row] if !is_silenced() => Some(*row as usize),
            _ => None,
        }
    }

    /// A text; of a merged contact, notes and lists of all rows together, each part once.
    pub fn text(&self, field: impl Into<FieldId>, contact: usize) -> Option<Cow<'_, str>> {
        let field = field.into();
        let members = self.members(contact);
        if members.len() > 1 && unites(field) {
            return self.united(field, members);
        }
        self.rows
            .text(field, self.source_row(field, contact))
            .map(Cow::Borrowed)
    }

    fn united(&self, field: FieldId, members: &[u32]) -> Option<Cow<'_, str>> {
        let mut parts: Vec<&str> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for row in members {
            for part in self
                .rows
                .text(field, *row as usize)
                .into_iter()
                .flat_map(|text| text.split("; "))
            {
                if !part.is_empty() && seen.insert(part) {
                    parts.push(part);
                }
            }
        }
        match parts.as_slice() {
            [] => None,
            [one] => Some(Cow::Borrowed(one)),
            many => Some(Cow::Owned(many.join("; "))),
        }
    }

    /// A date.
    pub fn date(&self, field: impl Into<FieldId>, contact: usize) -> Option<PartialDate> {
        let field = field.into();
        self.rows.date(field, self.source_row(field, contact))
    }

    /// A number or amount.
    pub fn number(&self, field: impl Into<FieldId>, contact: usize) -> Option<Decimal> {
        let field = field.into();
        self.rows.number(field, self.source_row(field, contact))
    }

    /// A yes/no. *Do not contact* holds if any merged row or a likely duplicate says so.
    pub fn yes_no(&self, field: impl Into<FieldId>, contact: usize) -> Option<bool> {
        let field = field.into();
        if field == Field::DoNotContact.into() {
            if self.silenced.binary_search(&(contact as u32)).is_ok() {
                return Some(true);
            }
            return self
                .members(contact)
                .iter()
                .filter_map(|row| self.rows.yes_no(field, *row as usize))
                .reduce(|a, b| a || b);
        }
        self.rows.yes_no(field, self.source_row(field, contact))
    }

    /// Whether the contact asked not to be contacted.
    pub fn is_silent(&self, contact: usize) -> bool {
        self.yes_no(Field::DoNotContact, contact) == Some(true)
    }

    /// The phones of one column, of all rows, each number once.
    pub fn phones(&self, field: impl Into<FieldId>, contact: usize) -> Vec<Phone> {
        let field = field.into();
        let mut all: Vec<Phone> = Vec::new();
        for row in self.members(contact) {
            for phone in self.rows.phones(field, *row as usize) {
                let known = |other: &Phone| {
                    other.number == phone.number
                        && (phone.number != 0
                            || self.rows.phone_text(other) == self.rows.phone_text(phone))
                };
                if !all.iter().any(known) {
                    all.push(*phone);
                }
            }
        }
        all
    }

    /// The emails of all rows, each once.
    pub fn emails(&self, contact: usize) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for row in self.members(contact) {
            for email in self.rows.emails(Field::Email, *row as usize) {
                if !all.contains(&email) {
                    all.push(email);
                }
            }
        }
        all
    }

    /// The name to show: as typed, else put together from its parts, else the company, an email, a phone, the id.
    pub fn name(&self, contact: usize) -> Cow<'_, str> {
        if let Some(name) = self.text(Field::Name, contact) {
            return name;
        }
        let parts: Vec<Cow<'_, str>> = [Field::GivenName, Field::Patronymic, Field::FamilyName]
            .into_iter()
            .filter_map(|field| self.text(field, contact))
            .collect();
        if !parts.is_empty() {
            return Cow::Owned(parts.join(" "));
        }
        if let Some(company) = self.text(Field::Company, contact) {
            return company;
        }
        if let Some(email) = self.emails(contact).first() {
            return Cow::Borrowed(email);
        }
        let phone = Field::PHONES
            .into_iter()
            .find_map(|field| self.phones(field, contact).into_iter().next());
        match phone {
            Some(phone) => Cow::Owned(self.rows.phone_display(&phone).into_owned()),
            None => Cow::Owned(self.ids[contact].to_string()),
        }
    }

    /// Appends a field as [`Contacts::display`] gives it; whether there is a value.
    pub fn show(&self, field: impl Into<FieldId>, contact: usize, text: &mut String) -> bool {
        let field = field.into();
        if let [row] = self.members(contact)
            && field != Field::DoNotContact.into()
        {
            return self.rows.show(field, *row as usize, text);
        }
        let shown = self.display(field, contact);
        shown.inspect(|shown| text.push_str(shown)).is_some()
    }

    /// Any field as plain text for twins (see [`Frame::display`]), over all merged rows.
    pub fn display(&self, field: impl Into<FieldId>, contact: usize) -> Option<Cow<'_, str>> {
        let field = field.into();
        let members = self.members(contact);
        // A likely duplicate may have asked for silence.
        if members.len() == 1 && field != Field::DoNotContact.into() {
            return self.rows.display(field, members[0] as usize);
        }
        match field.known().map(|known| known.spec().kind) {
            Some(FieldType::Phones) => {
                let phones = self.phones(field, contact);
                let texts: Vec<_> = phones
                    .iter()
                    .map(|phone| self.rows.phone_display(phone))
                    .collect();
                (!texts.is_empty()).then(|| Cow::Owned(texts.join("; ")))
            }
            Some(FieldType::Emails) => {
                let emails = self.emails(contact);
                (!emails.is_empty()).then(|| Cow::Owned(emails.join("; ")))
            }
            Some(FieldType::YesNo) => self
                .yes_no(field, contact)
                .map(|flag| Cow::Borrowed(if flag { "yes" } else { "no" })),
            _ if unites(field) => self.united(field, members),
            _ => self.rows.display(field, self.source_row(field, contact)),
        }
    }
}

/// Fields of which a merge keeps the texts of all rows: notes and lists.
pub fn unites(field: FieldId) -> bool {
    field
        .known()
        .is_some_and(|known| known == Field::Notes || known.spec().kind == FieldType::List)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SheetId, TableKind};

    #[test]
    fn a_merged_contact_keeps_every_note_and_email_and_stays_silent() {
        let mut rows = Frame::new(TableKind::Contacts);
        rows.push_row(SheetId(0), 1);
        rows.set_text(Field::Name, "Sara");
        rows.set_text(Field::Notes, "likes tea");
        rows.add_email(Field::Email, "a@b.org");
        rows.set_yes_no(Field::DoNotContact, false);
        rows.push_row(SheetId(0), 2);
        rows.set_text(Field::Name, "Sara Ahmed");
        rows.set_text(Field::Notes, "moved; likes tea");
        rows.add_email(Field::Email, "c@d.org");
        rows.set_yes_no(Field::DoNotContact, true);
        let chosen = vec![((0, Field::Name.into()), 1)];
        let ids = vec![ContactId::from_bits(1)];
        let contacts = Contacts::new(ContactsParts {
            rows,
            members: [[0, 1]].into_iter().collect(),
            ids,
            chosen,
            silenced: Vec::new(),
        });
        assert_eq!(contacts.name(0), "Sara Ahmed");
        assert_eq!(
            contacts.text(Field::Notes, 0).as_deref(),
            Some("likes tea; moved")
        );
        assert_eq!(contacts.emails(0), ["a@b.org", "c@d.org"]);
        assert!(contacts.is_silent(0));
        assert_eq!(
            contacts.display(Field::Email, 0).as_deref(),
            Some("a@b.org; c@d.org")
        );
    }
}
