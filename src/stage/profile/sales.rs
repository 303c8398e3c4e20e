//! Sales that count: the rows of the purchases table that are not lost and not of the future, with their civil dates.
//!
//! One place decides what counts, so that profiles and measures never disagree. Sums are left to the callers.

use std::cmp::Ordering;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::calendar;
use crate::model::{Field, NO_NAME, Related, SaleLine, Sales};
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
    let (mut products, mut categories) = (Numbers::default(), Numbers::default());
    let mut lost: HashMap<&str, bool, FixedState> = HashMap::default();
    let mut lines: Vec<SaleLine> = Vec::new();
    let mut counts: Vec<usize> = Vec::with_capacity(contacts);
    for contact in 0..contacts {
        let before = lines.len();
        for row in purchases.of(contact) {
            if let Some(status) = frame.text(Field::Status, row)
                && *lost.entry(status).or_insert_with(|| is_lost(Some(status)))
            {
                continue;
            }
            lines.push(SaleLine {
                day: frame.date(Field::Date, row).and_then(calendar::to_civil),
                amount: frame.number(Field::Amount, row).unwrap_or_default(),
                product: products.of(frame.text(Field::Product, row)),
                category: categories.of(frame.text(Field::Category, row)),
            });
        }
        counts.push(lines.len() - before);
    }
    let mut sales = Sales::new(products.folded, categories.folded);
    let mut lines = lines.into_iter();
    for count in counts {
        sales.push(lines.by_ref().take(count));
    }
    sales
}

/// Numbers for names.
#[derive(Default)]
struct Numbers<'a> {
    by_text: HashMap<&'a str, u32, FixedState>,
    by_folded: HashMap<Box<str>, u32, FixedState>,
    folded: Vec<Box<str>>,
}

impl<'a> Numbers<'a> {
    fn of(&mut self, text: Option<&'a str>) -> u32 {
        let Some(text) = text else { return NO_NAME };
        if let Some(number) = self.by_text.get(text) {
            return *number;
        }
        let folded = fold(text).into_boxed_str();
        let next = self.folded.len() as u32;
        let number = *self.by_folded.entry(folded.clone()).or_insert(next);
        if number == next {
            self.folded.push(folded);
        }
        self.by_text.insert(text, number);
        number
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
