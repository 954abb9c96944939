//! Criteria made ready for the columns: each one a value a space and the bounds that it must keep. Refuses what is asked of a
//! place as a whole (`limits`).

use crate::domain::{DatasetKind, Date, Field};
use crate::geodesy::local::LocalFrame;
use crate::index::place;

use super::criteria::{Aspect, Band, Criterion, Want};
use super::likeness;
use super::market::Market;
use super::offers::Offer;

/// A criterion of single spaces.
pub(super) struct Gate<'a> {
    market: &'a Market,
    values: Values<'a>,
    /// Bounds of the value, both included.
    pub bounds: [f64; 2],
    except: bool,
}

enum Values<'a> {
    /// A column.
    Slot(&'a [f64]),
    /// One a group.
    Group(Vec<f64>),
    /// Days from the reference date to the first free day.
    Day,
    Level,
    /// One a term of [`crate::domain::Delivery`], bits.
    Delivery(u8),
    /// One an [`Offer`], bits.
    Offer(u8),
    Divisible,
    Band(Band),
}

impl<'a> Gate<'a> {
    /// Makes a criterion of single spaces ready.
    pub(super) fn of(market: &'a Market, criterion: &Criterion) -> Self {
        let columns = &market.slots;
        let is_so = [1.0, f64::INFINITY];
        let figure = criterion.bounds().unwrap_or([f64::NEG_INFINITY, f64::INFINITY]);
        let (values, bounds) = match criterion.aspect {
            Aspect::ClearHeight => (Values::Slot(&columns.clear_height_m), figure),
            Aspect::FloorHeight => (Values::Slot(&columns.floor_height_m), figure),
            Aspect::FloorLoad => (Values::Slot(&columns.load), figure),
            Aspect::Power => (Values::Slot(&columns.power), figure),
            Aspect::Efficiency => (Values::Slot(&columns.efficiency), figure),
            Aspect::ServiceCharge => (Values::Slot(&columns.service_charge), figure),
            Aspect::Level => (Values::Level, figure),
            Aspect::Available => {
                let by = if let Want::By(day) = criterion.want { day } else { market.reference_date };
                (Values::Day, [f64::NEG_INFINITY, f64::from(market.reference_date.days_until(by))])
            }
            Aspect::Divisible => (Values::Divisible, is_so),
            Aspect::Band => (Values::Band(if let Want::Band(band) = criterion.want { band } else { Band::Low }), is_so),
            Aspect::Delivery => (Values::Delivery(delivery_bits(criterion)), is_so),
            Aspect::Offer => (Values::Offer(offer_bits(criterion)), is_so),
            _ => {
                let (values, bounds) = of_groups(market, criterion, figure);
                (Values::Group(values), bounds)
            }
        };
        Self { market, values, bounds, except: criterion.except }
    }

    /// The value of a space; NaN where it is not known.
    pub(super) fn value(&self, slot: u32) -> f64 {
        let (at, columns) = (slot as usize, &self.market.slots);
        let flag = |holds: bool| f64::from(u8::from(holds));
        match &self.values {
            Values::Slot(column) => column[at],
            Values::Group(values) => values[columns.group[at] as usize],
            Values::Day => columns.free_from[at].map_or(f64::NAN, |day| f64::from(self.market.reference_date.days_until(day))),
            Values::Level => self.market.level_of(slot).map_or(f64::NAN, |level| level as f64),
            Values::Delivery(bits) => columns.delivery[at].map_or(f64::NAN, |level| flag(bits >> level as u8 & 1 == 1)),
            Values::Offer(bits) => match columns.offer[at] {
                Offer::Unknown => f64::NAN,
                offer => flag(bits >> offer as u8 & 1 == 1),
            },
            Values::Divisible => {
                if columns.least_part_m2[at].is_nan() {
                    1.0
                } else {
                    flag(columns.least_part_m2[at].is_finite())
                }
            }
            Values::Band(band) => {
                let floors = self.market.groups[columns.group[at] as usize].floors_above;
                match self.market.level_of(slot) {
                    Some(level) if floors.is_finite() && *band == Band::Top => flag(level as f64 == floors),
                    Some(level) if floors.is_finite() => flag(band_of(level as f64, floors) == *band),
                    _ => f64::NAN,
                }
            }
        }
    }

