//! The journal survives being written, read, re-saved by spreadsheets, torn and merged.

use std::collections::BTreeMap;
use std::fs;

use jiff::civil::{Date, date};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, option, prop_assert_eq};

use super::*;
use crate::model::{Cause, ContactId, MemoryPlacement};

struct Fixture {
    dir: tempfile::TempDir,
    book: BookFolder,
}

const TODAY: Date = date(2026, 11, 22);

impl Fixture {
    fn new() -> Fixture {
        let dir = tempfile::tempdir().unwrap();
        let book = BookFolder::open(dir.path()).unwrap();
        Fixture { dir, book }
    }

    fn write(&self, file: &str, bytes: impl AsRef<[u8]>) {
        let path = self.dir.path().join("journal").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.dir.path().join("journal").join(file)).unwrap()
    }

    fn save(&self, memory: &Memory) {
        self.book.write_journal(memory, &[], TODAY).unwrap();
    }

    fn load(&self) -> JournalRead {
        self.book.read_journal().unwrap()
    }
}

fn id(bits: u64) -> ContactId {
    ContactId::from_bits(bits)
}

fn change(to: &str) -> Change {
    Change {
        date: TODAY,
        contact: id(1),
        field: "mobile-phone".into(),
        from: String::new(),
        to: to.into(),
        owner: "Мария".into(),
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("+4915112345; =1".to_owned()),
        Just("1980-05-01".to_owned()),
        "[a-zА-Яسي0-9 ,;'\"\n=@-]{0,24}",
    ]
}

fn day() -> impl Strategy<Value = Date> {
    (1990_i16..2090, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day))
}

fn filled() -> impl Strategy<Value = String> {
    "[a-zа-яسي][a-z0-9 ,;\"=]{0,12}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_remembered_comes_back(
        changes in collection::vec((day(), any::<u64>(), filled(), text(), text(), text()), 0..6),
        moves in collection::vec((day(), any::<u64>(), filled(), option::of(filled()), text()), 0..6),
        marks in collection::vec((filled(), filled(), text(), option::of(day())), 0..6),
        placements in collection::vec((filled(), any::<u64>(), filled(), day(), option::of(day())), 0..6),
    ) {
        let fixture = Fixture::new();
        let mut memory = Memory::default();
        for (date, bits, field, from, to, owner) in changes {
            memory.changes.push(Change { date, contact: id(bits), field, from, to, owner });
        }
        for (date, bits, ladder, from, why) in moves {
            memory.moves.push(Move { date, contact: id(bits), ladder, to: from.clone(), from, why, direction: None, cause: Cause::default(), days: None });
        }
        for (key, column, value, date) in marks {
            memory.marks.push(Mark { file: "out/reminders.xlsx".into(), key, column, value, date });
        }
        for (ladder, bits, rung, since, below_since) in placements {
            memory.placements.entry(ladder).or_default()
                .insert(id(bits), MemoryPlacement { rung: rung.into(), since, below_since, set_until: below_since });
        }
        fixture.save(&memory);
        let read = fixture.load();
        prop_assert_eq!(&read.diagnostics, &[]);
        prop_assert_eq!(&read.memory.changes, &unique(&memory.changes).cloned().collect::<Vec<_>>());
        prop_assert_eq!(&read.memory.moves, &unique(&memory.moves).cloned().collect::<Vec<_>>());
        prop_assert_eq!(&read.memory.marks, &memory.marks);
        prop_assert_eq!(&read.memory.placements, &memory.placements);
    }
}

