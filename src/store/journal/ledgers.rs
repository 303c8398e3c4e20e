//! The columns of each journal file: one implementation of [`Line`] each, headers as PRODUCT.md section 5 names them.

use super::table::{CellWriter, Cells, ColumnSpec, Line};
use crate::model::{
    Cause, Change, ContactId, Decision, Direction, Done, KnownId, Mark, MemoryMetric,
    MemoryPlacement, Move, OutputRecord, Reading, RunRecord,
};

impl Line for KnownId {
    const FILE: &'static str = "ids.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("id", true),
        ("since", true),
        ("keys", true),
        ("into", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<KnownId> {
        Some(KnownId {
            id: cells.id(0)?,
            since: cells.date(1)?,
            keys: cells.text(2),
            into: cells.id(3),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.plain(self.id.as_str());
        cells.date(Some(self.since));
        cells.text(&self.keys);
        cells.plain(self.into.as_ref().map_or("", ContactId::as_str));
    }
}

/// A line of `placements.csv`.
#[derive(Debug)]
pub(super) struct PlacementLine {
    pub(super) contact: ContactId,
    pub(super) ladder: String,
    pub(super) placement: MemoryPlacement,
}

impl Line for PlacementLine {
    const FILE: &'static str = "placements.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("contact", true),
        ("ladder", true),
        ("rung", true),
        ("since", true),
        ("below-since", false),
        ("set-until", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<PlacementLine> {
        Some(PlacementLine {
            contact: cells.id(0)?,
            ladder: cells.filled(1)?,
            placement: MemoryPlacement {
                rung: cells.filled(2)?.into(),
                since: cells.date(3)?,
                below_since: cells.optional_date(4).ok()?,
                set_until: cells.optional_date(5).ok()?,
            },
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        placement(cells, (self.contact, &self.ladder), &self.placement);
    }
}

/// Writes a placement that is still in the memory's own maps.
pub(super) fn placement(
    cells: &mut CellWriter,
    (contact, ladder): (ContactId, &str),
    placement: &MemoryPlacement,
) {
    cells.plain(contact.as_str());
    cells.text(ladder);
    cells.text(&placement.rung);
    cells.date(Some(placement.since));
    cells.date(placement.below_since);
    cells.date(placement.set_until);
}

impl Line for Move {
    const FILE: &'static str = "moves.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("date", true),
        ("contact", true),
        ("ladder", true),
        ("from", true),
        ("to", true),
        ("why", false),
        ("direction", false),
        ("cause", false),
        ("days", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<Move> {
        let direction = cells.text(6);
        let cause = cells.text(7);
        Some(Move {
            date: cells.date(0)?,
            contact: cells.id(1)?,
            ladder: cells.filled(2)?,
            from: cells.filled(3),
            to: cells.filled(4),
            why: cells.text(5),
            direction: Direction::ALL
                .into_iter()
                .find(|known| known.code() == direction),
            cause: Cause::ALL
                .into_iter()
                .find(|known| known.code() == cause)
                .unwrap_or_default(),
            days: cells.number(8).and_then(|days| days.try_into().ok()),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.date(Some(self.date));
        cells.plain(self.contact.as_str());
        cells.text(&self.ladder);
        cells.text(self.from.as_deref().unwrap_or_default());
        cells.text(self.to.as_deref().unwrap_or_default());
        cells.text(&self.why);
        cells.plain(self.direction.map_or("", Direction::code));
        cells.plain(self.cause.code());
        match self.days {
            Some(days) => cells.number(days.into()),
            None => cells.plain(""),
        }
    }
}

impl Line for Decision {
    const FILE: &'static str = "decisions.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("date", true),
        ("kind", true),
        ("key", true),
        ("value", true),
    ];

    fn read(cells: &Cells<'_>) -> Option<Decision> {
        Some(Decision {
            date: cells.date(0)?,
            kind: cells.filled(1)?,
            key: cells.filled(2)?,
            value: cells.text(3),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.date(Some(self.date));
        cells.text(&self.kind);
        cells.text(&self.key);
        cells.text(&self.value);
    }
}

impl Line for Done {
    const FILE: &'static str = "done.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("key", true),
        ("contact", true),
        ("date", true),
        ("outcome", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<Done> {
        let contact = match cells.filled(1) {
            Some(text) => Some(ContactId::parse(&text)?),
            None => None,
        };
        Some(Done {
            key: cells.filled(0)?,
            contact,
            date: cells.date(2)?,
            outcome: cells.text(3),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.text(&self.key);
        cells.plain(self.contact.as_ref().map_or("", ContactId::as_str));
        cells.date(Some(self.date));
        cells.text(&self.outcome);
    }
}

impl Line for Change {
    const FILE: &'static str = "changes.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("date", true),
        ("contact", true),
        ("field", true),
        ("from", true),
        ("to", true),
        ("owner", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<Change> {
        Some(Change {
            date: cells.date(0)?,
            contact: cells.id(1)?,
            field: cells.filled(2)?,
            from: cells.text(3),
            to: cells.text(4),
            owner: cells.text(5),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.date(Some(self.date));
        cells.plain(self.contact.as_str());
        cells.text(&self.field);
        cells.text(&self.from);
        cells.text(&self.to);
        cells.text(&self.owner);
    }
}

impl Line for MemoryMetric {
    const FILE: &'static str = "metrics.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("date", true),
        ("metric", true),
        ("period", true),
        ("value", true),
        ("origin", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<MemoryMetric> {
        Some(MemoryMetric {
            date: cells.date(0)?,
            metric: cells.filled(1)?,
            period: cells.filled(2)?,
            value: cells.figure(3),
            reconstructed: cells.text(4) == Cause::Reconstructed.code(),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.date(Some(self.date));
        cells.text(&self.metric);
        cells.text(&self.period);
        cells.plain(&self.value);
        cells.plain(if self.reconstructed {
            Cause::Reconstructed.code()
        } else {
            ""
        });
    }
}

impl Line for Reading {
    const FILE: &'static str = "reading.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("file", true),
        ("sheet", true),
        ("header", true),
        ("table", true),
        ("field", true),
        ("date-order", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<Reading> {
        Some(Reading {
            file: cells.filled(0)?,
            sheet: cells.text(1),
            header: cells.text(2),
            table: cells.filled(3)?,
            field: cells.filled(4)?,
            date_order: cells.text(5),
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.text(&self.file);
        cells.text(&self.sheet);
        cells.text(&self.header);
        cells.plain(&self.table);
        cells.text(&self.field);
        cells.plain(&self.date_order);
    }
}

impl Line for RunRecord {
    const FILE: &'static str = "runs.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("date", true),
        ("inputs", true),
        ("rules", true),
        ("read", true),
        ("kept", true),
        ("merged", true),
        ("held", true),
        ("blank", true),
        ("contacts", true),
    ];

    fn read(cells: &Cells<'_>) -> Option<RunRecord> {
        Some(RunRecord {
            date: cells.date(0)?,
            inputs: cells.text(1),
            rules: cells.text(2),
            read: cells.number(3)?,
            kept: cells.number(4)?,
            merged: cells.number(5)?,
            held: cells.number(6)?,
            blank: cells.number(7)?,
            contacts: cells.number(8)?,
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.date(Some(self.date));
        cells.text(&self.inputs);
        cells.text(&self.rules);
        for number in [
            self.read,
            self.kept,
            self.merged,
            self.held,
            self.blank,
            self.contacts,
        ] {
            cells.number(number);
        }
    }
}

impl Line for OutputRecord {
    const FILE: &'static str = "outputs.csv";
    const COLUMNS: &'static [ColumnSpec] = &[("path", true), ("hash", true), ("date", true)];

    fn read(cells: &Cells<'_>) -> Option<OutputRecord> {
        Some(OutputRecord {
            path: cells.filled(0)?,
            hash: cells.filled(1)?,
            date: cells.date(2)?,
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.text(&self.path);
        cells.text(&self.hash);
        cells.date(Some(self.date));
    }
}

impl Line for Mark {
    const FILE: &'static str = "marks.csv";
    const COLUMNS: &'static [ColumnSpec] = &[
        ("file", true),
        ("key", true),
        ("column", true),
        ("value", true),
        ("date", false),
    ];

    fn read(cells: &Cells<'_>) -> Option<Mark> {
        Some(Mark {
            file: cells.text(0),
            key: cells.filled(1)?,
            column: cells.filled(2)?,
            value: cells.text(3),
            date: cells.optional_date(4).ok()?,
        })
    }

    fn write(&self, cells: &mut CellWriter) {
        cells.text(&self.file);
        cells.text(&self.key);
        cells.plain(&self.column);
        cells.text(&self.value);
        cells.date(self.date);
    }
}
