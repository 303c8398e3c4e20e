//! Children older than their parents: two birthdays were mixed up, or the relation was.

use super::{BookCheck, Kind, VerifyRequest};
use crate::calendar::to_civil;
use crate::diag::{Capped, Severity};
use crate::model::{Field, PartialDate, TableKind};
use crate::text::fold;

/// A relative of the next generation who is not younger than the contact, or of the last one who is not older.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[
        (
            TableKind::Contacts,
            &[Field::Name, Field::Birthday],
            &[&["Sara Ahmed", "1980-05-01"]],
        ),
        (
            TableKind::Family,
            &[Field::Contact, Field::Relation, Field::Birthday],
            &[
                &["Sara Ahmed", "son", "2010-05-01"],
                &["Sara Ahmed", "мать", "1955"],
                &["Sara Ahmed", "husband", "1970-01-01"],
                &["Sara Ahmed", "son-in-law", "1970-01-01"],
                &["Sara Ahmed", "ابنة", "05-01"],
            ],
        ),
    ],
    bad: &[
        (
            "family-ages-crossed",
            &[
                (
                    TableKind::Contacts,
                    &[Field::Name, Field::Birthday],
                    &[&["Sara Ahmed", "1980-05-01"]],
                ),
                (
                    TableKind::Family,
                    &[Field::Contact, Field::Relation, Field::Birthday],
                    &[&["Sara Ahmed", "Дочь", "1979-05-01"]],
                ),
            ],
        ),
        (
            "family-ages-crossed",
            &[
                (
                    TableKind::Contacts,
                    &[Field::Name, Field::Birthday],
                    &[&["Sara Ahmed", "1980-05-01"]],
                ),
                (
                    TableKind::Family,
                    &[Field::Contact, Field::Relation, Field::Birthday],
                    &[&["Sara Ahmed", "پدر", "1991"]],
                ),
            ],
        ),
    ],
};

/// Words for those who are younger than the contact.
const YOUNGER: &[&str] = &[
    "son",
    "daughter",
    "child",
    "kid",
    "grandson",
    "granddaughter",
    "grandchild",
    "ابن",
    "ابنة",
    "بنت",
    "ولد",
    "طفل",
    "طفلة",
    "حفيد",
    "حفيدة",
    "پسر",
    "دختر",
    "فرزند",
    "بچه",
    "نوه",
    "сын",
    "дочь",
    "дочка",
    "ребёнок",
    "внук",
    "внучка",
];

/// Words for those who are older than the contact.
const OLDER: &[&str] = &[
    "father",
    "mother",
    "dad",
    "mum",
    "mom",
    "parent",
    "grandfather",
    "grandmother",
    "أب",
    "أم",
    "والد",
    "والدة",
    "جد",
    "جدة",
    "پدر",
    "مادر",
    "والدین",
    "پدربزرگ",
    "مادربزرگ",
    "отец",
    "мать",
    "папа",
    "мама",
    "дедушка",
    "бабушка",
    "дед",
];

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const KIND: Kind = Kind("family-ages-crossed", Severity::Warning);
    let Some(family) = &request.tables.family else {
        return;
    };
    let folded = |words: &[&str]| -> Vec<String> { words.iter().map(|word| fold(word)).collect() };
    let (younger, older) = (folded(YOUNGER), folded(OLDER));
    let frame = &family.frame;
    for (row, contact) in family.contact.iter().enumerate() {
        let Some(contact) = contact.map(|contact| contact as usize) else {
            continue;
        };
        let Some(relation) = frame.text(Field::Relation, row) else {
            continue;
        };
        let (Some(relative), Some(own)) = (
            frame.date(Field::Birthday, row),
            request.contacts.date(Field::Birthday, contact),
        ) else {
            continue;
        };
        let words = fold(&relation.replace('-', " "));
        let is = |list: &[String]| words.split(' ').any(|word| list.iter().any(|w| w == word));
        // A son-in-law may be of any age.
        let by_law = words.split(' ').any(|word| word == "law");
        let crossed = !by_law
            && (is(&younger) && !is_before(own, relative)
                || is(&older) && !is_before(relative, own));
        if crossed && has_years(own, relative) {
            let problem = request.problem(KIND, frame, row, Field::Birthday.into());
            let born = request.contacts.display(Field::Birthday, contact);
            sink.push(
                problem
                    .arg("relation", relation)
                    .arg("name", request.contacts.name(contact))
                    .arg("birthday", born.unwrap_or_default()),
            );
        }
    }
}

/// Whether two birthdays can be told apart at all: whole dates, or years of one calendar.
fn has_years(a: PartialDate, b: PartialDate) -> bool {
    let whole = to_civil(a).is_some() && to_civil(b).is_some();
    whole || (a.year.is_some() && b.year.is_some() && a.calendar == b.calendar)
}

fn is_before(a: PartialDate, b: PartialDate) -> bool {
    match (to_civil(a), to_civil(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.year < b.year,
    }
}
