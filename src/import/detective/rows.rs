//! What a raw dataset has to say about its coordinates: a position a row, names, boundaries; in the numbers of the file. Refuses
//! to know what the numbers mean.

use crate::domain::{Dataset, Field, GeometryKind, LonLatBounds, Meaning, PartKind, Recipe, Value};
use crate::index::place;

use super::super::cells::degrees;
use super::super::known::{Known, KnownPlace};

/// Things standing on the ground, and named rows, that are looked at: enough for any test, and quick.
const STANDING_SAMPLE: usize = 10_000;
const NAMED_SAMPLE: usize = 20_000;
/// Positions along boundaries that are looked at.
const EDGE_SAMPLE: usize = 12_000;
/// Shapes smaller than this are things that stand on the ground; larger ones have a boundary that follows it. Metres.
const BOUNDARY_M: f64 = 300.0;

/// The rows that are looked at.
#[derive(Default)]
pub(super) struct Rows<'a> {
    /// Row and position, as the file has it.
    pub points: Vec<Point>,
    /// Rows whose name is that of known places.
    pub named: Vec<Named<'a>>,
    /// Positions along boundaries and lines, evenly spaced, each with its row, by row.
    pub edges: Vec<(u32, [f64; 2])>,
    /// Length that each of them stands for, metres.
    pub edge_step_m: f64,
    /// True where the numbers can be degrees.
    pub is_degrees: bool,
    /// Rows of the file that each one stands for.
    pub every: usize,
}

/// A row that has a position.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub row: u32,
    pub position: [f64; 2],
    /// True for a thing that stands on the ground at that position: a point, a small shape.
    pub stands: bool,
    /// True where the ground under it is looked at.
    pub is_probe: bool,
}

/// A row and the known places of its name.
pub(super) struct Named<'a> {
    pub row: u32,
    /// Positions of the row: one, or some along a line.
    pub positions: Vec<[f64; 2]>,
    pub places: Vec<KnownPlace<'a>>,
}

impl<'a> Rows<'a> {
    /// Looks through a raw dataset: at every row of one with so many, of a longer one at every n-th.
    pub(super) fn of(raw: &Dataset, recipe: &Recipe, known: &'a Known, sample: usize) -> Self {
        let columns = Columns::of(raw, recipe);
        let every = raw.len().div_ceil(sample).max(1);
        let mut rows = Self { every, ..Self::default() };
        for row in (0..raw.len()).step_by(every) {
            let position = place::interior_point(&raw.geometries, row).or_else(|| columns.position(raw, row));
            let Some(position) = position.filter(|position| position.iter().all(|number| number.is_finite())) else { continue };
            rows.points.push(Point { row: row as u32, position, stands: false, is_probe: false });
        }
        let degrees = rows.points.iter().filter(|point| point.position.iter().all(|number| number.abs() <= 180.0)).count();
        rows.is_degrees = degrees * 2 > rows.points.len();
        let metre = if rows.is_degrees { 1e-5 } else { 1.0 };
        for point in &mut rows.points {
            let row = point.row as usize;
            let bounds = raw.geometries.bounds_of(row);
            let is_small = (bounds.east - bounds.west).hypot(bounds.north - bounds.south) < BOUNDARY_M * metre;
            point.stands = bounds.is_empty() || is_small && !is_line(raw, row);
        }
        let standing = rows.points.iter().filter(|point| point.stands).count();
        let step = standing.div_ceil(STANDING_SAMPLE).max(1);
        for (number, point) in rows.points.iter_mut().filter(|point| point.stands).enumerate() {
            point.is_probe = number % step == 0;
        }
        rows.named = rows.points.iter().filter_map(|point| named(raw, &columns, known, point)).collect();
        let step = rows.named.len().div_ceil(NAMED_SAMPLE).max(1);
        rows.named = rows.named.into_iter().step_by(step).collect();
        rows.edge_step_m = 10.0;
        rows.edges = edges(raw, &rows, metre, known);
        if rows.edges.len() > EDGE_SAMPLE {
            let step = rows.edges.len().div_ceil(EDGE_SAMPLE);
            rows.edges = rows.edges.into_iter().step_by(step).collect();
            rows.edge_step_m *= step as f64;
        }
        rows
    }

