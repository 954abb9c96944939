//! The park's own areas: blocks, renewal areas, carrier parks, buildings, clusters, and layers of the user's own.
//! Refuses points and names.

use std::sync::Arc;

use crate::domain::feature_class::{functional_blocks, is_renewal_area};
use crate::domain::{Confidence, Dataset, DatasetKind, Field, Origin};
use crate::map::palette::MapPalette;
use crate::map::scene::{Rgba, Stroke};
use crate::map::theme_classes::{CLASSES, NO_DATA, OTHER, STEPS, classes_of_buildings};
use crate::workspace::LayerKey;

use super::SheetInput;
use super::builder::{Builder, Loaded, Pass, colours, if_shown};
use super::cache::{Ident, SheetCache};
use super::derived;

/// The low-efficiency flags, in the order of their classes.
pub(in crate::map) const FLAGS: [Field; 4] =
    [Field::FlagPositioning, Field::FlagLandUse, Field::FlagEnvironment, Field::FlagOutput];

/// Edges of buildings are seen only when a point is less than so many metres.
const BUILDING_EDGES_BELOW_M: f64 = 14.0;

/// From so many metres a point on, outlines of clusters are thin and faint, so that the buildings stay to be seen.
const FAR_FROM_M: f64 = 6.0;

/// Adds the park's areas.
pub(super) fn draw(sheet: &mut Builder<'_>) {
    blocks(sheet);
    renewal(sheet);
    parks(sheet);
    low_efficiency(sheet);
    buildings(sheet);
    clusters(sheet);
    own_layers(sheet);
}

fn blocks(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Blocks, DatasetKind::Blocks) else { return };
    let class = class_of_blocks(&set.0);
    let palette = sheet.palette;
    let paint = |colour_of: &dyn Fn(usize) -> Rgba| {
        colours(&set.0, |row| match class[row] {
            Some(class) if !state.hidden_classes.contains(&class_number(class)) => colour_of(class),
            _ => Rgba::CLEAR,
        })
    };
    let tint = paint(&|class| palette.tint_of_block(class));
    let line = paint(&|class| palette.line_of_block(class));
    let band = paint(&|class| palette.line_of_block(class).with_opacity(MapPalette::BAND_OPACITY));
    let inside = Stroke { inside_only: true, ..Stroke::line(9.0) };
    sheet.layer(Pass::areas("blocks", Builder::ground_rank(0), state), set, tint, Vec::new());
    sheet.layer(Pass::lines("blocks.band", Builder::ground_rank(1), state, vec![inside]), set, Vec::new(), band);
    let rank = sheet.rank(&LayerKey::Blocks);
    sheet.layer(Pass::lines("blocks.line", rank, state, vec![Stroke::line(2.0)]), set, Vec::new(), line);
}

fn renewal(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Renewal, DatasetKind::Blocks) else { return };
    let colour = sheet.palette.renewal;
    let paint = |opacity| colours(&set.0, |row| if_shown(is_renewal_area(&set.0, row), colour.with_opacity(opacity)));
    let fill = paint(MapPalette::GROUNDS_OPACITY);
    sheet.layer(Pass::areas("renewal", Builder::ground_rank(2), state), set, fill, Vec::new());
    let make = || derived::loaded(derived::hatch_of(&set.0, |row| is_renewal_area(&set.0, row)));
    let hatch = sheet.cache.derived.get("renewal.hatch", vec![set.0.clone() as Ident], String::new(), make);
    let pass = Pass::lines("renewal.hatch", Builder::ground_rank(3), state, vec![Stroke::line(0.8)]);
    sheet.layer(pass, &hatch, Vec::new(), paint(MapPalette::HATCH_OPACITY));
    let strokes = vec![Stroke::line(1.4).dashed(7.0, 4.0)];
    sheet.layer(Pass::lines("renewal.line", sheet.rank(&LayerKey::Renewal), state, strokes), set, Vec::new(), paint(1.0));
}

