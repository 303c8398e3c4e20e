//! Runs the stages one after the other.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::backfill::{self, BackfillRequest};
use super::rules::{choose_rules, standing, unknown_goods};
use super::{ColumnReading, Input, Matches, Merge, Outcome, account, fates, moves, severity};
use crate::config::condition::When;
use crate::config::{self, Known, RulesFile};
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::lang::{Lang, Language};
use crate::model::{
    Contacts, ContactsParts, Field, Frame, Members, Memory, Place, Reading, RunRecord, TableKind,
    plain_decimal,
};
use crate::stage::changes::{self, ChangeRequest};
use crate::stage::clean::{self, CleanRequest};
use crate::stage::dedupe::{self, DedupeRequest, Deduped, Link, PreparedRows};
use crate::stage::identify::RowIds;
use crate::stage::link::{self, LinkRequest};
use crate::stage::map::{self, MapRequest, Mapped};
use crate::stage::marks::{self, About, Answers, Naming};
use crate::stage::measure::{self, Counts, MeasureRequest};
use crate::stage::profile::repeat::{Refusal, Repeat};
use crate::stage::profile::{self, KnownFacts, ProfileRequest};
use crate::stage::remind::{self, RemindRequest};
use crate::stage::segment::{self, OverrideRequest, PlaceRequest, Sight};
use crate::stage::verify::{self, VerifyRequest};

