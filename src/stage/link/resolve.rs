//! Finds the contact that a cell of another table names: by own-id, id, email, phone or name.

use std::collections::HashSet;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::model::{Contacts, Field, FieldId, Frame};
use crate::stage::dedupe::{PreparedName, PreparedRows};
use crate::stage::identify::{HashIndex, hash};
use crate::text::{email, fold, name, phone};

/// What stands between several references in one cell.
const SEPARATORS: [char; 9] = ['(', ')', '<', '>', ';', ',', '،', '/', '\n'];

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Exactly one contact.
    One(u32),
    /// Exactly one contact, whose name is written otherwise: in another script, with a patronymic, with an initial.
    Likely(u32),
    /// None.
    Nobody,
    /// So many.
    Several(usize),
}

/// An index of everything that names a contact.
#[derive(Debug)]
pub(super) struct Directory<'a> {
    entries: HashIndex,
    contacts: &'a Contacts,
    prepared: &'a PreparedRows,
    country: Option<&'a str>,
    /// Contacts by every two words of their names; made when a name first needs it.
    pairs: OnceLock<HashIndex>,
}

impl<'a> Directory<'a> {
    /// Indexes all contacts, with the keys that they were identified by; `country` is the ISO code for phones without a country
    /// code.
    pub(super) fn new(
        named: (&'a Contacts, Vec<(u64, u32)>),
        prepared: &'a PreparedRows,
        custom_fields: &[String],
        country: Option<&'a str>,
    ) -> Directory<'a> {
        let (contacts, mut entries) = named;
        let rows = contacts.rows();
        let counters = counters(rows, custom_fields);
        let more: Vec<(u64, u32)> = (0..contacts.len())
            .into_par_iter()
            .flat_map_iter(|contact| {
                let id = hash(&format!("id:{}", contacts.id(contact)));
                // Of a merged contact each row has its company and its number.
                let members = contacts.members(contact).iter();
                let of_rows = members.map(|row| *row as usize).flat_map(|row| {
                    let company = rows
                        .text(Field::Company, row)
                        .map(|text| hash(&format!("name:{}", name::name_key(text))));
                    let numbers = counters
                        .iter()
                        .filter_map(move |field| rows.display(*field, row))
                        .map(|number| hash(&format!("no:{}", fold(&number))));
                    company.into_iter().chain(numbers)
                });
                let keys = std::iter::once(id).chain(of_rows);
                keys.map(move |key| (key, contact as u32))
            })
            .collect();
        entries.extend(more);
        let entries = HashIndex::new(entries);
        Directory {
            entries,
            contacts,
            prepared,
            country,
            pairs: OnceLock::new(),
        }
    }