#[test]
fn every_ledger_comes_back_and_a_second_save_touches_nothing() {
    let fixture = Fixture::new();
    let record = "id,name\n".to_owned() + id(7).as_str() + ",\"Sara\nAhmed\"\n";
    let memory = Memory {
        ids: vec![KnownId {
            id: id(7),
            since: TODAY,
            keys: "own:17|phone:+4930".into(),
            into: None,
        }],
        decisions: vec![Decision {
            date: TODAY,
            kind: "not-same".into(),
            key: "c1+c2".into(),
            value: String::new(),
        }],
        done: vec![Done {
            key: "birthday:c1:2026-05-01".into(),
            contact: Some(id(7)),
            date: TODAY,
            outcome: "called".into(),
        }],
        metrics: vec![MemoryMetric {
            date: TODAY,
            metric: "conversion-rate".into(),
            period: "2026-11".into(),
            value: "0.25".into(),
            reconstructed: true,
        }],
        reading: vec![Reading {
            file: "data/a.csv".into(),
            sheet: String::new(),
            header: "Тел.".into(),
            table: "contacts".into(),
            field: "phone".into(),
            date_order: "day-first".into(),
        }],
        runs: vec![RunRecord {
            date: TODAY,
            inputs: "data/a.csv=0123456789abcdef".into(),
            rules: "1234567890123456".into(),
            read: 5,
            kept: 3,
            merged: 1,
            held: 0,
            blank: 1,
            contacts: 3,
        }],
        outputs: vec![OutputRecord {
            path: "out/tiers.xlsx".into(),
            hash: "ab".repeat(32),
            date: TODAY,
        }],
        records: RecordBook {
            header: vec!["id".into(), "name".into()],
            lines: BTreeMap::from([(id(7), (8, record.len() - 1))]),
            bytes: record.into_bytes(),
        },
        ..Memory::default()
    };
    fixture.save(&memory);
    let read = fixture.load();
    assert_eq!(read.diagnostics, []);
    assert_eq!(read.memory.ids, memory.ids);
    assert_eq!(read.memory.decisions, memory.decisions);
    assert_eq!(read.memory.done, memory.done);
    assert_eq!(read.memory.metrics, memory.metrics);
    assert_eq!(read.memory.reading, memory.reading);
    assert_eq!(read.memory.runs, memory.runs);
    assert_eq!(read.memory.outputs, memory.outputs);
    assert_eq!(read.memory.records.header, memory.records.header);
    assert_eq!(read.memory.records.lines, memory.records.lines);
    assert_eq!(read.memory.records.bytes, memory.records.bytes);
    assert!(!fixture.dir.path().join("journal/moves.csv").exists());
    let times = || {
        let folder = fs::read_dir(fixture.dir.path().join("journal")).unwrap();
        let mut times: Vec<_> = folder
            .map(|entry| {
                let entry = entry.unwrap();
                (
                    entry.file_name(),
                    entry.metadata().unwrap().modified().unwrap(),
                )
            })
            .collect();
        times.sort();
        times
    };
    let before = times();
    fixture.save(&read.memory);
    assert_eq!(times(), before);
}

#[test]
fn the_same_line_is_never_written_twice() {
    let fixture = Fixture::new();
    let metric = |value: &str| MemoryMetric {
        date: TODAY,
        metric: "revenue".into(),
        period: "all".into(),
        value: value.into(),
        reconstructed: false,
    };
    let memory = Memory {
        changes: vec![change("+4915112345"), change("0123"), change("+4915112345")],
        metrics: vec![metric("1"), metric("2")],
        ..Memory::default()
    };
    fixture.save(&memory);
    assert_eq!(
        fixture.read("changes.csv"),
        "date,contact,field,from,to,owner\n\
         2026-11-22,c100000000,mobile-phone,,'+4915112345,Мария\n\
         2026-11-22,c100000000,mobile-phone,,'0123,Мария\n"
    );
    assert_eq!(
        fixture.read("metrics.csv"),
        "date,metric,period,value,origin\n2026-11-22,revenue,all,2,\n"
    );
}

