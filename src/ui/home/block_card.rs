//! The card of one functional block. Refuses a figure where there is no data: it says so.

use egui::{Align2, Color32, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::analysis::summary::BlockSummary;
use crate::domain::{DatasetKind, Field, Industry, RecordRef};
use crate::i18n::home::{HomeText, counters, headline_area};
use crate::i18n::kinds::industry_name;
use crate::i18n::records::name_of;
use crate::i18n::vocabulary::themes;
use crate::i18n::{Lang, decimal, integer};
use crate::map::palette::shape_of_industry;
use crate::ui::command::{Command, SelectMode, Target};
use crate::ui::theme::{self, font, semibold, size, space, text};
use crate::ui::view::{Commands, ParkView, View};
use crate::ui::widgets::{
    bar, colour_of, figure, focus_ring, label, link, one_line, paint_mark, paint_tag, put, stacked_bar, tag_width,
};

use super::header::count;
use super::mini_map;

/// The height of a card, points.
pub const HEIGHT: f32 = 408.0;
const PAD: f32 = 18.0;

/// Draws the card over all the room there is; `number` is the block's place among the blocks.
pub fn show(ui: &mut Ui, view: &View, park: &ParkView, block: &BlockSummary, number: usize, commands: &mut Commands) {
    let Some(blocks) = park.model.set(DatasetKind::Blocks) else { return };
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let palette = view.look.panel_palette();
    let row = block.row as usize;
    let name = name_of(blocks, row, lang);
    let card = ui.max_rect();
    let inner = card.shrink(PAD);
    let line = |y: f32, height: f32| Rect::from_min_size(pos2(inner.left(), inner.top() + y), vec2(inner.width(), height));

    let map = Rect::from_min_max(
        pos2(inner.right() - (inner.width() * 0.3).min(132.0), inner.top()),
        pos2(inner.right(), inner.top() + 116.0),
    );
    let response = ui.interact(map, ui.make_persistent_id("mini_map"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, HomeText::MiniMap.fill(lang, &[&name])));
    mini_map::paint(ui, map, view, park, block.row, number);
    focus_ring(ui, &response, theme::radius::BUTTON);

    let words = Rect::from_min_max(inner.min, pos2(map.left() - space::M, inner.bottom()));
    let title = one_line(ui.painter(), &name, semibold(text::PAGE), colour_of(palette.line_of_block(number)), words.width());
    put(
        ui.painter(),
        title,
        Rect::from_min_size(words.min - vec2(0.0, 6.0), vec2(words.width(), 38.0)),
        Align2::LEFT_CENTER,
        c.text,
    );
    let themes = themes(blocks.text(row, Field::Themes).unwrap_or_default(), lang);
    let mut text_ui =
        ui.new_child(UiBuilder::new().id_salt("words").max_rect(Rect::from_min_max(words.min + vec2(0.0, 32.0), words.max)));
    text_ui.spacing_mut().item_spacing.y = 0.0;
    label(&mut text_ui, &themes, font(text::BODY), c.text2);
    text_ui.add_space(space::S);
    label(&mut text_ui, HomeText::Vacancy.text(lang), font(text::SMALL), c.text2);
    match block.vacancy.as_ref().and_then(|vacancy| vacancy.vacancy_rate()) {
        Some(rate) => figure(&mut text_ui, [&decimal(rate * 100.0, 1), "%"], text::HERO),
        None => label(&mut text_ui, HomeText::NoData.text(lang), semibold(text::KPI), c.text3),
    };

    let steps: Vec<(f64, Color32)> =
        block.lettable_m2_by_step.iter().zip(palette.vacancy).map(|(&area_m2, colour)| (area_m2, colour_of(colour))).collect();
    stacked_bar(ui.painter(), line(126.0, 10.0), &steps, colour_of(palette.building_edge), c.outline);
    let caption = line(139.0, 18.0);
    let scale = one_line(ui.painter(), HomeText::BarScale.text(lang), font(text::SMALL), c.text3, 120.0);
    let scale = put(ui.painter(), scale, caption, Align2::RIGHT_CENTER, c.text3);
    let words =
        one_line(ui.painter(), HomeText::BarCaption.text(lang), font(text::SMALL), c.text3, scale.left() - caption.left() - 8.0);
    put(ui.painter(), words, caption, Align2::LEFT_CENTER, c.text3);

    figures(ui, line(168.0, 42.0), block, lang);
    industries(ui, line(220.0, 110.0), view, block);

    let foot = line(HEIGHT - 2.0 * PAD - 26.0, 26.0);
    let hair = 1.0 / ui.pixels_per_point();
    ui.painter().hline(foot.x_range(), foot.top() - 7.0, Stroke::new(hair, c.outline));
    if let Some(confidence) = block.vacancy.as_ref().and_then(|vacancy| vacancy.confidence) {
        let words = lang.pick(confidence.term(), confidence.term_en());
        let size = vec2(tag_width(ui.painter(), words), size::TAG);
        let rect = Rect::from_min_size(pos2(foot.left(), foot.center().y - size.y / 2.0), size);
        paint_tag(ui.painter(), rect, words, c.of_confidence(confidence));
    }
    let mut right =
        ui.new_child(UiBuilder::new().id_salt("link").max_rect(foot).layout(egui::Layout::right_to_left(egui::Align::Center)));
    let spoken = HomeText::OnMapOf.fill(lang, &[&name]);
    let to_map = link(&mut right, HomeText::OnMap.text(lang), true);
    to_map.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &spoken));
    let clicked = to_map.clicked() || response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
    if clicked {
        let record = RecordRef::of_kind(DatasetKind::Blocks, block.row);
        commands.send(Command::Select(SelectMode::Replace, vec![record.clone()]));
        commands.send(Command::FlyTo(Target::Record(record)));
    }
}

