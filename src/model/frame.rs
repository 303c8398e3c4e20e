//! A clean table: typed columns over all rows of one kind, from all sheets.
//!
//! Built row by row: [`Frame::push_row`], then `set_*` for the fields that the row has. Reading a field that no row has
//! gives "nothing". Several phones or emails of one row lie in one column.

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::decimal::plain_decimal;
use super::many::ManyPerRow;
use super::{FieldId, FieldType, PartialDate, Phone, SheetId, TableKind, TextRef, Texts};

mod equal;
mod stored;
#[cfg(test)]
mod tests;

pub use stored::Stored;

/// The values of one field.
#[derive(Debug, Clone)]
pub enum ColumnData {
    /// Text, choices, names, references, and lists joined by `; `.
    Text(Vec<TextRef>),
    /// Dates.
    Date(Vec<Option<PartialDate>>),
    /// Numbers and amounts (in the book's currency).
    Number(Vec<Option<Decimal>>),
    /// Yes or no.
    YesNo(Vec<Option<bool>>),
    /// Phones.
    Phones(ManyPerRow<Phone>),
    /// Emails, in lower case.
    Emails(ManyPerRow<TextRef>),
}

/// One field over all rows, with what was typed where that differs from what was understood.
#[derive(Debug, Clone)]
pub struct Column {
    field: FieldId,
    data: ColumnData,
    typed: Vec<TextRef>,
}

impl Column {
    /// The values, by row; a column may end before the last row.
    pub fn data(&self) -> &ColumnData {
        &self.data
    }
}

/// All rows of one table.
#[derive(Debug, Clone)]
pub struct Frame {
    kind: TableKind,
    rows: Vec<(SheetId, u32)>,
    texts: Texts,
    columns: Vec<Column>,
}

impl Frame {
    /// An empty table.
    pub fn new(kind: TableKind) -> Frame {
        Frame {
            kind,
            rows: Vec::new(),
            texts: Texts::default(),
            columns: Vec::new(),
        }
    }

    /// Which table this is.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Sheet and row number (from 0) that a row came from.
    pub fn origin(&self, row: usize) -> (SheetId, u32) {
        self.rows[row]
    }