#[test]
fn a_file_saved_again_by_a_spreadsheet_reads_the_same() {
    for (name, bytes) in [
        (
            "German Excel",
            "\u{feff}date;contact;field;from;to;owner\r\n22.11.2026;C100000000;mobile-phone;;'+4915112345;Мария\r\n;;;;;\r\n",
        ),
        (
            "US Excel",
            "\u{feff}date,contact,field,from,to,owner\r\n11/22/2026,c100000000,mobile-phone,,'+4915112345,Мария\r\n",
        ),
        (
            "British Excel",
            "\u{feff}date,contact,field,from,to,owner\r\n22/11/2026,c100000000,mobile-phone,,'+4915112345,Мария\r\n",
        ),
        (
            "LibreOffice, columns moved",
            "contact,owner,date,to,from,field\nc100000000,Мария,2026-11-22,'+4915112345,,mobile-phone\n",
        ),
    ] {
        let fixture = Fixture::new();
        fixture.write("changes.csv", bytes);
        let read = fixture.load();
        assert_eq!(read.memory.changes, [change("+4915112345")], "{name}");
        assert_eq!(read.diagnostics, [], "{name}");
    }
    let fixture = Fixture::new();
    let mut wide = vec![0xff, 0xfe];
    let tabs = "date\tmetric\tperiod\tvalue\r\n22.11.2026\trevenue\tall\t0,5\r\n";
    wide.extend(tabs.encode_utf16().flat_map(u16::to_le_bytes));
    fixture.write("metrics.csv", wide);
    assert_eq!(fixture.load().memory.metrics[0].value, "0.5");
}

#[test]
fn a_torn_or_broken_line_is_reported_and_the_file_kept_aside() {
    let fixture = Fixture::new();
    let good = "2026-11-22,c100000000,mobile-phone,,'0123,Мария\n";
    let torn = format!("date,contact,field,from,to,owner\n{good}<<<<<<< HEAD\n{good}2026-11-2");
    fixture.write("changes.csv", &torn);
    let read = fixture.load();
    assert_eq!(read.memory.changes, [change("0123"), change("0123")]);
    let places: Vec<_> = read
        .diagnostics
        .iter()
        .map(|found| (found.code, found.place.clone()))
        .collect();
    let line = |line| crate::model::Place::Line {
        file: "journal/changes.csv".into(),
        line,
        column: 1,
    };
    assert_eq!(
        places,
        [
            ("journal-line-unreadable", line(3)),
            ("journal-line-unreadable", line(5))
        ]
    );
    let damaged: Vec<&str> = read.damaged().collect();
    let notes = fixture
        .book
        .write_journal(&read.memory, &damaged, TODAY)
        .unwrap();
    assert_eq!(notes[0].code, "journal-kept");
    let kept = &notes[0].args[0].1;
    assert!(
        kept.starts_with("journal/kept/changes (damaged 2026-11-22 "),
        "{kept}"
    );
    assert_eq!(
        fs::read_to_string(fixture.dir.path().join(kept)).unwrap(),
        torn
    );
    let again = fixture.load();
    assert_eq!(again.diagnostics, []);
    assert_eq!(again.memory.changes, [change("0123")]);
}

#[test]
fn a_file_of_rubbish_never_stops_a_run() {
    for bytes in [
        &b"\xff\xfe\x00\x01\x02"[..],
        b"\x00\x00",
        b"a\n\"",
        b"date,contact\n",
    ] {
        let fixture = Fixture::new();
        for file in ["ids.csv", "moves.csv", "records.csv", "placements.csv"] {
            fixture.write(file, bytes);
        }
        assert!(fixture.load().memory.moves.is_empty());
    }
}

#[test]
fn records_saved_again_by_a_spreadsheet_are_not_trusted() {
    let fixture = Fixture::new();
    fixture.write("records.csv", "\u{feff}id;name\r\nc100000000;Sara\r\n");
    let read = fixture.load();
    assert!(read.memory.records.lines.is_empty());
    assert_eq!(read.diagnostics[0].code, "journal-records-resaved");
}
