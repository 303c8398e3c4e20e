//! Values that the rules want only once in a table, and that stand in several rows.

use rayon::prelude::*;

use super::{BookCheck, Kind, VerifyRequest, repeats};
use crate::diag::{Capped, Severity};
use crate::model::{Field, TableKind};
use crate::stage::identify::hash;
use crate::text::fold;

/// Fields of `[unique]` in `fields.toml`; in the examples' book no two sales have one note. Rows that were merged into one
/// contact are one.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[(
        TableKind::Purchases,
        &[Field::Contact, Field::Notes],
        &[
            &["Sara", "A-1"],
            &["Sara", "A-2"],
            &["Omar", ""],
            &["Mona", ""],
        ],
    )],
    bad: &[(
        "value-not-unique",
        &[(
            TableKind::Purchases,
            &[Field::Contact, Field::Notes],
            &[&["Sara", "A-1"], &["Omar", "a-1 "]],
        )],
    )],
};

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const KIND: Kind = Kind("value-not-unique", Severity::Warning);
    for (table, field) in &request.plan.fields.checks.unique {
        let Some(frame) = request.frame(*table).filter(|frame| frame.has(*field)) else {
            continue;
        };
        let keys = (0..frame.len())
            .into_par_iter()
            .filter_map(|row| {
                let value = frame.display(*field, row)?;
                Some((hash(&fold(&value)), row as u32))
            })
            .collect();
        for (row, first) in repeats(keys) {
            let contacts = request.contacts;
            let is_one = *table == TableKind::Contacts
                && contacts.contact_of(row) == contacts.contact_of(first);
            if !is_one {
                let other = request.shown(frame, first, *field);
                sink.push(
                    request
                        .problem(KIND, frame, row, *field)
                        .arg("other", other),
                );
            }
        }
    }
}
