//! Measures how well duplicates are found in a folder of `records.csv` and `truth.csv` (columns `id` and `cluster`), or in a book of
//! the generator:
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
use tierbook::pipeline::Outcome;
use tierbook::stage::dedupe::{self, DedupeRequest};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut shown = 0;
    for argument in std::env::args().skip(1) {
        match argument.strip_prefix("--wrong=") {
            Some(count) => shown = count.parse()?,
            None if Path::new(&argument).join("cases.csv").exists() => {
                names(&Path::new(&argument).join("cases.csv"), shown)?;
            }
            None => measure(Path::new(&argument), shown)?,
        }
    }
    Ok(())
}

/// Pairs of names alone: `schema`, `name1`, `name2`, `is_match` of a file of cases.
fn names(path: &Path, shown: usize) -> Result<(), Failure> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let wanted = ["schema", "name1", "name2", "is_match"].map(column);
    let (mut pairs, mut organisations, mut truth) = (Vec::new(), Vec::new(), Vec::new());
    for line in reader.records() {
        let line = line?;
        let cell = |at: usize| wanted[at].and_then(|at| line.get(at)).unwrap_or_default();
        organisations.push(cell(0) != "Person");
        pairs.push((cell(1).to_owned(), cell(2).to_owned()));
        truth.push(cell(3) == "true");
    }
    let weights = dedupe::names_alike(&pairs, &organisations);
    let foreign = |at: usize| {
        let (a, b) = &pairs[at];
        let is_other =
            |c: char| c.is_alphabetic() && c as u32 > 0x24f && !matches!(c as u32, 0x1e00..=0x1eff);
        a.chars().chain(b.chars()).any(is_other)
    };
    let mut out = std::io::stdout();
    let kinds: [(&str, &dyn Fn(usize) -> bool); 4] = [
        ("all", &|_| true),
        ("people", &|at| !organisations[at]),
        ("organisations", &|at| organisations[at]),
        ("other scripts", &foreign),
    ];
    for (kind, is_of) in kinds {
        let of: Vec<usize> = (0..pairs.len()).filter(|at| is_of(*at)).collect();
        let score = |threshold: f32| {
            let said = |at: &&usize| weights[**at] >= threshold;
            let right = of.iter().filter(said).filter(|at| truth[**at]).count() as f64;
            let found = of.iter().filter(said).count() as f64;
            let all = of.iter().filter(|at| truth[**at]).count() as f64;
            (right / found.max(1.0), right / all.max(1.0))
        };
        let (precision, recall) = score(ALIKE);
        writeln!(
            out,
            "names, {kind}: {} pairs, precision {precision:.3}, recall {recall:.3}, F1 {:.3}",
            of.len(),
            2.0 * precision * recall / (precision + recall).max(1e-9)
        )?;
    }
    let wrong = (0..pairs.len()).filter(|at| (weights[*at] >= ALIKE) != truth[*at]);
    for at in wrong.take(shown) {
        let (a, b) = &pairs[at];
        writeln!(out, "  {} {:.2}: {a} / {b}", truth[at], weights[at])?;
    }
    Ok(())
}

/// Names of one person or organisation are at least so much alike.
const ALIKE: f32 = 0.78;

