//! XML as workbooks hold it (XML 1.0, UTF-8), taken from a stream piece by piece without building anything.
//!
//! Knows tags, attributes, text and the five entities; leaves out comments and instructions. A document type is refused, as
//! ECMA-376 part 2, 8.1.4 (markup of packages) asks, so that no entity is ever expanded. Tags are not matched with each other:
//! whoever reads knows what it waits for.

use std::io::Read;

use memchr::{memchr, memchr2, memmem};

use crate::source::ReadProblem;
use crate::source::emit::Halt;

/// Bytes that are read at a time.
const WINDOW: usize = 1 << 17;

/// The next piece of a document.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'b> {
    /// A start tag, or the tag of an empty element.
    Open(Tag<'b>),
    /// An end tag, by its name without prefix.
    Close(&'b [u8]),
    /// Text between tags, as it stands in the file.
    Text(&'b [u8]),
    /// Text of a CDATA section.
    Raw(&'b [u8]),
    /// The end of the document.
    End,
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'b> {
    /// Its name without prefix.
    pub(super) name: &'b [u8],
    /// Whether the element ends with it.
    pub(super) is_empty: bool,
    bytes: &'b [u8],
    attributes: &'b [Attribute],
}

/// Where the name (with its prefix) and the value of an attribute stand in their tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attribute {
    name: (usize, usize),
    value: (usize, usize),
}

impl<'b> Tag<'b> {
    /// Names and values as they stand in the file.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'b [u8], &'b [u8])> + use<'b> {
        let bytes = self.bytes;
        let part = move |(from, to): (usize, usize)| bytes.get(from..to).unwrap_or_default();
        let found = self.attributes.iter();
        found.map(move |found| (part(found.name), part(found.value)))
    }
}

/// A document on its way in.
pub(super) struct Markup<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    ended: bool,
    longest: usize,
    attributes: Vec<Attribute>,
}

impl<R: Read> Markup<R> {
    /// A document of which no tag and no text may be longer than `longest` bytes.
    pub(super) fn new(input: R, longest: usize) -> Markup<R> {
        Markup {
            input,
            buffer: vec![0; WINDOW],
            at: 0,
            end: 0,
            ended: false,
            longest: longest.max(WINDOW),
            attributes: Vec::new(),
        }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<Piece<'_>, Halt> {
        loop {
            let Some(first) = self.byte(0)? else {
                return Ok(Piece::End);
            };
            if first != b'<' {
                let stop = self.find(1, b'<')?.unwrap_or(self.end - self.at);
                return Ok(Piece::Text(self.take(stop)));
            }
            match self.byte(1)? {
                Some(b'?') => self.skip_past(b"?>")?,
                Some(b'!') => {
                    if self.begins_with(b"<!--")? {
                        self.take(4);
                        self.skip_past(b"-->")?;
                    } else if self.begins_with(b"<![CDATA[")? {
                        self.take(9);
                        return self.raw();
                    } else {
                        return Err(Halt::sheet("it declares a document type"));
                    }
                }
                Some(b'/') => {
                    let mut stop = 2;
                    while self.byte(stop)?.ok_or_else(cut_off)? != b'>' {
                        stop += 1;
                    }
                    let tag = self.take(stop + 1);
                    let name = tag.get(2..stop).unwrap_or_default();
                    return Ok(Piece::Close(local(name.trim_ascii_end())));
                }
                _ => return self.open().map(Piece::Open),
            }
        }
    }

