//! The joins: by key, else by place, else (firms and spaces) by nearness. Refuses to guess between a key and a place: a key
//! that names a record decides. What is invented never meets what is the user's (`provenance`).
//!
//! | child | building | park | block |
//! | --- | --- | --- | --- |
//! | park | | | key, inside |
//! | building | | key, inside (its interior point, or at least half of its ground) | key, inside, its park's |
//! | floor | key | | |
//! | space, enterprise | key, inside, nearest within 30 m | key, its building's, inside | key, its building's, inside, its park's |
//! | project, institution | | key | key, inside, its park's |
//! | station | | | key, inside |
//!
//! Beyond these, spaces are joined to their floor (building and level), spaces to the enterprise that lets them, and renewal
//! areas to their block; a renewal area is nobody's block. Of several that hold a place the smallest is taken.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::domain::feature_class::is_renewal_area;
use crate::domain::{Dataset, DatasetKind, Field, IssueKind, Value};

use super::doubts::Doubts;
use super::keys::{KeyIndex, key_in, own_key};
use super::overlap::share_within;
use super::place::{position_of, rough_area_m2};
use super::provenance::{Side, is_left_out};
use super::{ActiveSets, Link, LinkBasis, ParkModel, SpatialIndex, checks};

/// How far off the nearest building may be, metres.
const NEAR_M: f64 = 30.0;

/// Kinds that are asked for by key or place, or that analyses look up by place.
const INDEXED: [DatasetKind; 5] =
    [DatasetKind::Blocks, DatasetKind::Parks, DatasetKind::Buildings, DatasetKind::Enterprises, DatasetKind::Stations];

/// Kinds that are joined to something, parents before children.
const JOINED: [DatasetKind; 9] = [
    DatasetKind::Blocks,
    DatasetKind::Parks,
    DatasetKind::Buildings,
    DatasetKind::Floors,
    DatasetKind::Spaces,
    DatasetKind::Enterprises,
    DatasetKind::Projects,
    DatasetKind::Institutions,
    DatasetKind::Stations,
];

/// Told how many records of how many are done; may stop the work.
pub type Progress<'a> = &'a dyn Fn(u64, u64) -> ControlFlow<()>;

/// Joins the active datasets; `None` when it was stopped.
pub fn join(sets: ActiveSets, progress: Progress<'_>) -> Option<ParkModel> {
    let total: u64 = JOINED.iter().filter_map(|&kind| sets.get(kind)).map(|dataset| dataset.len() as u64).sum();
    progress(0, total).is_continue().then_some(())?;
    let mut joiner = Joiner::new(&sets);
    let mut done = 0;
    for kind in JOINED {
        let Some(dataset) = sets.get(kind) else { continue };
        for row in 0..dataset.len() as u32 {
            if !is_left_out(&sets, kind, row as usize) {
                joiner.join_record(dataset, row);
            }
            done += 1;
            if done % 4_096 == 0 {
                progress(done, total).is_continue().then_some(())?;
            }
        }
    }
    joiner.join_tenants();
    let Joiner { up, indexes, doubts, .. } = joiner;
    let mut model = ParkModel::from_links(sets, up, indexes);
    model.issues = checks::check(&model, doubts);
    progress(total, total).is_continue().then_some(model)
}

struct Joiner<'a> {
    sets: &'a ActiveSets,
    keys: BTreeMap<DatasetKind, KeyIndex<'a>>,
    indexes: BTreeMap<DatasetKind, Arc<SpatialIndex>>,
    floors: BTreeMap<(u32, i64), u32>,
    up: BTreeMap<(DatasetKind, DatasetKind), Vec<Option<Link>>>,
    doubts: Doubts,
}

impl<'a> Joiner<'a> {
    fn new(sets: &'a ActiveSets) -> Self {
        let mut joiner = Self {
            sets,
            keys: BTreeMap::new(),
            indexes: BTreeMap::new(),
            floors: BTreeMap::new(),
            up: BTreeMap::new(),
            doubts: Doubts::default(),
        };
        for (kind, dataset) in JOINED.into_iter().filter_map(|kind| Some((kind, sets.get(kind)?))) {
            let keys = KeyIndex::new(dataset);
            let told = dataset.issues.iter().any(|issue| issue.kind == IssueKind::DuplicateId);
            for &row in keys.duplicates.iter().filter(|_| !told) {
                let key = || own_key(dataset, row as usize).map(Into::into);
                joiner.doubts.add((kind, row), IssueKind::DuplicateId, Some(Field::Id), key);
            }
            joiner.keys.insert(kind, keys);
            if INDEXED.contains(&kind) {
                joiner.indexes.insert(kind, Arc::new(SpatialIndex::new(dataset.clone())));
            }
        }
        joiner
    }

