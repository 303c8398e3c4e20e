//! placeholder

mod starter;

pub use starter::{Starter, StarterColumn, StarterKind, StarterSheet, write_starter};
