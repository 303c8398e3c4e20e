//! Writes a made-up book into a folder: a workbook or plain files under `data/`, and beside that folder the truth.

use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::book::{Book, INTERACTIONS, Kind, PURCHASES, Row};

/// What can go wrong: the disk, or a sheet that a workbook does not take.
pub(crate) type Fault = Box<dyn std::error::Error>;

/// The rows that a worksheet takes below its header.
const SHEET_ROWS: u32 = 1_048_575;

/// Columns by header and kind.
type Columns = Vec<(String, Kind)>;

/// Where the truth is written: the file, sheet and row of each contact, and its person.
struct Truth(BufWriter<File>);

impl Truth {
    fn create(folder: &Path) -> Result<Truth, Fault> {
        let mut file = BufWriter::new(File::create(folder.join("truth.csv"))?);
        writeln!(file, "file,sheet,row,cluster")?;
        Ok(Truth(file))
    }

    fn note(&mut self, place: (&str, &str, u32), person: u64) -> Result<(), Fault> {
        let (file, sheet, row) = place;
        writeln!(self.0, "{file},{sheet},{row},p{person}")?;
        Ok(())
    }
}

/// Writes `data/contacts.xlsx` and `truth.csv`.
pub(crate) fn workbook(book: &Book, folder: &Path) -> Result<(), Fault> {
    let spill = folder.join(".spill");
    create_dir_all(folder.join("data"))?;
    create_dir_all(&spill)?;
    let mut truth = Truth::create(folder)?;
    let mut workbook = Workbook::new();
    workbook.set_tempdir(&spill)?;
    // The time of creation would differ from run to run.
    let made = ExcelDateTime::from_ymd(2026, 11, 20)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));

    let mut contacts = Sheets::new(&mut workbook, "Contacts", book.columns());
    for (row, person) in book.contacts() {
        let (sheet, number) = contacts.push(&row)?;
        truth.note(("contacts.xlsx", &sheet, number), person)?;
    }
    let mut purchases = Sheets::new(&mut workbook, "Purchases", owned(&PURCHASES));
    for row in book.purchases() {
        purchases.push(&row)?;
    }
    let mut interactions = Sheets::new(&mut workbook, "Interactions", owned(&INTERACTIONS));
    for row in book.interactions() {
        interactions.push(&row)?;
    }
    workbook.save(folder.join("data").join("contacts.xlsx"))?;
    truth.0.flush()?;
    drop(workbook);
    std::fs::remove_dir_all(&spill)?;
    Ok(())
}

/// Writes `data/contacts.csv`, `purchases.csv`, `interactions.csv` and `truth.csv`.
pub(crate) fn plain(book: &Book, folder: &Path) -> Result<(), Fault> {
    create_dir_all(folder.join("data"))?;
    let mut truth = Truth::create(folder)?;
    let open = |name: &str, columns: Columns| -> Result<_, Fault> {
        let mut writer = csv::Writer::from_path(folder.join("data").join(name))?;
        writer.write_record(columns.iter().map(|(header, _)| header))?;
        Ok(writer)
    };
    let mut contacts = open("contacts.csv", book.columns())?;
    for (number, (row, person)) in (2..).zip(book.contacts()) {
        contacts.write_record(&row)?;
        truth.note(("contacts.csv", "", number), person)?;
    }
    contacts.flush()?;
    let mut purchases = open("purchases.csv", owned(&PURCHASES))?;
    for row in book.purchases() {
        purchases.write_record(&row)?;
    }
    purchases.flush()?;
    let mut interactions = open("interactions.csv", owned(&INTERACTIONS))?;
    for row in book.interactions() {
        interactions.write_record(&row)?;
    }
    interactions.flush()?;
    truth.0.flush()?;
    Ok(())
}

fn owned(columns: &[(&str, Kind)]) -> Columns {
    columns
        .iter()
        .map(|(header, kind)| ((*header).to_owned(), *kind))
        .collect()
}

/// A table on as many sheets as it needs, written row by row.
struct Sheets<'a> {
    workbook: &'a mut Workbook,
    name: &'static str,
    columns: Columns,
    day: Format,
    sheet: usize,
    parts: u32,
    filled: u32,
}

impl<'a> Sheets<'a> {
    fn new(workbook: &'a mut Workbook, name: &'static str, columns: Columns) -> Sheets<'a> {
        Sheets {
            workbook,
            name,
            columns,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            sheet: 0,
            parts: 0,
            filled: 0,
        }
    }

    /// Writes a row and says on which sheet and in which line it stands.
    fn push(&mut self, cells: &Row) -> Result<(String, u32), Fault> {
        let full = self.filled == SHEET_ROWS;
        let sheet = if self.parts == 0 || full {
            self.parts += 1;
            self.filled = 0;
            let name = self.title();
            self.sheet = self.workbook.worksheets().len();
            let sheet = self.workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?;
            for (column, (header, _)) in (0..).zip(&self.columns) {
                sheet.write_string(0, column, header)?;
            }
            sheet
        } else {
            self.workbook.worksheet_from_index(self.sheet)?
        };
        self.filled += 1;
        for ((column, text), (_, kind)) in (0..).zip(cells).zip(&self.columns) {
            cell(sheet, (self.filled, column), (text, *kind), &self.day)?;
        }
        Ok((self.title(), self.filled + 1))
    }

    fn title(&self) -> String {
        match self.parts {
            0 | 1 => self.name.to_owned(),
            many => format!("{} {many}", self.name),
        }
    }
}

fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (text, kind): (&str, Kind),
    day: &Format,
) -> Result<(), Fault> {
    if text.is_empty() {
        return Ok(());
    }
    let plain_number = || {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
            && !text.starts_with('0')
    };
    let number = match kind {
        Kind::Number if plain_number() => text.parse::<f64>().ok(),
        _ => None,
    };
    let date = match kind {
        Kind::Date => text.parse::<Date>().ok(),
        _ => None,
    };
    if let Some(number) = number {
        sheet.write_number(row, column, number)?;
    } else if let Some(date) = date {
        let written = ExcelDateTime::from_ymd(
            u16::try_from(date.year())?,
            date.month().unsigned_abs(),
            date.day().unsigned_abs(),
        )?;
        sheet.write_datetime_with_format(row, column, &written, day)?;
    } else {
        sheet.write_string(row, column, text)?;
    }
    Ok(())
}
