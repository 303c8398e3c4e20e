//! What is drawn in the cells of a column: bars behind amounts, and the course of some months. Both stand outside the rows, so that
//! long sheets have them too.

use rust_xlsxwriter::{Sparkline, SparklineType, Worksheet, XlsxError};

/// What is drawn in the cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    /// Nothing.
    Nothing,
    /// Bars behind its numbers, of this colour.
    Bars(u32),
    /// The course of the numbers in the same row, from this column to that one. They stand on the same sheet, so that people can
    /// sort it.
    Course(u16, u16),
}

impl Drawn {
    /// Adds it to a sheet: the first and the last row, and the column.
    pub(super) fn add(self, sheet: &mut Worksheet, at: (u32, u32, u16)) -> Result<(), XlsxError> {
        let (first, last, column) = at;
        match self {
            Drawn::Nothing => {}
            Drawn::Bars(color) => {
                let bars = super::page::data_bars(color, None);
                sheet.add_conditional_format(first, column, last, column, &bars)?;
            }
            Drawn::Course(from, to) => {
                let name = sheet.name();
                let course = Sparkline::new()
                    .set_range((name.as_str(), first, from, last, to))
                    .set_type(SparklineType::Column)
                    .set_sparkline_color(super::look::ACCENT)
                    .set_custom_min(0)
                    .show_hidden_data(true);
                if first == last {
                    sheet.add_sparkline(first, column, &course)?;
                } else {
                    sheet.add_sparkline_group(first, column, last, column, &course)?;
                }
            }
        }
        Ok(())
    }
}
