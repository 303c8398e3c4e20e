//! From a recognised header row to columns: which field each holds, which column labels another, which become fields of the
//! trade. A single-valued field is held by one column only.

use std::collections::{BTreeMap, BTreeSet};

use super::MappedColumn;
use super::customs::{Customs, MOST_FOUND};
use super::evidence::joins_texts;
use super::names::{Names, Trust};
use super::recognise::{Header, HeaderCell, resolve};
use super::remembered::{ReadAs, Remembered};
use crate::diag::{Diagnostic, Severity};
use crate::lang::header_key;
use crate::model::{Field, FieldId, FieldType, Place, SheetId, TableKind, column_letters};
use crate::text::fold;

/// What the columns are made of.
pub(super) struct Source<'a> {
    pub(super) sheet: SheetId,
    pub(super) header: &'a Header,
    pub(super) row_number: u32,
    pub(super) names: &'a Names,
    pub(super) remembered: Option<&'a Remembered>,
    /// Columns in which something stands below the header.
    pub(super) used: &'a BTreeSet<u32>,
}

/// One column while its field is being found.
struct Candidate<'a> {
    /// Whether the header is a misspelling of the field's name.
    guessed: bool,
    cell: &'a HeaderCell,
    known: Option<(FieldId, Trust)>,
    custom: Option<String>,
    label_of: Option<u32>,
}

/// Finds the field of every column.
pub(super) fn columns(
    source: &Source<'_>,
    customs: &mut Customs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MappedColumn> {
    let mut candidates = candidates(source);
    tell_given_names(source, &mut candidates);
    tell_ids(source, &mut candidates);
    settle_rivals(source, &mut candidates, diagnostics);
    find_labels(&mut candidates);
    let place = |column| Place::Cell(source.sheet, source.row_number, column);
    let mut columns: Vec<MappedColumn> = Vec::new();
    let mut taken = BTreeSet::new();
    let mut left_out: Option<Diagnostic> = None;
    for candidate in &candidates {
        let HeaderCell { column, text, .. } = candidate.cell;
        let known = candidate.known.map(|(field, _)| {
            if candidate.guessed && candidate.label_of.is_none() {
                diagnostics.push(
                    Diagnostic::new("header-guessed", Severity::Note, place(*column))
                        .field(field)
                        .value(text),
                );
            }
            field
        });
        let field = match known {
            Some(field) => Some(field),
            None if !source.used.contains(column) => continue,
            None => {
                let name = candidate.custom.as_deref().unwrap_or(text);
                free_custom(name, &mut taken, customs)
            }
        };
        match field {
            Some(field) => columns.push(MappedColumn {
                column: *column,
                header: text.clone(),
                field,
                label_of: candidate.label_of,
            }),
            None => left_out = left_out.or_else(|| Some(too_many(place(*column), text))),
        }
    }
    for column in headerless(source) {
        let name = format!("column {}", column_letters(column));
        match free_custom(&name, &mut taken, customs) {
            Some(field) => {
                diagnostics.push(
                    Diagnostic::new("column-without-header", Severity::Note, place(column))
                        .arg("column", column_letters(column)),
                );
                columns.push(MappedColumn {
                    column,
                    header: name,
                    field,
                    label_of: None,
                });
            }
            None => left_out = left_out.or_else(|| Some(too_many(place(column), &name))),
        }
    }
    diagnostics.extend(left_out);
    // Rules may ask about a column that nobody filled yet, or that was emptied: it is unknown for all.
    let is_empty = |candidate: &&Candidate| {
        candidate.known.is_none() && !source.used.contains(&candidate.cell.column)
    };
    for candidate in candidates.iter().filter(is_empty) {
        let name = candidate.custom.as_deref();
        free_custom(name.unwrap_or(&candidate.cell.text), &mut taken, customs);
    }
    columns.sort_by_key(|column| column.column);
    columns
}

fn too_many(place: Place, header: &str) -> Diagnostic {
    Diagnostic::new("too-many-columns", Severity::Warning, place)
        .value(header)
        .arg("limit", MOST_FOUND)
}

fn candidates<'a>(source: &'a Source<'_>) -> Vec<Candidate<'a>> {
    let Header {
        table,
        language,
        cells,
        ..
    } = source.header;
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    cells
        .iter()
        .map(|cell| {
            let nth = seen.entry(cell.text.as_str()).or_default();
            let before = source
                .remembered
                .and_then(|sheet| sheet.column(&cell.text, *nth));
            *nth += 1;
            let now = resolve(&cell.reading.meanings, *table, *language);
            let (known, custom) = match (now, before) {
                (Some((field, Trust::Plan)), _) => (Some((field, Trust::Plan)), None),
                (_, Some(ReadAs::Known(field))) => (Some((field, Trust::Memory)), None),
                (_, Some(ReadAs::Custom(name))) => (None, Some(name)),
                (now, None) => (now, None),
            };
            // A guess stays one, and is told, until the header is written as it is known or the rules name it.
            let guessed = matches!((now, known), (Some((guess, Trust::Guess)), Some((field, _))) if guess == field);
            Candidate {
                cell,
                guessed,
                known,
                custom,
                label_of: None,
            }
        })
        .collect()
}

/// `Name` beside `Surname` is a given name.
fn tell_given_names(source: &Source<'_>, candidates: &mut [Candidate<'_>]) {
    let holds = |candidates: &[Candidate<'_>], field: Field| {
        candidates
            .iter()
            .any(|one| one.known.is_some_and(|(known, _)| known == field.into()))
    };
    if source.header.table != TableKind::Contacts
        || !holds(candidates, Field::FamilyName)
        || holds(candidates, Field::GivenName)
    {
        return;
    }
    let bare = candidates.iter_mut().find(|one| {
        one.known == Some((Field::Name.into(), Trust::Exact))
            && source.names.bare.contains(&header_key(&one.cell.text))
    });
    if let Some(bare) = bare {
        bare.known = Some((Field::GivenName.into(), Trust::Exact));
    }
}

