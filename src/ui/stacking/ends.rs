//! Lease ends by quarter, as bars: area let on the reference date, whatever the day of the slider. Refuses leases without an end,
//! which are said in words.

use egui::{Align2, CornerRadius, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::stacking::QuarterEnds;
use crate::i18n::stacking::StackText as T;
use crate::i18n::{Lang, integer};
use crate::map::palette::stacking::status_fill;
use crate::ui::theme::{self, font, radius, space, text};
use crate::ui::widgets::{colour_of, label, one_line, put, section};

use super::Drawing;

/// The least room for a bar with its figure, points.
const SLOT: f32 = 41.0;
/// Height of the longest bar, points.
const HIGHEST: f32 = 40.0;
/// Height of a line of figures, points.
const LINE: f32 = 16.0;
/// Quarters of five years, with the one that has begun.
const MOST: usize = 21;

/// Shows the bars, as many quarters as the width has room for.
pub(super) fn show(ui: &mut Ui, drawing: &Drawing) {
    let (c, lang) = (theme::colours(ui.ctx()), drawing.view.lang);
    let width = ui.available_width();
    let ends = drawing.plan.lease_ends(((width / SLOT) as usize).clamp(4, MOST));
    let most = ends.quarters.iter().map(|quarter| quarter.area_m2).fold(0.0, f64::max);
    ui.add_space(space::XS);
    section(ui, T::LeaseEnds.text(lang), T::PerQuarter.text(lang));
    if most == 0.0 && ends.later_m2 + ends.before_m2 + ends.unknown_m2 == 0.0 {
        label(ui, T::NoEnds.text(lang), font(text::SMALL), c.text3);
        return;
    }
    let (room, _) = ui.allocate_exact_size(vec2(width, HIGHEST + 2.0 * LINE), Sense::hover());
    let slot = room.width() / ends.quarters.len().max(1) as f32;
    for (at, quarter) in ends.quarters.iter().enumerate() {
        let left = room.left() + slot * at as f32;
        bar(ui, Rect::from_x_y_ranges(left..=left + slot, room.y_range()), quarter, most, lang);
    }
    ui.painter().hline(room.x_range(), room.bottom() - LINE, Stroke::new(1.0, c.outline));
    let rest = [(T::LaterSum, ends.later_m2), (T::BeforeSum, ends.before_m2), (T::UnknownSum, ends.unknown_m2)];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        ui.spacing_mut().interact_size.y = 0.0;
        for (words, area_m2) in rest.into_iter().filter(|(_, area_m2)| *area_m2 > 0.0) {
            label(ui, &words.fill(lang, &[&integer(area_m2)]), font(text::SMALL), c.text2);
        }
    });
}

fn bar(ui: &mut Ui, slot: Rect, quarter: &QuarterEnds, most: f64, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let area = integer(quarter.area_m2);
    let (year, number) = (quarter.year.to_string(), quarter.quarter.to_string());
    let response = ui.interact(slot, ui.make_persistent_id(("quarter", quarter.year, quarter.quarter)), Sense::hover());
    let words = T::QuarterSum.fill(lang, &[&year, &number, &area]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    let height = if most > 0.0 { (quarter.area_m2 / most) as f32 * HIGHEST } else { 0.0 };
    let base = slot.bottom() - LINE;
    let drawn = Rect::from_min_max(pos2(slot.left() + 4.0, base - height), pos2(slot.right() - 4.0, base));
    if height > 0.0 {
        let fill = colour_of(status_fill(crate::domain::SpaceStatus::Expiring));
        ui.painter().rect_filled(drawn, CornerRadius::same(radius::BAR), fill);
    }
    let over = Rect::from_x_y_ranges(slot.x_range(), drawn.top() - LINE..=drawn.top());
    put(
        ui.painter(),
        one_line(ui.painter(), &area, font(text::TAG), c.text2, slot.width()),
        over,
        Align2::CENTER_CENTER,
        c.text2,
    );
    let short = T::Quarter.fill(lang, &[year.get(2..).unwrap_or(&year), &number]);
    let under = Rect::from_x_y_ranges(slot.x_range(), base + 1.0..=slot.bottom());
    put(
        ui.painter(),
        one_line(ui.painter(), &short, font(text::TAG), c.text3, slot.width()),
        under,
        Align2::CENTER_CENTER,
        c.text3,
    );
    response.on_hover_text(words);
}
