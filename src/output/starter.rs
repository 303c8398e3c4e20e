//! The workbook of a new book: empty tables with headings, notes, drop-downs and formats, for people to type into.
//!
//! It decides nothing about words: the command that makes a book hands over headings, notes and choices. It carries no mark,
//! because it is a source and not an output.

use std::io::{Seek, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

use crate::error::{Error, ErrorKind, Result};

/// Rows that are made ready for typing.
const ROWS: u32 = 2_000;
/// Excel takes at most so many characters of choices in one drop-down.
const CHOICES: usize = 255;

/// What people type into a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StarterKind {
    /// Text.
    Text,
    /// Text that looks like a number: phones, postcodes, numbers of customers. Leading zeros stay.
    Digits,
    /// A date.
    Date,
    /// An amount.
    Money,
}

/// A column.
#[derive(Debug, Clone)]
pub struct StarterColumn {
    /// Its heading.
    pub header: String,
    /// What to type, shown beside the heading.
    pub note: Option<String>,
    /// What the drop-down offers; anything else may still be typed.
    pub choices: Vec<String>,
    /// What its values are.
    pub kind: StarterKind,
}

/// A sheet.
#[derive(Debug, Clone)]
pub struct StarterSheet {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<StarterColumn>,
}

/// The workbook.
#[derive(Debug, Clone)]
pub struct Starter {
    /// Its sheets.
    pub sheets: Vec<StarterSheet>,
    /// Whether its language is written from right to left.
    pub right_to_left: bool,
    /// Who the notes are from.
    pub author: String,
}

/// Writes the workbook.
pub fn write_starter(starter: &Starter, out: &mut (impl Write + Seek + Send)) -> Result<()> {
    let failed = |error: XlsxError| {
        Error::from(ErrorKind::Encode {
            path: "contacts.xlsx".to_owned(),
            reason: error.to_string(),
        })
    };
    let mut workbook = Workbook::new();
    // A fixed time: the same answers give the same file.
    let created = ExcelDateTime::from_ymd(2026, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in &starter.sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_right_to_left(starter.right_to_left);
        worksheet.set_name(&sheet.name).map_err(failed)?;
        fill(worksheet, sheet, &starter.author).map_err(failed)?;
    }
    workbook.save_to_writer(out).map_err(failed)
}

fn fill(
    worksheet: &mut Worksheet,
    sheet: &StarterSheet,
    author: &str,
) -> std::result::Result<(), XlsxError> {
    let heading = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x1F_4E_5F))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    worksheet.set_row_height(0, 30)?;
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        let width = column.header.chars().count().max(match column.kind {
            StarterKind::Date => 12,
            StarterKind::Money => 14,
            StarterKind::Digits => 18,
            StarterKind::Text => 16,
        });
        worksheet.set_column_width(at, (width + 3).min(34) as f64)?;
        match column.kind {
            StarterKind::Text => {}
            StarterKind::Digits => {
                worksheet.set_column_format(at, &Format::new().set_num_format("@"))?;
            }
            StarterKind::Date => {
                worksheet.set_column_format(at, &Format::new().set_num_format("yyyy-mm-dd"))?;
            }
            StarterKind::Money => {
                worksheet.set_column_format(at, &Format::new().set_num_format("#,##0.##"))?;
            }
        }
        worksheet.write_string_with_format(0, at, &column.header, &heading)?;
        if let Some(note) = &column.note {
            let note = Note::new(note).set_author(author).add_author_prefix(false);
            worksheet.insert_note(0, at, &note)?;
        }
        let length: usize = column
            .choices
            .iter()
            .map(|word| word.chars().count() + 1)
            .sum();
        if !column.choices.is_empty() && length <= CHOICES {
            // Other words stay possible: a business has its own.
            let choices = DataValidation::new()
                .allow_list_strings(&column.choices)?
                .set_error_style(DataValidationErrorStyle::Information)
                .show_error_message(false);
            worksheet.add_data_validation(1, at, ROWS, at, &choices)?;
        }
    }
    if let Some(last) = (sheet.columns.len() as u16).checked_sub(1) {
        worksheet.autofilter(0, 0, ROWS, last)?;
    }
    worksheet.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    #[test]
    fn the_same_answers_give_the_same_workbook() {
        let starter = Starter {
            sheets: vec![StarterSheet {
                name: "جهات الاتصال".into(),
                columns: vec![
                    StarterColumn {
                        header: "الاسم".into(),
                        note: Some("الاسم الكامل".into()),
                        choices: vec![],
                        kind: StarterKind::Text,
                    },
                    StarterColumn {
                        header: "الحالة".into(),
                        note: None,
                        choices: vec!["نشط".into(), "محتمل".into()],
                        kind: StarterKind::Text,
                    },
                ],
            }],
            right_to_left: true,
            author: "tierbook".into(),
        };
        let bytes = || {
            let mut out = Cursor::new(Vec::new());
            write_starter(&starter, &mut out).unwrap();
            out.into_inner()
        };
        assert_eq!(bytes(), bytes());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes())).unwrap();
        let range = book.worksheet_range("جهات الاتصال").unwrap();
        assert_eq!(range.get_size(), (1, 2));
    }
}
