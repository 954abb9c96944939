//! The scene as vectors, without a window or a graphics adapter: one SVG with title, legend, scale, north, credit and marks of
//! what is schematic or invented. Refuses to decide what is drawn (`map/sheet`) and to make other formats (`map/export`).
//!
//! The same input gives the same bytes: coordinates are rounded to hundredths of a point, and nothing depends on time or place.

mod frame;
mod ground;
mod marks;
pub(crate) mod measure;
mod names;
#[cfg(test)]
mod tests;
pub(crate) mod write;

pub use frame::Frame;

use crate::map::camera::Camera;
use crate::map::labels::{self, LayoutParams, Widths};
use crate::map::marks::gather;
use crate::map::palette::{MapLook, MapPalette};
use crate::map::scene::Scene;

use measure::Faces;
use write::Svg;

/// The sheet of a scene: map, names and what stands on its edge, in a picture of `size_pt` points (pixels at 100 %).
pub fn write(scene: &Scene, camera: &Camera, size_pt: [f64; 2], frame: &Frame<'_>) -> String {
    let faces = Faces::bundled();
    let palette = MapPalette::of(frame.look);
    let edge = frame::draw(frame, camera, size_pt, &faces, palette);
    let mut svg = ground_and_names(scene, camera, size_pt, palette, &faces, &edge.reserved, &frame.title);
    svg.append(&edge.svg);
    svg.finish()
}

/// The map of a scene alone, for a page that draws its own edge. Names keep off the `reserved` boxes (`[left, top, right,
/// bottom]`, points); a name that is cut by the edge of the picture is not written.
pub fn bare(scene: &Scene, camera: &Camera, size_pt: [f64; 2], look: MapLook, reserved: &[[f32; 4]], title: &str) -> String {
    ground_and_names(scene, camera, size_pt, MapPalette::of(look), &Faces::bundled(), reserved, title).finish()
}

fn ground_and_names(
    scene: &Scene,
    camera: &Camera,
    size_pt: [f64; 2],
    palette: &MapPalette,
    faces: &Faces,
    reserved: &[[f32; 4]],
    title: &str,
) -> Svg {
    let mut svg = Svg::begin(size_pt, title);
    svg.rect([0.0, 0.0], size_pt, scene.background);
    ground::draw(&mut svg, scene, camera, size_pt);
    for layer in scene.marks.iter().filter(|layer| layer.is_drawn_at(camera.metres_per_pt())) {
        marks::draw(&mut svg, &gather(layer, camera, size_pt), layer.opacity, camera, size_pt);
    }
    let params = LayoutParams {
        camera: *camera,
        size_pt,
        reserved,
        sub_colour: palette.label_road,
        measure: &|text, style| faces.size_of(text, style),
    };
    names::draw(&mut svg, &labels::layout(scene, &params, &mut Widths::default()));
    svg
}
