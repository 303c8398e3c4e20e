//! `out/tiers.xlsx`: overview, all contacts, a sheet for each rung and segment, moves and flows.

use std::borrow::Cow;

use crate::error::Result;
use crate::model::{Derived, Field, FieldType};
use crate::output::view::order::Orders;
use crate::output::view::people::{People, Subject};
use crate::output::view::set_rungs::set_rungs;
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::cross_sell;
use super::look::Kind;
use super::moves;
use super::overview;
use super::set_rungs::set_sheet;
use super::sheet::{Column, Fill, Layout, RowSource, Rows};

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
    let mut sheets = vec![contacts(&people, &orders)];
    for at in 0..people.ladders.len() {
        sheets.extend(ladder(&people, (at, &orders)));
    }
    for at in 0..view.outcome.plan.segments.len() {
        sheets.extend(segment(&people, (at, &orders)));
    }
    save(book, (&people, &sheets, &orders), sink)
}

/// Writes the sheets of contacts, then what may be offered and the moves, and packs the file.
fn save<'v>(
    mut book: Book<'_>,
    what: (&'v People<'v>, &'v [Roll<'v>], &Orders),
    sink: &mut dyn Sink,
) -> Result<()> {
    let (people, rolls, orders) = what;
    let fills: Vec<RollRows<'v>> = rolls.iter().map(|roll| RollRows { people, roll }).collect();
    let jobs: Vec<(&Layout, &Fill<'_, 'v>)> = rolls
        .iter()
        .zip(&fills)
        .map(|(roll, fill)| (&roll.layout, fill as &Fill<'_, 'v>))
        .collect();
    let long = book.sheets(&jobs, Rows::MayBeLong)?;
    set_sheet(&mut book, &people.view, &set_rungs(&people.view))?;
    cross_sell::write(&mut book, people, orders)?;
    moves::moves(&mut book, &people.view)?;
    moves::flows(&mut book, people)?;
    book.save_long(sink, &long)
}

/// A sheet of contacts: what it looks like, its columns, and who stands on it.
pub(super) struct Roll<'o> {
    pub(super) layout: Layout,
    pub(super) subjects: Vec<Subject>,
    pub(super) contacts: Cow<'o, [u32]>,
}

/// The rows of a sheet of contacts.
pub(super) struct RollRows<'v> {
    pub(super) people: &'v People<'v>,
    pub(super) roll: &'v Roll<'v>,
}

impl<'v> RowSource<'v> for RollRows<'v> {
    fn row(&self, index: usize, row: &mut Vec<Value<'v>>) {
        self.rows(index, std::slice::from_mut(row));
    }

    /// Column by column: contacts lie in memory in another order than on the sheet, and so a processor fetches many of them at
    /// once instead of one after the other.
    fn rows(&self, first: usize, rows: &mut [Vec<Value<'v>>]) {
        let contacts = self.roll.contacts.get(first..).unwrap_or_default();
        for subject in &self.roll.subjects {
            for (row, contact) in rows.iter_mut().zip(contacts) {
                row.push(self.people.value(*subject, *contact as usize));
            }
        }
    }
}

/// All contacts by name.
fn contacts<'o>(people: &People<'_>, orders: &'o Orders) -> Roll<'o> {
    let subjects = people.columns();
    let layout = Layout {
        name: people.view.word("out.sheet.contacts"),
        intro: None,
        rows: orders.by_name.len(),
        table: None,
        frozen: 1,
        muted: muted(people, &subjects),
        tab: None,
        columns: columns(people, &subjects),
    };
    Roll {
        layout,
        subjects,
        contacts: Cow::Borrowed(&orders.by_name),
    }
}

/// A sheet for each rung on which somebody stands.
fn ladder(people: &People<'_>, which: (usize, &Orders)) -> Vec<Roll<'static>> {
    let (at, orders) = which;
    let Some(ladder) = people.ladders.get(at).filter(|ladder| ladder.is_placed()) else {
        return Vec::new();
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
    let mut rolls = Vec::new();
    for (rung, contacts) in ladder.rungs.iter().zip(members) {
        if rung.count == 0 {
            continue;
        }
        let name = format!("{} {}", ladder.label, rung.label);
        let layout = Layout {
            name: if ladder.label == rung.label {
                rung.label.clone()
            } else {
                name
            },
            intro: Some(intro(&people.view, &rung.label, (rung.count, &contacts))),
            rows: contacts.len(),
            table: None,
            frozen: 1,
            muted: muted(people, &subjects),
            tab: Some(rung.color),
            columns: columns(people, &subjects),
        };
        rolls.push(Roll {
            layout,
            subjects: subjects.clone(),
            contacts: Cow::Owned(contacts),
        });
    }
    rolls
}

/// A sheet for a segment in which somebody is.
fn segment(people: &People<'_>, which: (usize, &Orders)) -> Option<Roll<'static>> {
    let (at, orders) = which;
    let outcome = people.view.outcome;
    let (Some(segment), Some(members)) = (
        outcome.plan.segments.get(at),
        outcome.placements.segments.get(at),
    ) else {
        return None;
    };
    if members.is_empty() {
        return None;
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
        name: segment.name.clone(),
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
    Some(Roll {
        layout,
        subjects,
        contacts: Cow::Owned(contacts),
    })
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

/// The column that says who asked not to be contacted, and its word for yes.
pub(super) fn muted(people: &People<'_>, subjects: &[Subject]) -> Option<(usize, String)> {
    let silent = Subject::Field(Field::DoNotContact.into());
    let at = subjects.iter().position(|subject| *subject == silent)?;
    Some((at, people.view.yes_no(true).into_owned()))
}

/// The columns of a sheet of contacts.
pub(super) fn columns(people: &People<'_>, subjects: &[Subject]) -> Vec<Column> {
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

/// How the values of a column are written.
pub(super) fn kind(subject: Subject) -> Kind {
    match subject {
        Subject::Id => return Kind::Code,
        Subject::Why(_) => return Kind::Note,
        Subject::Derived(Derived::Completeness | Derived::RepeatProbability) => return Kind::Share,
        Subject::Derived(Derived::ExpectedPurchases12m) => return Kind::Rate,
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
