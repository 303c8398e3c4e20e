//! The rows of long sheets, written straight into the packed workbook.
//!
//! The workbook library makes everything around them: columns, formats, header, filter, rules, and one empty row whose cells
//! have the formats of their columns. That row is replaced here by the real ones, which are made several stretches at once
//! (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73). The library alone spends three times as long on them, on one core. Knows nothing
//! of contacts.

use std::io::{Cursor, Read, Write};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::lang::Dress;
use crate::model::column_letters;
use crate::output::Sink;
use crate::output::view::Value;

use super::book::HUGE;
use super::cell::{cut, mail_formula, phone_formula, ratio_formula, serial, sum_formula};
use super::sheet::{Fill, Part};

/// Rows that one task writes.
const STRETCH: usize = 512;

/// Rows whose values are asked for at once: few enough to stay in the cache until they are written.
const BLOCK: usize = 64;

/// Why a workbook could not be packed.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A sheet whose rows are still to be written.
pub(super) struct LongSheet<'f, 'v> {
    /// Its number in the workbook, from 1.
    pub(super) number: usize,
    /// Its layout and which of its rows.
    pub(super) part: Part<'f>,
    /// What stands in them.
    pub(super) fill: &'f Fill<'f, 'v>,
    /// Widths of its columns in characters.
    pub(super) widths: Vec<f64>,
    /// Whether phones and addresses can be tapped.
    pub(super) links: bool,
    /// Calendar and digits of dates.
    pub(super) dress: Dress,
}

/// Copies a workbook and puts the rows of its long sheets in.
pub(super) fn pack(
    workbook: &[u8],
    sheets: &[LongSheet<'_, '_>],
    sink: &mut dyn Sink,
) -> Result<(), Failure> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut packed = ZipWriter::new(sink);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default());
    for index in 0..archive.len() {
        let name = archive.by_index_raw(index)?.name()?.into_owned();
        let is_here =
            |sheet: &&LongSheet<'_, '_>| name == format!("xl/worksheets/sheet{}.xml", sheet.number);
        let Some(sheet) = sheets.iter().find(is_here) else {
            packed.raw_copy_file(archive.by_index_raw(index)?)?;
            continue;
        };
        let mut xml = String::new();
        archive.by_index(index)?.read_to_string(&mut xml)?;
        let is_huge = sheet.part.end - sheet.part.start > HUGE;
        packed.start_file(name, options.large_file(is_huge))?;
        sheet.write(&xml, &mut packed)?;
    }
    packed.finish()?;
    Ok(())
}

/// The XML around the rows, and the formats of the row between.
struct Frame<'x> {
    head: String,
    tail: &'x str,
    styles: Vec<&'x str>,
}

impl LongSheet<'_, '_> {
    fn write(&self, xml: &str, out: &mut (impl Write + Send)) -> Result<(), Failure> {
        let frame = self.frame(xml).ok_or("the sheet has no row to replace")?;
        let columns = self.columns(&frame.styles);
        out.write_all(frame.head.as_bytes())?;
        let step = STRETCH * 2 * rayon::current_num_threads().max(1);
        let (start, end) = (self.part.start, self.part.end);
        let stretch = |from: usize| self.stretch(from..end.min(from + step), &columns);
        let mut ready = stretch(start);
        for next in (start + step..end + step).step_by(step) {
            let (written, after) = rayon::join(
                || ready.iter().try_for_each(|rows| out.write_all(rows)),
                || stretch(next.min(end)),
            );
            written?;
            ready = after;
        }
        out.write_all(frame.tail.as_bytes())?;
        Ok(())
    }

