//! The plain vocabulary of the house: cells, places, fields, frames, contacts, memory.
//!
//! Types only, with the arithmetic that belongs to a type and to nothing else. No room below this one
//! exists; nothing here reads a file, asks the clock or knows a language.

mod cell;
mod contacts;
mod date;
mod decimal;
mod derived;
mod fact;
mod field;
mod frame;
mod grid;
mod id;
mod many;
mod members;
mod memory;
mod phone;
mod place;
mod related;
mod relatives;
mod sales;
mod texts;
pub mod twins;

pub use cell::{Cell, Flaw, FlawKind, OwnedCell, SheetEvent};
pub use contacts::{Contacts, ContactsParts, unites};
pub use date::{Calendar, PartialDate};
pub use decimal::plain_decimal;
pub use derived::Derived;
pub use fact::{Fact, FactColumn, Facts};
pub use field::{CATALOGUE, Field, FieldId, FieldSpec, FieldType, TableKind};
pub use frame::{Column, ColumnData, Frame, Stored};
pub use grid::Grid;
pub use id::ContactId;
pub use many::ManyPerRow;
pub use members::Members;
pub use memory::{
    Cause, Change, Decision, Direction, Done, KnownId, Mark, Memory, MemoryMetric, MemoryPlacement,
    Move, OutputRecord, Reading, RecordBook, RunRecord,
};
pub use phone::{Phone, PhoneKind};
pub use place::{Fate, Place, Places, Sheet, SheetId, cell_name, column_letters};
pub use related::{Related, Tables};
pub use relatives::Relatives;
pub use sales::{NO_NAME, SaleLine, Sales};
pub use texts::{TextRef, Texts, text_hash, wide_text_hash};
