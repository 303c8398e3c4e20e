//! What people answer about pairs of contacts, from one run to the next, and what they may delete.

use std::collections::BTreeSet;

use crate::review::{answer, lines, sheet};
use crate::support::Book;

const HEADER: &str = "Name,Phone,Email,Birthday,Address,City,Notes\n";
const ROWS: [&str; 8] = [
    "Sara Ahmed,+201003642167,sara.ahmed@nile.org,1985-03-12,12 Nile Street,Cairo,likes tea",
    "Sara Ahmed,+201003642167,sara.ahmed@nile.org,,,Cairo,",
    "Lina Omran,+201225556677,lina.omran@gmail.com,1990-01-09,,Alexandria,",
    "Lina Omraan,,lina.omran@yahoo.com,,,Alexandria,",
    "Omar Hassan,+201112223334,omar@nile.org,1979-07-01,5 Tahrir Square,Giza,",
    "Mona Hassan,+201112223334,,1982-02-03,5 Tahrir Square,Giza,",
    "مریم رضایی,+989121234567,maryam@yas.ir,1984-05-06,,تهران,",
    "Tarek Aziz,+201007770001,tarek@aziz.com,,,Cairo,",
];

fn contacts(rows: &[&str]) -> String {
    HEADER.to_owned() + &rows.join("\n") + "\n"
}

fn shop() -> Book {
    let rules = "name = \"Nile\"\ncountry = \"EG\"\n";
    Book::new()
        .csv("contacts.csv", &contacts(&ROWS))
        .rules("book.toml", rules)
}

/// The names of all contacts, ascending.
fn names(book: &Book) -> Vec<String> {
    let mut names: Vec<String> = column(book, "name");
    names.sort();
    names
}

fn column(book: &Book, wanted: &str) -> Vec<String> {
    let mut contacts = csv::Reader::from_path(book.path("out/data/contacts.csv")).unwrap();
    let header = contacts.headers().unwrap().clone();
    let at = header.iter().position(|name| name == wanted).unwrap();
    let contacts = contacts.records();
    contacts.map(|row| row.unwrap()[at].to_owned()).collect()
}

fn decisions(book: &Book) -> String {
    let path = "journal/decisions.csv";
    if book.path(path).exists() {
        book.read(path)
    } else {
        String::new()
    }
}

#[test]
fn who_is_one_person_is_merged_and_not_asked_again() {
    let book = shop();
    book.run();
    let asked = lines(&book, "Possible duplicates");
    assert_eq!(asked.len(), 1, "{asked:?}");
    let reason =
        "|similar email, same given name, similar surname, same city: probably one person|0.9";
    assert!(asked[0].starts_with(reason), "{asked:?}");
    assert!(
        asked[0].contains("|Lina Omran\nLina Omraan|1990-01-09\n—|+201225556677\n—|"),
        "{asked:?}"
    );
    assert_eq!(names(&book).len(), 7);

    answer(
        &book,
        "Possible duplicates",
        ("Lina Omraan", "Same?", "yes"),
    );
    book.run();
    assert_eq!(names(&book).len(), 6);
    assert!(decisions(&book).contains(",same,"), "{}", decisions(&book));
    assert!(!book.path("journal/marks.csv").exists(), "taken up");
    assert_eq!(lines(&book, "Possible duplicates"), [""; 0]);
    let merged = lines(&book, "Merged");
    let merged = merged.iter().find(|line| line.contains("Omraan")).unwrap();
    assert!(merged.contains("|a decision of yours|1|"), "{merged}");
    let answered = lines(&book, "Answered pairs");
    assert_eq!(answered.len(), 1);
    assert!(answered[0].starts_with("yes|Lina Omra"), "{answered:?}");
    let before = book.snapshot("out");
    book.run();
    assert_eq!(book.snapshot("out"), before, "once more is the same");

    // Without its line in the journal the answer was never given.
    let header = decisions(&book).lines().next().unwrap().to_owned() + "\n";
    book.change("journal/decisions.csv", header);
    book.run();
    assert_eq!(names(&book).len(), 7);
    assert_eq!(lines(&book, "Possible duplicates").len(), 1);
}

#[test]
fn who_is_not_one_person_is_never_asked_about_again() {
    let book = shop();
    book.run();
    answer(&book, "Possible duplicates", ("Lina Omraan", "Same?", "no"));
    book.run();
    assert_eq!(lines(&book, "Possible duplicates"), [""; 0]);
    assert!(decisions(&book).contains(",not-same,"));
    let mut sorted = ROWS;
    sorted.sort_unstable();
    let sorted = contacts(&sorted).replace("+201225556677", "+201225556688");
    book.change("data/contacts.csv", sorted);
    book.run();
    assert_eq!(lines(&book, "Possible duplicates"), [""; 0]);
    assert_eq!(names(&book).len(), 7);
    let answered = lines(&book, "Answered pairs");
    assert!(answered[0].starts_with("no|Lina Omra"), "{answered:?}");

    // Another answer takes its place.
    answer(&book, "Answered pairs", ("Omraan", "Same?", "yes"));
    book.run();
    assert_eq!(names(&book).len(), 6);
    assert!(lines(&book, "Answered pairs")[0].starts_with("yes|"));
}

