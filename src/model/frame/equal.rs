//! Whether two rows say the same.

use super::{ColumnData, Frame};
use crate::model::{FieldId, Phone, TextRef};

impl Frame {
    /// Whether two rows say the same, as far as that is plain to see: of numbers and phones, only where they are written alike.
    pub fn are_equal(&self, field: impl Into<FieldId>, a: usize, b: usize) -> bool {
        let text = |text: Option<&TextRef>| text.and_then(|text| self.texts.get(*text));
        let phone = |phone: &Phone| (phone.number, phone.extension, self.texts.get(phone.text));
        match self.column(field.into()).map(|column| &column.data) {
            None => true,
            Some(ColumnData::Text(values)) => text(values.get(a)) == text(values.get(b)),
            Some(ColumnData::Date(values)) => values.get(a) == values.get(b),
            Some(ColumnData::Number(values)) => {
                let written = |row: usize| {
                    let number = values.get(row).copied().flatten();
                    number.map(|number| (number.mantissa(), number.scale()))
                };
                written(a) == written(b)
            }
            Some(ColumnData::YesNo(values)) => values.get(a) == values.get(b),
            Some(ColumnData::Phones(values)) => {
                let (a, b) = (values.get(a).iter(), values.get(b).iter());
                a.map(phone).eq(b.map(phone))
            }
            Some(ColumnData::Emails(values)) => {
                let (a, b) = (values.get(a).iter(), values.get(b).iter());
                a.map(|a| text(Some(a))).eq(b.map(|b| text(Some(b))))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::{Field, SheetId, TableKind};

    #[test]
    fn what_is_written_alike_is_equal_and_other_spellings_are_left_to_others() {
        let mut frame = Frame::new(TableKind::Contacts);
        for (row, (city, mail, amount)) in [
            ("Cairo", "a@b.org", "1.5"),
            ("Cairo", "a@b.org", "1.5"),
            ("cairo", "c@b.org", "1.50"),
            ("", "a@b.org", "1.5"),
        ]
        .into_iter()
        .enumerate()
        {
            frame.push_row(SheetId(0), row as u32);
            frame.set_text(Field::City, city);
            frame.add_email(Field::Email, mail);
            frame.set_number(Field::Amount, amount.parse::<Decimal>().unwrap());
        }
        for field in [Field::City, Field::Email, Field::Amount] {
            assert!(frame.are_equal(field, 0, 1), "{field:?}");
            assert!(!frame.are_equal(field, 0, 2), "{field:?}");
        }
        assert!(!frame.are_equal(Field::City, 0, 3));
        // What nobody has is the same everywhere.
        assert!(frame.are_equal(Field::Birthday, 0, 3));
    }
}
