//! What is read back from written sheets, and what becomes of it.

use jiff::civil::date;

use super::*;
use crate::model::{OwnedCell, SheetId};
use crate::stage::clean::ColumnReading;

const TODAY: Date = date(2026, 11, 22);

fn grid(rows: &[&[&str]]) -> Grid {
    let mut grid = Grid::default();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<(u32, OwnedCell)> = (0..)
            .zip(row.iter())
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| match text.parse::<f64>() {
                Ok(serial) => (column, OwnedCell::Serial(serial)),
                Err(_) => (column, OwnedCell::Text((*text).to_owned())),
            })
            .collect();
        grid.push_row(at as u32, &cells);
    }
    grid
}

fn read_grid(grid: &Grid) -> MarksRead {
    let sheet = WrittenSheet {
        file: "out/reminders.xlsx",
        grid,
        today: TODAY,
    };
    read(sheet, &FillIn::load())
}

fn mark(key: &str, column: &str, value: &str) -> Mark {
    Mark {
        file: "out/reminders.xlsx".into(),
        key: key.into(),
        column: column.into(),
        value: value.into(),
        date: Some(TODAY),
    }
}

#[test]
fn marks_are_found_by_header_names_in_every_language() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        let words = |code: &str| lang.get(&format!("fill-in.{code}")).to_owned();
        let (outcome, done, key) = (words("outcome"), words("done-on"), words("key"));
        let sheet = grid(&[
            &["Reminders"],
            &[&outcome, "Name", &done, &key],
            &["called", "Sara", "46348", "verify:c100000000"],
            &["", "Ali", "✓", "verify:c200000000"],
            &["", "Omar", "", "verify:c300000000"],
            &["lost its key", "Omar", "", ""],
        ]);
        let expected = [
            mark("verify:c100000000", "outcome", "called"),
            mark("verify:c100000000", "done-on", "2026-11-22"),
            mark("verify:c200000000", "done-on", "✓"),
        ];
        assert_eq!(read_grid(&sheet).marks, expected, "{language:?}");
    }
}

#[test]
fn a_key_beside_another_contact_is_refused() {
    let sheet = grid(&[
        &["key", "id", "done-on"],
        &["verify:c100000000", "c100000000", "ok"],
        &["verify:c200000000", "c300000000", "ok"],
    ]);
    let found = read_grid(&sheet);
    assert_eq!(found.marks, [mark("verify:c100000000", "done-on", "ok")]);
    assert_eq!(found.diagnostics.len(), 1);
    assert_eq!(found.diagnostics[0].code, "mark-misplaced");
}

#[test]
fn nothing_typed_is_lost() {
    let mut remembered = vec![mark("b", "outcome", "called"), mark("a", "same", "yes")];
    let notes = merge(
        &mut remembered,
        vec![mark("b", "outcome", "met"), mark("c", "same", "no")],
    );
    assert_eq!(
        remembered,
        [
            mark("a", "same", "yes"),
            mark("b", "outcome", "met"),
            mark("c", "same", "no")
        ]
    );
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].code, "mark-changed");
}

fn column(column: u32, header: &str) -> ColumnReading {
    ColumnReading {
        sheet: SheetId(0),
        column,
        header: header.into(),
        table: crate::model::TableKind::Contacts,
        field: "mobile-phone".into(),
        known: true,
        samples: vec![],
        date_order: crate::calendar::DateOrder::Unknown,
        unit: None,
    }
}

/// A sheet with a contact a row, `Sara` and `Ali`, and what is said of the phone of each.
struct Fixture {
    places: crate::model::Places,
    contacts: crate::model::Contacts,
    columns: Vec<ColumnReading>,
    memory: crate::model::Memory,
}

