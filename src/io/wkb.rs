//! Well-known binary to a geometry: OGC, ISO (Z, M) and EWKB (with an SRID), either byte order, curves as lines. Height and
//! measure are left out. Refuses counts that the bytes cannot hold.

use crate::domain::{Geometries, GeometryKind, IssueKind};

use super::arcs;
use super::cursor::{Cursor, positions};
use super::shape::{GeometryFault, Parts, Shape};

/// Geometries within geometries, so deep.
const MAX_DEPTH: u8 = 32;

/// Adds the parts of a geometry to the feature being read, which the caller closes or takes back.
///
/// ```
/// use yuantu::domain::{Geometries, GeometryKind};
/// use yuantu::io::wkb;
///
/// let mut geometries = Geometries::default();
/// let point = [&[1, 1, 0, 0, 0][..], &121.45_f64.to_le_bytes(), &31.23_f64.to_le_bytes()].concat();
/// let shape = wkb::read(&point, &mut geometries)?;
/// geometries.end_feature(shape.kind);
/// assert_eq!(shape.kind, GeometryKind::Point);
/// assert_eq!(geometries.positions_of(0), [[121.45, 31.23]]);
/// # Ok::<(), yuantu::io::GeometryFault>(())
/// ```
///
/// # Errors
/// When the bytes end too soon, a type is unknown, or a coordinate is no number; positions already added stay until the
/// feature is taken back.
pub fn read(bytes: &[u8], geometries: &mut Geometries) -> Result<Shape, GeometryFault> {
    let mut reader = Reader { cursor: Cursor::new(bytes, 0), parts: Parts::new(geometries) };
    let kind = reader.geometry(0)?;
    reader.parts.finish(kind)
}

/// One geometry's byte order, type and ordinates a position.
struct Head {
    little: bool,
    kind: u32,
    ordinates: usize,
}

struct Reader<'a, 'g> {
    cursor: Cursor<'a>,
    parts: Parts<'g>,
}

impl Reader<'_, '_> {
    fn head(&mut self) -> Result<Head, GeometryFault> {
        let at = self.cursor.at;
        let little = match self.cursor.u8() {
            Some(order @ 0..=1) => order == 1,
            Some(order) => return Err(GeometryFault::new(at, format!("byte order {order}"))),
            None => return Err(self.ended()),
        };
        let code = self.u32(little)?;
        // EWKB has flags for Z, M and an SRID; ISO adds a thousand for Z, two for M, three for both.
        if code & 0x2000_0000 != 0 {
            self.u32(little)?;
        }
        let plain = code & 0x0FFF_FFFF;
        let (z, m) =
            (code & 0x8000_0000 != 0 || matches!(plain / 1000, 1 | 3), code & 0x4000_0000 != 0 || matches!(plain / 1000, 2 | 3));
        if plain >= 4000 {
            return Err(GeometryFault::new(at, format!("type {code}")));
        }
        Ok(Head { little, kind: plain % 1000, ordinates: 2 + usize::from(z) + usize::from(m) })
    }

    fn geometry(&mut self, depth: u8) -> Result<GeometryKind, GeometryFault> {
        let at = self.cursor.at;
        if depth > MAX_DEPTH {
            return Err(GeometryFault::new(at, format!("depth {depth}")));
        }
        let head = self.head()?;
        Ok(match head.kind {
            1 => {
                let position = self.position(&head)?;
                // An empty point is written as one without numbers.
                if !position.iter().all(|ordinate| ordinate.is_nan()) {
                    self.parts.point(position);
                }
                GeometryKind::Point
            }
            2 => {
                self.positions(&head)?;
                self.parts.end_line();
                GeometryKind::LineString
            }
            8 | 9 | 13 => {
                self.curve(head, depth)?;
                self.parts.end_line();
                GeometryKind::LineString
            }
            3 | 17 => {
                for _ in 0..self.count(&head, 4)? {
                    self.positions(&head)?;
                    self.parts.end_ring();
                }
                self.parts.end_polygon();
                GeometryKind::Polygon
            }
            10 => {
                for _ in 0..self.count(&head, 9)? {
                    let ring = self.head()?;
                    self.curve(ring, depth)?;
                    self.parts.end_ring();
                }
                self.parts.end_polygon();
                GeometryKind::Polygon
            }
            4 | 5 | 6 | 7 | 11 | 12 | 14 | 15 | 16 => {
                for _ in 0..self.count(&head, 5)? {
                    self.geometry(depth + 1)?;
                }
                match head.kind {
                    4 => GeometryKind::MultiPoint,
                    5 | 11 => GeometryKind::MultiLineString,
                    7 => GeometryKind::Collection,
                    _ => GeometryKind::MultiPolygon,
                }
            }
            kind => return Err(GeometryFault::new(at, format!("type {kind}"))),
        })
    }

    /// A line, a string of arcs, or both in turn: their positions become open ones.
    fn curve(&mut self, head: Head, depth: u8) -> Result<(), GeometryFault> {
        match head.kind {
            2 => self.positions(&head),
            8 => {
                let start = self.parts.geometries.positions.len();
                self.positions(&head)?;
                let string = self.parts.geometries.positions.split_off(start);
                // A compound curve's pieces share their ends.
                if let Some(&first) = string.first()
                    && self.parts.open().last() != Some(&first)
                {
                    self.parts.push(first);
                }
                arcs::linearise(&string, |position| self.parts.push(position));
                self.parts.doubt(IssueKind::Linearised);
                Ok(())
            }
            9 if depth < MAX_DEPTH => {
                for _ in 0..self.count(&head, 9)? {
                    let piece = self.head()?;
                    let before = self.parts.open().len();
                    self.curve(piece, depth + 1)?;
                    let seam = self.parts.geometries.open_positions() + before;
                    let positions = &mut self.parts.geometries.positions;
                    if before > 0 && positions.get(seam - 1) == positions.get(seam) {
                        positions.remove(seam);
                    }
                }
                Ok(())
            }
            kind => Err(GeometryFault::new(self.cursor.at, format!("curve {kind}"))),
        }
    }

