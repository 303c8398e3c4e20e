//! Problems of rows, with a limit for those that are alike: a column of a million bad phones is one problem, not a million.

use std::collections::BTreeMap;

use super::{Diagnostic, Severity};
use crate::model::{FieldId, Place, SheetId};

/// At most so many problems of one kind in one column are listed; those beyond are counted.
pub const MOST_ALIKE: u64 = 10_000;

/// The sheet and column of a problem; no column for rows and sheets as a whole, no sheet for what stands outside of sheets.
type Spot = (Option<SheetId>, Option<u32>);

#[derive(Debug, Clone, Copy)]
struct Count {
    listed: u64,
    left_out: u64,
    severity: Severity,
    field: Option<FieldId>,
}

/// Collects problems in the order of rows.
#[derive(Debug)]
pub struct Capped<'a> {
    silent: &'a [String],
    listed: Vec<Diagnostic>,
    counts: BTreeMap<(Spot, &'static str), Count>,
}

impl<'a> Capped<'a> {
    /// An empty collection; problems with a code of `silent` are dropped.
    pub fn new(silent: &'a [String]) -> Capped<'a> {
        Capped {
            silent,
            listed: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// An empty collection for rows that come later: of kinds of which there are enough here it only counts.
    #[must_use]
    pub fn following(&self) -> Capped<'a> {
        let full = self.counts.iter();
        let full = full.filter(|(_, count)| count.listed >= MOST_ALIKE);
        Capped {
            silent: self.silent,
            listed: Vec::new(),
            counts: full
                .map(|(kind, count)| {
                    let left_out = 0;
                    (*kind, Count { left_out, ..*count })
                })
                .collect(),
        }
    }

    /// Adds a problem, unless there are enough of its kind.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.takes(&diagnostic) {
            self.listed.push(diagnostic);
        }
    }

    /// Adds a problem and gives it back, for its words to be added; `None` if there are enough of its kind, so that nobody makes
    /// words for nothing.
    pub fn list(&mut self, bare: Diagnostic) -> Option<&mut Diagnostic> {
        if !self.takes(&bare) {
            return None;
        }
        self.listed.push(bare);
        self.listed.last_mut()
    }

    fn takes(&mut self, diagnostic: &Diagnostic) -> bool {
        if self.silent.iter().any(|code| code == diagnostic.code) {
            return false;
        }
        let count = self.count(diagnostic);
        let takes = count.listed < MOST_ALIKE;
        if takes {
            count.listed += 1;
        } else {
            count.left_out += 1;
        }
        takes
    }

    /// Adds the problems of later rows.
    pub fn absorb(&mut self, later: Capped<'_>) {
        for diagnostic in later.listed {
            self.push(diagnostic);
        }
        for (key, count) in later.counts {
            if let Some(own) = self.counts.get_mut(&key) {
                own.left_out += count.left_out;
            }
        }
    }

    /// The problems, and for each kind that was cut one line with the number left out: at the column's header where
    /// `header_row` knows the header's row, else at the sheet.
    pub fn finish(mut self, header_row: impl Fn(SheetId) -> Option<u32>) -> Vec<Diagnostic> {
        for ((spot, code), count) in &self.counts {
            if count.left_out == 0 {
                continue;
            }
            let place = match *spot {
                (None, _) => Place::Book,
                (Some(sheet), None) => Place::Sheet(sheet),
                (Some(sheet), Some(column)) => match header_row(sheet) {
                    Some(row) => Place::Cell(sheet, row, column),
                    None => Place::Sheet(sheet),
                },
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
        let spot = match diagnostic.place {
            Place::Cell(sheet, _, column) => (Some(sheet), Some(column)),
            Place::Row(sheet, _) | Place::Sheet(sheet) => (Some(sheet), None),
            Place::Book | Place::File(_) | Place::Line { .. } => (None, None),
        };
        self.counts.entry((spot, diagnostic.code)).or_insert(Count {
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
        let mut later = whole.following();
        let place = Place::Cell(SheetId(0), 18_000, 4);
        let full = Diagnostic::new("bad", Severity::Warning, place.clone());
        assert_eq!(later.list(full), None);
        let other = Diagnostic::new("worse", Severity::Warning, place);
        later.list(other).unwrap().value = "-5".to_owned();
        whole.absorb(later);
        let all = whole.finish(|_| Some(0));
        assert_eq!(all.len() as u64, MOST_ALIKE + 2);
        assert_eq!(all.iter().filter(|one| one.value == "-5").count(), 1);
        let last = all.last().unwrap();
        assert_eq!(last.code, "more-alike");
        assert_eq!(last.place, Place::Cell(SheetId(0), 0, 4));
        assert_eq!(last.args.first().unwrap().1, "8001");
    }
}
