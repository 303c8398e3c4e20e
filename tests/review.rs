//! What people answer in the review, from one run to the next; and the calendar and the digits that they read.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use crate::support::Book;

const CONTACTS: &str = "\
Name,Phone,Email,City
Sara Ahmed,+201003642167,sara@gmial.com,Cairo
Omar Hassan,36421,omar@nile.org,Giza
Lina Omran,54321,lina@nile.org,Giza
";

fn shop() -> Book {
    Book::new()
        .csv("contacts.csv", CONTACTS)
        .rules("book.toml", "name = \"Nile\"\ncountry = \"EG\"\n")
}

/// A sheet of a written workbook; empty where there is none of that name.
pub(crate) fn sheet(book: &Book, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(book.path(file)).unwrap();
    let Ok(range) = workbook.worksheet_range(name) else {
        return Vec::new();
    };
    let rows = range.rows();
    rows.map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

/// Saves a sheet of the review as a person would, with an answer in a column of the row that holds a text.
pub(crate) fn answer(book: &Book, name: &str, what: (&str, &str, &str)) {
    let (row_with, column, answer) = what;
    let mut rows = sheet(book, "out/review.xlsx", name);
    let header = rows
        .iter()
        .position(|row| row.iter().any(|cell| cell == column));
    let at = rows[header.unwrap()].iter().position(|cell| cell == column);
    let row = rows
        .iter_mut()
        .find(|row| row.iter().any(|cell| cell.contains(row_with)));
    answer.clone_into(&mut row.unwrap()[at.unwrap()]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, row) in (0..).zip(&rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
    workbook.save(book.path("out/review.xlsx")).unwrap();
}

fn problems(book: &Book) -> Vec<String> {
    let all = book.twin("problems.csv");
    let short = all.iter().filter(|line| line.contains("phone-too-short"));
    short
        .map(|line| line.split(',').nth(2).unwrap().to_owned())
        .collect()
}

#[test]
fn what_is_left_as_it_is_comes_back_when_it_changes_or_is_called_back() {
    let book = shop();
    book.run();
    assert_eq!(problems(&book), ["B3", "B4"]);
    answer(&book, "Problems", ("phone-too-short", "Leave it", "yes"));
    book.run();
    assert_eq!(problems(&book), [""; 0]);
    let decisions = book.read("journal/decisions.csv");
    assert!(
        decisions.contains(",leave,phone-too-short|phone,"),
        "{decisions}"
    );
    assert!(!book.path("journal/marks.csv").exists(), "taken up");
    let left = sheet(&book, "out/review.xlsx", "Left as they are");
    assert_eq!(
        left.len(),
        3,
        "a line of explanation, a header, a line: {left:?}"
    );

    // Once more changes nothing; a row that moved is the same; another number is not.
    book.run();
    assert_eq!(problems(&book), [""; 0]);
    let moved = CONTACTS.replace(
        "Name,Phone,Email,City\n",
        "Name,Phone,Email,City\nZaid,+201009998887,,\n",
    );
    book.change("data/contacts.csv", moved.replace("54321", "54300"));
    book.run();
    assert_eq!(problems(&book), ["B5"]);

    answer(&book, "Left as they are", ("36421", "Leave it", "no"));
    book.run();
    assert_eq!(problems(&book), ["B4", "B5"]);
}

/// The lines of a sheet of the review below its header, up to the hidden key.
pub(crate) fn lines(book: &Book, name: &str) -> Vec<String> {
    let rows = sheet(book, "out/review.xlsx", name);
    let header = rows
        .iter()
        .position(|row| row.iter().any(|cell| cell == "Key"));
    let rows = rows.into_iter().skip(header.map_or(0, |at| at + 1));
    rows.map(|row| row[..row.len() - 1].join("|")).collect()
}

/// The addresses of all contacts, and the cells with a problem of an address.
fn addresses(book: &Book) -> (Vec<String>, Vec<String>) {
    let mut contacts = csv::Reader::from_path(book.path("out/data/contacts.csv")).unwrap();
    let header = contacts.headers().unwrap().clone();
    let email = header.iter().position(|name| name == "email").unwrap();
    let contacts = contacts.records().map(|row| row.unwrap()[email].to_owned());
    let mut contacts: Vec<String> = contacts.collect();
    contacts.sort();
    let problems = book.twin("problems.csv").into_iter();
    let problems = problems.filter(|line| line.contains(",email-"));
    let cell = |line: String| line.split(',').nth(2).unwrap().to_owned();
    (contacts, problems.map(cell).collect())
}

const MENDED: [&str; 3] = ["lina@nile.org", "omar@nile.org", "sara@gmail.com"];
const TYPED: [&str; 3] = ["lina@nile.org", "omar@nile.org", "sara@gmial.com"];

#[test]
fn a_repair_that_is_accepted_is_read_until_its_cell_is_edited() {
    let book = shop();
    book.run();
    let line = "data/contacts.csv › C2|Email|Sara Ahmed|sara@gmial.com|sara@gmail.com|1||";
    let repairs = lines(&book, "Repairs");
    assert_eq!(repairs.len(), 1);
    assert!(repairs[0].starts_with(line), "{repairs:?}");
    answer(&book, "Repairs", ("sara@gmial.com", "Accept?", "yes"));
    book.run();
    assert_eq!(book.read("data/contacts.csv"), CONTACTS);
    assert_eq!(addresses(&book).0, MENDED);
    assert_eq!(addresses(&book).1, [""; 0]);
    let decisions = book.read("journal/decisions.csv");
    assert!(decisions.contains("accept,"), "{decisions}");
    assert!(
        decisions.contains("yes: sara@gmial.com -> sara@gmail.com ["),
        "{decisions}"
    );
    assert!(!book.path("journal/marks.csv").exists(), "taken up");
    assert_eq!(lines(&book, "Repairs"), [""; 0]);
    let accepted = "Email|sara@gmial.com|sara@gmail.com|1|yes";
    assert_eq!(
        lines(&book, "Accepted repairs"),
        [format!("data/contacts.csv › C2|{accepted}")]
    );
    let state = sheet(&book, "out/review.xlsx", "State of the data");
    let line = state.iter().find(|row| row[0] == "Repairs proposed");
    assert_eq!(line.unwrap()[1], "0");
    let before = book.snapshot("out");
    book.run();
    assert_eq!(book.snapshot("out"), before, "once more is the same");

    // The row moves, its other cells change, and another row says the same.
    let moved = CONTACTS
        .replace("Sara Ahmed,+201003642167", "Sara,+201003642168")
        .replace("City\n", "City\nZaid,+201009998887,sara@gmial.com,\n");
    book.change("data/contacts.csv", moved);
    book.run();
    assert_eq!(lines(&book, "Repairs"), [""; 0]);
    let accepted = accepted.replace("|1|", "|2|");
    assert_eq!(
        lines(&book, "Accepted repairs"),
        [format!("data/contacts.csv › C2|{accepted}")]
    );

    // Another text is another question; the decision waits for the old one.
    book.change(
        "data/contacts.csv",
        CONTACTS.replace("sara@gmial", "s@gmial"),
    );
    book.run();
    assert_eq!(addresses(&book).1, ["C2"]);
    assert_eq!(lines(&book, "Repairs").len(), 1);
    assert_eq!(lines(&book, "Accepted repairs"), [""; 0]);
    book.change("data/contacts.csv", CONTACTS);
    book.run();
    assert_eq!(addresses(&book).0, MENDED);

    // Taken back, it is read as typed, and not asked again.
    answer(
        &book,
        "Accepted repairs",
        ("sara@gmial.com", "Accept?", "no"),
    );
    book.run();
    assert_eq!(addresses(&book).0, TYPED);
    assert_eq!(addresses(&book).1, ["C2"]);
    assert_eq!(lines(&book, "Repairs"), [""; 0]);
    assert_eq!(lines(&book, "Accepted repairs"), [""; 0]);

    // Without its lines in the journal the answer was never given.
    let decisions = book.read("journal/decisions.csv");
    let header = decisions.lines().next().unwrap().to_owned() + "\n";
    book.change("journal/decisions.csv", header);
    book.run();
    assert_eq!(addresses(&book).0, TYPED);
    assert_eq!(lines(&book, "Repairs").len(), 1);
}

#[test]
fn a_repair_that_is_refused_is_not_asked_again() {
    let book = shop();
    book.run();
    answer(&book, "Repairs", ("sara@gmial.com", "Accept?", "no"));
    book.run();
    book.run();
    assert_eq!(addresses(&book).0, TYPED);
    assert_eq!(addresses(&book).1, ["C2"]);
    assert_eq!(lines(&book, "Repairs"), [""; 0]);
    let decisions = book.read("journal/decisions.csv");
    assert!(decisions.contains("no: sara@gmial.com -> "), "{decisions}");
}

#[test]
fn a_remark_on_a_repair_stays_in_its_line() {
    let book = shop();
    book.run();
    let remark = ("sara@gmial.com", "Accept?", "ask Omar first");
    answer(&book, "Repairs", remark);
    let moved = CONTACTS.replace("City\n", "City\nZaid,+201009998887,,\n");
    book.change("data/contacts.csv", moved);
    book.run();
    let line =
        "data/contacts.csv › C3|Email|Sara Ahmed|sara@gmial.com|sara@gmail.com|1|ask Omar first|";
    let repairs = lines(&book, "Repairs");
    assert!(repairs[0].starts_with(line), "{repairs:?}");
    assert!(!book.path("journal/decisions.csv").exists());
}

#[test]
fn the_journal_saved_by_a_spreadsheet_and_a_review_in_arabic_hold_the_same_answers() {
    let book = shop();
    let rules = "name = \"Nile\"\ncountry = \"EG\"\nlanguage = \"ar\"\n";
    book.change("rules/book.toml", rules);
    book.run();
    answer(&book, "الإصلاحات", ("sara@gmial.com", "قبول؟", "نعم"));
    book.run();
    assert_eq!(addresses(&book).0, MENDED);
    // As Excel writes it in Germany.
    let decisions = book.read("journal/decisions.csv");
    let saved = decisions.replace(',', ";").replace('\n', "\r\n");
    let saved = saved.replace("2026-11-22", "22.11.2026");
    book.change("journal/decisions.csv", format!("\u{feff}{saved}"));
    book.run();
    assert_eq!(addresses(&book).0, MENDED);
    answer(&book, "الإصلاحات المقبولة", ("sara@gmial.com", "قبول؟", "لا"));
    book.run();
    assert_eq!(addresses(&book).0, TYPED);
}

#[test]
fn people_read_the_calendar_and_the_digits_of_their_book() {
    let book = shop();
    book.change(
        "rules/book.toml",
        "name = \"Nile\"\ncountry = \"EG\"\nlanguage = \"fa\"\ncalendar = \"persian\"\n",
    );
    let added =
        "Name,Phone,Added on\nSara,+201003642167,1402/05/12\nOmar,+201112223334,1402/05/12\n";
    book.change("data/contacts.csv", added);
    let done = book.run();
    assert!(done.out.contains("Nile · ۱۴۰۵/۰۹/۰۱"), "{}", done.out);
    let reminders = sheet(&book, "out/reminders.xlsx", "یادآورها");
    assert!(reminders[1][1].starts_with("۱۴۰"), "{reminders:?}");
    for twin in ["reminders.csv", "contacts.csv"] {
        let text = book.read(&format!("out/data/{twin}"));
        assert!(!text.contains(['۰', '۱', '۲']), "{text}");
        assert!(text.contains("202"), "{text}");
    }
    book.change(
        "rules/book.toml",
        "name = \"Nile\"\ncountry = \"EG\"\nlanguage = \"ar\"\nnumerals = \"arabic\"\n",
    );
    let done = book.run();
    assert!(done.out.contains("Nile · ٢٠٢٦/١١/٢٢"), "{}", done.out);
}
