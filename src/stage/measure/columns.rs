//! The keys of contacts, sales and costs as small numbers, so that no text is looked at again while counting.

use std::borrow::Cow;

use crate::model::{Field, Related};
use crate::stage::remind::Staff;
use crate::text::tidy;

use super::MeasureRequest;
use super::cut::{Cut, Keys};

/// One number a row; empty where no row has a key.
type Numbers = Vec<u32>;

/// The keys of every row.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) contact_source: Numbers,
    pub(super) contact_owner: Numbers,
    pub(super) sale_owner: Numbers,
    pub(super) sale_campaign: Numbers,
    pub(super) sale_product: Numbers,
    pub(super) cost_source: Numbers,
    pub(super) cost_campaign: Numbers,
}

/// The cuts that the keys make, still empty.
#[derive(Debug)]
pub(super) struct Cuts {
    pub(super) source: Cut,
    pub(super) owner: Cut,
    pub(super) campaign: Cut,
    pub(super) product: Cut,
}

/// Gives every key its number.
pub(super) fn number(request: &MeasureRequest<'_>) -> (Columns, Cuts) {
    let staff = Staff::new(&request.plan.book.staff, request.today);
    let as_typed = |typed: &str| tidy(typed).into_owned();
    let by_name = |typed: &str| staff.canonical(typed);
    let (mut source, mut owner, mut campaign, mut product) = (
        Keys::default(),
        Keys::default(),
        Keys::default(),
        Keys::default(),
    );
    let contacts = |field: Field, keys: &mut Keys, shown: &dyn Fn(&str) -> String| -> Numbers {
        if !request.contacts.rows().has(field) {
            return Numbers::new();
        }
        (0..request.contacts.len())
            .map(|contact| {
                let typed: Option<Cow<'_, str>> = request.contacts.text(field, contact);
                keys.number(typed.as_deref(), shown)
            })
            .collect()
    };
    let purchases = request.tables.purchases.as_ref();
    let costs = request.tables.costs.as_ref();
    let columns = Columns {
        contact_source: contacts(Field::Source, &mut source, &as_typed),
        contact_owner: contacts(Field::Owner, &mut owner, &by_name),
        sale_owner: rows(purchases, Field::Owner, &mut owner, &by_name),
        sale_campaign: rows(purchases, Field::Campaign, &mut campaign, &as_typed),
        sale_product: rows(purchases, Field::Product, &mut product, &as_typed),
        cost_source: rows(costs, Field::Source, &mut source, &as_typed),
        cost_campaign: rows(costs, Field::Campaign, &mut campaign, &as_typed),
    };
    let cuts = Cuts {
        source: source.into_cut(),
        owner: owner.into_cut(),
        campaign: campaign.into_cut(),
        product: product.into_cut(),
    };
    (columns, cuts)
}

fn rows(
    table: Option<&Related>,
    field: Field,
    keys: &mut Keys,
    shown: &dyn Fn(&str) -> String,
) -> Numbers {
    match table.map(|table| &table.frame) {
        Some(frame) if frame.has(field) => (0..frame.len())
            .map(|row| keys.number(frame.text(field, row), shown))
            .collect(),
        _ => Numbers::new(),
    }
}

/// The number of a row; 0 where the row has no key.
pub(super) fn at(numbers: &[u32], row: usize) -> u32 {
    numbers.get(row).copied().unwrap_or(0)
}
