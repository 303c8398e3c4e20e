//! A sale equal in contact, date, product and amount in two files counts once, and is listed.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::model::{Field, Frame, Places};
use crate::stage::identify::hash;
use crate::text::{fold, is_lost};

/// Rows that repeat a sale of another file, each with the row that it repeats.
///
/// Within one file equal lines are separate sales; of several files the one with the most equal lines is believed, the first
/// among equals.
pub(super) fn find(frame: &Frame, contact: &[Option<u32>], places: &Places) -> Vec<(u32, u32)> {
    let file = |row: usize| places.sheet(frame.origin(row).0).file.as_str();
    if frame.is_empty() || (1..frame.len()).all(|row| file(row) == file(0)) {
        return Vec::new();
    }
    let mut sales: Vec<(u64, u32)> = (0..frame.len())
        .filter_map(|row| Some((sale_key(frame, contact, row)?, row as u32)))
        .collect();
    sales.sort_unstable();
    let mut repeated = Vec::new();
    for group in sales
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|group| group.len() > 1)
    {
        let mut by_file: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (_, row) in group {
            by_file.entry(file(*row as usize)).or_default().push(*row);
        }
        let believed = by_file
            .values()
            .rev()
            .max_by_key(|rows| rows.len())
            .cloned()
            .unwrap_or_default();
        for rows in by_file.values().filter(|rows| **rows != believed) {
            repeated.extend(
                rows.iter()
                    .zip(&believed)
                    .map(|(row, original)| (*row, *original)),
            );
        }
    }
    repeated.sort_unstable();
    repeated
}

/// Contact, date, product and amount of a sale, hashed; `None` for a row without date or amount, and for a lost deal: it is no sale,
/// and must not stand for one that was won.
fn sale_key(frame: &Frame, contact: &[Option<u32>], row: usize) -> Option<u64> {
    if is_lost(frame.text(Field::Status, row)) {
        return None;
    }
    let (date, amount) = (
        frame.date(Field::Date, row)?,
        frame.number(Field::Amount, row)?,
    );
    let who = match contact[row] {
        Some(contact) => format!("#{contact}"),
        None => fold(frame.text(Field::Contact, row).unwrap_or_default()),
    };
    let product = fold(frame.text(Field::Product, row).unwrap_or_default());
    Some(hash(&format!(
        "{who}/{}/{product}/{}",
        date.iso(),
        amount.normalize()
    )))
}

/// The line that lists a repeated sale.
pub(super) fn note(frame: &Frame, (row, original): (u32, u32), places: &Places) -> Diagnostic {
    let (sheet, line) = frame.origin(row as usize);
    let place = places.of(sheet, line, Field::Amount.into());
    let (sheet, line) = frame.origin(original as usize);
    let other = places.show(&places.of(sheet, line, Field::Amount.into()));
    let amount = frame
        .display(Field::Amount, row as usize)
        .unwrap_or_default();
    Diagnostic::new("sale-repeated", Severity::Note, place)
        .field(Field::Amount)
        .value(amount)
        .arg("other", other)
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::{PartialDate, Sheet, TableKind};

    #[test]
    fn a_sale_in_two_files_counts_once_and_two_equal_lines_of_one_file_count_twice() {
        let mut places = Places::default();
        let mut sheet = |file: &str| {
            places.add(Sheet {
                file: file.into(),
                name: String::new(),
                columns: vec![],
            })
        };
        let (a, b) = (sheet("a.csv"), sheet("b.csv"));
        let mut frame = Frame::new(TableKind::Purchases);
        for (at, sheet) in [a, a, b, b].into_iter().enumerate() {
            frame.push_row(sheet, at as u32);
            frame.set_date(
                Field::Date,
                PartialDate::from_civil("2026-01-02".parse().unwrap()),
            );
            frame.set_number(Field::Amount, Decimal::from(if at == 3 { 7 } else { 5 }));
        }
        let found = find(&frame, &[Some(1), Some(1), Some(1), Some(1)], &places);
        assert_eq!(found, [(2, 0)]);
    }

    #[test]
    fn a_lost_deal_never_stands_for_a_won_one() {
        let mut places = Places::default();
        let mut sheet = |file: &str| {
            places.add(Sheet {
                file: file.into(),
                name: String::new(),
                columns: vec![],
            })
        };
        let (a, b) = (sheet("a.csv"), sheet("b.csv"));
        let mut frame = Frame::new(TableKind::Purchases);
        for (sheet, status) in [(a, "lost"), (b, "won")] {
            frame.push_row(sheet, 1);
            frame.set_date(
                Field::Date,
                PartialDate::from_civil("2026-01-02".parse().unwrap()),
            );
            frame.set_number(Field::Amount, Decimal::from(5));
            frame.set_text(Field::Status, status);
        }
        assert_eq!(find(&frame, &[Some(1), Some(1)], &places), []);
    }
}
