//! Marks as paths, in the shapes and sizes of the GPU's (`map/gpu/mark.wgsl`). Refuses to gather them.

use crate::map::camera::Camera;
use crate::map::palette::MapPalette;
use crate::map::scene::{Mark, MarkShape, Rgba};

use super::write::{Svg, number, path_of};

/// Writes marks, bottom first.
pub(super) fn draw(svg: &mut Svg, marks: &[Mark], opacity: f32, camera: &Camera, size_pt: [f64; 2]) {
    for mark in marks {
        let [x, y] = camera.screen_from_mercator(mark.pos_in_mercator);
        let centre = [x + size_pt[0] / 2.0, y + size_pt[1] / 2.0];
        draw_mark(svg, mark.shape, centre, f64::from(mark.radius_pt), [mark.fill, mark.ring].map(|c| c.with_opacity(opacity)));
    }
}

/// Writes one mark with its middle at a point of the picture.
pub(super) fn draw_mark(svg: &mut Svg, shape: MarkShape, centre: [f64; 2], radius_pt: f64, [fill, ring]: [Rgba; 2]) {
    let line = Some((ring, 2.0 * f64::from(MapPalette::MARK_RING_PT)));
    svg.path(&outline(shape, centre, radius_pt), fill, line, " stroke-linejoin=\"round\" paint-order=\"stroke\"");
}

/// The outline of a shape. The factors make all shapes about as large as the circle.
fn outline(shape: MarkShape, [x, y]: [f64; 2], r: f64) -> String {
    let around = |corners: &[[f64; 2]]| path_of(corners.iter().map(|[dx, dy]| [x + dx * r, y + dy * r]), true);
    match shape {
        MarkShape::Circle | MarkShape::Ring => {
            let (left, right, y, r) = (number(x - r), number(x + r), number(y), number(r));
            format!("M{left} {y}A{r} {r} 0 1 0 {right} {y}A{r} {r} 0 1 0 {left} {y}Z")
        }
        MarkShape::Diamond => around(&[[0.0, -1.25], [1.25, 0.0], [0.0, 1.25], [-1.25, 0.0]]),
        MarkShape::Square => around(&[[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]]),
        MarkShape::Cross => {
            let (long, short) = (1.13, 0.43);
            around(&[
                [-short, -long],
                [short, -long],
                [short, -short],
                [long, -short],
                [long, short],
                [short, short],
                [short, long],
                [-short, long],
                [-short, short],
                [-long, short],
                [-long, -short],
                [-short, -short],
            ])
        }
        MarkShape::Triangle => around(&[[0.0, -1.5], [1.299, 0.75], [-1.299, 0.75]]),
        MarkShape::Star => {
            let corner = |i: usize| {
                let (sin, cos) = (std::f64::consts::PI * i as f64 / 5.0).sin_cos();
                let reach = if i.is_multiple_of(2) { 1.5 } else { 1.5 * 0.45 };
                [reach * sin, -reach * cos]
            };
            around(&std::array::from_fn::<_, 10, _>(corner))
        }
    }
}
