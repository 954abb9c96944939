//! What was found, on the map: numbered pins in the order of the list, and the distances and areas that were asked for.
//! Refuses to search, and to keep pins from one frame to the next.

use egui::{Align2, Color32, Painter, Pos2, Rect, Response, Shape, Stroke, Vec2, pos2, vec2};

use crate::domain::criteria::{Aspect, Criterion, Want};
use crate::domain::{DatasetKind, Field};
use crate::geodesy::mercator;
use crate::i18n::app::length_text;
use crate::map::palette::MapPalette;
use crate::ui::command::{Command, Page};
use crate::ui::finding::{FindChange, FindView, Pin};
use crate::ui::theme::{self, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::colour_of;

use super::Screen;

/// Radius of a pin's head and its height above the ground, points.
const HEAD_PT: f32 = 11.0;
const HEIGHT_PT: f32 = 26.0;
/// The same of the pin that is chosen, as a factor.
const CHOSEN: f32 = 1.25;
/// Radius of a place whose pin has no room, points.
const DOT_PT: f32 = 4.0;
/// Places of the list that have a pin or a dot: the buildings of the others stand out by their colour.
const MOST_PINS: usize = 200;
/// Corners of a circle.
const CORNERS: usize = 96;
/// Stations nearer to one another than this are one, metres.
const SAME_STATION_M: f64 = 60.0;

/// The pins of a frame, those that are drawn last first.
pub struct Pins<'a> {
    find: Option<&'a FindView>,
    shown: Vec<Shown<'a>>,
}

/// A pin on the screen.
struct Shown<'a> {
    pin: &'a Pin,
    /// Where it stands.
    foot: Pos2,
    /// How large it is; none for a dot.
    scale: Option<f32>,
}

impl Shown<'_> {
    fn head(&self, scale: f32) -> Pos2 {
        self.foot - vec2(0.0, (HEIGHT_PT - HEAD_PT) * scale)
    }
}

/// The pins of what was found, on the page where it is looked for. A pin that would cover a better one is a dot.
pub fn pins<'a>(screen: &Screen, view: &View<'a>) -> Pins<'a> {
    let find = view.find.filter(|_| view.page == Page::Find);
    let mut shown: Vec<Shown<'a>> = Vec::new();
    let Some(found) = find else { return Pins { find, shown } };
    let all = found.answer.as_ref().map_or(&[][..], |answer| &answer.pins);
    let stands_out = |pin: &Pin| [found.chosen, found.hovered].contains(&Some(pin.number - 1));
    // What is chosen and hovered comes first: it always has its pin.
    let first = all.iter().filter(|pin| stands_out(pin));
    let in_order = first.chain(all.iter().filter(|pin| !stands_out(pin)).take(MOST_PINS));
    let seen = screen.rect.expand(HEIGHT_PT);
    let mut heads: Vec<Pos2> = Vec::new();
    for pin in in_order {
        let foot = screen.at(mercator::from_lon_lat(pin.lon_lat));
        if !seen.contains(foot) {
            continue;
        }
        let scale = if found.chosen == Some(pin.number - 1) { CHOSEN } else { 1.0 };
        let own = Shown { pin, foot, scale: Some(scale) };
        let head = own.head(scale);
        let has_room = stands_out(pin) || heads.iter().all(|other| other.distance(head) > 1.7 * HEAD_PT);
        if has_room {
            heads.push(head);
        }
        shown.push(Shown { scale: own.scale.filter(|_| has_room), ..own });
    }
    Pins { find, shown }
}

impl Pins<'_> {
    /// The pin under the cursor.
    pub fn under(&self, at: Pos2) -> Option<usize> {
        self.shown.iter().position(|shown| match shown.scale {
            Some(scale) => {
                let tip = Rect::from_two_pos(shown.head(scale) - vec2(4.0, 0.0), shown.foot + vec2(4.0, 0.0));
                shown.head(scale).distance(at) <= HEAD_PT * scale || tip.contains(at)
            }
            None => shown.foot.distance(at) <= DOT_PT + 2.0,
        })
    }

    /// The hand is on a pin: what it stands for is hovered, and a click chooses it.
    pub fn take(&self, pin: usize, response: &Response, view: &View, commands: &mut Commands) {
        let Some(Shown { pin, .. }) = self.shown.get(pin) else { return };
        if view.hovered != Some(&pin.record) {
            commands.send(Command::Hover(Some(pin.record.clone())));
        }
        if response.clicked() {
            commands.send(Command::Find(FindChange::Choose(pin.number - 1)));
        }
    }

    /// Draws them, the best last.
    pub fn draw(&self, painter: &Painter, view: &View) {
        let palette = MapPalette::of(view.look.map_look());
        let [ground, ink] = palette.pin.map(colour_of);
        let halo = colour_of(palette.halo);
        let fades = self.find.is_some_and(|find| !find.is_current);
        for shown in self.shown.iter().rev() {
            let number = shown.pin.number;
            let is = |place: Option<usize>| place == Some(number - 1);
            let chosen = self.find.is_some_and(|find| is(find.chosen));
            let hovered = self.find.is_some_and(|find| is(find.hovered));
            let [fill, ink] = if chosen { [palette.selection, palette.selection_casing].map(colour_of) } else { [ground, ink] };
            let fill = if fades { fill.gamma_multiply(0.6) } else { fill };
            match shown.scale {
                Some(scale) => {
                    let edge = if hovered { colour_of(palette.hover) } else { halo };
                    draw_pin(painter, shown.foot, shown.head(scale), HEAD_PT * scale, fill, edge);
                    let words = if number > 99 { theme::semibold(9.0) } else { theme::semibold(text::SMALL) };
                    painter.text(shown.head(scale), Align2::CENTER_CENTER, number, words, ink);
                }
                None => {
                    painter.circle(shown.foot, DOT_PT, fill, Stroke::new(1.2, halo));
                }
            }
        }
    }
}

