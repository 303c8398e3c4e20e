//! What identifies a contact, as text: `own:17`, `email:a@b.org`, `phone:+4915112345`, `name:ahmed sara`.

use crate::calendar::to_civil;
use crate::model::{Field, Frame, KnownId};
use crate::text::phone::local_digits;
use crate::text::{fold, name};

/// How strongly a key identifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyClass {
    /// tierbook's own id, typed into a column.
    Id,
    /// The user's number.
    OwnId,
    /// An email address.
    Email,
    /// A phone number.
    Phone,
    /// Name with birthday.
    NameBirthday,
    /// Name with company or city: tells namesakes apart.
    NamePlace,
    /// The name alone.
    Name,
}

impl KeyClass {
    /// Evidence that a known contact with this key is the same: a name outweighs a shared phone, so that relatives keep their ids;
    /// name and phone together outweigh an own-id that was given to somebody else.
    pub(super) fn weight(self) -> u32 {
        match self {
            KeyClass::Id => 1_000,
            KeyClass::OwnId => 60,
            KeyClass::Email => 40,
            KeyClass::Phone => 35,
            KeyClass::NameBirthday => 30,
            KeyClass::NamePlace => 5,
            KeyClass::Name => 45,
        }
    }
}

/// All that identifies one contact, strongest first, each key once.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    pub(crate) keys: Vec<(KeyClass, String)>,
}

impl Identity {
    /// The keys of a contact from its rows, the survivor first.
    pub(crate) fn of(rows: &Frame, members: &[u32]) -> Identity {
        let mut identity = Identity::default();
        for row in members {
            identity.add_row(rows, *row as usize);
        }
        identity.keys.sort_by_key(|(class, _)| *class);
        identity
    }

    /// The keys that the journal remembers, joined by `|`.
    pub(super) fn joined(&self) -> String {
        let mut joined = String::new();
        for (_, key) in self.keys.iter().filter(|(class, _)| *class != KeyClass::Id) {
            if !joined.is_empty() {
                joined.push('|');
            }
            joined.extend(key.chars().map(|c| if c == '|' { '/' } else { c }));
        }
        joined
    }

    fn add(&mut self, class: KeyClass, key: String) {
        if !self.keys.iter().any(|(_, known)| *known == key) {
            self.keys.push((class, key));
        }
    }

    fn add_row(&mut self, rows: &Frame, row: usize) {
        if let Some(id) = rows.text(Field::Id, row) {
            self.add(KeyClass::Id, format!("id:{}", fold(id)));
        }
        if let Some(id) = rows.text(Field::OwnId, row) {
            self.add(KeyClass::OwnId, format!("own:{}", fold(id)));
        }
        for email in rows.emails(Field::Email, row) {
            self.add(KeyClass::Email, format!("email:{email}"));
        }
        for field in Field::PHONES {
            for phone in rows.phones(field, row) {
                let typed = rows.phone_text(phone);
                let number = phone
                    .e164()
                    .or_else(|| local_digits(typed))
                    .unwrap_or_else(|| fold(typed));
                self.add(KeyClass::Phone, format!("phone:{number}"));
            }
        }
        let name = row_name(rows, row);
        if name.is_empty() {
            return;
        }
        if let Some(day) = rows.date(Field::Birthday, row).and_then(to_civil) {
            self.add(KeyClass::NameBirthday, format!("born:{name}/{day}"));
        }
        for field in [Field::Company, Field::City] {
            if let Some(place) = rows.text(field, row) {
                self.add(KeyClass::NamePlace, format!("at:{name}/{}", fold(place)));
            }
        }
        self.add(KeyClass::Name, format!("name:{name}"));
    }
}

/// The comparing form of a row's name: the name, else its parts, else the company.
fn row_name(rows: &Frame, row: usize) -> String {
    if let Some(text) = rows.text(Field::Name, row) {
        return name::name_key(text);
    }
    let mut joined = String::new();
    for part in [Field::GivenName, Field::Patronymic, Field::FamilyName]
        .into_iter()
        .filter_map(|field| rows.text(field, row))
    {
        joined.push_str(part);
        joined.push(' ');
    }
    if joined.is_empty() {
        joined.push_str(rows.text(Field::Company, row).unwrap_or_default());
    }
    name::name_key(&joined)
}

/// The keys of a known contact.
pub(super) fn parts(known: &KnownId) -> impl Iterator<Item = &str> {
    known.keys.split('|').filter(|key| !key.is_empty())
}

/// 64 bits to look a key up by (FNV-1a with the finaliser of SplitMix64).
pub(crate) fn hash(key: &str) -> u64 {
    let value = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        let byte = if byte == b'|' { b'/' } else { byte };
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (value ^ (value >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb)
}