    /// Whether a space passes; `None` where that is not known.
    pub(super) fn verdict(&self, slot: u32) -> Option<bool> {
        self.judge(self.value(slot))
    }

    /// Whether a value passes.
    pub(super) fn judge(&self, value: f64) -> Option<bool> {
        let within = self.bounds[0] <= value && value <= self.bounds[1];
        (!value.is_nan()).then_some(within != self.except)
    }
}

/// The third of a building that a level is in; what is below ground is low.
fn band_of(level: f64, floors_above: f64) -> Band {
    if level * 3.0 <= floors_above {
        Band::Low
    } else if level * 3.0 > floors_above * 2.0 {
        Band::High
    } else {
        Band::Middle
    }
}

fn terms(criterion: &Criterion) -> &[String] {
    if let Want::Terms(terms) = &criterion.want { terms } else { &[] }
}

fn delivery_bits(criterion: &Criterion) -> u8 {
    let levels = terms(criterion).iter().filter_map(|term| crate::domain::Delivery::parse(term));
    levels.fold(0, |bits, level| bits | 1 << level as u8)
}

fn offer_bits(criterion: &Criterion) -> u8 {
    let offers = [Offer::Vacant, Offer::Interest, Offer::Sublet, Offer::Ending];
    let wanted = |offer: &Offer| offer.status().is_some_and(|status| terms(criterion).iter().any(|term| term == status.term()));
    offers.into_iter().filter(wanted).fold(0, |bits, offer| bits | 1 << offer as u8)
}

/// One value a group, and its bounds.
fn of_groups(market: &Market, criterion: &Criterion, figure: [f64; 2]) -> (Vec<f64>, [f64; 2]) {
    let groups = || 0..market.groups.len() as u32;
    let is_so = [1.0, f64::INFINITY];
    let each = |value: &dyn Fn(u32) -> f64| groups().map(value).collect::<Vec<f64>>();
    let flag = |holds: bool| f64::from(u8::from(holds));
    match (criterion.aspect, &criterion.want) {
        (Aspect::Metro, _) => (market.groups.iter().map(|group| group.metro_m).collect(), figure),
        (Aspect::Parking, _) => (market.groups.iter().map(|group| group.parking).collect(), figure),
        (Aspect::Block, Want::Places { places, .. }) => {
            let wanted = rows_of(market, DatasetKind::Blocks, places);
            (market.groups.iter().map(|g| flag(g.block.is_some_and(|row| wanted.contains(&row)))).collect(), is_so)
        }
        (Aspect::Park, Want::Places { places, .. }) => {
            let wanted = rows_of(market, DatasetKind::Parks, places);
            (market.groups.iter().map(|g| flag(g.park.is_some_and(|row| wanted.contains(&row)))).collect(), is_so)
        }
        (Aspect::Building, Want::Places { places, .. }) => {
            let wanted = rows_of(market, DatasetKind::Buildings, places);
            (market.groups.iter().map(|g| flag(g.building.is_some_and(|row| wanted.contains(&row)))).collect(), is_so)
        }
        (Aspect::Station, Want::Places { places, within_m }) => {
            let rows = rows_of(market, DatasetKind::Stations, places);
            let at: Vec<_> = rows.iter().filter_map(|&row| market.model.place_of(DatasetKind::Stations, row)).collect();
            let nearest = |group| at.iter().filter_map(|&to| market.distance_m(group, to)).fold(f64::NAN, f64::min);
            (each(&nearest), [f64::NEG_INFINITY, *within_m])
        }
        (Aspect::Street, Want::Places { places, within_m }) => {
            (each(&|group| street_distance_m(market, group, places, *within_m)), [f64::NEG_INFINITY, *within_m])
        }
        (Aspect::Within, Want::Circle { centre, radius_m }) => {
            (each(&|group| market.distance_m(group, *centre).unwrap_or(f64::NAN)), [f64::NEG_INFINITY, *radius_m])
        }
        (Aspect::Within, Want::Ring(ring)) => {
            (each(&|group| market.place_of(group).map_or(f64::NAN, |place| flag(ring_contains(ring, place)))), is_so)
        }
        (Aspect::Industry, Want::Firms { industry, least, within_m }) => {
            let usual = *within_m == super::market::NEIGHBOURS_M;
            let count = |group: u32| {
                let Some(place) = market.place_of(group) else { return f64::NAN };
                let counts = if usual { market.firms_near(group) } else { market.firms.within_m(place, *within_m) };
                f64::from(counts[*industry as usize])
            };
            (each(&count), [*least, f64::INFINITY])
        }
        (Aspect::Use, Want::Terms(terms)) => (each(&|group| says(market, group, Field::Use, terms)), is_so),
        (Aspect::Grade, Want::Terms(terms)) => (each(&|group| says(market, group, Field::Grade, terms)), is_so),
        (Aspect::Like, Want::Places { places, .. }) => {
            let rows = rows_of(market, DatasetKind::Buildings, places);
            let like = rows.first().and_then(|&row| market.group_of(row));
            (each(&|group| like.map_or(f64::NAN, |like| likeness::likeness(market, like, group))), [0.5, f64::INFINITY])
        }
        // A wish that makes no sense for the aspect asks nothing.
        _ => (each(&|_| 1.0), is_so),
    }
}