    /// The middle of all positions: the median of each number.
    pub(super) fn middle(&self) -> Option<[f64; 2]> {
        let median = |axis: usize| {
            let mut numbers: Vec<f64> = self.points.iter().map(|point| point.position[axis]).collect();
            let middle = numbers.len() / 2;
            (!numbers.is_empty()).then(|| *numbers.select_nth_unstable_by(middle, f64::total_cmp).1)
        };
        Some([median(0)?, median(1)?])
    }
}

fn named<'a>(raw: &Dataset, columns: &Columns, known: &'a Known, point: &Point) -> Option<Named<'a>> {
    let row = point.row as usize;
    let is_line = is_line(raw, row);
    let names = columns.names.iter().filter_map(|&column| raw.table.get(row, column).as_text());
    let places = |name: &str| known.named(name).filter(|place| place.is_line() == is_line).collect::<Vec<_>>();
    let places = names.map(places).find(|places| !places.is_empty())?;
    let positions = if is_line {
        let all = raw.geometries.positions_of(row);
        let step = (all.len() / 8).max(1);
        all.iter().step_by(step).copied().collect()
    } else {
        vec![point.position]
    };
    Some(Named { row: point.row, positions, places })
}

fn is_line(raw: &Dataset, row: usize) -> bool {
    matches!(raw.geometries.kind(row), GeometryKind::LineString | GeometryKind::MultiLineString)
}

/// Positions every ten metres along lines and along the rings of large shapes. In degrees only what can be near the known area.
fn edges(raw: &Dataset, rows: &Rows<'_>, metre: f64, known: &Known) -> Vec<(u32, [f64; 2])> {
    let area = known.area();
    let near =
        LonLatBounds { west: area.west - 0.03, south: area.south - 0.03, east: area.east + 0.03, north: area.north + 0.03 };
    let step = 10.0 * metre;
    let mut found = Vec::new();
    let geometries = &raw.geometries;
    for point in rows.points.iter().filter(|point| !point.stands) {
        let parts = geometries.parts(point.row as usize).filter(|&part| geometries.part_kind(part) != PartKind::Point);
        for ring in parts.flat_map(|part| geometries.rings(part)) {
            for leg in geometries.ring(ring).windows(2) {
                let ([ax, ay], [bx, by]) = (leg[0], leg[1]);
                if rows.is_degrees && !near.contains(leg[0]) && !near.contains([ay, ax]) {
                    continue;
                }
                let length = (bx - ax).hypot(by - ay);
                // A leg of a thousand kilometres is nonsense, and no reason to fill the memory.
                let count = ((length / step).round().clamp(1.0, 100_000.0)) as usize;
                let at = |i: usize| (i as f64 + 0.5) / count as f64;
                found.extend((0..count).map(|i| (point.row, [ax + at(i) * (bx - ax), ay + at(i) * (by - ay)])));
                if found.len() > 40 * EDGE_SAMPLE {
                    return found;
                }
            }
        }
    }
    found
}

/// The columns that say where a row is and what it is called.
struct Columns {
    lon: Option<usize>,
    lat: Option<usize>,
    both: Option<usize>,
    names: Vec<usize>,
}

impl Columns {
    fn of(raw: &Dataset, recipe: &Recipe) -> Self {
        let column = |field: Field| {
            recipe.column_of(field).and_then(|header| raw.table.column(header)).or_else(|| raw.fields.column(field))
        };
        let both = recipe.columns.iter().find(|rule| rule.meaning == Meaning::Position);
        Self {
            lon: column(Field::Lon),
            lat: column(Field::Lat),
            both: both.and_then(|rule| raw.table.column(&rule.header)),
            names: [Field::Name, Field::Building, Field::Park].into_iter().filter_map(column).collect(),
        }
    }

    fn position(&self, raw: &Dataset, row: usize) -> Option<[f64; 2]> {
        if let Some((lon, lat)) = self.lon.zip(self.lat) {
            let position = [number(raw.table.get(row, lon))?, number(raw.table.get(row, lat))?];
            // Programs write nought for nothing.
            return Some(position).filter(|position| *position != [0.0, 0.0]);
        }
        degrees::position(raw.table.get(row, self.both?).as_text()?).ok()?.value
    }
}

fn number(value: Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(number),
        Value::Text(text) => Some(degrees::ordinate(text).ok()?.value?.number),
        _ => None,
    }
}
