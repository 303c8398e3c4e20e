//! Makes a book of any size, with its truth, for tests and measurements:
//!
//! ```text
//! cargo run --release --example generate -- --contacts 10000 --seed 7 --format xlsx --out /path/to/folder
//! ```
//!
//! The folder gets `data/` (contacts, purchases, interactions), `rules/book.toml`, and beside them `truth.csv`, which says
//! for each row of contacts which person it is: rows of one person have one cluster. The same numbers make the same bytes.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool for developers: it writes its files itself"
)]

#[path = "generate/book.rs"]
#[allow(dead_code, reason = "the part for tests is not called here")]
mod book;
#[path = "generate/write.rs"]
mod write;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use book::{Book, Size};

/// Makes a book of any size, with its truth.
#[derive(Debug, Parser)]
struct Arguments {
    /// Rows of contacts, duplicates included (about 11 in 100).
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
    contacts: u64,
    /// Rows of purchases, for each row of contacts.
    #[arg(long, default_value_t = 3.0)]
    purchases_per_contact: f64,
    /// Rows of interactions, for each row of contacts.
    #[arg(long, default_value_t = 1.0)]
    interactions_per_contact: f64,
    /// Columns of contacts.
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u16).range(7..=200))]
    columns: u16,
    /// Another seed makes other people.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// One workbook, or plain files.
    #[arg(long, value_enum, default_value_t = Format::Xlsx)]
    format: Format,
    /// The folder of the book: made if missing, its files of these names replaced.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Xlsx,
    Csv,
}

const RULES: &str = "name = \"A made-up book\"\ncountry = \"AE\"\ncurrency = \"AED\"\nlanguage = \"en\"\nas-of = 2026-11-20\n";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match make(&arguments) {
        Ok(summary) => {
            let _ = writeln!(std::io::stdout(), "{summary}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "error: {fault}");
            ExitCode::from(2)
        }
    }
}

fn make(arguments: &Arguments) -> Result<String, write::Fault> {
    let per_contact = |rate: f64| (arguments.contacts as f64 * rate.max(0.0)).round() as u64;
    let size = Size {
        contacts: arguments.contacts,
        purchases: per_contact(arguments.purchases_per_contact),
        interactions: per_contact(arguments.interactions_per_contact),
        columns: usize::from(arguments.columns),
    };
    let book = Book::new(arguments.seed, size);
    std::fs::create_dir_all(arguments.out.join("rules"))?;
    std::fs::write(arguments.out.join("rules").join("book.toml"), RULES)?;
    match arguments.format {
        Format::Xlsx => write::workbook(&book, &arguments.out)?,
        Format::Csv => write::plain(&book, &arguments.out)?,
    }
    let people: u64 = book.promise().values().sum();
    Ok(format!(
        "{} contacts ({people} people), {} purchases, {} interactions in {}",
        size.contacts,
        size.purchases,
        size.interactions,
        arguments.out.display()
    ))
}
