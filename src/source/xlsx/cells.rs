//! The rows of a worksheet (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4), from top to bottom as they come.

use std::io::Read;

use crate::model::OwnedCell;
use crate::source::emit::{Emitter, Halt};
use crate::source::shown::as_shown;
use crate::source::value;

use super::Workbook;
use super::formats::Meaning;
use super::markup::{Markup, Piece, Tag, cut_off};
use super::strings::{item, push_unescaped};

/// Rows and columns of a worksheet (Excel's specifications).
const MAX_ROWS: u32 = 1_048_576;
const MAX_COLUMNS: u32 = 16_384;

/// Emits the rows of a worksheet. What stands before a fault is emitted all the same.
pub(super) fn emit(
    part: impl Read,
    workbook: &Workbook,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let mut reader = CellReader {
        markup: Markup::new(part, emitter.text_bytes().saturating_mul(6)),
        workbook,
        row: 0,
        column: 0,
        is_done: false,
        text: String::new(),
    };
    let read = reader.rows(emitter);
    reader.markup.finish(read)
}

/// A worksheet on its way in.
struct CellReader<'w, R> {
    markup: Markup<R>,
    workbook: &'w Workbook,
    /// Where the next cell stands if it does not say.
    row: u32,
    column: u32,
    is_done: bool,
    text: String,
}

/// What a cell says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A number, or whatever stands there.
    Number,
    /// The number of a shared string.
    Shared,
    /// Text of its own.
    Inline,
    /// The text of a formula.
    Formula,
    Bool,
    Error,
    /// A date in ISO 8601.
    Date,
}

/// What the tag of a cell says.
struct Head {
    kind: Kind,
    style: Option<usize>,
}

