//! Why two rows are taken for one person, as a code, the shared value, and what agrees and differs.

use super::alike::same_line;
use super::compare::{Sign, Signs};
use super::table::{RowView, phone_number};
use crate::model::{Field, Frame, Phone};

/// What two rows share that says most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// tierbook's own id, typed into a column.
    Id,
    /// The user's number.
    OwnId,
    /// All filled cells.
    WholeRow,
    /// An email address.
    Email,
    /// A phone number.
    Phone,
    /// Name and birthday.
    NameBirthday,
    /// Name and address.
    NameAddress,
    /// A person said so.
    Decision,
    /// Several things, none of which would do alone.
    Likely,
}

impl Reason {
    /// The code in twins.
    pub fn code(self) -> &'static str {
        match self {
            Reason::Id => "id",
            Reason::OwnId => "own-id",
            Reason::WholeRow => "whole-row",
            Reason::Email => "email",
            Reason::Phone => "phone",
            Reason::NameBirthday => "name-birthday",
            Reason::NameAddress => "name-address",
            Reason::Decision => "decision",
            Reason::Likely => "likely",
        }
    }

    pub(super) fn of(signs: &Signs, a: RowView<'_>, b: RowView<'_>) -> Reason {
        let agrees = |sign: Sign| matches!(sign, Sign::Same | Sign::Near);
        if a.id.key != 0 && a.id.key == b.id.key {
            Reason::Id
        } else if a.own_id.key != 0 && a.own_id.key == b.own_id.key {
            Reason::OwnId
        } else if signs.email == Sign::Same {
            Reason::Email
        } else if signs.phone == Sign::Same {
            Reason::Phone
        } else if signs.birthday == Sign::Same && agrees(signs.name) {
            Reason::NameBirthday
        } else if signs.address == Sign::Same && agrees(signs.name) {
            Reason::NameAddress
        } else {
            Reason::Likely
        }
    }

    /// The shared value as it is shown; empty where several things agree.
    pub(super) fn value(self, rows: &Frame, a: u32, b: u32) -> String {
        let (a, b) = (a as usize, b as usize);
        let text = |field: Field| rows.text(field, a).map(str::to_owned);
        let found = match self {
            Reason::Id => text(Field::Id),
            Reason::OwnId => text(Field::OwnId),
            Reason::Email => rows
                .emails(Field::Email, a)
                .find(|email| rows.emails(Field::Email, b).any(|other| other == *email))
                .map(str::to_owned),
            Reason::Phone => shared_phone(rows, a, b),
            Reason::NameBirthday => rows
                .display(Field::Birthday, a)
                .map(std::borrow::Cow::into_owned),
            Reason::NameAddress => text(Field::Street),
            Reason::WholeRow | Reason::Decision | Reason::Likely => None,
        };
        found.unwrap_or_default()
    }
}

fn shared_phone(rows: &Frame, a: usize, b: usize) -> Option<String> {
    let phones = |row: usize| {
        let fields = Field::PHONES.into_iter();
        fields.flat_map(move |field| rows.phones(field, row))
    };
    let is_same = |x: &Phone, y: &Phone| {
        let number = |phone: &Phone| phone_number(rows, phone);
        number(x)
            .zip(number(y))
            .is_some_and(|(x, y)| same_line(x, y))
    };
    let shared = phones(a).find(|phone| phones(b).any(|other| is_same(phone, other)));
    shared.map(|phone| rows.phone_display(phone).into_owned())
}
