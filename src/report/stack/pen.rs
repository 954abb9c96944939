//! What plans are drawn with: words in the bundled faces, cells, hatches, the line around a combination. Refuses layout.

use crate::map::palette::{MapLook, MapPalette, stacking};
use crate::map::scene::Rgba;
use crate::map::svg::measure::{BASELINE, Faces, LINE};
use crate::map::svg::write::{Anchor, Svg, TextLook, path_of};

use super::colour::Class;
use super::outline::{Run, outlines, runs};

/// Between two lines of a hatch, points.
const HATCH: f64 = 6.0;
/// Width of the line around a combination and of the casing under it, points.
const COMBINATION: [f64; 2] = [2.5, 5.0];

/// An SVG in the making, and what is known of faces and colours. Plans are for paper: they are drawn in the light look.
pub(super) struct Pen {
    pub svg: Svg,
    pub palette: &'static MapPalette,
    faces: Faces,
}

/// How a line of words is set.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// Size of the letters, points.
    pub size_pt: f64,
    pub semi_bold: bool,
    pub anchor: Anchor,
    pub colour: Rgba,
}

impl Pen {
    pub(super) fn new() -> Self {
        Self { svg: Svg::default(), palette: MapPalette::of(MapLook::Light), faces: Faces::bundled() }
    }

    /// Words of the first rank.
    pub(super) fn ink(&self) -> Rgba {
        self.palette.label
    }

    /// Words of the second rank.
    pub(super) fn pale(&self) -> Rgba {
        self.palette.park_outline
    }

    /// Plain words of a size, from the left.
    pub(super) fn plain(&self, size_pt: f64) -> Words {
        Words { size_pt, semi_bold: false, anchor: Anchor::Start, colour: self.pale() }
    }

    /// A line of words whose row begins at `top`.
    pub(super) fn line(&mut self, [x, top]: [f64; 2], words: &str, how: Words) {
        let Words { size_pt, semi_bold, anchor, colour } = how;
        let look = TextLook { size_pt, semi_bold, spacing_pt: 0.0, colour, halo: None, anchor };
        self.svg.text([x, top + size_pt * (LINE / 2.0 + BASELINE)], words, look, None);
    }

    /// Height of a line of words, points.
    pub(super) fn height(size_pt: f64) -> f64 {
        size_pt * LINE
    }

    /// Width of words of a size, points.
    pub(super) fn width(&self, words: &str, size_pt: f64) -> f64 {
        self.faces.width(words, size_pt, false, 0.0)
    }

    /// A cell by its class; a class without a fill is hollow.
    pub(super) fn cell(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], class: Class) {
        let corners = |inset: f64| {
            let (left, top, right, bottom) = (x + inset, y + inset, x + width - inset, y + height - inset);
            path_of([[left, top], [right, top], [right, bottom], [left, bottom]], true)
        };
        match class.fill(self.palette) {
            Some(fill) => self.svg.rect([x, y], [width, height], fill),
            None => self.svg.path(&corners(0.5), Rgba::CLEAR, Some((self.palette.no_data, 1.0)), ""),
        }
        if class.has_line() && width > 4.0 && height > 4.0 {
            self.svg.path(&corners(1.0), Rgba::CLEAR, Some((stacking::SUBLET_LINE, 2.0)), "");
        }
    }

    /// Hatches a rectangle with lines of its own, so that every reader of SVG and PDF shows them alike.
    pub(super) fn hatch(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2]) {
        let (right, bottom) = (x + width, y + height);
        let edge = Some((self.palette.road_casing, 1.0));
        let mut d = path_of([[x, y], [right, y], [right, bottom], [x, bottom]], true);
        // From the lower left to the upper right, on a grid of the whole picture: hatches of neighbouring floors run on.
        let mut at = ((x - height) / HATCH).ceil() * HATCH;
        while at < right {
            let (from_x, to_x) = (at.max(x), (at + height).min(right));
            if to_x > from_x {
                d.push_str(&path_of([[from_x, bottom - (from_x - at)], [to_x, bottom - (to_x - at)]], false));
            }
            at += HATCH;
        }
        self.svg.path(&d, Rgba::CLEAR, edge, "");
    }

    /// The line around the spaces of a combination. `scale` makes it thinner in small plans.
    pub(super) fn combination(&mut self, cells: Vec<Run>, gap: f64, scale: f64) {
        for line in outlines(&runs(cells, 2.0 * gap as f32)) {
            let d = path_of(line.into_iter().map(|point| point.map(f64::from)), true);
            let join = " stroke-linejoin=\"round\"";
            let [width, casing] = COMBINATION.map(|width| width * scale);
            self.svg.path(&d, Rgba::CLEAR, Some((self.palette.selection_casing, casing)), join);
            self.svg.path(&d, Rgba::CLEAR, Some((self.palette.selection, width)), join);
        }
    }
}
