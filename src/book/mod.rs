//! One run over a book: lists and reads what is there, hands it to the pipeline, writes what comes out.
//!
//! [`look`] writes nothing; [`run`] holds the lock and writes outputs and journal. Nothing here prints, and nothing here
//! decides about contacts.

mod marks;
mod progress;
mod query;
mod read;
mod simulate;
mod write;

use std::path::Path;

use jiff::civil::Date;

use crate::clock;
use crate::config::{self, Known, RulesFile};
use crate::diag::{Diagnostic, Severity};
use crate::error::{ErrorKind, Result};
use crate::lang::{FieldNames, Lang, Language};
use crate::model::Place;
use crate::output::{self, OutputRequest};
use crate::pipeline::{self, Backfill, Outcome};
use crate::source::FileKind;
use crate::stage::profile::KnownFacts;
use crate::stage::segment::{Reasons, WhyRequest};
use crate::store::{BookFolder, RulesText, Source, SourcesRequest};

pub use progress::{Progress, Silent, Step};
pub use query::save_query;
pub use read::{Reader, serve};
pub use simulate::{Mistaken, Simulated, WhatIf, simulate};
pub use write::FileWritten;

/// What to run over.
#[derive(Clone, Copy)]
pub struct BookRequest<'a> {
    /// The book's folder.
    pub folder: &'a Path,
    /// "Today", where it is not that of the rules or of the clock.
    pub as_of: Option<Date>,
    /// The language of outputs, where it is not that of the rules.
    pub language: Option<Language>,
    /// Who reads workbooks.
    pub reader: &'a Reader,
    /// Who wants to know how far it is.
    pub progress: &'a dyn Progress,
}

/// What a look at a book found.
#[derive(Debug)]
pub struct Look {
    /// What the run found out. Its diagnostics include those about files, rules and journal.
    pub outcome: Outcome,
    /// What was read.
    pub sources: Vec<Source>,
    /// The rules as they are written now.
    pub rules: Vec<RulesFile>,
    folder: BookFolder,
    damaged: Vec<String>,
    taken: marks::Taken,
}

/// What a run did.
#[derive(Debug)]
pub struct RunReport {
    /// What it found out.
    pub look: Look,
    /// What became of each output, by path. Empty where the book has no table of contacts: then nothing was written.
    pub files: Vec<FileWritten>,
}

impl Look {
    /// Whether anything needs a person: an error, a warning, or rules with mistakes.
    pub fn needs_attention(&self) -> bool {
        self.outcome.rules_rejected
            || self
                .outcome
                .diagnostics
                .iter()
                .any(|found| found.severity != Severity::Note)
    }

    /// Whether any sheet holds a table of contacts, be it an empty one.
    pub fn has_contacts_table(&self) -> bool {
        let missing = |found: &Diagnostic| found.code == "no-contacts";
        !self.outcome.diagnostics.iter().any(missing)
    }

    /// The book.
    pub fn folder(&self) -> &BookFolder {
        &self.folder
    }
}

/// A book that is open, with what stands in its rules and which files it has.
struct Opened {
    folder: BookFolder,
    rules: Vec<RulesFile>,
    accepted: Vec<RulesFile>,
    sources: Vec<Source>,
    diagnostics: Vec<Diagnostic>,
    /// Whether a rules file could not even be read as text: its accepted version stands in.
    unreadable_rules: bool,
    today: Date,
    names: FieldNames,
}

/// Reads the book and works everything out; writes nothing.
pub fn look(request: &BookRequest<'_>) -> Result<Look> {
    let opened = open(request)?;
    work_out(request, opened, Backfill::Never)
}

/// Reads the book, works everything out, and writes outputs and journal. In its first run the last 12 months are worked out too.
pub fn run(request: &BookRequest<'_>) -> Result<RunReport> {
    run_and(request, Backfill::FirstRun)
}

/// Does what [`run`] does, and works out the time before the book's first run again: from a day on, else 12 months.
pub fn backfill(request: &BookRequest<'_>, from: Option<Date>) -> Result<RunReport> {
    run_and(request, Backfill::From(from))
}

fn run_and(request: &BookRequest<'_>, backfill: Backfill) -> Result<RunReport> {
    let opened = open(request)?;
    let folder = opened.folder.clone();
    let held = folder.lock()?;
    folder.sweep();
    let mut look = work_out(request, opened, backfill)?;
    // Lists without anybody in them must not take the place of good ones.
    if !look.has_contacts_table() {
        return Ok(RunReport {
            look,
            files: Vec::new(),
        });
    }
    let today = look.outcome.today;
    let spill = folder.spill()?;
    let lang = Lang::dressed(look.outcome.dress(look.outcome.language));
    let staged = {
        let outcome = &look.outcome;
        let facts = outcome.facts();
        let reasons = reasons(outcome, &facts, &lang);
        let explain = |ladder, contact| reasons.why(ladder, contact);
        let lift = |ladder, contact| reasons.next(ladder, contact);
        let wanted = OutputRequest {
            outcome,
            lang: &lang,
            spill: spill.path(),
            why: &explain,
            next: &lift,
        };
        write::stage(&folder, &output::artifacts(&wanted), request.progress)?
    };
    drop(spill);
    let damaged: Vec<&str> = look.damaged.iter().map(String::as_str).collect();
    let occasion = write::Occasion {
        today,
        damaged: &damaged,
        taken: &look.taken,
    };
    let wrote = write::commit(&folder, staged, &mut look.outcome.memory, occasion)?;
    look.outcome.diagnostics.extend(wrote.diagnostics);
    if !look.outcome.rules_rejected {
        let rules: Vec<RulesText> = look.rules.iter().map(text_of).collect();
        folder.accept_rules(&rules)?;
    }
    drop(held);
    Ok(RunReport {
        look,
        files: wrote.files,
    })
}

