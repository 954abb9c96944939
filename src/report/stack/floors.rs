//! The floors of a plan to scale by area, large with words or small without. Refuses what stands around them.

use crate::analysis::stacking::{Floor, Storey};
use crate::domain::Date;
use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::map::palette::stacking as colours;
use crate::map::scene::Rgba;
use crate::map::svg::write::{Anchor, path_of};

use super::StackSheet;
use super::colour::Class;
use super::outline::Run;
use super::pen::{Pen, Words};

/// The least width in which a space is drawn, points.
const LEAST: f64 = 2.0;

/// Where floors are drawn, and how large.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Left and right end of the widest floor, points.
    pub strip: [f64; 2],
    /// Top of the highest floor.
    pub top: f64,
    /// Height of a floor with the gap under it.
    pub pitch: f64,
    /// Between floors, and between spaces of a floor.
    pub gap: f64,
    /// Size of the words in the cells; none where they have no room.
    pub words_pt: Option<f64>,
}

/// Draws the floors, and the line around what is outlined.
pub(super) fn draw(pen: &mut Pen, sheet: &StackSheet<'_>, room: Room) {
    let storeys = &sheet.plan.storeys;
    let widest_m2 = sheet.plan.widest_m2().max(1.0);
    let mut outlined = Vec::new();
    for (at, storey) in storeys.iter().enumerate() {
        let mut row = Row { pen, sheet, room, at, top: room.top + room.pitch * at as f64 };
        match storey {
            Storey::Gap { lowest, highest } => row.gap(*lowest, *highest),
            Storey::Floor(floor) => row.floor(floor, widest_m2, &mut outlined),
        }
    }
    let is_above = |storey: &Storey| match storey {
        Storey::Floor(floor) => floor.level.is_some_and(|level| level > 0),
        Storey::Gap { highest, .. } => *highest > 0,
    };
    if let Some(at) = storeys.iter().rposition(is_above) {
        let y = room.top + room.pitch * (at + 1) as f64 - room.gap / 2.0;
        let [left, right] = room.strip;
        let line = path_of([[left - 4.0, y], [right + 4.0, y]], false);
        pen.svg.path(&line, Rgba::CLEAR, Some((pen.pale(), room.gap.max(1.0))), "");
    }
    pen.combination(outlined, room.gap, if room.words_pt.is_some() { 1.0 } else { 0.6 });
}

/// One row of the plan.
struct Row<'a, 'b> {
    pen: &'a mut Pen,
    sheet: &'a StackSheet<'b>,
    room: Room,
    /// Its number from the top.
    at: usize,
    top: f64,
}

impl Row<'_, '_> {
    fn height(&self) -> f64 {
        self.room.pitch - self.room.gap
    }

    /// Words in the middle of the row's height, where there is room for words.
    fn words(&mut self, x: f64, words: &str, anchor: Anchor, colour: Rgba) {
        let Some(size_pt) = self.room.words_pt else { return };
        let top = self.top + (self.height() - Pen::height(size_pt)) / 2.0;
        self.pen.line([x, top], words, Words { anchor, colour, ..self.pen.plain(size_pt) });
    }

    /// Whether words fit into so many points.
    fn fits(&self, words: &str, width: f64) -> bool {
        self.room.words_pt.is_some_and(|size_pt| self.pen.width(words, size_pt) <= width)
    }

    fn gap(&mut self, lowest: i64, highest: i64) {
        let ([left, right], height) = (self.room.strip, self.height());
        let (top, bottom) = (self.top + 0.5, self.top + height - 0.5);
        let corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
        let edge = Some((self.pen.palette.no_data, if self.room.words_pt.is_some() { 1.0 } else { 0.5 }));
        self.pen.svg.path(&path_of(corners, true), Rgba::CLEAR, edge, " stroke-dasharray=\"3 3\"");
        let words = self.sheet.telling.gap(lowest, highest);
        self.words((left + right) / 2.0, &words, Anchor::Middle, self.pen.pale());
    }

    fn floor(&mut self, floor: &Floor, widest_m2: f64, outlined: &mut Vec<Run>) {
        let ([left, right], height, top) = (self.room.strip, self.height(), self.top);
        let label = if floor.level.is_some() { floor.label() } else { "?".to_owned() };
        self.words(left - 8.0, &label, Anchor::End, self.pen.pale());
        let layout = floor.layout(widest_m2);
        let pt_per_m2 = (right - left) / widest_m2;
        let day: Date = self.sheet.plan.day;
        let mut x = left;
        for (cell, width_m2) in floor.cells.iter().zip(&layout.cells_m2) {
            let next = x + width_m2 * pt_per_m2;
            let width = (next - self.room.gap - x).max(LEAST);
            let class = Class::of(cell, self.sheet.by, day, self.sheet.telling.confidential);
            self.pen.cell([x, top], [width, height], class);
            let labels =
                if self.room.words_pt.is_some() { self.sheet.telling.labels(cell, self.sheet.by, true) } else { Vec::new() };
            if let Some(words) = labels.iter().find(|words| self.fits(words, width - 10.0)) {
                let ink = class.fill(self.pen.palette).map_or(self.pen.ink(), colours::ink_on);
                self.words(x + 5.0, words, Anchor::Start, ink);
            }
            if self.sheet.outlined.contains(&cell.row) {
                outlined.push(Run { row: self.at, rect: [x, top, x + width, top + height].map(|at| at as f32) });
            }
            x = next;
        }
        self.rest(floor, x, layout.rest_m2 * pt_per_m2);
        if let Some(plate_m2) = layout.plate_ends_m2 {
            let x = left + plate_m2 * pt_per_m2;
            let line = path_of([[x, top - 1.0], [x, top + height + 1.0]], false);
            self.pen.svg.path(&line, Rgba::CLEAR, Some((self.pen.palette.low_efficiency, 2.0)), "");
        }
        self.areas(floor);
    }

    /// What no space covers.
    fn rest(&mut self, floor: &Floor, x: f64, width: f64) {
        if width < LEAST {
            return;
        }
        let (top, height) = (self.top, self.height());
        self.pen.hatch([x, top], [width, height]);
        let words = T::NoSpaces.text(self.sheet.telling.lang);
        if let Some(size_pt) = self.room.words_pt.filter(|_| floor.cells.is_empty() && self.fits(words, width - 16.0)) {
            let (middle, half) = (x + width / 2.0, self.pen.width(words, size_pt) / 2.0 + 5.0);
            self.pen.svg.rect([middle - half, top + 1.0], [2.0 * half, height - 2.0], self.pen.palette.mark_ring);
            self.words(middle, words, Anchor::Middle, self.pen.pale());
        }
    }

    /// The area of a floor beside its right end; where spaces exceed it, by how much.
    fn areas(&mut self, floor: &Floor) {
        let (lang, excess_m2) = (self.sheet.telling.lang, floor.excess_m2());
        let area_m2 = floor.plate_m2.unwrap_or(floor.spaces_m2());
        let (words, colour) = if excess_m2 > 0.0 {
            (T::ExcessShort.fill(lang, &[&integer(excess_m2)]), self.pen.palette.low_efficiency)
        } else if area_m2 > 0.0 {
            (T::AreaValue.fill(lang, &[&integer(area_m2)]), self.pen.pale())
        } else {
            return;
        };
        self.words(self.room.strip[1] + super::sheet::AREAS, &words, Anchor::End, colour);
    }
}
