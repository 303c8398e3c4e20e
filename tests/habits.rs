//! Buying habits, what buyers of the same also buy, and questions to the book, through the real program.

use std::fmt::Write as _;

use calamine::{Data, Reader as _, Xlsx, open_workbook};

use crate::support::Book;

/// Sara stands there twice and pays in two currencies, each converted at the rate of its day; one sale is given back in part.
fn two_currencies() -> Book {
    Book::new()
        .csv(
            "contacts.csv",
            "no,Name,Email\n1,Sara Haddad,sara@example.org\n2,Sara Haddad,sara@example.org\n3,Omar Nasser,\n4,Lena Fischer,\n",
        )
        .csv(
            "sales.csv",
            "Customer no,Date,Product,Amount\n\
             1,2026-01-10,Tea,10.01\n\
             2,2026-01-20,Tea,20.00 USD\n\
             1,2026-02-09,Cake,33.33 USD\n\
             2,2026-02-12,Cake,-3.33 USD\n\
             1,2026-10-01,tea,7.77\n\
             3,2026-03-01,Cake,5.00\n\
             3,2026-03-02,Cake,5.00\n\
             3,2026-03-03,Tea,99.00\n\
             4,2026-03-03,Tea,50.00\n\
             4,2026-03-04,Tea,-50.00\n",
        )
        .rules(
            "book.toml",
            "currency = \"EUR\"\n\
             [[rate]]\ncurrency = \"USD\"\ndate = 2020-01-01\nvalue = 0.9\n\
             [[rate]]\ncurrency = \"USD\"\ndate = 2026-02-01\nvalue = 0.8\n",
        )
}

/// The JSON of a command.
fn json(book: &Book, words: &[&str]) -> serde_json::Value {
    let done = book.command(&[words, &["--format", "json"]].concat());
    serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{error}: {done:?}"))
}

#[test]
fn habits_and_spend_of_merged_rows_in_two_currencies_are_exact() {
    let book = two_currencies();
    assert!(book.run().code < 2);
    // 10.01 + 20.00 x 0.9 + 33.33 x 0.8 - 3.33 x 0.8 + 7.77
    let spend = json(&book, &["find", "--where", "spend = 59.78"]);
    assert_eq!(spend["count"], 1, "{spend}");
    assert_eq!(spend["contacts"][0]["name"], "Sara Haddad");
    // Orders: 10 and 20 January, 9 February, 1 October; the refund is none. Gaps of 10, 20 and 234 days.
    // Tea: 10.01 + 18.00 + 7.77 = 35.78 in three orders, whose gaps are 10 and 254; cake: 24.00.
    let shown = json(&book, &["show", "sara@example.org"]);
    assert_eq!(
        shown["habits"],
        serde_json::json!({
            "usual-interval": 20,
            "next-purchase-expected": "2026-10-21",
            "favourite-product": "Tea",
            "favourite-by-spend": "Tea",
            "same-again": [],
            "cross-sell": [],
        })
    );
    let omar = json(&book, &["show", "Omar Nasser"]);
    assert_eq!(omar["habits"]["favourite-product"], "Cake");
    assert_eq!(omar["habits"]["favourite-by-spend"], "Tea");
    assert_eq!(omar["habits"]["next-purchase-expected"], "2026-03-04");
    let lena = book.command(&["show", "Lena Fischer"]).out;
    let few = lena
        .lines()
        .find(|line| line.starts_with("Usual days between orders"));
    assert!(
        few.is_some_and(|line| line.ends_with("too few orders to tell: it takes 3")),
        "{lena}"
    );
    assert_eq!(
        json(&book, &["find", "--where", "usual-interval <= 20 days"])["unknown"],
        1
    );
}

