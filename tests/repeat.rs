//! Repeat purchases: the published figures of CDNOW, and what the program says of books that tell too little and of one that tells
//! enough.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use tierbook::stage::profile::repeat::{BgNbd, Buying, GammaGamma, History, Repeat, tally};

use crate::drawn::Random;
use crate::support::Book;

/// A text of the shared data about CDNOW, where the folder is there.
fn cdnow(name: &str) -> Option<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = ["../shared/data/cdnow", "../../shared/data/cdnow"]
        .iter()
        .map(|folder| root.join(folder).join(name))
        .find(|file| Path::is_file(file));
    if file.is_none() {
        println!("skipped: {name} is not there");
    }
    file.map(|file| std::fs::read_to_string(file).unwrap())
}

/// The customers of a summary: frequency, recency and age, which it has in weeks to two places, and mean value where it has one.
fn customers(summary: &str) -> Vec<Buying> {
    let days = |weeks: f64| (weeks * 7.0).round() as u32;
    summary
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            Buying {
                history: History {
                    frequency: cells[1] as u32,
                    recency: days(cells[2]),
                    age: days(cells[3]),
                },
                average: cells.get(4).copied().unwrap_or(0.0),
            }
        })
        .collect()
}

fn near(found: f64, published: f64, part: f64) {
    assert!(
        (found / published - 1.0).abs() <= part,
        "{found} instead of {published}"
    );
}

#[test]
fn cdnow_gives_the_published_estimates() {
    let Some(summary) = cdnow("cdnow_customers_summary.csv") else {
        return;
    };
    let histories: Vec<History> = customers(&summary).iter().map(|one| one.history).collect();
    assert_eq!(histories.len(), 2357);
    let counted = tally(histories);
    let fit = BgNbd::fit(&counted).unwrap();
    let BgNbd { r, alpha, a, b } = fit.model;
    near(r, 0.243, 0.01);
    near(alpha, 4.414, 0.01);
    near(a, 0.793, 0.01);
    near(b, 2.426, 0.01);
    assert!(
        (fit.log_likelihood - -9582.4).abs() < 0.1,
        "{}",
        fit.log_likelihood
    );
    let example = History {
        frequency: 2,
        recency: 213,
        age: 272,
    };
    let expected = fit.model.outlook(example, 39 * 7).purchases;
    assert!((expected - 1.226).abs() < 0.002, "{expected}");
}

#[test]
fn cdnow_gives_the_published_values() {
    let Some(summary) = cdnow("cdnow_customers_summary_with_transactions.csv") else {
        return;
    };
    let mut repeated: Vec<(u32, f64)> = customers(&summary)
        .iter()
        .filter(|one| one.history.frequency > 0)
        .map(|one| (one.history.frequency, one.average))
        .collect();
    repeated.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    assert_eq!(repeated.len(), 946);
    let GammaGamma { p, q, v } = GammaGamma::fit(&repeated).unwrap().model;
    near(p, 6.25, 0.01);
    near(q, 3.74, 0.01);
    near(v, 15.44, 0.01);
}

/// Contacts and purchases of CDNOW as a book of the first 39 weeks and what was bought after.
fn cdnow_book(sample: &str) -> (Book, BTreeMap<String, BTreeMap<Date, i64>>) {
    let mut bought: BTreeMap<String, BTreeMap<Date, i64>> = BTreeMap::new();
    let mut sales = String::from("Customer no,Date,Product,Amount\n");
    for line in sample.lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [_, who, day, count, amount] = cells[..] else {
            panic!("{line}");
        };
        let day: Date = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
            .parse()
            .unwrap();
        let cents = (amount.parse::<f64>().unwrap() * 100.0).round() as i64;
        *bought
            .entry(who.to_owned())
            .or_default()
            .entry(day)
            .or_default() += cents;
        let _ = writeln!(sales, "K{who},{day},{count} CDs,{amount}");
    }
    let contacts = bought
        .keys()
        .fold(String::from("Customer no,Name\n"), |all, who| {
            all + &format!("K{who},Customer {}\n", in_letters(who))
        });
    let book = Book::new()
        .on("1997-09-30")
        .csv("contacts.csv", &contacts)
        .csv("sales.csv", &sales);
    (book, bought)
}

