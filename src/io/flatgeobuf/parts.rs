//! The features of a file in parts, read side by side, each piece by piece. Refuses to let the number of threads show in the
//! result: a part counts only where the one before it ends just where it begins.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::io::bytes::{self, Refusal};
use crate::io::cursor::Cursor;
use crate::io::input::{Job, Source};

use super::header::{Header, NODE, levels};
use super::{Plan, Reader};

/// A part is worth a thread from so many features on.
const LEAST: u64 = 4_000;
/// Bytes of a file that are held at a time, unless a feature is longer: no fresh memory is touched for the rest.
const HELD: usize = 1 << 20;

/// Where the bytes are, for all threads.
#[derive(Clone, Copy)]
enum Place<'a> {
    Disk(&'a Path, u64),
    Memory(&'a [u8]),
}

/// Where the second and later parts begin, bytes of the file, told by the leaves of the index.
fn splits(source: &Source<'_>, header: &Header, threads: usize) -> Vec<u64> {
    let parts = (threads as u64).min(header.count / LEAST);
    if header.node_size == 0 || parts < 2 {
        return Vec::new();
    }
    let nodes: u64 = levels(header.count, u64::from(header.node_size)).iter().sum();
    let leaves = header.index + (nodes - header.count) * NODE;
    let offset = |part: u64| {
        let leaf = leaves + header.count * part / parts * NODE;
        let bytes = source.range(leaf + NODE - 8, 8).ok()?;
        let mut cursor = Cursor::new(&bytes, 0);
        let (low, high) = (cursor.u32()?, cursor.u32()?);
        header.features.checked_add(u64::from(high) << 32 | u64::from(low))
    };
    let splits: Vec<u64> = (1..parts).filter_map(offset).collect();
    let is_ascending = splits.windows(2).all(|pair| pair[0] < pair[1]);
    let is_within = splits.iter().all(|&at| at > header.features && at < source.len());
    if is_ascending && is_within { splits } else { Vec::new() }
}

/// Reads all features: the parts side by side, joined where they meet, and what is left over one after the other. True where the
/// file ends in the middle of one.
pub(super) fn read(
    reader: &mut Reader,
    plan: &Plan<'_>,
    source: &Source<'_>,
    threads: usize,
    job: &Job<'_, '_>,
) -> Result<bool, Refusal> {
    bytes::fits(source.len())?;
    let place = match source {
        Source::Disk { path, length } => Place::Disk(path, *length),
        Source::Memory { bytes, .. } => Place::Memory(bytes),
    };
    let start = plan.header.features;
    let total = source.len().saturating_sub(start);
    let progress = job.sink.progress;
    let done = AtomicU64::new(0);
    let part = |part: &mut Reader, from: u64, stop: u64| {
        let told = std::cell::Cell::new(from);
        let step = |at: u64| {
            let before = done.fetch_add(at - told.replace(at), Ordering::Relaxed);
            if progress(before.min(total), total).is_break() { Err(Refusal::Cancelled) } else { Ok(()) }
        };
        piece_by_piece(part, place, from, stop, &step)
    };
    let splits = splits(source, plan.header, threads);
    let ends = splits.iter().copied().chain([source.len()]);
    let ranges: Vec<(u64, u64)> = [start].into_iter().chain(splits.iter().copied()).zip(ends).collect();
    let later = &|&(from, stop): &(u64, u64)| {
        let mut reader = Reader::new(plan);
        part(&mut reader, from, stop).map(|(end, is_cut)| (reader, from, end, is_cut))
    };
    let (first, others) = std::thread::scope(|scope| {
        let others: Vec<_> = ranges.iter().skip(1).map(|range| scope.spawn(move || later(range))).collect();
        let first = part(reader, start, ranges.first().map_or(start, |&(_, stop)| stop));
        (first, others.into_iter().filter_map(|other| other.join().ok()).collect::<Vec<_>>())
    });
    let (mut at, mut is_cut) = first?;
    for result in others {
        let (later, from, end, later_is_cut) = result?;
        if is_cut || from != at {
            break;
        }
        let before = u64::from(reader.records.features);
        reader.records.append(later.records, before);
        reader.had_geometry |= later.had_geometry;
        (at, is_cut) = (end, later_is_cut);
    }
    if !is_cut && at < source.len() {
        (_, is_cut) = part(reader, at, source.len())?;
    }
    Ok(is_cut)
}

/// Reads the features from one byte of the file until one begins at or after another; where that is, and whether the file ends
/// in the middle of one.
fn piece_by_piece(
    reader: &mut Reader,
    place: Place<'_>,
    from: u64,
    stop: u64,
    step: &dyn Fn(u64) -> Result<(), Refusal>,
) -> Result<(u64, bool), Refusal> {
    let (path, length) = match place {
        Place::Disk(path, length) => (path, length),
        Place::Memory(bytes) => {
            let bytes = bytes.get(from as usize..).unwrap_or_default();
            let mut at = 0;
            let is_cut = reader.run(bytes, &mut at, (stop - from) as usize, usize::MAX, &|at| step(from + at as u64))?;
            return Ok((from + at as u64, is_cut));
        }
    };
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(from))?;
    let (mut held, mut base, mut most) = (Vec::with_capacity(HELD), from, HELD);
    loop {
        let read = file.by_ref().take((most - held.len()) as u64).read_to_end(&mut held)?;
        let mut at = 0;
        let is_cut = reader.run(&held, &mut at, (stop - base) as usize, usize::MAX, &|at| step(base + at as u64))?;
        let end = base + at as u64;
        // The length is that of when the file was opened: what has been added since is not read, what is gone is missed.
        if end >= stop || read == 0 || base + held.len() as u64 >= length {
            return Ok((end, is_cut));
        }
        most = if at == 0 { held.len() * 2 } else { HELD.max(held.len() - at + HELD / 2) };
        held.drain(..at);
        base = end;
    }
}
