//! The stream of one file through a pipe: what a child process that reads writes, and what its parent reads.
//!
//! Frames: four bytes of length (little endian), one byte of kind, the payload. Events are postcard, many to a frame; the last
//! frame says "done" or names the problem, so that a child that died is told apart from a file that ended. Spawning and
//! ending processes is not done here.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use serde::Deserialize;

use crate::model::SheetEvent;

use super::emit::{EncodedSink, EventSink};
use super::{FileKind, Limits, ReadProblem, Source, read_while};

/// A frame of events is sent once it is so large.
pub(super) const BATCH: usize = 64 << 10;
/// No frame is larger: 16,384 cells of ordinary text, or 60 cells of the longest.
pub(super) const MAX_FRAME: usize = 64 << 20;

const EVENTS: u8 = 0;
const DONE: u8 = 1;
const PROBLEM: u8 = 2;

/// Reads a file and sends its events.
///
/// # Errors
///
/// When `out` fails, which mostly means that the parent went away. What is wrong with the file is sent, not returned.
pub fn send(
    reader: &mut dyn Source,
    kind: FileKind,
    limits: &Limits,
    out: impl Write,
) -> io::Result<()> {
    let mut sink = WireSink {
        writer: WireWriter::new(out),
        failed: None,
    };
    let result = read_while(reader, kind, limits, &mut sink);
    match sink.failed {
        None => sink.writer.finish(result),
        Some(error) if error.kind() == io::ErrorKind::InvalidData => sink
            .writer
            .finish(Err(ReadProblem::TooLarge(MAX_FRAME as u64))),
        Some(error) => Err(error),
    }
}

/// Sends what a reader emits, and remembers why it could not.
struct WireSink<W: Write> {
    writer: WireWriter<W>,
    failed: Option<io::Error>,
}

