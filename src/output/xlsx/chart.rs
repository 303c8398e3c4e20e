//! Native charts over cells of the workbook: no pictures, so that they follow when people change the figures.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSeries,
    ChartSolidFill, ChartType,
};

use super::look::{ACCENT, INK};

/// Rows of a sheet that a chart covers.
pub(super) const ROWS: u32 = 13;

const GRID: u32 = 0xE3_E8_EC;

/// What a chart shows: one series.
pub(super) struct Series<'s> {
    /// The sheet that holds the cells.
    pub(super) sheet: &'s str,
    /// First and last row, from 0.
    pub(super) rows: (u32, u32),
    /// Columns of the categories and the values.
    pub(super) columns: (u16, u16),
    /// The title.
    pub(super) title: &'s str,
    /// Number format of the values; empty for that of the cells.
    pub(super) format: &'s str,
}

impl Series<'_> {
    fn series(&self) -> ChartSeries {
        let (first, last) = self.rows;
        let (names, values) = self.columns;
        let mut series = ChartSeries::new();
        series
            .set_categories((self.sheet, first, names, last, names))
            .set_values((self.sheet, first, values, last, values))
            .set_name(self.title);
        series
    }

    fn chart(&self, kind: ChartType, series: &ChartSeries) -> Chart {
        let mut chart = Chart::new(kind);
        chart.push_series(series);
        let mut title = ChartFont::new();
        title.set_size(12).set_bold().set_color(INK);
        chart.title().set_name(self.title).set_font(&title);
        chart.set_width(520).set_height(260);
        let mut frame = ChartFormat::new();
        frame.set_no_border();
        chart.chart_area().set_format(&mut frame);
        chart.set_alt_text(self.title);
        chart
    }

    fn with_axes(&self, kind: ChartType, series: &ChartSeries) -> Chart {
        let mut chart = self.chart(kind, series);
        let mut grid = ChartLine::new();
        grid.set_color(GRID).set_width(0.75);
        chart
            .y_axis()
            .set_major_gridlines(true)
            .set_major_gridlines_line(&grid);
        if !self.format.is_empty() {
            chart.y_axis().set_num_format(self.format);
        }
        chart.legend().set_hidden();
        chart
    }

    fn label(&self) -> ChartDataLabel {
        let mut label = ChartDataLabel::new();
        label.show_value();
        if !self.format.is_empty() {
            label.set_num_format(self.format);
        }
        label
    }

    /// Parts of a whole.
    pub(super) fn doughnut(&self, colors: &[u32]) -> Chart {
        let mut label = ChartDataLabel::new();
        label.show_percentage();
        let mut series = self.series();
        series.set_point_colors(colors).set_data_label(&label);
        let mut chart = self.chart(ChartType::Doughnut, &series);
        chart.set_hole_size(55);
        chart.legend().set_position(ChartLegendPosition::Right);
        chart
    }

    /// One column a category, in its own colour.
    pub(super) fn columns(&self, colors: &[u32]) -> Chart {
        let mut series = self.series();
        series
            .set_point_colors(colors)
            .set_gap(60)
            .set_data_label(&self.label());
        self.with_axes(ChartType::Column, &series)
    }

    /// One bar a category, the first on top.
    pub(super) fn bars(&self) -> Chart {
        let mut fill = ChartSolidFill::new();
        fill.set_color(ACCENT);
        let mut format = ChartFormat::new();
        format.set_solid_fill(&fill);
        let mut series = self.series();
        series
            .set_format(&mut format)
            .set_gap(50)
            .set_data_label(&self.label());
        let mut chart = self.chart(ChartType::Bar, &series);
        // The library calls the upright axis y, whatever it holds: here the categories.
        chart.y_axis().set_reverse().set_major_gridlines(false);
        chart.x_axis().set_hidden(true).set_major_gridlines(false);
        chart.legend().set_hidden();
        chart
    }

    /// A course over time.
    pub(super) fn line(&self) -> Chart {
        let mut line = ChartLine::new();
        line.set_color(ACCENT).set_width(2.25);
        let mut format = ChartFormat::new();
        format.set_line(&line);
        let mut series = self.series();
        series.set_format(&mut format);
        self.with_axes(ChartType::Line, &series)
    }
}