fn parks(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Parks, DatasetKind::Parks) else { return };
    let colour = sheet.palette.park_outline;
    let is_shown = |row| !state.hidden_classes.contains(&class_of_park(&set.0, row));
    let paint = |opacity| colours(&set.0, |row| if_shown(is_shown(row), colour.with_opacity(opacity)));
    sheet.layer(Pass::areas("parks", Builder::ground_rank(4), state), set, paint(MapPalette::GROUNDS_OPACITY), Vec::new());
    let strokes = vec![Stroke::line(1.1).dashed(4.0, 3.0)];
    let pass = Pass::lines("parks.line", sheet.rank(&LayerKey::Parks), state, strokes).below(24.0);
    sheet.layer(pass, set, Vec::new(), paint(1.0));
}

/// A park is shown when one of its flags is.
fn low_efficiency(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::LowEfficiency, DatasetKind::Parks) else { return };
    let colour = sheet.palette.low_efficiency;
    let is_shown = |row| (0u8..).zip(FLAGS).any(|(class, flag)| !state.hidden_classes.contains(&class) && set.0.flag(row, flag));
    let paint = |opacity| colours(&set.0, |row| if_shown(is_shown(row), colour.with_opacity(opacity)));
    let pass = Pass::areas("low_efficiency", Builder::ground_rank(5), state);
    sheet.layer(pass, set, paint(MapPalette::HULL_OPACITY), Vec::new());
    let rank = sheet.rank(&LayerKey::LowEfficiency);
    let band = Stroke { inside_only: true, ..Stroke::line(5.0) };
    sheet.layer(Pass::lines("low_efficiency.band", rank, state, vec![band]), set, Vec::new(), paint(MapPalette::HATCH_OPACITY));
    sheet.layer(Pass::lines("low_efficiency.line", rank, state, vec![Stroke::line(1.6)]), set, Vec::new(), paint(1.0));
}

/// Fill and edge by class through a table of a few colours: the classes are worked out once a theme, a restyle looks them up.
fn buildings(sheet: &mut Builder<'_>) {
    let Some((set, state)) = sheet.shown_set(&LayerKey::Buildings, DatasetKind::Buildings) else { return };
    let classes = building_classes(sheet.input, sheet.cache, set);
    let (mut fill_of, mut line_of) = ([Rgba::CLEAR; 256], [Rgba::CLEAR; 256]);
    for class in (0..CLASSES as u8).filter(|class| !state.hidden_classes.contains(class)) {
        let (fill, line) = building_colours(sheet.palette, class);
        fill_of[usize::from(class)] = fill;
        line_of[usize::from(class)] = line;
    }
    let mut fill: Vec<Rgba> = classes.iter().map(|&class| fill_of[usize::from(class)]).collect();
    let mut line: Vec<Rgba> = classes.iter().map(|&class| line_of[usize::from(class)]).collect();
    if let Some(fitting) = sheet.input.fitting {
        let mut fitting = fitting.iter().copied().peekable();
        for (row, (fill, line)) in (0u32..).zip(fill.iter_mut().zip(&mut line)) {
            if fitting.next_if_eq(&row).is_none() {
                *fill = fill.with_opacity(MapPalette::FADED_OPACITY);
                *line = line.with_opacity(MapPalette::FADED_OPACITY);
            }
        }
    }
    let has_edges = line.iter().any(|colour| *colour != Rgba::CLEAR);
    let rank = sheet.rank(&LayerKey::Buildings);
    sheet.layer(Pass::areas("buildings", rank, state), set, fill, line.clone());
    if has_edges {
        let pass = Pass::lines("buildings.edges", rank, state, vec![Stroke::line(0.8)]).below(BUILDING_EDGES_BELOW_M);
        sheet.layer(pass, set, Vec::new(), line);
    }
}

/// Fill and edge of a class of buildings; no data is hollow.
pub(in crate::map) fn building_colours(palette: &MapPalette, class: u8) -> (Rgba, Rgba) {
    match class {
        OTHER => (palette.other_building, Rgba::CLEAR),
        NO_DATA => (Rgba::CLEAR, palette.no_data),
        step => (palette.vacancy[usize::from(STEPS - 1 - step.min(STEPS - 1))], palette.building_edge),
    }
}

