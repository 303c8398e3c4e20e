//! One binary of integration tests.

#[path = "../examples/generate/book.rs"]
#[allow(
    dead_code,
    reason = "the whole generator is taken in; tests call a part of it"
)]
mod generate;
