//! tierbook keeps a small business's contact workbook clean, free of duplicates, sorted into tiers and followed up.
//!
//! The rooms of the house and the floors that they stand on are described in `docs/architecture.md`.

pub mod book;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod diag;
pub mod error;
pub mod lang;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod source;
pub mod stage;
pub mod store;
pub mod text;
