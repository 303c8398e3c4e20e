//! Diagnostics as a person works through them: questions about whole files first, then one line for one cause in one column,
//! the most harmful first.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::diag::{Diagnostic, Severity};
use crate::model::{Derived, Field, FieldId, FieldType, Frame, Place, SheetId, TableKind};
use crate::stage::marks::MOST_SEEN;

use super::View;

/// Places shown of one problem.
pub(in crate::output) const SHOWN_PLACES: usize = 3;

/// One cause in one column.
pub(in crate::output) struct Problem<'a> {
    /// The first that was found.
    pub(in crate::output) first: &'a Diagnostic,
    /// How many there are.
    pub(in crate::output) count: usize,
    /// The first few.
    pub(in crate::output) shown: Vec<&'a Diagnostic>,
    /// What it is about, in a form that survives edits of other cells.
    pub(in crate::output) key: String,
    /// The values that it stands for, as digests: what is left when it is left.
    pub(in crate::output) seen: Vec<String>,
}

/// Whether a diagnostic is about a whole file or sheet, or about the rules.
pub(in crate::output) fn is_question(diagnostic: &Diagnostic) -> bool {
    !matches!(diagnostic.place, Place::Row(..) | Place::Cell(..))
}

/// The questions, the gravest first.
pub(in crate::output) fn questions<'a>(view: &View<'a>) -> Vec<Problem<'a>> {
    let mut found: Vec<Problem<'a>> = Vec::new();
    for diagnostic in &view.outcome.diagnostics {
        if is_question(diagnostic) {
            let (file, sheet, line) = view.place(&diagnostic.place);
            let mut key = ["question", diagnostic.code, file, sheet, &line].join("|");
            key.push('|');
            key.push_str(&diagnostic.value);
            found.push(Problem {
                first: diagnostic,
                count: 1,
                shown: vec![diagnostic],
                key,
                seen: Vec::new(),
            });
        }
    }
    found.sort_by_key(|problem| problem.first.severity);
    found
}

/// The problems of rows and cells, the most harmful first: by severity, by what rests on the field, by what the customers
/// concerned have spent, by number.
pub(in crate::output) fn problems<'a>(view: &View<'a>) -> Vec<Problem<'a>> {
    lines(view, "problem", &view.outcome.diagnostics)
}

/// The problems that are left as they are, as lines of the same kind.
pub(in crate::output) fn left<'a>(view: &View<'a>) -> Vec<Problem<'a>> {
    lines(view, "left", &view.outcome.left)
}

fn lines<'a>(view: &View<'a>, which: &str, diagnostics: &'a [Diagnostic]) -> Vec<Problem<'a>> {
    type Cause<'c> = (
        Severity,
        Option<SheetId>,
        Option<u32>,
        Option<FieldId>,
        &'c str,
    );
    let naming = view.outcome.naming();
    let mut at: BTreeMap<Cause<'a>, usize> = BTreeMap::new();
    // Two columns of one header are one line: an answer could not tell them apart.
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<(Cause<'a>, Problem<'a>, Decimal)> = Vec::new();
    for diagnostic in diagnostics {
        let (sheet, column) = match &diagnostic.place {
            Place::Row(sheet, _) => (Some(*sheet), None),
            Place::Cell(sheet, _, column) => (Some(*sheet), Some(*column)),
            _ => continue,
        };
        let cause = (
            diagnostic.severity,
            sheet,
            column,
            diagnostic.field,
            diagnostic.code,
        );
        let at = *at.entry(cause).or_insert_with(|| {
            let key = naming.line(which, diagnostic);
            *by_key.entry(key).or_insert_with_key(|key| {
                let problem = Problem {
                    first: diagnostic,
                    count: 0,
                    shown: Vec::new(),
                    key: key.clone(),
                    seen: Vec::new(),
                };
                found.push((cause, problem, Decimal::ZERO));
                found.len() - 1
            })
        });
        let Some((_, problem, spend)) = found.get_mut(at) else {
            continue;
        };
        problem.count += 1;
        *spend = spend.saturating_add(spend_of(view, diagnostic));
        if problem.shown.len() < SHOWN_PLACES {
            problem.shown.push(diagnostic);
        }
        if problem.seen.len() < MOST_SEEN {
            problem.seen.push(naming.digest(diagnostic));
        }
    }
    found.sort_by_key(|(cause, problem, spend)| {
        let (severity, weight) = harm(problem.first);
        let harm = (severity, weight, Reverse(*spend), Reverse(problem.count));
        (harm, *cause)
    });
    found.into_iter().map(|(_, problem, _)| problem).collect()
}