/// Three at one address with one phone, of whom the first stands there twice, and two of one company. Sara and Omar pay in two
/// currencies; Omar's sale is given back in part, and one of his deals was lost.
fn household_of_three() -> Book {
    two_currencies()
        .csv(
            "contacts.csv",
            "no,Name,Email,Home phone,Street,City,Company\n\
             1,Sara Haddad,sara@example.org,+20 2 27351111,5 Nile Street,Cairo,\n\
             2,Sara Haddad,sara@example.org,,,,Delta Trade\n\
             3,Omar Haddad,,+20 2 27351111,5 Nile Street,Cairo,\n\
             4,Lena Haddad,,+20 2 27351111,5 Nile Street,Cairo,\n\
             5,Ivan Petrov,ivan@example.org,,,,DELTA  trade\n\
             6,Anna Weber,anna@example.org,,,,\n",
        )
        .csv(
            "sales.csv",
            "Customer no,Date,Product,Amount,Status\n\
             1,2025-11-22,Tea,100.00,\n\
             1,2026-01-10,Tea,10.01,\n\
             2,2026-01-20,Tea,20.00 USD,\n\
             3,2026-02-09,Cake,33.33 USD,\n\
             3,2026-02-12,Cake,-3.33 USD,\n\
             3,2026-03-12,Cake,500.00,lost\n\
             5,2026-10-01,Tea,7.77,\n\
             6,2026-10-01,Tea,1.00,\n",
        )
        .rules(
            "tiers.toml",
            "[[ladder]]\nname = \"home\"\n\
             [[ladder.rung]]\nname = \"High\"\nwhen = [\"household-spend-12m >= 100\"]\n\
             [[ladder.rung]]\nname = \"Some\"\nwhen = [\"household-spend-12m > 0\"]\n",
        )
}

#[test]
fn what_a_household_and_a_company_spent_is_exact_and_counts_from_the_day_on_which_it_was() {
    let book = household_of_three();
    assert!(book.run().code < 2);
    let who = |asked: &str| -> Vec<String> {
        let found = json(&book, &["find", "--where", asked]);
        let contacts = found["contacts"].as_array().unwrap();
        let names = contacts.iter().map(|one| one["name"].as_str().unwrap());
        let mut names: Vec<String> = names.map(str::to_owned).collect();
        names.sort();
        names
    };
    let home = ["Lena Haddad", "Omar Haddad", "Sara Haddad"];
    // 10.01 + 20.00 x 0.9 of both of Sara's rows, (33.33 - 3.33) x 0.8 of Omar: 52.01. 100.00 is of a year ago to the day.
    assert_eq!(who("household-spend-12m = 52.01"), home);
    assert_eq!(who("household-spend = 152.01"), home);
    assert_eq!(who("household-spend-12m is known"), home);
    // 28.01 of Sara, 7.77 of Ivan.
    let company = ["Ivan Petrov", "Sara Haddad"];
    assert_eq!(who("company-spend-12m = 35.78"), company);
    assert_eq!(who("company-spend = 135.78"), company);
    assert_eq!(who("company-spend is known"), company);
    assert_eq!(who("household-spend-12m in top 1"), home);
    let shown = book.command(&["show", "Lena Haddad"]).out;
    assert!(
        shown.lines().any(|line| {
            line.starts_with("Household spend, 12 months") && line.ends_with(" 52.01")
        }),
        "{shown}"
    );
    // In January nothing of Omar's was sold, and the 100.00 were still of the last 12 months.
    let asked = "household-spend-12m = 128.01";
    let january = book.command(&["find", "--as-of", "2026-01-31", "--where", asked]);
    assert!(january.out.contains("Lena Haddad"), "{january:?}");
    // The past is worked out as of its days: at the end of October both had a household of 152.01.
    let moves = book.read("journal/moves.csv");
    let fell = moves
        .lines()
        .filter(|line| line.starts_with("2026-11-22,") && line.contains(",home,High,Some,"));
    assert_eq!(fell.count(), 2, "{moves:?}");
}