impl Fixture {
    fn new() -> Fixture {
        use crate::model::{Contacts, Field, Frame, Sheet, TableKind};
        let mut rows = Frame::new(TableKind::Contacts);
        for (row, name) in [(1, "Sara"), (2, "Ali"), (3, "Omar")] {
            rows.push_row(SheetId(0), row);
            rows.set_text(Field::Name, name);
        }
        let mut places = crate::model::Places::default();
        places.add(Sheet {
            file: "data/a|b.xlsx".into(),
            name: "People".into(),
            columns: vec![],
        });
        let contacts = Contacts::alone(rows, (1..4).map(ContactId::from_bits).collect());
        Fixture {
            places,
            contacts,
            columns: vec![column(3, "Mobile"), column(4, "Mobile 2")],
            memory: crate::model::Memory::default(),
        }
    }

    /// A run that finds these phones bad: the row and what was typed. Returns what is said and what is left, by value, and the
    /// key and the digests of the line as the review would show them.
    fn run(&mut self, phones: &[(u32, &str)]) -> [Vec<String>; 4] {
        use crate::model::{Field, Tables};
        let mut loud: Vec<Diagnostic> = phones
            .iter()
            .map(|(row, typed)| {
                let place = Place::Cell(SheetId(0), *row, 3);
                Diagnostic::new("phone-too-short", Severity::Warning, place)
                    .field(Field::MobilePhone)
                    .value(*typed)
            })
            .collect();
        let about = About::new(&loud, &self.contacts, &Tables::default());
        let naming = Naming {
            places: &self.places,
            custom_fields: &[],
            columns: &self.columns,
            about: &about,
            contacts: &self.contacts,
        };
        let left = set_aside(&mut loud, &mut self.memory, &naming, TODAY);
        let values = |all: &[Diagnostic]| all.iter().map(|found| found.value.clone()).collect();
        let lines = loud.first().map(|found| naming.line("problem", found));
        let lines = lines
            .into_iter()
            .chain(left.first().map(|found| naming.line("left", found)));
        let of = |all: &[Diagnostic]| -> Vec<String> {
            all.iter().map(|found| naming.digest(found)).collect()
        };
        let seen = vec![of(&loud).join(" "), of(&left).join(" ")];
        [values(&loud), values(&left), lines.collect(), seen]
    }

    fn answer(&mut self, key: &str, answer: &str, seen: &str) {
        for (column, value) in [("leave-it", answer), ("seen", seen)] {
            let mut mark = mark(key, column, value);
            mark.file = "out/review.xlsx".into();
            self.memory.marks.push(mark);
        }
    }
}

#[test]
fn what_is_left_is_silent_until_its_value_changes() {
    let mut book = Fixture::new();
    let [loud, left, keys, seen] = book.run(&[(1, "0171"), (2, "0172")]);
    assert_eq!((loud.len(), left.len()), (2, 0));
    assert_eq!(
        keys,
        ["problem|phone-too-short|data/a¦b.xlsx|People|warning|Mobile|mobile-phone"]
    );

    // A value typed after the list was written is not among those left, even where the list is read only now.
    book.answer(&keys[0], "yes", &seen[0]);
    let [loud, left, keys, _] = book.run(&[(1, "0171"), (2, "0172"), (3, "0173")]);
    assert_eq!(loud, ["0173"]);
    assert_eq!(left, ["0171", "0172"]);
    assert!(book.memory.marks.is_empty(), "taken up");
    assert_eq!(book.memory.decisions.len(), 1);
    assert_eq!(book.memory.decisions[0].key, "phone-too-short|mobile-phone");

    // Sorted rows change nothing: it is the contact that counts; a changed value does.
    let [loud, left, _, seen] = book.run(&[(1, "0171"), (2, "0199")]);
    assert_eq!(loud, ["0199"]);
    assert_eq!(left, ["0171"]);

    // The list read once more, because it could not be replaced, decides nothing anew.
    book.answer(&keys[0], "✓", &seen[1]);
    book.answer(&keys[1], "yes", &seen[1]);
    book.run(&[(1, "0171")]);
    assert_eq!(book.memory.decisions.len(), 1);

    // Taken back, and left again on the same day.
    for (answer, quiet) in [("no", false), ("yes", true), ("لا", false), ("да", true)] {
        let key = if quiet { &keys[0] } else { &keys[1] };
        book.answer(key, answer, &seen[1]);
        let [loud, left, _, _] = book.run(&[(1, "0171")]);
        assert_eq!(
            (loud.len(), left.len()),
            (usize::from(!quiet), usize::from(quiet)),
            "{answer}"
        );
    }
    let lines: std::collections::BTreeSet<&str> = book
        .memory
        .decisions
        .iter()
        .map(|line| line.value.as_str())
        .collect();
    assert_eq!(lines.len(), 5, "no two lines of the ledger are equal");
}

