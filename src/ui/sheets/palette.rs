//! The command palette: everything that can be done, found by typing. Refuses commands of its own: the rows are those of
//! `actions`, one for each layer and one for each saved selection.

use egui::{Id, Key, Modifiers, ScrollArea, Ui, vec2};
use pinyin::ToPinyin;

use crate::i18n::Lang;
use crate::i18n::sheets::SheetText;
use crate::i18n::shortcuts::ActionText;
use crate::ui::actions::ACTIONS;
use crate::ui::command::Command;
use crate::ui::icons;
use crate::ui::theme::{self, font, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{Row, SearchField};

use super::first_focus::first_focus;

#[derive(Clone, Default)]
struct State {
    typed: String,
    chosen: usize,
}

/// One row of the palette.
struct Entry {
    name: String,
    group: &'static str,
    shortcut: String,
    command: Command,
    /// What is compared with the typed words, in small letters.
    keys: Vec<String>,
}

/// Shows the sheet.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Commands) {
    let lang = view.lang;
    let id = Id::unique("palette");
    let field_id = id.with("field");
    // A sheet that was not there in the last frame starts empty.
    let was_there = first_focus(ui, id, field_id);
    let mut state = if was_there { ui.data(|data| data.get_temp::<State>(id)) } else { None }.unwrap_or_default();

    let found = found(entries(ui, view), &state.typed);
    let last = found.len().saturating_sub(1);
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        state.chosen = (state.chosen + 1).min(last);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowUp)) {
        state.chosen = state.chosen.saturating_sub(1);
    }
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut taken = entered.then(|| found.get(state.chosen)).flatten();

    let before = state.typed.clone();
    ui.add_space(space::M);
    ui.horizontal(|ui| {
        ui.add_space(space::M);
        let field = SearchField {
            id: field_id,
            name: SheetText::PaletteTitle.text(lang),
            hint: SheetText::PaletteHint.text(lang),
            shortcut: "",
            clear: SheetText::Close.text(lang),
        };
        let width = ui.available_width() - space::M;
        field.show(ui, &mut state.typed, width);
    });
    if state.typed != before {
        state.chosen = 0;
    }
    let rows = ui.available_rect_before_wrap().shrink2(vec2(space::S, 0.0));
    let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rows));
    ScrollArea::vertical().max_height(12.0 * size::ROW).auto_shrink([false, true]).show(&mut inner, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let c = theme::colours(ui.ctx());
        if found.is_empty() {
            ui.label(egui::RichText::new(SheetText::PaletteNothing.text(lang)).font(font(text::BODY)).color(c.text2));
        }
        for (number, entry) in found.iter().enumerate() {
            let selected = number == state.chosen;
            let row =
                Row { icon: Some(icons::COMMAND), name: &entry.name, detail: entry.group, right: &entry.shortcut, selected };
            let response = ui.push_id(number, |ui| row.show(ui)).inner;
            if selected && (state.typed != before || ui.input(|input| !input.keys_down.is_empty())) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                taken = Some(entry);
            }
        }
    });
    let height = inner.min_rect().height();
    ui.allocate_exact_size(vec2(ui.available_width(), height + space::S), egui::Sense::hover());
    if let Some(entry) = taken {
        commands.send(Command::ShowSheet(None));
        commands.send(entry.command.clone());
        state = State::default();
    }
    ui.data_mut(|data| data.insert_temp(id, state));
}

/// Everything that can be done now.
fn entries(ui: &Ui, view: &View) -> Vec<Entry> {
    let lang = view.lang;
    let mut entries: Vec<Entry> = ACTIONS
        .iter()
        .filter(|action| action.id != "palette")
        .filter_map(|action| {
            let command = (action.command)(view)?;
            Some(Entry {
                name: action.name.text(lang).to_owned(),
                group: action.group.text(lang),
                shortcut: action.shortcut_text(ui.ctx()).unwrap_or_default(),
                command,
                keys: keys_of(action.name.text(Lang::Zh), action.name.text(Lang::En)),
            })
        })
        .collect();
    entries.extend(view.legend.iter().map(|layer| {
        let name = |lang: Lang| ActionText::ToggleLayer.fill(lang, &[&layer.name]);
        Entry {
            name: name(lang),
            group: ActionText::GroupMap.text(lang),
            shortcut: String::new(),
            command: Command::SetLayerVisible(layer.key.clone(), !view.workspace.is_visible(&layer.key)),
            keys: keys_of(&name(Lang::Zh), &name(Lang::En)),
        }
    }));
    entries.extend(view.workspace.selection_sets.keys().map(|kept| {
        let name = |lang: Lang| ActionText::LoadSelection.fill(lang, &[kept]);
        Entry {
            name: name(lang),
            group: ActionText::GroupSelect.text(lang),
            shortcut: String::new(),
            command: Command::LoadSelection(kept.clone()),
            keys: keys_of(&name(Lang::Zh), &name(Lang::En)),
        }
    }));
    entries
}

/// A name in both languages, and the Chinese one in pinyin and its initials.
fn keys_of(chinese: &str, english: &str) -> Vec<String> {
    let syllables = || chinese.to_pinyin().flatten().map(|syllable| syllable.plain());
    let initials = syllables().filter_map(|syllable| syllable.chars().next()).collect();
    vec![chinese.to_lowercase(), english.to_lowercase(), syllables().collect(), initials]
}

/// The entries that answer to what was typed, the nearest first; all of them when nothing was.
fn found(entries: Vec<Entry>, typed: &str) -> Vec<Entry> {
    let typed: String = typed.trim().to_lowercase();
    let mut ranked: Vec<(usize, Entry)> = entries
        .into_iter()
        .filter_map(|entry| Some((entry.keys.iter().filter_map(|key| rank(key, &typed)).min()?, entry)))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, entry)| entry).collect()
}

/// How near a key is to what was typed: at its beginning, within it, or its letters in order; `None` when it is not.
fn rank(key: &str, typed: &str) -> Option<usize> {
    if key.starts_with(typed) {
        return Some(0);
    }
    if key.contains(typed) {
        return Some(1);
    }
    let mut letters = key.chars();
    typed.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|letter| letter == wanted)).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_word_pinyin_initials_and_scattered_letters() {
        let keys = keys_of("缩放至所选", "Zoom to the selection");
        let best = |typed: &str| keys.iter().filter_map(|key| rank(key, typed)).min();
        assert_eq!(best("缩放"), Some(0));
        assert_eq!(best("suofang"), Some(0));
        assert_eq!(best("sfz"), Some(0));
        assert_eq!(best("selection"), Some(1));
        assert_eq!(best("ztsel"), Some(2));
        assert_eq!(best("query"), None);
    }
}