impl<R: Read> CellReader<'_, R> {
    fn rows(&mut self, emitter: &mut Emitter<'_>) -> Result<(), Halt> {
        self.enter()?;
        let mut current = 0;
        let mut cells: Vec<(u32, OwnedCell)> = Vec::new();
        loop {
            let next = self.next().and_then(|cell| match cell {
                Some((row, column, _)) if row >= MAX_ROWS || column >= MAX_COLUMNS => {
                    Err(Halt::sheet("a cell lies outside of the sheet"))
                }
                cell => Ok(cell),
            });
            let (row, column, cell) = match next {
                Ok(Some(cell)) => cell,
                Ok(None) => return emitter.row(current, cells),
                Err(halt) => {
                    emitter.row(current, cells)?;
                    return Err(halt);
                }
            };
            if row != current {
                let width = cells.len();
                let before = std::mem::replace(&mut cells, Vec::with_capacity(width));
                emitter.row(current, before)?;
                current = row;
            }
            if let Some(cell) = cell {
                cells.push((column, cell));
            }
        }
    }

    /// Goes to the rows.
    fn enter(&mut self) -> Result<(), Halt> {
        loop {
            match self.markup.next()? {
                Piece::Open(tag) if tag.name == b"sheetData" => {
                    self.is_done = tag.is_empty;
                    return Ok(());
                }
                Piece::End => return Err(Halt::sheet("it has no rows of cells")),
                _ => {}
            }
        }
    }

    /// Row, column and value of the next cell; `None` behind the last.
    fn next(&mut self) -> Result<Option<(u32, u32, Option<OwnedCell>)>, Halt> {
        while !self.is_done {
            match self.markup.next()? {
                Piece::Open(tag) if tag.name == b"c" => {
                    let is_empty = tag.is_empty;
                    let head = head(tag, &mut self.row, &mut self.column)?;
                    let (row, column) = (self.row, self.column);
                    let cell = if is_empty { None } else { self.value(&head)? };
                    self.column = column.saturating_add(1);
                    return Ok(Some((row, column, cell)));
                }
                Piece::Open(tag) if tag.name == b"row" => {
                    let mut attributes = tag.attributes();
                    if let Some((_, number)) = attributes.find(|(name, _)| *name == b"r") {
                        self.row = place(number)?.0;
                    }
                    if tag.is_empty {
                        self.row = self.row.saturating_add(1);
                    }
                    self.column = 0;
                }
                Piece::Close(b"row") => {
                    self.row = self.row.saturating_add(1);
                    self.column = 0;
                }
                Piece::Close(b"sheetData") => self.is_done = true,
                Piece::End => return Err(cut_off()),
                _ => {}
            }
        }
        Ok(None)
    }

    /// The value of a cell, up to its end tag.
    fn value(&mut self, head: &Head) -> Result<Option<OwnedCell>, Halt> {
        let mut cell = None;
        loop {
            match self.markup.next()? {
                Piece::Open(tag) => {
                    let is_empty = tag.is_empty;
                    match tag.name {
                        b"v" if !is_empty => {
                            self.text.clear();
                            self.markup.text_until(b"v", &mut self.text)?;
                            // The value of a text of its own stands in `is`; `v` repeats it.
                            if head.kind != Kind::Inline {
                                cell = self.read(head)?;
                            }
                        }
                        b"is" if !is_empty => {
                            self.text.clear();
                            item(&mut self.markup, b"is", &mut self.text)?;
                            cell = value::of_text(&self.text);
                        }
                        _ => self.markup.skip_element(is_empty)?,
                    }
                }
                Piece::Close(b"c") => return Ok(cell),
                Piece::End => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// What the text of `v` stands for.
    fn read(&self, head: &Head) -> Result<Option<OwnedCell>, Halt> {
        let text = self.text.as_str();
        if text.is_empty() {
            return Ok(None);
        }
        Ok(match head.kind {
            Kind::Shared => {
                let number = text.trim().parse().ok();
                let shared = number.and_then(|number| self.workbook.strings.get(number));
                let lacking = || Halt::sheet(format!("it has no shared string {text}"));
                value::of_text(shared.ok_or_else(lacking)?)
            }
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) => Some(self.number(number, head.style)),
                Err(_) => value::of_text(text),
            },
            Kind::Formula => {
                let mut unescaped = String::new();
                push_unescaped(text, &mut unescaped);
                value::of_text(&unescaped)
            }
            Kind::Bool => match text.trim() {
                "" => None,
                "0" => Some(OwnedCell::Bool(false)),
                "1" => Some(OwnedCell::Bool(true)),
                flag if flag.eq_ignore_ascii_case("false") => Some(OwnedCell::Bool(false)),
                flag if flag.eq_ignore_ascii_case("true") => Some(OwnedCell::Bool(true)),
                _ => value::of_text(text),
            },
            Kind::Error => Some(OwnedCell::Error(text.to_owned())),
            Kind::Date => value::of_iso_date(text),
            Kind::Inline => None,
        })
    }

    fn number(&self, number: f64, style: Option<usize>) -> OwnedCell {
        let is_1904 = self.workbook.is_1904;
        // A cell without a style has the first.
        let Some(format) = self.workbook.formats.get(style.unwrap_or(0)) else {
            return value::of_number(number);
        };
        match (format.meaning, &format.shape) {
            (Meaning::Date, _) if style.is_some() => value::of_serial(number, is_1904),
            (Meaning::Duration, _) if style.is_some() => value::of_serial(number, false),
            (Meaning::Number, Some(shape)) if number.is_finite() => as_shown(number, shape),
            _ => value::of_number(number),
        }
    }
}

/// Takes a cell's tag apart and moves to its place.
fn head(tag: Tag<'_>, row: &mut u32, column: &mut u32) -> Result<Head, Halt> {
    let mut head = Head {
        kind: Kind::Number,
        style: None,
    };
    for (name, written) in tag.attributes() {
        match name {
            b"r" => {
                let (at_row, at_column) = place(written)?;
                let lacking = || Halt::sheet("a cell has a row and no column");
                (*row, *column) = (at_row, at_column.ok_or_else(lacking)?);
            }
            b"s" => head.style = Some(decimal(written).unwrap_or(0)),
            b"t" => {
                head.kind = match written {
                    b"s" => Kind::Shared,
                    b"inlineStr" | b"is" => Kind::Inline,
                    b"str" => Kind::Formula,
                    b"b" => Kind::Bool,
                    b"e" => Kind::Error,
                    b"d" => Kind::Date,
                    _ => Kind::Number,
                }
            }
            _ => {}
        }
    }
    Ok(head)
}

