//! Sales that count: the rows of the purchases table that are not lost and not of the future, with their civil dates.
//!
//! One place decides what counts, so that profiles and measures never disagree. Sums are left to the callers.

use std::cmp::Ordering;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::calendar;
use crate::model::{Column, ColumnData, Field, Frame, NO_NAME, Related, SaleLine, Sales, TextRef};
use crate::text::{fold, is_lost};

/// A row of the purchases table that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sale {
    /// Row of the purchases frame.
    pub(crate) row: usize,
    /// The contact; `None` for a row that fits nobody, or several.
    pub(crate) contact: Option<u32>,
    /// The civil date; `None` where the row has no whole date: it counts in totals of all time and in no period.
    pub(crate) date: Option<Date>,
    /// In the book's currency, refunds negative; zero where the row has no amount.
    pub(crate) amount: Decimal,
}

impl Sale {
    /// Whether it can be somebody's first purchase: dated and above zero.
    pub(crate) fn is_purchase(&self) -> bool {
        self.date.is_some() && self.amount > Decimal::ZERO
    }
}

/// The row as a sale, unless it is lost or dated after `today`.
pub(crate) fn counted(purchases: &Related, row: usize, today: Date) -> Option<Sale> {
    let frame = &purchases.frame;
    if is_lost(frame.text(Field::Status, row)) {
        return None;
    }
    let date = frame.date(Field::Date, row).and_then(calendar::to_civil);
    if date.is_some_and(|date| date > today) {
        return None;
    }
    Some(Sale {
        row,
        contact: purchases.contact.get(row).copied().flatten(),
        date,
        amount: frame.number(Field::Amount, row).unwrap_or_default(),
    })
}

/// The counted sales of one contact by date, those without a date last; `sales` is emptied first and can be used again.
pub(crate) fn of_contact(purchases: &Related, contact: usize, today: Date, sales: &mut Vec<Sale>) {
    sales.clear();
    sales.extend(
        purchases
            .of(contact)
            .filter_map(|row| counted(purchases, row, today)),
    );
    sales.sort_by(|a, b| by_date(a.date, b.date).then(a.row.cmp(&b.row)));
}

/// The counted sales of nobody in particular, in the order of the frame.
pub(crate) fn of_nobody(purchases: &Related, today: Date) -> impl Iterator<Item = Sale> + '_ {
    purchases
        .contact
        .iter()
        .enumerate()
        .filter(|(_, contact)| contact.is_none())
        .filter_map(move |(row, _)| counted(purchases, row, today))
}

/// The orders in one contact's sorted sales: the sales of each day; those without a date are one order together.
pub(crate) fn orders(sales: &[Sale]) -> impl Iterator<Item = &[Sale]> {
    sales.chunk_by(|a, b| a.date == b.date)
}

/// All sales of known contacts that are not lost, for conditions. Products and categories that fold to one text are one.
pub(crate) fn index(purchases: &Related, contacts: usize) -> Sales {
    let frame = &purchases.frame;
    let (products, categories) = rayon::join(
        || Numbered::new(frame, Field::Product),
        || Numbered::new(frame, Field::Category),
    );
    let statuses = Numbered::new(frame, Field::Status);
    let lost: Vec<bool> = statuses
        .names
        .iter()
        .map(|status| is_lost(Some(status)))
        .collect();
    let line = |row: usize| {
        let status = statuses.of(row) as usize;
        let is_lost = lost.get(status).copied().unwrap_or_default();
        (!is_lost).then(|| SaleLine {
            day: frame.date(Field::Date, row).and_then(calendar::to_civil),
            amount: frame.number(Field::Amount, row).unwrap_or_default(),
            product: products.of(row),
            category: categories.of(row),
        })
    };
    let of_contacts: Vec<(Vec<u32>, Vec<SaleLine>)> = (0..contacts)
        .collect::<Vec<_>>()
        .par_chunks(PIECE)
        .map(|piece| {
            let mut lines = Vec::new();
            let counts = piece.iter().map(|contact| {
                let before = lines.len();
                lines.extend(purchases.of(*contact).filter_map(line));
                (lines.len() - before) as u32
            });
            (counts.collect(), lines)
        })
        .collect();
    let mut sales = Sales::new(products.names, categories.names);
    for (counts, lines) in of_contacts {
        let mut lines = lines.into_iter();
        for count in counts {
            sales.push(lines.by_ref().take(count as usize));
        }
    }
    sales
}

/// So many contacts are worth another thread.
const PIECE: usize = 4096;

/// Numbers for the folded texts of a column.
struct Numbered {
    rows: Vec<u32>,
    names: Vec<Box<str>>,
}

impl Numbered {
    fn new(frame: &Frame, field: Field) -> Numbered {
        let mut by_ref: HashMap<TextRef, u32, FixedState> = HashMap::default();
        let mut by_name: HashMap<Box<str>, u32, FixedState> = HashMap::default();
        let mut names: Vec<Box<str>> = Vec::new();
        let texts = match frame.column(field.into()).map(Column::data) {
            Some(ColumnData::Text(texts)) => texts.as_slice(),
            _ => &[],
        };
        let mut number = |text: &TextRef| {
            let Some(words) = frame.text_of(*text) else {
                return NO_NAME;
            };
            *by_ref.entry(*text).or_insert_with(|| {
                let folded = fold(words).into_boxed_str();
                let next = names.len() as u32;
                let number = *by_name.entry(folded.clone()).or_insert(next);
                if number == next {
                    names.push(folded);
                }
                number
            })
        };
        let rows = texts.iter().map(&mut number).collect();
        Numbered { rows, names }
    }

    fn of(&self, row: usize) -> u32 {
        self.rows.get(row).copied().unwrap_or(NO_NAME)
    }
}

fn by_date(a: Option<Date>, b: Option<Date>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => a.cmp(&b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Frame, PartialDate, SheetId, TableKind};

    #[test]
    fn sales_come_by_day_and_without_lost_and_future_rows() {
        let mut frame = Frame::new(TableKind::Purchases);
        for (row, (day, amount, status)) in [
            ("2026-03-02", 5, ""),
            ("2026-03-01", 7, ""),
            ("2026-03-01", 2, "lost"),
            ("", 1, ""),
            ("2026-03-01", -3, ""),
            ("2026-03-09", 4, ""),
        ]
        .into_iter()
        .enumerate()
        {
            frame.push_row(SheetId(0), row as u32);
            if let Ok(date) = day.parse() {
                frame.set_date(Field::Date, PartialDate::from_civil(date));
            }
            frame.set_number(Field::Amount, Decimal::from(amount));
            frame.set_text(Field::Status, status);
        }
        let contact = vec![Some(0), Some(0), Some(0), Some(0), Some(0), None];
        let purchases = Related::new(frame, contact, vec![], 1);
        let today = "2026-03-05".parse().unwrap();
        let mut sales = Vec::new();
        of_contact(&purchases, 0, today, &mut sales);
        assert_eq!(
            sales.iter().map(|sale| sale.row).collect::<Vec<_>>(),
            [1, 4, 0, 3]
        );
        assert_eq!(
            orders(&sales).map(<[Sale]>::len).collect::<Vec<_>>(),
            [2, 1, 1]
        );
        assert!(sales[0].is_purchase() && !sales[1].is_purchase() && !sales[3].is_purchase());
        assert_eq!(of_nobody(&purchases, today).count(), 0);
        assert_eq!(
            of_nobody(&purchases, "2026-04-01".parse().unwrap()).count(),
            1
        );
    }
}
