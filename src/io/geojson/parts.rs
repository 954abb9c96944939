//! Many features, in parts: parts give progress, let the map show what has come, and are read side by side. Refuses to let
//! the number of threads show in the result.
//!
//! Verified speculation: where the later parts begin is guessed from what lay between the first two features; a part counts
//! only if the one before it ends exactly where it begins, else its text is read again from there. So rows, issues and the
//! place of a syntax fault are those of reading from front to back.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::io::ReadSink;
use crate::io::records::Records;
use crate::io::scan::{Fault, Scan};

use super::document::RECORD_SEPARATOR;
use super::feature::Reader;

/// Bytes of a part: some hundredths of a second of reading.
const PART: usize = 2 << 20;

/// Why reading came to a halt.
#[derive(Debug)]
pub(in crate::io) enum Halt {
    /// The file is broken.
    Fault(Box<Fault>),
    /// The caller wanted no more.
    Cancelled,
}

impl From<Box<Fault>> for Halt {
    fn from(fault: Box<Fault>) -> Self {
        Self::Fault(fault)
    }
}

/// What the caller hears and says while a text is read.
pub(in crate::io) struct Control<'a, 'b> {
    /// Progress and pieces.
    pub sink: &'a mut ReadSink<'b>,
    /// Threads to read with, at least one.
    pub threads: usize,
    /// Bytes per part; for tests.
    pub part_bytes: usize,
    /// What progress counts before the text's own bytes.
    pub done_before: u64,
    /// What progress counts in all.
    pub total: u64,
}

impl<'a, 'b> Control<'a, 'b> {
    /// The usual parts. `packed`: unpacking the text counted as the first half.
    pub fn new(sink: &'a mut ReadSink<'b>, threads: usize, text: &str, packed: bool) -> Self {
        let bytes = text.len() as u64;
        let done_before = if packed { bytes } else { 0 };
        Self { sink, threads: threads.max(1), part_bytes: PART, done_before, total: done_before + bytes }
    }
}

/// What stands between features and ends them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// Commas, up to a closing bracket.
    Array,
    /// Line ends or record separators, up to the end of the text.
    Sequence,
}

/// What one part of the text gave.
struct Part {
    start: usize,
    end: usize,
    /// Line ends between start and end.
    lines: u64,
    records: Records,
    /// Whether the features ended within it.
    closed: Scan<bool>,
}

impl<'a> Reader<'a> {
    /// Reads features until they end (true) or until one begins at or after the byte `stop` (false).
    pub(super) fn run(&mut self, frame: Frame, stop: usize) -> Scan<bool> {
        loop {
            if self.step(frame)? {
                return Ok(true);
            }
            if self.scan.at >= stop {
                return Ok(false);
            }
        }
    }

    /// One feature and what stands after it. True: it was the last.
    fn step(&mut self, frame: Frame) -> Scan<bool> {
        match frame {
            Frame::Array => {
                self.feature()?;
                let more = self.scan.comma_or(b']')?;
                if more {
                    self.scan.space();
                }
                Ok(!more)
            }
            Frame::Sequence => {
                if self.separators() > 0 && self.scan.at_end() {
                    return Ok(true);
                }
                self.sequence_text()?;
                let end = self.scan.at;
                let separators = self.separators();
                if separators == 0 && !self.scan.at_end() {
                    self.scan.at = end;
                    self.scan.space();
                    return self.scan.syntax("\\n \\u001E EOF");
                }
                Ok(self.scan.at_end())
            }
        }
    }

    /// Skips white space and record separators; how many of them end a text.
    fn separators(&mut self) -> usize {
        let mut count = 0;
        loop {
            match self.scan.peek() {
                b'\n' | RECORD_SEPARATOR => count += 1,
                b' ' | b'\r' | b'\t' => {}
                _ => return count,
            }
            self.scan.at += 1;
        }
    }

