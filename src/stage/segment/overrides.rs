//! Rungs that people set themselves: by `rules/overrides.toml`, or by a column of their own with a reason and an end. Each is
//! listed until it ends; what has ended, or names nobody, is told.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::calendar::to_civil;
use crate::config::{Ladder, Plan, Yours, literal};
use crate::diag::{Capped, Diagnostic, Severity};
use crate::lang::Lang;
use crate::model::{Contacts, Field, FieldId, Place, Places};
use crate::text::fold;

/// What is needed to find them.
#[derive(Clone, Copy)]
pub struct OverrideRequest<'a> {
    /// The contacts.
    pub contacts: &'a Contacts,
    /// Where their cells are.
    pub places: &'a Places,
    /// The rules.
    pub plan: &'a Plan,
    /// For each override of the rules the contact that it names, or how many it could name.
    pub named: &'a [Result<u32, usize>],
    /// The language in which default rungs may be written, beside English.
    pub lang: &'a Lang,
    /// The day of the run.
    pub today: Date,
}

/// Rungs that people set, ladder by ladder.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// One for each ladder of the plan.
    pub ladders: Vec<LadderOverrides>,
    /// What has ended, names nobody, or lacks its reason or end.
    pub diagnostics: Vec<Diagnostic>,
}

/// Those of one ladder.
#[derive(Debug, Clone, Default)]
pub struct LadderOverrides {
    /// The column of people's own rungs, shown beside ours.
    pub yours: Option<FieldId>,
    /// The overrides of today, by contact.
    pub set: BTreeMap<u32, SetRung>,
}

/// A rung that a person set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRung {
    /// The index of the rung.
    pub rung: u16,
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: Date,
    /// Where it is written.
    pub place: Place,
}

/// Finds the overrides of all ladders.
pub fn overrides(request: &OverrideRequest<'_>) -> Overrides {
    let plan = request.plan;
    let mut found = Overrides {
        ladders: vec![LadderOverrides::default(); plan.ladders.len()],
        diagnostics: Vec::new(),
    };
    by_rules(request, &mut found);
    // A column that the rules name is of the ladder that they name it for.
    let named = plan.ladders.iter().filter_map(|ladder| ladder.yours);
    let mut taken: Vec<FieldId> = named.map(|yours| yours.rung).collect();
    let mut sink = Capped::new(&[]);
    for (ladder, of_ladder) in plan.ladders.iter().zip(&mut found.ladders) {
        let scope = Scope::new(request, ladder);
        of_ladder.yours = match ladder.yours {
            Some(yours) => {
                scope.by_column(yours, of_ladder, &mut sink);
                Some(yours.rung)
            }
            None => scope.likely_column(&taken),
        };
        taken.extend(of_ladder.yours);
    }
    found.diagnostics.extend(sink.finish(|_| None));
    found
}

fn by_rules(request: &OverrideRequest<'_>, found: &mut Overrides) {
    for (one, named) in request.plan.overrides.iter().zip(request.named) {
        let told = |code: &'static str, severity: Severity| {
            Diagnostic::new(code, severity, one.place.clone()).value(&one.contact)
        };
        if one.until < request.today {
            let ended = told("override-ended", Severity::Note);
            found.diagnostics.push(ended.arg("until", one.until));
            continue;
        }
        let contact = match named {
            Ok(contact) => *contact,
            Err(0) => {
                let nobody = told("override-contact-unknown", Severity::Warning);
                found.diagnostics.push(nobody);
                continue;
            }
            Err(count) => {
                let several = told("override-contact-ambiguous", Severity::Warning);
                found.diagnostics.push(several.arg("count", count));
                continue;
            }
        };
        let Some(ladder) = found.ladders.get_mut(one.ladder) else {
            continue;
        };
        if ladder.set.contains_key(&contact) {
            let twice = told("override-twice", Severity::Warning);
            found.diagnostics.push(twice);
            continue;
        }
        let set = SetRung {
            rung: one.rung as u16,
            reason: one.reason.clone(),
            until: one.until,
            place: one.place.clone(),
        };
        ladder.set.insert(contact, set);
    }
}

/// So many contacts are looked at, and so many of their values, to see whose column it is.
const LOOKED_AT: usize = 20_000;
const SAMPLE: usize = 500;

/// One ladder and what people wrote about it.
struct Scope<'a> {
    request: &'a OverrideRequest<'a>,
    ladder: &'a Ladder,
    /// Rungs as the rules call them and as they are shown, folded.
    rungs: Vec<(String, u16)>,
}

