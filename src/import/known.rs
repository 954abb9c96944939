//! What is known and real: named places, and the ground on which nothing stands that an office keeps a list of, from the base
//! map of OpenStreetMap; the plan's places where they are drawn well; the user's own buildings. Refuses what was invented for
//! the demonstration, which says nothing about where anything is.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use rstar::RTree;
use rstar::primitives::Line;

use crate::domain::{Confidence, Dataset, DatasetKind, Field, GeometryKind, LonLatBounds, PartKind};
use crate::geodesy::local::LocalFrame;
use crate::index::{place, spatial::SpatialIndex};
use crate::io::embedded;

use super::names;

/// A plan's place that may be further off than this is no evidence, metres.
const ACCURATE_M: f64 = 150.0;
/// Half the width of a railway's tracks and of an elevated road, metres from the line on the map: nothing stands there.
const TRACK_M: f64 = 8.0;
const ELEVATED_ROAD_M: f64 = 10.0;
/// How near a boundary is to the river, track or road that it follows, metres.
const EDGE_M: f64 = 15.0;

/// What is known and real. Cheap to clone.
#[derive(Clone)]
pub struct Known {
    base: Arc<Base>,
    own: Option<Arc<Own>>,
}

/// A known place.
#[derive(Clone, Copy)]
pub struct KnownPlace<'a> {
    dataset: &'a Dataset,
    row: usize,
}

impl Known {
    /// What the program ships with; read and indexed once, at the first call (0.1 s: not in a frame).
    pub fn embedded() -> Self {
        static BASE: OnceLock<Arc<Base>> = OnceLock::new();
        Self { base: BASE.get_or_init(|| Arc::new(Base::read())).clone(), own: None }
    }

    /// The same with the user's own buildings. Invented buildings are kept for [`own_buildings`](Self::own_buildings) but are no
    /// known places.
    pub fn with_own(&self, buildings: Option<Arc<Dataset>>) -> Self {
        let own = buildings.map(|buildings| {
            let mut places = Places::default();
            if !buildings.is_embedded() {
                places.add(&buildings, |dataset, row| dataset.confidence_of(row) != Some(Confidence::Demo));
            }
            Arc::new(Own { buildings, places })
        });
        Self { base: self.base.clone(), own }
    }

    /// The buildings given to [`with_own`](Self::with_own).
    pub fn own_buildings(&self) -> Option<&Arc<Dataset>> {
        self.own.as_ref().map(|own| &own.buildings)
    }

    /// The district and its surroundings: the bounds that the base map covers, degrees WGS84.
    pub fn area(&self) -> LonLatBounds {
        self.base.area
    }

    /// The places of a name, whatever its blanks, brackets and the word for a station at its end.
    pub fn named<'a>(&'a self, name: &str) -> impl Iterator<Item = KnownPlace<'a>> {
        let name = names::folded(name);
        let own = self.own.as_ref().and_then(|own| own.places.named(&name));
        own.into_iter().chain(self.base.places.named(&name)).flatten()
    }

    /// True where none of an office's records can be: on water, on tracks, on an elevated road, on green, on school grounds.
    pub fn is_forbidden(&self, position: [f64; 2]) -> bool {
        let base = &*self.base;
        let local = base.frame.to_local(position);
        let mut found = near(&base.tracks, local, TRACK_M) || near(&base.elevated_roads, local, ELEVATED_ROAD_M);
        for ground in &base.grounds {
            if !found {
                ground.for_each_containing(position, |_| found = true);
            }
        }
        if !found {
            base.sites.for_each_containing(position, |row| found |= base.is_school[row as usize]);
        }
        found
    }

    /// True within 15 m of a real river, track (underground, too: they run under the streets) or elevated road.
    pub fn is_edge(&self, position: [f64; 2]) -> bool {
        near(&self.base.edges, self.base.frame.to_local(position), EDGE_M)
    }

    /// True within one of the three functional blocks.
    pub fn is_in_blocks(&self, position: [f64; 2]) -> bool {
        let Base { blocks, block_bounds, .. } = &*self.base;
        block_bounds.iter().any(|(row, bounds)| bounds.contains(position) && blocks.geometries.polygon_contains(*row, position))
    }
}

impl fmt::Debug for Known {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Known({} names)", self.base.places.by_name.len())
    }
}

