//! Well-known text to a geometry: with Z, M, ZM, EMPTY and a leading `SRID=…;`, curves as lines. Height and measure are left
//! out. Refuses coordinate systems' text.

use crate::domain::{Geometries, GeometryKind, IssueKind};

use super::arcs;
use super::shape::{GeometryFault, Parts, Shape};

/// Geometries within geometries, so deep.
const MAX_DEPTH: u8 = 32;
/// Letters of a fault that are shown.
const SHOWN: usize = 20;

/// Adds the parts of a geometry to the feature being read, which the caller closes or takes back.
///
/// ```
/// use yuantu::domain::{Geometries, GeometryKind};
/// use yuantu::io::wkt;
///
/// let mut geometries = Geometries::default();
/// let shape = wkt::read("POLYGON ((0 0, 4 0, 4 4, 0 0))", &mut geometries)?;
/// assert_eq!(shape.kind, GeometryKind::Polygon);
/// # Ok::<(), yuantu::io::GeometryFault>(())
/// ```
///
/// # Errors
/// When the text is no geometry; positions already added stay until the feature is taken back.
pub fn read(text: &str, geometries: &mut Geometries) -> Result<Shape, GeometryFault> {
    let mut reader = Reader { text, at: 0, parts: Parts::new(geometries) };
    reader.srid();
    let kind = reader.geometry(0)?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.fault());
    }
    reader.parts.finish(kind)
}

/// True when a text begins like a geometry: for telling what a column holds.
pub fn looks_like(text: &str) -> bool {
    let text = text.trim_start();
    let text = text
        .get(..5)
        .filter(|srid| srid.eq_ignore_ascii_case("srid="))
        .and_then(|_| text.split_once(';'))
        .map_or(text, |(_, rest)| rest);
    let name: String = text.trim_start().chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase();
    let rest = text.trim_start().get(name.len()..).unwrap_or_default().trim_start();
    let opens = rest.starts_with('(') || ["Z", "M", "ZM", "EMPTY"].iter().any(|word| rest.to_ascii_uppercase().starts_with(word));
    opens && geometry_name(&name).is_some()
}

/// What the name of a geometry asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Point,
    MultiPoint,
    Line,
    Arcs,
    Compound,
    Polygon,
    /// Polygons, lines or geometries of the kind within.
    Many(GeometryKind),
}

fn geometry_name(name: &str) -> Option<Named> {
    let plain = ["ZM", "Z", "M"].iter().find_map(|suffix| name.strip_suffix(suffix)).filter(|plain| !plain.is_empty());
    [Some(name), plain].into_iter().flatten().find_map(|name| {
        Some(match name {
            "POINT" => Named::Point,
            "MULTIPOINT" => Named::MultiPoint,
            "LINESTRING" | "LINEARRING" => Named::Line,
            "CIRCULARSTRING" => Named::Arcs,
            "COMPOUNDCURVE" => Named::Compound,
            "POLYGON" | "CURVEPOLYGON" | "TRIANGLE" => Named::Polygon,
            "MULTILINESTRING" | "MULTICURVE" => Named::Many(GeometryKind::LineString),
            "MULTIPOLYGON" | "MULTISURFACE" | "POLYHEDRALSURFACE" | "TIN" => Named::Many(GeometryKind::Polygon),
            "GEOMETRYCOLLECTION" => Named::Many(GeometryKind::Collection),
            _ => return None,
        })
    })
}

struct Reader<'a, 'g> {
    text: &'a str,
    at: usize,
    parts: Parts<'g>,
}

