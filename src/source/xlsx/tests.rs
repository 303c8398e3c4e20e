//! Rows as they are read here against rows as the library reads them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use calamine::{DataRef, Reader, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Written};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::model::{OwnedCell, SheetEvent};
use crate::source::shown::{as_shown, shape};
use crate::source::{FileKind, Limits, read, value};

type Cells = BTreeMap<(String, u32, u32), OwnedCell>;

fn ours(bytes: &[u8]) -> Cells {
    let mut cells = Cells::new();
    let mut sheet = String::new();
    let mut sink = |event: SheetEvent| match event {
        SheetEvent::Start { name } => sheet = name,
        SheetEvent::Row { row, cells: filled } => {
            for (column, cell) in filled {
                cells.insert((sheet.clone(), row, column), cell);
            }
        }
        SheetEvent::Failed { name, reason } => panic!("{name}: {reason}"),
        _ => {}
    };
    let mut file = Cursor::new(bytes);
    read(&mut file, FileKind::Xlsx, &Limits::default(), &mut sink).unwrap();
    cells
}

fn of_the_library(bytes: &[u8]) -> Cells {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let is_1904 = book.has_1904_epoch();
    let mut cells = Cells::new();
    for name in book.sheet_names() {
        let mut reader = book.worksheet_cells_reader(&name).unwrap();
        let shapes: Vec<_> = reader.styles().iter().map(shape).collect();
        while let Some((cell, style)) = reader.next_cell_with_style_id().unwrap() {
            let (row, column) = cell.get_position();
            let value = match cell.get_value() {
                DataRef::SharedString(text) => value::of_text(text),
                DataRef::Float(number) => Some(match shapes.get(style) {
                    Some(Some(shape)) => as_shown(*number, shape),
                    _ => OwnedCell::Number(*number),
                }),
                other => value::of_data(&other.clone().into(), is_1904),
            };
            if let Some(value) = value {
                cells.insert((name.clone(), row, column), value);
            }
        }
    }
    cells
}

#[test]
fn workbooks_of_other_programs_are_read_as_the_library_reads_them() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "data",
        "../shared/data/workbooks",
        "../../shared/data/workbooks",
    ];
    let files = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(root.join(folder)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "xlsx"))
        .filter(|path| !path.ends_with("enc_real.xlsx"));
    let mut compared = 0;
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(ours(&bytes), of_the_library(&bytes), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 0, "the example book is a workbook");
}

/// What a cell of a made workbook holds.
#[derive(Debug, Clone)]
enum Made {
    Text(String),
    Rich(String, String),
    Number(f64, &'static str),
    Bool(bool),
    Date(f64, &'static str),
    Formula(String),
}

fn made() -> impl Strategy<Value = Made> {
    let text = "[ a-zЖم&<>\"'_x0-9\\n]{1,12}";
    let formats = ["General", "0.00", "00000", "\"+\"0", "#,##0 \"m\"", "0%"];
    let dates = [
        "yyyy-mm-dd",
        "d mmm",
        "[h]:mm:ss",
        "hh:mm",
        "[$-409]d/m/yyyy h:mm",
    ];
    prop_oneof![
        text.prop_map(Made::Text),
        (text, text).prop_map(|(a, b)| Made::Rich(a, b)),
        (-1e12_f64..1e12, prop::sample::select(formats.to_vec()))
            .prop_map(|(number, format): (f64, &str)| Made::Number(number.round() / 100.0, format)),
        any::<bool>().prop_map(Made::Bool),
        (1.0..60_000.0, prop::sample::select(dates.to_vec()))
            .prop_map(|(serial, format)| Made::Date(serial, format)),
        text.prop_map(Made::Formula),
    ]
}

fn written(cells: &[(u32, u16, Made)]) -> Vec<u8> {
    let mut workbook = Written::new();
    for (number, name) in ["First & only", "Второй", "ثالث"].into_iter().enumerate() {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, column, made) in cells
            .iter()
            .filter(|(row, _, _)| *row as usize % 3 == number)
        {
            let at = (*row, *column);
            match made {
                Made::Text(text) => sheet.write(at.0, at.1, text).unwrap(),
                Made::Rich(a, b) => {
                    let (plain, bold) = (Format::new(), Format::new().set_bold());
                    let runs = [(&plain, a.as_str()), (&bold, b.as_str())];
                    sheet.write_rich_string(at.0, at.1, &runs).unwrap()
                }
                Made::Number(number, format) => {
                    let format = Format::new().set_num_format(*format);
                    sheet
                        .write_with_format(at.0, at.1, *number, &format)
                        .unwrap()
                }
                Made::Bool(flag) => sheet.write(at.0, at.1, *flag).unwrap(),
                Made::Date(serial, format) => {
                    let format = Format::new().set_num_format(*format);
                    let date = ExcelDateTime::from_serial_datetime(*serial).unwrap();
                    sheet.write_with_format(at.0, at.1, &date, &format).unwrap()
                }
                Made::Formula(result) => {
                    let formula = Formula::new("=1+1").set_result(result);
                    sheet.write(at.0, at.1, formula).unwrap()
                }
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// A workbook with a part changed.
fn changed(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            text = change(text);
        }
        let options = SimpleFileOptions::default();
        writer.start_file(name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_worksheet_is_known_behind_a_long_comment_and_by_what_it_is() {
    let bytes = written(&[(0, 0, Made::Text("a".into())), (3, 1, Made::Bool(true))]);
    let cells = ours(&bytes);
    assert_eq!(cells.len(), 2);
    let comment = format!("?><!--{}-->", "x".repeat(9_000));
    let sheet = "xl/worksheets/sheet1.xml";
    let late = changed(&bytes, sheet, |xml| xml.replacen("?>", &comment, 1));
    assert_eq!(ours(&late), cells);
    // A text that looks like the number of a part is a text.
    let inline = "<c r=\"A1\" t=\"inlineStr\"><is><t>3</t></is></c>";
    let numbered = changed(&bytes, sheet, |xml| {
        xml.replace("<c r=\"A1\" t=\"s\"><v>0</v></c>", inline)
    });
    let first = ours(&numbered).into_values().next();
    assert_eq!(first, Some(OwnedCell::Text("3".into())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_workbook_is_read_as_the_library_reads_it(
        cells in prop::collection::vec((0_u32..40, 0_u16..30, made()), 0..60)
    ) {
        let bytes = written(&cells);
        prop_assert_eq!(ours(&bytes), of_the_library(&bytes));
    }
}