/// Ten bought tea, eight of them cake too; twenty others coffee. The last with tea only asked not to be contacted.
fn tea_and_cake() -> Book {
    let mut contacts = String::from("no,Name,Birthday,Do not contact,Shoe size\n");
    let mut sales = String::from("Customer no,Date,Product,Amount\n");
    let names = ["Haddad", "Nasser", "Fischer", "Conti", "Rostami", "Volkov"];
    for at in 0..30_usize {
        let given = ["Sara", "Omar", "Lena", "Paolo", "Arash"][at % 5];
        let silent = if at == 9 { "yes" } else { "" };
        let birthday = if at < 10 {
            format!("19{}-05-01", 70 + at)
        } else {
            String::new()
        };
        let _ = writeln!(
            contacts,
            "{at},{given} {},{birthday},{silent},{}",
            names[at / 5],
            36 + at % 10
        );
        let product = if at < 10 { "Tea" } else { "Coffee" };
        let _ = writeln!(
            sales,
            "{at},2026-05-0{},{product},{}.50",
            1 + at % 9,
            10 + at
        );
        if at < 8 {
            let _ = writeln!(sales, "{at},2026-06-01,Cake,5.00");
        }
    }
    Book::new()
        .csv("contacts.csv", &contacts)
        .csv("sales.csv", &sales)
        .rules(
            "tiers.toml",
            "[[segment]]\nname = \"Offer cake\"\nwhen = [\"cross-sell contains Cake\"]\n",
        )
}

