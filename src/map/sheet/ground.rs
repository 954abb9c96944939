//! The base map: grounds, green, water, railways, metro, streets. Refuses the park's own layers.

use std::sync::Arc;

use crate::domain::feature_class::{RoadRank, elevated_rank, is_in_tunnel, is_metro_track, is_public_site, street_rank};
use crate::domain::{Dataset, DatasetKind, Field};
use crate::map::scene::{Rgba, Stroke};
use crate::workspace::LayerKey;

use super::builder::{Builder, Pass, colours, if_shown};
use super::cache::Ident;
use super::derived;

/// Least widths on paper, and widths on the ground: minor 9–12 m, main about 22 m, expressway 26 m. The base map has one line for
/// each carriageway of an elevated road, so each of the two is half as wide.
const MINOR: Stroke = Stroke::line(0.7).at_least_m(10.0);
const MAIN: Stroke = Stroke::line(1.8).at_least_m(22.0);
const EXPRESSWAY: Stroke = Stroke::line(1.6).at_least_m(14.0);
const BRIDGE: Stroke = Stroke::line(1.2).at_least_m(11.0);
/// Casing of streets, both sides together, points.
const CASING_PT: f32 = 1.6;
/// Minor streets are seen only when a point is less than so many metres.
const MINOR_BELOW_M: f64 = 16.0;

/// The edge of the base map fades where a point is at least so many metres: nearer, the frames would each cover the window.
const EDGE_FROM_M: f64 = 2.5;

/// Adds the base map.
pub(super) fn draw(sheet: &mut Builder<'_>) {
    sites_and_green(sheet);
    water(sheet);
    tracks(sheet);
    streets(sheet);
    elevated(sheet);
    edge(sheet);
}

fn sites_and_green(sheet: &mut Builder<'_>) {
    if let Some((set, state)) = sheet.shown_set(&LayerKey::Sites, DatasetKind::Sites) {
        let colour = sheet.palette.site;
        let fill = colours(&set.0, |row| if_shown(is_public_site(&set.0, row), colour));
        sheet.layer(Pass::areas("sites", sheet.rank(&LayerKey::Sites), state).below(20.0), set, fill, Vec::new());
    }
    if let Some((set, state)) = sheet.shown_set(&LayerKey::Green, DatasetKind::Green) {
        let fill = vec![sheet.palette.green; set.0.len()];
        sheet.layer(Pass::areas("green", sheet.rank(&LayerKey::Green), state), set, fill, Vec::new());
    }
}

fn water(sheet: &mut Builder<'_>) {
    let rank = sheet.rank(&LayerKey::Water);
    let (water, edge) = (sheet.palette.water, sheet.palette.water_edge);
    if let Some((set, state)) = sheet.shown_set(&LayerKey::Water, DatasetKind::Waterways) {
        let is_open = |row| !matches!(set.0.text(row, Field::Class), Some("stream" | "drain" | "ditch"));
        let line = colours(&set.0, |row| if_shown(is_open(row), water));
        let strokes = vec![Stroke::line(1.8).at_least_m(8.0)];
        sheet.layer(Pass::lines("water.lines", rank, state, strokes).pickable(), set, Vec::new(), line);
    }
    if let Some((set, state)) = sheet.shown_set(&LayerKey::Water, DatasetKind::Water) {
        let (fill, line) = (vec![water; set.0.len()], vec![edge; set.0.len()]);
        let strokes = vec![Stroke::line(0.8)];
        sheet.layer(Pass::areas("water", rank + 1, state).with_strokes(strokes), set, fill, line);
    }
}

/// Main-line tracks dashed, metro tracks continuous, either thinner (or not at all) in a tunnel.
fn tracks(sheet: &mut Builder<'_>) {
    let Some(set) = sheet.set(DatasetKind::Railways) else { return };
    const RAIL: u8 = 0;
    const RAIL_TUNNEL: u8 = 1;
    const METRO: u8 = 2;
    const METRO_TUNNEL: u8 = 3;
    let class_of = |row| match (is_metro_track(&set.0, row), is_in_tunnel(&set.0, row)) {
        (false, false) => RAIL,
        (false, true) => RAIL_TUNNEL,
        (true, false) => METRO,
        (true, true) => METRO_TUNNEL,
    };
    let classes = classes(sheet, "tracks", &set.0, class_of);
    let paint = |class: u8, colour: Rgba| colours(&set.0, |row| if_shown(classes.get(row) == Some(&class), colour));
    if let Some(state) = sheet.shown(&LayerKey::Railways) {
        let line = paint(RAIL, sheet.palette.railway);
        let strokes = vec![Stroke::line(1.1).dashed(5.0, 3.0)];
        sheet.layer(Pass::lines("railways", sheet.rank(&LayerKey::Railways), state, strokes).below(24.0), set, Vec::new(), line);
    }
    if let Some(state) = sheet.shown(&LayerKey::Metro) {
        let rank = sheet.rank(&LayerKey::Metro);
        for (key, class, width_pt) in [("metro.tunnel", METRO_TUNNEL, 0.9), ("metro", METRO, 1.5)] {
            let line = paint(class, sheet.palette.metro);
            let pass = Pass::lines(key, rank, state, vec![Stroke::line(width_pt)]).pickable();
            sheet.layer(pass, set, Vec::new(), line);
        }
    }
}

