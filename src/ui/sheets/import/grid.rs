//! A local grid without public parameters (Shanghai 2000): control points are typed or pasted, fitted, and judged by what is left
//! at each of them. Refuses to use a grid that the user has not named.

use egui::{ScrollArea, TextEdit, Ui};

use crate::geodesy::crs::Crs;
use crate::geodesy::fit::{ControlPoint, Fit, Freedom, fit};
use crate::i18n::import::ImportText;
use crate::i18n::{Lang, crs as crs_words, decimal};
use crate::ui::command::Command;
use crate::ui::importing::{ImportChange, ImportView};
use crate::ui::theme::{self, font, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{label, link, primary, tabs, wrapped};
use crate::workspace::LocalGrid;

use super::State;

/// Lines of the field for the points.
const LINES: usize = 4;
/// Height of the list of what is left, points.
const LIST: f32 = 110.0;
/// Exchanging the first two numbers is proposed where it leaves less than this share.
const MUCH_BETTER: f64 = 0.2;

/// A grid that is being made.
#[derive(Clone, Default)]
pub struct Draft {
    is_open: bool,
    name: String,
    /// The points as they are typed, a line each: two numbers of the grid, longitude, latitude.
    points: String,
    has_six: bool,
    swaps: bool,
}

/// Shows the grids that the workspace has, and the way to another.
pub fn show(ui: &mut Ui, view: &View, import: &ImportView, state: &mut State, commands: &mut Commands) {
    let lang = view.lang;
    let c = theme::colours(ui.ctx());
    for (name, grid) in &view.workspace.grids {
        let is_used = matches!(Crs::parse(&import.recipe.crs), Ok(Crs::Local(used, _)) if *used == **name);
        let words = ImportText::GridKept.fill(lang, &[name, &grid.points.len().to_string()]);
        ui.horizontal(|ui| {
            if ui.radio(is_used, words).clicked() && !is_used {
                send(commands, name, grid.clone(), false);
            }
        });
    }
    let draft = &mut state.grid;
    let (words, is_open) = (ImportText::GridNew.text(lang), draft.is_open);
    if link(ui, words, false).clicked() {
        draft.is_open = !is_open;
    }
    if !draft.is_open {
        return;
    }
    wrapped(ui, ImportText::GridHint.text(lang), font(text::SMALL), c.text2);
    let name = TextEdit::singleline(&mut draft.name).hint_text(ImportText::GridNameHint.text(lang));
    let name = ui.add(name.margin(egui::Margin::symmetric(8, 6)).desired_width(f32::INFINITY));
    name.accessible_name(ImportText::GridName.text(lang));
    let points = TextEdit::multiline(&mut draft.points).hint_text(ImportText::GridPointsHint.text(lang)).desired_rows(LINES);
    let points = ui.add(points.font(font(text::SMALL)).desired_width(f32::INFINITY));
    points.accessible_name(ImportText::GridPoints.text(lang));
    let freedoms = [(false, None, ImportText::Four.text(lang)), (true, None, ImportText::Six.text(lang))];
    if let Some(has_six) = tabs(ui, draft.has_six, &freedoms, false) {
        draft.has_six = has_six;
    }
    ui.checkbox(&mut draft.swaps, ImportText::GridSwap.text(lang));
    ui.add_space(space::XS);
    match points_of(&draft.points) {
        Err(line) => {
            wrapped(ui, &ImportText::GridBadLine.fill(lang, &[&line.to_string()]), font(text::SMALL), c.error);
        }
        Ok(points) if points.is_empty() => {}
        Ok(points) => judge(ui, draft, &points, lang, commands),
    }
}

/// What the fit leaves at each point, and the button that takes it.
fn judge(ui: &mut Ui, draft: &mut Draft, points: &[ControlPoint], lang: Lang, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let freedom = if draft.has_six { Freedom::SixParameters } else { Freedom::FourParameters };
    let ordered = in_order(points, draft.swaps);
    let fitted = match fit(&ordered, freedom) {
        Ok(fitted) => fitted,
        Err(fault) => {
            wrapped(ui, &crs_words::fit_fault(fault, lang), font(text::SMALL), c.error);
            return;
        }
    };
    let [east, north] = fitted.scale.map(|scale| decimal(scale, 6));
    let (rms_m, turned) = (decimal(fitted.rms_m, 3), decimal(fitted.rotation_deg, 4));
    wrapped(ui, &ImportText::GridFit.fill(lang, &[&rms_m, &east, &north, &turned]), font(text::BODY), c.text);
    left_over(ui, &fitted, lang);
    let other = fit(&in_order(points, !draft.swaps), freedom);
    if other.is_ok_and(|other| other.rms_m < MUCH_BETTER * fitted.rms_m && fitted.rms_m > 1.0) {
        wrapped(ui, ImportText::GridSwapHint.text(lang), font(text::SMALL), c.warn);
    }
    let name = draft.name.trim().to_owned();
    ui.add_space(space::XS);
    let is_named = !name.is_empty() && !name.contains('|');
    if !is_named {
        label(ui, ImportText::GridUnnamed.text(lang), font(text::SMALL), c.text2);
    }
    if ui.add_enabled_ui(is_named, |ui| primary(ui, None, ImportText::GridUse.text(lang))).inner.clicked() {
        send(commands, &name, LocalGrid { points: ordered, freedom }, draft.swaps);
        draft.is_open = false;
    }
}

/// What is left at each point, the largest marked.
fn left_over(ui: &mut Ui, fitted: &Fit, lang: Lang) {
    let c = theme::colours(ui.ctx());
    let lengths: Vec<f64> = fitted.residuals_m.iter().map(|[east, north]| east.hypot(*north)).collect();
    let worst = lengths.iter().copied().fold(0.0, f64::max);
    ScrollArea::vertical().id_salt("residuals").max_height(LIST).auto_shrink([false, true]).show(ui, |ui| {
        for (number, ([east, north], length)) in fitted.residuals_m.iter().zip(&lengths).enumerate() {
            let figures = [*east, *north, *length].map(|metres| decimal(metres, 3));
            let words = ImportText::GridResidual.fill(lang, &[&(number + 1).to_string(), &figures[0], &figures[1], &figures[2]]);
            let ink = if *length == worst && worst > 0.01 { c.warn } else { c.text2 };
            label(ui, &words, font(text::SMALL), ink);
        }
    });
}

fn send(commands: &mut Commands, name: &str, grid: LocalGrid, swaps: bool) {
    commands.send(Command::ChangeImport(ImportChange::Grid(name.to_owned(), grid, swaps)));
}

fn in_order(points: &[ControlPoint], swaps: bool) -> Vec<ControlPoint> {
    let ordered = |point: &ControlPoint| {
        let [first, second] = point.local;
        ControlPoint { local: if swaps { [second, first] } else { [first, second] }, ..*point }
    };
    points.iter().map(ordered).collect()
}

/// The points of lines with four numbers each; the number of the first line that is another.
fn points_of(text: &str) -> Result<Vec<ControlPoint>, usize> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            let words = line.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、'));
            let numbers: Result<Vec<f64>, _> = words.filter(|word| !word.is_empty()).map(str::parse).collect();
            match numbers.as_deref() {
                Ok(&[x, y, lon, lat]) => Ok(ControlPoint { local: [x, y], lon_lat: [lon, lat] }),
                _ => Err(number + 1),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_from_what_a_spreadsheet_puts_on_the_clipboard() {
        let points = points_of("-6981.2478\t7221.7543\t121.4301\t31.3012\n\n1, 2，121.5 ; 31.2\n").unwrap();
        assert_eq!(points.len(), 2);
        assert_eq!((points[0].local, points[1].lon_lat), ([-6981.2478, 7221.7543], [121.5, 31.2]));
        assert_eq!(points_of("1 2 3 4\n1 2 3\n"), Err(2));
        assert_eq!(points_of("1 2 3 x"), Err(1));
    }
}