/// How much harm a problem does: its severity, then what rests on its field. Rows that are held back come first, then whom one
/// must not write to, amounts, ways to reach people, days, the rest.
pub(in crate::output) fn harm(diagnostic: &Diagnostic) -> (Severity, u8) {
    let known = diagnostic.field.and_then(FieldId::known);
    let weight = match (&diagnostic.place, known) {
        (Place::Row(..), None) if diagnostic.severity == Severity::Error => 0,
        (_, Some(Field::DoNotContact)) => 1,
        (_, Some(field)) => match field.spec().kind {
            FieldType::Money | FieldType::Number => 2,
            FieldType::Phones | FieldType::Emails => 3,
            FieldType::Date => 4,
            _ => 5,
        },
        (_, None) => 5,
    };
    (diagnostic.severity, weight)
}

/// What the contact concerned has spent.
pub(in crate::output) fn spend_of(view: &View<'_>, diagnostic: &Diagnostic) -> Decimal {
    let spend = || {
        let contact = view.outcome.about.of(&diagnostic.place)?.contact?;
        let spend = view.outcome.profile.spend.as_ref()?;
        spend.get(contact as usize).copied()
    };
    spend().unwrap_or_default()
}

/// The value that the program uses of the cell that a problem is about, or words that it uses none; empty where the problem is
/// about no value.
pub(in crate::output) fn understood(view: &View<'_>, diagnostic: &Diagnostic) -> String {
    if is_of_column(diagnostic.code) {
        return String::new();
    }
    let not_used = || view.word("out.not-used");
    let Some(standing) = view.outcome.about.of(&diagnostic.place) else {
        return not_used();
    };
    let is_nobodys = standing.contact.is_none() && standing.table != TableKind::Contacts;
    if is_nobodys && diagnostic.code.starts_with("contact-") {
        return not_used();
    }
    let Some(field) = diagnostic.field.filter(|field| is_of_cell(*field)) else {
        return String::new();
    };
    let frame = frame_of(view, standing.table);
    frame
        .and_then(|frame| used(view, (frame, standing.row as usize), field))
        .unwrap_or_else(not_used)
}

/// What is said of a column as a whole, at its header.
fn is_of_column(code: &str) -> bool {
    matches!(
        code,
        "header-guessed" | "country-assumed" | "email-role" | "more-alike"
    ) || ["date-order-", "decimal-mark-", "column-"]
        .iter()
        .any(|kind| code.starts_with(kind))
        && code != "decimal-mark-assumed"
}

/// Derived fields stand in no cell.
fn is_of_cell(field: FieldId) -> bool {
    Derived::from_id(field).is_none()
}

/// The rows of a table.
pub(in crate::output) fn frame_of<'a>(view: &View<'a>, table: TableKind) -> Option<&'a Frame> {
    match table {
        TableKind::Contacts => Some(view.outcome.contacts.rows()),
        other => Some(&view.outcome.tables.get(other)?.frame),
    }
}

/// What is used of a cell, in the reader's words.
fn used(view: &View<'_>, row: (&Frame, usize), field: FieldId) -> Option<String> {
    let (frame, row) = row;
    let kind = field.known().map(|known| known.spec().kind);
    match kind {
        Some(FieldType::Phones) => {
            // A label in the cell may have sent the number to another field.
            let own = Some(field).filter(|field| !frame.phones(*field, row).is_empty());
            let others = Field::PHONES.map(FieldId::from);
            let phones = own
                .as_slice()
                .iter()
                .chain(others.iter().filter(|_| own.is_none()))
                .flat_map(|field| frame.phones(*field, row));
            let numbers: Vec<_> = phones
                .filter(|phone| phone.number != 0)
                .map(|phone| frame.phone_display(phone))
                .collect();
            (!numbers.is_empty()).then(|| numbers.join("; "))
        }
        Some(FieldType::YesNo) => frame
            .yes_no(field, row)
            .map(|flag| view.yes_no(flag).into_owned()),
        _ => frame.display(field, row).map(Cow::into_owned),
    }
}

/// Words for what a problem is about: the label of its field.
pub(in crate::output) fn field_label(view: &View<'_>, field: FieldId) -> String {
    Derived::from_id(field).map_or_else(
        || view.label(field),
        |derived| view.lang.field(derived.name()).to_owned(),
    )
}
