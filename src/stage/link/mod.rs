//! Joins the rows of the other tables to contacts. A row that fits nobody, or several, is kept without a contact and is a
//! problem to look at. Equal sales in two files count once.

mod repeats;
mod resolve;

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use resolve::{Directory, Found};

use crate::diag::{Capped, Diagnostic, Severity};
use crate::model::{Contacts, Field, Frame, Places, Related, TableKind, Tables};
use crate::stage::dedupe::PreparedRows;

/// What the stage works on.
#[derive(Debug)]
pub struct LinkRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// Hashes of keys that name contacts, from the stage that identified them.
    pub named: Vec<(u64, u32)>,
    /// The words of their names.
    pub prepared: &'a PreparedRows,
    /// Clean rows of the other tables.
    pub frames: BTreeMap<TableKind, Frame>,
    /// Where the rows stand.
    pub places: &'a Places,
    /// Names of the fields of the trade.
    pub custom_fields: &'a [String],
    /// ISO code for phones without a country code.
    pub country: Option<&'a str>,
    /// Contacts that the rules name.
    pub references: Vec<&'a str>,
}

/// What the stage produces.
#[derive(Debug, Default)]
pub struct Linked {
    /// The tables, joined.
    pub tables: Tables,
    /// For each contact who brought it, by its column "referred by".
    pub referred_by: Vec<Option<u32>>,
    /// For each table and row (by index in the frame that was handed over) the contact, and whether the row repeats a sale of
    /// another file, so that it is not in `tables`.
    pub rows: BTreeMap<TableKind, Vec<Joined>>,
    /// For each contact that the rules name whom it is, or how many it could be.
    pub references: Vec<Result<u32, usize>>,
    /// References that fit nobody, or several.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    /// Its contact; of a referral the referrer.
    pub contact: Option<u32>,
    /// Whether it counts elsewhere already.
    pub repeated: bool,
}

/// Joins all tables.
pub fn link(mut request: LinkRequest<'_>) -> Linked {
    let named = std::mem::take(&mut request.named);
    let directory = Directory::new(
        (request.contacts, named),
        request.prepared,
        request.custom_fields,
        request.country,
    );
    let mut linked = Linked::default();
    // A table whose references all fail is one problem, not a million.
    let mut sink = Capped::new(&[]);
    linked.referred_by = referred_by(&request, &directory, &mut sink);
    linked.references = request
        .references
        .iter()
        .map(|reference| match directory.resolve(reference) {
            Found::One(contact) | Found::Likely(contact) => Ok(contact),
            Found::Nobody => Err(0),
            Found::Several(count) => Err(count),
        })
        .collect();
    for (table, frame) in request.frames {
        if table == TableKind::Contacts {
            continue;
        }
        let field = if table == TableKind::Referrals {
            Field::Referrer
        } else {
            Field::Contact
        };
        let scope = Scope {
            contacts: request.contacts,
            directory: &directory,
            places: request.places,
        };
        let mut contact = scope.join(&frame, field, &mut sink);
        let mut second = Vec::new();
        if table == TableKind::Referrals {
            second = scope.join(&frame, Field::Referred, &mut sink);
        }
        let mut joined: Vec<Joined> = contact
            .iter()
            .map(|contact| Joined {
                contact: *contact,
                repeated: false,
            })
            .collect();
        let mut frame = frame;
        if table == TableKind::Purchases {
            for (row, original) in repeats::find(&frame, &contact, request.places) {
                joined[row as usize].repeated = true;
                sink.push(repeats::note(&frame, (row, original), request.places));
            }
            let keep: Vec<bool> = joined.iter().map(|row| !row.repeated).collect();
            frame = frame.retain(&keep);
            contact = joined
                .iter()
                .filter(|row| !row.repeated)
                .map(|row| row.contact)
                .collect();
        }
        linked.rows.insert(table, joined);
        let related = Related::new(frame, contact, second, request.contacts.len());
        linked.tables.put(table, related);
    }
    linked.diagnostics = sink.finish(|_| None);
    linked
}

