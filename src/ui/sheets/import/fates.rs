//! The bar of what becomes of every row, in counts that add up. Refuses reasons: the issues have them.

use egui::{Align, Align2, Color32, Layout, Rect, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::domain::{Issue, IssueKind, Severity};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, integer};
use crate::import::Fate;
use crate::ui::importing::{FATES, ImportView};
use crate::ui::theme::{self, Colours, font, semibold, space, text};
use crate::ui::view::View;
use crate::ui::widgets::{label, one_line, put, stacked_bar};

use super::{ink, issues, swatch};

/// Shows title, bar and legend.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    let room = ui.max_rect().shrink2(vec2(space::L, space::S));
    super::part(ui, "bar", room, |ui| {
        let Some(outcome) = &import.outcome else {
            label(ui, ImportText::Computing.text(lang), font(text::BODY), c.text3);
            return;
        };
        let ink = ink(ui, import);
        let (title, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
        let words = ImportText::Fates.of(import.is_table()).fill(lang, &[&integer(outcome.total as f64)]);
        put(
            ui.painter(),
            one_line(ui.painter(), &words, semibold(text::BODY), ink, title.width()),
            title,
            Align2::LEFT_CENTER,
            ink,
        );
        let sum = if import.is_busy { ImportText::Computing } else { ImportText::FatesSum.of(import.is_table()) };
        let galley = one_line(ui.painter(), sum.text(lang), font(text::SMALL), c.text3, title.width() * 0.6);
        put(ui.painter(), galley, title, Align2::RIGHT_CENTER, c.text3);
        ui.add_space(space::XS);
        let (bar, response) = ui.allocate_exact_size(vec2(ui.available_width(), 12.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
        let faded = |colour: Color32| if import.is_busy { colour.lerp_to_gamma(c.surface3, 0.5) } else { colour };
        let parts: Vec<(f64, Color32)> =
            FATES.iter().zip(outcome.counts).map(|(&fate, count)| (count as f64, faded(colour(c, fate)))).collect();
        stacked_bar(ui.painter(), bar, &parts, Color32::TRANSPARENT, c.surface3);
        ui.add_space(space::XS);
        let legend = Rect::from_min_max(ui.cursor().min, ui.max_rect().max);
        let mut line = ui.new_child(UiBuilder::new().max_rect(legend).layout(Layout::left_to_right(Align::Center)));
        for (fate, count) in FATES.into_iter().zip(outcome.counts) {
            if count == 0 && fate != Fate::OnMap {
                continue;
            }
            entry(&mut line, import, fate, count, lang);
            line.add_space(space::M);
        }
    });
}

fn entry(ui: &mut Ui, import: &ImportView, fate: Fate, count: u64, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let name = match fate {
        Fate::OnMap => ImportText::OnMap,
        Fate::Waiting => ImportText::WaitingFate,
        Fate::TableOnly => ImportText::TableOnly,
        Fate::Refused => ImportText::Refused,
    };
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
    swatch(ui, rect, colour(c, fate));
    let words = format!("{} {}", name.text(lang), integer(count as f64));
    let ink = ink(ui, import);
    let response = label(ui, &words, font(text::SMALL), ink);
    let reasons = issues::reasons(import, |issue| is_reason(issue, fate), lang);
    if !reasons.is_empty() {
        response.on_hover_text(reasons);
    }
}

fn colour(c: &Colours, fate: Fate) -> Color32 {
    match fate {
        Fate::OnMap => c.accent,
        Fate::Waiting => c.warn,
        Fate::TableOnly => c.strong_outline,
        Fate::Refused => c.error,
    }
}

/// True for issues that tell why rows have a fate.
fn is_reason(issue: &Issue, fate: Fate) -> bool {
    use IssueKind::{MatchWaiting, NoPosition, OutsideCrs, SwappedPosition, TotalRow, UnknownCrs, UnreadablePosition};
    match fate {
        Fate::OnMap => false,
        Fate::Waiting => matches!(issue.kind, SwappedPosition | MatchWaiting),
        Fate::TableOnly => matches!(issue.kind, NoPosition | OutsideCrs | UnreadablePosition | UnknownCrs),
        Fate::Refused => issue.kind == TotalRow || issue.severity == Severity::Error && issue.kind != UnknownCrs,
    }
}
