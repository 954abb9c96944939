//! What stands on the edge of an exported sheet: title, legend, scale, north, credit, marks of confidence, approval number.
//! Refuses what `furniture` has worked out already.

use crate::domain::{Confidence, Date};
use crate::i18n::export::ExportText;
use crate::i18n::map::MapText;
use crate::i18n::{Lang, integer};
use crate::map::camera::Camera;
use crate::map::furniture::{NORTH_ARROW, confidence_text, credit, scale_bar, scale_text};
use crate::map::legend::{LegendClass, LegendLayer, Swatch};
use crate::map::palette::{MapLook, MapPalette};
use crate::map::scene::{MarkShape, Rgba};

use super::marks::draw_mark;
use super::measure::{BASELINE, Faces, LINE};
use super::write::{Anchor, Svg, TextLook, path_of};

/// What is said about a sheet.
pub struct Frame<'a> {
    /// Language of the words.
    pub lang: Lang,
    /// Palette.
    pub look: MapLook,
    /// What the sheet shows.
    pub title: String,
    /// The day its figures are counted from.
    pub reference_date: Option<Date>,
    /// The legend, top first; what is hidden left out.
    pub legend: &'a [LegendLayer],
    /// What of it is schematic or invented.
    pub confidence: &'a [Confidence],
    /// The map approval number (审图号); empty where there is none, and the sheet says so.
    pub approval: &'a str,
}

/// The edge as drawn, and the places that names keep off.
pub(super) struct Edge {
    pub svg: Svg,
    pub reserved: Vec<[f32; 4]>,
}

/// From the edge of the picture to what stands on it, points.
const MARGIN: f64 = 14.0;
/// From the edge of a panel to its words, points.
const PADDING: f64 = 10.0;
/// Sizes of the title, of what stands below it, of the legend, points.
const TITLE: f64 = 18.0;
const SMALL: f64 = 11.0;
const LEGEND: f64 = 11.0;
/// Height of a row of the legend, points.
const ROW: f64 = 16.5;
/// Width of a swatch and of the room to its words, points.
const SWATCH: [f64; 2] = [15.0, 7.0];
/// Least room between a class and its count, points.
const COUNT_GAP: f64 = 12.0;
/// How far the classes of a layer stand to the right of it, points.
const INDENT: f64 = 10.0;
/// The longest scale bar, points.
const BAR: f64 = 130.0;
/// How far panels cover the map.
const PANEL_OPACITY: f32 = 0.92;
/// A legend is drawn where the picture is at least so wide and high, points.
const LEAST_FOR_LEGEND: [f64; 2] = [520.0, 360.0];

/// Draws the edge of a picture.
pub(super) fn draw(frame: &Frame<'_>, camera: &Camera, size_pt: [f64; 2], faces: &Faces, palette: &MapPalette) -> Edge {
    let mut drawing = Drawing { frame, size_pt, faces, palette, edge: Edge { svg: Svg::default(), reserved: Vec::new() } };
    drawing.edge.svg.open_group("frame");
    let strip_top = drawing.strip();
    let title_bottom = drawing.title();
    let scale_top = drawing.scale(camera, strip_top);
    if size_pt[0] >= LEAST_FOR_LEGEND[0] && size_pt[1] >= LEAST_FOR_LEGEND[1] {
        drawing.legend(title_bottom, scale_top);
    }
    drawing.north();
    drawing.edge.svg.close_group();
    drawing.edge
}

struct Drawing<'a> {
    frame: &'a Frame<'a>,
    size_pt: [f64; 2],
    faces: &'a Faces,
    palette: &'a MapPalette,
    edge: Edge,
}

