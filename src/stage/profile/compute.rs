//! Computes the profile of every contact in one pass over the rows that belong to it.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::Decimal;

use super::habits::{self, Habit, Habits, Shelf};
use super::repeat::{self, Buying, Repeat};
use super::{Profile, lifetime, mailings, sales, scores};
use crate::calendar::{first_day, to_civil, year_before};
use crate::config::Plan;
use crate::model::{ContactId, Contacts, Fact, Field, FieldId, Memory, Related, Tables};
use crate::text::fold;

/// What the stage works on.
#[derive(Debug, Clone, Copy)]
pub struct ProfileRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// The other tables.
    pub tables: &'a Tables,
    /// For each contact who brought it by its own column.
    pub referred_by: &'a [Option<u32>],
    /// The day on which each contact was first seen.
    pub since: &'a [Date],
    /// Done reminders (they count as contact) and changes (they count as updates).
    pub memory: &'a Memory,
    /// Wanted fields.
    pub plan: &'a Plan,
    /// The day of the run.
    pub today: Date,
}

/// Everything of one contact before it goes into columns.
#[derive(Debug, Default)]
struct One {
    spend: Decimal,
    spend_12m: Decimal,
    spend_month: Decimal,
    orders: u32,
    orders_12m: u32,
    first_purchase: Option<Date>,
    last_purchase: Option<Date>,
    products: Box<str>,
    categories: Box<str>,
    last_contact: Option<Date>,
    interactions_90d: u32,
    replies_90d: u32,
    needs: Box<str>,
    open_next_step: bool,
    added_on: Option<Date>,
    age: Option<u32>,
    completeness: f32,
    verified_on: Option<Date>,
    buying: Option<Buying>,
    habit: Habit,
}

/// What is looked up by contact, or by row.
struct Ledgers {
    shelf: Shelf,
    done: BTreeMap<ContactId, Vec<Date>>,
    changed: BTreeMap<ContactId, Date>,
}

/// Computes the derived fields.
pub fn compute(request: &ProfileRequest<'_>) -> Profile {
    let mut ledgers = Ledgers::new(request.memory, request.today);
    if let Some(purchases) = &request.tables.purchases {
        ledgers.shelf = Shelf::new(purchases);
    }
    let mut all: Vec<One> = (0..request.contacts.len())
        .into_par_iter()
        .map(|contact| One::of(request, &ledgers, contact))
        .collect();
    let sales = request.tables.purchases.is_some();
    let mut profile = Profile {
        spend: sales.then(|| column(&all, |one| one.spend)),
        spend_12m: sales.then(|| column(&all, |one| one.spend_12m)),
        spend_month: sales.then(|| column(&all, |one| one.spend_month)),
        orders: sales.then(|| column(&all, |one| one.orders)),
        orders_12m: sales.then(|| column(&all, |one| one.orders_12m)),
        first_purchase: column(&all, |one| one.first_purchase),
        last_purchase: column(&all, |one| one.last_purchase),
        products: sales.then(|| column(&all, |one| one.products.clone())),
        categories: sales.then(|| column(&all, |one| one.categories.clone())),
        last_contact: column(&all, |one| one.last_contact),
        interactions_90d: request
            .tables
            .interactions
            .as_ref()
            .map(|_| column(&all, |one| one.interactions_90d)),
        replies_90d: request
            .tables
            .interactions
            .as_ref()
            .map(|_| column(&all, |one| one.replies_90d)),
        needs: column(&all, |one| one.needs.clone()),
        open_next_step: column(&all, |one| one.open_next_step),
        added_on: column(&all, |one| one.added_on),
        age: column(&all, |one| one.age),
        completeness: column(&all, |one| one.completeness),
        verified_on: column(&all, |one| one.verified_on),
        ..Profile::default()
    };
    profile.customer = customers(request, &mut profile);
    super::referrals::add(request, &mut profile);
    profile.rfm = scores::rfm(&profile, request.today);
    profile.lifetime_value = lifetime_values(request, &profile);
    profile.repeat = sales.then(|| {
        let customers = all.iter().zip(&profile.customer);
        let buying = customers.map(|(one, customer)| one.buying.filter(|_| *customer));
        Repeat::new(&buying.collect::<Vec<_>>())
    });
    profile.habits = sales.then(|| {
        let habits = all.iter_mut().map(|one| std::mem::take(&mut one.habit));
        Habits::new(ledgers.shelf, habits.collect())
    });
    profile
}

