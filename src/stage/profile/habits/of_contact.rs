//! The habits of one contact.

use std::cmp::Reverse;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::shelf::Shelf;
use super::{Again, Interval};
use crate::stage::profile::sales::{self, Sale};

/// What one contact usually does. Products are those of the [`Shelf`].
#[derive(Debug, Clone, Default)]
pub(in crate::stage::profile) struct Habit {
    pub(super) interval: Option<Interval>,
    pub(super) last: Option<Date>,
    pub(super) favourite: Option<u32>,
    pub(super) favourite_by_spend: Option<u32>,
    /// Everything bought, ascending, as the field *products* has it: given back or not.
    pub(super) bought: Box<[u32]>,
    /// What is due, the longest due first.
    pub(super) again: Box<[Again]>,
}

/// One product in one order: product, day (none: the order of the sales without a date), what its rows come to.
type Line = (u32, Option<Date>, Decimal);

/// Takes a contact's sales by date, those without a date last.
pub(in crate::stage::profile) fn of_contact(sales: &[Sale], shelf: &Shelf, today: Date) -> Habit {
    let days: Vec<Date> = sales::orders(sales)
        .filter(|order| total(order) > Decimal::ZERO)
        .filter_map(|order| order.first()?.date)
        .collect();
    let mut bought: Vec<u32> = sales
        .iter()
        .filter(|sale| sale.amount >= Decimal::ZERO)
        .filter_map(|sale| shelf.of(sale.row))
        .collect();
    bought.sort_unstable();
    bought.dedup();
    let lines = lines(sales, shelf);
    let products: Vec<Taken> = lines
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(Taken::of)
        .collect();
    let most = |key: fn(&Taken) -> (Decimal, Decimal)| {
        let best = products
            .iter()
            .max_by_key(|one| (key(one), Reverse(one.product)));
        best.map(|one| one.product)
    };
    let favourite = most(|one| (Decimal::from(one.orders), one.spend));
    let kept = |product: &u32| {
        products
            .iter()
            .any(|one| one.product == *product && one.spend > Decimal::ZERO)
    };
    let favourite_by_spend = most(|one| (one.spend, Decimal::from(one.orders))).filter(kept);
    let mut again: Vec<Again> = products
        .iter()
        .filter_map(|one| {
            let interval = Interval::of(&one.days)?;
            let due = interval.after(*one.days.last()?);
            (due <= today).then_some(Again {
                product: one.product,
                interval,
                due,
            })
        })
        .collect();
    again.sort_by_key(|one| (one.due, one.product));
    Habit {
        interval: Interval::of(&days),
        last: days.last().copied(),
        favourite,
        favourite_by_spend,
        bought: bought.into(),
        again: again.into(),
    }
}

/// What a contact took of one product.
struct Taken {
    product: u32,
    orders: u32,
    spend: Decimal,
    days: Vec<Date>,
}

impl Taken {
    /// Takes the lines of one product, by date; `None` where every order of it was taken back on its day.
    fn of(lines: &[Line]) -> Option<Taken> {
        let is_order = |line: &&Line| line.2 > Decimal::ZERO;
        let orders = lines.iter().filter(is_order).count() as u32;
        Some(Taken {
            product: lines.first()?.0,
            orders,
            spend: lines
                .iter()
                .fold(Decimal::ZERO, |sum, line| sum.saturating_add(line.2)),
            days: lines
                .iter()
                .filter(is_order)
                .filter_map(|line| line.1)
                .collect(),
        })
        .filter(|taken| taken.orders > 0)
    }
}

/// The lines of all orders by product, then by date with the order without a date last.
fn lines(sales: &[Sale], shelf: &Shelf) -> Vec<Line> {
    let mut lines: Vec<Line> = sales
        .iter()
        .filter_map(|sale| Some((shelf.of(sale.row)?, sale.date, sale.amount)))
        .collect();
    lines.sort_by_key(|(product, date, _)| (*product, date.is_none(), *date));
    lines.dedup_by(|next, line| {
        let same = (next.0, next.1) == (line.0, line.1);
        if same {
            line.2 = line.2.saturating_add(next.2);
        }
        same
    });
    lines
}

fn total(sales: &[Sale]) -> Decimal {
    let amounts = sales.iter().map(|sale| sale.amount);
    amounts.fold(Decimal::ZERO, Decimal::saturating_add)
}
