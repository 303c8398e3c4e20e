//! A sheet of data: an optional line above, a header, rows; frozen, filterable or an Excel table, with widths that fit.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, DataValidation,
    DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Formula, Table,
    TableColumn, TableStyle, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::error::Result;
use crate::lang::Lang;
use crate::model::column_letters;
use crate::output::view::Value;

use super::book::Book;
use super::cell::{Cells, LINK_CAP};
use super::drawn::Drawn;
use super::long::LongSheet;
use super::look::{Kind, Look};

/// Rows of a worksheet.
const SHEET_ROWS: usize = 1_048_576;

/// One column.
pub(super) struct Column {
    /// Its header.
    pub(super) header: String,
    /// What it holds.
    pub(super) kind: Kind,
    /// Values that colour their cell.
    pub(super) tints: Vec<(String, u32)>,
    /// Values offered in a drop-down.
    pub(super) choices: Choices,
    /// What is drawn in its cells.
    pub(super) drawn: Drawn,
}

/// What a fill-in cell offers.
pub(super) enum Choices {
    /// Nothing.
    None,
    /// These words.
    Words(Vec<String>),
    /// The words of a column of another sheet, as a formula.
    Range(String),
}

impl Column {
    /// A plain column.
    pub(super) fn new(header: impl Into<String>, kind: Kind) -> Column {
        Column {
            header: header.into(),
            kind,
            tints: Vec::new(),
            choices: Choices::None,
            drawn: Drawn::Nothing,
        }
    }
}

/// What a sheet looks like, apart from its rows.
pub(super) struct Layout {
    /// The name wanted.
    pub(super) name: String,
    /// A line above the header.
    pub(super) intro: Option<String>,
    /// Left to right.
    pub(super) columns: Vec<Column>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// The name of the Excel table for sheets to be filled in; `None` for a filter.
    pub(super) table: Option<&'static str>,
    /// Columns that stay in view.
    pub(super) frozen: u16,
    /// Rows in which this column holds this word are muted.
    pub(super) muted: Option<(usize, String)>,
    /// The colour of the tab.
    pub(super) tab: Option<u32>,
}

/// Who writes the rows of sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// The workbook library, whatever stands in them.
    Library,
    /// [`long`](super::long), where there are many: without links to places, and with links to addresses as formulas.
    MayBeLong,
}

/// Where the rows of a sheet come from.
pub(super) trait RowSource<'v>: Sync {
    /// Puts the cells of a row into the buffer.
    fn row(&self, index: usize, row: &mut Vec<Value<'v>>);

    /// The same for as many rows from `first` on as there are buffers.
    fn rows(&self, first: usize, rows: &mut [Vec<Value<'v>>]) {
        for (at, row) in rows.iter_mut().enumerate() {
            self.row(first + at, row);
        }
    }
}

impl<'v, F: Fn(usize, &mut Vec<Value<'v>>) + Sync> RowSource<'v> for F {
    fn row(&self, index: usize, row: &mut Vec<Value<'v>>) {
        self(index, row);
    }
}

/// The rows of a sheet.
pub(super) type Fill<'f, 'v> = dyn RowSource<'v> + 'f;

/// What every sheet of a workbook takes from it.
struct Desk<'a> {
    look: &'a Look,
    lang: &'a Lang,
}