    fn join_record(&mut self, dataset: &Dataset, row: u32) {
        use DatasetKind::{Blocks, Buildings, Enterprises, Floors, Institutions, Parks, Projects, Spaces};
        let kind = dataset.kind;
        let child =
            Child { kind, row, dataset, side: Side::of(dataset, row as usize), place: position_of(dataset, row as usize) };
        match kind {
            Blocks => {
                if is_renewal_area(dataset, row as usize) {
                    let block = self.by_key(&child, Field::Block, Blocks);
                    self.link(&child, Blocks, block);
                }
                return;
            }
            Floors => {
                let building = self.by_key(&child, Field::Building, Buildings);
                self.link(&child, Buildings, building);
                match (building, level(dataset, row)) {
                    (Some(building), Some(level)) => {
                        self.floors.entry((building.row, level)).or_insert(row);
                    }
                    (None, _) => self.doubts.add((kind, row), IssueKind::Unplaced, None, || None),
                    _ => {}
                }
                return;
            }
            _ => {}
        }
        let building = if matches!(kind, Spaces | Enterprises) { self.building_of(&child) } else { None };
        self.link(&child, Buildings, building);
        if let (Spaces, Some(building), Some(level)) = (kind, building, level(dataset, row)) {
            let floor = self.floors.get(&(building.row, level)).map(|&row| Link { row, basis: building.basis });
            self.link(&child, Floors, floor);
        }
        let mut park = None;
        if kind != Parks {
            park = self.by_key(&child, Field::Park, Parks).or_else(|| self.through(&child, building, Buildings, Parks));
            if matches!(kind, Buildings | Spaces | Enterprises) {
                park = park.or_else(|| self.inside(&child, Field::Park, Parks));
            }
            if kind == Buildings {
                park = park.or_else(|| self.mostly_inside(&child));
            }
            self.link(&child, Parks, park);
        }
        let block = self
            .by_key(&child, Field::Block, Blocks)
            .or_else(|| self.through(&child, building, Buildings, Blocks))
            .or_else(|| self.inside(&child, Field::Block, Blocks))
            .or_else(|| self.through(&child, park, Parks, Blocks));
        self.link(&child, Blocks, block);

        // A key project or institution of the plan may have no block, and a station may lie outside: neither is a fault. Our
        // own buildings and parks outside the blocks are none either.
        let must_be_placed = match kind {
            Spaces | Enterprises => true,
            Buildings | Parks | Projects | Institutions => child.side == Side::Own,
            _ => false,
        };
        if must_be_placed && building.is_none() && park.is_none() && block.is_none() {
            self.doubts.add((kind, row), IssueKind::Unplaced, None, || None);
        }
    }

    /// The building of a space or firm: by its key, by that of its space, by place, by nearness.
    fn building_of(&mut self, child: &Child<'_>) -> Option<Link> {
        use DatasetKind::{Buildings, Enterprises, Spaces};
        let mut building = self.by_key(child, Field::Building, Buildings);
        if building.is_none() && child.kind == Enterprises {
            let space = self.by_key(child, Field::Space, Spaces);
            building = self.through(child, space, Spaces, Buildings);
        }
        building.or_else(|| self.inside(child, Field::Building, Buildings)).or_else(|| self.nearest_building(child))
    }

    /// What a key says. A key that names nothing is noted, unless there is nothing that it could name, or a key of ours is
    /// asked for in a file of the user's.
    fn by_key(&mut self, child: &Child<'_>, field: Field, parent: DatasetKind) -> Option<Link> {
        let key = key_in(child.dataset.value(child.row as usize, field))?;
        let keys = self.keys.get(&parent).filter(|keys| keys.has_any_for(child.side))?;
        let row = keys.find(&key, child.side).filter(|&row| !self.is_renewal(parent, row));
        let ours_in_theirs = child.dataset.is_embedded() && self.sets.get(parent).is_some_and(|set| !set.is_embedded());
        if row.is_none() && !ours_in_theirs {
            let detail = || Some(key.into_owned());
            self.doubts.add((child.kind, child.row), IssueKind::UnknownReference, Some(field), detail);
        }
        row.map(|row| Link { row, basis: LinkBasis::Key })
    }

    /// The smallest that holds the child's place.
    fn inside(&mut self, child: &Child<'_>, field: Field, parent: DatasetKind) -> Option<Link> {
        let place = child.place?;
        let index = self.indexes.get(&parent)?;
        let mut holders = Vec::new();
        index.for_each_containing(place, |row| holders.push(row));
        holders.retain(|&row| self.may_hold(child, parent, row));
        holders.sort_unstable();
        let parents = index.dataset();
        let row = match holders[..] {
            [] => return None,
            [only] => only,
            _ => {
                let area = |&row: &u32| rough_area_m2(&parents.geometries, row as usize);
                let smallest = *holders.iter().min_by(|a, b| area(a).total_cmp(&area(b)))?;
                let name = || parents.text(smallest as usize, Field::Name).map(str::to_owned);
                let taken = || name().or_else(|| own_key(parents, smallest as usize).map(Into::into));
                self.doubts.add((child.kind, child.row), IssueKind::AmbiguousPlace, Some(field), taken);
                smallest
            }
        };
        Some(Link { row, basis: LinkBasis::Inside })
    }

