//! The names that want a place on the sheet, by layer. Refuses to place them (`map/labels`).

use std::sync::Arc;

use crate::analysis::clusters::Cluster;
use crate::analysis::vacancy::VacancyTable;
use crate::domain::feature_class::{
    PlaceRank, RoadRank, elevated_rank, functional_blocks, is_collective_name, is_public_site, is_renewal_area, place_rank,
    street_rank,
};
use crate::domain::{Dataset, DatasetKind, Field, LonLatBounds};
use crate::geodesy::mercator;
use crate::i18n::kinds::industry_name;
use crate::i18n::map::{MapText, themes_line, vacancy_lines};
use crate::i18n::records::{is_named, name_of};
use crate::i18n::{Lang, integer};
use crate::map::scene::{LabelClass, LabelWish, Rgba};
use crate::workspace::LayerKey;

use super::builder::{Builder, Loaded};
use super::cache::Ident;
use super::courses::{anchor_in_mercator, joined, length, lines_of, rank_area, rows_by_name};
use super::park::{class_of_blocks, own_sets};

/// How far the surroundings of a block reach, degrees: some 400 m.
const NEAR_DEG: f64 = 0.004;

/// Adds the names of all layers that are shown.
pub(super) fn draw(sheet: &mut Builder<'_>) {
    blocks(sheet);
    areas(sheet);
    points(sheet);
    roads_and_rivers(sheet);
    places(sheet);
    own_layers(sheet);
}

fn blocks(sheet: &mut Builder<'_>) {
    let Some(set) = sheet.set(DatasetKind::Blocks) else { return };
    let (palette, lang, vacancy) = (sheet.palette, sheet.input.lang, sheet.input.vacancy);
    if sheet.shown(&LayerKey::Blocks).is_some() {
        let mut sources = vec![set.0.clone() as Ident];
        sources.extend(vacancy.map(|table| table.clone() as Ident));
        sheet.names("blocks", LabelClass::Block, 60.0, sources, "", || {
            let class = class_of_blocks(&set.0);
            let wish = |row: usize| {
                let mut wish = wish_at(&set.0, row, name_of(&set.0, row, lang).into(), palette.line_of_block(class[row]?))?;
                wish.weight = rank_area(&set.0.geometries, row);
                wish.sub_lines = block_lines(sheet_lines(&set.0, row, vacancy.map(|table| &**table), lang));
                Some(wish)
            };
            (0..set.0.len()).filter_map(wish).collect()
        });
    }
    if sheet.shown(&LayerKey::Renewal).is_some() {
        sheet.names("renewal", LabelClass::Park, 10.0, vec![set.0.clone() as Ident], "", || {
            let wish = |row| {
                is_renewal_area(&set.0, row)
                    .then(|| wish_at(&set.0, row, name_of(&set.0, row, lang).into(), palette.renewal))
                    .flatten()
            };
            (0..set.0.len()).filter_map(wish).collect()
        });
    }
    let institutions = sheet.set(DatasetKind::Institutions).filter(|_| sheet.shown(&LayerKey::Institutions).is_some());
    if let Some(institutions) = institutions {
        let sources = vec![set.0.clone() as Ident, institutions.0.clone() as Ident];
        sheet.names("institutions", LabelClass::Ground, 24.0, sources, "", || {
            let at = |row| institutions_at(&set.0, row, &institutions.0, lang, palette.label_road);
            (0..set.0.len()).filter_map(at).collect()
        });
    }
}

/// How many institutions a block has: they have no address, so one line stands for all.
fn institutions_at(blocks: &Dataset, row: usize, institutions: &Dataset, lang: Lang, colour: Rgba) -> Option<LabelWish> {
    let block = blocks.text(row, Field::Id)?;
    let count = (0..institutions.len()).filter(|&at| institutions.text(at, Field::Block) == Some(block)).count();
    (count > 0).then(|| wish_at(blocks, row, MapText::InstitutionsHere.fill(lang, &[&count.to_string()]), colour)).flatten()
}

fn sheet_lines(blocks: &Dataset, row: usize, vacancy: Option<&VacancyTable>, lang: Lang) -> Vec<String> {
    let themes = blocks.text(row, Field::Themes).map(|themes| themes_line(themes, lang));
    let spaces = vacancy.and_then(|table| table.blocks.get(row)?.as_ref());
    let figures = spaces.map_or_else(Vec::new, |spaces| vacancy_lines(spaces.vacancy_rate(), spaces.vacant_m2, lang));
    themes.into_iter().chain(figures).collect()
}

fn block_lines(lines: Vec<String>) -> Vec<Arc<str>> {
    lines.into_iter().map(Arc::from).collect()
}

