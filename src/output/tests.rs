//! Every file of the sample book: read back by another library, byte by byte for the twins.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use crate::lang::{Lang, Language};

use super::{OutputRequest, artifacts, sample};

/// All files of a sample of so many contacts, by path.
pub(super) fn files(language: Language, count: usize) -> Vec<(String, Vec<u8>)> {
    let outcome = sample::outcome(language, count);
    let lang = Lang::load(language);
    let folder = tempfile::tempdir().unwrap();
    let request = OutputRequest {
        outcome: &outcome,
        lang: &lang,
        spill: folder.path(),
        why: &|ladder, contact| format!("because of {ladder} and {contact}"),
        next: &|ladder, contact| Some(format!("more for {ladder} of {contact}")),
    };
    artifacts(&request)
        .iter()
        .map(|artifact| {
            let mut bytes = Cursor::new(Vec::new());
            (artifact.write)(&mut bytes).unwrap();
            (artifact.path.clone(), bytes.into_inner())
        })
        .collect()
}

fn bytes<'f>(files: &'f [(String, Vec<u8>)], path: &str) -> &'f [u8] {
    &files.iter().find(|(known, _)| known == path).unwrap().1
}

fn text<'f>(files: &'f [(String, Vec<u8>)], path: &str) -> &'f str {
    std::str::from_utf8(bytes(files, path)).unwrap()
}

fn lines<'f>(files: &'f [(String, Vec<u8>)], path: &str, count: usize) -> Vec<&'f str> {
    text(files, path).lines().take(count).collect()
}

pub(super) fn sheet(files: &[(String, Vec<u8>)], path: &str, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(files, path))).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let show = |cell: &Data| match cell {
        Data::DateTime(date) => date.as_datetime().unwrap().date().to_string(),
        other => other.to_string(),
    };
    range
        .rows()
        .map(|row| row.iter().map(show).collect())
        .collect()
}

pub(super) fn sheet_names(files: &[(String, Vec<u8>)], path: &str) -> Vec<String> {
    let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(files, path))).unwrap();
    book.sheet_names()
}

#[test]
fn the_files_of_a_run() {
    let files = files(Language::English, 30);
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "out/tiers.xlsx",
            "out/review.xlsx",
            "out/report.xlsx",
            "out/reminders.xlsx",
            "out/reminders/Layla.xlsx",
            "out/reminders/Omar-Sales.xlsx",
            "out/data/contacts.csv",
            "out/data/rows.csv",
            "out/data/placements.csv",
            "out/data/segments.csv",
            "out/data/moves.csv",
            "out/data/reminders.csv",
            "out/data/problems.csv",
            "out/data/duplicates.csv",
            "out/data/households.csv",
            "out/data/merges.csv",
            "out/data/repeat.csv",
            "out/data/habits.csv",
            "out/data/cross-sell.csv",
            "out/metrics.json",
        ]
    );
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    for count in [30, 20_050] {
        let (first, second) = (
            files(Language::Arabic, count),
            files(Language::Arabic, count),
        );
        for ((path, first), (_, second)) in first.iter().zip(&second) {
            assert!(first == second, "{path} with {count} contacts");
        }
    }
}

#[test]
fn contacts_csv_has_every_field_in_the_order_of_the_catalogue() {
    let files = files(Language::Arabic, 12);
    let text = text(&files, "out/data/contacts.csv");
    assert!(!text.contains('\r') && !text.starts_with('\u{feff}'));
    let mut csv = csv::Reader::from_reader(text.as_bytes());
    let header = csv.headers().unwrap().clone();
    assert_eq!(
        header.iter().take(4).collect::<Vec<_>>(),
        ["id", "own-id", "name", "given-name"]
    );
    assert_eq!(header.iter().next_back(), Some("Pool size"));
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        let column = header.iter().position(|known| known == name).unwrap();
        rows[row].get(column).unwrap().to_owned()
    };
    assert_eq!(rows.len(), 12);
    assert_eq!(cell(0, "birthday"), "1980-05-01");
    assert_eq!(cell(1, "birthday"), "--02-29");
    assert_eq!(
        cell(2, "birthday"),
        "1979-02-11",
        "a Persian date becomes a civil one"
    );
    assert_eq!(cell(8, "name"), "'=HYPERLINK(\"x\")");
    assert_eq!(cell(8, "company"), "'@evil");
    assert_eq!(cell(1, "work-phone"), "'+97141234567 ext. 5; call \"Ali\"");
    assert_eq!(cell(4, "do-not-contact"), "yes");
    assert_eq!(cell(0, "budget"), "12500.5");
}

