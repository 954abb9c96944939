//! Geometries: coordinates of any nesting, held against the declared type, and the rules for lines and rings.
//! Refuses to mend what is broken.

use crate::domain::{GeometryKind, IssueKind, PartKind};
use crate::io::scan::{Fault, Scan};

use super::feature::Reader;

/// Collections within collections, so deep.
const MAX_COLLECTIONS: u8 = 32;
/// Arrays within arrays of a MultiPolygon.
const MAX_LEVELS: u8 = 4;

/// How deep coordinates are nested.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nesting {
    /// Nothing in them.
    Empty,
    /// `[x, y]`
    Position,
    /// `[[x, y], …]`
    Positions,
    /// `[[[x, y], …], …]`
    Lines,
    /// `[[[[x, y], …], …], …]`
    Polygons,
}

impl Nesting {
    fn outer(self) -> Option<Self> {
        match self {
            Self::Empty => Some(Self::Empty),
            Self::Position => Some(Self::Positions),
            Self::Positions => Some(Self::Lines),
            Self::Lines => Some(Self::Polygons),
            Self::Polygons => None,
        }
    }
}

impl Reader<'_> {
    /// The geometry object or null here: its parts are added to the feature being read.
    pub(super) fn geometry(&mut self, collections: u8) -> Scan<GeometryKind> {
        match self.scan.peek() {
            b'n' => return self.scan.word("null").map(|()| GeometryKind::None),
            b'{' => {}
            _ => return Err(Fault::new(self.scan.at, IssueKind::WrongMember).of("geometry").with("{ null")),
        }
        let start = self.scan.at;
        self.scan.at += 1;
        let (mut declared, mut coordinates, mut geometries) = (None, None, false);
        self.scan.space();
        let mut more = self.scan.peek() != b'}';
        while more {
            self.scan.space();
            let key = self.scan.string()?;
            self.scan.pass(b':')?;
            self.scan.space();
            let at = self.scan.at;
            let collection = declared.map(|kind| kind == GeometryKind::Collection);
            match &*key {
                "type" if declared.is_none() => declared = Some(self.geometry_type()?),
                "coordinates" if coordinates.is_none() && !geometries && collection != Some(true) => {
                    coordinates = Some((self.coordinates()?, at));
                }
                "geometries" if coordinates.is_none() && !geometries && collection != Some(false) => {
                    self.geometries(collections)?;
                    geometries = true;
                }
                "type" | "coordinates" | "geometries" => {
                    self.scan.skip_value()?;
                    self.doubt(IssueKind::DuplicateMember, key.into_owned(), None);
                }
                "bbox" => self.bbox()?,
                "crs" => self.crs()?,
                "geometry" | "properties" | "features" => {
                    self.scan.skip_value()?;
                    self.doubt(IssueKind::ForeignSemantics, key.into_owned(), None);
                }
                _ => self.scan.skip_value()?,
            }
            more = self.scan.comma_or(b'}')?;
        }
        match (declared, coordinates, geometries) {
            (None, ..) => Err(Fault::new(start, IssueKind::MissingMember).of("type")),
            (Some(GeometryKind::Collection), None, true) => Ok(GeometryKind::Collection),
            (Some(GeometryKind::Collection), ..) => Err(Fault::new(start, IssueKind::MissingMember).of("geometries")),
            (Some(kind), Some((nesting, at)), _) => self.close(kind, nesting, at),
            (Some(_), None, _) => Err(Fault::new(start, IssueKind::MissingMember).of("coordinates")),
        }
    }

    fn geometry_type(&mut self) -> Scan<GeometryKind> {
        let at = self.scan.at;
        if self.scan.peek() != b'"' {
            return Err(Fault::new(at, IssueKind::WrongMember).of("type").with("\""));
        }
        let name = self.scan.string()?;
        geometry_kind(&name)
            .ok_or_else(|| Fault::new(at, IssueKind::UnknownType).of("type").with(name.chars().take(40).collect::<String>()))
    }

    fn geometries(&mut self, collections: u8) -> Scan<()> {
        let at = self.scan.at;
        if collections == MAX_COLLECTIONS {
            return Err(Fault::new(at, IssueKind::NestedTooDeep).of("geometries").with(MAX_COLLECTIONS.to_string()));
        }
        if self.scan.peek() != b'[' {
            return Err(Fault::new(at, IssueKind::WrongMember).of("geometries").with("["));
        }
        self.scan.at += 1;
        self.scan.space();
        let mut more = self.scan.peek() != b']';
        if !more {
            self.scan.at += 1;
            self.doubt(IssueKind::EmptyGeometry, "geometries", None);
        }
        while more {
            self.scan.space();
            if self.geometry(collections + 1)? == GeometryKind::Collection {
                self.doubt(IssueKind::NestedCollection, "geometries", None);
            }
            more = self.scan.comma_or(b']')?;
        }
        Ok(())
    }

    fn coordinates(&mut self) -> Scan<Nesting> {
        self.ring_ends.clear();
        self.polygon_ends.clear();
        if self.scan.peek() != b'[' {
            return Err(Fault::new(self.scan.at, IssueKind::WrongMember).of("coordinates").with("["));
        }
        self.nested(1)
    }

    /// The array here, at a level counted from 1.
    fn nested(&mut self, level: u8) -> Scan<Nesting> {
        self.scan.at += 1;
        self.scan.space();
        match self.scan.peek() {
            b']' => {
                self.scan.at += 1;
                self.doubt(IssueKind::EmptyGeometry, "coordinates", None);
                return Ok(Nesting::Empty);
            }
            b'[' if level < MAX_LEVELS => {}
            b'[' => return Err(self.bad_nesting()),
            _ => return self.position().map(|()| Nesting::Position),
        }
        let mut inner = self.nested(level + 1)?;
        if inner == Nesting::Position {
            return self.positions();
        }
        while self.scan.comma_or(b']')? {
            self.scan.space();
            if self.scan.peek() != b'[' {
                return Err(self.bad_nesting());
            }
            let next = self.nested(level + 1)?;
            if next == Nesting::Position || inner != next && inner != Nesting::Empty && next != Nesting::Empty {
                return Err(self.bad_nesting());
            }
            inner = inner.max(next);
        }
        if inner == Nesting::Positions {
            self.polygon_ends.push(self.ring_ends.len());
        }
        inner.outer().ok_or_else(|| self.bad_nesting())
    }

    /// The positions after the first one of a line.
    fn positions(&mut self) -> Scan<Nesting> {
        while self.scan.comma_or(b']')? {
            self.scan.space();
            if self.scan.peek() != b'[' {
                return Err(self.bad_position());
            }
            self.scan.at += 1;
            self.scan.space();
            self.position()?;
        }
        self.ring_ends.push(self.records.geometries.positions.len());
        Ok(Nesting::Positions)
    }

    /// The position whose bracket was just read.
    #[inline(always)]
    fn position(&mut self) -> Scan<()> {
        let lon = self.ordinate()?;
        self.scan.space();
        if self.scan.peek() != b',' {
            return Err(self.bad_position());
        }
        self.scan.at += 1;
        self.scan.space();
        let lat = self.ordinate()?;
        self.scan.space();
        if self.scan.peek() == b',' {
            self.more_ordinates()?;
        }
        if self.scan.peek() != b']' {
            return Err(self.bad_position());
        }
        self.scan.at += 1;
        self.records.geometries.positions.push([lon, lat]);
        Ok(())
    }

    #[inline(always)]
    fn ordinate(&mut self) -> Scan<f64> {
        self.scan.number().map_err(|fault| match fault.kind {
            IssueKind::NumberOutOfRange => fault.of("coordinates"),
            _ => self.bad_position(),
        })
    }

    /// The third number is a height, which the map does not use; more have no meaning in GeoJSON.
    fn more_ordinates(&mut self) -> Scan<()> {
        let mut count = 2;
        while self.scan.peek() == b',' {
            self.scan.at += 1;
            self.scan.space();
            self.ordinate()?;
            self.scan.space();
            count += 1;
        }
        if count > 3 {
            self.doubt(IssueKind::ExtraOrdinates, "coordinates", None);
        }
        Ok(())
    }

    /// Makes rings and parts of the positions that were read.
    fn close(&mut self, kind: GeometryKind, nesting: Nesting, at: usize) -> Scan<GeometryKind> {
        if nesting == Nesting::Empty {
            return Ok(GeometryKind::None);
        }
        let fault = |kind: IssueKind| Fault::new(at, kind).of("coordinates");
        let (rings, polygons) = (std::mem::take(&mut self.ring_ends), std::mem::take(&mut self.polygon_ends));
        let last = self.records.geometries.positions.len();
        match (kind, nesting) {
            (GeometryKind::Point, Nesting::Position) => {
                self.check_line(last - 1..last);
                self.end_part(last, PartKind::Point);
            }
            (GeometryKind::MultiPoint, Nesting::Positions) => {
                let first = self.records.geometries.open_positions();
                for end in first + 1..=last {
                    self.check_line(end - 1..end);
                    self.end_part(end, PartKind::Point);
                }
            }
            (GeometryKind::LineString, Nesting::Positions) | (GeometryKind::MultiLineString, Nesting::Lines) => {
                let mut start = self.records.geometries.open_positions();
                for &end in &rings {
                    if end - start < 2 {
                        return Err(fault(IssueKind::TooFewPositions).with((end - start).to_string()));
                    }
                    self.check_line(start..end);
                    self.end_part(end, PartKind::Line);
                    start = end;
                }
            }
            (GeometryKind::Polygon, Nesting::Lines) | (GeometryKind::MultiPolygon, Nesting::Polygons) => {
                let (mut start, mut ring) = (self.records.geometries.open_positions(), 0);
                for &polygon_end in &polygons {
                    let shell = ring;
                    while ring < polygon_end {
                        let end = rings[ring];
                        self.check_ring(start..end, ring == shell).map_err(|kind| match kind {
                            IssueKind::TooFewPositions => fault(kind).with((end - start).to_string()),
                            _ => fault(kind),
                        })?;
                        self.records.geometries.end_ring_at(end);
                        start = end;
                        ring += 1;
                    }
                    self.records.geometries.end_part(PartKind::Polygon);
                }
            }
            _ => return Err(fault(IssueKind::BadNesting).with(format!("{kind:?}"))),
        }
        (self.ring_ends, self.polygon_ends) = (rings, polygons);
        Ok(kind)
    }

    fn end_part(&mut self, end: usize, kind: PartKind) {
        self.records.geometries.end_ring_at(end);
        self.records.geometries.end_part(kind);
    }

    #[cold]
    fn bad_position(&self) -> Box<Fault> {
        Fault::new(self.scan.at, IssueKind::BadPosition).of("coordinates")
    }

    #[cold]
    fn bad_nesting(&self) -> Box<Fault> {
        Fault::new(self.scan.at, IssueKind::BadNesting).of("coordinates")
    }
}

/// The geometry type of a name.
pub(super) fn geometry_kind(name: &str) -> Option<GeometryKind> {
    Some(match name {
        "Point" => GeometryKind::Point,
        "MultiPoint" => GeometryKind::MultiPoint,
        "LineString" => GeometryKind::LineString,
        "MultiLineString" => GeometryKind::MultiLineString,
        "Polygon" => GeometryKind::Polygon,
        "MultiPolygon" => GeometryKind::MultiPolygon,
        "GeometryCollection" => GeometryKind::Collection,
        _ => return None,
    })
}
