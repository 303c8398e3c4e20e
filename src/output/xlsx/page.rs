//! A freely laid-out sheet: title, lines, small tables one below the other, charts at their side.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Chart, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, Format,
    Formula, Worksheet, XlsxError,
};

use crate::output::view::{Value, View};

use super::cell::{Cells, LINK_CAP, cut, serial};
use super::look::{Kind, Look};

/// A sheet being filled from top to bottom.
pub(super) struct Page<'b> {
    pub(super) sheet: Worksheet,
    look: &'b Look,
    row: u32,
    free_of_charts: u32,
}

/// Where the body of a small table came to stand: rows from 0, both included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Body {
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Headers of small tables that are wider than this are wrapped.
const ONE_LINE: usize = 13;

type Done = Result<(), XlsxError>;

impl<'b> Page<'b> {
    /// Starts a page with the widths of its columns in characters.
    pub(super) fn new(
        mut sheet: Worksheet,
        look: &'b Look,
        widths: &[f64],
    ) -> Result<Page<'b>, XlsxError> {
        for (column, width) in widths.iter().enumerate() {
            sheet.set_column_width(column as u16, *width)?;
        }
        sheet.set_screen_gridlines(false);
        sheet.set_portrait().set_print_fit_to_pages(1, 0);
        Ok(Page {
            sheet,
            look,
            row: 0,
            free_of_charts: 0,
        })
    }

    /// The name of the book, what this is, and the date, which turns red once that day is over.
    pub(super) fn masthead(&mut self, view: &View<'_>, title: &str) -> Done {
        let book = &view.outcome.plan.book.name;
        self.sheet.set_row_height(self.row, 28)?;
        // Two cells, because LibreOffice 7.4 prints one of two scripts in two lines, the second over the row below.
        if book.is_empty() {
            self.write(0, title, &self.look.title.clone())?;
        } else {
            self.write(0, book, &self.look.title.clone())?;
            self.row += 1;
            self.sheet.set_row_height(self.row, 20)?;
            self.write(0, title, &self.look.subtitle.clone())?;
        }
        self.row += 1;
        self.write(0, view.lang.get("out.date"), &self.look.label.clone())?;
        self.date(1, view.outcome.today)?;
        let at = self.row;
        let today = view.outcome.today;
        let rule = format!(
            "=TODAY()>DATE({},{},{})",
            today.year(),
            today.month(),
            today.day()
        );
        let stale = ConditionalFormatFormula::new()
            .set_rule(Formula::new(rule))
            .set_format(&self.look.alarm_rule);
        self.sheet.add_conditional_format(at, 0, at, 1, &stale)?;
        self.row += 1;
        if view.outcome.rules_rejected {
            self.alarm(view.lang.get("out.rules-rejected"))?;
        }
        Ok(())
    }

    fn date(&mut self, column: u16, date: Date) -> Done {
        let format = self.look.of(Kind::Date).clone().set_bold();
        let dress = self.look.dress;
        match serial(date).filter(|_| dress.is_iso()) {
            Some(days) => self
                .sheet
                .write_number_with_format(self.row, column, days, &format)?,
            None => {
                self.sheet
                    .write_string_with_format(self.row, column, dress.date(date), &format)?
            }
        };
        Ok(())
    }

    fn write(&mut self, column: u16, text: &str, format: &Format) -> Done {
        self.sheet
            .write_string_with_format(self.row, column, cut(text), format)?;
        Ok(())
    }

    /// Leaves a row free.
    pub(super) fn gap(&mut self) {
        self.row += 1;
    }

    /// A heading over the first `columns` columns.
    pub(super) fn section(&mut self, text: &str, columns: u16) -> Done {
        self.row = self.row.max(self.free_of_charts);
        self.sheet.set_row_height(self.row, 22)?;
        let format = self.look.section.clone();
        self.write(0, text, &format)?;
        for column in 1..columns {
            self.sheet.write_blank(self.row, column, &format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A line of text.
    pub(super) fn line(&mut self, text: &str) -> Done {
        self.write(0, text, &self.look.quiet.clone())?;
        self.row += 1;
        Ok(())
    }

    /// A line of text over the first `columns` columns, wrapped, as high as it needs.
    pub(super) fn paragraph(&mut self, text: &str, columns: u16, width: usize) -> Done {
        let format = self.look.quiet.clone().set_text_wrap();
        let row = self.row;
        let text = &*self.look.dress.sentence(text);
        self.sheet
            .merge_range(row, 0, row, columns - 1, &cut(text), &format)?;
        let lines = unicode_width::UnicodeWidthStr::width(text)
            .div_ceil(width)
            .max(1);
        self.sheet.set_row_height(row, 15.5 * lines as f64)?;
        self.row += 1;
        Ok(())
    }

    /// A line that must not be overlooked.
    pub(super) fn alarm(&mut self, text: &str) -> Done {
        self.write(0, text, &self.look.alarm.clone())?;
        self.row += 1;
        Ok(())
    }

    /// A label and a value beside it.
    pub(super) fn fact(&mut self, label: &str, value: &Value<'_>, kind: Kind) -> Done {
        self.write(0, label, &self.look.label.clone())?;
        self.cell(1, value, kind)?;
        self.row += 1;
        Ok(())
    }

    /// Goes on in a row further down.
    pub(super) fn skip_to(&mut self, row: u32) {
        self.row = self.row.max(row);
    }

    /// The row that is written next.
    pub(super) fn row(&self) -> u32 {
        self.row
    }

    /// A small table; every cell has its own kind. Returns where its body stands.
    pub(super) fn table(
        &mut self,
        header: &[(String, Kind)],
        rows: &[Vec<(Value<'_>, Kind)>],
    ) -> Result<Body, XlsxError> {
        let longest = header.iter().skip(1);
        let longest = longest.map(|(name, _)| unicode_width::UnicodeWidthStr::width(name.as_str()));
        if longest.max().is_some_and(|width| width > ONE_LINE) {
            self.sheet.set_row_height(self.row, 31)?;
        }
        for (column, (name, kind)) in header.iter().enumerate() {
            let format = self.look.header_of(*kind).clone();
            self.write(column as u16, name, &format)?;
        }
        self.row += 1;
        let first = self.row;
        for row in rows {
            for (column, (value, kind)) in row.iter().enumerate() {
                self.cell(column as u16, value, *kind)?;
            }
            self.row += 1;
        }
        Ok(Body {
            first,
            last: self.row.saturating_sub(1).max(first),
        })
    }

    /// Bars behind the numbers of a column of a table already written: their colour, and the number that fills the cell.
    pub(super) fn bars(&mut self, body: Body, column: u16, look: (u32, Option<f64>)) -> Done {
        let bars = data_bars(look.0, look.1);
        self.sheet
            .add_conditional_format(body.first, column, body.last, column, &bars)?;
        Ok(())
    }

    /// One cell in the current row, with the format of its kind.
    fn cell(&mut self, column: u16, value: &Value<'_>, kind: Kind) -> Done {
        let (row, format) = (self.row, self.look.of(kind).clone());
        match value {
            Value::Empty => {}
            Value::Text(text) => {
                self.sheet
                    .write_string_with_format(row, column, cut(text), &format)?;
            }
            Value::Number(number) => {
                self.sheet
                    .write_number_with_format(row, column, *number, &format)?;
            }
            other => {
                let mut cells = Cells {
                    sheet: &mut self.sheet,
                    look: self.look,
                    links: LINK_CAP,
                };
                cells.put((row, column), other)?;
                if !matches!(
                    other,
                    Value::Phone(..) | Value::Email(..) | Value::Place(..)
                ) {
                    self.sheet.set_cell_format(row, column, &format)?;
                }
            }
        }
        Ok(())
    }

    /// Fills a cell of a table already written with a colour.
    pub(super) fn swatch(&mut self, at: (u32, u16), color: u32) -> Done {
        let format = self.look.label.clone().set_background_color(color);
        self.sheet.set_cell_format(at.0, at.1, &format)?;
        Ok(())
    }

    /// Leaves room for a chart that begins in a row; the next section begins below it.
    pub(super) fn reserve(&mut self, row: u32) {
        self.free_of_charts = self.free_of_charts.max(row + super::chart::ROWS + 1);
    }

    /// A chart at the side; the next section begins below it.
    pub(super) fn chart(&mut self, at: (u32, u16), chart: &Chart) -> Done {
        self.sheet
            .insert_chart_with_offset(at.0, at.1, chart, 12, 4)?;
        self.reserve(at.0);
        Ok(())
    }
}

/// Bars behind numbers: their colour, and the number that fills the cell; the greatest of them where there is none.
pub(super) fn data_bars(color: u32, full: Option<f64>) -> ConditionalFormatDataBar {
    let bars = ConditionalFormatDataBar::new()
        .set_fill_color(color)
        .set_solid_fill(true)
        .set_border_off(true)
        .set_minimum(ConditionalFormatType::Number, 0);
    match full {
        Some(full) => bars.set_maximum(ConditionalFormatType::Number, full),
        None => bars,
    }
}
