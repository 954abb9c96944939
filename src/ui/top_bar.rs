//! The bar along the window's top: sign and title, pages, search, undo, language, look, menu. Refuses the map's tools.

use egui::{Align, Align2, Context, CornerRadius, Layout, Rect, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use crate::domain::DatasetKind;
use crate::i18n::keep::KeepText;
use crate::i18n::ui::UiText;

use super::actions::shortcut_of;
use super::command::{Command, Page, Sheet};
use super::theme::{self, Look, font, radius, semibold, size, space, text};
use super::view::{Commands, View};
use super::widgets::{IconButton, hairline, one_line, put, tabs};
use super::{icons, menu, search_popup};

/// Puts the cursor into the search field.
pub fn focus_search(ctx: &Context) {
    search_popup::focus(ctx);
}

/// Shows the bar over all the room there is.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let rect = ui.max_rect();
    hairline(ui, rect);
    let inner = rect.shrink2(vec2(14.0, 0.0));

    let mut left = ui.new_child(UiBuilder::new().id_salt("left").max_rect(inner).layout(Layout::left_to_right(Align::Center)));
    left.spacing_mut().item_spacing.x = space::S;
    sign(&mut left, view);
    workspace(&mut left, view, commands);
    left.add_space(space::S);
    pages(&mut left, view, commands);
    let left_end = left.min_rect().right();

    let mut right = ui.new_child(UiBuilder::new().id_salt("right").max_rect(inner).layout(Layout::right_to_left(Align::Center)));
    right.spacing_mut().item_spacing.x = space::XS;
    switches(&mut right, view, commands);
    let right_start = right.min_rect().left();

    // The field stands in the middle of the window where there is room, else in the middle of what is left.
    let room = Rect::from_x_y_ranges(left_end + space::L..=right_start - space::L, inner.y_range());
    let width = room.width().min(if rect.width() < 1500.0 { 300.0 } else { 400.0 });
    if width >= 120.0 {
        let half = width / 2.0;
        let centre = rect.center().x.clamp(room.left() + half, room.right() - half);
        let field = Rect::from_center_size(pos2(centre, inner.center().y), vec2(width, size::BUTTON));
        let mut middle = ui.new_child(UiBuilder::new().id_salt("search").max_rect(field));
        search_popup::show(&mut middle, view, commands, width);
    }
}

/// Whose data is shown. As long as one kind of the invented records is, the words say so: a layer of the user's own does not
/// make the park's figures theirs.
fn data_state(view: &View) -> UiText {
    let invented = [DatasetKind::Buildings, DatasetKind::Spaces, DatasetKind::Enterprises];
    let shows_invented = view.datasets.iter().any(|dataset| dataset.is_embedded() && invented.contains(&dataset.kind));
    let shows_own = view.datasets.iter().any(|dataset| !dataset.is_embedded());
    match (view.park.is_some(), shows_own, shows_invented) {
        (false, ..) => UiText::DataLoading,
        (true, false, _) => UiText::DataDemo,
        (true, true, true) => UiText::DataDemoAndOwn,
        (true, true, false) => UiText::DataOwn,
    }
}

fn sign(ui: &mut Ui, view: &View) {
    let c = theme::colours(ui.ctx());
    let (mark, _) = ui.allocate_exact_size(vec2(30.0, 30.0), Sense::hover());
    ui.painter().rect_filled(mark, CornerRadius::same(radius::FIELD), c.accent);
    let logo = UiText::Logo.text(view.lang);
    ui.painter().text(mark.center(), Align2::CENTER_CENTER, logo, semibold(text::SECTION), c.on_accent);

    let state = data_state(view);
    let product = one_line(ui.painter(), UiText::Product.text(view.lang), semibold(text::TITLE), c.text, 200.0);
    let state_words = state.text(view.lang);
    let state = one_line(ui.painter(), state_words, font(text::TAG), c.text2, 220.0);
    let (room, response) = ui.allocate_exact_size(vec2(product.size().x.max(state.size().x), 36.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, state_words));
    put(ui.painter(), product, room, Align2::LEFT_TOP, c.text);
    put(ui.painter(), state, room, Align2::LEFT_BOTTOM, c.text2);
}

