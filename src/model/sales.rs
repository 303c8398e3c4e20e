//! Every sale of every contact, as conditions on purchases need them: numbers for names, so that a name is compared once and not
//! with each sale.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A sale of a contact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SaleLine {
    /// Its day, if it is known to the day.
    pub day: Option<Date>,
    /// In the book's currency, refunds negative; zero where the row has no amount.
    pub amount: Decimal,
    /// The number of its product in [`Sales::products`]; [`NO_NAME`] for none.
    pub product: u32,
    /// The number of its category in [`Sales::categories`]; [`NO_NAME`] for none.
    pub category: u32,
}

/// The number of a product or category that a sale does not have.
pub const NO_NAME: u32 = u32::MAX;

/// The sales that are not lost, by contact; those of contacts that are not known are left out. Days after that of the run are in.
#[derive(Debug, Clone, Default)]
pub struct Sales {
    lines: Vec<SaleLine>,
    starts: Vec<u32>,
    /// Folded names of products, by number.
    pub products: Vec<Box<str>>,
    /// Folded names of categories, by number.
    pub categories: Vec<Box<str>>,
}

impl Sales {
    /// Begins a list without contacts.
    pub fn new(products: Vec<Box<str>>, categories: Vec<Box<str>>) -> Sales {
        Sales {
            lines: Vec::new(),
            starts: vec![0],
            products,
            categories,
        }
    }

    /// Adds the sales of the next contact.
    pub fn push(&mut self, lines: impl Iterator<Item = SaleLine>) {
        self.lines.extend(lines);
        self.starts.push(self.lines.len() as u32);
    }

    /// The sales of a contact, in the order of the table.
    pub fn of(&self, contact: usize) -> &[SaleLine] {
        let range = self.starts.get(contact).zip(self.starts.get(contact + 1));
        range
            .and_then(|(start, end)| self.lines.get(*start as usize..*end as usize))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sales_are_found_by_contact() {
        let line = |amount: i64| SaleLine {
            day: None,
            amount: Decimal::from(amount),
            product: NO_NAME,
            category: NO_NAME,
        };
        let mut sales = Sales::new(Vec::new(), Vec::new());
        sales.push([line(1), line(2)].into_iter());
        sales.push(std::iter::empty());
        sales.push([line(3)].into_iter());
        let amounts = |contact: usize| -> Vec<String> {
            let lines = sales.of(contact).iter();
            lines.map(|line| line.amount.to_string()).collect()
        };
        assert_eq!(amounts(0), ["1", "2"]);
        assert!(amounts(1).is_empty() && amounts(7).is_empty());
        assert_eq!(amounts(2), ["3"]);
    }
}