impl Reader<'_, '_> {
    fn geometry(&mut self, depth: u8) -> Result<GeometryKind, GeometryFault> {
        let start = self.at;
        let name = self.word();
        let named = geometry_name(&name);
        let Some(named) = named.filter(|_| depth <= MAX_DEPTH) else {
            self.at = start;
            return Err(self.fault());
        };
        self.ordinates();
        let kind = match named {
            Named::Point => GeometryKind::Point,
            Named::MultiPoint => GeometryKind::MultiPoint,
            Named::Line | Named::Arcs | Named::Compound => GeometryKind::LineString,
            Named::Polygon => GeometryKind::Polygon,
            Named::Many(GeometryKind::LineString) => GeometryKind::MultiLineString,
            Named::Many(GeometryKind::Polygon) => GeometryKind::MultiPolygon,
            Named::Many(_) => GeometryKind::Collection,
        };
        if self.empty() {
            return Ok(kind);
        }
        match named {
            Named::Point => {
                self.pass('(')?;
                let position = self.position()?;
                self.parts.point(position);
                self.pass(')')?;
            }
            Named::MultiPoint => self.list(|reader| {
                let bracket = reader.peek('(');
                if reader.empty() {
                    return Ok(());
                }
                if bracket {
                    reader.pass('(')?;
                }
                let position = reader.position()?;
                reader.parts.point(position);
                if bracket { reader.pass(')') } else { Ok(()) }
            })?,
            Named::Line => {
                self.positions()?;
                self.parts.end_line();
            }
            Named::Arcs | Named::Compound => {
                self.curve_of(named, depth)?;
                self.parts.end_line();
            }
            Named::Polygon => self.polygon(depth)?,
            Named::Many(within) => self.list(|reader| match within {
                _ if !reader.peek('(') && !reader.empty() => reader.geometry(depth + 1).map(drop),
                // An empty part was just passed over.
                _ if !reader.peek('(') => Ok(()),
                GeometryKind::LineString => {
                    reader.positions()?;
                    reader.parts.end_line();
                    Ok(())
                }
                _ => reader.polygon(depth),
            })?,
        }
        Ok(kind)
    }

    fn polygon(&mut self, depth: u8) -> Result<(), GeometryFault> {
        self.list(|reader| {
            reader.curve(depth)?;
            reader.parts.end_ring();
            Ok(())
        })?;
        self.parts.end_polygon();
        Ok(())
    }

    /// A bare list of positions, or a curve with its name.
    fn curve(&mut self, depth: u8) -> Result<(), GeometryFault> {
        if self.peek('(') {
            return self.positions();
        }
        let start = self.at;
        let name = self.word();
        match geometry_name(&name) {
            Some(named @ (Named::Line | Named::Arcs | Named::Compound)) if depth < MAX_DEPTH => {
                self.ordinates();
                self.curve_of(named, depth)
            }
            _ => {
                self.at = start;
                Err(self.fault())
            }
        }
    }

    /// The positions of a curve become open ones.
    fn curve_of(&mut self, named: Named, depth: u8) -> Result<(), GeometryFault> {
        match named {
            Named::Arcs => {
                let start = self.parts.geometries.positions.len();
                self.positions()?;
                let string = self.parts.geometries.positions.split_off(start);
                if let Some(&first) = string.first() {
                    self.push_new(first);
                }
                arcs::linearise(&string, |position| self.parts.push(position));
                self.parts.doubt(IssueKind::Linearised);
                Ok(())
            }
            Named::Compound => self.list(|reader| {
                let before = reader.parts.geometries.positions.len();
                reader.curve(depth + 1)?;
                let piece = reader.parts.geometries.positions.split_off(before);
                piece.into_iter().for_each(|position| reader.push_new(position));
                Ok(())
            }),
            _ => self.positions(),
        }
    }

    /// Pieces of a curve share their ends.
    fn push_new(&mut self, position: [f64; 2]) {
        if self.parts.open().last() != Some(&position) {
            self.parts.push(position);
        }
    }

    fn positions(&mut self) -> Result<(), GeometryFault> {
        self.list(|reader| {
            let position = reader.position()?;
            reader.parts.push(position);
            Ok(())
        })
    }

    /// Things in brackets, with commas between them.
    fn list(&mut self, mut one: impl FnMut(&mut Self) -> Result<(), GeometryFault>) -> Result<(), GeometryFault> {
        if self.empty() {
            return Ok(());
        }
        self.pass('(')?;
        loop {
            one(self)?;
            if self.peek(')') {
                self.at += 1;
                return Ok(());
            }
            self.pass(',')?;
        }
    }

    fn position(&mut self) -> Result<[f64; 2], GeometryFault> {
        let (x, y) = (self.number()?, self.number()?);
        for _ in 0..2 {
            self.space();
            if !self.rest().starts_with([',', ')']) {
                self.number()?;
            }
        }
        Ok([x, y])
    }

