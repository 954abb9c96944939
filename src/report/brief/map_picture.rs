//! The map of the page: the sheet around the chosen places, drawn as vectors, the other buildings pale. Refuses the window's
//! layers and view: the page looks the same whoever makes it.

use std::sync::Arc;

use crate::analysis::vacancy::{VacancyParams, vacancy};
use crate::domain::feature_class::functional_blocks;
use crate::domain::{Confidence, DatasetKind, LonLatBounds};
use crate::finder::{Market, Place};
use crate::geodesy::mercator;
use crate::i18n::Lang;
use crate::i18n::brief::BriefText as T;
use crate::i18n::map::{MapText, block_in_legend};
use crate::i18n::records::name_of;
use crate::map::camera::Camera;
use crate::map::furniture::{scale_bar, scale_text};
use crate::map::mesh::LayerMesh;
use crate::map::palette::{MapLook, MapPalette};
use crate::map::scene::{Rgba, Scene};
use crate::map::sheet::{self, SheetCache, SheetInput};
use crate::map::svg;
use crate::map::theme_classes::{NO_DATA, STEPS, class_name};
use crate::workspace::{BuildingTheme, LayerKey, Workspace};

use super::page::{LegendRow, MapPage, Pin, Scale, Tick};
use super::pins::heads_mm;

/// The name of the picture's file.
pub(super) const PICTURE: &str = "map.svg";
/// Width on the page, mm.
const WIDTH_MM: f64 = 118.6;
/// Width in points of the sheet: names are set for this width and made smaller with it.
const WIDTH_PT: f64 = 520.0;
/// Points of the sheet a mm at 96 dpi.
const PT_A_MM: f64 = 96.0 / 25.4;
/// Room around the places, mm; above them stand the pins.
const ROOM_MM: f64 = 15.0;
/// The least that the map shows, metres from side to side.
const LEAST_M: f64 = 1_400.0;
/// The longest scale bar, points.
const BAR_PT: f64 = 132.0;
/// Steps of the coordinates on the frame, degrees; and how many at least stand along a side.
const TICK_STEPS: [f64; 8] = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
const LEAST_TICKS: usize = 2;
/// What the map shows.
const LAYERS: [LayerKey; 7] = [
    LayerKey::Blocks,
    LayerKey::Parks,
    LayerKey::Buildings,
    LayerKey::Metro,
    LayerKey::Streets,
    LayerKey::Water,
    LayerKey::Green,
];

/// The map and what stands beside it.
pub(super) struct MapPicture {
    pub page: MapPage,
    pub svg: String,
    pub legend: Vec<Vec<LegendRow>>,
}

/// Draws the map of some places. It is less high where more places need room below.
pub(super) fn draw(market: &Market, places: &[Place], lang: Lang, title: &str) -> MapPicture {
    let height_mm = match places.len() {
        0..=3 => 118.0,
        4 => 114.0,
        5 => 110.0,
        _ => 102.0,
    };
    let size_mm = [WIDTH_MM, height_mm];
    let size_pt = [WIDTH_PT, WIDTH_PT * height_mm / WIDTH_MM];
    let sites: Vec<(usize, [f64; 2])> =
        places.iter().enumerate().filter_map(|(at, place)| Some((at + 1, market.place_of(place.group)?))).collect();
    let camera = camera_of(market, &sites, size_pt);
    let share = |lon_lat: [f64; 2]| {
        let [x, y] = camera.screen_from_mercator(mercator::from_lon_lat(lon_lat));
        [x / size_pt[0] + 0.5, y / size_pt[1] + 0.5]
    };
    let tips: Vec<[f64; 2]> = sites.iter().map(|(_, site)| share(*site)).collect();
    let tips_mm: Vec<[f64; 2]> = tips.iter().map(|tip| [tip[0] * size_mm[0], tip[1] * size_mm[1]]).collect();
    let heads: Vec<[f64; 2]> = heads_mm(&tips_mm, size_mm).into_iter().map(|[x, y]| [x / size_mm[0], y / size_mm[1]]).collect();
    let pins: Vec<Pin> = sites
        .iter()
        .zip(tips.iter().zip(&heads))
        .map(|((number, _), (tip, head))| Pin { number: *number, tip: tip.map(rounded), head: head.map(rounded) })
        .collect();
    let reserved = reserved(&pins, size_pt);
    let scene = scene_of(market, places, lang);
    let svg = svg::bare(&scene, &camera, size_pt, MapLook::Light, &reserved, title);
    let on_paper = Camera { mercator_per_pt: camera.mercator_per_pt * WIDTH_PT / (WIDTH_MM * PT_A_MM), ..camera };
    let bar = scale_bar(&camera, BAR_PT, lang);
    let view = view_of(&camera, size_pt);
    let page = MapPage {
        picture: PICTURE,
        width_mm: WIDTH_MM,
        height_mm,
        pins,
        ticks_x: ticks([view.west, view.east], |lon| share([lon, view.south])[0], "°E"),
        ticks_y: ticks([view.south, view.north], |lat| share([view.west, lat])[1], "°N"),
        scale: Scale { share: rounded(bar.length_pt / size_pt[0]), text: bar.label, ratio: scale_text(&on_paper, lang) },
    };
    MapPicture { page, svg, legend: legend(market, &view, lang) }
}

