//! One number of the owner's own given to two people.

use rayon::prelude::*;

use super::{BookCheck, Kind, VerifyRequest, repeats};
use crate::diag::{Capped, Severity};
use crate::model::{Field, TableKind};
use crate::stage::dedupe::PreparedName;
use crate::stage::identify::hash;
use crate::text::fold;

/// Equal own-ids of contacts that were not merged, because names or birthdays clash.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[(
        TableKind::Contacts,
        &[Field::OwnId, Field::Name],
        &[
            &["7", "Sara Ahmed"],
            &["7", "Sara Ahmed"],
            &["8", "Omar Hassan"],
        ],
    )],
    bad: &[(
        "own-id-shared",
        &[(
            TableKind::Contacts,
            &[Field::OwnId, Field::Name, Field::Birthday],
            &[
                &["7", "Sara Ahmed", "1980-05-01"],
                &["7", "Omar Hassan", "1975-02-03"],
            ],
        )],
    )],
};

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const KIND: Kind = Kind("own-id-shared", Severity::Warning);
    let (contacts, rows) = (request.contacts, request.contacts.rows());
    let told = request.plan.fields.checks.unique.iter();
    let mut told = told.filter(|line| **line == (TableKind::Contacts, Field::OwnId.into()));
    if !rows.has(Field::OwnId) || told.next().is_some() {
        return;
    }
    let keys = (0..rows.len())
        .into_par_iter()
        .filter_map(|row| Some((hash(&fold(rows.text(Field::OwnId, row)?)), row as u32)))
        .collect();
    for (row, first) in repeats(keys) {
        if contacts.contact_of(row) == contacts.contact_of(first) {
            continue;
        }
        let named = PreparedName::of_row(rows, row);
        let born = (
            rows.date(Field::Birthday, row),
            rows.date(Field::Birthday, first),
        );
        let same = named.is_compatible(&PreparedName::of_row(rows, first))
            && (born.0.is_none() || born.1.is_none() || born.0 == born.1);
        if !same {
            let other = contacts.name(contacts.contact_of(first)).into_owned();
            let problem = request.problem(KIND, rows, row, Field::OwnId.into());
            let place = request.shown(rows, first, Field::OwnId.into());
            sink.push(problem.arg("name", other).arg("other", place));
        }
    }
}