/// The lifetime value of every contact; `None` where no purchases table exists.
fn lifetime_values(
    request: &ProfileRequest<'_>,
    profile: &Profile,
) -> Option<Vec<Option<Decimal>>> {
    request.tables.purchases.as_ref()?;
    let (spend, orders) = (profile.spend.as_ref()?, profile.orders.as_ref()?);
    let history = |contact: usize| lifetime::History {
        spend: spend[contact],
        orders: orders[contact],
        first: profile.first_purchase[contact],
        last: profile.last_purchase[contact],
    };
    let customers: Vec<usize> = (0..spend.len())
        .filter(|contact| profile.customer[*contact])
        .collect();
    let count = Decimal::from(customers.len());
    let years: Decimal = customers
        .iter()
        .map(|at| lifetime::years(profile.first_purchase[*at], profile.last_purchase[*at]))
        .sum();
    let costs = request.tables.costs.as_ref().map(|costs| {
        let frame = &costs.frame;
        let past = |row: &usize| {
            frame
                .date(Field::Date, *row)
                .and_then(to_civil)
                .is_none_or(|date| date <= request.today)
        };
        (0..frame.len())
            .filter(past)
            .filter_map(|row| frame.number(Field::Amount, row))
            .sum::<Decimal>()
    });
    let basis = lifetime::Basis {
        retention_years: years.checked_div(count).unwrap_or(Decimal::ONE),
        acquisition_cost: costs.and_then(|costs| costs.checked_div(count)),
    };
    let value = |contact: usize| {
        lifetime::lifetime_value(&history(contact), &basis).map(|value| value.round_dp(2))
    };
    Some((0..spend.len()).into_par_iter().map(value).collect())
}

fn column<T>(all: &[One], value: impl Fn(&One) -> T) -> Vec<T> {
    all.iter().map(value).collect()
}

/// Customers: a first purchase and a positive sum. Without a purchases table the column *total spent*, else the group, stands in.
fn customers(request: &ProfileRequest<'_>, profile: &mut Profile) -> Vec<bool> {
    let contacts = request.contacts;
    if let Some(spend) = &profile.spend {
        return spend
            .iter()
            .zip(&profile.first_purchase)
            .map(|(spend, first)| first.is_some() && *spend > Decimal::ZERO)
            .collect();
    }
    let total = |contact: usize| contacts.number(Field::TotalSpent, contact);
    if contacts.rows().has(Field::TotalSpent) {
        profile.stand_in = true;
        profile.spend = Some(
            (0..contacts.len())
                .map(|contact| total(contact).unwrap_or_default())
                .collect(),
        );
        // Nobody says when it was spent: what stands in for all time stands in for the last 12 months, and the outputs say so.
        profile.spend_12m.clone_from(&profile.spend);
    } else if contacts.rows().has(Field::Group) {
        profile.stand_in = true;
    }
    (0..contacts.len())
        .map(|contact| {
            let group = || {
                [Field::Group, Field::Status].into_iter().any(|field| {
                    contacts
                        .text(field, contact)
                        .is_some_and(|text| says_customer(&text))
                })
            };
            total(contact).map_or_else(group, |total| total > Decimal::ZERO)
        })
        .collect()
}

/// Whether a group or status calls the contact a customer, in one of the four languages.
fn says_customer(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "customer",
        "client",
        "buyer",
        "клиент",
        "покупатель",
        "заказчик",
        "عميل",
        "زبون",
        "مشتري",
        "مشتری",
        "خریدار",
        "customers",
    ];
    let text = fold(text);
    WORDS.iter().any(|word| fold(word) == text)
}

