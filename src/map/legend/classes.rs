//! Swatches, classes and counts of each layer of the legend. Refuses names of layers.

use crate::domain::feature_class::{RoadRank, functional_blocks, is_metro_track, is_public_site, is_renewal_area, street_rank};
use crate::domain::{Dataset, DatasetKind, Industry, PartKind};
use crate::i18n::kinds::industry_name;
use crate::i18n::map::{MapText, block_in_legend};
use crate::i18n::records::name_of;
use crate::map::palette::{MapPalette, shape_of_industry};
use crate::map::scene::{MarkShape, Rgba};
use crate::map::sheet::{
    FLAGS, NO_INDUSTRY, NOISE, SheetCache, SheetInput, building_classes, building_colours, class_number, class_of_park,
    class_of_rank, industry_of, own_sets,
};
use crate::map::theme_classes::{CLASSES, class_name};
use crate::workspace::{LayerKey, LayerState};

use super::{LegendClass, Swatch};

/// What the legend shows of a layer besides its name.
pub(super) struct Entry {
    pub swatch: Swatch,
    pub count: usize,
    pub classes: Vec<LegendClass>,
}

/// The entry of a layer; `None` for a layer of the user's own that is not loaded.
pub(super) fn entry(input: &SheetInput<'_>, cache: &mut SheetCache, state: &LayerState) -> Option<Entry> {
    let palette = MapPalette::of(input.look);
    let topic = Topic { input, palette, state };
    let rows = |kind| topic.set(kind).map_or(0, Dataset::len);
    Some(match &state.key {
        LayerKey::Blocks => topic.blocks(),
        LayerKey::Renewal => {
            let fill = palette.renewal.with_opacity(MapPalette::HATCH_OPACITY);
            area(fill, palette.renewal, topic.count(DatasetKind::Blocks, is_renewal_area))
        }
        LayerKey::Parks => topic.parks(),
        LayerKey::LowEfficiency => topic.low_efficiency(),
        LayerKey::Buildings => topic.buildings(cache),
        LayerKey::Enterprises => topic.enterprises(),
        LayerKey::Clusters => topic.clusters(),
        LayerKey::Projects => mark(MarkShape::Star, palette.renewal, rows(DatasetKind::Projects)),
        LayerKey::Institutions => mark(MarkShape::Ring, palette.label_road, rows(DatasetKind::Institutions)),
        LayerKey::Metro => mark(MarkShape::Ring, palette.metro, rows(DatasetKind::Stations)),
        LayerKey::Streets => topic.streets(),
        LayerKey::Railways => {
            let count = topic.count(DatasetKind::Railways, |set, row| !is_metro_track(set, row));
            Entry { swatch: Swatch::Line(palette.railway), count, classes: Vec::new() }
        }
        LayerKey::Water => area(palette.water, palette.water_edge, rows(DatasetKind::Water) + rows(DatasetKind::Waterways)),
        LayerKey::Green => area(palette.green, palette.green, rows(DatasetKind::Green)),
        LayerKey::Sites => area(palette.site, palette.site, topic.count(DatasetKind::Sites, is_public_site)),
        LayerKey::Own(name) => {
            let (turn, set) = own_sets(input.datasets).into_iter().find(|(_, set)| set.0.name == *name)?;
            own_layer(&set.0, palette.own_colour(turn))
        }
    })
}

fn area(fill: Rgba, edge: Rgba, count: usize) -> Entry {
    Entry { swatch: Swatch::Area { fill, edge }, count, classes: Vec::new() }
}

fn mark(shape: MarkShape, fill: Rgba, count: usize) -> Entry {
    Entry { swatch: Swatch::Mark { shape, fill }, count, classes: Vec::new() }
}

/// A layer of the user's own, by what most of its parts are.
fn own_layer(set: &Dataset, colour: Rgba) -> Entry {
    let geometries = &set.geometries;
    let parts = |kind| (0..geometries.part_count()).filter(|&part| geometries.part_kind(part) == kind).count();
    let [points, lines, polygons] = [PartKind::Point, PartKind::Line, PartKind::Polygon].map(parts);
    if polygons > 0 && polygons >= lines.max(points) {
        area(colour.with_opacity(MapPalette::OWN_FILL_OPACITY), colour, set.len())
    } else if lines > 0 && lines >= points {
        Entry { swatch: Swatch::Line(colour), count: set.len(), classes: Vec::new() }
    } else {
        mark(MarkShape::Circle, colour, set.len())
    }
}

