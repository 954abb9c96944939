//! Names as text in their places, with a halo. Refuses to place them (`map/labels`).

use crate::map::labels::PlacedLabel;
use crate::map::scene::{LabelClass, Rgba};

use super::measure::BASELINE;
use super::write::{Anchor, Svg, TextLook, path_of};

/// How far the halo reaches around the letters, points.
const HALO_PT: f64 = 1.6;
/// Width of the line from a block to its name, and radius of its dot, points.
const LEADER_PT: [f64; 2] = [1.0, 2.2];

/// Writes names; the least important first, so that no halo covers a greater name.
pub(super) fn draw(svg: &mut Svg, names: &[PlacedLabel]) {
    svg.open_group("names");
    for name in names.iter().rev() {
        if let Some([from, to]) = name.leader.map(|ends| ends.map(|end| end.map(f64::from))) {
            svg.path(&path_of([from, to], false), Rgba::CLEAR, Some((name.colour, LEADER_PT[0])), "");
            let [x, y] = from;
            let r = LEADER_PT[1];
            svg.path(&path_of([[x - r, y], [x, y - r], [x + r, y], [x, y + r]], true), name.colour, None, "");
        }
        for (line, run) in name.runs.iter().enumerate() {
            let colour = if line > 0 && name.class == LabelClass::Block { name.sub_colour } else { name.colour };
            let look = TextLook {
                size_pt: run.style.size_pt.into(),
                semi_bold: run.style.semi_bold,
                spacing_pt: run.style.spacing_pt.into(),
                colour,
                halo: Some((name.halo, HALO_PT)),
                anchor: Anchor::Start,
            };
            let [x, y] = run.centre_pt.map(f64::from);
            // From the left end: a measure that is a little off then leaves the lines of a block flush.
            let left = x - f64::from(run.size_pt[0]) / 2.0;
            svg.text([left, y + BASELINE * look.size_pt], &run.text, look, Some((run.angle.into(), [x, y])));
        }
    }
    svg.close_group();
}