/// Runs all stages. Fails only if rows were lost, which is a fault of the program.
pub fn run(input: Input) -> Result<Outcome> {
    let Input {
        sheets,
        mut diagnostics,
        rules,
        accepted,
        mut memory,
        today,
        language,
        folder_name,
        inputs,
        names,
        keeps,
        backfill,
    } = input;

    // What was answered in the review holds from this run on.
    marks::take_up(&mut memory, today);
    let answers = Answers::new(&memory.decisions);

    // Header names of `fields.toml` are needed to map; columns of the book to understand conditions: the rules are read twice.
    let early = choose_rules(&rules, &accepted, |files| config::read_early(files, &names));
    let mapped = map::read(
        sheets,
        &MapRequest {
            plan: &early.plan,
            reading: &memory.reading,
            headers: names.headers(),
        },
    );
    let known = Known {
        names: &names,
        columns: &mapped.custom_fields,
    };
    let chosen = choose_rules(&rules, &accepted, |files| config::read(files, &known));
    let mut plan = chosen.plan;
    if plan.book.name.trim().is_empty() {
        plan.book.name = folder_name;
    }
    let plan = Arc::new(plan);
    let old_plan = old_rules(&memory, &rules, &accepted);
    let old_plan = old_plan.map(|old| config::read(old, &known).plan);
    diagnostics.extend(
        chosen
            .problems
            .iter()
            .map(|problem| problem.diagnostic.clone()),
    );
    if !mapped
        .tables
        .iter()
        .any(|table| table.table == TableKind::Contacts)
    {
        diagnostics.push(Diagnostic::new("no-contacts", Severity::Error, Place::Book));
    }
    diagnostics.extend(without_rows(&mapped));
    let read = account::rows_read(&mapped);

    let mut cleaned = clean::clean(
        mapped,
        &CleanRequest {
            plan: &plan,
            today,
            readings: &memory.reading,
            accepted: &answers.accepted(),
        },
    );
    let language = language
        .or(plan.book.language)
        .or(cleaned.language)
        .unwrap_or(Language::English);
    let lang = Lang::load(language);
    cleaned.places.name_cards(lang.get("out.card"));
    diagnostics.append(&mut cleaned.diagnostics);
    memory.reading = readings(&memory.reading, &cleaned.columns, &cleaned.places);

    let rows = cleaned
        .frames
        .remove(&TableKind::Contacts)
        .unwrap_or_else(|| Frame::new(TableKind::Contacts));
    marks::decide_pairs(&mut memory, today);
    let said = dedupe::answers(&memory.decisions);
    let known = std::mem::take(&mut memory.ids);
    // Neither needs the other.
    let (row_ids, mut prepared) = rayon::join(
        || RowIds::new(&rows, known, &said, today),
        || PreparedRows::new(&rows),
    );
    let deduped = dedupe::dedupe(
        &DedupeRequest {
            rows: &rows,
            plan: &plan.matching,
            answers: &said,
            trust: &|sheet| trust(&plan.matching.trusted, &cleaned.places.sheet(sheet).file),
            were_one: &|a, b| row_ids.were_one(a, b),
            row_of: &|id| row_ids.row_of(id),
        },
        &mut prepared,
    );
    let mut row_ids = row_ids;
    let renamed = std::mem::take(&mut row_ids.renamed);
    let own_ids = row_ids.ids.clone();
    let settled = row_ids.settle(&deduped.members);
    memory.ids = settled.known;
    let named = settled.names;
    let since = settled.since;
    let merges = merges(&deduped.links, &deduped.members);
    let matches = Matches::new(&deduped, own_ids, renamed);
    diagnostics.extend(matches.diagnostics(&deduped, &rows));
    let silenced = silenced(&rows, &deduped);
    let parts = ContactsParts {
        rows,
        members: deduped.members,
        ids: settled.ids,
        chosen: deduped.chosen,
        silenced,
    };
    let contacts = Contacts::new(parts);

    let frames = std::mem::take(&mut cleaned.frames);
    // Neither needs the other.
    let (compared, linked) = rayon::join(
        || {
            changes::changes(&ChangeRequest {
                contacts: &contacts,
                custom_fields: &plan.custom_fields,
                before: &memory.records,
                today,
            })
        },
        || {
            link::link(LinkRequest {
                contacts: &contacts,
                named,
                prepared: &prepared,
                frames,
                places: &cleaned.places,
                custom_fields: &plan.custom_fields,
                country: plan.book.country.as_deref(),
                references: plan
                    .overrides
                    .iter()
                    .map(|one| one.contact.as_str())
                    .collect(),
            })
        },
    );
    drop(prepared);
    memory.records = compared.records;
    memory.changes.extend(compared.changes);
    diagnostics.extend(linked.diagnostics);
    let row_fates = fates::fates(&cleaned.rows, (&contacts, &matches.cluster), &linked.rows);
    let accounts = account::balance(read, &row_fates)?;
    diagnostics.extend(verify::verify(&VerifyRequest {
        contacts: &contacts,
        tables: &linked.tables,
        referred_by: &linked.referred_by,
        places: &cleaned.places,
        plan: &plan,
        today,
    }));

    let mut rules_problems = chosen.problems;
    if !chosen.rejected {
        let found = unknown_goods(&plan, linked.tables.purchases.as_ref(), &rules);
        diagnostics.extend(found.iter().map(|problem| problem.diagnostic.clone()));
        rules_problems.extend(found);
    }
    let profile = profile::compute(&ProfileRequest {
        contacts: &contacts,
        tables: &linked.tables,
        referred_by: &linked.referred_by,
        since: &since,
        memory: &memory,
        plan: &plan,
        today,
    });
    let refusal = profile.repeat.as_ref().and_then(Repeat::refusal);
    diagnostics.extend(refusal.and_then(Refusal::diagnostic));
    let facts = KnownFacts {
        contacts: &contacts,
        tables: &linked.tables,
        relatives: &matches.relatives,
        profile: &profile,
        today,
    };
    let id = |contact: usize| contacts.id(contact);
    let mut overrides = segment::overrides(&OverrideRequest {
        contacts: &contacts,
        places: &cleaned.places,
        plan: &plan,
        named: &linked.references,
        lang: &lang,
        today,
    });
    diagnostics.append(&mut overrides.diagnostics);
    let mut backfilled = backfill::backfill(
        &BackfillRequest {
            contacts: &contacts,
            tables: &linked.tables,
            relatives: &matches.relatives,
            referred_by: &linked.referred_by,
            since: &since,
            profile: &profile,
            plan: &plan,
            today,
            lang: &lang,
            wish: backfill,
        },
        &mut memory,
    );
    let asked = PlaceRequest {
        facts: &facts,
        overrides: &overrides,
        plan: &plan,
        id: &id,
        memory: &memory,
        today,
        lang: &lang,
        before: old_plan.as_ref(),
        keeps: keeps && !backfilled.first,
    };
    let mut placements = segment::place(&asked);
    diagnostics.extend(standing(&placements, &overrides, (&plan, &contacts), &lang));
    backfilled.mark(&mut placements, (&plan, &contacts));
    memory.placements = moves::remembered(
        &placements,
        &plan,
        (&contacts, &|_, _| true),
        std::mem::take(&mut memory.placements),
    );
    memory.moves.append(&mut placements.moves);
    if backfilled.first {
        backfill::in_order(&mut memory.moves);
    }
    placements.moves = moves::of_today(&memory.moves, &plan, today);
    let recent_moves = moves::of_month(&memory.moves, &plan, today);

    let sight = Sight::new(&facts, &plan, &placements, today);
    let ready: Vec<_> = plan
        .reminders
        .rules
        .iter()
        .map(|rule| sight.ready(&rule.when))
        .collect();
    let holds = |when: &When, contact: u32| {
        let rule = plan
            .reminders
            .rules
            .iter()
            .position(|rule| std::ptr::eq(&raw const rule.when, when));
        match rule {
            Some(at) => ready[at].truth(contact as usize).is_true(),
            None => sight.ready(when).truth(contact as usize).is_true(),
        }
    };
    severity::settle(&mut diagnostics, &plan.fields);
    let about = About::new(&diagnostics, &contacts, &linked.tables);
    let naming = Naming {
        places: &cleaned.places,
        custom_fields: &plan.custom_fields,
        columns: &cleaned.columns,
        about: &about,
        contacts: &contacts,
    };
    answers.silence(&mut diagnostics, &naming);
    let left = marks::set_aside(&mut diagnostics, &mut memory, &naming, today);
    let counts = Counts {
        merged_rows: merges.len() as u64,
        problems: diagnostics
            .iter()
            .filter(|found| found.severity != Severity::Note)
            .count() as u64,
    };
    let (reminders, metrics) = rayon::join(
        || {
            remind::remind(&RemindRequest {
                contacts: &contacts,
                tables: &linked.tables,
                profile: &profile,
                placements: &placements,
                relatives: &matches.relatives,
                plan: &plan,
                memory: &memory,
                lang: &lang,
                today,
                holds: &holds,
            })
        },
        || {
            measure::measure(&MeasureRequest {
                contacts: &contacts,
                tables: &linked.tables,
                profile: &profile,
                plan: &plan,
                today,
                counts,
            })
        },
    );
    drop(ready);
    remember_metrics(&mut memory, &metrics, today);
    remember_run(
        &mut memory,
        &accounts,
        RunFacts {
            inputs: &inputs,
            rules: &rules,
            contacts: contacts.len(),
            today,
        },
    );

    Ok(Outcome {
        today,
        plan,
        language,
        places: cleaned.places,
        rows: row_fates,
        account: accounts,
        contacts,
        tables: linked.tables,
        profile,
        placements,
        recent_moves,
        backfilled: backfilled.note,
        reminders,
        metrics,
        merges,
        matches,
        diagnostics,
        left,
        repaired: cleaned.repaired,
        about,
        columns: cleaned.columns,
        memory,
        rules_rejected: chosen.rejected,
        rules_problems,
    })
}