    /// Finds the empty row; the range of cells that the sheet states becomes that of all rows.
    fn frame<'x>(&self, xml: &'x str) -> Option<Frame<'x>> {
        let first = self.part.header + 2;
        let row = xml.find(&format!("<row r=\"{first}\""))?;
        let (head, rest) = xml.split_at_checked(row)?;
        let (template, tail) = rest.split_at_checked(rest.find("</row>")? + "</row>".len())?;
        let styles = template
            .split("<c ")
            .skip(1)
            .map(|cell| {
                cell.split_once("s=\"")
                    .and_then(|(_, style)| style.split('"').next())
            })
            .collect::<Option<Vec<&str>>>()?;
        let (before, range) = head.split_once("<dimension ref=\"")?;
        let (_, after) = range.split_once('"')?;
        let letters = column_letters(u32::from(self.part.last_column()));
        let last = self.part.last_row() + 1;
        let head = format!("{before}<dimension ref=\"A1:{letters}{last}\"{after}");
        // One style for each column, and that of links behind the last.
        (styles.len() == self.part.layout.columns.len() + 1).then_some(Frame { head, tail, styles })
    }

    fn columns(&self, styles: &[&str]) -> Vec<CellXml> {
        let link = styles.last().copied().unwrap_or_default();
        let columns = styles.iter().zip(&self.part.layout.columns).enumerate();
        columns
            .map(|(at, (style, column))| CellXml {
                column: at as u16,
                is_fill: column.kind.is_fill(),
                open: format!("<c r=\"{}", column_letters(at as u32)),
                style: format!("\" s=\"{style}\""),
                dress: self.dress,
                link: format!("\" s=\"{link}\""),
            })
            .collect()
    }

    /// The XML of some rows.
    fn stretch(&self, rows: std::ops::Range<usize>, columns: &[CellXml]) -> Vec<Vec<u8>> {
        let end = rows.end;
        let starts: Vec<usize> = rows.step_by(STRETCH).collect();
        starts
            .into_par_iter()
            .map(|start| {
                let mut xml = Vec::with_capacity(STRETCH * columns.len() * 48);
                let mut rows: Vec<Vec<Value<'_>>> = Vec::new();
                let stop = end.min(start + STRETCH);
                for first in (start..stop).step_by(BLOCK) {
                    rows.iter_mut().for_each(Vec::clear);
                    rows.resize_with(BLOCK.min(stop - first), Vec::new);
                    self.fill.rows(first, &mut rows);
                    for (at, row) in rows.iter().enumerate() {
                        self.row(first + at, row, columns, &mut xml);
                    }
                }
                xml
            })
            .collect()
    }

    fn row(&self, index: usize, row: &[Value<'_>], columns: &[CellXml], xml: &mut Vec<u8>) {
        let number = self.part.header + 1 + (index - self.part.start) as u32;
        let shown = (number + 1).to_string();
        add(xml, &["<row r=\"", &shown, "\""]);
        let height = self.part.lines(row, &self.widths);
        if height > 1 {
            let points = (15.5 * height as f64).to_string();
            add(xml, &[" ht=\"", &points, "\" customHeight=\"1\""]);
        }
        add(xml, &[">"]);
        for (column, value) in columns.iter().zip(row) {
            column.put((number, &shown), value, self.links, xml);
        }
        add(xml, &["</row>"]);
    }
}

/// What the cells of a column have in common.
struct CellXml {
    column: u16,
    /// Whether people type into it: framed even where it is empty, a date always a date.
    is_fill: bool,
    open: String,
    style: String,
    link: String,
    dress: Dress,
}

impl CellXml {
    /// One cell. Text stays text: it never becomes a formula or a tag.
    fn put(&self, at: (u32, &str), value: &Value<'_>, links: bool, xml: &mut Vec<u8>) {
        let (row, shown) = at;
        match value {
            Value::Empty if self.is_fill => add(xml, &[&self.open, shown, &self.style, "/>"]),
            Value::Empty => {}
            Value::Number(number) => self.number(shown, *number, xml),
            Value::Date(date) => match serial(*date) {
                Some(serial) if self.is_fill || self.dress.is_iso() => {
                    self.number(shown, serial, xml);
                }
                _ if self.is_fill => self.text(shown, &date.to_string(), xml),
                _ => self.text(shown, &self.dress.date(*date), xml),
            },
            Value::Phone(number, extension, text) if links && text.chars().count() <= 200 => {
                let (formula, result) = phone_formula((*number, *extension), text);
                self.formula((shown, &self.link), &formula, &result, xml);
            }
            Value::Email(address, text) => match mail_formula(address, text).filter(|_| links) {
                Some(formula) => self.formula((shown, &self.link), &formula, text, xml),
                None => self.text(shown, text, xml),
            },
            Value::Text(text) | Value::Phone(_, _, text) => self.text(shown, text, xml),
            Value::Place(_, _, _, text) | Value::Compared(_, text) => self.text(shown, text, xml),
            Value::Change(before, changed, after) => {
                self.text(shown, &format!("{before}{changed}{after}"), xml);
            }
            Value::Ratio(upper, lower, result) => {
                let formula = ratio_formula((row, self.column), *upper, *lower);
                self.formula((shown, &self.style), &formula, &result.to_string(), xml);
            }
            Value::Sum(first, last, result) => {
                let formula = sum_formula((row, self.column), *first, *last);
                self.formula((shown, &self.style), &formula, &result.to_string(), xml);
            }
        }
    }