impl<'a> Scope<'a> {
    fn new(request: &'a OverrideRequest<'a>, ladder: &'a Ladder) -> Scope<'a> {
        let rungs = ladder.rungs.iter().zip(0..);
        let rungs = rungs.flat_map(|(rung, at)| {
            let shown = request.lang.rung(&ladder.name, &rung.name);
            [(fold(&rung.name), at), (fold(shown), at)]
        });
        Scope {
            request,
            ladder,
            rungs: rungs.collect(),
        }
    }

    /// The rung that a cell names.
    fn rung(&self, text: &str) -> Option<u16> {
        let typed = fold(text);
        let mut rungs = self.rungs.iter();
        rungs
            .find(|(name, _)| *name == typed)
            .map(|(_, rung)| *rung)
    }

    /// The first column of people's own in which nearly all values are rungs of this ladder: one that is called like the ladder
    /// before the others.
    fn likely_column(&self, taken: &[FieldId]) -> Option<FieldId> {
        let OverrideRequest {
            contacts,
            plan,
            lang,
            ..
        } = self.request;
        let name = |field: &FieldId| {
            let custom = field.custom_index();
            custom.and_then(|index| plan.custom_fields.get(index))
        };
        let is_namesake = |field: &FieldId| {
            name(field).is_some_and(|name| {
                let (header, ladder) = (fold(name), self.ladder.name.as_str());
                header == fold(ladder) || header == fold(lang.ladder(ladder))
            })
        };
        let scores: Vec<FieldId> = plan.scores.iter().map(|score| score.field).collect();
        let mut columns: Vec<FieldId> = contacts
            .rows()
            .fields()
            .filter(|field| *field == Field::OwnRung.into() || field.custom_index().is_some())
            .filter(|field| !taken.contains(field) && !scores.contains(field))
            .collect();
        columns.sort_by_key(|field| !is_namesake(field));
        columns.into_iter().find(|field| self.holds_rungs(*field))
    }

    fn holds_rungs(&self, field: FieldId) -> bool {
        let contacts = self.request.contacts;
        let (mut rungs, mut others) = (0_usize, 0_usize);
        for contact in 0..contacts.len().min(LOOKED_AT) {
            let Some(text) = contacts
                .text(field, contact)
                .filter(|text| !text.is_empty())
            else {
                continue;
            };
            if self.rung(&text).is_some() {
                rungs += 1;
            } else {
                others += 1;
            }
            if rungs + others >= SAMPLE || others >= 20 && others > rungs {
                break;
            }
        }
        // A slip here and there is no other meaning.
        rungs > 0 && others * 5 <= rungs + others
    }

    /// Overrides of the column that the rules name.
    fn by_column(&self, yours: Yours, found: &mut LadderOverrides, sink: &mut Capped<'_>) {
        let contacts = self.request.contacts;
        for contact in 0..contacts.len() {
            let Some(text) = contacts
                .display(yours.rung, contact)
                .filter(|text| !text.trim().is_empty())
            else {
                continue;
            };
            let told = |code: &'static str, severity: Severity| {
                let place = self.place(yours.rung, contact);
                Diagnostic::new(code, severity, place)
                    .field(yours.rung)
                    .value(text.as_ref())
            };
            let Some(rung) = self.rung(&text) else {
                let ladder = told("override-rung-unknown", Severity::Warning);
                sink.push(ladder.arg("ladder", &self.ladder.name));
                continue;
            };
            let Some((reason, until)) = yours.because else {
                continue;
            };
            let reason = contacts.display(reason, contact);
            let reason = reason.filter(|reason| !reason.trim().is_empty());
            match (reason, self.day(until, contact)) {
                (None, None) => {}
                (Some(reason), Some(until)) if until >= self.request.today => {
                    if found.set.contains_key(&(contact as u32)) {
                        sink.push(told("override-twice", Severity::Warning));
                        continue;
                    }
                    let set = SetRung {
                        rung,
                        reason: reason.into_owned(),
                        until,
                        place: self.place(yours.rung, contact),
                    };
                    found.set.insert(contact as u32, set);
                }
                (_, Some(until)) if until < self.request.today => {
                    sink.push(told("override-ended", Severity::Note).arg("until", until));
                }
                _ => sink.push(told("override-unfinished", Severity::Note)),
            }
        }
    }

    /// A whole date; a column of the trade may hold it as text.
    fn day(&self, field: FieldId, contact: usize) -> Option<Date> {
        let OverrideRequest { contacts, plan, .. } = self.request;
        let date = contacts.date(field, contact).and_then(to_civil);
        date.or_else(|| literal::date(&contacts.text(field, contact)?, plan.book.calendar))
    }

    fn place(&self, field: FieldId, contact: usize) -> Place {
        let OverrideRequest {
            contacts, places, ..
        } = self.request;
        let row = contacts.source_row(field, contact);
        let (sheet, line) = contacts.rows().origin(row);
        places.of(sheet, line, field)
    }
}
