//! `simulate` by the real program: who would move, what is said of mistakes, and that nothing is written.

use std::fmt::Write as _;

use crate::support::{Book, flowers};

const TIERS: &str = "\
[[ladder]]
name = \"value\"
keep = \"30 days\"
[[ladder.rung]]
name = \"Gold\"
when = [\"spend-12m >= 1000\"]
[[ladder.rung]]
name = \"Silver\"
when = [\"spend-12m > 0\"]
[[ladder.rung]]
name = \"Bronze\"

[[segment]]
name = \"In Cairo\"
when = [\"city is Cairo\"]
";

fn shop() -> Book {
    flowers::book().rules("tiers.toml", TIERS)
}

#[test]
fn who_would_move_is_told_with_what_they_spend_and_why() {
    let done = shop().command(&[
        "simulate",
        "--set",
        "tiers.ladder.value.Gold.when=[\"spend-12m >= 2000\"]",
        "--set",
        "tiers.segment.In Cairo.when=city is Giza",
    ]);
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(
        done.out,
        "\
Nile Flowers · Simulation: nothing was written
As it is: 2026-11-22, the rules as they are
As it would be: 2026-11-22, tiers.ladder.value.Gold.when=[\"spend-12m >= 2000\"], tiers.segment.In Cairo.when=city is Giza

Value: 1 contact
              now     then
  Gold          2        1       -1
  Silver        1        2       +1
  Bronze        1        1
  Gold → Silver: 1 contact, 1,200 EGP in 12 months
    Omar Hassan  1,200 EGP  Silver: spend-12m 1,200 is above 0
  They fall only after 30 days below their rung (`keep`).

In Cairo (segment): 2 → 2
  come in: 2 contacts
    Omar Hassan  1,200 EGP  city is Giza
    Mona Said  300 EGP  city is Giza
  go out: 2 contacts
    Sara Ahmed  5,000 EGP  city Cairo is not Giza
    Laila Adel  0 EGP  city Cairo is not Giza

In all 1 contact would move; spend in 12 months: 1,200 EGP.
"
    );
}

#[test]
fn the_rules_as_they_are_move_nobody() {
    let book = shop();
    for fresh in [true, false] {
        let done = book.command(&["simulate", "--rules", "rules"]);
        assert_eq!(done.code, 0);
        assert!(done.out.ends_with("\nNobody would move.\n"), "{}", done.out);
        if fresh {
            book.run();
        }
    }
}

#[test]
fn the_rules_as_they_are_move_nobody_in_any_book() {
    // A generator of Lehmer's kind (Park & Miller 1988): the same books in every run.
    let mut seed: u64 = 20_261_122;
    let mut random = |below: u64| {
        seed = seed * 48_271 % 2_147_483_647;
        seed % below
    };
    for _ in 0..4 {
        let (mut contacts, mut sales) = (
            String::from("Name,Phone,Added on\n"),
            String::from("Date,Client,Amount\n"),
        );
        for at in 0..12 + random(20) {
            let (month, phone) = (1 + random(11), 201_001_000_000 + at);
            writeln!(contacts, "Person Number{at},+{phone},2026-{month:02}-05").unwrap();
            for _ in 0..random(4) {
                let (month, amount) = (1 + random(11), random(3000));
                writeln!(sales, "2026-{month:02}-17,+{phone},{amount}").unwrap();
            }
        }
        let top = 5 + random(40);
        let tiers = TIERS.replace(">= 1000", &format!("in top {top}%"));
        let book = shop()
            .csv("contacts.csv", &contacts)
            .csv("sales.csv", &sales)
            .rules("tiers.toml", &tiers);
        let book = book.on("2026-09-01");
        book.run();
        let book = book.on("2026-11-22");
        let done = book.command(&["simulate", "--rules", "rules", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        assert_eq!(
            (json["movers"].clone(), done.code),
            (0.into(), 0),
            "{}",
            done.out
        );
    }
}

#[test]
fn time_alone_moves_those_whose_purchases_grow_old() {
    let book = shop();
    let words = ["simulate", "--at", "2027-01-01", "--format", "short"];
    let done = book.command(&words);
    assert!(
        done.out.starts_with("value: Silver -> Bronze: "),
        "{done:?}"
    );
    assert!(done.out.ends_with("\tMona Said\n"), "{done:?}");
}

#[test]
fn another_rules_file_stands_in_for_its_kind_and_is_named_in_mistakes() {
    let book = shop().file(
        "drafts/tiers-2027.toml",
        TIERS.replace(">= 1000", ">= 2000"),
    );
    let json = book.command(&[
        "simulate",
        "--rules",
        "drafts/tiers-2027.toml",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["movers"], 1);
    assert_eq!(json["spend-12m"], 1200);
    assert_eq!(json["ladders"][0]["keep-days"], 30);
    let flow = &json["ladders"][0]["flows"][0];
    assert_eq!(
        (&flow["from"], &flow["to"]),
        (&"Gold".into(), &"Silver".into())
    );
    assert_eq!(flow["direction"], "down");
    assert_eq!(flow["who"][0]["name"], "Omar Hassan");
    book.change(
        "drafts/tiers-2027.toml",
        TIERS.replace("spend-12m >= 1000", "spnd >= 1"),
    );
    let done = book.command(&["simulate", "--rules", "drafts/tiers-2027.toml"]);
    assert_eq!(done.code, 2);
    assert!(
        done.out.contains("drafts/tiers-2027.toml:6:10"),
        "{}",
        done.out
    );
    assert!(
        done.out
            .ends_with("Nothing was simulated: the changed rules have mistakes.\n"),
        "{}",
        done.out
    );
}

#[test]
fn mistakes_on_the_command_line_are_told_with_what_was_meant() {
    let book = shop();
    for (set, said) in [
        (
            "tiers.ladder.valeu.keep=1 day",
            "error: there is no `valeu` in `tiers.ladder.valeu.keep`\nhint: did you mean `value`?\n",
        ),
        (
            "tiers.ladder.vip.VIP.when=x",
            "error: there is no `vip` in `tiers.ladder.vip.VIP.when`\nhint: known here are `value`\n",
        ),
        (
            "tiers",
            "error: `tiers` does not say what to set to what\nhint: write a path, an equals sign and a value, such as `--set 'tiers.ladder.value.keep=60 days'`\n",
        ),
    ] {
        let done = book.command(&["simulate", "--set", set]);
        assert_eq!((done.code, done.err.as_str()), (2, said));
    }
    let done = book.command(&["simulate", "--set", "tiers.ladder.value.Gold.when=spnd > 1"]);
    assert_eq!(done.code, 2);
    assert!(
        done.out.contains("rules/tiers.toml (--set):6:9"),
        "{}",
        done.out
    );
    assert!(done.out.contains("did you mean"), "{}", done.out);
}

#[test]
fn a_simulation_without_a_change_is_refused() {
    let book = shop();
    let done = std::process::Command::new(assert_cmd::cargo::cargo_bin("tierbook"))
        .env("LC_ALL", "C")
        .args(["simulate", "--book"])
        .arg(book.path(""))
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(done.stderr).unwrap(),
        "error: there is nothing to simulate\nhint: name other rules (`--rules FILE`), a value (`--set PATH=VALUE`) or a day (`--at 2027-01-01`)\n"
    );
}

#[test]
fn nothing_at_all_is_written() {
    let book = shop();
    for _ in 0..2 {
        let before = book.snapshot("");
        for words in [
            &["simulate", "--at", "2027-01-01"][..],
            &[
                "simulate",
                "--set",
                "tiers.ladder.value.keep=60 days",
                "--all",
            ],
            &["simulate", "--rules", "rules", "--format", "json"],
            &["simulate", "--set", "tiers.ladder.value.Gold.when=spnd > 1"],
        ] {
            book.command(words);
        }
        assert_eq!(book.snapshot(""), before);
        book.run();
    }
}

#[test]
fn every_language_says_it() {
    let book = shop();
    for (lang, said) in [
        ("ru", "Проба: ничего не записано"),
        ("ar", "محاكاة: لم يُكتب شيء"),
        ("fa", "آزمایش: چیزی نوشته نشد"),
    ] {
        let set = "tiers.ladder.value.Gold.when=spend-12m >= 2000";
        let done = book.command(&["simulate", "--lang", lang, "--set", set]);
        assert!(done.out.contains(said), "{}", done.out);
        assert!(!done.out.contains("cli.sim"), "{}", done.out);
    }
}
