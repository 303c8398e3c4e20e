//! The sheet *Cross-sell* of `out/tiers.xlsx`: what may be offered to whom, because buyers of the same usually buy it.

use crate::error::Result;
use crate::model::Field;
use crate::output::view::order::Orders;
use crate::output::view::people::{People, Subject};
use crate::output::view::{Value, View};
use crate::stage::profile::habits::{
    Habits, LEAST_BOTH, LEAST_CONFIDENCE, LEAST_SUPPORT, MOST_PRODUCTS, Pair,
};

use super::book::Book;
use super::look::Kind;
use super::sheet::{Column, Layout};

/// The most lines.
const SHOWN: usize = 10_000;

/// Writes the sheet, unless nobody may be offered anything.
pub(super) fn write(book: &mut Book<'_>, people: &People<'_>, orders: &Orders) -> Result<()> {
    let view = &people.view;
    let Some(habits) = &view.outcome.profile.habits else {
        return Ok(());
    };
    if habits.cross.is_empty() {
        return Ok(());
    }
    let (lines, count) = lines(view, habits, orders);
    let subjects = subjects(people);
    let silent = Subject::Field(Field::DoNotContact.into());
    let muted = subjects.iter().position(|subject| *subject == silent);
    let layout = Layout {
        name: view.word("out.sheet.cross-sell"),
        intro: Some(intro(view, habits, (lines.len(), count))),
        rows: lines.len(),
        table: None,
        frozen: 1,
        muted: muted.map(|at| (at + PAIR, people.view.yes_no(true).into_owned())),
        tab: None,
        columns: columns(people, &subjects),
    };
    book.data(&layout, &|at, row| {
        let Some((pair, contact)) = lines.get(at) else {
            return;
        };
        let contact = *contact as usize;
        row.extend([
            people.value(Subject::Name, contact),
            Value::text(habits.offered(pair)),
            Value::text(habits.bought(pair)),
            Value::decimal(pair.confidence()),
            Value::decimal(pair.lift()),
            Value::decimal(pair.support()),
            Value::count(pair.both as usize),
        ]);
        for subject in &subjects {
            row.push(people.value(*subject, contact));
        }
    })
}

/// How many columns tell of name and pair.
const PAIR: usize = 7;

/// How to reach the contact.
fn subjects(people: &People<'_>) -> Vec<Subject> {
    let wanted = [
        Field::Company,
        Field::MobilePhone,
        Field::Phone,
        Field::WorkPhone,
        Field::Email,
        Field::DoNotContact,
        Field::Owner,
    ]
    .map(|field| Subject::Field(field.into()));
    let all = people.columns();
    let occurs = |subject: &Subject| all.contains(subject);
    let mut subjects: Vec<Subject> = wanted.into_iter().filter(occurs).collect();
    subjects.push(Subject::Id);
    subjects
}

fn columns(people: &People<'_>, subjects: &[Subject]) -> Vec<Column> {
    let word = |key: &str| people.view.word(key);
    let mut columns = vec![
        Column::new(people.header(Subject::Name), Kind::Text),
        Column::new(word("out.column.offer"), Kind::Text),
        Column::new(word("out.column.has-bought"), Kind::Text),
        Column::new(word("out.column.confidence"), Kind::Share),
        Column::new(word("out.column.lift"), Kind::Rate),
        Column::new(word("out.column.support"), Kind::Share),
        Column::new(word("out.column.bought-both"), Kind::Whole),
    ];
    columns.extend(
        subjects
            .iter()
            .map(|subject| Column::new(people.header(*subject), super::tiers::kind(*subject))),
    );
    columns
}

/// Pair by pair, the surest first, in each the most important contacts first; those who asked not to be contacted at the foot. And
/// how many lines there are in all.
fn lines<'h>(
    view: &View<'_>,
    habits: &'h Habits,
    orders: &Orders,
) -> (Vec<(&'h Pair, u32)>, usize) {
    let mut place = vec![0_u32; orders.by_importance.len()];
    for (at, contact) in orders.by_importance.iter().enumerate() {
        if let Some(place) = place.get_mut(*contact as usize) {
            *place = at as u32;
        }
    }
    let contacts = &view.outcome.contacts;
    let (mut lines, mut silent) = (Vec::new(), Vec::new());
    let mut count = 0;
    for (pair, mut candidates) in habits.cross.pairs.iter().zip(habits.cross.candidates()) {
        candidates.sort_unstable_by_key(|contact| place.get(*contact as usize).copied());
        count += candidates.len();
        for contact in candidates {
            let list = if contacts.is_silent(contact as usize) {
                &mut silent
            } else {
                &mut lines
            };
            if list.len() < SHOWN {
                list.push((pair, contact));
            }
        }
    }
    lines.extend(silent);
    lines.truncate(SHOWN);
    (lines, count)
}

/// What the figures mean, from which limits on they count, and what is left out.
fn intro(view: &View<'_>, habits: &Habits, lines: (usize, usize)) -> String {
    let (shown, count) = lines;
    let both = LEAST_BOTH.to_string();
    let (support, confidence) = (LEAST_SUPPORT.to_string(), LEAST_CONFIDENCE.to_string());
    let args = [
        ("both", both.as_str()),
        ("support", support.as_str()),
        ("confidence", confidence.as_str()),
    ];
    let mut text = view.lang.fill("out.intro.cross-sell", &args);
    let left_out = count - shown.min(count);
    if left_out > 0 {
        text.push(' ');
        text += &view
            .lang
            .count("out.intro.cross-sell-more", left_out as u64, &[]);
    }
    if habits.cross.left_out > 0 {
        let most = MOST_PRODUCTS.to_string();
        let args = [("most", most.as_str())];
        text.push(' ');
        text += &view.lang.count(
            "out.intro.cross-sell-products",
            habits.cross.left_out as u64,
            &args,
        );
    }
    text
}
