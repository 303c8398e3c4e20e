//! Owners that the staff of `book.toml` does not know.

use std::collections::{BTreeMap, BTreeSet};

use super::{BookCheck, Kind, VerifyRequest};
use crate::diag::{Capped, Proposal, Severity};
use crate::model::{Field, Frame, SheetId, TableKind};
use crate::text::{fold, is_slip, only, tidy};

/// A slip of one letter in the name of somebody with many more rows is told at every cell, with a proposal; any other name once
/// a sheet. The examples' staff is Nadia, also
/// called `Nadia Haddad`, and Omar. A book that lists no staff is not asked.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[(
        TableKind::Contacts,
        &[Field::Name, Field::Owner],
        &[
            &["Sara", "nadia haddad"],
            &["Mona", "Omar / Nadia"],
            &["Ivan", ""],
        ],
    )],
    bad: &[
        (
            "owner-unknown",
            &[(
                TableKind::Interactions,
                &[Field::Contact, Field::Owner],
                &[&["Sara", "Viktor"], &["Mona", "Viktor"]],
            )],
        ),
        (
            "owner-misspelt",
            &[
                (
                    TableKind::Contacts,
                    &[Field::Name, Field::Owner],
                    &[OF_NADIA; 60],
                ),
                (
                    TableKind::Interactions,
                    &[Field::Contact, Field::Owner],
                    &[&["Sara", "Nadja"]],
                ),
            ],
        ),
    ],
};

/// A row of the examples.
const OF_NADIA: &[&str] = &["Sara", "Nadia"];

/// What stands between two owners in one cell.
const BETWEEN: [char; 8] = [',', ';', '/', '&', '+', '،', '؛', '\n'];
/// In shorter names one letter makes another person.
const SHORTEST: usize = 4;
/// A name in more rows is somebody, not a slip.
const MOST_SLIPS: usize = 3;
/// A slip stands in less than one of so many rows of the person meant.
const RARE: usize = 50;

/// A spelling of the staff.
#[derive(Debug, Clone, Copy)]
struct Spelling<'a> {
    text: &'a str,
    /// Whose it is: the index in the staff.
    person: usize,
}

/// The spellings by their folded text.
type Spellings<'a> = BTreeMap<String, Spelling<'a>>;

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    let staff = &request.plan.book.staff;
    if staff.is_empty() {
        return;
    }
    let spellings: Spellings<'_> = staff
        .iter()
        .enumerate()
        .flat_map(|(at, person)| {
            let all = std::iter::once(&person.name).chain(&person.aliases);
            all.map(move |text| (fold(text), Spelling { text, person: at }))
        })
        .collect();
    let frames: Vec<&Frame> = [
        TableKind::Contacts,
        TableKind::Purchases,
        TableKind::Interactions,
        TableKind::Calendar,
    ]
    .into_iter()
    .filter_map(|table| request.frame(table))
    .filter(|frame| frame.has(Field::Owner))
    .collect();
    let slips = slips(&frames, &spellings);
    for frame in frames {
        check(request, frame, (&spellings, &slips), sink);
    }
}

/// Names that are slips, with the spelling that is meant.
fn slips<'a>(frames: &[&'a Frame], spellings: &Spellings<'a>) -> BTreeMap<&'a str, &'a str> {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for frame in frames {
        for name in (0..frame.len()).filter_map(|row| frame.text(Field::Owner, row)) {
            *rows.entry(name).or_default() += 1;
        }
    }
    let mut of_person: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_name: BTreeMap<String, usize> = BTreeMap::new();
    for (name, rows) in &rows {
        *of_name.entry(fold(name)).or_default() += rows;
        let whole = spellings.get(&fold(name)).map(|one| one.person);
        let parts = name
            .split(BETWEEN)
            .filter_map(|part| spellings.get(&fold(part)));
        let persons: BTreeSet<usize> = whole
            .into_iter()
            .chain(parts.map(|one| one.person))
            .collect();
        for person in persons {
            *of_person.entry(person).or_default() += rows;
        }
    }
    rows.keys()
        .filter(|name| !is_known(name, spellings))
        .filter_map(|name| {
            let meant = meant(name, spellings)?;
            let own = of_name.get(&fold(name)).copied().unwrap_or_default();
            let near = of_person.get(&meant.person).copied().unwrap_or_default();
            (own <= MOST_SLIPS && own * RARE < near).then_some((*name, meant.text))
        })
        .collect()
}

fn check(
    request: &VerifyRequest<'_>,
    frame: &Frame,
    (spellings, slips): (&Spellings<'_>, &BTreeMap<&str, &str>),
    sink: &mut Capped<'_>,
) {
    const UNKNOWN: Kind = Kind("owner-unknown", Severity::Note);
    const MISSPELT: Kind = Kind("owner-misspelt", Severity::Warning);
    let owner = |row: usize| Some((frame.origin(row).0, frame.text(Field::Owner, row)?));
    let mut counts: BTreeMap<(SheetId, &str), usize> = BTreeMap::new();
    for key in (0..frame.len()).filter_map(owner) {
        *counts.entry(key).or_default() += 1;
    }
    counts.retain(|(_, name), _| !is_known(name, spellings));
    for row in 0..frame.len() {
        let Some((sheet, name)) = owner(row) else {
            continue;
        };
        if let Some(meant) = slips.get(name) {
            let problem = request.problem(MISSPELT, frame, row, Field::Owner.into());
            let proposal = Proposal::new(problem.value.as_str(), tidy(meant));
            sink.push(problem.arg("meant", meant).proposal(proposal));
        } else if let Some(count) = counts.remove(&(sheet, name)) {
            let problem = request.problem(UNKNOWN, frame, row, Field::Owner.into());
            sink.push(problem.arg("rows", count));
        }
    }
}

fn is_known(name: &str, spellings: &Spellings<'_>) -> bool {
    let is_one = |name: &str| spellings.contains_key(&fold(name));
    is_one(name)
        || name
            .split(BETWEEN)
            .filter(|part| !part.trim().is_empty())
            .all(is_one)
}

/// The one spelling that is a single edit away.
fn meant<'a>(name: &str, spellings: &Spellings<'a>) -> Option<Spelling<'a>> {
    let folded = fold(name);
    let near = spellings
        .iter()
        .filter(|(known, _)| is_slip(&folded, known, SHORTEST));
    only(near).map(|(_, spelling)| *spelling)
}
