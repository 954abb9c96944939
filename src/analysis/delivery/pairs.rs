//! Which rows of two deliveries are the same, by a key. Refuses to say what of them has changed.

use std::borrow::Cow;
use std::collections::HashMap;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::domain::{Dataset, Field};
use crate::geodesy::geodesic;

use super::{Key, middle, shown};

/// Rows of one name are the same only when they are no further apart, metres.
const SAME_PLACE_M: f64 = 500.0;

/// Rows of one key, ascending.
#[derive(Default)]
struct Rows {
    old: Vec<u32>,
    new: Vec<u32>,
}

/// For each new row its old one, and how many keys are not unique.
pub(super) fn paired(old: &Dataset, new: &Dataset, key: &Key) -> (Vec<Option<u32>>, u64) {
    let mut by_key: HashMap<Cow<'_, str>, Rows> = HashMap::with_capacity(old.len().max(new.len()));
    for row in 0..old.len() {
        by_key.entry(key_of(old, row, key)).or_default().old.push(row as u32);
    }
    for row in 0..new.len() {
        by_key.entry(key_of(new, row, key)).or_default().new.push(row as u32);
    }
    // Rows without a key are the same as no other.
    by_key.remove("");
    let mut pairs = vec![None; new.len()];
    let mut doubled = 0;
    for rows in by_key.values() {
        doubled += u64::from(rows.old.len() > 1 || rows.new.len() > 1);
        match key {
            Key::NameAndPlace => pair_nearest(rows, old, new, &mut pairs),
            // First come, first served.
            _ => rows.old.iter().zip(&rows.new).for_each(|(&before, &after)| pairs[after as usize] = Some(before)),
        }
    }
    // Several of one name are no doubt where the place tells them apart.
    (pairs, if *key == Key::NameAndPlace { 0 } else { doubled })
}

fn key_of<'a>(dataset: &'a Dataset, row: usize, key: &Key) -> Cow<'a, str> {
    match key {
        Key::Column(name) => dataset.table.column(name).map_or(Cow::default(), |column| shown(dataset.table.get(row, column))),
        Key::Id => shown(dataset.value(row, Field::Id)),
        Key::FeatureId => shown(dataset.feature_ids.get(row)),
        Key::NameAndPlace => match shown(dataset.value(row, Field::Name)) {
            text if text.trim().is_empty() => place(dataset, row),
            Cow::Borrowed(text) => text.trim().into(),
            Cow::Owned(text) => text.into(),
        },
        Key::Place => place(dataset, row),
    }
}

fn place(dataset: &Dataset, row: usize) -> Cow<'_, str> {
    middle(dataset, row).map_or(Cow::default(), |[lon, lat]| format!("{lon:.6} {lat:.6}").into())
}

/// Pairs rows of one name: one alone is the same wherever it is; else those at the same place first, then each new one in turn
/// with the nearest that is left, within [`SAME_PLACE_M`]. A chain's name may be that of thousands.
fn pair_nearest(rows: &Rows, old: &Dataset, new: &Dataset, pairs: &mut [Option<u32>]) {
    if let ([before], [after]) = (&*rows.old, &*rows.new) {
        pairs[*after as usize] = Some(*before);
        return;
    }
    let bits = |place: Option<[f64; 2]>| place.map(|place| place.map(f64::to_bits));
    let mut here: HashMap<_, Vec<u32>> = HashMap::new();
    for &row in rows.old.iter().rev() {
        here.entry(bits(middle(old, row as usize))).or_default().push(row);
    }
    let mut left = Vec::new();
    for &row in &rows.new {
        match here.get_mut(&bits(middle(new, row as usize))).and_then(Vec::pop) {
            Some(before) => pairs[row as usize] = Some(before),
            None => left.push(row),
        }
    }
    let mut old_left: Vec<u32> = here.into_values().flatten().collect();
    if left.is_empty() || old_left.is_empty() {
        return;
    }
    old_left.sort_unstable();
    // In the plane to choose, on the ellipsoid for the chosen one.
    let shrink = old_left.iter().find_map(|&row| middle(old, row as usize)).map_or(1.0, |[_, lat]| lat.to_radians().cos());
    let flat = |[lon, lat]: [f64; 2]| [lon * shrink, lat];
    let places = old_left.iter().filter_map(|&row| Some(GeomWithData::new(flat(middle(old, row as usize)?), row)));
    let mut tree = RTree::bulk_load(places.collect());
    for row in left {
        let Some(there) = middle(new, row as usize) else { continue };
        let Some(&nearest) = tree.nearest_neighbor(&flat(there)) else { break };
        let before = middle(old, nearest.data as usize);
        if before.is_some_and(|before| geodesic::distance_m(before, there) <= SAME_PLACE_M) {
            pairs[row as usize] = Some(nearest.data);
            tree.remove(&nearest);
        }
    }
}
