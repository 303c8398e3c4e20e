//! Two contacts, or two rows of one, field by field: the value of the one above that of the other.

use std::borrow::Cow;

use crate::model::{Field, FieldId, Frame, PartialDate, Phone, Place};
use crate::pipeline::{Sign, Signs};
use crate::text::{fold, name::name_key};

use super::{Value, View, civil_or_text};

/// The columns of two-line cells: their headers are the words of these keys.
pub(in crate::output) const COMPARED: [&str; 6] =
    ["name", "birthday", "phones", "email", "address", "company"];

/// Fields that these columns show.
pub(in crate::output) const SHOWN: [Field; 6] = [
    Field::Name,
    Field::Birthday,
    Field::Company,
    Field::Street,
    Field::Postcode,
    Field::City,
];

/// Who is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::output) enum Side {
    /// A contact with all its rows.
    Contact(usize),
    /// One row.
    Row(usize),
}

/// The two-line cells of two sides, in the order of [`COMPARED`]. Without signs, what agrees is seen by the values alone.
pub(in crate::output) fn compared<'v>(
    view: &View<'_>,
    sides: [Side; 2],
    signs: Option<&Signs>,
) -> [Value<'v>; 6] {
    let text = |show: &dyn Fn(Side) -> String| sides.map(show);
    let told = signs.map(|signs| {
        let address = match (signs.address, signs.city) {
            (Sign::Missing, city) => city,
            (Sign::Same, Sign::Differs) => Sign::Near,
            (address, _) => address,
        };
        [
            name_sign(signs),
            signs.birthday,
            signs.phone,
            signs.email,
            address,
            signs.company,
        ]
    });
    let values = [
        text(&|side| name(view, side)),
        text(&|side| birthday(view, side)),
        text(&|side| phones(view, side).join("; ")),
        text(&|side| emails(view, side).join("; ")),
        text(&|side| address(view, side)),
        text(&|side| one_line(&field(view, Field::Company, side))),
    ];
    let mut at = 0;
    values.map(|values| {
        let sign = match told {
            Some(signs) => signs.get(at).copied().unwrap_or_default(),
            None if COMPARED.get(at) == Some(&"address") => seen_address(view, sides),
            None => seen(&values),
        };
        at += 1;
        two_lines(view, values, sign)
    })
}

/// Who two names are of: another given or family name is another name, however much of the rest agrees.
fn name_sign(signs: &Signs) -> Sign {
    let differs = [signs.given, signs.family].contains(&Sign::Differs);
    if differs && !signs.organisations {
        Sign::Differs
    } else {
        signs.name
    }
}

/// How two values compare by themselves. Lists agree where they share a part.
fn seen([a, b]: &[String; 2]) -> Sign {
    let parts = |text: &str| -> Vec<String> { text.split("; ").map(fold).collect() };
    let (x, y) = (parts(a), parts(b));
    if x.iter().any(|part| y.contains(part)) || name_key(a) == name_key(b) {
        Sign::Same
    } else {
        Sign::Differs
    }
}

/// How two addresses compare: by their streets where both have one, else by their cities.
fn seen_address(view: &View<'_>, sides: [Side; 2]) -> Sign {
    let parts = [Field::Street, Field::City, Field::Postcode];
    let known = parts.map(|part| sides.map(|side| field(view, part, side).into_owned()));
    let mut both = known.iter().filter(|[a, b]| !a.is_empty() && !b.is_empty());
    both.next().map_or(Sign::Missing, seen)
}

/// Equal values once; a missing one as a dash.
fn two_lines<'v>(view: &View<'_>, [a, b]: [String; 2], sign: Sign) -> Value<'v> {
    const MISSING: &str = "—";
    match (a.is_empty(), b.is_empty()) {
        (true, true) => Value::Empty,
        _ if a == b => Value::Compared(Sign::Same, view.lines(&[a])),
        (true, false) => Value::Compared(Sign::Missing, view.lines(&[MISSING, &b])),
        (false, true) => Value::Compared(Sign::Missing, view.lines(&[&a, MISSING])),
        (false, false) => Value::Compared(sign, view.lines(&[a, b])),
    }
}

fn name(view: &View<'_>, side: Side) -> String {
    match side {
        Side::Contact(contact) => one_line(&view.outcome.contacts.name(contact)),
        Side::Row(row) => one_line(&row_name(view.outcome.contacts.rows(), row)),
    }
}

