//! The grounds that the pictures of a finding are filled with, as triangles, computed when another finding is looked at. Refuses
//! outlines, and features of too many corners.

use std::sync::{Arc, Weak};

use earcut::Earcut;
use egui::epaint::{Vertex, WHITE_UV};
use egui::{Color32, Mesh, Painter, Pos2, Shape};

use crate::analysis::validity::{Finding, Repaired, change_of};
use crate::domain::{Dataset, LonLatBounds};
use crate::ui::checking::Checked;

/// Rings in degrees, polygon by polygon with its shell first.
type Polygons = Vec<Vec<Vec<[f64; 2]>>>;

/// The grounds of one finding.
pub(super) struct Grounds {
    of: (Weak<Dataset>, usize),
    /// What is the changing feature's before and after.
    pub kept: Triangles,
    /// What comes to it.
    pub added: Triangles,
    /// What is taken from it.
    pub removed: Triangles,
    /// The other feature's.
    pub other: Triangles,
    /// What the finding itself covers.
    pub finding: Triangles,
}

impl Grounds {
    /// True where they are of a finding, by its number.
    pub fn are_of(&self, checked: &Checked, finding: usize) -> bool {
        self.of.1 == finding && self.of.0.as_ptr() == Arc::as_ptr(&checked.dataset)
    }

    /// The grounds of a finding within some bounds: of the row that changes and of the other one.
    pub fn new(
        checked: &Checked,
        number: usize,
        (row, other): (u32, Option<u32>),
        finding: &Finding,
        repaired: Option<&Repaired>,
        within: &LonLatBounds,
    ) -> Self {
        let geometries = &checked.dataset.geometries;
        let of = |row: u32, after: Option<&Polygons>| change_of(geometries, row as usize, after, within).unwrap_or_default();
        let change = of(row, repaired.map(|repaired| &repaired.polygons));
        let other = other.map(|row| of(row, None).kept).unwrap_or_default();
        let [kept, added, removed, other, finding] =
            [&change.kept, &change.added, &change.removed, &other, &finding.polygons].map(Triangles::of);
        Self { of: (Arc::downgrade(&checked.dataset), number), kept, added, removed, other, finding }
    }
}

/// Triangles that cover some polygons.
#[derive(Default)]
pub(super) struct Triangles {
    corners: Vec<[f64; 2]>,
    numbers: Vec<u32>,
}

impl Triangles {
    fn of(polygons: &Polygons) -> Self {
        let mut all = Self::default();
        let (mut earcut, mut triangles) = (Earcut::new(), Vec::new());
        for rings in polygons {
            let first = all.corners.len();
            let mut holes: Vec<u32> = Vec::new();
            for ring in rings {
                if all.corners.len() > first {
                    holes.push((all.corners.len() - first) as u32);
                }
                all.corners.extend(ring.iter().skip(1));
            }
            let Some(&[x0, y0]) = all.corners.get(first) else { continue };
            // Degrees from a corner: what is left of the digits is enough for a millimetre.
            let corners = all.corners[first..].iter().map(|[x, y]| [x - x0, y - y0]);
            earcut.earcut(corners, &holes, &mut triangles);
            all.numbers.extend(triangles.iter().map(|number: &u32| number + first as u32));
        }
        all
    }

    /// True where they cover nothing.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Fills them; `at`: where a position in degrees is.
    pub fn paint(&self, painter: &Painter, color: Color32, at: impl Fn([f64; 2]) -> Pos2) {
        if self.is_empty() {
            return;
        }
        let vertices = self.corners.iter().map(|&corner| Vertex { pos: at(corner), uv: WHITE_UV, color }).collect();
        painter.add(Shape::mesh(Mesh { indices: self.numbers.clone(), vertices, ..Mesh::default() }));
    }
}
