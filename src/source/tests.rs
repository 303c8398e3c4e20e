//! The whole room against files: encodings and dialects, real workbooks, damaged and hostile ones.

use std::io::Cursor;
use std::path::PathBuf;

use encoding_rs::{Encoding, KOI8_R, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};
use proptest::prelude::{any, proptest};

use super::{FileKind, Limits, OUTPUT_MARK, ReadProblem, read, wire};
use crate::model::{OwnedCell, SheetEvent};

fn events(bytes: &[u8], kind: FileKind) -> Result<Vec<SheetEvent>, ReadProblem> {
    let mut events = Vec::new();
    let mut sink = |event| events.push(event);
    read(&mut Cursor::new(bytes), kind, &Limits::default(), &mut sink)?;
    Ok(events)
}

/// The rows of a text as `row:cell|cell`, and `failed: reason`.
fn lines(bytes: &[u8], kind: FileKind) -> Vec<String> {
    events(bytes, kind)
        .unwrap()
        .into_iter()
        .filter_map(|event| match event {
            SheetEvent::Row { row, cells } => Some(format!("{row}:{}", joined(&cells))),
            SheetEvent::Failed { reason, .. } => Some(format!("failed: {reason}")),
            SheetEvent::OwnOutput => Some("own".into()),
            SheetEvent::Start { .. } | SheetEvent::End | SheetEvent::Flawed(_) => None,
        })
        .collect()
}

fn joined(cells: &[(u32, OwnedCell)]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for (column, cell) in cells {
        while at < *column {
            text.push('|');
            at += 1;
        }
        text.push_str(&cell.as_cell().to_text());
    }
    text
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{text}");
    bytes.into_owned()
}

const RUSSIAN: &str =
    "Имя;Телефон;Город\nСемён Петров;8 912 345-67-89;Москва\nОльга Иванова;;Санкт-Петербург\n";
const ARABIC: &str = "الاسم;الهاتف;المدينة\nأحمد علي;01012345678;القاهرة\nسارة حسن;;الجيزة\n";
const GERMAN: &str =
    "Name;Straße;Stadt\nJürgen Groß;Hauptstraße 5;Köln\nUlrike Müller;;Düsseldorf\n";
const PERSIAN: &str = "نام;تلفن;شهر\nعلی رضایی;09121234567;تهران\nمریم گلزاری;;شیراز\n";