#[test]
fn the_other_twins_line_by_line() {
    let files = files(Language::English, 12);
    let id = crate::model::ContactId::from_bits(12_345);
    assert_eq!(
        lines(&files, "out/data/rows.csv", 2),
        [
            "file,sheet,row,table,fate,contact,cluster".to_owned(),
            format!("data/contacts.xlsx,Contacts,2,contacts,kept,{id},{id}"),
        ]
    );
    assert_eq!(
        text(&files, "out/data/rows.csv").lines().last(),
        Some("data/old.csv,,2,purchases,held,,")
    );
    assert_eq!(
        lines(&files, "out/data/placements.csv", 4)[1..],
        [
            format!("{id},value,Silver,2026-01-15,because of 0 and 0"),
            format!("{id},temperature,Cold,2026-01-15,because of 2 and 0"),
            format!("{id},vip,VIP,2026-01-15,because of 3 and 0"),
        ]
    );
    assert_eq!(
        lines(&files, "out/data/segments.csv", 2),
        [
            "segment,contact".to_owned(),
            format!("Leadership yes: coaching [not] yet?,{id}")
        ]
    );
    assert_eq!(
        lines(&files, "out/data/moves.csv", 2),
        [
            "date,contact,ladder,from,to,why,direction,cause,days".to_owned(),
            format!(
                "2026-05-01,{id},value,Silver,Gold,\"Gold: spend-12m 6,310 is in the top 20% (from 6,000)\",up,contact,40"
            ),
        ]
    );
    assert_eq!(
        lines(&files, "out/data/reminders.csv", 2),
        [
            "key,due,kind,contact,owner,text,why".to_owned(),
            format!(
                "birthday:{id}:2026-04-28,2026-04-28,birthday,{id},Layla,Wish a happy birthday: Sara Haddad,Born on 1980-05-01"
            ),
        ]
    );
    let problems = text(&files, "out/data/problems.csv");
    assert!(problems.starts_with("file,sheet,cell,severity,code,value,message,hint\ndata/contacts.xlsx,Contacts,D17,warning,phone-too-short,0171 16,"));
    assert!(problems.contains("\nrules/tiers.toml,,3:5,error,rules-mistake,,"));
    assert!(problems.contains("\ndata/old.csv,,2,error,contact-unknown,'=x,"));
    assert_eq!(
        text(&files, "out/data/duplicates.csv"),
        format!(
            "contact-a,contact-b,probability,reason\n\
             {},{},0.900,\"same phone, same surname; but other given name\"\n",
            sample::id(1),
            sample::id(2)
        )
    );
    assert_eq!(
        text(&files, "out/data/merges.csv"),
        format!(
            "contact,file,sheet,row,survivor-file,survivor-sheet,survivor-row,reason,value,probability\n\
             {id},data/contacts.xlsx,Contacts,14,data/contacts.xlsx,Contacts,2,email,sara0@example.org,0.999\n"
        )
    );
}

#[test]
fn metrics_json_is_a_list_of_objects_with_exact_numbers() {
    let files = files(Language::Russian, 3);
    let json = text(&files, "out/metrics.json");
    assert!(json.starts_with("[\n  {\"metric\": \"conversion-rate\", \"period\": \"all\", \"dimension\": null, \"key\": null, \"value\": 0.333333, \"unit\": \"share\", \"numerator\": 60, \"denominator\": 180, \"n\": 180, \"formula\": \"customers / contacts\"},\n"));
    let list: Vec<serde_json::Value> = serde_json::from_str(json).unwrap();
    let cost = list
        .iter()
        .find(|metric| metric["metric"] == "acquisition-cost")
        .unwrap();
    assert!(cost["value"].is_null());
    assert_eq!(cost["reason"], "no-costs");
    assert!(list[0].get("reason").is_none());
}

#[test]
fn contacts_of_tiers_xlsx_stand_by_name_and_silent_ones_at_the_foot() {
    let files = files(Language::English, 30);
    let rows = sheet(&files, "out/tiers.xlsx", "Contacts");
    assert_eq!(rows.len(), 31);
    assert_eq!(
        rows[0][..12],
        [
            "Name",
            "Value",
            "Temperature",
            "VIP",
            "Company",
            "Mobile",
            "Work phone",
            "Email",
            "Do not contact",
            "City",
            "Is customer",
            "Spend"
        ]
    );
    assert_eq!(rows[0].last().unwrap(), "tierbook ID");
    let silent: Vec<bool> = rows[1..].iter().map(|row| row[8] == "yes").collect();
    assert!(
        silent.is_sorted(),
        "those who asked not to be contacted stand last"
    );
    let evil = rows
        .iter()
        .find(|row| row[0] == "=HYPERLINK(\"x\")")
        .unwrap();
    assert_eq!(evil[4], "@evil");
    let sara = rows.iter().find(|row| row[0] == "Sara Haddad").unwrap();
    assert_eq!(sara[7], "sara0@example.org");
    assert!(sara[5].starts_with("+20"));
}

