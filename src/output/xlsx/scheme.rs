//! The contact scheme of `out/tiers.xlsx`: whom to address in which company, how, and with what offer.

use crate::error::Result;
use crate::model::{Derived, Field};
use crate::output::view::Value;
use crate::output::view::order::Orders;
use crate::output::view::people::{People, Subject};

use super::book::Book;
use super::look::Kind;
use super::sheet::{Column, Layout};

/// The most lines.
const SHOWN: usize = 10_000;

/// Writes the sheet, unless no contact has a company or a role.
pub(super) fn write(book: &mut Book<'_>, people: &People<'_>, orders: &Orders) -> Result<()> {
    let view = &people.view;
    let (lines, count) = people.scheme(orders, SHOWN);
    if lines.is_empty() {
        return Ok(());
    }
    let contacts = &view.outcome.contacts;
    let is_silent = lines
        .iter()
        .any(|line| contacts.is_silent(line.contact as usize));
    let (reach, rest) = subjects(people, is_silent);
    let has_offer = lines.iter().any(|line| !line.offer[0].is_empty());
    let mut columns = vec![
        Column::new(view.lang.field("company"), Kind::Text),
        Column::new(view.word("out.column.person"), Kind::Text),
        Column::new(view.lang.field("role"), Kind::Label),
    ];
    columns.extend(super::tiers::columns(people, &reach));
    if has_offer {
        columns.push(Column::new(view.word("out.column.offer"), Kind::Text));
        columns.push(Column::new(view.word("out.column.why"), Kind::Label));
    }
    let silent = Subject::Field(Field::DoNotContact.into());
    let muted = rest.iter().position(|subject| *subject == silent);
    let muted = muted.map(|at| (columns.len() + at, view.yes_no(true).into_owned()));
    columns.extend(super::tiers::columns(people, &rest));
    let mut intro = view.word("out.intro.scheme");
    let left_out = count - lines.len();
    if left_out > 0 {
        intro.push(' ');
        intro += &view.lang.count("out.intro.more", left_out as u64, &[]);
    }
    let layout = Layout {
        name: view.word("out.sheet.scheme"),
        intro: Some(intro),
        rows: lines.len(),
        table: None,
        frozen: 2,
        muted,
        tab: None,
        columns,
    };
    book.data(&layout, &|at, row| {
        let Some(line) = lines.get(at) else { return };
        let contact = line.contact as usize;
        let name = contacts.name(contact);
        // A company without a person is its own contact.
        let person = if *name == *line.company {
            Value::Empty
        } else {
            Value::text(name)
        };
        row.extend([
            Value::text(line.company.as_str()),
            person,
            Value::text(people.role(contact)),
        ]);
        row.extend(reach.iter().map(|subject| people.value(*subject, contact)));
        if has_offer {
            let [offer, reason] = &line.offer;
            row.extend([Value::text(offer.as_str()), Value::text(reason.as_str())]);
        }
        row.extend(rest.iter().map(|subject| people.value(*subject, contact)));
    })
}

/// How to reach the person, and what stands behind the offer; what the book knows nothing of is left out.
fn subjects(people: &People<'_>, is_silent: bool) -> (Vec<Subject>, Vec<Subject>) {
    let own = |field: Field| Subject::Field(field.into());
    let reach = [
        own(Field::JobTitle),
        Subject::BestPhone,
        own(Field::Email),
        own(Field::Messenger),
        own(Field::City),
    ];
    let rest = [
        Subject::Derived(Derived::DaysSinceContact),
        own(Field::NextStep),
        own(Field::NextStepDate),
        own(Field::Owner),
    ];
    let known = |subject: &Subject| people.knows(*subject);
    let mut rest: Vec<Subject> = rest.into_iter().filter(known).collect();
    if is_silent {
        rest.push(own(Field::DoNotContact));
    }
    rest.push(Subject::Id);
    (reach.into_iter().filter(known).collect(), rest)
}