impl Book<'_> {
    /// Writes a sheet of data, and further ones where the rows do not fit.
    pub(super) fn data<'v>(
        &mut self,
        layout: &Layout,
        fill: &(impl Fn(usize, &mut Vec<Value<'v>>) + Sync),
    ) -> Result<()> {
        self.sheets(&[(layout, fill)], Rows::Library).map(drop)
    }

    /// Writes several sheets at once, in the order given. Those returned still want their rows.
    pub(super) fn sheets<'f, 'v>(
        &mut self,
        jobs: &[(&'f Layout, &'f Fill<'f, 'v>)],
        rows: Rows,
    ) -> Result<Vec<LongSheet<'f, 'v>>> {
        let mut parts = Vec::new();
        for (layout, fill) in jobs {
            let header = usize::from(layout.intro.is_some());
            let room = SHEET_ROWS - header - 1;
            let mut start = 0;
            loop {
                let end = layout.rows.min(start + room);
                let part = Part {
                    layout,
                    header: header as u32,
                    start,
                    end,
                };
                let long = rows == Rows::MayBeLong && Book::is_long(end - start);
                let sheet = self.start(&layout.name, !long)?;
                parts.push((part, *fill, sheet, long));
                start = end;
                if start >= layout.rows {
                    break;
                }
            }
        }
        let desk = Desk {
            look: &self.look,
            lang: self.view.lang,
        };
        let written: Vec<std::result::Result<_, XlsxError>> = parts
            .into_par_iter()
            .with_max_len(1)
            .map(|(part, fill, mut sheet, long)| {
                let widths = part.widths(fill);
                part.around(&desk, &mut sheet, &widths)?;
                if long {
                    part.empty_row(&desk, &mut sheet)?;
                    return Ok((sheet, Some((part, fill, widths))));
                }
                part.rows(&desk, &mut sheet, (fill, &widths))?;
                Ok((sheet, None))
            })
            .collect();
        let mut long = Vec::new();
        for sheet in written {
            let (sheet, rest) = sheet.map_err(|error| self.error(&error))?;
            self.push(sheet);
            long.extend(rest.map(|(part, fill, widths)| LongSheet {
                number: self.taken(),
                links: part.has_links(),
                dress: self.look.dress,
                part,
                fill,
                widths,
            }));
        }
        Ok(long)
    }
}

/// The rows of a layout that go onto one sheet.
pub(super) struct Part<'p> {
    pub(super) layout: &'p Layout,
    /// The row of the header, from 0.
    pub(super) header: u32,
    /// The first row of the layout.
    pub(super) start: usize,
    /// The one behind the last.
    pub(super) end: usize,
}

