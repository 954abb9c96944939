//! Who is around the place that is looked at: firms by industry, up- and downstream of the prospect's, and the clusters that it
//! would join. Refuses names of firms.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::chain::Link;
use crate::finder::around::{Around, AroundRow};
use crate::i18n::find::FindText as T;
use crate::i18n::integer;
use crate::i18n::kinds::industry_name;
use crate::map::palette::shape_of_industry;
use crate::ui::theme::{self, font, size, text};
use crate::ui::view::View;
use crate::ui::widgets::{bar, colour_of, one_line, paint_mark, paint_tag, put, tag_width, wrapped};

use super::place::title;

/// Height of a row, points.
const ROW: f32 = 22.0;
/// Room for the name of an industry and for a tag, points.
const NAME: f32 = 112.0;
const TAG: f32 = 84.0;

/// Shows the section.
pub fn show(ui: &mut Ui, view: &View, around: &Around) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    title(ui, T::Around.text(lang));
    let most = around.rows.iter().map(|row| row.firms).max().unwrap_or(0).max(1);
    for row in &around.rows {
        industry(ui, view, row, most);
    }
    let Some(_) = around.industry else { return };
    wrapped(ui, T::ChainNote.text(lang), font(text::SMALL), c.text3);
    if around.joins.is_empty() {
        wrapped(ui, T::JoinsNone.text(lang), font(text::BODY), c.text2);
    }
    let names = view.park.map(|park| park.cluster_names.clone()).unwrap_or_default();
    for &(number, firms) in &around.joins {
        let [zh, en] = names.get(number).map_or(["", ""], |[zh, en]| [zh, en]);
        let words = T::Joins.fill(lang, &[lang.pick(zh, en), &integer(firms as f64)]);
        wrapped(ui, &words, font(text::BODY), c.text);
    }
}

/// Mark, name, how it stands to the prospect's industry, a bar, and the number of firms.
fn industry(ui: &mut Ui, view: &View, row: &AroundRow, most: u32) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let fill = colour_of(view.look.panel_palette().industry[row.industry as usize]);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let painter = ui.painter();
    let figure = integer(f64::from(row.firms));
    paint_mark(painter, pos2(rect.left() + 6.0, rect.center().y), 4.0, shape_of_industry(row.industry), fill);
    let name = industry_name(row.industry, lang);
    let words = one_line(painter, name, font(text::SMALL), c.text, NAME - 20.0);
    put(painter, words, rect.with_min_x(rect.left() + 18.0), Align2::LEFT_CENTER, c.text);
    let link = row.link.map(|link| match link {
        Link::Same => T::AroundSame.text(lang),
        Link::Upstream => T::AroundUp.text(lang),
        Link::Downstream => T::AroundDown.text(lang),
    });
    if let Some(words) = link {
        let width = tag_width(painter, words).min(TAG);
        let place = pos2(rect.left() + NAME, rect.center().y - size::TAG / 2.0);
        paint_tag(painter, Rect::from_min_size(place, vec2(width, size::TAG)), words, [c.text2, c.surface3]);
    }
    let track = Rect::from_x_y_ranges(
        rect.left() + NAME + TAG..=(rect.right() - 40.0).max(rect.left() + NAME + TAG + 8.0),
        rect.center().y - 3.0..=rect.center().y + 3.0,
    );
    bar(painter, track, row.firms as f32 / most as f32, fill, c.surface3);
    let words = one_line(painter, &figure, font(text::SMALL), c.text, 36.0);
    put(painter, words, rect, Align2::RIGHT_CENTER, c.text);
    let spoken = T::AroundRow.fill(lang, &[name, &figure]);
    let spoken = link.map_or_else(|| spoken.clone(), |link| format!("{spoken} {link}"));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    if !row.what.is_empty() {
        response.on_hover_text(&row.what);
    }
}