impl Ledgers {
    fn new(memory: &Memory, today: Date) -> Ledgers {
        let mut done: BTreeMap<ContactId, Vec<Date>> = BTreeMap::new();
        for entry in memory.done.iter().filter(|entry| entry.date <= today) {
            if let Some(contact) = entry.contact {
                done.entry(contact).or_default().push(entry.date);
            }
        }
        let mut changed: BTreeMap<ContactId, Date> = BTreeMap::new();
        for change in memory.changes.iter().filter(|change| change.date <= today) {
            let latest = changed.entry(change.contact).or_insert(change.date);
            *latest = (*latest).max(change.date);
        }
        Ledgers {
            shelf: Shelf::default(),
            done,
            changed,
        }
    }
}

impl One {
    fn of(request: &ProfileRequest<'_>, ledgers: &Ledgers, contact: usize) -> One {
        let mut one = One::default();
        if let Some(purchases) = &request.tables.purchases {
            one.add_purchases((purchases, &ledgers.shelf), contact, request.today);
        }
        one.needs = request
            .contacts
            .text(Field::Needs, contact)
            .unwrap_or_default()
            .into();
        if let Some(interactions) = &request.tables.interactions {
            one.add_interactions(interactions, contact, request.today);
        }
        one.add_contact(request, contact);
        let id = request.contacts.id(contact);
        one.last_contact = one.last_contact.max(
            ledgers
                .done
                .get(&id)
                .and_then(|days| days.iter().max().copied()),
        );
        one.verified_on = one.verified_on.max(ledgers.changed.get(&id).copied());
        one
    }

    fn add_purchases(
        &mut self,
        (purchases, numbers): (&Related, &Shelf),
        contact: usize,
        today: Date,
    ) {
        let frame = &purchases.frame;
        let (year, month) = (year_before(today), today.saturating_sub(1.month()));
        let mut counted = Vec::new();
        sales::of_contact(purchases, contact, today, &mut counted);
        let (mut products, mut categories) = (Vec::new(), Vec::new());
        for sale in &counted {
            self.spend += sale.amount;
            if sale.date.is_some_and(|date| date > year) {
                self.spend_12m += sale.amount;
            }
            if sale.date.is_some_and(|date| date > month) {
                self.spend_month += sale.amount;
            }
            if sale.amount >= Decimal::ZERO {
                products.extend(frame.text(Field::Product, sale.row));
                categories.extend(frame.text(Field::Category, sale.row));
            }
        }
        for order in sales::orders(&counted) {
            self.orders += 1;
            self.orders_12m += u32::from(order[0].date.is_some_and(|date| date > year));
        }
        self.added_on = counted.first().and_then(|sale| sale.date);
        let mut bought = counted.iter().filter(|sale| sale.is_purchase());
        self.first_purchase = bought.next().and_then(|sale| sale.date);
        self.last_purchase = bought
            .next_back()
            .and_then(|sale| sale.date)
            .or(self.first_purchase);
        self.buying = repeat::buying(&counted, today);
        self.habit = habits::of_contact(&counted, numbers, today);
        self.products = listed(products);
        self.categories = listed(categories);
    }

    fn add_interactions(&mut self, interactions: &Related, contact: usize, today: Date) {
        let frame = &interactions.frame;
        let (recent, year) = (today.saturating_sub(90.days()), year_before(today));
        let mut needs: Vec<&str> = self
            .needs
            .split("; ")
            .filter(|need| !need.is_empty())
            .collect();
        let before = needs.len();
        let mut latest: Option<(Date, usize)> = None;
        for row in interactions.of(contact) {
            let Some(date) = frame
                .date(Field::Date, row)
                .and_then(to_civil)
                .filter(|date| *date <= today)
            else {
                continue;
            };
            self.added_on = Some(self.added_on.map_or(date, |known| known.min(date)));
            if mailings::is_mailing(frame, row) {
                continue;
            }
            self.last_contact = self.last_contact.max(Some(date));
            latest = latest.max(Some((date, row)));
            if date > recent {
                self.interactions_90d += 1;
                self.replies_90d += u32::from(frame.text(Field::Direction, row) == Some("in"));
            }
            if let Some(need) = frame
                .text(Field::Need, row)
                .filter(|need| date > year && !needs.contains(need))
            {
                needs.push(need);
            }
        }
        if needs.len() > before {
            self.needs = needs.join("; ").into();
        }
        // The step of an earlier interaction is over once a later one took place.
        self.open_next_step |=
            latest.is_some_and(|(_, row)| frame.text(Field::NextStep, row).is_some());
    }

