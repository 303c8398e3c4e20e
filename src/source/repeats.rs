//! How many cells the content of an .ods file stands for, before a library makes them.
//!
//! One element may stand for 16,384 equal cells and one row for a million equal rows, so that a few kilobytes ask for
//! gigabytes. This counts what the library will hold, by looking at the tags only; it is no XML parser and reads no value.

use super::{Limits, ReadProblem};

/// A worksheet's columns; the library holds no more in a row.
const MAX_COLUMNS: u64 = 16_384;
/// A worksheet's rows.
const MAX_ROWS: u64 = 1_048_576;
/// The longest tag that makes sense: a cell's text may be an attribute.
const MAX_TAG: usize = 8 << 20;

/// Where the scanner stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    Quoted(u8),
    /// Inside a comment, a CDATA section or an instruction that ends with these bytes.
    Skipped(&'static [u8]),
}

/// Adds up cells and text over all tables of one `content.xml`.
pub(super) struct Repeats<'a> {
    limits: &'a Limits,
    state: State,
    tag: Vec<u8>,
    text: u64,
    cell: u64,
    row: Row,
    table: Table,
    cells: u64,
    bytes: u64,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    repeats: u64,
    width: u64,
    empty: u64,
    bytes: u64,
}

/// The table that is being read.
#[derive(Default)]
struct Table {
    height: u64,
    empty: u64,
    width: u64,
}

impl<'a> Repeats<'a> {
    pub(super) fn new(limits: &'a Limits) -> Repeats<'a> {
        Repeats {
            limits,
            state: State::Text,
            tag: Vec::new(),
            text: 0,
            cell: 0,
            row: Row::default(),
            table: Table::default(),
            cells: 0,
            bytes: 0,
        }
    }

    /// Takes the next bytes of the part.
    pub(super) fn feed(&mut self, chunk: &[u8]) -> Result<(), ReadProblem> {
        for byte in chunk {
            match (self.state, *byte) {
                (State::Text, b'<') => {
                    self.tag.clear();
                    self.state = State::Tag;
                }
                (State::Text, _) => self.text += 1,
                (State::Tag, b'>') => {
                    self.state = State::Text;
                    let tag = std::mem::take(&mut self.tag);
                    self.on_tag(&tag)?;
                    self.tag = tag;
                }
                (State::Tag, byte) => {
                    if matches!(byte, b'"' | b'\'') {
                        self.state = State::Quoted(byte);
                    }
                    self.tag.push(byte);
                    self.state = match self.tag.as_slice() {
                        b"!--" => State::Skipped(b"-->"),
                        b"![CDATA[" => State::Skipped(b"]]>"),
                        b"?" => State::Skipped(b"?>"),
                        _ => self.state,
                    };
                    if self.state != State::Tag {
                        self.text += self.tag.len() as u64;
                    }
                }
                (State::Quoted(quote), byte) => {
                    if byte == quote {
                        self.state = State::Tag;
                    }
                    self.tag.push(byte);
                }
                (State::Skipped(end), byte) => {
                    self.text += 1;
                    if self.tag.len() >= end.len() {
                        self.tag.remove(0);
                    }
                    self.tag.push(byte);
                    if self.tag == end {
                        self.state = State::Text;
                    }
                }
            }
            if self.tag.len() > MAX_TAG {
                return Err(ReadProblem::Damaged(
                    "`content.xml` holds a tag without an end".to_owned(),
                ));
            }
        }
        Ok(())
    }

    fn on_tag(&mut self, tag: &[u8]) -> Result<(), ReadProblem> {
        let closed = tag.last() == Some(&b'/');
        let end = tag
            .iter()
            .position(|byte| {
                byte.is_ascii_whitespace() || *byte == b'/' && tag.first() != Some(byte)
            })
            .unwrap_or(tag.len());
        match tag.get(..end).unwrap_or_default() {
            b"table:table-row" => {
                self.row = Row {
                    repeats: count(tag, b"table:number-rows-repeated").min(MAX_ROWS),
                    ..Row::default()
                };
                if closed {
                    return self.end_row();
                }
            }
            b"/table:table-row" => return self.end_row(),
            b"table:table-cell" | b"table:covered-table-cell" => {
                let repeats = count(tag, b"table:number-columns-repeated").min(MAX_COLUMNS);
                if contains(tag, b"value") || contains(tag, b"formula") {
                    self.row.width = (self.row.width + self.row.empty + repeats).min(MAX_COLUMNS);
                    self.row.empty = 0;
                    self.cell = repeats;
                    self.text = tag.len() as u64;
                } else {
                    self.row.empty = (self.row.empty + repeats).min(MAX_COLUMNS);
                    self.cell = 0;
                }
                if closed {
                    self.end_cell();
                }
            }
            b"/table:table-cell" | b"/table:covered-table-cell" => self.end_cell(),
            b"text:s" => self.text = self.text.saturating_add(count(tag, b"text:c")),
            b"/table:table" => self.end_table(),
            _ => {}
        }
        self.check()
    }

    fn end_cell(&mut self) {
        self.row.bytes = self
            .row
            .bytes
            .saturating_add(self.text.saturating_mul(self.cell));
        self.cell = 0;
        self.text = 0;
    }

    fn end_row(&mut self) -> Result<(), ReadProblem> {
        let row = std::mem::take(&mut self.row);
        if row.width == 0 {
            self.table.empty = self.table.empty.saturating_add(row.repeats);
            return self.check();
        }
        // The library holds the row once as read, and once for each repetition.
        self.cells += row.width;
        self.bytes = self
            .bytes
            .saturating_add(row.bytes.saturating_mul(row.repeats.saturating_add(1)));
        if self.table.height > 0 {
            self.table.height = self.table.height.saturating_add(self.table.empty);
        }
        self.table.height = self.table.height.saturating_add(row.repeats);
        self.table.empty = 0;
        self.table.width = self.table.width.max(row.width);
        self.check()
    }

    fn end_table(&mut self) {
        let table = std::mem::take(&mut self.table);
        self.cells = self
            .cells
            .saturating_add(table.height.saturating_mul(table.width));
    }

    fn check(&self) -> Result<(), ReadProblem> {
        let held = self
            .cells
            .saturating_add(self.table.height.saturating_mul(self.table.width));
        if held > self.limits.held_cells {
            return Err(ReadProblem::Damaged(format!(
                "its sheets spread over more than {} cells",
                self.limits.held_cells
            )));
        }
        if self.bytes.saturating_add(self.row.bytes) > self.limits.held_bytes {
            return Err(ReadProblem::TooLarge(self.limits.held_bytes));
        }
        Ok(())
    }
}

/// The number in an attribute; 1 where it is absent.
fn count(tag: &[u8], name: &[u8]) -> u64 {
    let Some(at) = find(tag, name) else {
        return 1;
    };
    let digits = tag
        .iter()
        .skip(at + name.len())
        .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\''));
    digits
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0, |number: u64, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        })
}

