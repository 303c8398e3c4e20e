//! Sheets of rungs and segments with the real program: their columns, their order, what is drawn on them; the contact scheme.

use std::io::Read;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::Book;

const CONTACTS: &str = "ID,Name,Phone,Company,Role,Hobbies,Do not contact\n\
    1,Sara Ahmed,+20 100 555 0101,Nile Foods,influences,,\n\
    2,Omar Hassan,+20 100 555 0102,Nile Foods,decides,chess,\n\
    3,Lena Fischer,+49 30 5550103,,,,\n\
    4,Ivan Petrov,+7 495 555 01 04,Atlas,buys,,yes\n\
    5,Adel Nour,+20 100 555 0105,Atlas,,,\n";

const SALES: &str = "Contact,Date,Product,Amount\n\
    1,2026-03-01,Coaching,300\n\
    1,2025-11-25,Guide,100\n\
    2,2026-04-01,Guide,900\n\
    2,2026-04-01,Coaching,20\n\
    3,2026-04-01,Guide,400\n\
    4,2026-04-01,Guide,5000\n\
    5,2024-04-01,Guide,50\n";

const TIERS: &str = "[[ladder]]\nname = \"value\"\n\
    [[ladder.rung]]\nname = \"Gold\"\nwhen = [\"spend-12m > 0\"]\n\
    [[ladder.rung]]\nname = \"Silver\"\ncolumns = [\"phone\", \"Увлечения\", \"spend-month\", \"wishes\", \"value-days-on-rung\"]\n\
    [[score]]\nname = \"wishes\"\n[[score.points]]\npart = \"a\"\nwhen = [\"spend > 0\"]\nadd = 5\n\
    [[segment]]\nname = \"Guide: [buyers]?\"\nwhen = [\"bought Guide\"]\ncolumns = [\"spend\", \"birthday\"]\n\
    [[segment]]\nname = \"guide- -BUYERS--\"\nwhen = [\"spend > 0\"]\n";

fn rows(book: &Book, name: &str) -> Vec<Vec<String>> {
    let mut tiers: Xlsx<_> = open_workbook(book.path("out/tiers.xlsx")).unwrap();
    let show = |cell: &Data| match cell {
        Data::DateTime(date) => date.as_datetime().unwrap().date().to_string(),
        other => other.to_string().trim().to_owned(),
    };
    let range = tiers.worksheet_range(name).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(show).collect())
        .collect()
}

fn names(book: &Book) -> Vec<String> {
    let tiers: Xlsx<_> = open_workbook(book.path("out/tiers.xlsx")).unwrap();
    tiers.sheet_names()
}

/// The XML of all worksheets.
fn xml(book: &Book) -> String {
    let file = std::fs::File::open(book.path("out/tiers.xlsx")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        if entry.name().unwrap().starts_with("xl/worksheets/sheet") {
            entry.read_to_string(&mut all).unwrap();
        }
    }
    all
}

/// The shop after a run.
fn shop() -> Book {
    let book = Book::new()
        .csv("contacts.csv", CONTACTS)
        .csv("sales.csv", SALES)
        .rules("tiers.toml", TIERS);
    book.run();
    book
}

#[test]
fn rungs_have_columns_and_an_order_of_their_axis_or_those_that_rules_ask_for() {
    let book = shop();
    let gold = rows(&book, "Value Gold");
    assert!(
        gold[0][0].contains("Sorted by “Spend, 12 months”, the highest first."),
        "{gold:?}"
    );
    assert_eq!(
        gold[1][..6],
        [
            "Name",
            "Why",
            "Since",
            "Spend, 12 months",
            "Last 12 months",
            "Spend"
        ]
    );
    // Who asked not to be contacted stands at the foot, whatever the amount; equal amounts stand by name.
    let who: Vec<(&str, &str)> = gold[2..]
        .iter()
        .map(|row| (row[0].as_str(), row[3].as_str()))
        .collect();
    assert_eq!(
        who,
        [
            ("Omar Hassan", "920"),
            ("Lena Fischer", "400"),
            ("Sara Ahmed", "400"),
            ("Ivan Petrov", "5000"),
        ]
    );
    // The months together are the spend of 12 months.
    for row in &gold[2..] {
        let months = row
            .iter()
            .rev()
            .take(12)
            .map(|cell| cell.parse().unwrap_or(0.0));
        let sum: f64 = months.sum();
        assert_eq!(sum.to_string(), row[3], "{row:?}");
    }
    let silver = rows(&book, "Value Silver");
    assert_eq!(
        silver[1],
        [
            "Name",
            "Why",
            "To the next rung",
            "Since",
            "Phone",
            "Hobbies",
            "Spend, last month",
            "wishes",
            "Value: days on the rung",
            "tierbook ID"
        ]
    );
    assert_eq!(silver[2][4], "+201005550105");
    let xml = xml(&book);
    assert!(xml.contains("<x14:sparklineGroup"), "sparklines");
    assert!(xml.contains("<x14:dataBar"), "data bars");
}

#[test]
fn segments_of_odd_names_have_sheets_and_columns_that_are_not_known_are_left_out() {
    let book = shop();
    let names = names(&book);
    assert!(names.contains(&"Guide- -buyers--".to_owned()), "{names:?}");
    assert!(
        names.contains(&"guide- -BUYERS-- (2)".to_owned()),
        "{names:?}"
    );
    let buyers = rows(&book, "Guide- -buyers--");
    assert_eq!(
        buyers[1],
        ["Name", "Spend", "Do not contact", "tierbook ID"]
    );
    assert_eq!(buyers[2][0], "Omar Hassan");
}

#[test]
fn the_contact_scheme_says_whom_to_address_in_which_company() {
    let book = shop();
    let lines = rows(&book, "Contact scheme");
    assert_eq!(lines[1][..4], ["Company", "Person", "Role", "Phone"]);
    let who: Vec<&[String]> = lines[2..].iter().map(|row| &row[..3]).collect();
    assert_eq!(
        who,
        [
            ["Atlas", "Adel Nour", ""],
            ["Nile Foods", "Omar Hassan", "decides"],
            ["Nile Foods", "Sara Ahmed", "influences"],
            ["Atlas", "Ivan Petrov", "buys"],
        ]
    );
}

#[test]
fn a_book_without_purchases_has_no_courses_and_one_without_companies_no_scheme() {
    let book = Book::new().csv(
        "contacts.csv",
        "ID,Name,Last contact\n1,Sara Ahmed,2026-10-01\n2,Omar Hassan,2026-11-01\n",
    );
    book.run();
    assert!(!names(&book).contains(&"Contact scheme".to_owned()));
    assert!(!xml(&book).contains("sparkline"));
    let warm = names(&book)
        .into_iter()
        .find(|name| name.starts_with("Temperature"));
    let warm = rows(&book, &warm.unwrap());
    assert!(
        warm[0][0].contains("Sorted by “Last contact”, the latest first.") || warm.len() < 4,
        "{warm:?}"
    );
}
