//! Ladders with the real program: rungs that people set, their own column beside ours, conditions on purchases and relatives.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::support::Book;

const CONTACTS: &str = "ID,Name,Phone,City,Tier,Tier because,Tier until\n\
    1,Sara Ahmed,+20 100 555 0101,Cairo,Gold,founder's friend,2026-12-31\n\
    2,Omar Hassan,+20 100 555 0102,Giza,Silver,,\n\
    3,Lena Fischer,+49 30 5550103,Berlin,Platinum,,\n\
    4,Ivan Petrov,+7 495 555 01 04,Moscow,Gold,promised,2026-10-31\n\
    5,Ivan Petrov,+7 495 555 01 05,Kazan,,,\n\
    6,Mona Said,+20 100 555 0106,Cairo,Gold,a reason without an end,\n";

const SALES: &str = "Contact,Date,Product,Category,Amount\n\
    2,2026-03-01,Coaching,Training,900\n\
    2,2026-04-01,Guide,Books,20\n\
    3,2024-05-05,Leadership,Training,500\n\
    6,2026-11-01,Coaching,Training,100\n\
    6,2026-11-02,Coaching,Training,-100\n";

const TIERS: &str = "[[ladder]]\nname = \"value\"\nkeep = \"1 year\"\n\
    [[ladder.rung]]\nname = \"Gold\"\nwhen = [\"spend-12m >= 500\"]\n\
    [[ladder.rung]]\nname = \"Silver\"\nwhen = [\"spend > 0\"]\n\
    [[ladder.rung]]\nname = \"Bronze\"\n";

fn book() -> Book {
    Book::new()
        .csv("contacts.csv", CONTACTS)
        .csv("sales.csv", SALES)
        .rules("tiers.toml", TIERS)
}

/// Name and rung of everybody on a ladder.
fn placed(book: &Book) -> Vec<String> {
    let own = book.contacts(1);
    let mut placed: Vec<String> = book
        .twin("placements.csv")
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{} {}", own[cells[0]], cells[2])
        })
        .collect();
    placed.sort();
    placed
}

/// What the twin of problems says of rules and overrides: place, code, message.
fn told(book: &Book) -> Vec<String> {
    let lines = book.twin("problems.csv");
    let wanted = |line: &&String| line.contains("override-") || line.contains(",rules-");
    lines.iter().filter(wanted).cloned().collect()
}

/// The same, without messages.
fn codes(book: &Book) -> Vec<String> {
    let told = told(book);
    let code = |line: &String| {
        line.split(',')
            .skip(2)
            .take(3)
            .collect::<Vec<_>>()
            .join(" ")
    };
    told.iter().map(code).collect()
}

