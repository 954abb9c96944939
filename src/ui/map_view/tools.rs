//! The tools: click, box, lasso, measured line and area, with their figures on the map. Refuses finding records.

use egui::{Key, Modifiers, Painter, PointerButton, Pos2, Response, Shape, Stroke, Ui, vec2};

use crate::i18n::app::{area_text, length_text};
use crate::i18n::map_view::MapText;
use crate::ui::command::{SelectMode, Tool};
use crate::ui::theme::{self, radius, space, text};
use crate::ui::view::View;

use super::sketch::{self, LASSO_STEP_PT, Sketch};
use super::{MapOutcome, Screen};

/// Reads what the tool's hand does.
pub fn read(ui: &Ui, response: &Response, screen: &Screen, tool: Tool, sketch: &mut Sketch, outcome: &mut MapOutcome) {
    if !fits(tool, sketch) || ui.input(|input| input.key_pressed(Key::Escape)) {
        *sketch = Sketch::Nothing;
    }
    let modifiers = ui.input(|input| input.modifiers);
    match tool {
        Tool::Pointer => {
            if response.clicked_by(PointerButton::Primary)
                && !response.double_clicked()
                && let Some(at) = response.interact_pointer_pos()
            {
                outcome.click = Some((screen.mercator_at(at), click_mode(modifiers)));
            }
        }
        Tool::Box | Tool::Lasso => {
            if response.clicked_by(PointerButton::Primary)
                && let Some(at) = response.interact_pointer_pos()
            {
                outcome.click = Some((screen.mercator_at(at), click_mode(modifiers)));
            }
            read_area(ui, response, screen, tool, sketch, outcome, area_mode(modifiers));
        }
        Tool::DrawArea => read_area(ui, response, screen, tool, sketch, outcome, SelectMode::Replace),
        Tool::MeasureLength | Tool::MeasureArea => read_measure(response, screen, sketch),
    }
}

/// Draws what is being drawn, and says how the tool is used.
pub fn draw(painter: &Painter, screen: &Screen, view: &View, sketch: &Sketch) {
    let c = theme::colours(painter.ctx());
    hint(painter, screen, view);
    let line = Stroke::new(1.5, c.selection);
    let fill = c.selection.gamma_multiply(0.12);
    match sketch {
        Sketch::Nothing => {}
        Sketch::Box([a, b]) => {
            let rect = egui::Rect::from_two_pos(screen.at(*a), screen.at(*b));
            painter.rect(rect, 0.0, fill, line, egui::StrokeKind::Inside);
        }
        Sketch::Lasso(points) => {
            let mut line_points: Vec<Pos2> = points.iter().map(|&point| screen.at(point)).collect();
            line_points.extend(line_points.first().copied());
            painter.extend(Shape::dashed_line(&line_points, line, 6.0, 4.0));
        }
        Sketch::Measure { points, finished } => draw_measure(painter, screen, view, points, *finished),
    }
}

fn fits(tool: Tool, sketch: &Sketch) -> bool {
    match sketch {
        Sketch::Nothing => true,
        Sketch::Box(_) => tool == Tool::Box,
        Sketch::Lasso(_) => matches!(tool, Tool::Lasso | Tool::DrawArea),
        Sketch::Measure { .. } => matches!(tool, Tool::MeasureLength | Tool::MeasureArea),
    }
}

fn click_mode(modifiers: Modifiers) -> SelectMode {
    if modifiers.shift || modifiers.command { SelectMode::Toggle } else { SelectMode::Replace }
}

fn area_mode(modifiers: Modifiers) -> SelectMode {
    if modifiers.shift {
        SelectMode::Add
    } else if modifiers.command || modifiers.alt {
        SelectMode::Remove
    } else {
        SelectMode::Replace
    }
}

fn read_area(
    ui: &Ui,
    response: &Response,
    screen: &Screen,
    tool: Tool,
    sketch: &mut Sketch,
    outcome: &mut MapOutcome,
    mode: SelectMode,
) {
    let press = ui.input(|input| input.pointer.press_origin());
    if response.drag_started_by(PointerButton::Primary)
        && let Some(from) = press.map(|at| screen.mercator_at(at))
    {
        *sketch = if tool == Tool::Box { Sketch::Box([from, from]) } else { Sketch::Lasso(vec![from]) };
    }
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged_by(PointerButton::Primary)) {
        let here = screen.mercator_at(at);
        match sketch {
            Sketch::Box([_, to]) => *to = here,
            Sketch::Lasso(points) => {
                let step = LASSO_STEP_PT * screen.camera.mercator_per_pt;
                if points.last().is_none_or(|last| (last[0] - here[0]).hypot(last[1] - here[1]) >= step) {
                    points.push(here);
                }
            }
            _ => {}
        }
    }
    if response.drag_stopped_by(PointerButton::Primary) {
        outcome.area = std::mem::take(sketch).ring_lon_lat().map(|ring| (ring, mode));
    }
}