#[test]
fn tiers_xlsx_has_a_sheet_for_each_rung_and_segment_with_somebody_in_it() {
    let files = files(Language::English, 30);
    assert_eq!(
        sheet_names(&files, "out/tiers.xlsx"),
        [
            "Overview",
            "Contacts",
            "Value Gold",
            "Value Silver",
            "Value Bronze",
            "Temperature Hot",
            "Temperature Warm",
            "Temperature Cold",
            "Temperature Lost",
            "VIP",
            "Leadership yes- coaching -not-",
            "Contact scheme",
            "Moves",
            "Flows",
        ]
    );
    let gold = sheet(&files, "out/tiers.xlsx", "Value Gold");
    assert!(gold[0][0].starts_with("Gold: "), "{}", gold[0][0]);
    assert_eq!(gold[1][..3], ["Name", "Why", "Since"]);
    assert!(gold[2][1].starts_with("because of 0"));
    let moves = sheet(&files, "out/tiers.xlsx", "Moves");
    assert_eq!(
        moves[0][0],
        "2 moves since 2026-04-01. “changed rules” marks moves that would not have happened under the rules of before."
    );
    assert_eq!(
        moves[2][..5],
        ["Sara Haddad", "2026-05-01", "Value", "Silver", "Gold"]
    );
    assert_eq!(moves[3][3], "not placed");
}

#[test]
fn a_ladder_without_facts_gets_one_line() {
    let files = files(Language::English, 30);
    let overview = sheet(&files, "out/tiers.xlsx", "Overview");
    assert!(overview.iter().any(|row| row[0]
        == "Not enough is known to place contacts here. What is missing most: column “Role”."));
    assert!(
        overview
            .iter()
            .any(|row| row[0]
                == "Contacts: 33 rows read = 30 kept + 1 merged + 0 held back + 2 blank")
    );
}

#[test]
fn reminders_carry_their_keys_and_what_was_typed() {
    let files = files(Language::English, 30);
    let rows = sheet(&files, "out/reminders.xlsx", "Reminders");
    assert_eq!(
        rows[0],
        [
            "When",
            "Due",
            "Name",
            "What to do",
            "Why",
            "Phone",
            "Email",
            "Last contact",
            "Last note",
            "Owner",
            "Kind",
            "Done on",
            "Outcome",
            "Next step",
            "Next date",
            "Snooze until",
            "Do not contact",
            "Key",
            "tierbook ID"
        ]
    );
    let sara = rows.iter().find(|row| row[2] == "Sara Haddad").unwrap();
    assert_eq!(sara[0], "Overdue");
    assert_eq!(sara[8], "2026-04-20: Wants an offer for 12 seats");
    assert_eq!(sara[12], "=will come");
    assert_eq!(sara[14], "2026-06-01");
    assert!(sara[17].starts_with("birthday:c") && sara[18].starts_with('c'));
    let kept = sheet(&files, "out/reminders.xlsx", "Kept notes");
    assert_eq!(
        kept[2][..4],
        ["✓", "Done on", "out/reminders.xlsx", "birthday:gone"]
    );
    let own = sheet(&files, "out/reminders/Layla.xlsx", "Reminders");
    assert!(own[1..].iter().all(|row| row[9] == "Layla"));
    let own = own.iter().find(|row| row[2] == "Sara Haddad").unwrap();
    assert_eq!(
        own[12], "=will come",
        "a mark shows in every file that has its row"
    );
}