/// A name for a number, as unlike others as can be.
fn in_letters(number: &str) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"];
    let digits = number.chars().filter_map(|digit| digit.to_digit(10));
    digits.map(|digit| SYLLABLES[digit as usize]).collect()
}

#[test]
fn a_book_of_cdnow_is_counted_and_forecast_as_by_hand() {
    let Some(sample) = cdnow("CDNOW_sample.txt") else {
        return;
    };
    let (book, bought) = cdnow_book(&sample);
    let today = date(1997, 9, 30);
    // Days on which something was paid are purchases; their amounts, the first left out, make the mean.
    let habits: BTreeMap<&str, Buying> = bought
        .iter()
        .filter_map(|(who, days)| {
            let paid: Vec<(Date, i64)> = days
                .iter()
                .filter(|(day, cents)| **day <= today && **cents > 0)
                .map(|(day, cents)| (*day, *cents))
                .collect();
            let (first, last) = (paid.first()?.0, paid.last()?.0);
            let since = |day: Date| u32::try_from((day - first).get_days()).unwrap();
            let frequency = paid.len() as u32 - 1;
            let cents: i64 = paid[1..].iter().map(|(_, cents)| cents).sum();
            let buying = Buying {
                history: History {
                    frequency,
                    recency: since(last),
                    age: since(today),
                },
                average: cents as f64 / 100.0 / f64::from(frequency.max(1)),
            };
            Some((who.as_str(), buying))
        })
        .collect();
    let buying: Vec<Option<Buying>> = habits.values().copied().map(Some).collect();
    let by_hand = Repeat::new(&buying);
    // A few CDs were given away: the estimates differ a little from the published ones.
    let model = by_hand.timing.unwrap().model;
    near(model.r, 0.243, 0.05);
    near(model.alpha, 4.414, 0.05);

    assert!(book.run().code < 2);
    let owners = book.contacts(1);
    let lines = book.twin("repeat.csv");
    assert_eq!(lines.len(), habits.len());
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let who = owners[cells[0]].strip_prefix('K').unwrap();
        let at = habits.keys().position(|known| *known == who).unwrap();
        let text = |number: Option<rust_decimal::Decimal>| number.unwrap().normalize().to_string();
        let wanted = [
            text(by_hand.probability(at)),
            text(by_hand.expected_purchases(at)),
            text(by_hand.expected_value(at)),
        ];
        assert_eq!(cells[1..], wanted, "{who}");
    }
}

