//! What a long run says on its way. Who shows it, and whether, is not decided here.

/// What the run is doing now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Reads a source.
    Reading {
        /// Path relative to the book.
        file: &'a str,
        /// How many are done.
        done: usize,
        /// How many there are.
        of: usize,
    },
    /// Cleans, merges, places, measures.
    Thinking,
    /// Writes the outputs.
    Writing {
        /// How many are done.
        done: usize,
        /// How many there are.
        of: usize,
    },
}

/// Somebody who wants to know.
pub trait Progress: Sync {
    /// Called from any thread.
    fn step(&self, step: Step<'_>);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _step: Step<'_>) {}
}
