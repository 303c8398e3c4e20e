//! The lines of an address book file: folded lines joined, soft line breaks of quoted-printable undone, a property taken apart
//! into name, parameters and value. What a property means is decided in `card`.
//!
//! Works on bytes: folding may cut a character in two, and each property may be in an encoding of its own.

use std::io::{self, BufRead};

use encoding_rs::{Encoding, UTF_8};

/// One property of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Property {
    /// `item1` of `item1.TEL`; empty where there is none.
    pub(super) group: String,
    /// In capitals.
    pub(super) name: String,
    /// Names in capitals and values as typed; a bare word of version 2.1 is a `TYPE`.
    pub(super) params: Vec<(String, String)>,
    /// The value, decoded, with its escapes.
    pub(super) value: String,
}

/// One line, unfolded.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A property.
    Property(Property),
    /// Something else.
    Junk(String),
}

/// A line with where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    /// What it says.
    pub(super) line: Line,
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// Whether its end was left out because it was too long.
    pub(super) cut: bool,
}

/// Reads lines one by one; holds one unfolded line and the one after it.
pub(super) struct Lines<R> {
    inner: R,
    /// For lines that are no UTF-8.
    fallback: &'static Encoding,
    /// The longest line, in bytes.
    longest: usize,
    next: Option<Raw>,
    number: u32,
    after_return: bool,
    /// In version 2.1 the blank before a folded line belongs to the text.
    pub(super) old: bool,
}

struct Raw {
    bytes: Vec<u8>,
    number: u32,
    cut: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(inner: R, fallback: &'static Encoding, longest: usize) -> Lines<R> {
        Lines {
            inner,
            fallback,
            longest,
            next: None,
            number: 0,
            after_return: false,
            old: false,
        }
    }

    /// The next line that is not blank.
    pub(super) fn read(&mut self) -> io::Result<Option<Placed>> {
        loop {
            let Some(mut line) = self.take()? else {
                return Ok(None);
            };
            if line.bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            self.unfold(&mut line)?;
            return Ok(Some(Placed {
                line: self.parse(&line.bytes),
                number: line.number,
                cut: line.cut,
            }));
        }
    }

    /// Joins the lines that belong to this one.
    fn unfold(&mut self, line: &mut Raw) -> io::Result<()> {
        let head = line.bytes.split(|byte| *byte == b':').next();
        let head = head.unwrap_or_default().to_ascii_uppercase();
        let says = |word: &str| head.windows(word.len()).any(|part| part == word.as_bytes());
        let quoted = says("QUOTED-PRINTABLE");
        let binary = says("ENCODING=B") || says(";BASE64");
        while let Some(next) = self.take()? {
            let soft = quoted && line.bytes.last() == Some(&b'=');
            let folded = matches!(next.bytes.first(), Some(b' ' | b'\t'));
            // Old telephones write base64 in lines of their own, without the blank.
            let more = binary && !next.bytes.is_empty() && !next.bytes.contains(&b':');
            let tail = if soft && !is_border(&next.bytes) {
                line.bytes.pop();
                next.bytes.as_slice()
            } else if folded && self.old && !binary {
                next.bytes.as_slice()
            } else if folded {
                next.bytes.get(1..).unwrap_or_default()
            } else if more {
                next.bytes.as_slice()
            } else {
                self.next = Some(next);
                break;
            };
            let room = self.longest.saturating_sub(line.bytes.len());
            line.cut |= next.cut || tail.len() > room;
            line.bytes.extend(tail.iter().take(room));
        }
        Ok(())
    }

    fn take(&mut self) -> io::Result<Option<Raw>> {
        match self.next.take() {
            Some(line) => Ok(Some(line)),
            None => self.physical(),
        }
    }