impl Part<'_> {
    /// The last row of the sheet, from 0.
    pub(super) fn last_row(&self) -> u32 {
        self.header + ((self.end - self.start) as u32).max(1)
    }

    /// The last column, from 0.
    pub(super) fn last_column(&self) -> u16 {
        (self.layout.columns.len() as u16).saturating_sub(1)
    }

    /// A long list to look things up in has no links at all, rather than here and there.
    fn has_links(&self) -> bool {
        self.layout.table.is_some() || self.layout.rows <= LINK_CAP
    }

    /// Everything but the rows.
    fn around(
        &self,
        desk: &Desk<'_>,
        sheet: &mut Worksheet,
        widths: &[f64],
    ) -> std::result::Result<(), XlsxError> {
        self.columns(desk, sheet, widths)?;
        self.pages(sheet, widths)?;
        if let Some(color) = self.layout.tab {
            sheet.set_tab_color(color);
        }
        sheet.set_freeze_panes(self.header + 1, self.layout.frozen)?;
        sheet.set_repeat_rows(0, self.header)?;
        if let Some(intro) = &self.layout.intro {
            let intro = desk.look.dress.sentence(intro);
            sheet.write_string_with_format(0, 0, super::cell::cut(&intro), &desk.look.intro)?;
            sheet.set_row_height(0, 20)?;
        }
        self.header(desk, sheet)?;
        self.rules(desk, sheet)
    }

    /// A row of empty cells with the formats of their columns, and behind them one with that of links.
    fn empty_row(
        &self,
        desk: &Desk<'_>,
        sheet: &mut Worksheet,
    ) -> std::result::Result<(), XlsxError> {
        let row = self.header + 1;
        for (at, column) in self.layout.columns.iter().enumerate() {
            sheet.write_blank(row, at as u16, self.format(desk.look, column.kind))?;
        }
        let behind = self.layout.columns.len() as u16;
        sheet.write_blank(row, behind, &desk.look.link)?;
        Ok(())
    }

    fn rows(
        &self,
        desk: &Desk<'_>,
        sheet: &mut Worksheet,
        what: (&Fill<'_, '_>, &[f64]),
    ) -> std::result::Result<(), XlsxError> {
        let (fill, widths) = what;
        let links = if self.has_links() { LINK_CAP } else { 0 };
        let mut cells = Cells {
            sheet,
            look: desk.look,
            links,
        };
        let mut row = Vec::with_capacity(self.layout.columns.len());
        for index in self.start..self.end {
            row.clear();
            fill.row(index, &mut row);
            let at = self.header + 1 + (index - self.start) as u32;
            let height = self.lines(&row, widths);
            if height > 1 {
                cells.sheet.set_row_height(at, 15.5 * height as f64)?;
            }
            for (column, (spec, value)) in self.layout.columns.iter().zip(&row).enumerate() {
                let at = (at, column as u16);
                if spec.kind.is_fill() {
                    fill_in(&mut cells, at, value, desk.look.of(spec.kind))?;
                } else {
                    cells.put(at, value)?;
                }
            }
        }
        Ok(())
    }

    fn columns(
        &self,
        desk: &Desk<'_>,
        sheet: &mut Worksheet,
        widths: &[f64],
    ) -> std::result::Result<(), XlsxError> {
        for (at, (column, width)) in self.layout.columns.iter().zip(widths).enumerate() {
            let at = at as u16;
            sheet.set_column_width(at, *width)?;
            match column.kind {
                Kind::Fill | Kind::FillDate => {}
                Kind::Hidden => {
                    sheet.set_column_format(at, desk.look.of(column.kind))?;
                    sheet.set_column_hidden(at)?;
                }
                kind => {
                    sheet.set_column_format(at, self.format(desk.look, kind))?;
                }
            }
        }
        Ok(())
    }

    /// The format of a column's cells.
    fn format<'l>(&self, look: &'l Look, kind: Kind) -> &'l Format {
        match kind {
            // A long sheet with wrapped cells takes minutes to open in Excel, which measures every row.
            Kind::Note | Kind::Compared if self.layout.rows > super::book::LARGE => {
                look.of(Kind::Text)
            }
            kind => look.of(kind),
        }
    }

    /// Lines that the highest of the wrapped cells of a row takes; 1 where nothing is wrapped.
    pub(super) fn lines(&self, row: &[Value<'_>], widths: &[f64]) -> usize {
        if self.layout.rows > super::book::LARGE {
            return 1;
        }
        let cells = self.layout.columns.iter().zip(row).zip(widths);
        let lines = cells.map(|((column, value), width)| match (column.kind, value) {
            (Kind::Note | Kind::Fill, Value::Text(text)) => high(text, *width),
            (Kind::Compared, Value::Compared(_, text)) => high(text, *width),
            _ => 1,
        });
        lines.max().unwrap_or(1).clamp(1, 12)
    }

    /// Printed as wide as can still be read; a wide sheet takes several pages side by side, each with the first columns.
    fn pages(&self, sheet: &mut Worksheet, widths: &[f64]) -> std::result::Result<(), XlsxError> {
        const PAGE: f64 = 230.0;
        let shown = self.layout.columns.iter().zip(widths);
        let width: f64 = shown
            .filter(|(column, _)| column.kind != Kind::Hidden)
            .map(|(_, width)| *width)
            .sum();
        let pages = (width / PAGE).ceil().clamp(1.0, 9.0) as u16;
        sheet.set_print_fit_to_pages(pages, 0);
        if pages > 1 && self.layout.frozen > 0 {
            sheet.set_repeat_columns(0, self.layout.frozen - 1)?;
        }
        Ok(())
    }

    /// Widths in characters from the header and rows taken evenly from all.
    fn widths(&self, fill: &Fill<'_, '_>) -> Vec<f64> {
        const SAMPLES: usize = 120;
        let mut widths: Vec<usize> = self
            .layout
            .columns
            .iter()
            .map(|column| header_width(&column.header))
            .collect();
        let rows = self.end - self.start;
        let mut row = Vec::new();
        for index in (self.start..self.end).step_by(rows.div_ceil(SAMPLES).max(1)) {
            row.clear();
            fill.row(index, &mut row);
            for (width, (column, value)) in
                widths.iter_mut().zip(self.layout.columns.iter().zip(&row))
            {
                *width = (*width).max(value_width(column.kind, value));
            }
        }
        let limits = |kind: Kind| match kind {
            Kind::Note => (24, 52),
            Kind::Compared => (12, 30),
            Kind::Fill => (16, 30),
            Kind::FillDate | Kind::Date => (12, 16),
            Kind::Code => (8, 34),
            _ => (8, 40),
        };
        let fit = |(column, width): (&Column, usize)| {
            let (least, most) = limits(column.kind);
            (width.clamp(least, most) + 2) as f64
        };
        self.layout.columns.iter().zip(widths).map(fit).collect()
    }

    fn header(&self, desk: &Desk<'_>, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let last = (self.last_row(), self.last_column());
        sheet.set_row_height(self.header, 32)?;
        let names = unique_headers(&self.layout.columns);
        let Some(table) = self.layout.table else {
            for (at, (column, name)) in self.layout.columns.iter().zip(&names).enumerate() {
                let format = desk.look.header_of(column.kind);
                sheet.write_string_with_format(self.header, at as u16, name, format)?;
            }
            sheet.autofilter(self.header, 0, last.0, last.1)?;
            return Ok(());
        };
        let columns: Vec<TableColumn> = self
            .layout
            .columns
            .iter()
            .zip(&names)
            .map(|(column, name)| {
                TableColumn::new()
                    .set_header(name)
                    .set_header_format(desk.look.header_of(column.kind))
            })
            .collect();
        let number = if self.start == 0 {
            String::new()
        } else {
            format!("_{}", self.start)
        };
        let table = Table::new()
            .set_name(format!("{table}{number}"))
            .set_style(TableStyle::Light1)
            .set_columns(&columns);
        sheet.add_table(self.header, 0, last.0, last.1, &table)?;
        Ok(())
    }

    /// Colours that follow their values when people sort, and drop-downs.
    fn rules(&self, desk: &Desk<'_>, sheet: &mut Worksheet) -> std::result::Result<(), XlsxError> {
        let (first, last) = (self.header + 1, self.last_row());
        for (at, column) in self.layout.columns.iter().enumerate() {
            let at = at as u16;
            for (word, color) in &column.tints {
                let rule = ConditionalFormatCellRule::EqualTo(format!(
                    "\"{}\"",
                    word.replace('"', "\"\"")
                ));
                let format = Format::new().set_background_color(*color);
                let tint = ConditionalFormatCell::new()
                    .set_rule(rule)
                    .set_format(format);
                sheet.add_conditional_format(first, at, last, at, &tint)?;
            }
            column.drawn.add(sheet, (first, last, at))?;
            if let Some(validation) = validation(column, desk.lang)? {
                sheet.add_data_validation(first, at, last, at, &validation)?;
            }
        }
        if let Some((column, word)) = &self.layout.muted {
            let letters = column_letters(*column as u32);
            let rule = format!("=${letters}{}=\"{}\"", first + 1, word.replace('"', "\"\""));
            let mute = ConditionalFormatFormula::new()
                .set_rule(Formula::new(rule))
                .set_format(&desk.look.mute_rule);
            sheet.add_conditional_format(first, 0, last, self.last_column(), &mute)?;
        }
        Ok(())
    }
}