    fn number(&mut self) -> Result<f64, GeometryFault> {
        self.space();
        let length = self.rest().find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')')).unwrap_or(self.rest().len());
        let number = self.rest().get(..length).and_then(|text| fast_float2::parse::<f64, _>(text).ok());
        let number = number.filter(|number| number.is_finite()).ok_or_else(|| self.fault())?;
        self.at += length;
        Ok(number)
    }

    fn srid(&mut self) {
        self.space();
        let rest = self.rest();
        if rest.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("srid="))
            && let Some(end) = rest.find(';')
        {
            self.at += end + 1;
        }
    }

    /// Passes over Z, M or ZM that stands apart from the name.
    fn ordinates(&mut self) {
        let start = self.at;
        if !matches!(self.word().as_str(), "Z" | "M" | "ZM") {
            self.at = start;
        }
    }

    /// True when EMPTY stands here; passes over it.
    fn empty(&mut self) -> bool {
        let start = self.at;
        let empty = self.word() == "EMPTY";
        if !empty {
            self.at = start;
        }
        empty
    }

    /// The letters here, in upper case.
    fn word(&mut self) -> String {
        self.space();
        let word: String = self.rest().chars().take_while(char::is_ascii_alphabetic).take(SHOWN).collect();
        self.at += word.len();
        word.to_ascii_uppercase()
    }

    fn pass(&mut self, wanted: char) -> Result<(), GeometryFault> {
        if !self.peek(wanted) {
            return Err(self.fault());
        }
        self.at += wanted.len_utf8();
        Ok(())
    }

    fn peek(&mut self, wanted: char) -> bool {
        self.space();
        self.rest().starts_with(wanted)
    }

    fn space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn fault(&self) -> GeometryFault {
        let shown: String = self.rest().chars().take(SHOWN).collect();
        GeometryFault::new(self.at, if shown.is_empty() { "EOF".to_owned() } else { shown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> (Geometries, Shape) {
        let mut geometries = Geometries::default();
        let shape = read(text, &mut geometries).unwrap();
        geometries.end_feature(shape.kind);
        (geometries, shape)
    }

    #[test]
    fn every_kind_is_read() {
        for (text, kind, positions) in [
            ("POINT Z (1 2 3)", GeometryKind::Point, 1),
            ("point(1 2)", GeometryKind::Point, 1),
            ("POINT EMPTY", GeometryKind::None, 0),
            ("SRID=4326;MULTIPOINTZM (1 2 3 4, (5 6 7 8), EMPTY)", GeometryKind::MultiPoint, 2),
            ("LINESTRING(0 0,1 1,2 1)", GeometryKind::LineString, 3),
            ("MULTILINESTRING((0 0,1 1),EMPTY,(2 2,3 3))", GeometryKind::MultiLineString, 4),
            ("POLYGON((0 0,4 0,4 4,0 0),(1 .5,2 .5,2 1,1 .5))", GeometryKind::Polygon, 8),
            ("MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((5 5,6 5,6 6,5 5)))", GeometryKind::MultiPolygon, 8),
            ("GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))", GeometryKind::Collection, 3),
            ("CURVEPOLYGON(COMPOUNDCURVE((0 0,2 0),(2 0,2 2),(2 2,0 0)))", GeometryKind::Polygon, 4),
        ] {
            let (geometries, shape) = shape(text);
            assert_eq!((shape.kind, geometries.positions_of(0).len()), (kind, positions), "{text}");
            assert!(looks_like(text), "{text}");
        }
        assert!(!looks_like("POINTS OF INTEREST") && !looks_like("名称") && !looks_like(""));
    }

    #[test]
    fn what_is_no_geometry_is_told_with_its_place() {
        for (text, at) in [("POINT(1)", 7), ("POINT(1 x)", 8), ("POLYGON((0 0,1 1)", 17), ("POINT(1 2) x", 11), ("园区", 0)] {
            assert_eq!(read(text, &mut Geometries::default()).unwrap_err().at, at, "{text}");
        }
        let deep = "GEOMETRYCOLLECTION(".repeat(100);
        assert!(read(&deep, &mut Geometries::default()).is_err());
    }
}