/// The contacts table of a book that has headers, and not one row.
fn without_rows(mapped: &Mapped) -> Option<Diagnostic> {
    let mut tables = mapped
        .tables
        .iter()
        .filter(|table| table.table == TableKind::Contacts)
        .peekable();
    let first = tables.peek()?.sheet;
    tables.all(|table| table.data_rows().is_empty()).then(|| {
        Diagnostic::new(
            "contacts-without-rows",
            Severity::Warning,
            Place::Sheet(first),
        )
    })
}

/// The rank of a file among those that the book trusts; those that it does not name come last.
fn trust(trusted: &[String], file: &str) -> usize {
    let named = |name: &String| {
        file == name
            || std::path::Path::new(file)
                .file_name()
                .is_some_and(|end| end == name.as_str())
    };
    trusted.iter().position(named).unwrap_or(trusted.len())
}

/// Contacts of whom a likely duplicate, that nobody decided on, says not to contact them.
fn silenced(rows: &Frame, deduped: &Deduped) -> Vec<u32> {
    if !rows.has(Field::DoNotContact) {
        return Vec::new();
    }
    let is_silent = |contact: u32| {
        let mut said = deduped.members[contact as usize].iter();
        said.any(|row| rows.yes_no(Field::DoNotContact, *row as usize) == Some(true))
    };
    let mut silenced: Vec<u32> = deduped
        .proposals
        .iter()
        .flat_map(|proposal| {
            let (a, b) = proposal.contacts;
            let other = is_silent(a).then_some(b);
            other.into_iter().chain(is_silent(b).then_some(a))
        })
        .collect();
    silenced.sort_unstable();
    silenced.dedup();
    silenced
}