/// Who brought each contact, by its own column; somebody who names himself keeps himself, so that nobody takes it for a referral.
fn referred_by(
    request: &LinkRequest<'_>,
    directory: &Directory<'_>,
    sink: &mut Capped<'_>,
) -> Vec<Option<u32>> {
    let contacts = request.contacts;
    if !contacts.rows().has(Field::ReferredBy) {
        return vec![None; contacts.len()];
    }
    let find = |contact: usize| {
        contacts
            .text(Field::ReferredBy, contact)
            .map(|text| directory.resolve(&text))
    };
    let found: Vec<Option<Found>> = (0..contacts.len()).into_par_iter().map(find).collect();
    for (contact, found) in found.iter().enumerate() {
        let (code, severity) = match found {
            Some(Found::Several(_)) => ("contact-ambiguous", Severity::Warning),
            // "A friend", "the fair": worth knowing, and nothing to mend.
            Some(Found::Nobody) => ("referrer-unknown", Severity::Note),
            _ => continue,
        };
        let row = contacts.source_row(Field::ReferredBy, contact);
        let (sheet, line) = contacts.rows().origin(row);
        let place = request.places.of(sheet, line, Field::ReferredBy.into());
        let count = if let Some(Found::Several(count)) = found {
            *count
        } else {
            0
        };
        let value = contacts
            .text(Field::ReferredBy, contact)
            .unwrap_or_default();
        let told = Diagnostic::new(code, severity, place)
            .field(Field::ReferredBy)
            .value(value)
            .arg("count", count);
        sink.push(told);
    }
    found
        .into_iter()
        .map(|found| match found {
            Some(Found::One(referrer) | Found::Likely(referrer)) => Some(referrer),
            _ => None,
        })
        .collect()
}

/// What stands between rows and contacts.
struct Scope<'a> {
    contacts: &'a Contacts,
    directory: &'a Directory<'a>,
    places: &'a Places,
}

impl Scope<'_> {
    /// What the reference of each row leads to. A contact is named in many rows, mostly in the same words: each wording is looked
    /// up once.
    fn found(&self, frame: &Frame, field: Field) -> Vec<Option<Found>> {
        let mut numbers: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut wordings: Vec<&str> = Vec::new();
        let rows: Vec<Option<u32>> = (0..frame.len())
            .map(|row| {
                let reference = frame.text(field, row)?;
                let number = *numbers.entry(reference).or_insert_with(|| {
                    wordings.push(reference);
                    wordings.len() as u32 - 1
                });
                Some(number)
            })
            .collect();
        let found: Vec<Found> = wordings
            .into_par_iter()
            .map(|reference| self.directory.resolve(reference))
            .collect();
        rows.into_iter()
            .map(|row| row.and_then(|number| found.get(number as usize).copied()))
            .collect()
    }

    /// The contact of each row by the reference in `field`.
    fn join(&self, frame: &Frame, field: Field, sink: &mut Capped<'_>) -> Vec<Option<u32>> {
        if frame.kind() == TableKind::Costs {
            return vec![None; frame.len()];
        }
        let found = self.found(frame, field);
        // An appointment or a season may be for a segment, or for nobody in particular.
        let optional = frame.kind() == TableKind::Calendar;
        for (row, found) in found.iter().enumerate() {
            let (sheet, line) = frame.origin(row);
            let place = self.places.of(sheet, line, field.into());
            let value = frame.text(field, row).unwrap_or_default();
            let problem = match found {
                Some(Found::One(_)) => continue,
                Some(Found::Likely(contact)) => {
                    Diagnostic::new("contact-likely", Severity::Note, place)
                        .value(value)
                        .arg("name", self.contacts.name(*contact as usize))
                }
                Some(Found::Nobody) => {
                    Diagnostic::new("contact-unknown", Severity::Warning, place).value(value)
                }
                Some(Found::Several(count)) => {
                    Diagnostic::new("contact-ambiguous", Severity::Warning, place)
                        .value(value)
                        .arg("count", count)
                }
                None if optional => continue,
                None => Diagnostic::new("contact-missing", Severity::Warning, place),
            };
            sink.push(problem.field(field));
        }
        found
            .into_iter()
            .map(|found| match found {
                Some(Found::One(contact) | Found::Likely(contact)) => Some(contact),
                _ => None,
            })
            .collect()
    }
}