    /// One line of the file, of which no more than the longest is kept; `\n`, `\r\n` and `\r` end it.
    fn physical(&mut self) -> io::Result<Option<Raw>> {
        let mut line = Raw {
            bytes: Vec::new(),
            number: self.number + 1,
            cut: false,
        };
        let mut any = false;
        loop {
            let buffer = match self.inner.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            if std::mem::take(&mut self.after_return) && buffer.first() == Some(&b'\n') {
                self.inner.consume(1);
                continue;
            }
            any = true;
            let end = buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = buffer
                .get(..end.unwrap_or(buffer.len()))
                .unwrap_or_default();
            let room = self.longest.saturating_sub(line.bytes.len());
            line.cut |= part.len() > room;
            line.bytes.extend(part.iter().take(room));
            let ended = end.and_then(|at| buffer.get(at)).copied();
            let used = part.len() + usize::from(ended.is_some());
            self.inner.consume(used);
            if let Some(end) = ended {
                self.after_return = end == b'\r';
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number = line.number;
        if line.number == 1
            && let Some(rest) = line.bytes.strip_prefix(b"\xEF\xBB\xBF")
        {
            line.bytes = rest.to_vec();
        }
        Ok(Some(line))
    }

    fn parse(&self, line: &[u8]) -> Line {
        let junk = || Line::Junk(self.decode(line, None));
        let Some((head, value)) = split_head(line) else {
            return junk();
        };
        let head = self.decode(head, None);
        let mut parts = split_outside_quotes(&head, ';').into_iter();
        let name = parts.next().unwrap_or_default().trim();
        let (group, name) = name.rsplit_once('.').unwrap_or(("", name));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(plain) {
            return junk();
        }
        let params: Vec<(String, String)> = parts.map(param).collect();
        let with = |key: &str, word: &str| {
            params
                .iter()
                .any(|(name, value)| name == key && value.eq_ignore_ascii_case(word))
        };
        let charset = params.iter().find(|(name, _)| name == "CHARSET");
        let charset = charset.and_then(|(_, label)| Encoding::for_label(label.as_bytes()));
        let value = if with("ENCODING", "QUOTED-PRINTABLE") {
            self.decode(&unquote(value), charset)
        } else {
            self.decode(value, charset)
        };
        Line::Property(Property {
            group: group.to_ascii_lowercase(),
            name: name.to_ascii_uppercase(),
            params,
            value,
        })
    }

    /// UTF-8 wherever it is that (a file that was converted keeps its old labels), then what the property says, then what the
    /// whole file looks like.
    fn decode(&self, bytes: &[u8], said: Option<&'static Encoding>) -> String {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return text.to_owned();
        }
        let said = said.filter(|encoding| *encoding != UTF_8);
        let encoding = said.unwrap_or(self.fallback);
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// The first and the last line of a card are never the rest of another line.
fn is_border(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.eq_ignore_ascii_case(b"END:VCARD") || line.eq_ignore_ascii_case(b"BEGIN:VCARD")
}

/// At the first colon outside of quotation marks, or else at the first colon.
fn split_head(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut quoted = false;
    let outside = line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    });
    let at = outside.or_else(|| line.iter().position(|byte| *byte == b':'))?;
    Some((line.get(..at)?, line.get(at + 1..)?))
}

fn split_outside_quotes(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
    .collect()
}

fn param(text: &str) -> (String, String) {
    const ENCODINGS: [&str; 5] = ["QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"];
    let text = text.trim();
    // Android: `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94)`.
    if let Some(custom) = text.strip_prefix("X-CUSTOM(") {
        let label = custom.trim_end_matches(')').rsplit(',').next();
        let label = unquote(label.unwrap_or_default().as_bytes());
        let label = String::from_utf8_lossy(&label).into_owned();
        return ("TYPE".to_owned(), format!("X-{label}"));
    }
    match text.split_once('=') {
        Some((name, value)) => (
            name.trim().to_ascii_uppercase(),
            value.trim().trim_matches('"').to_owned(),
        ),
        None if ENCODINGS.iter().any(|one| text.eq_ignore_ascii_case(one)) => {
            ("ENCODING".to_owned(), text.to_owned())
        }
        None => ("TYPE".to_owned(), text.to_owned()),
    }
}

/// Undoes quoted-printable; what is none stays.
fn unquote(bytes: &[u8]) -> Vec<u8> {
    let digit = |at: usize| {
        let byte = bytes.get(at).copied()?;
        char::from(byte).to_digit(16)
    };
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at).copied() {
        if let (b'=', Some(high), Some(low)) = (byte, digit(at + 1), digit(at + 2)) {
            plain.push((high * 16 + low) as u8);
            at += 3;
        } else {
            plain.push(byte);
            at += 1;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[u8], old: bool) -> Vec<String> {
        let mut lines = Lines::new(text, encoding_rs::WINDOWS_1251, 80);
        lines.old = old;
        let mut found = Vec::new();
        while let Some(placed) = lines.read().unwrap() {
            let cut = if placed.cut { " (cut)" } else { "" };
            found.push(match placed.line {
                Line::Junk(text) => format!("{}: junk {text}{cut}", placed.number),
                Line::Property(one) => {
                    let params: Vec<String> =
                        one.params.iter().map(|(a, b)| format!("{a}={b}")).collect();
                    let Property {
                        group, name, value, ..
                    } = one;
                    let params = params.join(",");
                    format!("{}: {group}.{name}[{params}] {value}{cut}", placed.number)
                }
            });
        }
        found
    }

    #[test]
    fn lines_are_unfolded_and_taken_apart() {
        for (text, old, want) in [
            (
                &b"FN:Sara\r\n Ahmed\r\nTEL:1\r\n"[..],
                false,
                vec!["1: .FN[] SaraAhmed", "3: .TEL[] 1"],
            ),
            (b"FN:Sara\r\n Ahmed", true, vec!["1: .FN[] Sara Ahmed"]),
            (
                b"\xEF\xBB\xBFtel;HOME;voice:1\r\r\nfn:x",
                false,
                vec!["1: .TEL[TYPE=HOME,TYPE=voice] 1", "3: .FN[] x"],
            ),
            (
                b"item1.ADR;type=HOME;LABEL=\"a:b;c\":;;1 Road",
                false,
                vec!["1: item1.ADR[TYPE=HOME,LABEL=a:b;c] ;;1 Road"],
            ),
            (
                b"N;CHARSET=windows-1251;QUOTED-PRINTABLE:=CF=E5=F2=\n=F0=EE=E2\nEND:VCARD",
                true,
                vec![
                    "1: .N[CHARSET=windows-1251,ENCODING=QUOTED-PRINTABLE] \u{41f}\u{435}\u{442}\u{440}\u{43e}\u{432}",
                    "3: .END[] VCARD",
                ],
            ),
            (
                b"N;ENCODING=QUOTED-PRINTABLE:a=\nEND:VCARD",
                true,
                vec!["1: .N[ENCODING=QUOTED-PRINTABLE] a=", "2: .END[] VCARD"],
            ),
            (
                b"FN:\xCF\xE5\xF2\xF0",
                false,
                vec!["1: .FN[] \u{41f}\u{435}\u{442}\u{440}"],
            ),
            (
                b"PHOTO;ENCODING=b;TYPE=JPEG:AAAA\nBBBB\n CCCC\n\nFN:x",
                false,
                vec!["1: .PHOTO[ENCODING=b,TYPE=JPEG] AAAABBBBCCCC", "5: .FN[] x"],
            ),
            (
                b"no property\n\x01\x02:\x03\n:x",
                false,
                vec![
                    "1: junk no property",
                    "2: junk \u{1}\u{2}:\u{3}",
                    "3: junk :x",
                ],
            ),
            (
                b"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=94):1",
                true,
                vec!["1: .TEL[TYPE=X-\u{414}] 1"],
            ),
        ] {
            let shown = String::from_utf8_lossy(text);
            assert_eq!(lines(text, old), want, "{shown}");
        }
    }

    #[test]
    fn the_end_of_a_long_line_is_left_out_and_the_next_is_read() {
        let text = format!("NOTE:{}\n {}\nFN:x", "a".repeat(50), "b".repeat(50));
        let cut = format!("1: .NOTE[] {}{} (cut)", "a".repeat(50), "b".repeat(25));
        assert_eq!(lines(text.as_bytes(), false), [cut.as_str(), "3: .FN[] x"]);
        let text = format!("NOTE:{}\nFN:x", "a".repeat(50_000));
        let cut = format!("1: .NOTE[] {} (cut)", "a".repeat(75));
        assert_eq!(lines(text.as_bytes(), false), [cut.as_str(), "2: .FN[] x"]);
    }
}
