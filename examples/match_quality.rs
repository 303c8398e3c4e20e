//! Measures how well duplicates are found in a folder of `records.csv` and `truth.csv` (columns `id` and `cluster`):
//!
//! ```text
//! cargo run --release --example match_quality -- DIR [DIR ...]
//! ```
//!
//! The columns of the records are chosen by their headers, as for any source. Pairs are counted as the groups imply them: of those
//! joined, the share that is right (precision); of those that are right, the share joined (recall); their harmonic mean (F1). Once for
//! what is merged without asking, once for all that is likely.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a tool for developers: it asks for the time and reads files"
)]

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use tierbook::book::{self, BookRequest, Reader, Silent};
use tierbook::model::Field;
use tierbook::stage::dedupe;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut shown = 0;
    for argument in std::env::args().skip(1) {
        match argument.strip_prefix("--wrong=") {
            Some(count) => shown = count.parse()?,
            None => measure(Path::new(&argument), shown)?,
        }
    }
    Ok(())
}

fn measure(folder: &Path, shown: usize) -> Result<(), Failure> {
    let book = tempfile::tempdir()?;
    std::fs::create_dir(book.path().join("data"))?;
    std::fs::copy(
        folder.join("records.csv"),
        book.path().join("data").join("records.csv"),
    )?;
    let truth = truth(&folder.join("truth.csv"))?;
    let look = book::look(&BookRequest {
        folder: book.path(),
        as_of: Some(jiff::civil::date(2026, 11, 20)),
        language: None,
        reader: &Reader::Here,
        progress: &Silent,
    })?;
    let outcome = &look.outcome;
    let rows = outcome.contacts.rows();
    let started = Instant::now();
    let deduped = dedupe::dedupe(rows, &outcome.plan.matching);
    let exact = started.elapsed();
    let likely = dedupe::likely(rows, &deduped.members);
    let linked = started.elapsed();
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{}: {} rows, {} likely pairs, linked in {:.2} s (equal keys {:.2} s)",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        truth.len(),
        likely.pairs.len(),
        linked.as_secs_f64(),
        exact.as_secs_f64()
    )?;
    let entity: Vec<Option<&String>> = (0..rows.len())
        .map(|row| truth.get(rows.text(Field::OwnId, row)?))
        .collect();
    let all = pairs(truth.values());
    let line = |row: usize| {
        let fields = rows.fields().filter(|field| field.known().is_some());
        let cells: Vec<_> = fields
            .filter_map(|field| rows.display(field, row))
            .collect();
        cells.join(" | ").replace('\n', " ")
    };
    let first = |contact: u32| outcome.contacts.members(contact as usize)[0] as usize;
    let wrong = likely
        .pairs
        .iter()
        .map(|pair| (first(pair.first), first(pair.second), pair.probability))
        .filter(|(a, b, _)| entity[*a] != entity[*b]);
    for (a, b, probability) in wrong.take(shown) {
        writeln!(
            out,
            "  wrong {probability:.3}\n    {}\n    {}",
            line(a),
            line(b)
        )?;
    }
    let mut by_entity: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (row, entity) in entity.iter().enumerate() {
        if let Some(entity) = entity {
            by_entity.entry(entity).or_default().push(row);
        }
    }
    let group = |row: usize| likely.cluster[outcome.contacts.contact_of(row)];
    let missed = by_entity.values().filter_map(|rows| {
        let other = rows.iter().find(|row| group(**row) != group(rows[0]))?;
        Some((rows[0], *other))
    });
    for (a, b) in missed.take(shown) {
        writeln!(out, "  missed\n    {}\n    {}", line(a), line(b))?;
    }
    for merged in [true, false] {
        let mut groups: BTreeMap<u32, Vec<&String>> = BTreeMap::new();
        for (row, entity) in entity.iter().enumerate() {
            let contact = outcome.contacts.contact_of(row);
            let group = if merged {
                contact as u32
            } else {
                likely.cluster[contact]
            };
            groups.entry(group).or_default().extend(*entity);
        }
        let joined: u64 = groups.values().map(|rows| choose_two(rows.len())).sum();
        let right: u64 = groups
            .values()
            .map(|rows| pairs(rows.iter().copied()))
            .sum();
        let precision = right as f64 / joined.max(1) as f64;
        let recall = right as f64 / all.max(1) as f64;
        let largest = groups.values().map(Vec::len).max().unwrap_or(0);
        writeln!(
            out,
            "  {:<7} precision {precision:.4}, recall {recall:.4}, F1 {:.4}, largest group {largest}",
            if merged { "merged" } else { "likely" },
            2.0 * precision * recall / (precision + recall).max(1e-9),
        )?;
    }
    Ok(())
}

/// Pairs of rows of one entity.
fn pairs<'a>(entities: impl Iterator<Item = &'a String>) -> u64 {
    let mut counts: HashMap<&String, usize> = HashMap::new();
    for entity in entities {
        *counts.entry(entity).or_default() += 1;
    }
    counts.values().map(|count| choose_two(*count)).sum()
}

fn choose_two(count: usize) -> u64 {
    (count as u64) * (count as u64).saturating_sub(1) / 2
}

fn truth(path: &Path) -> Result<HashMap<String, String>, Failure> {
    let mut reader = csv::Reader::from_path(path)?;
    let mut truth = HashMap::new();
    for line in reader.records() {
        let line = line?;
        if let (Some(id), Some(entity)) = (line.get(0), line.get(1)) {
            truth.insert(id.to_owned(), entity.to_owned());
        }
    }
    Ok(truth)
}