/// A head over a tip, in one outline.
fn draw_pin(painter: &Painter, foot: Pos2, head: Pos2, radius: f32, fill: Color32, edge: Color32) {
    // Where the lines from the tip touch the head.
    let far = foot.distance(head).max(radius * 1.05);
    let half = (radius / far).acos();
    let down = std::f32::consts::FRAC_PI_2;
    let corners = 24;
    let (from, to) = (down + half, down + std::f32::consts::TAU - half);
    let on_head = |step: usize| head + radius * Vec2::angled(from + (to - from) * step as f32 / corners as f32);
    let outline: Vec<Pos2> = (0..=corners).map(on_head).chain([foot]).collect();
    painter.add(Shape::convex_polygon(outline, fill, Stroke::new(1.5, edge)));
}

/// Draws the distances and areas that were asked for: around stations and points as far as the crow flies, and what was drawn.
pub fn draw_bounds(painter: &Painter, screen: &Screen, view: &View) {
    let Some(find) = view.find.filter(|_| view.page == Page::Find) else { return };
    let palette = MapPalette::of(view.look.map_look());
    let stroke = Stroke::new(1.2, colour_of(palette.pin[0]));
    for criterion in find.query.criteria.iter().filter(|criterion| !criterion.except) {
        match &criterion.want {
            Want::Circle { centre, radius_m } => {
                circle(painter, screen, *centre, *radius_m, stroke, palette);
            }
            Want::Ring(ring) => {
                let mut line: Vec<Pos2> = ring.iter().map(|&at| screen.at(mercator::from_lon_lat(at))).collect();
                line.extend(line.first().copied());
                painter.extend(Shape::dashed_line(&line, stroke, 6.0, 4.0));
            }
            _ => {
                for (centre, radius_m) in around_stations(view, find, criterion) {
                    circle(painter, screen, centre, radius_m, stroke, palette);
                }
            }
        }
    }
}

/// The stations that a criterion measures from, and how far. Near any station: those that something was found near.
fn around_stations(view: &View, find: &FindView, criterion: &Criterion) -> Vec<([f64; 2], f64)> {
    let Some(model) = view.park.map(|park| &park.model) else { return Vec::new() };
    let Some(stations) = model.set(DatasetKind::Stations) else { return Vec::new() };
    let radius_m = match (criterion.aspect, &criterion.want) {
        (Aspect::Metro, Want::Range { most: Some(most), .. }) => *most,
        (Aspect::Station, Want::Places { within_m, .. }) => *within_m,
        _ => return Vec::new(),
    };
    let is_meant = |row: usize| match &criterion.want {
        Want::Places { places, .. } => {
            let name = stations.text(row, Field::Name).unwrap_or_default();
            let key = stations.text(row, Field::Id).unwrap_or(name);
            places.iter().any(|place| place.key == key || place.name == name)
        }
        _ => find.answer.as_ref().is_some_and(|answer| answer.stations.binary_search(&(row as u32)).is_ok()),
    };
    let mut centres: Vec<[f64; 2]> = Vec::new();
    for row in (0..stations.len()).filter(|&row| is_meant(row)) {
        let Some(at) = model.place_of(DatasetKind::Stations, row as u32) else { continue };
        let apart_m = |other: &[f64; 2]| crate::ui::map_view::sketch::length_m(&[*other, at].map(mercator::from_lon_lat));
        if centres.iter().all(|other| apart_m(other) > SAME_STATION_M) {
            centres.push(at);
        }
    }
    centres.into_iter().map(|centre| (centre, radius_m)).collect()
}

/// A dashed circle on the ground with its radius at the right.
fn circle(painter: &Painter, screen: &Screen, centre: [f64; 2], radius_m: f64, stroke: Stroke, palette: &MapPalette) {
    let middle = mercator::from_lon_lat(centre);
    // The scale of the projection at that latitude.
    let radius = radius_m / centre[1].to_radians().cos();
    let radius_pt = (radius / screen.camera.mercator_per_pt) as f32;
    let at = screen.at(middle);
    if !screen.rect.expand(radius_pt).contains(at) || radius_pt < 2.0 {
        return;
    }
    let corner = |step: usize| at + radius_pt * Vec2::angled(std::f32::consts::TAU * step as f32 / CORNERS as f32);
    let line: Vec<Pos2> = (0..=CORNERS).map(corner).collect();
    painter.extend(Shape::dashed_line(&line, stroke, 5.0, 4.0));
    let words = painter.layout_no_wrap(length_text(radius_m), theme::font(text::TAG), stroke.color);
    let place = Align2::CENTER_CENTER.anchor_size(pos2(at.x + radius_pt, at.y), words.size());
    painter.rect_filled(place.expand2(vec2(3.0, 1.0)), 3.0, colour_of(palette.halo).gamma_multiply(0.85));
    painter.galley(place.min, words, stroke.color);
}
