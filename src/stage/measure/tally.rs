//! Counts everything that measures need, in one pass over contacts with their sales, one over the sales of nobody in particular
//! and one over costs. Sums are exact and never overflow into a panic: they stop at the largest amount there is.

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::calendar;
use crate::model::Field;
use crate::stage::profile::{lifetime, sales};
use crate::text::fold;

use sales::Sale;

use super::MeasureRequest;
use super::columns::{self, Columns, Cuts, at};
use super::cut::{Cut, Dimension};
use super::periods::{KINDS, Kind, Periods, Slots};

/// From this share of wanted fields on a record is complete; the margin is for the rounding of shares such as 4/5.
const COMPLETE: f32 = 0.8 - 1e-6;
/// A verification counts for so many days.
const VERIFIED_DAYS: i64 = 365;

/// The counts of a period, of the whole or of one key.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    /// Contacts added.
    pub(super) added: u64,
    /// Of these, customers by today.
    pub(super) converted: u64,
    /// Of the contacts added, those who were referred.
    pub(super) referred: u64,
    /// Customers whose first purchase it holds.
    pub(super) new_customers: u64,
    /// Customers with a purchase.
    pub(super) buyers: u64,
    /// Of these, those whose first purchase was earlier.
    pub(super) returning: u64,
    /// Rows of sales.
    pub(super) sales: u64,
    /// Of these, rows of unknown contacts.
    pub(super) unknown_sales: u64,
    /// Sum of sales.
    pub(super) revenue: Decimal,
    /// The same, of known contacts.
    pub(super) spend: Decimal,
    /// Orders of known contacts.
    pub(super) orders: u64,
    /// Revenue of its new customers.
    pub(super) new_revenue: Decimal,
    /// Of these, of those who were referred.
    pub(super) referred_revenue: Decimal,
    /// Rows of costs.
    pub(super) cost_rows: u64,
    /// Sum of costs.
    pub(super) cost: Decimal,
    /// All that its new customers spent until today.
    pub(super) cohort_spend: Decimal,
    /// Their orders.
    pub(super) cohort_orders: u64,
    /// Their years, each at least one.
    pub(super) cohort_years: Decimal,
}

impl Cell {
    fn sell(&mut self, amount: Decimal, known: bool) {
        self.sales += 1;
        self.revenue = self.revenue.saturating_add(amount);
        if known {
            self.spend = self.spend.saturating_add(amount);
        } else {
            self.unknown_sales += 1;
        }
    }
}

/// All counts.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) periods: Periods,
    whole: Vec<Cell>,
    cuts: Cuts,
    /// For each long period the spends above zero of contacts.
    spends: Vec<Vec<Decimal>>,
    /// Contacts with enough of the wanted fields.
    pub(super) complete: u64,
    /// Contacts verified lately.
    pub(super) verified: u64,
    /// Contacts who asked not to be contacted.
    pub(super) silent: u64,
}

/// What is known of a contact before its sales are looked at.
struct Buyer {
    contact: usize,
    source: u32,
    owner: u32,
    referred: bool,
    customer: bool,
    /// The periods of the first purchase.
    first: Slots,
}

impl Tally {
    /// Counts.
    pub(super) fn new(request: &MeasureRequest<'_>) -> Tally {
        let (columns, cuts) = columns::number(request);
        let periods = Periods::new(request.today);
        let mut tally = Tally {
            whole: vec![Cell::default(); periods.len()],
            spends: vec![Vec::new(); Periods::LONG],
            periods,
            cuts,
            complete: 0,
            verified: 0,
            silent: 0,
        };
        let mut sales = Vec::new();
        for contact in 0..request.contacts.len() {
            if let Some(purchases) = &request.tables.purchases {
                sales::of_contact(purchases, contact, request.today, &mut sales);
            }
            tally.count_contact(request, &columns, contact, &sales);
        }
        tally.count_unknown(request, &columns);
        tally.count_costs(request, &columns);
        tally.count_base(request);
        tally
    }

    /// The counts of the whole in a period.
    pub(super) fn whole(&self, period: usize) -> &Cell {
        &self.whole[period]
    }

    /// Whether a period is worth showing: a year without anything in it is not.
    pub(super) fn has_data(&self, period: usize) -> bool {
        let cell = self.whole(period);
        Periods::kind(period) != Kind::Year || cell.added + cell.sales + cell.cost_rows > 0
    }