/// The view of all places; without any, of the park.
fn camera_of(market: &Market, sites: &[(usize, [f64; 2])], size_pt: [f64; 2]) -> Camera {
    let positions: Vec<[f64; 2]> = sites.iter().map(|(_, site)| mercator::from_lon_lat(*site)).collect();
    let [mut west, mut south, mut east, mut north] = if positions.is_empty() {
        let blocks = market.model.set(DatasetKind::Blocks);
        let bounds = blocks.map_or(LonLatBounds::EMPTY, |blocks| {
            functional_blocks(blocks)
                .into_iter()
                .fold(LonLatBounds::EMPTY, |all, row| all.union(&blocks.geometries.bounds_of(row)))
        });
        let bounds =
            if bounds.is_empty() { LonLatBounds { west: 121.42, south: 31.21, east: 121.49, north: 31.31 } } else { bounds };
        let ([west, south], [east, north]) =
            (mercator::from_lon_lat([bounds.west, bounds.south]), mercator::from_lon_lat([bounds.east, bounds.north]));
        [west, south, east, north]
    } else {
        let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        positions.iter().fold(start, |[w, s, e, n], [x, y]| [w.min(*x), s.min(*y), e.max(*x), n.max(*y)])
    };
    let lat = mercator::to_lon_lat([west, (south + north) / 2.0])[1];
    let least = LEAST_M / mercator::ground_metres(lat).max(0.01);
    let grow = |low: &mut f64, high: &mut f64| {
        let lacking = (least - (*high - *low)).max(0.0) / 2.0;
        *low -= lacking;
        *high += lacking;
    };
    grow(&mut west, &mut east);
    grow(&mut south, &mut north);
    Camera::fitting([west, south, east, north], size_pt, ROOM_MM * WIDTH_PT / WIDTH_MM)
}

fn view_of(camera: &Camera, size_pt: [f64; 2]) -> LonLatBounds {
    let [west, south, east, north] = camera.bounds_in_mercator(size_pt);
    let ([west, south], [east, north]) = (mercator::to_lon_lat([west, south]), mercator::to_lon_lat([east, north]));
    LonLatBounds { west, south, east, north }
}

/// Where the names of the map keep off: the pins, the scale, the arrow, the coordinates; points.
fn reserved(pins: &[Pin], size_pt: [f64; 2]) -> Vec<[f32; 4]> {
    let [width, height] = size_pt;
    let mm = WIDTH_PT / WIDTH_MM;
    let of_pin = |pin: &Pin| {
        let [x, y] = [pin.head[0] * width, pin.head[1] * height];
        let [tip_x, tip_y] = [pin.tip[0] * width, pin.tip[1] * height];
        let r = 3.0 * mm;
        [(x - r).min(tip_x), (y - r).min(tip_y), (x + r).max(tip_x), (y + r).max(tip_y)]
    };
    let furniture = [
        [0.0, height - 8.0 * mm, 46.0 * mm, height],
        [width - 9.0 * mm, 0.0, width, 12.0 * mm],
        [0.0, 0.0, width, 5.0 * mm],
        [0.0, 0.0, 14.0 * mm, height],
    ];
    pins.iter().map(of_pin).chain(furniture).map(|sides| sides.map(|side| side as f32)).collect()
}

