//! The line that says what is wanted: what was understood is underlined, what was not is underlined with a wave and named at the
//! end. Refuses to read it: that is `finder::parse`.

use std::ops::Range;

use egui::{
    Align2, Color32, Context, CornerRadius, Frame, Galley, Id, Key, Margin, Modifiers, Painter, Pos2, Rect, Sense, Shape, Stroke,
    StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::domain::criteria::Query;
use crate::finder::parse::contradictions;
use crate::finder::reasons::criterion_name;
use crate::i18n::brief_sheet::BriefSheetText;
use crate::i18n::find::FindText as T;
use crate::i18n::{Lang, decimal};
use crate::ui::command::{Command, Sheet, Tool};
use crate::ui::finding::{FindChange, FindView};
use crate::ui::icons;
use crate::ui::theme::{self, font, icon_font, radius, size, space, text};
use crate::ui::view::{Commands, View};
use crate::ui::widgets::{focus_ring, one_line, primary, put, secondary};

use super::{form, prospects, weights};

/// The height of the field, points.
const FIELD: f32 = 36.0;

fn field_id() -> Id {
    Id::unique("what the prospect wants")
}

/// Puts the cursor into the line.
pub fn focus_line(ctx: &Context) {
    ctx.memory_mut(|memory| memory.request_focus(field_id()));
}

/// Shows the line, with the buttons at its right.
pub fn show(ui: &mut Ui, view: &View, find: &FindView, commands: &mut Commands) {
    let lang = view.lang;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), FIELD + space::M), Sense::hover());
    let row = row.shrink2(vec2(14.0, 0.0)).with_min_y(row.top() + space::S + 2.0);
    let row = Rect::from_min_size(row.min, vec2(row.width(), FIELD));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut buttons = ui.new_child(UiBuilder::new().id_salt("buttons").max_rect(row).layout(layout));
    if primary(&mut buttons, Some(icons::FILE), BriefSheetText::Make.text(lang)).clicked() {
        commands.send(Command::ShowSheet(Some(Sheet::Brief)));
    }
    weights::button(&mut buttons, view, find, commands);
    form::button(&mut buttons, view, find, commands);
    if secondary(&mut buttons, Some(icons::LASSO), T::Draw.text(lang)).clicked() {
        commands.send(Command::SetTool(Tool::DrawArea));
    }
    let field = row.with_max_x(buttons.min_rect().left() - space::S);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut who = ui.new_child(UiBuilder::new().id_salt("prospect").max_rect(field).layout(layout));
    prospects::button(&mut who, view, find, commands);
    let field = field.with_min_x(who.min_rect().right() + space::S);
    line(ui, view, find, field, commands);
}

fn line(ui: &mut Ui, view: &View, find: &FindView, rect: Rect, commands: &mut Commands) {
    let c = theme::colours(ui.ctx());
    let focused = ui.memory(|memory| memory.has_focus(field_id()));
    let edge = if focused { Stroke::new(size::FOCUS_RING, c.selection) } else { Stroke::new(1.0, c.strong_outline) };
    ui.painter().rect(rect, CornerRadius::same(radius::FIELD), c.surface, edge, StrokeKind::Inside);
    let sign = pos2(rect.left() + space::M, rect.center().y);
    ui.painter().text(sign, Align2::LEFT_CENTER, icons::INSTITUTION, icon_font(text::ICON), c.accent);
    let words_end = status(ui, view, find, rect, commands);

    if focused {
        keys(ui, commands);
    }
    let inner = Rect::from_min_max(
        pos2(rect.left() + space::M + text::ICON + space::S, rect.top() + 2.0),
        pos2(words_end - space::S, rect.bottom() - 2.0),
    );
    let mut typed = find.prospect.text.clone();
    let face = font(text::SECTION);
    let hint = one_line(ui.painter(), T::LineHint.text(view.lang), font(text::BODY), c.text3, inner.width());
    let hint = hint.rows.first().map(|row| row.text()).unwrap_or_default();
    let mut child = ui.new_child(UiBuilder::new().id_salt("line").max_rect(inner));
    let output = TextEdit::singleline(&mut typed)
        .id(field_id())
        .font(face)
        .text_color(c.text)
        .hint_text(egui::RichText::new(hint).font(font(text::BODY)).color(c.text3))
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .min_size(inner.size())
        .align(Align2::LEFT_CENTER)
        .desired_width(inner.width())
        .show(&mut child);
    output.response.response.clone().accessible_name(T::Line.text(view.lang));
    // Enter shows what is first, where nothing is looked at yet; then the keyboard is the list's.
    let entered = output.response.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered && find.chosen.is_none() && !find.places().is_empty() {
        commands.send(Command::Find(FindChange::Choose(0)));
    }
    let is_new = typed != find.prospect.text;
    let read = if is_new || find.query.text != typed { read_now(find, &typed) } else { None };
    let query = read.as_ref().unwrap_or(&find.query);
    let painter = ui.painter().with_clip_rect(output.text_clip_rect.expand2(vec2(0.0, 6.0)));
    for criterion in query.criteria.iter().filter(|criterion| !criterion.span.is_empty()) {
        underline(&painter, &output.galley, output.galley_pos, &typed, &criterion.span, c.accent, false);
    }
    for span in &query.not_understood {
        underline(&painter, &output.galley, output.galley_pos, &typed, span, c.warn, true);
    }
    if is_new {
        commands.send(Command::Find(FindChange::Text(typed)));
    }
}