/// A text in every encoding that can hold it.
fn in_every_encoding(text: &str, own: &[&'static Encoding]) -> Vec<(String, Vec<u8>)> {
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let mut all = vec![
        ("UTF-8".to_owned(), text.as_bytes().to_vec()),
        (
            "UTF-8 with mark".to_owned(),
            marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        ),
        ("UTF-16 LE".to_owned(), utf16(text, true)),
        ("UTF-16 BE".to_owned(), utf16(text, false)),
        (
            "UTF-16 LE with mark".to_owned(),
            marked(b"\xFF\xFE", utf16(text, true)),
        ),
        (
            "UTF-16 BE with mark".to_owned(),
            marked(b"\xFE\xFF", utf16(text, false)),
        ),
    ];
    for encoding in own {
        all.push((encoding.name().to_owned(), encoded(text, encoding)));
    }
    all
}

/// Persian as it is typed where the code page has no letters of its own for it.
const OLD_PERSIAN: &str =
    "نام;تلفن;شهر\nعلي رضايي;09121234567;تهران\nمريم گلزاري;;شيراز\nكيوان چوپان;021123;رشت\n";

#[test]
fn every_encoding_separator_and_line_end_gives_the_same_rows() {
    let texts: [(&str, &[&'static Encoding]); 5] = [
        (RUSSIAN, &[WINDOWS_1251, KOI8_R]),
        (ARABIC, &[WINDOWS_1256]),
        (PERSIAN, &[]),
        (OLD_PERSIAN, &[WINDOWS_1256]),
        (GERMAN, &[WINDOWS_1252]),
    ];
    let mut wrong = Vec::new();
    for (text, own) in texts {
        // A line break inside quotation marks, a row too short and one too long.
        let more = format!("{text}\"a\nb\";1\nc\nd;e;f;g\n");
        let mut wanted: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(row, line)| format!("{row}:{}", line.replace(';', "|")))
            .collect();
        let rows = wanted.len();
        wanted.push(format!("{rows}:a\nb|1"));
        wanted.push(format!("{}:c", rows + 1));
        wanted.push(format!("{}:d|e|f|g", rows + 2));
        for separator in [";", ",", "\t", "|"] {
            for end in ["\n", "\r\n"] {
                for mark in [false, true] {
                    let first = if mark {
                        format!("sep={separator}\n")
                    } else {
                        String::new()
                    };
                    let typed = format!("{first}{}", more.replace(';', separator));
                    for (name, bytes) in in_every_encoding(&typed.replace('\n', end), own) {
                        if lines(&bytes, FileKind::Csv) != wanted {
                            wrong.push(format!("{name} {separator:?} {end:?} {mark}: {typed}"));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {wrong:#?}", wrong.len());
}

#[test]
fn dialects_of_text_tables() {
    for (text, wanted) in [
        ("a,b\r\n1,\"x, y\"\r\n", vec!["0:a|b", "1:1|x, y"]),
        ("a\tb\n1\t1,50\n", vec!["0:a|b", "1:1|1,50"]),
        ("a|b\n1|2\n", vec!["0:a|b", "1:1|2"]),
        ("sep=;\r\na;b\r\n1,5;2\r\n", vec!["0:a|b", "1:1,5|2"]),
        ("a;b;c\n1\n;;3;4\n", vec!["0:a|b|c", "1:1", "2:||3|4"]),
        ("a;b\r1;2\r", vec!["0:a|b", "1:1|2"]),
        ("a,b\n\n\n1,2\n,\n3,4", vec!["0:a|b", "3:1|2", "5:3|4"]),
        ("\r\n\r\na,b\r\n\r\n1,2\r\n", vec!["2:a|b", "4:1|2"]),
        (
            "a,b\n\"one\ntwo\",2\n3,4\n",
            vec!["0:a|b", "1:one\ntwo|2", "2:3|4"],
        ),
        (
            "name\nSmith, John\nDoe, Jane\n",
            vec!["0:name", "1:Smith, John", "2:Doe, Jane"],
        ),
        ("", vec![]),
        ("\n\n", vec![]),
    ] {
        assert_eq!(lines(text.as_bytes(), FileKind::Csv), wanted, "{text:?}");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_reported_with_its_line() {
    let text = "a,b\n1,2\n\n3,\"four\n5,6\n7,8\n";
    assert_eq!(
        lines(text.as_bytes(), FileKind::Csv),
        [
            "0:a|b",
            "1:1|2",
            "failed: line 4: a quotation mark is opened here and never closed"
        ]
    );
    let endless = format!("a,b\n1,\"{}", "x,y z\n".repeat(200_000));
    let wide = format!("a,b\n1,\"{}", "x,y z ".repeat(4_000_000));
    for text in [endless, wide] {
        assert_eq!(
            lines(text.as_bytes(), FileKind::Csv),
            [
                "0:a|b",
                "failed: line 2: a quotation mark is opened here and never closed"
            ]
        );
    }
    let closed = "a,b\n3,\"four\nfive\n\"\n";
    assert_eq!(
        lines(closed.as_bytes(), FileKind::Csv),
        ["0:a|b", "1:3|four\nfive\n"]
    );
}

#[test]
fn a_few_broken_characters_do_not_change_the_encoding() {
    let mut bytes = RUSSIAN.as_bytes().to_vec();
    bytes.extend_from_slice(b"\xFF;1;2\n");
    let rows = lines(&bytes, FileKind::Csv);
    assert_eq!(
        rows.get(1).map(String::as_str),
        Some("1:Семён Петров|8 912 345-67-89|Москва")
    );
}

#[test]
fn a_text_file_is_read_only_if_it_is_a_table() {
    let table = utf16("Имя\tТелефон\nСемён\t123\n", true);
    assert_eq!(
        lines(&table, FileKind::Text),
        ["0:Имя|Телефон", "1:Семён|123"]
    );
    let letter = "Dear Sara,\n\nthank you for your order.\nWe hope, as ever, to see you.\n";
    assert_eq!(events(letter.as_bytes(), FileKind::Text), Ok(vec![]));
}

#[test]
fn what_only_has_the_name_of_a_table_is_refused() {
    let binary: Vec<u8> = (0..4000_u32).map(|n| (n % 7) as u8).collect();
    assert_eq!(events(&binary, FileKind::Csv), Err(ReadProblem::Foreign));
    assert_eq!(
        events(b"<html><table>", FileKind::Xls),
        Err(ReadProblem::Foreign)
    );
    assert_eq!(lines(b"a\tb\n1\t2\n", FileKind::Xls), ["0:a|b", "1:1|2"]);
    assert_eq!(
        events(b"", FileKind::Xlsx),
        Err(ReadProblem::Damaged("the file is empty".into()))
    );
}

#[test]
fn plain_twins_are_no_sources() {
    let twin = "id,own-id,name,email\ncabcdefghj,7,Sara,s@x.org\n";
    assert_eq!(lines(twin.as_bytes(), FileKind::Csv), ["own"]);
    // Saved again by Excel.
    let resaved = "\u{feff}contact;ladder;rung;since;why\r\ncabcdefghj;value;Gold;2026-01-01;\r\n";
    assert_eq!(lines(resaved.as_bytes(), FileKind::Csv), ["own"]);
    let theirs = "id,own-id,name,email\n1,7,Sara,s@x.org\n";
    assert_eq!(lines(theirs.as_bytes(), FileKind::Csv).len(), 2);
}

#[test]
fn marked_workbooks_are_no_sources() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mark = rust_xlsxwriter::DocProperties::new().set_category(OUTPUT_MARK);
    book.set_properties(&mark);
    book.add_worksheet().write(0, 0, "Name").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        events(&bytes, FileKind::Xlsx),
        Ok(vec![SheetEvent::OwnOutput])
    );
}

#[test]
fn a_phone_typed_as_a_number_keeps_the_zero_that_its_format_shows() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let format = rust_xlsxwriter::Format::new().set_num_format("00000000000");
    let sheet = book.add_worksheet();
    sheet
        .write_with_format(3, 2, 1_012_345_678.0, &format)
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(lines(&bytes, FileKind::Xlsx), ["3:||01012345678"]);
}

proptest! {
    #[test]
    fn any_bytes_are_read_as_text_without_a_crash(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let _ = events(&bytes, FileKind::Csv);
        let _ = events(&bytes, FileKind::Text);
    }

    #[test]
    fn any_characters_of_tables_are_read_without_a_crash(text in "[a\"\r\n,;\t|= \u{436}\u{627}]{0,300}") {
        let _ = events(text.as_bytes(), FileKind::Csv);
    }

    #[test]
    fn a_workbook_damaged_anywhere_is_read_or_refused(at in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "Name").unwrap();
        let mut bytes = book.save_to_buffer().unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = events(&bytes, FileKind::Xlsx);
    }
}

/// A file of the shared test data, where the folder is there.
fn shared(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let file = ["../shared/data", "../../shared/data"]
        .iter()
        .map(|folder| root.join(folder).join(path))
        .find(|file| file.is_file());
    if file.is_none() {
        println!("skipped: {path} is not there");
    }
    file.map(|file| std::fs::read(file).unwrap())
}

#[test]
fn hostile_files_are_read_or_refused_with_a_reason() {
    let too_large = |bytes: u64| format!("{:?}", ReadProblem::TooLarge(bytes));
    let cases = [
        (
            "abort_range_xlsx_inner_63.xlsx",
            FileKind::Xlsx,
            String::new(),
        ),
        (
            "bomb_cells.xlsx",
            FileKind::Xlsx,
            too_large(1_262_754 * 200),
        ),
        ("bomb_spaces_cell.xlsx", FileKind::Xlsx, "TooLarge".into()),
        ("deep_nest.xlsx", FileKind::Xlsx, "read 1 rows".into()),
        ("dim_attr_only.xlsx", FileKind::Xlsx, "read".into()),
        ("dim_corners.xlsx", FileKind::Xlsx, "read 2 rows".into()),
        (
            "panic_range_xls_raw_159.xls",
            FileKind::Xls,
            "Damaged".into(),
        ),
        ("panic_range_xls_raw_7.xls", FileKind::Xls, "Damaged".into()),
        ("silent_xlsx_raw_210.xlsx", FileKind::Xlsx, "Damaged".into()),
        ("sst_index_oob.xlsx", FileKind::Xlsx, "failed".into()),
        (
            "sst_uniquecount.xlsx",
            FileKind::Xlsx,
            "4294967295 shared strings".into(),
        ),
        ("xml_entities.xlsx", FileKind::Xlsx, "failed".into()),
    ];
    for (name, kind, wanted) in cases {
        let Some(bytes) = shared(&format!("hostile/{name}")) else {
            continue;
        };
        let outcome = match events(&bytes, kind) {
            Err(problem) => format!("{problem:?}"),
            Ok(events) => {
                let failed = events.iter().find_map(|event| match event {
                    SheetEvent::Failed { reason, .. } => Some(format!("failed: {reason}")),
                    _ => None,
                });
                let rows = |event: &&SheetEvent| matches!(event, SheetEvent::Row { .. });
                failed
                    .unwrap_or_else(|| format!("read {} rows", events.iter().filter(rows).count()))
            }
        };
        println!("{name}: {outcome}");
        assert!(outcome.contains(&wanted), "{name}: {outcome}");
    }
}

#[test]
fn real_workbooks_give_their_cells() {
    let text = |text: &str| Some(OwnedCell::Text(text.into()));
    for name in ["openpyxl.xlsx", "strict.xlsx", "m1904.xlsx"] {
        let Some(bytes) = shared(&format!("workbooks/{name}")) else {
            continue;
        };
        let events = events(&bytes, FileKind::Xlsx).unwrap();
        let names: Vec<&str> = events
            .iter()
            .filter_map(|event| match event {
                SheetEvent::Start { name } => Some(name.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(names, ["Contacts", "h", "vh"], "{name}: hidden sheets too");
        let cell = |at_row: u32, at_column: u32| {
            events.iter().find_map(|event| match event {
                SheetEvent::Row { row, cells } if *row == at_row => cells
                    .iter()
                    .find(|(column, _)| *column == at_column)
                    .map(|(_, cell)| cell.clone()),
                _ => None,
            })
        };
        assert_eq!(cell(0, 0), text("Name"), "{name}");
        assert_eq!(
            cell(1, 1),
            Some(OwnedCell::Number(201_012_345_678.0)),
            "{name}"
        );
        assert_eq!(cell(1, 2), text("01012345678"), "{name}");
        assert_eq!(
            cell(1, 3),
            Some(OwnedCell::Number(1_012_345_678.0)),
            "{name}"
        );
        assert_eq!(
            cell(3, 4),
            Some(OwnedCell::Serial(1.25)),
            "{name}: a duration"
        );
        assert_eq!(cell(1, 4), Some(OwnedCell::Serial(46082.0)), "{name}");
        assert_eq!(cell(1, 5), None, "{name}: a formula without a cached value");
        assert_eq!(cell(1, 6), Some(OwnedCell::Error("#N/A".into())), "{name}");
        assert_eq!(cell(2, 6), Some(OwnedCell::Bool(true)), "{name}");
        assert_eq!(cell(3, 2), text("  pad  "), "{name}");
    }
    if let Some(bytes) = shared("workbooks/enc_real.xlsx") {
        assert_eq!(events(&bytes, FileKind::Xlsx), Err(ReadProblem::Encrypted));
    }
    if let Some(bytes) = shared("workbooks/plain.ods") {
        let events = events(&bytes, FileKind::Ods).unwrap();
        assert!(
            !events
                .iter()
                .any(|event| matches!(event, SheetEvent::Failed { .. }))
        );
        let first = events.iter().find_map(|event| match event {
            SheetEvent::Row { row: 1, cells } => Some(cells.iter().take(4).cloned().collect()),
            _ => None,
        });
        let cells: Vec<(u32, OwnedCell)> = first.unwrap();
        assert_eq!(
            cells,
            [
                (0, OwnedCell::Text("Иван 1".into())),
                (1, OwnedCell::Text("0000000001".into())),
                (2, OwnedCell::Serial(46_024.0)),
                (3, OwnedCell::Number(10.5)),
            ]
        );
    }
}

#[test]
fn a_file_read_through_a_pipe_gives_the_same_events() {
    let Some(bytes) = shared("workbooks/openpyxl.xlsx") else {
        return;
    };
    let mut pipe = Vec::new();
    let limits = Limits::default();
    wire::send(&mut Cursor::new(&bytes), FileKind::Xlsx, &limits, &mut pipe).unwrap();
    let received: Result<Vec<SheetEvent>, _> = wire::WireReader::new(pipe.as_slice()).collect();
    assert_eq!(received, events(&bytes, FileKind::Xlsx));
}
