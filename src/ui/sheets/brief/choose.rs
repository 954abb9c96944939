//! The choices of the brief's sheet: for whom, language, places, what is left out, template, file. Refuses the pages.

use egui::{Key, Margin, RichText, TextEdit, Ui};

use crate::i18n::Lang;
use crate::i18n::brief_sheet::BriefSheetText as T;
use crate::ui::briefing::{BriefChange, BriefForm, BriefPlaces, BriefView};
use crate::ui::command::Command;
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{secondary, tabs, wrapped};

/// What the page says.
pub(super) fn what(ui: &mut Ui, view: &View, brief: &BriefView, commands: &mut Commands) {
    let lang = view.lang;
    field(ui, [T::Prospect, T::ProspectHint], &brief.prospect, 0.0, lang, commands, BriefChange::Prospect);
    heading(ui, T::Language.text(lang));
    let languages = [Lang::Zh, Lang::En].map(|of| (of, None, T::OwnName.text(of)));
    if let Some(chosen) = tabs(ui, brief.lang, &languages, false).filter(|chosen| *chosen != brief.lang) {
        commands.send(Command::Brief(BriefChange::Lang(chosen)));
    }
    heading(ui, T::Which.text(lang));
    for (places, words) in [(BriefPlaces::First, T::First), (BriefPlaces::Shortlist, T::Shortlist)] {
        let count = brief.counts[places as usize];
        let words = words.fill(lang, &[&count.to_string()]);
        let radio = ui.add_enabled(count > 0, egui::RadioButton::new(brief.places == places, words));
        if radio.clicked() && brief.places != places {
            commands.send(Command::Brief(BriefChange::Places(places)));
        }
    }
    let mut confidential = brief.confidential;
    // Where the whole program is confidential, the page is, too.
    let checkbox = egui::Checkbox::new(&mut confidential, T::Confidential.text(lang));
    if ui.add_enabled(!view.confidential, checkbox).changed() {
        commands.send(Command::Brief(BriefChange::Confidential(confidential)));
    }
    hint(ui, T::ConfidentialHint.text(lang));
    field(ui, [T::Approval, T::ApprovalHint], &brief.approval, 0.0, lang, commands, BriefChange::Approval);
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            field(ui, [T::Template, T::TemplateHint], &brief.template, BROWSE, lang, commands, BriefChange::Template);
        });
        browse(ui, T::Template, lang, commands, BriefChange::BrowseTemplate);
    });
}

/// To which file, as what.
pub(super) fn file(ui: &mut Ui, brief: &BriefView, lang: Lang, commands: &mut Commands) {
    heading(ui, T::Form.text(lang));
    let words = [T::FormPdf, T::FormPng, T::FormXlsx].map(|words| words.text(lang));
    let items = BriefForm::ALL.map(|form| (form, None, words[form as usize]));
    if let Some(form) = tabs(ui, brief.form, &items, false).filter(|form| *form != brief.form) {
        commands.send(Command::Brief(BriefChange::Form(form)));
    }
    hint(ui, [T::FormPdfHint, T::FormPngHint, T::FormXlsxHint][brief.form as usize].text(lang));
    ui.horizontal(|ui| {
        ui.vertical(|ui| {
            let entered = field(ui, [T::Path, T::Path], &brief.path, BROWSE, lang, commands, BriefChange::Path);
            if entered && brief.count() > 0 {
                commands.send(Command::Brief(BriefChange::Save(brief.exists.is_some())));
            }
        });
        browse(ui, T::Path, lang, commands, BriefChange::BrowsePath);
    });
}

/// Room for the button beside a field, points.
const BROWSE: f32 = 92.0;

fn heading(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    ui.add_space(space::XS);
    ui.label(RichText::new(words).font(font(text::SMALL)).color(c.text2));
}

fn hint(ui: &mut Ui, words: &str) {
    let c = theme::colours(ui.ctx());
    wrapped(ui, words, font(text::SMALL), c.text3);
}

/// A line to type in, under its name; true when it was left with Enter.
fn field(
    ui: &mut Ui,
    [name, hint]: [T; 2],
    typed: &str,
    beside: f32,
    lang: Lang,
    commands: &mut Commands,
    change: fn(String) -> BriefChange,
) -> bool {
    let c = theme::colours(ui.ctx());
    heading(ui, name.text(lang));
    let mut typed = typed.to_owned();
    let hint = RichText::new(hint.text(lang)).color(c.text3);
    let room = (ui.available_width() - beside - 16.0).max(120.0);
    let field = ui.add(TextEdit::singleline(&mut typed).margin(Margin::symmetric(8, 6)).desired_width(room).hint_text(hint));
    if field.changed() {
        commands.send(Command::Brief(change(typed)));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    field.accessible_name(name.text(lang));
    entered
}

/// The button beside a field that asks the system.
fn browse(ui: &mut Ui, of: T, lang: Lang, commands: &mut Commands, change: BriefChange) {
    ui.vertical(|ui| {
        heading(ui, "");
        let button = secondary(ui, None, T::Browse.text(lang));
        let clicked = button.clicked();
        button.accessible_name(format!("{} {}", of.text(lang), T::Browse.text(lang)));
        if clicked {
            commands.send(Command::Brief(change));
        }
    });
}
