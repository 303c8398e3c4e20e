//! The one integration binary: every module below tests the program from outside.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

mod architecture;
mod bad_input;
#[path = "../src/stage/profile/repeat/drawn.rs"]
mod drawn;
mod example_book;
#[path = "../examples/generate/book.rs"]
#[allow(
    dead_code,
    reason = "the whole generator is taken in; tests call a part of it"
)]
mod generate;
mod generated;
mod golden;
mod habits;
mod ladders;
mod moves;
mod oracle;
mod pairs;
mod problems_page;
mod programs;
mod reference;
mod repeat;
mod review;
mod runs;
mod sheets;
mod simulate;
mod support;