struct Topic<'a> {
    input: &'a SheetInput<'a>,
    palette: &'static MapPalette,
    state: &'a LayerState,
}

impl Topic<'_> {
    fn set(&self, kind: DatasetKind) -> Option<&Dataset> {
        self.input.datasets.iter().map(|(set, _)| &**set).find(|set| set.kind == kind)
    }

    fn count(&self, kind: DatasetKind, is_counted: impl Fn(&Dataset, usize) -> bool) -> usize {
        self.set(kind).map_or(0, |set| (0..set.len()).filter(|&row| is_counted(set, row)).count())
    }

    fn class(&self, class: u8, name: impl Into<String>, swatch: Swatch, count: usize) -> LegendClass {
        LegendClass { class, name: name.into(), swatch, count, count_unit: "" }
    }

    /// The records in the classes that are shown.
    fn shown(&self, classes: &[LegendClass]) -> usize {
        classes.iter().filter(|class| !self.state.hidden_classes.contains(&class.class)).map(|class| class.count).sum()
    }

    /// Each block counts its buildings with space on record; the layer counts the blocks.
    fn blocks(&self) -> Entry {
        let mut classes = Vec::new();
        if let Some(set) = self.set(DatasetKind::Blocks) {
            for (place, row) in functional_blocks(set).into_iter().enumerate() {
                let inside = self.input.model.map(|model| model.down(DatasetKind::Blocks, row as u32, DatasetKind::Buildings));
                let has_space = |row: &&u32| {
                    self.input.vacancy.and_then(|table| table.buildings.get(**row as usize)).is_some_and(Option::is_some)
                };
                let buildings = inside.unwrap_or_default().iter().filter(has_space).count();
                let swatch = Swatch::Area { fill: self.palette.tint_of_block(place), edge: self.palette.line_of_block(place) };
                let name = block_in_legend(&name_of(set, row, self.input.lang), self.input.lang);
                let count_unit = MapText::BuildingsUnit.text(self.input.lang);
                classes.push(LegendClass { count_unit, ..self.class(class_number(place), name, swatch, buildings) });
            }
        }
        let count = classes.iter().filter(|class| !self.state.hidden_classes.contains(&class.class)).count();
        let swatch = Swatch::Area { fill: self.palette.tint_of_block(0), edge: self.palette.line_of_block(0) };
        Entry { swatch, count, classes }
    }

    fn parks(&self) -> Entry {
        let fill = self.palette.park_outline.with_opacity(MapPalette::GROUNDS_OPACITY);
        let swatch = Swatch::Area { fill, edge: self.palette.park_outline };
        let names = [MapText::NamedParks, MapText::DemoParks];
        let classes: Vec<_> = (0u8..)
            .zip(names)
            .map(|(class, name)| {
                let count = self.count(DatasetKind::Parks, |set, row| class_of_park(set, row) == class);
                self.class(class, name.text(self.input.lang), swatch, count)
            })
            .collect();
        Entry { swatch, count: self.shown(&classes), classes }
    }

    /// A park with several flags is in several classes; the layer counts it once.
    fn low_efficiency(&self) -> Entry {
        let colour = self.palette.low_efficiency;
        let swatch = Swatch::Area { fill: colour.with_opacity(MapPalette::HULL_OPACITY), edge: colour };
        let names = [MapText::FlagPositioning, MapText::FlagLandUse, MapText::FlagEnvironment, MapText::FlagOutput];
        let classes: Vec<_> = (0u8..)
            .zip(FLAGS.into_iter().zip(names))
            .map(|(class, (flag, name))| {
                let count = self.count(DatasetKind::Parks, |set, row| set.flag(row, flag));
                self.class(class, name.text(self.input.lang), swatch, count)
            })
            .collect();
        let is_shown = |class: u8| !self.state.hidden_classes.contains(&class);
        let count = self
            .count(DatasetKind::Parks, |set, row| (0u8..).zip(FLAGS).any(|(class, flag)| is_shown(class) && set.flag(row, flag)));
        Entry { swatch, count, classes }
    }

    fn buildings(&self, cache: &mut SheetCache) -> Entry {
        let mut counts = [0usize; CLASSES];
        if let Some(set) = self.input.datasets.iter().find(|(set, _)| set.kind == DatasetKind::Buildings) {
            for &class in building_classes(self.input, cache, set).iter() {
                if let Some(count) = counts.get_mut(usize::from(class)) {
                    *count += 1;
                }
            }
        }
        let swatch = |class| {
            let (fill, edge) = building_colours(self.palette, class);
            Swatch::Area { fill, edge: if edge == Rgba::CLEAR { fill } else { edge } }
        };
        let theme = self.input.workspace.building_theme;
        let classes: Vec<_> = (0u8..)
            .zip(counts)
            .map(|(class, count)| self.class(class, class_name(theme, class, self.input.lang), swatch(class), count))
            .collect();
        Entry { swatch: swatch(2), count: self.shown(&classes), classes }
    }

    fn enterprises(&self) -> Entry {
        let mut counts = [0usize; Industry::ALL.len() + 1];
        if let Some(set) = self.set(DatasetKind::Enterprises) {
            for row in 0..set.len() {
                counts[industry_of(set, row).map_or(usize::from(NO_INDUSTRY), |industry| industry as usize)] += 1;
            }
        }
        let mut classes = self.industries(&counts, |industry| Swatch::Mark {
            shape: shape_of_industry(industry),
            fill: self.palette.of_industry(industry),
        });
        let unknown = counts[usize::from(NO_INDUSTRY)];
        if unknown > 0 {
            let swatch = Swatch::Mark { shape: MarkShape::Circle, fill: self.palette.no_industry };
            classes.push(self.class(NO_INDUSTRY, MapText::NoIndustry.text(self.input.lang), swatch, unknown));
        }
        let swatch = Swatch::Mark { shape: MarkShape::Circle, fill: self.palette.industry[0] };
        Entry { swatch, count: self.shown(&classes), classes }
    }

    /// The clusters of each industry, and the firms in none; the layer counts the clusters.
    fn clusters(&self) -> Entry {
        let mut counts = [0usize; Industry::ALL.len()];
        let clusters = self.input.clusters.map(|(clusters, _)| clusters);
        for cluster in clusters.map_or(&[][..], |clusters| &clusters.clusters) {
            counts[cluster.industry as usize] += 1;
        }
        let swatch = |industry| {
            let colour = self.palette.of_industry(industry);
            Swatch::Area { fill: colour.with_opacity(MapPalette::HULL_OPACITY), edge: colour }
        };
        let mut classes = self.industries(&counts, swatch);
        let count = self.shown(&classes);
        if let Some(clusters) = clusters {
            let noise = Swatch::Mark { shape: MarkShape::Circle, fill: self.palette.no_industry };
            classes.push(self.class(NOISE, MapText::Noise.text(self.input.lang), noise, clusters.noise.len()));
        }
        Entry { swatch: swatch(Industry::DataIntelligence), count, classes }
    }

    fn industries(&self, counts: &[usize], swatch: impl Fn(Industry) -> Swatch) -> Vec<LegendClass> {
        let class = |(industry, &count): (Industry, &usize)| {
            self.class(industry as u8, industry_name(industry, self.input.lang), swatch(industry), count)
        };
        Industry::ALL.into_iter().zip(counts).map(class).collect()
    }

    fn streets(&self) -> Entry {
        let palette = self.palette;
        let of_rank = |rank| self.count(DatasetKind::Streets, |set, row| street_rank(set, row) == rank);
        let elevated = self.set(DatasetKind::ElevatedRoads).map_or(0, Dataset::len);
        let rows = [
            (RoadRank::Main, MapText::MainStreets, palette.road_casing, of_rank(RoadRank::Main)),
            (RoadRank::Minor, MapText::MinorStreets, palette.street, of_rank(RoadRank::Minor)),
            (RoadRank::Expressway, MapText::ElevatedRoads, palette.expressway_casing, elevated + of_rank(RoadRank::Expressway)),
        ];
        let classes: Vec<_> = rows
            .into_iter()
            .map(|(rank, name, colour, count)| {
                self.class(class_of_rank(rank), name.text(self.input.lang), Swatch::Line(colour), count)
            })
            .collect();
        Entry { swatch: Swatch::Line(palette.road_casing), count: self.shown(&classes), classes }
    }
}
