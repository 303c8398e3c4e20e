//! Diagnostics as a person works through them: questions about whole files first, then one line for one cause in one column.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::model::{Derived, Field, FieldId, Place, SheetId};

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
            });
        }
    }
    found.sort_by_key(|problem| problem.first.severity);
    found
}

/// The problems of rows and cells, the gravest first, then by sheet and column.
pub(in crate::output) fn problems<'a>(view: &View<'a>) -> Vec<Problem<'a>> {
    type Cause<'c> = (
        Severity,
        Option<SheetId>,
        Option<u32>,
        Option<FieldId>,
        &'c str,
    );
    let mut found: BTreeMap<Cause<'a>, Problem<'a>> = BTreeMap::new();
    for diagnostic in &view.outcome.diagnostics {
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
        let problem = found.entry(cause).or_insert_with(|| Problem {
            first: diagnostic,
            count: 0,
            shown: Vec::new(),
            key: String::new(),
        });
        problem.count += 1;
        if problem.shown.len() < SHOWN_PLACES {
            problem.shown.push(diagnostic);
        }
    }
    let mut problems: Vec<Problem<'a>> = found.into_values().collect();
    for problem in &mut problems {
        let (file, sheet, _) = view.place(&problem.first.place);
        let field = field_name(view, problem.first);
        problem.key = ["problem", problem.first.code, file, sheet, field].join("|");
    }
    problems
}

/// The field of a diagnostic by its English name; empty where it has none.
fn field_name<'a>(view: &View<'a>, diagnostic: &Diagnostic) -> &'a str {
    let Some(field) = diagnostic.field else {
        return "";
    };
    let known = field.known().map(Field::name);
    known
        .or_else(|| Derived::from_id(field).map(Derived::name))
        .unwrap_or_else(|| view.custom_name(field))
}
