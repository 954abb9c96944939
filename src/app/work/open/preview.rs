//! What is shown of a file while it is read: what can be drawn, and the first rows of a table. Refuses to keep it.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::store::Loaded;
use crate::domain::{Dataset, Geometries, Origin, Recipe};
use crate::import::{self, Proposal};
use crate::io::{self, ReadOptions, ReadSink};

use super::{Wish, stem_of};

/// A file that takes longer shows what has come of it so often. Each time the whole map is drawn, which on a software adapter
/// takes time from the reading.
const PREVIEW_EVERY: Duration = Duration::from_millis(300);

/// A table longer than this shows its first rows while it is read; a shorter one is there at once.
const SHORT_BYTES: u64 = 4 << 20;
const FIRST_ROWS: usize = 500;

/// What has come of a file and is not on the map yet.
pub(super) struct Preview<'a> {
    path: &'a Path,
    number: u32,
    /// When the last piece went to the map.
    since: Instant,
    geometries: Geometries,
}

impl<'a> Preview<'a> {
    /// Nothing has come yet.
    pub(super) fn new(path: &'a Path) -> Self {
        Self { path, number: 0, since: Instant::now(), geometries: Geometries::default() }
    }

    /// Adds what was read, and gives what has gathered as a piece when it is time.
    pub(super) fn add(&mut self, geometries: &Geometries) -> Option<Loaded> {
        // Metres of a grid are no degrees: such a file is seen once it is converted.
        let seen = geometries.bounds();
        if seen.west < -180.0 || seen.east > 180.0 || seen.south < -90.0 || seen.north > 90.0 {
            return None;
        }
        self.geometries.append(geometries);
        if self.since.elapsed() < PREVIEW_EVERY {
            return None;
        }
        self.number += 1;
        let name = format!("{} · {}", stem_of(self.path), self.number);
        let mut piece = Dataset::new(name, Origin::File(self.path.to_owned()));
        piece.geometries = std::mem::take(&mut self.geometries);
        piece.geometries.shrink();
        let loaded = Loaded::prepare(Arc::new(piece), &|_, _| ControlFlow::Continue(()));
        self.since = Instant::now();
        loaded
    }
}

/// The first rows of a table that takes a while to be read whole; none of a workbook, which has to be unpacked for its first row,
/// and none where nobody is asked.
pub(super) fn first_rows(path: &Path, wish: &Wish, options: &ReadOptions, kept: &[Recipe]) -> Option<(Dataset, Proposal)> {
    let is_long = std::fs::metadata(path).is_ok_and(|about| about.len() > SHORT_BYTES);
    let mut head = [0; 2];
    std::fs::File::open(path).ok()?.read_exact(&mut head).ok()?;
    if !is_long || wish.recipe.is_some() || head == *b"PK" || head == [0xD0, 0xCF] {
        return None;
    }
    let first = ReadOptions { max_rows: Some(FIRST_ROWS), ..options.clone() };
    let sink = ReadSink { progress: &|_, _| ControlFlow::Continue(()), piece: &mut |_| {} };
    let raw = io::read_path(path, &first, sink).dataset.filter(|raw| raw.about.format.is_table())?;
    let proposal = import::propose_as_read(&raw, options, kept);
    Some((raw, proposal))
}