    /// Reads all features from here on.
    pub(super) fn parts(&mut self, frame: Frame, control: &mut Control<'_, '_>) -> Result<(), Halt> {
        let Some(starts) = self.guess_starts(frame, control)? else { return Ok(()) };
        let (scan, file) = (self.scan.clone(), self.records.log.file().clone());
        let read_part = |start: usize, stop: usize| {
            let mut scan = scan.clone();
            scan.at = start;
            let mut reader = Reader::new(scan, Records::new(&file));
            let closed = reader.run(frame, stop);
            let end = reader.scan.at;
            let lines = reader.line_of(end) - 1;
            Part { start, end, lines, records: reader.records, closed }
        };
        let stop_of = |part: usize| starts.get(part + 1).copied().unwrap_or(usize::MAX);
        if control.threads == 1 || starts.len() == 1 {
            return self.take_parts(&starts, stop_of, &read_part, |_| None, control);
        }
        let (next, halted) = (AtomicUsize::new(0), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            for _ in 0..control.threads.min(starts.len()) {
                let sender = sender.clone();
                let (next, halted, starts) = (&next, &halted, &starts);
                scope.spawn(move || {
                    loop {
                        let part = next.fetch_add(1, Ordering::Relaxed);
                        let Some(&start) = starts.get(part).filter(|_| !halted.load(Ordering::Relaxed)) else { return };
                        // Nobody listens any more once the reading has come to a halt.
                        let _ = sender.send((part, read_part(start, stop_of(part))));
                    }
                });
            }
            drop(sender);
            let mut waiting: Vec<Option<Part>> = starts.iter().map(|_| None).collect();
            let guessed = |part: usize| {
                while waiting[part].is_none() {
                    let (of, read) = receiver.recv().ok()?;
                    waiting[of] = Some(read);
                }
                waiting[part].take()
            };
            let result = self.take_parts(&starts, stop_of, &read_part, guessed, control);
            halted.store(true, Ordering::Relaxed);
            result
        })
    }

    /// Takes the parts in the order of the file, each where the one before it ended.
    fn take_parts(
        &mut self,
        starts: &[usize],
        stop_of: impl Fn(usize) -> usize,
        read_part: &impl Fn(usize, usize) -> Part,
        mut guessed: impl FnMut(usize) -> Option<Part>,
        control: &mut Control<'_, '_>,
    ) -> Result<(), Halt> {
        for part in 0..starts.len() {
            let stop = stop_of(part);
            if self.scan.at >= stop {
                continue;
            }
            let at = self.scan.at;
            let read = guessed(part).filter(|read| read.start == at).unwrap_or_else(|| read_part(at, stop));
            let closed = read.closed?;
            (control.sink.piece)(&read.records.geometries);
            let lines_before = self.line_of(at) - 1;
            self.records.append(read.records, lines_before);
            self.jump(read.end, read.lines);
            if part == 0 && read.end > at {
                self.records.reserve((self.scan.bytes().len() - at) / (read.end - at));
            }
            control.tell(read.end)?;
            if closed {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Reads two features and finds where parts of the rest likely begin, the first of them being where the reader now is.
    /// None: the two were all.
    fn guess_starts(&mut self, frame: Frame, control: &mut Control<'_, '_>) -> Result<Option<Vec<usize>>, Halt> {
        let mut between = None;
        let mut ended = self.step(frame)?;
        if !ended {
            between = self.text_between();
            ended = self.step(frame)?;
        }
        if self.records.len() > 0 {
            (control.sink.piece)(&self.records.geometries);
        }
        control.tell(self.scan.at)?;
        if ended {
            return Ok(None);
        }
        let mut starts = vec![self.scan.at];
        let Some((pattern, brace)) = between else { return Ok(Some(starts)) };
        let (bytes, finder) = (self.scan.bytes(), memchr::memmem::Finder::new(pattern));
        let mut from = self.scan.at + control.part_bytes;
        while let Some(found) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let start = from + found + brace;
            starts.push(start);
            from = start + control.part_bytes;
        }
        Ok(Some(starts))
    }

    /// The text from the last byte of the feature before to the end of the first name in the one here, and where in it the
    /// one here begins.
    fn text_between(&self) -> Option<(&'a [u8], usize)> {
        let bytes = self.scan.bytes();
        let here = self.scan.at;
        let last = memchr::memrchr(b'}', bytes.get(..here)?)?;
        let mut scan = self.scan.clone();
        scan.pass(b'{').ok()?;
        scan.space();
        scan.string().ok()?;
        Some((bytes.get(last..scan.at)?, here - last))
    }
}

impl Control<'_, '_> {
    /// Tells how far the text is read.
    fn tell(&mut self, at: usize) -> Result<(), Halt> {
        match (self.sink.progress)(self.done_before + at as u64, self.total) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Cancelled),
        }
    }
}