fn measure(folder: &Path, shown: usize) -> Result<(), Failure> {
    let truth = Truth::read(&folder.join("truth.csv"))?;
    let copy = tempfile::tempdir()?;
    let records = folder.join("records.csv");
    let book = if records.exists() {
        std::fs::create_dir(copy.path().join("data"))?;
        std::fs::copy(records, copy.path().join("data").join("records.csv"))?;
        copy.path()
    } else {
        folder
    };
    let look = book::look(&BookRequest {
        folder: book,
        as_of: Some(jiff::civil::date(2026, 11, 20)),
        language: None,
        reader: &Reader::Here,
        progress: &Silent,
    })?;
    let outcome = &look.outcome;
    let rows = outcome.contacts.rows();
    let before = memory(true);
    let started = Instant::now();
    let deduped = dedupe::dedupe(&DedupeRequest {
        rows,
        plan: &outcome.plan.matching,
        answers: &[],
        trust: &|_| 0,
        were_one: &|_, _| false,
        row_of: &|_| None,
    });
    let linked = started.elapsed();
    let on_top = memory(false).saturating_sub(before);
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{}: {} rows, {} merged, {} proposals ({} asked), linked in {:.2} s, {on_top} MB",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        rows.len(),
        deduped.links.len(),
        deduped.proposals.len(),
        deduped.proposals.iter().filter(|pair| pair.asked).count(),
        linked.as_secs_f64(),
    )?;
    let entity: Vec<Option<&String>> = (0..rows.len()).map(|row| truth.of(outcome, row)).collect();
    let all = pairs(entity.iter().flatten().copied());
    let line = |row: usize| {
        let fields = rows.fields().filter(|field| field.known().is_some());
        let cells: Vec<_> = fields
            .filter_map(|field| rows.display(field, row))
            .collect();
        cells.join(" | ").replace('\n', " ")
    };
    let mut contact_of = vec![0; rows.len()];
    for (contact, members) in deduped.members.iter().enumerate() {
        for row in members {
            contact_of[*row as usize] = contact;
        }
    }
    let merges = deduped.links.iter();
    let merges = merges.map(|link| (link.row, link.with, link.probability, link.signs, "merged"));
    let asked = deduped.proposals.iter();
    let asked = asked.map(|pair| {
        (
            pair.rows.0,
            pair.rows.1,
            pair.probability,
            pair.signs,
            "proposed",
        )
    });
    let wrong = merges
        .chain(asked)
        .filter(|(a, b, ..)| entity[*a as usize] != entity[*b as usize]);
    for (a, b, probability, signs, what) in wrong.take(shown) {
        writeln!(
            out,
            "  wrongly {what} {probability:.3} {signs:?}\n    {}\n    {}",
            line(a as usize),
            line(b as usize)
        )?;
    }
    let mut by_entity: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (row, entity) in entity.iter().enumerate() {
        if let Some(entity) = entity {
            by_entity.entry(entity).or_default().push(row);
        }
    }
    let group = |row: usize| deduped.cluster[contact_of[row]];
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
            let contact = contact_of[row];
            let group = if merged {
                contact as u32
            } else {
                deduped.cluster[contact]
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

/// Megabytes of memory in use, or the most that were in use since the last call from here on. Known on Linux only; else 0.
fn memory(from_here_on: bool) -> u64 {
    let field = if from_here_on {
        // The most so far is what is in use now.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        "VmRSS:"
    } else {
        "VmHWM:"
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
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

/// Which person each row is.
enum Truth {
    /// By the record's own number.
    ByNumber(HashMap<String, String>),
    /// By file, sheet and row, as the generator writes it.
    ByRow(HashMap<(String, String, u32), String>),
}

impl Truth {
    fn read(path: &Path) -> Result<Truth, Failure> {
        let mut reader = csv::Reader::from_path(path)?;
        let by_row = reader.headers()?.len() > 2;
        let mut numbers = HashMap::new();
        let mut rows = HashMap::new();
        for line in reader.records() {
            let line = line?;
            let cell = |at: usize| line.get(at).unwrap_or_default().to_owned();
            if by_row {
                rows.insert((cell(0), cell(1), cell(2).parse()?), cell(3));
            } else {
                numbers.insert(cell(0), cell(1));
            }
        }
        Ok(if by_row {
            Truth::ByRow(rows)
        } else {
            Truth::ByNumber(numbers)
        })
    }

    fn of(&self, outcome: &Outcome, row: usize) -> Option<&String> {
        let rows = outcome.contacts.rows();
        match self {
            Truth::ByNumber(numbers) => numbers.get(rows.text(Field::OwnId, row)?),
            Truth::ByRow(clusters) => {
                let (sheet, row) = rows.origin(row);
                let place = outcome.places.sheet(sheet);
                let sheet = match place.file.rsplit_once('.') {
                    Some((_, "csv")) => String::new(),
                    _ => place.name.clone(),
                };
                let file = place.file.rsplit('/').next().unwrap_or_default();
                clusters.get(&(file.to_owned(), sheet, place.number_of(row)))
            }
        }
    }
}
