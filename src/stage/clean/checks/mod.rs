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
use crate::diag::{Capped, Diagnostic, Severity};
use crate::model::{Field, FieldId, Frame, Grid, Place, TableKind};

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
    run: fn(&CheckedRow<'_>, &mut Vec<Finding>),
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
    /// The date of the run.
    pub(super) today: Date,
    /// The rules.
    pub(super) plan: &'a Plan,
}

impl CheckedRow<'_> {
    /// The civil day of a whole date.
    fn day(&self, field: Field) -> Option<Date> {
        crate::calendar::to_civil(self.frame.date(field, self.row)?)
    }

    /// Whether anything was typed in a field.
    fn is_filled(&self, field: impl Into<FieldId>) -> bool {
        let field = field.into();
        self.frame.is_filled(field, self.row) || self.frame.typed(field, self.row).is_some()
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

/// What a check has found.
#[derive(Debug)]
pub(super) struct Finding {
    code: &'static str,
    severity: Severity,
    field: FieldId,
    /// The column where it is known; else that of the field.
    column: Option<u32>,
    value: String,
    args: Vec<(&'static str, String)>,
    /// The whole cell as it would read once repaired.
    proposal: Option<String>,
}

impl Finding {
    /// A finding about a field's value.
    fn new(
        code: &'static str,
        severity: Severity,
        field: impl Into<FieldId>,
        value: String,
    ) -> Finding {
        Finding {
            code,
            severity,
            field: field.into(),
            column: None,
            value,
            args: Vec::new(),
            proposal: None,
        }
    }

    /// A finding about a cell that was not understood.
    fn of(code: &'static str, severity: Severity, problem: &Problem) -> Finding {
        Finding {
            code,
            severity,
            field: problem.field,
            column: Some(problem.column),
            value: problem.typed.clone(),
            args: Vec::new(),
            proposal: problem.proposal.clone(),
        }
    }

    fn arg(mut self, name: &'static str, value: impl std::fmt::Display) -> Finding {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Runs every check on a row.
pub(super) fn run(row: &CheckedRow<'_>, sink: &mut Capped<'_>) {
    let columns = row.columns;
    let mut findings = Vec::new();
    for check in CHECKS {
        (check.run)(row, &mut findings);
    }
    if findings.is_empty() {
        return;
    }
    let (sheet, number) = row.frame.origin(row.row);
    for finding in findings {
        let column = finding.column.or_else(|| {
            let own = columns.iter().find(|column| column.field == finding.field);
            own.map(|column| column.column)
        });
        let place = match column {
            Some(column) => Place::Cell(sheet, number, column),
            None => Place::Row(sheet, number),
        };
        let mut diagnostic =
            Diagnostic::new(finding.code, finding.severity, place).value(finding.value);
        diagnostic.field = Some(finding.field);
        diagnostic.args = finding.args;
        diagnostic.proposal = finding.proposal;
        if finding.field.known().is_none()
            && let Some(own) = columns.iter().find(|own| Some(own.column) == column)
        {
            // A field of the trade is called what its header calls it.
            diagnostic.args.push(("field", own.header.clone()));
        }
        sink.push(diagnostic);
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