/// The line as it is read in the frame in which it is typed; a frame later the view has it.
fn read_now(find: &FindView, typed: &str) -> Option<Query> {
    Some(crate::finder::parse(typed, find.market.as_ref()?, find.m2_each))
}

/// Up and down lead through the list while one types; Enter shows the first place.
fn keys(ui: &Ui, commands: &mut Commands) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
        if pressed(key) {
            commands.send(Command::Find(FindChange::Step(by)));
        }
    }
}

/// A line under some bytes of the text: straight, or a wave.
fn underline(painter: &Painter, galley: &Galley, at: Pos2, typed: &str, span: &Range<usize>, colour: Color32, wave: bool) {
    let chars = |bytes: usize| typed.get(..bytes).map(|before| before.chars().count());
    let (Some(from), Some(to)) = (chars(span.start), chars(span.end)) else { return };
    let place = |index: usize| galley.pos_from_cursor(egui::text::CCursor::new(index));
    let (start, end) = (place(from), place(to));
    let y = at.y + start.bottom() + 1.0;
    let x = at.x + start.left()..=at.x + end.left();
    if !wave {
        painter.hline(*x.start()..=*x.end(), y, Stroke::new(2.0, colour));
        return;
    }
    let steps = ((x.end() - x.start()) / 2.0).ceil().max(1.0) as usize;
    let point = |step: usize| {
        let along = (x.start() + 2.0 * step as f32).min(*x.end());
        pos2(along, y + if step.is_multiple_of(2) { 1.2 } else { -1.2 })
    };
    painter.add(Shape::line((0..=steps).map(point).collect(), Stroke::new(1.5, colour)));
}

/// How much of the line was understood, and the area a head, at the right end of the field; returns where the words begin.
fn status(ui: &mut Ui, view: &View, find: &FindView, rect: Rect, commands: &mut Commands) -> f32 {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let room = rect.shrink2(vec2(space::M, 0.0));
    let mut right = room.right();
    let most = room.width() * 0.45;
    if !find.prospect.text.is_empty() {
        let cross = Rect::from_center_size(pos2(right - 8.0, rect.center().y), vec2(22.0, 22.0));
        let response = ui.interact(cross, field_id().with("clear"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, T::ClearLine.text(lang)));
        let ink = if response.hovered() { c.text } else { c.text3 };
        ui.painter().text(cross.center(), Align2::CENTER_CENTER, icons::CLOSE, icon_font(14.0), ink);
        focus_ring(ui, &response, radius::TAG);
        if response.on_hover_text(T::ClearLine.text(lang)).clicked() {
            commands.send(Command::Find(FindChange::Text(String::new())));
        }
        right = cross.left() - space::XS;
    }
    let each = T::M2Each.fill(lang, &[&decimal(find.m2_each[0], 0), &decimal(find.m2_each[1], 0)]);
    right = words_button(ui, &each, right, rect, view, find, commands);
    let (words, ink) = understood(&find.query, lang);
    if !words.is_empty() {
        let colour = if ink { c.warn } else { c.text3 };
        let galley = one_line(ui.painter(), &words, font(text::SMALL), colour, most.max(80.0));
        let (elided, width) = (galley.elided, galley.size().x);
        let place = Rect::from_min_max(pos2(right - space::S - width, rect.top()), pos2(right - space::S, rect.bottom()));
        put(ui.painter(), galley, place, Align2::RIGHT_CENTER, colour);
        let response = ui.interact(place, field_id().with("understood"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
        if elided {
            response.on_hover_text(&words);
        }
        right = place.left();
    }
    right
}

/// What is said of the reading of a line; true where something is wrong with it.
fn understood(query: &Query, lang: Lang) -> (String, bool) {
    let missed: Vec<&str> = query.not_understood.iter().filter_map(|span| query.text.get(span.clone())).collect();
    let read = query.criteria.iter().filter(|criterion| !criterion.span.is_empty()).count().to_string();
    if let Some([one, other]) = contradictions(query).first() {
        let names = [*one, *other].map(|at| query.criteria.get(at).map_or_else(String::new, |c| criterion_name(c, lang)));
        return (T::Against.fill(lang, &[&names[0], &names[1]]), true);
    }
    match (query.text.trim().is_empty(), missed.is_empty()) {
        (true, _) => (String::new(), false),
        (false, true) => (T::AllRead.fill(lang, &[&read]), false),
        (false, false) => (T::NotRead.fill(lang, &[&missed.join(T::Comma.text(lang))]), true),
    }
}

/// The area a head, which a click lets change.
fn words_button(ui: &mut Ui, words: &str, right: f32, rect: Rect, view: &View, find: &FindView, commands: &mut Commands) -> f32 {
    let c = theme::colours(ui.ctx());
    let lang = view.lang;
    let galley = one_line(ui.painter(), words, font(text::SMALL), c.text3, 200.0);
    let place = Rect::from_min_max(pos2(right - galley.size().x - 8.0, rect.top() + 6.0), pos2(right, rect.bottom() - 6.0));
    let response = ui.interact(place, field_id().with("m2 each"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, words));
    if response.hovered() {
        ui.painter().rect_filled(place, CornerRadius::same(radius::TAG), c.surface2);
    }
    put(ui.painter(), galley, place, Align2::CENTER_CENTER, c.text3);
    focus_ring(ui, &response, radius::TAG);
    let response = response.on_hover_text(T::M2EachTip.text(lang));
    super::popup(&response, 260.0).show(|ui| {
        super::edit::m2_each(ui, lang, find.m2_each, &mut |each| commands.send(Command::Find(FindChange::M2Each(each))));
    });
    place.left()
}