/// A number of decimal digits.
pub(super) fn decimal(digits: &[u8]) -> Option<usize> {
    digits.iter().try_fold(0_usize, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        number.checked_mul(10)?.checked_add(usize::from(digit))
    })
}

/// Row and column of `B7`, both from 0; the column may be missing.
fn place(written: &[u8]) -> Result<(u32, Option<u32>), Halt> {
    let outside = || {
        let shown: String = String::from_utf8_lossy(written).chars().take(20).collect();
        Halt::sheet(format!("`{shown}` is no cell"))
    };
    let (mut column, mut row) = (Some(0_u32), None);
    for byte in written {
        match byte {
            b'0'..=b'9' => {
                let digit = u32::from(byte - b'0');
                row = Some(
                    row.unwrap_or(Some(0_u32))
                        .and_then(|row| row.checked_mul(10)?.checked_add(digit)),
                );
            }
            _ if row.is_none() && byte.is_ascii_alphabetic() => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.and_then(|column| column.checked_mul(26)?.checked_add(letter));
            }
            _ => return Err(outside()),
        }
    }
    let row = row.flatten().and_then(|row| row.checked_sub(1));
    let (row, column) = row.zip(column).ok_or_else(outside)?;
    Ok((row, column.checked_sub(1)))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::model::SheetEvent;
    use crate::source::Limits;
    use crate::source::xlsx::formats::Format;
    use crate::source::xlsx::strings::Strings;

    fn workbook() -> Workbook {
        let strings = "<sst><si><t>shared</t></si><si><t/></si></sst>";
        let format = |meaning| Format {
            meaning,
            shape: None,
        };
        Workbook {
            sheets: Vec::new(),
            formats: vec![
                format(Meaning::Number),
                format(Meaning::Date),
                format(Meaning::Duration),
            ],
            strings: Strings::read(strings.as_bytes(), 0).unwrap(),
            is_1904: true,
        }
    }

    /// The cells of a sheet as `B7=text`, and why it ended early.
    fn read(xml: &str) -> Vec<String> {
        let limits = Limits::default();
        let mut cells = Vec::new();
        let mut sink = |event: SheetEvent| {
            match event {
                SheetEvent::Row { row, cells: filled } => {
                    cells.extend(filled.iter().map(|(column, cell)| {
                        format!("{}={cell:?}", crate::model::cell_name(row, *column))
                    }));
                }
                SheetEvent::Failed { reason, .. } => cells.push(reason),
                _ => {}
            }
            ControlFlow::Continue(())
        };
        let mut emitter = Emitter::new(&limits, &mut sink);
        let workbook = workbook();
        emitter
            .sheet("S", |emitter| emit(xml.as_bytes(), &workbook, emitter))
            .unwrap();
        cells
    }

    fn in_cell(cell: &str) -> Vec<String> {
        read(&format!(
            "<worksheet><sheetData><row r=\"1\">{cell}</row></sheetData></worksheet>"
        ))
    }

    #[test]
    fn every_kind_of_cell_has_its_value() {
        for (cell, wanted) in [
            ("<c r='A1'><v>1.50</v></c>", "A1=Number(1.5)"),
            ("<c r='A1' t='n'><v>-2e3</v></c>", "A1=Number(-2000.0)"),
            ("<c r='A1' s='1'><v>0.5</v></c>", "A1=Serial(0.5)"),
            ("<c r='A1' s='1'><v>2</v></c>", "A1=Serial(1464.0)"),
            ("<c r='A1' s='2'><v>2</v></c>", "A1=Serial(2.0)"),
            ("<c r='A1' s='99'><v>2</v></c>", "A1=Number(2.0)"),
            ("<c r='A1'><v>1e999</v></c>", "A1=Error(\"#NUM!\")"),
            ("<c r='A1'><v>soon</v></c>", "A1=Text(\"soon\")"),
            ("<c r='A1' t='s'><v>0</v></c>", "A1=Text(\"shared\")"),
            ("<c r='A1' t='s'><v>1</v></c>", ""),
            ("<c r='A1' t='s'><v/></c>", ""),
            (
                "<c r='A1' t='str'><f>A2&amp;\"x\"</f><v>a_x0041_&lt;</v></c>",
                "A1=Text(\"aA<\")",
            ),
            (
                "<c r='A1' t='inlineStr'><is><t>in</t></is></c>",
                "A1=Text(\"in\")",
            ),
            (
                "<c r='A1' t='inlineStr'><v>no</v><is><r><t>a</t></r></is></c>",
                "A1=Text(\"a\")",
            ),
            ("<c r='A1' t='b'><v>1</v></c>", "A1=Bool(true)"),
            ("<c r='A1' t='b'><v>FALSE</v></c>", "A1=Bool(false)"),
            (
                "<c r='A1' t='e'><v>#SPILL!</v></c>",
                "A1=Error(\"#SPILL!\")",
            ),
            (
                "<c r='A1' t='d'><v>2026-03-01</v></c>",
                "A1=Serial(46082.0)",
            ),
            ("<c r='A1' t='zz'><v>7</v></c>", "A1=Number(7.0)"),
            (
                "<c r='A1'><v>7</v><extLst><ext><v>8</v></ext></extLst></c>",
                "A1=Number(7.0)",
            ),
            ("<c r='A1'><f>1+1</f></c>", ""),
            ("<c r='A1'/>", ""),
            ("<x:c r='A1'><x:v>7</x:v></x:c>", "A1=Number(7.0)"),
        ] {
            let wanted: Vec<&str> = Some(wanted)
                .filter(|text| !text.is_empty())
                .into_iter()
                .collect();
            assert_eq!(in_cell(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn cells_that_do_not_say_where_they_stand_follow_each_other() {
        let xml = "<worksheet><sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row><row/>\
            <row><c r='C3'><v>3</v></c><c><v>4</v></c></row><row r='9'><c><v>5</v></c></row>\
            </sheetData><c r='A1'><v>no</v></c></worksheet>";
        assert_eq!(
            read(xml),
            [
                "A1=Number(1.0)",
                "C1=Number(2.0)",
                "C3=Number(3.0)",
                "D3=Number(4.0)",
                "A9=Number(5.0)"
            ]
        );
        assert_eq!(
            read("<worksheet><sheetData/><c r='A1'><v>1</v></c></worksheet>"),
            [""; 0]
        );
    }

    #[test]
    fn what_stands_before_a_fault_is_kept() {
        for (end, reason) in [
            ("<c r='B1'><v>", "it ends in the middle"),
            ("<c r='B1' t='s'><v>9</v></c>", "it has no shared string 9"),
            ("<c r='1'><v>9</v></c>", "a cell has a row and no column"),
            ("<c r='B0'/>", "`B0` is no cell"),
            ("<c r='$B$1'/>", "`$B$1` is no cell"),
            ("<c r='ZZZZZZZZZZ1'/>", "`ZZZZZZZZZZ1` is no cell"),
            ("<c r='XFE1'/>", "a cell lies outside of the sheet"),
            ("<c r='A1048577'/>", "a cell lies outside of the sheet"),
            ("<c><is><t>&b;</t></is></c>", "`&b;` is not known"),
        ] {
            let cells = in_cell(&format!("<c r='A1'><v>1</v></c>{end}"));
            assert_eq!(cells, ["A1=Number(1.0)", reason], "{end}");
        }
        assert_eq!(read("<html></html>"), ["it has no rows of cells"]);
    }
}