impl<'a> KnownPlace<'a> {
    /// What it is called.
    pub fn name(&self) -> &'a str {
        self.dataset.text(self.row, Field::Name).unwrap_or_default()
    }

    /// What it is.
    pub fn kind(&self) -> DatasetKind {
        self.dataset.kind
    }

    /// A point in it, degrees WGS84.
    pub fn lon_lat(&self) -> Option<[f64; 2]> {
        place::position_of(self.dataset, self.row)
    }

    /// Distance of a position (degrees WGS84) from it, metres: 0 inside its grounds.
    pub fn distance_m(&self, position: [f64; 2]) -> f64 {
        if self.dataset.geometries.kind(self.row) != GeometryKind::None {
            return place::distance_m(&self.dataset.geometries, self.row, position, &LocalFrame::around(position));
        }
        self.lon_lat().map_or(f64::INFINITY, |lon_lat| {
            let [x, y] = LocalFrame::around(position).to_local(lon_lat);
            x.hypot(y)
        })
    }

    /// True for rivers, roads and tracks: long things, near which a point of the same name may be anywhere.
    pub fn is_line(&self) -> bool {
        matches!(self.dataset.geometries.kind(self.row), GeometryKind::LineString | GeometryKind::MultiLineString)
    }
}

struct Own {
    buildings: Arc<Dataset>,
    places: Places,
}

/// What the base map says, indexed.
struct Base {
    area: LonLatBounds,
    frame: LocalFrame,
    blocks: Arc<Dataset>,
    /// The rows that are functional blocks, and their bounds.
    block_bounds: Vec<(usize, LonLatBounds)>,
    places: Places,
    /// Water and green.
    grounds: Vec<SpatialIndex>,
    sites: SpatialIndex,
    is_school: Vec<bool>,
    tracks: Segments,
    elevated_roads: Segments,
    edges: Segments,
}

/// Pieces of lines in metres of the base map's frame.
type Segments = RTree<Line<[f64; 2]>>;

impl Base {
    fn read() -> Self {
        let load = |kind: DatasetKind| {
            Arc::new(embedded::load(kind).unwrap_or_else(|| Dataset::new(kind.code(), crate::domain::Origin::Embedded)))
        };
        let [water, green, sites, railways] =
            [DatasetKind::Water, DatasetKind::Green, DatasetKind::Sites, DatasetKind::Railways].map(load);
        let [rivers, elevated, stations] = [DatasetKind::Waterways, DatasetKind::ElevatedRoads, DatasetKind::Stations].map(load);
        let [blocks, streets, parks] = [DatasetKind::Blocks, DatasetKind::Streets, DatasetKind::Parks].map(load);

        let bounds = [&water, &green, &sites, &railways].map(|dataset| dataset.geometries.bounds());
        let area = bounds.iter().fold(LonLatBounds::EMPTY, |all, one| all.union(one));
        let frame = LocalFrame::around(if area.is_empty() { [0.0, 0.0] } else { area.centre() });

        let mut places = Places::default();
        let any = |_: &Dataset, _: usize| true;
        let real = |dataset: &Dataset, row: usize| {
            let accuracy_m = dataset.number(row, Field::AccuracyM);
            match dataset.confidence_of(row) {
                Some(Confidence::Demo) => false,
                Some(Confidence::Schematic) => accuracy_m.is_some_and(|metres| metres <= ACCURATE_M),
                _ => true,
            }
        };
        for dataset in [&stations, &sites, &green, &rivers, &elevated, &railways] {
            places.add(dataset, any);
        }
        places.add(&streets, real);
        places.add(&parks, real);

        let is_school = (0..sites.len())
            .map(|row| matches!(sites.text(row, Field::Class), Some("school" | "kindergarten" | "university" | "college")))
            .collect();
        let surface = |dataset: &Dataset, row: usize| dataset.text(row, Field::Class) == Some("rail");
        let mut edges = segments(&rivers, &frame, any);
        edges.extend(segments(&railways, &frame, any));
        edges.extend(segments(&elevated, &frame, any));
        let is_block = |&row: &usize| blocks.text(row, Field::Class) == Some("功能区块");
        let block_bounds = (0..blocks.len()).filter(is_block).map(|row| (row, blocks.geometries.bounds_of(row))).collect();
        Self {
            area,
            frame,
            blocks,
            block_bounds,
            places,
            grounds: vec![SpatialIndex::new(water), SpatialIndex::new(green)],
            tracks: RTree::bulk_load(segments(&railways, &frame, surface)),
            elevated_roads: RTree::bulk_load(segments(&elevated, &frame, any)),
            edges: RTree::bulk_load(edges),
            sites: SpatialIndex::new(sites),
            is_school,
        }
    }
}

