//! What a contact's purchases tell: bought or not, the sum, the number of orders; of some goods, in some days.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::truth::Truth;
use crate::config::condition::{Figure, Goods, Purchases};
use crate::model::{Fact, SaleLine, Sales};

/// The sales of a book that a condition asks about. Without a table of purchases nothing is known.
pub(super) struct Bought<'w> {
    sales: Option<&'w Sales>,
    goods: Wanted,
    /// The first and the last day; `None` at any time, undated sales among them.
    days: Option<(Date, Date)>,
    today: Date,
}

/// Which sales, by the numbers of their names.
enum Wanted {
    All,
    Products(Vec<bool>),
    Categories(Vec<bool>),
}

impl<'w> Bought<'w> {
    pub(super) fn new(purchases: &Purchases, sales: Option<&'w Sales>, today: Date) -> Bought<'w> {
        let marks = |names: &[Box<str>], wanted: &[String]| {
            let is_wanted = |name: &str| wanted.iter().any(|one| one == name);
            names.iter().map(|name| is_wanted(name)).collect()
        };
        let goods = match (&purchases.goods, sales) {
            (Goods::All, _) | (_, None) => Wanted::All,
            (Goods::Products(wanted), Some(sales)) => {
                Wanted::Products(marks(&sales.products, wanted))
            }
            (Goods::Categories(wanted), Some(sales)) => {
                Wanted::Categories(marks(&sales.categories, wanted))
            }
        };
        Bought {
            sales,
            goods,
            days: purchases.period.days(today),
            today,
        }
    }

    /// The sales of a contact that count here.
    fn lines(&self, contact: usize) -> impl Iterator<Item = &'w SaleLine> + '_ {
        let all = self.sales.map_or(&[][..], |sales| sales.of(contact));
        all.iter().filter(|line| self.counts(line))
    }

    fn counts(&self, line: &SaleLine) -> bool {
        let has = |marks: &[bool], number: u32| marks.get(number as usize) == Some(&true);
        let is_wanted = match &self.goods {
            Wanted::All => true,
            Wanted::Products(marks) => has(marks, line.product),
            Wanted::Categories(marks) => has(marks, line.category),
        };
        is_wanted
            && match (self.days, line.day) {
                (None, day) => day.is_none_or(|day| day <= self.today),
                (Some((first, last)), Some(day)) => first <= day && day <= last,
                (Some(_), None) => false,
            }
    }

    pub(super) fn fact(&self, figure: Figure, contact: usize) -> Fact<'static> {
        self.fact_in(figure, contact, &mut Vec::new())
    }

    /// The answers for contacts in a row, from `first` on.
    pub(super) fn fill(
        &self,
        (figure, first): (Figure, usize),
        out: &mut [Truth],
        mut answer: impl FnMut(&Fact<'_>) -> Truth,
    ) {
        let mut days = Vec::new();
        for (at, slot) in out.iter_mut().enumerate() {
            *slot = answer(&self.fact_in(figure, first + at, &mut days));
        }
    }

    /// `days` is room that is used again.
    fn fact_in(
        &self,
        figure: Figure,
        contact: usize,
        days: &mut Vec<Option<Date>>,
    ) -> Fact<'static> {
        if self.sales.is_none() {
            return Fact::Unknown;
        }
        match figure {
            Figure::Bought => Fact::YesNo(self.lines(contact).any(is_sale)),
            Figure::Spent => {
                let amounts = self.lines(contact).map(|line| line.amount);
                Fact::Number(amounts.fold(Decimal::ZERO, Decimal::saturating_add))
            }
            Figure::Ordered => {
                days.clear();
                days.extend(self.lines(contact).map(|line| line.day));
                days.sort_unstable();
                days.dedup();
                Fact::Number(Decimal::from(days.len()))
            }
        }
    }

    /// The day of the latest sale that counts, for explanations.
    pub(super) fn latest(&self, contact: usize) -> Option<Date> {
        let sold = self.lines(contact).filter(|line| is_sale(line));
        sold.filter_map(|line| line.day).max()
    }
}

/// Whether it is no refund.
fn is_sale(line: &SaleLine) -> bool {
    line.amount >= Decimal::ZERO
}
