//! The state of the data in a few figures: how full and how well understood each field is, who has what to mend.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::{Diagnostic, Severity};
use crate::model::{Field, FieldId, FieldType, Frame, TableKind};
use crate::stage::remind::Staff;

use super::View;
use super::problems::{field_label, frame_of};

/// How a field of contacts is kept.
pub(in crate::output) struct FieldState {
    /// The field.
    pub(in crate::output) field: FieldId,
    /// Contacts that have a value.
    pub(in crate::output) filled: usize,
    /// Cells in which something was typed.
    pub(in crate::output) typed: usize,
    /// Of them those that were understood.
    pub(in crate::output) understood: usize,
}

/// Problems of one field or one person, by severity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::output) struct Tally {
    /// Who or what.
    pub(in crate::output) name: String,
    /// Errors, warnings, notes.
    pub(in crate::output) counts: [usize; 3],
}

impl Tally {
    /// All of them.
    pub(in crate::output) fn sum(&self) -> usize {
        self.counts.iter().sum()
    }

    fn add(&mut self, severity: Severity) {
        if let Some(count) = self.counts.get_mut(severity as usize) {
            *count += 1;
        }
    }
}

/// The fields of contacts that occur or are wanted, in the order of the catalogue.
pub(in crate::output) fn fields(view: &View<'_>) -> Vec<FieldState> {
    let outcome = view.outcome;
    let rows = outcome.contacts.rows();
    let wanted = &outcome.plan.fields.wanted;
    let shown: Vec<FieldId> = view
        .contact_fields()
        .filter(|field| *field != Field::Id.into())
        .filter(|field| rows.has(*field) || wanted.contains(field))
        .collect();
    let contacts = &outcome.contacts;
    let state = |field: &FieldId| {
        let field = *field;
        let mut state = FieldState {
            field,
            filled: 0,
            typed: 0,
            understood: 0,
        };
        for contact in 0..contacts.len() {
            let mut is_filled = false;
            for row in contacts.members(contact) {
                let row = *row as usize;
                let is_understood = is_understood(rows, row, field);
                let is_typed = is_understood
                    || rows.typed(field, row).is_some()
                    || !rows.phones(field, row).is_empty();
                state.typed += usize::from(is_typed);
                state.understood += usize::from(is_understood);
                is_filled |= is_typed;
            }
            state.filled += usize::from(is_filled);
        }
        state
    };
    shown.par_iter().map(state).collect()
}

/// Whether a cell has a value that is used.
fn is_understood(rows: &Frame, row: usize, field: FieldId) -> bool {
    match field.known().map(|known| known.spec().kind) {
        Some(FieldType::Phones) => rows.phones(field, row).iter().any(|one| one.number != 0),
        Some(FieldType::Emails) => rows.emails(field, row).next().is_some(),
        Some(FieldType::Date) => rows.date(field, row).is_some(),
        Some(FieldType::Money | FieldType::Number) => rows.number(field, row).is_some(),
        Some(FieldType::YesNo) => rows.yes_no(field, row).is_some(),
        Some(_) => rows.text(field, row).is_some(),
        None => {
            rows.text(field, row).is_some()
                || rows.number(field, row).is_some()
                || rows.date(field, row).is_some()
        }
    }
}

/// Problems of each field, most first; those of whole rows and files together at last.
pub(in crate::output) fn by_field(view: &View<'_>) -> Vec<Tally> {
    let whole = view.word("out.state.whole-row");
    tallies(view, |diagnostic| {
        let field = diagnostic.field;
        field.map_or_else(|| whole.clone(), |field| field_label(view, field))
    })
}

/// Problems of each person, most first: of the owner of the contact concerned, or of the row's own owner.
pub(in crate::output) fn by_owner(view: &View<'_>) -> Vec<Tally> {
    let staff = Staff::new(&view.outcome.plan.book.staff, view.outcome.today);
    let nobody = staff
        .keeper()
        .map_or_else(|| view.word("out.no-value"), str::to_owned);
    tallies(view, |diagnostic| {
        let owner = owner(view, diagnostic).map(|typed| staff.responsible(&typed));
        owner
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| nobody.clone())
    })
}

fn owner(view: &View<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let standing = view.outcome.about.of(&diagnostic.place)?;
    let contact = || {
        let contact = standing.contact? as usize;
        let owner = view.outcome.contacts.text(Field::Owner, contact)?;
        Some(owner.into_owned())
    };
    if standing.table == TableKind::Contacts {
        return contact();
    }
    let own = frame_of(view, standing.table)?.text(Field::Owner, standing.row as usize);
    own.map(str::to_owned).or_else(contact)
}

fn tallies(view: &View<'_>, name: impl Fn(&Diagnostic) -> String) -> Vec<Tally> {
    let mut all: BTreeMap<String, Tally> = BTreeMap::new();
    for diagnostic in &view.outcome.diagnostics {
        let name = name(diagnostic);
        let tally = all.entry(name.clone()).or_insert_with(|| Tally {
            name,
            ..Tally::default()
        });
        tally.add(diagnostic.severity);
    }
    let mut all: Vec<Tally> = all.into_values().collect();
    all.sort_by_key(|tally| std::cmp::Reverse(tally.sum()));
    all
}