    fn add_contact(&mut self, request: &ProfileRequest<'_>, contact: usize) {
        let (contacts, today) = (request.contacts, request.today);
        let day = |field: Field| {
            contacts
                .date(field, contact)
                .and_then(to_civil)
                .filter(|day| *day <= today)
        };
        // Of a contact that is known by its month or year the first day counts: better asked too early than too late.
        let last = contacts.date(Field::LastContact, contact);
        let last = last.and_then(first_day).filter(|day| *day <= today);
        self.last_contact = self.last_contact.max(last);
        self.verified_on = day(Field::VerifiedOn);
        // Where the book keeps the day, a blank says that it is not known; else the first trace of the contact counts.
        self.added_on = if contacts.rows().has(Field::AddedOn) {
            day(Field::AddedOn)
        } else {
            let first_seen = request.since.get(contact).copied();
            [self.added_on, first_seen].into_iter().flatten().min()
        };
        self.open_next_step |= contacts.text(Field::NextStep, contact).is_some();
        self.age = contacts
            .date(Field::Birthday, contact)
            .and_then(|birthday| age(birthday, today));
        let wanted = &request.plan.fields.wanted;
        if !wanted.is_empty() {
            let filled = wanted
                .iter()
                .filter(|field| is_filled(contacts, **field, contact))
                .count();
            self.completeness = filled as f32 / wanted.len() as f32;
        }
    }
}

/// Whole years; the day of birth counts in its own calendar. Unknown without a year; without day or month counted from the
/// end of what is known, so that nobody is made older than they are.
fn age(birthday: crate::model::PartialDate, today: Date) -> Option<u32> {
    let now = crate::calendar::from_civil(today, birthday.calendar);
    let years = i32::from(now.year?) - i32::from(birthday.year?);
    let passed = (now.month, now.day) >= (birthday.month.or(Some(12)), birthday.day.or(Some(31)));
    u32::try_from(years - i32::from(!passed))
        .ok()
        .filter(|age| *age < 150)
}

/// Whether a wanted field is filled. Any phone stands for *phone*, name parts for *name*.
fn is_filled(contacts: &Contacts, field: FieldId, contact: usize) -> bool {
    match field.known() {
        Some(Field::Phone) => Field::PHONES
            .into_iter()
            .any(|field| contacts.display(field, contact).is_some()),
        Some(Field::Name) => [Field::Name, Field::GivenName, Field::FamilyName]
            .into_iter()
            .any(|field| contacts.text(field, contact).is_some()),
        _ => contacts.display(field, contact).is_some(),
    }
}

/// Sorted, each once (as first written), joined by `; `.
fn listed(mut parts: Vec<&str>) -> Box<str> {
    parts.sort_unstable();
    parts.dedup();
    if let [one] = parts.as_slice() {
        return (*one).into();
    }
    let mut seen = Vec::new();
    parts.retain(|part| {
        let folded = fold(part);
        !seen.contains(&folded) && {
            seen.push(folded);
            true
        }
    });
    parts.join("; ").into()
}

/// A share as a fact, to four places.
pub(super) fn share(value: f32) -> Fact<'static> {
    Decimal::from_f32_retain(value).map_or(Fact::Unknown, |value| Fact::Number(value.round_dp(4)))
}
