//! `out/tiers.xlsx`: overview, all contacts, a sheet for each rung and segment, moves.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{ContactId, Derived, Field, FieldType};
use crate::output::view::order::Orders;
use crate::output::view::people::{People, Subject};
use crate::output::view::tiers::{ladder_label, rung_label_by_name};
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::look::Kind;
use super::overview;
use super::sheet::{Column, Layout};

/// The most rows of a rung's or segment's sheet.
const SHOWN: usize = 10_000;

/// Writes the workbook.
pub(super) fn write(request: &OutputRequest<'_>, sink: &mut dyn Sink) -> Result<()> {
    let people = People::new(View::new(request));
    let view = &people.view;
    let title = view.word("out.title.tiers");
    let mut book = Book::new(
        request,
        "out/tiers.xlsx",
        &title,
        view.outcome.contacts.len(),
    )?;
    let orders = Orders::new(view);
    overview::write(&mut book, &people, &title)?;
    contacts(&mut book, &people, &orders)?;
    for at in 0..people.ladders.len() {
        ladder(&mut book, &people, (at, &orders))?;
    }
    for at in 0..view.outcome.plan.segments.len() {
        segment(&mut book, &people, (at, &orders))?;
    }
    moves(&mut book, view)?;
    book.save(sink)
}

/// All contacts by name.
fn contacts(book: &mut Book<'_>, people: &People<'_>, orders: &Orders) -> Result<()> {
    let subjects = people.columns();
    let layout = Layout {
        name: &people.view.word("out.sheet.contacts"),
        intro: None,
        rows: orders.by_name.len(),
        table: None,
        frozen: 1,
        muted: muted(people, &subjects),
        tab: None,
        columns: columns(people, &subjects),
    };
    rows(book, people, (&layout, &subjects, &orders.by_name))
}

/// A sheet for each rung on which somebody stands.
fn ladder(book: &mut Book<'_>, people: &People<'_>, which: (usize, &Orders)) -> Result<()> {
    let (at, orders) = which;
    let Some(ladder) = people.ladders.get(at).filter(|ladder| ladder.is_placed()) else {
        return Ok(());
    };
    let mut members: Vec<Vec<u32>> = ladder.rungs.iter().map(|_| Vec::new()).collect();
    for contact in &orders.by_importance {
        let rung = ladder.rung(*contact as usize);
        if let Some(list) = rung.and_then(|rung| members.get_mut(rung))
            && list.len() < SHOWN
        {
            list.push(*contact);
        }
    }
    let mut subjects = vec![Subject::Name, Subject::Why(at), Subject::Since(at)];
    subjects.extend(
        people
            .brief()
            .into_iter()
            .filter(|subject| !matches!(subject, Subject::Name) && *subject != Subject::Rung(at)),
    );
    for (rung, contacts) in ladder.rungs.iter().zip(&members) {
        if rung.count == 0 {
            continue;
        }
        let name = format!("{} {}", ladder.label, rung.label);
        let layout = Layout {
            name: if ladder.label == rung.label {
                &rung.label
            } else {
                &name
            },
            intro: Some(intro(&people.view, &rung.label, (rung.count, contacts))),
            rows: contacts.len(),
            table: None,
            frozen: 1,
            muted: muted(people, &subjects),
            tab: Some(rung.color),
            columns: columns(people, &subjects),
        };
        rows(book, people, (&layout, &subjects, contacts))?;
    }
    Ok(())
}

/// A sheet for a segment in which somebody is.
fn segment(book: &mut Book<'_>, people: &People<'_>, which: (usize, &Orders)) -> Result<()> {
    let (at, orders) = which;
    let outcome = people.view.outcome;
    let (Some(segment), Some(members)) = (
        outcome.plan.segments.get(at),
        outcome.placements.segments.get(at),
    ) else {
        return Ok(());
    };
    if members.is_empty() {
        return Ok(());
    }
    let contacts: Vec<u32> = orders
        .by_importance
        .iter()
        .filter(|contact| members.binary_search(contact).is_ok())
        .take(SHOWN)
        .copied()
        .collect();
    let subjects = people.columns();
    let layout = Layout {
        name: &segment.name,
        intro: Some(intro(
            &people.view,
            &segment.name,
            (members.len(), &contacts),
        )),
        rows: contacts.len(),
        table: None,
        frozen: 1,
        muted: muted(people, &subjects),
        tab: None,
        columns: columns(people, &subjects),
    };
    rows(book, people, (&layout, &subjects, &contacts))
}

