//! One number for what a row says, whatever the order of its columns and the program that wrote it: a copy saved as CSV has
//! the fingerprints of its workbook.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::MappedTable;
use crate::model::{Cell, FieldId, FieldType};
use crate::text::{fold, fold_digits};

/// The fingerprint of a row in which nothing stands; such rows repeat nothing.
pub(super) const NOTHING: u64 = 0;

/// The fingerprints of all rows below the header, 8 bytes a row; [`NOTHING`] for blank rows and for those that are skipped.
pub(super) fn rows(table: &MappedTable) -> Vec<u64> {
    let columns: Vec<(u32, FieldId, Option<FieldType>)> = table
        .columns
        .iter()
        .filter(|column| column.label_of.is_none())
        .map(|column| {
            let kind = column.field.known().map(|field| field.spec().kind);
            (column.column, column.field, kind)
        })
        .collect();
    table
        .data_rows()
        .into_par_iter()
        .map(|row| {
            if table.is_skipped(row) {
                return NOTHING;
            }
            row_of(table, row, &columns)
        })
        .collect()
}

fn row_of(table: &MappedTable, row: usize, columns: &[(u32, FieldId, Option<FieldType>)]) -> u64 {
    let mut sum = NOTHING;
    let mut rest = columns;
    for (column, cell) in table.grid.row(row) {
        while let [(at, _, _), tail @ ..] = rest
            && *at < column
        {
            rest = tail;
        }
        if let [(at, field, kind), ..] = rest
            && *at == column
            && !cell.is_blank()
        {
            sum = sum.wrapping_add(cell_of(&cell, *field, *kind));
        }
    }
    sum
}

fn cell_of(cell: &Cell<'_>, field: FieldId, kind: Option<FieldType>) -> u64 {
    let hash = |text: &str| text_of(field, text);
    match (kind, cell) {
        (Some(FieldType::Date), _) => hash(&date_form(cell)),
        (Some(FieldType::Phones), _) => hash(&phone_form(&cell.to_text())),
        (Some(FieldType::Number | FieldType::Money), Cell::Text(text)) => hash(&amount_form(text)),
        (_, Cell::Text(text)) => hash(text),
        (_, other) => hash(&other.to_text()),
    }
}

/// A hash of a text without white space and case. Nothing is folded beyond that, and nothing allocated: a copy holds the same
/// letters, and this runs over every cell of the largest sheets. Mixing as in splitmix64 (Steele, Lea, Flood 2014).
fn text_of(field: FieldId, text: &str) -> u64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = u64::from(field.0).wrapping_add(1).wrapping_mul(STEP);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let lower = match c {
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            // Arabic letters have no case.
            '\u{600}'..='\u{6ff}' => c,
            _ => c.to_lowercase().next().unwrap_or(c),
        };
        hash = (hash ^ u64::from(lower)).wrapping_mul(STEP).rotate_left(23);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The parts of a date in ascending order, so that 2024-05-31, 31.05.2024 and a date cell are one.
fn date_form(cell: &Cell<'_>) -> String {
    let text = match cell {
        Cell::Serial(serial) => match serial_date(*serial) {
            Some(date) => date.to_string(),
            None => cell.to_text(),
        },
        Cell::Text(text) => fold_digits(text).into_owned(),
        other => other.to_text(),
    };
    let mut parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .map(|part| part.trim_start_matches('0'))
        .filter(|part| !part.is_empty())
        .take(3)
        .collect();
    if parts.len() < 3 {
        return fold(&text);
    }
    parts.sort_unstable();
    parts.join(" ")
}

fn serial_date(serial: f64) -> Option<Date> {
    const EPOCH: Date = date(1899, 12, 30);
    let days: Span = 0.days();
    let days = days.try_days(serial.floor() as i64).ok()?;
    EPOCH.checked_add(days).ok()
}

/// Digits without leading zeros: a number typed as a number has lost them.
fn phone_form(text: &str) -> String {
    let digits: String = fold_digits(text)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() {
        fold(text)
    } else {
        bare.to_owned()
    }
}

/// `1 200,50 ₽`, `1,200.50` and 1200.5 are one.
fn amount_form(text: &str) -> String {
    let folded = fold_digits(text);
    let point = folded.rfind(['.', ',', '٫']).filter(|at| {
        let tail = folded[*at..].chars().skip(1);
        let digits = tail.take_while(char::is_ascii_digit).count();
        digits == 1 || digits == 2
    });
    let mut number = String::with_capacity(folded.len());
    for (at, c) in folded.char_indices() {
        match c {
            '0'..='9' | '-' => number.push(c),
            '\u{2212}' => number.push('-'),
            _ if Some(at) == point => number.push('.'),
            _ => {}
        }
    }
    match number.parse::<f64>() {
        Ok(number) => Cell::Number(number).to_text(),
        Err(_) => fold(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_has_one_form_however_it_was_saved() {
        let serial = Cell::Serial(45_443.0);
        for text in ["2024-05-31", "31.05.2024", "5/31/2024", "٣١/٠٥/٢٠٢٤"] {
            assert_eq!(date_form(&Cell::Text(text)), date_form(&serial), "{text}");
        }
        assert_eq!(date_form(&Cell::Text("May 1980")), "may 1980");
        for text in ["1 200,50 ₽", "1,200.50", "1200.5", "USD 1200.50"] {
            assert_eq!(amount_form(text), "1200.5", "{text}");
        }
        assert_eq!(amount_form("1,200"), "1200");
        assert_eq!(phone_form("0501234567"), phone_form("501234567"));
    }
}