fn areas(sheet: &mut Builder<'_>) {
    let (palette, lang) = (sheet.palette, sheet.input.lang);
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Parks, DatasetKind::Parks) {
        named(sheet, set, ("parks", LabelClass::Park, 24.0), palette.label, |_| true);
    }
    if let (Some((clusters, _)), Some(_)) = (sheet.input.clusters, sheet.shown(&LayerKey::Clusters)) {
        // The place is what the map shows already: the name says what gathers there and how much of it.
        sheet.names("clusters", LabelClass::Cluster, 5.0, vec![clusters.clone() as Ident], "", || {
            let wish = |(row, cluster): (usize, &Cluster)| {
                let firms = integer(cluster.members.len() as f64);
                let text = MapText::FirmsOfIndustry.fill(lang, &[industry_name(cluster.industry, lang), &firms]);
                LabelWish {
                    row: row as u32,
                    text: text.into(),
                    sub_lines: Vec::new(),
                    weight: cluster.area_m2,
                    pos_in_mercator: mercator::from_lon_lat(cluster.centre),
                    course_in_mercator: Arc::new([]),
                    colour: palette.label,
                }
            };
            clusters.clusters.iter().enumerate().map(wish).collect()
        });
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Green, DatasetKind::Green) {
        named(sheet, set, ("green", LabelClass::Ground, 5.0), palette.label_road, |_| true);
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Sites, DatasetKind::Sites) {
        named(sheet, set, ("sites", LabelClass::Ground, 1.6), palette.label_road, |row| is_public_site(&set.0, row));
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Buildings, DatasetKind::Buildings) {
        buildings(sheet, set);
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Water, DatasetKind::Water) {
        named(sheet, set, ("water", LabelClass::Water, 3.0), palette.label_water, |_| true);
    }
}

/// Buildings by their name, less that of their park, which stands there anyway.
fn buildings(sheet: &mut Builder<'_>, set: &Loaded) {
    let (palette, lang, model) = (sheet.palette, sheet.input.lang, sheet.input.model);
    let mut sources = vec![set.0.clone() as Ident];
    sources.extend(model.map(|model| model.clone() as Ident));
    sheet.names("buildings", LabelClass::Building, 0.9, sources, "", || {
        let wish = |row: usize| {
            let name = name_of(&set.0, row, lang);
            let park = model.and_then(|model| {
                let link = model.up(DatasetKind::Buildings, row as u32, DatasetKind::Parks)?;
                Some(name_of(model.set(DatasetKind::Parks)?, link.row as usize, lang))
            });
            let short = park.and_then(|park| name.strip_prefix(&*park).map(str::trim)).filter(|short| !short.is_empty());
            wish_at(&set.0, row, short.unwrap_or(&name).to_owned(), palette.label)
        };
        (0..set.0.len()).filter(|&row| is_named(&set.0, row)).filter_map(wish).collect()
    });
}

fn points(sheet: &mut Builder<'_>) {
    let palette = sheet.palette;
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Metro, DatasetKind::Stations) {
        stations(sheet, set);
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Projects, DatasetKind::Projects) {
        named(sheet, set, ("projects", LabelClass::Project, 10.0), palette.renewal, |_| true);
    }
}

/// Stations near a block are named at every scale that shows them, the others only from nearer: the overview is of the park.
/// The user's own are named wherever there is room.
fn stations(sheet: &mut Builder<'_>, set: &Loaded) {
    let colour = sheet.palette.label_station;
    if !set.0.is_embedded() {
        return named(sheet, set, ("metro.stations", LabelClass::Station, f64::INFINITY), colour, |_| true);
    }
    let blocks = sheet.set(DatasetKind::Blocks).map_or_else(Vec::new, |blocks| surroundings(&blocks.0));
    let is_near = |row: usize| {
        let place = set.0.geometries.bounds_of(row).centre();
        blocks.is_empty() || blocks.iter().any(|surroundings| surroundings.contains(place))
    };
    named(sheet, set, ("metro.stations", LabelClass::Station, 18.0), colour, is_near);
    named(sheet, set, ("metro.stations", LabelClass::Station, 7.0), colour, |row| !is_near(row));
}

/// The boxes around the parts of the functional blocks, wider by [`NEAR_DEG`].
fn surroundings(blocks: &Dataset) -> Vec<LonLatBounds> {
    let geometries = &blocks.geometries;
    let parts = functional_blocks(blocks).into_iter().flat_map(|row| geometries.parts(row));
    let rings = parts.filter_map(|part| geometries.rings(part).next());
    rings
        .map(|ring| LonLatBounds::of(geometries.ring(ring)))
        .map(|LonLatBounds { west, south, east, north }| LonLatBounds {
            west: west - NEAR_DEG,
            south: south - NEAR_DEG,
            east: east + NEAR_DEG,
            north: north + NEAR_DEG,
        })
        .collect()
}

fn roads_and_rivers(sheet: &mut Builder<'_>) {
    let (road, water) = (sheet.palette.label_road, sheet.palette.label_water);
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Water, DatasetKind::Waterways) {
        along(sheet, set, ("water.lines", LabelClass::Water, 16.0), water, |_| true);
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Streets, DatasetKind::ElevatedRoads) {
        let is = |rank| move |row| elevated_rank(&set.0, row) == rank;
        along(sheet, set, ("streets.elevated.express", LabelClass::Expressway, 16.0), road, is(RoadRank::Expressway));
        along(sheet, set, ("streets.elevated.bridge", LabelClass::MainRoad, 4.0), road, is(RoadRank::Main));
    }
    if let Some((set, _)) = sheet.shown_set(&LayerKey::Streets, DatasetKind::Streets) {
        let is = |rank| move |row| street_rank(&set.0, row) == rank;
        along(sheet, set, ("streets.express", LabelClass::Expressway, 16.0), road, is(RoadRank::Expressway));
        along(sheet, set, ("streets.main", LabelClass::MainRoad, 12.0), road, is(RoadRank::Main));
        along(sheet, set, ("streets.minor", LabelClass::MainRoad, 2.4), road, is(RoadRank::Minor));
    }
}

