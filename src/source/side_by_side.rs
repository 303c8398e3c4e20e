//! The worksheets of one large workbook, read on several threads at once and handed on in their order.
//!
//! Each thread opens the archive for itself and takes the next sheet; what it reads is encoded at once, so that a sheet that
//! has to wait for its turn takes few bytes a cell, and no more than a fixed sum waits. The stream is the same as that of one thread, byte for byte.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::model::SheetEvent;

use super::archive::{Parts, Sizes};
use super::emit::{Emitter, EventSink, Halt, guarded, heard};
use super::shared::Shared;
use super::xlsx::{self, Archive, Workbook};
use super::{Limits, ReadProblem, Source, wire};

/// More threads would wait for the one that hands on.
const MOST: usize = 4;
/// Unpacked bytes below which a second thread costs more than it saves.
const WORTH: u64 = 4 << 20;
/// The shortest filled cell, `<c><v>1</v></c>`: bounds the number of cells by the size of their sheet.
const CELL_BYTES: u64 = 15;
/// Encoded bytes that may wait for their turn, all sheets together.
const MOST_WAITING: usize = 256 << 20;
/// Encoded bytes of the sheet whose turn it is that may wait for the wire.
const MOST_OF_TURN: usize = 16 << 20;

/// How many threads are to read a workbook.
pub(super) fn readers(sizes: Sizes, emitter: &mut Emitter<'_>) -> usize {
    // Each thread counts its own cells: where all of them could pass the limit, one thread counts them.
    let few_cells = sizes.all / CELL_BYTES <= emitter.limits().cells;
    let pays = sizes.all - sizes.strings >= WORTH && few_cells;
    if !pays || emitter.wire().is_none() {
        return 1;
    }
    thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST))
}

/// What a thread says of the sheet that it reads.
enum Said {
    /// Encoded events.
    Events(Vec<u8>),
    /// The sheet is through.
    End(Result<(), Halt>),
}

/// How much has been read and not yet been handed on. A thread that is too far ahead waits; never the one whose sheet is
/// awaited, but for the wire.
#[derive(Debug)]
struct Backlog {
    state: Mutex<Waiting>,
    less: Condvar,
}

#[derive(Debug)]
struct Waiting {
    /// Bytes by sheet.
    bytes: Vec<usize>,
    /// The sheet whose turn it is.
    turn: usize,
    /// Nobody listens any more.
    cancelled: bool,
}