#[test]
fn relatives_are_a_household_once_it_is_confirmed() {
    let book = shop();
    book.run();
    let line = "|1|Omar Hassan\nMona Hassan|same phone, same address, same surname|suggested";
    assert_eq!(lines(&book, "Households"), [line]);
    answer(&book, "Households", ("Mona Hassan", "Same?", "relatives"));
    book.run();
    let line = line.replace("suggested", "confirmed");
    assert_eq!(lines(&book, "Households"), [line]);
    assert!(decisions(&book).contains(",relatives,"));
    let answered = lines(&book, "Answered pairs");
    assert!(answered[0].starts_with("relatives|"), "{answered:?}");
    let households = book.twin("households.csv");
    assert!(households.iter().all(|line| line.ends_with(",yes")));

    answer(&book, "Answered pairs", ("Mona Hassan", "Same?", "no"));
    book.run();
    assert_eq!(lines(&book, "Households"), [""; 0]);
}

#[test]
fn a_merge_is_taken_back_and_made_again() {
    let book = shop();
    book.run();
    let ids: BTreeSet<String> = column(&book, "id").into_iter().collect();
    let merged = sheet(&book, "out/review.xlsx", "Merged");
    let key = merged[2].last().unwrap().clone();
    let (_, pair) = key.split_once('|').unwrap();
    let pair: BTreeSet<String> = pair.split('|').map(str::to_owned).collect();
    assert_eq!(pair.intersection(&ids).count(), 1, "one of them is merged");
    let known = column(&book, "id");

    answer(&book, "Merged", ("Sara Ahmed", "Same?", "no"));
    book.run();
    let parted: BTreeSet<String> = column(&book, "id").into_iter().collect();
    assert!(parted.is_superset(&pair), "each row has its own id");
    assert_eq!(parted.len(), 8);
    assert_eq!(lines(&book, "Merged"), [""; 0]);
    book.run();
    assert_eq!(names(&book).len(), 8);

    answer(&book, "Answered pairs", ("Sara Ahmed", "Same?", "yes"));
    book.run();
    assert_eq!(column(&book, "id"), known, "the contact has its id again");
}

#[test]
fn sales_find_a_merged_contact_by_the_number_of_any_of_its_rows() {
    let numbered: Vec<String> = ROWS[..3]
        .iter()
        .zip(1..)
        .map(|(row, number)| format!("{number},{row}"))
        .collect();
    let book = Book::new()
        .csv(
            "contacts.csv",
            &format!("No,{HEADER}{}\n", numbered.join("\n")),
        )
        .csv(
            "sales.csv",
            "Customer,Date,Product,Amount\n1,2026-05-02,Tea,10\n2,2026-06-02,Tea,20\n3,2026-06-03,Tea,5\n",
        )
        .rules("book.toml", "name = \"Nile\"\ncountry = \"EG\"\n");
    book.run();
    let problems = book.read("out/data/problems.csv");
    assert!(!problems.contains("contact-unknown"), "{problems}");
    let shown = book.command(&["show", "Sara"]).out;
    assert!(shown.contains("30"), "{shown}");
}

