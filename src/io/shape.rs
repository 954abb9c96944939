//! Parts of a geometry out of positions: rings are closed and parts that are too short left out, each with a doubt. Refuses to
//! mend more, and coordinates that are no numbers.

use crate::domain::{Geometries, GeometryKind, IssueKind, PartKind};

/// What a geometry came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it is called; none where nothing is left of it.
    pub kind: GeometryKind,
    /// What is odd about it, each once.
    pub doubts: Vec<IssueKind>,
}

/// Why a geometry cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeometryFault {
    /// The byte where it went wrong, counted from 0.
    pub at: usize,
    /// What stands there, in few words that need no translation.
    pub what: String,
}

impl GeometryFault {
    pub(super) fn new(at: usize, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }
}

/// A geometry under construction: the feature being read of some geometries.
pub(super) struct Parts<'g> {
    /// Where positions go; a part takes those that no part has yet.
    pub geometries: &'g mut Geometries,
    doubts: Vec<IssueKind>,
    /// Rings of the polygon so far, its shell first.
    rings: usize,
    shell_lost: bool,
    points: usize,
    lines: usize,
    polygons: usize,
    first_position: usize,
}

impl<'g> Parts<'g> {
    /// Begins after the last closed feature.
    pub fn new(geometries: &'g mut Geometries) -> Self {
        let first_position = geometries.positions.len();
        Self { geometries, doubts: Vec::new(), rings: 0, shell_lost: false, points: 0, lines: 0, polygons: 0, first_position }
    }

    /// Notes a doubt, once a kind.
    pub fn doubt(&mut self, kind: IssueKind) {
        if !self.doubts.contains(&kind) {
            self.doubts.push(kind);
        }
    }

    /// Positions that no ring has yet.
    pub fn open(&self) -> &[[f64; 2]] {
        self.geometries.positions.get(self.geometries.open_positions()..).unwrap_or_default()
    }

    /// Adds a position.
    #[inline]
    pub fn push(&mut self, position: [f64; 2]) {
        self.geometries.positions.push(position);
    }

    /// A point of its own.
    pub fn point(&mut self, position: [f64; 2]) {
        self.geometries.positions.push(position);
        self.geometries.end_ring();
        self.geometries.end_part(PartKind::Point);
        self.points += 1;
    }

    /// The open positions become a line.
    pub fn end_line(&mut self) {
        if self.open().len() < 2 {
            self.drop_open(!self.open().is_empty());
            return;
        }
        self.geometries.end_ring();
        self.geometries.end_part(PartKind::Line);
        self.lines += 1;
    }

    /// The open positions become a ring of the polygon; the first one is its shell.
    pub fn end_ring(&mut self) {
        let open = self.open();
        if let (Some(&first), Some(&last)) = (open.first(), open.last())
            && first != last
            && open.len() > 2
        {
            self.push(first);
            self.doubt(IssueKind::OpenRing);
        }
        if self.shell_lost || self.open().len() < 4 {
            self.shell_lost |= self.rings == 0;
            self.drop_open(!self.open().is_empty());
            return;
        }
        self.geometries.end_ring();
        self.rings += 1;
    }

    /// The rings become a polygon.
    pub fn end_polygon(&mut self) {
        if self.rings > 0 {
            self.geometries.end_part(PartKind::Polygon);
            self.polygons += 1;
        }
        (self.rings, self.shell_lost) = (0, false);
    }

    /// What it came to; `named` is what the file calls it. An error where a coordinate is no number.
    pub fn finish(self, named: GeometryKind) -> Result<Shape, GeometryFault> {
        let positions = self.geometries.positions.get(self.first_position..).unwrap_or_default();
        if let Some(at) = positions.iter().position(|[x, y]| !x.is_finite() || !y.is_finite()) {
            return Err(GeometryFault::new(at, "NaN / ∞"));
        }
        let kind = match (self.points, self.lines, self.polygons) {
            (0, 0, 0) => GeometryKind::None,
            _ if named == GeometryKind::Collection => named,
            (1, 0, 0) if named != GeometryKind::MultiPoint => GeometryKind::Point,
            (_, 0, 0) => GeometryKind::MultiPoint,
            (0, 1, 0) if named != GeometryKind::MultiLineString => GeometryKind::LineString,
            (0, _, 0) => GeometryKind::MultiLineString,
            (0, 0, 1) if named != GeometryKind::MultiPolygon => GeometryKind::Polygon,
            (0, 0, _) => GeometryKind::MultiPolygon,
            _ => GeometryKind::Collection,
        };
        Ok(Shape { kind, doubts: self.doubts })
    }

    fn drop_open(&mut self, told: bool) {
        let open = self.geometries.open_positions();
        self.geometries.positions.truncate(open);
        if told {
            self.doubt(IssueKind::TooFewPositions);
        }
    }
}