    /// The counts by key.
    pub(super) fn cut(&self, dimension: Dimension) -> Option<&Cut> {
        match dimension {
            Dimension::Source => Some(&self.cuts.source),
            Dimension::Owner => Some(&self.cuts.owner),
            Dimension::Campaign => Some(&self.cuts.campaign),
            Dimension::Product => Some(&self.cuts.product),
            Dimension::UnknownContact => None,
        }
    }

    /// The spends above zero of a long period.
    pub(super) fn spends(&self, period: usize) -> &[Decimal] {
        self.spends.get(period).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, periods: &Slots, change: impl Fn(&mut Cell)) {
        for period in periods.iter().flatten() {
            if let Some(cell) = self.whole.get_mut(usize::from(*period)) {
                change(cell);
            }
        }
    }

    /// Changes the whole, and the contact's source and owner.
    fn add_contact(&mut self, buyer: &Buyer, periods: &Slots, change: impl Fn(&mut Cell) + Copy) {
        self.add(periods, change);
        self.cuts.source.add(buyer.source, periods, change);
        self.cuts.owner.add(buyer.owner, periods, change);
    }

    fn count_contact(
        &mut self,
        request: &MeasureRequest<'_>,
        columns: &Columns,
        contact: usize,
        sales: &[Sale],
    ) {
        let profile = request.profile;
        let first = profile.first_purchase.get(contact).copied().flatten();
        let buyer = Buyer {
            contact,
            source: at(&columns.contact_source, contact),
            owner: at(&columns.contact_owner, contact),
            referred: is_referred(request, contact),
            customer: profile.customer.get(contact) == Some(&true),
            first: self.periods.slots(first),
        };
        let added = self
            .periods
            .slots(profile.added_on.get(contact).copied().flatten());
        self.add_contact(&buyer, &added, |cell| {
            cell.added += 1;
            cell.converted += u64::from(buyer.customer);
            cell.referred += u64::from(buyer.referred);
        });
        if buyer.customer {
            self.count_customer(request, columns, &buyer, sales);
        }
        self.count_sales(columns, &buyer, sales);
        self.count_spend(sales);
    }

    /// The customer as a new one of the periods of the first purchase, with all that it bought.
    fn count_customer(
        &mut self,
        request: &MeasureRequest<'_>,
        columns: &Columns,
        buyer: &Buyer,
        sales: &[Sale],
    ) {
        let date = |dates: &[Option<Date>]| dates.get(buyer.contact).copied().flatten();
        let first = date(&request.profile.first_purchase);
        let years = lifetime::years(first, date(&request.profile.last_purchase));
        let spend = sales
            .iter()
            .fold(Decimal::ZERO, |sum, sale| sum.saturating_add(sale.amount));
        let orders = sales::orders(sales).count() as u64;
        let change = |cell: &mut Cell| {
            cell.new_customers += 1;
            cell.cohort_spend = cell.cohort_spend.saturating_add(spend);
            cell.cohort_orders += orders;
            cell.cohort_years = cell.cohort_years.saturating_add(years);
        };
        self.add_contact(buyer, &buyer.first, change);
        let campaign = sales
            .iter()
            .find(|sale| sale.date == first && sale.is_purchase())
            .map_or(0, |sale| at(&columns.sale_campaign, sale.row));
        self.cuts.campaign.add(campaign, &buyer.first, change);
    }

    /// One contact's sales, sorted by date: those of one period follow each other.
    fn count_sales(&mut self, columns: &Columns, buyer: &Buyer, sales: &[Sale]) {
        let mut last: Slots = [None; KINDS];
        for sale in sales {
            let periods = self.periods.slots(sale.date);
            let owner = match at(&columns.sale_owner, sale.row) {
                0 => buyer.owner,
                owner => owner,
            };
            self.count_sale(columns, sale, (buyer.source, owner), &periods);
            if !buyer.customer {
                continue;
            }
            let new = both(&periods, &buyer.first);
            self.add(&new, |cell| {
                cell.new_revenue = cell.new_revenue.saturating_add(sale.amount);
                if buyer.referred {
                    cell.referred_revenue = cell.referred_revenue.saturating_add(sale.amount);
                }
            });
            if sale.amount > Decimal::ZERO {
                let fresh = without(&periods, &last);
                self.add_contact(buyer, &fresh, |cell| cell.buyers += 1);
                let returning = without(&fresh, &buyer.first);
                self.add_contact(buyer, &returning, |cell| cell.returning += 1);
                last = periods;
            }
        }
        for order in sales::orders(sales) {
            let periods = self.periods.slots(order.first().and_then(|sale| sale.date));
            self.add(&periods, |cell| cell.orders += 1);
            self.cuts
                .source
                .add(buyer.source, &periods, |cell| cell.orders += 1);
        }
    }

