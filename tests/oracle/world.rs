//! A random book: what is known of each contact, and the tables that the program gets of it.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::{Strategy, any, prop};
use proptest::sample::select;
use rust_decimal::Decimal;
use tierbook::model::{
    ContactId, Contacts, Field, FieldId, Frame, PartialDate, Phone, PhoneKind, Related, Relatives,
    SheetId, TableKind, Tables, TextRef,
};

pub(super) const TODAY: Date = date(2026, 11, 22);

pub(super) const CITIES: [&str; 5] = ["", "Cairo", "القاهرة", "Giza", "Kazan"];
pub(super) const GROUPS: [&str; 4] = ["", "partner", "Lead", "old friends"];
pub(super) const ROOMS: [&str; 5] = ["", "3", "7", "many", "1,200"];
pub(super) const HOBBIES: [&str; 5] = ["", "tea; chess", "Chess Club", "рыбалка; Шахматы", " jazz"];
pub(super) const EMAILS: [&str; 3] = ["", "sara@nile.org", "info@kazan.ru"];
pub(super) const PRODUCTS: [&str; 3] = ["Tea", "Coffee", "Чай"];
pub(super) const CATEGORIES: [&str; 3] = ["", "Drinks", "Books"];

#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) city: &'static str,
    pub(super) group: &'static str,
    pub(super) rooms: &'static str,
    pub(super) hobbies: &'static str,
    pub(super) email: &'static str,
    /// A number with its country's; 0 where it was not understood.
    pub(super) mobile: Option<u64>,
    pub(super) budget: Option<i64>,
    pub(super) vip: Option<bool>,
    /// Days ago; negative: in the future.
    pub(super) last_contact: Option<i64>,
}

#[derive(Debug, Clone)]
pub(super) struct Sale {
    /// `None`: of nobody known.
    pub(super) contact: Option<usize>,
    /// Days ago.
    pub(super) ago: Option<i64>,
    pub(super) amount: i64,
    pub(super) product: &'static str,
    pub(super) category: &'static str,
    pub(super) lost: bool,
}

#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) people: Vec<Person>,
    /// `None`: no table of purchases.
    pub(super) sales: Option<Vec<Sale>>,
    /// Each contact's household, if it is in one.
    pub(super) homes: Vec<Option<usize>>,
}

pub(super) fn day(ago: i64) -> Date {
    TODAY.checked_sub(ago.days()).unwrap()
}

impl World {
    /// The others of a contact's household.
    pub(super) fn relatives(&self, contact: usize) -> Vec<usize> {
        let Some(home) = self.homes[contact] else {
            return Vec::new();
        };
        (0..self.people.len())
            .filter(|other| *other != contact && self.homes[*other] == Some(home))
            .collect()
    }

    /// Whether any household has two members.
    pub(super) fn has_homes(&self) -> bool {
        (0..self.people.len()).any(|contact| !self.relatives(contact).is_empty())
    }

    pub(super) fn contacts(&self) -> Contacts {
        let mut rows = Frame::new(TableKind::Contacts);
        for (at, person) in self.people.iter().enumerate() {
            rows.push_row(SheetId(0), at as u32);
            rows.set_text(Field::Name, &format!("Contact {at}"));
            rows.set_text(Field::City, person.city);
            rows.set_text(Field::Group, person.group);
            // Those of one group work together, however it is written.
            let company = match at % 2 {
                0 => person.group.to_uppercase(),
                _ => person.group.to_owned(),
            };
            rows.set_text(Field::Company, &company);
            rows.set_text(FieldId::custom(0), person.rooms);
            rows.set_text(Field::Hobbies, person.hobbies);
            if !person.email.is_empty() {
                rows.add_email(Field::Email, person.email);
            }
            if let Some(number) = person.mobile {
                let phone = Phone {
                    number,
                    extension: 0,
                    kind: PhoneKind::Mobile,
                    text: TextRef::NONE,
                };
                rows.add_phone(Field::MobilePhone, phone, "20 by heart");
            }
            if let Some(budget) = person.budget {
                rows.set_number(Field::Budget, Decimal::from(budget));
            }
            if let Some(vip) = person.vip {
                rows.set_yes_no(Field::Vip, vip);
            }
            if let Some(ago) = person.last_contact {
                rows.set_date(Field::LastContact, PartialDate::from_civil(day(ago)));
            }
        }
        let count = self.people.len() as u32;
        Contacts::alone(
            rows,
            (0..u64::from(count)).map(ContactId::from_bits).collect(),
        )
    }

    pub(super) fn tables(&self) -> Tables {
        let Some(sales) = &self.sales else {
            return Tables::default();
        };
        let mut frame = Frame::new(TableKind::Purchases);
        for (at, sale) in sales.iter().enumerate() {
            frame.push_row(SheetId(1), at as u32);
            if let Some(ago) = sale.ago {
                frame.set_date(Field::Date, PartialDate::from_civil(day(ago)));
            }
            frame.set_number(Field::Amount, Decimal::from(sale.amount));
            frame.set_text(Field::Product, sale.product);
            frame.set_text(Field::Category, sale.category);
            frame.set_text(Field::Status, if sale.lost { "lost" } else { "" });
        }
        let contact = sales.iter().map(|sale| sale.contact.map(|at| at as u32));
        let purchases = Related::new(frame, contact.collect(), Vec::new(), self.people.len());
        Tables {
            purchases: Some(purchases),
            ..Tables::default()
        }
    }

    pub(super) fn households(&self) -> Relatives {
        let mut homes: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for (contact, home) in self.homes.iter().enumerate() {
            if let Some(home) = home {
                homes.entry(*home).or_default().push(contact as u32);
            }
        }
        let homes = homes.into_values().filter(|home| home.len() > 1).collect();
        Relatives::new(homes, self.people.len())
    }
}

pub(super) fn worlds() -> impl Strategy<Value = World> {
    let person = (
        select(&CITIES[..]),
        select(&GROUPS[..]),
        select(&ROOMS[..]),
        (
            select(&HOBBIES[..]),
            select(&EMAILS[..]),
            prop::option::weighted(0.7, select(vec![0, 201_001_234_567, 4_930_555_010])),
        ),
        prop::option::weighted(0.7, -2..12_i64),
        prop::option::weighted(0.5, any::<bool>()),
        prop::option::weighted(0.7, -20..700_i64),
    );
    let person =
        person.prop_map(
            |(city, group, rooms, reached, budget, vip, last_contact)| Person {
                city,
                group,
                rooms,
                hobbies: reached.0,
                email: reached.1,
                mobile: reached.2,
                budget,
                vip,
                last_contact,
            },
        );
    let home = prop::option::weighted(0.4, 0..4_usize);
    let people = prop::collection::vec((person, home), 0..24);
    people.prop_flat_map(|all| {
        let (people, homes): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let count = people.len();
        let sales = prop::option::weighted(0.85, prop::collection::vec(sales(count), 0..50));
        sales.prop_map(move |sales| World {
            people: people.clone(),
            sales,
            homes: homes.clone(),
        })
    })
}

fn sales(contacts: usize) -> impl Strategy<Value = Sale> {
    (
        prop::option::weighted(0.95, 0..contacts.max(1)),
        prop::option::weighted(0.9, -30..800_i64),
        -3..10_i64,
        select(&PRODUCTS[..]),
        select(&CATEGORIES[..]),
        prop::bool::weighted(0.1),
    )
        .prop_map(
            move |(contact, ago, amount, product, category, lost)| Sale {
                contact: contact.filter(|at| *at < contacts),
                ago,
                amount: amount * 10,
                product,
                category,
                lost,
            },
        )
}