/// The workspace file's name with a dot while there are unsaved changes; a click shows the workspace.
fn workspace(ui: &mut Ui, view: &View, commands: &mut Commands) {
    if view.keep.file.is_none() {
        return;
    }
    let (lang, name) = (view.lang, view.keep.name.as_str());
    let c = theme::colours(ui.ctx());
    let shown = if view.keep.is_dirty { KeepText::WithChanges.fill(lang, &[name]) } else { name.to_owned() };
    let words = one_line(ui.painter(), &shown, font(text::SMALL), c.text2, 140.0);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 12.0, size::BUTTON), Sense::click());
    let hint = if view.keep.is_dirty { KeepText::NameHintChanged } else { KeepText::NameHint }.fill(lang, &[name]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &hint));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), c.surface2);
    }
    put(ui.painter(), words, rect, Align2::CENTER_CENTER, c.text2);
    super::widgets::focus_ring(ui, &response, radius::BUTTON);
    if response.on_hover_text(hint).clicked() {
        commands.send(Command::ShowSheet(Some(Sheet::Workspace)));
    }
}

fn pages(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let home = IconButton::new(icons::HOME, UiText::Home.text(lang))
        .shortcut(shortcut_of(ui.ctx(), "home"))
        .selected(view.page == Page::Home);
    if ui.add(home).clicked() {
        commands.send(Command::ShowPage(Page::Home));
    }
    let on_map = [
        (Page::Browse, Some(icons::MAP), UiText::Browse.text(lang)),
        (Page::Find, Some(icons::INSTITUTION), UiText::Find.text(lang)),
    ];
    if let Some(page) = tabs(ui, view.page, &on_map, true) {
        commands.send(Command::ShowPage(page));
    }
}

/// From the right end: menu, look, language, then undo and redo.
fn switches(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    menu::show(ui, view, commands);

    let name_of = |look: Look| match look {
        Look::Light => UiText::LookLight.text(lang),
        Look::Dark => UiText::LookDark.text(lang),
        Look::Projector => UiText::LookProjector.text(lang),
    };
    let icon = match view.look {
        Look::Light => icons::MOON,
        Look::Dark => icons::PROJECTOR,
        Look::Projector => icons::SUN,
    };
    let name = UiText::LookName.fill(lang, &[name_of(view.look), name_of(view.look.next())]);
    if ui.add(IconButton::new(icon, &name).shortcut(shortcut_of(ui.ctx(), "look"))).clicked() {
        commands.send(Command::SetLook(view.look.next()));
    }
    if language(ui, view).clicked() {
        commands.send(Command::SetLang(lang.other()));
    }

    let (lock, words) = match view.confidential {
        true => (icons::LOCK, UiText::ConfidentialOn),
        false => (icons::LOCK_OPEN, UiText::ConfidentialOff),
    };
    let lock = IconButton::new(lock, words.text(lang)).shortcut(shortcut_of(ui.ctx(), "confidential"));
    if ui.add(lock.selected(view.confidential)).clicked() {
        commands.send(Command::SetConfidential(!view.confidential));
    }

    let c = theme::colours(ui.ctx());
    let (line, _) = ui.allocate_exact_size(vec2(9.0, 20.0), Sense::hover());
    ui.painter().vline(line.center().x, line.y_range(), Stroke::new(1.0, c.outline));

    let redo = IconButton::new(icons::REDO, UiText::Redo.text(lang)).shortcut(shortcut_of(ui.ctx(), "redo"));
    if ui.add(redo.enabled(view.can_redo)).clicked() {
        commands.send(Command::Redo);
    }
    let undo = IconButton::new(icons::UNDO, UiText::Undo.text(lang)).shortcut(shortcut_of(ui.ctx(), "undo"));
    if ui.add(undo.enabled(view.can_undo)).clicked() {
        commands.send(Command::Undo);
    }
}

fn language(ui: &mut Ui, view: &View) -> egui::Response {
    let c = theme::colours(ui.ctx());
    let words = one_line(ui.painter(), UiText::Language.text(view.lang), font(text::SMALL), c.text2, 80.0);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 12.0, size::BUTTON), Sense::click());
    let name = UiText::LanguageName.text(view.lang);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(radius::BUTTON), c.surface2);
    }
    put(ui.painter(), words, rect, Align2::CENTER_CENTER, c.text2);
    super::widgets::focus_ring(ui, &response, radius::BUTTON);
    let hint = match shortcut_of(ui.ctx(), "language") {
        Some(shortcut) => format!("{name}  {shortcut}"),
        None => name.to_owned(),
    };
    response.on_hover_text(hint)
}
