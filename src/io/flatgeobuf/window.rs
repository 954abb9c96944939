//! The features of a window through the file's own index, a packed Hilbert R-tree. Refuses to read what is outside.

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;
use crate::io::cursor::Cursor;
use crate::io::input::Source;

use super::header::{Header, NODE, levels};

/// A feature that the index leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Where it begins, bytes after the start of the features.
    pub offset: u64,
    /// Its number in the file, counted from 0.
    pub number: u64,
}

/// The features whose boxes meet a window `[west, south, east, north]` in the file's coordinates, in the order of the file.
pub(super) fn search(source: &Source<'_>, header: &Header, window: [f64; 4]) -> Result<Vec<Hit>, Refusal> {
    let node_size = u64::from(header.node_size);
    let levels = levels(header.count, node_size);
    // Levels stand root first; where each begins, in nodes.
    let mut starts = vec![0; levels.len()];
    let mut next = 0;
    for level in (0..levels.len()).rev() {
        starts[level] = next;
        next += levels[level];
    }
    let leaves = starts[0];
    let mut hits = Vec::new();
    let mut open = vec![(0_u64, levels.len() - 1)];
    while let Some((node, level)) = open.pop() {
        let end = (node + node_size).min(starts[level] + levels[level]);
        let bytes = source.range(header.index + node * NODE, (end - node) * NODE)?;
        let mut cursor = Cursor::new(&bytes, 0);
        for index in node..end {
            let mut ordinate = || cursor.f64().unwrap_or(f64::NAN);
            let [west, south, east, north] = [ordinate(), ordinate(), ordinate(), ordinate()];
            let Some(offset) = cursor.u32().zip(cursor.u32()).map(|(low, high)| u64::from(high) << 32 | u64::from(low)) else {
                return Err(broken(index));
            };
            if !(west <= window[2] && window[0] <= east && south <= window[3] && window[1] <= north) {
                continue;
            }
            if level == 0 {
                hits.push(Hit { offset, number: index - leaves });
                continue;
            }
            // An inner node points to its first child: it must be on the level below.
            let below = starts[level - 1]..starts[level - 1] + levels[level - 1];
            if !below.contains(&offset) {
                return Err(broken(index));
            }
            open.push((offset, level - 1));
        }
        // Children that are pointed to twice would make the search go on for ever.
        if hits.len() as u64 > header.count || open.len() as u64 > header.count {
            return Err(broken(node));
        }
    }
    hits.sort_unstable();
    Ok(hits)
}

fn broken(node: u64) -> Refusal {
    Refusal::Issue(IssueKind::BrokenFile, format!("FlatGeobuf: index node {node}"))
}
