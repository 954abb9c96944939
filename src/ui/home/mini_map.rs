//! A block in small: its outline and its buildings by vacancy. Drawn from the records, kept as triangles between frames.
//! Refuses names and scale: the map has them.

use std::sync::Arc;

use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, Ui, Vec2, epaint::Vertex, epaint::WHITE_UV, pos2, vec2};

use crate::analysis::summary::Summary;
use crate::domain::{Dataset, DatasetKind, LonLatBounds, PartKind};
use crate::map::palette::MapPalette;
use crate::map::theme_classes::{STEPS, classes_of_buildings};
use crate::ui::theme::Look;
use crate::ui::view::{ParkView, View};
use crate::ui::widgets::colour_of;
use crate::workspace::BuildingTheme;

/// What a picture was drawn from and for.
#[derive(Clone)]
struct Made {
    /// Held, so that no other summary can come to lie in its place.
    summary: Arc<Summary>,
    look: Look,
    size: Vec2,
    pixels_per_point: f32,
}

impl Made {
    fn is_same(&self, other: &Self) -> bool {
        let sizes = |made: &Self| (made.look, made.size, made.pixels_per_point);
        Arc::ptr_eq(&self.summary, &other.summary) && sizes(self) == sizes(other)
    }
}

/// A block's picture, its top left corner at the origin.
#[derive(Clone)]
struct Picture {
    made: Made,
    areas: Arc<Mesh>,
    outline: Arc<Vec<Vec<Pos2>>>,
}

/// Draws the block of a row into a rectangle; `number` is its place among the blocks.
pub fn paint(ui: &Ui, rect: Rect, view: &View, park: &ParkView, block: u32, number: usize) {
    let id = ui.make_persistent_id("mini map picture");
    let made =
        Made { summary: park.summary.clone(), look: view.look, size: rect.size(), pixels_per_point: ui.pixels_per_point() };
    let kept = ui.data(|data| data.get_temp::<Picture>(id)).filter(|picture| picture.made.is_same(&made));
    let Some(picture) = kept.or_else(|| draw(park, block, number, made)) else { return };
    let mut areas = Mesh::clone(&picture.areas);
    areas.translate(rect.min.to_vec2());
    ui.painter().add(Shape::mesh(areas));
    let stroke = Stroke::new(1.5, colour_of(view.look.panel_palette().line_of_block(number)));
    for ring in picture.outline.iter() {
        let ring = ring.iter().map(|point| *point + rect.min.to_vec2()).collect();
        ui.painter().add(Shape::closed_line(ring, stroke));
    }
    ui.data_mut(|data| data.insert_temp(id, picture));
}

/// Degrees to points of the picture, the block in the middle of it.
struct Fit {
    bounds: LonLatBounds,
    points_per_degree: Vec2,
    offset: Vec2,
    pixels_per_point: f32,
}

impl Fit {
    fn new(bounds: LonLatBounds, &Made { size, pixels_per_point, .. }: &Made) -> Self {
        let shrink = bounds.centre()[1].to_radians().cos();
        let (width, height) = ((bounds.east - bounds.west) * shrink, bounds.north - bounds.south);
        let scale = (f64::from(size.x - 4.0) / width).min(f64::from(size.y - 4.0) / height);
        let used = vec2((width * scale) as f32, (height * scale) as f32);
        // The picture stands at the right, as the figures do at the left.
        let offset = vec2(size.x - used.x - 2.0, (size.y - used.y) / 2.0);
        Self { bounds, points_per_degree: vec2((shrink * scale) as f32, scale as f32), offset, pixels_per_point }
    }

    fn point(&self, [lon, lat]: [f64; 2]) -> Pos2 {
        let (east, south) = ((lon - self.bounds.west) as f32, (self.bounds.north - lat) as f32);
        pos2(east * self.points_per_degree.x + self.offset.x, south * self.points_per_degree.y + self.offset.y)
    }
}

