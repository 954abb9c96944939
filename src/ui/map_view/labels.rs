//! The names on the map: laid out when the camera rests and now and then while it moves, written by egui with a halo.
//! In between they follow the ground. Refuses to decide which names stand where (`map/labels`), and to keep set text from one
//! frame to the next: egui makes its font atlas anew when it is full, and what was set before points at other letters then.

use std::f32::consts::TAU;
use std::sync::Arc;

use egui::epaint::TextShape;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Galley, Painter, Pos2, Shape, Stroke, Vec2, pos2, vec2};

use crate::map::camera::Camera;
use crate::map::labels::{self, LabelStyle, LayoutParams, PlacedLabel, Widths};
use crate::map::palette::{MapLook, MapPalette};
use crate::map::scene::Scene;
use crate::ui::theme;
use crate::ui::widgets::colour_of;

use super::Screen;

/// Seconds between two layouts while the camera moves.
const LAYOUT_S: f64 = 0.18;
/// Radius of the halo, points, and how many copies make it: one to each corner, for egui sets words on whole pixels, where
/// those to the sides show nothing more, and each copy costs a software adapter milliseconds.
const HALO_PT: f32 = 1.5;
const HALO_COPIES: usize = 4;
/// Dot at a leader's end, points.
const LEADER_DOT_PT: f32 = 2.5;

/// The last layout, and what was measured for it.
#[derive(Default)]
pub struct LabelCache {
    widths: Widths,
    placed: Vec<PlacedLabel>,
    made: Option<Made>,
}

/// What the layout was made for.
#[derive(PartialEq)]
struct Made {
    scene: u64,
    camera: Camera,
    size: Vec2,
    pixels_per_point: f32,
    at_s: f64,
}

impl LabelCache {
    /// Draws the names of the scene. `rests`: the camera does not move. `reserved`: rectangles that names keep off.
    pub fn draw(
        &mut self,
        painter: &Painter,
        screen: &Screen,
        scene: &Scene,
        rests: bool,
        look: MapLook,
        reserved: &[egui::Rect],
    ) {
        let now = Made {
            scene: scene.generation,
            camera: screen.camera,
            size: screen.rect.size(),
            pixels_per_point: painter.pixels_per_point(),
            at_s: painter.ctx().input(|input| input.time),
        };
        if self.is_stale(&now, rests) {
            self.lay_out(painter, screen, scene, look, reserved);
            self.made = Some(now);
        } else if !rests {
            // Once more when it has come to rest.
            painter.ctx().request_repaint_after(std::time::Duration::from_secs_f64(LAYOUT_S));
        }
        let Some(made) = &self.made else { return };
        let was = Screen { rect: screen.rect, camera: made.camera };
        let follow = |at: [f32; 2]| screen.at(was.mercator_at(screen.rect.min + vec2(at[0], at[1])));
        for label in &self.placed {
            write(painter, label, &follow);
        }
    }

    fn is_stale(&self, now: &Made, rests: bool) -> bool {
        let Some(made) = &self.made else { return true };
        let moved = made.camera != now.camera;
        let changed = made.scene != now.scene || made.size != now.size || made.pixels_per_point != now.pixels_per_point;
        changed || moved && (rests || now.at_s - made.at_s > LAYOUT_S)
    }

    fn lay_out(&mut self, painter: &Painter, screen: &Screen, scene: &Scene, look: MapLook, reserved: &[egui::Rect]) {
        let relative: Vec<[f32; 4]> = reserved
            .iter()
            .map(|rect| rect.translate(-screen.rect.min.to_vec2()))
            .map(|rect| [rect.left(), rect.top(), rect.right(), rect.bottom()])
            .collect();
        let measure = |words: &str, style: LabelStyle| {
            let size = painter.layout_job(job(words, style)).size();
            [size.x, size.y]
        };
        let params = LayoutParams {
            camera: screen.camera,
            size_pt: [f64::from(screen.rect.width()), f64::from(screen.rect.height())],
            reserved: &relative,
            // A colour of the map, not of the panels, which are dark beside a light map when projected.
            sub_colour: MapPalette::of(look).label_road,
            measure: &measure,
        };
        self.placed = labels::layout(scene, &params, &mut self.widths);
    }
}

fn write(painter: &Painter, label: &PlacedLabel, follow: &dyn Fn([f32; 2]) -> Pos2) {
    let halo = colour_of(label.halo);
    if let Some([from, to]) = label.leader {
        let (ink, ends) = (colour_of(label.colour), [follow(from), follow(to)]);
        painter.line_segment(ends, Stroke::new(1.0, ink));
        painter.circle_filled(ends[0], LEADER_DOT_PT, ink);
    }
    // The lines of one name keep together: they all follow the first one.
    let first = label.runs.first().map_or([0.0; 2], |run| run.centre_pt);
    let shift = follow(first) - pos2(first[0], first[1]);
    let on_course = label.runs.iter().any(|run| run.angle != 0.0);
    for (number, run) in label.runs.iter().enumerate() {
        let galley = painter.layout_job(job(&run.text, run.style));
        let ink = if number > 0 && label.leader.is_some() { label.sub_colour } else { label.colour };
        let centre = if on_course { follow(run.centre_pt) } else { pos2(run.centre_pt[0], run.centre_pt[1]) + shift };
        for copy in 0..HALO_COPIES {
            let angle = TAU * (copy as f32 + 0.5) / HALO_COPIES as f32;
            painter.add(text(centre + HALO_PT * Vec2::angled(angle), &galley, run.angle, halo));
        }
        painter.add(text(centre, &galley, run.angle, colour_of(ink)));
    }
}

fn text(centre: Pos2, galley: &Arc<Galley>, angle: f32, colour: Color32) -> Shape {
    let corner = centre - galley.size() / 2.0;
    let shape = TextShape::new(corner, galley.clone(), colour).with_override_text_color(colour);
    if angle == 0.0 { shape.into() } else { shape.with_angle_and_anchor(angle, Align2::CENTER_CENTER).into() }
}

fn job(words: &str, style: LabelStyle) -> LayoutJob {
    let font_id = if style.semi_bold { theme::semibold(style.size_pt) } else { theme::font(style.size_pt) };
    let format =
        TextFormat { font_id, extra_letter_spacing: style.spacing_pt, color: Color32::PLACEHOLDER, ..Default::default() };
    LayoutJob::single_section(words.to_owned(), format)
}
