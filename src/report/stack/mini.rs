//! A plan as small as a stamp, for a page that shows several: floors as rows, the combination outlined, the numbers of the
//! lowest, the highest and the outlined floors. Refuses names and figures: nothing in it is for few eyes only.

use crate::map::scene::Rgba;
use crate::map::svg::write::{Anchor, Svg};

use super::StackSheet;
use super::floors::{self, Room};
use super::pen::{Pen, Words};

/// Room for the numbers of the floors, points.
const AXIS: f64 = 20.0;
/// Size of the numbers, points.
const NUMBERS: f64 = 9.0;
/// The highest floor of a plan, points: a house of two floors is no tower.
const HIGHEST_FLOOR: f64 = 14.0;

/// Draws a plan into so many points. Low buildings stand on the lower edge.
pub(super) fn svg(sheet: &StackSheet<'_>, size_pt: [f64; 2]) -> String {
    let mut pen = Pen::new();
    let storeys = &sheet.plan.storeys;
    let [width, height] = size_pt;
    let pitch = ((height - 4.0) / storeys.len().max(1) as f64).min(HIGHEST_FLOOR);
    let top = height - 2.0 - pitch * storeys.len() as f64;
    let gap = if pitch > 6.0 { 1.0 } else { (pitch * 0.18).max(0.2) };
    floors::draw(&mut pen, sheet, Room { strip: [AXIS, width - 2.0], top, pitch, gap, words_pt: None });
    numbers(&mut pen, sheet, top, pitch);
    let mut whole = Svg::begin(size_pt, &super::title(sheet));
    whole.rect([0.0, 0.0], size_pt, Rgba::CLEAR);
    whole.append(&pen.svg);
    whole.finish()
}

/// The numbers of the outlined floors, then of the highest and the lowest, as far as they do not touch.
fn numbers(pen: &mut Pen, sheet: &StackSheet<'_>, top: f64, pitch: f64) {
    use crate::analysis::stacking::Storey;
    let storeys = &sheet.plan.storeys;
    let floors = || {
        storeys.iter().enumerate().filter_map(|(at, storey)| match storey {
            Storey::Floor(floor) if floor.level.is_some() => Some((at, floor)),
            _ => None,
        })
    };
    let is_outlined =
        |floor: &crate::analysis::stacking::Floor| floor.cells.iter().any(|cell| sheet.outlined.contains(&cell.row));
    let outlined = floors().filter(|(_, floor)| is_outlined(floor));
    let wanted = outlined.chain(floors().next()).chain(floors().next_back());
    let mut written: Vec<f64> = Vec::new();
    for (at, floor) in wanted {
        let middle = top + pitch * (at as f64 + 0.5);
        if written.iter().any(|other| (other - middle).abs() < NUMBERS) {
            continue;
        }
        written.push(middle);
        let words = Words { anchor: Anchor::End, ..pen.plain(NUMBERS) };
        pen.line([AXIS - 6.0, middle - Pen::height(NUMBERS) / 2.0], &floor.label(), words);
    }
}
