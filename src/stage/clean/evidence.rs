//! What whole columns say before any cell is read: the order of day and month, calendars, decimal marks, currencies.
//!
//! One pass over the cells of a table; sums only, so that the pieces may be counted in any order.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::calendar::{DateOrder, order_evidence};
use crate::model::{Cell, FieldType};
use crate::stage::map::{MappedColumn, MappedTable};
use crate::text::number::{DecimalMark, NumberHints, doubtful_mark, mark_evidence, parse_amount};

use super::accepted::{OfField, OfTable};

/// What the cells of one column say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ColumnEvidence {
    pub(super) day_first: u64,
    pub(super) month_first: u64,
    /// Dates that either order could make.
    pub(super) ambiguous: u64,
    /// Years from 1200 to 1450.
    pub(super) old_years: u64,
    /// Years from 1700 to 2300.
    pub(super) new_years: u64,
    pub(super) decimal_points: u64,
    pub(super) decimal_commas: u64,
    /// Numbers such as `1.200`, whose mark may stand before decimals or group them.
    pub(super) doubtful_points: u64,
    /// Numbers such as `1,200`.
    pub(super) doubtful_commas: u64,
    /// Currencies typed, with how many cells have them.
    pub(super) currencies: BTreeMap<&'static str, u64>,
}

impl ColumnEvidence {
    fn add(mut self, other: ColumnEvidence) -> ColumnEvidence {
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.ambiguous += other.ambiguous;
        self.old_years += other.old_years;
        self.new_years += other.new_years;
        self.decimal_points += other.decimal_points;
        self.decimal_commas += other.decimal_commas;
        self.doubtful_points += other.doubtful_points;
        self.doubtful_commas += other.doubtful_commas;
        for (currency, count) in other.currencies {
            *self.currencies.entry(currency).or_default() += count;
        }
        self
    }

    fn look(&mut self, kind: FieldType, text: &str) {
        if kind == FieldType::Date {
            let evidence = order_evidence(text);
            self.day_first += u64::from(evidence.order == Some(DateOrder::DayFirst));
            self.month_first += u64::from(evidence.order == Some(DateOrder::MonthFirst));
            self.ambiguous += u64::from(evidence.ambiguous);
            self.old_years += u64::from(evidence.old_year);
            self.new_years += u64::from(evidence.new_year);
            return;
        }
        match mark_evidence(text) {
            Some(DecimalMark::Point) => self.decimal_points += 1,
            Some(DecimalMark::Comma) => self.decimal_commas += 1,
            _ => match doubtful_mark(text) {
                Some(DecimalMark::Point) => self.doubtful_points += 1,
                Some(DecimalMark::Comma) => self.doubtful_commas += 1,
                _ => {}
            },
        }
        if kind == FieldType::Money
            && text
                .chars()
                .any(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ' ' | '-'))
            && let Ok(amount) = parse_amount(text, NumberHints::default())
            && let Some(currency) = amount.currency
        {
            *self.currencies.entry(currency).or_default() += 1;
        }
    }
}

/// The evidence of each column of a table, in the order of its columns; nothing for a copy. An accepted repair counts for what
/// was typed.
pub(super) fn scan(table: &MappedTable, accepted: &OfTable) -> Vec<ColumnEvidence> {
    let empty = vec![ColumnEvidence::default(); table.columns.len()];
    let wanted: Vec<(&MappedColumn, usize, FieldType, Option<&OfField>)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.label_of.is_none())
        .filter_map(|(index, column)| {
            let repairs = accepted.get(&column.field).map(|of| &**of);
            Some((column, index, column.field.known()?.spec().kind, repairs))
        })
        .filter(|(_, _, kind, _)| {
            matches!(kind, FieldType::Date | FieldType::Money | FieldType::Number)
        })
        .collect();
    if table.copy_of.is_some() || wanted.is_empty() {
        return empty;
    }
    super::chunks(table)
        .into_par_iter()
        .map(|rows| {
            let mut found = empty.clone();
            for row in rows {
                for (column, index, kind, repairs) in &wanted {
                    let Some(evidence) = found.get_mut(*index) else {
                        continue;
                    };
                    let cell = table.grid.cell(row, column.column);
                    let repair = repairs.and_then(|of| of.of_cell(column.field, &cell, None));
                    match (repair, cell) {
                        (Some(repair), _) => evidence.look(*kind, &repair.reads),
                        (None, Cell::Text(text)) => evidence.look(*kind, text),
                        _ => {}
                    }
                }
            }
            found
        })
        .reduce(
            || empty.clone(),
            |a, b| a.into_iter().zip(b).map(|(a, b)| a.add(b)).collect(),
        )
}