#[test]
fn rows_that_are_safe_to_delete_are_no_loss() {
    let rows = [
        "Sara Ahmed,+201003642167,sara.ahmed@nile.org,1985-03-12,12 Nile Street,Cairo,likes tea",
        "Sara Ahmed,+201003642167,sara.ahmed@nile.org,,,Cairo,",
        "AHMED Sara,+201003642167,,1985-03-12,,,",
        "Sara Ahmed,+201003642167,sara@home.org,,,Cairo,",
        "Sara Ahmed,+201003642167,sara@home.org,,,,",
        "Hoda Kamel,+201055512345,hoda@kamel.com,1990-03-04,,Cairo,moved",
        "Hoda Kamel,+201055512345,hoda@kamel.com,1990-03-04,,Cairo,moved",
        "Hoda Kamel,+201055512345,hoda@kamel.com,1990-03-04,,Giza,",
        "Youssef Nabil,+201226667788,,1970-02-03,,Luxor,soon",
        "Youssef Nabil,+201226667788,,1970-02-03,,,call him",
        "Youssef Nabil,+201226667788,y@nabil.org,1970,,,",
    ];
    let book = shop();
    book.change("data/contacts.csv", contacts(&rows));
    book.run();
    let mut before = book.twin("contacts.csv");
    let ids = column(&book, "id");
    let merged = sheet(&book, "out/review.xlsx", "Merged");
    let at = |name: &str| merged[1].iter().position(|cell| cell == name).unwrap();
    let (safe, place) = (at("Safe to delete"), at("Merged row"));
    let told: BTreeSet<(usize, &str)> = merged[2..]
        .iter()
        .map(|row| {
            let (_, number) = row[place].rsplit_once(' ').unwrap();
            (number.parse().unwrap(), row[safe].as_str())
        })
        .collect();
    let deleted: Vec<usize> = told
        .iter()
        .filter(|(_, safe)| *safe == "yes")
        .map(|(number, _)| *number)
        .collect();
    println!("{told:?}");
    assert!(deleted.len() >= 3, "{told:?}");
    let kept = |wanted: &dyn Fn(usize) -> bool| {
        let kept = rows.iter().zip(2..).filter(|(_, number)| wanted(*number));
        contacts(&kept.map(|(row, _)| *row).collect::<Vec<_>>())
    };
    before.sort();
    let compare = |text: String, what: &str| {
        book.change("data/contacts.csv", text);
        book.run();
        let mut after = book.twin("contacts.csv");
        after.sort();
        assert_eq!(after, before, "{what}");
    };
    for one in &deleted {
        compare(kept(&|number| number != *one), &format!("without {one}"));
        compare(contacts(&rows), "all again");
    }
    compare(kept(&|number| !deleted.contains(&number)), "without all");
    assert_eq!(column(&book, "id").len(), ids.len());
    // Nothing else is offered that could go.
    let still = lines(&book, "Merged");
    assert!(
        still.iter().all(|line| !line.contains("|yes|")),
        "{still:?}"
    );
}

#[test]
fn show_tells_of_merged_rows_duplicates_and_the_household() {
    let book = shop();
    book.run();
    let shown = book.command(&["show", "Sara Ahmed"]).out;
    let line =
        "  merged: data/contacts.csv, row 3 — same phone, same email, same name, same city (";
    assert!(shown.contains(line), "{shown}");
    let merged = sheet(&book, "out/review.xlsx", "Merged");
    let key = merged[2].last().unwrap().clone();
    for id in key.split('|').skip(1) {
        let shown = book.command(&["show", id]).out;
        assert!(shown.starts_with("Sara Ahmed"), "{id}: {shown}");
    }
    let shown = book.command(&["show", "Lina Omran"]).out;
    assert!(shown.contains("\nPossible duplicates\n"), "{shown}");
    assert!(shown.contains("  Lina Omraan  similar email, "), "{shown}");
    let shown = book.command(&["show", "Omar Hassan"]).out;
    let line = "  Mona Hassan  suggested, same phone, same address, same surname\n";
    assert!(shown.contains(line), "{shown}");

    let json = book
        .command(&["show", "Lina Omran", "--format", "json"])
        .out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["rows"][0]["place"], "data/contacts.csv › 4");
    assert!(json["rows"][0]["reason"].is_null());
    assert_eq!(json["duplicates"][0]["name"], "Lina Omraan");
    assert!(json["household"].is_null());
    let json = book
        .command(&["show", "Mona Hassan", "--format", "json"])
        .out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["household"]["others"][0]["name"], "Omar Hassan");
    assert_eq!(json["household"]["confirmed"], false);
}

#[test]
fn answers_are_read_in_persian_as_well() {
    let book = shop();
    book.change(
        "rules/book.toml",
        "name = \"Nile\"\ncountry = \"EG\"\nlanguage = \"fa\"\n",
    );
    book.run();
    let words = ("Mona Hassan", "همان شخص است؟", "خویشاوند");
    answer(&book, "خانوارها", words);
    book.run();
    assert!(decisions(&book).contains(",relatives,"));
    let answered = sheet(&book, "out/review.xlsx", "جفت‌های پاسخ‌داده");
    assert_eq!(answered[2][0], "خویشاوند");
}

#[test]
fn another_name_under_a_known_phone_is_asked_about() {
    let book = shop();
    book.run();
    let of = |book: &Book, name: &str| {
        let at = column(book, "name").iter().position(|known| known == name);
        column(book, "id").swap_remove(at.unwrap())
    };
    let before = of(&book, "Tarek Aziz");
    let mut rows = ROWS;
    rows[7] = "Nadia Fouad,+201007770001,,,,Cairo,";
    std::fs::write(book.path("data/contacts.csv"), contacts(&rows)).unwrap();
    book.run();
    assert_ne!(of(&book, "Nadia Fouad"), before, "nothing is inherited");
    let asked = lines(&book, "Renamed or replaced");
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].starts_with("|aziz tarek|Nadia Fouad|"),
        "{asked:?}"
    );
    answer(
        &book,
        "Renamed or replaced",
        ("Nadia Fouad", "Same?", "yes"),
    );
    for _ in 0..2 {
        book.run();
        assert_eq!(of(&book, "Nadia Fouad"), before);
        assert_eq!(lines(&book, "Renamed or replaced"), [""; 0]);
    }
}