/// `id` beside `own-id` is tierbook's own.
fn tell_ids(source: &Source<'_>, candidates: &mut [Candidate<'_>]) {
    let own = Some(FieldId::from(Field::OwnId));
    let is_own = |one: &Candidate<'_>| one.known.map(|(field, _)| field) == own;
    if source.header.table != TableKind::Contacts
        || candidates.iter().filter(|one| is_own(one)).count() < 2
    {
        return;
    }
    let short = candidates.iter_mut().find(|one| {
        is_own(one)
            && one.known.is_some_and(|(_, trust)| trust == Trust::Exact)
            && header_key(&one.cell.text) == "id"
    });
    if let Some(short) = short {
        short.known = Some((Field::Id.into(), Trust::Exact));
    }
}

/// Where several columns name one field: lists, phones, emails and parts of addresses take them all, any other field the
/// most trusted, then the first; the others become fields of the trade.
fn settle_rivals(
    source: &Source<'_>,
    candidates: &mut [Candidate<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut by_field: BTreeMap<FieldId, Vec<usize>> = BTreeMap::new();
    for (index, one) in candidates.iter().enumerate() {
        if let Some((field, _)) = one.known {
            by_field.entry(field).or_default().push(index);
        }
    }
    let mut losers: Vec<Loser> = Vec::new();
    for (field, rivals) in by_field {
        let trust = |index: &usize| candidates.get(*index)?.known.map(|(_, trust)| trust);
        let text = |index: usize| candidates.get(index).map(|one| fold(&one.cell.text));
        // A column in which nothing stands wins only if it was decided or remembered.
        let rank = |index: &usize| {
            let column = candidates.get(*index).map(|one| one.cell.column);
            let idle = column.is_none_or(|column| !source.used.contains(&column));
            (idle && trust(index) > Some(Trust::Memory), trust(index))
        };
        let Some(winner) = rivals.iter().copied().min_by_key(rank) else {
            continue;
        };
        let weak = |index: usize| trust(&index) == Some(Trust::Weak);
        for rival in rivals.into_iter().filter(|index| *index != winner) {
            let with_others = match takes_many(field) {
                Many::All => true,
                Many::Different => text(rival) != text(winner),
                Many::No => false,
            };
            let gives_way = weak(rival) && !(weak(winner) && with_others);
            if gives_way || !with_others {
                losers.push(Loser {
                    index: rival,
                    field,
                    silent: gives_way,
                    same_header: text(rival) == text(winner),
                });
            }
        }
    }
    losers.sort_unstable_by_key(|loser| loser.index);
    for loser in losers {
        let Some(one) = candidates.get_mut(loser.index) else {
            continue;
        };
        one.known = None;
        if loser.same_header {
            one.custom = Some(format!("{} (2)", one.cell.text));
        }
        if !loser.silent && source.used.contains(&one.cell.column) {
            let place = Place::Cell(source.sheet, source.row_number, one.cell.column);
            diagnostics.push(
                Diagnostic::new("column-repeated", Severity::Note, place)
                    .field(loser.field)
                    .value(&one.cell.text),
            );
        }
    }
}

/// A column that does not get the field that its header names.
struct Loser {
    index: usize,
    field: FieldId,
    silent: bool,
    same_header: bool,
}

enum Many {
    /// All columns are kept together.
    All,
    /// Columns with different headers are kept together (`Home city`, `Business city`).
    Different,
    /// One column only.
    No,
}

fn takes_many(field: FieldId) -> Many {
    let Some(known) = field.known() else {
        return Many::No;
    };
    match known.spec().kind {
        FieldType::Phones | FieldType::Emails | FieldType::List => Many::All,
        FieldType::Contact if known == Field::Contact => Many::Different,
        _ if known == Field::Notes => Many::All,
        _ if joins_texts(known) => Many::Different,
        _ => Many::No,
    }
}

/// Label columns of an export of Google Contacts: `Phone 1 - Label` speaks of `Phone 1 - Value`.
fn find_labels(candidates: &mut [Candidate<'_>]) {
    let mut values: BTreeMap<String, (u32, FieldId)> = BTreeMap::new();
    for one in candidates.iter() {
        if let (Some((group, part)), Some((field, _))) = (group(&one.cell.text), one.known)
            && matches!(part.as_str(), "value" | "street" | "formatted")
        {
            values.entry(group).or_insert((one.cell.column, field));
        }
    }
    for one in candidates.iter_mut() {
        let Some((group, part)) = group(&one.cell.text) else {
            continue;
        };
        if matches!(part.as_str(), "label" | "type")
            && let Some((column, field)) = values.get(&group)
        {
            one.known = Some((*field, Trust::Exact));
            one.label_of = Some(*column);
        }
    }
}

/// `Phone 1 - Value` is part `value` of group `phone1`.
fn group(header: &str) -> Option<(String, String)> {
    let (group, part) = header.rsplit_once(" - ")?;
    Some((header_key(group), header_key(part)))
}

/// The field of the trade of a name; a name that this sheet has already gets a number.
fn free_custom(
    name: &str,
    taken: &mut BTreeSet<FieldId>,
    customs: &mut Customs,
) -> Option<FieldId> {
    let stem = name.strip_suffix(" (2)").unwrap_or(name);
    let copies = (2..=MOST_FOUND + 2).map(|copy| format!("{stem} ({copy})"));
    std::iter::once(name.to_owned())
        .chain(copies)
        .map_while(|name| customs.field(&name))
        .find(|field| taken.insert(*field))
}

fn headerless(source: &Source<'_>) -> Vec<u32> {
    let headed: BTreeSet<u32> = source.header.cells.iter().map(|cell| cell.column).collect();
    source.used.difference(&headed).copied().collect()
}