/// Ground streets: the casing of the main ones, then the minor ones, then the main ones, so that crossings are open.
fn streets(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Streets, DatasetKind::Streets) else { return };
    let ranks = classes(sheet, "streets", &set.0, |row| street_rank(&set.0, row) as u8);
    let shown = |rank: RoadRank| !state.hidden_classes.contains(&class_of_rank(rank));
    let paint =
        |rank: RoadRank, colour| colours(&set.0, |row| if_shown(shown(rank) && ranks.get(row) == Some(&(rank as u8)), colour));
    let palette = sheet.palette;
    let layer_rank = sheet.rank(&LayerKey::Streets);
    let wide = [(RoadRank::Main, MAIN, "main"), (RoadRank::Expressway, EXPRESSWAY, "express")];
    for (rank, stroke, name) in wide {
        let pass = Pass::lines(format!("streets.{name}.casing"), layer_rank, state, vec![stroke.cased(CASING_PT)]);
        sheet.layer(pass, set, Vec::new(), paint(rank, palette.road_casing));
    }
    let pass = Pass::lines("streets.minor", layer_rank, state, vec![MINOR]).below(MINOR_BELOW_M).pickable();
    sheet.layer(pass, set, Vec::new(), paint(RoadRank::Minor, palette.street));
    for (rank, stroke, name) in wide {
        let pass = Pass::lines(format!("streets.{name}"), layer_rank, state, vec![stroke]).pickable();
        sheet.layer(pass, set, Vec::new(), paint(rank, palette.main_road));
    }
}

/// Elevated roads lie over the buildings.
fn elevated(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Streets, DatasetKind::ElevatedRoads) else { return };
    if state.hidden_classes.contains(&class_of_rank(RoadRank::Expressway)) {
        return;
    }
    let ranks = classes(sheet, "elevated", &set.0, |row| elevated_rank(&set.0, row) as u8);
    let paint = |rank: RoadRank, colour| colours(&set.0, |row| if_shown(ranks.get(row) == Some(&(rank as u8)), colour));
    let palette = sheet.palette;
    let layer_rank = (sheet.rank(&LayerKey::Streets) + 5).max(sheet.rank(&LayerKey::Buildings) + 2);
    let widths = [(RoadRank::Main, BRIDGE, "bridge"), (RoadRank::Expressway, EXPRESSWAY, "express")];
    for (rank, stroke, name) in widths {
        let key = format!("streets.elevated.{name}.casing");
        let pass = Pass::lines(key, layer_rank, state, vec![stroke.cased(CASING_PT)]);
        sheet.layer(pass, set, Vec::new(), paint(rank, palette.expressway_casing));
    }
    for (rank, stroke, name) in widths {
        let pass = Pass::lines(format!("streets.elevated.{name}"), layer_rank, state, vec![stroke]).pickable();
        sheet.layer(pass, set, Vec::new(), paint(rank, palette.expressway));
    }
}

/// The base map ends at a box; there it fades into the land, so that no line is seen. Buildings of the user's own never fade.
fn edge(sheet: &mut Builder<'_>) {
    let base = [DatasetKind::Green, DatasetKind::Water, DatasetKind::Railways];
    let Some(set) = base.into_iter().find_map(|kind| sheet.set(kind)).filter(|set| set.0.is_embedded()) else { return };
    let frames = sheet.cache.derived.get("edge", vec![set.0.clone() as Ident], String::new(), || {
        derived::loaded(derived::frames_of(set.0.geometries.bounds()))
    });
    let keys = [LayerKey::Sites, LayerKey::Green, LayerKey::Water, LayerKey::Railways, LayerKey::Metro, LayerKey::Streets];
    // What the user has laid over the buildings is no ground, and stays as it is.
    let buildings = sheet.rank(&LayerKey::Buildings);
    let ground = keys.iter().map(|key| sheet.rank(key)).filter(|&rank| rank < buildings).max().unwrap_or_default() + 4;
    let are_ours = sheet.set(DatasetKind::Buildings).is_none_or(|set| set.0.is_embedded());
    let rank = if are_ours { ground.max(buildings + 3) } else { ground };
    let land = sheet.palette.land;
    let fill = (0..frames.0.len()).map(|step| land.with_opacity(derived::opacity_of_frame(step))).collect();
    let Some(state) = keys.iter().find_map(|key| sheet.shown(key)) else { return };
    let pass = Pass { opacity: 1.0, pickable: false, ..Pass::areas("edge", rank, state).from(EDGE_FROM_M) };
    sheet.layer(pass, &frames, fill, Vec::new());
}

/// The class of the streets' legend that a rank belongs to.
pub(in crate::map) fn class_of_rank(rank: RoadRank) -> u8 {
    match rank {
        RoadRank::Main => 0,
        RoadRank::Minor => 1,
        RoadRank::Expressway => 2,
    }
}

fn classes(sheet: &mut Builder<'_>, name: &str, dataset: &Arc<Dataset>, class_of: impl Fn(usize) -> u8) -> Arc<Vec<u8>> {
    let make = || Arc::new((0..dataset.len()).map(class_of).collect());
    sheet.cache.classes.get(name, vec![dataset.clone() as Ident], String::new(), make)
}
