//! One workbook: its properties, its sheets and their names, the page as it is printed.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::error::{ErrorKind, Result};
use crate::output::view::View;
use crate::output::view::file_name::Names;
use crate::output::{MARK, OutputRequest, Sink};

use super::long::{self, LongSheet};
use super::look::Look;

/// From this many rows on a sheet has no wrapped cells: Excel measures every one of them when it opens the file.
pub(super) const LARGE: usize = 20_000;

/// From this many rows on a workbook is written through files in the spill folder, row by row: faster, and in little memory.
const SPILL: usize = 2_000;

/// From this many rows on a sheet is written by [`long`](super::long) where it may be.
const LONG: usize = 500;

/// From this many rows on a part of the file may be larger than 4 GB unpacked. LibreOffice (7.4) opens no file whose parts have
/// room for that.
pub(super) const HUGE: usize = 500_000;

/// A workbook being made.
pub(super) struct Book<'a> {
    pub(super) view: View<'a>,
    pub(super) look: Look,
    path: String,
    workbook: Workbook,
    sheets: usize,
    names: Names,
    spills: bool,
}

impl<'a> Book<'a> {
    /// Starts a workbook for `rows` rows in its longest sheet. `title` goes into its properties.
    pub(super) fn new(
        request: &OutputRequest<'a>,
        path: &str,
        title: &str,
        rows: usize,
    ) -> Result<Book<'a>> {
        let view = View::new(request);
        let spills = rows > SPILL;
        let mut workbook = Workbook::new();
        // A full worksheet of 35 columns is some gigabytes of XML; the fastest compression still makes it a tenth. A list that
        // is written anew every morning gains nothing from a better one.
        workbook.set_zip_compression_level(1);
        properties(&mut workbook, &view, title).map_err(|error| encode(path, &error))?;
        if spills {
            spill(&mut workbook, request.spill, rows).map_err(|error| encode(path, &error))?;
        }
        let currency = view.outcome.plan.book.currency.as_deref();
        let look = Look::new(currency, view.lang.dress());
        if spills {
            // Numbered now, so that the threads that write sheets side by side cannot number them by chance.
            for format in look.all() {
                workbook.register_format(format);
            }
        }
        Ok(Book {
            look,
            path: path.to_owned(),
            names: Names::default(),
            view,
            workbook,
            sheets: 0,
            spills,
        })
    }

    /// A new sheet; the name is made legal and unique. `in_order`: it is long, and its rows will come from top to bottom.
    pub(super) fn start(&mut self, name: &str, in_order: bool) -> Result<Worksheet> {
        let mut sheet = if in_order && self.spills {
            let made = self.workbook.new_worksheet_with_constant_memory();
            made.map_err(|error| encode(&self.path, &error))?
        } else {
            Worksheet::new()
        };
        let name = self.names.sheet(name);
        sheet
            .set_name(name)
            .map_err(|error| encode(&self.path, &error))?;
        self.page(&mut sheet);
        Ok(sheet)
    }

    fn page(&self, sheet: &mut Worksheet) {
        let view = &self.view;
        let quoted = |text: &str| text.replace('&', "&&");
        let name: String = view.outcome.plan.book.name.chars().take(80).collect();
        let as_of = view.lang.fill(
            "out.as-of",
            &[("date", &view.date_word(view.outcome.today))],
        );
        sheet
            .set_right_to_left(view.lang.language.is_right_to_left())
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
            .set_header(format!("&L{}&C&A&R{}", quoted(&name), quoted(&as_of)))
            .set_footer("&C&P / &N");
    }

    /// Takes a finished sheet.
    pub(super) fn push(&mut self, sheet: Worksheet) {
        self.workbook.push_worksheet(sheet);
        self.sheets += 1;
    }

    /// How many sheets were taken.
    pub(super) fn taken(&self) -> usize {
        self.sheets
    }

    /// Whether so many rows are written by [`long`](super::long) where their sheet allows it.
    pub(super) fn is_long(rows: usize) -> bool {
        rows > LONG
    }

    /// An error of the library as one of ours.
    pub(super) fn error(&self, error: &XlsxError) -> crate::error::Error {
        encode(&self.path, error)
    }

    /// Writes the file, with the rows of its long sheets.
    pub(super) fn save_long(
        mut self,
        sink: &mut dyn Sink,
        sheets: &[LongSheet<'_, '_>],
    ) -> Result<()> {
        if sheets.is_empty() {
            return self.save(sink);
        }
        let around = self.workbook.save_to_buffer();
        let around = around.map_err(|error| encode(&self.path, &error))?;
        let packed = long::pack(&around, sheets, sink);
        packed.map_err(|reason| encode(&self.path, &reason))
    }

    /// Writes the file.
    pub(super) fn save(mut self, sink: &mut dyn Sink) -> Result<()> {
        let saved = self.workbook.save_to_writer(&mut *sink);
        saved.map_err(|error| encode(&self.path, &error))
    }
}

fn encode(path: &str, error: &impl std::fmt::Display) -> crate::error::Error {
    ErrorKind::Encode {
        path: path.to_owned(),
        reason: error.to_string(),
    }
    .into()
}

fn properties(
    workbook: &mut Workbook,
    view: &View<'_>,
    title: &str,
) -> std::result::Result<(), XlsxError> {
    let today = view.outcome.today;
    // The clock would change the file at every run; the date of the run does not.
    let day = ExcelDateTime::from_ymd(today.year() as u16, today.month() as u8, today.day() as u8)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_company(&view.outcome.plan.book.name)
        .set_author("tierbook")
        .set_category(MARK)
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    Ok(())
}

fn spill(
    workbook: &mut Workbook,
    folder: &Path,
    rows: usize,
) -> std::result::Result<(), XlsxError> {
    workbook.set_tempdir(folder)?;
    workbook.use_zip_large_file(rows > HUGE);
    Ok(())
}
