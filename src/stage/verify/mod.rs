//! Checks what no row shows by itself: values that stand twice, rows that contradict rows of other tables, circles.
//!
//! It comes after the tables are joined, changes nothing and holds nothing back: it only tells. Each check is one file with a
//! book that is right and books that are not; a check walks its tables once or sorts hashes of rows, never pairs of rows.
//! Checks of single rows are in [`crate::stage::clean`].

mod family;
mod lost;
mod own_id;
mod owner;
mod referral;
mod repeated;
mod shared;
#[cfg(test)]
mod tests;
mod unique;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::Plan;
use crate::diag::{Capped, Diagnostic, Severity};
use crate::model::{Contacts, Field, FieldId, Frame, Place, Places, TableKind, Tables};

/// Every check, in the order in which its problems are told.
const CHECKS: &[BookCheck] = &[
    unique::CHECK,
    own_id::CHECK,
    shared::CHECK,
    owner::CHECK,
    referral::CHECK,
    family::CHECK,
    lost::CHECK,
    repeated::CHECK,
];

/// What the stage looks at.
#[derive(Debug, Clone, Copy)]
pub struct VerifyRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// The other tables, joined.
    pub tables: &'a Tables,
    /// For each contact who brought it, by its own column.
    pub referred_by: &'a [Option<u32>],
    /// Where the rows stand.
    pub places: &'a Places,
    /// The rules.
    pub plan: &'a Plan,
    /// The date of the run.
    pub today: Date,
}

/// One check.
struct BookCheck {
    /// Looks at the book.
    run: fn(&VerifyRequest<'_>, &mut Capped<'_>),
    /// A book with nothing to find.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    good: Example,
    /// For each code a book that has it.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are read by tests"))]
    bad: &'static [(&'static str, Example)],
}

/// A book as typed: for each sheet its table, its columns and its rows.
type Example = &'static [(
    TableKind,
    &'static [Field],
    &'static [&'static [&'static str]],
)];

/// Runs every check.
pub fn verify(request: &VerifyRequest<'_>) -> Vec<Diagnostic> {
    let found: Vec<Vec<Diagnostic>> = CHECKS
        .par_iter()
        .map(|check| {
            let mut sink = Capped::new(&request.plan.fields.silent);
            (check.run)(request, &mut sink);
            sink.finish(|_| None)
        })
        .collect();
    found.into_iter().flatten().collect()
}

impl VerifyRequest<'_> {
    /// The rows of a table.
    fn frame(&self, table: TableKind) -> Option<&Frame> {
        match table {
            TableKind::Contacts => Some(self.contacts.rows()),
            other => self.tables.get(other).map(|related| &related.frame),
        }
    }

    /// Where a field of a row stands.
    fn place(&self, frame: &Frame, row: usize, field: FieldId) -> Place {
        let (sheet, line) = frame.origin(row);
        self.places.of(sheet, line, field)
    }

    /// That place in words.
    fn shown(&self, frame: &Frame, row: usize, field: FieldId) -> String {
        self.places.show(&self.place(frame, row, field))
    }

    /// A problem of a field of a row, with its value as typed.
    fn problem(&self, code: Kind, frame: &Frame, row: usize, field: FieldId) -> Diagnostic {
        let Kind(code, severity) = code;
        let value = match frame.typed(field, row) {
            Some(typed) => typed.to_owned(),
            None => frame.display(field, row).unwrap_or_default().into_owned(),
        };
        let problem = Diagnostic::new(code, severity, self.place(frame, row, field))
            .field(field)
            .value(value);
        // A field of the trade is called what its header calls it.
        match field.custom_index() {
            Some(at) => problem.arg(
                "field",
                self.plan.custom_fields.get(at).map_or("", String::as_str),
            ),
            None => problem,
        }
    }
}

/// A code and its severity.
#[derive(Debug, Clone, Copy)]
struct Kind(&'static str, Severity);

/// The civil day of a whole date.
fn day(frame: &Frame, field: Field, row: usize) -> Option<Date> {
    crate::calendar::to_civil(frame.date(field, row)?)
}

/// For each row whose key stood before, the first row with that key; ascending by row. Keys are hashes of 64 bits.
fn repeats(mut keys: Vec<(u64, u32)>) -> Vec<(usize, usize)> {
    keys.par_sort_unstable();
    let mut repeats: Vec<(usize, usize)> = keys
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(<[_]>::split_first)
        .flat_map(|((_, first), rest)| rest.iter().map(|(_, row)| (*row as usize, *first as usize)))
        .collect();
    repeats.sort_unstable();
    repeats
}
