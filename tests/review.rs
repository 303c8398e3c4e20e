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
fn sheet(book: &Book, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(book.path(file)).unwrap();
    let Ok(range) = workbook.worksheet_range(name) else {
        return Vec::new();
    };
    let rows = range.rows();
    rows.map(|row| row.iter().map(Data::to_string).collect())
        .collect()
}

/// Saves a sheet of the review as a person would, with an answer in a column of the row that holds a text.
fn answer(book: &Book, name: &str, what: (&str, &str, &str)) {
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

#[test]
fn an_answer_to_a_repair_stays_in_its_row() {
    let book = shop();
    book.run();
    let repairs = sheet(&book, "out/review.xlsx", "Repairs");
    assert_eq!(
        repairs[1][..5],
        [
            "data/contacts.csv › C2",
            "Email",
            "Sara Ahmed",
            "sara@gmial.com",
            "sara@gmail.com"
        ]
    );
    answer(&book, "Repairs", ("sara@gmial.com", "Accept?", "yes"));
    let sorted = CONTACTS.replace(
        "Name,Phone,Email,City\n",
        "Name,Phone,Email,City\nZaid,+201009998887,,\n",
    );
    book.change("data/contacts.csv", sorted);
    book.run();
    let repairs = sheet(&book, "out/review.xlsx", "Repairs");
    assert_eq!(repairs[1][0], "data/contacts.csv › C3");
    assert_eq!(repairs[1][5], "yes");
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