impl<W: Write> WireSink<W> {
    fn heard(&mut self, sent: io::Result<()>) -> ControlFlow<()> {
        match sent {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl<W: Write> EventSink for WireSink<W> {
    fn event(&mut self, event: SheetEvent) -> ControlFlow<()> {
        let sent = self.writer.event(&event);
        self.heard(sent)
    }

    fn wire(&mut self) -> Option<&mut dyn EncodedSink> {
        Some(self)
    }
}

impl<W: Write> EncodedSink for WireSink<W> {
    fn encoded(&mut self, events: &[u8]) -> ControlFlow<()> {
        let sent = self.writer.encoded(events);
        self.heard(sent)
    }
}

/// Appends an event in the form in which it travels.
///
/// # Errors
///
/// `InvalidData` when the event is larger than a frame may be; nothing is appended then.
pub(super) fn encode(event: &SheetEvent, batch: &mut Vec<u8>) -> io::Result<()> {
    let before = batch.len();
    *batch = postcard::to_extend(event, std::mem::take(batch)).map_err(io::Error::other)?;
    if batch.len() - before > MAX_FRAME - BATCH {
        batch.truncate(before);
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(())
}

/// Receives what [`send`] sends and hands it on.
///
/// # Errors
///
/// The problem that the sender met; [`ReadProblem::ReaderDied`] if the stream ends without its last frame or is no such
/// stream.
pub fn receive(
    input: impl Read,
    sink: &mut dyn FnMut(SheetEvent<&str>),
) -> Result<(), ReadProblem> {
    let mut reader = WireReader::new(input);
    while reader.next_events()? {
        while let Some(event) = reader.event()? {
            sink(event);
        }
    }
    Ok(())
}

/// Writes events in frames.
#[derive(Debug)]
pub struct WireWriter<W: Write> {
    out: W,
    batch: Vec<u8>,
}

impl<W: Write> WireWriter<W> {
    /// A writer that has sent nothing yet.
    pub fn new(out: W) -> WireWriter<W> {
        WireWriter {
            out,
            batch: Vec::with_capacity(BATCH * 2),
        }
    }

    /// Sends an event, now or with later ones.
    ///
    /// # Errors
    ///
    /// When the pipe fails; `InvalidData` when the event is larger than a frame may be.
    pub fn event(&mut self, event: &SheetEvent) -> io::Result<()> {
        encode(event, &mut self.batch)?;
        if self.batch.len() >= BATCH {
            self.flush_batch()?;
        }
        Ok(())
    }

    /// Sends whole events that are encoded already.
    fn encoded(&mut self, events: &[u8]) -> io::Result<()> {
        self.flush_batch()?;
        self.frame(EVENTS, events)
    }

    /// Sends what is left and the last frame.
    ///
    /// # Errors
    ///
    /// When the pipe fails.
    pub fn finish(mut self, result: Result<(), ReadProblem>) -> io::Result<()> {
        self.flush_batch()?;
        match result {
            Ok(()) => self.frame(DONE, &[])?,
            Err(problem) => {
                let payload = postcard::to_stdvec(&problem).map_err(io::Error::other)?;
                self.frame(PROBLEM, &payload)?;
            }
        }
        self.out.flush()
    }

    fn flush_batch(&mut self) -> io::Result<()> {
        let mut batch = std::mem::take(&mut self.batch);
        if !batch.is_empty() {
            self.frame(EVENTS, &batch)?;
            batch.clear();
        }
        self.batch = batch;
        Ok(())
    }

    fn frame(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).map_err(io::Error::other)?;
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&[kind])?;
        self.out.write_all(payload)
    }
}

/// Reads events from frames; ends after the last frame, or after the first error.
#[derive(Debug)]
pub struct WireReader<R: Read> {
    input: R,
    frame: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> WireReader<R> {
    /// A reader at the beginning of a stream.
    pub fn new(input: R) -> WireReader<R> {
        WireReader {
            input,
            frame: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// The next frame into `self.frame`, and its kind. The buffer grows with what arrives, not with what is promised.
    fn next_frame(&mut self) -> io::Result<u8> {
        let mut head = [0; 5];
        self.input.read_exact(&mut head)?;
        let [a, b, c, d, kind] = head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        if length > MAX_FRAME {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.frame.clear();
        self.at = 0;
        let read = (&mut self.input)
            .take(length as u64)
            .read_to_end(&mut self.frame)?;
        if read < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(kind)
    }

    /// The next frame of events; `false` behind the last.
    fn next_events(&mut self) -> Result<bool, ReadProblem> {
        match self.next_frame() {
            Ok(EVENTS) => Ok(true),
            Ok(DONE) => Ok(false),
            Ok(PROBLEM) => {
                let problem = postcard::from_bytes(&self.frame);
                Err(problem.unwrap_or(ReadProblem::ReaderDied))
            }
            Ok(_) | Err(_) => Err(ReadProblem::ReaderDied),
        }
    }

    /// The next event of the frame; its texts lie in the frame if `T` borrows.
    fn event<'f, T: Deserialize<'f>>(&'f mut self) -> Result<Option<SheetEvent<T>>, ReadProblem> {
        let rest = self.frame.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(None);
        }
        let (event, left) = postcard::take_from_bytes(rest).map_err(|_| ReadProblem::ReaderDied)?;
        self.at = self.frame.len() - left.len();
        Ok(Some(event))
    }

    fn next_event(&mut self) -> Result<Option<SheetEvent>, ReadProblem> {
        loop {
            if let Some(event) = self.event()? {
                return Ok(Some(event));
            }
            if !self.next_events()? {
                return Ok(None);
            }
        }
    }
}

impl<R: Read> Iterator for WireReader<R> {
    type Item = Result<SheetEvent, ReadProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.next_event().transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

#[cfg(test)]
mod tests {
    use super::{WireReader, WireWriter, receive};
    use crate::model::{Flaw, FlawKind, OwnedCell, SheetEvent};
    use crate::source::ReadProblem;
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

    fn events() -> impl Strategy<Value = Vec<SheetEvent>> {
        let finite = any::<i32>().prop_map(f64::from);
        let cell = prop_oneof![
            ".{0,40}".prop_map(OwnedCell::Text),
            finite.clone().prop_map(OwnedCell::Number),
            any::<bool>().prop_map(OwnedCell::Bool),
            finite.prop_map(OwnedCell::Serial),
            Just(OwnedCell::Error("#N/A".into())),
        ];
        let event = prop_oneof![
            ".{0,9}".prop_map(|name| SheetEvent::Start { name }),
            (
                any::<u32>(),
                proptest::collection::vec((any::<u32>(), cell), 0..40)
            )
                .prop_map(|(row, cells)| SheetEvent::Row { row, cells }),
            Just(SheetEvent::End),
            Just(SheetEvent::OwnOutput),
            (any::<u32>(), ".{0,9}").prop_map(|(line, value)| SheetEvent::Flawed(Flaw {
                kind: FlawKind::LineUnreadable,
                count: 1,
                card: 1,
                line,
                value,
            })),
            (".{0,9}", ".{0,9}").prop_map(|(name, reason)| SheetEvent::Failed { name, reason }),
        ];
        proptest::collection::vec(event, 0..200)
    }

    fn shown(events: &[SheetEvent]) -> Vec<String> {
        events.iter().map(|event| format!("{event:?}")).collect()
    }

    fn sent(events: &[SheetEvent], result: Result<(), ReadProblem>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = WireWriter::new(&mut bytes);
        for event in events {
            writer.event(event).unwrap();
        }
        writer.finish(result).unwrap();
        bytes
    }

    proptest! {
        #[test]
        fn what_is_sent_is_received(events in events()) {
            let bytes = sent(&events, Ok(()));
            let mut received = Vec::new();
            let mut sink = |event: SheetEvent<&str>| received.push(format!("{event:?}"));
            prop_assert_eq!(receive(bytes.as_slice(), &mut sink), Ok(()));
            prop_assert_eq!(received, shown(&events));
            let owned: Result<Vec<SheetEvent>, ReadProblem> = WireReader::new(bytes.as_slice()).collect();
            prop_assert_eq!(owned, Ok(events));
        }

        #[test]
        fn a_stream_cut_anywhere_is_a_reader_that_died(events in events(), cut in any::<proptest::sample::Index>()) {
            let bytes = sent(&events, Ok(()));
            let bytes = &bytes[..cut.index(bytes.len())];
            prop_assert_eq!(receive(bytes, &mut |_| ()), Err(ReadProblem::ReaderDied));
        }

        #[test]
        fn any_bytes_are_received_without_a_crash(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for event in WireReader::new(bytes.as_slice()) {
                drop(event);
            }
        }
    }

    #[test]
    fn a_problem_arrives_as_it_was_sent() {
        let bytes = sent(&[SheetEvent::End], Err(ReadProblem::Encrypted));
        let mut received = 0;
        assert_eq!(
            receive(bytes.as_slice(), &mut |_| received += 1),
            Err(ReadProblem::Encrypted)
        );
        assert_eq!(received, 1);
    }
}
