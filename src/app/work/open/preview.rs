//! What is drawn of a file while it is read. Refuses to keep it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::store::Loaded;
use crate::domain::{Dataset, Geometries, Origin};

use super::stem_of;

/// A file that takes longer shows what has come of it so often. Each time the whole map is drawn, which on a software adapter
/// takes time from the reading.
const PREVIEW_EVERY: Duration = Duration::from_millis(300);

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
