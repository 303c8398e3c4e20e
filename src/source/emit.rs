//! The one way out of a reader: checks order and limits of what it hands on.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::{Flaw, OwnedCell, SheetEvent};

use super::{Limits, ReadProblem};

/// Why reading stops.
#[derive(Debug)]
pub(super) enum Halt {
    /// This sheet cannot be read further.
    Sheet(String),
    /// The whole file cannot be read.
    File(ReadProblem),
    /// Nobody listens any more.
    Cancelled,
}

impl Halt {
    /// Makes what a library says the reason why a sheet fails.
    pub(super) fn sheet(reason: impl std::fmt::Display) -> Halt {
        Halt::Sheet(reason.to_string())
    }
}

impl From<ReadProblem> for Halt {
    fn from(problem: ReadProblem) -> Halt {
        Halt::File(problem)
    }
}

/// Runs a step inside a library that panics on some damaged files, and makes a panic a [`Halt::Sheet`].
pub(super) fn guarded<T>(step: impl FnOnce() -> Result<T, Halt>) -> Result<T, Halt> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| {
        Err(Halt::Sheet(
            "its content contradicts itself, and the reader gave up".to_owned(),
        ))
    })
}

/// Where the events of one file go. It breaks when nobody listens any more.
pub(super) trait EventSink {
    /// Takes the next event.
    fn event(&mut self, event: SheetEvent) -> ControlFlow<()>;

    /// Where events that are encoded already can go, if they can: only a wire takes them.
    fn wire(&mut self) -> Option<&mut dyn EncodedSink> {
        None
    }
}

/// Takes whole events as [`wire::encode`](super::wire::encode) makes them.
pub(super) trait EncodedSink {
    /// Takes the next events.
    fn encoded(&mut self, events: &[u8]) -> ControlFlow<()>;
}

impl<F: FnMut(SheetEvent) -> ControlFlow<()>> EventSink for F {
    fn event(&mut self, event: SheetEvent) -> ControlFlow<()> {
        self(event)
    }
}

/// Hands events to the sink of one file.
pub(super) struct Emitter<'a> {
    sink: &'a mut dyn EventSink,
    limits: &'a Limits,
    cells: u64,
    next_row: u32,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(limits: &'a Limits, sink: &'a mut dyn EventSink) -> Emitter<'a> {
        Emitter {
            sink,
            limits,
            cells: 0,
            next_row: 0,
        }
    }

    /// The longest text of a cell, in bytes.
    pub(super) fn text_bytes(&self) -> usize {
        self.limits.text_bytes
    }

    /// One sheet: its start, what `body` emits, and its end or failure.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        body: impl FnOnce(&mut Emitter<'a>) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        self.next_row = 0;
        self.send(SheetEvent::Start {
            name: name.to_owned(),
        })?;
        match body(self) {
            Ok(()) => self.send(SheetEvent::End),
            Err(Halt::Sheet(reason)) => self.send(SheetEvent::Failed {
                name: name.to_owned(),
                reason,
            }),
            Err(other) => Err(other),
        }
    }

    /// One row: puts its cells in order (the last of several in one place wins), and leaves it out if none is filled.
    pub(super) fn row(&mut self, row: u32, mut cells: Vec<(u32, OwnedCell)>) -> Result<(), Halt> {
        if cells.is_empty() {
            return Ok(());
        }
        if row < self.next_row {
            return Err(Halt::Sheet(format!(
                "row {} comes after row {}",
                row + 1,
                self.next_row
            )));
        }
        if row >= self.limits.rows {
            return Err(Halt::Sheet(format!("more than {} rows", self.limits.rows)));
        }
        if !cells.is_sorted_by(|a, b| a.0 < b.0) {
            cells.reverse();
            cells.sort_by_key(|cell| cell.0);
            cells.dedup_by_key(|cell| cell.0);
        }
        let too_long = |cell: &OwnedCell| match cell {
            OwnedCell::Text(text) => text.len() > self.limits.text_bytes,
            _ => false,
        };
        if let Some((column, _)) = cells.iter().find(|(_, cell)| too_long(cell)) {
            return Err(Halt::Sheet(format!(
                "cell {} holds more than {} bytes of text",
                crate::model::cell_name(row, *column),
                self.limits.text_bytes
            )));
        }
        self.cells += cells.len() as u64;
        if self.cells > self.limits.cells {
            return Err(Halt::Sheet(format!(
                "more than {} cells in one file",
                self.limits.cells
            )));
        }
        self.next_row = row + 1;
        self.send(SheetEvent::Row { row, cells })
    }

    /// The limits that hold for this file.
    pub(super) fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// Where encoded events can go, if they can.
    pub(super) fn wire(&mut self) -> Option<&mut dyn EncodedSink> {
        self.sink.wire()
    }

    /// Whether files of tierbook's own are read.
    pub(super) fn reads_own_outputs(&self) -> bool {
        self.limits.own_outputs
    }

    /// Says what is wrong in a sheet that is read all the same.
    pub(super) fn flaw(&mut self, flaw: Flaw) -> Result<(), Halt> {
        self.send(SheetEvent::Flawed(flaw))
    }

    /// Says that the file is tierbook's own.
    pub(super) fn own_output(&mut self) -> Result<(), Halt> {
        self.send(SheetEvent::OwnOutput)
    }

    fn send(&mut self, event: SheetEvent) -> Result<(), Halt> {
        heard(self.sink.event(event))
    }
}