fn read_measure(response: &Response, screen: &Screen, sketch: &mut Sketch) {
    let Some(at) = response.interact_pointer_pos().map(|at| screen.mercator_at(at)) else { return };
    if response.double_clicked_by(PointerButton::Primary) {
        if let Sketch::Measure { finished, .. } = sketch {
            *finished = true;
        }
    } else if response.clicked_by(PointerButton::Primary) {
        match sketch {
            Sketch::Measure { points, finished: false } => points.push(at),
            _ => *sketch = Sketch::Measure { points: vec![at], finished: false },
        }
    }
}

fn draw_measure(painter: &Painter, screen: &Screen, view: &View, points: &[[f64; 2]], finished: bool) {
    let c = theme::colours(painter.ctx());
    let mut all = points.to_vec();
    if !finished && let Some(cursor) = view.cursor_lon_lat {
        all.push(crate::geodesy::mercator::from_lon_lat(cursor));
    }
    let on_screen: Vec<Pos2> = all.iter().map(|&point| screen.at(point)).collect();
    let (casing, line) = (Stroke::new(5.0, c.casing), Stroke::new(2.0, c.selection));
    let is_area = view.tool == Tool::MeasureArea;
    let mut outline = on_screen.clone();
    if is_area && outline.len() > 2 {
        outline.push(outline[0]);
    }
    painter.line(outline.clone(), casing);
    painter.line(outline, line);
    for &at in &on_screen {
        painter.circle(at, 3.5, c.casing, line);
    }
    let Some(&end) = on_screen.last() else { return };
    let figure =
        if is_area && all.len() > 2 { area_text(sketch::area_m2(&all), view.lang) } else { length_text(sketch::length_m(&all)) };
    if all.len() > 1 {
        figure_box(painter, end, &MapText::Total.fill(view.lang, &[&figure]));
    }
    if !is_area {
        for (pair, ends) in all.windows(2).zip(on_screen.windows(2)).filter(|_| all.len() > 2) {
            let middle = ends[0] + (ends[1] - ends[0]) * 0.5;
            let leg = length_text(sketch::length_m(pair));
            let galley = painter.layout_no_wrap(leg, theme::font(text::TAG), c.text);
            let ground = egui::Rect::from_center_size(middle, galley.size() + vec2(2.0 * space::XS, 2.0));
            painter.rect_filled(ground, f32::from(radius::TAG), c.surface.gamma_multiply(0.9));
            painter.galley(ground.center() - galley.size() / 2.0, galley, c.text);
        }
    }
}

fn hint(painter: &Painter, screen: &Screen, view: &View) {
    let words = match view.tool {
        Tool::Pointer => return,
        Tool::Box | Tool::Lasso => MapText::SketchHint,
        Tool::DrawArea => MapText::DrawAreaHint,
        Tool::MeasureLength | Tool::MeasureArea => MapText::MeasureHint,
    };
    let c = theme::colours(painter.ctx());
    let galley = painter.layout_no_wrap(words.text(view.lang).to_owned(), theme::font(text::SMALL), c.text);
    let middle = screen.rect.center_bottom() - vec2(0.0, space::XL + galley.size().y);
    let frame = egui::Rect::from_center_size(middle, galley.size() + vec2(2.0 * space::M, 2.0 * space::XS));
    painter.rect(frame, f32::from(radius::CHIP), c.surface, Stroke::new(1.0, c.outline), egui::StrokeKind::Inside);
    painter.galley(frame.center() - galley.size() / 2.0, galley, c.text);
}

fn figure_box(painter: &Painter, at: Pos2, words: &str) {
    let c = theme::colours(painter.ctx());
    let galley = painter.layout_no_wrap(words.to_owned(), theme::semibold(text::BODY), c.text);
    let corner = at + vec2(space::M, space::S);
    let frame = egui::Rect::from_min_size(corner, galley.size()).expand2(vec2(space::S, space::XS));
    painter.rect(frame, f32::from(radius::TAG), c.surface, Stroke::new(1.0, c.outline), egui::StrokeKind::Inside);
    painter.galley(corner, galley, c.text);
}
