//! Input that a run can do little with: each case has a clear message and the right exit code.

use crate::support::Book;

const CONTACTS: &str = "Name,Email\nSara Ahmed,sara@nile.org\n";

#[test]
fn no_workbook_at_all() {
    let book = Book::new();
    let done = book.run();
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: there is no workbook in `.`\n\
         hint: put your workbook into `data/`, or run `tierbook init` to make a new book\n"
    );
    assert_eq!(
        book.names("."),
        Vec::<String>::new(),
        "nothing is left behind"
    );
}

#[test]
fn no_such_folder() {
    let done = Book::new().command(&["--book", "shpo", "run"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "error: cannot open `shpo`: there is no such file or folder\n\
         hint: check the spelling, or name the book's folder with `--book`\n"
    );
}

#[test]
fn a_workbook_without_contacts_stops_the_run_and_keeps_the_old_lists() {
    let book = Book::new().csv("contacts.csv", CONTACTS);
    assert!(book.run().code < 2);
    let before = book.snapshot("out");
    book.change("data/contacts.csv", "foo,bar\n1,2\n");
    let done = book.run();
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.out.contains("Nothing was written"), "{}", done.out);
    assert_eq!(book.snapshot("out"), before);
}

#[test]
fn an_empty_workbook_and_headers_only() {
    let book = Book::new().csv("contacts.csv", "");
    assert_eq!(book.run().code, 2);
    let book = Book::new().csv("contacts.csv", "Name,Phone,Email,City\n");
    let done = book.run();
    assert!(done.code < 2, "{done:?}");
}

#[test]
fn an_unreadable_file_among_good_ones() {
    let book = Book::new()
        .csv("contacts.csv", CONTACTS)
        .file("data/broken.xlsx", b"PK\x03\x04 this is no archive");
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.out.contains("data/broken.xlsx"), "{}", done.out);
    assert_eq!(book.twin("contacts.csv").len(), 1);
}

#[test]
fn five_mistakes_in_the_rules_are_reported_at_once_and_the_last_good_rules_hold() {
    let good = "[[segment]]\nname = \"Cairo\"\nwhen = [\"email is known\"]\n";
    let bad = "\
[[segment]]
name = \"Cairo\"
when = [\"emial is known\"]
[[segment]]
name = \"Big\"
when = [\"spend > lots\"]
colour = \"red\"
[[ladder]]
name = \"mine\"
keep = \"some days\"
[[ladder.rung]]
when = [\"spend > 1\"]
";
    let book = Book::new()
        .csv("contacts.csv", CONTACTS)
        .rules("tiers.toml", good);
    assert!(book.run().code < 2);
    assert_eq!(book.twin("segments.csv").len(), 1);
    book.change("rules/tiers.toml", bad);
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    let check = book.command(&["check", "--format", "short"]);
    let places: Vec<&str> = check
        .out
        .lines()
        .filter(|line| line.starts_with("rules/tiers.toml:") && line.contains("error["))
        .collect();
    assert_eq!(places.len(), 5, "{}", check.out);
    assert_eq!(
        book.twin("segments.csv").len(),
        1,
        "the accepted rules hold"
    );
    assert!(done.out.contains("emial"), "{}", done.out);
}

#[test]
fn rules_that_are_no_text() {
    let book = Book::new()
        .csv("contacts.csv", CONTACTS)
        .file("rules/book.toml", b"name = \"\xff\"");
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.out.contains("rules-not-utf8"), "{}", done.out);
}

#[test]
fn a_damaged_journal_never_stops_a_run() {
    let book = Book::new().csv("contacts.csv", CONTACTS);
    book.run();
    let ids = book.read("journal/ids.csv");
    book.change("journal/ids.csv", format!("{ids}<<<<<<< HEAD\n"));
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    assert_eq!(book.read("journal/ids.csv"), ids);
    assert_eq!(book.names("journal/kept").len(), 1);
}

#[test]
fn an_address_book_file_with_a_broken_card() {
    let cards = "BEGIN:VCARD\nVERSION:3.0\nFN:Sara Ahmed\nTEL;TYPE=CELL:+20 100 123 4567\nEND:VCARD\n\
        BEGIN:VCARD\nVERSION:3.0\nFN:Omar Ali\nTEL:12\nEMAIL:omar@nile.org\n";
    let book = Book::new()
        .csv("contacts.csv", "Name,Phone\nSara Ahmed,+201001234567\n")
        .file("data/phone.vcf", cards)
        .file("data/empty.vcf", "no cards\n");
    assert_eq!(book.run().code, 1);
    let rows = book.read("out/data/rows.csv");
    assert_eq!(rows.lines().count(), 4, "{rows}");
    assert!(
        rows.contains("data/phone.vcf,,1,contacts,merged,"),
        "{rows}"
    );
    assert!(rows.contains("data/phone.vcf,,2,contacts,kept,"), "{rows}");
    let check = book.command(&["check"]).out;
    for said in [
        "card 2 has no END:VCARD; what stands in it was read (cards like this: 1)",
        "data/phone.vcf:6:1",
        "data/phone.vcf › card 2",
        "`empty.vcf` has the name of an address book file, but there is no contact card in it",
    ] {
        assert!(check.contains(said), "{said}: {check}");
    }
    for (language, place) in [
        ("ar", "data/phone.vcf › البطاقة 2"),
        ("fa", "data/phone.vcf › کارت 2"),
        ("ru", "data/phone.vcf › карточка 2"),
    ] {
        let check = book.command(&["--lang", language, "check"]).out;
        assert!(check.contains(place), "{place}: {check}");
    }
}
