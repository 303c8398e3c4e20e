//! The texts of a workbook: those that its cells share, and those that stand in a cell (ECMA-376 part 1, 18.4).

use std::io::Read;

use crate::source::ReadProblem;
use crate::source::emit::Halt;

use super::cells::decimal;
use super::markup::{Markup, Piece, Tag, cut_off};

/// The shared strings of a workbook, by number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them.
    pub(super) fn read(part: impl Read, longest: usize) -> Result<Strings, Halt> {
        let mut markup = Markup::new(part, longest);
        let mut strings = Strings::default();
        let read = strings.take(&mut markup);
        markup.finish(read).map(|()| strings)
    }

    fn take<R: Read>(&mut self, markup: &mut Markup<R>) -> Result<(), Halt> {
        let mut stated = 0;
        loop {
            match markup.next()? {
                Piece::Open(tag) if tag.name == b"si" => {
                    if !tag.is_empty {
                        item(markup, b"si", &mut self.text)?;
                    }
                    self.ends.push(self.text.len());
                }
                Piece::Open(tag) if tag.name == b"sst" => {
                    let mut attributes = tag.attributes();
                    let count = attributes.find(|(name, _)| *name == b"uniqueCount");
                    stated = count.map_or(0, |(_, number)| decimal(number).unwrap_or(usize::MAX));
                    if tag.is_empty {
                        break;
                    }
                }
                Piece::Close(b"sst") => break,
                Piece::End => return Err(cut_off()),
                _ => {}
            }
        }
        self.check(stated)
    }

    /// Where a workbook states many more strings than it has, some are gone, and numbers of strings may lead to others. Some
    /// programs state the number of references instead.
    fn check(&self, stated: usize) -> Result<(), Halt> {
        const SPARE: usize = 1_000_000;
        let count = self.ends.len();
        if stated <= count.saturating_add(SPARE) {
            return Ok(());
        }
        Err(ReadProblem::Damaged(format!(
            "it states {stated} shared strings, and holds {count}"
        ))
        .into())
    }

    /// A string; `None` for a number that the workbook does not have.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let before = number.checked_sub(1).map(|before| self.ends.get(before));
        let start = before.flatten().copied().unwrap_or_default();
        self.text.get(start..end)
    }
}

/// Appends the text of a string item up to its end tag: of all its runs, without readings (phonetic runs).
pub(super) fn item<R: Read>(
    markup: &mut Markup<R>,
    name: &[u8],
    text: &mut String,
) -> Result<(), Halt> {
    let mut run = String::new();
    loop {
        match markup.next()? {
            Piece::Open(tag) if tag.name == b"t" => {
                if tag.is_empty {
                    continue;
                }
                let is_preserved = keeps_space(tag);
                run.clear();
                markup.text_until(b"t", &mut run)?;
                let shown = if is_preserved {
                    run.as_str()
                } else {
                    run.trim_matches([' ', '\t', '\r', '\n'])
                };
                push_unescaped(shown, text);
            }
            Piece::Open(tag) if tag.name == b"rPh" => {
                let is_empty = tag.is_empty;
                markup.skip_element(is_empty)?;
            }
            Piece::Close(closed) if closed == name => return Ok(()),
            Piece::End => return Err(cut_off()),
            _ => {}
        }
    }
}

fn keeps_space(tag: Tag<'_>) -> bool {
    tag.attributes()
        .any(|(name, value)| name == b"xml:space" && value == b"preserve")
}

/// Appends a text with `_x000D_` and its like made the UTF-16 code unit that they stand for (ECMA-376 part 1, 22.9.2.19,
/// ST_Xstring).
pub(super) fn push_unescaped(text: &str, unescaped: &mut String) {
    let mut rest = text;
    if memchr::memchr(b'_', text.as_bytes()).is_none() {
        unescaped.push_str(text);
        return;
    }
    while let Some(at) = rest.find("_x") {
        let (before, tail) = rest.split_at(at);
        unescaped.push_str(before);
        let Some(first) = escaped_unit(tail) else {
            unescaped.push_str("_x");
            rest = tail.get(2..).unwrap_or_default();
            continue;
        };
        let mut units = vec![first];
        rest = tail.get(ESCAPE..).unwrap_or_default();
        if matches!(first, 0xd800..=0xdbff)
            && let Some(low @ 0xdc00..=0xdfff) = escaped_unit(rest)
        {
            units.push(low);
            rest = rest.get(ESCAPE..).unwrap_or_default();
        }
        let chars = char::decode_utf16(units);
        unescaped.extend(chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
    }
    unescaped.push_str(rest);
}

/// The length of `_x000D_`.
const ESCAPE: usize = 7;

fn escaped_unit(text: &str) -> Option<u16> {
    let digits = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_that_a_reader_sees() {
        let xml = "<?xml version=\"1.0\"?><sst uniqueCount=\"9\" xmlns=\"x\">\
            <si><t>plain</t></si><si/><si><t/></si>\
            <si><t xml:space=\"preserve\"> kept </t></si><si><t> cut\u{a0} </t></si>\
            <si><r><rPr><b/></rPr><t>two </t></r><r><t xml:space='preserve'> runs</t></r></si>\
            <si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr/></si>\
            <si><t>a&amp;b<![CDATA[<c>]]> &#10;</t></si><x:si><x:t>prefixed</x:t></x:si></sst><si><t>after</t></si>";
        let strings = Strings::read(xml.as_bytes(), 0).unwrap();
        let all: Vec<&str> = (0..).map_while(|number| strings.get(number)).collect();
        assert_eq!(
            all,
            [
                "plain",
                "",
                "",
                " kept ",
                "cut\u{a0}",
                "two runs",
                "東京",
                "a&b<c>",
                "prefixed"
            ]
        );
        assert!(Strings::read("<sst><si><t>cut off".as_bytes(), 0).is_err());
        assert!(Strings::read("".as_bytes(), 0).is_err());
        for (stated, good) in [
            ("2", true),
            ("900", true),
            ("4294967295", false),
            ("9".repeat(40).as_str(), false),
        ] {
            let xml = format!("<sst uniqueCount = '{stated}'><si><t>a</t></si></sst>");
            assert_eq!(Strings::read(xml.as_bytes(), 0).is_ok(), good, "{stated}");
        }
        assert_eq!(Strings::read("<sst/>".as_bytes(), 0).unwrap().get(0), None);
    }

    #[test]
    fn escapes_of_spreadsheets_are_characters() {
        for (text, wanted) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_!", "\u{fffd}!"),
            ("_xDCF7_", "\u{fffd}"),
            ("_x00D_ _xyz1_ _x_x0041_", "_x00D_ _xyz1_ _xA"),
            ("_x+041_", "_x+041_"),
            ("snake_case_x", "snake_case_x"),
        ] {
            let mut unescaped = String::new();
            push_unescaped(text, &mut unescaped);
            assert_eq!(unescaped, wanted, "{text}");
        }
    }
}
