//! Where a cluster is, in the words of the map, and its name. Refuses wording: the patterns are in `i18n`.

use std::collections::BTreeMap;

use crate::domain::feature_class::is_collective_name;
use crate::domain::{Dataset, DatasetKind, Field};
use crate::i18n::Lang;
use crate::i18n::clusters::{ClusterText, cluster_name};
use crate::i18n::records::name_of;
use crate::index::{ParkModel, SpatialIndex};

use super::clusters::{Cluster, Clusters};

/// A station names a cluster whose middle is so near (近地铁), metres.
const STATION_M: f64 = 800.0;

/// A street names a cluster whose middle is so near, metres.
const STREET_M: f64 = 300.0;

/// Where a cluster is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterPlace {
    /// Row of the park in which most of its firms are, and at least a third.
    pub park: Option<u32>,
    /// Row of the station nearest to its middle, within 800 m.
    pub station: Option<u32>,
    /// Row of the named street nearest to its middle, within 300 m.
    pub street: Option<u32>,
    /// Row of the block in which most of its firms are.
    pub block: Option<u32>,
}

/// Where each cluster is.
pub fn places(clusters: &Clusters, model: &ParkModel) -> Vec<ClusterPlace> {
    let streets = model.set(DatasetKind::Streets).map(|streets| SpatialIndex::new(streets.clone()));
    clusters.clusters.iter().map(|cluster| place_of(cluster, model, streets.as_ref())).collect()
}

/// The names of the clusters in Chinese and English, each but once: by park, else station, else street, else block.
pub fn names(clusters: &Clusters, model: &ParkModel) -> Vec<[String; 2]> {
    let places = places(clusters, model);
    let mut used: [BTreeMap<String, usize>; 2] = Default::default();
    let mut name = |cluster: &Cluster, place: &ClusterPlace, lang: Lang| {
        let (pattern, place) = pattern_and_place(place, model, lang);
        let plain = cluster_name(pattern, &place, cluster.industry, 1, lang);
        let number = used[lang as usize].entry(plain).and_modify(|number| *number += 1).or_insert(1);
        cluster_name(pattern, &place, cluster.industry, *number, lang)
    };
    let both = clusters.clusters.iter().zip(&places);
    both.map(|(cluster, place)| [name(cluster, place, Lang::Zh), name(cluster, place, Lang::En)]).collect()
}

fn place_of(cluster: &Cluster, model: &ParkModel, streets: Option<&SpatialIndex>) -> ClusterPlace {
    let nearest = |index: &SpatialIndex, radius_m: f64| {
        let near = index.within_m(cluster.centre, radius_m).into_iter();
        let named = near.filter(|&(row, _)| named(index.dataset(), row));
        named.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0))).map(|(row, _)| row)
    };
    let third = cluster.members.len().div_ceil(3);
    ClusterPlace {
        park: most_common(cluster, model, DatasetKind::Parks).filter(|&(_, count)| count >= third).map(|(row, _)| row),
        station: model.index(DatasetKind::Stations).and_then(|index| nearest(index, STATION_M)),
        street: streets.and_then(|index| nearest(index, STREET_M)),
        block: most_common(cluster, model, DatasetKind::Blocks).map(|(row, _)| row),
    }
}

/// The record of a kind to which most members belong, and how many; of equals the first.
fn most_common(cluster: &Cluster, model: &ParkModel, kind: DatasetKind) -> Option<(u32, usize)> {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for &member in &cluster.members {
        if let Some(link) = model.up(DatasetKind::Enterprises, member, kind) {
            *counts.entry(link.row).or_default() += 1;
        }
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
}

fn pattern_and_place(place: &ClusterPlace, model: &ParkModel, lang: Lang) -> (ClusterText, String) {
    let choices = [
        (ClusterText::InPark, DatasetKind::Parks, place.park),
        (ClusterText::AroundStation, DatasetKind::Stations, place.station),
        (ClusterText::AlongStreet, DatasetKind::Streets, place.street),
        (ClusterText::InBlock, DatasetKind::Blocks, place.block),
    ];
    let found = choices.into_iter().find_map(|(pattern, kind, row)| {
        let dataset = model.set(kind)?;
        let row = row.filter(|&row| named(dataset, row))?;
        let name = name_of(dataset, row as usize, lang);
        // A street that changes its name on the way has both, and one is enough here; the pattern brings the word 站 itself.
        let name = name.split(" · ").next().unwrap_or_default().trim_end_matches('站');
        Some((pattern, name.to_owned()))
    });
    found.unwrap_or((ClusterText::Anywhere, String::new()))
}

fn named(dataset: &Dataset, row: u32) -> bool {
    dataset.text(row as usize, Field::Name).is_some_and(|name| !is_collective_name(name))
}