    /// The contact that a cell names. A cell may hold several references (`Sara Ahmed; +49…`): they must agree.
    pub(super) fn resolve(&self, reference: &str) -> Found {
        match self.whole(reference) {
            Found::Nobody if reference.contains(SEPARATORS) => {}
            Found::Nobody => return self.likely(reference),
            found => return found,
        }
        let mut agreed: Option<Vec<u32>> = None;
        for part in reference
            .split(SEPARATORS)
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let found = self.candidates(part);
            if found.is_empty() {
                continue;
            }
            agreed = Some(match agreed {
                None => found,
                Some(before) => before
                    .into_iter()
                    .filter(|contact| found.contains(contact))
                    .collect(),
            });
        }
        match agreed {
            Some(found) => tell(&found),
            None => self.likely(reference),
        }
    }

    /// The one contact whose name could be the same person's.
    fn likely(&self, reference: &str) -> Found {
        let name = PreparedName::new(reference);
        let index = self.pairs.get_or_init(|| self.word_pairs());
        let mut found: Vec<u32> = name
            .pairs()
            .into_iter()
            .flat_map(|pair| index.get(pair))
            .filter(|contact| {
                let row = self.contacts.members(*contact as usize)[0] as usize;
                PreparedName::of_row(self.contacts.rows(), row).is_compatible(&name)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        match tell(&found) {
            Found::One(contact) => Found::Likely(contact),
            found => found,
        }
    }

    /// Every two words of every name.
    fn word_pairs(&self) -> HashIndex {
        let contacts = (0..self.contacts.len()).into_par_iter();
        let pairs = contacts.flat_map_iter(|contact| {
            let rows = self.contacts.members(contact).iter();
            rows.flat_map(|row| self.prepared.name_pairs(*row))
                .map(move |pair| (pair, contact as u32))
        });
        HashIndex::new(pairs.collect())
    }

    fn whole(&self, reference: &str) -> Found {
        tell(&self.candidates(reference))
    }

    /// Contacts by the first kind of name that fits anybody: own-id, id, email, phone, name.
    fn candidates(&self, reference: &str) -> Vec<u32> {
        let folded = fold(reference);
        let own = || Some(format!("own:{folded}"));
        let id = || Some(format!("id:{folded}"));
        let email = || {
            let found = email::parse_emails(reference);
            let address = &found
                .first()
                .filter(|email| email.issue.is_none_or(email::EmailIssue::keeps_address))?
                .address;
            Some(format!("email:{address}"))
        };
        let phone = || {
            let found = phone::parse_phones(reference, self.country);
            let first = found.first()?;
            if first.number == 0 {
                return phone::local_digits(first.text).map(|digits| format!("phone:{digits}"));
            }
            Some(format!("phone:+{}", first.number))
        };
        let name = || Some(format!("name:{}", name::name_key(reference)));
        let counter = || Some(format!("no:{folded}"));
        let tries: [(bool, &dyn Fn() -> Option<String>); 6] = [
            (true, &own),
            (true, &id),
            (reference.contains('@'), &email),
            (
                !reference.contains('@')
                    && reference.chars().filter(|c| c.is_numeric()).count() >= 5,
                &phone,
            ),
            (true, &name),
            (true, &counter),
        ];
        for (_, key) in tries.iter().filter(|(likely, _)| *likely) {
            let found = key().map(|key| self.lookup(hash(&key))).unwrap_or_default();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn lookup(&self, key: u64) -> Vec<u32> {
        self.entries.get(key).collect()
    }
}

/// Columns such as "No." count rows, so that they identify nobody by themselves; but where another table names its contact by
/// such a number, that is what it means.
fn counters(rows: &Frame, custom_fields: &[String]) -> Vec<FieldId> {
    const NAMES: [&str; 20] = [
        "no",
        "no.",
        "nr",
        "nr.",
        "num",
        "#",
        "s/n",
        "sr",
        "№",
        "№ п/п",
        "n п/п",
        "م",
        "ردیف",
        "رقم",
        "الرقم",
        "number",
        "номер",
        "номер п/п",
        "شماره",
        "الرقم التسلسلي",
    ];
    let names: Vec<String> = NAMES.iter().map(|name| fold(name)).collect();
    let is_counter = |name: &String| names.contains(&fold(name));
    custom_fields
        .iter()
        .enumerate()
        .filter(|(_, name)| is_counter(name))
        .map(|(at, _)| FieldId::custom(at))
        .filter(|field| numbers_lines(rows, *field))
        .collect()
}

/// Whether nearly every row has a number of its own there: no numbers of houses or rooms.
fn numbers_lines(rows: &Frame, field: FieldId) -> bool {
    let numbers = (0..rows.len()).filter_map(|row| {
        let number = rows.display(field, row)?;
        fold(&number).parse::<u64>().ok()
    });
    let numbers: HashSet<u64> = numbers.collect();
    numbers.len() * 10 >= rows.len() * 9
}

fn tell(found: &[u32]) -> Found {
    match found {
        [] => Found::Nobody,
        [one] => Found::One(*one),
        many => Found::Several(many.len()),
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::{ContactId, Frame, Members, Phone, PhoneKind, SheetId, TableKind, TextRef};
    use crate::stage::identify::identify;

    const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

    /// Asks whom a reference names among rows that are a contact each.
    fn resolved(rows: Frame, fields: &[String], reference: &str) -> Found {
        let prepared = PreparedRows::new(&rows);
        let members = Members::alone(rows.len());
        let ids = (1..=rows.len() as u64).map(ContactId::from_bits).collect();
        let contacts = Contacts::alone(rows, ids);
        let named = identify(contacts.rows(), &members, &[], TODAY).names;
        Directory::new((&contacts, named), &prepared, fields, None).resolve(reference)
    }

    #[test]
    fn a_phone_without_a_country_finds_the_contact_with_the_same_digits() {
        let mut rows = Frame::new(TableKind::Contacts);
        for (at, typed) in ["555-0104", "555-0199"].into_iter().enumerate() {
            rows.push_row(SheetId(0), at as u32);
            let phone = Phone {
                number: 0,
                extension: 0,
                kind: PhoneKind::Unknown,
                text: TextRef::NONE,
            };
            rows.add_phone(Field::Phone, phone, typed);
        }
        for (reference, found) in [
            ("555 0104", Found::One(0)),
            ("5550199", Found::One(1)),
            ("555 0177", Found::Nobody),
        ] {
            assert_eq!(resolved(rows.clone(), &[], reference), found, "{reference}");
        }
    }

    #[test]
    fn the_number_of_a_line_names_its_contact_where_nothing_else_does() {
        for header in ["No.", "الرقم", "№ п/п", "ردیف"] {
            let mut rows = Frame::new(TableKind::Contacts);
            for (at, name) in ["Sara Ahmed", "Omar Hassan"].into_iter().enumerate() {
                rows.push_row(SheetId(0), at as u32);
                rows.set_text(Field::Name, name);
                rows.set_text(FieldId::custom(0), &(at + 1).to_string());
            }
            let fields = [header.to_owned()];
            let found = |reference: &str| resolved(rows.clone(), &fields, reference);
            assert_eq!(found("2"), Found::One(1), "{header}");
            assert_eq!(found("3"), Found::Nobody, "{header}");
        }
    }
}
