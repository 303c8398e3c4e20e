//! The checks: each looks at one row, as read and as typed, and says what a person should look at.
//!
//! To add one, write a file with a [`Check`] in it and name it in [`CHECKS`]. Its examples are its tests.

mod before_opening;
mod birthdays;
mod cell;
mod choice;
mod contacted_before_added;
mod date;
mod email;
mod future;
mod missing;
mod negative;
mod number;
mod number_unlikely;
mod old_birthday;
mod order_of_dates;
mod phone;
mod place;
mod range;
mod required;
mod value_list;
mod website;
mod words;

use jiff::civil::Date;

use crate::config::Plan;
use crate::diag::{Capped, Diagnostic, Proposal, Severity};
use crate::model::{Field, FieldId, Frame, Grid, Place, TableKind};
use crate::text::tidy;

use super::accepted::beside;
use super::cells::text_of;
use super::prepare::ColumnPlan;
use super::problem::{Problem, ProblemKind};

/// Every check, in the order in which a row's problems are told.
pub(super) const CHECKS: &[Check] = &[
    cell::CHECK,
    phone::CHECK,
    email::CHECK,
    date::CHECK,
    number::CHECK,
    choice::CHECK,
    future::CHECK,
    old_birthday::CHECK,
    contacted_before_added::CHECK,
    negative::CHECK,
    words::CHECK,
    place::CHECK,
    order_of_dates::CHECK,
    birthdays::CHECK,
    before_opening::CHECK,
    number_unlikely::CHECK,
    website::CHECK,
    missing::CHECK,
    required::CHECK,
    range::CHECK,
    value_list::CHECK,
];

/// One check.
pub(super) struct Check {
    /// Looks at a row.
    run: fn(&CheckedRow<'_>, &mut Findings<'_, '_, '_>),
    /// A row with nothing to find.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    good: Example,
    /// For each code a row that has it.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    bad: &'static [(&'static str, Example)],
}

/// A row as typed: table and cells.
type Example = (TableKind, &'static [(Field, &'static str)]);

/// A row after reading.
#[derive(Debug, Clone, Copy)]
pub(super) struct CheckedRow<'a> {
    /// The frame that holds it.
    pub(super) frame: &'a Frame,
    /// Its index in the frame.
    pub(super) row: usize,
    /// Its cells as typed.
    pub(super) grid: &'a Grid,
    /// Its index in the grid.
    pub(super) index: usize,
    /// How the columns of the grid are read.
    pub(super) columns: &'a [ColumnPlan],
    /// Its table.
    pub(super) table: TableKind,
    /// What the readers of its cells did not understand.
    pub(super) problems: &'a [Problem],
    /// Its whole dates as civil days, by field.
    pub(super) days: &'a [(Field, Date)],
    /// The date of the run.
    pub(super) today: Date,
    /// The rules.
    pub(super) plan: &'a Plan,
}

impl CheckedRow<'_> {
    /// The civil day of a whole date.
    fn day(&self, field: Field) -> Option<Date> {
        let mut days = self.days.iter();
        days.find(|(own, _)| *own == field).map(|(_, day)| *day)
    }

    /// Whether anything was typed in a field.
    fn is_filled(&self, field: impl Into<FieldId>) -> bool {
        let field = field.into();
        self.frame.is_filled(field, self.row) || self.frame.typed(field, self.row).is_some()
    }

    /// The one filled cell of a field; `None` where several columns make its value, or a label has a say.
    fn only_cell(&self, field: FieldId) -> Option<&ColumnPlan> {
        let mut filled = self.columns.iter().filter(|column| {
            column.field == field && !self.grid.cell(self.index, column.column).is_blank()
        });
        let one = filled.next()?;
        (filled.next().is_none() && one.label.is_none()).then_some(one)
    }

    /// Proposes what the whole cell of a column should read; a postcode is one of this country.
    fn proposal(
        &self,
        (column, field): (&ColumnPlan, FieldId),
        reads: &str,
        country: Option<&str>,
    ) -> Option<Box<Proposal>> {
        let cell = self.grid.cell(self.index, column.column);
        let exact = text_of(&cell);
        let mut proposal = Proposal::new(tidy(&exact), tidy(reads))?;
        proposal.beside = beside(field, &exact, country);
        Some(proposal)
    }

    /// A field's value for a message: as typed, else as understood.
    fn shown(&self, field: impl Into<FieldId>) -> String {
        let field = field.into();
        match self.frame.typed(field, self.row) {
            Some(typed) => typed.to_owned(),
            None => self
                .frame
                .display(field, self.row)
                .unwrap_or_default()
                .into_owned(),
        }
    }
}

