//! What a run did, in a few lines that a shop owner understands.

use super::problems::counts;
use super::style::{Labelled, bold, isolate};
use crate::book::{FileWritten, RunReport};
use crate::lang::Lang;
use crate::model::{Move, TableKind};
use crate::pipeline::Outcome;
use crate::store::Written;

/// Moves that are named one by one.
const MOVES: usize = 3;

pub(super) fn summary(report: &RunReport, lang: &Lang) -> String {
    let outcome = &report.look.outcome;
    let mut lines = Labelled::default();
    lines.add(lang.get("cli.label.read"), read(report, lang));
    lines.add(lang.get("cli.label.contacts"), contacts(outcome, lang));
    lines.add(lang.get("cli.label.attention"), attention(report, lang));
    moves(outcome, lang, &mut lines);
    past(outcome, lang, &mut lines);
    lines.add(lang.get("cli.label.due"), due(outcome, lang));
    lines.add(lang.get("cli.label.written"), written(&report.files, lang));
    let name = &outcome.plan.book.name;
    let title = if name.is_empty() {
        lang.date(outcome.today)
    } else {
        format!("{name} · {}", lang.date(outcome.today))
    };
    format!("{}\n{}", bold(&title), lines.render(lang))
}

fn read(report: &RunReport, lang: &Lang) -> String {
    let outcome = &report.look.outcome;
    let files = report.look.sources.len() as u64;
    let mut sums = [0; 5];
    for table in &outcome.account {
        let row = [
            table.read,
            table.kept,
            table.merged,
            table.held,
            table.blank,
        ];
        for (sum, number) in sums.iter_mut().zip(row) {
            *sum += number;
        }
    }
    let [rows, kept, merged, held, blank] = sums;
    lang.fill(
        "cli.read",
        &[
            ("files", &lang.count("cli.files", files, &[])),
            ("rows", &lang.count("cli.rows", rows, &[])),
            ("kept", &lang.number(kept)),
            ("merged", &lang.number(merged)),
            ("held", &lang.number(held)),
            ("blank", &lang.number(blank)),
        ],
    )
}

fn contacts(outcome: &Outcome, lang: &Lang) -> String {
    let customers = outcome.profile.customer.iter().filter(|is| **is).count() as u64;
    let merged = outcome
        .account
        .iter()
        .filter(|table| table.table == TableKind::Contacts)
        .map(|table| table.merged)
        .sum();
    lang.fill(
        "cli.contacts",
        &[
            (
                "contacts",
                &lang.count("cli.people", outcome.contacts.len() as u64, &[]),
            ),
            ("customers", &lang.count("cli.customers", customers, &[])),
            ("merged", &lang.count("cli.merged", merged, &[])),
        ],
    )
}

fn attention(report: &RunReport, lang: &Lang) -> String {
    let counts = counts(&report.look);
    let mut text = if counts.errors + counts.warnings == 0 {
        lang.get("cli.nothing").to_owned()
    } else {
        lang.fill(
            "cli.attention",
            &[
                ("errors", &lang.count("cli.errors", counts.errors, &[])),
                (
                    "warnings",
                    &lang.count("cli.warnings", counts.warnings, &[]),
                ),
                ("file", &isolate("out/review.xlsx", lang)),
            ],
        )
    };
    if report.look.outcome.rules_rejected {
        text.push_str("; ");
        text.push_str(lang.get("cli.rules-rejected"));
    }
    text
}

fn moves(outcome: &Outcome, lang: &Lang, lines: &mut Labelled) {
    let moves = &outcome.placements.moves;
    let label = lang.get("cli.label.moved");
    if moves.is_empty() {
        lines.add(label, lang.get("cli.nobody"));
        return;
    }
    lines.add(label, lang.count("cli.moves", moves.len() as u64, &[]));
    for moved in moves.iter().take(MOVES) {
        lines.add("", one_move(moved, outcome, lang));
    }
    if moves.len() > MOVES {
        let more = (moves.len() - MOVES) as u64;
        lines.add("", lang.count("cli.more-moves", more, &[]));
    }
}

/// What was worked out of the time before the book was kept.
fn past(outcome: &Outcome, lang: &Lang, lines: &mut Labelled) {
    let Some(note) = outcome.backfilled else {
        return;
    };
    let label = lang.get("cli.label.past");
    if note.months == 0 {
        lines.add(label, lang.get("cli.past-nothing"));
        return;
    }
    let moves = lang.count("cli.moves", note.moves as u64, &[]);
    let (from, seen) = (lang.date(note.from), lang.date(note.seen));
    let args = [("moves", moves.as_str()), ("from", &from), ("seen", &seen)];
    lines.add(label, lang.count("cli.past", note.months as u64, &args));
}

/// A move in words: name, ladder, from, to.
pub(super) fn one_move(moved: &Move, outcome: &Outcome, lang: &Lang) -> String {
    let contact = (0..outcome.contacts.len()).find(|at| outcome.contacts.id(*at) == moved.contact);
    let name = contact.map_or_else(
        || moved.contact.to_string(),
        |at| outcome.contacts.name(at).into_owned(),
    );
    let rung = |name: &Option<String>| match name {
        Some(name) => lang.rung(&moved.ladder, name).to_owned(),
        None => lang.get("cli.not-placed").to_owned(),
    };
    lang.fill(
        "cli.move",
        &[
            ("name", &name),
            ("ladder", lang.ladder(&moved.ladder)),
            ("from", &rung(&moved.from)),
            ("to", &rung(&moved.to)),
        ],
    )
}

fn due(outcome: &Outcome, lang: &Lang) -> String {
    let today = outcome.today;
    let overdue = outcome
        .reminders
        .iter()
        .filter(|line| line.due < today)
        .count() as u64;
    let now = outcome
        .reminders
        .iter()
        .filter(|line| line.due == today)
        .count() as u64;
    lang.fill(
        "cli.due",
        &[
            ("today", &lang.count("cli.reminders", now, &[])),
            ("overdue", &lang.count("cli.overdue", overdue, &[])),
            ("file", &isolate("out/reminders.xlsx", lang)),
        ],
    )
}

fn written(files: &[FileWritten], lang: &Lang) -> String {
    let count = |wanted: &dyn Fn(&FileWritten) -> bool| {
        files.iter().filter(|file| wanted(file)).count() as u64
    };
    let unchanged = count(&|file| file.written == Written::Unchanged);
    let kept = count(&|file| file.written == Written::KeptEdited);
    let changed = count(&|file| file.written != Written::Unchanged && !file.retired);
    let mut text = lang.fill(
        "cli.written",
        &[
            ("written", &lang.count("cli.files", changed, &[])),
            ("unchanged", &lang.number(unchanged)),
        ],
    );
    if kept > 0 {
        text.push_str("; ");
        text.push_str(&lang.count("cli.kept-edited", kept, &[]));
    }
    text
}
