//! A workbook of one sheet: the contacts that somebody asked for.

use std::borrow::Cow;

use crate::error::Result;
use crate::output::view::View;
use crate::output::view::order::Orders;
use crate::output::view::people::People;
use crate::output::{OutputRequest, Query, Sink};

use super::book::Book;
use super::sheet::{Fill, Layout, Rows};
use super::tiers::{Roll, RollRows, columns, muted};

/// Writes the workbook: all columns of contacts, the most important first, those who asked not to be contacted at the foot.
pub(in crate::output) fn write(
    request: &OutputRequest<'_>,
    query: &Query<'_>,
    sink: &mut dyn Sink,
) -> Result<()> {
    let people = People::new(View::new(request));
    let view = &people.view;
    let title = view.word("out.title.query");
    let mut book = Book::new(request, "xlsx", &title, query.contacts.len())?;
    let mut wanted = vec![false; view.outcome.contacts.len()];
    for contact in query.contacts {
        if let Some(wanted) = wanted.get_mut(*contact) {
            *wanted = true;
        }
    }
    let contacts: Vec<u32> = Orders::new(view)
        .by_importance
        .into_iter()
        .filter(|contact| wanted.get(*contact as usize) == Some(&true))
        .collect();
    let subjects = people.columns();
    let roll = Roll {
        layout: Layout {
            name: title,
            intro: Some(intro(&people, query)),
            rows: contacts.len(),
            table: None,
            frozen: 1,
            muted: muted(&people, &subjects),
            tab: None,
            columns: columns(&people, &subjects),
        },
        subjects,
        contacts: Cow::Owned(contacts),
        trends: Vec::new(),
    };
    let rows = RollRows {
        people: &people,
        roll: &roll,
    };
    let jobs: [(&Layout, &Fill<'_, '_>); 1] = [(&roll.layout, &rows)];
    let long = book.sheets(&jobs, Rows::MayBeLong)?;
    book.save_long(sink, &long)
}

/// What was asked, of what day, how many they are, and of how many nobody knows.
fn intro(people: &People<'_>, query: &Query<'_>) -> String {
    let view = &people.view;
    let date = view.date_word(view.outcome.today);
    let asked = query.asked.join(" · ");
    let args = [("name", asked.as_str()), ("date", date.as_str())];
    let count = query.contacts.len() as u64;
    let mut text = view.lang.count("out.intro.members", count, &args);
    if count > 1 {
        text.push(' ');
        text += &people.sorted_by(people.importance());
    }
    if query.unknown > 0 {
        text.push(' ');
        text += &view
            .lang
            .count("out.intro.unknown", query.unknown as u64, &[]);
    }
    let contacts = &view.outcome.contacts;
    let silent = query.contacts.iter();
    let silent = silent
        .filter(|contact| contacts.is_silent(**contact))
        .count();
    if silent > 0 {
        text.push(' ');
        text += &view.lang.count("out.intro.silent", silent as u64, &[]);
    }
    text
}