#[test]
fn an_answer_that_decides_nothing_stays_a_mark() {
    let mut book = Fixture::new();
    let [_, _, keys, seen] = book.run(&[(1, "0171")]);
    book.answer(&keys[0], "no", &seen[0]);
    let [loud, ..] = book.run(&[(1, "0171")]);
    assert_eq!(loud, ["0171"]);
    let kept: Vec<_> = book
        .memory
        .marks
        .iter()
        .map(|mark| mark.column.as_str())
        .collect();
    assert_eq!(kept, ["leave-it"]);
    assert!(book.memory.decisions.is_empty());
}

#[test]
fn a_remark_is_no_answer() {
    for (typed, is_left) in [
        ("not yet", false),
        ("ask Omar first", false),
        ("?", false),
        ("5", false),
        ("спросить Омара", false),
        ("✓", true),
        ("نعم", true),
        ("2026-11-22", true),
        ("22.11.2026", true),
    ] {
        let mut book = Fixture::new();
        let [_, _, keys, seen] = book.run(&[(1, "0171")]);
        book.answer(&keys[0], typed, &seen[0]);
        let [_, left, ..] = book.run(&[(1, "0171")]);
        assert_eq!(left.len(), usize::from(is_left), "{typed}");
        let kept: Vec<_> = book.memory.marks.iter().map(|mark| &mark.value).collect();
        let expected = if is_left { vec![] } else { vec![typed] };
        assert_eq!(kept, expected, "{typed}");
    }
}

#[test]
fn lines_of_two_columns_or_severities_share_no_key() {
    let book = Fixture::new();
    let about = About::default();
    let naming = Naming {
        places: &book.places,
        custom_fields: &[],
        columns: &book.columns,
        about: &about,
        contacts: &book.contacts,
    };
    let keys = [
        (Severity::Warning, 3),
        (Severity::Warning, 4),
        (Severity::Note, 3),
    ]
    .map(|(severity, column)| {
        let found = Diagnostic::new(
            "phone-too-short",
            severity,
            Place::Cell(SheetId(0), 1, column),
        );
        naming.line("problem", &found.field(crate::model::Field::MobilePhone))
    });
    assert_eq!(
        keys,
        [
            "problem|phone-too-short|data/a¦b.xlsx|People|warning|Mobile|mobile-phone",
            "problem|phone-too-short|data/a¦b.xlsx|People|warning|Mobile 2|mobile-phone",
            "problem|phone-too-short|data/a¦b.xlsx|People|note|Mobile|mobile-phone",
        ]
    );
}

#[test]
fn without_its_hidden_column_a_line_leaves_what_stands_there_now() {
    let mut book = Fixture::new();
    let [_, _, keys, _] = book.run(&[(1, "0171"), (2, "0172")]);
    book.memory.marks.push(mark(&keys[0], "leave-it", "yes"));
    let [loud, left, ..] = book.run(&[(1, "0171"), (2, "0172")]);
    assert_eq!((loud.len(), left.len()), (0, 2));
}

#[test]
fn what_a_line_stood_for_is_read_only_beside_an_answer() {
    let sheet = grid(&[
        &["Leave it", "key", "Values seen"],
        &["yes", "problem|a||", "abcdef"],
        &["", "problem|b||", "ghijkl"],
    ]);
    let found = read_grid(&sheet);
    let columns: Vec<_> = found
        .marks
        .iter()
        .map(|mark| (mark.key.as_str(), mark.column.as_str()))
        .collect();
    assert_eq!(
        columns,
        [("problem|a||", "leave-it"), ("problem|a||", "seen")]
    );
}