/// Lines that a text takes in a column.
fn high(text: &str, width: f64) -> usize {
    text.lines().map(|line| wrapped(line, width)).sum()
}

/// Lines that a line of text takes in a column of so many digits' width. Arabic letters are narrower than digits.
fn wrapped(line: &str, width: f64) -> usize {
    let is_arabic = |c: char| matches!(c, '\u{600}'..='\u{6ff}');
    let narrow = if line.chars().any(is_arabic) {
        0.8
    } else {
        1.0
    };
    match line.width() as f64 * narrow {
        long if long <= width - 1.0 => 1,
        // Words do not fill their lines to the end.
        long => (long * 1.08 / width).ceil() as usize,
    }
}

/// A cell that people type into: framed even where it is empty; a date as a date.
fn fill_in(
    cells: &mut Cells<'_>,
    at: (u32, u16),
    value: &Value<'_>,
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    let (row, column) = at;
    match value {
        Value::Text(text) => {
            let text = super::cell::cut(text);
            cells
                .sheet
                .write_string_with_format(row, column, text, format)?;
        }
        Value::Date(date) => match super::cell::serial(*date) {
            Some(serial) => {
                cells
                    .sheet
                    .write_number_with_format(row, column, serial, format)?;
            }
            None => {
                cells
                    .sheet
                    .write_string_with_format(row, column, date.to_string(), format)?;
            }
        },
        _ => {
            cells.sheet.write_blank(row, column, format)?;
        }
    }
    Ok(())
}