fn merges(links: &[Link], members: &Members) -> Vec<Merge> {
    links
        .iter()
        .map(|link| Merge {
            contact: link.contact,
            survivor: members[link.contact as usize][0],
            with: link.with,
            row: link.row,
            reason: link.reason,
            value: link.value.clone(),
            probability: link.probability,
            signs: link.signs,
        })
        .collect()
}

/// How columns were read, those of sheets that are gone kept: they may come back.
fn readings(
    before: &[Reading],
    columns: &[ColumnReading],
    places: &crate::model::Places,
) -> Vec<Reading> {
    let mut readings: Vec<Reading> = columns
        .iter()
        .map(|column| {
            let sheet = places.sheet(column.sheet);
            Reading {
                file: sheet.file.clone(),
                sheet: sheet.name.clone(),
                header: column.header.clone(),
                table: column.table.code().to_owned(),
                field: column.field.clone(),
                date_order: column.date_order.code().to_owned(),
            }
        })
        .collect();
    let known: std::collections::BTreeSet<(String, String, String)> = readings
        .iter()
        .map(|now| (now.file.clone(), now.sheet.clone(), now.header.clone()))
        .collect();
    let gone = |old: &&Reading| {
        !known.contains(&(old.file.clone(), old.sheet.clone(), old.header.clone()))
    };
    readings.extend(before.iter().filter(gone).cloned());
    readings
}

/// One value a measure, period and day: the whole of all time and of the last 12 months.
fn remember_metrics(memory: &mut Memory, metrics: &[measure::Metric], today: jiff::civil::Date) {
    memory.metrics.retain(|known| known.date != today);
    let whole = metrics.iter().filter(|metric| {
        metric.dimension.is_none() && ["all", "last-12-months"].contains(&metric.period.as_str())
    });
    memory
        .metrics
        .extend(whole.map(|metric| crate::model::MemoryMetric {
            date: today,
            metric: metric.metric.to_owned(),
            period: metric.period.clone(),
            value: metric.value.map(plain_decimal).unwrap_or_default(),
            reconstructed: false,
        }));
}

#[derive(Clone, Copy)]
struct RunFacts<'a> {
    inputs: &'a [(String, String)],
    rules: &'a [RulesFile],
    contacts: usize,
    today: jiff::civil::Date,
}

/// Hash of rules files together, for the ledger of runs.
fn digest_of(rules: &[RulesFile]) -> String {
    let mut hash = Sha256::new();
    for file in rules {
        hash.update(file.path.as_bytes());
        hash.update([0]);
        hash.update(file.text.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The rules of the last run, where they were others than those of this one and are still known.
fn old_rules<'r>(
    memory: &Memory,
    rules: &[RulesFile],
    accepted: &'r [RulesFile],
) -> Option<&'r [RulesFile]> {
    let last = memory.runs.last()?;
    let is_known = last.rules == digest_of(accepted) || !accepted.is_empty();
    (last.rules != digest_of(rules) && is_known).then_some(accepted)
}

fn remember_run(memory: &mut Memory, accounts: &[super::TableAccount], facts: RunFacts<'_>) {
    let sum = |count: fn(&super::TableAccount) -> u64| accounts.iter().map(count).sum();
    let inputs: Vec<String> = facts
        .inputs
        .iter()
        .map(|(path, hash)| format!("{path}={hash}"))
        .collect();
    let record = RunRecord {
        date: facts.today,
        inputs: inputs.join("; "),
        rules: digest_of(facts.rules),
        read: sum(|account| account.read),
        kept: sum(|account| account.kept),
        merged: sum(|account| account.merged),
        held: sum(|account| account.held),
        blank: sum(|account| account.blank),
        contacts: facts.contacts as u64,
    };
    // Running twice on one day equals running once.
    if !memory.runs.contains(&record) {
        memory.runs.push(record);
    }
}
