//! Runs over whole books: what is written, what is left alone, what is said.

use crate::support::{Book, flowers};

const CONTACTS: &str = "\
Name,Phone,Email,City
Sara Ahmed,+201001234567,sara@nile.org,Cairo
Omar Hassan,+201112223334,omar@nile.org,Giza
Sara Ahmed,+201001234567,,Cairo
";

const PURCHASES: &str = "\
Date,Client,Product,Amount
2026-10-01,sara@nile.org,Roses,500
2026-11-01,Omar Hassan,Tulips,120
";

fn shop() -> Book {
    flowers::of(CONTACTS, PURCHASES)
}

#[test]
fn a_run_writes_outputs_twins_and_journal() {
    let book = shop();
    let done = book.run();
    assert!(done.code < 2, "{done:?}");
    assert!(
        done.out.contains("Nile Flowers · 2026-11-22"),
        "{}",
        done.out
    );
    for file in [
        "out/tiers.xlsx",
        "out/reminders.xlsx",
        "out/review.xlsx",
        "out/report.xlsx",
    ] {
        assert!(book.path(file).is_file(), "{file}");
    }
    assert_eq!(book.twin("contacts.csv").len(), 2);
    for file in [
        "ids.csv",
        "placements.csv",
        "runs.csv",
        "outputs.csv",
        "records.csv",
    ] {
        assert!(book.path(&format!("journal/{file}")).is_file(), "{file}");
    }
    assert!(
        book.names("out")
            .iter()
            .all(|name| !name.contains(".tierbook-"))
    );
}

#[test]
fn a_second_run_changes_no_byte_and_no_time() {
    let book = shop();
    book.run();
    for folder in ["out", "journal", "data", "rules"] {
        let before = book.snapshot(folder);
        book.run();
        let after = book.snapshot(folder);
        let paths = before.keys().chain(after.keys());
        let changed: Vec<_> = paths
            .filter(|path| before.get(*path) != after.get(*path))
            .collect();
        assert!(changed.is_empty(), "{changed:?}");
    }
}

#[test]
fn check_writes_nothing() {
    let book = shop();
    let done = book.command(&["check"]);
    assert!(done.code < 2, "{done:?}");
    assert!(!book.path("out").exists() && !book.path("journal").exists());
}

#[test]
fn a_folder_that_holds_one_workbook_is_a_book() {
    let book = Book::new().file("clients.csv", CONTACTS);
    assert!(book.run().code < 2);
    assert_eq!(book.twin("contacts.csv").len(), 2);
}

#[test]
fn an_edited_output_is_kept_before_it_is_replaced() {
    let book = shop();
    book.run();
    book.change("out/tiers.xlsx", "edited by hand");
    let done = book.run();
    assert!(done.code < 2, "{done:?}");
    let kept = book.names("out/kept");
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert!(
        kept[0].starts_with("out/kept/tiers (edited 2026-11-22 "),
        "{kept:?}"
    );
    assert_eq!(book.read(&kept[0]), "edited by hand");
    assert_ne!(
        std::fs::read(book.path("out/tiers.xlsx")).unwrap(),
        b"edited by hand"
    );
}

