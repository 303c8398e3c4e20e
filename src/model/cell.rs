//! A cell as a spreadsheet holds it, and the events in which sheets arrive from a reader.

use serde::{Deserialize, Serialize};

/// One cell, borrowed from the [`Grid`](super::Grid) that holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Nothing was typed.
    Empty,
    /// Text as typed, not trimmed.
    Text(&'a str),
    /// A number without a date format.
    Number(f64),
    /// A yes/no cell.
    Bool(bool),
    /// A date or time: days since 1899-12-30 (the 1900 system of spreadsheets, 1904 files already shifted).
    Serial(f64),
    /// A formula error such as `#N/A`.
    Error(&'a str),
}

impl Cell<'_> {
    /// Whether the cell holds nothing, or nothing but white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')),
            _ => false,
        }
    }

    /// The cell as a person would read it: whole numbers without a point or an exponent.
    pub fn to_text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Error(text) => (*text).to_owned(),
            Cell::Number(number) | Cell::Serial(number) => number_text(*number),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// Whole floats print as integers, never with an exponent: a phone typed as a number is a float in the file.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        (number as i64).to_string()
    } else {
        format!("{number}")
    }
}

/// A cell as it travels between a reader and the program (possibly between two processes): with a text of its own, or with one
/// that lies in what arrived.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum OwnedCell<T = String> {
    /// Text as typed.
    Text(T),
    /// A number.
    Number(f64),
    /// A yes/no cell.
    Bool(bool),
    /// Days since 1899-12-30.
    Serial(f64),
    /// A formula error.
    Error(T),
}

impl<T: AsRef<str>> OwnedCell<T> {
    /// The same cell, borrowed.
    pub fn as_cell(&self) -> Cell<'_> {
        match self {
            OwnedCell::Text(text) => Cell::Text(text.as_ref()),
            OwnedCell::Number(number) => Cell::Number(*number),
            OwnedCell::Bool(flag) => Cell::Bool(*flag),
            OwnedCell::Serial(serial) => Cell::Serial(*serial),
            OwnedCell::Error(text) => Cell::Error(text.as_ref()),
        }
    }
}

/// What a reader says while it reads one file, in order: for each sheet a start, its rows from top to bottom, an end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SheetEvent<T = String> {
    /// A sheet begins. The name is empty for a file that has no sheets (CSV).
    Start {
        /// Its name as its owner sees it.
        name: T,
    },
    /// A row with at least one filled cell. Rows and columns count from 0 at A1.
    Row {
        /// Row index from 0.
        row: u32,
        /// Column index from 0 and cell, in ascending order of columns; empty cells are left out.
        cells: Vec<(u32, OwnedCell<T>)>,
    },
    /// The sheet is complete.
    End,
    /// A sheet, or the rest of it, could not be read; the other sheets go on.
    Failed {
        /// The sheet's name.
        name: T,
        /// What the reader says of it, in English.
        reason: T,
    },
    /// Something in the sheet is wrong, and the sheet was read all the same.
    Flawed(Flaw),
    /// The file bears tierbook's own mark: it is an output and never a source. Nothing follows.
    OwnOutput,
}

/// What is wrong in a file of cards: the first place of its kind, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// What.
    pub kind: FlawKind,
    /// How often.
    pub count: u32,
    /// The card, from 1; 0 before the first.
    pub card: u32,
    /// The line of the file, from 1.
    pub line: u32,
    /// What stands there, or its beginning; may be empty.
    pub value: String,
}

/// What may be wrong in a file of cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FlawKind {
    /// A card begins and does not end; what stands in it is read.
    CardWithoutEnd,
    /// A line is no property; in a card it is kept as it is.
    LineUnreadable,
    /// A line is longer than a cell may be; the rest of it is left out.
    LineTooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_print_without_point_or_exponent() {
        assert_eq!(Cell::Number(501_234_567.0).to_text(), "501234567");
        assert_eq!(Cell::Number(4.915_112_345_67e11).to_text(), "491511234567");
        assert_eq!(Cell::Number(12.5).to_text(), "12.5");
    }

    #[test]
    fn a_cell_of_zero_width_characters_is_blank() {
        assert!(Cell::Text(" \u{200e}\u{a0}").is_blank());
        assert!(!Cell::Text(" x").is_blank());
    }
}