#[test]
fn fill_in_columns_are_found_again_in_every_language() {
    for language in Language::ALL {
        let lang = Lang::load(language);
        let files = files(language, 30);
        let rows = sheet(
            &files,
            "out/reminders.xlsx",
            lang.get("out.sheet.reminders"),
        );
        for code in [
            "key",
            "done-on",
            "outcome",
            "next-step",
            "next-date",
            "snooze-until",
        ] {
            let words = lang.find(&format!("fill-in.{code}")).unwrap().to_owned();
            assert_eq!(
                rows[0].iter().filter(|header| **header == words).count(),
                1,
                "{language:?} {code}"
            );
        }
        for (name, header, codes) in [
            ("columns", 0, ["read-as", "key"]),
            ("duplicates", 1, ["same", "key"]),
            ("merged", 1, ["same", "key"]),
            ("households", 1, ["same", "key"]),
            ("answered", 1, ["same", "key"]),
        ] {
            let name = lang.get(&format!("out.sheet.{name}")).to_owned();
            let review = sheet(&files, "out/review.xlsx", &name);
            for code in codes {
                let words = lang.get(&format!("fill-in.{code}")).to_owned();
                let found = review[header].iter().filter(|cell| **cell == words);
                assert_eq!(found.count(), 1, "{language:?} {name} {code}");
            }
        }
    }
}

#[test]
fn the_report_shows_numerators_and_denominators() {
    let files = files(Language::English, 30);
    assert_eq!(
        sheet_names(&files, "out/report.xlsx"),
        [
            "Overview",
            "Conversion",
            "Acquisition cost",
            "Revenue",
            "Concentration",
            "Referrals"
        ]
    );
    let rows = sheet(&files, "out/report.xlsx", "Conversion");
    let all = rows
        .iter()
        .find(|row| row.get(1).is_some_and(|period| period == "All time"))
        .unwrap();
    assert_eq!(
        all[..8],
        [
            "Conversion rate",
            "All time",
            "",
            "",
            "60",
            "180",
            "0.333333",
            "180"
        ]
    );
    let cost = sheet(&files, "out/report.xlsx", "Acquisition cost");
    assert!(
        cost.iter()
            .any(|row| row[6].is_empty() && !row[8].is_empty()),
        "no figure, but a reason"
    );
}

#[test]
fn long_lists_are_cut_on_rung_sheets_and_say_so() {
    let files = files(Language::English, 40_000);
    let rows = sheet(&files, "out/tiers.xlsx", "Value Bronze");
    assert_eq!(rows.len(), 10_002);
    assert!(
        rows[0][0].contains("more are left out here and stand in the sheet “Contacts”."),
        "{}",
        rows[0][0]
    );
    assert_eq!(sheet(&files, "out/tiers.xlsx", "Contacts").len(), 40_001);
}

#[test]
fn every_workbook_bears_the_mark() {
    for (path, bytes) in files(Language::Persian, 5) {
        if std::path::Path::new(&path)
            .extension()
            .is_some_and(|end| end == "xlsx")
        {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut core = String::new();
            let mut entry = archive.by_name("docProps/core.xml").unwrap();
            entry.read_to_string(&mut core).unwrap();
            let mark = format!("<cp:category>{}</cp:category>", super::MARK);
            assert!(core.contains(&mark), "{path}");
            assert!(core.contains("2026-05-01T00:00:00Z"), "{path}");
        }
    }
}

#[test]
fn dates_in_right_to_left_sentences_keep_their_order() {
    let shown = |language: Language, text: &str| {
        let lang = Lang::load(language);
        let outcome = sample::outcome(language, 1);
        let view = super::view::View {
            outcome: &outcome,
            lang: &lang,
            why: &|_, _| String::new(),
            next: &|_, _| None,
        };
        view.sentence(text).into_owned()
    };
    for (text, marked) in [
        ("بتاريخ 2026-05-01.", "بتاريخ \u{200e}2026-05-01."),
        (
            "من 2026-05-01 إلى 2026-06-01",
            "من \u{200e}2026-05-01 إلى \u{200e}2026-06-01",
        ),
        ("12026-05-01", "12026-05-01"),
        ("نعم 2026-5-1", "نعم 2026-5-1"),
        ("", ""),
    ] {
        assert_eq!(shown(Language::Arabic, text), marked);
        assert_eq!(shown(Language::English, text), text);
    }
}

/// Up to 2,000 rows the workbook library writes a sheet by itself.
#[test]
fn rows_of_long_sheets_hold_what_the_library_writes() {
    for (language, name) in [
        (Language::English, "Contacts"),
        (Language::Persian, "مخاطبان"),
    ] {
        let (short, long) = (files(language, 2_000), files(language, 2_001));
        let of = |files: &[(String, Vec<u8>)]| sheet(files, "out/tiers.xlsx", name);
        let (short, long) = (of(&short), of(&long));
        assert_eq!((short.len(), long.len()), (2_001, 2_002));
        assert_eq!(short[0], long[0]);
        let long: std::collections::BTreeSet<_> = long.into_iter().collect();
        let missing: Vec<_> = short.iter().filter(|row| !long.contains(*row)).collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}
