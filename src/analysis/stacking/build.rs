//! The plan from the joined records. Refuses to draw and to sum.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Confidence, Dataset, DatasetKind, Date, Field, Industry, SpaceStatus, Value};
use crate::index::ParkModel;
use crate::index::keys::{key_in, own_key};

use super::{Cell, EXPIRING_MONTHS, Floor, Stacking, StackingParams, Storey, Tenant};

/// A building of the joined records on a day. A building that is not there, or of which nothing is on record, has no storeys.
///
/// A let space stays let until the day before the one that its tenant has given notice for, else until its lease ends, and is
/// 空置 from then on; while that is within 12 months it is 到期. On the reference date itself what is recorded stands, even
/// where a lease should have ended before.
///
/// ```
/// use yuantu::analysis::stacking::{StackingParams, stacking};
/// use yuantu::domain::Date;
/// use yuantu::index::ParkModel;
///
/// let day = Date::new(2026, 10, 31).unwrap();
/// assert!(stacking(&ParkModel::default(), 0, StackingParams::on(day)).storeys.is_empty());
/// ```
pub fn stacking(model: &ParkModel, building: u32, params: StackingParams) -> Stacking {
    let day = params.day.max(params.reference_date);
    let reader = Reader { model, reference_date: params.reference_date, day };
    let mut floors: BTreeMap<Option<i64>, Floor> = BTreeMap::new();
    let mut told = Told::default();
    if let Some(set) = model.set(DatasetKind::Buildings).filter(|set| (building as usize) < set.len()) {
        told.of(set, building);
    }
    if let Some(set) = model.set(DatasetKind::Floors) {
        for &row in model.down(DatasetKind::Buildings, building, DatasetKind::Floors) {
            let Some(level) = level(set, row) else { continue };
            told.of(set, row);
            let floor = floors.entry(Some(level)).or_insert_with(|| empty(Some(level)));
            if floor.row.is_none() {
                floor.row = Some(row);
                floor.plate_m2 = positive(set.number(row as usize, Field::PlateM2));
                floor.name = set.text(row as usize, Field::Floor).unwrap_or_default().to_owned();
            }
        }
    }
    if let Some(set) = model.set(DatasetKind::Spaces) {
        for &row in model.down(DatasetKind::Buildings, building, DatasetKind::Spaces) {
            let level = level(set, row);
            told.of(set, row);
            let floor = floors.entry(level).or_insert_with(|| empty(level));
            if floor.name.is_empty() && level.is_some() {
                floor.name = set.text(row as usize, Field::Floor).unwrap_or_default().to_owned();
            }
            let cell = reader.cell(set, row);
            if let (Some(Tenant::Firm(firm)), Some(firms)) = (&cell.tenant, model.set(DatasetKind::Enterprises)) {
                told.of(firms, *firm);
            }
            floor.cells.push(cell);
        }
    }
    for floor in floors.values_mut() {
        floor.cells.sort_by(|a, b| in_order(&a.name, &b.name).then(a.row.cmp(&b.row)));
    }
    Stacking {
        building,
        reference_date: params.reference_date,
        day,
        storeys: with_gaps(floors, reader.expected_levels(building)),
        marks: told.marks(),
        sources: told.sources.into_iter().map(Arc::from).collect(),
        as_of: told.as_of,
    }
}

/// Top floor first, with what is missing between; spaces without a floor last.
fn with_gaps(mut floors: BTreeMap<Option<i64>, Floor>, [least, most]: [i64; 2]) -> Vec<Storey> {
    let somewhere = floors.remove(&None);
    let known: Vec<i64> = floors.keys().rev().filter_map(|level| *level).collect();
    let mut storeys = Vec::new();
    let gap = |storeys: &mut Vec<Storey>, above: i64, below: i64| {
        // There is no level 0: B1 lies under the ground floor.
        let (highest, lowest) = (if above == 1 { -1 } else { above - 1 }, if below == -1 { 1 } else { below + 1 });
        if highest >= lowest {
            storeys.push(Storey::Gap { lowest, highest });
        }
    };
    if let (Some(&highest), Some(&lowest)) = (known.first(), known.last()) {
        let mut above = most.max(highest).saturating_add(1);
        for level in known {
            gap(&mut storeys, above, level);
            storeys.extend(floors.remove(&Some(level)).map(Storey::Floor));
            above = level;
        }
        gap(&mut storeys, above, least.min(lowest).saturating_sub(1));
    }
    storeys.extend(somewhere.map(Storey::Floor));
    storeys
}

fn empty(level: Option<i64>) -> Floor {
    Floor { level, name: String::new(), row: None, plate_m2: None, cells: Vec::new() }
}

struct Reader<'a> {
    model: &'a ParkModel,
    reference_date: Date,
    day: Date,
}

