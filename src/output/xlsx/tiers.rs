//! `out/tiers.xlsx`: overview, all contacts, a sheet for each rung and segment, moves and flows.

use std::borrow::Cow;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::error::Result;
use crate::model::{Derived, Field, FieldType};
use crate::output::view::order::Orders;
use crate::output::view::people::{People, Subject};
use crate::output::view::roll::Measure;
use crate::output::view::set_rungs::set_rungs;
use crate::output::view::trend::{MONTHS, Trend};
use crate::output::view::{Value, View};
use crate::output::{OutputRequest, Sink};

use super::book::Book;
use super::cross_sell;
use super::drawn::Drawn;
use super::look::Kind;
use super::moves;
use super::overview;
use super::scheme;
use super::set_rungs::set_sheet;
use super::sheet::{Column, Fill, Layout, RowSource, Rows};

/// The most rows of a rung's or segment's sheet.
const SHOWN: usize = 10_000;

/// The colour of bars behind amounts: soft enough for black digits.
const BARS: u32 = 0xBF_DB_E6;

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
    scheme::write(&mut book, people, orders)?;
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
    /// What they spent month by month, one entry a contact; empty where no column asks for it.
    pub(super) trends: Vec<Option<Box<Trend>>>,
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
            if let Subject::Month(month) = subject {
                let trends = self.roll.trends.get(first..).unwrap_or_default();
                for (row, trend) in rows.iter_mut().zip(trends) {
                    let spent = trend.as_ref().and_then(|trend| trend.get(*month));
                    row.push(spent.map_or(Value::Empty, |spent| Value::Number(*spent)));
                }
                continue;
            }
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
        trends: Vec::new(),
    }
}

/// A sheet for each rung on which somebody stands.
fn ladder(people: &People<'_>, which: (usize, &Orders)) -> Vec<Roll<'static>> {
    let (at, orders) = which;
    let plan = people.view.outcome.plan.ladders.get(at);
    let (Some(ladder), Some(plan)) = (people.ladders.get(at), plan) else {
        return Vec::new();
    };
    if !ladder.is_placed() {
        return Vec::new();
    }
    let mut members: Vec<Vec<u32>> = ladder.rungs.iter().map(|_| Vec::new()).collect();
    for contact in &orders.by_name {
        let rung = ladder.rung(*contact as usize);
        if let Some(list) = rung.and_then(|rung| members.get_mut(rung)) {
            list.push(*contact);
        }
    }
    let mut rolls = Vec::new();
    let named = ladder.rungs.iter().zip(&plan.rungs);
    for (place, ((rung, written), mut contacts)) in named.zip(members).enumerate() {
        if contacts.is_empty() {
            continue;
        }
        let measure = people.measure(people.axis(plan, &written.name), plan);
        people.sort(&mut contacts, measure);
        contacts.truncate(SHOWN);
        contacts.shrink_to_fit();
        let name = if ladder.label == rung.label {
            rung.label.clone()
        } else {
            format!("{} {}", ladder.label, rung.label)
        };
        let intro = intro(people, &rung.label, (rung.count, &contacts, measure));
        let subjects = people.rung_columns((at, place), &contacts);
        rolls.push(roll(
            people,
            (name, intro, Some(rung.color)),
            subjects,
            contacts,
        ));
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
    let who = (members.len(), contacts.as_slice(), people.importance());
    let intro = intro(people, &segment.name, who);
    let subjects = people.segment_columns(at, &contacts);
    Some(roll(
        people,
        (segment.name.clone(), intro, None),
        subjects,
        contacts,
    ))
}

/// A sheet of some contacts, with its name, the line above and the colour of its tab.
fn roll(
    people: &People<'_>,
    what: (String, String, Option<u32>),
    mut subjects: Vec<Subject>,
    contacts: Vec<u32>,
) -> Roll<'static> {
    let (name, intro, tab) = what;
    let mut trends = Vec::new();
    if subjects.contains(&Subject::Trend) {
        subjects.extend((0..MONTHS).map(Subject::Month));
        let of_contact = |contact: &u32| people.view.trend(*contact as usize).map(Box::new);
        trends = contacts.par_iter().map(of_contact).collect();
    }
    let mut columns = columns(people, &subjects);
    let is_money = |subject: &Subject| {
        let money = [Derived::Spend12m, Derived::Spend].map(Subject::Derived);
        money.contains(subject)
    };
    let money = subjects.iter().position(is_money);
    if let Some(column) = money.and_then(|at| columns.get_mut(at)) {
        column.drawn = Drawn::Bars(BARS);
    }
    let layout = Layout {
        name,
        intro: Some(intro),
        rows: contacts.len(),
        table: None,
        frozen: 1,
        muted: muted(people, &subjects),
        tab,
        columns,
    };
    Roll {
        layout,
        subjects,
        contacts: Cow::Owned(contacts),
        trends,
    }
}

/// The line above: how many there are, in which order, how many are left out, how many asked not to be contacted.
fn intro(people: &People<'_>, name: &str, who: (usize, &[u32], Measure)) -> String {
    let (count, shown, measure) = who;
    let view = &people.view;
    let date = view.date_word(view.outcome.today);
    let mut text = view.lang.count(
        "out.intro.members",
        count as u64,
        &[("name", name), ("date", &date)],
    );
    if count > 1 {
        text.push(' ');
        text += &people.sorted_by(measure);
    }
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
    let mut all = subjects.iter();
    let months = all.position(|subject| *subject == Subject::Month(0));
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
            if *subject == Subject::Trend
                && let Some(first) = months
            {
                column.drawn = Drawn::Course(first as u16, (first + MONTHS - 1) as u16);
            }
            column
        })
        .collect()
}

/// How the values of a column are written.
pub(super) fn kind(subject: Subject) -> Kind {
    match subject {
        Subject::Id => return Kind::Code,
        Subject::Month(_) => return Kind::Hidden,
        Subject::Why(_) | Subject::Next(_) => return Kind::Note,
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