    /// The fields that occur, ascending.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.columns.iter().map(|column| column.field)
    }

    /// Whether any row has a value of this field.
    pub fn has(&self, field: impl Into<FieldId>) -> bool {
        self.column(field.into()).is_some()
    }

    /// Appends a row and returns its index.
    pub fn push_row(&mut self, sheet: SheetId, row: u32) -> usize {
        self.rows.push((sheet, row));
        self.rows.len() - 1
    }

    /// The same table with only the rows for which `keep` is true (one entry a row).
    #[must_use]
    pub fn retain(self, keep: &[bool]) -> Frame {
        if keep.iter().all(|keep| *keep) {
            return self;
        }
        let columns = self
            .columns
            .into_iter()
            .map(|column| Column {
                field: column.field,
                typed: filtered(&column.typed, keep),
                data: match column.data {
                    ColumnData::Text(values) => ColumnData::Text(filtered(&values, keep)),
                    ColumnData::Date(values) => ColumnData::Date(filtered(&values, keep)),
                    ColumnData::Number(values) => ColumnData::Number(filtered(&values, keep)),
                    ColumnData::YesNo(values) => ColumnData::YesNo(filtered(&values, keep)),
                    ColumnData::Phones(values) => ColumnData::Phones(values.retain(keep)),
                    ColumnData::Emails(values) => ColumnData::Emails(values.retain(keep)),
                },
            })
            .collect();
        Frame {
            kind: self.kind,
            rows: filtered(&self.rows, keep),
            texts: self.texts,
            columns,
        }
    }

    /// Sets a text of the last row. Empty text sets nothing.
    pub fn set_text(&mut self, field: impl Into<FieldId>, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = self.texts.add(text);
        let rows = self.rows.len();
        if let ColumnData::Text(values) = &mut self
            .column_mut(field.into(), || ColumnData::Text(Vec::new()))
            .data
        {
            put(values, rows, text, TextRef::NONE);
        }
    }

    /// Sets a date of the last row.
    pub fn set_date(&mut self, field: impl Into<FieldId>, date: PartialDate) {
        let rows = self.rows.len();
        if let ColumnData::Date(values) = &mut self
            .column_mut(field.into(), || ColumnData::Date(Vec::new()))
            .data
        {
            put(values, rows, Some(date), None);
        }
    }

    /// Sets a number or amount of the last row.
    pub fn set_number(&mut self, field: impl Into<FieldId>, number: Decimal) {
        let rows = self.rows.len();
        if let ColumnData::Number(values) = &mut self
            .column_mut(field.into(), || ColumnData::Number(Vec::new()))
            .data
        {
            put(values, rows, Some(number), None);
        }
    }

    /// Sets a yes/no of the last row.
    pub fn set_yes_no(&mut self, field: impl Into<FieldId>, flag: bool) {
        let rows = self.rows.len();
        if let ColumnData::YesNo(values) = &mut self
            .column_mut(field.into(), || ColumnData::YesNo(Vec::new()))
            .data
        {
            put(values, rows, Some(flag), None);
        }
    }

    /// Adds a phone to the last row. `text` is what was typed of this one number.
    pub fn add_phone(&mut self, field: impl Into<FieldId>, phone: Phone, text: &str) {
        let text = self.texts.add(text);
        let row = self.rows.len() - 1;
        let make = || ColumnData::Phones(ManyPerRow::default());
        if let ColumnData::Phones(values) = &mut self.column_mut(field.into(), make).data {
            values.push(row, Phone { text, ..phone });
        }
    }

    /// Adds an email address to the last row.
    pub fn add_email(&mut self, field: impl Into<FieldId>, email: &str) {
        let text = self.texts.add(email);
        let row = self.rows.len() - 1;
        let make = || ColumnData::Emails(ManyPerRow::default());
        if let ColumnData::Emails(values) = &mut self.column_mut(field.into(), make).data {
            values.push(row, text);
        }
    }

    /// Keeps what was typed in the last row's cell of a field that already has a column; call it only where the typed text
    /// is not what [`Frame::display`] gives. A field without a column becomes an empty column of its type.
    pub fn set_typed(&mut self, field: impl Into<FieldId>, typed: &str) {
        let field = field.into();
        let text = self.texts.add(typed);
        let rows = self.rows.len();
        let column = self.column_mut(field, || empty_column(field));
        put(&mut column.typed, rows, text, TextRef::NONE);
    }

    /// Appends the rows of another frame of the same table.
    pub fn append(&mut self, other: Frame) {
        if self.rows.is_empty() && self.columns.is_empty() {
            *self = other;
            return;
        }
        let rows = self.rows.len();
        let by = self.texts.absorb(other.texts);
        let moved = |text: TextRef| text.moved(by);
        for column in other.columns {
            let field = column.field;
            let own = self.column_mut(field, || empty_like(&column.data));
            if !column.typed.is_empty() {
                own.typed.resize(rows, TextRef::NONE);
                own.typed.extend(column.typed.into_iter().map(moved));
            }
            match (&mut own.data, column.data) {
                (ColumnData::Text(own), ColumnData::Text(more)) if !more.is_empty() => {
                    own.resize(rows, TextRef::NONE);
                    own.extend(more.into_iter().map(moved));
                }
                (ColumnData::Date(own), ColumnData::Date(more)) => extend(own, rows, more),
                (ColumnData::Number(own), ColumnData::Number(more)) => extend(own, rows, more),
                (ColumnData::YesNo(own), ColumnData::YesNo(more)) => extend(own, rows, more),
                (ColumnData::Phones(own), ColumnData::Phones(mut more)) => {
                    for phone in &mut more.items {
                        phone.text = moved(phone.text);
                    }
                    own.append(rows, more);
                }
                (ColumnData::Emails(own), ColumnData::Emails(mut more)) => {
                    for email in &mut more.items {
                        *email = moved(*email);
                    }
                    own.append(rows, more);
                }
                // A field has one type in all sheets, so two kinds of data never meet.
                _ => {}
            }
        }
        self.rows.extend(other.rows);
    }

    /// What was typed, where it differs from what was understood.
    pub fn typed(&self, field: impl Into<FieldId>, row: usize) -> Option<&str> {
        self.texts.get(*self.column(field.into())?.typed.get(row)?)
    }

    /// A text.
    pub fn text(&self, field: impl Into<FieldId>, row: usize) -> Option<&str> {
        match &self.column(field.into())?.data {
            ColumnData::Text(values) => self.texts.get(*values.get(row)?),
            _ => None,
        }
    }

    /// A date.
    pub fn date(&self, field: impl Into<FieldId>, row: usize) -> Option<PartialDate> {
        match &self.column(field.into())?.data {
            ColumnData::Date(values) => *values.get(row)?,
            _ => None,
        }
    }

    /// A number or amount.
    pub fn number(&self, field: impl Into<FieldId>, row: usize) -> Option<Decimal> {
        match &self.column(field.into())?.data {
            ColumnData::Number(values) => *values.get(row)?,
            _ => None,
        }
    }

    /// A yes/no.
    pub fn yes_no(&self, field: impl Into<FieldId>, row: usize) -> Option<bool> {
        match &self.column(field.into())?.data {
            ColumnData::YesNo(values) => *values.get(row)?,
            _ => None,
        }
    }

    /// The phones of one column.
    pub fn phones(&self, field: impl Into<FieldId>, row: usize) -> &[Phone] {
        match self.column(field.into()).map(|column| &column.data) {
            Some(ColumnData::Phones(values)) => values.get(row),
            _ => &[],
        }
    }

    /// The text of a phone as typed.
    pub fn phone_text(&self, phone: &Phone) -> &str {
        self.texts.get(phone.text).unwrap_or_default()
    }

    /// The emails of one column.
    pub fn emails(&self, field: impl Into<FieldId>, row: usize) -> impl Iterator<Item = &str> + '_ {
        let items: &[TextRef] = match self.column(field.into()).map(|column| &column.data) {
            Some(ColumnData::Emails(values)) => values.get(row),
            _ => &[],
        };
        items.iter().filter_map(|text| self.texts.get(*text))
    }

    /// The value as plain text for twins: ISO dates, E.164 phones, `yes`/`no`, several values joined by `; `. Dates of
    /// another calendar are given in that calendar's own parts.
    pub fn display(&self, field: impl Into<FieldId>, row: usize) -> Option<Cow<'_, str>> {
        self.shown(self.column(field.into())?, row)
    }

    fn shown(&self, column: &Column, row: usize) -> Option<Cow<'_, str>> {
        match &column.data {
            ColumnData::Text(values) => self.texts.get(*values.get(row)?).map(Cow::Borrowed),
            ColumnData::Date(values) => values.get(row)?.map(|date| Cow::Owned(date.iso())),
            ColumnData::Number(values) => values
                .get(row)?
                .map(|number| Cow::Owned(plain_decimal(number))),
            ColumnData::YesNo(values) => values
                .get(row)?
                .map(|flag| Cow::Borrowed(if flag { "yes" } else { "no" })),
            ColumnData::Phones(values) => joined(
                values
                    .get(row)
                    .iter()
                    .map(|phone| self.phone_display(phone)),
            ),
            ColumnData::Emails(values) => joined(
                values
                    .get(row)
                    .iter()
                    .filter_map(|text| self.texts.get(*text))
                    .map(Cow::Borrowed),
            ),
        }
    }

    /// Appends the value as [`Frame::display`] gives it; whether there is one.
    pub fn show(&self, field: impl Into<FieldId>, row: usize, text: &mut String) -> bool {
        self.column(field.into())
            .is_some_and(|column| self.show_of(column, row, text))
    }

    /// The same of a column that was looked up before.
    pub fn show_of(&self, column: &Column, row: usize, text: &mut String) -> bool {
        match &column.data {
            ColumnData::Date(values) => {
                let date = values.get(row).copied().flatten();
                date.inspect(|date| date.write_iso(text)).is_some()
            }
            ColumnData::Phones(values) => {
                for (at, phone) in values.get(row).iter().enumerate() {
                    text.push_str(if at > 0 { "; " } else { "" });
                    self.write_phone(phone, text);
                }
                !values.get(row).is_empty()
            }
            _ => {
                let shown = self.shown(column, row);
                shown.inspect(|shown| text.push_str(shown)).is_some()
            }
        }
    }

    /// Whether a value was understood.
    pub fn is_filled(&self, field: impl Into<FieldId>, row: usize) -> bool {
        match self.column(field.into()).map(|column| &column.data) {
            None => false,
            Some(ColumnData::Text(values)) => values.get(row).is_some_and(|text| text.is_some()),
            Some(ColumnData::Date(values)) => values.get(row).is_some_and(Option::is_some),
            Some(ColumnData::Number(values)) => values.get(row).is_some_and(Option::is_some),
            Some(ColumnData::YesNo(values)) => values.get(row).is_some_and(Option::is_some),
            Some(ColumnData::Phones(values)) => !values.get(row).is_empty(),
            Some(ColumnData::Emails(values)) => !values.get(row).is_empty(),
        }
    }

    /// E.164 with ` ext. N` where there is one, else the text as typed.
    pub fn phone_display(&self, phone: &Phone) -> Cow<'_, str> {
        if phone.number == 0 {
            return Cow::Borrowed(self.phone_text(phone));
        }
        let mut text = String::new();
        self.write_phone(phone, &mut text);
        Cow::Owned(text)
    }

    /// Appends what [`Frame::phone_display`] gives.
    fn write_phone(&self, phone: &Phone, text: &mut String) {
        // Writing to a text cannot fail.
        let _ = match (phone.number, phone.extension) {
            (0, _) => text.write_str(self.phone_text(phone)),
            (number, 0) => write!(text, "+{number}"),
            (number, extension) => write!(text, "+{number} ext. {extension}"),
        };
    }

    /// A text of one of the columns.
    pub fn text_of(&self, text: TextRef) -> Option<&str> {
        self.texts.get(text)
    }

    /// The column of a field, if any row has it.
    pub fn column(&self, field: FieldId) -> Option<&Column> {
        let at = self
            .columns
            .binary_search_by_key(&field, |column| column.field)
            .ok()?;
        Some(&self.columns[at])
    }

    fn column_mut(&mut self, field: FieldId, make: impl FnOnce() -> ColumnData) -> &mut Column {
        let at = match self
            .columns
            .binary_search_by_key(&field, |column| column.field)
        {
            Ok(at) => at,
            Err(at) => {
                self.columns.insert(
                    at,
                    Column {
                        field,
                        data: make(),
                        typed: Vec::new(),
                    },
                );
                at
            }
        };
        &mut self.columns[at]
    }
}