impl Backlog {
    fn new(sheets: usize) -> Backlog {
        Backlog {
            state: Mutex::new(Waiting {
                bytes: vec![0; sheets],
                turn: 0,
                cancelled: false,
            }),
            less: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, Waiting> {
        // It holds numbers only: whoever had it left them whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until so many more bytes of a sheet may be kept, and counts them. Breaks when nobody listens any more.
    fn add(&self, sheet: usize, bytes: usize) -> ControlFlow<()> {
        let is_full = |state: &mut Waiting| {
            let own = state.bytes.get(sheet).copied().unwrap_or(0);
            let all = state.bytes.iter().sum::<usize>();
            let full = if state.turn == sheet {
                own >= MOST_OF_TURN
            } else {
                all >= MOST_WAITING
            };
            full && !state.cancelled
        };
        let state = self.less.wait_while(self.state(), is_full);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        if state.cancelled {
            return ControlFlow::Break(());
        }
        if let Some(own) = state.bytes.get_mut(sheet) {
            *own += bytes;
        }
        ControlFlow::Continue(())
    }

    /// So many bytes of a sheet were handed on.
    fn take(&self, sheet: usize, bytes: usize) {
        if let Some(own) = self.state().bytes.get_mut(sheet) {
            *own = own.saturating_sub(bytes);
        }
        self.less.notify_all();
    }

    fn turn(&self, sheet: usize) {
        self.state().turn = sheet;
        self.less.notify_all();
    }

    fn cancel(&self) {
        self.state().cancelled = true;
        self.less.notify_all();
    }
}

/// The sheets, and which of them is the next to be read.
struct Queue<'q> {
    book: &'q Workbook,
    names: &'q [String],
    next: AtomicUsize,
    senders: Vec<Mutex<Sender<Said>>>,
    backlog: &'q Backlog,
    limits: &'q Limits,
}

/// Reads every worksheet of a checked archive on up to `readers` threads.
pub(super) fn read(
    reader: &mut dyn Source,
    (parts, readers): (&Parts, usize),
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    let shared = Shared::new(reader).map_err(ReadProblem::unreadable)?;
    let mut archive = xlsx::archive(shared.reader())?;
    let Some(book) = Workbook::open(&mut archive, parts, emitter)? else {
        return Ok(());
    };
    let names = book.names();
    let backlog = Backlog::new(names.len());
    let (senders, receivers): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|_| {
            let (sender, receiver) = channel();
            (Mutex::new(sender), receiver)
        })
        .unzip();
    let queue = Queue {
        book: &book,
        names: &names,
        next: AtomicUsize::new(0),
        senders,
        backlog: &backlog,
        limits: emitter.limits(),
    };
    thread::scope(|scope| {
        let (queue, shared) = (&queue, &shared);
        scope.spawn(move || queue.work(&mut archive));
        for _ in 1..readers.min(names.len()) {
            scope.spawn(move || {
                // It was opened before. Should it fail now, the first thread reads all sheets.
                if let Ok(mut archive) = xlsx::archive(shared.reader()) {
                    queue.work(&mut archive);
                }
            });
        }
        let done = hand_on(receivers, &backlog, emitter);
        backlog.cancel();
        done
    })
}

impl Queue<'_> {
    fn work<R: Read + Seek>(&self, archive: &mut Archive<R>) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let (Some(name), Some(sender)) = (self.names.get(at), self.senders.get(at)) else {
                return;
            };
            // Only this thread ever has this sheet.
            let Ok(sender) = sender.lock() else { return };
            let mut lane = Lane {
                batch: Vec::new(),
                sender: &sender,
                sheet: at,
                backlog: self.backlog,
                too_large: false,
            };
            let mut emitter = Emitter::new(self.limits, &mut lane);
            // A thread that ended here would let the others wait for ever.
            let read = || emitter.sheet(name, |emitter| self.book.rows(archive, at, emitter));
            let mut end = guarded(read);
            if lane.too_large {
                end = Err(ReadProblem::TooLarge(wire::MAX_FRAME as u64).into());
            }
            // Where nobody listens nothing is lost.
            let _ = lane.flush();
            let _ = sender.send(Said::End(end));
        }
    }
}

/// The way of one sheet from its thread.
struct Lane<'l> {
    batch: Vec<u8>,
    sender: &'l Sender<Said>,
    sheet: usize,
    backlog: &'l Backlog,
    too_large: bool,
}

impl Lane<'_> {
    fn flush(&mut self) -> ControlFlow<()> {
        let batch = std::mem::take(&mut self.batch);
        if self.backlog.add(self.sheet, batch.len()).is_break() {
            return ControlFlow::Break(());
        }
        if batch.is_empty() || self.sender.send(Said::Events(batch)).is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

impl EventSink for Lane<'_> {
    fn event(&mut self, event: SheetEvent) -> ControlFlow<()> {
        if wire::encode(&event, &mut self.batch).is_err() {
            self.too_large = true;
            return ControlFlow::Break(());
        }
        if self.batch.len() < wire::BATCH {
            return ControlFlow::Continue(());
        }
        self.flush()
    }
}

