//! What is clean stays as it is, whatever the cell was; and no cell, however long, holds up the run.

use proptest::prelude::{Strategy, any, prop_assert_eq, prop_oneof, proptest};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::Cleaned;
use super::sheets::{ids, plan, run, table};
use crate::config::Plan;
use crate::model::{Calendar, Field, FieldId, FieldType, OwnedCell, PartialDate, TableKind};

/// One field of each type, and the fields that are read in a way of their own.
const FIELDS: [Field; 14] = [
    Field::Name,
    Field::Phone,
    Field::MobilePhone,
    Field::Email,
    Field::Birthday,
    Field::NextStepDate,
    Field::Vip,
    Field::DoNotContact,
    Field::Role,
    Field::Employees,
    Field::Budget,
    Field::Hobbies,
    Field::Documents,
    Field::Notes,
];

/// What was understood of a cell.
#[derive(Debug, PartialEq)]
enum Value {
    Phones(Vec<(u64, u32)>),
    Date(Option<PartialDate>),
    Shown(Option<String>),
}

/// One row with a company and one other cell.
fn cleaned(field: Field, cell: OwnedCell, plan: &Plan) -> Cleaned {
    let mut one = table(TableKind::Contacts, &ids(&[Field::Company, field]), &[]);
    let name = OwnedCell::Text("Nile Co".to_owned());
    one.grid.push_row(1, &[(0, name), (1, cell)]);
    run(vec![one], plan)
}

fn value(cleaned: &Cleaned, field: Field) -> Value {
    let frame = &cleaned.frames[&TableKind::Contacts];
    match field.spec().kind {
        // A label in the cell may send a number to another field.
        FieldType::Phones => Value::Phones(
            Field::PHONES
                .iter()
                .flat_map(|field| frame.phones(*field, 0))
                .filter(|phone| phone.number > 0)
                .map(|phone| (phone.number, phone.extension))
                .collect(),
        ),
        FieldType::Date => Value::Date(frame.date(field, 0)),
        _ => Value::Shown(frame.display(field, 0).map(std::borrow::Cow::into_owned)),
    }
}

/// The cell in which a clean value is written.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Phones(phones) => {
            let phones: Vec<String> = phones
                .iter()
                .map(|(number, extension)| match extension {
                    0 => format!("+{number}"),
                    extension => format!("+{number} ext. {extension}"),
                })
                .collect();
            (!phones.is_empty()).then(|| phones.join("; "))
        }
        // Without a year the calendar is not written with the date.
        Value::Date(Some(date)) => date.year.map(|_| date.iso()),
        Value::Date(None) => None,
        Value::Shown(shown) => shown.clone(),
    }
}

fn any_cell() -> impl Strategy<Value = OwnedCell> {
    prop_oneof![
        "\\PC{0,30}".prop_map(OwnedCell::Text),
        "[0-9+./,\\- :@a-cxа-бде-ي٠-٩۰-۹€$()%]{0,24}".prop_map(OwnedCell::Text),
        "[+]?[0-9]{7,12}( (ext|доб|داخلی) [0-9]{1,3})?([;,/] ?[0-9]{7,11})?"
            .prop_map(OwnedCell::Text),
        "[a-z.]{1,6}@(gmail|nile|xn--p1ai|mail)[.,]?(com|org|ru)([;, ][a-z]{1,3}@b[.]co)?"
            .prop_map(OwnedCell::Text),
        "[0-9]{1,4}[./ -][0-9]{1,2}[./ -][0-9]{1,4}".prop_map(OwnedCell::Text),
        "[(-]?[0-9]{1,3}([ ,.'][0-9]{3}){0,2}([.,][0-9]{1,2})?[)-]?( руб| USD|%)?"
            .prop_map(OwnedCell::Text),
        any::<f64>().prop_map(OwnedCell::Number),
        (0..99_999_999_999_u64).prop_map(|number| OwnedCell::Number(number as f64)),
        (-1e5..1e5_f64).prop_map(OwnedCell::Serial),
        any::<bool>().prop_map(OwnedCell::Bool),
        "#[A-Z/]{1,6}[!?]?".prop_map(OwnedCell::Error),
    ]
}

proptest! {
    #[test]
    fn cleaning_a_clean_value_changes_nothing(
        at in 0..FIELDS.len(),
        cell in any_cell(),
        home in 0..4_usize,
    ) {
        let field = FIELDS[at];
        let mut plan = plan();
        plan.book.country = [None, Some("EG"), Some("RU"), Some("IR")][home].map(str::to_owned);
        let first = value(&cleaned(field, cell, &plan), field);
        if let Some(text) = written(&first) {
            // The calendar of a book whose dates are written so.
            if let Value::Date(Some(date)) = &first && date.calendar != Calendar::Gregorian {
                plan.book.calendar = date.calendar;
            }
            let second = value(&cleaned(field, OwnedCell::Text(text.clone()), &plan), field);
            prop_assert_eq!(second, first, "{:?} {}", field, text);
        }
    }
}

/// Long cells made of one piece each; a reader that takes the square of that hangs the test.
#[test]
fn no_long_cell_takes_the_square_of_its_length() {
    const PIECES: &[&str] = &[
        "1",
        "a",
        "@",
        ";",
        "(",
        "+",
        "~",
        "'",
        "x ",
        "1/",
        "1,",
        "1.",
        "و",
        "\u{200f}",
        "ext ",
        "000000;",
        "0100 123 4567; ",
        "0100 123 4567 x1, ",
        "дом. 84951234567, ",
        "a@b.co ",
        "a@gmial.com,",
        "a@@gmail,com; ",
        "xn--a@xn--a.",
        "да, ",
        "решает; ",
        "۱۴۰۳/",
        "# ",
        "\n",
    ];
    let fields: Vec<FieldId> = ids(&FIELDS);
    let mut plan = plan();
    plan.book.country = Some("EG".into());
    PIECES.par_iter().for_each(|piece| {
        // As long as a cell that is still taken for a list of phones, and longer.
        for length in [32_000, 40_000] {
            let cell = piece.repeat(length / piece.len());
            let cells: Vec<&str> = FIELDS
                .iter()
                .map(|field| if *field == Field::Name { "Sara" } else { &cell })
                .collect();
            let cleaned = run(vec![table(TableKind::Contacts, &fields, &[&cells])], &plan);
            assert_eq!(cleaned.rows.len(), 1, "{piece}");
        }
    });
}