fn draw(park: &ParkView, block: u32, number: usize, made: Made) -> Option<Picture> {
    let blocks = park.model.set(DatasetKind::Blocks)?;
    let bounds = blocks.geometries.bounds_of(block as usize);
    if bounds.is_empty() || bounds.east <= bounds.west || bounds.north <= bounds.south {
        return None;
    }
    let fit = Fit::new(bounds, &made);
    let palette = made.look.panel_palette();
    let mut mesh = Mesh::default();
    let mut outline = Vec::new();
    for part in blocks.geometries.parts(block as usize) {
        if blocks.geometries.part_kind(part) != PartKind::Polygon {
            continue;
        }
        let rings = blocks.geometries.rings(part);
        let points: Vec<Vec<Pos2>> = rings.map(|ring| open(blocks, ring).iter().map(|at| fit.point(*at)).collect()).collect();
        fill(&mut mesh, &points, colour_of(palette.tint_of_block(number)));
        outline.extend(points.into_iter().filter(|ring| ring.len() > 2));
    }
    if let Some(buildings) = park.model.set(DatasetKind::Buildings) {
        let classes = classes_of_buildings(buildings, Some(&park.vacancy), BuildingTheme::VacancyRate);
        for &row in park.model.down(DatasetKind::Blocks, block, DatasetKind::Buildings) {
            let class = classes.get(row as usize).copied().unwrap_or(u8::MAX);
            draw_building(&mut mesh, buildings, row as usize, &fit, colour_of_class(palette, class));
        }
    }
    Some(Picture { made, areas: Arc::new(mesh), outline: Arc::new(outline) })
}

/// Darkest for the most vacant; buildings without a figure in the colour of other buildings.
fn colour_of_class(palette: &MapPalette, class: u8) -> Color32 {
    let step = usize::from(STEPS).checked_sub(1 + usize::from(class));
    colour_of(step.and_then(|step| palette.vacancy.get(step)).copied().unwrap_or(palette.other_building))
}

/// A building's shell as a fan: at two or three points across, its courtyards cannot be seen. One that is smaller than a
/// pixel and a half is drawn as large: else it would fall between the pixels.
fn draw_building(mesh: &mut Mesh, buildings: &Dataset, row: usize, fit: &Fit, colour: Color32) {
    for part in buildings.geometries.parts(row) {
        let Some(shell) = buildings.geometries.rings(part).next() else { continue };
        let points: Vec<Pos2> = open(buildings, shell).iter().map(|at| fit.point(*at)).collect();
        let bounds = Rect::from_points(&points);
        let least = 1.5 / fit.pixels_per_point;
        if bounds.width().min(bounds.height()) < least {
            let size = bounds.size().max(vec2(least, least));
            mesh.add_colored_rect(Rect::from_center_size(bounds.center(), size), colour);
            continue;
        }
        let first = mesh.vertices.len() as u32;
        mesh.vertices.extend(points.iter().map(|&pos| Vertex { pos, uv: WHITE_UV, color: colour }));
        for corner in 2..points.len() as u32 {
            mesh.add_triangle(first, first + corner - 1, first + corner);
        }
    }
}

/// Triangles of a polygon: its shell, then its holes.
fn fill(mesh: &mut Mesh, rings: &[Vec<Pos2>], colour: Color32) {
    let corners: Vec<Pos2> = rings.concat();
    let mut ends = rings.iter().scan(0u32, |end, ring| {
        *end += ring.len() as u32;
        Some(*end)
    });
    let holes: Vec<u32> = (1..rings.len()).filter_map(|_| ends.next()).collect();
    let mut triangles: Vec<u32> = Vec::new();
    earcut::Earcut::new().earcut(corners.iter().map(|corner| [f64::from(corner.x), f64::from(corner.y)]), &holes, &mut triangles);
    let first = mesh.vertices.len() as u32;
    mesh.vertices.extend(corners.iter().map(|&pos| Vertex { pos, uv: WHITE_UV, color: colour }));
    for corner in triangles.chunks_exact(3) {
        mesh.add_triangle(first + corner[0], first + corner[1], first + corner[2]);
    }
}

/// A ring without the repeated last position.
fn open(dataset: &Dataset, ring: usize) -> &[[f64; 2]] {
    let ring = dataset.geometries.ring(ring);
    match ring {
        [first, between @ .., last] if first == last && !between.is_empty() => &ring[..ring.len() - 1],
        _ => ring,
    }
}
