//! A phone or an e-mail address that more contacts share than live in one household: a switchboard, an `info@`, or a filler.

use rayon::prelude::*;

use super::{BookCheck, Kind, VerifyRequest};
use crate::diag::{Capped, Severity};
use crate::model::{Field, TableKind};
use crate::stage::identify::hash;
use crate::text::fold;

/// Keys of more contacts than `max-shared` of `matching.toml` (5 in the examples' book): they are no evidence for merging,
/// which is told once for each, at the first row. Fewer are the business of merging, and people of one company have one
/// switchboard.
pub(super) const CHECK: BookCheck = BookCheck {
    run,
    good: &[
        (
            TableKind::Contacts,
            &[Field::Name, Field::Email],
            &[
                &["Sara Ahmed", "home@nile.org"],
                &["Omar Hassan", "home@nile.org"],
                &["Mona Samir", "home@nile.org"],
            ],
        ),
        (
            TableKind::Contacts,
            &[Field::Name, Field::Company, Field::Email],
            &[
                &["Ivan Petrov", "Zenith", "info@zenith.org"],
                &["Olga Sidorova", "Zenith", "info@zenith.org"],
                &["Grace Miller", "Zenith", "info@zenith.org"],
                &["Amir Kiani", "ZENITH", "info@zenith.org"],
                &["Huda Salem", "Zenith", "info@zenith.org"],
                &["Karim Nader", "Zenith", "info@zenith.org"],
            ],
        ),
    ],
    bad: &[(
        "shared-by-many",
        &[(
            TableKind::Contacts,
            &[Field::Name, Field::Email],
            &[
                &["Sara Ahmed", "info@nile.org"],
                &["Omar Hassan", "info@nile.org"],
                &["Mona Samir", "info@nile.org"],
                &["Ivan Petrov", "info@nile.org"],
                &["Olga Sidorova", "info@nile.org"],
                &["Grace Miller", "info@nile.org"],
            ],
        )],
    )],
};

/// Hash, row, and the field by its place in [`FIELDS`].
type Key = (u64, u32, u8);

const FIELDS: [Field; 6] = {
    let [a, b, c, d, e] = Field::PHONES;
    [a, b, c, d, e, Field::Email]
};

fn run(request: &VerifyRequest<'_>, sink: &mut Capped<'_>) {
    const KIND: Kind = Kind("shared-by-many", Severity::Note);
    let (contacts, rows) = (request.contacts, request.contacts.rows());
    let mut keys: Vec<Key> = (0..rows.len())
        .into_par_iter()
        .flat_map_iter(|row| {
            FIELDS.iter().enumerate().flat_map(move |(at, field)| {
                let phones = rows.phones(*field, row).iter();
                let numbers = phones
                    .filter(|phone| phone.number != 0)
                    .map(|phone| format!("+{} {}", phone.number, phone.extension));
                let emails = rows.emails(*field, row).map(str::to_owned);
                numbers
                    .chain(emails)
                    .map(move |key| (hash(&key), row as u32, at as u8))
            })
        })
        .collect();
    keys.par_sort_unstable();
    let most = request.plan.matching.max_shared as usize;
    let mut found: Vec<(u32, u8, usize)> = Vec::new();
    for group in keys.chunk_by(|a, b| a.0 == b.0) {
        if group.len() <= most {
            continue;
        }
        let mut people: Vec<usize> = group
            .iter()
            .map(|(_, row, _)| contacts.contact_of(*row as usize))
            .collect();
        people.sort_unstable();
        people.dedup();
        if people.len() <= most || is_of_one_company(request, &people) {
            continue;
        }
        if let Some((_, row, field)) = group.first() {
            found.push((*row, *field, people.len()));
        }
    }
    found.sort_unstable();
    for (row, field, count) in found {
        if let Some(field) = FIELDS.get(usize::from(field)) {
            let problem = request.problem(KIND, rows, row as usize, (*field).into());
            sink.push(problem.arg("count", count));
        }
    }
}

/// Whether all of these contacts name the same company.
fn is_of_one_company(request: &VerifyRequest<'_>, people: &[usize]) -> bool {
    let company = |contact: &usize| {
        let text = request.contacts.text(Field::Company, *contact)?;
        Some(fold(&text))
    };
    let mut companies = people.iter().map(company);
    let first = companies.next().flatten();
    first.is_some() && companies.all(|other| other == first)
}
