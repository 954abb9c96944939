//! Outlines of what is hovered or selected, made from the records: a few features, sent when they change.
//! Refuses to know why a feature is highlighted.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::Geometries;
use crate::geodesy::mercator;
use crate::map::mesh::{RingWriter, StreamVertex};
use crate::map::scene::{Mark, Rgba, Scene};

use super::compose::{PixelView, unit_colour};
use super::draws::{Call, Draw, FIXED_COLOUR, Source};
use super::marks::mark_source;
use super::pipelines::{Pass, Pipelines};
use super::textures::stream_group;

/// A line of a colour and width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// Its colour.
    pub colour: Rgba,
    /// Its width, points.
    pub width_pt: f32,
}

/// Some features of one layer, as a stream of segments.
struct Outline {
    key: Arc<str>,
    origin_in_mercator: [f64; 2],
    source: Source,
}

/// The outlines of some records of a scene.
#[derive(Default)]
pub struct Outlines {
    outlines: Vec<Outline>,
    /// Rows of mark layers.
    marked: Vec<(Arc<str>, BTreeSet<u32>)>,
}

impl Outlines {
    /// Makes the outlines of records, given by the key of their layer and rows. Rows that are hidden get none.
    pub fn new<'a>(
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        pipelines: &Pipelines,
        scene: &Scene,
        records: impl IntoIterator<Item = (&'a Arc<str>, &'a [u32])>,
    ) -> Self {
        let mut made = Self::default();
        for (key, rows) in records {
            if let Some(layer) = scene.layers.iter().find(|layer| layer.key == *key) {
                let visible: Vec<_> = rows.iter().copied().filter(|&row| layer.paint.is_visible(row as usize)).collect();
                let Some((origin_in_mercator, stream)) = outline_stream(&layer.dataset.geometries, &visible) else { continue };
                let group = stream_group(device, queue, pipelines, bytemuck::cast_slice(&stream));
                made.outlines.extend(group.map(|group| Outline {
                    key: key.clone(),
                    origin_in_mercator,
                    source: Source::Squares { stream: group, range: 0..(stream.len() as u32).saturating_sub(3) },
                }));
            } else {
                made.marked.push((key.clone(), rows.iter().copied().collect()));
            }
        }
        made
    }

    /// The calls that draw the outlines in some styles, widest first.
    pub fn calls(
        &self,
        scene: &Scene,
        view: &PixelView,
        styles: &[LineStyle],
        passes: Passes,
        colours: &wgpu::BindGroup,
        calls: &mut Vec<Call>,
    ) {
        let metres_per_pt = view.camera.metres_per_pt();
        let in_scale = |key: &Arc<str>| scene.layers.iter().any(|layer| layer.key == *key && layer.is_drawn_at(metres_per_pt));
        for style in styles {
            for outline in self.outlines.iter().filter(|outline| in_scale(&outline.key)) {
                let draw = Draw {
                    flags: FIXED_COLOUR,
                    colour: unit_colour(style.colour),
                    width: style.width_pt * view.pixels_per_point,
                    ..view.draw_from(outline.origin_in_mercator)
                };
                calls.push(Call { pass: passes.stroke, draw, colours: colours.clone(), source: outline.source.clone() });
            }
        }
    }

    /// The calls that ring the marks among `marks` of the mark layer `key`, widest first.
    #[expect(clippy::too_many_arguments, reason = "a draw call needs what it needs")]
    pub fn mark_calls(
        &self,
        device: &wgpu::Device,
        key: &str,
        marks: &[Mark],
        view: &PixelView,
        styles: &[LineStyle],
        passes: Passes,
        colours: &wgpu::BindGroup,
        calls: &mut Vec<Call>,
    ) {
        let Some((_, rows)) = self.marked.iter().find(|(marked, _)| **marked == *key) else { return };
        let chosen: Vec<_> = marks.iter().filter(|mark| mark.row.is_some_and(|row| rows.contains(&row))).collect();
        let Some(origin) = chosen.first().map(|mark| mark.pos_in_mercator) else { return };
        for style in styles {
            let ring = |mark: &&Mark| Mark { fill: Rgba::CLEAR, ring: style.colour, ..**mark };
            let rings: Vec<_> = chosen.iter().map(ring).collect();
            let Some(source) = mark_source(device, rings.iter(), origin, view.pixels_per_point) else { continue };
            let draw = Draw { width: style.width_pt * view.pixels_per_point, ..view.draw_from(origin) };
            calls.push(Call { pass: passes.marks, draw, colours: colours.clone(), source });
        }
    }
}

/// Into which render pass highlights are drawn.
#[derive(Clone, Copy)]
pub struct Passes {
    /// Pipeline of segments.
    pub stroke: Pass,
    /// Pipeline of marks.
    pub marks: Pass,
}

/// The rings and lines of some rows as one stream, and its origin in Web Mercator metres.
fn outline_stream(geometries: &Geometries, rows: &[u32]) -> Option<([f64; 2], Vec<StreamVertex>)> {
    let first = rows.iter().map(|&row| geometries.bounds_of(row as usize)).find(|bounds| !bounds.is_empty())?;
    let origin_in_mercator = mercator::from_lon_lat(first.centre());
    let mut stream: Vec<StreamVertex> = Vec::new();
    let mut writer = RingWriter::default();
    for &row in rows {
        for part in geometries.parts(row as usize) {
            // The row is not looked up: highlights have a colour of their own, so that they all read row 0.
            writer.write_part(geometries, part, 0, origin_in_mercator, &mut stream, |_, _| {});
        }
    }
    Some((origin_in_mercator, stream))
}
