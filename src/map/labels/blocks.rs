//! Names of the functional blocks: beside them with their figures and a leader where the scale is small, inside them where it
//! is greater. Where marks gather, never inside: the name would lie on them. Refuses other areas.

use std::sync::Arc;

use crate::domain::PartKind;
use crate::geodesy::mercator;
use crate::map::marks::GATHERS_FROM_M;
use crate::map::scene::LabelClass;

use super::{LabelStyle, Layout, TextRun, Wanted};

/// From so many metres a point on, the name stands beside the block.
const BESIDE_FROM_M: f64 = 4.5;
/// Nearer than this many metres a point, one is inside a block and its name would only be in the way.
const INSIDE_FROM_M: f64 = 2.2;
/// Lengths of leaders that are tried, points.
const LEADERS_PT: [f32; 5] = [120.0, 90.0, 64.0, 40.0, 24.0];
/// Heights on the block's edge that are tried, shares of its own height from the top.
const HEIGHTS: [f32; 6] = [0.3, 0.5, 0.15, 0.7, 0.85, 0.05];
/// Between leader and text, points.
const LEADER_GAP_PT: f32 = 8.0;
/// Between a name beside a block and any part of a block, points: more than a mark reaches over the edge.
const PART_GAP_PT: f32 = 6.0;
/// Between two lines, points.
const LINE_GAP_PT: f32 = 3.0;

/// The outlines of a block on the screen.
struct Outline {
    rings: Vec<Vec<[f32; 2]>>,
    bounds: [f32; 4],
}