/// The line above: how many there are, how many are left out, how many asked not to be contacted.
fn intro(view: &View<'_>, name: &str, who: (usize, &[u32])) -> String {
    let (count, shown) = who;
    let date = view.date_word(view.outcome.today);
    let mut text = view.lang.count(
        "out.intro.members",
        count as u64,
        &[("name", name), ("date", &date)],
    );
    let left_out = count - shown.len().min(count);
    if left_out > 0 {
        let sheet = view.word("out.sheet.contacts");
        text.push(' ');
        text += &view
            .lang
            .count("out.intro.left-out", left_out as u64, &[("sheet", &sheet)]);
    }
    let contacts = &view.outcome.contacts;
    let silent = shown
        .iter()
        .filter(|contact| contacts.is_silent(**contact as usize))
        .count();
    if silent > 0 {
        text.push(' ');
        text += &view.lang.count("out.intro.silent", silent as u64, &[]);
    }
    text
}

fn rows(
    book: &mut Book<'_>,
    people: &People<'_>,
    what: (&Layout<'_>, &[Subject], &[u32]),
) -> Result<()> {
    let (layout, subjects, contacts) = what;
    book.data(layout, &|index, row| {
        if let Some(contact) = contacts.get(index) {
            let contact = *contact as usize;
            row.extend(
                subjects
                    .iter()
                    .map(|subject| people.value(*subject, contact)),
            );
        }
    })
}

/// The column that says who asked not to be contacted, and its word for yes.
fn muted(people: &People<'_>, subjects: &[Subject]) -> Option<(usize, String)> {
    let silent = Subject::Field(Field::DoNotContact.into());
    let at = subjects.iter().position(|subject| *subject == silent)?;
    Some((at, people.view.yes_no(true).into_owned()))
}

fn columns(people: &People<'_>, subjects: &[Subject]) -> Vec<Column> {
    subjects
        .iter()
        .map(|subject| {
            let mut column = Column::new(people.header(*subject), kind(*subject));
            if let Subject::Rung(at) = subject
                && let Some(ladder) = people.ladders.get(*at)
            {
                let tint =
                    |rung: &crate::output::view::tiers::RungView| (rung.label.clone(), rung.color);
                column.tints = ladder.rungs.iter().map(tint).collect();
            }
            column
        })
        .collect()
}

fn kind(subject: Subject) -> Kind {
    match subject {
        Subject::Id => return Kind::Code,
        Subject::Why(_) => return Kind::Note,
        Subject::Derived(Derived::Completeness) => return Kind::Share,
        Subject::Field(field) if field == Field::Notes.into() => return Kind::Note,
        Subject::Field(field) => {
            let codes = [
                Field::OwnId,
                Field::Postcode,
                Field::Website,
                Field::Messenger,
            ];
            if codes.into_iter().any(|code| field == code.into()) {
                return Kind::Code;
            }
        }
        _ => {}
    }
    match People::kind(subject) {
        Some(FieldType::Date) => Kind::Date,
        Some(FieldType::Money) => Kind::Money,
        Some(FieldType::Number) => Kind::Number,
        Some(FieldType::Phones | FieldType::Emails) => Kind::Code,
        _ => Kind::Text,
    }
}

/// Who went from one rung to another since the last run.
fn moves(book: &mut Book<'_>, view: &View<'_>) -> Result<()> {
    let outcome = view.outcome;
    let moves = &outcome.placements.moves;
    let mut index: BTreeMap<ContactId, usize> = BTreeMap::new();
    if !moves.is_empty() {
        index.extend(
            (0..outcome.contacts.len()).map(|contact| (outcome.contacts.id(contact), contact)),
        );
    }
    let word = |key: &str| view.word(key);
    let columns = vec![
        Column::new(view.lang.field("name"), Kind::Text),
        Column::new(word("out.column.date"), Kind::Date),
        Column::new(word("out.column.ladder"), Kind::Text),
        Column::new(word("out.column.from"), Kind::Text),
        Column::new(word("out.column.to"), Kind::Text),
        Column::new(word("out.column.why"), Kind::Note),
        Column::new(view.lang.field("id"), Kind::Code),
    ];
    let layout = Layout {
        name: &word("out.sheet.moves"),
        intro: Some(view.lang.count("out.intro.moves", moves.len() as u64, &[])),
        rows: moves.len(),
        table: None,
        frozen: 1,
        muted: None,
        tab: None,
        columns,
    };
    let none = word("out.not-placed");
    book.data(&layout, &|at, row| {
        let Some(step) = moves.get(at) else {
            return;
        };
        let name = index
            .get(&step.contact)
            .map(|contact| outcome.contacts.name(*contact));
        let rung = |name: &Option<String>| match name {
            Some(name) => rung_label_by_name(view, &step.ladder, name),
            None => none.clone(),
        };
        row.extend([
            name.map_or(Value::Empty, Value::text),
            Value::Date(step.date),
            Value::text(ladder_label(view, &step.ladder)),
            Value::text(rung(&step.from)),
            Value::text(rung(&step.to)),
            Value::text(view.sentence(&step.why)),
            Value::text(step.contact.to_string()),
        ]);
    })
}