    fn text(&self, row: &str, text: &str, xml: &mut Vec<u8>) {
        if text.is_empty() {
            return;
        }
        let text = cut(text);
        let whitespace = ['\t', '\n', ' '];
        let preserve = if text.starts_with(whitespace) || text.ends_with(whitespace) {
            " xml:space=\"preserve\""
        } else {
            ""
        };
        add(
            xml,
            &[
                &self.open,
                row,
                &self.style,
                " t=\"inlineStr\"><is><t",
                preserve,
                ">",
            ],
        );
        escape(&text, xml);
        add(xml, &["</t></is></c>"]);
    }

    fn number(&self, row: &str, number: f64, xml: &mut Vec<u8>) {
        if !number.is_finite() {
            return self.text(row, "#NUM!", xml);
        }
        add(xml, &[&self.open, row, &self.style, "><v>"]);
        // Writing to a vector cannot fail.
        let _ = if number.fract() == 0.0 && number.abs() < 1e9 {
            // Counts, serials of dates and most amounts: much cheaper than a fraction.
            write!(xml, "{}", number as i64)
        } else {
            write!(xml, "{number}")
        };
        add(xml, &["</v></c>"]);
    }

    fn formula(&self, at: (&str, &str), formula: &str, result: &str, xml: &mut Vec<u8>) {
        let kind = match result.parse::<f64>() {
            Ok(_) => "",
            Err(_) => " t=\"str\"",
        };
        add(xml, &[&self.open, at.0, at.1, kind, "><f>"]);
        escape(formula.strip_prefix('=').unwrap_or(formula), xml);
        add(xml, &["</f><v>"]);
        escape(result, xml);
        add(xml, &["</v></c>"]);
    }
}

fn add(xml: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        xml.extend_from_slice(part.as_bytes());
    }
}

/// Text of an element. Control characters become `_x001F_`, and so does the first sign of a text that looks like one
/// (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
fn escape(text: &str, xml: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let replaced: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'_' if is_escape(bytes.get(at..).unwrap_or_default()) => b"_x005F_",
            b'\t' | b'\n' | 0x20.. => continue,
            _ => {
                xml.extend_from_slice(bytes.get(from..at).unwrap_or_default());
                from = at + 1;
                let _ = write!(xml, "_x{byte:04X}_");
                continue;
            }
        };
        xml.extend_from_slice(bytes.get(from..at).unwrap_or_default());
        from = at + 1;
        xml.extend_from_slice(replaced);
    }
    xml.extend_from_slice(bytes.get(from..).unwrap_or_default());
}

/// Whether a text begins like `_x000D_`.
fn is_escape(text: &[u8]) -> bool {
    match text.get(..7) {
        Some([b'_', b'x', digits @ .., b'_']) => digits.iter().all(u8::is_ascii_hexdigit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Language, Numerals};
    use crate::model::Calendar;

    #[test]
    fn text_is_escaped_as_spreadsheets_read_it() {
        for (text, xml) in [
            ("a<b>&\"c\"", "a&lt;b&gt;&amp;\"c\""),
            ("two\nlines\t", "two\nlines\t"),
            (
                "bell \u{7} and return \r",
                "bell _x0007_ and return _x000D_",
            ),
            ("_x000D_ as typed", "_x005F_x000D_ as typed"),
            ("_x00D_ _xyz1_ _x12", "_x00D_ _xyz1_ _x12"),
            ("محمد & Иван", "محمد &amp; Иван"),
            ("", ""),
        ] {
            let mut out = Vec::new();
            escape(text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), xml, "{text:?}");
        }
    }

    #[test]
    fn cells_that_are_odd_do_not_break_the_file() {
        let column = CellXml {
            column: 1,
            is_fill: true,
            open: "<c r=\"B".into(),
            style: "\" s=\"4\"".into(),
            link: String::new(),
            dress: Dress {
                calendar: Calendar::Gregorian,
                numerals: Numerals::Latin,
                language: Language::English,
            },
        };
        let mut out = Vec::new();
        for number in [0.1, f64::NAN, 1e21] {
            column.put((6, "7"), &Value::Number(number), true, &mut out);
        }
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "<c r=\"B7\" s=\"4\"><v>0.1</v></c>\
             <c r=\"B7\" s=\"4\" t=\"inlineStr\"><is><t>#NUM!</t></is></c>\
             <c r=\"B7\" s=\"4\"><v>1000000000000000000000</v></c>"
        );
        let mut out = Vec::new();
        column.put((6, "7"), &Value::Empty, true, &mut out);
        assert_eq!(out, b"<c r=\"B7\" s=\"4\"/>");
    }
}