fn sheet(book: &Book, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = open_workbook(book.path(file)).unwrap();
    let range = workbook.worksheet_range(name).unwrap();
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[test]
fn a_rung_that_a_person_set_holds_until_its_day_and_is_no_floor_afterwards() {
    let overrides = "[[override]]\ncontact = \"3\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"opens doors\"\nuntil = 2026-11-30\n\
        [[override]]\ncontact = \"Sara Ahmed\"\nladder = \"value\"\nrung = \"Silver\"\nreason = \"promised\"\nuntil = 2026-11-01\n\
        [[override]]\ncontact = \"Sarah Nobody\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"x\"\nuntil = 2027-01-01\n\
        [[override]]\ncontact = \"Ivan Petrov\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"x\"\nuntil = 2027-01-01\n\
        [[override]]\ncontact = \"+49 30 5550103\"\nladder = \"value\"\nrung = \"Bronze\"\nreason = \"x\"\nuntil = 2027-01-01\n";
    let book = book().rules("overrides.toml", overrides);
    book.run();
    assert_eq!(
        placed(&book),
        [
            "1 Bronze", "2 Gold", "3 Gold", "4 Bronze", "5 Bronze", "6 Bronze"
        ]
    );
    let why = book
        .twin("placements.csv")
        .into_iter()
        .find(|line| line.contains("set by hand"));
    assert!(
        why.unwrap()
            .ends_with(",Gold: set by hand until 2026-11-30: opens doors; by the facts: Silver")
    );
    assert_eq!(
        codes(&book),
        [
            "8:12 note override-ended",
            "14:12 warning override-contact-unknown",
            "20:12 warning override-contact-ambiguous",
            "26:12 warning override-twice",
            "2:12 note override-active",
        ],
        "{:#?}",
        told(&book)
    );
    for file in ["out/tiers.xlsx", "out/review.xlsx"] {
        let rows = sheet(&book, file, "Set by hand");
        let line = rows.iter().find(|row| row[0] == "Lena Fischer").unwrap();
        assert_eq!(
            line[1..5],
            ["Value", "Gold", "Silver", "opens doors"],
            "{file}"
        );
        assert_eq!(line[6], "rules/overrides.toml:2:12", "{file}");
    }
    let shown = book.command(&["show", "3"]).out;
    assert!(
        shown.contains("Gold: set by hand until 2026-11-30: opens doors"),
        "{shown}"
    );

    // The day after, the facts decide at once, though the ladder keeps people for a year.
    let book = book.on("2026-12-01");
    let others: Vec<&str> = overrides.split("[[override]]").take(5).collect();
    book.change("rules/overrides.toml", others.join("[[override]]"));
    book.run();
    assert_eq!(placed(&book)[2], "3 Silver");
    let moves = book.twin("moves.csv");
    assert_eq!(moves.len(), 1, "{moves:?}");
    assert!(
        moves[0].contains(",value,Gold,Silver,Silver: spend 500 is above 0"),
        "{moves:?}"
    );
    assert!(told(&book)[0].contains("override-ended"));
}

#[test]
fn a_column_of_rungs_is_shown_as_yours_and_overrides_only_with_reason_and_end() {
    let bare = book();
    bare.run();
    let header = sheet(&bare, "out/tiers.xlsx", "Contacts")
        .into_iter()
        .find(|row| row.contains(&"Name".to_owned()));
    let header = header.unwrap();
    let at = header.iter().position(|cell| cell == "Value").unwrap();
    assert_eq!(header[at + 1], "Value (yours)", "{header:?}");
    assert_eq!(placed(&bare)[0], "1 Bronze");
    assert_eq!(told(&bare), Vec::<String>::new());
    let shown = bare.command(&["show", "1"]).out;
    assert!(
        shown.contains("Value: Bronze (since 2026-11-22) (yours: Gold)"),
        "{shown}"
    );

    let keys = "keep = \"1 year\"\nyours = \"Tier\"\nyours-reason = \"Tier because\"\nyours-until = \"Tier until\"\n";
    let with_keys = book().rules("tiers.toml", &TIERS.replace("keep = \"1 year\"\n", keys));
    with_keys.run();
    assert_eq!(
        placed(&with_keys),
        [
            "1 Gold", "2 Gold", "3 Silver", "4 Bronze", "5 Bronze", "6 Bronze"
        ]
    );
    let gold = sheet(&with_keys, "out/tiers.xlsx", "Value Gold");
    let header = gold.iter().find(|row| row[0] == "Name").unwrap();
    assert_eq!(header[3], "Value (yours)", "{header:?}");
    assert_eq!(
        codes(&with_keys),
        [
            "E4 warning override-rung-unknown",
            "E5 note override-ended",
            "E7 note override-unfinished",
            "E2 note override-active",
        ]
    );
}

#[test]
fn purchases_and_relatives_decide_and_names_that_nobody_bought_are_told() {
    let segments = "[[segment]]\nname = \"Coached\"\nwhen = [\"bought Coaching within 12 months\", \"spent > 0 on Coaching\"]\n\
        [[segment]]\nname = \"Misspelt\"\nany = [\"bought Leadershp\", \"spent > 5 on category Book\", \"bought Books\"]\n\
        [[segment]]\nname = \"Home\"\nwhen = [\"any relative who bought Coaching\"]\n";
    let book = Book::new()
        .csv(
            "contacts.csv",
            "ID,Name,Phone,Address,City\n\
             1,Sara Ahmed,+20 100 555 0101,5 Nile Street,Cairo\n\
             2,Omar Ahmed,+20 100 555 0101,5 Nile Street,Cairo\n\
             3,Lena Fischer,+49 30 5550103,,Berlin\n",
        )
        .csv("sales.csv", "Contact,Date,Product,Category,Amount\n1,2026-03-01,Coaching,Training,900\n3,2026-03-01,Coaching,Training,50\n3,2026-03-02,Coaching,Training,-50\n2,2026-01-01,Leadership,Books,9\n")
        .rules("tiers.toml", segments);
    book.run();
    let names: Vec<String> = book
        .twin("segments.csv")
        .iter()
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    // Of the household of Sara and Omar only Omar has a relative who bought it.
    assert_eq!(
        names.iter().filter(|name| *name == "Coached").count(),
        1,
        "{names:?}"
    );
    assert_eq!(
        names.iter().filter(|name| *name == "Home").count(),
        1,
        "{names:?}"
    );
    let lines: Vec<String> = told(&book)
        .iter()
        .map(|line| {
            line.split(',')
                .skip(2)
                .take(4)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(
        lines,
        [
            "6:16 warning rules-product-misspelt Leadershp",
            "6:51 warning rules-category-misspelt Book",
            "6:66 warning rules-product-is-category Books",
        ]
    );
}

#[test]
fn a_rung_set_on_a_ladder_without_facts_waits_and_is_told() {
    let book = Book::new()
        .csv("contacts.csv", CONTACTS)
        .rules("tiers.toml", TIERS)
        .rules(
            "overrides.toml",
            "[[override]]\ncontact = \"3\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"opens doors\"\nuntil = 2027-06-30\n\
            [[override]]\ncontact = \"99\"\nladder = \"value\"\nrung = \"Gold\"\nreason = \"gone\"\nuntil = 2026-06-30\n",
        );
    book.run();
    assert!(book.twin("placements.csv").is_empty());
    // What has ended is no question any more, whomever it named.
    assert_eq!(
        codes(&book),
        ["8:12 note override-ended", "2:12 note override-waits"]
    );
}

#[test]
fn a_column_that_the_rules_name_for_one_ladder_is_not_anothers() {
    let tiers = format!(
        "{TIERS}\n{}",
        TIERS
            .replace("\"value\"", "\"worth\"")
            .replace("keep", "yours = \"Tier\"\nkeep")
    );
    let book = book().rules("tiers.toml", &tiers);
    assert_eq!(book.command(&["run", "--as-of", "2026-11-20"]).code, 1);
    let own = |name: &str| {
        let cells = sheet(&book, "out/tiers.xlsx", name).into_iter().flatten();
        cells
            .filter(|cell| cell.contains("(yours)"))
            .collect::<Vec<String>>()
    };
    assert!(own("Value Gold").is_empty());
    assert_eq!(own("worth Gold"), ["worth (yours)"]);
}

#[test]
fn what_is_missing_for_the_next_rung_is_told() {
    let tiers = "[[ladder]]\nname = \"value\"\n\
        [[ladder.rung]]\nname = \"Gold\"\nwhen = [\"spend-12m >= 1,000\", \"orders > 3\", \"city is Cairo\"]\n\
        [[ladder.rung]]\nname = \"Silver\"\nwhen = [\"spend > 0\"]\n\
        [[ladder.rung]]\nname = \"Bronze\"\n";
    let book = book().rules("tiers.toml", tiers);
    assert_eq!(book.command(&["run", "--as-of", "2026-11-20"]).code, 0);
    let shown = book.command(&["show", "2", "--as-of", "2026-11-20"]).out;
    let missing = "to Gold: 80 spend-12m more; more than 1 orders more; city is Cairo";
    assert!(shown.contains(missing), "{shown}");
    let silver = sheet(&book, "out/tiers.xlsx", "Value Silver");
    let header = silver.iter().position(|row| row[0] == "Name").unwrap();
    assert_eq!(silver[header][2], "To the next rung");
    let omar = silver.iter().find(|row| row[0] == "Omar Hassan").unwrap();
    assert_eq!(omar[2], missing);
    let shown = book.command(&["show", "1", "--as-of", "2026-11-20"]).out;
    assert!(shown.contains("to Silver: spend > 0"), "{shown}");
}