fn says(market: &Market, group: u32, field: Field, terms: &[String]) -> f64 {
    let said = market.building_text(group, field);
    said.map_or(f64::NAN, |said| f64::from(u8::from(terms.iter().any(|term| term.eq_ignore_ascii_case(said)))))
}

/// The rows that places name, by key or by name.
pub(super) fn rows_of(market: &Market, kind: DatasetKind, places: &[super::criteria::Named]) -> Vec<u32> {
    let Some(set) = market.model.set(kind) else { return Vec::new() };
    let is_named = |row: usize| {
        let key = crate::index::keys::own_key(set, row);
        let name = set.text(row, Field::Name);
        places.iter().any(|place| key.as_deref() == Some(&place.key) || key.is_none() && name == Some(&place.key))
    };
    (0..set.len()).filter(|&row| is_named(row)).map(|row| row as u32).collect()
}

/// Distance of a group to streets of these names, m; infinite where none is within reach.
fn street_distance_m(market: &Market, group: u32, places: &[super::criteria::Named], within_m: f64) -> f64 {
    let Some(at) = market.place_of(group) else { return f64::NAN };
    let frame = LocalFrame::around(at);
    let [west, south] = frame.to_lon_lat([-within_m * 4.0, -within_m * 4.0]);
    let [east, north] = frame.to_lon_lat([within_m * 4.0, within_m * 4.0]);
    let reach = crate::domain::LonLatBounds { west, south, east, north };
    let mut nearest = f64::INFINITY;
    for &(kind, row) in places.iter().flat_map(|place| market.names.street_rows(&place.key)) {
        let Some(set) = market.model.set(kind) else { continue };
        if set.geometries.bounds_of(row as usize).intersects(&reach) {
            nearest = nearest.min(place::distance_m(&set.geometries, row as usize, at, &frame));
        }
    }
    nearest
}

fn ring_contains(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let mut inside = false;
    for (at, &[ax, ay]) in ring.iter().enumerate() {
        let [bx, by] = ring[(at + 1) % ring.len()];
        if (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
            inside = !inside;
        }
    }
    inside
}

/// The day so many days from the reference date.
pub(super) fn day_after(market: &Market, days: f64) -> Date {
    market.reference_date.plus_days(days.clamp(-1e6, 1e6) as i32)
}
