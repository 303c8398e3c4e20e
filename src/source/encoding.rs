//! Which encoding a text file is in, and the file as UTF-8 while it is read.
//!
//! No country is ever hinted: a hint makes the detector wrong more often than right on files that travelled.

use std::io::{self, Read, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Source;

const CHUNK: usize = 1 << 16;
/// How much text with letters beyond ASCII the detector is shown.
const SHOWN: usize = 4 << 20;

/// The encoding of a file; `None` if it is no text. Leaves the reader anywhere.
pub(super) fn detect(reader: &mut dyn Source) -> io::Result<Option<&'static Encoding>> {
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::with_capacity(CHUNK);
    (&mut *reader).take(CHUNK as u64).read_to_end(&mut head)?;
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(Some(encoding));
    }
    let nuls = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    // In UTF-16 spaces, digits, separators and line ends have a zero byte, always on the same side; in other text none has.
    if (even + odd) * 50 > head.len() {
        return Ok(if odd > even * 9 {
            Some(UTF_16LE)
        } else if even > odd * 9 {
            Some(UTF_16BE)
        } else {
            None
        });
    }
    reader.seek(SeekFrom::Start(0))?;
    if is_utf8(reader)? {
        return Ok(Some(UTF_8));
    }
    reader.seek(SeekFrom::Start(0))?;
    guess(reader).map(Some)
}

/// Whether a file is UTF-8, forgiving a few broken characters in much sound text (a file cut and pasted together).
fn is_utf8(reader: &mut dyn Source) -> io::Result<bool> {
    let mut buffer = vec![0; CHUNK];
    let mut kept = 0;
    let (mut sound, mut broken) = (0_u64, 0_u64);
    loop {
        let read = read_some(reader, buffer.get_mut(kept..).unwrap_or_default())?;
        if read == 0 {
            broken += u64::from(kept > 0);
            return Ok(broken == 0 || sound >= broken.saturating_mul(20));
        }
        let filled = kept + read;
        let mut rest = buffer.get(..filled).unwrap_or_default();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    sound += beyond_ascii(text);
                    rest = &[];
                    break;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    sound += beyond_ascii(std::str::from_utf8(good).unwrap_or_default());
                    match error.error_len() {
                        None => {
                            rest = bad;
                            break;
                        }
                        Some(length) => {
                            broken += 1;
                            rest = bad.get(length..).unwrap_or_default();
                        }
                    }
                }
            }
        }
        if broken > 1000 && sound < broken {
            return Ok(false);
        }
        // An unfinished character at the end waits for its other bytes.
        kept = rest.len();
        buffer.copy_within(filled - kept..filled, 0);
    }
}

fn beyond_ascii(text: &str) -> u64 {
    if text.is_ascii() {
        0
    } else {
        text.chars().filter(|c| !c.is_ascii()).count() as u64
    }
}

fn guess(reader: &mut dyn Source) -> io::Result<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut buffer = vec![0; CHUNK];
    let mut shown = 0;
    while shown < SHOWN {
        let read = read_some(reader, &mut buffer)?;
        if read == 0 {
            break;
        }
        let chunk = buffer.get(..read).unwrap_or_default();
        if !chunk.is_ascii() {
            detector.feed(chunk, false);
            shown += read;
        }
    }
    detector.feed(&[], true);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

fn read_some(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// A text file as UTF-8 with `\n` for every line end and one at the end of the last line.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    taken: usize,
    filled: usize,
    output: Vec<u8>,
    given: usize,
    ready: usize,
    after_return: bool,
    finished: bool,
    last: u8,
    in_line: bool,
    total: u64,
    since: usize,
    bound: usize,
}

impl<R: Read> Utf8<R> {
    /// Decodes `inner`; fails with `FileTooLarge` when more than `bound` bytes pass between two calls of [`Utf8::pass`].
    pub(super) fn new(inner: R, encoding: &'static Encoding, bound: usize) -> Utf8<R> {
        Utf8 {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; CHUNK],
            taken: 0,
            filled: 0,
            output: vec![0; CHUNK * 3 + 16],
            given: 0,
            ready: 0,
            after_return: false,
            finished: false,
            last: b'\n',
            in_line: false,
            total: 0,
            since: 0,
            bound,
        }
    }

    /// Says that a record was complete.
    pub(super) fn pass(&mut self) {
        self.since = 0;
    }

    /// The last byte of the text that is no white space, as far as it was read.
    pub(super) fn last_byte(&self) -> u8 {
        self.last
    }

    /// Whether the text is over after so many bytes.
    pub(super) fn is_over(&self, bytes: u64) -> bool {
        self.finished && self.given == self.ready && self.total == bytes
    }

    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.ready = 0;
        while self.ready == 0 && !self.finished {
            if self.taken == self.filled {
                self.filled = read_some(&mut self.inner, &mut self.input)?;
                self.taken = 0;
            }
            let at_end = self.filled == 0;
            let input = self.input.get(self.taken..self.filled).unwrap_or_default();
            // The last byte of the output stays free for the line end of the last line.
            let room = self.output.len() - 1;
            let output = self.output.get_mut(..room).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, output, at_end);
            self.taken += read;
            self.ready = written;
            self.unify_line_ends();
            if at_end && result == CoderResult::InputEmpty {
                self.finished = true;
            }
        }
        let text = self.output.get(..self.ready).unwrap_or_default();
        if let Some(last) = text.iter().rfind(|byte| !byte.is_ascii_whitespace()) {
            self.last = *last;
        }
        if let Some(last) = text.last() {
            self.in_line = *last != b'\n';
        }
        if self.finished
            && self.in_line
            && let Some(end) = self.output.get_mut(self.ready)
        {
            *end = b'\n';
            self.ready += 1;
        }
        Ok(())
    }

    /// `\r\n` and a lone `\r` (old Mac) become `\n`.
    fn unify_line_ends(&mut self) {
        let text = self.output.get_mut(..self.ready).unwrap_or_default();
        if !self.after_return && !text.contains(&b'\r') {
            return;
        }
        let mut kept = 0;
        for at in 0..text.len() {
            let byte = text[at];
            let swallowed = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !swallowed {
                text[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        self.ready = kept;
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready && !self.finished {
            self.refill()?;
        }
        let text = self.output.get(self.given..self.ready).unwrap_or_default();
        let length = text.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), text.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        self.total += length as u64;
        self.since = self.since.saturating_add(length);
        if self.since > self.bound {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(length)
    }
}