/// A shop of so many customers, of whom each has a name of syllables; today is 22 November 2026.
fn shop(customers: u32) -> Book {
    let today = date(2026, 11, 22);
    let mut random = Random(11);
    let mut contacts = String::from("Customer no,Name\n");
    let mut sales = String::from("Customer no,Date,Product,Amount\n");
    for at in 0..customers {
        let number = (1000 + at).to_string();
        let _ = writeln!(contacts, "N{number},{} Haddad", in_letters(&number));
        let age = (random.unit() * 900.0) as u32;
        let scale = random.gamma(3.7);
        for day in random.days([0.8, 12.0, 0.5, 2.0], age) {
            let day = today.saturating_sub((i64::from(age) - i64::from(day)).days());
            let amount = 40.0 * random.gamma(6.0) / scale;
            let _ = writeln!(sales, "N{number},{day},Roses,{amount:.2}");
        }
    }
    contacts.push_str("N1,Nobody Yet\n");
    Book::new()
        .csv("contacts.csv", &contacts)
        .csv("sales.csv", &sales)
        .rules(
            "tiers.toml",
            "[[ladder]]
name = \"outlook\"
[[ladder.rung]]
name = \"Coming\"
when = [\"repeat-probability >= 0.6\"]
[[ladder.rung]]
name = \"Doubtful\"
when = [\"repeat-probability < 60%\"]
[[segment]]
name = \"Worth a call\"
when = [\"Вероятность повтора between 20% and 60%\", \"expected-value-12m in top 50%\"]
[[segment]]
name = \"Often\"
when = [\"expected-purchases-12m >= 2\"]
",
        )
}

#[test]
fn a_book_with_too_little_says_why() {
    let book = shop(12);
    let done = book.run();
    assert!(done.code < 2, "{done:?}");
    let reason = "too little is known to tell who will buy again (customers with dated purchases: 12, needed: 50)";
    let told: Vec<String> = book
        .twin("problems.csv")
        .into_iter()
        .filter(|line| line.contains("repeat-"))
        .collect();
    assert_eq!(
        told,
        [format!(
            ",,,note,repeat-few-customers,,\"{reason}\",go on entering purchases with their dates; the figures appear by themselves"
        )]
    );
    let shown = book.command(&["show", "cebababa Haddad"]);
    assert!(
        shown
            .out
            .lines()
            .any(|line| line.starts_with("Repeat probability") && line.ends_with(reason)),
        "{}",
        shown.out
    );
    let json = book
        .command(&["show", "cebababa Haddad", "--format", "json"])
        .out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["repeat"],
        serde_json::json!({
            "repeat-probability": null,
            "expected-purchases-12m": null,
            "expected-value-12m": null,
            "refused": "repeat-few-customers",
        })
    );
    // Nobody is placed by what nobody knows.
    assert_eq!(book.twin("placements.csv"), Vec::<String>::new());
    assert_eq!(book.twin("segments.csv"), Vec::<String>::new());
    assert_eq!(book.twin("repeat.csv"), Vec::<String>::new());
}

#[test]
fn a_book_with_enough_gives_figures_everywhere() {
    let book = shop(150);
    assert!(book.run().code < 2);
    let problems = book.twin("problems.csv");
    assert!(
        !problems.iter().any(|line| line.contains("repeat-")),
        "{problems:?}"
    );
    let forecasts: BTreeMap<String, [f64; 3]> = book
        .twin("repeat.csv")
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |at: usize| cells[at].parse().unwrap();
            (cells[0].to_owned(), [number(1), number(2), number(3)])
        })
        .collect();
    assert_eq!(forecasts.len(), 150, "the lead has none");

    // Rules see the same figures, and say them.
    let placed: BTreeMap<String, String> = book
        .twin("placements.csv")
        .into_iter()
        .map(|line| {
            let (contact, rest) = line.split_once(',').unwrap();
            (contact.to_owned(), rest.to_owned())
        })
        .collect();
    assert_eq!(placed.len(), 150);
    for (contact, [probability, _, _]) in &forecasts {
        let rung = if *probability >= 0.6 {
            "outlook,Coming,"
        } else {
            "outlook,Doubtful,"
        };
        assert!(
            placed[contact].starts_with(rung),
            "{probability} {}",
            placed[contact]
        );
    }
    let in_segment = |name: &str| -> BTreeSet<String> {
        let lines = book.twin("segments.csv");
        let members = lines
            .iter()
            .filter_map(|line| line.strip_prefix(&format!("{name},")));
        members.map(str::to_owned).collect()
    };
    let often = forecasts.iter().filter(|(_, figures)| figures[1] >= 2.0);
    assert_eq!(
        in_segment("Often"),
        often.map(|(id, _)| id.clone()).collect()
    );
    let worth = in_segment("Worth a call");
    assert!(
        !worth.is_empty()
            && worth
                .iter()
                .all(|id| (0.2..=0.6).contains(&forecasts[id][0]))
    );

    // `show`, in words and for programs.
    let (id, [probability, purchases, value]) = forecasts.iter().next().unwrap();
    let shown = book.command(&["show", id]).out;
    let lines: Vec<Vec<&str>> = shown
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    let share = format!("{:.0}", probability * 100.0);
    for wanted in [
        vec!["Repeat", "probability", &share, "%"],
        vec![
            "Expected",
            "purchases,",
            "12",
            "months",
            &plain((purchases * 100.0).round() / 100.0),
        ],
        vec!["Expected", "value,", "12", "months", &plain(*value)],
    ] {
        assert!(lines.contains(&wanted), "{wanted:?} in {shown}");
    }
    let json = book.command(&["show", id, "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["repeat"],
        serde_json::json!({
            "repeat-probability": number(*probability),
            "expected-purchases-12m": number(*purchases),
            "expected-value-12m": number(*value),
            "refused": null,
        })
    );
    let lead = book.command(&["show", "Nobody Yet"]).out;
    assert!(!lead.contains("Repeat probability"), "{lead}");
    let lead = book
        .command(&["show", "Nobody Yet", "--format", "json"])
        .out;
    let lead: serde_json::Value = serde_json::from_str(&lead).unwrap();
    assert_eq!(
        lead["repeat"]["repeat-probability"],
        serde_json::Value::Null
    );
}

fn plain(number: f64) -> String {
    number.to_string()
}

/// Whole numbers are written without a point.
fn number(number: f64) -> serde_json::Number {
    plain(number).parse().unwrap()
}

#[test]
fn merged_rows_and_other_currencies_are_one_customers() {
    let plain = shop(150);
    let (contacts, sales) = (
        plain.read("data/contacts.csv"),
        plain.read("data/sales.csv"),
    );
    plain.run();
    // The first customer stands there twice; every second sale of all is in another currency and names the second row.
    let twice = format!(
        "{}X1000,cebababa Haddad,c@example.org\n",
        contacts
            .replace("no,Name\n", "no,Name,Email\n")
            .replace("cebababa Haddad\n", "cebababa Haddad,c@example.org\n")
    );
    let mut mixed = String::new();
    for (at, line) in sales.lines().enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        if at % 2 == 0 {
            mixed += line;
        } else {
            let cents: u64 = cells[3].replace('.', "").parse().unwrap();
            let who = cells[0].replace("N1000", "X1000");
            let _ = write!(
                mixed,
                "{who},{},{},{}.{:02} USD",
                cells[1],
                cells[2],
                cents * 2 / 100,
                cents * 2 % 100
            );
        }
        mixed.push('\n');
    }
    let other = Book::new()
        .csv("contacts.csv", &twice)
        .csv("sales.csv", &mixed)
        .rules(
            "book.toml",
            "currency = \"EUR\"\n[[rate]]\ncurrency = \"USD\"\ndate = 2020-01-01\nvalue = 0.5\n",
        );
    other.run();
    assert_eq!(
        other.twin("contacts.csv").len(),
        plain.twin("contacts.csv").len()
    );
    let figures = |book: &Book| -> Vec<String> {
        let lines = book.twin("repeat.csv");
        let mut figures: Vec<String> = lines
            .iter()
            .map(|line| line.split_once(',').unwrap().1.to_owned())
            .collect();
        figures.sort();
        figures
    };
    assert_eq!(figures(&other).len(), 150);
    assert_eq!(figures(&other), figures(&plain));
}

#[test]
fn sheets_have_columns_of_what_is_to_be_expected() {
    use calamine::{Data, Reader as _, Xlsx, open_workbook};
    let book = shop(150);
    assert!(book.run().code < 2);
    let mut tiers: Xlsx<_> = open_workbook(book.path("out/tiers.xlsx")).unwrap();
    for (sheet, columns) in [
        (
            "Contacts",
            &[
                "Repeat probability",
                "Expected purchases, 12 months",
                "Expected value, 12 months",
            ][..],
        ),
        (
            "Often",
            &[
                "Repeat probability",
                "Expected purchases, 12 months",
                "Expected value, 12 months",
            ][..],
        ),
        (
            "outlook Coming",
            &["Repeat probability", "Expected value, 12 months"][..],
        ),
    ] {
        let cells = tiers.worksheet_range(sheet).unwrap();
        for column in columns {
            let header = Data::String((*column).to_owned());
            let at = cells
                .rows()
                .find_map(|row| row.iter().position(|cell| *cell == header));
            let at = at.unwrap_or_else(|| panic!("{sheet} has no {column}"));
            let filled = cells.rows().filter(|row| matches!(row[at], Data::Float(_)));
            assert!(filled.count() > 0, "{sheet} {column}");
        }
    }
}