impl Reader<'_> {
    fn cell(&self, spaces: &Dataset, row: u32) -> Cell {
        let at = row as usize;
        let recorded = spaces.text(at, Field::Status).and_then(SpaceStatus::parse);
        let (lease_end, available_from) = (spaces.date(at, Field::LeaseEnd), spaces.date(at, Field::AvailableFrom));
        let is_let_now = recorded.is_some_and(SpaceStatus::is_let);
        // A sublet space is offered before the lease ends: its tenant has it until then.
        let noticed = available_from.filter(|_| recorded != Some(SpaceStatus::Sublet)).map(|day| day.plus_days(-1));
        let ends_on = noticed.or(lease_end).filter(|_| is_let_now);
        let tenant = self.tenant(spaces, row);
        Cell {
            row,
            name: unit_name(spaces, at),
            area_m2: positive(spaces.number(at, Field::AreaM2)),
            status: recorded.map(|status| self.status_on_day(status, ends_on)),
            is_let_now,
            industry: match &tenant {
                Some(Tenant::Firm(firm)) => self
                    .model
                    .set(DatasetKind::Enterprises)
                    .and_then(|firms| firms.text(*firm as usize, Field::Industry).and_then(Industry::parse)),
                _ => None,
            },
            tenant,
            rent_yuan_m2_day: positive(spaces.number(at, Field::RentYuanM2Day)),
            lease_end,
            ends_on,
            available_from,
            confidence: spaces.confidence_of(at),
        }
    }

    fn status_on_day(&self, recorded: SpaceStatus, ends_on: Option<Date>) -> SpaceStatus {
        let Some(ends_on) = ends_on else { return recorded };
        if ends_on < self.day && self.day > self.reference_date {
            return SpaceStatus::Vacant;
        }
        match recorded {
            SpaceStatus::Sublet => SpaceStatus::Sublet,
            _ if ends_on <= self.day.plus_months(EXPIRING_MONTHS) => SpaceStatus::Expiring,
            _ => SpaceStatus::Let,
        }
    }

    fn tenant(&self, spaces: &Dataset, row: u32) -> Option<Tenant> {
        if let Some(link) = self.model.up(DatasetKind::Spaces, row, DatasetKind::Enterprises) {
            return Some(Tenant::Firm(link.row));
        }
        let named = spaces.text(row as usize, Field::Tenant).map(str::trim).filter(|name| !name.is_empty());
        named.map(|name| Tenant::Named(name.into()))
    }

    /// The levels that the building itself says it has, from the lowest to the highest; 1 to 1 where it says nothing.
    fn expected_levels(&self, building: u32) -> [i64; 2] {
        let count = |field| {
            let set = self.model.set(DatasetKind::Buildings)?;
            set.number(building as usize, field).filter(|count| (1.0..=1e6).contains(count)).map(|count| count as i64)
        };
        [count(Field::FloorsBelow).map_or(1, |below| -below), count(Field::FloorsAbove).unwrap_or(1)]
    }
}

/// What the records say of themselves.
#[derive(Default)]
struct Told {
    least_sure: std::collections::BTreeSet<Confidence>,
    sources: std::collections::BTreeSet<String>,
    as_of: Option<Date>,
}

impl Told {
    fn of(&mut self, set: &Dataset, row: u32) {
        let row = row as usize;
        self.least_sure.extend(set.confidence_of(row));
        let source = set.source_of(row);
        if !source.is_empty() && !self.sources.contains(source) {
            self.sources.insert(source.to_owned());
        }
        self.as_of = self.as_of.max(set.as_of_of(row));
    }

    fn marks(&self) -> Vec<Confidence> {
        let marks = self.least_sure.iter().copied();
        marks.filter(|mark| matches!(mark, Confidence::Schematic | Confidence::Demo)).collect()
    }
}

/// Unit as it is called, else its key. Its own name is not for everybody's eyes: it may be the tenant's.
fn unit_name(spaces: &Dataset, row: usize) -> String {
    let name = key_in(spaces.value(row, Field::Unit)).or_else(|| own_key(spaces, row));
    name.map_or_else(|| spaces.number_in_file(row).to_string(), |name| name.into_owned())
}

fn positive(value: Option<f64>) -> Option<f64> {
    value.filter(|value| *value > 0.0 && value.is_finite())
}

/// The level of a floor or space as a whole number; 0 is none.
fn level(set: &Dataset, row: u32) -> Option<i64> {
    let level = match set.value(row as usize, Field::Level) {
        Value::Number(level) if level.abs() < 1e6 => Some(level as i64),
        Value::Text(text) => text.trim().parse().ok().filter(|level: &i64| level.unsigned_abs() < 1_000_000),
        _ => None,
    };
    level.filter(|&level| level != 0)
}

/// Names with numbers in them in the order of the numbers: 2 before 10, 1201 before 1202, A before B.
fn in_order(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (in_a, in_b) = (digits(a), digits(b));
        if in_a > 0 && in_b > 0 {
            let value = |text: &str, end: usize| text[..end].parse::<u128>().unwrap_or(u128::MAX);
            let order = value(a, in_a).cmp(&value(b, in_b)).then(in_a.cmp(&in_b));
            if order.is_ne() {
                return order;
            }
            (a, b) = (&a[in_a..], &b[in_b..]);
            continue;
        }
        let (mut chars_a, mut chars_b) = (a.chars(), b.chars());
        match (chars_a.next(), chars_b.next()) {
            (Some(first_a), Some(first_b)) if first_a == first_b => (a, b) = (chars_a.as_str(), chars_b.as_str()),
            (first_a, first_b) => return first_a.cmp(&first_b),
        }
    }
}
