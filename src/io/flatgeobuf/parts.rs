//! The features of a file in parts, read side by side. Refuses to let the number of threads show in the result: a part counts
//! only where the one before it ends just where it begins.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::io::bytes::Refusal;
use crate::io::cursor::Cursor;
use crate::io::input::Job;

use super::header::{Header, NODE, levels};
use super::{Plan, Reader};

/// A part is worth a thread from so many features on.
const LEAST: u64 = 4_000;

/// Where the second and later parts begin, bytes of the file, told by the leaves of the index.
pub(super) fn splits(bytes: &[u8], header: &Header, threads: usize) -> Vec<usize> {
    let parts = (threads as u64).min(header.count / LEAST);
    if header.node_size == 0 || parts < 2 {
        return Vec::new();
    }
    let nodes: u64 = levels(header.count, u64::from(header.node_size)).iter().sum();
    let leaves = header.index + (nodes - header.count) * NODE;
    let offset = |part: u64| {
        let leaf = leaves + header.count * part / parts * NODE;
        let mut cursor = Cursor::new(bytes, usize::try_from(leaf + NODE - 8).ok()?);
        let (low, high) = (cursor.u32()?, cursor.u32()?);
        usize::try_from(header.features.checked_add(u64::from(high) << 32 | u64::from(low))?).ok()
    };
    let splits: Vec<usize> = (1..parts).filter_map(offset).collect();
    let is_ascending = splits.windows(2).all(|pair| pair[0] < pair[1]);
    let is_within = splits.iter().all(|&at| at > header.features as usize && at < bytes.len());
    if is_ascending && is_within { splits } else { Vec::new() }
}

/// Reads the parts and joins those that meet; where reading has to go on.
pub(super) fn read(
    reader: &mut Reader,
    plan: &Plan<'_>,
    bytes: &[u8],
    start: usize,
    splits: &[usize],
    job: &Job<'_, '_>,
) -> Result<usize, Refusal> {
    let total = (bytes.len() - start) as u64;
    let progress = job.sink.progress;
    let done = AtomicUsize::new(0);
    let part = |from: usize, stop: usize| {
        let mut part = Reader::new(plan);
        let mut at = from;
        let told = std::cell::Cell::new(from);
        let step = |at: usize| {
            let before = done.fetch_add(at - told.replace(at), Ordering::Relaxed);
            if progress((before as u64).min(total), total).is_break() { Err(Refusal::Cancelled) } else { Ok(()) }
        };
        let is_cut = part.run(bytes, &mut at, stop, usize::MAX, &step)?;
        Ok((part, at, is_cut))
    };
    let ends = splits.iter().copied().chain([bytes.len()]);
    let ranges: Vec<(usize, usize)> = [start].into_iter().chain(splits.iter().copied()).zip(ends).collect();
    let read: Vec<Result<(Reader, usize, bool), Refusal>> = std::thread::scope(|scope| {
        let part = &part;
        let others: Vec<_> = ranges.iter().skip(1).map(|&(from, stop)| scope.spawn(move || part(from, stop))).collect();
        let own = ranges.first().map(|&(from, stop)| part(from, stop));
        own.into_iter().chain(others.into_iter().filter_map(|other| other.join().ok())).collect()
    });
    let mut at = start;
    for (result, &(from, _)) in read.into_iter().zip(&ranges) {
        let (part, end, is_cut) = result?;
        if from != at {
            break;
        }
        let before = u64::from(reader.records.features);
        reader.records.append(part.records, before);
        reader.had_geometry |= part.had_geometry;
        at = end;
        if is_cut {
            break;
        }
    }
    Ok(at)
}