impl<'s> Layout<'s> {
    /// Places the names of all blocks, the greatest first.
    pub(super) fn blocks(&mut self, wanted: &[Wanted<'s>]) {
        let blocks: Vec<(&Wanted<'s>, Outline)> = wanted
            .iter()
            .filter(|want| want.group.class == LabelClass::Block)
            .filter_map(|want| Some((want, self.outline(want)?)))
            .collect();
        let beside = self.metres_per_pt >= BESIDE_FROM_M;
        let parts: Vec<[f32; 4]> =
            blocks.iter().flat_map(|(_, outline)| outline.rings.iter().map(|ring| bounds_of(ring))).collect();
        let mut columns = Vec::new();
        for (want, outline) in &blocks {
            // Without its figures a name has room where it has none with them.
            let lines: &[Arc<str>] = &want.wish.sub_lines;
            let stands = beside
                && (self.beside_block(want, outline, lines, &parts, &mut columns)
                    || self.beside_block(want, outline, &[], &parts, &mut columns)
                    || self.above_or_below_block(want, outline, &parts));
            if !stands && (INSIDE_FROM_M..GATHERS_FROM_M).contains(&self.metres_per_pt) {
                self.inside_block(want);
            }
        }
    }

    fn inside_block(&mut self, want: &Wanted<'s>) -> bool {
        let style = LabelStyle::of(LabelClass::Block, self.metres_per_pt);
        let size_pt = self.widths.get(&want.wish.text, style, self.params.measure);
        let centre_pt = want.at_pt.map(|at| at as f32);
        let run = TextRun { text: want.wish.text.clone(), centre_pt, size_pt, style, angle: 0.0 };
        self.place(want, vec![run], None)
    }

    /// The name alone over the block's upper edge, else under its lower one.
    fn above_or_below_block(&mut self, want: &Wanted<'s>, outline: &Outline, parts: &[[f32; 4]]) -> bool {
        let style = LabelStyle::of(LabelClass::Block, self.metres_per_pt);
        let size_pt = self.widths.get(&want.wish.text, style, self.params.measure);
        let [left, top, right, bottom] = outline.bounds;
        let x = (left + right) / 2.0;
        let reach = size_pt[1] / 2.0 + PART_GAP_PT;
        [top - reach, bottom + reach].into_iter().any(|y| {
            let half = size_pt.map(|edge| edge / 2.0);
            let run = TextRun { text: want.wish.text.clone(), centre_pt: [x, y], size_pt, style, angle: 0.0 };
            !meets([x - half[0], y - half[1], x + half[0], y + half[1]], parts) && self.place(want, vec![run], None)
        })
    }

    /// Beside the block with these lines under its name, right of it if there is room, else left; under one another where
    /// several stand on one side.
    fn beside_block(
        &mut self,
        want: &Wanted<'s>,
        outline: &Outline,
        sub_lines: &[Arc<str>],
        parts: &[[f32; 4]],
        columns: &mut Vec<(bool, f32)>,
    ) -> bool {
        let style = LabelStyle::of(LabelClass::Block, self.metres_per_pt);
        let title = self.widths.get(&want.wish.text, style, self.params.measure);
        let sizes: Vec<[f32; 2]> =
            sub_lines.iter().map(|line| self.widths.get(line, LabelStyle::sub_line(), self.params.measure)).collect();
        let width = sizes.iter().fold(title[0], |width, size| width.max(size[0]));
        let height = sizes.iter().fold(title[1], |height, size| height + LINE_GAP_PT + size[1]);
        let [_, top, _, bottom] = outline.bounds;
        for to_right in [true, false] {
            let sign = if to_right { 1.0 } else { -1.0 };
            let aligned: Vec<f32> = columns.iter().filter(|(right, _)| *right == to_right).map(|(_, x)| *x).collect();
            for share in HEIGHTS {
                let y = top + share * (bottom - top);
                let Some(edge) = outline.edge_at(y, to_right) else { continue };
                let leaders = aligned.iter().map(|x| (x - edge) * sign).filter(|long| *long >= 24.0).chain(LEADERS_PT);
                for long in leaders.collect::<Vec<_>>() {
                    let near = edge + sign * (long + LEADER_GAP_PT);
                    let left = if to_right { near } else { near - width };
                    let rect = [left, y - title[1] / 2.0, left + width, y - title[1] / 2.0 + height];
                    if meets(rect, parts) || !self.grid.is_free(rect) {
                        continue;
                    }
                    let mut runs = Vec::with_capacity(1 + sizes.len());
                    let mut line_top = rect[1];
                    let texts = std::iter::once((&want.wish.text, style, title))
                        .chain(sub_lines.iter().zip(&sizes).map(|(line, size)| (line, LabelStyle::sub_line(), *size)));
                    for (text, style, size_pt) in texts {
                        // The lines begin, or end, at the leader.
                        let from_leader = LEADER_GAP_PT + size_pt[0] / 2.0;
                        let centre_pt = [edge + sign * (long + from_leader), line_top + size_pt[1] / 2.0];
                        runs.push(TextRun { text: text.clone(), centre_pt, size_pt, style, angle: 0.0 });
                        line_top += size_pt[1] + LINE_GAP_PT;
                    }
                    if self.place(want, runs, Some([[edge, y], [edge + sign * long, y]])) {
                        self.grid.take(rect);
                        columns.push((to_right, edge + sign * long));
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The block's outline on the screen; `None` when nothing of it shows.
    fn outline(&self, want: &Wanted<'s>) -> Option<Outline> {
        let geometries = &self.layer(&want.group.key)?.dataset.geometries;
        let screen = |&position: &[f64; 2]| self.screen(mercator::from_lon_lat(position)).map(|at| at as f32);
        let rings: Vec<Vec<[f32; 2]>> = geometries
            .parts(want.wish.row as usize)
            .filter(|&part| geometries.part_kind(part) == PartKind::Polygon)
            .filter_map(|part| geometries.rings(part).next())
            .map(|ring| geometries.ring(ring).iter().map(screen).collect())
            .collect();
        let bounds = rings
            .iter()
            .map(|ring| bounds_of(ring))
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])?;
        let [width, height] = self.params.size_pt.map(|edge| edge as f32);
        let shows = bounds[0] < width && bounds[2] > 0.0 && bounds[1] < height && bounds[3] > 0.0;
        shows.then_some(Outline { rings, bounds })
    }
}

impl Outline {
    /// The outermost place of the outline at a height, on the right or left.
    fn edge_at(&self, y: f32, on_right: bool) -> Option<f32> {
        let crossings = self.rings.iter().flat_map(|ring| ring.windows(2)).filter_map(|edge| {
            let ([ax, ay], [bx, by]) = (edge[0], edge[1]);
            ((ay > y) != (by > y)).then(|| ax + (bx - ax) * (y - ay) / (by - ay))
        });
        if on_right { crossings.reduce(f32::max) } else { crossings.reduce(f32::min) }
    }
}

/// Whether a box comes near one of the parts.
fn meets(rect: [f32; 4], parts: &[[f32; 4]]) -> bool {
    let near = |part: &[f32; 4]| {
        rect[0] < part[2] + PART_GAP_PT
            && part[0] - PART_GAP_PT < rect[2]
            && rect[1] < part[3] + PART_GAP_PT
            && part[1] - PART_GAP_PT < rect[3]
    };
    parts.iter().any(near)
}

fn bounds_of(ring: &[[f32; 2]]) -> [f32; 4] {
    ring.iter().fold([f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY], |bounds, &[x, y]| {
        [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)]
    })
}