/// The name of a row: as typed, else put together from its parts, else the company.
pub(in crate::output) fn row_name(frame: &Frame, row: usize) -> String {
    let whole = frame.text(Field::Name, row).map(str::to_owned);
    let parts = || {
        let parts: Vec<&str> = [Field::GivenName, Field::Patronymic, Field::FamilyName]
            .into_iter()
            .filter_map(|field| frame.text(field, row))
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let company = || frame.text(Field::Company, row).map(str::to_owned);
    whole.or_else(parts).or_else(company).unwrap_or_default()
}

fn field<'v>(view: &View<'v>, field: Field, side: Side) -> Cow<'v, str> {
    let contacts = &view.outcome.contacts;
    let found = match side {
        Side::Contact(contact) => contacts.text(field, contact),
        Side::Row(row) => contacts.rows().text(field, row).map(Cow::Borrowed),
    };
    found.unwrap_or_default()
}

fn birthday(view: &View<'_>, side: Side) -> String {
    let contacts = &view.outcome.contacts;
    let found = match side {
        Side::Contact(contact) => contacts.date(Field::Birthday, contact),
        Side::Row(row) => contacts.rows().date(Field::Birthday, row),
    };
    found.map(|date| date_text(view, date)).unwrap_or_default()
}

/// A date of any precision as the reader writes it.
fn date_text(view: &View<'_>, date: PartialDate) -> String {
    civil_or_text(date).map_or_else(|parts| parts, |civil| view.lang.date(civil))
}

fn phones(view: &View<'_>, side: Side) -> Vec<String> {
    let contacts = &view.outcome.contacts;
    let rows = contacts.rows();
    let of = |field: Field| -> Vec<Phone> {
        match side {
            Side::Contact(contact) => contacts.phones(field, contact),
            Side::Row(row) => rows.phones(field, row).to_vec(),
        }
    };
    let mut shown: Vec<String> = Vec::new();
    for phone in Field::PHONES.into_iter().flat_map(of) {
        let text = one_line(&rows.phone_display(&phone));
        if !shown.contains(&text) {
            shown.push(text);
        }
    }
    shown
}

fn emails<'v>(view: &View<'v>, side: Side) -> Vec<&'v str> {
    let contacts = &view.outcome.contacts;
    match side {
        Side::Contact(contact) => contacts.emails(contact),
        Side::Row(row) => contacts.rows().emails(Field::Email, row).collect(),
    }
}

fn address(view: &View<'_>, side: Side) -> String {
    let [street, postcode, city] = [Field::Street, Field::Postcode, Field::City]
        .map(|part| one_line(&field(view, part, side)));
    let place = [postcode, city].join(" ");
    let parts = [street, place.trim().to_owned()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}');
    let comma = if parts.iter().any(|part| part.contains(is_arabic)) {
        "، "
    } else {
        ", "
    };
    parts.join(comma)
}

/// A value of a row as its reader writes it.
pub(in crate::output) fn row_value(view: &View<'_>, field: FieldId, row: usize) -> String {
    let rows = view.outcome.contacts.rows();
    if let Some(date) = rows.date(field, row) {
        return date_text(view, date);
    }
    if let Some(flag) = rows.yes_no(field, row) {
        return view.yes_no(flag).into_owned();
    }
    let shown = rows.display(field, row);
    shown.map(|shown| one_line(&shown)).unwrap_or_default()
}

/// The place of a row, or of one of its cells.
pub(in crate::output) fn row_place(view: &View<'_>, row: usize, field: Option<FieldId>) -> Place {
    let (sheet, number) = view.outcome.contacts.rows().origin(row);
    match field {
        Some(field) => view.outcome.places.of(sheet, number, field),
        None => Place::Row(sheet, number),
    }
}

fn one_line(text: &str) -> String {
    text.replace('\n', ", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_share_a_part_agree() {
        for (a, b, sign) in [
            ("+4915; +4916", "+4916", Sign::Same),
            ("Sara Ahmed", "Ahmed, Sara", Sign::Same),
            ("Cairo", "Giza", Sign::Differs),
        ] {
            assert_eq!(seen(&[a.to_owned(), b.to_owned()]), sign, "{a} {b}");
        }
    }
}