fn contains(tag: &[u8], part: &[u8]) -> bool {
    find(tag, part).is_some()
}

fn find(tag: &[u8], part: &[u8]) -> Option<usize> {
    tag.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::Repeats;
    use crate::source::Limits;

    fn accepted(xml: &str, held_cells: u64, held_bytes: u64) -> bool {
        let limits = Limits {
            held_cells,
            held_bytes,
            ..Limits::default()
        };
        let mut repeats = Repeats::new(&limits);
        xml.as_bytes()
            .chunks(3)
            .try_for_each(|chunk| repeats.feed(chunk))
            .is_ok()
    }

    #[test]
    fn repeated_cells_and_rows_are_counted_as_what_they_stand_for() {
        let row = "<table:table><table:table-row table:number-rows-repeated=\"10\">\
            <table:table-cell/><table:table-cell office:value-type='string' \
            table:number-columns-repeated='4'><text:p>abcd</text:p></table:table-cell>\
            <table:table-cell table:number-columns-repeated=\"16379\"/></table:table-row>\
            <table:table-row table:number-rows-repeated='1048566'><table:table-cell/></table:table-row></table:table>";
        // One row of 5 as read, and 10 rows of 5.
        assert!(accepted(row, 55, 1 << 30));
        assert!(!accepted(row, 54, 1 << 30));
        assert!(!accepted(row, 55, 11 * 4 * 4));
    }

    #[test]
    fn comments_and_quotes_hide_nothing() {
        let row = "<!-- don't --><?x '?><table:table-row><table:table-cell office:value='>' \
            table:number-columns-repeated='9'/></table:table-row>";
        assert!(accepted(row, 18, 1 << 30));
        assert!(!accepted(row, 17, 1 << 30));
        assert!(!accepted(
            "<table:table-row><table:table-cell office:value-type='string'><text:s text:c='999999'/>\
             </table:table-cell></table:table-row>",
            9,
            999_999
        ));
    }
}