    /// The park on whose ground at least half of a building stands.
    fn mostly_inside(&self, child: &Child<'_>) -> Option<Link> {
        let index = self.indexes.get(&DatasetKind::Parks)?;
        let building = (&child.dataset.geometries, child.row as usize);
        let candidates = index.window(building.0.bounds_of(building.1)).into_iter();
        let shares = candidates.filter(|&row| self.may_hold(child, DatasetKind::Parks, row)).map(|row| {
            let share = share_within(building, (&index.dataset().geometries, row as usize));
            (row, share)
        });
        let (row, _) = shares.filter(|&(_, share)| share >= 0.5).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        Some(Link { row, basis: LinkBasis::Inside })
    }

    fn nearest_building(&mut self, child: &Child<'_>) -> Option<Link> {
        let index = self.indexes.get(&DatasetKind::Buildings)?;
        let near = index.within_m(child.place?, NEAR_M).into_iter();
        let (row, distance_m) = near
            .filter(|&(row, _)| self.may_hold(child, DatasetKind::Buildings, row))
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))?;
        self.doubts.add((child.kind, child.row), IssueKind::NearestTaken, None, || None);
        Some(Link { row, basis: LinkBasis::Near { distance_m: distance_m as f32 } })
    }

    /// What the record in between belongs to; known no better than either step. A named park must not lead an invented record
    /// to a block of the user's.
    fn through(&self, child: &Child<'_>, step: Option<Link>, between: DatasetKind, parent: DatasetKind) -> Option<Link> {
        let step = step?;
        let next = (*self.up.get(&(between, parent))?.get(step.row as usize)?)?;
        self.may_hold(child, parent, next.row).then_some(())?;
        let basis = match (step.basis, next.basis) {
            (near @ LinkBasis::Near { .. }, _) | (_, near @ LinkBasis::Near { .. }) => near,
            (LinkBasis::Key, basis) => basis,
            (LinkBasis::Inside, _) => LinkBasis::Inside,
        };
        Some(Link { row: next.row, basis })
    }

    /// Which enterprise lets a space: the space says so, else the first enterprise that names the space.
    fn join_tenants(&mut self) {
        use DatasetKind::{Enterprises, Spaces};
        let (Some(spaces), Some(firms)) = (self.sets.get(Spaces), self.sets.get(Enterprises)) else { return };
        for row in (0..spaces.len() as u32).filter(|&row| !is_left_out(self.sets, Spaces, row as usize)) {
            let side = Side::of(spaces, row as usize);
            let child = Child { kind: Spaces, row, dataset: spaces, side, place: None };
            let firm = self.by_key(&child, Field::Tenant, Enterprises);
            self.link(&child, Enterprises, firm);
        }
        for row in (0..firms.len()).filter(|&row| !is_left_out(self.sets, Enterprises, row)) {
            let Some(key) = key_in(firms.value(row, Field::Space)) else { continue };
            let side = Side::of(firms, row);
            let Some(space) = self.keys.get(&Spaces).and_then(|keys| keys.find(&key, side)) else { continue };
            let links = self.up.entry((Spaces, Enterprises)).or_insert_with(|| vec![None; spaces.len()]);
            if let Some(slot) = links.get_mut(space as usize) {
                slot.get_or_insert(Link { row: row as u32, basis: LinkBasis::Key });
            }
        }
    }

    fn may_hold(&self, child: &Child<'_>, parent: DatasetKind, row: u32) -> bool {
        let Some(parents) = self.sets.get(parent) else { return false };
        child.side.may_meet(Side::of(parents, row as usize)) && !self.is_renewal(parent, row)
    }

    fn is_renewal(&self, kind: DatasetKind, row: u32) -> bool {
        kind == DatasetKind::Blocks && self.sets.get(kind).is_some_and(|blocks| is_renewal_area(blocks, row as usize))
    }

    fn link(&mut self, child: &Child<'_>, parent: DatasetKind, link: Option<Link>) {
        // Kinds of which nothing is joined take no memory: most buildings of a large city are in no park.
        if link.is_none() {
            return;
        }
        let links = self.up.entry((child.kind, parent)).or_insert_with(|| vec![None; child.dataset.len()]);
        if let Some(slot) = links.get_mut(child.row as usize) {
            *slot = link;
        }
    }
}

/// The record that is being joined.
struct Child<'a> {
    kind: DatasetKind,
    row: u32,
    dataset: &'a Dataset,
    side: Side,
    place: Option<[f64; 2]>,
}

/// The level of a floor or space, as a whole number.
fn level(dataset: &Dataset, row: u32) -> Option<i64> {
    match dataset.value(row as usize, Field::Level) {
        Value::Number(level) => Some(level as i64),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