/// Writes the value of the last of `rows` rows, filling the rows before it that have none.
fn put<T: Clone>(values: &mut Vec<T>, rows: usize, value: T, empty: T) {
    if values.len() < rows {
        values.resize(rows, empty);
    }
    if let Some(last) = values.get_mut(rows - 1) {
        *last = value;
    }
}

/// The values whose rows are kept; a column may end before the last row.
fn filtered<T: Copy>(values: &[T], keep: &[bool]) -> Vec<T> {
    values
        .iter()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .map(|(value, _)| *value)
        .collect()
}

/// Appends values, the first of which belongs to row `rows`.
fn extend<T: Clone>(values: &mut Vec<Option<T>>, rows: usize, more: Vec<Option<T>>) {
    if !more.is_empty() {
        values.resize(rows, None);
        values.extend(more);
    }
}

/// An empty column of the type that the catalogue gives a field.
fn empty_column(field: FieldId) -> ColumnData {
    match field.known().map(|known| known.spec().kind) {
        Some(FieldType::Phones) => ColumnData::Phones(ManyPerRow::default()),
        Some(FieldType::Emails) => ColumnData::Emails(ManyPerRow::default()),
        Some(FieldType::Date) => ColumnData::Date(Vec::new()),
        Some(FieldType::Number | FieldType::Money) => ColumnData::Number(Vec::new()),
        Some(FieldType::YesNo) => ColumnData::YesNo(Vec::new()),
        _ => ColumnData::Text(Vec::new()),
    }
}

fn empty_like(data: &ColumnData) -> ColumnData {
    match data {
        ColumnData::Text(_) => ColumnData::Text(Vec::new()),
        ColumnData::Date(_) => ColumnData::Date(Vec::new()),
        ColumnData::Number(_) => ColumnData::Number(Vec::new()),
        ColumnData::YesNo(_) => ColumnData::YesNo(Vec::new()),
        ColumnData::Phones(_) => ColumnData::Phones(ManyPerRow::default()),
        ColumnData::Emails(_) => ColumnData::Emails(ManyPerRow::default()),
    }
}

fn joined<'a>(parts: impl Iterator<Item = Cow<'a, str>>) -> Option<Cow<'a, str>> {
    let mut parts = parts.peekable();
    let first = parts.next()?;
    if parts.peek().is_none() {
        return Some(first);
    }
    let mut all = first.into_owned();
    for part in parts {
        all.push_str("; ");
        all.push_str(&part);
    }
    Some(Cow::Owned(all))
}
