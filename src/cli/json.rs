//! Answers for programs: one JSON object, English codes in every language of messages.

use serde_json::{Value, json};

use super::errors;
use super::problems::counts;
use crate::book::{Look, RunReport};
use crate::diag::Diagnostic;
use crate::error::Error;
use crate::lang::Lang;
use crate::model::{Direction, Place, cell_name};
use crate::store::Written;

pub(super) fn line(value: &Value) -> String {
    format!("{value:#}\n")
}

pub(super) fn error(error: &Error, lang: &Lang) -> String {
    let (message, hint) = errors::words(error, lang);
    line(&json!({"error": {"message": message, "hint": hint}}))
}

pub(super) fn check(look: &Look, lang: &Lang) -> String {
    line(&of_look(look, lang))
}

pub(super) fn run(report: &RunReport, lang: &Lang) -> String {
    let mut value = of_look(&report.look, lang);
    let outcome = &report.look.outcome;
    let moves: Vec<Value> = outcome
        .placements
        .moves
        .iter()
        .map(|moved| {
            json!({
                "contact": moved.contact.as_str(),
                "ladder": moved.ladder,
                "from": moved.from,
                "to": moved.to,
                "direction": moved.direction.map(Direction::code),
                "cause": moved.cause.code(),
                "days": moved.days,
                "why": moved.why,
            })
        })
        .collect();
    let files: Vec<Value> = report
        .files
        .iter()
        .map(|file| {
            let state = match (file.retired, file.written) {
                (true, _) => "retired",
                (_, Written::Unchanged) => "unchanged",
                (_, Written::Written) => "written",
                (_, Written::KeptEdited) => "kept-edited",
                (_, Written::Beside) => "beside",
            };
            json!({"path": file.path, "state": state})
        })
        .collect();
    value["moves"] = moves.into();
    if let Some(note) = &outcome.backfilled {
        value["backfill"] = json!({
            "from": note.from.to_string(),
            "seen": note.seen.to_string(),
            "months": note.months,
            "moves": note.moves,
        });
    }
    value["due-today"] = count(
        outcome
            .reminders
            .iter()
            .filter(|one| one.due == outcome.today),
    );
    value["overdue"] = count(
        outcome
            .reminders
            .iter()
            .filter(|one| one.due < outcome.today),
    );
    value["files"] = files.into();
    line(&value)
}

/// File and `line:column` of a place in the rules.
pub(super) fn line_of(place: &Place) -> (Option<String>, Option<String>) {
    match place {
        Place::File(file) => (Some(file.clone()), None),
        Place::Line { file, line, column } => {
            (Some(file.clone()), Some(format!("{line}:{column}")))
        }
        _ => (None, None),
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> Value {
    Value::from(items.count())
}

fn of_look(look: &Look, lang: &Lang) -> Value {
    let outcome = &look.outcome;
    let counts = counts(look);
    let sources: Vec<Value> = look
        .sources
        .iter()
        .map(|source| json!({"path": source.path, "bytes": source.size, "sha256": source.hash}))
        .collect();
    let account: Vec<Value> = outcome
        .account
        .iter()
        .map(|table| {
            json!({
                "table": table.table.code(),
                "read": table.read,
                "kept": table.kept,
                "merged": table.merged,
                "held": table.held,
                "blank": table.blank,
            })
        })
        .collect();
    let problems: Vec<Value> = outcome
        .diagnostics
        .iter()
        .map(|found| problem(found, look, lang))
        .collect();
    json!({
        "book": outcome.plan.book.name,
        "date": outcome.today.to_string(),
        "language": outcome.language.code(),
        "sources": sources,
        "rows": account,
        "contacts": outcome.contacts.len(),
        "rules-rejected": outcome.rules_rejected,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notes": counts.notes,
        "problems": problems,
    })
}

fn problem(found: &Diagnostic, look: &Look, lang: &Lang) -> Value {
    let places = &look.outcome.places;
    let (mut file, mut sheet, mut cell) = (Value::Null, Value::Null, Value::Null);
    match &found.place {
        Place::Book => {}
        Place::File(path) => file = path.clone().into(),
        Place::Line {
            file: path,
            line,
            column,
        } => {
            file = path.clone().into();
            cell = format!("{line}:{column}").into();
        }
        Place::Sheet(id) | Place::Row(id, _) | Place::Cell(id, _, _) => {
            let at = places.sheet(*id);
            file = at.file.clone().into();
            sheet = at.name.clone().into();
            cell = match found.place {
                Place::Row(_, row) => at.number_of(row).to_string().into(),
                Place::Cell(_, row, _) if at.holds_cards() => at.number_of(row).to_string().into(),
                Place::Cell(_, row, column) => cell_name(row, column).into(),
                _ => Value::Null,
            };
        }
    }
    json!({
        "severity": found.severity.code(),
        "code": found.code,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "value": found.value,
        "message": lang.message(found),
        "hint": lang.hint(found),
    })
}
