//! What the colours mean: the classes that occur, with their areas. Refuses classes that do not occur.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::integer;
use crate::i18n::stacking::StackText as T;
use crate::report::stack::LegendEntry;
use crate::ui::theme::{self, font, size, space, text};
use crate::ui::widgets::{one_line, put};

use super::{Drawing, paint};

/// Width of a swatch with the room behind it, points.
const SWATCH: f32 = 17.0;

/// Shows the legend, as many entries a line as fit.
pub(super) fn show(ui: &mut Ui, drawing: &Drawing, entries: &[LegendEntry]) {
    let lang = drawing.view.lang;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, space::XS);
        ui.spacing_mut().interact_size.y = 0.0;
        for entry in entries {
            let area = T::AreaValue.fill(lang, &[&integer(entry.area_m2)]);
            let place = self::entry(ui, entry.class.name(lang), &area);
            paint::cell(ui.painter(), place, entry.class, drawing);
        }
        let has_hatch = drawing.plan.floors().any(|floor| floor.cells.is_empty() || floor.remainder_m2() > 0.0);
        if has_hatch {
            let place = self::entry(ui, T::Hatched.text(lang), "");
            paint::hatch(ui.painter(), place);
        }
    });
}

/// An entry that breaks as one; returns where its swatch belongs.
fn entry(ui: &mut Ui, name: &str, area: &str) -> Rect {
    let c = theme::colours(ui.ctx());
    let words = one_line(ui.painter(), name, font(text::SMALL), c.text, ui.max_rect().width() - SWATCH);
    let behind = one_line(ui.painter(), area, font(text::SMALL), c.text3, f32::INFINITY);
    let gap = if area.is_empty() { 0.0 } else { space::XS };
    let width = SWATCH + words.size().x + gap + behind.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::TAG), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, format!("{name} {area}").trim()));
    let placed = put(ui.painter(), words, rect.with_min_x(rect.left() + SWATCH), Align2::LEFT_CENTER, c.text);
    put(ui.painter(), behind, rect.with_min_x(placed.right() + gap), Align2::LEFT_CENTER, c.text3);
    Rect::from_center_size(pos2(rect.left() + 6.0, rect.center().y), vec2(11.0, 11.0))
}
