//! The weights of the parts, as sliders, and how far each can be pulled before another place comes first. Refuses to rank.

use egui::{Rect, Sense, Slider, Ui, vec2};

use crate::finder::Part;
use crate::finder::reasons::part_name;
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, decimal};
use crate::ui::command::Command;
use crate::ui::finding::{FindChange, FindView, Further};
use crate::ui::icons;
use crate::ui::theme::{self, font, part_fill, radius, semibold, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, link, secondary, wrapped};

/// The width of the sliders' panel, points.
const WIDTH: f32 = 320.0;

/// The button, and the sliders while they are open.
pub fn button(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let response = secondary(ui, Some(icons::SETTINGS), T::Weights.text(view.lang));
    super::popup(&response, WIDTH).show(|ui| {
        super::make_room(ui, WIDTH);
        sliders(ui, view, find, commands);
    });
}

fn sliders(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    label(ui, T::Weights.text(lang), semibold(text::TITLE), c.text);
    let first = find.places().first();
    for part in Part::ALL {
        let applies = first.is_none_or(|first| !first.parts[part as usize].is_nan());
        ui.horizontal(|ui| {
            let (swatch, _) = ui.allocate_exact_size(vec2(10.0, 20.0), Sense::hover());
            let square = Rect::from_center_size(swatch.center(), vec2(10.0, 10.0));
            ui.painter().rect_filled(square, radius::BAR, part_fill(part, view.look));
            let ink = if applies { c.text } else { c.text3 };
            let (room, _) = ui.allocate_exact_size(vec2(96.0, 20.0), Sense::hover());
            let name = crate::ui::widgets::one_line(ui.painter(), part_name(part, lang), font(text::BODY), ink, room.width());
            crate::ui::widgets::put(ui.painter(), name, room, egui::Align2::LEFT_CENTER, ink);
            let mut weight = find.weights.0[part as usize];
            ui.spacing_mut().slider_width = 124.0;
            let slider = ui.add(Slider::new(&mut weight, 0.0..=100.0).fixed_decimals(0));
            if slider.accessible_name(T::WeightOf.fill(lang, &[part_name(part, lang)])).changed() {
                commands.send(Command::Find(FindChange::Weight(part, weight)));
            }
        });
    }
    if link(ui, T::ResetWeights.text(lang), false).clicked() {
        commands.send(Command::Find(FindChange::ResetWeights));
    }
    ui.add_space(space::XS);
    let Some(further) = &find.further else { return };
    if first.is_none() {
        wrapped(ui, T::NoFirst.text(lang), font(text::SMALL), c.text3);
        return;
    }
    ui.scope(|ui| {
        if !find.further_is_current {
            ui.set_opacity(0.5);
        }
        label(ui, T::StaysFirst.text(lang), font(text::SMALL), c.text2);
        wrapped(ui, &ranges(further, lang).join(" · "), font(text::SMALL), c.text3);
    });
}

/// For each part that applies, the weights between which the first place stays first.
fn ranges(further: &Further, lang: Lang) -> Vec<String> {
    let of = |part: Part| {
        let [from, to] = further.stays_first[part as usize]?;
        let name = part_name(part, lang);
        let figure = |value: f64| decimal(value, 0);
        Some(match (from > 0.0, to.is_finite()) {
            (false, false) => T::StaysAlways.fill(lang, &[name]),
            (true, false) => T::StaysAbove.fill(lang, &[name, &figure(from.ceil())]),
            (false, true) => T::StaysBelow.fill(lang, &[name, &figure(to.floor())]),
            (true, true) => T::StaysBetween.fill(lang, &[name, &figure(from.ceil()), &figure(to.floor())]),
        })
    };
    Part::ALL.into_iter().filter_map(of).collect()
}