    /// Takes a start tag.
    fn open(&mut self) -> Result<Tag<'_>, Halt> {
        let scanned = loop {
            self.attributes.clear();
            let window = self.buffer.get(self.at..self.end).unwrap_or_default();
            if let Some(scanned) = scan(window, &mut self.attributes) {
                break scanned;
            }
            if !self.fill()? {
                return Err(cut_off());
            }
        };
        let from = self.at;
        self.at += scanned.length;
        let bytes = self.buffer.get(from..self.at).unwrap_or_default();
        Ok(Tag {
            name: bytes
                .get(scanned.name.0..scanned.name.1)
                .unwrap_or_default(),
            is_empty: scanned.is_empty,
            bytes,
            attributes: &self.attributes,
        })
    }

    /// Leaves out the rest of an element whose start tag was the last piece, with all elements inside.
    pub(super) fn skip_element(&mut self, is_empty: bool) -> Result<(), Halt> {
        let mut depth = u64::from(!is_empty);
        while depth > 0 {
            match self.next()? {
                Piece::Open(tag) if !tag.is_empty => depth += 1,
                Piece::Close(_) => depth -= 1,
                Piece::End => return Err(cut_off()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Appends the text of an element up to its end tag, entities resolved and line ends made `\n` (XML 1.0, 2.11).
    pub(super) fn text_until(&mut self, name: &[u8], text: &mut String) -> Result<(), Halt> {
        loop {
            match self.next()? {
                Piece::Text(bytes) => push_text(bytes, text)?,
                Piece::Raw(bytes) => push_lines(bytes, text)?,
                Piece::Close(closed) if closed == name => return Ok(()),
                Piece::End => return Err(cut_off()),
                _ => {}
            }
        }
    }

    /// Ends reading with what came of it. The checksum stands at the end of a part: a part that proves damaged is damaged, whatever
    /// was read of it.
    pub(super) fn finish<T>(mut self, read: Result<T, Halt>) -> Result<T, Halt> {
        if matches!(read, Ok(_) | Err(Halt::Sheet(_))) {
            loop {
                self.at = self.end;
                if !self.fill()? {
                    break;
                }
            }
        }
        read
    }

    fn take(&mut self, length: usize) -> &[u8] {
        let from = self.at;
        self.at += length;
        self.buffer.get(from..self.at).unwrap_or_default()
    }

    fn window(&self) -> &[u8] {
        self.buffer.get(self.at..self.end).unwrap_or_default()
    }

    fn byte(&mut self, offset: usize) -> Result<Option<u8>, Halt> {
        while self.end - self.at <= offset {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(self.buffer.get(self.at + offset).copied())
    }

    fn begins_with(&mut self, text: &[u8]) -> Result<bool, Halt> {
        self.byte(text.len() - 1)?;
        Ok(self.window().starts_with(text))
    }

    /// Where a byte stands next, counted from here; `None` where the document ends before.
    fn find(&mut self, mut from: usize, byte: u8) -> Result<Option<usize>, Halt> {
        loop {
            let window = self.window();
            if let Some(found) = memchr(byte, window.get(from..).unwrap_or_default()) {
                return Ok(Some(from + found));
            }
            from = from.max(window.len());
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    fn skip_past(&mut self, text: &[u8]) -> Result<(), Halt> {
        loop {
            let window = self.window();
            if let Some(found) = memmem::find(window, text) {
                self.at += found + text.len();
                return Ok(());
            }
            self.at += window.len().saturating_sub(text.len() - 1);
            if !self.fill()? {
                return Err(cut_off());
            }
        }
    }

    fn raw(&mut self) -> Result<Piece<'_>, Halt> {
        let mut from = 0;
        loop {
            let window = self.window();
            if let Some(found) = memmem::find(window.get(from..).unwrap_or_default(), b"]]>") {
                let bytes = self.take(from + found + 3);
                let text = bytes.strip_suffix(b"]]>").unwrap_or(bytes);
                return Ok(Piece::Raw(text));
            }
            from = window.len().saturating_sub(2);
            if !self.fill()? {
                return Err(cut_off());
            }
        }
    }

    /// Reads on, keeping what was not taken yet; whether there was more.
    fn fill(&mut self) -> Result<bool, Halt> {
        if self.ended {
            return Ok(false);
        }
        if self.at > 0 {
            self.buffer.copy_within(self.at..self.end, 0);
            self.end -= self.at;
            self.at = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= self.longest {
                let longest = self.longest;
                return Err(Halt::Sheet(format!(
                    "it holds a text of more than {longest} bytes"
                )));
            }
            self.buffer.resize(self.end * 2, 0);
        }
        loop {
            let room = self.buffer.get_mut(self.end..).unwrap_or_default();
            match self.input.read(room) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(read) => {
                    self.end += read;
                    return Ok(true);
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ReadProblem::Damaged(error.to_string()).into()),
            }
        }
    }
}

/// Appends text as it stands between tags.
pub(super) fn push_text(bytes: &[u8], text: &mut String) -> Result<(), Halt> {
    if memchr2(b'&', b'\r', bytes).is_none() {
        text.push_str(utf8(bytes)?);
        return Ok(());
    }
    let mut rest = bytes;
    while let Some(at) = memchr(b'&', rest) {
        push_lines(rest.get(..at).unwrap_or_default(), text)?;
        let tail = rest.get(at + 1..).unwrap_or_default();
        let end = memchr(b';', tail).ok_or_else(|| Halt::sheet("an entity has no end"))?;
        text.push(entity(tail.get(..end).unwrap_or_default())?);
        rest = tail.get(end + 1..).unwrap_or_default();
    }
    push_lines(rest, text)
}

/// Appends characters with `\n` for every line end.
fn push_lines(bytes: &[u8], text: &mut String) -> Result<(), Halt> {
    let bytes = utf8(bytes)?;
    for (at, part) in bytes.split('\r').enumerate() {
        if at == 0 {
            text.push_str(part);
        } else {
            text.push('\n');
            text.push_str(part.strip_prefix('\n').unwrap_or(part));
        }
    }
    Ok(())
}

/// The character of an entity's name or number.
fn entity(name: &[u8]) -> Result<char, Halt> {
    let number = |digits: &[u8], radix| {
        let digits = std::str::from_utf8(digits).ok()?;
        let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let code = is_number.then(|| u32::from_str_radix(digits, radix).ok())??;
        char::from_u32(code).filter(|c| *c != '\0')
    };
    let found = match name {
        b"amp" => Some('&'),
        b"lt" => Some('<'),
        b"gt" => Some('>'),
        b"quot" => Some('"'),
        b"apos" => Some('\''),
        [b'#', b'x', digits @ ..] => number(digits, 16),
        [b'#', digits @ ..] => number(digits, 10),
        _ => None,
    };
    let shown: String = String::from_utf8_lossy(name).chars().take(20).collect();
    found.ok_or_else(|| Halt::sheet(format!("`&{shown};` is not known")))
}

fn utf8(bytes: &[u8]) -> Result<&str, Halt> {
    std::str::from_utf8(bytes).map_err(|_| Halt::sheet("its text is not UTF-8"))
}

pub(super) fn cut_off() -> Halt {
    Halt::sheet("it ends in the middle")
}

/// The first element of a document, without prefix, as far as a beginning shows it.
pub(in crate::source) fn root(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    loop {
        let at = memchr(b'<', rest)?;
        rest = rest.get(at + 1..)?;
        match rest.first()? {
            b'?' => rest = rest.get(memmem::find(rest, b"?>")?..)?,
            b'!' if rest.starts_with(b"!--") => rest = rest.get(memmem::find(rest, b"-->")?..)?,
            b'!' => return None,
            _ => {
                let end = rest
                    .iter()
                    .position(|byte| is_space(*byte) || matches!(byte, b'>' | b'/'))?;
                return Some(local(rest.get(..end)?));
            }
        }
    }
}

/// What a start tag is made of.
struct Scanned {
    name: (usize, usize),
    is_empty: bool,
    length: usize,
}

/// Takes a start tag apart that begins with the window; `None` where it goes on behind the window.
fn scan(window: &[u8], attributes: &mut Vec<Attribute>) -> Option<Scanned> {
    let mut name = (1, 1);
    let mut at = 1;
    loop {
        match window.get(at)? {
            b'>' | b'/' => break,
            b':' => name.0 = at + 1,
            byte if is_space(*byte) => break,
            _ => {}
        }
        at += 1;
    }
    name.1 = at;
    let mut is_empty = false;
    loop {
        match window.get(at)? {
            b'>' => break,
            b'/' => is_empty = *window.get(at + 1)? == b'>',
            byte if is_space(*byte) => {}
            _ => {
                let start = at;
                while !matches!(
                    window.get(at)?,
                    b'=' | b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'
                ) {
                    at += 1;
                }
                let end = at;
                while is_space(*window.get(at)?) {
                    at += 1;
                }
                if *window.get(at)? != b'=' {
                    // No attribute; whatever it is ends before the next one.
                    at = at.max(start + 1);
                    continue;
                }
                at += 1;
                while is_space(*window.get(at)?) {
                    at += 1;
                }
                let quote = *window.get(at)?;
                if matches!(quote, b'"' | b'\'') {
                    let from = at + 1;
                    at = from;
                    while *window.get(at)? != quote {
                        at += 1;
                    }
                    attributes.push(Attribute {
                        name: (start, end),
                        value: (from, at),
                    });
                } else {
                    continue;
                }
            }
        }
        at += 1;
    }
    Some(Scanned {
        name,
        is_empty,
        length: at + 1,
    })
}

fn local(name: &[u8]) -> &[u8] {
    match name.iter().rposition(|byte| *byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Gives its bytes a few at a time.
    struct Drops<'b>(&'b [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            let (now, rest) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = rest;
            Ok(count)
        }
    }

    fn pieces(xml: &str, step: usize) -> Vec<String> {
        let mut markup = Markup::new(Drops(xml.as_bytes(), step), 0);
        let mut all = Vec::new();
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        loop {
            all.push(match markup.next() {
                Ok(Piece::Open(tag)) => {
                    let attributes = tag.attributes();
                    let attributes: Vec<String> = attributes
                        .map(|(name, value)| format!(" {}={}", shown(name), shown(value)))
                        .collect();
                    let attributes = attributes.concat();
                    let end = if tag.is_empty { "/" } else { "" };
                    format!("<{}{attributes}{end}", shown(tag.name))
                }
                Ok(Piece::Close(name)) => format!(">{}", shown(name)),
                Ok(Piece::Text(text)) => shown(text),
                Ok(Piece::Raw(text)) => format!("[{}", shown(text)),
                Ok(Piece::End) => return all,
                Err(halt) => {
                    all.push(format!("{halt:?}"));
                    return all;
                }
            });
        }
    }

    #[test]
    fn pieces_are_the_same_however_the_bytes_arrive() {
        let xml = "<?xml version=\"1.0\"?><!-- <no> -->\r\n<x:a b='1' c = \"d>e'\"><f/>text &amp; <g h=\"\"\n/>\
                   <![CDATA[<raw>]]]]></x:a ><i j=k>";
        let wanted = [
            "\r\n",
            "<a b=1 c=d>e'",
            "<f/",
            "text &amp; ",
            "<g h=/",
            "[<raw>]]",
            ">a",
            "<i",
        ];
        for step in [1, 2, 3, 7, 1000] {
            assert_eq!(pieces(xml, step), wanted, "{step}");
        }
    }

    #[test]
    fn what_has_no_end_or_declares_a_type_is_refused() {
        for xml in [
            "<a",
            "<a b='>",
            "<!-- ",
            "<![CDATA[ ]]",
            "<!DOCTYPE a>",
            "</a",
            "<?x",
            "<!",
        ] {
            assert!(pieces(xml, 1).pop().unwrap().starts_with("Sheet("), "{xml}");
        }
    }

    #[test]
    fn text_is_that_of_xml() {
        for (xml, wanted) in [
            (
                "a &amp;&lt;b&gt; &#1087;&#x43f; &quot;&apos;",
                Some("a &<b> пп \"'"),
            ),
            ("one\r\ntwo\rthree\n", Some("one\ntwo\nthree\n")),
            ("&#13;", Some("\r")),
            ("&b;", None),
            ("&amp", None),
            ("&#0;", None),
            ("&#xd800;", None),
            ("&#+7;", None),
        ] {
            let mut text = String::new();
            let result = push_text(xml.as_bytes(), &mut text);
            assert_eq!(result.is_ok().then_some(text.as_str()), wanted, "{xml}");
        }
        assert!(push_text(b"\xff", &mut String::new()).is_err());
    }

    #[test]
    fn the_first_element_of_a_document() {
        for (head, wanted) in [
            (
                "\u{feff}<?xml?><!-- <b> --><x:worksheet xmlns=''",
                Some("worksheet"),
            ),
            ("<sst>", Some("sst")),
            ("<sst", None),
            ("<!DOCTYPE worksheet><worksheet>", None),
            ("", None),
        ] {
            assert_eq!(root(head.as_bytes()), wanted.map(str::as_bytes), "{head}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_apart_without_a_crash(
            xml in "[<>/!?a=\"' \\-\\[\\]&;:C]{0,60}",
            step in 1_usize..9,
        ) {
            prop_assert_eq!(pieces(&xml, step), pieces(&xml, 1000));
        }
    }
}
