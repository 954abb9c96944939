//! The data that ships with the program, packed into it by `build.rs`. Refuses anything of the user's.

use std::io::Read;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::{Dataset, DatasetKind, IssueKind, Origin};

use super::dispatch::{self, Named};
use super::{ReadOptions, ReadSink, csv_table};

/// All files, one after the other, each deflated.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded.bin"));
/// File name, where it is in the blob, its unpacked size in bytes; sorted by name.
static FILES: &[(&str, Range<usize>, usize)] = &include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The embedded dataset of a kind; none where the program ships with none.
pub fn load(kind: DatasetKind) -> Option<Dataset> {
    let mut dataset = read(kind)?;
    // What the base map's polygons are like is nothing that the user could mend.
    dataset.issues.retain(|issue| !matches!(issue.kind, IssueKind::RingWinding | IssueKind::ZeroArea));
    Some(dataset)
}

/// The text of an embedded file that is no dataset (`chain.csv`).
pub fn text(file: &str) -> Option<String> {
    unpacked(FILES.iter().find(|(known, ..)| *known == file)?)
}

fn unpacked((_, range, size): &(&str, Range<usize>, usize)) -> Option<String> {
    let mut text = String::with_capacity(*size);
    flate2::read::DeflateDecoder::new(BLOB.get(range.clone())?).read_to_string(&mut text).ok()?;
    Some(text)
}

fn read(kind: DatasetKind) -> Option<Dataset> {
    let packed = entry(kind)?;
    let (file, text) = (packed.0, unpacked(packed)?);
    let name: Arc<str> = file.into();
    let options = ReadOptions { threads: 1, kind: Some(kind), ..ReadOptions::default() };
    if file.ends_with(".csv") {
        let mut dataset = Dataset::new(kind.code(), Origin::Embedded);
        let log = csv_table::read(&text, &name, &mut dataset);
        return dispatch::finished(dataset, log, &options).dataset;
    }
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let named =
        Named { file_name: file.to_owned(), file: name, name: kind.code().to_owned(), origin: Origin::Embedded, depth: 0 };
    dispatch::geojson(&text, named, &options, sink).dataset
}

/// All embedded datasets, in the order of [`DatasetKind::ALL`], read side by side on so many threads (0: as many as the
/// machine has).
pub fn load_all(threads: usize) -> Vec<Dataset> {
    let threads = super::threads(threads).min(DatasetKind::ALL.len());
    // The largest first, so that the threads end together.
    let mut kinds = DatasetKind::ALL;
    kinds.sort_by_key(|&kind| std::cmp::Reverse(entry(kind).map_or(0, |(.., size)| *size)));
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut loaded = Vec::new();
        while let Some(&kind) = kinds.get(next.fetch_add(1, Ordering::Relaxed)) {
            loaded.extend(load(kind));
        }
        loaded
    };
    let mut loaded: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let own = worker();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).chain(own).collect()
    });
    loaded.sort_by_key(|dataset| dataset.kind);
    loaded
}

fn entry(kind: DatasetKind) -> Option<&'static (&'static str, Range<usize>, usize)> {
    FILES.iter().find(|(file, ..)| file.split('.').next() == Some(kind.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_kinds_come_in_order_and_without_a_refusal() {
        let loaded = load_all(3);
        assert!(loaded.is_sorted_by_key(|dataset| dataset.kind) && loaded.len() > 10);
        for dataset in &loaded {
            let refused = dataset.issues.iter().filter(|issue| issue.severity == crate::domain::Severity::Error).count();
            assert_eq!((refused, dataset.is_embedded()), (0, true), "{}: {:?}", dataset.name, dataset.issues);
        }
        let blocks = load(DatasetKind::Blocks).unwrap();
        assert_eq!(blocks.text(0, crate::domain::Field::Name), Some("北部"));
    }
}
