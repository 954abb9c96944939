//! What a little more would open, each with a button that applies it, and how many each criterion leaves out. Old figures are greyed.
//! Refuses to work them out.

use egui::{Align, Frame, Layout, Margin, Panel, ScrollArea, Ui, vec2};

use crate::finder::near::NearMiss;
use crate::finder::reasons::{aspect_name, change_name};
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, integer};
use crate::ui::command::Command;
use crate::ui::finding::{Answer, FindChange, FindView, Further};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, semibold, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, wrapped};

/// Steps that are in sight without scrolling, in a high window and in a low one: the half that is cut tells that there are more.
const SEEN: [f32; 2] = [3.6, 2.6];
/// A window lower than this is low, points.
const LOW: f32 = 800.0;
/// The height of a step, points.
const STEP: f32 = 32.0;

/// Shows the panel along the bottom of the list; nothing while nothing is asked for.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let (Some(answer), Some(further)) = (&find.answer, &find.further) else { return };
    if answer.query.musts().next().is_none() {
        return;
    }
    let c = theme::colours(ui.ctx());
    let frame = Frame::NONE.fill(c.surface2).inner_margin(Margin { left: 12, right: 12, top: 8, bottom: 8 });
    Panel::bottom("a little more").resizable(false).show_separator_line(true).frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        // What is shown belongs to another answer until the new figures have come.
        let is_old = !find.further_is_current || further.generation != answer.generation;
        if is_old {
            ui.set_opacity(0.5);
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            label(ui, &icons::LIGHTBULB.to_string(), icon_font(text::ICON_SMALL), c.warn);
            label(ui, T::Relax.text(view.lang), semibold(text::BODY), c.text);
        });
        steps(ui, view.lang, answer, further, !is_old, commands);
        left_out(ui, view.lang, answer, further);
    });
}

fn steps(ui: &mut Ui, lang: Lang, answer: &Answer, further: &Further, is_current: bool, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let near: Vec<&NearMiss> = further.near.singles.iter().chain(&further.near.pairs).collect();
    if near.is_empty() {
        label(ui, T::NoRelax.text(lang), font(text::SMALL), c.text3);
        return;
    }
    let seen = SEEN[usize::from(ui.ctx().content_rect().height() < LOW)];
    ScrollArea::vertical().id_salt("steps").max_height(seen * STEP).auto_shrink([false, true]).show(ui, |ui| {
        for (at, near) in near.into_iter().enumerate() {
            ui.push_id(at, |ui| step(ui, lang, answer, near, is_current, commands));
        }
    });
}

fn step(ui: &mut Ui, lang: Lang, answer: &Answer, near: &NearMiss, is_current: bool, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let names: Vec<String> = near.changes.iter().map(|change| change_name(&answer.market, &answer.query, change, lang)).collect();
    let words = names.join(T::Plus.text(lang));
    let opens = T::Opens.fill(lang, &[&integer(near.opens as f64)]);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), STEP), Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(STEP);
        let button = egui::Button::new(T::Apply.text(lang)).min_size(vec2(0.0, size::LEGEND_ROW));
        let button = ui.add_enabled(is_current, button);
        let name = T::ApplyName.fill(lang, &[&words, &integer(near.opens as f64)]);
        button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, is_current, &name));
        if button.clicked() {
            commands.send(Command::Find(FindChange::Apply(near.changes.clone())));
        }
        label(ui, &opens, font(text::BODY), c.ok);
        ui.add_space(space::S);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            label(ui, &words, font(text::BODY), c.text);
        });
    });
}

/// "未入选 246：面积 154 · 租金 44".
fn left_out(ui: &mut Ui, lang: Lang, answer: &Answer, further: &Further) {
    let c = theme::colours(ui.ctx());
    let Some(left) = answer.found.left.last() else { return };
    let musts = answer.query.criteria.iter().zip(&further.excluded).filter(|(criterion, _)| criterion.must);
    let counts: Vec<String> =
        musts.map(|(of, count)| format!("{} {}", aspect_name(of.aspect, lang), integer(*count as f64))).collect();
    let out = answer.found.offered.saturating_sub(*left);
    let words = T::LeftOut.fill(lang, &[&integer(out as f64), &counts.join(" · ")]);
    wrapped(ui, &words, font(text::SMALL), c.text3).on_hover_text(T::LeftOutTip.text(lang));
}