#[test]
fn buyers_of_the_same_are_offered_what_these_usually_buy() {
    let book = tea_and_cake();
    assert!(book.run().code < 2);
    let lines = book.twin("cross-sell.csv");
    assert_eq!(
        lines.len(),
        1,
        "who asked not to be contacted is left out: {lines:?}"
    );
    let (_, pair) = lines[0].split_once(',').unwrap();
    assert_eq!(pair, "Cake,Tea,0.2667,0.8,3,8,10,8,30");
    assert_eq!(book.twin("segments.csv").len(), 2);

    let shown = book.command(&["show", "Paolo Nasser"]).out;
    let wanted =
        "May also want\n  Cake  8 of 10 buyers of Tea have it (80 %); support 26.7 %, lift 3\n";
    assert!(shown.contains(wanted), "{shown}");

    let mut tiers: Xlsx<_> = open_workbook(book.path("out/tiers.xlsx")).unwrap();
    let sheet = tiers.worksheet_range("Cross-sell").unwrap();
    let cell = |row: u32, column: u32| {
        sheet
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    let intro = cell(0, 0).to_string();
    assert!(
        intro.contains("at least 50 %") && intro.contains("5 contacts"),
        "{intro}"
    );
    let row: Vec<Data> = (0..7).map(|column| cell(2, column)).collect();
    assert_eq!(
        row,
        [
            Data::String("Paolo Nasser".into()),
            Data::String("Cake".into()),
            Data::String("Tea".into()),
            Data::Float(0.8),
            Data::Float(3.0),
            Data::Float(0.2667),
            Data::Float(8.0),
        ]
    );
    // At the foot, marked.
    assert_eq!(cell(3, 0).to_string(), "Arash Nasser");
}

#[test]
fn a_question_finds_whom_all_conditions_hold_for_and_says_who_is_unknown() {
    let book = tea_and_cake();
    let before = book.names(".");
    let done = book.command(&[
        "find",
        "--where",
        "products contains Tea",
        "--where",
        "age > 53",
    ]);
    assert_eq!(done.code, 0, "{done:?}");
    let names: Vec<&str> = done
        .out
        .lines()
        .filter_map(|line| line.split("  ").nth(1))
        .collect();
    assert_eq!(names, ["Sara Haddad", "Omar Haddad", "Lena Haddad"]);
    assert!(done.out.ends_with("\n3 contacts fit.\n"), "{}", done.out);

    let done = book.command(&["find", "--where", "age > 46"]);
    let tail: Vec<&str> = done.out.lines().rev().take(3).collect();
    assert_eq!(
        tail[..2],
        [
            "20 more are unknown: what is asked is not known of them.",
            "10 contacts fit.",
        ]
    );
    assert!(
        tail[2].ends_with("  Asked not to be contacted."),
        "{}",
        tail[2]
    );

    // Columns of the trade, words and conditions together, other languages, shares of all.
    assert_eq!(
        json(&book, &["find", "--where", "Shoe size = 40"])["count"],
        3
    );
    assert_eq!(
        json(&book, &["find", "Haddad", "--where", "Возраст > 53"])["count"],
        3
    );
    assert_eq!(
        json(&book, &["find", "--where", "spend in top 10%"])["count"],
        3
    );
    let short = book
        .command(&["find", "--where", "age = 47", "--format", "short"])
        .out;
    assert!(
        short.ends_with("\tArash Nasser\tdo-not-contact\n"),
        "{short}"
    );
    let nobody = book.command(&["find", "--where", "spend > 1000"]);
    assert_eq!(
        (nobody.code, nobody.out.as_str()),
        (1, "Nobody of whom it is known fits.\n")
    );
    assert_eq!(book.names("."), before, "a question writes nothing");
}

#[test]
fn mistakes_in_a_question_are_shown_with_a_caret() {
    let done = tea_and_cake().command(&[
        "find",
        "--where",
        "age > 40",
        "--where",
        "produkts contains Tea",
    ]);
    assert_eq!(done.code, 2);
    assert_eq!(done.out, "");
    assert_eq!(
        done.err,
        "error: unknown field `produkts`
 --> --where:2:2
  |
2 | 'produkts contains Tea'
  |  ^^^^^^^^
  |
help: did you mean `products`?
  |
2 - 'produkts contains Tea'
2 + 'products contains Tea'
  |
"
    );
}

#[test]
fn an_answer_goes_to_a_workbook_but_never_over_what_is_yours() {
    let book = tea_and_cake();
    let find =
        |file: &str| book.command(&["find", "--where", "products contains Tea", "--xlsx", file]);
    let done = find("list.xlsx");
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out.ends_with("They are in `list.xlsx`.\n"),
        "{}",
        done.out
    );
    let mut list: Xlsx<_> = open_workbook(book.path("list.xlsx")).unwrap();
    let sheet = list.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(sheet.height(), 12);
    let foot = sheet.get_value((11, 0)).unwrap().to_string();
    assert_eq!(
        foot, "Arash Nasser",
        "who asked not to be contacted stands at the foot"
    );
    // It is no source, and is replaced.
    let first = std::fs::read(book.path("list.xlsx")).unwrap();
    assert_eq!(find("list.xlsx").code, 0);
    assert_eq!(std::fs::read(book.path("list.xlsx")).unwrap(), first);
    assert_eq!(
        json(&book, &["find", "--where", "products contains Tea"])["count"],
        10
    );

    book.change("mine.xlsx", "not a workbook");
    for (file, message) in [
        (
            "data/list.xlsx",
            "error: `data/list.xlsx` is not written: it would lie among your data, your rules or the journal",
        ),
        (
            "rules/../data/list.xlsx",
            "error: `rules/../data/list.xlsx` is not written: it would lie among your data, your rules or the journal",
        ),
        (
            "mine.xlsx",
            "error: `mine.xlsx` is there already, and tierbook did not write it",
        ),
        (
            "list.csv",
            "error: `list.csv` is not written: it must end in .xlsx",
        ),
    ] {
        let done = find(file);
        assert_eq!((done.code, done.err.lines().next()), (2, Some(message)));
    }
    assert_eq!(book.read("mine.xlsx"), "not a workbook");
    assert_eq!(book.names("data"), ["data/contacts.csv", "data/sales.csv"]);
    let left: Vec<String> = book
        .names(".")
        .into_iter()
        .filter(|name| name.contains(".tierbook"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}