fn validation(
    column: &Column,
    lang: &Lang,
) -> std::result::Result<Option<DataValidation>, XlsxError> {
    let base = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    let made = match (&column.choices, column.kind) {
        (Choices::Words(words), _) => base.allow_list_strings(words)?.show_error_message(false),
        (Choices::Range(range), _) => base
            .allow_list_formula(Formula::new(range))
            .show_error_message(false),
        (Choices::None, Kind::FillDate) => {
            let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
            let last = ExcelDateTime::from_ymd(2199, 12, 31)?;
            base.allow_date(DataValidationRule::Between(first, last))
                .set_input_message(lang.get("out.fill.date-hint"))?
                .set_error_title(lang.get("out.fill.date-title"))?
                .set_error_message(lang.get("out.fill.date-error"))?
        }
        _ => return Ok(None),
    };
    Ok(Some(made))
}

/// Headers of a table must differ, whatever the capitals (Excel).
fn unique_headers(columns: &[Column]) -> Vec<String> {
    let mut made: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let wanted: String = column.header.chars().take(250).collect();
        let mut name = wanted.clone();
        let mut number = 1;
        while name.is_empty()
            || made
                .iter()
                .any(|known| known.to_lowercase() == name.to_lowercase())
        {
            number += 1;
            format!("{wanted} {number}").trim().clone_into(&mut name);
        }
        made.push(name);
    }
    made
}

/// Headers are wrapped: the longest word counts, or a good part of the whole; the filter's arrow takes room as well.
fn header_width(header: &str) -> usize {
    let longest = header.split_whitespace().map(UnicodeWidthStr::width).max();
    longest.unwrap_or(0).max(header.width().div_ceil(2)) + 3
}

fn value_width(kind: Kind, value: &Value<'_>) -> usize {
    let text = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    match value {
        Value::Empty => 0,
        Value::Text(shown) | Value::Phone(_, _, shown) | Value::Email(_, shown) => text(shown),
        Value::Place(_, _, _, shown) | Value::Compared(_, shown) => text(shown),
        Value::Change(before, changed, after) => text(before) + text(changed) + text(after),
        Value::Date(_) => 10,
        Value::Number(number) | Value::Ratio(_, _, number) | Value::Sum(_, _, number) => {
            let digits = format!("{number:.0}").len();
            let decimals = if matches!(kind, Kind::Money | Kind::Number) {
                3
            } else {
                0
            };
            digits + digits / 3 + decimals
        }
    }
}