fn open(request: &BookRequest<'_>) -> Result<Opened> {
    let folder = BookFolder::open(request.folder)?;
    let (rules, mut diagnostics) = folder.rules()?;
    let mut rules: Vec<RulesFile> = rules.into_iter().map(file_of).collect();
    let accepted: Vec<RulesFile> = folder.accepted_rules()?.into_iter().map(file_of).collect();
    let unreadable_rules = !diagnostics.is_empty();
    for found in &diagnostics {
        let stands_in = |file: &&RulesFile| found.place == Place::File(file.path.clone());
        rules.extend(accepted.iter().find(stands_in).cloned());
    }
    // The workbooks are not read yet, so that fields of the trade are unknown: only `book.toml` matters here.
    let names = FieldNames::load();
    let book = book_plan(&rules, &accepted, &names);
    let listing = folder.sources(&SourcesRequest {
        named: &book.sources,
        wanted: &|path| FileKind::of(path.rsplit('/').next().unwrap_or(path)).is_some(),
    })?;
    diagnostics.extend(listing.diagnostics);
    if listing.sources.is_empty() {
        return Err(ErrorKind::NoData {
            book: folder.shown().to_owned(),
        }
        .into());
    }
    let today = request
        .as_of
        .or(book.as_of)
        .unwrap_or_else(|| clock::today(book.time_zone.as_deref()));
    Ok(Opened {
        folder,
        rules,
        accepted,
        sources: listing.sources,
        diagnostics,
        unreadable_rules,
        today,
        names,
    })
}

fn book_plan(rules: &[RulesFile], accepted: &[RulesFile], names: &FieldNames) -> config::BookPlan {
    let is_book = |file: &&RulesFile| file.path.ends_with("/book.toml");
    let only =
        |files: &[RulesFile]| -> Vec<RulesFile> { files.iter().filter(is_book).cloned().collect() };
    let known = Known {
        names,
        columns: &[],
    };
    let reading = config::read(&only(rules), &known);
    if reading.is_accepted() {
        return reading.plan.book;
    }
    config::read(&only(accepted), &known).plan.book
}

fn work_out(request: &BookRequest<'_>, opened: Opened, backfill: Backfill) -> Result<Look> {
    let unreadable_rules = opened.unreadable_rules;
    let mut gathered = gather(request, opened)?;
    gathered.input.backfill = backfill;
    let rules = gathered.input.rules.clone();
    let mut outcome = pipeline::run(gathered.input)?;
    outcome.rules_rejected |= unreadable_rules;
    Ok(Look {
        outcome,
        sources: gathered.sources,
        rules,
        folder: gathered.folder,
        damaged: gathered.damaged,
        taken: gathered.taken,
    })
}

/// Everything that was read of a book, before anything is worked out.
struct Gathered {
    input: pipeline::Input,
    sources: Vec<Source>,
    folder: BookFolder,
    damaged: Vec<String>,
    taken: marks::Taken,
}

fn gather(request: &BookRequest<'_>, opened: Opened) -> Result<Gathered> {
    let Opened {
        folder,
        rules,
        accepted,
        sources,
        mut diagnostics,
        today,
        names,
        ..
    } = opened;
    let mut journal = folder.read_journal()?;
    let damaged: Vec<String> = journal.damaged().map(str::to_owned).collect();
    diagnostics.append(&mut journal.diagnostics);
    let mut taken = marks::take(&folder, &mut journal.memory, today);
    diagnostics.append(&mut taken.diagnostics);
    let read = read::sources(&sources, request.reader, request.progress);
    diagnostics.extend(read.diagnostics);
    request.progress.step(Step::Thinking);
    let input = pipeline::Input {
        sheets: read.sheets,
        diagnostics,
        rules,
        accepted,
        memory: journal.memory,
        today,
        language: request.language,
        folder_name: folder_name(&folder),
        inputs: sources.iter().map(input_of).collect(),
        names,
        keeps: true,
        backfill: Backfill::Never,
    };
    Ok(Gathered {
        input,
        sources,
        folder,
        damaged,
        taken,
    })
}

/// The name of the folder itself, also where it was given as `.`.
fn folder_name(folder: &BookFolder) -> String {
    let name = folder.root().file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Explains where contacts stand, in a language.
pub fn reasons<'a>(outcome: &'a Outcome, facts: &'a KnownFacts<'a>, lang: &'a Lang) -> Reasons<'a> {
    Reasons::new(WhyRequest {
        plan: &outcome.plan,
        placements: &outcome.placements,
        facts,
        lang,
        today: outcome.today,
    })
}

fn input_of(source: &Source) -> (String, String) {
    let hash = source.hash.get(..16).unwrap_or(&source.hash);
    (source.path.clone(), hash.to_owned())
}

fn file_of(text: RulesText) -> RulesFile {
    RulesFile {
        path: text.path,
        text: text.text,
    }
}

fn text_of(file: &RulesFile) -> RulesText {
    RulesText {
        path: file.path.clone(),
        text: file.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_book_without_a_name_has_that_of_its_folder() {
        let dir = tempfile::tempdir().unwrap();
        let book = dir.path().join("Nile Flowers");
        fs::create_dir_all(book.join("data")).unwrap();
        fs::write(
            book.join("data/contacts.csv"),
            "Name,Phone\nSara,+201001234567\n",
        )
        .unwrap();
        let request = BookRequest {
            folder: &book,
            as_of: None,
            language: None,
            reader: &Reader::Here,
            progress: &Silent,
        };
        let found = look(&request).unwrap();
        assert_eq!(found.outcome.plan.book.name, "Nile Flowers");
    }
}