    /// A counted list of positions.
    fn positions(&mut self, head: &Head) -> Result<(), GeometryFault> {
        let count = self.count(head, 8 * head.ordinates)?;
        if head.little && head.ordinates == 2 {
            let bytes = self.cursor.take(16 * count).ok_or_else(|| self.ended())?;
            self.parts.geometries.positions.extend(positions(bytes));
            return Ok(());
        }
        for _ in 0..count {
            let position = self.position(head)?;
            self.parts.push(position);
        }
        Ok(())
    }

    fn position(&mut self, head: &Head) -> Result<[f64; 2], GeometryFault> {
        let mut ordinate = || if head.little { self.cursor.f64() } else { self.cursor.f64_be() };
        let position = ordinate().zip(ordinate());
        let skipped = self.cursor.take(8 * (head.ordinates - 2));
        position.zip(skipped).map(|((x, y), _)| [x, y]).ok_or_else(|| self.ended())
    }

    /// A count of things of at least so many bytes.
    fn count(&mut self, head: &Head, least: usize) -> Result<usize, GeometryFault> {
        let at = self.cursor.at;
        let count = self.u32(head.little)? as usize;
        if count > self.cursor.left() / least {
            return Err(GeometryFault::new(at, format!("n = {count}")));
        }
        Ok(count)
    }

    fn u32(&mut self, little: bool) -> Result<u32, GeometryFault> {
        if little { self.cursor.u32() } else { self.cursor.u32_be() }.ok_or_else(|| self.ended())
    }

    fn ended(&self) -> GeometryFault {
        GeometryFault::new(self.cursor.at, "EOF")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A geometry written little end first: byte order, type, and what follows.
    fn geometry(code: u32, rest: &[u8]) -> Vec<u8> {
        [&[1][..], &code.to_le_bytes(), rest].concat()
    }

    fn numbers(numbers: &[f64]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn counted(count: u32, rest: &[u8]) -> Vec<u8> {
        [&count.to_le_bytes()[..], rest].concat()
    }

    fn shape(bytes: &[u8]) -> (Geometries, Shape) {
        let mut geometries = Geometries::default();
        let shape = read(bytes, &mut geometries).unwrap();
        geometries.end_feature(shape.kind);
        (geometries, shape)
    }

    #[test]
    fn heights_measures_and_srids_are_passed_over_in_both_orders() {
        let big = [&[0, 0, 0, 0, 1][..], &121.45_f64.to_be_bytes(), &31.23_f64.to_be_bytes()].concat();
        let iso = geometry(3001, &numbers(&[121.45, 31.23, 5.0, 6.0]));
        let extended = geometry(0xA000_0001, &[&4326_u32.to_le_bytes()[..], &numbers(&[121.45, 31.23, 5.0])].concat());
        for bytes in [big, iso, extended] {
            assert_eq!(shape(&bytes).0.positions_of(0), [[121.45, 31.23]]);
        }
        assert_eq!(shape(&geometry(1, &numbers(&[f64::NAN, f64::NAN]))).1.kind, GeometryKind::None);
    }

    #[test]
    fn an_open_ring_is_closed_and_a_short_one_left_out() {
        let ring = counted(3, &numbers(&[0.0, 0.0, 4.0, 0.0, 4.0, 4.0]));
        let hole = counted(2, &numbers(&[1.0, 1.0, 2.0, 2.0]));
        let (geometries, shape) = shape(&geometry(3, &counted(2, &[ring, hole].concat())));
        assert_eq!((geometries.positions_of(0).len(), geometries.rings(0).len()), (4, 1));
        assert_eq!(shape.doubts, [IssueKind::OpenRing, IssueKind::TooFewPositions]);
    }

    #[test]
    fn a_curve_polygon_becomes_a_polygon() {
        let half = geometry(8, &counted(3, &numbers(&[1.0, 0.0, 0.0, 1.0, -1.0, 0.0])));
        let side = geometry(2, &counted(2, &numbers(&[-1.0, 0.0, 1.0, 0.0])));
        let ring = geometry(9, &counted(2, &[half, side].concat()));
        let (geometries, shape) = shape(&geometry(12, &counted(1, &geometry(10, &counted(1, &ring)))));
        assert_eq!((shape.kind, shape.doubts.as_slice()), (GeometryKind::MultiPolygon, &[IssueKind::Linearised][..]));
        let ring = geometries.ring(0);
        let area: f64 = ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum::<f64>() / 2.0;
        assert!((area - std::f64::consts::FRAC_PI_2).abs() < 0.005, "{area}");
    }

    #[test]
    fn what_the_bytes_cannot_hold_is_refused_with_its_place() {
        let refused = |bytes: &[u8]| read(bytes, &mut Geometries::default()).unwrap_err();
        assert_eq!(refused(&geometry(2, &counted(u32::MAX, &[]))).at, 5);
        assert_eq!(refused(&geometry(99, &[])).at, 0);
        assert_eq!(refused(&[7]).at, 0);
        assert!(read(&geometry(1, &numbers(&[f64::INFINITY, 0.0])), &mut Geometries::default()).is_err());
        let deep = (0..100).fold(geometry(1, &numbers(&[0.0, 0.0])), |inner, _| geometry(7, &counted(1, &inner)));
        assert!(read(&deep, &mut Geometries::default()).is_err());
    }
}