#[test]
fn find_and_show_know_the_contacts() {
    let book = shop();
    let found = book.command(&["find", "sara", "cairo"]);
    assert_eq!(found.code, 0, "{found:?}");
    assert!(
        found.out.contains("Sara Ahmed") && !found.out.contains("Omar"),
        "{}",
        found.out
    );
    assert_eq!(book.command(&["find", "nobody"]).code, 1);
    let shown = book.command(&["show", "0100", "123", "4567"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.out.contains("Roses"), "{}", shown.out);
}

#[test]
fn a_new_book_runs_at_once() {
    for language in ["en", "ar", "fa", "ru"] {
        let book = Book::new();
        let made = book.command(&[
            "init",
            "shop",
            "--yes",
            "--language",
            language,
            "--trade",
            "training",
        ]);
        assert_eq!(made.code, 0, "{made:?}");
        let done = book.command(&["--book", "shop", "run"]);
        assert!(done.code < 2, "{language}: {done:?}");
        assert!(book.path("shop/out/tiers.xlsx").is_file());
        let check = book.command(&["--book", "shop", "check", "--format", "short"]);
        let errors: Vec<&str> = check
            .out
            .lines()
            .filter(|line| line.contains(": error["))
            .collect();
        assert_eq!(errors, Vec::<&str>::new(), "{language}");
    }
}

#[test]
fn a_book_beside_a_workbook_reads_it_where_it_is() {
    let book = Book::new().file("clients.csv", CONTACTS);
    let made = book.command(&["init", "clients.csv", "--yes"]);
    assert_eq!(made.code, 0, "{made:?}");
    let done = book.command(&["--book", "clients-book", "run"]);
    assert!(done.code < 2, "{done:?}");
    assert!(book.path("clients-book/out/tiers.xlsx").is_file());
    assert_eq!(book.read("clients.csv"), CONTACTS);
    assert!(
        book.read("clients-book/out/data/rows.csv")
            .contains("../clients.csv")
    );
}

#[test]
fn what_is_typed_into_a_reminder_list_is_kept() {
    let book = shop().on("2026-12-30");
    book.run();
    let line = book.twin("reminders.csv").into_iter().next().unwrap();
    let key = line.split(',').next().unwrap().to_owned();
    let mut list = rust_xlsxwriter::Workbook::new();
    let sheet = list.add_worksheet();
    // Columns were moved, and the file was saved by another program.
    for (column, text) in ["Outcome", "Done on", "Key"].iter().enumerate() {
        sheet.write(2, column as u16, *text).unwrap();
    }
    sheet.write(3, 0, "sent a card").unwrap();
    sheet.write(3, 1, "✓").unwrap();
    sheet.write(3, 2, &key).unwrap();
    list.save(book.path("out/reminders.xlsx")).unwrap();
    let done = book.run();
    assert!(done.code < 2, "{done:?}");
    let marks = book.read("journal/marks.csv");
    for cells in [
        format!("out/reminders.xlsx,{key},done-on,✓,2026-12-30\n"),
        format!("out/reminders.xlsx,{key},outcome,sent a card,2026-12-30\n"),
    ] {
        assert!(marks.contains(&cells), "{marks}");
    }
    assert_eq!(book.names("out/kept").len(), 1);
    let again = book.snapshot("journal");
    book.run();
    assert_eq!(book.snapshot("journal"), again);
}

#[test]
fn half_a_workbook_is_named_and_the_rest_runs() {
    let mut list = rust_xlsxwriter::Workbook::new();
    list.add_worksheet().write(0, 0, "Name").unwrap();
    let good = list.save_to_buffer().unwrap();
    let broken = &good[..good.len() / 2];
    let book = shop().file("data/half.xlsx", broken);
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.out.contains("data/half.xlsx"), "{}", done.out);
    assert_eq!(book.twin("contacts.csv").len(), 2);
}

#[test]
fn json_is_one_object() {
    let book = shop();
    for words in [["run", "--format", "json"], ["check", "--format", "json"]] {
        let done = book.command(&words);
        let value: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(value["book"], "Nile Flowers");
        assert_eq!(value["contacts"], 2);
        assert_eq!(value["rows"][0]["read"], 3);
    }
    let failed = Book::new().command(&["run", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&failed.out).unwrap();
    assert!(value["error"]["hint"].is_string());
}

#[test]
fn a_book_decides_what_its_cells_must_hold_and_how_much_it_matters() {
    let book = Book::new()
        .csv(
            "contacts.csv",
            "No,Name,Phone,Status,Roof type\n1,Sara Ahmed,+201001234567,Actve,12\n2,Omar Hassan,,Lost,99\n",
        )
        .csv(
            "sales.csv",
            "Date,Client,Product,Amount,Receipt\n2014-10-01,Sara Ahmed,Roses,500,A-1\n2026-11-01,Omar Hassan,Tulips,120,A-1\n",
        )
        .rules(
            "book.toml",
            "country = \"EG\"\ncurrency = \"EGP\"\nopened = 2015-03-01\n",
        )
        .rules(
            "fields.toml",
            "wanted = [\"name\", \"Roof type\"]
[severity]
required-missing = \"note\"
lost-but-buying = \"off\"
[required]
contacts = [\"name\", \"phone\"]
[unique]
purchases = [\"Receipt\"]
[range]
\"Roof type\" = \"0..50\"
[values.contacts]
status = [\"Active\", \"Lost\"]
",
        );
    let done = book.run();
    assert_eq!(done.code, 1, "{done:?}");
    let problems: Vec<String> = book
        .twin("problems.csv")
        .into_iter()
        .filter(|line| !line.contains("header-guessed") && !line.contains("repeat-few"))
        .collect();
    assert_eq!(
        problems,
        [
            r#"data/contacts.csv,,D2,warning,value-not-in-list,Actve,"Status `Actve` is none of `Active`, `Lost`","write one of these values, or add yours to `[values]` in rules/fields.toml""#,
            r#"data/contacts.csv,,C3,note,required-missing,,"Phone is missing, and your rules require it","enter it, or take Phone out of `[required]` in rules/fields.toml""#,
            r#"data/contacts.csv,,E3,warning,number-out-of-range,99,Roof type `99` is outside of 0..50,"correct the number, or widen `[range]` in rules/fields.toml""#,
            r#"data/sales.csv,,A2,warning,before-opening,2014-10-01,Date `2014-10-01` is before the business opened (2015-03-01),"correct the date, or `opened` in rules/book.toml""#,
            r#"data/sales.csv,,E3,warning,value-not-unique,A-1,"Receipt `A-1` also stands in data/sales.csv › E2, and your rules want it only once","correct one of the two, or take Receipt out of `[unique]` in rules/fields.toml""#,
        ]
    );
}
