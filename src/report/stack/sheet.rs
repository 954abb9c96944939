//! The stacking plan as a sheet: title, day, sums, floors to scale, and what stands below them. Refuses to decide what a cell
//! says (`telling`) and what colour it has (`colour`).

use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::map::furniture::confidence_text;
use crate::map::svg::write::{Anchor, Svg};

use super::floors::{self, Room};
use super::pen::{Pen, Words};
use super::{StackSheet, below};

/// Width of a sheet, points.
pub(super) const WIDTH: f64 = 960.0;
/// From the edge of the sheet to what stands on it, points.
pub(super) const MARGIN: f64 = 36.0;
/// Room for the numbers of the floors, points.
const AXIS: f64 = 40.0;
/// Room for the areas of the floors at the right, points.
pub(super) const AREAS: f64 = 62.0;
/// Sizes of letters, points.
const TITLE: f64 = 22.0;
const BODY: f64 = 12.5;
pub(super) const SMALL: f64 = 11.0;
/// Between floors, and between spaces of a floor, points.
const GAP: f64 = 1.5;

/// The sheet as SVG.
pub(super) fn svg(sheet: &StackSheet<'_>) -> String {
    let mut pen = Pen::new();
    let mut y = head(&mut pen, sheet);
    let storeys = sheet.plan.storeys.len();
    let pitch = match storeys {
        0..=16 => 26.0,
        17..=32 => 21.0,
        _ => 17.0,
    };
    pen.svg.open_group("floors");
    if storeys == 0 {
        let words = [T::NoFloors, T::NoFloorsHint].map(|words| words.text(sheet.telling.lang));
        pen.line([MARGIN, y], words[0], Words { semi_bold: true, ..pen.plain(BODY) });
        pen.line([MARGIN, y + Pen::height(BODY)], words[1], pen.plain(BODY));
        y += 2.0 * Pen::height(BODY);
    }
    let strip = [MARGIN + AXIS, WIDTH - MARGIN - AREAS];
    floors::draw(&mut pen, sheet, Room { strip, top: y, pitch, gap: GAP, words_pt: Some(SMALL) });
    pen.svg.close_group();
    y = below::draw(&mut pen, sheet, y + pitch * storeys as f64 + 10.0);
    let size = [WIDTH, y + MARGIN];
    let mut whole = Svg::begin(size, &title(sheet));
    whole.rect([0.0, 0.0], size, pen.palette.mark_ring);
    whole.append(&pen.svg);
    whole.finish()
}

/// The title of a sheet.
pub(super) fn title(sheet: &StackSheet<'_>) -> String {
    T::TitleOf.fill(sheet.telling.lang, &[&sheet.telling.building(sheet.plan.building)])
}

/// Building, place, day, sums; returns where the floors begin.
fn head(pen: &mut Pen, sheet: &StackSheet<'_>) -> f64 {
    let (plan, telling, lang) = (sheet.plan, sheet.telling, sheet.telling.lang);
    let (ink, right) = (pen.ink(), WIDTH - MARGIN);
    let mut y = MARGIN;
    pen.svg.open_group("head");
    pen.line([MARGIN, y], &title(sheet), Words { semi_bold: true, colour: ink, ..pen.plain(TITLE) });
    let marks: Vec<&str> = plan.marks.iter().map(|&mark| confidence_text(mark, lang)).collect();
    let at_right = |pen: &Pen, size_pt| Words { anchor: Anchor::End, colour: ink, ..pen.plain(size_pt) };
    pen.line([right, y + 8.0], &marks.join(" / "), Words { semi_bold: true, ..at_right(pen, SMALL) });
    y += Pen::height(TITLE) + 2.0;
    let mut whereabouts = telling.whereabouts(plan.building);
    whereabouts.push(telling.floor_count(plan));
    whereabouts.push(format!("{} {}", T::ColourBy.text(lang), sheet.by.name(lang)));
    pen.line([MARGIN, y], &whereabouts.join(" · "), Words { colour: ink, ..pen.plain(BODY) });
    let reference = plan.reference_date.to_string();
    let day = if plan.day == plan.reference_date {
        T::ReferenceDate.fill(lang, &[&reference])
    } else {
        T::OnDay.fill(lang, &[&plan.day.to_string(), &reference])
    };
    pen.line([right, y], &day, at_right(pen, BODY));
    y += Pen::height(BODY) + 4.0;
    let mut words = telling.sums(&plan.sums());
    let outlined = plan.cells().filter(|cell| sheet.outlined.contains(&cell.row));
    let outlined_m2: f64 = outlined.filter_map(|cell| cell.area_m2).sum();
    if outlined_m2 > 0.0 {
        words.push(T::Combination.fill(lang, &[&integer(outlined_m2)]));
    }
    y = flow(pen, y, &words);
    pen.svg.close_group();
    y + 10.0
}

/// Words that follow each other with a gap, on as many lines as they need; returns where the next part begins.
pub(super) fn flow(pen: &mut Pen, mut y: f64, words: &[String]) -> f64 {
    let mut x = MARGIN;
    for words in words.iter().filter(|words| !words.is_empty()) {
        let width = pen.width(words, SMALL);
        if x > MARGIN && x + width > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + Pen::height(SMALL) + 2.0);
        }
        pen.line([x, y], words, pen.plain(SMALL));
        x += width + 18.0;
    }
    y + Pen::height(SMALL) + 2.0
}
