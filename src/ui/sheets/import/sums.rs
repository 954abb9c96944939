//! The conversion of units with the sum shown: the first cell of a column, and what it becomes. Refuses the conversion itself.

use egui::{Align, Align2, Layout, Sense, Ui, UiBuilder, vec2};

use crate::domain::{Field, Meaning, SourceUnit};
use crate::i18n::fields::{field_name, unit_decimals, unit_name};
use crate::i18n::import::{ImportText, source_unit_name};
use crate::i18n::{Lang, decimal};
use crate::import::cells::{number, units};
use crate::ui::icons;
use crate::ui::importing::ImportView;
use crate::ui::theme::{self, font, icon_font, semibold, space, text};
use crate::ui::widgets::label;

use super::columns::cell_text;

/// Height of the line.
pub const HEIGHT: f32 = 30.0;
/// Rows that are looked at for one with a number.
const LOOKED_AT: usize = 200;

/// A sum: what stands in the file, what it becomes, how.
pub struct Sum {
    before: String,
    after: String,
    how: String,
}

/// The sums of all columns whose numbers are converted.
pub fn lines(import: &ImportView, lang: Lang) -> Vec<Sum> {
    let rules = import.recipe.columns.iter().enumerate();
    rules.filter_map(|(column, rule)| sum(import, column, rule.meaning, rule.unit?, lang)).collect()
}

fn sum(import: &ImportView, column: usize, meaning: Meaning, unit: SourceUnit, lang: Lang) -> Option<Sum> {
    let Meaning::Field(field) = meaning else { return None };
    if units::own_unit(field.unit()) == Some(unit) {
        return None;
    }
    let area = import.recipe.columns.iter().position(|rule| rule.meaning == Meaning::Field(Field::AreaM2));
    let number_in = |row: usize, column: usize| number::number(&cell_text(import.raw.table.get(row, column))).ok()?.value;
    let rows = 0..import.raw.len().min(LOOKED_AT);
    let (value, area_m2, converted) = rows.into_iter().find_map(|row| {
        let value = number_in(row, column)?;
        let area_m2 = area.and_then(|area| number_in(row, area));
        Some((value, area_m2, units::converted(value, unit, field.unit(), area_m2)?))
    })?;
    let area = area_m2.map(|area| decimal(area, 0)).unwrap_or_default();
    let how = match unit {
        SourceUnit::YuanPerM2Month => ImportText::SumMonth.text(lang).to_owned(),
        SourceUnit::YuanPerM2Year => ImportText::SumYear.text(lang).to_owned(),
        SourceUnit::YuanPerMonth | SourceUnit::WanYuanPerMonth => ImportText::SumMonthArea.fill(lang, &[&area]),
        SourceUnit::YuanPerYear | SourceUnit::WanYuanPerYear => ImportText::SumYearArea.fill(lang, &[&area]),
        SourceUnit::Mu => ImportText::SumMu.text(lang).to_owned(),
        _ => String::new(),
    };
    let before = format!("{} {} {} = ", field_name(field, lang), plain(value), source_unit_name(unit, lang));
    let after = format!("{} {}", decimal(converted, unit_decimals(field.unit())), unit_name(field.unit(), lang));
    Some(Sum { before, after, how })
}

/// A number with no more decimals than it has.
fn plain(value: f64) -> String {
    let text = value.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len().min(4));
    decimal(value, decimals)
}

/// Shows the sums on one line.
pub fn show(ui: &mut Ui, sums: &[Sum]) {
    let c = theme::colours(ui.ctx());
    let room = ui.max_rect().shrink2(vec2(space::L, 0.0));
    let mut line = ui.new_child(UiBuilder::new().max_rect(room).layout(Layout::left_to_right(Align::Center)));
    line.spacing_mut().item_spacing.x = 0.0;
    for (number, Sum { before, after, how }) in sums.iter().enumerate() {
        if number > 0 {
            line.add_space(space::L);
        } else {
            let (rect, _) = line.allocate_exact_size(vec2(22.0, 20.0), Sense::hover());
            line.painter().text(rect.left_center(), Align2::LEFT_CENTER, icons::INFO, icon_font(text::ICON_SMALL), c.schematic);
        }
        label(&mut line, before, font(text::SMALL), c.text2);
        label(&mut line, after, semibold(text::SMALL), c.text);
        if !how.is_empty() {
            label(&mut line, how, font(text::SMALL), c.text3);
        }
    }
}