/// The sheet; buildings that are none of the places are pale.
fn scene_of(market: &Market, places: &[Place], lang: Lang) -> Scene {
    let mut workspace = Workspace::default();
    for layer in &mut workspace.layers {
        layer.visible = LAYERS.contains(&layer.key);
    }
    workspace.building_theme = BuildingTheme::VacancyRate;
    // Vectors are drawn from the records: no mesh is needed.
    let sets = DatasetKind::ALL.into_iter().filter_map(|kind| market.model.set(kind));
    let datasets: Vec<_> = sets.map(|set| (set.clone(), Arc::new(LayerMesh::default()))).collect();
    let mut chosen: Vec<u32> = places.iter().filter_map(|place| market.building_of(place.group)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let vacancy = Arc::new(vacancy(&market.model, VacancyParams { reference_date: market.reference_date }));
    let input = SheetInput {
        lang,
        look: MapLook::Light,
        workspace: &workspace,
        datasets: &datasets,
        model: Some(&market.model),
        vacancy: Some(&vacancy),
        clusters: None,
        findings: None,
        fitting: (!chosen.is_empty()).then_some(&chosen),
    };
    sheet::build(&input, &mut SheetCache::default())
}

/// Round coordinates within a view, at the widest step that gives enough of them; those at the very ends are left out.
fn ticks([from, to]: [f64; 2], share: impl Fn(f64) -> f64, letter: &str) -> Vec<Tick> {
    let at_step = |step: f64| {
        let first = (from / step).ceil() as i64;
        let last = (to / step).floor() as i64;
        let ticks = (first..=last).map(|count| count as f64 * step).map(|value| {
            let decimals = if step < 0.01 { 3 } else { 2 };
            Tick { at: rounded(share(value)), text: format!("{value:.decimals$}{letter}") }
        });
        ticks.filter(|tick| (0.1..=0.9).contains(&tick.at)).collect::<Vec<_>>()
    };
    TICK_STEPS.into_iter().map(at_step).find(|ticks| ticks.len() >= LEAST_TICKS).unwrap_or_default()
}

fn legend(market: &Market, view: &LonLatBounds, lang: Lang) -> Vec<Vec<LegendRow>> {
    let palette = MapPalette::of(MapLook::Light);
    let row = |kind, fill: Option<Rgba>, edge: Option<Rgba>, text: String| LegendRow {
        kind,
        colours: [fill, edge].map(|colour| colour.map(hex)),
        text,
    };
    let heading = |text: T| row("heading", None, None, text.text(lang).to_owned());
    let mut left = vec![row("pin", None, None, T::LegendPin.text(lang).to_owned()), heading(T::LegendVacancy)];
    let theme = BuildingTheme::VacancyRate;
    for step in 0..STEPS {
        let fill = palette.vacancy[usize::from(STEPS - 1 - step)];
        left.push(row("area", Some(fill), Some(palette.building_edge), class_name(theme, step, lang)));
    }
    left.push(row("area", None, Some(palette.no_data), class_name(theme, NO_DATA, lang)));
    let mut right = vec![heading(T::LegendBounds)];
    if let Some(blocks) = market.model.set(DatasetKind::Blocks) {
        for (place, block) in functional_blocks(blocks).into_iter().enumerate() {
            let bounds = blocks.geometries.bounds_of(block);
            let is_in_view =
                bounds.west <= view.east && view.west <= bounds.east && bounds.south <= view.north && view.south <= bounds.north;
            if is_in_view {
                let name = block_in_legend(&name_of(blocks, block, lang), lang);
                let name = marked(&name, blocks.confidence_of(block), lang);
                right.push(row("area", Some(palette.tint_of_block(place)), Some(palette.line_of_block(place)), name));
            }
        }
    }
    if let Some(parks) = market.model.set(DatasetKind::Parks) {
        let confidence = (0..parks.len()).filter_map(|row| parks.confidence_of(row)).max();
        right.push(row("dashed", None, Some(palette.park_outline), marked(T::LegendPark.text(lang), confidence, lang)));
    }
    right.push(row("station", None, Some(palette.metro), T::LegendMetro.text(lang).to_owned()));
    vec![left, right]
}

/// A name with the mark that it needs.
fn marked(name: &str, confidence: Option<Confidence>, lang: Lang) -> String {
    match confidence {
        Some(level @ (Confidence::Schematic | Confidence::Demo)) => {
            let mark = lang.pick(level.term(), level.term_en()).to_lowercase();
            let [open, close] = [lang.pick("（", " ("), lang.pick("）", ")")];
            format!("{name}{open}{mark}{close}")
        }
        _ => name.to_owned(),
    }
}

/// A colour as `#rrggbb`.
pub(super) fn hex(Rgba([r, g, b, _]): Rgba) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A share to a hundred-thousandth, so that the bytes do not depend on the last bit.
fn rounded(share: f64) -> f64 {
    (share * 1e5).round() / 1e5
}

/// The word for north on the map.
pub(super) fn north(lang: Lang) -> &'static str {
    MapText::North.text(lang)
}
