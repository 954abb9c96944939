//! The same criteria as a form: every aspect a row, what is asked of it beside; one row is unfolded at a time. The line follows.
//! Refuses drawn areas, which are made on the map.

use egui::{Align2, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::domain::criteria::{Aspect, Criterion};
use crate::finder::reasons::{aspect_name, criterion_name};
use crate::i18n::find::FindText as T;
use crate::ui::command::Command;
use crate::ui::finding::{FindChange, FindView};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, label, one_line, put, row_ground, secondary};

use super::chips::icon_of;
use super::{edit, picker};

/// The width of the form, points.
const WIDTH: f32 = 380.0;

/// The button, and the form while it is open.
pub fn button(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let response = secondary(ui, Some(icons::CHECK_CIRCLE), T::Form.text(view.lang));
    super::popup(&response, WIDTH).show(|ui| {
        super::make_room(ui, WIDTH);
        let c = theme::colours(ui.ctx());
        label(ui, T::Form.text(view.lang), semibold(text::TITLE), c.text);
        let most = (ui.ctx().content_rect().height() - 240.0).max(200.0);
        ScrollArea::vertical().id_salt("form").max_height(most).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for aspect in Aspect::ALL.into_iter().filter(|&aspect| aspect != Aspect::Within) {
                ui.push_id(aspect.code(), |ui| row(ui, view, find, aspect, commands));
            }
        });
    });
}

fn row(ui: &mut Ui, view: &View, find: &FindView, aspect: Aspect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let own: Vec<(usize, &Criterion)> =
        find.query.criteria.iter().enumerate().filter(|(_, criterion)| criterion.aspect == aspect).collect();
    let open_id = egui::Id::unique("row of the form that is unfolded");
    let is_open = ui.data(|data| data.get_temp::<Option<Aspect>>(open_id)).flatten() == Some(aspect);
    let name = aspect_name(aspect, lang);
    let words: Vec<String> = own.iter().map(|(_, criterion)| criterion_name(criterion, lang)).collect();
    let asked = if words.is_empty() { T::Any.text(lang).to_owned() } else { words.join(T::Comma.text(lang)) };

    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_open, T::FormRow.fill(lang, &[name, &asked])));
    row_ground(ui, rect, &response, is_open);
    let inner = rect.shrink2(vec2(space::S, 0.0));
    ui.painter().text(inner.left_center(), Align2::LEFT_CENTER, icon_of(aspect), icon_font(text::ICON_SMALL), c.text2);
    let line = one_line(ui.painter(), name, font(text::BODY), c.text, 150.0);
    let named = put(ui.painter(), line, inner.with_min_x(inner.left() + 24.0), Align2::LEFT_CENTER, c.text);
    let ink = if own.is_empty() { c.text3 } else { c.accent };
    let room = Rect::from_min_max(egui::pos2(named.right() + space::M, inner.top()), inner.max);
    let line = one_line(ui.painter(), &asked, font(text::SMALL), ink, room.width());
    put(ui.painter(), line, room, Align2::RIGHT_CENTER, ink);
    focus_ring(ui, &response, radius::BUTTON);
    if response.clicked() {
        ui.data_mut(|data| data.insert_temp(open_id, if is_open { None } else { Some(aspect) }));
    }
    if is_open {
        let frame = egui::Frame::NONE.inner_margin(egui::Margin { left: 32, right: 8, top: 6, bottom: 10 });
        frame.show(ui, |ui| editor(ui, view, find, aspect, &own, commands));
    }
}

fn editor(ui: &mut Ui, view: &View, find: &FindView, aspect: Aspect, own: &[(usize, &Criterion)], commands: &mut Commands) {
    let lang = view.lang;
    for &(at, criterion) in own {
        ui.push_id(at, |ui| {
            if let Some(change) = edit::show(ui, lang, find, criterion) {
                commands.send(Command::Find(FindChange::Replace(at, change)));
            }
        });
    }
    if !own.is_empty() {
        return;
    }
    match (edit::usual(aspect, find), &find.market) {
        (Some(mut criterion), _) => {
            let before = criterion.clone();
            edit::want(ui, lang, find, &mut criterion);
            let asked = secondary(ui, Some(icons::PLUS), T::AskFor.fill(lang, &[aspect_name(aspect, lang)]).as_str()).clicked();
            if asked || criterion != before {
                commands.send(Command::Find(FindChange::Add(criterion)));
            }
        }
        (None, Some(market)) => {
            if let Some(named) = picker::pick_one(ui, lang, market, aspect) {
                commands.send(Command::Find(FindChange::Add(edit::naming(aspect, vec![named]))));
            }
        }
        (None, None) => {}
    }
}