/// Hands on what the threads read, sheet by sheet.
fn hand_on(
    receivers: Vec<Receiver<Said>>,
    backlog: &Backlog,
    emitter: &mut Emitter<'_>,
) -> Result<(), Halt> {
    for (sheet, receiver) in receivers.into_iter().enumerate() {
        backlog.turn(sheet);
        loop {
            match receiver.recv() {
                Ok(Said::Events(events)) => {
                    let Some(wire) = emitter.wire() else {
                        return Err(Halt::Cancelled);
                    };
                    heard(wire.encoded(&events))?;
                    backlog.take(sheet, events.len());
                }
                Ok(Said::End(end)) => {
                    end?;
                    break;
                }
                Err(_) => return Err(Halt::Sheet("its reader ended before it did".to_owned())),
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::source::archive::{Package, check};
    use crate::source::emit::EncodedSink;
    use crate::source::wire::WireReader;

    /// Encoded events, as a wire takes them.
    #[derive(Default)]
    struct Taken(Vec<u8>);

    impl EventSink for Taken {
        fn event(&mut self, event: SheetEvent) -> ControlFlow<()> {
            wire::encode(&event, &mut self.0).unwrap();
            ControlFlow::Continue(())
        }

        fn wire(&mut self) -> Option<&mut dyn EncodedSink> {
            Some(self)
        }
    }

    impl EncodedSink for Taken {
        fn encoded(&mut self, events: &[u8]) -> ControlFlow<()> {
            self.0.extend(events);
            ControlFlow::Continue(())
        }
    }

    fn workbook(sheets: u32, rows: u32) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in 0..sheets {
            let worksheet = workbook.add_worksheet();
            for row in 0..rows * (sheet + 1) {
                worksheet.write(row, 0, format!("row {row}")).unwrap();
                worksheet.write(row, 2, f64::from(row * sheet)).unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    fn taken(bytes: &[u8], readers: usize) -> Vec<u8> {
        let limits = Limits::default();
        let mut taken = Taken::default();
        let mut emitter = Emitter::new(&limits, &mut taken);
        let mut file = Cursor::new(bytes);
        let package = check(&mut file, bytes.len() as u64, &limits).unwrap();
        let Package::Ooxml(mut parts) = package else {
            panic!("{package:?}");
        };
        if readers == 1 {
            parts.sizes = Sizes::default();
            xlsx::read(&mut file, &parts, &mut emitter).unwrap();
        } else {
            read(&mut file, (&parts, readers), &mut emitter).unwrap();
        }
        taken.0
    }

    #[test]
    fn several_threads_say_what_one_says() {
        let bytes = workbook(5, 900);
        let alone = taken(&bytes, 1);
        for readers in [2, 3, 9] {
            assert!(taken(&bytes, readers) == alone, "{readers} threads");
        }
    }

    #[test]
    fn who_is_too_far_ahead_waits_for_the_sheet_that_is_awaited() {
        let backlog = Backlog::new(3);
        assert_eq!(backlog.add(2, MOST_WAITING), ControlFlow::Continue(()));
        // The awaited sheet goes on, however much waits behind it.
        assert_eq!(backlog.add(0, 5), ControlFlow::Continue(()));
        thread::scope(|scope| {
            let ahead = scope.spawn(|| backlog.add(1, 7));
            backlog.take(2, MOST_WAITING);
            assert_eq!(ahead.join().unwrap(), ControlFlow::Continue(()));
            backlog.turn(1);
            let own = scope.spawn(|| (backlog.add(1, MOST_OF_TURN), backlog.add(1, 1)));
            backlog.cancel();
            assert_eq!(own.join().unwrap().1, ControlFlow::Break(()));
        });
    }

    #[test]
    fn books_with_few_rows_have_one_reader() {
        let limits = Limits::default();
        let mut taken = Taken::default();
        let mut emitter = Emitter::new(&limits, &mut taken);
        let mut of = |all, strings| readers(Sizes { all, strings }, &mut emitter);
        assert_eq!(of(WORTH - 1, 0), 1);
        assert_eq!(of(1 << 30, (1 << 30) - WORTH + 1), 1);
        assert_eq!(of((limits.cells + 1) * CELL_BYTES, 0), 1);
        let mut deaf = |_: SheetEvent| ControlFlow::Continue(());
        let mut emitter = Emitter::new(&limits, &mut deaf);
        let sizes = Sizes {
            all: 1 << 30,
            strings: 0,
        };
        assert_eq!(readers(sizes, &mut emitter), 1);
    }

    #[test]
    fn a_large_book_arrives_whole_through_a_wire() {
        let bytes = workbook(3, 20_000);
        let mut sent = Vec::new();
        let mut file = Cursor::new(bytes.as_slice());
        wire::send(
            &mut file,
            crate::source::FileKind::Xlsx,
            &Limits::default(),
            &mut sent,
        )
        .unwrap();
        let mut rows = Vec::new();
        for event in WireReader::new(sent.as_slice()) {
            match event.unwrap() {
                SheetEvent::Start { .. } => rows.push(0),
                SheetEvent::Row { .. } => *rows.last_mut().unwrap() += 1,
                _ => {}
            }
        }
        assert_eq!(rows, [20_000, 40_000, 60_000]);
    }
}
