//! The chips of what is wanted, each with the spaces left after it; a click edits, the cross removes; one more is added at the end.
//! Refuses the editors themselves (`edit`).

use egui::{Ui, vec2};

use crate::domain::criteria::{Aspect, Criterion};
use crate::finder::reasons::{aspect_name, criterion_name};
use crate::i18n::find::FindText as T;
use crate::i18n::integer;
use crate::ui::command::Command;
use crate::ui::finding::{FindChange, FindView};
use crate::ui::icons;
use crate::ui::theme::{radius, space};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::link;

use super::chip::Chip;
use super::{edit, picker};

/// The width of an editor, points.
const EDITOR: f32 = 280.0;

/// Shows the chips, on as many lines as they need.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let inner = egui::Frame::NONE.inner_margin(egui::Margin { left: 14, right: 14, top: 4, bottom: 8 });
    inner.show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 6.0);
        ui.spacing_mut().interact_size.y = super::chip::HEIGHT;
        ui.horizontal_wrapped(|ui| {
            for (at, criterion) in find.query.criteria.iter().enumerate() {
                chip(ui, view, find, at, criterion, commands);
            }
            add(ui, view, find, commands);
        });
    });
}

fn chip(ui: &mut Ui, view: &View, find: &FindView, at: usize, criterion: &Criterion, commands: &mut Commands) {
    let lang = view.lang;
    let words = criterion_name(criterion, lang);
    // While the present query is not answered, the count of before stands for a criterion that was the same.
    let answer = find.answer.as_ref();
    let known = answer.filter(|answer| answer.query.criteria.get(at).is_some_and(|of| of.want == criterion.want));
    let left = known.and_then(|answer| answer.found.left.get(at)).map(|&left| integer(left as f64));
    let count = left.unwrap_or_else(|| "…".to_owned());
    let wish = (!criterion.must).then_some(T::WishMark.text(lang));
    let name = if criterion.must { T::Chip.fill(lang, &[&words, &count]) } else { T::ChipWish.fill(lang, &[&words]) };
    let remove = T::RemoveChip.fill(lang, &[&words]);
    let chip = Chip {
        icon: icon_of(criterion.aspect),
        words: &words,
        count: &count,
        is_old: !find.is_current,
        wish,
        names: [&name, &remove],
        id: egui::Id::unique(("chip", at)),
    };
    let (body, removed) = chip.show(ui);
    if removed {
        commands.send(Command::Find(FindChange::Replace(at, None)));
    }
    super::popup(&body, EDITOR).show(|ui| {
        super::make_room(ui, EDITOR);
        if let Some(change) = edit::show(ui, lang, find, criterion) {
            let closes = change.is_none();
            commands.send(Command::Find(FindChange::Replace(at, change)));
            if closes {
                ui.close();
            }
        }
    });
}

/// The button that adds a criterion, from a list of what can be asked for.
fn add(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let lang = view.lang;
    let words = format!("{} {}", icons::PLUS, T::AddCriterion.text(lang));
    let button = ui.add(egui::Button::new(words).frame(false).corner_radius(radius::CHIP));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, T::AddCriterionName.text(lang)));
    let popup = super::popup(&button, EDITOR);
    let is_open = popup.is_open();
    let chosen_id = ui.make_persistent_id("aspect to add");
    let shown = popup.show(|ui| {
        super::make_room(ui, EDITOR);
        let chosen: Option<Aspect> = ui.data(|data| data.get_temp(chosen_id)).flatten();
        match (chosen, find.market.as_ref()) {
            (Some(aspect), Some(market)) => {
                if link(ui, T::AddCriterionName.text(lang), false).clicked() {
                    ui.data_mut(|data| data.insert_temp(chosen_id, None::<Aspect>));
                }
                if let Some(named) = picker::pick_one(ui, lang, market, aspect) {
                    commands.send(Command::Find(FindChange::Add(edit::naming(aspect, vec![named]))));
                    ui.data_mut(|data| data.insert_temp(chosen_id, None::<Aspect>));
                    ui.close();
                }
            }
            _ => aspects(ui, view, find, chosen_id, commands),
        }
    });
    if !is_open || shown.is_none() {
        ui.data_mut(|data| data.insert_temp(chosen_id, None::<Aspect>));
    }
}

/// Everything that can be asked for and is not yet, in the order of the form.
fn aspects(ui: &mut Ui, view: &View, find: &FindView, chosen_id: egui::Id, commands: &mut Commands) {
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        ui.set_min_width(EDITOR - 16.0);
        let is_asked = |aspect: Aspect| find.query.criteria.iter().any(|c| c.aspect == aspect && !c.except);
        for aspect in Aspect::ALL.into_iter().filter(|&aspect| aspect != Aspect::Within && !is_asked(aspect)) {
            let words = format!("{}  {}", icon_of(aspect), aspect_name(aspect, view.lang));
            let button = ui.add(egui::Button::new(words).frame_when_inactive(false).min_size(vec2(EDITOR - 24.0, 0.0)));
            button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, aspect_name(aspect, view.lang)));
            if !button.clicked() {
                continue;
            }
            match edit::usual(aspect, find) {
                Some(criterion) => {
                    commands.send(Command::Find(FindChange::Add(criterion)));
                    ui.close();
                }
                None => {
                    ui.data_mut(|data| data.insert_temp(chosen_id, Some(aspect)));
                }
            }
        }
    });
}

/// The icon of an aspect.
pub fn icon_of(aspect: Aspect) -> char {
    use Aspect as A;
    match aspect {
        A::Area => icons::SPACE,
        A::People => icons::PERSON,
        A::Rent | A::Budget | A::ServiceCharge => icons::TAG,
        A::Block => icons::BLOCK,
        A::Park => icons::PARK,
        A::Street => icons::STREET,
        A::Building | A::Like | A::Use | A::Grade => icons::BUILDING,
        A::Station | A::Metro => icons::METRO,
        A::Within => icons::LASSO,
        A::Available => icons::CALENDAR,
        A::WholeFloor | A::Floors | A::Level | A::Band => icons::FLOOR,
        A::Pieces | A::Divisible => icons::SHAPES,
        A::Delivery => icons::PALETTE,
        A::ClearHeight | A::FloorHeight => icons::RULER,
        A::FloorLoad | A::Power | A::Parking | A::Efficiency => icons::SETTINGS,
        A::Industry => icons::CLUSTER,
        A::Offer => icons::INFO,
    }
}