/// Named places by folded name.
#[derive(Default)]
struct Places {
    datasets: Vec<Arc<Dataset>>,
    by_name: HashMap<String, Vec<(u32, u32)>>,
}

impl Places {
    fn add(&mut self, dataset: &Arc<Dataset>, is_real: impl Fn(&Dataset, usize) -> bool) {
        let set = self.datasets.len() as u32;
        for row in (0..dataset.len()).filter(|&row| is_real(dataset, row) && place::position_of(dataset, row).is_some()) {
            let aliases = dataset.text(row, Field::Alias).unwrap_or_default();
            let mut own: Vec<String> = [Field::Name, Field::NameEn]
                .iter()
                .filter_map(|&field| dataset.text(row, field))
                .chain(aliases.split([';', '；']))
                .map(names::folded)
                .filter(|name| !name.is_empty())
                .collect();
            own.sort_unstable();
            own.dedup();
            for name in own {
                self.by_name.entry(name).or_default().push((set, row as u32));
            }
        }
        self.datasets.push(dataset.clone());
    }

    fn named<'a>(&'a self, folded: &str) -> Option<impl Iterator<Item = KnownPlace<'a>> + use<'a>> {
        let rows = self.by_name.get(folded)?;
        Some(rows.iter().map(|&(set, row)| KnownPlace { dataset: &self.datasets[set as usize], row: row as usize }))
    }
}

/// The pieces of the lines and rings of some rows.
fn segments(dataset: &Dataset, frame: &LocalFrame, is_wanted: impl Fn(&Dataset, usize) -> bool) -> Vec<Line<[f64; 2]>> {
    let geometries = &dataset.geometries;
    let rows = (0..dataset.len()).filter(|&row| is_wanted(dataset, row));
    let parts = rows.flat_map(|row| geometries.parts(row)).filter(|&part| geometries.part_kind(part) != PartKind::Point);
    let rings = parts.flat_map(|part| geometries.rings(part)).map(|ring| geometries.ring(ring));
    rings.flat_map(|ring| ring.windows(2).map(|leg| Line::new(frame.to_local(leg[0]), frame.to_local(leg[1])))).collect()
}

fn near(segments: &Segments, local: [f64; 2], distance_m: f64) -> bool {
    segments.locate_within_distance(local, distance_m * distance_m).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_places_are_known_and_invented_ones_are_not() {
        let known = Known::embedded();
        let station = known.named("上海马戏城地铁站").find(|place| place.kind() == DatasetKind::Stations).unwrap();
        assert!(station.distance_m([121.447_38, 31.282_16]) < 300.0, "{:?}", station.lon_lat());
        assert!(known.named("市北高新园区").next().is_none(), "its place is schematic");
        assert!(known.named("演示园北一").next().is_none());
        // 走马塘 is a river, and no point of that name says where it is.
        assert!(known.named("走马塘").all(|place| place.is_line()));
        let area = known.area();
        assert!(area.west > 121.39 && area.east < 121.51 && area.south > 31.19 && area.north < 31.34, "{area:?}");
    }

    #[test]
    fn the_ground_is_known() {
        let known = Known::embedded();
        // Suzhou Creek at Zhejiang Road bridge, the lake of Daning park's neighbourhood is green: from OpenStreetMap.
        assert!(known.is_in_blocks([121.4495, 31.2290]));
        let inside = |kind: DatasetKind| {
            let dataset = embedded::load(kind).unwrap();
            (0..dataset.len()).filter_map(|row| place::interior_point(&dataset.geometries, row)).collect::<Vec<_>>()
        };
        assert!(inside(DatasetKind::Water).iter().all(|&point| known.is_forbidden(point)));
        assert!(inside(DatasetKind::Waterways).iter().all(|&point| known.is_edge(point)));
        let own = Arc::new(embedded::load(DatasetKind::Buildings).unwrap());
        let known = known.with_own(Some(own.clone()));
        let invented = own.text(0, Field::Name).unwrap_or("B");
        assert!(known.own_buildings().is_some() && known.named(invented).next().is_none());
    }
}