impl Drawing<'_> {
    /// A line of text whose row of the picture begins at `top`.
    fn line(&mut self, [x, top]: [f64; 2], words: &str, size_pt: f64, semi_bold: bool, anchor: Anchor) {
        let look = TextLook { size_pt, semi_bold, spacing_pt: 0.0, colour: self.palette.label, halo: None, anchor };
        self.edge.svg.text([x, top + size_pt * (LINE / 2.0 + BASELINE)], words, look, None);
    }

    fn panel(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2]) {
        self.edge.svg.rect([x, y], [width, height], self.palette.halo.with_opacity(PANEL_OPACITY));
        self.edge.reserved.push([x, y, x + width, y + height].map(|at| at as f32));
    }

    fn width(&self, words: &str, size_pt: f64, semi_bold: bool) -> f64 {
        self.faces.width(words, size_pt, semi_bold, 0.0)
    }

    /// The strip along the bottom: approval number, confidence, credit; one line, or one each where there is no room.
    /// Returns its top.
    fn strip(&mut self) -> f64 {
        let lang = self.frame.lang;
        let approval = match self.frame.approval {
            "" => ExportText::NotReviewed.text(lang).to_owned(),
            number => ExportText::ApprovalNumber.fill(lang, &[number]),
        };
        let marks: Vec<&str> = self.frame.confidence.iter().map(|&mark| confidence_text(mark, lang)).collect();
        let lines = [approval, marks.join(" / "), credit(lang).to_owned()];
        let [width, height] = self.size_pt;
        let needed: f64 = lines.iter().map(|words| self.width(words, SMALL, false) + 2.0 * MARGIN).sum();
        let row = SMALL * LINE + 4.0;
        let fits = needed <= width;
        let rows = if fits { 1 } else { lines.iter().filter(|words| !words.is_empty()).count() };
        let top = height - row * rows as f64 - 4.0;
        self.panel([0.0, top], [width, height - top]);
        if fits {
            let [approval, marks, credit] = &lines;
            self.line([MARGIN, top + 4.0], approval, SMALL, false, Anchor::Start);
            let after = MARGIN + self.width(approval, SMALL, false) + 2.0 * MARGIN;
            self.line([after, top + 4.0], marks, SMALL, false, Anchor::Start);
            self.line([width - MARGIN, top + 4.0], credit, SMALL, false, Anchor::End);
        } else {
            for (i, words) in lines.iter().filter(|words| !words.is_empty()).enumerate() {
                self.line([MARGIN, top + 4.0 + row * i as f64], words, SMALL, false, Anchor::Start);
            }
        }
        top
    }

    /// The title with the reference date, left above. Returns its lower edge.
    fn title(&mut self) -> f64 {
        let date = self.frame.reference_date.map(|date| ExportText::ReferenceDate.fill(self.frame.lang, &[&date.to_string()]));
        let date = date.unwrap_or_default();
        let title = self.frame.title.clone();
        let width = self.width(&title, TITLE, true).max(self.width(&date, SMALL, false));
        let lines = TITLE * LINE + if date.is_empty() { 0.0 } else { SMALL * LINE };
        self.panel([MARGIN, MARGIN], [width + 2.0 * PADDING, lines + 1.4 * PADDING]);
        let at = [MARGIN + PADDING, MARGIN + 0.7 * PADDING];
        self.line(at, &title, TITLE, true, Anchor::Start);
        self.line([at[0], at[1] + TITLE * LINE], &date, SMALL, false, Anchor::Start);
        MARGIN + lines + 1.4 * PADDING
    }

    /// The scale bar with 1:n, left below. Returns its top.
    fn scale(&mut self, camera: &Camera, strip_top: f64) -> f64 {
        let bar = scale_bar(camera, BAR, self.frame.lang);
        let words = format!("{} · {}", bar.label, scale_text(camera, self.frame.lang));
        let height = SMALL * LINE + 14.0;
        let top = strip_top - MARGIN - height;
        let width = bar.length_pt.max(self.width(&words, SMALL, false)) + 2.0 * PADDING;
        self.panel([MARGIN, top], [width, height]);
        self.line([MARGIN + PADDING, top + 2.0], &words, SMALL, false, Anchor::Start);
        let (left, base) = (MARGIN + PADDING, top + height - 6.0);
        let right = left + bar.length_pt;
        let bracket = path_of([[left, base - 5.0], [left, base], [right, base], [right, base - 5.0]], false);
        self.edge.svg.path(&bracket, Rgba::CLEAR, Some((self.palette.label, 1.5)), "");
        top
    }

    /// The legend between title and scale bar; what has no room is left out from below.
    fn legend(&mut self, title_bottom: f64, scale_top: f64) {
        let top = title_bottom + MARGIN / 2.0;
        let room = ((scale_top - MARGIN / 2.0 - top - PADDING - ROW) / ROW).max(0.0) as usize;
        let rows: Vec<LegendRow> = rows_of(self.frame.legend).into_iter().take(room).collect();
        if rows.is_empty() {
            return;
        }
        let beside = SWATCH[0] + SWATCH[1];
        let widest = rows.iter().map(|row| {
            let before = if row.swatch.is_some() { beside } else { 0.0 };
            let count = self.width(&row.count, LEGEND, false) + COUNT_GAP;
            row.indent + before + self.width(&row.words, LEGEND, row.swatch.is_none()) + count
        });
        let heading = ExportText::Legend.text(self.frame.lang);
        let width = widest.fold(self.width(heading, LEGEND + 1.0, true), f64::max) + 2.0 * PADDING;
        self.panel([MARGIN, top], [width, ROW * (rows.len() + 1) as f64 + PADDING]);
        let left = MARGIN + PADDING;
        self.line([left, top + PADDING / 2.0], heading, LEGEND + 1.0, true, Anchor::Start);
        for (i, row) in rows.iter().enumerate() {
            let (left, y) = (left + row.indent, top + PADDING / 2.0 + ROW * (i + 1) as f64);
            self.line([MARGIN + width - PADDING, y], &row.count, LEGEND, false, Anchor::End);
            match row.swatch {
                None => self.line([left, y], &row.words, LEGEND, true, Anchor::Start),
                Some(swatch) => {
                    self.swatch(swatch, [left + SWATCH[0] / 2.0, y + LEGEND * LINE / 2.0]);
                    self.line([left + beside, y], &row.words, LEGEND, false, Anchor::Start);
                }
            }
        }
    }

    fn swatch(&mut self, swatch: Swatch, [x, y]: [f64; 2]) {
        let half = SWATCH[0] / 2.0;
        match swatch {
            Swatch::Area { fill, edge } => {
                let corners = [[x - half, y - 4.5], [x + half, y - 4.5], [x + half, y + 4.5], [x - half, y + 4.5]];
                self.edge.svg.path(&path_of(corners, true), fill, Some((edge, 1.0)), "");
            }
            Swatch::Line(colour) => {
                self.edge.svg.path(&path_of([[x - half, y], [x + half, y]], false), Rgba::CLEAR, Some((colour, 3.0)), "");
            }
            Swatch::Mark { shape, fill } => {
                let colours = [fill, self.palette.mark_ring];
                let colours = if shape == MarkShape::Ring { [colours[1], colours[0]] } else { colours };
                draw_mark(&mut self.edge.svg, shape, [x, y], 4.5, colours);
            }
        }
    }

    fn north(&mut self) {
        let (x, y, half) = (self.size_pt[0] - MARGIN - 18.0, MARGIN + 32.0, 11.0);
        self.panel([x - 18.0, MARGIN], [36.0, 50.0]);
        let words = MapText::North.text(self.frame.lang);
        self.line([x, MARGIN + 2.0], words, SMALL, true, Anchor::Middle);
        for (triangle, fill) in NORTH_ARROW.into_iter().zip([self.palette.label, Rgba::CLEAR]) {
            let corners = triangle.map(|[dx, dy]| [x + f64::from(dx) * half, y + f64::from(dy) * half]);
            self.edge.svg.path(&path_of(corners, true), fill, Some((self.palette.label, 1.0)), " stroke-linejoin=\"round\"");
        }
    }
}

/// A row of the legend; a heading has no swatch.
struct LegendRow {
    words: String,
    /// Its records, as the legend in the window counts them.
    count: String,
    swatch: Option<Swatch>,
    /// How far it stands to the right: classes below their layer.
    indent: f64,
}

fn rows_of(legend: &[LegendLayer]) -> Vec<LegendRow> {
    let mut rows = Vec::new();
    for layer in legend.iter().filter(|layer| layer.count > 0) {
        let count = integer(layer.count as f64);
        let classes: Vec<_> = layer.classes.iter().filter(|class| class.count > 0).collect();
        if classes.is_empty() {
            rows.push(LegendRow { words: layer.name.clone(), count, swatch: Some(layer.swatch), indent: 0.0 });
            continue;
        }
        let words = match layer.classed_by.as_str() {
            "" => layer.name.clone(),
            by => format!("{} · {by}", layer.name),
        };
        rows.push(LegendRow { words, count, swatch: None, indent: 0.0 });
        let row = |class: &LegendClass| LegendRow {
            words: class.name.clone(),
            count: class.count_text(),
            swatch: Some(class.swatch),
            indent: INDENT,
        };
        rows.extend(classes.into_iter().map(row));
    }
    rows
}