    fn count_sale(
        &mut self,
        columns: &Columns,
        sale: &Sale,
        (source, owner): (u32, u32),
        periods: &Slots,
    ) {
        let known = sale.contact.is_some();
        let change = |cell: &mut Cell| cell.sell(sale.amount, known);
        self.add(periods, change);
        self.cuts.source.add(source, periods, change);
        self.cuts.owner.add(owner, periods, change);
        let campaign = at(&columns.sale_campaign, sale.row);
        self.cuts.campaign.add(campaign, periods, change);
        let product = at(&columns.sale_product, sale.row);
        self.cuts.product.add(product, periods, change);
    }

    /// One contact's spend in each long period.
    fn count_spend(&mut self, sales: &[Sale]) {
        let mut open: [(Option<u16>, Decimal); KINDS] = [(None, Decimal::ZERO); KINDS];
        let mut close = |(period, spend): (Option<u16>, Decimal)| {
            if let Some(period) = period.filter(|_| spend > Decimal::ZERO)
                && let Some(spends) = self.spends.get_mut(usize::from(period))
            {
                spends.push(spend);
            }
        };
        for sale in sales {
            let periods = self.periods.slots(sale.date);
            for (open, period) in open.iter_mut().zip(periods) {
                // Sales without a date come last and change the sum of all time alone.
                if period.is_some() && open.0 != period {
                    close(*open);
                    *open = (period, Decimal::ZERO);
                }
                if period.is_some() {
                    open.1 = open.1.saturating_add(sale.amount);
                }
            }
        }
        open.into_iter().for_each(close);
    }

    fn count_unknown(&mut self, request: &MeasureRequest<'_>, columns: &Columns) {
        let Some(purchases) = &request.tables.purchases else {
            return;
        };
        for sale in sales::of_nobody(purchases, request.today) {
            let periods = self.periods.slots(sale.date);
            let owner = at(&columns.sale_owner, sale.row);
            self.count_sale(columns, &sale, (0, owner), &periods);
        }
    }

    fn count_costs(&mut self, request: &MeasureRequest<'_>, columns: &Columns) {
        let Some(costs) = &request.tables.costs else {
            return;
        };
        for row in 0..costs.frame.len() {
            let date = costs
                .frame
                .date(Field::Date, row)
                .and_then(calendar::to_civil);
            let Some(amount) = costs.frame.number(Field::Amount, row) else {
                continue;
            };
            if date.is_some_and(|date| date > request.today) {
                continue;
            }
            let periods = self.periods.slots(date);
            let change = |cell: &mut Cell| {
                cell.cost_rows += 1;
                cell.cost = cell.cost.saturating_add(amount);
            };
            self.add(&periods, change);
            self.cuts
                .source
                .add(at(&columns.cost_source, row), &periods, change);
            self.cuts
                .campaign
                .add(at(&columns.cost_campaign, row), &periods, change);
        }
    }

    fn count_base(&mut self, request: &MeasureRequest<'_>) {
        let since = request
            .today
            .saturating_sub(Span::new().days(VERIFIED_DAYS));
        let profile = request.profile;
        self.complete = profile
            .completeness
            .iter()
            .filter(|share| **share >= COMPLETE)
            .count() as u64;
        let lately =
            |date: &&Option<Date>| date.is_some_and(|date| (since..=request.today).contains(&date));
        self.verified = profile.verified_on.iter().filter(lately).count() as u64;
        let contacts = request.contacts;
        self.silent = (0..contacts.len())
            .filter(|contact| contacts.is_silent(*contact))
            .count() as u64;
    }
}

/// Whether somebody else brought the contact: a contact of the book, or somebody who was only named.
fn is_referred(request: &MeasureRequest<'_>, contact: usize) -> bool {
    match request.profile.referrer.get(contact).copied().flatten() {
        Some(referrer) => referrer as usize != contact,
        None => request
            .contacts
            .text(Field::ReferredBy, contact)
            .is_some_and(|named| fold(&named) != fold(&request.contacts.name(contact))),
    }
}

/// The periods that two days share.
fn both(a: &Slots, b: &Slots) -> Slots {
    std::array::from_fn(|kind| a[kind].filter(|period| b[kind] == Some(*period)))
}

/// The periods of one day in which another does not lie.
fn without(a: &Slots, b: &Slots) -> Slots {
    std::array::from_fn(|kind| a[kind].filter(|period| b[kind] != Some(*period)))
}