/// The class of every building, worked out once for a dataset, its figures and a theme.
pub(in crate::map) fn building_classes(input: &SheetInput<'_>, cache: &mut SheetCache, set: &Loaded) -> Arc<Vec<u8>> {
    let theme = input.workspace.building_theme;
    let vacancy = input.vacancy;
    let mut sources = vec![set.0.clone() as Ident];
    sources.extend(vacancy.map(|table| table.clone() as Ident));
    let make = || Arc::new(classes_of_buildings(&set.0, vacancy.map(|table| &**table), theme));
    cache.classes.get(&format!("buildings {theme:?}"), sources, String::new(), make)
}

fn clusters(sheet: &mut Builder<'_>) {
    let Some((clusters, names)) = sheet.input.clusters else { return };
    let Some(state) = sheet.shown(&LayerKey::Clusters) else { return };
    let make = || derived::loaded(derived::dataset_of_clusters(clusters, names));
    let sources = vec![clusters.clone() as Ident, names.clone() as Ident];
    let set = sheet.cache.derived.get("clusters", sources, String::new(), make);
    let palette = sheet.palette;
    let paint = |opacity| {
        colours(&set.0, |row| {
            let Some(cluster) = clusters.clusters.get(row) else { return Rgba::CLEAR };
            let shown = !state.hidden_classes.contains(&(cluster.industry as u8));
            if_shown(shown, palette.of_industry(cluster.industry).with_opacity(opacity))
        })
    };
    let (fill, line, faint) = (paint(MapPalette::HULL_OPACITY), paint(1.0), paint(MapPalette::FAR_LINE_OPACITY));
    let buildings = sheet.rank(&LayerKey::Buildings);
    // The area can be picked, but what stands in it comes first.
    sheet.layer(Pass::areas("clusters", buildings - 1, state).below(40.0), &set, fill, Vec::new());
    let rank = sheet.rank(&LayerKey::Clusters).max(buildings + 1);
    let near = Pass::lines("clusters.line", rank, state, vec![Stroke::line(1.5)]).below(FAR_FROM_M);
    sheet.layer(near, &set, Vec::new(), line);
    let far = Pass::lines("clusters.far", rank, state, vec![Stroke::line(1.0)]).from(FAR_FROM_M).below(40.0);
    sheet.layer(far, &set, Vec::new(), faint);
}

fn own_layers(sheet: &mut Builder<'_>) {
    for (turn, set) in own_sets(sheet.input.datasets) {
        let key = LayerKey::Own(set.0.name.clone());
        let Some(state) = sheet.shown(&key) else { continue };
        let colour = sheet.palette.own_colour(turn);
        let fill = vec![colour.with_opacity(MapPalette::OWN_FILL_OPACITY); set.0.len()];
        let line = vec![colour; set.0.len()];
        let pass = Pass::areas(key.code(), sheet.rank(&key), state).with_strokes(vec![Stroke::line(1.4)]);
        sheet.layer(pass, set, fill, line);
    }
}

/// The user's own layers in the order they came, each with the turn of its colour: the pieces of a file that is still being
/// read have the colour that the whole will have.
pub(in crate::map) fn own_sets(datasets: &[Loaded]) -> Vec<(usize, &Loaded)> {
    let mut origins: Vec<&Origin> = Vec::new();
    let mut own = Vec::new();
    for set in datasets.iter().filter(|(dataset, _)| dataset.kind == DatasetKind::Other) {
        let turn = origins.iter().position(|known| **known == set.0.origin).unwrap_or_else(|| {
            origins.push(&set.0.origin);
            origins.len() - 1
        });
        own.push((turn, set));
    }
    own
}

/// The class of each row of the blocks: its place among the functional blocks; none for a renewal area.
pub(in crate::map) fn class_of_blocks(blocks: &Dataset) -> Vec<Option<usize>> {
    let mut class = vec![None; blocks.len()];
    for (place, row) in functional_blocks(blocks).into_iter().enumerate() {
        class[row] = Some(place);
    }
    class
}

/// A class as it stands in the workspace; all past 255 share one.
pub(in crate::map) fn class_number(class: usize) -> u8 {
    u8::try_from(class).unwrap_or(u8::MAX)
}

/// 0 for a park the plan names (or the user's own), 1 for an invented one.
pub(in crate::map) fn class_of_park(parks: &Dataset, row: usize) -> u8 {
    u8::from(parks.confidence_of(row) == Some(Confidence::Demo))
}
