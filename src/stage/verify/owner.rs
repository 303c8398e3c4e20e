//! Owners that the staff of `book.toml` does not know.

use std::collections::{BTreeMap, BTreeSet};

use super::{BookCheck, Kind, VerifyRequest};
use crate::diag::{Capped, Severity};
use crate::model::{Field, Frame, SheetId, TableKind};
use crate::text::{distance, fold};

/// A slip of one letter is told at every cell, with a proposal; any other name once a sheet. The examples' staff is Nadia, also
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
            &[(
                TableKind::Contacts,
                &[Field::Name, Field::Owner],
                &[&["Sara", "Nadja"]],
            )],
        ),
    ],
};

/// What stands between two owners in one cell.
const BETWEEN: [char; 8] = [',', ';', '/', '&', '+', '،', '؛', '\n'];
/// In shorter names one letter makes another person.
const SHORTEST: usize = 4;

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    let staff = &request.plan.book.staff;
    if staff.is_empty() {
        return;
    }
    let spellings: BTreeMap<String, &str> = staff
        .iter()
        .flat_map(|person| std::iter::once(&person.name).chain(&person.aliases))
        .map(|spelling| (fold(spelling), spelling.as_str()))
        .collect();
    for table in [
        TableKind::Contacts,
        TableKind::Purchases,
        TableKind::Interactions,
        TableKind::Calendar,
    ] {
        if let Some(frame) = request.frame(table)
            && frame.has(Field::Owner)
        {
            check(request, frame, &spellings, sink);
        }
    }
}

fn check(
    request: &VerifyRequest<'_>,
    frame: &Frame,
    spellings: &BTreeMap<String, &str>,
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
    let names: BTreeSet<&str> = counts.keys().map(|(_, name)| *name).collect();
    let meant: BTreeMap<&str, &str> = names
        .into_iter()
        .filter_map(|name| Some((name, meant(name, spellings)?)))
        .collect();
    for row in 0..frame.len() {
        let Some((sheet, name)) = owner(row) else {
            continue;
        };
        if let Some(meant) = meant.get(name) {
            let problem = request.problem(MISSPELT, frame, row, Field::Owner.into());
            sink.push(problem.arg("meant", meant).proposal(*meant));
        } else if let Some(count) = counts.remove(&(sheet, name)) {
            let problem = request.problem(UNKNOWN, frame, row, Field::Owner.into());
            sink.push(problem.arg("rows", count));
        }
    }
}

fn is_known(name: &str, spellings: &BTreeMap<String, &str>) -> bool {
    let is_one = |name: &str| spellings.contains_key(&fold(name));
    is_one(name)
        || name
            .split(BETWEEN)
            .filter(|part| !part.trim().is_empty())
            .all(is_one)
}

/// The one spelling that is a single edit away.
fn meant<'a>(name: &str, spellings: &BTreeMap<String, &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    if folded.chars().count() < SHORTEST {
        return None;
    }
    let mut near = spellings
        .iter()
        .filter(|(known, _)| distance(known, &folded) == 1);
    let (_, first) = near.next()?;
    near.next().is_none().then_some(*first)
}
