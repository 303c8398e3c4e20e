//! What a row holds of one field, to be given to other rows of the same frame without reading their cells again.

use rust_decimal::Decimal;

use super::{ColumnData, Frame, empty_column, put};
use crate::model::{FieldId, PartialDate, TextRef};

/// A value of one field with what was typed, as a frame holds it; good for that frame only.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stored {
    value: Value,
    typed: TextRef,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Value {
    Nothing,
    Text(TextRef),
    Date(PartialDate),
    Number(Decimal),
    YesNo(bool),
}

impl Frame {
    /// What the last row holds of a field; `None` for phones and addresses, of which a row may hold several.
    pub fn stored(&self, field: FieldId) -> Option<Stored> {
        let nothing = Stored {
            value: Value::Nothing,
            typed: TextRef::NONE,
        };
        let Some(column) = self.column(field) else {
            return Some(nothing);
        };
        let row = self.rows.len().checked_sub(1)?;
        let value = match &column.data {
            ColumnData::Text(values) => values
                .get(row)
                .filter(|text| text.is_some())
                .map(|text| Value::Text(*text)),
            ColumnData::Date(values) => values.get(row).copied().flatten().map(Value::Date),
            ColumnData::Number(values) => values.get(row).copied().flatten().map(Value::Number),
            ColumnData::YesNo(values) => values.get(row).copied().flatten().map(Value::YesNo),
            ColumnData::Phones(_) | ColumnData::Emails(_) => return None,
        };
        Some(Stored {
            value: value.unwrap_or(Value::Nothing),
            typed: column.typed.get(row).copied().unwrap_or(TextRef::NONE),
        })
    }

    /// Gives the last row what [`Frame::stored`] has told of another row of this frame.
    pub fn store(&mut self, field: FieldId, stored: Stored) {
        let rows = self.rows.len();
        if stored.value == Value::Nothing && !stored.typed.is_some() {
            return;
        }
        let column = self.column_mut(field, || empty_column(field));
        match (&mut column.data, stored.value) {
            (ColumnData::Text(values), Value::Text(text)) => {
                put(values, rows, text, TextRef::NONE);
            }
            (ColumnData::Date(values), Value::Date(date)) => put(values, rows, Some(date), None),
            (ColumnData::Number(values), Value::Number(number)) => {
                put(values, rows, Some(number), None);
            }
            (ColumnData::YesNo(values), Value::YesNo(flag)) => put(values, rows, Some(flag), None),
            // A field has one type in all rows.
            _ => {}
        }
        if stored.typed.is_some() {
            put(&mut column.typed, rows, stored.typed, TextRef::NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, SheetId, TableKind};

    #[test]
    fn what_one_row_holds_is_given_to_another() {
        let mut frame = Frame::new(TableKind::Contacts);
        let fields: [FieldId; 5] = [
            Field::City.into(),
            Field::Birthday.into(),
            Field::Employees.into(),
            Field::Vip.into(),
            Field::Notes.into(),
        ];
        frame.push_row(SheetId(0), 1);
        frame.set_text(Field::City, "Cairo");
        frame.set_typed(Field::City, "cairo");
        let date = PartialDate::from_civil(jiff::civil::date(1990, 5, 1));
        frame.set_date(Field::Birthday, date);
        frame.set_number(Field::Employees, Decimal::from(12));
        frame.set_yes_no(Field::Vip, false);
        let stored = fields.map(|field| frame.stored(field).unwrap());
        frame.push_row(SheetId(0), 2);
        frame.push_row(SheetId(0), 3);
        for (field, stored) in fields.into_iter().zip(stored) {
            frame.store(field, stored);
        }
        for field in fields {
            assert_eq!(frame.display(field, 2), frame.display(field, 0));
            assert_eq!(frame.typed(field, 2), frame.typed(field, 0));
            assert_eq!(frame.display(field, 1), None);
        }
    }

    #[test]
    fn of_addresses_nothing_is_told_for_a_row_may_hold_several() {
        let mut frame = Frame::new(TableKind::Contacts);
        frame.push_row(SheetId(0), 1);
        frame.add_email(Field::Email, "a@nile.org");
        assert_eq!(frame.stored(Field::Email.into()), None);
    }
}
