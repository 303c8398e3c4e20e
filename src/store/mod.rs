//! The only room that touches the disk: where a book's files lie, what they hold, and how they are replaced.
//!
//! Owns layout, listing, stable reads, atomic writes, the journal and the lock. Refuses to know what a file means: it hands
//! out bytes, texts and [`crate::model::Memory`], and takes whatever an encoder writes.

mod accepted;
mod export;
mod folder;
mod holders;
mod journal;
mod lock;
mod sources;
mod write;

pub use accepted::{RulesText, rules_at};
pub use export::{export, is_there};
pub use folder::{BookFolder, open_file, write_new};
pub use journal::JournalRead;
pub use lock::RunLock;
pub use sources::{Listing, Source, SourcesRequest};
pub use write::{Committed, SpillFolder, Staged, Written, beside};
