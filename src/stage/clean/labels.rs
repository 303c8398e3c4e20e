//! Label columns of exports (`Phone 1 - Label`): which field a labelled value really belongs to.

use crate::model::Field;
use crate::text::fold;
use crate::text::phone::{PhoneLabel, label_of_column};

const BIRTHDAY: &[&str] = &["birthday", "birth", "рожд", "میلاد", "تولد"];
const SPOUSE: &[&str] = &[
    "spouse",
    "partner",
    "wife",
    "husband",
    "супруг",
    "муж",
    "жена",
    "زوج",
    "همسر",
];
const CHILD: &[&str] = &[
    "child",
    "son",
    "daughter",
    "сын",
    "дочь",
    "дети",
    "ребен",
    "ابن",
    "بنت",
    "طفل",
    "فرزند",
    "پسر",
    "دختر",
];
const ANNIVERSARY: &[&str] = &["anniversary", "годовщин", "ذکری", "سالگرد"];

/// Where a labelled value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// To this field.
    Field(Field),
    /// To no field of its own: it is noted with its label.
    Notes,
}

/// The field of a value whose column is `field` and whose label says `label`.
pub(super) fn target(field: Field, label: &str) -> Target {
    let label = fold(label);
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if label.is_empty() {
        return Target::Field(field);
    }
    match field {
        field if Field::PHONES.contains(&field) => {
            Target::Field(label_of_column(&label).map_or(field, line_field))
        }
        Field::Spouse | Field::Children if says(SPOUSE) => Target::Field(Field::Spouse),
        Field::Spouse | Field::Children if says(CHILD) => Target::Field(Field::Children),
        Field::Anniversary | Field::Birthday if says(BIRTHDAY) => Target::Field(Field::Birthday),
        Field::Anniversary | Field::Birthday if says(ANNIVERSARY) => {
            Target::Field(Field::Anniversary)
        }
        Field::Spouse | Field::Children | Field::Anniversary => Target::Notes,
        _ => Target::Field(field),
    }
}

/// The field of numbers of a line.
pub(super) fn line_field(line: PhoneLabel) -> Field {
    match line {
        PhoneLabel::Mobile => Field::MobilePhone,
        PhoneLabel::Home => Field::HomePhone,
        PhoneLabel::Work => Field::WorkPhone,
        PhoneLabel::Fax => Field::Fax,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_columns_know_the_words_that_stand_beside_numbers() {
        for (label, want) in [
            ("GSM", Field::MobilePhone),
            ("نقال", Field::MobilePhone),
            ("Residence", Field::HomePhone),
            ("Служебный", Field::WorkPhone),
            ("محل کار", Field::WorkPhone),
            ("شرکت", Field::WorkPhone),
            ("دورنگار", Field::Fax),
        ] {
            assert_eq!(target(Field::Phone, label), Target::Field(want), "{label}");
        }
    }

    #[test]
    fn labels_send_values_to_their_fields() {
        for (field, label, want) in [
            (Field::Phone, "* Mobile", Target::Field(Field::MobilePhone)),
            (Field::Phone, "Work Fax", Target::Field(Field::Fax)),
            (Field::Phone, "Рабочий", Target::Field(Field::WorkPhone)),
            (Field::Phone, "WorkFax", Target::Field(Field::Fax)),
            (Field::Phone, "Main", Target::Field(Field::WorkPhone)),
            (Field::Phone, "Other", Target::Field(Field::Phone)),
            (Field::Phone, "", Target::Field(Field::Phone)),
            (Field::Spouse, "Spouse", Target::Field(Field::Spouse)),
            (Field::Spouse, "Child", Target::Field(Field::Children)),
            (Field::Spouse, "Manager", Target::Notes),
            (
                Field::Anniversary,
                "Anniversary",
                Target::Field(Field::Anniversary),
            ),
            (Field::Anniversary, "Graduation", Target::Notes),
            (Field::Email, "Work", Target::Field(Field::Email)),
        ] {
            assert_eq!(target(field, label), want, "{label}");
        }
        for words in [BIRTHDAY, SPOUSE, CHILD, ANNIVERSARY] {
            for word in words {
                assert_eq!(fold(word), *word);
            }
        }
    }
}
