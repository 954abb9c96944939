//! What a criterion may name: the blocks, parks, buildings, stations and streets of the market, and the terms of an aspect. Refuses
//! to read lines (`parse`).

use crate::domain::criteria::{Aspect, Named};
use crate::domain::feature_class::is_renewal_area;
use crate::domain::{Dataset, DatasetKind, Field};

use super::build::stations;
use super::market::Market;
use super::parse::names::{Hit, named};

/// The places of an aspect whose names contain some words, at most so many, in the order of the data; and how many there are.
pub fn places(market: &Market, aspect: Aspect, words: &str, most: usize) -> (Vec<Named>, usize) {
    let words = words.trim().to_lowercase();
    let (mut found, mut count) = (Vec::new(), 0);
    let mut seen = std::collections::HashSet::new();
    let mut take = |kind: DatasetKind, row: u32, set: &Dataset| {
        let is_meant = [Field::Name, Field::NameEn, Field::Id].into_iter().any(|field| {
            set.text(row as usize, field).is_some_and(|name| words.is_empty() || name.to_lowercase().contains(&words))
        });
        // Streets come in pieces of one name.
        let is_new = aspect != Aspect::Street || seen.insert(set.text(row as usize, Field::Name).unwrap_or_default().to_owned());
        if is_meant && is_new {
            count += 1;
            if found.len() < most {
                found.extend(named(market, Hit { aspect, kind, row, has_spaces: true }));
            }
        }
    };
    let set_of = |kind| market.model.set(kind);
    match aspect {
        Aspect::Block => {
            if let Some(set) = set_of(DatasetKind::Blocks) {
                let rows = (0..set.len()).filter(|&row| !is_renewal_area(set, row));
                rows.for_each(|row| take(DatasetKind::Blocks, row as u32, set));
            }
        }
        Aspect::Park => {
            if let Some(set) = set_of(DatasetKind::Parks) {
                let has_spaces: std::collections::HashSet<u32> = market.groups.iter().filter_map(|group| group.park).collect();
                let rows = (0..set.len() as u32).filter(|row| has_spaces.contains(row));
                rows.for_each(|row| take(DatasetKind::Parks, row, set));
            }
        }
        Aspect::Building | Aspect::Like => {
            if let Some(set) = set_of(DatasetKind::Buildings) {
                let rows = market.groups.iter().filter_map(|group| group.building);
                rows.for_each(|row| take(DatasetKind::Buildings, row, set));
            }
        }
        Aspect::Station => {
            if let Some(set) = set_of(DatasetKind::Stations) {
                stations(&market.model).into_iter().for_each(|(row, _)| take(DatasetKind::Stations, row, set));
            }
        }
        Aspect::Street => {
            for kind in [DatasetKind::Streets, DatasetKind::ElevatedRoads] {
                if let Some(set) = set_of(kind) {
                    let rows = (0..set.len()).filter(|&row| set.text(row, Field::Name).is_some());
                    rows.for_each(|row| take(kind, row as u32, set));
                }
            }
        }
        _ => {}
    }
    (found, count)
}

/// The terms of an aspect, as the data says them.
pub fn terms(aspect: Aspect) -> &'static [&'static str] {
    match aspect {
        Aspect::Delivery => &["毛坯", "标准交付", "精装", "带家具"],
        Aspect::Grade => &["甲级", "乙级", "丙级"],
        Aspect::Use => &["办公", "商办", "创意办公", "研发", "厂房", "商业"],
        Aspect::Offer => &["空置", "意向", "转租", "到期"],
        _ => &[],
    }
}

/// A record as a criterion of an aspect names it.
pub fn of_record(market: &Market, aspect: Aspect, kind: DatasetKind, row: u32) -> Option<Named> {
    named(market, Hit { aspect, kind, row, has_spaces: true })
}
