//! Problems of one table, with a limit for those that are alike: a column of a million bad phones is one problem, not a million.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::model::{FieldId, Place, SheetId};

/// At most so many problems of one kind in one column are listed; those beyond are counted.
pub const MOST_ALIKE: u64 = 10_000;

/// Cells of a column, or rows as a whole.
const WHOLE_ROW: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Count {
    listed: u64,
    left_out: u64,
    severity: Severity,
    field: Option<FieldId>,
}

/// Collects problems in the order of rows.
#[derive(Debug)]
pub(super) struct Capped<'a> {
    silent: &'a [String],
    listed: Vec<Diagnostic>,
    counts: BTreeMap<(u32, &'static str), Count>,
}

impl<'a> Capped<'a> {
    /// An empty collection; problems with a code of `silent` are dropped.
    pub(super) fn new(silent: &'a [String]) -> Capped<'a> {
        Capped {
            silent,
            listed: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Adds a problem, unless there are enough of its kind.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.silent.iter().any(|code| code == diagnostic.code) {
            return;
        }
        let count = self.count(&diagnostic);
        if count.listed < MOST_ALIKE {
            count.listed += 1;
            self.listed.push(diagnostic);
        } else {
            count.left_out += 1;
        }
    }

    /// Adds the problems of later rows.
    pub(super) fn absorb(&mut self, later: Capped<'_>) {
        for diagnostic in later.listed {
            self.push(diagnostic);
        }
        for (key, count) in later.counts {
            if let Some(own) = self.counts.get_mut(&key) {
                own.left_out += count.left_out;
            }
        }
    }

    /// The problems, and for each kind that was cut one line with the number left out.
    pub(super) fn finish(mut self, sheet: SheetId, header_row: u32) -> Vec<Diagnostic> {
        for ((column, code), count) in &self.counts {
            if count.left_out == 0 {
                continue;
            }
            let place = match *column {
                WHOLE_ROW => Place::Sheet(sheet),
                column => Place::Cell(sheet, header_row, column),
            };
            let mut rest = Diagnostic::new("more-alike", count.severity, place)
                .arg("count", count.left_out)
                .arg("problem", code)
                .arg("listed", count.listed);
            rest.field = count.field;
            self.listed.push(rest);
        }
        self.listed
    }

    fn count(&mut self, diagnostic: &Diagnostic) -> &mut Count {
        let column = match diagnostic.place {
            Place::Cell(_, _, column) => column,
            _ => WHOLE_ROW,
        };
        self.counts
            .entry((column, diagnostic.code))
            .or_insert(Count {
                listed: 0,
                left_out: 0,
                severity: diagnostic.severity,
                field: diagnostic.field,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_beyond_the_limit_is_counted_in_one_line() {
        let silent = ["hushed".to_owned()];
        let mut whole = Capped::new(&silent);
        for piece in 0..3_u32 {
            let mut part = Capped::new(&silent);
            for row in 0..6_000 {
                let place = Place::Cell(SheetId(0), piece * 6_000 + row, 4);
                part.push(Diagnostic::new("bad", Severity::Warning, place.clone()));
                part.push(Diagnostic::new("hushed", Severity::Warning, place));
            }
            whole.absorb(part);
        }
        let all = whole.finish(SheetId(0), 0);
        assert_eq!(all.len() as u64, MOST_ALIKE + 1);
        let last = all.last().unwrap();
        assert_eq!(last.code, "more-alike");
        assert_eq!(last.place, Place::Cell(SheetId(0), 0, 4));
        assert_eq!(last.args.first().unwrap().1, "8000");
    }
}
