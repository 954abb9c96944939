//! What the words in a feature's class or name mean for the map and the joins: renewal areas, ranks of roads, tunnels, which
//! grounds are public sites, names that name nothing. Refuses to guess from geometry.

use super::{Dataset, DatasetKind, Field, Value};

/// The rank of a road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoadRank {
    /// A street of a neighbourhood.
    Minor,
    /// A main street.
    Main,
    /// An elevated road or motorway.
    Expressway,
}

/// What a place name of the base map stands for, greatest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRank {
    /// A district of the city.
    District,
    /// A town or a subdistrict.
    Town,
    /// A neighbourhood or a village within one.
    Quarter,
}

/// Words of a street's class that make it a main one.
const MAIN_CLASSES: [&str; 8] = ["主要", "主干", "次干", "trunk", "primary", "secondary", "main", "arterial"];
/// Words in the name of an elevated road that make it an expressway, not a street's bridge.
const EXPRESSWAY_NAMES: [&str; 6] = ["高架", "中环路", "内环路", "外环", "高速", "通道"];
/// Words of a building's use that make it one for firms.
const FIRM_USES: [&str; 10] = ["办公", "研发", "商", "厂", "仓", "office", "commercial", "retail", "industrial", "laboratory"];
/// Classes of grounds that are shown as public sites.
const SITE_CLASSES: [&str; 24] = [
    "school",
    "kindergarten",
    "university",
    "college",
    "hospital",
    "clinic",
    "mall",
    "department_store",
    "museum",
    "theatre",
    "cinema",
    "library",
    "arts_centre",
    "community_centre",
    "hotel",
    "attraction",
    "market_place",
    "bus_station",
    "ferry_terminal",
    "railway_station",
    "stadium",
    "town_hall",
    "buddhist",
    "taoist",
];

/// What a place name stands for; `None` for the city as a whole, whose one point would name a corner of it.
pub fn place_rank(places: &Dataset, row: usize) -> Option<PlaceRank> {
    match places.text(row, Field::Class)? {
        "city" | "district" => {
            places.text(row, Field::Name).is_some_and(|name| name.ends_with('区')).then_some(PlaceRank::District)
        }
        "town" | "suburb" => Some(PlaceRank::Town),
        _ => Some(PlaceRank::Quarter),
    }
}

/// True when a row of the blocks is a renewal area (更新片区), not a functional block.
pub fn is_renewal_area(blocks: &Dataset, row: usize) -> bool {
    blocks.text(row, Field::Class).is_some_and(|class| class.contains("更新") || class.to_lowercase().contains("renewal"))
}

/// The rows of the functional blocks, in the order of the data; renewal areas left out.
pub fn functional_blocks(blocks: &Dataset) -> Vec<usize> {
    (0..blocks.len()).filter(|&row| !is_renewal_area(blocks, row)).collect()
}

/// The rank of a ground street; a street without a class is a minor one.
pub fn street_rank(streets: &Dataset, row: usize) -> RoadRank {
    let class = streets.text(row, Field::Class).unwrap_or_default().to_lowercase();
    if class.contains("motorway") || class.contains("快速") {
        RoadRank::Expressway
    } else if MAIN_CLASSES.iter().any(|word| class.contains(word)) {
        RoadRank::Main
    } else {
        RoadRank::Minor
    }
}

/// The rank of a row of the elevated roads: an expressway, or the bridge of a main street.
pub fn elevated_rank(roads: &Dataset, row: usize) -> RoadRank {
    let name = roads.text(row, Field::Name).unwrap_or_default();
    if name.is_empty() || EXPRESSWAY_NAMES.iter().any(|word| name.contains(word)) { RoadRank::Expressway } else { RoadRank::Main }
}

/// True when a row of the railways is a metro track.
pub fn is_metro_track(railways: &Dataset, row: usize) -> bool {
    matches!(railways.text(row, Field::Class), Some("subway" | "light_rail" | "monorail"))
}

/// True when a track runs in a tunnel (`tunnel` says so, as in OpenStreetMap).
pub fn is_in_tunnel(tracks: &Dataset, row: usize) -> bool {
    let Some(column) = tracks.table.column("tunnel") else { return false };
    match tracks.table.get(row, column) {
        Value::Bool(value) => value,
        Value::Text(text) => matches!(text, "T" | "yes" | "true"),
        _ => false,
    }
}

/// True when a row of the sites is shown: schools, hospitals, malls, museums, stations and the like.
pub fn is_public_site(sites: &Dataset, row: usize) -> bool {
    sites.text(row, Field::Class).is_some_and(|class| SITE_CLASSES.contains(&class))
}

/// True when a building is of a kind that is let to firms: it has a lettable area or a grade, or its use says so.
pub fn is_let_to_firms(buildings: &Dataset, row: usize) -> bool {
    buildings.number(row, Field::LettableM2).is_some_and(|area| area > 0.0)
        || buildings.text(row, Field::Grade).is_some()
        || buildings.text(row, Field::Use).is_some_and(|of| FIRM_USES.iter().any(|word| of.to_lowercase().contains(word)))
}

/// True when a row of the embedded data is ground to look at, no record to ask about: a street or a building without a name.
/// Everything in a file of the user's is a record.
pub fn is_scenery(dataset: &Dataset, row: usize) -> bool {
    let may_be = matches!(dataset.kind, DatasetKind::Streets | DatasetKind::Buildings);
    may_be && dataset.is_embedded() && dataset.text(row, Field::Name).is_none()
}

/// True when a name stands for a rest (“其他城市高架”) and names no one thing.
pub fn is_collective_name(name: &str) -> bool {
    name.starts_with("其他")
}