/// Goes on while somebody listens.
pub(super) fn heard(flow: ControlFlow<()>) -> Result<(), Halt> {
    match flow {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Halt::Cancelled),
    }
}

#[cfg(test)]
mod tests {
    use super::{Emitter, Halt};
    use crate::model::{OwnedCell, SheetEvent};
    use crate::source::Limits;
    use std::ops::ControlFlow;

    fn emitted(rows: Vec<(u32, Vec<(u32, OwnedCell)>)>, limits: &Limits) -> Vec<SheetEvent> {
        let mut events = Vec::new();
        let mut sink = |event: SheetEvent| {
            events.push(event);
            ControlFlow::Continue(())
        };
        let mut emitter = Emitter::new(limits, &mut sink);
        emitter
            .sheet("S", |emitter| {
                rows.into_iter()
                    .try_for_each(|(row, cells)| emitter.row(row, cells))
            })
            .unwrap();
        events
    }

    fn failure(rows: Vec<(u32, Vec<(u32, OwnedCell)>)>, limits: &Limits) -> String {
        match emitted(rows, limits).pop() {
            Some(SheetEvent::Failed { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn cells_of_a_row_are_put_in_order_and_the_last_in_a_place_wins() {
        let number = |n| OwnedCell::Number(n);
        let events = emitted(
            vec![(
                4,
                vec![(2, number(1.0)), (0, number(2.0)), (2, number(3.0))],
            )],
            &Limits::default(),
        );
        assert_eq!(
            events.get(1),
            Some(&SheetEvent::Row {
                row: 4,
                cells: vec![(0, number(2.0)), (2, number(3.0))]
            })
        );
    }

    #[test]
    fn limits_and_order_end_a_sheet() {
        let one = || vec![(0, OwnedCell::Number(1.0))];
        let small = Limits {
            text_bytes: 3,
            cells: 2,
            rows: 10,
            ..Limits::default()
        };
        for (rows, reason) in [
            (vec![(1, one()), (1, one())], "row 2 comes after row 2"),
            (vec![(10, one())], "more than 10 rows"),
            (
                vec![(0, one()), (1, one()), (2, one())],
                "more than 2 cells in one file",
            ),
            (
                vec![(0, vec![(1, OwnedCell::Text("four".into()))])],
                "cell B1 holds more than 3 bytes of text",
            ),
        ] {
            assert_eq!(failure(rows, &small), reason);
        }
    }

    #[test]
    fn a_panic_inside_a_library_becomes_a_failed_sheet() {
        let result = super::guarded(|| -> Result<(), Halt> { panic!("as a library does") });
        assert!(matches!(result, Err(Halt::Sheet(_))));
    }
}