/// Vacant area, parks, buildings, firms.
fn figures(ui: &mut Ui, line: Rect, block: &BlockSummary, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let vacant = match &block.vacancy {
        Some(vacancy) => headline_area(vacancy.vacant_m2, lang),
        None => ["—".to_owned(), String::new()],
    };
    let units = counters(lang);
    let columns = [
        (HomeText::VacantArea, vacant),
        (HomeText::Parks, count(block.parks, units[0])),
        (HomeText::Buildings, count(block.buildings, units[1])),
        (HomeText::Enterprises, count(block.enterprises, units[2])),
    ];
    let shares = [0.33, 0.23, 0.22, 0.22];
    let mut x = line.left();
    for ((name, [value, unit]), share) in columns.into_iter().zip(shares) {
        let rect = Rect::from_min_size(pos2(x, line.top()), vec2(line.width() * share, line.height()));
        x += rect.width();
        let mut cell = ui.new_child(UiBuilder::new().id_salt(name.text(lang)).max_rect(rect.shrink2(vec2(1.0, 0.0))));
        cell.spacing_mut().item_spacing.y = 0.0;
        label(&mut cell, name.text(lang), font(text::SMALL), c.text2);
        figure(&mut cell, [&value, &unit], text::RECORD);
    }
}

/// One bar an industry, all on the scale of the greatest.
fn industries(ui: &mut Ui, area: Rect, view: &View, block: &BlockSummary) {
    let c = theme::colours(ui.ctx());
    let palette = view.look.panel_palette();
    let greatest = block.enterprises_by_industry.iter().copied().max().unwrap_or(0).max(1);
    let most = area.width() * 0.46;
    let names =
        Industry::ALL.map(|industry| one_line(ui.painter(), industry_name(industry, view.lang), font(text::BODY), c.text, most));
    let widest = names.iter().map(|name| name.size().x).fold(0.0, f32::max);
    for ((number, industry), name) in Industry::ALL.into_iter().enumerate().zip(names) {
        let row = Rect::from_min_size(pos2(area.left(), area.top() + 22.0 * number as f32), vec2(area.width(), 22.0));
        let firms = block.enterprises_by_industry[number];
        let fill = colour_of(palette.of_industry(industry));
        paint_mark(ui.painter(), pos2(row.left() + 6.0, row.center().y), 5.0, shape_of_industry(industry), fill);
        let words = Rect::from_min_size(pos2(row.left() + 24.0, row.top()), vec2(widest, row.height()));
        put(ui.painter(), name, words, Align2::LEFT_CENTER, c.text);
        let value = one_line(ui.painter(), &integer(f64::from(firms)), font(text::BODY), c.text, 60.0);
        put(ui.painter(), value, row, Align2::RIGHT_CENTER, c.text);
        let track = Rect::from_min_max(
            pos2(words.right() + space::M, row.center().y - 4.5),
            pos2(row.right() - 38.0, row.center().y + 4.5),
        );
        bar(ui.painter(), track, firms as f32 / greatest as f32, fill, c.surface3);
        let response = ui.interact(row, ui.make_persistent_id(("industry", number)), Sense::hover());
        let spoken = format!("{} {}", industry_name(industry, view.lang), integer(f64::from(firms)));
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
        response.on_hover_text(spoken);
    }
}