/// Districts and what is in them, which belong to the street map: each from the scale on at which its own ground fills a good
/// part of the window.
fn places(sheet: &mut Builder<'_>) {
    let colour = sheet.palette.label_road;
    if sheet.shown(&LayerKey::Streets).is_none() {
        return;
    }
    let Some(set) = sheet.set(DatasetKind::Places) else { return };
    let is = |rank| move |row| place_rank(&set.0, row) == Some(rank);
    // Where districts are named, a block is full of marks: a name in it would lie on them.
    let blocks = sheet.set(DatasetKind::Blocks).map(|blocks| (&*blocks.0, functional_blocks(&blocks.0)));
    let is_in_block = |row: usize| {
        let place = set.0.geometries.bounds_of(row).centre();
        blocks.iter().any(|(blocks, rows)| rows.iter().any(|&block| blocks.geometries.polygon_contains(block, place)))
    };
    let is_district = |row| is(PlaceRank::District)(row) && !is_in_block(row);
    named(sheet, set, ("places", LabelClass::District, 70.0), colour, is_district);
    named(sheet, set, ("places", LabelClass::Place, 14.0), colour, is(PlaceRank::Town));
    named(sheet, set, ("places", LabelClass::Place, 4.0), colour, is(PlaceRank::Quarter));
}

fn own_layers(sheet: &mut Builder<'_>) {
    let label = sheet.palette.label;
    for (_, set) in own_sets(sheet.input.datasets) {
        let key = LayerKey::Own(set.0.name.clone());
        if sheet.shown(&key).is_some() {
            named(sheet, set, (&key.code(), LabelClass::Own, 4.0), label, |_| true);
        }
    }
}

/// The named records of a dataset, each at its own place, the largest first.
fn named(
    sheet: &mut Builder<'_>,
    set: &Loaded,
    (key, class, max_metres_per_pt): (&str, LabelClass, f64),
    colour: Rgba,
    is_wanted: impl Fn(usize) -> bool,
) {
    let lang = sheet.input.lang;
    // Which names are wanted may depend on where the blocks are.
    let blocks = sheet.set(DatasetKind::Blocks).map(|blocks| blocks.0.clone() as Ident);
    let sources = [set.0.clone() as Ident].into_iter().chain(blocks).collect();
    sheet.names(key, class, max_metres_per_pt, sources, "", || {
        let wish = |row: usize| {
            let mut wish = wish_at(&set.0, row, name_of(&set.0, row, lang).into(), colour)?;
            wish.weight = rank_area(&set.0.geometries, row);
            Some(wish)
        };
        (0..set.0.len()).filter(|&row| is_named(&set.0, row) && is_wanted(row)).filter_map(wish).collect()
    });
}

/// The named lines of a dataset, each name along the courses that its pieces make.
fn along(
    sheet: &mut Builder<'_>,
    set: &Loaded,
    (key, class, max_metres_per_pt): (&str, LabelClass, f64),
    colour: Rgba,
    is_wanted: impl Fn(usize) -> bool,
) {
    let lang = sheet.input.lang;
    sheet.names(key, class, max_metres_per_pt, vec![set.0.clone() as Ident], "", || {
        let is_named = |row: &usize| set.0.text(*row, Field::Name).is_some_and(|name| !is_collective_name(name));
        let rows = (0..set.0.len()).filter(|row| is_named(row) && is_wanted(*row));
        let mut wishes = Vec::new();
        for (name, rows) in rows_by_name(rows.map(|row| (row, name_of(&set.0, row, lang).into_owned()))) {
            let Some(&row) = rows.first() else { continue };
            let text: Arc<str> = name.into();
            for course in joined(rows.iter().flat_map(|&row| lines_of(&set.0.geometries, row)).collect()) {
                wishes.push(LabelWish {
                    row: row as u32,
                    text: text.clone(),
                    sub_lines: Vec::new(),
                    weight: length(&course),
                    pos_in_mercator: course[course.len() / 2],
                    course_in_mercator: course.into(),
                    colour,
                });
            }
        }
        wishes
    });
}

/// A wish for a record at its own place; `None` where it has none.
fn wish_at(dataset: &Dataset, row: usize, text: String, colour: Rgba) -> Option<LabelWish> {
    Some(LabelWish {
        row: row as u32,
        text: text.into(),
        sub_lines: Vec::new(),
        weight: 0.0,
        pos_in_mercator: anchor_in_mercator(&dataset.geometries, row)?,
        course_in_mercator: Arc::new([]),
        colour,
    })
}