/// Takes what the checks find in a row.
#[derive(Debug)]
pub(super) struct Findings<'r, 's, 'p> {
    row: &'r CheckedRow<'r>,
    sink: &'s mut Capped<'p>,
}

impl Findings<'_, '_, '_> {
    /// Something about a field's value, which is told as typed, else as understood.
    fn about(
        &mut self,
        code: &'static str,
        severity: Severity,
        field: impl Into<FieldId>,
    ) -> Listed<'_> {
        let (row, field) = (self.row, field.into());
        let mut columns = row.columns.iter();
        let column = columns.find(|column| column.field == field);
        self.list(code, severity, (field, column))
            .and(|listed| listed.value = row.shown(field))
    }

    /// Something about a cell that was not understood.
    fn of(&mut self, code: &'static str, severity: Severity, problem: &Problem) -> Listed<'_> {
        let mut columns = self.row.columns.iter();
        let column = columns.find(|column| column.column == problem.column);
        let row = self.row;
        self.list(code, severity, (problem.field, column))
            .and(|listed| {
                listed.value.clone_from(&problem.typed);
                if let (Some(reads), Some(column)) = (&problem.proposal, column) {
                    let country = match &problem.kind {
                        ProblemKind::Postcode(code) => std::str::from_utf8(code).ok(),
                        _ => None,
                    };
                    listed.proposal = row.proposal((column, problem.field), reads, country);
                }
            })
    }

    fn list(
        &mut self,
        code: &'static str,
        severity: Severity,
        (field, column): (FieldId, Option<&ColumnPlan>),
    ) -> Listed<'_> {
        let (sheet, number) = self.row.frame.origin(self.row.row);
        let place = match column {
            Some(column) => Place::Cell(sheet, number, column.column),
            None => Place::Row(sheet, number),
        };
        let bare = Diagnostic::new(code, severity, place).field(field);
        let listed = Listed(self.sink.list(bare));
        match column {
            // A field of the trade is called what its header calls it.
            Some(column) if field.known().is_none() => listed.arg("field", &column.header),
            _ => listed,
        }
    }
}

/// What was found, or nothing where enough of its kind is listed: then no words are made.
struct Listed<'s>(Option<&'s mut Diagnostic>);

impl Listed<'_> {
    fn arg(self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.and(|listed| listed.args.push((name, value.to_string())))
    }

    fn and(mut self, say: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(listed) = &mut self.0 {
            say(listed);
        }
        self
    }
}

/// Runs every check on a row.
pub(super) fn run(row: &CheckedRow<'_>, sink: &mut Capped<'_>) {
    let mut findings = Findings { row, sink };
    for check in CHECKS {
        (check.run)(row, &mut findings);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::default_severity;
    use crate::lang::{Lang, Language};
    use crate::stage::clean::sheets::clean_one;

    #[test]
    fn every_check_finds_its_bad_rows_and_leaves_its_good_row_alone() {
        for check in CHECKS {
            let codes: Vec<&str> = check.bad.iter().map(|(code, _)| *code).collect();
            let found = clean_one(check.good.0, check.good.1);
            assert!(
                found.iter().all(|d| !codes.contains(&d.code)),
                "{codes:?}: {found:?}"
            );
            for (code, (table, cells)) in check.bad {
                let found = clean_one(*table, cells);
                let one = found.iter().find(|d| d.code == *code);
                let severity = one.map(|one| one.severity);
                assert_eq!(severity, default_severity(code), "{code}: {found:?}");
            }
        }
    }

    #[test]
    fn every_code_has_words_in_every_language() {
        for language in Language::ALL {
            let lang = Lang::load(language);
            for (code, (table, cells)) in CHECKS.iter().flat_map(|check| check.bad) {
                assert!(
                    lang.find(&format!("diag.{code}.message")).is_some(),
                    "{code}"
                );
                assert!(lang.find(&format!("diag.{code}.hint")).is_some(), "{code}");
                for found in clean_one(*table, cells) {
                    let said = lang.message(&found) + &lang.hint(&found).unwrap_or_default();
                    assert!(!said.contains('{'), "{said}");
                }
            }
        }
    }
}
